"""Route tables of subnets and gateways (EC2 API: AssociateRouteTable, ReplaceRouteTableAssociation)."""

from collections.abc import Iterator
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError, matches
from privateapi.provider.markers import ChangesWith, Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource


class RouteTableAssociationArgs(RegionalArgs):
    """Inputs of a route table's association."""

    route_table_id: str
    """The route table's id; another one takes its place at once, without a moment on the main table."""
    subnet_id: Annotated[str | None, Replaces()] = None
    """The subnet whose traffic the table routes."""
    gateway_id: Annotated[str | None, Replaces()] = None
    """The internet gateway or virtual private gateway whose incoming traffic the table routes."""

    def faults(self) -> Iterator[Fault]:
        if self.subnet_id is None and self.gateway_id is None:
            yield Fault("subnetId", "is required, unless gatewayId is given")
        if self.subnet_id is not None and self.gateway_id is not None:
            yield Fault("gatewayId", "is given together with subnetId; an association is for one of the two")


class RouteTableAssociationState(RouteTableAssociationArgs, State):
    """A route table's association."""

    association_id: Annotated[str, ChangesWith("route_table_id")]
    """AWS's id of the association; another route table means another id."""


class RouteTableAssociation(Resource[RouteTableAssociationArgs, RouteTableAssociationState]):
    """The route table of a subnet, or of a gateway.

    Its id is the subnet's or gateway's id, which has at most one association: AWS's own changes with the route table.
    """

    noun = "EC2 Route Table Association"
    service = "ec2"

    def create(self, ctx: Context, args: RouteTableAssociationArgs) -> str:
        # An association carries no tags, but there is one for each subnet or gateway: AWS refuses a second.
        target = {"SubnetId": args.subnet_id} if args.subnet_id else {"GatewayId": args.gateway_id}
        id = str(args.subnet_id or args.gateway_id)
        associate = ctx.client("ec2").associate_route_table
        try:
            ctx.retry("ec2", "eventual", lambda: associate(RouteTableId=args.route_table_id, **target), 60.0)
        except Exception as error:
            if not matches(error, frozenset({"Resource.AlreadyAssociated"})):
                raise
            found = self._find(ctx, id)
            if found is None or found["RouteTableId"] != args.route_table_id:
                other = f"{found['RouteTableId']}" if found else "another route table"
                raise PluginError(
                    f"{id} is associated with {other} already; disassociate it, or bring the association into this "
                    f"stack with `pulumi import {self.token} NAME {id}`"
                ) from error
        return id

    def settle(self, ctx: Context, id: str, args: RouteTableAssociationArgs) -> None:
        ctx.wait("ec2", "RouteTableAssociated", 300, Filters=[_filter(id)])

    def read(
        self, ctx: Context, id: str, prior: RouteTableAssociationState | None
    ) -> RouteTableAssociationState | None:
        found = self._find(ctx, id)
        if found is None:
            return None
        return self.state(
            region=ctx.region,
            route_table_id=found["RouteTableId"],
            subnet_id=found.get("SubnetId"),
            gateway_id=found.get("GatewayId"),
            association_id=found["RouteTableAssociationId"],
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: RouteTableAssociationState,
        new: RouteTableAssociationArgs,
        changed: frozenset[str],
    ) -> None:
        found = self._find(ctx, id)
        if found is None:
            self.create(ctx, new)
        elif found["RouteTableId"] != new.route_table_id:
            ctx.client("ec2").replace_route_table_association(
                AssociationId=found["RouteTableAssociationId"], RouteTableId=new.route_table_id
            )
        self.settle(ctx, id, new)

    def delete(self, ctx: Context, id: str, state: RouteTableAssociationState) -> None:
        found = self._find(ctx, id)
        if found is not None:
            ctx.client("ec2").disassociate_route_table(AssociationId=found["RouteTableAssociationId"])

    def _find(self, ctx: Context, id: str) -> dict[str, Any] | None:
        for table in ctx.client("ec2").describe_route_tables(Filters=[_filter(id)])["RouteTables"]:
            for association in table["Associations"]:
                state = association.get("AssociationState", {}).get("State", "associated")
                if id in (association.get("SubnetId"), association.get("GatewayId")) and state in _IN_FORCE:
                    found: dict[str, Any] = association
                    return found
        return None


def _filter(id: str) -> dict[str, Any]:
    kind = "subnet-id" if id.startswith("subnet-") else "gateway-id"
    return {"Name": f"association.{kind}", "Values": [id]}


_IN_FORCE = ("associated", "associating")
