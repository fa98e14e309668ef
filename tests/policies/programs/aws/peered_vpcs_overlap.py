"""Two peered VPCs, one inside the block of the other."""

# aws-network: AWS-CIDR-07: VPC one in us-east-1 has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC other in
#     us-west-2; VPC peering link connects them

import pulumi_aws as aws

one = aws.ec2.Vpc("one", region="us-east-1", cidr_block="10.0.0.0/16")
other = aws.ec2.Vpc("other", region="us-west-2", cidr_block="10.0.128.0/20")
aws.ec2.VpcPeeringConnection("link", region="us-east-1", vpc_id=one.id, peer_vpc_id=other.id, peer_region="us-west-2")
