"""A Network Load Balancer with a target that is in no network of the program."""

# aws-private-api: AWS-NLB-06: 10.9.0.10 of target group api is outside of VPC hub (10.0.0.0/16), and load balancer
#     api does not reach it from subnet a: the main route table of VPC hub has no route to 10.9.0.10

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        zone, region="us-east-1", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
    )
    for index, zone in enumerate("ab")
]
balancer = aws.lb.LoadBalancer(
    "api",
    region="us-east-1",
    internal=True,
    load_balancer_type="network",
    subnets=[subnet.id for subnet in subnets],
)
group = aws.lb.TargetGroup("api", region="us-east-1", vpc_id=vpc.id, target_type="ip", protocol="TCP", port=443)
aws.lb.TargetGroupAttachment("api", region="us-east-1", target_group_arn=group.arn, target_id="10.9.0.10", port=443)
aws.lb.Listener(
    "api",
    region="us-east-1",
    load_balancer_arn=balancer.arn,
    protocol="TCP",
    port=443,
    default_actions=[{"type": "forward", "target_group_arn": group.arn}],
)
