"""An endpoint with private DNS in a VPC that answers no private names."""

# aws-private-api: AWS-EP-01: VPC endpoint api has private DNS in VPC hub, which has no enableDnsHostnames, which is
#     false then

import json

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        zone, region="us-east-1", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
    )
    for index, zone in enumerate("ab")
]
group = aws.ec2.SecurityGroup(
    "api",
    region="us-east-1",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}],
)
aws.ec2.VpcEndpoint(
    "api",
    region="us-east-1",
    vpc_id=vpc.id,
    vpc_endpoint_type="Interface",
    service_name="com.amazonaws.us-east-1.execute-api",
    subnet_ids=[subnet.id for subnet in subnets],
    security_group_ids=[group.id],
    private_dns_enabled=True,
    policy=json.dumps(
        {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "arn:aws:x"}]}
    ),
)
