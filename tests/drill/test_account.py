"""The account of a drill, on the sandbox: what is read of it, what is changed, and how its time goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from privateapi.drill.account import Account, is_passing
from privateapi.drill.answers import Answers
from privateapi.drill.errors import DrillError
from privateapi.drill.plan import Client, Plan
from privateapi.provider.clients import Clients as ProviderClients
from privateapi.provider.config import ProviderConfig
from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients, make_network

EAST, WEST = "us-east-1", "us-west-2"
NAME = "orders.internal.example.com"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve() as started:
        yield started


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")


@pytest.fixture
def aws(endpoint: Endpoint) -> Clients:
    endpoint.reset()
    return Clients(endpoint)


@pytest.fixture
def account(aws: Clients) -> Account:
    return Account(ProviderClients(ProviderConfig(endpoint=str(aws.endpoint))))


@pytest.fixture
def plan(aws: Clients) -> Plan:
    """Two Regions with a load balancer each behind one name, and calculated checks over a child each."""
    vpcs = {region: make_network(aws, region, octet) for octet, region in enumerate((EAST, WEST))}
    route53 = aws("route53")
    zone = route53.create_hosted_zone(
        Name="internal.example.com",
        CallerReference="zone",
        VPC={"VPCId": vpcs[EAST].vpc, "VPCRegion": EAST},
        HostedZoneConfig={"PrivateZone": True},
    )["HostedZone"]["Id"].rpartition("/")[2]
    route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC={"VPCId": vpcs[WEST].vpc, "VPCRegion": WEST})
    checks = {}
    for region, network in vpcs.items():
        child = make_check(aws, region, Type="HTTPS", FullyQualifiedDomainName=f"{region}.example.com")
        checks[region] = make_check(
            aws, f"{region}-all", Type="CALCULATED", HealthThreshold=1, ChildHealthChecks=[child]
        )
        balancer = aws("elbv2", region).create_load_balancer(
            Name="front", Type="network", Scheme="internal", Subnets=list(network.subnets)
        )["LoadBalancers"][0]
        alias = {
            "HostedZoneId": balancer["CanonicalHostedZoneId"],
            "DNSName": balancer["DNSName"],
            "EvaluateTargetHealth": False,
        }
        record = {
            "Name": NAME,
            "Type": "A",
            "SetIdentifier": region,
            "Region": region,
            "AliasTarget": alias,
            "HealthCheckId": checks[region],
        }
        changes = [{"Action": "CREATE", "ResourceRecordSet": record}]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    clients = tuple(Client(region, network.vpc, region) for region, network in vpcs.items())
    return Plan("active-active", NAME, EAST, zone, checks[EAST], clients, (EAST, WEST))


def make_check(aws: Clients, reference: str, **settings: Any) -> str:
    made = aws("route53").create_health_check(CallerReference=reference, HealthCheckConfig=settings)
    return str(made["HealthCheck"]["Id"])


def test_inversion_moves_the_status_and_the_answers(aws: Clients, account: Account, plan: Plan) -> None:
    answers = Answers(account.read(plan), plan)
    ids = list(answers.checks.values())
    assert account.statuses(ids) == {}, "nothing is reported before a minute has ended"
    found = []
    for inverted in (False, True, False):
        check = account.check(plan.health_check_id)
        assert check is not None
        if check.inverted != inverted:
            assert account.invert(plan.health_check_id, check.version, inverted).inverted == inverted
        aws.pass_time(60)
        account.check(plan.health_check_id)
        statuses = account.statuses(ids)
        gets = answers.under(statuses)
        found.append((statuses[plan.health_check_id], str(gets[EAST]), str(gets[WEST])))
    assert found == [(True, EAST, WEST), (False, WEST, WEST), (True, EAST, WEST)]
    assert answers.under({})[EAST].kept_seconds == 60, "the TTL of an alias of a load balancer"


def test_time_is_the_clouds(aws: Clients, account: Account, plan: Plan) -> None:
    times: list[datetime] = []
    for _ in range(2):
        account.check(plan.health_check_id)
        times.append(account.now)
        aws.pass_time(3600)
    assert 3599 <= (times[1] - times[0]).total_seconds() <= 3601


def test_outdated_version_is_refused(account: Account, plan: Plan) -> None:
    check = account.check(plan.health_check_id)
    assert check is not None
    account.invert(plan.health_check_id, check.version, True)
    with pytest.raises(ClientError, match="HealthCheckVersionMismatch"):
        account.invert(plan.health_check_id, check.version, False)


def test_check_that_is_not_there(aws: Clients, account: Account) -> None:
    assert account.check("5b329474-8426-4b5d-88a8-7ef8dec6ef40") is None


def test_nearer_zone_of_a_client_is_read_too(aws: Clients, account: Account, plan: Plan) -> None:
    """A zone of the very name, on one client's VPC only, answers that client."""
    vpc = {"VPCId": plan.clients[1].vpc_id, "VPCRegion": WEST}
    aws("route53").create_hosted_zone(
        Name=NAME, CallerReference="nearer", VPC=vpc, HostedZoneConfig={"PrivateZone": True}
    )
    aws.pass_time(60)
    account.check(plan.health_check_id)
    answers = Answers(account.read(plan), plan)
    gets = answers.under(account.statuses(answers.checks.values()))
    assert str(gets[EAST]) == EAST
    assert not gets[WEST].regions and gets[WEST].fault


def test_vpc_of_another_account_is_not_asked_for_its_zones(aws: Clients, account: Account, plan: Plan) -> None:
    elsewhere = replace(plan, clients=(plan.clients[0], Client("elsewhere", "vpc-0123456789abcdef0", WEST)))
    answers = Answers(account.read(elsewhere), elsewhere)
    assert answers.unseen == ("elsewhere",) and list(answers.under({})) == [EAST]


def test_unread_parts_are_said(aws: Clients, account: Account, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    elbv2 = account._clients.client("elbv2", WEST)

    def deny(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "DescribeLoadBalancers")

    elbv2.meta.events.register("before-call.elastic-load-balancing-v2.DescribeLoadBalancers", deny)
    with pytest.raises(DrillError, match="load balancers in us-west-2 were not read: the credentials do not allow"):
        account.read(plan)


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (ClientError({"Error": {"Code": "Throttling"}}, "UpdateHealthCheck"), True),
        (ClientError({"Error": {"Code": "InternalFailure"}, "ResponseMetadata": {"HTTPStatusCode": 503}}, "X"), True),
        (ClientError({"Error": {"Code": "AccessDenied"}, "ResponseMetadata": {"HTTPStatusCode": 403}}, "X"), False),
        (ConnectTimeoutError(endpoint_url="https://route53.amazonaws.com"), True),
        (ValueError("a fault of ours"), False),
    ],
)
def test_what_passes_by_itself(error: Exception, passing: bool) -> None:
    assert is_passing(error) is passing
