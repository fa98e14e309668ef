"""Associations of VPCs with private zones (Route 53 API: AssociateVPCWithHostedZone)."""

from functools import partial
from typing import Annotated

from botocore.exceptions import ClientError

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource
from privateapi.resources.route53._changes import Changes, wait_in_sync
from privateapi.resources.route53._vpcs import id_of, parse_id, request


class ZoneAssociationArgs(Args):
    """Inputs of an association."""

    zone_id: Annotated[str, Replaces()]
    """The private zone."""
    vpc_id: Annotated[str, Replaces()]
    """The VPC whose hosts get the zone's answers; not one that the zone's own ``vpcs`` name."""
    vpc_region: Annotated[kinds.Region, Replaces()]
    """The VPC's Region."""


class ZoneAssociationState(ZoneAssociationArgs, State):
    """An association; its id is ``ZONE/VPC/REGION``."""

    owner: str
    """Account that owns the zone, or the service of AWS that made it."""


class ZoneAssociation(Resource[ZoneAssociationArgs, ZoneAssociationState]):
    """The association of one more VPC with a private zone, also with a zone of another account that authorized it.

    The first VPC belongs to the zone itself: `HostedZone` takes it as an input.
    """

    noun = "Route 53 Zone Association"
    service = "route53"
    is_global = True
    # A VPC cannot have two private zones of one name, and another zone may well have the name of the old one.
    replaced_first = ("vpc_id",)

    _changes = Changes()

    def create(self, ctx: Context, args: ZoneAssociationArgs) -> str:
        id = id_of(args)
        call = partial(
            ctx.client("route53").associate_vpc_with_hosted_zone,
            **request(args.zone_id, args.vpc_id, args.vpc_region),
        )
        try:
            self._changes.leave(ctx, id, ctx.retry("route53", "eventual", call))
        except ClientError as error:
            # The same association is there: a creation was interrupted, and nothing else can be meant by it.
            if error.response["Error"]["Code"] != "ConflictingDomainExists" or self.read(ctx, id, None) is None:
                raise
        return id

    def settle(self, ctx: Context, id: str, args: ZoneAssociationArgs) -> None:
        self._changes.wait(ctx, id)

    def read(self, ctx: Context, id: str, prior: ZoneAssociationState | None) -> ZoneAssociationState | None:
        zone_id, vpc_id, region = parse_id(id, _NOUN)
        try:
            owner = _owner_seen_by_vpc(ctx, zone_id, vpc_id, region)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _NOT_OUR_VPC:
                raise
            owner = _owner_seen_by_zone(ctx, zone_id, vpc_id)
        if owner is None:
            return None
        return self.state(zone_id=zone_id, vpc_id=vpc_id, vpc_region=region, owner=owner)

    def delete(self, ctx: Context, id: str, state: ZoneAssociationState) -> None:
        call = partial(ctx.client("route53").disassociate_vpc_from_hosted_zone, **request(*parse_id(id, _NOUN)))
        wait_in_sync(ctx, ctx.retry("route53", "eventual", call))


_NOUN = "an association"
_NOT_OUR_VPC = frozenset({"AccessDenied", "AccessDeniedException", "InvalidInput", "InvalidVPCId"})
"""How Route 53 refuses to list the zones of a VPC that another account owns, or that is gone."""


def _owner_seen_by_vpc(ctx: Context, zone_id: str, vpc_id: str, region: str) -> str | None:
    """The zone's owner, asked as the owner of the VPC: that sees zones of other accounts too."""
    following: dict[str, str] = {}
    while True:
        page = ctx.client("route53").list_hosted_zones_by_vpc(VPCId=vpc_id, VPCRegion=region, **following)
        for zone in page["HostedZoneSummaries"]:
            if zone["HostedZoneId"].removeprefix("/hostedzone/") == zone_id:
                return str(zone["Owner"].get("OwningAccount") or zone["Owner"].get("OwningService"))
        if not page.get("NextToken"):
            return None
        following = {"NextToken": page["NextToken"]}


def _owner_seen_by_zone(ctx: Context, zone_id: str, vpc_id: str) -> str | None:
    """The zone's owner, which is this account: another one's zone could not be read."""
    associated = ctx.client("route53").get_hosted_zone(Id=zone_id).get("VPCs", [])
    return ctx.account if any(vpc["VPCId"] == vpc_id for vpc in associated) else None
