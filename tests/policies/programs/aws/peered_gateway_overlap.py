"""VPCs with one block on transit gateways of two Regions that are peered."""

# aws-network: AWS-CIDR-06: VPC us-east-1 in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC us-west-2
#     in us-west-2; they are attached to transit gateway us-east-1 and transit gateway us-west-2, which are peered

import pulumi_aws as aws

gateways = {}
for region in ("us-east-1", "us-west-2"):
    gateways[region] = aws.ec2transitgateway.TransitGateway(
        region, region=region, amazon_side_asn=64512 + len(gateways)
    )
    vpc = aws.ec2.Vpc(region, region=region, cidr_block="10.0.0.0/16")
    subnet = aws.ec2.Subnet(
        region, region=region, vpc_id=vpc.id, cidr_block="10.0.0.0/24", availability_zone=f"{region}a"
    )
    aws.ec2transitgateway.VpcAttachment(
        region, region=region, transit_gateway_id=gateways[region].id, vpc_id=vpc.id, subnet_ids=[subnet.id]
    )
peering = aws.ec2transitgateway.PeeringAttachment(
    "mesh",
    region="us-east-1",
    transit_gateway_id=gateways["us-east-1"].id,
    peer_transit_gateway_id=gateways["us-west-2"].id,
    peer_region="us-west-2",
)
aws.ec2transitgateway.PeeringAttachmentAccepter("mesh", region="us-west-2", transit_gateway_attachment_id=peering.id)
