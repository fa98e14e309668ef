"""What the rules about routes of VPCs share."""

from privateapi.rules.design import Design
from privateapi.rules.wording import because
from privateapi.topology.model import Route, RouteTable, TransitGatewayRoute, Vpc
from privateapi.topology.values import Known, NotJudged


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


def owner(design: Design, route: TransitGatewayRoute) -> str:
    """The key of the transit gateway that a static route belongs to.

    Raises:
        NotJudged: it is not known.
    """
    gateway = design.reachability.gateway_table(route.route_table, route).then(design.reachability.gateway_of_table)
    if not isinstance(gateway, Known):
        raise NotJudged(f"its route table {because(gateway)}")
    return gateway.value
