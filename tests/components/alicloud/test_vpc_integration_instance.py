"""VpcIntegrationInstance: what it declares, and which arguments it refuses with the reason of the documents."""

from collections.abc import Mapping
from typing import Any

import pytest

from components.alicloud import ComponentError, ExistingVpc, GatewayZone, VpcIntegrationInstance
from tests.components.alicloud.instances import REGION, VPC, integrated
from tests.components.declaring import declare

ZONE = GatewayZone("cn-hangzhou-j", "10.0.1.0/24")


def new(**arguments: Any) -> VpcIntegrationInstance:
    return integrated(**{"existing": None, "vpc_cidr": "10.0.0.0/16", **arguments})


def test_new_vpc() -> None:
    made = declare(
        lambda: new(tags={"team": "orders"}), resolve=lambda it: {"id": it.instance_id, "vpc": it.vpc.vpc_id}
    )
    assert made.one("alicloud:vpc/network:Network") == {
        "vpcName": "gateway",
        "cidrBlock": "10.0.0.0/16",
        "tags": {"team": "orders"},
    }
    assert made.inputs("alicloud:vpc/switch:Switch") == {
        "gateway-cn-hangzhou-j": {
            "vswitchName": "gateway-cn-hangzhou-j",
            "vpcId": "gateway-id",
            "cidrBlock": "10.0.1.0/24",
            "zoneId": "cn-hangzhou-j",
            "tags": {"team": "orders"},
        }
    }
    assert made.one("alicloud:ecs/securityGroup:SecurityGroup")["vpcId"] == "gateway-id"
    assert made.one("alicloud:apigateway/instance:Instance") == {
        "instanceName": "gateway",
        "instanceType": "vpc_connect",
        "instanceSpec": "api.s1.small",
        "httpsPolicy": "HTTPS2_TLS1_2",
        "paymentType": "PayAsYouGo",
        "userVpcId": "gateway-id",
        "instanceCidr": "192.168.0.0/16",
        "zoneVswitchSecurityGroups": [
            {
                "zoneId": "cn-hangzhou-j",
                "vswitchId": "gateway-cn-hangzhou-j-id",
                "cidrBlock": "10.0.1.0/24",
                "securityGroup": "gateway-id",
            }
        ],
    }
    assert made.one("alicloud:InstanceAccessibleCidrs") == {
        "region": REGION,
        "instanceId": "gateway-id",
        "cidrBlocks": ["10.0.16.0/20"],
    }
    assert made.values == {"id": "gateway-id", "vpc": "gateway-id"}


def test_existing_network() -> None:
    zone = GatewayZone("cn-hangzhou-j", "10.0.1.0/24", "vsw-1")
    made = declare(lambda: integrated(zones=[zone], security_group_id="sg-1", accessible_cidrs=[]))
    assert made.counts() == {"alicloud:apigateway/instance:Instance": 1}
    instance = made.one("alicloud:apigateway/instance:Instance")
    assert (instance["userVpcId"], instance["zoneVswitchSecurityGroups"]) == (
        "vpc-1",
        [
            {
                "zoneId": "cn-hangzhou-j",
                "vswitchId": "vsw-1",
                "cidrBlock": "10.0.1.0/24",
                "securityGroup": "sg-1",
            }
        ],
    )


def test_facts_for_policies() -> None:
    made = declare(lambda: integrated(zones=[GatewayZone("cn-hangzhou-j", "10.0.1.0/24", "vsw-1")]))
    facts = {"zoneId": "cn-hangzhou-j", "cidrBlock": "10.0.1.0/24", "vswitchId": "vsw-1"}
    assert made.one("alicloud:VpcIntegrationInstance") == {
        "region": REGION,
        "instanceName": "gateway",
        "vpcId": "vpc-1",
        "vpcCidr": "10.0.0.0/16",
        "secondaryCidrs": [],
        "instanceCidr": "192.168.0.0/16",
        "zones": [facts],
        "accessibleCidrs": ["10.0.16.0/20"],
    }
    assert made.one("alicloud:InstanceNetwork") == {
        "region": REGION,
        "vpcId": "vpc-1",
        "instanceCidr": "192.168.0.0/16",
        "zones": [facts],
    }


def test_instance_waits_for_its_network() -> None:
    """The change of a network is refused before anything is asked of the instance."""
    made = declare(
        lambda: integrated(zones=[GatewayZone("cn-hangzhou-j", "10.0.1.0/24", "vsw-1")], security_group_id="s")
    )
    [network] = made.all("alicloud:InstanceNetwork").values()
    [instance] = made.all("alicloud:apigateway/instance:Instance").values()
    order = [each.urn for each in made.resources]
    assert order.index(network.urn) < order.index(instance.urn)


def test_service_linked_role() -> None:
    """API Gateway makes the role itself with the first instance, so that one that is there is no fault."""
    assert "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole" not in declare(integrated).counts()
    made = declare(lambda: integrated(declare_role=True))
    role = made.one("alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole")
    assert role == {"serviceName": "connectuservpc.apigateway.aliyuncs.com"}


def test_accessible_blocks_of_connected_networks() -> None:
    connected = ExistingVpc("vpc-1", "10.0.0.0/16", ["10.1.0.0/16"], ["172.31.0.0/16"])
    cidrs = ["10.1.8.0/24", "172.31.4.0/24"]
    made = declare(lambda: integrated(existing=connected, accessible_cidrs=cidrs))
    assert made.one("alicloud:InstanceAccessibleCidrs")["cidrBlocks"] == cidrs


@pytest.mark.parametrize(
    ("case", "arguments", "text"),
    [
        (
            "reserved block",
            {
                "zones": [GatewayZone("cn-hangzhou-j", "172.20.1.0/24")],
                "existing": ExistingVpc("vpc-1", "172.20.0.0/16"),
            },
            "zones[0].cidr: ALI-CIDR-01: vSwitch gateway-cn-hangzhou-j of API Gateway instance gateway has "
            "172.20.1.0/24, which overlaps 172.20.0.0/16, reserved for VPC integration instances in "
            "cn-hangzhou-j ('API Gateway: VPC integration instances', 2026-01-09)",
        ),
        (
            "instance block over a vSwitch",
            {
                "zones": [GatewayZone("cn-hangzhou-j", "172.16.1.0/24")],
                "existing": ExistingVpc("vpc-1", "172.16.0.0/16"),
                "instance_cidr": "172.16.0.0/12",
                "accessible_cidrs": [],
            },
            "instanceCidr: ALI-CIDR-02: API Gateway instance gateway has the instanceCidr 172.16.0.0/12, which "
            "overlaps 172.16.1.0/24 of vSwitch gateway-cn-hangzhou-j",
        ),
        (
            "other instance block",
            {"instance_cidr": "10.0.0.0/8"},
            "instanceCidr: ALI-CIDR-03: API Gateway instance gateway has the instanceCidr '10.0.0.0/8'; it is one of "
            "192.168.0.0/16 and 172.16.0.0/12",
        ),
        (
            "vSwitch outside the VPC",
            {"zones": [GatewayZone("cn-hangzhou-j", "10.9.1.0/24")]},
            "zones[0].cidr: ALI-CIDR-07: vSwitch gateway-cn-hangzhou-j has 10.9.1.0/24, but VPC gateway has 10.0",
        ),
        (
            "overlapping vSwitches",
            {"zones": [ZONE, GatewayZone("cn-hangzhou-k", "10.0.1.128/25")]},
            "ALI-CIDR-08",
        ),
        (
            "size of a vSwitch",
            {"zones": [GatewayZone("cn-hangzhou-j", "10.0.1.0/30")]},
            "zones[0].cidr: ALI-CIDR-09: vSwitch gateway-cn-hangzhou-j: '10.0.1.0/30'",
        ),
        (
            "accessible block without a way",
            {"accessible_cidrs": ["10.0.16.0/20", "10.7.0.0/16"]},
            "accessibleCidrs: ALI-ACC-02: accessible CIDR blocks gateway adds 10.7.0.0/16 to API Gateway instance "
            "gateway, but VPC gateway has 10.0.0.0/16 and no connection to it",
        ),
        (
            "accessible block that is reserved",
            {
                "existing": ExistingVpc("vpc-1", "10.0.0.0/16", (), ["192.168.112.0/24"]),
                "accessible_cidrs": ["192.168.112.0/24"],
            },
            "accessibleCidrs: ALI-ACC-03: accessible CIDR blocks gateway of API Gateway instance gateway adds "
            "192.168.112.0/24, which overlaps 192.168.112.0/20, reserved for VPC integration instances in cn-hang",
        ),
        (
            "host bits",
            {"accessible_cidrs": ["10.0.16.1/20"]},
            "accessibleCidrs[0]: '10.0.16.1/20' has host bits set; the block is '10.0.16.0/20'",
        ),
        ("IPv6", {"accessible_cidrs": ["fd00::/64"]}, "accessibleCidrs[0]: 'fd00::/64' is an IPv6 block"),
        (
            "zone of another region",
            {"zones": [GatewayZone("cn-shanghai-a", "10.0.1.0/24")]},
            "zones[0].zone: 'cn-shanghai-a' is not in region 'cn-hangzhou'; cn-hangzhou-a would be",
        ),
        (
            "zone twice",
            {"zones": [ZONE, GatewayZone("cn-hangzhou-j", "10.0.2.0/24")]},
            "zones[1].zone: 'cn-hangzhou-j' is there already",
        ),
        ("no zone", {"zones": []}, "zones: there is none"),
        (
            "HTTPS policy",
            {"https_policy": "TLS1_2"},
            "httpsPolicy: 'TLS1_2' is not an HTTPS security policy; HTTPS1_1_TLS1_0, HTTPS2_TLS1_0, HTTPS2_TLS1_2",
        ),
        ("name", {"instance_name": "gateway j"}, "instanceName: 'gateway j' is not a name"),
        (
            "subscription without length",
            {"payment_type": "Subscription"},
            "paymentType: 'Subscription' needs duration and pricingCycle",
        ),
        ("length without subscription", {"duration": 1}, "duration: is given with paymentType 'PayAsYouGo'"),
        ("two VPCs", {"vpc_cidr": "10.0.0.0/16"}, "give either vpcCidr (a new VPC) or existing (one that is there)"),
        ("no VPC", {"existing": None}, "give either vpcCidr (a new VPC) or existing (one that is there)"),
    ],
)
def test_refused(case: str, arguments: Mapping[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as error:
        declare(lambda: integrated(**arguments))
    assert str(error.value).startswith("VpcIntegrationInstance (gateway):\n  "), case
    assert text in str(error.value), case


def test_every_fault_at_once() -> None:
    with pytest.raises(ComponentError) as error:
        declare(lambda: integrated(zones=[GatewayZone("cn-beijing-a", "10.0.1.1/24")], instance_name="a b"))
    assert [line.strip().partition(":")[0] for line in str(error.value).splitlines()[1:]] == [
        "instanceName",
        "zones[0].zone",
        "zones[0].cidr",
    ]


def test_shared_vpc() -> None:
    """Two instances, each its own component, in the VPC that the first one made."""

    def build() -> VpcIntegrationInstance:
        first = new()
        second = integrated("second", existing=first.vpc, zones=[GatewayZone("cn-hangzhou-k", "10.0.2.0/24")])
        first._childResources.add(second)
        return first

    made = declare(build)
    instances = made.inputs("alicloud:apigateway/instance:Instance")
    assert {each["userVpcId"] for each in instances.values()} == {"gateway-id"}
    assert list(made.inputs("alicloud:vpc/network:Network")) == ["gateway"]
    assert VPC.cidr == "10.0.0.0/16"
