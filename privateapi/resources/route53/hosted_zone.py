"""Hosted zones (Route 53 API: CreateHostedZone, AssociateVPCWithHostedZone)."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated, Any

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field

from privateapi.provider import kinds
from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError, describe
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import Model, State, TaggedArgs
from privateapi.provider.resource import Resource
from privateapi.resources.route53 import _tags
from privateapi.resources.route53._changes import Changes, wait_in_sync


class HostedZoneVpc(Model):
    """A VPC whose hosts get the answers of a private zone."""

    vpc_id: str
    """Id of the VPC."""
    vpc_region: kinds.Region
    """Its Region."""


def _by_region(vpcs: list[HostedZoneVpc]) -> list[HostedZoneVpc]:
    # Ids and Regions may be unknown.
    return sorted(vpcs, key=lambda vpc: (str(vpc.vpc_region), str(vpc.vpc_id)))


class HostedZoneArgs(TaggedArgs):
    """Inputs of a hosted zone."""

    name: Annotated[kinds.DomainName, Replaces()]
    """Domain name of the zone."""
    private: Annotated[bool, Replaces()] = True
    """Whether only hosts of its VPCs get the answers; false makes a public zone."""
    vpcs: Annotated[list[HostedZoneVpc], AfterValidator(_by_region)] | None = None
    """VPCs of a private zone, at least one, of the same account. VPCs that ``ZoneAssociation`` resources associate do
    not belong here and are left alone; an import takes all that there are."""
    comment: Annotated[str, Field(max_length=256)] | None = None
    """Comment, at most 256 characters."""
    delegation_set_id: Annotated[str | None, Replaces()] = None
    """Reusable set of name servers, for a public zone."""
    force_destroy: Annotated[bool, WriteOnly()] = False
    """Whether a deletion also deletes records that others made in the zone, which else stop it."""

    def faults(self) -> Iterator[Fault]:
        if self.private is True and absent(self.vpcs):
            yield Fault("vpcs", "a private zone has at least one VPC; name one, or set private to false")
        if self.private is False and not absent(self.vpcs):
            yield Fault("vpcs", "is for private zones, but private is false; leave one of the two out")
        if self.private is True and self.delegation_set_id is not None:
            yield Fault("delegationSetId", "is for public zones, but private is true; leave it out")
        seen: set[str] = set()
        for index, vpc in enumerate(self.vpcs if isinstance(self.vpcs, list) else []):
            if isinstance(vpc, HostedZoneVpc) and isinstance(vpc.vpc_id, str):
                if vpc.vpc_id in seen:
                    yield Fault(f"vpcs[{index}].vpcId", f"{vpc.vpc_id!r} is there twice; once is right")
                seen.add(vpc.vpc_id)


class HostedZoneState(HostedZoneArgs, State):
    """A hosted zone."""

    zone_id: str
    """Its id."""
    arn: str
    """ARN."""
    name_servers: list[str] | None = None
    """Name servers of a public zone; a private zone is answered by the VPC's resolver."""


class HostedZone(Resource[HostedZoneArgs, HostedZoneState]):
    """A private zone on VPCs, or a public one."""

    noun = "Route 53 Hosted Zone"
    service = "route53"
    is_global = True

    _changes = Changes()

    def create(self, ctx: Context, args: HostedZoneArgs) -> str:
        request: dict[str, Any] = {
            "Name": args.name,
            "CallerReference": _tags.caller_reference(ctx),
            "HostedZoneConfig": {"Comment": args.comment or "", "PrivateZone": args.private},
        }
        if args.vpcs:
            request["VPC"] = _vpc(args.vpcs[0])
        if args.delegation_set_id is not None:
            request["DelegationSetId"] = args.delegation_set_id
        route53 = ctx.client("route53")
        made = ctx.retry("route53", "eventual", lambda: route53.create_hosted_zone(**request))
        id = str(made["HostedZone"]["Id"]).removeprefix("/hostedzone/")
        self._changes.leave(ctx, id, made)
        return id

    def find_interrupted(self, ctx: Context, args: HostedZoneArgs) -> str | None:
        def listed() -> Iterable[tuple[str, str]]:
            for page in ctx.client("route53").get_paginator("list_hosted_zones").paginate():
                for zone in page["HostedZones"]:
                    yield zone["Id"].removeprefix("/hostedzone/"), zone["CallerReference"]

        return _tags.unfinished(ctx, "hostedzone", listed, "route53:ListHostedZones")

    def settle(self, ctx: Context, id: str, args: HostedZoneArgs) -> None:
        self._changes.wait(ctx, id)
        if args.vpcs and len(args.vpcs) > 1:
            self._associate(ctx, id, args.vpcs)
        _tags.complete(ctx, "hostedzone", id, args.tags)

    def abandon(self, ctx: Context, id: str) -> None:
        _tags.complete(ctx, "hostedzone", id, None)

    def read(self, ctx: Context, id: str, prior: HostedZoneState | None) -> HostedZoneState | None:
        answer = ctx.client("route53").get_hosted_zone(Id=id)
        zone, config = answer["HostedZone"], answer["HostedZone"].get("Config", {})
        found = [{"vpc_id": vpc["VPCId"], "vpc_region": vpc["VPCRegion"]} for vpc in answer.get("VPCs", [])]
        if prior is not None:
            named = {vpc.vpc_id for vpc in prior.vpcs or []}
            found = [vpc for vpc in found if vpc["vpc_id"] in named]
        servers = answer.get("DelegationSet", {})
        return self.state(
            tags=_tags.read_tags(ctx, "hostedzone", id),
            name=zone["Name"],
            private=config.get("PrivateZone", False),
            vpcs=found or None,
            comment=config.get("Comment") or None,
            delegation_set_id=(servers.get("Id") or "").removeprefix("/delegationset/") or None,
            force_destroy=prior.force_destroy if prior else False,
            zone_id=id,
            arn=f"arn:{ctx.partition}:route53:::hostedzone/{id}",
            name_servers=sorted(servers.get("NameServers", [])) or None,
        )

    def update(self, ctx: Context, id: str, old: HostedZoneState, new: HostedZoneArgs, changed: frozenset[str]) -> None:
        route53 = ctx.client("route53")
        if "comment" in changed:
            route53.update_hosted_zone_comment(Id=id, Comment=new.comment or "")
        if "vpcs" in changed:
            # New ones first: a private zone always has a VPC.
            self._associate(ctx, id, new.vpcs or [])
            kept = {vpc.vpc_id for vpc in new.vpcs or []}
            self._disassociate(ctx, id, [vpc for vpc in old.vpcs or [] if vpc.vpc_id not in kept])
        if "tags" in changed:
            _tags.update_tags(ctx, "hostedzone", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: HostedZoneState) -> None:
        route53 = ctx.client("route53")
        if state.force_destroy:
            self._delete_records(ctx, id)
        try:
            wait_in_sync(ctx, ctx.retry("route53", "eventual", lambda: route53.delete_hosted_zone(Id=id)))
        except ClientError as error:
            if error.response["Error"]["Code"] != "HostedZoneNotEmpty":
                raise
            raise PluginError(
                f"{describe(error)}; delete the records that others made in it, or set forceDestroy to true, run "
                "`pulumi up` and then delete the zone"
            ) from error

    def _associate(self, ctx: Context, id: str, vpcs: list[HostedZoneVpc]) -> None:
        route53 = ctx.client("route53")
        there = {vpc["VPCId"] for vpc in route53.get_hosted_zone(Id=id).get("VPCs", [])}
        requests = [{"HostedZoneId": id, "VPC": _vpc(vpc)} for vpc in vpcs if vpc.vpc_id not in there]
        answers = [
            ctx.retry("route53", "eventual", partial(route53.associate_vpc_with_hosted_zone, **request))
            for request in requests
        ]
        for answer in answers:
            wait_in_sync(ctx, answer)

    def _disassociate(self, ctx: Context, id: str, vpcs: list[HostedZoneVpc]) -> None:
        route53 = ctx.client("route53")
        answers = []
        for vpc in vpcs:
            call = partial(route53.disassociate_vpc_from_hosted_zone, HostedZoneId=id, VPC=_vpc(vpc))
            try:
                answers.append(ctx.retry("route53", "eventual", call))
            except ClientError as error:
                if not self.is_gone(error):
                    raise
        for answer in answers:
            wait_in_sync(ctx, answer)

    def _delete_records(self, ctx: Context, id: str) -> None:
        route53 = ctx.client("route53")
        name = route53.get_hosted_zone(Id=id)["HostedZone"]["Name"]
        changes = [
            {"Action": "DELETE", "ResourceRecordSet": record}
            for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=id)
            for record in page["ResourceRecordSets"]
            if not (record["Name"] == name and record["Type"] in ("NS", "SOA"))
        ]
        for start in range(0, len(changes), _BATCH):
            batch = {"Changes": changes[start : start + _BATCH]}
            call = partial(route53.change_resource_record_sets, HostedZoneId=id, ChangeBatch=batch)
            wait_in_sync(ctx, ctx.retry("route53", "eventual", call))


_BATCH = 100
"""Changes in one call; a call takes at most 1,000 values (Route 53 API, ChangeResourceRecordSets)."""


def _vpc(vpc: HostedZoneVpc) -> dict[str, str]:
    return {"VPCId": vpc.vpc_id, "VPCRegion": vpc.vpc_region}
