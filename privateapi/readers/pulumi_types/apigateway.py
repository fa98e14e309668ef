"""REST APIs, their parts and stages, custom domain names and VPC links (V1)."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.openapi import POLICY, allow_origin, endpoint_settings, integrations, responses
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
    Node,
    OtherResource,
    RestApi,
    RestApiPolicy,
    VpcLink,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Value

_METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings"
# Settings of a stage for all of its methods.
_ALL = "*/*"


@reads("privateapi:apigateway:RestApi", "aws:apigateway/restApi:RestApi", id="restApiId")
def rest_api(read: Reading) -> Iterator[Node]:
    configuration = read.inside("endpointConfiguration")
    # What is left out and said in the body's extensions is taken from there (PutRestApi).
    body = read.structured("body")
    stated = endpoint_settings(body)
    endpoints = configuration if configuration.given("vpcEndpointIds") else stated
    disabled = read if read.given("disableExecuteApiEndpoint") else stated
    yield RestApi(
        **read.node,
        api_name=read.text("name"),
        endpoint_type=_first(configuration.texts("types")),
        vpc_endpoints=endpoints.refs("vpcEndpointIds"),
        policy=read.document("policy") if read.given("policy") or not body.readable else body.document(POLICY),
        body=read.document("body"),
        disable_execute_api_endpoint=disabled.boolean("disableExecuteApiEndpoint"),
    )
    yield from integrations(read, body, version=1)
    yield from responses(read, body)


def _first(values: Value[tuple[Value[str], ...]]) -> Value[str]:
    """The one type that an API or domain has; the API takes a list for it."""
    return values.then(lambda found: found[0] if found else MISSING)


@reads("privateapi:apigateway:RestApiPolicy", "aws:apigateway/restApiPolicy:RestApiPolicy")
def rest_api_policy(read: Reading) -> Iterator[Node]:
    yield RestApiPolicy(**read.node, api=read.ref("restApiId"), policy=read.document("policy"))


@reads("aws:apigateway/restApiPut:RestApiPut")
def rest_api_document(read: Reading) -> Iterator[Node]:
    """A document that is put over an API; of its extensions the policy is read."""
    policy = read.structured("body").document(POLICY)
    if policy.missing:
        yield OtherResource(**read.node)
    else:
        yield RestApiPolicy(**read.node, api=read.ref("restApiId"), policy=policy)


@reads("privateapi:apigateway:Resource", "aws:apigateway/resource:Resource", id="resourceId")
def resource(read: Reading) -> Iterator[Node]:
    yield ApiResource(
        **read.node,
        api=read.ref("restApi", "restApiId"),
        parent_resource=read.ref("parentId"),
        path_part=read.text("pathPart"),
    )


@reads("privateapi:apigateway:Method", "aws:apigateway/method:Method")
def method(read: Reading) -> Iterator[Node]:
    yield ApiMethod(
        **read.node,
        api=read.ref("restApi", "restApiId"),
        resource=read.ref("resourceId"),
        http_method=read.text("httpMethod"),
        authorization=read.text("authorization", "authorizationType"),
    )


@reads("privateapi:apigateway:Integration", "aws:apigateway/integration:Integration")
def integration(read: Reading) -> Iterator[Node]:
    yield ApiIntegration(
        **read.node,
        api=read.ref("restApi", "restApiId"),
        resource=read.ref("resourceId"),
        http_method=read.text("httpMethod"),
        type=read.text("type"),
        uri=read.text("uri"),
        function=read.ref("uri"),
        connection_type=read.text("connectionType"),
        connection=read.ref("connectionId"),
        integration_target=read.ref("integrationTarget"),
        credentials=read.text("credentials"),
        skips_verification=read.inside("tlsConfig").boolean("insecureSkipVerification"),
        timeout_milliseconds=read.integer("timeoutMilliseconds", "timeoutInMillis"),
    )


@reads("privateapi:apigateway:IntegrationResponse", "aws:apigateway/integrationResponse:IntegrationResponse")
def integration_response(read: Reading) -> Iterator[Node]:
    yield ApiResponse(**read.node, api=read.ref("restApi", "restApiId"), allow_origin=allow_origin(read))


@reads("privateapi:apigateway:GatewayResponse", "aws:apigateway/response:Response")
def gateway_response(read: Reading) -> Iterator[Node]:
    yield ApiResponse(**read.node, api=read.ref("restApiId"), allow_origin=allow_origin(read))


@reads("privateapi:apigateway:Deployment", "aws:apigateway/deployment:Deployment", id="deploymentId")
def deployment(read: Reading) -> Iterator[Node]:
    # At pulumi_aws a change of the variables makes a new deployment too.
    trigger = "triggers" if read.given("triggers") else "variables"
    yield ApiDeployment(
        **read.node,
        api=read.ref("restApi", "restApiId"),
        triggers=read.pairs(trigger),
        trigger_nodes=read.sources(trigger),
    )
    # Before its version 7, pulumi_aws made stages with deployments.
    if not read.text("stageName").missing:
        yield ApiStage(
            **read.part("stage"),
            api=read.ref("restApi"),
            deployment=read.own(),
            stage_name=read.text("stageName"),
            variables=read.pairs("variables"),
        )


@reads("privateapi:apigateway:Stage", "aws:apigateway/stage:Stage")
def stage(read: Reading) -> Iterator[Node]:
    rate, burst = _throttling(read)
    yield ApiStage(
        **read.node,
        api=read.ref("restApi", "restApiId"),
        deployment=read.ref("deployment", "deploymentId"),
        stage_name=read.text("stageName"),
        variables=read.pairs("variables"),
        access_log_destination=read.inside("accessLogSettings").text("destinationArn"),
        throttling_rate_limit=rate,
        throttling_burst_limit=burst,
    )


def _throttling(read: Reading) -> tuple[Value[float], Value[int]]:
    """The limits for all methods: part of our stage, a resource of its own at pulumi_aws."""
    for settings in read.objects("methodSettings").get(()) if not read.objects("methodSettings").unknown else ():
        if settings.text("methodPath") == Known(_ALL):
            return settings.number("throttlingRateLimit"), settings.integer("throttlingBurstLimit")
    inside = read.inside("methodSettings").inside(_ALL)
    if inside.given("throttlingRateLimit", "throttlingBurstLimit"):
        return inside.number("throttlingRateLimit"), inside.integer("throttlingBurstLimit")
    for beside in read.program.of(_METHOD_SETTINGS):
        if beside.text("methodPath") == Known(_ALL) and read.key in beside.sources("stageName"):
            settings = beside.inside("settings")
            return settings.number("throttlingRateLimit"), settings.integer("throttlingBurstLimit")
    return MISSING, MISSING


@reads(
    "privateapi:apigateway:DomainName",
    "aws:apigateway/domainName:DomainName",
    id="domainName",
    names=("domainNameId", "regionalDomainName", "cloudfrontDomainName", "distributionDomainName"),
)
def domain_name(read: Reading) -> Iterator[Node]:
    endpoint_type = _first(read.inside("endpointConfiguration").texts("types"))
    named = read.node
    if endpoint_type == Known("PRIVATE"):
        # Its name alone means the public domain of that name, which may stand beside it (Developer Guide, "Custom
        # domain names for private APIs").
        name = read.text("domainName")
        named["identifiers"] = tuple(each for each in named["identifiers"] if Known(each) != name)
        named["id"] = UNKNOWN if named["id"] == name else named["id"]
    yield ApiDomain(
        **named,
        domain_name=read.text("domainName"),
        endpoint_type=endpoint_type,
        certificate=read.ref("regionalCertificateArn", "certificateArn"),
        security_policy=read.text("securityPolicy"),
        policy=read.document("policy"),
        routing_mode=read.text("routingMode"),
        target_domain_name=read.text("regionalDomainName", "distributionDomainName", "cloudfrontDomainName"),
        target_hosted_zone_id=read.text(
            "regionalHostedZoneId", "regionalZoneId", "distributionHostedZoneId", "cloudfrontZoneId"
        ),
    )


@reads("privateapi:apigateway:BasePathMapping", "aws:apigateway/basePathMapping:BasePathMapping")
def base_path_mapping(read: Reading) -> Iterator[Node]:
    yield ApiMapping(
        **read.node,
        domain=read.ref("domainNameId", "domainName"),
        api=read.ref("restApi", "restApiId"),
        stage=read.text("stageName", "stage"),
        path=read.text("basePath"),
    )


@reads(
    "privateapi:apigateway:DomainNameAccessAssociation",
    "aws:apigateway/domainNameAccessAssociation:DomainNameAccessAssociation",
)
def domain_access_association(read: Reading) -> Iterator[Node]:
    yield DomainAccessAssociation(
        **read.node,
        domain=read.ref("domainNameArn"),
        endpoint=read.ref("accessAssociationSource", "vpcEndpointId"),
    )


@reads("privateapi:apigateway:VpcLink", "aws:apigateway/vpcLink:VpcLink", id="vpcLinkId")
def vpc_link(read: Reading) -> Iterator[Node]:
    targets = read.refs("targetArns") if read.given("targetArns") else read.only("targetArn")
    yield VpcLink(**read.node, version=1, link_name=read.text("name"), targets=targets)
