"""HTTP APIs and VPC links."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import ApiDomain, ApiIntegration, ApiMapping, ApiStage, HttpApi, HttpRoute, VpcLink
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "an API",
        "aws:apigatewayv2/api:Api",
        {"name": "a", "protocolType": "HTTP", "corsConfiguration": {"allowOrigins": ["*"]}},
        {},
        HttpApi,
        {"api_name": "a", "protocol_type": "HTTP", "cors_allow_origins": ["*"]},
    ),
    (
        "an API by its document",
        "aws:apigatewayv2/api:Api",
        {"name": "a", "body": '{"x-amazon-apigateway-cors": {"allowOrigins": ["*"]}}'},
        {},
        HttpApi,
        {"cors_allow_origins": ["*"], "body": '{"x-amazon-apigateway-cors": {"allowOrigins": ["*"]}}'},
    ),
    (
        "an API without cross-origin settings",
        "aws:apigatewayv2/api:Api",
        {"name": "a"},
        {},
        HttpApi,
        {"cors_allow_origins": None, "body": None},
    ),
    (
        "an integration in a document",
        "aws:apigatewayv2/api:Api",
        {
            "body": {
                "paths": {
                    "/orders": {
                        "x-amazon-apigateway-any-method": {
                            "x-amazon-apigateway-integration": {
                                "type": "http_proxy",
                                "uri": UNKNOWN,
                                "connectionType": "VPC_LINK",
                                "connectionId": "l",
                            }
                        }
                    }
                }
            }
        },
        {"body": ["urn:listener"]},
        ApiIntegration,
        {
            "name": "it ANY /orders",
            "version": 2,
            "type": "HTTP_PROXY",
            "connection": ("l", "urn:listener"),
            "integration_target": (
                "?is not known yet (body.paths./orders.x-amazon-apigateway-any-method.x-amazon-apigateway-integration"
                ".uri)",
                "urn:listener",
            ),
        },
    ),
    (
        "an integration",
        "aws:apigatewayv2/integration:Integration",
        {
            "apiId": "a",
            "integrationType": "HTTP_PROXY",
            "integrationUri": UNKNOWN,
            "connectionType": "VPC_LINK",
            "connectionId": "l",
            "integrationMethod": "ANY",
        },
        {"integrationUri": ["urn:listener"]},
        ApiIntegration,
        {
            "version": 2,
            "api": "a",
            "type": "HTTP_PROXY",
            "integration_target": ("?is not known yet (integrationUri)", "urn:listener"),
            "connection": "l",
            "http_method": "ANY",
        },
    ),
    (
        "a route",
        "aws:apigatewayv2/route:Route",
        {"apiId": "a", "routeKey": "GET /", "target": UNKNOWN},
        {"target": ["urn:i"]},
        HttpRoute,
        {"api": "a", "route_key": "GET /", "integration": ("?is not known yet (target)", "urn:i")},
    ),
    (
        "a stage",
        "aws:apigatewayv2/stage:Stage",
        {"apiId": "a", "name": "$default", "defaultRouteSettings": {"throttlingRateLimit": 5}},
        {},
        ApiStage,
        {"api": "a", "stage_name": "$default", "throttling_rate_limit": 5.0},
    ),
    (
        "a VPC link",
        "aws:apigatewayv2/vpcLink:VpcLink",
        {"name": "l", "subnetIds": ["s"], "securityGroupIds": ["g"]},
        {},
        VpcLink,
        {"version": 2, "link_name": "l", "subnets": ["s"], "security_groups": ["g"]},
    ),
    (
        "a domain",
        "aws:apigatewayv2/domainName:DomainName",
        {
            "domainName": "a.example.com",
            "domainNameConfiguration": {
                "certificateArn": "arn:c",
                "endpointType": "REGIONAL",
                "securityPolicy": "TLS_1_2",
                "targetDomainName": "d",
            },
        },
        {},
        ApiDomain,
        {
            "domain_name": "a.example.com",
            "endpoint_type": "REGIONAL",
            "certificate": "arn:c",
            "security_policy": "TLS_1_2",
            "target_domain_name": "d",
        },
    ),
    (
        "a mapping",
        "aws:apigatewayv2/apiMapping:ApiMapping",
        {"domainName": "a.example.com", "apiId": "a", "stage": "$default", "apiMappingKey": "v1"},
        {},
        ApiMapping,
        {"domain": "a.example.com", "api": "a", "stage": "$default", "path": "v1"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
