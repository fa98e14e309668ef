"""VPCs with one block on transit gateways of two Regions that are peered."""

# aws-network: AWS-CIDR-06: VPC us-east-1 in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC us-west-2
#     in us-west-2; they are attached to transit gateway us-east-1 and transit gateway us-west-2, which are peered

from privateapi.sdk import ec2

gateways = {}
for region in ("us-east-1", "us-west-2"):
    gateways[region] = ec2.TransitGateway(region, region=region, amazon_side_asn=64512 + len(gateways))
    vpc = ec2.Vpc(region, region=region, cidr_block="10.0.0.0/16")
    subnet = ec2.Subnet(
        region, region=region, vpc_id=vpc.vpc_id, cidr_block="10.0.0.0/24", availability_zone=f"{region}a"
    )
    ec2.TransitGatewayVpcAttachment(
        region,
        region=region,
        transit_gateway_id=gateways[region].transit_gateway_id,
        vpc_id=vpc.vpc_id,
        subnet_ids=[subnet.subnet_id],
    )
peering = ec2.TransitGatewayPeering(
    "mesh",
    region="us-east-1",
    transit_gateway_id=gateways["us-east-1"].transit_gateway_id,
    peer_transit_gateway_id=gateways["us-west-2"].transit_gateway_id,
    peer_region="us-west-2",
)
ec2.TransitGatewayPeeringAccepter(
    "mesh", region="us-west-2", transit_gateway_attachment_id=peering.transit_gateway_attachment_id
)
