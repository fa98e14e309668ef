"""Records of private zones (PrivateZone 2018-01-01: AddZoneRecord, DescribeZoneRecords, UpdateZoneRecord)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, State
from privateapi.sandbox.alicloud_plugin.resource import StandIn, client_token, conflict


class ZoneRecordArgs(Args):
    """Inputs of a record."""

    zone_id: Annotated[str, Replaces()]
    """The zone."""
    type: Literal["A", "CNAME", "MX", "PTR", "SRV", "TXT"]
    """Type."""
    value: str
    """What it answers."""
    rr: Annotated[str | None, Chosen()] = None
    """Name before the zone's; ``@`` is the zone itself."""
    resource_record: Annotated[str | None, Chosen(), ChangesWith("rr")] = None
    """The deprecated name of ``rr``."""
    ttl: int = 60
    """Seconds that an answer may be kept."""
    priority: Annotated[Annotated[int, Field(ge=1, le=99)] | None, Chosen()] = None
    """Of an MX record."""
    status: Annotated[Literal["ENABLE", "DISABLE"] | None, Chosen()] = None
    """Whether it answers."""
    remark: str | None = None
    """Remark."""
    lang: Annotated[str | None, WriteOnly()] = None
    """Language of messages."""
    user_client_ip: Annotated[str | None, WriteOnly()] = None
    """Address of the user."""

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "resourceRecord", "rr")


class ZoneRecordState(ZoneRecordArgs, State):
    """A record."""

    record_id: str


class ZoneRecord(StandIn[ZoneRecordArgs, ZoneRecordState]):
    """A record; its id is `<record>:<zone>`."""

    noun = "PrivateZone record"
    gone = frozenset({"Zone.NotExists", "Zone.Invalid.Id", "Record.NotExists", "Record.Invalid.Id"})

    def create(self, ctx: Context, args: ZoneRecordArgs) -> str:
        made = ctx.call(
            "pvtz",
            "AddZoneRecord",
            {
                "ClientToken": client_token("AddZoneRecord"),
                "ZoneId": args.zone_id,
                "Remark": args.remark,
                **_params(args),
            },
        )
        return f"{made['RecordId']}:{args.zone_id}"

    def settle(self, ctx: Context, id: str, args: ZoneRecordArgs) -> None:
        if args.status == "DISABLE":
            self._set_status(ctx, id, args.status)

    def read(self, ctx: Context, id: str, prior: ZoneRecordState | None) -> ZoneRecordState | None:
        record_id, zone_id = _parts(id)
        for record in self._records(ctx, zone_id):
            if str(record["RecordId"]) == record_id:
                return self.state(
                    zone_id=zone_id,
                    type=record["Type"],
                    value=record["Value"],
                    rr=record["Rr"],
                    resource_record=record["Rr"],
                    ttl=int(record["Ttl"]),
                    priority=int(record["Priority"]) if record.get("Priority") else None,
                    status=record.get("Status"),
                    remark=record.get("Remark") or None,
                    lang=prior.lang if prior else None,
                    user_client_ip=prior.user_client_ip if prior else None,
                    record_id=record_id,
                )
        return None

    def update(self, ctx: Context, id: str, old: ZoneRecordState, new: ZoneRecordArgs, changed: frozenset[str]) -> None:
        record_id, _ = _parts(id)
        if not changed.isdisjoint({"type", "value", "rr", "resource_record", "ttl", "priority"}):
            ctx.call("pvtz", "UpdateZoneRecord", {"RecordId": record_id, **_params(new)}, idempotent=True)
        if "remark" in changed:
            params = {"RecordId": record_id, "Remark": new.remark or ""}
            ctx.call("pvtz", "UpdateRecordRemark", params, idempotent=True)
        if "status" in changed and new.status is not None:
            self._set_status(ctx, id, new.status)

    def delete(self, ctx: Context, id: str, state: ZoneRecordState) -> None:
        record_id, _ = _parts(id)
        ctx.call("pvtz", "DeleteZoneRecord", {"RecordId": record_id}, idempotent=True)

    def _set_status(self, ctx: Context, id: str, status: str) -> None:
        record_id, _ = _parts(id)
        ctx.call("pvtz", "SetZoneRecordStatus", {"RecordId": record_id, "Status": status}, idempotent=True)

    def _records(self, ctx: Context, zone_id: str) -> Iterator[dict[str, Any]]:
        """All records; this API counts them in TotalItems."""
        number, seen = 1, 0
        while True:
            params = {"ZoneId": zone_id, "PageNumber": number, "PageSize": 100}
            page = ctx.call("pvtz", "DescribeZoneRecords", params)
            records = page["Records"]["Record"]
            yield from records
            seen += len(records)
            if not records or seen >= int(page["TotalItems"]):
                return
            number += 1


def _params(args: ZoneRecordArgs) -> dict[str, Any]:
    return {
        "Rr": args.rr or args.resource_record or "@",
        "Type": args.type,
        "Value": args.value,
        "Ttl": args.ttl,
        "Priority": args.priority if args.type == "MX" else None,
        "Lang": args.lang,
    }


def _parts(id: str) -> tuple[str, str]:
    record_id, separator, zone_id = id.partition(":")
    if not separator:
        raise PluginError(f"{id!r} is not <record>:<zone>")
    return record_id, zone_id
