"""Typed classes of the `route53resolver` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class EndpointIpAddressArgs(TypedDict):
    """An address of an endpoint, in one subnet."""

    subnet_id: pulumi.Input[str]
    """The subnet's id."""
    ip: NotRequired[pulumi.Input[str] | None]
    """The IPv4 address, free and inside the subnet; left out, AWS chooses one."""
    ipv6: NotRequired[pulumi.Input[str] | None]
    """The IPv6 address, free and inside the subnet's IPv6 block; left out, AWS chooses one where it needs one."""


@pulumi.input_type
class _EndpointIpAddressKeys:
    subnet_id: pulumi.Input[str] = pulumi.property("subnetId")
    ip: Optional[pulumi.Input[str]] = pulumi.property("ip", default=None)
    ipv6: Optional[pulumi.Input[str]] = pulumi.property("ipv6", default=None)


class RuleTargetIpArgs(TypedDict):
    """A name server that questions are forwarded to."""

    ip: NotRequired[pulumi.Input[str] | None]
    """Its IPv4 address."""
    ipv6: NotRequired[pulumi.Input[str] | None]
    """Its IPv6 address, in a rule whose targets are all IPv6."""
    port: NotRequired[pulumi.Input[int] | None]
    """Its port; left out, 53."""
    protocol: NotRequired[pulumi.Input[Literal["Do53", "DoH", "DoH-FIPS"]] | None]
    """How it is asked; left out, ``Do53``. The outbound endpoint must have the protocol too."""
    server_name_indication: NotRequired[pulumi.Input[str] | None]
    """The name that a server for DNS over HTTPS shows in its certificate."""


@pulumi.input_type
class _RuleTargetIpKeys:
    ip: Optional[pulumi.Input[str]] = pulumi.property("ip", default=None)
    ipv6: Optional[pulumi.Input[str]] = pulumi.property("ipv6", default=None)
    port: Optional[pulumi.Input[int]] = pulumi.property("port", default=None)
    protocol: Optional[pulumi.Input[Literal["Do53", "DoH", "DoH-FIPS"]]] = pulumi.property("protocol", default=None)
    server_name_indication: Optional[pulumi.Input[str]] = pulumi.property("serverNameIndication", default=None)


@pulumi.output_type
class EndpointIpAddress(dict):  # type: ignore[type-arg]
    """An address of an endpoint, in one subnet."""

    subnet_id: str = pulumi.property("subnetId")
    """The subnet's id."""
    ip: Optional[str] = pulumi.property("ip", default=None)
    """The IPv4 address, free and inside the subnet; left out, AWS chooses one."""
    ipv6: Optional[str] = pulumi.property("ipv6", default=None)
    """The IPv6 address, free and inside the subnet's IPv6 block; left out, AWS chooses one where it needs one."""


@pulumi.output_type
class RuleTargetIp(dict):  # type: ignore[type-arg]
    """A name server that questions are forwarded to."""

    ip: Optional[str] = pulumi.property("ip", default=None)
    """Its IPv4 address."""
    ipv6: Optional[str] = pulumi.property("ipv6", default=None)
    """Its IPv6 address, in a rule whose targets are all IPv6."""
    port: Optional[int] = pulumi.property("port", default=None)
    """Its port; left out, 53."""
    protocol: Optional[str] = pulumi.property("protocol", default=None)
    """How it is asked; left out, ``Do53``. The outbound endpoint must have the protocol too."""
    server_name_indication: Optional[str] = pulumi.property("serverNameIndication", default=None)
    """The name that a server for DNS over HTTPS shows in its certificate."""


@pulumi.input_type
class _EndpointArgs:
    direction: pulumi.Input[Literal["INBOUND", "INBOUND_DELEGATION", "OUTBOUND"]] = pulumi.property("direction")
    ip_addresses: pulumi.Input[Sequence[pulumi.Input[_EndpointIpAddressKeys]]] = pulumi.property("ipAddresses")
    security_group_ids: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("securityGroupIds")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    resolver_endpoint_type: Optional[pulumi.Input[Literal["IPV4", "IPV6", "DUALSTACK"]]] = pulumi.property(
        "resolverEndpointType", default=None
    )
    protocols: Optional[pulumi.Input[Sequence[pulumi.Input[Literal["Do53", "DoH", "DoH-FIPS"]]]]] = pulumi.property(
        "protocols", default=None
    )
    rni_enhanced_metrics_enabled: Optional[pulumi.Input[bool]] = pulumi.property(
        "rniEnhancedMetricsEnabled", default=None
    )
    target_name_server_metrics_enabled: Optional[pulumi.Input[bool]] = pulumi.property(
        "targetNameServerMetricsEnabled", default=None
    )
    dns64_enabled: Optional[pulumi.Input[bool]] = pulumi.property("dns64Enabled", default=None)
    ipv6_internet_access_enabled: Optional[pulumi.Input[bool]] = pulumi.property(
        "ipv6InternetAccessEnabled", default=None
    )


class Endpoint(Resource):
    """An endpoint through which names are asked for between a VPC and other networks, inwards or outwards."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    direction: pulumi.Output[str] = pulumi.property("direction")
    """``INBOUND`` for questions that other networks ask the VPC's resolver, ``INBOUND_DELEGATION`` for zones that they
    delegate to it, ``OUTBOUND`` for questions that rules forward to other name servers.
    """
    ip_addresses: pulumi.Output[Sequence[EndpointIpAddress]] = pulumi.property("ipAddresses")
    """Two addresses or more, in subnets of one VPC and better in different Availability Zones. They are added and taken
    away one by one, and there are never fewer than two.
    """
    security_group_ids: pulumi.Output[Sequence[str]] = pulumi.property("securityGroupIds")
    """The groups of the network interfaces: they let port 53 in over TCP and UDP (inbound), or out (outbound)."""
    name: pulumi.Output[Optional[str]] = pulumi.property("name")
    """Name for the console, at most 64 characters."""
    resolver_endpoint_type: pulumi.Output[Optional[str]] = pulumi.property("resolverEndpointType")
    """Which addresses the endpoint has; left out, ``IPV4``. AWS changes none to ``IPV6`` in place."""
    protocols: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("protocols")
    """``Do53``, plain DNS, and DNS over HTTPS; left out, ``Do53`` alone."""
    rni_enhanced_metrics_enabled: pulumi.Output[Optional[bool]] = pulumi.property("rniEnhancedMetricsEnabled")
    """Whether there are metrics by the minute for each network interface."""
    target_name_server_metrics_enabled: pulumi.Output[Optional[bool]] = pulumi.property(
        "targetNameServerMetricsEnabled"
    )
    """Whether there are metrics by the minute for each name server that questions are forwarded to (outbound)."""
    dns64_enabled: pulumi.Output[Optional[bool]] = pulumi.property("dns64Enabled")
    """Whether clients with IPv6 alone get AAAA records for services with IPv4 alone (inbound)."""
    ipv6_internet_access_enabled: pulumi.Output[Optional[bool]] = pulumi.property("ipv6InternetAccessEnabled")
    """Whether questions may be forwarded to public IPv6 addresses through the internet gateway (outbound)."""
    endpoint_id: pulumi.Output[str] = pulumi.property("endpointId")
    """The endpoint's id, for rules."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    host_vpc_id: pulumi.Output[str] = pulumi.property("hostVpcId")
    """The VPC of the subnets."""
    status: pulumi.Output[str] = pulumi.property("status")
    """``OPERATIONAL``, or ``ACTION_NEEDED`` where AWS cannot keep it working."""
    addresses: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("addresses")
    """The IPv4 addresses, the lowest first: what on-premises name servers forward to (inbound), or let in (outbound).
    Known in a preview if all of them are chosen.
    """
    _token = "privateapi:route53resolver:Endpoint"
    _args_type = _EndpointArgs
    _outputs = ("endpoint_id", "arn", "host_vpc_id", "status", "addresses")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        direction: pulumi.Input[Literal["INBOUND", "INBOUND_DELEGATION", "OUTBOUND"]],
        ip_addresses: pulumi.Input[Sequence[pulumi.Input[EndpointIpAddressArgs]]],
        security_group_ids: pulumi.Input[Sequence[pulumi.Input[str]]],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        resolver_endpoint_type: pulumi.Input[Literal["IPV4", "IPV6", "DUALSTACK"]] | None = None,
        protocols: pulumi.Input[Sequence[pulumi.Input[Literal["Do53", "DoH", "DoH-FIPS"]]]] | None = None,
        rni_enhanced_metrics_enabled: pulumi.Input[bool] | None = None,
        target_name_server_metrics_enabled: pulumi.Input[bool] | None = None,
        dns64_enabled: pulumi.Input[bool] | None = None,
        ipv6_internet_access_enabled: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "direction": direction,
                "ip_addresses": ip_addresses,
                "security_group_ids": security_group_ids,
                "name": name,
                "resolver_endpoint_type": resolver_endpoint_type,
                "protocols": protocols,
                "rni_enhanced_metrics_enabled": rni_enhanced_metrics_enabled,
                "target_name_server_metrics_enabled": target_name_server_metrics_enabled,
                "dns64_enabled": dns64_enabled,
                "ipv6_internet_access_enabled": ipv6_internet_access_enabled,
            },
        )


@pulumi.input_type
class _RuleArgs:
    rule_type: pulumi.Input[Literal["FORWARD", "SYSTEM", "DELEGATE"]] = pulumi.property("ruleType")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    domain_name: Optional[pulumi.Input[Any]] = pulumi.property("domainName", default=None)
    delegation_record: Optional[pulumi.Input[str]] = pulumi.property("delegationRecord", default=None)
    target_ips: Optional[pulumi.Input[Sequence[pulumi.Input[_RuleTargetIpKeys]]]] = pulumi.property(
        "targetIps", default=None
    )
    resolver_endpoint_id: Optional[pulumi.Input[str]] = pulumi.property("resolverEndpointId", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)


class Rule(Resource):
    """Where the resolver of associated VPCs sends questions for a domain."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    rule_type: pulumi.Output[str] = pulumi.property("ruleType")
    """``FORWARD`` sends questions for the domain to the targets, ``SYSTEM`` keeps a subdomain of such a domain with the
    VPC's resolver, ``DELEGATE`` follows NS records of private zones to name servers of other networks.
    """
    domain_name: pulumi.Output[Optional[Any]] = pulumi.property("domainName")
    """The domain with all names below it; ``.`` stands for all names. Of several rules the longest domain wins, and a
    rule wins over a private zone of the same name.
    """
    delegation_record: pulumi.Output[Optional[str]] = pulumi.property("delegationRecord")
    """For ``DELEGATE``: the name server in the NS records that are followed."""
    target_ips: pulumi.Output[Optional[Sequence[RuleTargetIp]]] = pulumi.property("targetIps")
    """For ``FORWARD``: the name servers, all by IPv4 or all by IPv6."""
    resolver_endpoint_id: pulumi.Output[Optional[str]] = pulumi.property("resolverEndpointId")
    """For ``FORWARD`` and ``DELEGATE``: the outbound endpoint."""
    name: pulumi.Output[Optional[str]] = pulumi.property("name")
    """Name for the console, at most 64 characters."""
    rule_id: pulumi.Output[str] = pulumi.property("ruleId")
    """The rule's id, for associations."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    owner_id: pulumi.Output[Optional[str]] = pulumi.property("ownerId")
    """Account that owns the rule."""
    share_status: pulumi.Output[Optional[str]] = pulumi.property("shareStatus")
    """``NOT_SHARED``, ``SHARED_BY_ME`` or ``SHARED_WITH_ME``."""
    _token = "privateapi:route53resolver:Rule"
    _args_type = _RuleArgs
    _outputs = ("rule_id", "arn", "owner_id", "share_status")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        rule_type: pulumi.Input[Literal["FORWARD", "SYSTEM", "DELEGATE"]],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        domain_name: pulumi.Input[Any] | None = None,
        delegation_record: pulumi.Input[str] | None = None,
        target_ips: pulumi.Input[Sequence[pulumi.Input[RuleTargetIpArgs]]] | None = None,
        resolver_endpoint_id: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "rule_type": rule_type,
                "domain_name": domain_name,
                "delegation_record": delegation_record,
                "target_ips": target_ips,
                "resolver_endpoint_id": resolver_endpoint_id,
                "name": name,
            },
        )


@pulumi.input_type
class _RuleAssociationArgs:
    resolver_rule_id: pulumi.Input[str] = pulumi.property("resolverRuleId")
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)


class RuleAssociation(Resource):
    """A VPC whose resolver follows a rule."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    resolver_rule_id: pulumi.Output[str] = pulumi.property("resolverRuleId")
    """The rule."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC, of the rule's Region; it has one rule at most for a domain."""
    name: pulumi.Output[Optional[str]] = pulumi.property("name")
    """Name for the console, at most 64 characters."""
    status: pulumi.Output[str] = pulumi.property("status")
    """``COMPLETE``, or ``OVERRIDDEN`` while another rule is stronger."""
    _token = "privateapi:route53resolver:RuleAssociation"
    _args_type = _RuleAssociationArgs
    _outputs = ("status",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        resolver_rule_id: pulumi.Input[str],
        vpc_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "resolver_rule_id": resolver_rule_id,
                "vpc_id": vpc_id,
                "name": name,
            },
        )
