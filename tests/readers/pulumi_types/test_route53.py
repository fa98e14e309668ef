"""Hosted zones, records and health checks."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import HealthCheck, HostedZone, RecordSet, ZoneAssociation, ZoneAuthorization
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a zone of ours",
        "privateapi:route53:HostedZone",
        {"name": "internal.example.com.", "private": True},
        {},
        HostedZone,
        {"zone_name": "internal.example.com", "private": True, "vpcs": None},
    ),
    (
        "a private zone of pulumi_aws",
        "aws:route53/zone:Zone",
        {"name": "internal.example.com", "vpcs": [{"vpcId": "v"}]},
        {},
        HostedZone,
        {"private": True},
    ),
    ("a public zone", "aws:route53/zone:Zone", {"name": "example.com"}, {}, HostedZone, {"private": False}),
    (
        "a zone whose VPCs are not known",
        "aws:route53/zone:Zone",
        {"name": "example.com", "vpcs": UNKNOWN},
        {},
        HostedZone,
        {"private": "?is not known yet (vpcs)"},
    ),
    (
        "an association",
        "aws:route53/zoneAssociation:ZoneAssociation",
        {"zoneId": "Z", "vpcId": "v", "vpcRegion": "us-west-2"},
        {},
        ZoneAssociation,
        {"zone": "Z", "vpc": "v", "vpc_region": "us-west-2"},
    ),
    (
        "an authorization",
        "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
        {"zoneId": "Z", "vpcId": "v"},
        {},
        ZoneAuthorization,
        {"zone": "Z", "vpc": "v", "vpc_region": None},
    ),
    (
        "a record of ours",
        "privateapi:route53:RecordSet",
        {
            "zoneId": "Z",
            "name": "api.example.com.",
            "type": "A",
            "ttl": 60,
            "records": ["10.0.0.1", UNKNOWN],
            "setIdentifier": "a",
            "healthCheckId": "h",
            "weight": 0,
        },
        {},
        RecordSet,
        {
            "zone": "Z",
            "record_name": "api.example.com",
            "type": "A",
            "ttl": 60,
            "records": ["10.0.0.1", "?is not known yet (records[1])"],
            "set_identifier": "a",
            "health_check": "h",
            "weight": 0,
            "alias": None,
            "failover": None,
            "latency_region": None,
            "geolocation": None,
        },
    ),
    (
        "a latency record of ours",
        "privateapi:route53:RecordSet",
        {
            "name": "a",
            "type": "A",
            "latencyRegion": "us-east-1",
            "failover": "PRIMARY",
            "geoproximity": {"bias": 1},
            "cidrRouting": {"collectionId": "c"},
            "multivalueAnswer": True,
        },
        {},
        RecordSet,
        {"latency_region": "us-east-1", "failover": "PRIMARY", "geoproximity": "given", "cidr_collection": "c"},
    ),
    (
        "routing policies of pulumi_aws",
        "aws:route53/record:Record",
        {
            "zoneId": "Z",
            "name": "a.example.com.",
            "type": "A",
            "weightedRoutingPolicies": [{"weight": 101}],
            "failoverRoutingPolicies": [{"type": "SECONDARY"}],
            "latencyRoutingPolicies": [{"region": "us-east-1"}],
            "multivalueAnswerRoutingPolicy": True,
            "cidrRoutingPolicy": {"collectionId": "c"},
        },
        {},
        RecordSet,
        {
            "record_name": "a.example.com",
            "weight": 101,
            "failover": "SECONDARY",
            "latency_region": "us-east-1",
            "multivalue": True,
            "cidr_collection": "c",
            "geoproximity": None,
        },
    ),
    (
        "policies that are not known",
        "aws:route53/record:Record",
        {"name": "a.", "type": "A", "weightedRoutingPolicies": UNKNOWN, "failoverRoutingPolicies": []},
        {},
        RecordSet,
        {"weight": "?is not known yet (weightedRoutingPolicies)", "failover": None},
    ),
    (
        "a health check of ours",
        "privateapi:route53:HealthCheck",
        {
            "type": "CLOUDWATCH_METRIC",
            "alarmIdentifier": {"name": UNKNOWN, "region": "us-east-1"},
            "insufficientDataHealthStatus": "LastKnownStatus",
            "inverted": True,
        },
        {"alarmIdentifier": ["urn:alarm"]},
        HealthCheck,
        {
            "type": "CLOUDWATCH_METRIC",
            "alarm_name": "?is not known yet (alarmIdentifier.name)",
            "alarm_region": "us-east-1",
            "alarm": ("?is not known yet (alarmIdentifier.name)", "urn:alarm"),
            "insufficient_data_health_status": "LastKnownStatus",
            "inverted": True,
        },
    ),
    (
        "a health check of pulumi_aws",
        "aws:route53/healthCheck:HealthCheck",
        {
            "type": "CALCULATED",
            "childHealthchecks": ["h1"],
            "childHealthThreshold": 1,
            "invertHealthcheck": True,
            "disabled": False,
        },
        {},
        HealthCheck,
        {
            "children": ["h1"],
            "health_threshold": 1,
            "inverted": True,
            "disabled": False,
            "alarm_name": None,
            "alarm": None,
        },
    ),
    (
        "an alarm's health check of pulumi_aws",
        "aws:route53/healthCheck:HealthCheck",
        {"type": "CLOUDWATCH_METRIC", "cloudwatchAlarmName": "a", "cloudwatchAlarmRegion": "us-east-1"},
        {},
        HealthCheck,
        {"alarm_name": "a", "alarm_region": "us-east-1", "alarm": "a"},
    ),
    (
        "a health check of an address",
        "aws:route53/healthCheck:HealthCheck",
        {
            "type": "HTTPS",
            "ipAddress": "10.0.0.1",
            "port": 443,
            "resourcePath": "/",
            "failureThreshold": 3,
            "requestInterval": 30,
            "fqdn": "a",
        },
        {},
        HealthCheck,
        {
            "ip_address": "10.0.0.1",
            "port": 443,
            "resource_path": "/",
            "failure_threshold": 3,
            "request_interval": 30,
            "fqdn": "a",
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("privateapi:route53:RecordSet", {"alias": {"name": UNKNOWN, "zoneId": "Z", "evaluateTargetHealth": True}}),
        ("aws:route53/record:Record", {"aliases": [{"name": UNKNOWN, "zoneId": "Z", "evaluateTargetHealth": True}]}),
    ],
)
def test_alias(type: str, properties: dict[str, object]) -> None:
    (name,) = properties
    (found,) = nodes(resource(type, {"name": "a.", **properties}, dependencies={name: ["urn:lb"]}))
    assert isinstance(found, RecordSet)
    alias = found.alias.get()
    assert (shown(alias.hosted_zone_id), shown(alias.evaluate_target_health)) == ("Z", True)
    assert alias.dns_name.unknown and alias.target.nodes == ("urn:lb",)


@pytest.mark.parametrize(
    ("type", "properties"),
    [
        ("privateapi:route53:RecordSet", {"geolocation": {"continentCode": "EU"}}),
        ("privateapi:route53:RecordSet", {"geolocation": {"continent": "EU"}}),
        ("aws:route53/record:Record", {"geolocationRoutingPolicies": [{"continent": "EU"}]}),
    ],
)
def test_geolocation(type: str, properties: dict[str, object]) -> None:
    (found,) = nodes(resource(type, properties))
    assert isinstance(found, RecordSet)
    place = found.geolocation.get()
    assert (shown(place.continent), shown(place.country), shown(place.subdivision)) == ("EU", None, None)


ZONE = resource("aws:route53/zone:Zone", {"name": "example.com"})


@pytest.mark.parametrize(
    ("case", "properties", "expected"),
    [
        ("relative", {"name": "api"}, "api.example.com"),
        ("with the zone", {"name": "api.example.com"}, "api.example.com"),
        ("the zone itself", {"name": "example.com"}, "example.com"),
        ("empty", {"name": ""}, "example.com"),
        ("absolute", {"name": "api.other.com."}, "api.other.com"),
        ("as AWS has it", {"name": "api", "fqdn": "api.example.com."}, "api.example.com"),
        ("not known", {"name": UNKNOWN}, "?is not known yet (name)"),
    ],
)
def test_name_of_a_record_of_pulumi_aws(case: str, properties: dict[str, object], expected: str) -> None:
    record = resource(
        "aws:route53/record:Record", {"zoneId": UNKNOWN, **properties}, dependencies={"zoneId": [ZONE.key]}
    )
    (found,) = [node for node in nodes(ZONE, record) if isinstance(node, RecordSet)]
    assert shown(found.record_name) == expected, case


def test_name_of_a_record_in_a_zone_that_is_not_known() -> None:
    (found,) = nodes(resource("aws:route53/record:Record", {"zoneId": "Z", "name": "api"}))
    assert isinstance(found, RecordSet)
    assert shown(found.record_name) == "?is 'api', with the name of the zone perhaps, which is not known (name)"


def test_vpcs_of_a_zone() -> None:
    (found,) = nodes(
        resource(
            "privateapi:route53:HostedZone",
            {"name": "a", "vpcs": [{"vpcId": UNKNOWN, "vpcRegion": "us-east-1"}]},
            dependencies={"vpcs": ["urn:vpc"]},
        )
    )
    assert isinstance(found, HostedZone)
    (vpc,) = found.vpcs.get()
    assert (vpc.vpc.nodes, shown(vpc.vpc_region)) == (("urn:vpc",), "us-east-1")


@pytest.mark.parametrize(
    ("case", "given", "regions", "found"),
    [
        ("one in each Region", ["us-west-2", "us-east-1"], ["us-east-1", "us-west-2"], ["1", "0"]),
        ("two in one Region", ["us-east-1", "us-east-1"], ["us-east-1", "us-east-1"], ["01", "01"]),
        ("none in a Region", ["us-east-1", "eu-west-1"], ["us-east-1", "us-west-2"], ["01", "01"]),
        ("one Region twice", ["us-east-1", "us-east-1"], ["us-east-1", "us-west-2"], ["01", "01"]),
        ("a Region that is unknown", ["us-east-1", "us-west-2"], ["us-east-1", UNKNOWN], ["01", "01"]),
    ],
)
def test_vpcs_of_a_zone_by_region(case: str, given: list[str], regions: list[object], found: list[str]) -> None:
    vpcs = [resource("privateapi:ec2:Vpc", {"region": region}, name=str(index)) for index, region in enumerate(regions)]
    zone = resource(
        "privateapi:route53:HostedZone",
        {"name": "a", "vpcs": [{"vpcId": UNKNOWN, "vpcRegion": region} for region in given]},
        dependencies={"vpcs": [each.key for each in vpcs]},
    )
    [read] = [each for each in nodes(*vpcs, zone) if isinstance(each, HostedZone)]
    assert ["".join(key[-1] for key in part.vpc.nodes) for part in read.vpcs.get()] == found


def test_vpc_that_a_zone_gets() -> None:
    """The first one is there already, the second is still to be made."""
    vpcs = [
        resource("privateapi:ec2:Vpc", {"region": "us-east-1", "vpcId": "vpc-0"}, name="0"),
        resource("privateapi:ec2:Vpc", {"region": "us-west-2", "vpcId": UNKNOWN}, name="1"),
    ]
    entries = [{"vpcId": "vpc-0", "vpcRegion": "us-east-1"}, {"vpcId": UNKNOWN, "vpcRegion": "us-west-2"}]
    zone = resource(
        "privateapi:route53:HostedZone",
        {"name": "a", "vpcs": entries},
        dependencies={"vpcs": [each.key for each in vpcs]},
    )
    [read] = [each for each in nodes(*vpcs, zone) if isinstance(each, HostedZone)]
    first, second = read.vpcs.get()
    assert shown(first.vpc.id) == "vpc-0" and second.vpc.nodes == (vpcs[1].key,)
