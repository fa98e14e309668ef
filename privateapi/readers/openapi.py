"""OpenAPI documents of APIs: the integrations, answers and settings that API Gateway takes from their extensions.

Source: API Gateway Developer Guide, "OpenAPI extensions for API Gateway".
"""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading
from privateapi.readers.properties import Properties
from privateapi.topology.model import ApiIntegration, ApiResponse
from privateapi.topology.values import MISSING, Known, Value

POLICY = "x-amazon-apigateway-policy"
CORS = "x-amazon-apigateway-cors"
_ENDPOINT = "x-amazon-apigateway-endpoint-configuration"
_INTEGRATION = "x-amazon-apigateway-integration"
_INTEGRATIONS = "x-amazon-apigateway-integrations"
_GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"
_ANY = "x-amazon-apigateway-any-method"
_METHODS = {
    **{method.lower(): method for method in ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH")},
    _ANY: "ANY",
}
_ALLOW_ORIGIN = ".header.access-control-allow-origin"


def endpoint_settings(body: Properties) -> Properties:
    """`vpcEndpointIds` and `disableExecuteApiEndpoint` as a document of either version of OpenAPI says them."""
    server = body.inside("servers")
    return server.inside(_ENDPOINT) if server.given(_ENDPOINT) else body.inside(_ENDPOINT)


def integrations(read: Reading, body: Properties, version: int) -> Iterator[ApiIntegration]:
    """What the operations of an API's document call; `version` is 1 for a REST API, 2 for an HTTP API."""
    for operation, stated in _integrations(body):
        yield ApiIntegration(
            **read.part(operation),
            version=version,
            api=read.own(),
            http_method=stated.text("httpMethod"),
            type=stated.text("type").map(str.upper),
            uri=stated.text("uri"),
            function=stated.ref("uri"),
            connection_type=stated.text("connectionType"),
            connection=stated.ref("connectionId"),
            # Of an HTTP API the URI is the ARN of the listener that is called.
            integration_target=stated.ref("integrationTarget") if version == 1 else stated.ref("uri"),
            credentials=stated.text("credentials"),
            skips_verification=stated.inside("tlsConfig").boolean("insecureSkipVerification"),
            timeout_milliseconds=stated.integer("timeoutInMillis"),
        )


def responses(read: Reading, body: Properties) -> Iterator[ApiResponse]:
    """The answers of a REST API's document: those of its integrations, and those that API Gateway gives itself."""
    for operation, stated in _integrations(body):
        for name, response in stated.inside("responses").entries():
            yield ApiResponse(**read.part(f"{operation} {name}"), api=read.own(), allow_origin=allow_origin(response))
    for name, response in body.inside(_GATEWAY_RESPONSES).entries():
        yield ApiResponse(**read.part(name), api=read.own(), allow_origin=allow_origin(response))


def allow_origin(response: Properties) -> Value[str]:
    """The header Access-Control-Allow-Origin of a response; a text in quotation marks is a value, another a mapping."""
    parameters = response.inside("responseParameters")
    if not parameters.readable:
        return parameters.text("responseParameters")
    names = [name for name in sorted(parameters.values) if name.lower().endswith(_ALLOW_ORIGIN)]
    return parameters.text(names[0]) if names else MISSING


def _integrations(body: Properties) -> Iterator[tuple[str, Properties]]:
    """The integration of each operation, by `GET /orders`; a path that cannot be read counts as one."""
    paths = body.inside("paths")
    if body.readable and not paths.readable:
        yield "paths", paths
    for path, item in paths.entries():
        if not item.readable:
            yield path, item
            continue
        for key, method in _METHODS.items():
            if item.given(key) and item.inside(key).given(_INTEGRATION):
                yield f"{method} {path}", _referenced(body, item.inside(key).inside(_INTEGRATION))


def _referenced(body: Properties, stated: Properties) -> Properties:
    """An integration, also one that stands among the document's components and is referred to."""
    reference = stated.text("$ref")
    if not isinstance(reference, Known):
        return stated
    return body.inside("components").inside(_INTEGRATIONS).inside(reference.value.rpartition("/")[2])
