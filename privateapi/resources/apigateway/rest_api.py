"""REST APIs (API Gateway API: CreateRestApi, PutRestApi, UpdateRestApi)."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, PolicyDocument, canonical_policy
from privateapi.provider.markers import ChangesWith, Chosen, WriteOnly
from privateapi.provider.model import RegionalArgs, State, TaggedArgs, dump
from privateapi.provider.policy_document import policy_faults
from privateapi.provider.resource import Resource, own_tags
from privateapi.provider.values import UNKNOWN
from privateapi.resources.apigateway import _openapi
from privateapi.resources.apigateway._endpoint import EndpointConfiguration, SecurityPolicy
from privateapi.resources.apigateway._openapi import OpenApiBody
from privateapi.resources.apigateway._patch import Operation, pointer, replace
from privateapi.resources.apigateway._policy import parsed_policy, same_policy, told_policy
from privateapi.resources.apigateway._tags import gateway_arn, take_off_mark, update_tags


class RestApiEndpointConfiguration(EndpointConfiguration):
    """Where the API is answered."""

    vpc_endpoint_ids: Ids | None = None
    """Ids of the VPC endpoints of a ``PRIVATE`` API for which Route 53 makes names, `API-endpoint.execute-api…`."""


class RestApiArgs(RegionalArgs, TaggedArgs):
    """Inputs of a REST API. What is left out here and said in the body's extensions is taken from there."""

    name: Annotated[str | None, Field(min_length=1, max_length=1024)] = None
    """Name, which need not be unique; left out, the title of the body, or else the Pulumi resource's name."""
    body: Annotated[OpenApiBody | None, WriteOnly()] = None
    """The methods and their backends as OpenAPI 3.0 or Swagger 2.0: an object, or its JSON or YAML. It replaces all
    methods that the API has. Left out, they are not looked at."""
    parameters: Annotated[dict[str, str] | None, WriteOnly()] = None
    """Settings of the import, such as ``{"ignore": "documentation"}``."""
    fail_on_warnings: Annotated[bool, WriteOnly()] = False
    """Whether a warning stops the import of the body."""
    description: Annotated[str | None, Field(max_length=1024)] = None
    """Description, at most 1024 characters; left out, the body's."""
    endpoint_configuration: RestApiEndpointConfiguration = RestApiEndpointConfiguration(types=["EDGE"])
    """Where the API is answered; ``EDGE`` unless given. A ``PRIVATE`` API can become ``REGIONAL``, but not ``EDGE``."""
    policy: PolicyDocument | None = None
    """Who may call the API; a ``PRIVATE`` one cannot be deployed without. ``execute-api:/*`` means the API itself. A
    change takes effect with the next deployment."""
    binary_media_types: Ids | None = None
    """Media types of bodies that are no text, such as ``image/png`` or ``*/*``."""
    minimum_compression_size: Annotated[int | None, Field(ge=0, le=10485760)] = None
    """Bytes from which answers are compressed, 0 to 10485760; left out, none are."""
    api_key_source: Literal["HEADER", "AUTHORIZER"] = "HEADER"
    """Where API keys come from: the header ``X-API-Key``, or the authorizer's answer."""
    disable_execute_api_endpoint: bool = False
    """Whether the API answers only under custom domain names."""
    security_policy: Annotated[SecurityPolicy | None, Chosen()] = None
    """Least TLS version and ciphers of the ``execute-api`` name."""
    endpoint_access_mode: Annotated[Literal["BASIC", "STRICT"] | None, Chosen()] = None
    """How strictly the TLS name and the Host header must agree; with the ``SecurityPolicy_`` sets."""

    def faults(self) -> Iterator[Fault]:
        yield from _openapi.faults("body", self.body)
        yield from policy_faults("policy", self.policy, "resource")
        endpoint: object = self.endpoint_configuration
        if not isinstance(endpoint, RestApiEndpointConfiguration) or endpoint.type is None:
            return
        if endpoint.type == "PRIVATE" and endpoint.ip_address_type == "ipv4":
            yield Fault("endpointConfiguration.ipAddressType", "'ipv4' is not for PRIVATE APIs; they are 'dualstack'")
        if endpoint.type != "PRIVATE" and endpoint.vpc_endpoint_ids:
            yield Fault(
                "endpointConfiguration.vpcEndpointIds",
                f"is for PRIVATE APIs; this one is {endpoint.type}: leave it out or set types to ['PRIVATE']",
            )


_DEPLOYED = (
    "body",
    "parameters",
    "policy",
    "binary_media_types",
    "minimum_compression_size",
    "api_key_source",
    "endpoint_configuration",
)
"""Inputs that take effect only with a deployment."""


class RestApiState(RestApiArgs, State):
    """A REST API."""

    rest_api_id: str
    """Id of the API."""
    arn: str
    """ARN for tags and for IAM policies about managing the API."""
    execution_arn: str
    """ARN of calls, for permissions: followed by `/stage/METHOD/path`."""
    root_resource_id: str | None = None
    """Id of the resource of the path `/`."""
    created_date: str | None = None
    """When it was created (ISO 8601)."""
    body_hash: Annotated[str | None, ChangesWith("body")] = None
    """SHA-256 of the body, in hexadecimal."""
    deployment_hash: Annotated[str, ChangesWith(*_DEPLOYED)]
    """Changes with everything that takes effect only with a deployment: a trigger for Deployment."""


class RestApi(Resource[RestApiArgs, RestApiState]):
    """A REST API with its methods, imported from an OpenAPI document."""

    noun = "API Gateway REST API"
    service = "apigateway"

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        try:
            body = _openapi.parse(values.get("body")) if values.get("body") is not None else {}
        except ValueError:
            return
        if body is UNKNOWN:
            if values.get("name") is None:
                values["name"] = UNKNOWN
            return
        said = _openapi.settings(body)
        endpoints = said.pop("vpcEndpointIds", None)
        for wire, value in {"name": name, **said}.items():
            if values.get(wire) is None:
                values[wire] = value
        configuration = values.get("endpointConfiguration")
        if endpoints and isinstance(configuration, dict) and configuration.get("vpcEndpointIds") is None:
            values["endpointConfiguration"] = {**configuration, "vpcEndpointIds": endpoints}

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        before, after = (_types(inputs) for inputs in (old, new))
        return frozenset({"endpoint_configuration"} if (before, after) == (["PRIVATE"], ["EDGE"]) else ())

    def create(self, ctx: Context, args: RestApiArgs) -> str:
        client = ctx.client("apigateway")
        optional = {
            "description": args.description,
            "policy": args.policy and json.dumps(args.policy),
            "binaryMediaTypes": args.binary_media_types or None,
            "minimumCompressionSize": args.minimum_compression_size,
            "securityPolicy": args.security_policy,
            "endpointAccessMode": args.endpoint_access_mode,
        }
        request = {
            "name": args.name,
            "apiKeySource": args.api_key_source,
            "disableExecuteApiEndpoint": args.disable_execute_api_endpoint,
            "endpointConfiguration": dump(args.endpoint_configuration),
            "tags": {**(args.tags or {}), **ctx.mark},
            **{name: value for name, value in optional.items() if value is not None},
        }
        return str(ctx.retry("apigateway", "eventual", lambda: client.create_rest_api(**request))["id"])

    def find_interrupted(self, ctx: Context, args: RestApiArgs) -> str | None:
        prefix = gateway_arn(ctx, "/restapis/")
        ids = [arn.removeprefix(prefix) for arn in ctx.take_interrupted(prefix)]
        return next((id for id in ids if "/" not in id), None)

    def settle(self, ctx: Context, id: str, args: RestApiArgs) -> None:
        if args.body is not None:
            self._import(ctx, id, args)
        if args.security_policy is not None:
            ctx.wait("apigateway", "RestApiAvailable", restApiId=id)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        take_off_mark(ctx, gateway_arn(ctx, f"/restapis/{id}"))

    def read(self, ctx: Context, id: str, prior: RestApiState | None) -> RestApiState | None:
        api = ctx.client("apigateway").get_rest_api(restApiId=id)
        endpoint = api["endpointConfiguration"]
        body = prior.body if prior else None
        values: dict[str, Any] = {
            "name": api["name"],
            "body": body,
            "parameters": prior.parameters if prior else None,
            "fail_on_warnings": prior.fail_on_warnings if prior else False,
            "description": api.get("description") or None,
            "endpoint_configuration": {
                "types": endpoint["types"],
                "vpc_endpoint_ids": endpoint.get("vpcEndpointIds") or None,
                "ip_address_type": endpoint.get("ipAddressType"),
            },
            "policy": told_policy(api.get("policy"), prior.policy if prior else None, _execution_arn(ctx, id)),
            "binary_media_types": api.get("binaryMediaTypes") or None,
            "minimum_compression_size": api.get("minimumCompressionSize"),
            "api_key_source": api.get("apiKeySource"),
            "disable_execute_api_endpoint": api.get("disableExecuteApiEndpoint", False),
            "security_policy": api.get("securityPolicy"),
            "endpoint_access_mode": api.get("endpointAccessMode"),
        }
        deployed = {name: values[name] for name in _DEPLOYED} | {"policy": canonical_policy(values["policy"])}
        return self.state(
            region=ctx.region,
            tags=own_tags(api.get("tags") or {}),
            **values,
            rest_api_id=id,
            arn=gateway_arn(ctx, f"/restapis/{id}"),
            execution_arn=_execution_arn(ctx, id),
            root_resource_id=api.get("rootResourceId"),
            created_date=api["createdDate"].isoformat() if api.get("createdDate") else None,
            body_hash=None if body is None else _openapi.body_hash(body),
            deployment_hash=_openapi.body_hash(deployed),
        )

    def update(self, ctx: Context, id: str, old: RestApiState, new: RestApiArgs, changed: frozenset[str]) -> None:
        if new.body is not None and changed & {"body", "parameters", "fail_on_warnings"}:
            self._import(ctx, id, new)
        elif changed - {"tags", "body", "parameters", "fail_on_warnings"}:
            self._patch(ctx, id, ctx.client("apigateway").get_rest_api(restApiId=id), new)
        if changed & {"security_policy", "endpoint_access_mode"}:
            ctx.wait("apigateway", "RestApiAvailable", restApiId=id)
        if "tags" in changed:
            update_tags(ctx, old.arn, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: RestApiState) -> None:
        # An account may delete one API in 30 seconds in a Region (API Gateway quotas, DeleteRestApi).
        client = ctx.client("apigateway")
        ctx.retry("apigateway", "dependency", lambda: client.delete_rest_api(restApiId=id), 900)

    def _import(self, ctx: Context, id: str, args: RestApiArgs) -> None:
        client = ctx.client("apigateway")
        endpoint = args.endpoint_configuration
        document = _openapi.with_settings(
            args.body or {},
            {
                "name": args.name,
                "description": args.description,
                "apiKeySource": args.api_key_source,
                "binaryMediaTypes": args.binary_media_types or None,
                "minimumCompressionSize": args.minimum_compression_size,
                "policy": args.policy,
                "disableExecuteApiEndpoint": args.disable_execute_api_endpoint,
                "vpcEndpointIds": endpoint.vpc_endpoint_ids,
            },
            f"https://{id}.execute-api.{ctx.region}.{ctx.dns_suffix}/",
        )
        answer = ctx.retry(
            "apigateway",
            "eventual",
            lambda: client.put_rest_api(
                restApiId=id,
                mode="overwrite",
                failOnWarnings=args.fail_on_warnings,
                parameters=args.parameters or {},
                body=json.dumps(document).encode(),
            ),
        )
        self._patch(ctx, id, answer, args)

    def _patch(self, ctx: Context, id: str, current: Mapping[str, Any], args: RestApiArgs) -> None:
        operations = _operations(current, args, _execution_arn(ctx, id))
        if operations:
            client = ctx.client("apigateway")
            ctx.retry(
                "apigateway", "eventual", lambda: client.update_rest_api(restApiId=id, patchOperations=operations)
            )


def _operations(current: Mapping[str, Any], args: RestApiArgs, own: str) -> list[Operation]:
    """What brings the API from its present settings, in AWS's words, to the wanted ones."""
    found: list[Operation] = []
    plain: list[tuple[str, Any, Any]] = [
        ("name", current.get("name"), args.name),
        ("description", current.get("description") or "", args.description or ""),
        ("apiKeySource", current.get("apiKeySource"), args.api_key_source),
        (
            "disableExecuteApiEndpoint",
            current.get("disableExecuteApiEndpoint", False),
            args.disable_execute_api_endpoint,
        ),
        ("minimumCompressionSize", current.get("minimumCompressionSize"), args.minimum_compression_size),
    ]
    for name, chosen in (("securityPolicy", args.security_policy), ("endpointAccessMode", args.endpoint_access_mode)):
        if chosen is not None:
            plain.append((name, current.get(name), chosen))
    found += [replace(f"/{name}", wanted) for name, there, wanted in plain if there != wanted]
    if not same_policy(parsed_policy(current.get("policy")), args.policy, own):
        found.append(replace("/policy", json.dumps(args.policy) if args.policy else ""))
    there, wanted = set(current.get("binaryMediaTypes") or []), set(args.binary_media_types or [])
    found += [{"op": "remove", "path": f"/binaryMediaTypes/{pointer(each)}"} for each in sorted(there - wanted)]
    found += [{"op": "add", "path": f"/binaryMediaTypes/{pointer(each)}"} for each in sorted(wanted - there)]
    return found + _endpoint_operations(current["endpointConfiguration"], args.endpoint_configuration)


def _endpoint_operations(current: Mapping[str, Any], wanted: RestApiEndpointConfiguration) -> list[Operation]:
    path = "/endpointConfiguration"
    there, asked = set(current.get("vpcEndpointIds") or []), set(wanted.vpc_endpoint_ids or [])
    found: list[Operation] = [
        {"op": "remove", "path": f"{path}/vpcEndpointIds", "value": each} for each in sorted(there - asked)
    ]
    if current["types"] != wanted.types:
        found.append(replace(f"{path}/types/{current['types'][0]}", wanted.types[0]))
    if current.get("ipAddressType") not in (None, wanted.ip_address_type):
        found.append(replace(f"{path}/ipAddressType", wanted.ip_address_type))
    # Endpoints that stay are not touched: taking one off and putting it back breaks its names for a while.
    return found + [{"op": "add", "path": f"{path}/vpcEndpointIds", "value": each} for each in sorted(asked - there)]


def _types(inputs: Mapping[str, Any]) -> Any:
    configuration = inputs.get("endpointConfiguration")
    return configuration.get("types") if isinstance(configuration, Mapping) else None


def _execution_arn(ctx: Context, id: str) -> str:
    return ctx.arn("execute-api", id)
