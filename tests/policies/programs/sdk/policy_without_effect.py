"""A policy whose condition is on a key that does not exist, with the id of a VPC that does not exist yet."""

# aws-private-api: AWS-EP-07: REST API orders has a policy with the condition key aws:PrincipalVpc, which does not
#     exist; aws:SourceVpc, aws:SourceVpce, aws:VpcSourceIp do

from privateapi.sdk import apigateway, ec2

vpc = ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16", enable_dns_hostnames=True)
apigateway.RestApi(
    "orders",
    region="us-east-1",
    name="orders",
    body={"openapi": "3.0.1", "info": {"title": "orders", "version": "1"}, "paths": {}},
    endpoint_configuration={"types": ["PRIVATE"]},
    policy={
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
                "Condition": {"StringEquals": {"aws:PrincipalVpc": vpc.vpc_id}},
            }
        ],
    },
)
