"""AWS-API-05."""

from privateapi.rules.aws_apigw.endpoint_list import EndpointList
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Refs
from tests.rules.api_nodes import endpoint, rest_api
from tests.rules.nodes import refs
from tests.rules.suite import RuleSuite

LISTED = rest_api(vpc_endpoints=refs(VpcEndpoint, "api"))
NONE = "REST API orders lists no vpcEndpointIds, so that it has no name for an endpoint without private DNS"


class TestEndpointList(RuleSuite):
    rule = EndpointList
    passing = [
        ("an endpoint of the Region", [LISTED, endpoint()]),
        ("a Regional API", [rest_api(kind="REGIONAL")]),
        ("none, and no names at all", [rest_api(disable_execute_api_endpoint=Known(True))]),
    ]
    failing = [
        ("none", [rest_api()], [NONE]),
        ("an empty list", [rest_api(vpc_endpoints=Refs.to())], [NONE]),
        (
            "an endpoint for something else",
            [LISTED, endpoint(aws="s3")],
            ["REST API orders lists VPC endpoint api, which is for com.amazonaws.us-east-1.s3"],
        ),
        (
            "an endpoint of another Region",
            [LISTED, endpoint(region="us-west-2")],
            ["REST API orders is in us-east-1 and lists VPC endpoint api in us-west-2"],
        ),
    ]
    unknown = [
        (
            "an endpoint that was not read",
            [rest_api(vpc_endpoints=Refs.to("vpce-1"))],
            [
                "REST API orders: the list vpcEndpointIds names 'vpce-1', which is not among the resources that were "
                "read"
            ],
        ),
        (
            "a list that is not known",
            [rest_api(vpc_endpoints=Refs(UNKNOWN))],
            ["REST API orders: the list vpcEndpointIds is not known yet"],
        ),
        (
            "a service that is not known",
            [LISTED, endpoint(service_name=UNKNOWN)],
            ["REST API orders: the serviceName of VPC endpoint api is not known yet"],
        ),
    ]
