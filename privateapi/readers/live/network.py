"""VPCs, subnets, routes, peerings, transit gateways, security groups and endpoints that exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from privateapi.readers.live.place import Place, given, reads_live, texts, to, to_all
from privateapi.topology.model import (
    Direction,
    DnsEntry,
    EndpointAddress,
    EndpointService,
    InternetGateway,
    NatGateway,
    Node,
    Route,
    RouteTable,
    RouteTableAssociation,
    RouteTarget,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcCidrBlock,
    VpcEndpoint,
    VpcPeering,
)
from privateapi.topology.values import MISSING, Known, Ref, Value

# A peering in one of these is gone or never was.
_GONE = frozenset({"deleted", "deleting", "expired", "failed", "rejected"})

_ROUTE_TARGETS = {
    "TransitGatewayId": RouteTarget.TRANSIT_GATEWAY,
    "VpcPeeringConnectionId": RouteTarget.VPC_PEERING,
    "NatGatewayId": RouteTarget.NAT_GATEWAY,
    "NetworkInterfaceId": RouteTarget.NETWORK_INTERFACE,
    "GatewayId": RouteTarget.GATEWAY,
    "CoreNetworkArn": RouteTarget.OTHER,
    "CarrierGatewayId": RouteTarget.OTHER,
    "EgressOnlyInternetGatewayId": RouteTarget.OTHER,
    "LocalGatewayId": RouteTarget.OTHER,
}


@reads_live("VPCs", "ec2:DescribeVpcs")
def vpcs(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_vpcs", "Vpcs"):
        id = found["VpcId"]
        node = place.node("AWS::EC2::VPC", id, tags=found.get("Tags"))
        ipv6 = _associated(found.get("Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState")
        yield Vpc(
            **node,
            cidr_block=given(found.get("CidrBlock")),
            ipv6_cidr_block=given(ipv6[0]) if ipv6 else MISSING,
            enable_dns_support=_attribute(place, id, "enableDnsSupport"),
            enable_dns_hostnames=_attribute(place, id, "enableDnsHostnames"),
        )
        further = _associated(found.get("CidrBlockAssociationSet"), "CidrBlock", "CidrBlockState")
        for block in [*(each for each in further if each != found.get("CidrBlock")), *ipv6[1:]]:
            yield VpcCidrBlock(**place.part(node, block), vpc=to(id), cidr_block=Known(block))


def _attribute(place: Place, vpc: str, name: str) -> Value[bool]:
    answer = place.client("ec2").describe_vpc_attribute(VpcId=vpc, Attribute=name)
    return given(answer.get(name[0].upper() + name[1:], {}).get("Value"))


def _associated(associations: Any, name: str, state: str) -> list[str]:
    return [
        each[name]
        for each in associations or ()
        if each.get(name) and each.get(state, {}).get("State", "associated") in ("associated", "associating")
    ]


@reads_live("subnets", "ec2:DescribeSubnets")
def subnets(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_subnets", "Subnets"):
        ipv6 = _associated(found.get("Ipv6CidrBlockAssociationSet"), "Ipv6CidrBlock", "Ipv6CidrBlockState")
        yield Subnet(
            **place.node(
                "AWS::EC2::Subnet",
                found["SubnetId"],
                identifiers=[found.get("SubnetArn")],
                tags=found.get("Tags"),
            ),
            vpc=to(found.get("VpcId")),
            cidr_block=given(found.get("CidrBlock")),
            ipv6_cidr_block=given(ipv6[0]) if ipv6 else MISSING,
            availability_zone=given(found.get("AvailabilityZone")),
            availability_zone_id=given(found.get("AvailabilityZoneId")),
            map_public_ip_on_launch=given(found.get("MapPublicIpOnLaunch")),
        )


@reads_live("route tables", "ec2:DescribeRouteTables")
def route_tables(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_route_tables", "RouteTables"):
        id = found["RouteTableId"]
        node = place.node("AWS::EC2::RouteTable", id, tags=found.get("Tags"))
        associations = found.get("Associations") or ()
        yield RouteTable(**node, vpc=to(found.get("VpcId")), main=Known(any(each.get("Main") for each in associations)))
        for each in associations:
            if each.get("SubnetId") or each.get("GatewayId"):
                yield RouteTableAssociation(
                    **place.part(node, each["RouteTableAssociationId"]),
                    route_table=to(id),
                    subnet=to(each.get("SubnetId")),
                    gateway=to(each.get("GatewayId")),
                )
        for index, route in enumerate(found.get("Routes") or ()):
            if route.get("GatewayId") == "local":
                continue
            # Gateway endpoints put a route for their service there themselves.
            kind, target = _target(route)
            yield Route(
                **place.part(node, f"routes[{index}]"),
                route_table=to(id),
                destination=given(route.get("DestinationCidrBlock") or route.get("DestinationIpv6CidrBlock")),
                destination_prefix_list=to(route.get("DestinationPrefixListId")),
                target_kind=kind,
                target=target,
                state=given(route.get("State")),
            )


def _target(route: dict[str, Any]) -> tuple[RouteTarget, Ref]:
    for name, kind in _ROUTE_TARGETS.items():
        if route.get(name):
            endpoint = name == "GatewayId" and str(route[name]).startswith("vpce-")
            return RouteTarget.VPC_ENDPOINT if endpoint else kind, to(route[name])
    return RouteTarget.OTHER, Ref()


@reads_live("internet gateways", "ec2:DescribeInternetGateways")
def internet_gateways(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_internet_gateways", "InternetGateways"):
        attached = [each["VpcId"] for each in found.get("Attachments") or () if each.get("VpcId")]
        yield InternetGateway(
            **place.node("AWS::EC2::InternetGateway", found["InternetGatewayId"], tags=found.get("Tags")),
            vpc=to(attached[0] if attached else None),
        )


@reads_live("NAT gateways", "ec2:DescribeNatGateways")
def nat_gateways(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_nat_gateways", "NatGateways"):
        if found.get("State") not in _GONE:
            yield NatGateway(
                **place.node("AWS::EC2::NatGateway", found["NatGatewayId"], tags=found.get("Tags")),
                subnet=to(found.get("SubnetId")),
                connectivity_type=given(found.get("ConnectivityType")),
            )


@reads_live("security groups", "ec2:DescribeSecurityGroups")
def security_groups(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_security_groups", "SecurityGroups"):
        id = found["GroupId"]
        node = place.node("AWS::EC2::SecurityGroup", id, name=found.get("GroupName", ""), tags=found.get("Tags"))
        yield SecurityGroup(**node, vpc=to(found.get("VpcId")), group_name=given(found.get("GroupName")))
        for direction, name in ((Direction.INGRESS, "IpPermissions"), (Direction.EGRESS, "IpPermissionsEgress")):
            for index, rule in enumerate(found.get(name) or ()):
                for number, peer in enumerate(_peers(rule)):
                    yield SecurityGroupRule(
                        **place.part(node, f"{direction}[{index}][{number}]"),
                        security_group=to(id),
                        direction=direction,
                        ip_protocol=given(rule.get("IpProtocol")),
                        from_port=given(rule.get("FromPort")),
                        to_port=given(rule.get("ToPort")),
                        **peer,
                    )


def _peers(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The peers of a rule one by one: quotas count them, and programs have a resource for each."""
    for each in rule.get("IpRanges") or ():
        yield {"cidr_blocks": texts([each["CidrIp"]])}
    for each in rule.get("Ipv6Ranges") or ():
        yield {"ipv6_cidr_blocks": texts([each["CidrIpv6"]])}
    for each in rule.get("PrefixListIds") or ():
        yield {"prefix_lists": to_all([each["PrefixListId"]])}
    for each in rule.get("UserIdGroupPairs") or ():
        yield {"referenced_groups": to_all([each["GroupId"]])}


@reads_live("VPC peerings", "ec2:DescribeVpcPeeringConnections")
def peerings(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections"):
        status = found.get("Status", {}).get("Code")
        if status in _GONE:
            continue
        requester, accepter = found.get("RequesterVpcInfo", {}), found.get("AccepterVpcInfo", {})
        yield VpcPeering(
            # Both Regions show the one peering, which is in that of the requester.
            **place.node(
                "AWS::EC2::VPCPeeringConnection",
                found["VpcPeeringConnectionId"],
                key=f"{found['VpcPeeringConnectionId']}",
                tags=found.get("Tags"),
                region=requester.get("Region"),
            ),
            vpc=to(requester.get("VpcId")),
            peer_vpc=to(accepter.get("VpcId")),
            peer_region=given(accepter.get("Region")),
            peer_account=given(accepter.get("OwnerId")),
            status=given(status),
        )


@reads_live("transit gateways", "ec2:DescribeTransitGateways")
def transit_gateways(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_transit_gateways", "TransitGateways"):
        if found.get("State") in _GONE:
            continue
        options = found.get("Options", {})
        yield TransitGateway(
            **place.node(
                "AWS::EC2::TransitGateway",
                found["TransitGatewayId"],
                identifiers=[found.get("TransitGatewayArn")],
                tags=found.get("Tags"),
            ),
            amazon_side_asn=given(options.get("AmazonSideAsn")),
            cidr_blocks=texts(options.get("TransitGatewayCidrBlocks")),
            default_route_table_association=given(options.get("DefaultRouteTableAssociation")),
            default_route_table_propagation=given(options.get("DefaultRouteTablePropagation")),
            association_default_route_table=to(options.get("AssociationDefaultRouteTableId")),
            propagation_default_route_table=to(options.get("PropagationDefaultRouteTableId")),
        )


@reads_live("transit gateway attachments", "ec2:DescribeTransitGatewayVpcAttachments")
def vpc_attachments(place: Place) -> Iterator[Node]:
    found_all = place.pages("ec2", "describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments")
    for found in found_all:
        if found.get("State") not in _GONE:
            yield TransitGatewayVpcAttachment(
                **place.node(
                    "AWS::EC2::TransitGatewayVpcAttachment",
                    found["TransitGatewayAttachmentId"],
                    tags=found.get("Tags"),
                ),
                transit_gateway=to(found.get("TransitGatewayId")),
                vpc=to(found.get("VpcId")),
                subnets=to_all(found.get("SubnetIds")),
                # What the gateway did by default at the attachment is in its tables now.
                default_route_table_association=Known(False),
                default_route_table_propagation=Known(False),
            )


@reads_live("transit gateway peerings", "ec2:DescribeTransitGatewayPeeringAttachments")
def gateway_peerings(place: Place) -> Iterator[Node]:
    found_all = place.pages("ec2", "describe_transit_gateway_peering_attachments", "TransitGatewayPeeringAttachments")
    for found in found_all:
        if found.get("State") in _GONE:
            continue
        requester, accepter = found.get("RequesterTgwInfo", {}), found.get("AccepterTgwInfo", {})
        yield TransitGatewayPeering(
            # Both Regions show the one peering, which is in that of the requester.
            **place.node(
                "AWS::EC2::TransitGatewayPeeringAttachment",
                found["TransitGatewayAttachmentId"],
                key=found["TransitGatewayAttachmentId"],
                tags=found.get("Tags"),
                region=requester.get("Region"),
            ),
            transit_gateway=to(requester.get("TransitGatewayId")),
            peer_transit_gateway=to(accepter.get("TransitGatewayId")),
            peer_region=given(accepter.get("Region")),
            peer_account=given(accepter.get("OwnerId")),
            state=given(found.get("State")),
        )


@reads_live("transit gateway route tables", "ec2:DescribeTransitGatewayRouteTables")
def gateway_route_tables(place: Place) -> Iterator[Node]:
    for found in place.pages("ec2", "describe_transit_gateway_route_tables", "TransitGatewayRouteTables"):
        if found.get("State") in _GONE:
            continue
        id = found["TransitGatewayRouteTableId"]
        node = place.node("AWS::EC2::TransitGatewayRouteTable", id, tags=found.get("Tags"))
        yield TransitGatewayRouteTable(
            **node,
            transit_gateway=to(found.get("TransitGatewayId")),
            default_association=given(found.get("DefaultAssociationRouteTable")),
            default_propagation=given(found.get("DefaultPropagationRouteTable")),
        )
        table = {"TransitGatewayRouteTableId": id}
        for each in place.pages("ec2", "get_transit_gateway_route_table_associations", "Associations", **table):
            attachment = each["TransitGatewayAttachmentId"]
            yield TransitGatewayRouteTableAssociation(
                **place.part(node, f"association {attachment}"), route_table=to(id), attachment=to(attachment)
            )
        propagations = "TransitGatewayRouteTablePropagations"
        for each in place.pages("ec2", "get_transit_gateway_route_table_propagations", propagations, **table):
            attachment = each["TransitGatewayAttachmentId"]
            yield TransitGatewayRouteTablePropagation(
                **place.part(node, f"propagation {attachment}"), route_table=to(id), attachment=to(attachment)
            )
        # Propagated routes follow from the propagations.
        static = [{"Name": "type", "Values": ["static"]}]
        for each in place.pages("ec2", "search_transit_gateway_routes", "Routes", Filters=static, **table):
            attachments = each.get("TransitGatewayAttachments") or ()
            yield TransitGatewayRoute(
                **place.part(node, f"route {each['DestinationCidrBlock']}"),
                route_table=to(id),
                destination=Known(each["DestinationCidrBlock"]),
                attachment=to(attachments[0].get("TransitGatewayAttachmentId") if attachments else None),
                blackhole=Known(each.get("State") == "blackhole"),
            )


@reads_live("VPC endpoints", "ec2:DescribeVpcEndpoints")
def endpoints(place: Place) -> Iterator[Node]:
    addresses = _endpoint_addresses(place)
    for found in place.pages("ec2", "describe_vpc_endpoints", "VpcEndpoints"):
        id = found["VpcEndpointId"]
        own = tuple(address for each in found.get("NetworkInterfaceIds") or () for address in addresses.get(each, ()))
        yield VpcEndpoint(
            **place.node("AWS::EC2::VPCEndpoint", id, tags=found.get("Tags")),
            type=given(found.get("VpcEndpointType")),
            vpc=to(found.get("VpcId")),
            service_name=given(found.get("ServiceName")),
            service=to(found.get("ServiceName")),
            service_region=given(found.get("ServiceRegion")),
            subnets=to_all(found.get("SubnetIds")),
            route_tables=to_all(found.get("RouteTableIds")),
            security_groups=to_all([each["GroupId"] for each in found.get("Groups") or ()]),
            addresses=Known(own) if own else MISSING,
            private_dns_enabled=given(found.get("PrivateDnsEnabled")),
            ip_address_type=given(found.get("IpAddressType")),
            dns_record_ip_type=given((found.get("DnsOptions") or {}).get("DnsRecordIpType")),
            dns_entries=_dns_entries(found),
            policy=given(found.get("PolicyDocument")),
            state=given(found.get("State")),
        )


def _dns_entries(found: dict[str, Any]) -> Value[tuple[DnsEntry, ...]]:
    entries = tuple(
        DnsEntry(given(each.get("DnsName")), given(each.get("HostedZoneId"))) for each in found.get("DnsEntries") or ()
    )
    return Known(entries) if entries else MISSING


def _endpoint_addresses(place: Place) -> dict[str, list[EndpointAddress]]:
    """The addresses of endpoints by network interface, in one call instead of one for each endpoint."""
    found: defaultdict[str, list[EndpointAddress]] = defaultdict(list)
    filters = [{"Name": "interface-type", "Values": ["vpc_endpoint"]}]
    for each in place.pages("ec2", "describe_network_interfaces", "NetworkInterfaces", Filters=filters):
        found[each["NetworkInterfaceId"]].append(
            EndpointAddress(to(each.get("SubnetId")), given(each.get("PrivateIpAddress")))
        )
    return found


@reads_live("endpoint services", "ec2:DescribeVpcEndpointServiceConfigurations")
def endpoint_services(place: Place) -> Iterator[Node]:
    operation = "describe_vpc_endpoint_service_configurations"
    for found in place.pages("ec2", operation, "ServiceConfigurations"):
        private_name = found.get("PrivateDnsNameConfiguration") or {}
        principals = place.pages(
            "ec2",
            "describe_vpc_endpoint_service_permissions",
            "AllowedPrincipals",
            ServiceId=found["ServiceId"],
        )
        yield EndpointService(
            **place.node(
                "AWS::EC2::VPCEndpointService",
                found["ServiceId"],
                identifiers=[found.get("ServiceName")],
                tags=found.get("Tags"),
            ),
            service_name=given(found.get("ServiceName")),
            network_load_balancers=to_all(found.get("NetworkLoadBalancerArns")),
            gateway_load_balancers=to_all(found.get("GatewayLoadBalancerArns")),
            acceptance_required=given(found.get("AcceptanceRequired")),
            allowed_principals=texts([each["Principal"] for each in principals]),
            private_dns_name=given(found.get("PrivateDnsName")),
            private_dns_state=given(private_name.get("State")),
            availability_zones=texts(found.get("AvailabilityZones")),
        )
