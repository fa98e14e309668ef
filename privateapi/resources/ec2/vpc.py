"""Virtual private clouds (EC2 API: CreateVpc, ModifyVpcAttribute)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ipv6Cidr, VpcCidr
from privateapi.provider.markers import Chosen, Replaces, ReplacesWhen
from privateapi.provider.model import RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.resources.ec2._resource import Ec2Resource


class VpcArgs(RegionalArgs, TaggedArgs):
    """Inputs of a VPC."""

    cidr_block: Annotated[VpcCidr, Replaces()]
    """The primary IPv4 block, /16 to /28, without host bits."""
    instance_tenancy: Annotated[Literal["default", "dedicated"], ReplacesWhen("dedicated")] = "default"
    """Tenancy of instances; ``dedicated`` is changed to ``default`` in place, back only by a replacement."""
    enable_dns_support: bool = True
    """Whether the Amazon DNS server answers in the VPC; private DNS of endpoints and private zones need it."""
    enable_dns_hostnames: bool = False
    """Whether instances get DNS host names; private DNS of endpoints and private zones need it."""
    enable_network_address_usage_metrics: bool = False
    """Whether CloudWatch gets network address usage metrics."""
    assign_generated_ipv6_cidr_block: Annotated[bool, Replaces()] = False
    """Whether Amazon gives the VPC an IPv6 /56 block."""

    def faults(self) -> Iterator[Fault]:
        if self.enable_dns_hostnames is True and self.enable_dns_support is False:
            yield Fault(
                "enableDnsHostnames", "true needs enableDnsSupport to be true as well; AWS refuses it otherwise"
            )


class VpcState(VpcArgs, State):
    """A VPC."""

    vpc_id: str
    """The VPC's id."""
    arn: str
    """ARN."""
    ipv6_cidr_block: Annotated[Ipv6Cidr | None, Chosen()] = None
    """The IPv6 block that Amazon gave."""
    ipv6_association_id: str | None = None
    """Id of the IPv6 block's association."""
    main_route_table_id: str | None = None
    """The route table of subnets without one of their own."""
    default_security_group_id: str | None = None
    """The security group of interfaces without one of their own."""
    default_network_acl_id: str | None = None
    """The network ACL of subnets without one of their own."""
    dhcp_options_id: str | None = None
    """The DHCP options in force."""
    owner_id: str | None = None
    """Account that owns the VPC."""


class Vpc(Ec2Resource[VpcArgs, VpcState]):
    """A virtual private cloud with its DNS attributes."""

    noun = "EC2 VPC"
    resource_type = "vpc"
    id_prefix = "vpc-"

    def create(self, ctx: Context, args: VpcArgs) -> str:
        vpc = ctx.client("ec2").create_vpc(
            CidrBlock=args.cidr_block,
            InstanceTenancy=args.instance_tenancy,
            AmazonProvidedIpv6CidrBlock=args.assign_generated_ipv6_cidr_block,
            TagSpecifications=self.tag_specifications(ctx, args),
        )["Vpc"]
        return str(vpc["VpcId"])

    def complete(self, ctx: Context, id: str, args: VpcArgs) -> None:
        ctx.wait("ec2", "VpcAvailable", 300, VpcIds=[id])
        # A new VPC has DNS support and nothing else.
        differs = {name for name in _ATTRIBUTES if getattr(args, name) != (name == "enable_dns_support")}
        self._set_attributes(ctx, id, args, frozenset(differs))

    def read(self, ctx: Context, id: str, prior: VpcState | None) -> VpcState | None:
        ec2 = ctx.client("ec2")
        vpc = ec2.describe_vpcs(VpcIds=[id])["Vpcs"][0]
        attributes = {
            name: ec2.describe_vpc_attribute(VpcId=id, Attribute=attribute[0].lower() + attribute[1:])[attribute][
                "Value"
            ]
            for name, attribute in _ATTRIBUTES.items()
        }
        in_vpc = [{"Name": "vpc-id", "Values": [id]}]
        route_tables = ec2.describe_route_tables(Filters=[*in_vpc, {"Name": "association.main", "Values": ["true"]}])[
            "RouteTables"
        ]
        groups = ec2.describe_security_groups(Filters=[*in_vpc, {"Name": "group-name", "Values": ["default"]}])
        acls = ec2.describe_network_acls(Filters=[*in_vpc, {"Name": "default", "Values": ["true"]}])["NetworkAcls"]
        ipv6 = next(
            (
                each
                for each in vpc.get("Ipv6CidrBlockAssociationSet", [])
                if each["Ipv6CidrBlockState"]["State"] == "associated" and each.get("Ipv6Pool", "Amazon") == "Amazon"
            ),
            None,
        )
        if prior is not None and not prior.assign_generated_ipv6_cidr_block:
            # It is the block of a `VpcCidrBlock`.
            ipv6 = None
        return self.state(
            region=ctx.region,
            tags=tag_map(vpc.get("Tags")),
            cidr_block=vpc["CidrBlock"],
            instance_tenancy=vpc["InstanceTenancy"],
            **attributes,
            assign_generated_ipv6_cidr_block=ipv6 is not None,
            vpc_id=id,
            arn=ctx.arn("ec2", f"vpc/{id}"),
            ipv6_cidr_block=ipv6 and ipv6["Ipv6CidrBlock"],
            ipv6_association_id=ipv6 and ipv6["AssociationId"],
            main_route_table_id=route_tables[0]["RouteTableId"] if route_tables else None,
            default_security_group_id=next((each["GroupId"] for each in groups["SecurityGroups"]), None),
            default_network_acl_id=acls[0]["NetworkAclId"] if acls else None,
            dhcp_options_id=vpc.get("DhcpOptionsId"),
            owner_id=vpc.get("OwnerId"),
        )

    def update(self, ctx: Context, id: str, old: VpcState, new: VpcArgs, changed: frozenset[str]) -> None:
        if "instance_tenancy" in changed:
            ctx.client("ec2").modify_vpc_tenancy(VpcId=id, InstanceTenancy=new.instance_tenancy)
        self._set_attributes(ctx, id, new, changed)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: VpcState) -> None:
        ctx.retry("ec2", "dependency", lambda: ctx.client("ec2").delete_vpc(VpcId=id))

    def _set_attributes(self, ctx: Context, id: str, args: VpcArgs, changed: frozenset[str]) -> None:
        # AWS takes one attribute in a call; host names may be on only while DNS support is, so support goes first
        # when it is switched on and last when it is switched off.
        names = [name for name in _ATTRIBUTES if name in changed]
        if not args.enable_dns_support:
            names.reverse()
        for name in names:
            ctx.client("ec2").modify_vpc_attribute(VpcId=id, **{_ATTRIBUTES[name]: {"Value": getattr(args, name)}})


_ATTRIBUTES = {
    "enable_dns_support": "EnableDnsSupport",
    "enable_dns_hostnames": "EnableDnsHostnames",
    "enable_network_address_usage_metrics": "EnableNetworkAddressUsageMetrics",
}
