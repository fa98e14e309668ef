"""A private REST API with both front doors: a load balancer before an endpoint, and a private domain at another one.

Both are for one name, whose certificate is waited for.
"""

import json

import pulumi
import pulumi_aws as aws

REGION = "us-east-1"
NAME = "orders.example.com"

vpc = aws.ec2.Vpc("hub", region=REGION, cidr_block="10.0.0.0/16", enable_dns_hostnames=True)
aws.ec2.FlowLog(
    "hub",
    region=REGION,
    vpc_id=vpc.id,
    traffic_type="ALL",
    log_destination_type="s3",
    log_destination="arn:aws:s3:::flow-logs",
)
subnets = [
    aws.ec2.Subnet(
        zone,
        region=REGION,
        vpc_id=vpc.id,
        cidr_block=f"10.0.{index}.0/24",
        availability_zone=f"{REGION}{zone}",
    )
    for index, zone in enumerate("ab")
]
subnet_ids = [subnet.id for subnet in subnets]
group = aws.ec2.SecurityGroup("api", region=REGION, vpc_id=vpc.id)
aws.vpc.SecurityGroupIngressRule(
    "api",
    region=REGION,
    security_group_id=group.id,
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_ipv4="10.0.0.0/16",
)
statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}


def endpoint(name: str, address: int, private_dns: bool) -> aws.ec2.VpcEndpoint:
    """An endpoint with chosen addresses; one of a VPC has the private DNS names."""
    return aws.ec2.VpcEndpoint(
        name,
        region=REGION,
        vpc_id=vpc.id,
        vpc_endpoint_type="Interface",
        service_name=f"com.amazonaws.{REGION}.execute-api",
        private_dns_enabled=private_dns,
        security_group_ids=[group.id],
        subnet_configurations=[
            {"subnet_id": subnet.id, "ipv4": f"10.0.{index}.{address}"} for index, subnet in enumerate(subnets)
        ],
        subnet_ids=subnet_ids,
        policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )


def through(*endpoints: aws.ec2.VpcEndpoint) -> pulumi.Output[str]:
    """A policy that lets calls in through endpoints."""
    return pulumi.Output.all(*(each.id for each in endpoints)).apply(
        lambda ids: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{**statement, "Condition": {"StringEquals": {"aws:SourceVpce": ids}}}],
            }
        )
    )


balanced, native = endpoint("api", 10, True), endpoint("native", 20, False)
api = aws.apigateway.RestApi(
    "orders",
    region=REGION,
    endpoint_configuration={"types": "PRIVATE", "vpc_endpoint_ids": [balanced.id, native.id]},
    policy=through(balanced, native),
)
method = aws.apigateway.Method(
    "orders",
    region=REGION,
    rest_api=api.id,
    resource_id=api.root_resource_id,
    http_method="GET",
    authorization="AWS_IAM",
)
integration = aws.apigateway.Integration(
    "orders",
    region=REGION,
    rest_api=api.id,
    resource_id=api.root_resource_id,
    http_method=method.http_method,
    type="MOCK",
)
deployment = aws.apigateway.Deployment(
    "orders",
    region=REGION,
    rest_api=api.id,
    triggers={"method": method.id, "integration": integration.id, "policy": api.policy},
    opts=pulumi.ResourceOptions(depends_on=[method, integration]),
)
stage = aws.apigateway.Stage("orders", region=REGION, rest_api=api.id, deployment=deployment.id, stage_name="live")
certificate = aws.acm.Certificate("orders", region=REGION, domain_name=NAME, validation_method="DNS")
issued = aws.acm.CertificateValidation("orders", region=REGION, certificate_arn=certificate.arn)
balancer = aws.lb.LoadBalancer(
    "orders",
    region=REGION,
    internal=True,
    load_balancer_type="network",
    subnets=subnet_ids,
    enable_cross_zone_load_balancing=True,
)
targets = aws.lb.TargetGroup(
    "orders",
    region=REGION,
    vpc_id=vpc.id,
    target_type="ip",
    protocol="TLS",
    port=443,
    health_check={"protocol": "TCP"},
)
for index in range(2):
    aws.lb.TargetGroupAttachment(
        f"orders-{index}",
        region=REGION,
        target_group_arn=targets.arn,
        target_id=f"10.0.{index}.10",
        port=443,
    )
aws.lb.Listener(
    "orders",
    region=REGION,
    load_balancer_arn=balancer.arn,
    protocol="TLS",
    port=443,
    certificate_arn=issued.certificate_arn,
    ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
domain = aws.apigateway.DomainName(
    "orders",
    region=REGION,
    domain_name=NAME,
    endpoint_configuration={"types": "REGIONAL"},
    regional_certificate_arn=issued.certificate_arn,
    security_policy="TLS_1_2",
)
aws.apigateway.BasePathMapping(
    "orders", region=REGION, domain_name=domain.domain_name, rest_api=api.id, stage_name=stage.stage_name
)
private = aws.apigateway.DomainName(
    "native",
    region=REGION,
    domain_name=NAME,
    endpoint_configuration={"types": "PRIVATE"},
    certificate_arn=issued.certificate_arn,
    policy=through(native),
)
aws.apigateway.BasePathMapping(
    "native",
    region=REGION,
    domain_name=private.domain_name,
    domain_name_id=private.domain_name_id,
    rest_api=api.id,
    stage_name=stage.stage_name,
)
aws.apigateway.DomainNameAccessAssociation(
    "native",
    region=REGION,
    domain_name_arn=private.arn,
    access_association_source=native.id,
    access_association_source_type="VPCE",
)
zone = aws.route53.Zone("internal", name="example.com", vpcs=[{"vpc_id": vpc.id, "vpc_region": REGION}])
aws.route53.Record(
    "orders",
    zone_id=zone.zone_id,
    name=NAME,
    type="A",
    aliases=[{"name": balancer.dns_name, "zone_id": balancer.zone_id, "evaluate_target_health": True}],
)
