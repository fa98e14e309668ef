"""Gateways, attached VPCs and peerings made through the plugin, for tests of what builds on them."""

from typing import Any

from tests.plugin import Kept, Plugin

OWN, PEER = "us-east-1", "eu-west-1"
"""The plugin's Region, and that of the other side of peerings."""


def make_gateway(plugin: Plugin, **inputs: Any) -> Kept:
    return plugin.create("privateapi:ec2:TransitGateway", inputs)


def make_subnets(plugin: Plugin, octet: int = 0, zones: str = "ab") -> list[Kept]:
    """A VPC `10.<octet>.0.0/16` and a subnet in each of the zones."""
    vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": f"10.{octet}.0.0/16"})
    return [
        plugin.create(
            "privateapi:ec2:Subnet",
            {
                "vpcId": vpc.id,
                "cidrBlock": f"10.{octet}.{number}.0/24",
                "availabilityZone": f"{plugin.region}{zone}",
            },
        )
        for number, zone in enumerate(zones)
    ]


def make_attachment(plugin: Plugin, gateway: Kept, octet: int = 0, **inputs: Any) -> Kept:
    subnets = make_subnets(plugin, octet)
    required = {
        "transitGatewayId": gateway.id,
        "vpcId": subnets[0]["vpcId"],
        "subnetIds": [each.id for each in subnets],
    }
    return plugin.create("privateapi:ec2:TransitGatewayVpcAttachment", {**required, **inputs})


def make_peering(plugin: Plugin, region: str = OWN, peer_region: str = PEER, **inputs: Any) -> Kept:
    """A request from a new gateway of one Region to a new one of the other."""
    own, peer = make_gateway(plugin, region=region), make_gateway(plugin, region=peer_region)
    return plugin.create(
        "privateapi:ec2:TransitGatewayPeering",
        {
            "region": region,
            "transitGatewayId": own.id,
            "peerTransitGatewayId": peer.id,
            "peerRegion": peer_region,
            **inputs,
        },
    )


def accept(plugin: Plugin, peering: Kept) -> Kept:
    """The other side's acceptance."""
    inputs = {"transitGatewayAttachmentId": peering.id, "region": peering["peerRegion"]}
    return plugin.create("privateapi:ec2:TransitGatewayPeeringAccepter", inputs)
