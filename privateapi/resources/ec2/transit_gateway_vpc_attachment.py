"""VPCs attached to transit gateways (EC2 API: CreateTransitGatewayVpcAttachment, ModifyTransitGatewayVpcAttachment)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic.alias_generators import to_camel

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.kinds import Ids
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.provider.values import holds_unknown
from privateapi.resources.ec2 import _transit_gateway as transit
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._transit_gateway import Switch


class TransitGatewayVpcAttachmentArgs(RegionalArgs, TaggedArgs):
    """Inputs of a VPC attachment."""

    transit_gateway_id: Annotated[str, Replaces()]
    """The gateway."""
    vpc_id: Annotated[str, Replaces()]
    """The VPC; it has at most one attachment to a gateway."""
    subnet_ids: Ids
    """Subnets that get an interface of the gateway, one in each Availability Zone; zones without cannot reach it."""
    dns_support: Switch = "enable"
    """Whether public DNS names of the VPC are resolved to private addresses in other attached VPCs."""
    ipv6_support: Switch = "disable"
    """Whether the gateway's interfaces get IPv6 addresses and IPv6 blocks are propagated."""
    appliance_mode_support: Switch = "disable"
    """Whether both directions of a flow use the same Availability Zone; needed before stateful appliances."""
    security_group_referencing_support: Annotated[Switch | None, Chosen()] = None
    """Whether security groups may name groups of other attached VPCs; left out, AWS's default of the Region. It has an
    effect only when the gateway has it switched on too."""
    transit_gateway_default_route_table_association: Annotated[bool | None, Chosen()] = None
    """Whether the attachment uses the gateway's default route table; left out, as the gateway does it with new ones.
    Not to be set beside a TransitGatewayRouteTableAssociation of the same attachment."""
    transit_gateway_default_route_table_propagation: Annotated[bool | None, Chosen()] = None
    """Whether the VPC's blocks are routes of the gateway's default route table; left out, as the gateway does it with
    new ones. Not to be set beside a TransitGatewayRouteTablePropagation of the same attachment."""

    def faults(self) -> Iterator[Fault]:
        if not isinstance(self.subnet_ids, list):
            return
        if not self.subnet_ids:
            yield Fault("subnetIds", "there is no subnet; at least one is needed, one in each Availability Zone")
        twice = sorted(
            {each for each in self.subnet_ids if not holds_unknown(each) and self.subnet_ids.count(each) > 1}
        )
        if twice:
            yield Fault("subnetIds", f"{', '.join(map(repr, twice))} is listed twice; one subnet a zone is taken")


class TransitGatewayVpcAttachmentState(TransitGatewayVpcAttachmentArgs, State):
    """A VPC attachment."""

    transit_gateway_attachment_id: str
    """The attachment's id, for routes and route tables of the gateway."""
    arn: str
    """ARN."""
    vpc_owner_id: str | None = None
    """Account that owns the VPC."""


class TransitGatewayVpcAttachment(Ec2Resource[TransitGatewayVpcAttachmentArgs, TransitGatewayVpcAttachmentState]):
    """A VPC attached to a transit gateway by interfaces in one subnet of each Availability Zone."""

    noun = "EC2 transit gateway VPC attachment"
    resource_type = "transit-gateway-attachment"
    id_prefix = "tgw-attach-"

    def create(self, ctx: Context, args: TransitGatewayVpcAttachmentArgs) -> str:
        attachment = ctx.client("ec2").create_transit_gateway_vpc_attachment(
            TransitGatewayId=args.transit_gateway_id,
            VpcId=args.vpc_id,
            SubnetIds=args.subnet_ids,
            Options=_options(args, frozenset(_OPTIONS)),
            TagSpecifications=self.tag_specifications(ctx, args),
        )["TransitGatewayVpcAttachment"]
        return str(attachment["TransitGatewayAttachmentId"])

    def complete(self, ctx: Context, id: str, args: TransitGatewayVpcAttachmentArgs) -> None:
        # An attachment to another account's gateway that does not accept by itself stays at pendingAcceptance.
        ctx.wait("ec2", "TransitGatewayVpcAttachmentAvailable", 900, TransitGatewayAttachmentIds=[id])
        _set_default_tables(ctx, id, args, frozenset(_TABLES))

    def read(
        self, ctx: Context, id: str, prior: TransitGatewayVpcAttachmentState | None
    ) -> TransitGatewayVpcAttachmentState | None:
        attachment = transit.living(_find(ctx, id), transit.ENDED)
        if attachment is None:
            return None
        options = attachment.get("Options", {})
        gateway_id = attachment["TransitGatewayId"]
        return self.state(
            region=ctx.region,
            tags=tag_map(attachment.get("Tags")),
            transit_gateway_id=gateway_id,
            vpc_id=attachment["VpcId"],
            subnet_ids=attachment["SubnetIds"],
            **{name: options.get(api) for name, api in _OPTIONS.items()},
            **_default_tables(ctx, id, gateway_id, prior),
            transit_gateway_attachment_id=id,
            arn=transit.attachment_arn(ctx, id),
            vpc_owner_id=attachment.get("VpcOwnerId"),
        )

    def update(
        self,
        ctx: Context,
        id: str,
        old: TransitGatewayVpcAttachmentState,
        new: TransitGatewayVpcAttachmentArgs,
        changed: frozenset[str],
    ) -> None:
        request: dict[str, Any] = {"Options": _options(new, changed)}
        if "subnet_ids" in changed:
            # Compared with what is there: an update that failed half-way may have done it already.
            before = {subnet for each in _find(ctx, id) for subnet in each["SubnetIds"]}
            request["AddSubnetIds"] = sorted(set(new.subnet_ids) - before)
            request["RemoveSubnetIds"] = sorted(before - set(new.subnet_ids))
        request = {name: value for name, value in request.items() if value}
        if request:
            ctx.client("ec2").modify_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=id, **request)
            ctx.wait("ec2", "TransitGatewayVpcAttachmentAvailable", 900, TransitGatewayAttachmentIds=[id])
        _set_default_tables(ctx, id, new, changed)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TransitGatewayVpcAttachmentState) -> None:
        ec2 = ctx.client("ec2")
        transit.delete_attachment(
            ctx,
            lambda: ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=id),
            lambda: _find(ctx, id),
        )
        ctx.wait("ec2", "TransitGatewayVpcAttachmentDeleted", 900, TransitGatewayAttachmentIds=[id])


def _find(ctx: Context, id: str) -> list[dict[str, Any]]:
    found = ctx.client("ec2").describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[id])
    attachments: list[dict[str, Any]] = found["TransitGatewayVpcAttachments"]
    return attachments


def _options(args: TransitGatewayVpcAttachmentArgs, names: frozenset[str]) -> dict[str, str]:
    values = {api: getattr(args, name) for name, api in _OPTIONS.items() if name in names}
    return {api: value for api, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _DefaultTable:
    """One of a gateway's two default route tables, and how an attachment joins and leaves it."""

    option: str
    find: Callable[[Context, str, str], Any]
    join: Callable[[Context, str, str], None]
    wait: Callable[[Context, str, str], None]
    leave: Callable[[Context, str, str], None]


def _default_tables(
    ctx: Context, id: str, gateway_id: str, prior: TransitGatewayVpcAttachmentState | None
) -> dict[str, bool]:
    """Whether it uses the default tables; asked only for what the program says something of, and in an import."""
    asked = [name for name in _TABLES if prior is None or getattr(prior, name) is not None]
    gateway = _own_gateway(ctx, gateway_id) if asked else None
    if gateway is None:
        return {}
    tables = {name: gateway["Options"].get(_TABLES[name].option) for name in asked}
    return {name: bool(table and _TABLES[name].find(ctx, table, id)) for name, table in tables.items()}


def _set_default_tables(ctx: Context, id: str, args: TransitGatewayVpcAttachmentArgs, changed: frozenset[str]) -> None:
    wanted = {name: getattr(args, name) for name in _TABLES if name in changed and getattr(args, name) is not None}
    if not wanted:
        return
    gateway = _own_gateway(ctx, args.transit_gateway_id)
    if gateway is None:
        ctx.warn(
            f"{args.transit_gateway_id} belongs to another account, which alone can set its default route tables: "
            "transitGatewayDefaultRouteTableAssociation and -Propagation have no effect"
        )
        return
    for name, on in wanted.items():
        default = _TABLES[name]
        table = gateway["Options"].get(default.option)
        there = bool(table and default.find(ctx, table, id))
        if on and not table:
            raise PluginError(
                f"{to_camel(name)}: true, but {args.transit_gateway_id} has no default route table for it; leave it "
                "out or switch the gateway's default route table on"
            )
        if on and not there:
            default.join(ctx, table, id)
            default.wait(ctx, table, id)
        elif there and not on:
            default.leave(ctx, table, id)


def _own_gateway(ctx: Context, id: str) -> Any:
    """The gateway, ``None`` when another account shares it: that one alone sees and sets its route tables."""
    gateway = transit.describe_gateway(ctx, id)
    return gateway if gateway is not None and gateway.get("OwnerId") == ctx.account else None


_OPTIONS = {
    "dns_support": "DnsSupport",
    "ipv6_support": "Ipv6Support",
    "appliance_mode_support": "ApplianceModeSupport",
    "security_group_referencing_support": "SecurityGroupReferencingSupport",
}
_TABLES = {
    "transit_gateway_default_route_table_association": _DefaultTable(
        "AssociationDefaultRouteTableId",
        transit.find_association,
        transit.associate,
        transit.wait_associated,
        transit.disassociate,
    ),
    "transit_gateway_default_route_table_propagation": _DefaultTable(
        "PropagationDefaultRouteTableId",
        transit.find_propagation,
        transit.propagate,
        transit.wait_propagated,
        transit.stop_propagation,
    ),
}
