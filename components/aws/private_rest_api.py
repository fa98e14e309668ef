"""Private REST API: API, resource policy, deployment, stage, logs and the Lambda functions behind it, in one region."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pulumi

from privateapi.rules.aws_apigw.stage_variables import StageVariables
from privateapi.sdk import apigateway, iam, lambda_, logs
from privateapi.topology.model import ApiIntegration, ApiStage, RestApi
from privateapi.topology.values import Known

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component
from .trust import trust

# Those that need more than the API are left to the policy packs, and so are quotas, which the account may have raised.
RULES = (StageVariables(),)
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"})
DEFAULT_RUNTIME = "python3.12"


@dataclass(frozen=True)
class LambdaBackend:
    """A Lambda function that answers a route.

    Args:
        files: source files by name; the handler's module must be among them.
        handler: `module.function`.
        runtime: Lambda runtime.
        memory_size: memory in MiB, 128 to 10240.
        timeout: seconds, 1 to 29: API Gateway waits no longer for a REST API by default.
        environment: environment variables; Outputs and secrets are allowed as values.
    """

    files: Mapping[str, str]
    handler: str = "index.handler"
    runtime: str = DEFAULT_RUNTIME
    memory_size: int = 128
    timeout: int = 10
    environment: Mapping[str, pulumi.Input[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class HttpBackend:
    """An HTTP service that answers a route, called as it is (`http_proxy`); `url` may hold `{proxy}`."""

    url: str


Backend = LambdaBackend | HttpBackend


@dataclass(frozen=True)
class Throttle:
    """Limits of the stage: steady requests a second, and the burst over it."""

    rate: float = 10000.0
    burst: int = 5000


class PrivateRestApi(Component):
    """A private REST API that answers only through the given VPC endpoints.

    It is deployed again when, and only when, its body or its policy changed: a change of the policy alone has no effect
    before a deployment (API Gateway developer guide, "Private REST APIs").

    Args:
        region: AWS Region.
        vpc_endpoint_ids: the endpoints through which the API can be called.
        routes: `"GET /orders/{id}"` to its backend; either this or ``body``.
        body: an OpenAPI 3 or Swagger 2 document with `x-amazon-apigateway-integration` on each method.
        stage_name: name of the stage.
        throttle: limits of the stage.
        log_retention_days: how long access and function logs are kept, in days.
        logging_role: whether to give API Gateway the role that writes access logs. It is one setting of the account in
            the Region; say false where the account has it already.
        disable_execute_api_endpoint: whether only the custom domain answers. The endpoint's own name is then refused.
        tags: tags of everything created.

    Raises:
        ComponentError: a route, a backend or the body is wrong, or asks for a variable of the stage, which has none.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        vpc_endpoint_ids: Sequence[pulumi.Input[str]],
        routes: Mapping[str, Backend] | None = None,
        body: Mapping[str, Any] | None = None,
        stage_name: str = "live",
        throttle: Throttle | None = None,
        log_retention_days: int = 30,
        logging_role: bool = True,
        disable_execute_api_endpoint: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        # What is no route has no rule to be judged by.
        faults = _faults(routes, body, stage_name, vpc_endpoint_ids) or _judged(name, region, routes, body, stage_name)
        if faults:
            raise ComponentError("PrivateRestApi", name, *faults)
        super().__init__(
            name,
            {"region": region, "stageName": stage_name, "routes": sorted(routes or {}), "endpointType": "PRIVATE"},
            opts,
            tags,
        )
        self._region = region
        self._retention = log_retention_days
        self.functions: dict[str, lambda_.Function] = {}
        document = dict(body) if body is not None else self._document(routes or {})
        policy = resource_policy(vpc_endpoint_ids)
        self.rest_api = apigateway.RestApi(
            name,
            self._child(),
            region=region,
            name=name,
            description=f"{name}: private API",
            body=document,
            endpoint_configuration={"types": ["PRIVATE"], "vpc_endpoint_ids": list(vpc_endpoint_ids)},
            policy=policy,
            disable_execute_api_endpoint=disable_execute_api_endpoint,
            tags=self._tags,
        )
        self.rest_api_id = self.rest_api.rest_api_id
        self.execution_arn = self.rest_api.execution_arn
        permissions = [
            lambda_.Permission(
                f"{name}-{label}",
                self._child(),
                region=region,
                function_name=function.name,
                action="lambda:InvokeFunction",
                principal="apigateway.amazonaws.com",
                source_arn=pulumi.Output.concat(self.execution_arn, "/*"),
            )
            for label, function in self.functions.items()
        ]
        deployment = apigateway.Deployment(
            name,
            # A deployment that is still a stage's cannot be deleted, so its successor comes first.
            self._child(permissions),
            region=region,
            rest_api_id=self.rest_api_id,
            triggers={"content": pulumi.Output.json_dumps([document, policy], sort_keys=True).apply(_digest)},
        )
        access_log = logs.LogGroup(
            f"{name}-access",
            self._child(),
            region=region,
            name=f"/privateapi/{name}/access",
            retention_in_days=log_retention_days,
            tags=self._tags,
        )
        limits = throttle or Throttle()
        self.stage = apigateway.Stage(
            name,
            self._child([self._logging_role()] if logging_role else []),
            region=region,
            rest_api_id=self.rest_api_id,
            stage_name=stage_name,
            deployment_id=deployment.deployment_id,
            access_log_settings={"destination_arn": access_log.arn, "format": json.dumps(ACCESS_LOG_FORMAT)},
            method_settings={
                "*/*": {
                    "metrics_enabled": True,
                    "throttling_rate_limit": limits.rate,
                    "throttling_burst_limit": limits.burst,
                }
            },
            tags=self._tags,
        )
        self.stage_name = self.stage.stage_name
        self.api_name = name
        self.register_outputs({"restApiId": self.rest_api_id, "stageName": self.stage_name})

    def _document(self, routes: Mapping[str, Backend]) -> dict[str, Any]:
        paths: dict[str, dict[str, Any]] = {}
        arns = self._functions(routes)
        for route, backend in sorted(routes.items()):
            method, path = route.split()
            key = "x-amazon-apigateway-any-method" if method == "ANY" else method.lower()
            parameters = re.findall(r"{(\w+)\+?}", path)
            operation: dict[str, Any] = {
                "responses": {"200": {"description": "The backend's answer"}},
                "x-amazon-apigateway-integration": _integration(backend, arns.get(route), method, parameters),
            }
            if parameters:
                operation["parameters"] = [
                    {"name": each, "in": "path", "required": True, "schema": {"type": "string"}} for each in parameters
                ]
            paths.setdefault(path, {})[key] = operation
        return {"openapi": "3.0.1", "info": {"title": self._name, "version": "1"}, "paths": paths}

    def _functions(self, routes: Mapping[str, Backend]) -> dict[str, pulumi.Output[str]]:
        """One function for each distinct Lambda backend; the invoke ARN of each route's function."""
        backends: list[LambdaBackend] = []
        arns: dict[str, pulumi.Output[str]] = {}
        for route, backend in sorted(routes.items()):
            if isinstance(backend, LambdaBackend):
                if backend not in backends:
                    backends.append(backend)
                label = "backend" if backends.index(backend) == 0 else f"backend-{backends.index(backend) + 1}"
                if label not in self.functions:
                    self.functions[label] = self._function(label, backend)
                arns[route] = self.functions[label].invoke_arn
        return arns

    def _function(self, label: str, backend: LambdaBackend) -> lambda_.Function:
        name = f"{self._name}-{label}"
        role = iam.Role(
            name,
            self._child(),
            assume_role_policy=trust("lambda.amazonaws.com"),
            tags=self._tags,
        )
        log_group = logs.LogGroup(
            name,
            self._child(),
            region=self._region,
            name=f"/aws/lambda/{name}",
            retention_in_days=self._retention,
            tags=self._tags,
        )
        policy = iam.RolePolicy(
            name,
            self._child(),
            role=role.name,
            policy={
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                        "Resource": pulumi.Output.concat(log_group.arn, ":*"),
                    }
                ],
            },
        )
        return lambda_.Function(
            name,
            self._child([policy]),
            region=self._region,
            name=name,
            role=role.arn,
            runtime=cast(Any, backend.runtime),
            handler=backend.handler,
            files=dict(backend.files),
            memory_size=backend.memory_size,
            timeout=backend.timeout,
            environment=dict(backend.environment) or None,
            tags=self._tags,
        )

    def _logging_role(self) -> apigateway.Account:
        """API Gateway refuses a stage with access logs before the account has a role for them."""
        role = iam.Role(
            f"{self._name}-logs",
            self._child(),
            assume_role_policy=trust("apigateway.amazonaws.com"),
            managed_policy_arns=[PUSH_TO_LOGS],
            tags=self._tags,
        )
        return apigateway.Account(self._name, self._child(), region=self._region, cloudwatch_role_arn=role.arn)


ACCESS_LOG_FORMAT = {
    "requestId": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "vpceId": "$context.identity.vpceId",
    "requestTime": "$context.requestTime",
    "httpMethod": "$context.httpMethod",
    "path": "$context.path",
    "status": "$context.status",
    "responseLatency": "$context.responseLatency",
    "integrationError": "$context.integration.error",
}
"""What an access log line has (API Gateway developer guide, "Variables for access logging")."""


PUSH_TO_LOGS = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


def resource_policy(vpc_endpoint_ids: Sequence[pulumi.Input[str]]) -> dict[str, Any]:
    """Who may call: anyone, but through the given endpoints only. A private API without a policy answers nobody.

    The explicit denial holds also against identity policies of the same account (API Gateway developer guide,
    "API Gateway resource policy examples").
    """
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
            },
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "execute-api:/*",
                "Condition": {"StringNotEquals": {"aws:SourceVpce": list(vpc_endpoint_ids)}},
            },
        ],
    }


def _integration(
    backend: Backend, arn: pulumi.Output[str] | None, method: str, parameters: Sequence[str]
) -> dict[str, Any]:
    if isinstance(backend, HttpBackend):
        # A parameter of the path reaches the backend's URL only where it is mapped (API Gateway developer guide,
        # "Set up a proxy integration with a proxy resource").
        mapped = {
            f"integration.request.path.{each}": f"method.request.path.{each}"
            for each in parameters
            if f"{{{each}}}" in backend.url
        }
        integration = {"type": "http_proxy", "httpMethod": method, "uri": backend.url}
        return {
            **integration,
            "passthroughBehavior": "when_no_match",
            **({"requestParameters": mapped} if mapped else {}),
        }
    # Lambda is always invoked with POST, whatever the route's method.
    return {"type": "aws_proxy", "httpMethod": "POST", "uri": arn, "passthroughBehavior": "when_no_match"}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _faults(
    routes: Mapping[str, Backend] | None,
    body: Mapping[str, Any] | None,
    stage_name: str,
    vpc_endpoint_ids: Sequence[pulumi.Input[str]],
) -> list[str]:
    if (routes is None) == (body is None):
        return ["give either routes or body (an OpenAPI document)"]
    faults = []
    if not vpc_endpoint_ids:
        faults.append("vpcEndpointIds: there is none; a private API that no endpoint leads to answers nobody")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", stage_name):
        faults.append(
            f"stageName: {stage_name!r} is not a stage's name; letters, digits, hyphens and underscores are allowed"
        )
    if routes is not None and not routes:
        faults.append('routes: there is none; give at least one, such as {"GET /orders": LambdaBackend(...)}')
    for route, backend in (routes or {}).items():
        method, _, path = route.partition(" ")
        if method not in METHODS or not re.fullmatch(r"/\S*", path):
            faults.append(f"routes: {route!r} is not a method and a path; write it as 'GET /orders/{{id}}'")
        if isinstance(backend, LambdaBackend):
            faults += _backend_faults(route, backend)
        elif not re.match(r"https?://", backend.url):
            faults.append(f"routes[{route!r}].url: {backend.url!r} is not an http or https URL")
    return faults


def _judged(
    name: str, region: str, routes: Mapping[str, Backend] | None, body: Mapping[str, Any] | None, stage_name: str
) -> list[str]:
    """What the rules of the policy packs say of the API and its stage."""
    design = ComponentDesign("PrivateRestApi", name)
    if body is not None:
        from privateapi.readers.pulumi_types.apigateway import rest_api

        inputs = {"region": region, "body": body, "endpointConfiguration": {"types": ["PRIVATE"]}}
        api = design.read(rest_api, "privateapi:apigateway:RestApi", "body", name, inputs)
    else:
        api = design.add(
            RestApi(origin=design.origin("routes"), name=name, region=Known(region), endpoint_type=Known("PRIVATE"))
        )
    for route, backend in (routes or {}).items():
        if isinstance(backend, HttpBackend):
            design.add(
                ApiIntegration(
                    origin=design.origin(f"routes[{route!r}].url"),
                    name=f"{name} {route}",
                    region=Known(region),
                    api=api,
                    uri=Known(backend.url),
                )
            )
    design.add(
        ApiStage(origin=design.origin(), name=stage_name, region=Known(region), api=api, stage_name=Known(stage_name))
    )
    return design.faults(RULES)


def _backend_faults(route: str, backend: LambdaBackend) -> list[str]:
    faults = []
    module, _, function = backend.handler.rpartition(".")
    if not module or not function:
        faults.append(f"routes[{route!r}].handler: {backend.handler!r} is not `module.function`")
    elif not any(name.rsplit(".", 1)[0] == module for name in backend.files):
        names = ", ".join(sorted(backend.files)) or "none"
        faults.append(f"routes[{route!r}].handler: {backend.handler!r} needs a file {module}.*; there are: {names}")
    if not 1 <= backend.timeout <= 29:
        faults.append(
            f"routes[{route!r}].timeout: {backend.timeout} s; API Gateway waits 29 s at most, so 1 to 29 make sense"
        )
    return faults
