"""Packets through two Regions, every place where they can stop, and random meshes against a plain graph search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.topology.cidr import parse_address
from privateapi.topology.model import (
    ManagedPrefixList,
    Node,
    Origin,
    Route,
    RouteTable,
    RouteTableAssociation,
    RouteTarget,
    Subnet,
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcCidrBlock,
    VpcPeering,
    VpcPeeringAccepter,
)
from privateapi.topology.reachability import Outcome, Reachability
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, Ref, Refs, values_of

EAST, WEST = "10.0.0.0/16", "10.1.0.0/16"


def _region(name: str, cidr: str, other: str) -> dict[str, Node]:
    """A VPC with one client subnet on a transit gateway and routes to the other Region, as a first preview sees it."""
    first = cidr.removesuffix(".0.0/16")
    key = f"urn:{name}"
    nodes: list[Node] = [
        Vpc(origin=Origin(f"{key}:vpc"), name=name, cidr_block=Known(cidr)),
        Subnet(
            origin=Origin(f"{key}:subnet"),
            name=name,
            vpc=Ref.by(f"{key}:vpc"),
            cidr_block=Known(f"{first}.0.0/24"),
            availability_zone=Known(f"{name}-1a"),
        ),
        RouteTable(origin=Origin(f"{key}:table"), name=name, vpc=Ref.by(f"{key}:vpc")),
        RouteTableAssociation(
            origin=Origin(f"{key}:association"),
            name=name,
            subnet=Ref.by(f"{key}:subnet"),
            route_table=Ref.by(f"{key}:table"),
        ),
        Route(
            origin=Origin(f"{key}:route"),
            name=name,
            route_table=Ref.by(f"{key}:table"),
            destination=Known(other),
            target_kind=RouteTarget.TRANSIT_GATEWAY,
            target=Ref.by(f"{key}:gateway"),
        ),
        TransitGateway(origin=Origin(f"{key}:gateway"), name=name),
        TransitGatewayVpcAttachment(
            origin=Origin(f"{key}:attachment"),
            name=name,
            transit_gateway=Ref.by(f"{key}:gateway"),
            vpc=Ref.by(f"{key}:vpc"),
            subnets=Refs.by(f"{key}:subnet"),
        ),
        TransitGatewayRoute(
            origin=Origin(f"{key}:static"),
            name=name,
            route_table=Ref.by(f"{key}:gateway"),
            destination=Known(other),
            attachment=Ref.by("urn:peering" if name == "east" else "urn:accepter"),
        ),
    ]
    return {node.key.removeprefix("urn:"): node for node in nodes}


DESIGN: dict[str, Node] = {
    **_region("east", EAST, WEST),
    **_region("west", WEST, EAST),
    "peering": TransitGatewayPeering(
        origin=Origin("urn:peering"),
        name="mesh",
        transit_gateway=Ref.by("urn:east:gateway"),
        peer_transit_gateway=Ref.by("urn:west:gateway"),
    ),
    "accepter": TransitGatewayPeeringAccepter(
        origin=Origin("urn:accepter"), name="mesh", peering=Ref.by("urn:peering")
    ),
}


def _changed(changes: dict[str, Any]) -> Topology:
    """The design with nodes left out (None), added (a node), or with other fields (a mapping)."""
    nodes = dict(DESIGN)
    for name, change in changes.items():
        if change is None:
            del nodes[name]
        elif isinstance(change, Node):
            nodes[name] = change
        else:
            nodes[name] = replace(nodes[name], **change)
    return Topology(nodes.values())


def _subnet(topology: Topology, name: str) -> Subnet:
    subnet = topology.node(f"urn:{name}:subnet")
    assert isinstance(subnet, Subnet)
    return subnet


def test_design_is_connected_both_ways() -> None:
    topology = _changed({})
    connection = Reachability(topology).connect(_subnet(topology, "east"), _subnet(topology, "west"))
    assert (connection.outcome, connection.reason) == (Outcome.REACHED, "")
    assert [hop.text for hop in connection.there.hops] == [
        "route table east sends 10.1.0.0/16 to a transit gateway",
        "takes it to transit gateway east",
        "transit gateway east has a static route 10.1.0.0/16",
        "takes it to transit gateway west",
        "transit gateway west has learned 10.1.0.0/16",
        "delivers into VPC west",
    ]
    assert [hop.node.key for hop in connection.there.hops] == [
        "urn:east:route",
        "urn:east:attachment",
        "urn:east:static",
        "urn:peering",
        "urn:west:attachment",
        "urn:west:attachment",
    ]
    assert connection.there.vpc is topology.node("urn:west:vpc")
    assert connection.there.subnet is topology.node("urn:west:subnet")
    assert connection.there.reached


def test_own_vpc_is_reached_without_routes() -> None:
    topology = _changed({"east:route": None})
    path = Reachability(topology).trace(_subnet(topology, "east"), parse_address("10.0.0.9"))
    assert (path.outcome, [hop.text for hop in path.hops]) == (Outcome.REACHED, ["10.0.0.0/16 is VPC east itself"])


TABLE = TransitGatewayRouteTable(origin=Origin("urn:own"), name="own", transit_gateway=Ref.by("urn:east:gateway"))
IN_OWN_TABLE = TransitGatewayRouteTableAssociation(
    origin=Origin("urn:in"), name="in", route_table=Ref.by("urn:own"), attachment=Ref.by("urn:east:attachment")
)


@pytest.mark.parametrize(
    ("case", "changes", "outcome", "reason"),
    [
        (
            "no route in the subnet's table",
            {"east:route": None},
            "stopped",
            "route table east has no route to 10.1.0.0",
        ),
        (
            "no association, and a main table without routes",
            {"east:association": None},
            "stopped",
            "the main route table of VPC east has no route to 10.1.0.0",
        ),
        (
            "no association, and the table is the main one",
            {"east:association": None, "east:table": {"main": Known(True)}},
            "reached",
            "",
        ),
        (
            "no association, and the VPC names its main table",
            {"east:association": None, "east:vpc": {"main_route_table": Ref.by("urn:east:table")}},
            "reached",
            "",
        ),
        (
            "no association, and whether the table is the main one is not known",
            {"east:association": None, "east:table": {"main": UNKNOWN}},
            "unknown",
            "whether route table east is the main one of VPC east is not known",
        ),
        (
            "an association whose subnet is not known",
            {"east:association": {"subnet": Ref(UNKNOWN)}},
            "unknown",
            "route table association east may be that of subnet east: its subnet is not known yet",
        ),
        (
            "a destination that is not known",
            {"east:route": {"destination": UNKNOWN}},
            "unknown",
            "where route east leads is not known",
        ),
        (
            "a destination that is no CIDR block",
            {"east:route": {"destination": Known("10.1.0.0")}},
            "unknown",
            "where route east leads is not known",
        ),
        (
            "a prefix list that holds the block",
            {
                "east:route": {"destination": MISSING, "destination_prefix_list": Ref.by("urn:list")},
                "list": ManagedPrefixList(origin=Origin("urn:list"), entries=values_of("10.9.0.0/16", WEST)),
            },
            "reached",
            "",
        ),
        (
            "a prefix list that was not read",
            {"east:route": {"destination": MISSING, "destination_prefix_list": Ref.to("pl-1")}},
            "unknown",
            "where route east leads is not known",
        ),
        (
            "a black hole",
            {"east:route": {"state": Known("blackhole")}},
            "stopped",
            "the route 10.1.0.0/16 of route table east is a black hole",
        ),
        (
            "a route out",
            {"east:route": {"target_kind": RouteTarget.NAT_GATEWAY}},
            "stopped",
            "route table east sends 10.1.0.0 out of the private network, to a NAT gateway",
        ),
        (
            "a route to an interface",
            {"east:route": {"target_kind": RouteTarget.NETWORK_INTERFACE}},
            "unknown",
            "route table east sends 10.1.0.0 to a network interface, which decides by itself",
        ),
        (
            "no attachment",
            {"east:attachment": None, "west:static": None},
            "stopped",
            "VPC east is not attached to transit gateway east",
        ),
        (
            "an attachment whose VPC is not known",
            {"east:attachment": {"vpc": Ref(UNKNOWN)}},
            "unknown",
            "transit gateway attachment east may attach VPC east: its ends are not known",
        ),
        (
            "an attachment in another zone",
            {
                "east:attachment": {"subnets": Refs.by("urn:east:other")},
                "east:other": Subnet(
                    origin=Origin("urn:east:other"), availability_zone=Known("east-1b"), vpc=Ref.by("urn:east:vpc")
                ),
            },
            "stopped",
            "transit gateway attachment east has no subnet in east-1a, the zone of subnet east",
        ),
        (
            "no static route over the peering",
            {"east:static": None},
            "stopped",
            "transit gateway east has no route to 10.1.0.0",
        ),
        (
            "a static route whose destination is not known",
            {"east:static": {"destination": UNKNOWN}},
            "unknown",
            "where transit gateway route east leads is not known",
        ),
        (
            "a static route in a table that is not known",
            {"east:static": {"route_table": Ref(UNKNOWN)}},
            "unknown",
            "where transit gateway route east leads is not known",
        ),
        (
            "a static black hole",
            {"east:static": {"blackhole": Known(True)}},
            "stopped",
            "the route 10.1.0.0/16 of transit gateway east is a black hole",
        ),
        (
            "a static route to its own VPC",
            {"east:static": {"attachment": Ref.by("urn:east:attachment")}},
            "stopped",
            "transit gateway east sends 10.1.0.0 into VPC east, which has no such address",
        ),
        (
            "a static route without attachment",
            {"east:static": {"attachment": NO_REF}},
            "stopped",
            "the attachment of transit gateway route east is not set",
        ),
        (
            "routes in a circle",
            {
                "west:static": {"destination": Known("10.1.0.0/24")},
            },
            "stopped",
            "the routes of transit gateway west lead 10.1.0.0 in a circle",
        ),
        (
            "a peering that nobody accepts",
            {"accepter": None, "west:static": None},
            "stopped",
            "transit gateway peering mesh is not accepted",
        ),
        (
            "a peering that waits",
            {"peering": {"state": Known("pendingAcceptance")}},
            "stopped",
            "transit gateway peering mesh is pendingAcceptance, not available",
        ),
        (
            "an accepter of a peering that is not known",
            {"accepter": {"peering": Ref(UNKNOWN)}, "west:static": {"attachment": Ref.by("urn:peering")}},
            "unknown",
            "whether transit gateway peering mesh is accepted is not known",
        ),
        (
            "a peering that exists",
            {"accepter": None, "peering": {"state": Known("available")}, "west:static": None},
            "stopped",
            "on the way back, transit gateway west has no route to 10.0.0.0",
        ),
        (
            "no propagation from the remote VPC",
            {"west:gateway": {"default_route_table_propagation": Known("disable")}},
            "stopped",
            "transit gateway west has no route to 10.1.0.0",
        ),
        (
            "an attachment that does not propagate",
            {"west:attachment": {"default_route_table_propagation": Known(False)}},
            "stopped",
            "transit gateway west has no route to 10.1.0.0",
        ),
        (
            "a propagation that is not known",
            {"west:attachment": {"default_route_table_propagation": UNKNOWN}},
            "unknown",
            "where transit gateway attachment west leads is not known",
        ),
        (
            "no association with a transit gateway table",
            {"east:gateway": {"default_route_table_association": Known("disable")}},
            "stopped",
            "transit gateway attachment east is associated with no route table of transit gateway east",
        ),
        (
            "an association that is not known",
            {"east:attachment": {"default_route_table_association": UNKNOWN}},
            "unknown",
            "whether transit gateway attachment east uses the default route table of transit gateway east is not known",
        ),
        (
            "a table of its own, without routes",
            {"own": TABLE, "in": IN_OWN_TABLE},
            "stopped",
            "transit gateway east has no route to 10.1.0.0",
        ),
        (
            "a table of its own, with the route",
            {"own": TABLE, "in": IN_OWN_TABLE, "east:static": {"route_table": Ref.by("urn:own")}},
            "reached",
            "",
        ),
        (
            "an association with unknown ends",
            {"own": TABLE, "in": replace(IN_OWN_TABLE, attachment=Ref(UNKNOWN))},
            "unknown",
            "transit gateway association in may be that of transit gateway attachment east: its ends are not known",
        ),
        (
            "the default table by its id",
            {
                "east:gateway": {"association_default_route_table": Ref.to("tgw-rtb-1")},
                "east:static": {"route_table": Ref.to("tgw-rtb-1")},
            },
            "reached",
            "",
        ),
        (
            "the default table as a resource of live data",
            {
                "own": replace(TABLE, default_association=Known(True), id=Known("tgw-rtb-1")),
                "east:static": {"route_table": Ref.to("tgw-rtb-1")},
            },
            "reached",
            "",
        ),
        (
            "an association with the default table",
            {"in": replace(IN_OWN_TABLE, route_table=Ref.by("urn:east:gateway"))},
            "reached",
            "",
        ),
        (
            "an association of the peering at its far end",
            {
                "own": replace(TABLE, transit_gateway=Ref.by("urn:west:gateway")),
                "in": replace(IN_OWN_TABLE, attachment=Ref.by("urn:accepter")),
            },
            "stopped",
            "transit gateway west has no route to 10.1.0.0",
        ),
        (
            "a propagation of an attachment that is not known",
            {
                "west:gateway": {"default_route_table_propagation": Known("disable")},
                "learned": TransitGatewayRouteTablePropagation(
                    origin=Origin("urn:learned"),
                    name="learned",
                    route_table=Ref.by("urn:west:gateway"),
                    attachment=Ref(UNKNOWN),
                ),
            },
            "unknown",
            "where transit gateway propagation learned leads is not known",
        ),
        (
            "a remote attachment to a gateway that is not known",
            {"west:attachment": {"transit_gateway": Ref(UNKNOWN)}},
            "unknown",
            "where transit gateway attachment west leads is not known",
        ),
        (
            "propagation into another table that nobody uses",
            {
                "own": replace(TABLE, transit_gateway=Ref.by("urn:west:gateway")),
                "west:gateway": {"propagation_default_route_table": Ref.by("urn:own")},
            },
            "stopped",
            "transit gateway west has no route to 10.1.0.0",
        ),
        (
            "an explicit propagation",
            {
                "west:gateway": {"default_route_table_propagation": Known("disable")},
                "learned": TransitGatewayRouteTablePropagation(
                    origin=Origin("urn:learned"),
                    route_table=Ref.by("urn:west:gateway"),
                    attachment=Ref.by("urn:west:attachment"),
                ),
                "west:static": {"destination": Known(EAST)},
            },
            "reached",
            "",
        ),
        (
            "a remote VPC whose block is not known",
            {"west:vpc": {"cidr_block": UNKNOWN}},
            "unknown",
            "where transit gateway attachment west leads is not known",
        ),
        (
            "an address outside the remote subnets",
            {"west:subnet": {"cidr_block": UNKNOWN}},
            "unknown",
            "the CIDR block of subnet west is not known",
        ),
        (
            "no route back in the subnet",
            {"west:route": None},
            "stopped",
            "on the way back, route table west has no route to 10.0.0.0",
        ),
        (
            "a VPC that is not known",
            {"east:subnet": {"vpc": Ref(UNKNOWN)}},
            "unknown",
            "the VPC of subnet east is not known yet",
        ),
    ],
)
def test_connection_ends(case: str, changes: dict[str, Any], outcome: str, reason: str) -> None:
    topology = _changed(changes)
    connection = Reachability(topology).connect(_subnet(topology, "east"), _subnet(topology, "west"))
    assert (connection.outcome, connection.reason) == (outcome, reason)


def test_address_that_no_subnet_holds() -> None:
    topology = _changed({})
    path = Reachability(topology).trace(_subnet(topology, "east"), parse_address("10.1.200.1"))
    assert (path.outcome, path.reason) == (Outcome.STOPPED, "no subnet of VPC west holds 10.1.200.1")


def test_address_in_a_vpc_whose_subnets_were_not_read() -> None:
    topology = _changed({"west:subnet": None, "west:association": None})
    path = Reachability(topology).trace(_subnet(topology, "east"), parse_address("10.1.200.1"))
    assert path.reached and path.vpc is topology.node("urn:west:vpc") and path.subnet is None


# VPC peerings

PEERED = {
    "link": VpcPeering(
        origin=Origin("urn:link"), name="link", vpc=Ref.by("urn:east:vpc"), peer_vpc=Ref.by("urn:west:vpc")
    ),
    "link:accepter": VpcPeeringAccepter(origin=Origin("urn:link:accepter"), peering=Ref.by("urn:link")),
    "east:route": {"target_kind": RouteTarget.VPC_PEERING, "target": Ref.by("urn:link")},
    "west:route": {"target_kind": RouteTarget.VPC_PEERING, "target": Ref.by("urn:link")},
}


@pytest.mark.parametrize(
    ("case", "changes", "outcome", "reason"),
    [
        ("both ways", {}, "reached", ""),
        ("not accepted", {"link:accepter": None}, "stopped", "VPC peering link is not accepted"),
        (
            "accepted by itself",
            {"link:accepter": None, "link": {"auto_accept": Known(True)}},
            "reached",
            "",
        ),
        (
            "whether it is accepted is not known",
            {"link:accepter": None, "link": {"auto_accept": UNKNOWN}},
            "unknown",
            "whether VPC peering link is accepted is not known",
        ),
        ("failed", {"link": {"status": Known("failed")}}, "stopped", "VPC peering link is failed, not active"),
        ("active", {"link:accepter": None, "link": {"status": Known("active")}}, "reached", ""),
        (
            "a peering of other VPCs",
            {"link": {"vpc": Ref.by("urn:third"), "peer_vpc": Ref.by("urn:west:vpc")}},
            "stopped",
            "VPC peering link does not belong to VPC east",
        ),
        (
            "not transitive",
            {"link": {"peer_vpc": Ref.by("urn:third")}},
            "stopped",
            "VPC peering link leads into VPC third only, which has no 10.1.0.0",
        ),
        (
            "a peer that is not known",
            {"link": {"peer_vpc": Ref(UNKNOWN)}},
            "unknown",
            "the peer VPC of VPC peering link is not known yet",
        ),
    ],
)
def test_peering_ends(case: str, changes: dict[str, Any], outcome: str, reason: str) -> None:
    third = Vpc(origin=Origin("urn:third"), name="third", cidr_block=Known("10.2.0.0/16"))
    peered: dict[str, Any] = {**PEERED, "third": third}
    for name, change in changes.items():
        peered[name] = replace(peered[name], **change) if change is not None else None
    topology = _changed({name: node for name, node in peered.items() if node is not None})
    connection = Reachability(topology).connect(_subnet(topology, "east"), _subnet(topology, "west"))
    assert (connection.outcome, connection.reason) == (outcome, reason)


def test_secondary_block_is_reached() -> None:
    topology = _changed(
        {
            "west:second": VpcCidrBlock(
                origin=Origin("urn:west:second"), vpc=Ref.by("urn:west:vpc"), cidr_block=Known("100.64.0.0/16")
            ),
            "west:subnet": {"cidr_block": Known("100.64.1.0/24")},
            "east:route": {"destination": Known("100.64.0.0/16")},
            "east:static": {"destination": Known("100.64.0.0/16")},
        }
    )
    connection = Reachability(topology).connect(_subnet(topology, "east"), _subnet(topology, "west"))
    assert connection.outcome is Outcome.REACHED


def test_longest_prefix_wins() -> None:
    topology = _changed(
        {
            "east:hole": TransitGatewayRoute(
                origin=Origin("urn:east:hole"),
                route_table=Ref.by("urn:east:gateway"),
                destination=Known("10.1.0.0/24"),
                blackhole=Known(True),
            )
        }
    )
    path = Reachability(topology).trace(_subnet(topology, "east"), parse_address("10.1.0.4"))
    assert path.reason == "the route 10.1.0.0/24 of transit gateway east is a black hole"


def test_static_route_wins_over_a_learned_one() -> None:
    topology = _changed(
        {
            "west:hole": TransitGatewayRoute(
                origin=Origin("urn:west:hole"),
                route_table=Ref.by("urn:west:gateway"),
                destination=Known(WEST),
                blackhole=Known(True),
            )
        }
    )
    path = Reachability(topology).trace(_subnet(topology, "east"), parse_address("10.1.0.4"))
    assert path.reason == "the route 10.1.0.0/16 of transit gateway west is a black hole"


def test_reach_between_vpcs() -> None:
    topology = _changed(
        {
            "east:transit": Subnet(
                origin=Origin("urn:east:transit"),
                name="transit",
                vpc=Ref.by("urn:east:vpc"),
                cidr_block=Known("10.0.192.0/28"),
            )
        }
    )
    east, west = topology.node("urn:east:vpc"), topology.node("urn:west:vpc")
    assert isinstance(east, Vpc) and isinstance(west, Vpc)
    reach = Reachability(topology).reach(east, west)
    assert reach.outcome is Outcome.REACHED
    assert [(near.name, far.name, connection.outcome) for near, far, connection in reach.connections] == [
        ("east", "west", "reached"),
        ("transit", "west", "stopped"),
    ]
    third = Vpc(origin=Origin("urn:third"))
    assert Reachability(topology).reach(east, third).outcome is Outcome.STOPPED


def test_linked_vpcs() -> None:
    links = [
        VpcPeering(origin=Origin("urn:p1"), vpc=Ref.by("urn:west:vpc"), peer_vpc=Ref.to("vpc-9")),
        VpcPeering(origin=Origin("urn:p2"), vpc=Ref.to("vpc-9"), peer_vpc=Ref.to("vpc-10")),
        VpcPeering(origin=Origin("urn:p3"), vpc=Ref(UNKNOWN), peer_vpc=Ref.to("vpc-11")),
    ]
    reachability = Reachability(_changed({link.key: link for link in links}))
    assert reachability.linked_vpcs("urn:east:vpc") == {"urn:west:vpc"}
    assert reachability.linked_vpcs("urn:west:vpc") == {"urn:east:vpc", "vpc-9"}
    assert reachability.linked_vpcs("vpc-9") == {"urn:west:vpc", "vpc-10"}
    assert reachability.linked_vpcs("vpc-11") == frozenset()
    assert reachability.links.edges["urn:east:gateway", "urn:west:gateway"]["node"].key == "urn:peering"


# Random meshes


@st.composite
def meshes(draw: st.DrawFn) -> tuple[int, list[int], list[tuple[int, int]], list[tuple[int, int]]]:
    """Gateways, the gateway of each VPC, peerings of gateways and of VPCs."""
    gateways = draw(st.integers(1, 5))
    vpcs = draw(st.lists(st.integers(0, gateways - 1), min_size=2, max_size=6))
    pairs = [(one, other) for one in range(gateways) for other in range(one)]
    peerings = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    peers = [(one, other) for one in range(len(vpcs)) for other in range(one)]
    return gateways, vpcs, peerings, draw(st.lists(st.sampled_from(peers), unique=True, max_size=3))


def _vpc_nodes(number: int, gateway: int) -> list[Node]:
    return [
        Vpc(origin=Origin(f"vpc{number}"), cidr_block=Known(f"10.{number}.0.0/16")),
        Subnet(origin=Origin(f"subnet{number}"), vpc=Ref.by(f"vpc{number}"), cidr_block=Known(f"10.{number}.0.0/24")),
        RouteTable(origin=Origin(f"table{number}"), vpc=Ref.by(f"vpc{number}"), main=Known(True)),
        TransitGatewayVpcAttachment(
            origin=Origin(f"attachment{number}"),
            transit_gateway=Ref.by(f"gateway{gateway}"),
            vpc=Ref.by(f"vpc{number}"),
        ),
    ]


def _route(number: int, other: int, kind: RouteTarget, target: str) -> Route:
    return Route(
        origin=Origin(f"route{number}-{other}"),
        route_table=Ref.by(f"table{number}"),
        destination=Known(f"10.{other}.0.0/16"),
        target_kind=kind,
        target=Ref.by(target),
    )


def _static(gateway: int, vpc: int, peering: str) -> TransitGatewayRoute:
    return TransitGatewayRoute(
        origin=Origin(f"static{gateway}-{vpc}"),
        route_table=Ref.by(f"gateway{gateway}"),
        destination=Known(f"10.{vpc}.0.0/16"),
        attachment=Ref.by(peering),
    )


def _peering(one: int, other: int) -> TransitGatewayPeering:
    return TransitGatewayPeering(
        origin=Origin(f"peering{one}-{other}"),
        transit_gateway=Ref.by(f"gateway{one}"),
        peer_transit_gateway=Ref.by(f"gateway{other}"),
        state=Known("available"),
    )


@given(meshes())
def test_fully_routed_mesh_agrees_with_a_graph_search(
    mesh: tuple[int, list[int], list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    """With every route in place, two VPCs are connected when they are peers or their gateways are linked somehow."""
    gateways, vpcs, peerings, peers = mesh
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(gateways))
    graph.add_edges_from(peerings)
    nodes: list[Node] = [TransitGateway(origin=Origin(f"gateway{number}")) for number in range(gateways)]
    nodes += [_peering(one, other) for one, other in peerings]
    for number, gateway in enumerate(vpcs):
        nodes += _vpc_nodes(number, gateway)
        for start, path in nx.single_source_shortest_path(graph, gateway).items():
            if start != gateway:
                near = path[-2]
                nodes.append(_static(start, number, f"peering{max(start, near)}-{min(start, near)}"))
        for other in range(len(vpcs)):
            pair = (max(number, other), min(number, other))
            if pair in peers:
                nodes.append(_route(number, other, RouteTarget.VPC_PEERING, f"link{pair[0]}-{pair[1]}"))
            elif other != number:
                nodes.append(_route(number, other, RouteTarget.TRANSIT_GATEWAY, f"gateway{gateway}"))
    nodes += [
        VpcPeering(
            origin=Origin(f"link{one}-{other}"),
            vpc=Ref.by(f"vpc{one}"),
            peer_vpc=Ref.by(f"vpc{other}"),
            status=Known("active"),
        )
        for one, other in peers
    ]
    topology = Topology(nodes)
    reachability = Reachability(topology)
    for number, gateway in enumerate(vpcs):
        linked = reachability.linked_vpcs(f"vpc{number}")
        for other, remote in enumerate(vpcs):
            if number == other:
                continue
            expected = (max(number, other), min(number, other)) in peers or nx.has_path(graph, gateway, remote)
            one, two = topology.node(f"subnet{number}"), topology.node(f"subnet{other}")
            assert isinstance(one, Subnet) and isinstance(two, Subnet)
            connection = reachability.connect(one, two)
            assert connection.outcome is (Outcome.REACHED if expected else Outcome.STOPPED), connection.reason
            assert (f"vpc{other}" in linked) == expected


@st.composite
def random_routes(draw: st.DrawFn) -> tuple[int, list[int], dict[tuple[int, int], int]]:
    """Gateways in a full mesh, the gateway of each VPC, and where a gateway sends a VPC's block: to any gateway."""
    gateways = draw(st.integers(1, 4))
    vpcs = draw(st.lists(st.integers(0, gateways - 1), min_size=2, max_size=5))
    keys = st.tuples(st.integers(0, gateways - 1), st.integers(0, len(vpcs) - 1))
    return gateways, vpcs, draw(st.dictionaries(keys, st.integers(0, gateways - 1)))


@given(random_routes())
def test_random_static_routes_agree_with_a_walk(routes: tuple[int, list[int], dict[tuple[int, int], int]]) -> None:
    """Right, wrong and circular static routes: the packet ends where a walk over plain numbers ends."""
    gateways, vpcs, statics = routes
    statics = {key: target for key, target in statics.items() if target != key[0]}
    nodes: list[Node] = [TransitGateway(origin=Origin(f"gateway{number}")) for number in range(gateways)]
    nodes += [_peering(one, other) for one in range(gateways) for other in range(one)]
    for number, gateway in enumerate(vpcs):
        nodes += _vpc_nodes(number, gateway)
        nodes += [
            _route(number, other, RouteTarget.TRANSIT_GATEWAY, f"gateway{gateway}")
            for other in range(len(vpcs))
            if other != number
        ]
    nodes += [
        _static(gateway, vpc, f"peering{max(gateway, target)}-{min(gateway, target)}")
        for (gateway, vpc), target in statics.items()
    ]
    topology = Topology(nodes)
    reachability = Reachability(topology)
    for number, gateway in enumerate(vpcs):
        for other, home in enumerate(vpcs):
            at, walked = gateway, 0
            while (at, other) in statics and walked <= gateways:
                at, walked = statics[at, other], walked + 1
            arrives = number == other or (walked <= gateways and at == home)
            source = topology.node(f"subnet{number}")
            assert isinstance(source, Subnet)
            path = reachability.trace(source, parse_address(f"10.{other}.0.4"))
            assert path.outcome is (Outcome.REACHED if arrives else Outcome.STOPPED), path.reason
