"""What the cloud would refuse in the middle of a deployment, a component or a policy refuses before it begins."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pulumi
import pytest

from components.alicloud import (
    AnyInstance,
    ComponentError,
    DedicatedInstance,
    ExistingVpc,
    GatewayZone,
    InternalDomain,
    ServerBackend,
    VpcBackend,
    WeightedRecord,
)
from privateapi.packs.pack import Pack
from privateapi.packs.testing import Resource, run
from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS, VPC
from privateapi.sandbox.alicloud.server import serve
from privateapi.sandbox.alicloud.testing import (
    Clients,
    Network,
    associate,
    create_record,
    error_code,
    instance_arguments,
    make_instance,
    make_network,
)
from tests.components.alicloud.instances import REGION, conventional, integrated
from tests.components.declaring import declare

DOMAIN = "orders.internal.example.com"


@pytest.fixture(scope="module")
def cloud() -> Iterator[Clients]:
    with serve() as endpoint:
        endpoint.settle(0)
        yield Clients(endpoint)


def _create(cloud: Clients, network: Network, **changed: Any) -> str:
    return error_code(cloud.call, CLOUDAPI, "CreateInstance", instance_arguments(network, **changed))


def _record(cloud: Clients, values: Sequence[WeightedRecord], kind: str = "A") -> str:
    records = json.dumps([{"Record": each.address, "Weight": each.weight} for each in values])
    query = {"IntranetDomain": DOMAIN, "Type": kind}
    return error_code(cloud.call, CLOUDAPI, "CreatePrivateDNS", query, form={"Records": records})


def _network(cloud: Clients, vpc_cidr: str, cidr: str) -> Network:
    vpc = cloud.call(VPC, "CreateVpc", {"CidrBlock": vpc_cidr})["VpcId"]
    zone = "cn-hangzhou-j"
    vswitch = cloud.call(VPC, "CreateVSwitch", {"VpcId": vpc, "ZoneId": zone, "CidrBlock": cidr})["VSwitchId"]
    group = cloud.call(ECS, "CreateSecurityGroup", {"VpcId": vpc})["SecurityGroupId"]
    return Network(vpc, group, (vswitch,), (zone,), (cidr,))


def _domain(records: Sequence[WeightedRecord] = (), instance: Callable[[], AnyInstance] = integrated) -> None:
    arguments: dict[str, Any] = {"region": REGION, "domain_name": DOMAIN, "instances": {"it": instance()}}
    InternalDomain("orders", records=list(records), **arguments)


def refused_by(build: Callable[[], Any]) -> str:
    """The text with which the component refuses."""
    with pytest.raises(ComponentError) as error:
        declare(build)
    return str(error.value)


def _refused_by_policy(group: str, resources: Sequence[Resource]) -> list[str]:
    """The mandatory violations of a group of rules."""
    return run(Pack("gateway", "The gateway", groups=[group]).servicer(), resources).messages("mandatory")


RESERVED = ("172.20.0.0/16", "172.20.1.0/24")
UNDER = ("172.16.0.0/16", "172.16.1.0/24")
MANY = [WeightedRecord(f"10.0.16.{number}") for number in range(1, 22)]
HEAVY = [WeightedRecord("10.0.16.1", 101), WeightedRecord("10.0.16.2")]


def _gateway(blocks: tuple[str, str], **arguments: Any) -> Callable[[], Any]:
    zones = [GatewayZone("cn-hangzhou-j", blocks[1])]
    return lambda: integrated(existing=ExistingVpc("vpc-1", blocks[0]), zones=zones, accessible_cidrs=[], **arguments)


def test_reserved_block(cloud: Clients) -> None:
    assert _create(cloud, _network(cloud, *RESERVED)) == "InvalidVSwitchReservedCidr"
    assert "ALI-CIDR-01" in refused_by(_gateway(RESERVED))


def test_instance_block_over_a_vswitch(cloud: Clients) -> None:
    assert _create(cloud, _network(cloud, *UNDER), InstanceCidr="172.16.0.0/12") == "InvalidInstanceCidrConflict"
    assert "ALI-CIDR-02" in refused_by(_gateway(UNDER, instance_cidr="172.16.0.0/12"))


def test_other_instance_block(cloud: Clients) -> None:
    assert _create(cloud, make_network(cloud), InstanceCidr="10.0.0.0/8") == "InvalidInstanceCidr"
    assert "ALI-CIDR-03" in refused_by(lambda: integrated(instance_cidr="10.0.0.0/8"))


def test_vswitch_of_another_vpc(cloud: Clients) -> None:
    assert (
        _create(cloud, make_network(cloud), UserVpcId=make_network(cloud).vpc)
        == "InvalidZoneVSwitchSecurityGroup.1.VSwitchId"
    )
    own = Resource("alicloud:vpc/network:Network", "own", {"cidrBlock": "10.0.0.0/16"})
    other = Resource("alicloud:vpc/network:Network", "other", {"cidrBlock": "10.1.0.0/16"})
    switch = {"vpcId": other.output(), "cidrBlock": "10.1.1.0/24", "zoneId": "cn-hangzhou-j"}
    vswitch = Resource("alicloud:vpc/switch:Switch", "it", switch)
    zone = {"zoneId": "cn-hangzhou-j", "vswitchId": vswitch.output(), "cidrBlock": "10.1.1.0/24"}
    gateway = Resource(
        "alicloud:apigateway/instance:Instance",
        "gateway",
        {"instanceType": "vpc_connect", "userVpcId": own.output(), "zoneVswitchSecurityGroups": [zone]},
    )
    said = _refused_by_policy("ali-cidr", [own, other, vswitch, gateway])
    assert [text for text in said if text.startswith("ALI-CIDR-06") and "VPC other" in text], said


@pytest.mark.parametrize(
    ("values", "code", "rule"),
    [(MANY, "ExceedLimitRecords", "ALI-DNS-03"), (HEAVY, "InvalidWeight", "ALI-DNS-05")],
)
def test_values(cloud: Clients, values: list[WeightedRecord], code: str, rule: str) -> None:
    assert _record(cloud, values) == code
    assert rule in refused_by(lambda: _domain(values))


def test_value_outside_the_accessible_blocks(cloud: Clients) -> None:
    create_record(cloud, "outside.internal", "10.9.0.1")
    instance = make_instance(cloud, make_network(cloud))
    assert error_code(associate, cloud, instance, "outside.internal") == "InvalidRecordNotAccessible"
    assert "ALI-DNS-08" in refused_by(lambda: _domain([WeightedRecord("10.9.0.1")]))


def test_values_on_a_conventional_instance(cloud: Clients) -> None:
    create_record(cloud, "mixed.internal", "10.0.1.1")
    assert error_code(associate, cloud, make_instance(cloud), "mixed.internal") == "ForbiddenInstanceType"
    assert "ALI-DNS-09" in refused_by(lambda: _domain([WeightedRecord("10.0.16.1")], conventional))


def test_shared_instance(cloud: Clients) -> None:
    create_record(cloud, "shared.internal", "10.0.1.1")
    assert error_code(associate, cloud, "api-shared-vpc-001", "shared.internal") == "ForbiddenInstanceType"
    shared = DedicatedInstance("serverless", "api-shared-vpc-001")
    assert "ALI-DNS-01" in refused_by(lambda: _domain([WeightedRecord("10.0.16.1")], lambda: shared))


def test_host_of_no_access(cloud: Clients) -> None:
    refusal = error_code(cloud.call, CLOUDAPI, "CreatePrivateDNS", {"IntranetDomain": DOMAIN, "Type": "VPC"})
    assert refusal == "InvalidHostOfVpcAccess"

    def build() -> None:
        server = ServerBackend("stock", "10.0.16.1", 443, vpc_id="vpc-1", host="stock.internal.example.com")
        routes = {"GET /stock": server}
        backend = VpcBackend("shop", None, region=REGION, instance=conventional(), routes=routes)
        access = backend.accesses["stock"]
        instances: dict[str, AnyInstance] = {"it": conventional()}
        InternalDomain("orders", region=REGION, domain_name=DOMAIN, instances=instances, access=access)

    assert "ALI-DNS-11" in refused_by(build)


def test_record_101_of_a_region(cloud: Clients) -> None:
    region = "cn-beijing"
    for number in range(100):
        create_record(cloud, f"n{number}.internal", "10.0.0.1", region=region)
    assert error_code(create_record, cloud, "n100.internal", "10.0.0.1", region=region) == "ExceedLimitPrivateDNS"
    records = [
        Resource(
            "privateapi:alicloud:PrivateDns",
            f"n{number}",
            {
                "region": region,
                "intranetDomain": f"n{number}.internal",
                "type": "A",
                "records": [{"record": "10.0.0.1", "weight": 1}],
            },
        )
        for number in range(101)
    ]
    said = _refused_by_policy("ali-dns", records)
    assert [text for text in said if text.startswith("ALI-DNS-04") and "101" in text], said


def test_record_that_is_bound(cloud: Clients) -> None:
    """The cloud keeps a record that an instance resolves by; the component takes its associations away first."""
    create_record(cloud, "bound.internal", "10.0.1.1")
    associate(cloud, make_instance(cloud, make_network(cloud)), "bound.internal")
    delete = {"IntranetDomain": "bound.internal", "Type": "A"}
    assert error_code(cloud.call, CLOUDAPI, "DeletePrivateDNS", delete) == "DependencyViolationPrivateDNS"

    class Holder(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("tests:alicloud:Holder", "holder")
            under = pulumi.ResourceOptions(parent=self)
            instances: dict[str, AnyInstance] = {"it": integrated(opts=under)}
            records = [WeightedRecord("10.0.16.1")]
            InternalDomain("orders", under, region=REGION, domain_name=DOMAIN, instances=instances, records=records)

    made = declare(Holder)
    [record] = made.all("alicloud:PrivateDns").values()
    [association] = made.all("alicloud:PrivateDnsAssociation").values()
    assert record.urn in association.depends_on
