"""Gateways of two Regions that are peered in the program and not accepted, between Regions of one name."""

# aws-network: AWS-CIDR-09: transit gateway us-east-1 has no static route over transit gateway peering mesh to
#     10.1.0.0/16 of VPC us-west-2 behind transit gateway us-west-2

from privateapi.sdk import ec2

gateways = {}
for index, region in enumerate(("us-east-1", "us-west-2")):
    gateways[region] = ec2.TransitGateway(region, region=region, amazon_side_asn=64512 + index)
    vpc = ec2.Vpc(region, region=region, cidr_block=f"10.{index}.0.0/16")
    subnet = ec2.Subnet(
        region, region=region, vpc_id=vpc.vpc_id, cidr_block=f"10.{index}.0.0/24", availability_zone=f"{region}a"
    )
    ec2.TransitGatewayVpcAttachment(
        region,
        region=region,
        transit_gateway_id=gateways[region].transit_gateway_id,
        vpc_id=vpc.vpc_id,
        subnet_ids=[subnet.subnet_id],
    )
ec2.TransitGatewayPeering(
    "mesh",
    region="us-east-1",
    transit_gateway_id=gateways["us-east-1"].transit_gateway_id,
    peer_transit_gateway_id=gateways["us-west-2"].transit_gateway_id,
    peer_region="us-west-2",
)
