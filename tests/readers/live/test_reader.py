"""Accounts read from the sandbox: what exists, which quotas are applied, and what could not be read."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.settings import PackSettings
from privateapi.readers.joining import joined
from privateapi.readers.live import reader
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.readers.live.limits import limit_sources
from privateapi.readers.live.reader import read_account, read_live
from privateapi.readers.mapping import topology_of
from privateapi.readers.resource import UNKNOWN, ReadResource
from privateapi.rules.engine import rules_of
from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients, make_network
from privateapi.topology.model import (
    DatabaseCluster,
    DatabaseInstance,
    Origin,
    RdsProxy,
    RdsProxyTarget,
    RdsProxyTargetGroup,
    Subnet,
    TransitGatewayVpcAttachment,
    Vpc,
)
from privateapi.topology.values import MISSING, Known, Ref

REGION = "us-east-1"
ACCOUNT = "123456789012"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve() as started:
        yield started


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No account of the user's, and no call that outlives its test."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in (("AWS_CONFIG_FILE", os.devnull), ("AWS_SHARED_CREDENTIALS_FILE", os.devnull)):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    yield
    read_live.cache_clear()
    for thread in threading.enumerate():
        if thread.name.startswith("live"):
            thread.join()


@pytest.fixture
def aws(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Clients:
    """An empty account, which the variables of the environment lead to."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    endpoint.reset()
    return Clients(endpoint)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Reads some kinds only, for a client of each service takes its time to make."""
    known = reader._sources()
    limits = limit_sources()

    def choose(*what: str) -> None:
        monkeypatch.setattr(reader, "_sources", lambda: tuple(each for each in known if each.what in what))
        monkeypatch.setattr(reader, "limit_sources", lambda: [each for each in limits if each.what in what])

    return choose


def session() -> Any:
    return boto3.session.Session()


def answering(call: str, answer: Callable[..., Any]) -> Any:
    """A session in which `answer` is asked instead of the cloud: `service-quotas.ListServiceQuotas`."""
    made = session()
    made.events.register(f"before-call.{call}", answer)
    return made


def planned(name: str, type: str, properties: dict[str, Any], **dependencies: str) -> ReadResource:
    return ReadResource(
        key=f"urn:pulumi:dev::test::{type}::{name}",
        type=type,
        name=name,
        properties={"region": REGION, **properties},
        dependencies={key: (urn,) for key, urn in dependencies.items()},
    )


def judged(data: LiveData, *resources: ReadResource, groups: tuple[str, ...] = ("aws-cidr",)) -> Analysis:
    return analyse(topology_of(resources), rules_of(groups), PackSettings(), live=data)


def test_overlap_with_an_existing_vpc(aws: Clients, only: Callable[..., None]) -> None:
    """A first preview: the planned VPC has no id yet, the existing gateway has one."""
    only("VPCs", "transit gateways", "attachments of VPCs", "transit gateway attachments")
    network = make_network(aws, second_octet=7)
    ec2 = aws("ec2")
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=network.vpc, SubnetIds=[network.subnets[0]]
    )
    data = read_account([REGION], 60, session())
    assert data.unread == ()
    vpc = planned("new", "aws:ec2/vpc:Vpc", {"cidrBlock": "10.7.0.0/16"})
    attachment = planned(
        "new",
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        {"vpcId": UNKNOWN, "transitGatewayId": gateway, "subnetIds": []},
        vpcId=vpc.key,
    )
    texts = [each.text for each in judged(data, vpc, attachment).findings if each.rule == "AWS-CIDR-05"]
    assert len(texts) == 1
    assert texts[0].startswith("AWS-CIDR-05: VPC new in us-east-1 has 10.7.0.0/16, which overlaps 10.7.0.0/16 of VPC ")
    assert network.vpc in texts[0] and gateway in texts[0]


def test_what_exists(aws: Clients, only: Callable[..., None]) -> None:
    only("VPCs", "subnets")
    network = make_network(aws, second_octet=3)
    data = read_account([REGION, REGION], 60, session())
    vpc = next(node for node in data.nodes if isinstance(node, Vpc) and node.id == Known(network.vpc))
    assert (vpc.cidr_block, vpc.region, vpc.account, vpc.live) == (
        Known("10.3.0.0/16"),
        Known(REGION),
        Known(ACCOUNT),
        True,
    )
    subnets = {node.cidr_block.get() for node in data.nodes if isinstance(node, Subnet) and node.vpc.id == vpc.id}
    assert subnets == set(network.cidrs)
    assert data.complete and not any(isinstance(node, TransitGatewayVpcAttachment) for node in data.nodes)


SUBNETS = [
    planned(f"s{number}", "aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "cidrBlock": f"10.0.{number}.0/24"})
    for number in range(3)
]
HUB = planned("hub", "aws:ec2/vpc:Vpc", {"id": "vpc-1", "cidrBlock": "10.0.0.0/16"})


def quota(code: str, value: float) -> Callable[..., Any]:
    def answer(**given: Any) -> Any:
        return type("Http", (), {"status_code": 200})(), {"Quotas": [{"QuotaCode": code, "Value": value}]}

    return answer


def test_applied_quota_comes_before_the_default(aws: Clients, only: Callable[..., None]) -> None:
    only("quotas of vpc")
    # Subnets per VPC: 200 by default.
    data = read_account([REGION], 60, answering("service-quotas.ListServiceQuotas", quota("L-407747CB", 2.0)))
    assert data.applied == {(ACCOUNT, REGION, "aws.vpc.subnets"): 2}
    found = [each.text for each in judged(data, HUB, *SUBNETS, groups=("quota",)).findings if each.rule == "QUO-01"]
    assert len(found) == 1 and "has 3; the limit is 2 (applied quota, Service Quotas, us-east-1)" in found[0]


def test_quota_that_cannot_be_read_is_the_default_and_said(aws: Clients, only: Callable[..., None]) -> None:
    only("quotas of vpc")
    denied = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "ListServiceQuotas")

    def refuse(**given: Any) -> Any:
        raise denied

    data = read_account([REGION], 60, answering("service-quotas.ListServiceQuotas", refuse))
    why = "quotas of vpc in us-east-1 were not read: the credentials do not allow servicequotas:ListServiceQuotas"
    assert [each.text for each in data.unread] == [f"{LIVE}: {why}"]
    analysis = judged(data, HUB, *SUBNETS, groups=("quota",))
    assert analysis.summary.count(why) == 1
    assert [each for each in analysis.findings if each.rule == "QUO-01"] == []


def test_one_kind_that_fails_hides_no_other(aws: Clients, only: Callable[..., None]) -> None:
    only("VPCs", "subnets")

    def refuse(**given: Any) -> Any:
        raise ClientError({"Error": {"Code": "UnauthorizedOperation", "Message": "no"}}, "DescribeSubnets")

    data = read_account([REGION, "us-west-2"], 60, answering("ec2.DescribeSubnets", refuse))
    assert [each.why for each in data.unread] == [
        "subnets in us-east-1, us-west-2 were not read: the credentials do not allow ec2:DescribeSubnets"
    ]
    assert {node.region for node in data.nodes if isinstance(node, Vpc)} == {Known(REGION), Known("us-west-2")}
    assert not data.complete


def test_time_limit(aws: Clients, only: Callable[..., None]) -> None:
    """A call that does not come back is not waited for; the others count."""
    only("VPCs", "subnets")
    end = threading.Event()

    def hang(**given: Any) -> None:
        end.wait()

    try:
        data = read_account([REGION], 2, answering("ec2.DescribeSubnets", hang))
    finally:
        end.set()
    whys = [each.why for each in data.unread]
    assert "subnets" in whys[0] and whys[0].endswith("in us-east-1 were not read: reading took longer than 2 s")


def test_read_once_in_a_process(aws: Clients, only: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    only("VPCs")
    data = read_live((REGION,), 60)
    assert any(isinstance(node, Vpc) for node in data.nodes)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert read_live((REGION,), 60) is data


def test_no_credentials(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    data = read_account([REGION], 60, session())
    why = "nothing in the accounts was read: there are no AWS credentials (Unable to locate credentials)"
    assert (data.nodes, data.applied, [each.why for each in data.unread]) == ((), {}, [why])
    analysis = judged(data, HUB, *SUBNETS, groups=("aws-cidr", "quota"))
    assert analysis.faults == [] and analysis.summary.count(why) == 1


def test_profile_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    data = read_live((REGION,), 60)
    assert [each.why for each in data.unread] == [
        "nothing in the accounts was read: there are no AWS credentials "
        "(The config profile (nobody) could not be found)"
    ]


def test_no_network(aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    data = read_account([REGION], 60, session())
    (unread,) = data.unread
    assert unread.why.startswith("nothing in the accounts was read: AWS cannot be asked (Could not connect to the ")
    assert (data.nodes, data.applied) == ((), {})


def test_databases(aws: Clients, only: Callable[..., None]) -> None:
    """A planned proxy before an existing database is judged by the VPC that the database is in."""
    only("VPCs", "subnets", "RDS proxies", "database instances", "database clusters")
    here, there = make_network(aws, second_octet=1), make_network(aws, second_octet=2)
    rds = aws("rds")
    secret = aws("secretsmanager").create_secret(Name="orders", SecretString="{}")["ARN"]
    rds.create_db_subnet_group(DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=[*here.subnets])
    login = {"MasterUsername": "admin1", "MasterUserPassword": "hunter22", "DBSubnetGroupName": "data"}
    rds.create_db_instance(
        DBInstanceIdentifier="orders", Engine="postgres", DBInstanceClass="db.t3.micro", AllocatedStorage=20, **login
    )
    rds.create_db_cluster(DBClusterIdentifier="ledger", Engine="aurora-postgresql", **login)
    rds.create_db_proxy(
        DBProxyName="front",
        EngineFamily="POSTGRESQL",
        Auth=[{"AuthScheme": "SECRETS", "SecretArn": secret, "IAMAuth": "REQUIRED"}],
        RoleArn=f"arn:aws:iam::{ACCOUNT}:role/proxy",
        VpcSubnetIds=[*here.subnets],
        RequireTLS=True,
    )
    rds.register_db_proxy_targets(DBProxyName="front", DBInstanceIdentifiers=["orders"])
    data = read_account([REGION], 60, session())
    assert data.unread == ()
    found = {type(node): node for node in data.nodes}
    instance, cluster, proxy = found[DatabaseInstance], found[DatabaseCluster], found[RdsProxy]
    assert isinstance(instance, DatabaseInstance) and isinstance(cluster, DatabaseCluster)
    assert (instance.id, instance.port) == (Known("orders"), Known(5432))
    assert instance.subnets.ids.get() == cluster.subnets.ids.get() == tuple(map(Known, here.subnets))
    assert isinstance(proxy, RdsProxy) and (proxy.id, proxy.require_tls) == (Known("front"), Known(True))
    assert [each.secret.id for each in proxy.auth.get()] == [Known(secret)]
    assert "hunter22" not in str(data.nodes)
    new = planned(
        "new",
        "aws:rds/proxy:Proxy",
        {"name": "new", "engineFamily": "POSTGRESQL", "requireTls": True, "vpcSubnetIds": [*there.subnets]},
    )
    target = planned("new", "aws:rds/proxyTarget:ProxyTarget", {"dbProxyName": "new", "dbInstanceIdentifier": "orders"})
    texts = [each.text for each in judged(data, new, target, groups=("aws-rds-proxy",)).findings]
    assert [text for text in texts if "RDS proxy new is in " in text and "database orders behind it in " in text], texts


def test_proxy_of_the_program_is_not_there_twice() -> None:
    """A deployed target and the settings of the pool have no id of their own; they are found by their proxy."""
    target = planned("t", "aws:rds/proxyTarget:ProxyTarget", {"dbProxyName": "front", "dbInstanceIdentifier": "orders"})
    pool = planned("g", "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup", {"dbProxyName": "front"})
    front, orders = Ref.to("front"), Ref.to("orders")
    live = [
        RdsProxyTarget(origin=Origin("front#target orders"), name="t", proxy=front, database=orders, live=True),
        RdsProxyTargetGroup(origin=Origin("front#target group default"), name="g", proxy=front, live=True),
        RdsProxyTarget(origin=Origin("front#target other"), name="o", proxy=front, database=Ref.to("other"), live=True),
    ]
    together = joined(topology_of([target, pool]), live)
    assert sorted(node.key.rpartition("::")[2] for node in together) == ["front#target other", "g", "t"]


def test_rules_fall_back_and_say_what_they_cannot_judge(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without credentials the program alone is judged; what needs the account is counted, and the cause said once."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    data = read_account([REGION], 60, session())
    wide = planned("wide", "aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/8"})
    check = planned(
        "check",
        "aws:route53/healthCheck:HealthCheck",
        {"type": "CLOUDWATCH_METRIC", "cloudwatchAlarmName": "elsewhere"},
    )
    analysis = judged(data, wide, check, groups=("aws-cidr", "aws-health", "quota"))
    assert [each.rule for each in analysis.findings if each.severity == "mandatory"] == ["AWS-CIDR-01"]
    unjudged = [each.text for each in analysis.unjudged]
    assert sum("there are no AWS credentials" in text for text in unjudged) == 1
    assert [text for text in unjudged if "alarm elsewhere is not among the resources that were read" in text], unjudged
    assert [text for text in unjudged if "what exists in the accounts is not known" in text], unjudged


def test_what_several_regions_show_is_not_there_twice(aws: Clients, only: Callable[..., None]) -> None:
    """A peering is read in both Regions, a health check in one for all; the program has each where it declared it."""
    only("VPC peerings", "transit gateway peerings", "health checks")
    east, west = make_network(aws, second_octet=1), make_network(aws, region="us-west-2", second_octet=2)
    ec2 = aws("ec2")
    gateways = [aws("ec2", region).create_transit_gateway()["TransitGateway"] for region in (REGION, "us-west-2")]
    own, peer = (gateway["TransitGatewayId"] for gateway in gateways)
    attachment = ec2.create_transit_gateway_peering_attachment(
        TransitGatewayId=own, PeerTransitGatewayId=peer, PeerAccountId=ACCOUNT, PeerRegion="us-west-2"
    )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
    peering = ec2.create_vpc_peering_connection(VpcId=east.vpc, PeerVpcId=west.vpc, PeerRegion="us-west-2")
    connection = peering["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    check = aws("route53").create_health_check(
        CallerReference="1", HealthCheckConfig={"Type": "TCP", "IPAddress": "203.0.113.1", "Port": 443}
    )["HealthCheck"]["Id"]
    data = read_account([REGION, "us-west-2"], 60, session())
    assert {node.id.get(): node.region for node in data.nodes} == {
        attachment: Known(REGION),
        connection: Known(REGION),
        check: MISSING,
    }
    deployed = [
        planned("a", "aws:ec2transitgateway/peeringAttachment:PeeringAttachment", {"id": attachment}),
        planned("b", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", {"id": connection}),
        planned("c", "aws:route53/healthCheck:HealthCheck", {"id": check, "region": "us-west-2"}),
    ]
    assert [node for node in joined(topology_of(deployed), data.nodes) if node.live] == []
