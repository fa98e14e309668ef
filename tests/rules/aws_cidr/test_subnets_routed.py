"""AWS-CIDR-10."""

from privateapi.rules.aws_cidr.subnets_routed import SubnetsRouted
from privateapi.topology.model import (
    Alias,
    ClientNetwork,
    InternetGateway,
    Node,
    RouteTarget,
    Subnet,
    Vpc,
)
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.designs import changed, two_regions, without
from tests.rules.nodes import node, ref, refs, route, subnet, table
from tests.rules.suite import RuleSuite

TO_B, TO_A = "Route:a-private-10.1.0.0/16", "Route:b-private-10.0.0.0/16"
DESKS: list[Node] = [
    subnet("desks", "a", "10.0.200.0/24"),
    *table("desks", "a", "desks"),
    node(ClientNetwork, "desks", vpc=ref(Vpc, "a"), subnets=refs(Subnet, "desks")),
]


class TestSubnetsRouted(RuleSuite):
    rule = SubnetsRouted
    passing = [
        ("the design of two Regions", two_regions()),
        (
            "a wider route",
            changed(two_regions(), TO_B, destination=Known("10.0.0.0/8")),
        ),
        (
            "a subnet that serves and asks nobody",
            [*two_regions(), subnet("spare", "a", "10.0.9.0/24")],
        ),
        (
            "VPCs that nothing connects, which is another rule's",
            without(two_regions(), TO_B, TO_A, "TransitGatewayPeering:a-gateway-b-gateway"),
        ),
        ("a VPC that does not ask", without(two_regions(), "ZoneAssociation:b")),
    ]
    failing = [
        (
            "no way from one Region",
            without(two_regions(), TO_B),
            [
                "route table a-private in us-east-1, which subnet a-1 uses, has no route to 10.1.0.0/16 of VPC b in "
                "us-west-2, where load balancer b-front answers api.example.internal",
            ],
        ),
        (
            "to the internet instead",
            [
                *without(two_regions(), TO_B),
                node(InternetGateway, "out", vpc=ref(Vpc, "a")),
                route("a-private", "0.0.0.0/0", RouteTarget.GATEWAY, ref(InternetGateway, "out")),
            ],
            [
                "route table a-private in us-east-1, which subnet a-1 uses, has no route to 10.1.0.0/16 of VPC b in "
                "us-west-2, where load balancer b-front answers api.example.internal",
            ],
        ),
        (
            "clients with a table of their own",
            [*two_regions(), *DESKS],
            [
                "route table desks in us-east-1, which subnet desks uses, has no route to 10.1.0.0/16 of VPC b in "
                "us-west-2, where load balancer b-front answers api.example.internal"
            ],
        ),
    ]
    unknown = [
        (
            "a destination",
            changed(two_regions(), TO_B, destination=UNKNOWN),
            [
                "subnet a-1: where route a-private-10.1.0.0/16 leads is not known",
            ],
        ),
        (
            "what a record points to",
            changed(two_regions(), "RecordSet:b", alias=Known(Alias())),
            ["record b: the target of record b is not known"],
        ),
        (
            "which VPC asks",
            changed(two_regions(), "ZoneAssociation:b", vpc=Ref(UNKNOWN)),
            ["zone association b: its VPC is not known yet"],
        ),
        (
            "the name",
            changed(two_regions(), "RecordSet:b", record_name=UNKNOWN),
            ["record b: its name is not known yet"],
        ),
    ]
