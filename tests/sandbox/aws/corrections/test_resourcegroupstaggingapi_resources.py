"""GetResources finds things of every service by a tag, and only those that exist."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, import_certificate, make_network

Check = Callable[[Clients], None]

KEY = "privateapi:creating"
TAGS = [{"Key": KEY, "Value": "token-1"}]
TAG_MAP = {KEY: "token-1"}
ACCOUNT = "123456789012"


def specified(kind: str) -> dict[str, Any]:
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": TAGS}]}


def found(aws: Clients, region: str = "us-east-1", **arguments: Any) -> list[str]:
    """ARNs with the tag, behind `arn:aws:`, with random parts cut off."""
    pages = aws("resourcegroupstaggingapi", region).get_paginator("get_resources")
    arns = []
    for page in pages.paginate(TagFilters=[{"Key": KEY}], **arguments):
        for item in page["ResourceTagMappingList"]:
            assert item["Tags"] == TAGS
            arns.append(item["ResourceARN"].removeprefix("arn:aws:"))
    return sorted(arns)


def ec2(*names: str, region: str = "us-east-1") -> list[str]:
    return sorted(f"ec2:{region}:{ACCOUNT}:{name}" for name in names)


def network_is_found(aws: Clients) -> None:
    client = aws("ec2")
    network = make_network(aws)
    vpc = client.create_vpc(CidrBlock="10.1.0.0/16", **specified("vpc"))["Vpc"]["VpcId"]
    group = client.create_security_group(GroupName="g", Description="g", VpcId=vpc, **specified("security-group"))
    rule = client.authorize_security_group_ingress(
        GroupId=group["GroupId"],
        IpPermissions=[{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
        **specified("security-group-rule"),
    )["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    endpoint = client.create_vpc_endpoint(
        VpcId=network.vpc,
        ServiceName="com.amazonaws.us-east-1.execute-api",
        VpcEndpointType="Interface",
        SubnetIds=list(network.subnets),
        **specified("vpc-endpoint"),
    )["VpcEndpoint"]["VpcEndpointId"]
    assert found(aws) == ec2(
        f"vpc/{vpc}",
        f"security-group/{group['GroupId']}",
        f"security-group-rule/{rule}",
        f"vpc-endpoint/{endpoint}",
    )
    assert found(aws, ResourceTypeFilters=["ec2:vpc-endpoint"]) == ec2(f"vpc-endpoint/{endpoint}")


def transit_gateway_is_found_while_it_exists(aws: Clients) -> None:
    client = aws("ec2", "us-west-2")
    gateway = client.create_transit_gateway(**specified("transit-gateway"))["TransitGateway"]["TransitGatewayId"]
    table = client.create_transit_gateway_route_table(
        TransitGatewayId=gateway, **specified("transit-gateway-route-table")
    )["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    both = (f"transit-gateway/{gateway}", f"transit-gateway-route-table/{table}")
    assert found(aws, "us-west-2") == ec2(*both, region="us-west-2")
    assert found(aws, "us-east-1") == []
    client.delete_transit_gateway_route_table(TransitGatewayRouteTableId=table)
    client.delete_transit_gateway(TransitGatewayId=gateway)
    assert found(aws, "us-west-2") == []


def load_balancer_with_its_parts_is_found(aws: Clients) -> None:
    client, network = aws("elbv2"), make_network(aws)
    balancer = client.create_load_balancer(
        Name="inner", Type="network", Scheme="internal", Subnets=list(network.subnets), Tags=TAGS
    )["LoadBalancers"][0]["LoadBalancerArn"]
    group = client.create_target_group(
        Name="endpoint", Protocol="TCP", Port=443, VpcId=network.vpc, TargetType="ip", Tags=TAGS
    )["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    listener = client.create_listener(
        LoadBalancerArn=balancer, Protocol="TCP", Port=443, DefaultActions=forward, Tags=TAGS
    )["Listeners"][0]["ListenerArn"]
    client.create_load_balancer(Name="other", Type="network", Scheme="internal", Subnets=list(network.subnets))
    assert found(aws) == sorted(arn.removeprefix("arn:aws:") for arn in (balancer, group, listener))
    everything = aws("resourcegroupstaggingapi").get_resources()["ResourceTagMappingList"]
    assert len(everything) == 3


def global_things_are_found_in_one_region(aws: Clients) -> None:
    route53 = aws("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="1")["HostedZone"]["Id"].rsplit("/", 1)[1]
    check = route53.create_health_check(
        CallerReference="1",
        HealthCheckConfig={"Type": "CALCULATED", "HealthThreshold": 0, "ChildHealthChecks": []},
    )["HealthCheck"]["Id"]
    for kind, id in (("hostedzone", zone), ("healthcheck", check)):
        route53.change_tags_for_resource(ResourceType=kind, ResourceId=id, AddTags=TAGS)
    assert found(aws) == [f"route53:::healthcheck/{check}", f"route53:::hostedzone/{zone}"]
    assert found(aws, "eu-west-1") == []


CHECKS: list[Check] = [
    network_is_found,
    transit_gateway_is_found_while_it_exists,
    load_balancer_with_its_parts_is_found,
    global_things_are_found_in_one_region,
]


@pytest.mark.parametrize("check", CHECKS)
def test_resources(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def make_function(aws: Clients) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("main.py", "def handler(event, context): return {}")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    role = aws("iam").create_role(RoleName="runner", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    function = aws("lambda").create_function(
        FunctionName="orders",
        Runtime="python3.12",
        Handler="main.handler",
        Role=role,
        Code={"ZipFile": packed.getvalue()},
        Tags=TAG_MAP,
    )
    return str(function["FunctionArn"])


def test_functions_certificates_log_groups_and_alarms_are_found(aws: Clients) -> None:
    function = make_function(aws)
    certificate = import_certificate(aws)
    aws("acm").add_tags_to_certificate(CertificateArn=certificate, Tags=TAGS)
    aws("logs").create_log_group(logGroupName="/aws/apigateway/orders", tags=TAG_MAP)
    aws("cloudwatch").put_metric_alarm(
        AlarmName="orders",
        Namespace="AWS/NetworkELB",
        MetricName="UnHealthyHostCount",
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=2,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        Tags=TAGS,
    )
    place = f"us-east-1:{ACCOUNT}"
    assert found(aws) == sorted(
        [
            function.removeprefix("arn:aws:"),
            certificate.removeprefix("arn:aws:"),
            f"logs:{place}:log-group:/aws/apigateway/orders",
            f"cloudwatch:{place}:alarm:orders",
        ]
    )
