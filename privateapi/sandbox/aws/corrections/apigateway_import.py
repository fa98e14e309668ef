"""APIs from OpenAPI documents: the whole document, merged or overwritten, with the root resource kept.

moto makes a new root on overwrite and a second resource for a path that exists, refuses Swagger 2.0, and drops
authorizers, validators, models, parameters, gateway responses, policies, endpoint ids and the `any` method.
https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html,
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html
"""

from __future__ import annotations

import copy
import json
from typing import Any
from urllib.parse import parse_qs

import yaml
from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, query_of
from privateapi.sandbox.aws.corrections import apigateway_rest_api as rest_api
from privateapi.sandbox.aws.patches import Patches

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_ANY = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"
_PLACES = {"query": "querystring", "header": "header", "path": "path"}


def apply(patches: Patches) -> None:
    """Replace ImportRestApi and PutRestApi."""
    patches.replace(APIGatewayResponse, "import_rest_api", _import)
    patches.replace(APIGatewayResponse, "put_rest_api", _put)


def _import(response: Any) -> Answer:
    document = _document(response)
    parameters = {name: values[0] for name, values in parse_qs(response.parsed_url.query).items()}
    configuration: dict[str, Any] = {}
    if parameters.get("endpointConfigurationTypes"):
        configuration["types"] = [parameters["endpointConfigurationTypes"]]
    if parameters.get("vpcEndpointIds"):
        configuration["vpcEndpointIds"] = parameters["vpcEndpointIds"].split(",")
    declared = _endpoint_declaration(document)
    if declared.get("types"):
        configuration.setdefault("types", declared["types"])
    if declared.get("vpcEndpointIds"):
        configuration.setdefault("vpcEndpointIds", declared["vpcEndpointIds"])
    given = {
        "name": document["info"]["title"],
        "description": document["info"].get("description"),
        "version": document["info"].get("version"),
        "endpointConfiguration": configuration,
    }
    api = rest_api.create(response.backend, given)
    try:
        _read(response.backend, api, document)
    except Exception:
        del response.backend.apis[api.id]
        raise
    return answer(rest_api.shown(api), 201)


def _put(response: Any) -> Answer:
    api = response.backend.get_rest_api(response.path.split("/")[2])
    mode = query_of(response, "mode") or "merge"
    if mode not in ("merge", "overwrite"):
        raise BadRequestException('Enumeration value of OpenAPI import mode must be "overwrite" or "merge"')
    document = _document(response)
    before = copy.deepcopy(api.__dict__)
    try:
        if mode == "overwrite":
            _empty(api, document)
        _read(response.backend, api, document)
        declared = _endpoint_declaration(document)
        if declared.get("types") or declared.get("vpcEndpointIds"):
            merged = {**api.endpoint_configuration, **declared}
            api.endpoint_configuration = rest_api.checked_configuration(response.backend, merged)
    except Exception:
        api.__dict__ = before
        raise
    return answer(rest_api.shown(api))


def _document(response: Any) -> dict[str, Any]:
    text = response.body or ""
    try:
        document = json.loads(text)
    except ValueError:
        try:
            document = yaml.safe_load(text)
        except yaml.YAMLError:
            document = None
    if not isinstance(document, dict) or not ({"openapi", "swagger"} & set(document)):
        raise BadRequestException("Invalid OpenAPI input.")
    version = str(document.get("openapi") or document.get("swagger"))
    if not version.startswith(("2.", "3.")) and version != "2":
        raise BadRequestException(f"Unsupported OpenAPI version: {version}")
    info = document.get("info")
    if not isinstance(info, dict) or not info.get("title") or not isinstance(document.get("paths", {}), dict):
        raise BadRequestException("Unable to import API: the document needs an info.title and paths.")
    return document


def _endpoint_declaration(document: dict[str, Any]) -> dict[str, Any]:
    """The endpoint settings of a document: at the top in Swagger 2.0, under `servers` in OpenAPI 3."""
    name = "x-amazon-apigateway-endpoint-configuration"
    found = document.get(name) or {}
    for server in document.get("servers") or []:
        found = server.get(name) or found
    return {key: value for key, value in found.items() if key in ("types", "vpcEndpointIds", "ipAddressType")}


def _empty(api: Any, document: dict[str, Any]) -> None:
    """Everything that the document defines is forgotten first; the root resource stays itself."""
    api.default.resource_methods = {}
    api.resources = {api.root_resource_id: api.default}
    api.models, api.request_validators, api.gateway_responses, api.authorizers = {}, {}, {}, {}
    api.name = document["info"]["title"]
    api.description = document["info"].get("description")
    api.version = document["info"].get("version")
    api.policy, api.binaryMediaTypes, api.minimum_compression_size = None, [], None
    api.api_key_source, api.disableExecuteApiEndpoint = "HEADER", False


def _read(backend: Any, api: Any, document: dict[str, Any]) -> None:
    policy = document.get("x-amazon-apigateway-policy")
    if policy is not None:
        rest_api.set_policy(api, json.dumps(policy))
    if "x-amazon-apigateway-binary-media-types" in document:
        api.binaryMediaTypes = list(document["x-amazon-apigateway-binary-media-types"])
    if "x-amazon-apigateway-minimum-compression-size" in document:
        api.minimum_compression_size = document["x-amazon-apigateway-minimum-compression-size"]
    if "x-amazon-apigateway-api-key-source" in document:
        api.api_key_source = document["x-amazon-apigateway-api-key-source"]
    for server in [document, *(document.get("servers") or [])]:
        settings = server.get("x-amazon-apigateway-endpoint-configuration") or {}
        if "disableExecuteApiEndpoint" in settings:
            api.disableExecuteApiEndpoint = bool(settings["disableExecuteApiEndpoint"])
    _read_models(api, document)
    validators = {
        name: api.create_request_validator(
            name, bool(item.get("validateRequestBody")), bool(item.get("validateRequestParameters"))
        ).id
        for name, item in (document.get("x-amazon-apigateway-request-validators") or {}).items()
    }
    authorizers = _read_authorizers(backend, api, document)
    for kind, item in (document.get("x-amazon-apigateway-gateway-responses") or {}).items():
        api.put_gateway_response(
            kind, item.get("statusCode"), item.get("responseParameters"), item.get("responseTemplates")
        )
    for path, item in sorted((document.get("paths") or {}).items()):
        resource = _resource_for(backend, api, path)
        for name, operation in (item or {}).items():
            if name in _METHODS or name == _ANY:
                verb = "ANY" if name == _ANY else name.upper()
                shared = item.get("parameters") or []
                _read_method(backend, api, document, resource, verb, operation or {}, shared, validators, authorizers)


def _read_models(api: Any, document: dict[str, Any]) -> None:
    schemas = document.get("definitions") or (document.get("components") or {}).get("schemas") or {}
    for name, schema in schemas.items():
        api.add_model(name, schema.get("description"), json.dumps(schema), "application/json")


def _read_authorizers(backend: Any, api: Any, document: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """(authorization type, authorizer id) by the name of the security scheme."""
    schemes = document.get("securityDefinitions") or (document.get("components") or {}).get("securitySchemes") or {}
    found: dict[str, tuple[str, str | None]] = {}
    for name, scheme in schemes.items():
        kind = scheme.get("x-amazon-apigateway-authtype")
        item = scheme.get("x-amazon-apigateway-authorizer")
        if kind == "awsSigv4":
            found[name] = ("AWS_IAM", None)
        elif item:
            types = {"token": "TOKEN", "request": "REQUEST", "cognito_user_pools": "COGNITO_USER_POOLS"}
            made = backend.create_authorizer(
                api.id,
                name,
                types.get(str(item.get("type")).lower(), "TOKEN"),
                provider_arns=item.get("providerARNs"),
                auth_type=kind,
                authorizer_uri=item.get("authorizerUri"),
                authorizer_credentials=item.get("authorizerCredentials"),
                identity_source=item.get("identitySource"),
                identiy_validation_expression=item.get("identityValidationExpression"),
                authorizer_result_ttl=item.get("authorizerResultTtlInSeconds", 300),
            )
            found[name] = ("COGNITO_USER_POOLS" if item.get("providerARNs") else "CUSTOM", made.id)
    return found


def _resource_for(backend: Any, api: Any, path: str) -> Any:
    """The resource of a path, with those above it made where they are missing."""
    resource = api.resources[api.root_resource_id]
    for part in [part for part in path.split("/") if part]:
        children = [item for item in api.resources.values() if item.parent_id == resource.id and item.path_part == part]
        resource = children[0] if children else backend.create_resource(api.id, resource.id, part)
    return resource


def _read_method(
    backend: Any,
    api: Any,
    document: dict[str, Any],
    resource: Any,
    verb: str,
    operation: dict[str, Any],
    shared: list[dict[str, Any]],
    validators: dict[str, str],
    authorizers: dict[str, tuple[str, str | None]],
) -> None:
    authorization: tuple[str, str | None] = ("NONE", None)
    key_required, scopes = False, []
    for requirement in operation.get("security", document.get("security")) or []:
        for name, asked in requirement.items():
            if name in authorizers:
                authorization, scopes = authorizers[name], list(asked or [])
            elif _is_key(document, name):
                key_required = True
    if operation.get("x-amazon-apigateway-auth"):
        authorization = (operation["x-amazon-apigateway-auth"].get("type", "NONE"), None)
    validator = operation.get(
        "x-amazon-apigateway-request-validator", document.get("x-amazon-apigateway-request-validator")
    )
    backend.put_method(
        api.id,
        resource.id,
        verb,
        authorization[0],
        api_key_required=key_required,
        authorizer_id=authorization[1],
        authorization_scopes=scopes or None,
        operation_name=operation.get("operationId"),
        request_parameters=_parameters(document, [*shared, *(operation.get("parameters") or [])]) or None,
        request_models=_request_models(operation) or None,
        request_validator_id=validators.get(str(validator)),
    )
    for code, item in (operation.get("responses") or {}).items():
        if str(code).isdigit():
            headers = {f"method.response.header.{name}": False for name in (item or {}).get("headers") or {}}
            models = _models_of((item or {}).get("content")) or _models_of_schema((item or {}).get("schema"))
            backend.put_method_response(api.id, resource.id, verb, str(code), models or None, headers or None)
    integration = operation.get(_INTEGRATION)
    if integration:
        _read_integration(backend, api, resource, verb, integration)


def _read_integration(backend: Any, api: Any, resource: Any, verb: str, integration: dict[str, Any]) -> None:
    kind = str(integration.get("type", "")).upper()
    wanted = backend._build_integration_args({**integration, "type": kind})
    made = backend.put_integration(
        function_id=api.id,
        resource_id=resource.id,
        method_type=verb,
        **{"uri": "", "integration_method": None, **{k: v for k, v in wanted.items() if v is not None}},
    )
    made.connection_id = integration.get("connectionId")
    made.cache_key_parameters = list(integration.get("cacheKeyParameters") or [])
    for item in backend._build_integration_responses_args(integration):
        item["status_code"] = str(item["status_code"])
        backend.put_integration_response(
            function_id=api.id,
            resource_id=resource.id,
            method_type=verb,
            **{key: value for key, value in item.items() if value is not None},
        )


def _is_key(document: dict[str, Any], name: str) -> bool:
    schemes = document.get("securityDefinitions") or (document.get("components") or {}).get("securitySchemes") or {}
    scheme = schemes.get(name) or {}
    return scheme.get("type") == "apiKey" and str(scheme.get("name")).lower() == "x-api-key"


def _parameters(document: dict[str, Any], listed: list[dict[str, Any]]) -> dict[str, bool]:
    found = {}
    for item in listed:
        if "$ref" in item:
            item = _resolve(document, item["$ref"])
        if item.get("in") in _PLACES:
            found[f"method.request.{_PLACES[item['in']]}.{item['name']}"] = bool(item.get("required"))
    return found


def _resolve(document: dict[str, Any], reference: str) -> dict[str, Any]:
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found.get(part) if isinstance(found, dict) else None
    if not isinstance(found, dict):
        raise BadRequestException(f"Unable to import API: the reference {reference} leads nowhere.")
    return found


def _request_models(operation: dict[str, Any]) -> dict[str, str]:
    content = (operation.get("requestBody") or {}).get("content")
    if content:
        return _models_of(content)
    for item in operation.get("parameters") or []:
        if item.get("in") == "body":
            return _models_of_schema(item.get("schema"))
    return {}


def _models_of(content: dict[str, Any] | None) -> dict[str, str]:
    found = {}
    for kind, item in (content or {}).items():
        reference = ((item or {}).get("schema") or {}).get("$ref")
        if reference:
            found[kind] = reference.rsplit("/", 1)[1]
    return found


def _models_of_schema(schema: dict[str, Any] | None) -> dict[str, str]:
    reference = (schema or {}).get("$ref")
    return {"application/json": reference.rsplit("/", 1)[1]} if reference else {}
