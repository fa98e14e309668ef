"""AWS-EP-10."""

from typing import Any

from privateapi.rules.aws_endpoint.service_name import ServiceName
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.api_nodes import endpoint
from tests.rules.suite import RuleSuite


def named(name: str, **fields: Any) -> VpcEndpoint:
    return endpoint(service_name=Known(name), **fields)


class TestServiceName(RuleSuite):
    rule = ServiceName
    passing = [
        ("a service of AWS", [endpoint()]),
        ("one with two parts", [named("com.amazonaws.us-east-1.ecr.api")]),
        ("one of a customer", [named("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")]),
        ("one of another Region", [named("com.amazonaws.us-west-2.s3", service_region=Known("us-west-2"))]),
        ("one without a Region", [named("com.amazonaws.s3-global.accesspoint")]),
        ("one of another form", [named("aws.sagemaker.us-east-1.notebook")]),
        ("one in China", [endpoint(region="cn-north-1", service_name=Known("cn.com.amazonaws.cn-north-1.ecr.api"))]),
        ("a resource endpoint", [endpoint(type=Known("Resource"), service_name=MISSING)]),
    ]
    failing = [
        ("none", [endpoint(service_name=MISSING)], ["VPC endpoint api has no serviceName"]),
        (
            "the service alone",
            [named("execute-api")],
            ["VPC endpoint api has the serviceName 'execute-api', which is no name of AWS's form"],
        ),
        (
            "another Region",
            [named("com.amazonaws.us-west-2.execute-api")],
            [
                "VPC endpoint api has the serviceName 'com.amazonaws.us-west-2.execute-api' of us-west-2, but the "
                "endpoint is in us-east-1"
            ],
        ),
        (
            "another serviceRegion",
            [named("com.amazonaws.us-west-2.s3", service_region=Known("eu-west-1"))],
            [
                "VPC endpoint api has the serviceName 'com.amazonaws.us-west-2.s3' of us-west-2, but the serviceRegion "
                "is eu-west-1"
            ],
        ),
        (
            "the id of document 004, which is none",
            [named("com.amazonaws.vpce.us-east-1.vpce-svc-saas123")],
            [
                "VPC endpoint api has the serviceName 'com.amazonaws.vpce.us-east-1.vpce-svc-saas123', whose "
                "vpce-svc-saas123 is no id of an endpoint service"
            ],
        ),
        (
            "no Region",
            [named("com.amazonaws.execute-api")],
            ["VPC endpoint api has the serviceName 'com.amazonaws.execute-api', which has no Region in its place"],
        ),
    ]
    unknown = [
        (
            "not known",
            [endpoint(service_name=UNKNOWN)],
            ["VPC endpoint api: the serviceName is not known yet"],
        ),
        (
            "a serviceRegion that is not known",
            [endpoint(service_region=UNKNOWN)],
            ["VPC endpoint api: its Region is not known yet"],
        ),
    ]
