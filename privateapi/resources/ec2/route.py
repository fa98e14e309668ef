"""Routes of a VPC's route tables (EC2 API: CreateRoute, ReplaceRoute)."""

from collections.abc import Iterator
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError, matches
from privateapi.provider.kinds import Ipv4Cidr, Ipv6Cidr
from privateapi.provider.markers import ChangesWith, Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource

DESTINATIONS = {
    "destination_cidr_block": "DestinationCidrBlock",
    "destination_ipv6_cidr_block": "DestinationIpv6CidrBlock",
    "destination_prefix_list_id": "DestinationPrefixListId",
}
"""Inputs that say where traffic goes, and EC2's names of them; a route has one."""
TARGETS = {
    "carrier_gateway_id": "CarrierGatewayId",
    "core_network_arn": "CoreNetworkArn",
    "egress_only_gateway_id": "EgressOnlyInternetGatewayId",
    "gateway_id": "GatewayId",
    "local_gateway_id": "LocalGatewayId",
    "nat_gateway_id": "NatGatewayId",
    "network_interface_id": "NetworkInterfaceId",
    "transit_gateway_id": "TransitGatewayId",
    "vpc_endpoint_id": "VpcEndpointId",
    "vpc_peering_connection_id": "VpcPeeringConnectionId",
}
"""Inputs that say through what traffic goes, and EC2's names of them; a route has one."""


class RouteArgs(RegionalArgs):
    """Inputs of a route: one destination, one target."""

    route_table_id: Annotated[str, Replaces()]
    """The route table's id."""
    destination_cidr_block: Annotated[Ipv4Cidr | None, Replaces()] = None
    """The IPv4 block that the route is for, such as ``10.1.0.0/16`` or ``0.0.0.0/0``."""
    destination_ipv6_cidr_block: Annotated[Ipv6Cidr | None, Replaces()] = None
    """The IPv6 block that the route is for, such as ``::/0``."""
    destination_prefix_list_id: Annotated[str | None, Replaces()] = None
    """The prefix list whose blocks the route is for."""
    carrier_gateway_id: str | None = None
    """Carrier gateway of a Wavelength Zone; IPv4 only."""
    core_network_arn: str | None = None
    """ARN of a Cloud WAN core network."""
    egress_only_gateway_id: str | None = None
    """Egress-only internet gateway; IPv6 only."""
    gateway_id: str | None = None
    """Internet gateway (``igw-``) or virtual private gateway (``vgw-``)."""
    local_gateway_id: str | None = None
    """Local gateway of an Outpost."""
    nat_gateway_id: str | None = None
    """NAT gateway."""
    network_interface_id: str | None = None
    """Network interface of an appliance."""
    transit_gateway_id: str | None = None
    """Transit gateway that the VPC is attached to."""
    vpc_endpoint_id: str | None = None
    """Gateway Load Balancer endpoint; gateway endpoints make their routes themselves."""
    vpc_peering_connection_id: str | None = None
    """VPC peering connection."""

    def faults(self) -> Iterator[Fault]:
        yield from self._one_of(DESTINATIONS, "destinationCidrBlock", "a route has one destination")
        yield from self._one_of(TARGETS, "gatewayId", "a route has one target")
        if isinstance(self.gateway_id, str) and not self.gateway_id.startswith(("igw-", "vgw-")):
            yield Fault("gatewayId", f"{self.gateway_id!r} {_not_a_gateway(self.gateway_id)}")
        if self.egress_only_gateway_id is not None and self.destination_cidr_block is not None:
            yield Fault("egressOnlyGatewayId", "carries IPv6 only; give destinationIpv6CidrBlock, or natGatewayId")
        if self.carrier_gateway_id is not None and self.destination_ipv6_cidr_block is not None:
            yield Fault("carrierGatewayId", "carries IPv4 only; give destinationCidrBlock")
        if self.vpc_endpoint_id is not None and self.destination_prefix_list_id is not None:
            yield Fault("vpcEndpointId", "cannot be the target for a prefix list; give a block as destination")

    def _one_of(self, names: dict[str, str], path: str, rule: str) -> Iterator[Fault]:
        wires = {name: _wire(type(self), name) for name in names}
        given = [wires[name] for name in names if getattr(self, name) is not None]
        if not given:
            yield Fault(path, f"{rule}; give one of {', '.join(wires.values())}")
        for wire in given[1:]:
            yield Fault(wire, f"is given together with {given[0]}; {rule}")


def _wire(model: type[RouteArgs], name: str) -> str:
    return model.model_fields[name].alias or name


def _not_a_gateway(id: str) -> str:
    if id == "local":
        return "routes are AWS's own, one for each block of the VPC; leave this route out"
    if id.startswith("vpce-"):
        return "is an endpoint; use vpcEndpointId (a gateway endpoint makes its routes itself: give it routeTableIds)"
    return "is not an internet gateway (igw-) or virtual private gateway (vgw-)"


class RouteState(RouteArgs, State):
    """A route."""

    state: Annotated[str, ChangesWith(*TARGETS)]
    """``active``, or ``blackhole`` when its target is gone."""
    origin: str | None = None
    """How it was made: ``CreateRoute``."""


class Route(Resource[RouteArgs, RouteState]):
    """A route of a route table; another target takes the old one's place without an interruption.

    Its id is the route table's id and the destination: ``rtb-0abc/10.1.0.0/16``, ``rtb-0abc/pl-0abc``.
    """

    noun = "EC2 Route"
    service = "ec2"

    def create(self, ctx: Context, args: RouteArgs) -> str:
        # A route carries no tags, but there is one for each destination: AWS refuses a second.
        id = f"{args.route_table_id}/{next(each for each in _given(args, DESTINATIONS).values())}"
        try:
            # A transit gateway is not found until the VPC's attachment to it is available.
            ctx.retry("ec2", "eventual", lambda: ctx.client("ec2").create_route(**_route(args)))
        except Exception as error:
            if not matches(error, frozenset({"RouteAlreadyExists"})):
                raise
            found = self._find(ctx, id) or {}
            if _targets(found) != _targets(_given(args, TARGETS)):
                through = next(iter(_targets(found).values()), "another target")
                raise PluginError(
                    f"{id} is routed through {through} already; delete that route, or bring it into this stack with "
                    f"`pulumi import {self.token} NAME {id}`"
                ) from error
            ctx.warn(f"the route {id} was there already, with this target; it belongs to this stack now")
        return id

    def read(self, ctx: Context, id: str, prior: RouteState | None) -> RouteState | None:
        route = self._find(ctx, id)
        if route is None:
            return None
        targets = _targets(route)
        return self.state(
            region=ctx.region,
            route_table_id=id.partition("/")[0],
            **{name: route.get(api) for name, api in DESTINATIONS.items()},
            **{name: targets.get(api) for name, api in TARGETS.items()},
            state=route.get("State", "active"),
            origin=route.get("Origin"),
        )

    def update(self, ctx: Context, id: str, old: RouteState, new: RouteArgs, changed: frozenset[str]) -> None:
        ctx.retry("ec2", "eventual", lambda: ctx.client("ec2").replace_route(**_route(new)))

    def delete(self, ctx: Context, id: str, state: RouteState) -> None:
        table, _, destination = id.partition("/")
        ctx.client("ec2").delete_route(RouteTableId=table, **{_destination_kind(destination): destination})

    def _find(self, ctx: Context, id: str) -> dict[str, Any] | None:
        table, _, destination = id.partition("/")
        kind = _destination_kind(destination)
        (found,) = ctx.client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
        for route in found["Routes"]:
            # Propagated routes come and go by themselves and may stand beside a static one.
            if route.get(kind) == destination and route.get("Origin", "CreateRoute") == "CreateRoute":
                each: dict[str, Any] = route
                return each
        return None


def _given(args: RouteArgs, names: dict[str, str]) -> dict[str, Any]:
    return {api: getattr(args, name) for name, api in names.items() if getattr(args, name) is not None}


def _route(args: RouteArgs) -> dict[str, Any]:
    return {"RouteTableId": args.route_table_id, **_given(args, DESTINATIONS), **_given(args, TARGETS)}


def _targets(route: dict[str, Any]) -> dict[str, str]:
    """The target by EC2's name of its kind; endpoints come back as gateways."""
    found = {api: route[api] for api in TARGETS.values() if route.get(api)}
    if found.get("GatewayId", "").startswith("vpce-"):
        found["VpcEndpointId"] = found.pop("GatewayId")
    return found


def _destination_kind(destination: str) -> str:
    if destination.startswith("pl-"):
        return "DestinationPrefixListId"
    return "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"
