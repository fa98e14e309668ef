"""Sixty-one inline rules in one direction of a security group."""

# aws-network: AWS-SG-02: security group api (ingress, IPv4) has 61; the limit is 60

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
aws.ec2.SecurityGroup(
    "api",
    region="us-east-1",
    vpc_id=vpc.id,
    ingress=[
        {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [f"10.0.{index}.0/24"]}
        for index in range(61)
    ],
)
