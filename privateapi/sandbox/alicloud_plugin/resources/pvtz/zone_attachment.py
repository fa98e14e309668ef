"""The VPCs in which a private zone answers (PrivateZone 2018-01-01: BindZoneVpc, DescribeZoneInfo)."""

from collections.abc import Iterator
from typing import Annotated, Any

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, Model, State
from privateapi.sandbox.alicloud_plugin.resource import StandIn, conflict


class Vpc(Model):
    """A VPC, also of another region."""

    vpc_id: str
    """The VPC."""
    region_id: Annotated[str | None, Chosen()] = None
    """Its region; left out, the provider's."""


class ZoneAttachmentArgs(Args):
    """Inputs of a zone's attachment."""

    zone_id: Annotated[str, Replaces()]
    """The zone."""
    vpcs: Annotated[list[Vpc] | None, Chosen(), ChangesWith("vpc_ids")] = None
    """The VPCs."""
    vpc_ids: Annotated[list[str] | None, Chosen(), ChangesWith("vpcs")] = None
    """The VPCs, if all are in the provider's region."""
    lang: Annotated[str | None, WriteOnly()] = None
    """Language of messages."""
    user_client_ip: Annotated[str | None, WriteOnly()] = None
    """Address of the user."""

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "vpcIds", "vpcs")


class ZoneAttachmentState(ZoneAttachmentArgs, State):
    """A zone's attachment."""


class ZoneAttachment(StandIn[ZoneAttachmentArgs, ZoneAttachmentState]):
    """The VPCs in which a private zone answers; its id is the zone's."""

    noun = "PrivateZone attachment"
    gone = frozenset({"Zone.NotExists", "Zone.Invalid.Id"})

    def create(self, ctx: Context, args: ZoneAttachmentArgs) -> str:
        self._bind(ctx, args.zone_id, self._wanted(ctx, args))
        return args.zone_id

    def read(self, ctx: Context, id: str, prior: ZoneAttachmentState | None) -> ZoneAttachmentState | None:
        zone = ctx.call("pvtz", "DescribeZoneInfo", {"ZoneId": id})
        bound: list[dict[str, Any]] = (zone.get("BindVpcs") or {}).get("Vpc") or []
        if not bound:
            return None
        # A set for the real plugin: what is wanted keeps the order of the program.
        order = [each.vpc_id for each in prior.vpcs or []] or list(prior.vpc_ids or []) if prior else []
        bound.sort(key=lambda each: order.index(each["VpcId"]) if each["VpcId"] in order else len(order))
        return self.state(
            zone_id=id,
            vpcs=[{"vpcId": each["VpcId"], "regionId": each["RegionId"]} for each in bound],
            vpc_ids=[each["VpcId"] for each in bound],
            lang=prior.lang if prior else None,
            user_client_ip=prior.user_client_ip if prior else None,
        )

    def update(
        self, ctx: Context, id: str, old: ZoneAttachmentState, new: ZoneAttachmentArgs, changed: frozenset[str]
    ) -> None:
        self._bind(ctx, id, self._wanted(ctx, new))

    def delete(self, ctx: Context, id: str, state: ZoneAttachmentState) -> None:
        self._bind(ctx, id, [])

    def _wanted(self, ctx: Context, args: ZoneAttachmentArgs) -> list[dict[str, str]]:
        if args.vpcs is not None:
            return [{"VpcId": each.vpc_id, "RegionId": each.region_id or ctx.region} for each in args.vpcs]
        return [{"VpcId": each, "RegionId": ctx.region} for each in args.vpc_ids or []]

    def _bind(self, ctx: Context, id: str, vpcs: list[dict[str, str]]) -> None:
        ctx.call("pvtz", "BindZoneVpc", {"ZoneId": id, "Vpcs": vpcs}, idempotent=True)
