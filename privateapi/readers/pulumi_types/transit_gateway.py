"""Transit gateways, their attachments, peerings, route tables and routes."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import (
    Node,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    TransitGatewayVpcAttachment,
)


@reads(
    "privateapi:ec2:TransitGateway",
    "aws:ec2transitgateway/transitGateway:TransitGateway",
    id="transitGatewayId",
)
def transit_gateway(read: Reading) -> Iterator[Node]:
    yield TransitGateway(
        **read.node,
        amazon_side_asn=read.integer("amazonSideAsn"),
        cidr_blocks=read.texts("transitGatewayCidrBlocks"),
        default_route_table_association=read.text("defaultRouteTableAssociation"),
        default_route_table_propagation=read.text("defaultRouteTablePropagation"),
        association_default_route_table=read.ref("associationDefaultRouteTableId"),
        propagation_default_route_table=read.ref("propagationDefaultRouteTableId"),
    )


@reads(
    "privateapi:ec2:TransitGatewayVpcAttachment",
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    id="transitGatewayAttachmentId",
)
def vpc_attachment(read: Reading) -> Iterator[Node]:
    yield TransitGatewayVpcAttachment(
        **read.node,
        transit_gateway=read.ref("transitGatewayId"),
        vpc=read.ref("vpcId"),
        subnets=read.refs("subnetIds"),
        default_route_table_association=read.boolean("transitGatewayDefaultRouteTableAssociation"),
        default_route_table_propagation=read.boolean("transitGatewayDefaultRouteTablePropagation"),
    )


@reads(
    "privateapi:ec2:TransitGatewayPeering",
    "aws:ec2transitgateway/peeringAttachment:PeeringAttachment",
    id="transitGatewayAttachmentId",
)
def peering(read: Reading) -> Iterator[Node]:
    yield TransitGatewayPeering(
        **read.node,
        transit_gateway=read.ref("transitGatewayId"),
        peer_transit_gateway=read.ref("peerTransitGatewayId"),
        peer_region=read.text("peerRegion"),
        peer_account=read.text("peerAccountId"),
    )


@reads(
    "privateapi:ec2:TransitGatewayPeeringAccepter",
    "aws:ec2transitgateway/peeringAttachmentAccepter:PeeringAttachmentAccepter",
    id="transitGatewayAttachmentId",
)
def peering_accepter(read: Reading) -> Iterator[Node]:
    yield TransitGatewayPeeringAccepter(**read.node, peering=read.ref("transitGatewayAttachmentId"))


@reads(
    "privateapi:ec2:TransitGatewayRouteTable",
    "aws:ec2transitgateway/routeTable:RouteTable",
    id="transitGatewayRouteTableId",
)
def route_table(read: Reading) -> Iterator[Node]:
    yield TransitGatewayRouteTable(
        **read.node,
        transit_gateway=read.ref("transitGatewayId"),
        default_association=read.boolean("defaultAssociationRouteTable"),
        default_propagation=read.boolean("defaultPropagationRouteTable"),
    )


@reads(
    "privateapi:ec2:TransitGatewayRouteTableAssociation",
    "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
)
def route_table_association(read: Reading) -> Iterator[Node]:
    yield TransitGatewayRouteTableAssociation(
        **read.node,
        route_table=read.ref("transitGatewayRouteTableId"),
        attachment=read.ref("transitGatewayAttachmentId"),
    )


@reads(
    "privateapi:ec2:TransitGatewayRouteTablePropagation",
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
)
def route_table_propagation(read: Reading) -> Iterator[Node]:
    yield TransitGatewayRouteTablePropagation(
        **read.node,
        route_table=read.ref("transitGatewayRouteTableId"),
        attachment=read.ref("transitGatewayAttachmentId"),
    )


@reads("privateapi:ec2:TransitGatewayRoute", "aws:ec2transitgateway/route:Route")
def route(read: Reading) -> Iterator[Node]:
    yield TransitGatewayRoute(
        **read.node,
        route_table=read.ref("transitGatewayRouteTableId"),
        destination=read.text("destinationCidrBlock"),
        attachment=read.ref("transitGatewayAttachmentId"),
        blackhole=read.boolean("blackhole"),
    )
