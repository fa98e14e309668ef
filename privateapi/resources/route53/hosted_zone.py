"""Hosted zones (Route 53 API: CreateHostedZone, AssociateVPCWithHostedZone)."""

import functools
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import Model, State, TaggedArgs
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN
from privateapi.resources.route53 import _tags


class HostedZoneVpc(Model):
    """A VPC whose hosts get the answers of a private zone."""

    vpc_id: str
    """Id of the VPC."""
    vpc_region: kinds.Region
    """Its Region."""


def _by_id(vpcs: list[HostedZoneVpc] | None) -> list[HostedZoneVpc] | None:
    return sorted(vpcs, key=lambda vpc: (vpc.vpc_region, str(vpc.vpc_id))) if vpcs is not None else None


class HostedZoneArgs(TaggedArgs):
    """Inputs of a hosted zone."""

    name: Annotated[kinds.DomainName, Replaces()]
    """Domain name of the zone."""
    vpcs: Annotated[list[HostedZoneVpc] | None, AfterValidator(_by_id)] = None
    """VPCs of a private zone, at least one; left out, the zone is public. VPCs that `ZoneAssociation` resources
    associate do not belong here and are left alone."""
    comment: Annotated[str | None, Field(max_length=256)] = None
    """Comment."""
    delegation_set_id: Annotated[str | None, Replaces()] = None
    """Reusable set of name servers of a public zone."""
    force_destroy: Annotated[bool, WriteOnly()] = False
    """Whether a deletion also deletes records that others made in the zone, which else stop it."""


class HostedZoneState(HostedZoneArgs, State):
    """A hosted zone."""

    zone_id: str
    """Its id."""
    arn: str
    """ARN."""
    private: bool
    """Whether only its VPCs get the answers."""
    name_servers: list[str] | None = None
    """Name servers of a public zone."""


class HostedZone(Resource[HostedZoneArgs, HostedZoneState]):
    """A private zone on VPCs, or a public one."""

    noun = "Route 53 Hosted Zone"
    service = "route53"
    is_global = True

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        """A public zone cannot become private, nor a private one public."""
        return frozenset({"vpcs"}) if _private(old) != _private(new) else frozenset()

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """Two private zones of one name cannot be on one VPC."""
        return "name" not in changed and _private(old)

    def create(self, ctx: Context, args: HostedZoneArgs) -> str:
        request: dict[str, Any] = {"Name": args.name, "CallerReference": _tags.caller_reference(ctx)}
        request["HostedZoneConfig"] = {"Comment": args.comment or "", "PrivateZone": bool(args.vpcs)}
        if args.vpcs:
            request["VPC"] = _vpc(args.vpcs[0])
        if args.delegation_set_id is not None:
            request["DelegationSetId"] = args.delegation_set_id
        route53 = ctx.client("route53")
        made = ctx.retry("route53", "eventual", lambda: route53.create_hosted_zone(**request))
        ctx.status("waiting for the zone to be in sync")
        ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=made["ChangeInfo"]["Id"])
        return str(made["HostedZone"]["Id"]).removeprefix("/hostedzone/")

    def find_interrupted(self, ctx: Context, args: HostedZoneArgs) -> str | None:
        def listed() -> Iterable[tuple[str, str]]:
            for page in ctx.client("route53").get_paginator("list_hosted_zones").paginate():
                for zone in page["HostedZones"]:
                    yield zone["Id"].removeprefix("/hostedzone/"), zone["CallerReference"]

        return _tags.unfinished(ctx, "hostedzone", listed, "route53:ListHostedZones")

    def settle(self, ctx: Context, id: str, args: HostedZoneArgs) -> None:
        if args.vpcs and len(args.vpcs) > 1:
            self._associate(ctx, id, args.vpcs)
        _tags.complete(ctx, "hostedzone", id, args.tags)

    def abandon(self, ctx: Context, id: str) -> None:
        _tags.complete(ctx, "hostedzone", id, None)

    def read(self, ctx: Context, id: str, prior: HostedZoneState | None) -> HostedZoneState | None:
        answer = ctx.client("route53").get_hosted_zone(Id=id)
        zone = answer["HostedZone"]
        found = [{"vpcId": vpc["VPCId"], "vpcRegion": vpc["VPCRegion"]} for vpc in answer.get("VPCs", [])]
        if prior is not None:
            declared = {(vpc.vpc_id, vpc.vpc_region) for vpc in prior.vpcs or []}
            found = [vpc for vpc in found if (vpc["vpcId"], vpc["vpcRegion"]) in declared]
        return self.state(
            tags=_tags.read_tags(ctx, "hostedzone", id),
            name=zone["Name"],
            vpcs=found or None,
            comment=zone.get("Config", {}).get("Comment") or None,
            delegation_set_id=prior.delegation_set_id if prior else None,
            force_destroy=prior.force_destroy if prior else False,
            zone_id=id,
            arn=f"arn:{ctx.partition}:route53:::hostedzone/{id}",
            private=zone["Config"]["PrivateZone"],
            name_servers=sorted(answer.get("DelegationSet", {}).get("NameServers", [])) or None,
        )

    def update(self, ctx: Context, id: str, old: HostedZoneState, new: HostedZoneArgs, changed: frozenset[str]) -> None:
        route53 = ctx.client("route53")
        if "comment" in changed:
            route53.update_hosted_zone_comment(Id=id, Comment=new.comment or "")
        if "vpcs" in changed:
            # New ones first: a private zone always has a VPC.
            self._associate(ctx, id, new.vpcs or [])
            wanted = {(vpc.vpc_id, vpc.vpc_region) for vpc in new.vpcs or []}
            for vpc in old.vpcs or []:
                if (vpc.vpc_id, vpc.vpc_region) not in wanted:
                    self._disassociate(ctx, id, vpc)
        if "tags" in changed:
            _tags.update_tags(ctx, "hostedzone", id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: HostedZoneState) -> None:
        route53 = ctx.client("route53")
        if state.force_destroy:
            self._delete_records(ctx, id)
        ctx.retry("route53", "dependency", lambda: route53.delete_hosted_zone(Id=id), 60)

    def _associate(self, ctx: Context, id: str, vpcs: list[HostedZoneVpc]) -> None:
        route53 = ctx.client("route53")
        there = {(vpc["VPCId"], vpc["VPCRegion"]) for vpc in route53.get_hosted_zone(Id=id).get("VPCs", [])}
        for vpc in vpcs:
            if (vpc.vpc_id, vpc.vpc_region) not in there:
                associate = functools.partial(route53.associate_vpc_with_hosted_zone, HostedZoneId=id, VPC=_vpc(vpc))
                change = ctx.retry("route53", "eventual", associate)
                ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=change["ChangeInfo"]["Id"])

    def _disassociate(self, ctx: Context, id: str, vpc: HostedZoneVpc) -> None:
        route53 = ctx.client("route53")
        try:
            change = ctx.retry(
                "route53",
                "eventual",
                lambda: route53.disassociate_vpc_from_hosted_zone(HostedZoneId=id, VPC=_vpc(vpc)),
            )
        except Exception as error:
            if not self.is_gone(error):
                raise
            return
        ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=change["ChangeInfo"]["Id"])

    def _delete_records(self, ctx: Context, id: str) -> None:
        route53 = ctx.client("route53")
        name = route53.get_hosted_zone(Id=id)["HostedZone"]["Name"]
        changes = []
        for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=id):
            for record in page["ResourceRecordSets"]:
                if not (record["Name"] == name and record["Type"] in ("NS", "SOA")):
                    changes.append({"Action": "DELETE", "ResourceRecordSet": record})
        # A batch takes at most 1,000 changes (Route 53 API, ChangeResourceRecordSets).
        for start in range(0, len(changes), 500):
            route53.change_resource_record_sets(HostedZoneId=id, ChangeBatch={"Changes": changes[start : start + 500]})


def _private(inputs: Mapping[str, Any]) -> bool:
    """Whether inputs are of a private zone; a list that is not known yet is one of VPCs."""
    vpcs = inputs.get("vpcs")
    return vpcs is UNKNOWN or bool(vpcs)


def _vpc(vpc: HostedZoneVpc) -> dict[str, str]:
    return {"VPCId": vpc.vpc_id, "VPCRegion": vpc.vpc_region}
