"""AWS-MR-06."""

from dataclasses import replace

from privateapi.rules.aws_multi_region.clients_reach import ClientsReach
from privateapi.topology.model import (
    ClientNetwork,
    HostedZone,
    Node,
    Origin,
    RecordSet,
    RouteTarget,
    SecurityGroup,
    SecurityGroupRule,
    Vpc,
    VpcPeering,
    VpcPeeringAccepter,
    ZoneAssociation,
)
from privateapi.topology.values import UNKNOWN, Known, Refs, values_of
from tests.rules.designs import NAME, changed, two_levels, two_regions, without
from tests.rules.nodes import node, ref, refs, route, subnet, table, vpc
from tests.rules.suite import RuleSuite

TO_A = f"load balancer a-front in us-east-1, which answers {NAME} there"
TO_B = f"load balancer b-front in us-west-2, which answers {NAME} there"
CLIENT: list[Node] = [
    vpc("desks", "10.2.0.0/16"),
    subnet("desks", "desks", "10.2.0.0/24"),
    *table("desks", "desks", "desks"),
    node(ZoneAssociation, "desks", zone=ref(HostedZone, "internal"), vpc=ref(Vpc, "desks")),
]


# A VPC that no route leads out of, with clients that a component names.
DESKS = [each for each in CLIENT if not isinstance(each, ZoneAssociation)]
COMPONENT = "urn:pulumi:dev::test::privateapi:aws:RoutedName::orders"
AT_DESKS = replace(node(ClientNetwork, "desks", vpc=ref(Vpc, "desks")), origin=Origin(f"{COMPONENT}#clients[0]"))


def of_component() -> list[Node]:
    """The design with records that the component has."""
    return [replace(each, parent=COMPONENT) if isinstance(each, RecordSet) else each for each in two_regions()]


def apart() -> list[Node]:
    """Desks that get other answers from a zone of their own, which lead to nothing that they do not reach."""
    zone = node(HostedZone, "desks", zone_name=Known("example.internal"), private=Known(True))
    asking = replace(AT_DESKS, zone=ref(HostedZone, "desks"))
    return [*of_component(), *DESKS, asking, zone]


def grouped(*blocks: str) -> list[Node]:
    """The design with a group on one balancer that lets in some blocks."""
    return [
        *changed(two_regions(), "LoadBalancer:b-front", security_groups=refs(SecurityGroup, "front")),
        node(SecurityGroup, "front", "us-west-2"),
        node(
            SecurityGroupRule,
            "in",
            "us-west-2",
            security_group=ref(SecurityGroup, "front"),
            ip_protocol=Known("tcp"),
            from_port=Known(443),
            to_port=Known(443),
            cidr_blocks=values_of(*blocks),
        ),
    ]


def peered_with(name: str) -> list[Node]:
    """A peering between the clients' VPC and one of the Regions, with routes both ways."""
    peering = f"desks-{name}"
    over = ref(VpcPeering, peering)
    prefix = {"a": "10.0", "b": "10.1"}[name]
    return [
        node(VpcPeering, peering, vpc=ref(Vpc, "desks"), peer_vpc=ref(Vpc, name)),
        node(VpcPeeringAccepter, peering, peering=over),
        route("desks", f"{prefix}.0.0/16", RouteTarget.VPC_PEERING, over),
        route(f"{name}-private", "10.2.0.0/16", RouteTarget.VPC_PEERING, over),
    ]


class TestClientsReach(RuleSuite):
    rule = ClientsReach
    passing = [
        ("clients of another component's name", [*two_regions(), *DESKS, AT_DESKS]),
        ("the design of two Regions", two_regions()),
        ("two levels of records", two_levels()),
        ("clients of another zone of the name, which leads elsewhere", apart()),
        ("clients in a VPC that is peered with both", [*two_regions(), *CLIENT, *peered_with("a"), *peered_with("b")]),
        ("a group that lets the other Region in", grouped("10.0.0.0/15")),
        ("a group that lets it in with two blocks", grouped("10.0.0.0/17", "10.0.128.0/17")),
        ("no route in a subnet, which is another rule's", without(two_regions(), "Route:a-private-10.1.0.0/16")),
    ]
    failing = [
        (
            "clients of the component's own name",
            [*of_component(), *DESKS, AT_DESKS],
            [
                f"clients in VPC desks in us-east-1 do not reach {TO_A}: route table desks has no route to 10.0.0.0",
                f"clients in VPC desks in us-east-1 do not reach {TO_B}: route table desks has no route to 10.1.0.0",
            ],
        ),
        (
            "a gateway without the route",
            without(two_regions(), "TransitGatewayRoute:a-out"),
            [
                f"clients in VPC a in us-east-1 do not reach {TO_B}: transit gateway a-gateway has no route to "
                "10.1.0.0",
                f"clients in VPC b in us-west-2 do not reach {TO_A}: on the way back, transit gateway a-gateway has no "
                "route to 10.1.0.0",
            ],
        ),
        (
            "clients in a VPC that nothing connects",
            [*two_regions(), *CLIENT],
            [
                f"clients in VPC desks in us-east-1 do not reach {TO_A}: route table desks has no route to 10.0.0.0",
                f"clients in VPC desks in us-east-1 do not reach {TO_B}: route table desks has no route to 10.1.0.0",
            ],
        ),
        (
            "clients that are peered with one Region only",
            [*two_regions(), *CLIENT, *peered_with("a")],
            [f"clients in VPC desks in us-east-1 do not reach {TO_B}: route table desks has no route to 10.1.0.0"],
        ),
        (
            "a group for the own Region only",
            grouped("10.1.0.0/16"),
            [
                f"clients in VPC a in us-east-1 do not reach {TO_B}: security group front does not let in port 443 "
                "from any of their subnets"
            ],
        ),
    ]
    unknown = [
        (
            "a route of the gateway",
            changed(two_regions(), "TransitGatewayRoute:a-out", destination=UNKNOWN),
            [
                "VPC a: whether its clients reach load balancer b-front: where transit gateway route a-out leads is "
                "not known",
                "VPC b: whether its clients reach load balancer a-front: on the way back, where transit gateway route "
                "a-out leads is not known",
            ],
        ),
        (
            "what a group lets in",
            changed(grouped("10.0.0.0/15"), "SecurityGroupRule:in", cidr_blocks=UNKNOWN),
            [
                "VPC a: whether load balancer b-front lets in port 443: a CIDR block of security group rule in is not "
                "known yet"
            ],
        ),
        (
            "which groups a balancer has",
            changed(two_regions(), "LoadBalancer:b-front", security_groups=Refs(UNKNOWN)),
            ["VPC a: one of the groups or ports of load balancer b-front is not known yet"],
        ),
        (
            "where a balancer stands",
            changed(
                changed(two_regions(), "LoadBalancer:b-front", subnets=Refs(UNKNOWN)),
                "LoadBalancer:b-front",
                vpc=ref(Vpc, "b"),
            ),
            ["record b: the subnets of load balancer b-front are not known"],
        ),
    ]
