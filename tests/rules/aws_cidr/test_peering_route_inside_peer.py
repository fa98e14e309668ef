"""AWS-CIDR-12."""

from privateapi.rules.aws_cidr.peering_route_inside_peer import PeeringRouteInsidePeer
from privateapi.topology.model import Node, Route, RouteTable, RouteTarget, TransitGateway, Vpc, VpcPeering
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.nodes import gateway, node, ref, route, table, vpc
from tests.rules.suite import RuleSuite

PEERING = node(VpcPeering, "a-b", vpc=ref(Vpc, "a"), peer_vpc=ref(Vpc, "b"))
PEERED: list[Node] = [
    vpc("a", "10.0.0.0/16"),
    vpc("b", "10.1.0.0/16", "us-west-2"),
    PEERING,
    *table("a-private", "a"),
    *table("b-private", "b", region="us-west-2"),
]


def over(table_name: str, destination: str) -> Route:
    """A route over the peering."""
    return route(table_name, destination, RouteTarget.VPC_PEERING, ref(VpcPeering, "a-b"))


class TestPeeringRouteInsidePeer(RuleSuite):
    rule = PeeringRouteInsidePeer
    passing = [
        ("the peer's block, both ways", [*PEERED, over("a-private", "10.1.0.0/16"), over("b-private", "10.0.0.0/16")]),
        ("a part of it", [*PEERED, over("a-private", "10.1.7.0/24")]),
        ("a summary that holds it", [*PEERED, over("a-private", "10.0.0.0/15")]),
        (
            "another target",
            [
                *PEERED,
                gateway("east"),
                route("a-private", "10.9.0.0/16", RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, "east")),
            ],
        ),
    ]
    failing = [
        (
            "a third network",
            [*PEERED, over("a-private", "10.2.0.0/16")],
            [
                "route a-private-10.2.0.0/16 of route table a-private sends 10.2.0.0/16 over VPC peering a-b, but "
                "VPC b behind it has 10.1.0.0/16"
            ],
        ),
        (
            "the own network, from the accepter's side",
            [*PEERED, over("b-private", "10.1.0.0/16")],
            [
                "route b-private-10.1.0.0/16 of route table b-private sends 10.1.0.0/16 over VPC peering a-b, but "
                "VPC a behind it has 10.0.0.0/16"
            ],
        ),
        (
            "everything",
            [*PEERED, over("a-private", "0.0.0.0/0")],
            [
                "route a-private-0.0.0.0/0 of route table a-private sends 0.0.0.0/0 over VPC peering a-b, but "
                "VPC b behind it has 10.1.0.0/16"
            ],
        ),
    ]
    unknown = [
        (
            "the peer's block",
            [vpc("b", UNKNOWN), *(each for each in PEERED if each.key != "Vpc:b"), over("a-private", "10.2.0.0/16")],
            ["route a-private-10.2.0.0/16: a CIDR block of VPC b is not known yet"],
        ),
        (
            "a peer that was not read",
            [
                PEERED[0],
                *table("a-private", "a"),
                node(VpcPeering, "a-b", vpc=ref(Vpc, "a"), peer_vpc=Ref.to("vpc-0b2")),
                over("a-private", "10.2.0.0/16"),
            ],
            [
                "route a-private-10.2.0.0/16: the peer VPC of VPC peering a-b names 'vpc-0b2', which is not among the "
                "resources that were read"
            ],
        ),
        (
            "the peering",
            [
                *PEERED,
                node(
                    Route,
                    "out",
                    route_table=ref(RouteTable, "a-private"),
                    destination=Known("10.2.0.0/16"),
                    target_kind=RouteTarget.VPC_PEERING,
                    target=Ref(UNKNOWN),
                ),
            ],
            ["route out: its peering is not known yet"],
        ),
        (
            "a peering of other VPCs",
            [*PEERED, vpc("c", "10.3.0.0/16"), *table("c-private", "c"), over("c-private", "10.1.0.0/16")],
            ["route c-private-10.1.0.0/16: which end of VPC peering a-b VPC c is cannot be told"],
        ),
    ]
