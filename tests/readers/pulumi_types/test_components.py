"""Components of ours: what they say beside the resources inside them."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    ClientNetwork,
    MultiRegionApi,
    Vpc,
    VSwitch,
)
from tests.readers.reading import fields, nodes, one, resource, shown


def test_existing_vpc() -> None:
    (found,) = nodes(
        resource(
            "privateapi:aws:Network",
            {"region": "us-east-1", "cidrBlock": "10.0.0.0/16", "vpcId": "vpc-1", "subnets": ["10.0.0.0/24"]},
            name="legacy",
        )
    )
    assert isinstance(found, Vpc) and found.live
    assert (found.name, shown(found.id), shown(found.cidr_block), shown(found.region)) == (
        "legacy",
        "vpc-1",
        "10.0.0.0/16",
        "us-east-1",
    )


def test_new_vpc_is_its_own_resource() -> None:
    network = resource("privateapi:aws:Network", {"region": "us-east-1", "cidrBlock": "10.0.0.0/16", "vpcId": "vpc-1"})
    vpc = resource("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}, parent=network.key)
    assert [node.key for node in nodes(network, vpc)] == [vpc.key]


def test_multi_region_private_api() -> None:
    found = one(
        "privateapi:aws:MultiRegionPrivateApi",
        {"domainName": "api.example.com", "routing": "latency", "regions": ["us-east-1", "us-west-2"]},
    )
    assert isinstance(found, MultiRegionApi)
    assert fields(found, "domain_name", "regions", "routing", "mode") == {
        "domain_name": "api.example.com",
        "regions": ["us-east-1", "us-west-2"],
        "routing": "latency",
        "mode": None,
    }


def test_clients_of_a_name() -> None:
    name = resource("privateapi:aws:RoutedName", {"recordName": "api.example.com"})
    zone = resource(
        "privateapi:route53:HostedZone",
        {"name": "example.com", "vpcs": [{"vpcId": UNKNOWN, "vpcRegion": "us-east-1"}]},
        dependencies={"vpcs": ["urn:vpc-a"]},
        parent=name.key,
    )
    association = resource("privateapi:route53:ZoneAssociation", {"zoneId": UNKNOWN, "vpcId": "vpc-b"}, parent=name.key)
    found = [node for node in nodes(name, zone, association) if isinstance(node, ClientNetwork)]
    assert [shown(node.vpc) for node in found] == [("?is not known yet (vpcs[0].vpcId)", "urn:vpc-a"), "vpc-b"]
    assert [node.zone.nodes for node in found] == [(zone.key,), ()]


GATEWAY = {
    "region": "cn-hangzhou",
    "vpcId": "vpc-1",
    "vpcCidr": "10.0.0.0/16",
    "secondaryCidrs": ["10.1.0.0/16"],
    "zones": [{"zoneId": "cn-hangzhou-j", "cidrBlock": "10.0.1.0/24", "vswitchId": "vsw-1"}],
}


def test_existing_network_of_a_gateway_instance() -> None:
    first = resource("privateapi:alicloud:VpcIntegrationInstance", GATEWAY, name="a")
    second = resource("privateapi:alicloud:VpcIntegrationInstance", {**GATEWAY, "zones": []}, name="b")
    found = {type(node): node for node in nodes(first, second)}
    vpc, block, vswitch = found[AlibabaVpc], found[AlibabaVpcCidrBlock], found[VSwitch]
    assert len(found) == 3 and vpc.live and block.live and vswitch.live
    assert (vpc.name, *fields(vpc, "id", "cidr_block", "region").values()) == (
        "a",
        "vpc-1",
        "10.0.0.0/16",
        "cn-hangzhou",
    )
    assert fields(block, "vpc", "cidr_block") == {"vpc": "vpc-1", "cidr_block": "10.1.0.0/16"}
    assert fields(vswitch, "id", "vpc", "cidr_block", "zone") == {
        "id": "vsw-1",
        "vpc": "vpc-1",
        "cidr_block": "10.0.1.0/24",
        "zone": "cn-hangzhou-j",
    }


def test_network_that_the_program_declares() -> None:
    vpc = resource("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"}, id="vpc-1")
    vswitch = resource("alicloud:vpc/switch:Switch", {"vpcId": "vpc-1", "cidrBlock": "10.0.1.0/24"}, id="vsw-1")
    gateway = resource("privateapi:alicloud:VpcIntegrationInstance", GATEWAY)
    assert [node.key for node in nodes(vpc, vswitch, gateway)] == [vpc.key, vswitch.key]


def test_region_of_what_is_inside_a_component() -> None:
    network = resource("privateapi:alicloud:InstanceNetwork", {"region": "cn-hangzhou"})
    vpc = resource("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"}, parent=network.key)
    [found] = nodes(network, vpc)
    assert shown(found.region) == "cn-hangzhou"


@pytest.mark.parametrize(("server", "kind"), [("lb-1", "clb"), ("i-1", "ecs"), ("nlb-1", "nlb")])
def test_server_behind_a_gateway(server: str, kind: str) -> None:
    [found] = nodes(
        resource(
            "privateapi:alicloud:VpcBackend",
            {"region": "cn-hangzhou", "servers": [{"server": server, "address": "10.0.16.1"}, {"server": "10.0.16.2"}]},
        )
    )
    assert isinstance(found, AlibabaServer) and found.live
    assert fields(found, "id", "private_ip", "kind") == {"id": server, "private_ip": "10.0.16.1", "kind": kind}


def test_server_that_the_program_declares() -> None:
    balancer = resource("alicloud:nlb/loadBalancer:LoadBalancer", {}, id="nlb-1")
    backend = resource(
        "privateapi:alicloud:VpcBackend", {"servers": [{"server": "nlb-1", "address": "10.0.16.1"}, {"server": "vm"}]}
    )
    assert [node.key for node in nodes(balancer, backend)] == [balancer.key]


def test_components_without_facts_of_their_own() -> None:
    assert nodes(resource("privateapi:aws:FrontDoor", {"region": "us-east-1"})) == []
    assert nodes(resource("privateapi:alicloud:InternalDomain", {"domainName": "orders.internal"})) == []
