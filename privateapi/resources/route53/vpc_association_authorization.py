"""Authorizations of associations with private zones (Route 53 API: CreateVPCAssociationAuthorization)."""

from functools import partial
from typing import Annotated

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import Args, State
from privateapi.provider.resource import Resource
from privateapi.resources.route53._names import ZoneId
from privateapi.resources.route53._vpcs import id_of, parse_id, request


class VpcAssociationAuthorizationArgs(Args):
    """Inputs of an authorization."""

    zone_id: Annotated[ZoneId, Replaces()]
    """The private zone, of this account."""
    vpc_id: Annotated[str, Replaces()]
    """The VPC of another account, which may then associate it (`ZoneAssociation`)."""
    vpc_region: Annotated[kinds.Region, Replaces()]
    """The VPC's Region."""


class VpcAssociationAuthorizationState(VpcAssociationAuthorizationArgs, State):
    """An authorization; its id is ``ZONE/VPC/REGION``."""

    owner: str
    """Account that owns the zone."""


class VpcAssociationAuthorization(Resource[VpcAssociationAuthorizationArgs, VpcAssociationAuthorizationState]):
    """The leave for a VPC of another account to be associated with a private zone of this one.

    Deleting it leaves an association that was made as it is; it only keeps a new one from being made.
    """

    noun = "Route 53 VPC Association Authorization"
    service = "route53"
    is_global = True

    def create(self, ctx: Context, args: VpcAssociationAuthorizationArgs) -> str:
        # The call may be repeated: Route 53 knows no error for an authorization that is there.
        call = partial(
            ctx.client("route53").create_vpc_association_authorization,
            **request(args.zone_id, args.vpc_id, args.vpc_region),
        )
        ctx.retry("route53", "eventual", call)
        return id_of(args)

    def read(
        self, ctx: Context, id: str, prior: VpcAssociationAuthorizationState | None
    ) -> VpcAssociationAuthorizationState | None:
        zone_id, vpc_id, region = parse_id(id, _NOUN)
        following: dict[str, str] = {}
        while True:
            page = ctx.client("route53").list_vpc_association_authorizations(HostedZoneId=zone_id, **following)
            if any((vpc["VPCId"], vpc["VPCRegion"]) == (vpc_id, region) for vpc in page["VPCs"]):
                return self.state(zone_id=zone_id, vpc_id=vpc_id, vpc_region=region, owner=ctx.account)
            if not page.get("NextToken"):
                return None
            following = {"NextToken": page["NextToken"]}

    def delete(self, ctx: Context, id: str, state: VpcAssociationAuthorizationState) -> None:
        call = partial(ctx.client("route53").delete_vpc_association_authorization, **request(*parse_id(id, _NOUN)))
        ctx.retry("route53", "eventual", call)


_NOUN = "an authorization"
