"""Typed classes of the `ec2` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping
from typing import Literal, Optional

import pulumi

from privateapi.sdk._base import Resource


@pulumi.input_type
class _VpcArgs:
    cidr_block: pulumi.Input[str] = pulumi.property("cidrBlock")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    instance_tenancy: Optional[pulumi.Input[Literal["default", "dedicated"]]] = pulumi.property(
        "instanceTenancy", default=None
    )
    enable_dns_support: Optional[pulumi.Input[bool]] = pulumi.property("enableDnsSupport", default=None)
    enable_dns_hostnames: Optional[pulumi.Input[bool]] = pulumi.property("enableDnsHostnames", default=None)
    enable_network_address_usage_metrics: Optional[pulumi.Input[bool]] = pulumi.property(
        "enableNetworkAddressUsageMetrics", default=None
    )
    assign_generated_ipv6_cidr_block: Optional[pulumi.Input[bool]] = pulumi.property(
        "assignGeneratedIpv6CidrBlock", default=None
    )


class Vpc(Resource):
    """A virtual private cloud with its DNS attributes."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[Optional[str]] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    cidr_block: pulumi.Output[str] = pulumi.property("cidrBlock")
    """The primary IPv4 block, /16 to /28, without host bits."""
    instance_tenancy: pulumi.Output[str] = pulumi.property("instanceTenancy")
    """Tenancy of instances; ``dedicated`` can be changed to ``default`` in place, never back."""
    enable_dns_support: pulumi.Output[bool] = pulumi.property("enableDnsSupport")
    """Whether the Amazon DNS server answers in the VPC; private DNS of endpoints and private zones need it."""
    enable_dns_hostnames: pulumi.Output[bool] = pulumi.property("enableDnsHostnames")
    """Whether instances get DNS host names; private DNS of endpoints and private zones need it."""
    enable_network_address_usage_metrics: pulumi.Output[bool] = pulumi.property("enableNetworkAddressUsageMetrics")
    """Whether CloudWatch gets network address usage metrics."""
    assign_generated_ipv6_cidr_block: pulumi.Output[bool] = pulumi.property("assignGeneratedIpv6CidrBlock")
    """Whether Amazon gives the VPC an IPv6 /56 block."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC's id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    ipv6_cidr_block: pulumi.Output[Optional[str]] = pulumi.property("ipv6CidrBlock")
    """The IPv6 block that Amazon gave."""
    ipv6_association_id: pulumi.Output[Optional[str]] = pulumi.property("ipv6AssociationId")
    """Id of the IPv6 block's association."""
    main_route_table_id: pulumi.Output[Optional[str]] = pulumi.property("mainRouteTableId")
    """The route table of subnets without one of their own."""
    default_security_group_id: pulumi.Output[Optional[str]] = pulumi.property("defaultSecurityGroupId")
    """The security group of interfaces without one of their own."""
    default_network_acl_id: pulumi.Output[Optional[str]] = pulumi.property("defaultNetworkAclId")
    """The network ACL of subnets without one of their own."""
    dhcp_options_id: pulumi.Output[Optional[str]] = pulumi.property("dhcpOptionsId")
    """The DHCP options in force."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the VPC."""
    _token = "privateapi:ec2:Vpc"
    _args_type = _VpcArgs
    _outputs = (
        "vpc_id",
        "arn",
        "ipv6_cidr_block",
        "ipv6_association_id",
        "main_route_table_id",
        "default_security_group_id",
        "default_network_acl_id",
        "dhcp_options_id",
        "owner_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        cidr_block: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        instance_tenancy: pulumi.Input[Literal["default", "dedicated"]] | None = None,
        enable_dns_support: pulumi.Input[bool] | None = None,
        enable_dns_hostnames: pulumi.Input[bool] | None = None,
        enable_network_address_usage_metrics: pulumi.Input[bool] | None = None,
        assign_generated_ipv6_cidr_block: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "cidr_block": cidr_block,
                "instance_tenancy": instance_tenancy,
                "enable_dns_support": enable_dns_support,
                "enable_dns_hostnames": enable_dns_hostnames,
                "enable_network_address_usage_metrics": enable_network_address_usage_metrics,
                "assign_generated_ipv6_cidr_block": assign_generated_ipv6_cidr_block,
            },
        )
