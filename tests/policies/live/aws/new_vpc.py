"""A VPC on a transit gateway that exists, and that an existing VPC of the same block is attached to."""

import os

import pulumi_aws as aws

vpc = aws.ec2.Vpc("new", region="us-east-1", cidr_block="10.0.0.0/16")
subnet = aws.ec2.Subnet(
    "new", region="us-east-1", vpc_id=vpc.id, cidr_block="10.0.0.0/24", availability_zone="us-east-1a"
)
aws.ec2transitgateway.VpcAttachment(
    "new",
    region="us-east-1",
    transit_gateway_id=os.environ["EXISTING_GATEWAY"],
    vpc_id=vpc.id,
    subnet_ids=[subnet.id],
)
