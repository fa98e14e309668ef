"""A private API whose deployment, stage, link and function each miss something, and an HTTP API called private."""

# aws-private-api: AWS-API-02: REST API policy orders has a policy whose statement 1 lets everybody call REST API orders
#     through any endpoint
# aws-private-api: AWS-API-04: HTTP API saas-private-api is named saas-private-api, but HTTP APIs have no private type:
#     it is public
# aws-private-api: AWS-API-06: VPC link backend leads to load balancer backend, which is of the type application
# aws-private-api: AWS-API-14: API stage live of REST API orders does not set vpcLinkId, which API integration list uses
# aws-private-api: AWS-API-17: API integration list has timeoutMilliseconds 30000, more than 29000 (default quota
# aws-private-api: AWS-API-18: API integration create of REST API orders calls function orders, which has no permission
#     for that API
# aws-private-api: AWS-API-20: API deployment orders of REST API orders does not wait for API method create, API method
#     list, API integration create and 2 more

import json

import pulumi_aws as aws

REGION = "us-east-1"
balancer = aws.lb.LoadBalancer("backend", region=REGION, internal=True, load_balancer_type="application")
link = aws.apigateway.VpcLink("backend", region=REGION, target_arn=balancer.arn)
function = aws.lambda_.Function(
    "orders", region=REGION, role="arn:aws:iam::111122223333:role/orders", runtime="python3.12", handler="index.handler"
)
api = aws.apigateway.RestApi("orders", region=REGION, endpoint_configuration={"types": "PRIVATE"})
aws.apigateway.RestApiPolicy(
    "orders",
    region=REGION,
    rest_api_id=api.id,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
            ],
        }
    ),
)
for name, verb, call in (
    ("create", "POST", {"type": "AWS_PROXY", "integration_http_method": "POST", "uri": function.invoke_arn}),
    (
        "list",
        "GET",
        {
            "type": "HTTP_PROXY",
            "integration_http_method": "GET",
            "uri": "http://orders.example.com/",
            "connection_type": "VPC_LINK",
            "connection_id": "${stageVariables.vpcLinkId}",
            "timeout_milliseconds": 30000,
        },
    ),
):
    method = aws.apigateway.Method(
        name,
        region=REGION,
        rest_api=api.id,
        resource_id=api.root_resource_id,
        http_method=verb,
        authorization="NONE",
    )
    aws.apigateway.Integration(
        name, region=REGION, rest_api=api.id, resource_id=api.root_resource_id, http_method=method.http_method, **call
    )
deployment = aws.apigateway.Deployment("orders", region=REGION, rest_api=api.id, triggers={"version": "1"})
aws.apigateway.Stage("live", region=REGION, rest_api=api.id, deployment=deployment.id, stage_name="live")
aws.apigatewayv2.Api("saas-private-api", region=REGION, name="saas-private-api", protocol_type="HTTP")
