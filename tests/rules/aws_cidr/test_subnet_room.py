"""AWS-CIDR-22."""

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_cidr.subnet_room import SubnetRoom
from privateapi.topology.model import (
    EndpointAddress,
    Instance,
    LambdaFunction,
    LoadBalancer,
    Node,
    Subnet,
    VpcEndpoint,
)
from privateapi.topology.values import UNKNOWN, Known, Refs
from tests.rules.designs import two_regions
from tests.rules.nodes import attachment, gateway, node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite

SMALL = subnet("small", "hub", "10.0.0.0/28")
HERE = refs(Subnet, "small")
HUB: list[Node] = [vpc("hub", "10.0.0.0/16"), gateway("east"), SMALL]
SOURCE = quota_table().sources["D7"]


def endpoints(count: int) -> list[Node]:
    """Endpoints in the small subnet."""
    return [node(VpcEndpoint, f"e{number}", subnets=HERE) for number in range(count)]


class TestSubnetRoom(RuleSuite):
    rule = SubnetRoom
    passing = [
        ("the design of two Regions", two_regions()),
        (
            "a balancer, an endpoint and an attachment in the smallest subnet",
            [*HUB, node(LoadBalancer, "front", subnets=HERE), *endpoints(1), attachment("hub", "east", subnets=HERE)],
        ),
        (
            "a balancer with a chosen address among many",
            [
                *HUB,
                node(
                    LoadBalancer,
                    "front",
                    subnets=HERE,
                    addresses=Known((EndpointAddress(subnet=ref(Subnet, "small"), ipv4=Known("10.0.0.14")),)),
                ),
                *endpoints(10),
            ],
        ),
        (
            "functions share an interface",
            [*HUB, *endpoints(10), *(node(LambdaFunction, f"f{n}", subnets=HERE) for n in range(5))],
        ),
        ("nothing in a subnet of unknown size", [*HUB[:2], subnet("small", "hub", UNKNOWN)]),
    ]
    failing = [
        (
            "no room for the addresses that a balancer asks for",
            [*HUB, node(LoadBalancer, "front", subnets=HERE), *endpoints(4)],
            [
                "subnet small (10.0.0.0/28) has 11 addresses after the 5 that AWS keeps, but needs 12: one for each of "
                "load balancer front, VPC endpoint e0, VPC endpoint e1, VPC endpoint e2, VPC endpoint e3, and 8 free "
                f"when load balancer front is created ({SOURCE})"
            ],
        ),
        (
            "more interfaces than addresses",
            [
                *HUB,
                *endpoints(10),
                node(LambdaFunction, "f", subnets=HERE),
                node(Instance, "bastion", subnet=ref(Subnet, "small")),
            ],
            [
                "subnet small (10.0.0.0/28) has 11 addresses after the 5 that AWS keeps, but needs 12: one for each of "
                "VPC endpoint e0, VPC endpoint e1, VPC endpoint e2, VPC endpoint e3, VPC endpoint e4, VPC endpoint e5, "
                "VPC endpoint e6, VPC endpoint e7, VPC endpoint e8, VPC endpoint e9, function f, instance bastion"
            ],
        ),
    ]
    unknown = [
        (
            "the size",
            [*HUB[:2], subnet("small", "hub", UNKNOWN), *endpoints(1)],
            ["subnet small: its CIDR block is not known yet"],
        ),
        (
            "where a balancer stands",
            [*HUB, node(LoadBalancer, "front", subnets=Refs(UNKNOWN))],
            ["load balancer front: the list of its subnets is not known yet"],
        ),
    ]
