"""What the rules about routes of VPCs share."""

from privateapi.rules.design import Design
from privateapi.rules.wording import because
from privateapi.topology.model import Route, RouteTable, RouteTarget, TransitGatewayRoute, Vpc
from privateapi.topology.reachability import Outcome, Path
from privateapi.topology.values import MISSING, Known, NotJudged, Unknown, Value

OUT_OF_THE_NETWORK = frozenset({RouteTarget.GATEWAY, RouteTarget.NAT_GATEWAY})
"""Targets that lead out of the private network."""


def is_local(route: Route) -> bool:
    """Whether the route is the VPC's own, which some programs state."""
    return route.target.id == Known("local")


def place_of(route: Route, design: Design) -> tuple[RouteTable, Vpc]:
    """The table of a route and the VPC of the table.

    Raises:
        NotJudged: one of them is not known.
    """
    table = design.topology.follow(route.route_table, RouteTable, route)
    if not isinstance(table, Known):
        raise NotJudged(f"its route table {because(table)}")
    vpc = design.topology.follow(table.value.vpc, Vpc, table.value)
    if not isinstance(vpc, Known):
        raise NotJudged(f"the VPC of {table.value.label} {because(vpc)}")
    return table.value, vpc.value


def first_route(path: Path) -> Value[Route]:
    """The route by which a packet leaves its VPC; missing when there is none, or a black hole."""
    for hop in path.hops:
        if isinstance(hop.node, Route):
            return Known(hop.node)
    return Unknown(path.reason) if path.outcome is Outcome.UNKNOWN else MISSING


def owner(design: Design, route: TransitGatewayRoute) -> str:
    """The key of the transit gateway that a static route belongs to.

    Raises:
        NotJudged: it is not known.
    """
    gateway = design.reachability.gateway_table(route.route_table, route).then(design.reachability.gateway_of_table)
    if not isinstance(gateway, Known):
        raise NotJudged(f"its route table {because(gateway)}")
    return gateway.value
