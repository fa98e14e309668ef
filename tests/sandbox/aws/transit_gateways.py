"""Transit gateways, attachments and peerings made with boto3."""

from __future__ import annotations

from typing import Any

from privateapi.sandbox.aws.testing import REGION, Clients, make_network

PEER = "eu-west-1"


def make_gateway(aws: Clients, region: str = REGION, **options: Any) -> dict[str, Any]:
    gateway: dict[str, Any] = aws("ec2", region).create_transit_gateway(Options=options)["TransitGateway"]
    return gateway


def default_table(aws: Clients, gateway: dict[str, Any], region: str = REGION) -> str:
    """The default route table of a gateway as it is described."""
    ids = [gateway["TransitGatewayId"]]
    described = aws("ec2", region).describe_transit_gateways(TransitGatewayIds=ids)["TransitGateways"][0]
    return str(described["Options"]["AssociationDefaultRouteTableId"])


def attach(aws: Clients, gateway: dict[str, Any], second_octet: int = 0, **arguments: Any) -> str:
    """Attach a new VPC; the attachment's id."""
    network = make_network(aws, second_octet=second_octet)
    arguments = {"VpcId": network.vpc, "SubnetIds": list(network.subnets), **arguments}
    answer = aws("ec2").create_transit_gateway_vpc_attachment(TransitGatewayId=gateway["TransitGatewayId"], **arguments)
    return str(answer["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])


def request_peering(aws: Clients, own: dict[str, Any], peer: dict[str, Any], **arguments: Any) -> str:
    """Ask from the tests' Region for a peering with a gateway in the peer Region; the attachment's id."""
    answer = aws("ec2").create_transit_gateway_peering_attachment(
        TransitGatewayId=own["TransitGatewayId"],
        PeerTransitGatewayId=peer["TransitGatewayId"],
        PeerAccountId=peer["OwnerId"],
        PeerRegion=PEER,
        **arguments,
    )
    return str(answer["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"])


def tables_of(aws: Clients, gateway: dict[str, Any]) -> list[dict[str, Any]]:
    """The route tables of a gateway that are not deleted."""
    found = aws("ec2").describe_transit_gateway_route_tables(
        Filters=[{"Name": "transit-gateway-id", "Values": [gateway["TransitGatewayId"]]}]
    )["TransitGatewayRouteTables"]
    return [each for each in found if each["State"] != "deleted"]
