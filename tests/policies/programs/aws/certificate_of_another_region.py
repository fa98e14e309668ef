"""A TLS listener with a certificate of another Region."""

# aws-private-api: AWS-TLS-01: listener api is in us-east-1, its certificate in us-west-2

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        zone, region="us-east-1", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
    )
    for index, zone in enumerate("ab")
]
certificate = aws.acm.Certificate("api", region="us-west-2", domain_name="api.example.com", validation_method="DNS")
balancer = aws.lb.LoadBalancer(
    "api", region="us-east-1", internal=True, load_balancer_type="network", subnets=[subnet.id for subnet in subnets]
)
group = aws.lb.TargetGroup("api", region="us-east-1", vpc_id=vpc.id, target_type="ip", protocol="TLS", port=443)
aws.lb.TargetGroupAttachment("api", region="us-east-1", target_group_arn=group.arn, target_id="10.0.0.10", port=443)
aws.lb.Listener(
    "api",
    region="us-east-1",
    load_balancer_arn=balancer.arn,
    protocol="TLS",
    port=443,
    certificate_arn=certificate.arn,
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    default_actions=[{"type": "forward", "target_group_arn": group.arn}],
)
