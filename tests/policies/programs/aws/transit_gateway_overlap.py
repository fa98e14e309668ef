"""Two VPCs with overlapping blocks on one transit gateway."""

# aws-network: AWS-CIDR-05: VPC east in us-east-1 has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC west in
#     us-east-1; both are attached to transit gateway hub

import pulumi_aws as aws

gateway = aws.ec2transitgateway.TransitGateway("hub", region="us-east-1")
for name, cidr, zone_cidr in (("east", "10.0.0.0/16", "10.0.0.0/24"), ("west", "10.0.128.0/20", "10.0.128.0/24")):
    vpc = aws.ec2.Vpc(name, region="us-east-1", cidr_block=cidr)
    subnet = aws.ec2.Subnet(
        name, region="us-east-1", vpc_id=vpc.id, cidr_block=zone_cidr, availability_zone="us-east-1a"
    )
    aws.ec2transitgateway.VpcAttachment(
        name, region="us-east-1", transit_gateway_id=gateway.id, vpc_id=vpc.id, subnet_ids=[subnet.id]
    )
