"""Components of ours: what they say beside the resources inside them."""

from __future__ import annotations

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import ClientNetwork, MultiRegionApi, Vpc
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


def test_components_without_facts_of_their_own() -> None:
    assert nodes(resource("privateapi:aws:FrontDoor", {"region": "us-east-1"})) == []
