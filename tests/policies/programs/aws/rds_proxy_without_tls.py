"""An RDS proxy that takes connections without TLS."""

# aws-private-api: AWS-RDS-01: RDS proxy orders does not require TLS

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        zone, region="us-east-1", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
    )
    for index, zone in enumerate("ab")
]
aws.rds.Proxy(
    "orders",
    region="us-east-1",
    engine_family="POSTGRESQL",
    role_arn="arn:aws:iam::123456789012:role/proxy",
    vpc_subnet_ids=[subnet.id for subnet in subnets],
    require_tls=False,
    auths=[
        {
            "auth_scheme": "SECRETS",
            "iam_auth": "REQUIRED",
            "secret_arn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders",
        }
    ],
)
