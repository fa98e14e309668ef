"""Transit gateways, their attachments, peerings, route tables and routes."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    TransitGatewayVpcAttachment,
)
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "a transit gateway",
        "privateapi:ec2:TransitGateway",
        {
            "amazonSideAsn": 64512,
            "transitGatewayCidrBlocks": ["10.9.0.0/24"],
            "defaultRouteTableAssociation": "disable",
            "associationDefaultRouteTableId": "tgw-rtb-1",
        },
        {},
        TransitGateway,
        {
            "amazon_side_asn": 64512,
            "cidr_blocks": ["10.9.0.0/24"],
            "default_route_table_association": "disable",
            "default_route_table_propagation": None,
            "association_default_route_table": "tgw-rtb-1",
        },
    ),
    (
        "an attachment",
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        {
            "transitGatewayId": UNKNOWN,
            "vpcId": "vpc-1",
            "subnetIds": [UNKNOWN],
            "transitGatewayDefaultRouteTableAssociation": False,
        },
        {"transitGatewayId": ["urn:tgw"], "subnetIds": ["urn:subnet"]},
        TransitGatewayVpcAttachment,
        {
            "transit_gateway": ("?is not known yet (transitGatewayId)", "urn:tgw"),
            "vpc": "vpc-1",
            "subnets": (["?is not known yet (subnetIds[0])"], "urn:subnet"),
            "default_route_table_association": False,
            "default_route_table_propagation": None,
        },
    ),
    (
        "a peering",
        "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
        {"transitGatewayId": "tgw-1", "peerTransitGatewayId": "tgw-2", "peerRegion": "us-west-2", "peerAccountId": "1"},
        {},
        TransitGatewayPeering,
        {"transit_gateway": "tgw-1", "peer_transit_gateway": "tgw-2", "peer_region": "us-west-2", "peer_account": "1"},
    ),
    (
        "an accepter",
        "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter",
        {"transitGatewayAttachmentId": "tgw-attach-1"},
        {},
        TransitGatewayPeeringAccepter,
        {"peering": "tgw-attach-1"},
    ),
    (
        "a route table",
        "aws:ec2transitgateway/routeTable:RouteTable",
        {"transitGatewayId": "tgw-1", "defaultAssociationRouteTable": True},
        {},
        TransitGatewayRouteTable,
        {"transit_gateway": "tgw-1", "default_association": True, "default_propagation": None},
    ),
    (
        "an association",
        "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
        {"transitGatewayRouteTableId": "t", "transitGatewayAttachmentId": "a"},
        {},
        TransitGatewayRouteTableAssociation,
        {"route_table": "t", "attachment": "a"},
    ),
    (
        "a propagation",
        "privateapi:ec2:TransitGatewayRouteTablePropagation",
        {"transitGatewayRouteTableId": "t", "transitGatewayAttachmentId": "a"},
        {},
        TransitGatewayRouteTablePropagation,
        {"route_table": "t", "attachment": "a"},
    ),
    (
        "a route",
        "aws:ec2transitgateway/route:Route",
        {"transitGatewayRouteTableId": "t", "destinationCidrBlock": "10.1.0.0/16", "transitGatewayAttachmentId": "a"},
        {},
        TransitGatewayRoute,
        {"route_table": "t", "destination": "10.1.0.0/16", "attachment": "a", "blackhole": None},
    ),
    (
        "a blackhole",
        "privateapi:ec2:TransitGatewayRoute",
        {"transitGatewayRouteTableId": "t", "destinationCidrBlock": "10.1.0.0/16", "blackhole": True},
        {},
        TransitGatewayRoute,
        {"attachment": None, "blackhole": True},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
