"""AWS-CIDR-20: private subnets in two zones of each Region."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.aws_cidr._routes import is_local
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.rules.wording import because, located
from privateapi.topology.model import InternetGateway, Route, RouteTable, RouteTarget, Subnet, Vpc, VpcEndpoint
from privateapi.topology.placement import zone_of
from privateapi.topology.values import Known, Unknown, Value


class PrivateSubnets(Rule):
    """A VPC that serves a private API has private subnets in two zones, so that a lost zone does not take it down."""

    id = "AWS-CIDR-20"
    fix = "add a subnet in another zone, without public addresses and without a route to an internet gateway"
    remarks = "Judged for VPCs with an execute-api endpoint, and for those behind a name that several Regions answer."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        serving: dict[str, Vpc] = {}
        for deployment in design.deployments.found:
            serving.update((member.vpc.key, member.vpc) for member in deployment.members)
        for endpoint in topology.of(VpcEndpoint):
            if is_service(endpoint, EXECUTE_API):
                vpc = topology.follow(endpoint.vpc, Vpc, endpoint)
                if isinstance(vpc, Known):
                    serving[vpc.value.key] = vpc.value
                elif not endpoint.live:
                    yield self.unjudged(f"its VPC {because(vpc)}", endpoint)
        for key in sorted(serving):
            if not serving[key].live:
                yield from self._vpc(serving[key], design)

    def _vpc(self, vpc: Vpc, design: Design) -> Iterator[Outcome]:
        zones: set[str] = set()
        unsure: list[str] = []
        subnets = design.topology.grouped(Subnet, "vpc", Vpc)
        for subnet in subnets.by_target.get(vpc.key, ()):
            private, zone = _private(subnet, design), zone_of(subnet)
            if isinstance(private, Known) and isinstance(zone, Known):
                zones |= {zone.value} if private.value else set()
            elif isinstance(private, Unknown):
                unsure.append(f"whether {subnet.label} is private: {private.why}")
            else:
                unsure.append(f"the zone of {subnet.label} {because(zone)}")
        unsure += [f"the VPC of {subnet.label} {why}" for subnet, why in subnets.unresolved]
        needed = service_range("aws.zones").lowest
        if len(zones) >= needed:
            return
        if unsure:
            yield self.unjudged(unsure[0], vpc)
            return
        has = f"private subnets in {', '.join(sorted(zones))} only" if zones else "no private subnet"
        yield self.violation(f"{located(vpc)} has {has}; a private API needs them in {needed} zones", vpc)


def _private(subnet: Subnet, design: Design) -> Value[bool]:
    """Whether a subnet gives no public addresses and has no route to an internet gateway."""
    if subnet.map_public_ip_on_launch.unknown:
        return Unknown(f"its mapPublicIpOnLaunch {because(subnet.map_public_ip_on_launch)}")
    if subnet.map_public_ip_on_launch.get(False):
        return Known(False)
    table = design.reachability.table(subnet)
    if not isinstance(table, Known):
        return table if isinstance(table, Unknown) else Known(True)
    routes = design.topology.grouped(Route, "route_table", RouteTable)
    unsure: Unknown | None = None
    for route in routes.by_target.get(table.value.key, ()):
        if route.target_kind is RouteTarget.GATEWAY and not is_local(route):
            public = _leads_to_internet(route, design)
            if public == Known(True):
                return Known(False)
            unsure = public if isinstance(public, Unknown) else unsure
    if routes.unresolved:
        unsure = Unknown(f"the route table of {routes.unresolved[0][0].label} {routes.unresolved[0][1]}")
    return unsure if unsure is not None else Known(True)


def _leads_to_internet(route: Route, design: Design) -> Value[bool]:
    """Whether the gateway of a route is an internet gateway; it may be a virtual private gateway as well."""
    if design.topology.follow(route.target, InternetGateway, route).known:
        return Known(True)
    if isinstance(route.target.id, Known):
        return Known(route.target.id.value.startswith("igw-"))
    if any(design.topology.node(key) is not None for key in route.target.nodes):
        return Known(False)
    return Unknown(f"the gateway of {route.label} {because(route.target.id)}")
