"""Private zones (PrivateZone 2018-01-01: AddZone, DescribeZoneInfo, UpdateZoneRemark, SetProxyPattern)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import NotInSandbox, StandIn, client_token, conflict


class ZoneArgs(Args):
    """Inputs of a private zone."""

    zone_name: Annotated[str | None, Chosen(), Replaces()] = None
    """The domain."""
    name: Annotated[str | None, Chosen(), Replaces(), ChangesWith("zone_name")] = None
    """The deprecated name of ``zone_name``."""
    proxy_pattern: Literal["ZONE", "RECORD"] = "ZONE"
    """Whether names that the zone has not are asked for elsewhere: RECORD."""
    remark: str | None = None
    """Remark."""
    lang: Annotated[Literal["zh", "en", "jp"] | None, WriteOnly()] = None
    """Language of messages."""
    user_client_ip: Annotated[str | None, WriteOnly()] = None
    """Address of the user."""
    dns_group: Annotated[NotInSandbox, Chosen()] = None
    resource_group_id: Annotated[NotInSandbox, Chosen()] = None
    sync_status: NotInSandbox = None
    tags: NotInSandbox = None
    user_infos: NotInSandbox = None

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "name", "zoneName")
        if self.zone_name is None and self.name is None:
            yield Fault("zoneName", "is required")


class ZoneState(ZoneArgs, State):
    """A private zone."""

    is_ptr: bool
    record_count: int


class Zone(StandIn[ZoneArgs, ZoneState]):
    """A private zone."""

    noun = "PrivateZone zone"
    gone = frozenset({"Zone.NotExists", "Zone.Invalid.Id", "Zone.Invalid.UserId"})

    def create(self, ctx: Context, args: ZoneArgs) -> str:
        made = ctx.call(
            "pvtz",
            "AddZone",
            {
                "ClientToken": client_token("AddZone"),
                "ZoneName": args.zone_name or args.name,
                "ProxyPattern": args.proxy_pattern,
                "Lang": args.lang,
            },
        )
        return str(made["ZoneId"])

    def settle(self, ctx: Context, id: str, args: ZoneArgs) -> None:
        if args.remark is not None:
            self._set_remark(ctx, id, args)

    def read(self, ctx: Context, id: str, prior: ZoneState | None) -> ZoneState | None:
        zone = ctx.call("pvtz", "DescribeZoneInfo", {"ZoneId": id})
        return self.state(
            zone_name=zone["ZoneName"],
            name=zone["ZoneName"],
            proxy_pattern=zone["ProxyPattern"],
            remark=zone.get("Remark") or None,
            lang=prior.lang if prior else None,
            user_client_ip=prior.user_client_ip if prior else None,
            dns_group=zone.get("DnsGroup") or None,
            resource_group_id=zone.get("ResourceGroupId") or None,
            is_ptr=bool(zone.get("IsPtr")),
            record_count=int(zone.get("RecordCount", 0)),
        )

    def update(self, ctx: Context, id: str, old: ZoneState, new: ZoneArgs, changed: frozenset[str]) -> None:
        if "remark" in changed:
            self._set_remark(ctx, id, new)
        if "proxy_pattern" in changed:
            params = {"ZoneId": id, "ProxyPattern": new.proxy_pattern, "Lang": new.lang}
            ctx.call("pvtz", "SetProxyPattern", params, idempotent=True)

    def delete(self, ctx: Context, id: str, state: ZoneState) -> None:
        ctx.call("pvtz", "DeleteZone", {"ZoneId": id}, idempotent=True)

    def _set_remark(self, ctx: Context, id: str, args: ZoneArgs) -> None:
        params = {"ZoneId": id, "Remark": args.remark or "", "Lang": args.lang}
        ctx.call("pvtz", "UpdateZoneRemark", params, idempotent=True)
