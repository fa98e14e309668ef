"""Base path mappings: one per path, found and changed as in AWS, and no deletion of an API that a domain serves.

moto replaces the mapping of the root path, fails on a domain without mappings, and deletes mapped APIs.
https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html,
https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from moto.apigateway.exceptions import BadRequestException, ConflictException, NotFoundException
from moto.apigateway.models import APIGatewayBackend
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import Answer, answer, apply_patch, body_of, page_of, query_of
from privateapi.sandbox.aws.corrections.apigateway_domain_name import find, key_of
from privateapi.sandbox.aws.patches import Patches

_ROOT = "(none)"


def apply(patches: Patches) -> None:
    """Replace moto's mappings."""
    patches.replace(APIGatewayResponse, "create_base_path_mapping", _create)
    patches.replace(APIGatewayResponse, "get_base_path_mapping", _get)
    patches.replace(APIGatewayResponse, "get_base_path_mappings", _list)
    patches.replace(APIGatewayResponse, "update_base_path_mapping", _update)
    patches.replace(APIGatewayResponse, "delete_base_path_mapping", _delete)

    @patches.wrap(APIGatewayBackend, "delete_rest_api")
    def delete_rest_api(original: Any, backend: Any, function_id: str) -> Any:
        backend.get_rest_api(function_id)
        for mappings in backend.base_path_mappings.values():
            if any(mapping["restApiId"] == function_id for mapping in mappings.values()):
                raise BadRequestException(
                    "Deleting API failed. Please remove all base path mappings related to the API in your domains"
                )
        return original(backend, function_id)


def _domain(response: Any) -> Any:
    return find(response.backend, unquote(response.path.split("/")[2]), query_of(response, "domainNameId"))


def _mappings(response: Any) -> dict[str, dict[str, Any]]:
    domain = _domain(response)
    key = key_of(domain.settings["domainName"], domain.number)
    found: dict[str, dict[str, Any]] = response.backend.base_path_mappings.setdefault(key, {})
    return found


def _asked(response: Any) -> tuple[dict[str, dict[str, Any]], str]:
    mappings = _mappings(response)
    path = unquote(response.path.split("/")[4])
    if path not in mappings:
        error = NotFoundException("Invalid base path mapping identifier specified")
        error.code = 404
        raise error
    return mappings, path


def _check(backend: Any, mapping: dict[str, Any], domain: Any) -> None:
    if "/" in mapping["basePath"]:
        raise BadRequestException("API Gateway V1 doesn't support the slash character (/) in base path mappings.")
    api = backend.apis.get(mapping["restApiId"])
    if api is None:
        raise BadRequestException("Invalid REST API identifier specified")
    if domain.kind == "PRIVATE" and api.endpoint_configuration.get("types") != ["PRIVATE"]:
        raise BadRequestException("Only private APIs can be mapped to a private custom domain name")
    if mapping.get("stage") and mapping["stage"] not in api.stages:
        raise BadRequestException("Invalid stage identifier specified")


def _create(response: Any) -> Answer:
    mappings, given = _mappings(response), body_of(response)
    mapping: dict[str, Any] = {"basePath": given.get("basePath") or _ROOT, "restApiId": given.get("restApiId")}
    if given.get("stage"):
        mapping["stage"] = given["stage"]
    _check(response.backend, mapping, _domain(response))
    if mapping["basePath"] in mappings:
        raise ConflictException("Base path already exists for this domain name")
    mappings[mapping["basePath"]] = mapping
    return answer(mapping, 201)


def _get(response: Any) -> Answer:
    mappings, path = _asked(response)
    return answer(mappings[path])


def _list(response: Any) -> Answer:
    return page_of(response, list(_mappings(response).values()))


def _delete(response: Any) -> Answer:
    mappings, path = _asked(response)
    del mappings[path]
    return answer({}, 202)


def _update(response: Any) -> Answer:
    mappings, path = _asked(response)
    changed = dict(mappings[path])

    def base_path(operation: dict[str, Any], rest: list[str]) -> None:
        changed["basePath"] = operation.get("value") or _ROOT

    def rest_api(operation: dict[str, Any], rest: list[str]) -> None:
        changed["restApiId"] = operation["value"]

    def stage(operation: dict[str, Any], rest: list[str]) -> None:
        changed.pop("stage", None)
        if operation.get("value"):
            changed["stage"] = operation["value"]

    apply_patch(
        body_of(response).get("patchOperations") or [],
        {
            ("replace", "basePath"): base_path,
            ("replace", "restapiId"): rest_api,
            ("replace", "restApiId"): rest_api,
            ("replace", "stage"): stage,
        },
    )
    _check(response.backend, changed, _domain(response))
    if changed["basePath"] != path and changed["basePath"] in mappings:
        raise ConflictException("Base path already exists for this domain name")
    del mappings[path]
    mappings[changed["basePath"]] = changed
    return answer(changed)
