"""Route tables of VPCs and their routes, inline or resources of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import Node, Origin, Route, RouteTable, RouteTableAssociation, RouteTarget
from privateapi.topology.values import Known, Ref

_VPCS = ("privateapi:ec2:Vpc", "aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc")
_TABLES = ("privateapi:ec2:RouteTable", "aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable")
_ROUTE = "aws:ec2/route:Route"
_MAIN = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"

_TARGETS = {
    "gatewayId": RouteTarget.GATEWAY,
    "natGatewayId": RouteTarget.NAT_GATEWAY,
    "transitGatewayId": RouteTarget.TRANSIT_GATEWAY,
    "vpcPeeringConnectionId": RouteTarget.VPC_PEERING,
    "vpcEndpointId": RouteTarget.VPC_ENDPOINT,
    "networkInterfaceId": RouteTarget.NETWORK_INTERFACE,
    "carrierGatewayId": RouteTarget.OTHER,
    "coreNetworkArn": RouteTarget.OTHER,
    "egressOnlyGatewayId": RouteTarget.OTHER,
    "instanceId": RouteTarget.OTHER,
    "localGatewayId": RouteTarget.OTHER,
    "odbNetworkArn": RouteTarget.OTHER,
}


@reads("privateapi:ec2:RouteTable", "aws:ec2/routeTable:RouteTable", id="routeTableId")
def route_table(read: Reading) -> Iterator[Node]:
    chosen = read.referring(_MAIN, "routeTableId")
    yield RouteTable(**read.node, vpc=read.ref("vpcId"), main=Known(bool(chosen)))
    yield from _inline(read)


@reads("aws:ec2/defaultRouteTable:DefaultRouteTable")
def default_route_table(read: Reading) -> Iterator[Node]:
    vpc = read.ref("vpcId")
    if vpc.missing:
        # A new VPC's default table is given by an output of the VPC.
        vpc = Ref.by(*read.sources("defaultRouteTableId"))
    yield RouteTable(**read.node, vpc=vpc, main=Known(True))
    yield from _inline(read)


def _inline(read: Reading) -> Iterator[Node]:
    if read.left_to(read.referring(_ROUTE, "routeTableId"), "routes"):
        return
    routes = read.objects("routes")
    if isinstance(routes, Known):
        for index, entry in enumerate(routes.value):
            yield Route(
                **read.part(f"routes[{index}]"),
                route_table=read.own(),
                destination=entry.text("cidrBlock", "ipv6CidrBlock"),
                destination_prefix_list=entry.ref("destinationPrefixListId"),
                inline=True,
                **_target(entry),
            )
    elif routes.unknown:
        yield Route(**read.part("routes"), route_table=read.own(), destination=routes, target=Ref(routes), inline=True)


@reads("privateapi:ec2:Route", _ROUTE)
def route(read: Reading) -> Iterator[Node]:
    table, main = _table(read)
    yield from main
    yield Route(
        **read.node,
        route_table=table,
        destination=read.text("destinationCidrBlock", "destinationIpv6CidrBlock"),
        destination_prefix_list=read.ref("destinationPrefixListId"),
        **_target(read),
    )


@reads(
    "privateapi:ec2:RouteTableAssociation", "aws:ec2/routeTableAssociation:RouteTableAssociation", id="associationId"
)
def route_table_association(read: Reading) -> Iterator[Node]:
    table, main = _table(read)
    yield from main
    yield RouteTableAssociation(
        **read.node, route_table=table, subnet=read.ref("subnetId"), gateway=read.ref("gatewayId")
    )


def _table(read: Reading) -> tuple[Ref, list[Node]]:
    """The route table of a route or association, and the node of a VPC's main table when it is that one.

    A program reaches the main table through an output of the VPC and has no resource for it.
    """
    table = read.ref("routeTableId")
    vpcs = [key for key in table.nodes if read.program.type_of(key) in _VPCS]
    if len(vpcs) != 1 or any(read.program.type_of(key) in _TABLES for key in table.nodes):
        return table, []
    vpc = read.program.reading(vpcs[0])
    node = RouteTable(
        **(vpc.part("main", f"{vpc.resource.name} (main)") | {"id": table.id, "origin": Origin(f"{vpc.key}#main")}),
        vpc=vpc.own(),
        main=Known(True),
    )
    return Ref(table.id, (node.key,)), [node]


def _target(read: Properties) -> dict[str, Any]:
    """The target of a route: the one of its properties that was given."""
    for name, kind in _TARGETS.items():
        if not read.ref(name).missing:
            return {"target_kind": kind, "target": read.ref(name)}
    return {}
