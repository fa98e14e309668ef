"""OpenAPI documents as API Gateway reads them: parsing, faults, and settings of the API that stand in the document.

Source: API Gateway Developer Guide, "Develop REST APIs using OpenAPI" with its list of important notes, and
"OpenAPI extensions for API Gateway" (read 2025-11).
"""

import copy
import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator

from privateapi.provider.errors import Fault
from privateapi.provider.values import UNKNOWN

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method")
INTEGRATION = "x-amazon-apigateway-integration"
_BESIDE_METHODS = frozenset({"parameters", "summary", "description", "servers", "$ref", "trace"})
_INTEGRATION_TYPES = ("aws", "aws_proxy", "http", "http_proxy", "mock")
_PART = re.compile(r"[a-zA-Z0-9._\-:]+|\{[a-zA-Z0-9._\-:]+\}")
_GREEDY = re.compile(r"\{[a-zA-Z0-9._\-:]+\+\}")
_ENDPOINT = "x-amazon-apigateway-endpoint-configuration"
_SETTINGS = {
    "apiKeySource": "x-amazon-apigateway-api-key-source",
    "binaryMediaTypes": "x-amazon-apigateway-binary-media-types",
    "minimumCompressionSize": "x-amazon-apigateway-minimum-compression-size",
    "policy": "x-amazon-apigateway-policy",
}


class _Loader(yaml.SafeLoader):
    """YAML as JSON would say it: dates stay texts, names are texts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found = super().construct_mapping(node, deep=True)
        return {key if isinstance(key, str) else _yaml_text(node, key): value for key, value in found.items()}


def _yaml_text(node: yaml.MappingNode, key: Any) -> str:
    """The name as it was written: the response code ``200`` and not a number."""
    written = (name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode))
    return next((text for text in written if yaml.safe_load(text) == key), str(key))


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(value: Any) -> Any:
    """The document of an object, of JSON or of YAML.

    Raises:
        ValueError: it is none of them.
    """
    if value is UNKNOWN or isinstance(value, dict):
        return value
    if not isinstance(value, str):
        raise ValueError(f"a {type(value).__name__} is not an OpenAPI document; give an object, or its JSON or YAML")
    try:
        document = json.loads(value)
    except json.JSONDecodeError as error:
        if value.lstrip().startswith("{"):
            where = f"line {error.lineno}, column {error.colno}"
            raise ValueError(f"the document is not JSON: {error.msg} at {where}") from None
        document = _parse_yaml(value)
    if not isinstance(document, dict):
        raise ValueError(
            f"the document is a {type(document).__name__}; an object with openapi, info and paths is needed"
        )
    return document


def _parse_yaml(text: str) -> Any:
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ValueError(f"the document is neither JSON nor YAML: {error.problem}{where}") from None
    except yaml.YAMLError:
        raise ValueError("the document is neither JSON nor YAML: it has characters that no text has") from None


OpenApiBody = Annotated[dict[str, Any], BeforeValidator(parse)]
"""An OpenAPI 3.0 or Swagger 2.0 document: an object, or its JSON or YAML."""


def body_hash(body: Any) -> str:
    """SHA-256 of a document in hexadecimal, the same for every order of its names."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def settings(body: Mapping[str, Any]) -> dict[str, Any]:
    """Wire inputs of a REST API that the document itself says in API Gateway's extensions."""
    found = {wire: body[extension] for wire, extension in _SETTINGS.items() if body.get(extension) is not None}
    info = body.get("info")
    if isinstance(info, Mapping):
        found |= {
            wire: info[name]
            for wire, name in (("name", "title"), ("description", "description"))
            if info.get(name) is not None
        }
    endpoint = _endpoint_extension(body)
    if isinstance(endpoint, Mapping):
        found |= {
            name: endpoint[name]
            for name in ("disableExecuteApiEndpoint", "vpcEndpointIds")
            if endpoint.get(name) is not None
        }
    return found


def _endpoint_extension(body: Mapping[str, Any]) -> Any:
    """In Swagger 2.0 it stands at the top, in OpenAPI 3.0 in a server."""
    servers = body.get("servers")
    places = [body, *(servers if isinstance(servers, list) else [])]
    return next((place[_ENDPOINT] for place in places if isinstance(place, Mapping) and _ENDPOINT in place), None)


def with_settings(body: Mapping[str, Any], values: Mapping[str, Any], url: str) -> dict[str, Any]:
    """The document with the API's settings written in (wire names, ``None`` for absent): an import that overwrites
    takes away what the document does not say.

    ``url`` is the API's own, for an OpenAPI 3.0 document without servers.
    """
    full: dict[str, Any] = copy.deepcopy(dict(body))
    info = full.setdefault("info", {})
    info.setdefault("version", "1")
    info["title"] = values["name"]
    _put(info, "description", values.get("description"))
    for wire, extension in _SETTINGS.items():
        _put(full, extension, values.get(wire))
    endpoint = {name: values[name] for name in ("disableExecuteApiEndpoint", "vpcEndpointIds") if values.get(name)}
    if "swagger" in full:
        _put(full, _ENDPOINT, endpoint or None)
    elif endpoint or _endpoint_extension(full) is not None:
        servers = full.get("servers") or [{"url": url}]
        full["servers"] = [{key: value for key, value in each.items() if key != _ENDPOINT} for each in servers]
        _put(full["servers"][0], _ENDPOINT, endpoint or None)
    return full


def _put(target: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value


def faults(path: str, body: Any) -> Iterator[Fault]:
    """What API Gateway refuses in a document, at once or when it is deployed; unknowns are passed."""
    if not isinstance(body, Mapping):
        return
    yield from _version_faults(path, body)
    info = body.get("info")
    if info is not None and info is not UNKNOWN and not isinstance(info, Mapping):
        yield Fault(f"{path}.info", f"{info!r} is not an object; title and version stand in it")
    paths = body.get("paths")
    if paths is UNKNOWN:
        return
    if paths is None:
        yield Fault(f"{path}.paths", 'is required: an API has at least one path, as in {"/orders": {"get": {...}}}')
    elif not isinstance(paths, Mapping):
        yield Fault(f"{path}.paths", f"is a {type(paths).__name__}; an object of paths and methods is needed")
    else:
        for name, item in paths.items():
            if not name.startswith("x-"):
                yield from _path_faults(f'{path}.paths["{name}"]', name, item)
        yield from _sibling_faults(f"{path}.paths", [name for name in paths if name.startswith("/")])


def _version_faults(path: str, body: Mapping[str, Any]) -> Iterator[Fault]:
    openapi, swagger = body.get("openapi"), body.get("swagger")
    if openapi is UNKNOWN or swagger is UNKNOWN:
        return
    if openapi is None and swagger is None:
        yield Fault(f"{path}.openapi", 'is required: the document must say its version, as in "openapi": "3.0.1"')
    elif openapi is not None and not str(openapi).startswith("3.0"):
        yield Fault(f"{path}.openapi", f"{openapi!r} is not read by API Gateway; it reads OpenAPI 3.0 and Swagger 2.0")
    elif openapi is None and str(swagger) != "2.0":
        yield Fault(f"{path}.swagger", f"{swagger!r} is not read by API Gateway; it reads OpenAPI 3.0 and Swagger 2.0")


def _path_faults(at: str, name: str, item: Any) -> Iterator[Fault]:
    if not name.startswith("/"):
        yield Fault(at, f"the path {name!r} does not begin with a slash; '/{name}' would be right")
        return
    parts = [part for part in name.split("/")[1:] if part]
    for index, part in enumerate(parts):
        if _GREEDY.fullmatch(part):
            if index < len(parts) - 1:
                yield Fault(at, f"{part!r} takes the rest of the path, so it must be its last part")
        elif not _PART.fullmatch(part):
            yield Fault(at, f"{part!r} is not a part of a path; letters, digits, ._-: and a whole part in braces are")
    if item is UNKNOWN:
        return
    if not isinstance(item, Mapping):
        yield Fault(at, f"is a {type(item).__name__}; an object of methods is needed")
        return
    for method, operation in item.items():
        if method in METHODS:
            yield from _operation_faults(f"{at}.{method}", operation)
        elif method not in _BESIDE_METHODS and not method.startswith("x-"):
            close = difflib.get_close_matches(method.lower(), METHODS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(METHODS)}"
            yield Fault(f"{at}.{method}", f"{method!r} is not a method; {hint}")


def _operation_faults(at: str, operation: Any) -> Iterator[Fault]:
    if operation is UNKNOWN:
        return
    if not isinstance(operation, Mapping):
        yield Fault(at, f"is a {type(operation).__name__}; an object is needed")
        return
    integration = operation.get(INTEGRATION)
    if integration is None:
        yield Fault(at, f"has no {INTEGRATION}: the method has no backend, and no deployment is possible")
    elif integration is not UNKNOWN:
        yield from _integration_faults(f"{at}.{INTEGRATION}", integration)


def _integration_faults(at: str, integration: Any) -> Iterator[Fault]:
    if not isinstance(integration, Mapping):
        yield Fault(at, f"is a {type(integration).__name__}; an object is needed")
        return
    if "$ref" in integration:
        return
    kind = integration.get("type")
    if kind is UNKNOWN:
        return
    if not isinstance(kind, str) or kind.lower() not in _INTEGRATION_TYPES:
        fault = "is required" if kind is None else f"{kind!r} is not a type of integration"
        yield Fault(f"{at}.type", f"{fault}; {', '.join(_INTEGRATION_TYPES)} are")
        return
    if kind.lower() == "mock":
        return
    uri, method = integration.get("uri"), integration.get("httpMethod")
    if uri is None:
        yield Fault(f"{at}.uri", f"is required: an integration of type {kind} calls something")
    if method is None:
        yield Fault(f"{at}.httpMethod", f"is required for an integration of type {kind}; POST for Lambda")
    elif isinstance(uri, str) and ":lambda:path/" in uri and isinstance(method, str) and method.upper() != "POST":
        yield Fault(f"{at}.httpMethod", f"{method!r} does not invoke a function; Lambda takes POST only")
    if integration.get("connectionType") == "VPC_LINK" and integration.get("connectionId") is None:
        yield Fault(f"{at}.connectionId", "is required with connectionType VPC_LINK: the id of the VPC link")


def _sibling_faults(at: str, names: list[str]) -> Iterator[Fault]:
    """Under one parent there is one variable: ``/orders/{id}`` and ``/orders/{order}/lines`` exclude each other."""
    variables: dict[str, str] = {}
    for name in names:
        parts = [part for part in name.split("/")[1:] if part]
        for index, part in enumerate(parts):
            if part.startswith("{"):
                parent = "/" + "/".join(parts[:index])
                known = variables.setdefault(parent, part)
                if known != part:
                    yield Fault(f'{at}["{name}"]', f"{parent!r} has the variable {known!r} already, not also {part!r}")
                    break
