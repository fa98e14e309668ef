"""A private REST API that nobody is allowed to call."""

# aws-private-api: AWS-API-01: REST API orders is PRIVATE and has no resource policy

import pulumi_aws as aws

aws.apigateway.RestApi("orders", region="us-east-1", endpoint_configuration={"types": "PRIVATE"})
