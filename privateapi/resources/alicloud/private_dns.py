"""Internal DNS records of API Gateway (CloudAPI 2016-07-14: CreatePrivateDNS)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, field_validator

from privateapi.facts.naming import naming_facts
from privateapi.facts.quotas import quota_table
from privateapi.provider.context import Context
from privateapi.provider.errors import AlibabaError, Fault, PluginError
from privateapi.provider.kinds import Ipv4Address
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import AlibabaArgs, Model, State
from privateapi.provider.resource import AlibabaResource
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.alicloud._effect import WaitSeconds, wait_for_effect
from privateapi.resources.alicloud._records import IntranetDomain, find_record
from privateapi.resources.alicloud._reserved import reserved_everywhere
from privateapi.topology.cidr import parse_address

RecordType = Literal["A", "VPC"]
DOCUMENT = "API Gateway: Internal domain name resolution for backend services"


def _weight(value: int) -> int:
    weights = naming_facts().ranges["alibaba.apigw.weight"]
    if value not in weights:
        raise ValueError(f"{value} is not a weight; weights are {weights.lowest} to {weights.highest} ({DOCUMENT})")
    return value


class PrivateDnsRecord(Model):
    """One address of a domain and its share of the requests."""

    record: Ipv4Address
    """IPv4 address, in an accessible CIDR block of every instance that the record is associated with."""
    weight: Annotated[int, AfterValidator(_weight)] = 100
    """Share of the requests relative to the other addresses, 0 to 100; 0 takes none."""


class PrivateDnsArgs(AlibabaArgs):
    """Inputs of an internal DNS record."""

    intranet_domain: Annotated[IntranetDomain, Replaces()]
    """Domain name that API Gateway resolves, also when it is resolved publicly. With type VPC the Host value of a VPC
    access authorization."""
    type: Annotated[RecordType, Replaces()]
    """``A`` for VPC integration instances, with ``records``; ``VPC`` for conventional dedicated instances, without."""
    records: list[PrivateDnsRecord] | None = None
    """Addresses, 1 to 20, each once; their order has no meaning. With type ``A`` only."""
    wait_seconds: WaitSeconds = 0
    """Seconds to wait after a change; it takes effect after about 10 minutes, which is 600."""
    force_delete: Annotated[bool, WriteOnly()] = False
    """Whether a deletion takes the record from instances that still resolve by it; otherwise it is refused."""

    @field_validator("records", mode="after")
    @classmethod
    def _sorted(cls, records: Any) -> Any:
        # Records that are not known yet keep their places.
        if not isinstance(records, list) or any(not _is_known(each) for each in records):
            return records
        return sorted(records, key=lambda each: [int(part) for part in each.record.split(".")])

    def faults(self) -> Iterator[Fault]:
        if self.type == "VPC" and self.records not in (None, [], UNKNOWN):
            yield Fault(
                "records",
                f"a record of type 'VPC' takes none: requests go to the address of the VPC access authorization "
                f"({DOCUMENT}, Limits, conventional dedicated instances); leave it out, or set type 'A'",
            )
        if self.type == "A":
            if self.records is None or self.records == []:
                yield Fault("records", "is required with type 'A': 1 to 20 IPv4 addresses with weights")
            elif isinstance(self.records, list):
                yield from self._record_faults(self.records)

    def _record_faults(self, records: list[PrivateDnsRecord]) -> Iterator[Fault]:
        limit = quota_table().quotas["ali.apigw.a_records"].default
        if len(records) > limit:
            yield Fault(
                "records",
                f"there are {len(records)}; a domain name takes at most {limit} A records "
                f"({DOCUMENT}, Limits, VPC integration instances)",
            )
        addresses = [each.record for each in records if isinstance(each, PrivateDnsRecord)]
        for address in dict.fromkeys(each for each in addresses if isinstance(each, str)):
            if addresses.count(address) > 1:
                yield Fault("records", f"{address} is there more than once; give it once, with the sum of the weights")
            reserved = reserved_everywhere(self.region, parse_address(address))
            if reserved is not None:
                yield Fault("records", f"{address} {reserved}")
        weights = [each.weight if isinstance(each, PrivateDnsRecord) else UNKNOWN for each in records]
        if weights == [0]:
            yield Fault(
                "records",
                f"the only address, {addresses[0]}, has the weight 0: such a record does not take effect "
                f"({DOCUMENT}, VPC integration instances); give it a weight of 1 to 100",
            )


def _is_known(record: Any) -> bool:
    return isinstance(record, PrivateDnsRecord) and not holds_unknown([record.record, record.weight])


class PrivateDnsState(PrivateDnsArgs, State):
    """An internal DNS record; its id is ``REGION/TYPE/DOMAIN``."""

    created_time: str
    """When it was made, in UTC."""


class PrivateDns(AlibabaResource[PrivateDnsArgs, PrivateDnsState]):
    """A domain name that API Gateway resolves for dedicated instances: to weighted addresses, or to a VPC access.

    `PrivateDnsAssociation` says for which instances.
    """

    noun = "Alibaba Cloud API Gateway internal DNS record"
    id_form = "REGION/TYPE/DOMAIN"
    id_example = "cn-hangzhou/A/db.internal"

    def create(self, ctx: Context, args: PrivateDnsArgs) -> str:
        id = f"{ctx.region}/{args.type}/{args.intranet_domain}"
        wanted = _request(args)
        try:
            ctx.call("cloudapi", "CreatePrivateDNS", wanted, is_done=lambda: _is_there(ctx, id, wanted))
        except AlibabaError as error:
            if not error.code.startswith("Duplicate"):
                raise
            # The very same record is there: a creation was interrupted.
            if not _is_there(ctx, id, wanted):
                raise PluginError(
                    f"there is a record of type {args.type} for {args.intranet_domain} in {ctx.region} already; "
                    f"import it with `pulumi import {self.token} NAME '{id}'`"
                ) from error
        return id

    def settle(self, ctx: Context, id: str, args: PrivateDnsArgs) -> None:
        wait_for_effect(ctx, args.wait_seconds)

    def read(self, ctx: Context, id: str, prior: PrivateDnsState | None) -> PrivateDnsState | None:
        kind, domain = self._record(id)
        found = find_record(ctx, kind, domain)
        if found is None:
            return None
        return self.state(
            region=ctx.region,
            intranet_domain=domain,
            type=kind,
            records=[{"record": each["Record"], "weight": int(each["Weight"])} for each in found.get("Records") or ()]
            or None,
            wait_seconds=prior.wait_seconds if prior else 0,
            force_delete=prior.force_delete if prior else False,
            created_time=found["CreatedTime"],
        )

    def update(self, ctx: Context, id: str, old: PrivateDnsState, new: PrivateDnsArgs, changed: frozenset[str]) -> None:
        if "records" in changed:
            # The whole list is replaced, so that a second time changes nothing.
            ctx.call("cloudapi", "UpdatePrivateDNS", _request(new), idempotent=True)
            wait_for_effect(ctx, new.wait_seconds)

    def import_id(self, id: str, region: str | None) -> tuple[str, str | None]:
        self._record(id)
        return super().import_id(id, region)

    def _record(self, id: str) -> tuple[str, str]:
        """Type and domain of a record."""
        _, kind, domain = self.parts(id)
        if kind not in get_args(RecordType):
            raise self.wrong_id(id)
        return kind, domain

    def delete(self, ctx: Context, id: str, state: PrivateDnsState) -> None:
        kind, domain = self._record(id)
        params = {"IntranetDomain": domain, "Type": kind, "Force": state.force_delete or None}
        try:
            ctx.call("cloudapi", "DeletePrivateDNS", params, idempotent=True)
        except AlibabaError as error:
            if not error.code.startswith("DependencyViolation"):
                raise
            found = find_record(ctx, kind, domain) or {}
            users = ", ".join(found.get("BindInstances") or ()) or "instances"
            raise PluginError(
                f"it is associated with {users}; delete the associations (PrivateDnsAssociation) first, or set "
                "forceDelete and run `pulumi up` before the deletion"
            ) from error


def _request(args: PrivateDnsArgs) -> dict[str, Any]:
    records = [{"Record": each.record, "Weight": each.weight} for each in args.records or ()]
    return {"IntranetDomain": args.intranet_domain, "Type": args.type, "Records": records or None}


def _is_there(ctx: Context, id: str, wanted: Mapping[str, Any]) -> bool:
    """Whether the record is there as it is wanted."""
    found = find_record(ctx, wanted["Type"], wanted["IntranetDomain"])
    if found is None:
        return False
    pairs = [
        sorted((each["Record"], int(each["Weight"])) for each in source.get("Records") or ())
        for source in (found, wanted)
    ]
    return pairs[0] == pairs[1]
