"""REST APIs, their parts and stages, custom domain names and VPC links."""

from __future__ import annotations

import json

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    ApiDeployment,
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    ApiMethod,
    ApiResource,
    ApiResponse,
    ApiStage,
    DomainAccessAssociation,
    OtherResource,
    RestApi,
    RestApiPolicy,
    Topology,
    VpcLink,
)
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "an API of ours",
        "privateapi:apigateway:RestApi",
        {
            "name": "orders",
            "endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": [UNKNOWN]},
            "policy": {"Statement": [{"x": UNKNOWN}]},
            "body": {"openapi": "3.0.1"},
            "disableExecuteApiEndpoint": True,
        },
        {"endpointConfiguration": ["urn:vpce"]},
        RestApi,
        {
            "api_name": "orders",
            "endpoint_type": "PRIVATE",
            "vpc_endpoints": (["?is not known yet (endpointConfiguration.vpcEndpointIds[0])"], "urn:vpce"),
            "policy": "?is partly not known yet (policy)",
            "body": '{"openapi": "3.0.1"}',
            "disable_execute_api_endpoint": True,
        },
    ),
    (
        "an API of pulumi_aws",
        "aws:apigateway/restApi:RestApi",
        {"name": "orders", "endpointConfiguration": {"types": "REGIONAL"}, "policy": UNKNOWN},
        {},
        RestApi,
        {"endpoint_type": "REGIONAL", "policy": "?is not known yet (policy)", "body": None},
    ),
    (
        "an API whose document says what its properties do not",
        "aws:apigateway/restApi:RestApi",
        {
            "body": json.dumps(
                {
                    "openapi": "3.0.1",
                    "servers": [
                        {
                            "x-amazon-apigateway-endpoint-configuration": {
                                "vpcEndpointIds": ["vpce-1"],
                                "disableExecuteApiEndpoint": True,
                            }
                        }
                    ],
                    "x-amazon-apigateway-policy": {"Statement": []},
                }
            ),
        },
        {},
        RestApi,
        {"vpc_endpoints": ["vpce-1"], "policy": '{"Statement": []}', "disable_execute_api_endpoint": True},
    ),
    (
        "an API with a document of the older version, in YAML",
        "aws:apigateway/restApi:RestApi",
        {"body": "swagger: '2.0'\nx-amazon-apigateway-endpoint-configuration:\n  vpcEndpointIds: [vpce-1]\n"},
        {},
        RestApi,
        {"vpc_endpoints": ["vpce-1"], "policy": None, "disable_execute_api_endpoint": None},
    ),
    (
        "an API whose document is not known",
        "aws:apigateway/restApi:RestApi",
        {"body": UNKNOWN},
        {"body": ["urn:function"]},
        RestApi,
        {"vpc_endpoints": ("?is not known yet (body)", "urn:function"), "policy": None},
    ),
    (
        "an API with an empty list beside its document",
        "aws:apigateway/restApi:RestApi",
        {"endpointConfiguration": {"types": "PRIVATE", "vpcEndpointIds": []}, "body": UNKNOWN, "policy": "{}"},
        {},
        RestApi,
        {"vpc_endpoints": [], "policy": "{}"},
    ),
    (
        "an answer of an integration",
        "aws:apigateway/integrationResponse:IntegrationResponse",
        {"restApi": "a", "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'*'"}},
        {},
        ApiResponse,
        {"api": "a", "allow_origin": "'*'"},
    ),
    (
        "an answer without headers",
        "aws:apigateway/integrationResponse:IntegrationResponse",
        {"restApi": "a"},
        {},
        ApiResponse,
        {"allow_origin": None},
    ),
    (
        "an answer whose headers are not known",
        "aws:apigateway/integrationResponse:IntegrationResponse",
        {"restApi": "a", "responseParameters": UNKNOWN},
        {},
        ApiResponse,
        {"allow_origin": "?is not known yet (responseParameters)"},
    ),
    (
        "an answer of the gateway itself",
        "aws:apigateway/response:Response",
        {"restApiId": "a", "responseParameters": {"gatewayresponse.header.access-control-allow-origin": "'*'"}},
        {},
        ApiResponse,
        {"api": "a", "allow_origin": "'*'"},
    ),
    (
        "an API without an endpoint type",
        "aws:apigateway/restApi:RestApi",
        {"name": "orders"},
        {},
        RestApi,
        {"endpoint_type": None, "vpc_endpoints": None, "policy": None},
    ),
    (
        "a document that is put over an API",
        "aws:apigateway/restApiPut:RestApiPut",
        {"restApiId": "a1", "body": json.dumps({"x-amazon-apigateway-policy": {"Statement": []}})},
        {},
        RestApiPolicy,
        {"api": "a1", "policy": '{"Statement": []}'},
    ),
    (
        "a document that is put over an API and not known",
        "aws:apigateway/restApiPut:RestApiPut",
        {"restApiId": "a1", "body": UNKNOWN},
        {},
        RestApiPolicy,
        {"api": "a1", "policy": "?is not known yet (body)"},
    ),
    (
        "a document without a policy that is put over an API",
        "aws:apigateway/restApiPut:RestApiPut",
        {"restApiId": "a1", "body": "{}"},
        {},
        OtherResource,
        {"name": "it"},
    ),
    (
        "a policy of its own",
        "aws:apigateway/restApiPolicy:RestApiPolicy",
        {"restApiId": "a1", "policy": "{}"},
        {},
        RestApiPolicy,
        {"api": "a1", "policy": "{}"},
    ),
    (
        "a resource",
        "aws:apigateway/resource:Resource",
        {"restApi": "a1", "parentId": "r0", "pathPart": "orders"},
        {},
        ApiResource,
        {"api": "a1", "parent_resource": "r0", "path_part": "orders"},
    ),
    (
        "a method",
        "aws:apigateway/method:Method",
        {"restApi": "a1", "resourceId": "r1", "httpMethod": "GET", "authorization": "NONE"},
        {},
        ApiMethod,
        {"api": "a1", "resource": "r1", "http_method": "GET", "authorization": "NONE"},
    ),
    (
        "an integration",
        "aws:apigateway/integration:Integration",
        {
            "restApi": "a1",
            "resourceId": "r1",
            "httpMethod": "GET",
            "type": "AWS_PROXY",
            "uri": UNKNOWN,
            "connectionType": "VPC_LINK",
            "connectionId": "l1",
            "timeoutMilliseconds": 29000,
        },
        {"uri": ["urn:function"]},
        ApiIntegration,
        {
            "type": "AWS_PROXY",
            "uri": "?is not known yet (uri)",
            "function": ("?is not known yet (uri)", "urn:function"),
            "connection_type": "VPC_LINK",
            "connection": "l1",
            "timeout_milliseconds": 29000,
        },
    ),
    (
        "a deployment that its variables make anew",
        "aws:apigateway/deployment:Deployment",
        {"restApi": "a", "stageName": "", "variables": {"version": UNKNOWN}},
        {"variables": ["urn:a"]},
        ApiDeployment,
        {"triggers": [["version", "?is not known yet (variables.version)"]], "trigger_nodes": ["urn:a"]},
    ),
    (
        "a stage that a deployment makes",
        "aws:apigateway/deployment:Deployment",
        {"restApi": "a", "stageName": "live", "variables": {"x": "1"}},
        {},
        ApiStage,
        {"api": "a", "stage_name": "live", "variables": [["x", "1"]], "name": "it stage"},
    ),
    (
        "a deployment",
        "aws:apigateway/deployment:Deployment",
        {"restApi": "a1", "triggers": {"policy": UNKNOWN}},
        {"triggers": ["urn:api"]},
        ApiDeployment,
        {"api": "a1", "triggers": [["policy", "?is not known yet (triggers.policy)"]]},
    ),
    (
        "a stage of ours",
        "privateapi:apigateway:Stage",
        {
            "restApiId": "a1",
            "deploymentId": "d1",
            "stageName": "live",
            "methodSettings": [{"methodPath": "*/*", "throttlingRateLimit": 100.5, "throttlingBurstLimit": 50}],
            "accessLogSettings": {"destinationArn": "arn:log"},
            "variables": {"a": "b"},
        },
        {},
        ApiStage,
        {
            "api": "a1",
            "deployment": "d1",
            "stage_name": "live",
            "throttling_rate_limit": 100.5,
            "throttling_burst_limit": 50,
            "access_log_destination": "arn:log",
            "variables": [["a", "b"]],
        },
    ),
    (
        "a stage with settings by path",
        "privateapi:apigateway:Stage",
        {"methodSettings": {"*/*": {"throttlingRateLimit": 10, "throttlingBurstLimit": 5}}},
        {},
        ApiStage,
        {"throttling_rate_limit": 10.0, "throttling_burst_limit": 5},
    ),
    (
        "a stage without limits",
        "aws:apigateway/stage:Stage",
        {"restApi": "a1", "stageName": "live"},
        {},
        ApiStage,
        {"throttling_rate_limit": None, "throttling_burst_limit": None},
    ),
    (
        "a domain of ours",
        "privateapi:apigateway:DomainName",
        {
            "domainName": "api.example.com",
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": "arn:c",
            "securityPolicy": "TLS_1_2",
            "regionalDomainName": "d-1",
            "regionalHostedZoneId": "Z",
        },
        {},
        ApiDomain,
        {
            "domain_name": "api.example.com",
            "endpoint_type": "REGIONAL",
            "certificate": "arn:c",
            "security_policy": "TLS_1_2",
            "target_domain_name": "d-1",
            "target_hosted_zone_id": "Z",
        },
    ),
    (
        "a domain of pulumi_aws",
        "aws:apigateway/domainName:DomainName",
        {
            "domainName": "api.example.com",
            "endpointConfiguration": {"types": "PRIVATE"},
            "certificateArn": UNKNOWN,
            "policy": "{}",
            "regionalZoneId": "Z",
        },
        {"certificateArn": ["urn:c"]},
        ApiDomain,
        {
            "endpoint_type": "PRIVATE",
            "certificate": ("?is not known yet (certificateArn)", "urn:c"),
            "policy": "{}",
            "target_hosted_zone_id": "Z",
        },
    ),
    (
        "a mapping",
        "aws:apigateway/basePathMapping:BasePathMapping",
        {"domainName": "api.example.com", "restApi": "a1", "stageName": "live", "basePath": "v1"},
        {},
        ApiMapping,
        {"domain": "api.example.com", "api": "a1", "stage": "live", "path": "v1"},
    ),
    (
        "an access association",
        "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation",
        {"domainNameArn": "arn:d", "accessAssociationSource": "vpce-1"},
        {},
        DomainAccessAssociation,
        {"domain": "arn:d", "endpoint": "vpce-1"},
    ),
    (
        "a VPC link",
        "aws:apigateway/vpcLink:VpcLink",
        {"name": "l", "targetArn": "arn:lb"},
        {},
        VpcLink,
        {"version": 1, "link_name": "l", "targets": ["arn:lb"]},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("planned", [True, False], ids=["planned", "deployed"])
@pytest.mark.parametrize("package", ["privateapi", "aws"])
def test_public_and_private_domain_of_one_name(package: str, planned: bool) -> None:
    """The name alone means the public domain, also where a private one of that name stands beside it."""
    kind, mapping = {
        "privateapi": ("privateapi:apigateway:DomainName", "privateapi:apigateway:BasePathMapping"),
        "aws": ("aws:apigateway/domainName:DomainName", "aws:apigateway/basePathMapping:BasePathMapping"),
    }[package]
    name, number = "api.example.com", UNKNOWN if planned else "abcd1234"

    def types(one: str) -> object:
        return [one] if package == "privateapi" else one

    public = {"domainName": name, "endpointConfiguration": {"types": types("REGIONAL")}}
    private = {"domainName": name, "endpointConfiguration": {"types": types("PRIVATE")}, "domainNameId": number}
    doors = {
        "public": resource(kind, public, "public", id="" if planned else name),
        "private": resource(kind, private, "private", id="" if planned else f"{name}/{number}"),
    }
    by_id = {"domainName": name, "domainNameId": number}
    topology = Topology(
        nodes(
            *doors.values(),
            resource(mapping, {"domainName": name}, "public", {"domainName": [doors["public"].key]}),
            resource(mapping, by_id, "private", dict.fromkeys(by_id, [doors["private"].key])),
        )
    )
    groups = topology.grouped(ApiMapping, "domain", ApiDomain)
    assert not groups.unresolved
    found = {key: [each.name for each in mappings] for key, mappings in groups.by_target.items()}
    assert found == {door.key: [name] for name, door in doors.items()}


def test_limits_of_method_settings() -> None:
    stage = resource("aws:apigateway/stage:Stage", {"restApi": "a1", "stageName": "live"})
    settings = [
        resource(
            "aws:apigateway/methodSettings:MethodSettings",
            {"methodPath": path, "stageName": "live", "settings": {"throttlingRateLimit": rate}},
            name=str(rate),
            dependencies={"stageName": [stage.key]},
        )
        for path, rate in (("orders/GET", 1), ("*/*", 2))
    ]
    (found,) = [node for node in nodes(stage, *settings) if isinstance(node, ApiStage)]
    assert shown(found.throttling_rate_limit) == 2.0


def test_trigger_nodes() -> None:
    (found,) = nodes(
        resource("aws:apigateway/deployment:Deployment", {"triggers": {}}, dependencies={"triggers": ["urn:api"]})
    )
    assert isinstance(found, ApiDeployment) and found.trigger_nodes == ("urn:api",)


def test_deployment_without_a_stage_name_makes_no_stage() -> None:
    deployment = resource("aws:apigateway/deployment:Deployment", {"restApi": "a", "stageName": ""})
    assert [type(node) for node in nodes(deployment)] == [ApiDeployment]
