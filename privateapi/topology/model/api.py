"""APIs of API Gateway, their names and links, and the functions behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Api(Node):
    """What REST and HTTP APIs share; `body` is the OpenAPI document as text."""

    noun: ClassVar[str] = "API"

    api_name: Value[str] = MISSING
    body: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RestApi(Api):
    """A REST API; `endpoint_type` is `EDGE` when left out, as in the API."""

    noun: ClassVar[str] = "REST API"

    endpoint_type: Value[str] = MISSING
    vpc_endpoints: Refs = NO_REFS
    policy: Value[str] = MISSING
    disable_execute_api_endpoint: Value[bool] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RestApiPolicy(Node):
    """A resource policy that is a resource of its own."""

    noun: ClassVar[str] = "REST API policy"

    api: Ref = NO_REF
    policy: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiResource(Node):
    """A path part of a REST API."""

    noun: ClassVar[str] = "API resource"

    api: Ref = NO_REF
    parent_resource: Ref = NO_REF
    path_part: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMethod(Node):
    """A method of a REST API."""

    noun: ClassVar[str] = "API method"

    api: Ref = NO_REF
    resource: Ref = NO_REF
    http_method: Value[str] = MISSING
    authorization: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiIntegration(Node):
    """What a method of a REST API, or a route of an HTTP API, calls.

    `version` is 1 for a REST API, 2 for an HTTP API. `connection` is a VPC link, or a stage variable as text:
    `${stageVariables.vpcLinkId}`. With `credentials`, the ARN of a role, a function needs no permission to be called.
    """

    noun: ClassVar[str] = "API integration"

    version: int = 1
    api: Ref = NO_REF
    resource: Ref = NO_REF
    http_method: Value[str] = MISSING
    type: Value[str] = MISSING
    uri: Value[str] = MISSING
    function: Ref = NO_REF
    connection_type: Value[str] = MISSING
    connection: Ref = NO_REF
    integration_target: Ref = NO_REF
    credentials: Value[str] = MISSING
    # Whether the certificate of an HTTPS backend may be for another name, and of any authority.
    skips_verification: Value[bool] = MISSING
    timeout_milliseconds: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiResponse(Node):
    """What a REST API makes of an answer; `allow_origin` is the header Access-Control-Allow-Origin that it adds."""

    noun: ClassVar[str] = "API response"

    api: Ref = NO_REF
    allow_origin: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDeployment(Node):
    """A deployment of a REST API; `triggers` are the values whose change makes a new one."""

    noun: ClassVar[str] = "API deployment"

    api: Ref = NO_REF
    triggers: Value[tuple[tuple[str, Value[str]], ...]] = MISSING
    # Keys of the resources that the triggers were computed from.
    trigger_nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiStage(Node):
    """A stage of a REST or HTTP API."""

    noun: ClassVar[str] = "API stage"

    api: Ref = NO_REF
    deployment: Ref = NO_REF
    stage_name: Value[str] = MISSING
    variables: Value[tuple[tuple[str, Value[str]], ...]] = MISSING
    access_log_destination: Value[str] = MISSING
    throttling_rate_limit: Value[float] = MISSING
    throttling_burst_limit: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiDomain(Node):
    """A custom domain name; `endpoint_type` is `EDGE`, `REGIONAL` or `PRIVATE`."""

    noun: ClassVar[str] = "API domain"

    domain_name: Value[str] = MISSING
    endpoint_type: Value[str] = MISSING
    certificate: Ref = NO_REF
    security_policy: Value[str] = MISSING
    policy: Value[str] = MISSING
    # What finds the API of a request: base path mappings alone when left out.
    routing_mode: Value[str] = MISSING
    target_domain_name: Value[str] = MISSING
    target_hosted_zone_id: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiMapping(Node):
    """A path of a custom domain and the stage that answers it."""

    noun: ClassVar[str] = "API mapping"

    domain: Ref = NO_REF
    api: Ref = NO_REF
    stage: Value[str] = MISSING
    path: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainAccessAssociation(Node):
    """The endpoint through which a private custom domain may be called."""

    noun: ClassVar[str] = "domain access association"

    domain: Ref = NO_REF
    endpoint: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class VpcLink(Node):
    """A VPC link: V1 (REST) has `targets`, one NLB; V2 has subnets and security groups."""

    noun: ClassVar[str] = "VPC link"

    version: int = 1
    link_name: Value[str] = MISSING
    targets: Refs = NO_REFS
    subnets: Refs = NO_REFS
    security_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpApi(Api):
    """An HTTP or WebSocket API; it has no private type."""

    noun: ClassVar[str] = "HTTP API"

    protocol_type: Value[str] = MISSING
    cors_allow_origins: Values[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRoute(Node):
    """A route of an HTTP API."""

    noun: ClassVar[str] = "API route"

    api: Ref = NO_REF
    route_key: Value[str] = MISSING
    integration: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaFunction(Node):
    """A Lambda function, and the network that it is in, if any."""

    noun: ClassVar[str] = "function"

    function_name: Value[str] = MISSING
    subnets: Refs = NO_REFS
    security_groups: Refs = NO_REFS
    timeout_seconds: Value[int] = MISSING
    reserved_concurrent_executions: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class LambdaPermission(Node):
    """A permission to call a function; `source` is what its ARN was computed from."""

    noun: ClassVar[str] = "function permission"

    function: Ref = NO_REF
    principal: Value[str] = MISSING
    action: Value[str] = MISSING
    source_arn: Value[str] = MISSING
    source: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Node):
    """A CloudFront distribution and the domains that it fetches from."""

    noun: ClassVar[str] = "distribution"

    origin_domains: Values[str] = MISSING
    origins: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiRegionApi(Node):
    """One name served from several Regions, as a component says; the resources of each Region are its own nodes."""

    noun: ClassVar[str] = "multi-Region API"

    domain_name: Value[str] = MISSING
    regions: Values[str] = MISSING
    # `nlb` or `native`.
    mode: Value[str] = MISSING
    # `latency`, `failover`, `weighted` or `geolocation`.
    routing: Value[str] = MISSING
