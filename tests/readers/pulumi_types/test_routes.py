"""Route tables and routes, inline or of their own; the main table that a program has no resource for."""

from __future__ import annotations

import pytest

from privateapi.readers.mapping import topology_of
from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import Route, RouteTable, RouteTableAssociation, Vpc
from privateapi.topology.values import Known
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    ("a route table", "privateapi:ec2:RouteTable", {"vpcId": "vpc-1"}, {}, RouteTable, {"vpc": "vpc-1", "main": False}),
    (
        "a default route table",
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        {"defaultRouteTableId": UNKNOWN},
        {"defaultRouteTableId": ["urn:vpc"]},
        RouteTable,
        {"main": True, "vpc": ("?is not known yet", "urn:vpc")},
    ),
    (
        "a default route table that is deployed",
        "aws:ec2/defaultRouteTable:DefaultRouteTable",
        {"defaultRouteTableId": "rtb-1", "vpcId": "vpc-1"},
        {},
        RouteTable,
        {"main": True, "vpc": "vpc-1"},
    ),
    (
        "an inline route",
        "aws:ec2/routeTable:RouteTable",
        {"vpcId": "vpc-1", "routes": [{"cidrBlock": "10.1.0.0/16", "transitGatewayId": UNKNOWN}]},
        {"routes": ["urn:tgw"]},
        Route,
        {
            "destination": "10.1.0.0/16",
            "target_kind": "transit_gateway",
            "target": ("?is not known yet (routes[0].transitGatewayId)", "urn:tgw"),
            "inline": True,
            "route_table": ("?is not known yet", "aws:ec2/routeTable:RouteTable::it"),
        },
    ),
    (
        "inline routes that are not known",
        "aws:ec2/routeTable:RouteTable",
        {"vpcId": "vpc-1", "routes": UNKNOWN},
        {},
        Route,
        {"destination": "?is not known yet (routes)", "target": "?is not known yet (routes)", "inline": True},
    ),
    (
        "a route to a transit gateway",
        "privateapi:ec2:Route",
        {"routeTableId": "rtb-1", "destinationCidrBlock": "10.1.0.0/16", "transitGatewayId": "tgw-1"},
        {},
        Route,
        {
            "route_table": "rtb-1",
            "destination": "10.1.0.0/16",
            "target_kind": "transit_gateway",
            "target": "tgw-1",
            "inline": False,
        },
    ),
    (
        "a route to a peering",
        "aws:ec2/route:Route",
        {"routeTableId": "rtb-1", "destinationIpv6CidrBlock": "2600::/56", "vpcPeeringConnectionId": UNKNOWN},
        {},
        Route,
        {
            "destination": "2600::/56",
            "target_kind": "vpc_peering",
            "target": "?is not known yet (vpcPeeringConnectionId)",
        },
    ),
    (
        "a route for a prefix list",
        "aws:ec2/route:Route",
        {"routeTableId": "rtb-1", "destinationPrefixListId": "pl-1", "natGatewayId": "nat-1"},
        {},
        Route,
        {"destination": None, "destination_prefix_list": "pl-1", "target_kind": "nat_gateway"},
    ),
    (
        "a route to an instance",
        "aws:ec2/route:Route",
        {"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "instanceId": "i-1"},
        {},
        Route,
        {"target_kind": "other", "target": "i-1"},
    ),
    (
        "a route without a target",
        "aws:ec2/route:Route",
        {"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0"},
        {},
        Route,
        {"target_kind": "other", "target": None},
    ),
    (
        "an association",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        {"routeTableId": "rtb-1", "subnetId": "subnet-1"},
        {},
        RouteTableAssociation,
        {"route_table": "rtb-1", "subnet": "subnet-1", "gateway": None},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_main_route_table_by_an_association() -> None:
    table = resource("aws:ec2/routeTable:RouteTable", {"vpcId": "vpc-1"})
    association = resource(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        {"vpcId": "vpc-1", "routeTableId": UNKNOWN},
        dependencies={"routeTableId": [table.key]},
    )
    (found,) = [node for node in nodes(table, association) if isinstance(node, RouteTable)]
    assert shown(found.main) is True


@pytest.mark.parametrize(
    ("case", "vpc_outputs", "table_id"),
    [
        ("a first preview", {}, UNKNOWN),
        ("deployed", {"id": "vpc-1", "mainRouteTableId": "rtb-1"}, "rtb-1"),
    ],
)
def test_route_in_the_main_table_of_a_vpc(case: str, vpc_outputs: dict[str, str], table_id: object) -> None:
    """The table is an output of the VPC, so the program has no resource for it."""
    vpc = resource("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16", **vpc_outputs}, name="hub")
    route = resource(
        "aws:ec2/route:Route",
        {"routeTableId": table_id, "destinationCidrBlock": "10.1.0.0/16", "transitGatewayId": "tgw-1"},
        dependencies={"routeTableId": [vpc.key]},
    )
    topology = topology_of([vpc, route])
    (found,), (table,), (hub,) = topology.of(Route), topology.of(RouteTable), topology.of(Vpc)
    assert topology.follow(found.route_table, RouteTable) == Known(table), case
    assert topology.follow(table.vpc, Vpc) == Known(hub), case
    assert (table.main, table.name) == (Known(True), "hub (main)"), case


def test_main_route_table_by_an_association_of_ids() -> None:
    table = resource("aws:ec2/routeTable:RouteTable", {"vpcId": "vpc-1"}, id="rtb-1")
    association = resource(
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", {"vpcId": "vpc-1", "routeTableId": "rtb-1"}
    )
    (found,) = [node for node in nodes(table, association) if isinstance(node, RouteTable)]
    assert shown(found.main) is True


@pytest.mark.parametrize(
    ("case", "computed", "routes", "expected"),
    [
        ("listed by a refresh", {"routes"}, 1, ["10.1.0.0/16"]),
        ("no route of its own", {"routes"}, 0, ["10.9.0.0/16"]),
        ("said by the program", set(), 1, ["10.1.0.0/16", "10.9.0.0/16"]),
    ],
)
def test_routes_that_a_refresh_lists(case: str, computed: set[str], routes: int, expected: list[str]) -> None:
    """The table's output lists the routes of their own, also as they were before a change."""
    table = resource(
        "aws:ec2/routeTable:RouteTable",
        {"routes": [{"cidrBlock": "10.9.0.0/16", "gatewayId": "igw-1"}]},
        id="rtb-1",
        computed=frozenset(computed),
    )
    own = resource("aws:ec2/route:Route", {"routeTableId": "rtb-1", "destinationCidrBlock": "10.1.0.0/16"})
    found = [node for node in nodes(table, *[own] * routes) if isinstance(node, Route)]
    assert sorted(shown(node.destination) for node in found) == expected, case
