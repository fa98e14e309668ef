"""Fifty-one interface endpoints in one VPC."""

# limits: QUO-01: VPC hub has 51; the limit is 50

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
for index in range(51):
    aws.ec2.VpcEndpoint(
        f"service-{index}",
        region="us-east-1",
        vpc_id=vpc.id,
        vpc_endpoint_type="Interface",
        service_name=f"com.amazonaws.vpce.us-east-1.vpce-svc-{index:017x}",
    )
