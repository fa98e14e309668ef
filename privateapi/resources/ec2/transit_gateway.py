"""Transit gateways, the routers between VPCs and Regions (EC2 API: CreateTransitGateway, ModifyTransitGateway)."""

import ipaddress
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Cidr
from privateapi.provider.markers import ChangesWith, Replaces, ReplacesWhen
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._resource import Ec2Resource
from privateapi.resources.ec2._transit_gateway import Switch, describe_gateway


def _private_asn(value: int) -> int:
    if 64512 <= value <= 65534 or 4200000000 <= value <= 4294967294:
        return value
    raise ValueError(f"{value} is not a private ASN; 64512 to 65534 or 4200000000 to 4294967294 would be right")


def _gateway_block(value: str) -> str:
    block = ipaddress.ip_network(value)
    longest = 24 if block.version == 4 else 64
    if block.prefixlen > longest:
        raise ValueError(f"{value!r} is a /{block.prefixlen}; a transit gateway takes /{longest} or larger")
    if block.version == 4 and block.overlaps(_LINK_LOCAL):
        raise ValueError(f"{value!r} overlaps {_LINK_LOCAL}, which AWS keeps for itself")
    return value


def _sorted(values: list[str]) -> list[str]:
    return sorted(values)


_LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")


class TransitGatewayArgs(RegionalArgs, TaggedArgs):
    """Inputs of a transit gateway."""

    description: str | None = None
    """What it is for."""
    amazon_side_asn: Annotated[int, AfterValidator(_private_asn)] = 64512
    """Private ASN of Amazon's side of BGP sessions. Gateways that are peered should differ in it; AWS refuses to change
    it while there are VPN, Direct Connect or Connect attachments."""
    auto_accept_shared_attachments: Switch = "disable"
    """Whether attachments from other accounts are accepted by themselves."""
    default_route_table_association: Annotated[Switch, ReplacesWhen("enable")] = "enable"
    """Whether new attachments use the default route table. From `disable` to `enable` the gateway is replaced."""
    default_route_table_propagation: Annotated[Switch, ReplacesWhen("enable")] = "enable"
    """Whether new attachments propagate their routes to the default route table. From `disable` to `enable` the gateway
    is replaced."""
    dns_support: Switch = "enable"
    """Whether public DNS names of attached VPCs are resolved to private addresses."""
    security_group_referencing_support: Switch = "disable"
    """Whether security groups may name groups of other attached VPCs."""
    vpn_ecmp_support: Switch = "enable"
    """Whether VPN attachments share traffic by equal-cost multipath."""
    multicast_support: Annotated[Switch, Replaces()] = "disable"
    """Whether multicast domains can be made."""
    transit_gateway_cidr_blocks: Annotated[
        list[Annotated[Cidr, AfterValidator(_gateway_block)]] | None, AfterValidator(lambda v: v and _sorted(v))
    ] = None
    """Blocks of the gateway itself, for Connect attachments: at most 5, IPv4 /24 or larger, IPv6 /64 or larger."""

    def faults(self) -> Iterator[Fault]:
        blocks = self.transit_gateway_cidr_blocks
        if isinstance(blocks, list) and len(blocks) > 5:
            yield Fault("transitGatewayCidrBlocks", f"{len(blocks)} blocks; a transit gateway takes at most 5")


class TransitGatewayState(TransitGatewayArgs, State):
    """A transit gateway."""

    transit_gateway_id: str
    """The gateway's id."""
    arn: str
    """ARN."""
    owner_id: str | None = None
    """Account that owns the gateway."""
    association_default_route_table_id: Annotated[str | None, ChangesWith("default_route_table_association")] = None
    """Route table that new attachments are associated with; none when that is switched off."""
    propagation_default_route_table_id: Annotated[str | None, ChangesWith("default_route_table_propagation")] = None
    """Route table that new attachments propagate to; none when that is switched off."""


class TransitGateway(Ec2Resource[TransitGatewayArgs, TransitGatewayState]):
    """A transit gateway: a router in one Region for attached VPCs, VPNs and peered gateways."""

    noun = "EC2 transit gateway"
    resource_type = "transit-gateway"
    id_prefix = "tgw-"

    def create(self, ctx: Context, args: TransitGatewayArgs) -> str:
        options: dict[str, Any] = {api: getattr(args, name) for name, api in _OPTIONS.items()}
        options["MulticastSupport"] = args.multicast_support
        if args.transit_gateway_cidr_blocks:
            options["TransitGatewayCidrBlocks"] = args.transit_gateway_cidr_blocks
        gateway = ctx.client("ec2").create_transit_gateway(
            **({"Description": args.description} if args.description else {}),
            Options=options,
            TagSpecifications=self.tag_specifications(ctx, args),
        )["TransitGateway"]
        return str(gateway["TransitGatewayId"])

    def complete(self, ctx: Context, id: str, args: TransitGatewayArgs) -> None:
        ctx.wait("ec2", "TransitGatewayAvailable", 600, TransitGatewayIds=[id])

    def read(self, ctx: Context, id: str, prior: TransitGatewayState | None) -> TransitGatewayState | None:
        gateway = describe_gateway(ctx, id)
        if gateway is None:
            return None
        options = gateway["Options"]
        return self.state(
            region=ctx.region,
            tags=tag_map(gateway.get("Tags")),
            description=gateway.get("Description") or None,
            **{name: options.get(api) for name, api in _OPTIONS.items()},
            multicast_support=options.get("MulticastSupport"),
            transit_gateway_cidr_blocks=options.get("TransitGatewayCidrBlocks") or None,
            transit_gateway_id=id,
            arn=gateway["TransitGatewayArn"],
            owner_id=gateway.get("OwnerId"),
            association_default_route_table_id=options.get("AssociationDefaultRouteTableId"),
            propagation_default_route_table_id=options.get("PropagationDefaultRouteTableId"),
        )

    def update(
        self, ctx: Context, id: str, old: TransitGatewayState, new: TransitGatewayArgs, changed: frozenset[str]
    ) -> None:
        options: dict[str, Any] = {api: getattr(new, name) for name, api in _OPTIONS.items() if name in changed}
        if "transit_gateway_cidr_blocks" in changed:
            # Compared with what is there: an update that failed half-way may have added some already.
            gateway = describe_gateway(ctx, id) or {}
            before = set(gateway.get("Options", {}).get("TransitGatewayCidrBlocks") or ())
            after = set(new.transit_gateway_cidr_blocks or ())
            options["AddTransitGatewayCidrBlocks"] = sorted(after - before)
            options["RemoveTransitGatewayCidrBlocks"] = sorted(before - after)
        options = {name: value for name, value in options.items() if value != []}
        request: dict[str, Any] = {"Options": options} if options else {}
        if "description" in changed:
            request["Description"] = new.description or ""
        if request:
            ctx.client("ec2").modify_transit_gateway(TransitGatewayId=id, **request)
            ctx.wait("ec2", "TransitGatewayAvailable", 600, TransitGatewayIds=[id])
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: TransitGatewayState) -> None:
        ctx.retry(
            "ec2", "dependency", lambda: ctx.client("ec2").delete_transit_gateway(TransitGatewayId=id), timeout=300
        )
        ctx.wait("ec2", "TransitGatewayDeleted", 600, TransitGatewayIds=[id])


_OPTIONS = {
    "amazon_side_asn": "AmazonSideAsn",
    "auto_accept_shared_attachments": "AutoAcceptSharedAttachments",
    "default_route_table_association": "DefaultRouteTableAssociation",
    "default_route_table_propagation": "DefaultRouteTablePropagation",
    "dns_support": "DnsSupport",
    "security_group_referencing_support": "SecurityGroupReferencingSupport",
    "vpn_ecmp_support": "VpnEcmpSupport",
}
