"""Typed classes of the `apigateway` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class DomainNameEndpointConfigurationArgs(TypedDict):
    """Where the domain name is answered."""

    types: pulumi.Input[Sequence[pulumi.Input[Literal["REGIONAL", "PRIVATE", "EDGE"]]]]
    """``PRIVATE`` (only through VPC endpoints), ``REGIONAL`` or ``EDGE``; exactly one."""
    ip_address_type: NotRequired[pulumi.Input[Literal["ipv4", "dualstack"]] | None]
    """Kinds of callers' addresses; left out, ``dualstack`` for ``PRIVATE``, which takes nothing else, or ``ipv4``."""


@pulumi.input_type
class _DomainNameEndpointConfigurationKeys:
    types: pulumi.Input[Sequence[pulumi.Input[Literal["REGIONAL", "PRIVATE", "EDGE"]]]] = pulumi.property("types")
    ip_address_type: Optional[pulumi.Input[Literal["ipv4", "dualstack"]]] = pulumi.property(
        "ipAddressType", default=None
    )


class DomainNameMutualTlsArgs(TypedDict):
    """Client certificates that callers must have."""

    truststore_uri: pulumi.Input[str]
    """S3 URL of the PEM file with the trusted certificates."""
    truststore_version: NotRequired[pulumi.Input[str] | None]
    """Version of the S3 object; left out, the latest."""


@pulumi.input_type
class _DomainNameMutualTlsKeys:
    truststore_uri: pulumi.Input[str] = pulumi.property("truststoreUri")
    truststore_version: Optional[pulumi.Input[str]] = pulumi.property("truststoreVersion", default=None)


class RestApiEndpointConfigurationArgs(TypedDict):
    """Where the API is answered."""

    types: pulumi.Input[Sequence[pulumi.Input[Literal["REGIONAL", "PRIVATE", "EDGE"]]]]
    """``PRIVATE`` (only through VPC endpoints), ``REGIONAL`` or ``EDGE``; exactly one."""
    ip_address_type: NotRequired[pulumi.Input[Literal["ipv4", "dualstack"]] | None]
    """Kinds of callers' addresses; left out, ``dualstack`` for ``PRIVATE``, which takes nothing else, or ``ipv4``."""
    vpc_endpoint_ids: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]] | None]
    """Ids of the VPC endpoints of a ``PRIVATE`` API for which Route 53 makes names, `API-endpoint.execute-api…`."""


@pulumi.input_type
class _RestApiEndpointConfigurationKeys:
    types: pulumi.Input[Sequence[pulumi.Input[Literal["REGIONAL", "PRIVATE", "EDGE"]]]] = pulumi.property("types")
    ip_address_type: Optional[pulumi.Input[Literal["ipv4", "dualstack"]]] = pulumi.property(
        "ipAddressType", default=None
    )
    vpc_endpoint_ids: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "vpcEndpointIds", default=None
    )


class StageAccessLogSettingsArgs(TypedDict):
    """The log with one line for each request."""

    destination_arn: pulumi.Input[str]
    """ARN of a log group, or of a Firehose stream whose name begins with ``amazon-apigateway-``."""
    format: pulumi.Input[str]
    """The line, with ``$context`` variables; ``$context.requestId`` or ``$context.extendedRequestId`` must be in it."""


@pulumi.input_type
class _StageAccessLogSettingsKeys:
    destination_arn: pulumi.Input[str] = pulumi.property("destinationArn")
    format: pulumi.Input[str] = pulumi.property("format")


class StageMethodSettingsArgs(TypedDict):
    """Settings of a method, or of all."""

    throttling_burst_limit: NotRequired[pulumi.Input[int] | None]
    """Requests that may come at once; left out, the account's limit."""
    throttling_rate_limit: NotRequired[pulumi.Input[float] | None]
    """Requests per second in the long run; left out, the account's limit."""
    logging_level: NotRequired[pulumi.Input[Literal["OFF", "ERROR", "INFO"]] | None]
    """What goes to the execution log; the account needs a role for CloudWatch Logs."""
    data_trace_enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether whole requests and answers go to the execution log. They may hold personal data."""
    metrics_enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether CloudWatch gets metrics of each method."""
    caching_enabled: NotRequired[pulumi.Input[bool] | None]
    """Whether answers are cached; the stage needs a cache."""
    cache_ttl_in_seconds: NotRequired[pulumi.Input[int] | None]
    """How long an answer is cached, 0 to 3600 seconds."""
    cache_data_encrypted: NotRequired[pulumi.Input[bool] | None]
    """Whether the cache is encrypted."""
    require_authorization_for_cache_control: NotRequired[pulumi.Input[bool] | None]
    """Whether only callers with the permission may bypass the cache."""
    unauthorized_cache_control_header_strategy: NotRequired[
        pulumi.Input[Literal["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"]] | None
    ]
    """What a caller gets who wants to bypass it without."""


@pulumi.input_type
class _StageMethodSettingsKeys:
    throttling_burst_limit: Optional[pulumi.Input[int]] = pulumi.property("throttlingBurstLimit", default=None)
    throttling_rate_limit: Optional[pulumi.Input[float]] = pulumi.property("throttlingRateLimit", default=None)
    logging_level: Optional[pulumi.Input[Literal["OFF", "ERROR", "INFO"]]] = pulumi.property(
        "loggingLevel", default=None
    )
    data_trace_enabled: Optional[pulumi.Input[bool]] = pulumi.property("dataTraceEnabled", default=None)
    metrics_enabled: Optional[pulumi.Input[bool]] = pulumi.property("metricsEnabled", default=None)
    caching_enabled: Optional[pulumi.Input[bool]] = pulumi.property("cachingEnabled", default=None)
    cache_ttl_in_seconds: Optional[pulumi.Input[int]] = pulumi.property("cacheTtlInSeconds", default=None)
    cache_data_encrypted: Optional[pulumi.Input[bool]] = pulumi.property("cacheDataEncrypted", default=None)
    require_authorization_for_cache_control: Optional[pulumi.Input[bool]] = pulumi.property(
        "requireAuthorizationForCacheControl", default=None
    )
    unauthorized_cache_control_header_strategy: Optional[
        pulumi.Input[Literal["FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER"]]
    ] = pulumi.property("unauthorizedCacheControlHeaderStrategy", default=None)


@pulumi.output_type
class DomainNameEndpointConfiguration(dict):  # type: ignore[type-arg]
    """Where the domain name is answered."""

    types: Sequence[str] = pulumi.property("types")
    """``PRIVATE`` (only through VPC endpoints), ``REGIONAL`` or ``EDGE``; exactly one."""
    ip_address_type: Optional[str] = pulumi.property("ipAddressType", default=None)
    """Kinds of callers' addresses; left out, ``dualstack`` for ``PRIVATE``, which takes nothing else, or ``ipv4``."""


@pulumi.output_type
class DomainNameMutualTls(dict):  # type: ignore[type-arg]
    """Client certificates that callers must have."""

    truststore_uri: str = pulumi.property("truststoreUri")
    """S3 URL of the PEM file with the trusted certificates."""
    truststore_version: Optional[str] = pulumi.property("truststoreVersion", default=None)
    """Version of the S3 object; left out, the latest."""


@pulumi.output_type
class RestApiEndpointConfiguration(dict):  # type: ignore[type-arg]
    """Where the API is answered."""

    types: Sequence[str] = pulumi.property("types")
    """``PRIVATE`` (only through VPC endpoints), ``REGIONAL`` or ``EDGE``; exactly one."""
    ip_address_type: Optional[str] = pulumi.property("ipAddressType", default=None)
    """Kinds of callers' addresses; left out, ``dualstack`` for ``PRIVATE``, which takes nothing else, or ``ipv4``."""
    vpc_endpoint_ids: Optional[Sequence[str]] = pulumi.property("vpcEndpointIds", default=None)
    """Ids of the VPC endpoints of a ``PRIVATE`` API for which Route 53 makes names, `API-endpoint.execute-api…`."""


@pulumi.output_type
class StageAccessLogSettings(dict):  # type: ignore[type-arg]
    """The log with one line for each request."""

    destination_arn: str = pulumi.property("destinationArn")
    """ARN of a log group, or of a Firehose stream whose name begins with ``amazon-apigateway-``."""
    format: str = pulumi.property("format")
    """The line, with ``$context`` variables; ``$context.requestId`` or ``$context.extendedRequestId`` must be in it."""


@pulumi.output_type
class StageMethodSettings(dict):  # type: ignore[type-arg]
    """Settings of a method, or of all."""

    throttling_burst_limit: Optional[int] = pulumi.property("throttlingBurstLimit", default=None)
    """Requests that may come at once; left out, the account's limit."""
    throttling_rate_limit: Optional[float] = pulumi.property("throttlingRateLimit", default=None)
    """Requests per second in the long run; left out, the account's limit."""
    logging_level: Optional[str] = pulumi.property("loggingLevel", default=None)
    """What goes to the execution log; the account needs a role for CloudWatch Logs."""
    data_trace_enabled: Optional[bool] = pulumi.property("dataTraceEnabled", default=None)
    """Whether whole requests and answers go to the execution log. They may hold personal data."""
    metrics_enabled: Optional[bool] = pulumi.property("metricsEnabled", default=None)
    """Whether CloudWatch gets metrics of each method."""
    caching_enabled: Optional[bool] = pulumi.property("cachingEnabled", default=None)
    """Whether answers are cached; the stage needs a cache."""
    cache_ttl_in_seconds: Optional[int] = pulumi.property("cacheTtlInSeconds", default=None)
    """How long an answer is cached, 0 to 3600 seconds."""
    cache_data_encrypted: Optional[bool] = pulumi.property("cacheDataEncrypted", default=None)
    """Whether the cache is encrypted."""
    require_authorization_for_cache_control: Optional[bool] = pulumi.property(
        "requireAuthorizationForCacheControl", default=None
    )
    """Whether only callers with the permission may bypass the cache."""
    unauthorized_cache_control_header_strategy: Optional[str] = pulumi.property(
        "unauthorizedCacheControlHeaderStrategy", default=None
    )
    """What a caller gets who wants to bypass it without."""


@pulumi.input_type
class _AccountArgs:
    cloudwatch_role_arn: pulumi.Input[str] = pulumi.property("cloudwatchRoleArn")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    reset_on_delete: Optional[pulumi.Input[bool]] = pulumi.property("resetOnDelete", default=None)


class Account(Resource):
    """The role under which API Gateway writes logs, for all APIs of the account in a Region.

    API Gateway refuses access logs of a stage before it is set. It belongs to the account, not to one stack: the last
    one to set it wins, and a deletion leaves it unless ``reset_on_delete`` says otherwise.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    cloudwatch_role_arn: pulumi.Output[str] = pulumi.property("cloudwatchRoleArn")
    """Role under which API Gateway writes access and execution logs of every API in the Region."""
    reset_on_delete: pulumi.Output[bool] = pulumi.property("resetOnDelete")
    """Whether a deletion takes the role away. Other stacks' APIs in the Region would then stop to log."""
    throttle_rate_limit: pulumi.Output[Optional[float]] = pulumi.property("throttleRateLimit")
    """Requests per second of all APIs in the Region."""
    throttle_burst_limit: pulumi.Output[Optional[int]] = pulumi.property("throttleBurstLimit")
    """Requests of all APIs that may come at once."""
    api_key_version: pulumi.Output[str] = pulumi.property("apiKeyVersion")
    """Version of the API keys."""
    _token = "privateapi:apigateway:Account"
    _args_type = _AccountArgs
    _outputs = ("throttle_rate_limit", "throttle_burst_limit", "api_key_version")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        cloudwatch_role_arn: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        reset_on_delete: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "cloudwatch_role_arn": cloudwatch_role_arn,
                "reset_on_delete": reset_on_delete,
            },
        )


@pulumi.input_type
class _BasePathMappingArgs:
    domain_name: pulumi.Input[str] = pulumi.property("domainName")
    rest_api_id: pulumi.Input[str] = pulumi.property("restApiId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    domain_name_id: Optional[pulumi.Input[str]] = pulumi.property("domainNameId", default=None)
    stage: Optional[pulumi.Input[str]] = pulumi.property("stage", default=None)
    base_path: Optional[pulumi.Input[str]] = pulumi.property("basePath", default=None)


class BasePathMapping(Resource):
    """The API and stage behind a path of a custom domain name."""

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    domain_name: pulumi.Output[str] = pulumi.property("domainName")
    """The custom domain name."""
    domain_name_id: pulumi.Output[Optional[str]] = pulumi.property("domainNameId")
    """Id of a PRIVATE domain name."""
    rest_api_id: pulumi.Output[str] = pulumi.property("restApiId")
    """The API that answers."""
    stage: pulumi.Output[Optional[str]] = pulumi.property("stage")
    """Its stage; left out, the caller names it as the first part of the path."""
    base_path: pulumi.Output[Optional[str]] = pulumi.property("basePath")
    """First part of the path, such as ``orders``; left out, every path."""
    mapping: pulumi.Output[str] = pulumi.property("mapping")
    """Which API and stage the path means, as `domain/path -> api/stage`."""
    _token = "privateapi:apigateway:BasePathMapping"
    _args_type = _BasePathMappingArgs
    _outputs = ("mapping",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        domain_name: pulumi.Input[str],
        rest_api_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        domain_name_id: pulumi.Input[str] | None = None,
        stage: pulumi.Input[str] | None = None,
        base_path: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "domain_name": domain_name,
                "domain_name_id": domain_name_id,
                "rest_api_id": rest_api_id,
                "stage": stage,
                "base_path": base_path,
            },
        )


@pulumi.input_type
class _DeploymentArgs:
    rest_api_id: pulumi.Input[str] = pulumi.property("restApiId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    triggers: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("triggers", default=None)


class Deployment(Resource):
    """A snapshot of a REST API. Import by `api/deployment`.

    A stage holds its deployment, so a replacement is made first, the stage is moved to it, and then the old one goes.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    rest_api_id: pulumi.Output[str] = pulumi.property("restApiId")
    """Id of the API."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 1024 characters."""
    triggers: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("triggers")
    """Texts whose change makes a new deployment, such as the API's ``deployment_hash``. A deployment never changes:
    without triggers a changed API is not deployed again.
    """
    deployment_id: pulumi.Output[str] = pulumi.property("deploymentId")
    """Id of the deployment inside its API."""
    created_date: pulumi.Output[Optional[str]] = pulumi.property("createdDate")
    """When it was created (ISO 8601)."""
    _token = "privateapi:apigateway:Deployment"
    _args_type = _DeploymentArgs
    _outputs = ("deployment_id", "created_date")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        rest_api_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        triggers: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "rest_api_id": rest_api_id,
                "description": description,
                "triggers": triggers,
            },
        )


@pulumi.input_type
class _DomainNameArgs:
    domain_name: pulumi.Input[str] = pulumi.property("domainName")
    endpoint_configuration: pulumi.Input[_DomainNameEndpointConfigurationKeys] = pulumi.property(
        "endpointConfiguration"
    )
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    regional_certificate_arn: Optional[pulumi.Input[str]] = pulumi.property("regionalCertificateArn", default=None)
    certificate_arn: Optional[pulumi.Input[str]] = pulumi.property("certificateArn", default=None)
    security_policy: Optional[
        pulumi.Input[
            Literal[
                "TLS_1_0",
                "TLS_1_2",
                "SecurityPolicy_TLS13_1_3_2025_09",
                "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
                "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_2021_06",
                "SecurityPolicy_TLS13_2025_EDGE",
                "SecurityPolicy_TLS12_PFS_2025_EDGE",
                "SecurityPolicy_TLS12_2018_EDGE",
            ]
        ]
    ] = pulumi.property("securityPolicy", default=None)
    endpoint_access_mode: Optional[pulumi.Input[Literal["BASIC", "STRICT"]]] = pulumi.property(
        "endpointAccessMode", default=None
    )
    routing_mode: Optional[
        pulumi.Input[Literal["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"]]
    ] = pulumi.property("routingMode", default=None)
    policy: Optional[pulumi.Input[Any]] = pulumi.property("policy", default=None)
    management_policy: Optional[pulumi.Input[Any]] = pulumi.property("managementPolicy", default=None)
    mutual_tls_authentication: Optional[pulumi.Input[_DomainNameMutualTlsKeys]] = pulumi.property(
        "mutualTlsAuthentication", default=None
    )
    ownership_verification_certificate_arn: Optional[pulumi.Input[str]] = pulumi.property(
        "ownershipVerificationCertificateArn", default=None
    )


class DomainName(Resource):
    """A custom domain name of API Gateway."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    domain_name: pulumi.Output[str] = pulumi.property("domainName")
    """The name; a wildcard is allowed as the first label."""
    endpoint_configuration: pulumi.Output[DomainNameEndpointConfiguration] = pulumi.property("endpointConfiguration")
    """Where it is answered. A change to or from ``PRIVATE`` makes another domain name."""
    regional_certificate_arn: pulumi.Output[Optional[str]] = pulumi.property("regionalCertificateArn")
    """Certificate of a REGIONAL name, in its Region."""
    certificate_arn: pulumi.Output[Optional[str]] = pulumi.property("certificateArn")
    """Certificate of a PRIVATE or EDGE name."""
    security_policy: pulumi.Output[Optional[str]] = pulumi.property("securityPolicy")
    """Lowest TLS version and ciphers: ``TLS_1_2``, or one of the ``SecurityPolicy_`` sets."""
    endpoint_access_mode: pulumi.Output[Optional[str]] = pulumi.property("endpointAccessMode")
    """How strictly the TLS name and the Host header must agree; with the ``SecurityPolicy_`` sets."""
    routing_mode: pulumi.Output[Optional[str]] = pulumi.property("routingMode")
    """What finds the API for a request."""
    policy: pulumi.Output[Optional[Any]] = pulumi.property("policy")
    """Which VPC endpoints may use a PRIVATE name; ``execute-api:/*`` means the name itself. Left out, none may."""
    management_policy: pulumi.Output[Optional[Any]] = pulumi.property("managementPolicy")
    """Which other accounts may associate their VPC endpoints with a PRIVATE name: those with
    ``apigateway:CreateAccessAssociation`` on the name's ARN.
    """
    mutual_tls_authentication: pulumi.Output[Optional[DomainNameMutualTls]] = pulumi.property("mutualTlsAuthentication")
    """Client certificates that callers must have; for REGIONAL names."""
    ownership_verification_certificate_arn: pulumi.Output[Optional[str]] = pulumi.property(
        "ownershipVerificationCertificateArn"
    )
    """Public certificate that proves the ownership, where mutual TLS uses an imported or private one."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    domain_name_id: pulumi.Output[Optional[str]] = pulumi.property("domainNameId")
    """Id that tells PRIVATE domain names of the same name apart."""
    regional_domain_name: pulumi.Output[Optional[str]] = pulumi.property("regionalDomainName")
    """Target of alias records for a REGIONAL name."""
    regional_hosted_zone_id: pulumi.Output[Optional[str]] = pulumi.property("regionalHostedZoneId")
    """Hosted zone id of that target."""
    distribution_domain_name: pulumi.Output[Optional[str]] = pulumi.property("distributionDomainName")
    """Target of alias records for an EDGE name."""
    distribution_hosted_zone_id: pulumi.Output[Optional[str]] = pulumi.property("distributionHostedZoneId")
    """Hosted zone id of that target."""
    _token = "privateapi:apigateway:DomainName"
    _args_type = _DomainNameArgs
    _outputs = (
        "arn",
        "domain_name_id",
        "regional_domain_name",
        "regional_hosted_zone_id",
        "distribution_domain_name",
        "distribution_hosted_zone_id",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        domain_name: pulumi.Input[str],
        endpoint_configuration: pulumi.Input[DomainNameEndpointConfigurationArgs],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        regional_certificate_arn: pulumi.Input[str] | None = None,
        certificate_arn: pulumi.Input[str] | None = None,
        security_policy: pulumi.Input[
            Literal[
                "TLS_1_0",
                "TLS_1_2",
                "SecurityPolicy_TLS13_1_3_2025_09",
                "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
                "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_2021_06",
                "SecurityPolicy_TLS13_2025_EDGE",
                "SecurityPolicy_TLS12_PFS_2025_EDGE",
                "SecurityPolicy_TLS12_2018_EDGE",
            ]
        ]
        | None = None,
        endpoint_access_mode: pulumi.Input[Literal["BASIC", "STRICT"]] | None = None,
        routing_mode: pulumi.Input[
            Literal["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING"]
        ]
        | None = None,
        policy: pulumi.Input[Any] | None = None,
        management_policy: pulumi.Input[Any] | None = None,
        mutual_tls_authentication: pulumi.Input[DomainNameMutualTlsArgs] | None = None,
        ownership_verification_certificate_arn: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "domain_name": domain_name,
                "endpoint_configuration": endpoint_configuration,
                "regional_certificate_arn": regional_certificate_arn,
                "certificate_arn": certificate_arn,
                "security_policy": security_policy,
                "endpoint_access_mode": endpoint_access_mode,
                "routing_mode": routing_mode,
                "policy": policy,
                "management_policy": management_policy,
                "mutual_tls_authentication": mutual_tls_authentication,
                "ownership_verification_certificate_arn": ownership_verification_certificate_arn,
            },
        )


@pulumi.input_type
class _DomainNameAccessAssociationArgs:
    domain_name_arn: pulumi.Input[str] = pulumi.property("domainNameArn")
    access_association_source: pulumi.Input[str] = pulumi.property("accessAssociationSource")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    access_association_source_type: Optional[pulumi.Input[Literal["VPCE"]]] = pulumi.property(
        "accessAssociationSourceType", default=None
    )


class DomainNameAccessAssociation(Resource):
    """What lets the clients of a VPC endpoint call a PRIVATE custom domain name."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    domain_name_arn: pulumi.Output[str] = pulumi.property("domainNameArn")
    """ARN of the PRIVATE domain name, of this account or one that is shared with it; in the endpoint's Region."""
    access_association_source: pulumi.Output[str] = pulumi.property("accessAssociationSource")
    """Id of the execute-api endpoint. It may not be one through which a public domain name is reached, and can be
    associated with one domain name of the same name only.
    """
    access_association_source_type: pulumi.Output[str] = pulumi.property("accessAssociationSourceType")
    """The kind of source; VPC endpoints are the only one."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:apigateway:DomainNameAccessAssociation"
    _args_type = _DomainNameAccessAssociationArgs
    _outputs = ("arn",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        domain_name_arn: pulumi.Input[str],
        access_association_source: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        access_association_source_type: pulumi.Input[Literal["VPCE"]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "domain_name_arn": domain_name_arn,
                "access_association_source": access_association_source,
                "access_association_source_type": access_association_source_type,
            },
        )


@pulumi.input_type
class _RestApiArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    body: Optional[pulumi.Input[Any]] = pulumi.property("body", default=None)
    parameters: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("parameters", default=None)
    fail_on_warnings: Optional[pulumi.Input[bool]] = pulumi.property("failOnWarnings", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    endpoint_configuration: Optional[pulumi.Input[_RestApiEndpointConfigurationKeys]] = pulumi.property(
        "endpointConfiguration", default=None
    )
    policy: Optional[pulumi.Input[Any]] = pulumi.property("policy", default=None)
    binary_media_types: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "binaryMediaTypes", default=None
    )
    minimum_compression_size: Optional[pulumi.Input[int]] = pulumi.property("minimumCompressionSize", default=None)
    api_key_source: Optional[pulumi.Input[Literal["HEADER", "AUTHORIZER"]]] = pulumi.property(
        "apiKeySource", default=None
    )
    disable_execute_api_endpoint: Optional[pulumi.Input[bool]] = pulumi.property(
        "disableExecuteApiEndpoint", default=None
    )
    security_policy: Optional[
        pulumi.Input[
            Literal[
                "TLS_1_0",
                "TLS_1_2",
                "SecurityPolicy_TLS13_1_3_2025_09",
                "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
                "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_2021_06",
                "SecurityPolicy_TLS13_2025_EDGE",
                "SecurityPolicy_TLS12_PFS_2025_EDGE",
                "SecurityPolicy_TLS12_2018_EDGE",
            ]
        ]
    ] = pulumi.property("securityPolicy", default=None)
    endpoint_access_mode: Optional[pulumi.Input[Literal["BASIC", "STRICT"]]] = pulumi.property(
        "endpointAccessMode", default=None
    )


class RestApi(Resource):
    """A REST API with its methods, imported from an OpenAPI document."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    name: pulumi.Output[Optional[str]] = pulumi.property("name")
    """Name, which need not be unique; left out, the title of the body, or else the Pulumi resource's name."""
    body: pulumi.Output[Optional[Any]] = pulumi.property("body")
    """The methods and their backends as OpenAPI 3.0 or Swagger 2.0: an object, or its JSON or YAML. It replaces all
    methods that the API has. Left out, they are not looked at.
    """
    parameters: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("parameters")
    """Settings of the import, such as ``{"ignore": "documentation"}``."""
    fail_on_warnings: pulumi.Output[bool] = pulumi.property("failOnWarnings")
    """Whether a warning stops the import of the body."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 1024 characters; left out, the body's."""
    endpoint_configuration: pulumi.Output[RestApiEndpointConfiguration] = pulumi.property("endpointConfiguration")
    """Where the API is answered; ``EDGE`` unless given. A ``PRIVATE`` API can become ``REGIONAL``, but not ``EDGE``."""
    policy: pulumi.Output[Optional[Any]] = pulumi.property("policy")
    """Who may call the API; a ``PRIVATE`` one cannot be deployed without. ``execute-api:/*`` means the API itself. A
    change takes effect with the next deployment.
    """
    binary_media_types: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("binaryMediaTypes")
    """Media types of bodies that are no text, such as ``image/png`` or ``*/*``."""
    minimum_compression_size: pulumi.Output[Optional[int]] = pulumi.property("minimumCompressionSize")
    """Bytes from which answers are compressed, 0 to 10485760; left out, none are."""
    api_key_source: pulumi.Output[str] = pulumi.property("apiKeySource")
    """Where API keys come from: the header ``X-API-Key``, or the authorizer's answer."""
    disable_execute_api_endpoint: pulumi.Output[bool] = pulumi.property("disableExecuteApiEndpoint")
    """Whether the API answers only under custom domain names."""
    security_policy: pulumi.Output[Optional[str]] = pulumi.property("securityPolicy")
    """Least TLS version and ciphers of the ``execute-api`` name."""
    endpoint_access_mode: pulumi.Output[Optional[str]] = pulumi.property("endpointAccessMode")
    """How strictly the TLS name and the Host header must agree; with the ``SecurityPolicy_`` sets."""
    rest_api_id: pulumi.Output[str] = pulumi.property("restApiId")
    """Id of the API."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN for tags and for IAM policies about managing the API."""
    execution_arn: pulumi.Output[str] = pulumi.property("executionArn")
    """ARN of calls, for permissions: followed by `/stage/METHOD/path`."""
    root_resource_id: pulumi.Output[Optional[str]] = pulumi.property("rootResourceId")
    """Id of the resource of the path `/`."""
    created_date: pulumi.Output[Optional[str]] = pulumi.property("createdDate")
    """When it was created (ISO 8601)."""
    body_hash: pulumi.Output[Optional[str]] = pulumi.property("bodyHash")
    """SHA-256 of the body, in hexadecimal."""
    deployment_hash: pulumi.Output[str] = pulumi.property("deploymentHash")
    """Changes with everything that takes effect only with a deployment: a trigger for Deployment."""
    _token = "privateapi:apigateway:RestApi"
    _args_type = _RestApiArgs
    _outputs = (
        "rest_api_id",
        "arn",
        "execution_arn",
        "root_resource_id",
        "created_date",
        "body_hash",
        "deployment_hash",
    )

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        body: pulumi.Input[Any] | None = None,
        parameters: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        fail_on_warnings: pulumi.Input[bool] | None = None,
        description: pulumi.Input[str] | None = None,
        endpoint_configuration: pulumi.Input[RestApiEndpointConfigurationArgs] | None = None,
        policy: pulumi.Input[Any] | None = None,
        binary_media_types: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        minimum_compression_size: pulumi.Input[int] | None = None,
        api_key_source: pulumi.Input[Literal["HEADER", "AUTHORIZER"]] | None = None,
        disable_execute_api_endpoint: pulumi.Input[bool] | None = None,
        security_policy: pulumi.Input[
            Literal[
                "TLS_1_0",
                "TLS_1_2",
                "SecurityPolicy_TLS13_1_3_2025_09",
                "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
                "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_Ext2_FIPS_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_PQ_2025_09",
                "SecurityPolicy_TLS13_1_2_2021_06",
                "SecurityPolicy_TLS13_2025_EDGE",
                "SecurityPolicy_TLS12_PFS_2025_EDGE",
                "SecurityPolicy_TLS12_2018_EDGE",
            ]
        ]
        | None = None,
        endpoint_access_mode: pulumi.Input[Literal["BASIC", "STRICT"]] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "name": name,
                "body": body,
                "parameters": parameters,
                "fail_on_warnings": fail_on_warnings,
                "description": description,
                "endpoint_configuration": endpoint_configuration,
                "policy": policy,
                "binary_media_types": binary_media_types,
                "minimum_compression_size": minimum_compression_size,
                "api_key_source": api_key_source,
                "disable_execute_api_endpoint": disable_execute_api_endpoint,
                "security_policy": security_policy,
                "endpoint_access_mode": endpoint_access_mode,
            },
        )


@pulumi.input_type
class _StageArgs:
    rest_api_id: pulumi.Input[str] = pulumi.property("restApiId")
    stage_name: pulumi.Input[str] = pulumi.property("stageName")
    deployment_id: pulumi.Input[str] = pulumi.property("deploymentId")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    variables: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("variables", default=None)
    access_log_settings: Optional[pulumi.Input[_StageAccessLogSettingsKeys]] = pulumi.property(
        "accessLogSettings", default=None
    )
    method_settings: Optional[pulumi.Input[Mapping[str, pulumi.Input[_StageMethodSettingsKeys]]]] = pulumi.property(
        "methodSettings", default=None
    )
    tracing_enabled: Optional[pulumi.Input[bool]] = pulumi.property("tracingEnabled", default=None)
    cache_cluster_enabled: Optional[pulumi.Input[bool]] = pulumi.property("cacheClusterEnabled", default=None)
    cache_cluster_size: Optional[pulumi.Input[Literal["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"]]] = (
        pulumi.property("cacheClusterSize", default=None)
    )
    client_certificate_id: Optional[pulumi.Input[str]] = pulumi.property("clientCertificateId", default=None)
    documentation_version: Optional[pulumi.Input[str]] = pulumi.property("documentationVersion", default=None)


class Stage(Resource):
    """A deployment under a name. Import by `api/stage`."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    rest_api_id: pulumi.Output[str] = pulumi.property("restApiId")
    """Id of the API."""
    stage_name: pulumi.Output[str] = pulumi.property("stageName")
    """Name, unique in the API; the first part of the path under the ``execute-api`` name."""
    deployment_id: pulumi.Output[str] = pulumi.property("deploymentId")
    """Id of the deployment that is served, inside the API."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 1024 characters."""
    variables: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("variables")
    """Stage variables, which integrations read as ``stageVariables``."""
    access_log_settings: pulumi.Output[Optional[StageAccessLogSettings]] = pulumi.property("accessLogSettings")
    """The log with one line for each request."""
    method_settings: pulumi.Output[Optional[Mapping[str, StageMethodSettings]]] = pulumi.property("methodSettings")
    """Settings by path and method, such as ``/orders/{id}/GET``; ``*/*`` is for all."""
    tracing_enabled: pulumi.Output[bool] = pulumi.property("tracingEnabled")
    """Whether requests are sampled for X-Ray."""
    cache_cluster_enabled: pulumi.Output[bool] = pulumi.property("cacheClusterEnabled")
    """Whether the stage has a cache, which costs by the hour."""
    cache_cluster_size: pulumi.Output[Optional[str]] = pulumi.property("cacheClusterSize")
    """Size of the cache in GB; left out, 0.5."""
    client_certificate_id: pulumi.Output[Optional[str]] = pulumi.property("clientCertificateId")
    """Id of the certificate that the API shows to HTTP backends."""
    documentation_version: pulumi.Output[Optional[str]] = pulumi.property("documentationVersion")
    """Version of the API's documentation."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN for tags and for IAM policies about managing the stage."""
    execution_arn: pulumi.Output[str] = pulumi.property("executionArn")
    """ARN of calls, for permissions: followed by `/METHOD/path`."""
    invoke_url: pulumi.Output[str] = pulumi.property("invokeUrl")
    """URL under the ``execute-api`` name; of a ``PRIVATE`` API it works only inside VPCs."""
    web_acl_arn: pulumi.Output[Optional[str]] = pulumi.property("webAclArn")
    """ARN of the web ACL of AWS WAF before the stage."""
    _token = "privateapi:apigateway:Stage"
    _args_type = _StageArgs
    _outputs = ("arn", "execution_arn", "invoke_url", "web_acl_arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        rest_api_id: pulumi.Input[str],
        stage_name: pulumi.Input[str],
        deployment_id: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        variables: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        access_log_settings: pulumi.Input[StageAccessLogSettingsArgs] | None = None,
        method_settings: pulumi.Input[Mapping[str, pulumi.Input[StageMethodSettingsArgs]]] | None = None,
        tracing_enabled: pulumi.Input[bool] | None = None,
        cache_cluster_enabled: pulumi.Input[bool] | None = None,
        cache_cluster_size: pulumi.Input[Literal["0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237"]]
        | None = None,
        client_certificate_id: pulumi.Input[str] | None = None,
        documentation_version: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "rest_api_id": rest_api_id,
                "stage_name": stage_name,
                "deployment_id": deployment_id,
                "description": description,
                "variables": variables,
                "access_log_settings": access_log_settings,
                "method_settings": method_settings,
                "tracing_enabled": tracing_enabled,
                "cache_cluster_enabled": cache_cluster_enabled,
                "cache_cluster_size": cache_cluster_size,
                "client_certificate_id": client_certificate_id,
                "documentation_version": documentation_version,
            },
        )
