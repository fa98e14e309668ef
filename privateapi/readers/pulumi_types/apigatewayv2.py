"""HTTP APIs and VPC links (V2)."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.openapi import CORS, integrations
from privateapi.topology.model import (
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    ApiStage,
    HttpApi,
    HttpRoute,
    Node,
    VpcLink,
)
from privateapi.topology.values import MISSING


@reads("privateapi:apigatewayv2:Api", "aws:apigatewayv2/api:Api", id="apiId")
def api(read: Reading) -> Iterator[Node]:
    body = read.structured("body")
    # The document's own settings count beside the properties, except where a property says something else.
    cors = next(
        (each for each in (read.inside("corsConfiguration"), body.inside(CORS)) if each.given("allowOrigins")), None
    )
    yield HttpApi(
        **read.node,
        api_name=read.text("name"),
        protocol_type=read.text("protocolType"),
        body=read.document("body"),
        cors_allow_origins=cors.texts("allowOrigins") if cors is not None else MISSING,
    )
    yield from integrations(read, body, version=2)


@reads("privateapi:apigatewayv2:Integration", "aws:apigatewayv2/integration:Integration", id="integrationId")
def integration(read: Reading) -> Iterator[Node]:
    yield ApiIntegration(
        **read.node,
        version=2,
        api=read.ref("apiId"),
        http_method=read.text("integrationMethod"),
        type=read.text("integrationType"),
        uri=read.text("integrationUri"),
        function=read.ref("integrationUri"),
        connection_type=read.text("connectionType"),
        connection=read.ref("connectionId"),
        # Behind a VPC link the URI is the ARN of the listener that is called.
        integration_target=read.ref("integrationUri"),
        credentials=read.text("credentialsArn"),
        timeout_milliseconds=read.integer("timeoutMilliseconds", "timeoutInMillis"),
    )


@reads("privateapi:apigatewayv2:Route", "aws:apigatewayv2/route:Route")
def route(read: Reading) -> Iterator[Node]:
    yield HttpRoute(**read.node, api=read.ref("apiId"), route_key=read.text("routeKey"), integration=read.ref("target"))


@reads("privateapi:apigatewayv2:Stage", "aws:apigatewayv2/stage:Stage")
def stage(read: Reading) -> Iterator[Node]:
    settings = read.inside("defaultRouteSettings")
    yield ApiStage(
        **read.node,
        api=read.ref("apiId"),
        deployment=read.ref("deploymentId"),
        stage_name=read.text("stageName", "name"),
        variables=read.pairs("stageVariables"),
        access_log_destination=read.inside("accessLogSettings").text("destinationArn"),
        throttling_rate_limit=settings.number("throttlingRateLimit"),
        throttling_burst_limit=settings.integer("throttlingBurstLimit"),
    )


@reads("privateapi:apigatewayv2:VpcLink", "aws:apigatewayv2/vpcLink:VpcLink", id="vpcLinkId")
def vpc_link(read: Reading) -> Iterator[Node]:
    yield VpcLink(
        **read.node,
        version=2,
        link_name=read.text("name"),
        subnets=read.refs("subnetIds"),
        security_groups=read.refs("securityGroupIds"),
    )


@reads("privateapi:apigatewayv2:DomainName", "aws:apigatewayv2/domainName:DomainName", id="domainName")
def domain_name(read: Reading) -> Iterator[Node]:
    configuration = read.inside("domainNameConfiguration", "domainNameConfigurations")
    yield ApiDomain(
        **read.node,
        domain_name=read.text("domainName"),
        endpoint_type=configuration.text("endpointType"),
        certificate=configuration.ref("certificateArn"),
        security_policy=configuration.text("securityPolicy"),
        routing_mode=read.text("routingMode"),
        target_domain_name=configuration.text("targetDomainName", "apiGatewayDomainName"),
        target_hosted_zone_id=configuration.text("hostedZoneId"),
    )


@reads("privateapi:apigatewayv2:ApiMapping", "aws:apigatewayv2/apiMapping:ApiMapping")
def api_mapping(read: Reading) -> Iterator[Node]:
    yield ApiMapping(
        **read.node,
        domain=read.ref("domainName"),
        api=read.ref("apiId"),
        stage=read.text("stage"),
        path=read.text("apiMappingKey"),
    )
