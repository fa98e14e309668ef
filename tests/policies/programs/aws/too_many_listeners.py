"""Fifty-one listeners on one Network Load Balancer."""

# limits: QUO-01: load balancer api has 51; the limit is 50

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnet = aws.ec2.Subnet("a", region="us-east-1", vpc_id=vpc.id, cidr_block="10.0.0.0/24")
balancer = aws.lb.LoadBalancer(
    "api", region="us-east-1", internal=True, load_balancer_type="network", subnets=[subnet.id]
)
group = aws.lb.TargetGroup("api", region="us-east-1", vpc_id=vpc.id, target_type="ip", protocol="TCP", port=443)
for index in range(51):
    aws.lb.Listener(
        f"api-{index}",
        region="us-east-1",
        load_balancer_arn=balancer.arn,
        protocol="TCP",
        port=8000 + index,
        default_actions=[{"type": "forward", "target_group_arn": group.arn}],
    )
