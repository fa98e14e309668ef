"""A thousand and one targets in one group."""

# limits: QUO-01: target group api has 1001; the limit is 1000

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
group = aws.lb.TargetGroup("api", region="us-east-1", vpc_id=vpc.id, target_type="ip", protocol="TCP", port=443)
for index in range(1001):
    aws.lb.TargetGroupAttachment(
        f"api-{index}",
        region="us-east-1",
        target_group_arn=group.arn,
        target_id=f"10.0.{16 + index // 250}.{1 + index % 250}",
        port=443,
    )
