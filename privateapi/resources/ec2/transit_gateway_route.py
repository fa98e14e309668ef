"""Static routes of transit gateways (EC2 API: CreateTransitGatewayRoute, ReplaceTransitGatewayRoute)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from botocore.exceptions import ClientError

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Cidr
from privateapi.provider.markers import ChangesWith, Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import holds_unknown
from privateapi.resources.ec2 import _transit_gateway as transit


class TransitGatewayRouteArgs(RegionalArgs):
    """Inputs of a static route."""

    transit_gateway_route_table_id: Annotated[str, Replaces()]
    """The route table, a default one of a gateway for example."""
    destination_cidr_block: Annotated[Cidr, Replaces()]
    """Block of addresses that the route is for."""
    transit_gateway_attachment_id: str | None = None
    """Attachment that the traffic goes to. A route over a peering waits until that is available."""
    blackhole: bool = False
    """Whether the traffic is dropped."""

    def faults(self) -> Iterator[Fault]:
        target, blackhole = self.transit_gateway_attachment_id, self.blackhole
        if holds_unknown([target, blackhole]):
            return
        if target is None and not blackhole:
            yield Fault("transitGatewayAttachmentId", "is required, unless blackhole is true")
        if target is not None and blackhole:
            yield Fault("blackhole", f"true drops the traffic, but {target!r} is a target; give one of the two")


class TransitGatewayRouteState(TransitGatewayRouteArgs, State):
    """A static route."""

    resource_id: Annotated[str | None, ChangesWith("transit_gateway_attachment_id", "blackhole")] = None
    """What is attached at the target: a VPC, or the gateway on the other side of a peering."""
    type: str
    """`static`."""


class TransitGatewayRoute(Resource[TransitGatewayRouteArgs, TransitGatewayRouteState]):
    """A static route of a transit gateway; id ``tgw-rtb-…/10.0.0.0/8``."""

    noun = "EC2 transit gateway route"
    service = "ec2"

    def create(self, ctx: Context, args: TransitGatewayRouteArgs) -> str:
        table, block = args.transit_gateway_route_table_id, args.destination_cidr_block

        def attempt() -> None:
            try:
                ctx.client("ec2").create_transit_gateway_route(**_request(table, block, args))
            except ClientError as error:
                # Routes carry no tags: one that says the same already is what a killed creation has left.
                if not (transit.ec2_error(error, "RouteAlreadyExists") and _says(_find(ctx, table, block), args)):
                    raise

        ctx.retry("ec2", "dependency", attempt, transit.SETTLING)
        return f"{table}/{block}"

    def settle(self, ctx: Context, id: str, args: TransitGatewayRouteArgs) -> None:
        ctx.wait("ec2", "TransitGatewayRouteActive", 300, **_search(*_split(id)))

    def read(self, ctx: Context, id: str, prior: TransitGatewayRouteState | None) -> TransitGatewayRouteState | None:
        table, block = _split(id)
        route = _find(ctx, table, block)
        if route is None:
            return None
        target = _target(route)
        return self.state(
            region=ctx.region,
            transit_gateway_route_table_id=table,
            destination_cidr_block=route["DestinationCidrBlock"],
            transit_gateway_attachment_id=target.get("TransitGatewayAttachmentId"),
            # A route to an attachment that is gone shows the state "blackhole" too, but keeps its target.
            blackhole=not target,
            resource_id=target.get("ResourceId"),
            type=route["Type"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayRouteState,
        new: TransitGatewayRouteArgs,
        changed: frozenset[str],
    ) -> None:
        ctx.retry(
            "ec2",
            "dependency",
            lambda: ctx.client("ec2").replace_transit_gateway_route(**_request(*_split(id), new)),
            transit.SETTLING,
        )
        self.settle(ctx, id, new)

    def delete(self, ctx: Context, id: str, state: TransitGatewayRouteState) -> None:
        table, block = _split(id)
        ctx.client("ec2").delete_transit_gateway_route(TransitGatewayRouteTableId=table, DestinationCidrBlock=block)
        ctx.wait("ec2", "TransitGatewayRouteDeleted", 300, **_search(table, block))


def _split(id: str) -> tuple[str, str]:
    return transit.split_id(id, "a transit gateway route", "tgw-rtb-0123456789abcdef0/10.0.0.0/8")


def _request(table: str, block: str, args: TransitGatewayRouteArgs) -> dict[str, Any]:
    target = args.transit_gateway_attachment_id
    return {
        "TransitGatewayRouteTableId": table,
        "DestinationCidrBlock": block,
        **({"TransitGatewayAttachmentId": target} if target else {"Blackhole": True}),
    }


def _search(table: str, block: str) -> dict[str, Any]:
    # A propagated route to the same block may stand behind the static one.
    filters = {"route-search.exact-match": block, "type": "static"}
    return {
        "TransitGatewayRouteTableId": table,
        "Filters": [{"Name": name, "Values": [value]} for name, value in filters.items()],
    }


def _find(ctx: Context, table: str, block: str) -> Mapping[str, Any] | None:
    found = ctx.client("ec2").search_transit_gateway_routes(**_search(table, block))["Routes"]
    return transit.living(found, transit.LEAVING)


def _target(route: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(route.get("TransitGatewayAttachments") or []), {})


def _says(route: Mapping[str, Any] | None, args: TransitGatewayRouteArgs) -> bool:
    return route is not None and _target(route).get("TransitGatewayAttachmentId") == args.transit_gateway_attachment_id
