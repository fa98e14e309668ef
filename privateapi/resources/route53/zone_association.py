"""Associations of VPCs with private zones (Route 53 API: AssociateVPCWithHostedZone)."""

from typing import Annotated

from botocore.exceptions import ClientError
from pydantic import Field

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource


class ZoneAssociationArgs(Args):
    """Inputs of an association."""

    zone_id: Annotated[str, Replaces()]
    """The private zone."""
    vpc_id: Annotated[str, Replaces()]
    """The VPC whose hosts get the zone's answers."""
    vpc_region: Annotated[kinds.Region, Replaces()]
    """The VPC's Region."""
    comment: Annotated[str | None, Replaces(), WriteOnly(), Field(max_length=256)] = None
    """Comment on the change; Route 53 does not give it back."""


class ZoneAssociationState(ZoneAssociationArgs, State):
    """An association; its id is `zone id/VPC id/Region`."""

    owner: str
    """Account that owns the VPC, or the service of AWS that made the zone."""


class ZoneAssociation(Resource[ZoneAssociationArgs, ZoneAssociationState]):
    """The association of one more VPC with a private zone.

    The first VPC belongs to the zone itself: `HostedZone` takes it as an input.
    """

    noun = "Route 53 Zone Association"
    service = "route53"
    is_global = True
    replaced_first = ("zone_id", "vpc_id", "vpc_region")

    def create(self, ctx: Context, args: ZoneAssociationArgs) -> str:
        id = f"{args.zone_id}/{args.vpc_id}/{args.vpc_region}"
        route53 = ctx.client("route53")
        request = {"HostedZoneId": args.zone_id, "VPC": {"VPCId": args.vpc_id, "VPCRegion": args.vpc_region}}
        if args.comment is not None:
            request["Comment"] = args.comment
        try:
            change = ctx.retry("route53", "eventual", lambda: route53.associate_vpc_with_hosted_zone(**request))
        except ClientError as error:
            # The same association is there: a creation was interrupted, and nothing else can be meant by it.
            if error.response["Error"]["Code"] != "ConflictingDomainExists" or self.read(ctx, id, None) is None:
                raise
            return id
        ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=change["ChangeInfo"]["Id"])
        return id

    def read(self, ctx: Context, id: str, prior: ZoneAssociationState | None) -> ZoneAssociationState | None:
        zone_id, vpc_id, region = id.split("/")
        # GetHostedZone is refused to the VPC's account where another account owns the zone; this is not.
        token = None
        while True:
            page = ctx.client("route53").list_hosted_zones_by_vpc(
                VPCId=vpc_id, VPCRegion=region, **({"NextToken": token} if token else {})
            )
            for zone in page["HostedZoneSummaries"]:
                if zone["HostedZoneId"].removeprefix("/hostedzone/") == zone_id:
                    owner = zone["Owner"]
                    return self.state(
                        zone_id=zone_id,
                        vpc_id=vpc_id,
                        vpc_region=region,
                        comment=prior.comment if prior else None,
                        owner=owner.get("OwningAccount") or owner.get("OwningService"),
                    )
            token = page.get("NextToken")
            if not token:
                return None

    def delete(self, ctx: Context, id: str, state: ZoneAssociationState) -> None:
        zone_id, vpc_id, region = id.split("/")
        route53 = ctx.client("route53")
        change = ctx.retry(
            "route53",
            "eventual",
            lambda: route53.disassociate_vpc_from_hosted_zone(
                HostedZoneId=zone_id, VPC={"VPCId": vpc_id, "VPCRegion": region}
            ),
        )
        ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=change["ChangeInfo"]["Id"])
