"""AWS-EP-11."""

from typing import Any

from privateapi.rules.aws_endpoint.type_parts import TypeParts
from privateapi.topology.model import RouteTable, SecurityGroup, Subnet, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Refs
from tests.rules.api_nodes import endpoint
from tests.rules.nodes import refs
from tests.rules.suite import RuleSuite

TABLES: dict[str, Any] = {"route_tables": refs(RouteTable, "private")}
INSIDE: dict[str, Any] = {"subnets": refs(Subnet, "a", "b"), "security_groups": refs(SecurityGroup, "api")}


def gateway(**fields: Any) -> VpcEndpoint:
    return endpoint(type=Known("Gateway"), **{"aws": "s3", **TABLES, **fields})


class TestTypeParts(RuleSuite):
    rule = TypeParts
    passing = [
        ("a gateway endpoint", [gateway()]),
        ("a gateway endpoint for DynamoDB", [gateway(aws="dynamodb")]),
        ("an interface endpoint", [endpoint(**INSIDE)]),
        ("parts that are not known", [endpoint(subnets=Refs(UNKNOWN), security_groups=Refs(UNKNOWN))]),
        ("another type", [endpoint(type=Known("Resource"))]),
    ]
    failing = [
        (
            "a gateway endpoint for another service",
            [gateway(aws="execute-api")],
            [
                "VPC endpoint api is a gateway endpoint for com.amazonaws.us-east-1.execute-api; s3, dynamodb, "
                "s3express "
                "have gateway endpoints"
            ],
        ),
        (
            "a gateway endpoint with everything",
            [gateway(private_dns_enabled=Known(True), **INSIDE)],
            [
                "VPC endpoint api is a gateway endpoint and has subnetIds",
                "VPC endpoint api is a gateway endpoint and has securityGroupIds",
                "VPC endpoint api is a gateway endpoint and has privateDnsEnabled",
            ],
        ),
        (
            "a gateway endpoint without tables",
            [gateway(route_tables=Refs())],
            ["VPC endpoint api is a gateway endpoint and has no route tables"],
        ),
        (
            "an interface endpoint with tables alone",
            [endpoint(**TABLES)],
            [
                "VPC endpoint api is an interface endpoint and has routeTableIds",
                "VPC endpoint api is an interface endpoint and has no subnets",
                "VPC endpoint api is an interface endpoint and has no security groups: it has the VPC's default group "
                "then",
            ],
        ),
    ]
    unknown = [
        (
            "a type that is not known",
            [endpoint(type=UNKNOWN)],
            ["VPC endpoint api: the vpcEndpointType is not known yet"],
        ),
        (
            "a service that is not known",
            [gateway(service_name=UNKNOWN)],
            ["VPC endpoint api: the serviceName is not known yet"],
        ),
    ]
