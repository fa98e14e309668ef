"""VPC endpoints and endpoint services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties, joined
from privateapi.topology.model import (
    DnsEntry,
    EndpointAddress,
    EndpointConnectionAccepter,
    EndpointService,
    EndpointServicePermission,
    Node,
    VpcEndpoint,
)
from privateapi.topology.values import Refs

_SUBNET = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"
_ROUTE_TABLE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"
_GROUP = "aws:ec2/securityGroupAssociation:SecurityGroupAssociation"
_POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"
_PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns"


@reads("privateapi:ec2:VpcEndpoint", "aws:ec2/vpcEndpoint:VpcEndpoint", id="vpcEndpointId")
def vpc_endpoint(read: Reading) -> Iterator[Node]:
    options = read.inside("dnsOptions")
    endpoint = VpcEndpoint(
        **read.node,
        type=read.text("vpcEndpointType"),
        vpc=read.ref("vpcId"),
        service_name=read.text("serviceName"),
        service=read.ref("serviceName"),
        service_region=read.text("serviceRegion"),
        subnets=read.refs("subnetIds"),
        route_tables=read.refs("routeTableIds"),
        security_groups=read.refs("securityGroupIds"),
        addresses=read.objects("subnetConfigurations", "subnetAddresses").map(
            lambda found: tuple(map(_address, found))
        ),
        private_dns_enabled=read.boolean("privateDnsEnabled"),
        private_dns_only_for_inbound_resolver_endpoint=options.boolean("privateDnsOnlyForInboundResolverEndpoint"),
        ip_address_type=read.text("ipAddressType"),
        dns_record_ip_type=options.text("dnsRecordIpType"),
        dns_entries=read.objects("dnsEntries").map(lambda found: tuple(map(_dns_entry, found))),
        policy=read.document("policy"),
        auto_accept=read.boolean("autoAccept"),
        state=read.text("state"),
    )
    yield replace(endpoint, **_beside(read, endpoint))


def _beside(read: Reading, endpoint: VpcEndpoint) -> dict[str, Any]:
    """What resources of their own add to an endpoint of pulumi_aws."""

    def own(type: str) -> list[Reading]:
        return read.referring(type, "vpcEndpointId")

    def added(refs: Refs, list: str, type: str, name: str) -> Refs:
        separate = own(type)
        return joined(Refs() if read.left_to(separate, list) else refs, [each.ref(name) for each in separate])

    found: dict[str, Any] = {
        "subnets": added(endpoint.subnets, "subnetIds", _SUBNET, "subnetId"),
        "route_tables": added(endpoint.route_tables, "routeTableIds", _ROUTE_TABLE, "routeTableId"),
        "security_groups": added(endpoint.security_groups, "securityGroupIds", _GROUP, "securityGroupId"),
    }
    for each in own(_POLICY):
        found["policy"] = each.document("policy")
    for each in own(_PRIVATE_DNS):
        found["private_dns_enabled"] = each.boolean("privateDnsEnabled")
    return found


def _address(entry: Properties) -> EndpointAddress:
    return EndpointAddress(entry.ref("subnetId"), entry.text("ipv4"), entry.text("ipv6"))


def _dns_entry(entry: Properties) -> DnsEntry:
    return DnsEntry(entry.text("dnsName"), entry.text("hostedZoneId"))


@reads(
    "privateapi:ec2:VpcEndpointService",
    "aws:ec2/vpcEndpointService:VpcEndpointService",
    id=("serviceId", "vpcEndpointServiceId"),
    names=("serviceName",),
)
def endpoint_service(read: Reading) -> Iterator[Node]:
    configuration = read.inside("privateDnsNameConfigurations", "privateDnsNameConfiguration")
    state = configuration.text("state")
    yield EndpointService(
        **read.node,
        service_name=read.text("serviceName"),
        network_load_balancers=read.refs("networkLoadBalancerArns"),
        gateway_load_balancers=read.refs("gatewayLoadBalancerArns"),
        acceptance_required=read.boolean("acceptanceRequired"),
        allowed_principals=read.texts("allowedPrincipals"),
        private_dns_name=read.text("privateDnsName"),
        private_dns_state=state if not state.missing else read.text("privateDnsNameState"),
        availability_zones=read.texts("availabilityZones"),
    )


@reads(
    "privateapi:ec2:VpcEndpointServicePermission",
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
)
def endpoint_service_permission(read: Reading) -> Iterator[Node]:
    yield EndpointServicePermission(
        **read.node,
        service=read.ref("vpcEndpointServiceId", "serviceId"),
        principal=read.text("principalArn", "principal"),
    )


@reads(
    "privateapi:ec2:VpcEndpointConnectionAccepter",
    "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
)
def endpoint_connection_accepter(read: Reading) -> Iterator[Node]:
    yield EndpointConnectionAccepter(
        **read.node,
        service=read.ref("vpcEndpointServiceId", "serviceId"),
        endpoint=read.ref("vpcEndpointId"),
    )
