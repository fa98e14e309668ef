"""TestDNSAnswer answers by routing policy and health."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]

NAME = "api.example.com"


def make_zone(aws: Clients) -> str:
    zone = aws("route53").create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"]
    return str(zone.rsplit("/", 1)[1])


def make_alarm_check(aws: Clients, name: str) -> str:
    """A health check that follows an alarm called `name`."""
    aws("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/NetworkELB",
        MetricName="UnHealthyHostCount",
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    settings = {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Region": "us-east-1", "Name": name},
        "InsufficientDataHealthStatus": "Healthy",
    }
    made = aws("route53").create_health_check(CallerReference=name, HealthCheckConfig=settings)
    return str(made["HealthCheck"]["Id"])


def measure(aws: Clients, unhealthy: float) -> None:
    """Let two minutes pass in which the metric of the alarms has that value."""
    for _ in range(2):
        datum = {"MetricName": "UnHealthyHostCount", "Value": unhealthy}
        aws("cloudwatch").put_metric_data(Namespace="AWS/NetworkELB", MetricData=[datum])
        aws.pass_time(60)


def put(aws: Clients, zone: str, *records: dict[str, Any]) -> None:
    changes = [{"Action": "CREATE", "ResourceRecordSet": {"Name": NAME, "Type": "A", **each}} for each in records]
    aws("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def plain(*addresses: str, **more: Any) -> dict[str, Any]:
    return {"TTL": 60, "ResourceRecords": [{"Value": address} for address in addresses], **more}


def ask(aws: Clients, zone: str, name: str = NAME, kind: str = "A") -> list[str]:
    answer = aws("route53").test_dns_answer(HostedZoneId=zone, RecordName=name, RecordType=kind)
    assert (answer["RecordName"], answer["RecordType"], answer["Protocol"]) == (f"{name}.", kind, "UDP")
    return [answer["ResponseCode"], *answer["RecordData"]]


def simple_records_answer(aws: Clients) -> None:
    zone = make_zone(aws)
    put(aws, zone, plain("192.0.2.1", "192.0.2.2"), plain("192.0.2.9", Name="*.any.example.com"))
    assert ask(aws, zone) == ["NOERROR", "192.0.2.1", "192.0.2.2"]
    assert ask(aws, zone, kind="AAAA") == ["NOERROR"]
    assert ask(aws, zone, "a.b.any.example.com") == ["NOERROR", "192.0.2.9"]
    assert ask(aws, zone, "missing.example.com") == ["NXDOMAIN"]


def failover_follows_the_alarm(aws: Clients) -> None:
    zone, check = make_zone(aws), make_alarm_check(aws, "primary")
    put(
        aws,
        zone,
        plain("192.0.2.2", SetIdentifier="two", Failover="SECONDARY"),
        plain("192.0.2.1", SetIdentifier="one", Failover="PRIMARY", HealthCheckId=check),
    )
    answers = []
    for unhealthy in (0, 1, 0):
        measure(aws, unhealthy)
        answers.append(ask(aws, zone)[1:])
    assert answers == [["192.0.2.1"], ["192.0.2.2"], ["192.0.2.1"]]


def inversion_moves_the_answer(aws: Clients) -> None:
    zone, child = make_zone(aws), make_alarm_check(aws, "primary")
    settings = {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": [child]}
    check = aws("route53").create_health_check(CallerReference="both", HealthCheckConfig=settings)["HealthCheck"]["Id"]
    put(
        aws,
        zone,
        plain("192.0.2.1", SetIdentifier="here", Region="us-east-1", HealthCheckId=check),
        plain("192.0.2.2", SetIdentifier="there", Region="us-west-2"),
    )
    answers = []
    for inverted in (False, True, False):
        aws("route53").update_health_check(HealthCheckId=check, Inverted=inverted)
        answers.append(ask(aws, zone)[1:])
    assert answers == [["192.0.2.1"], ["192.0.2.2"], ["192.0.2.1"]]


def other_names_are_answers_themselves(aws: Clients) -> None:
    zone = make_zone(aws)
    other = {"Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": "elsewhere.example.net"}]}
    put(aws, zone, other)
    assert ask(aws, zone) == ["NOERROR", "elsewhere.example.net"]


def weights_choose_among_the_healthy(aws: Clients) -> None:
    zone, check = make_zone(aws), make_alarm_check(aws, "heavy")
    put(
        aws,
        zone,
        plain("192.0.2.1", SetIdentifier="heavy", Weight=255, HealthCheckId=check),
        plain("192.0.2.2", SetIdentifier="light", Weight=1),
        plain("192.0.2.3", SetIdentifier="off", Weight=0),
    )
    measure(aws, 1)
    assert [ask(aws, zone) for _ in range(5)] == [["NOERROR", "192.0.2.2"]] * 5


def regions_and_places_are_taken_from_where_the_resolver_is(aws: Clients) -> None:
    zone = make_zone(aws)
    put(
        aws,
        zone,
        plain("192.0.2.1", SetIdentifier="west", Region="us-west-2"),
        plain("192.0.2.2", SetIdentifier="ohio", Region="us-east-2"),
        plain("192.0.2.3", Name="geo.example.com", SetIdentifier="any", GeoLocation={"CountryCode": "*"}),
        plain("192.0.2.4", Name="geo.example.com", SetIdentifier="us", GeoLocation={"CountryCode": "US"}),
        plain("192.0.2.5", Name="geo.example.com", SetIdentifier="eu", GeoLocation={"ContinentCode": "EU"}),
    )
    assert ask(aws, zone) == ["NOERROR", "192.0.2.2"]
    assert ask(aws, zone, "geo.example.com") == ["NOERROR", "192.0.2.4"]


def several_values_answer_together(aws: Clients) -> None:
    zone = make_zone(aws)
    sets = [plain(f"192.0.2.{n}", SetIdentifier=str(n), MultiValueAnswer=True) for n in range(1, 11)]
    put(aws, zone, *sets)
    code, *values = ask(aws, zone)
    assert (code, len(values), len(set(values))) == ("NOERROR", 8, 8)


def alias_follows_its_target(aws: Clients) -> None:
    zone, network = make_zone(aws), make_network(aws)
    balancer = aws("elbv2").create_load_balancer(
        Name="inner",
        Type="network",
        Scheme="internal",
        SubnetMappings=[{"SubnetId": network.subnets[0], "PrivateIPv4Address": "10.0.1.10"}],
    )["LoadBalancers"][0]
    target = {
        "HostedZoneId": balancer["CanonicalHostedZoneId"],
        "DNSName": balancer["DNSName"],
        "EvaluateTargetHealth": True,
    }
    own = {"HostedZoneId": zone, "DNSName": "inner.example.com", "EvaluateTargetHealth": True}
    put(aws, zone, {"Name": "inner.example.com", "AliasTarget": target}, {"AliasTarget": own})
    assert ask(aws, zone) == ["NOERROR", "10.0.1.10"]


def private_zone_is_refused(aws: Clients) -> None:
    network = make_network(aws)
    zone = aws("route53").create_hosted_zone(
        Name="example.internal",
        CallerReference="1",
        VPC={"VPCId": network.vpc, "VPCRegion": "us-east-1"},
        HostedZoneConfig={"PrivateZone": True},
    )["HostedZone"]["Id"]
    asked = {"HostedZoneId": zone.rsplit("/", 1)[1], "RecordName": "api.example.internal", "RecordType": "A"}
    assert error_code(aws("route53").test_dns_answer, **asked) == "InvalidInput"


def name_outside_the_zone_is_refused(aws: Clients) -> None:
    asked = {"HostedZoneId": make_zone(aws), "RecordName": "notexample.com", "RecordType": "A"}
    assert error_code(aws("route53").test_dns_answer, **asked) == "InvalidInput"


CHECKS: list[Check] = [
    simple_records_answer,
    failover_follows_the_alarm,
    inversion_moves_the_answer,
    other_names_are_answers_themselves,
    weights_choose_among_the_healthy,
    regions_and_places_are_taken_from_where_the_resolver_is,
    several_values_answer_together,
    alias_follows_its_target,
    private_zone_is_refused,
    name_outside_the_zone_is_refused,
]


@pytest.mark.parametrize("check", CHECKS)
def test_answers(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
