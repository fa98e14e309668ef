"""REST APIs: endpoint configuration, policy and settings that are kept, changed and refused as in AWS.

moto loses changes of vpcEndpointIds, policies and types, takes "false" for true, ignores unknown patch paths, answers
policies unescaped, and fails on an API that is not there.
https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html,
https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html,
https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import RestAPI
from moto.apigateway.responses import APIGatewayResponse

from privateapi.sandbox.aws.apigateway import (
    Answer,
    answer,
    apply_patch,
    body_of,
    checked_policy,
    page_of,
    shown_policy,
)
from privateapi.sandbox.aws.patches import Patches

_KEY_SOURCES = ("HEADER", "AUTHORIZER")
_TYPES = ("EDGE", "REGIONAL", "PRIVATE")
_TLS = ("securityPolicy", "endpointAccessMode")
_LARGEST_COMPRESSION = 10485760
# "execute-api:/stage/GET/path" stands for the ARN with this account, Region and API.
_SHORT_RESOURCE = re.compile(r'"execute-api:/')


def apply(patches: Patches) -> None:
    """Replace creation, listing, update and deletion."""
    patches.replace(RestAPI, "to_dict", shown)
    patches.replace(APIGatewayResponse, "create_rest_api", _create)
    patches.replace(APIGatewayResponse, "get_rest_apis", _list)
    patches.replace(APIGatewayResponse, "update_rest_api", _update)
    patches.replace(APIGatewayResponse, "delete_rest_api", _delete)


def _create(response: Any) -> Answer:
    return answer(shown(create(response.backend, body_of(response))), 201)


def create(backend: Any, given: dict[str, Any]) -> Any:
    """Make an API from the members of a CreateRestApi request."""
    if not given.get("name"):
        raise BadRequestException("Invalid API name specified")
    configuration = checked_configuration(backend, given.get("endpointConfiguration") or {})
    key_source = given.get("apiKeySource") or "HEADER"
    if key_source not in _KEY_SOURCES:
        raise BadRequestException(f"Invalid API key source specified: {key_source}")
    checked_policy(given.get("policy"))
    compression = _checked_compression(given.get("minimumCompressionSize"))
    api = backend.create_rest_api(
        given["name"],
        given.get("description"),
        api_key_source=key_source,
        endpoint_configuration=configuration,
        tags=given.get("tags"),
    )
    api.version = given.get("version")
    api.minimum_compression_size = compression
    api.binaryMediaTypes = list(given.get("binaryMediaTypes") or [])
    api.disableExecuteApiEndpoint = bool(given.get("disableExecuteApiEndpoint"))
    api.tls = {name: given[name] for name in _TLS if given.get(name)}
    set_policy(api, given.get("policy"))
    return api


def shown(api: Any) -> dict[str, Any]:
    """An API as AWS answers it."""
    body = {
        "id": api.id,
        "name": api.name,
        "description": api.description or None,
        "version": api.version,
        "createdDate": api.create_date,
        "apiKeySource": api.api_key_source,
        "endpointConfiguration": api.endpoint_configuration,
        "policy": shown_policy(api.policy),
        "tags": api.tags or None,
        "binaryMediaTypes": api.binaryMediaTypes or None,
        "minimumCompressionSize": api.minimum_compression_size,
        "disableExecuteApiEndpoint": api.disableExecuteApiEndpoint,
        "rootResourceId": api.root_resource_id,
        **getattr(api, "tls", {}),
        "apiStatus": "AVAILABLE",
    }
    return {key: value for key, value in body.items() if value is not None}


def set_policy(api: Any, text: str | None) -> None:
    """Attach a policy, or none. Short resource names are written out, as API Gateway does when it stores them."""
    policy = checked_policy(text)
    if policy is not None:
        partition = "aws-cn" if api.region_name.startswith("cn-") else "aws"
        arn = f"arn:{partition}:execute-api:{api.region_name}:{api.account_id}:{api.id}/"
        policy = _SHORT_RESOURCE.sub(f'"{arn}', policy)
    api.policy = policy


def checked_configuration(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    """An endpoint configuration with its defaults. Raises BadRequestException."""
    types = given.get("types") or ["EDGE"]
    if len(types) != 1 or types[0] not in _TYPES:
        raise BadRequestException("Exactly one endpoint type out of EDGE, REGIONAL and PRIVATE must be specified")
    private = types == ["PRIVATE"]
    ids = list(dict.fromkeys(given.get("vpcEndpointIds") or []))
    if ids and not private:
        raise BadRequestException("VPC endpoint IDs can only be specified for private APIs")
    _check_endpoints(backend, ids)
    address_type = given.get("ipAddressType") or ("dualstack" if private else "ipv4")
    if private and address_type != "dualstack":
        raise BadRequestException("Private APIs only support the IP address type dualstack")
    configuration = {"types": list(types), "ipAddressType": address_type}
    return {**configuration, "vpcEndpointIds": ids} if ids else configuration


def _check_endpoints(backend: Any, ids: list[str]) -> None:
    from moto.ec2.models import ec2_backends

    known = ec2_backends[backend.account_id][backend.region_name].vpc_end_points
    for endpoint_id in ids:
        endpoint = known.get(endpoint_id)
        if endpoint is None or not endpoint.service_name.endswith(".execute-api"):
            raise BadRequestException(f"Invalid VPC endpoint ID specified: {endpoint_id}")


def _checked_compression(value: Any) -> int | None:
    if value is None or value == "":
        return None
    size = int(value)
    if not -1 <= size <= _LARGEST_COMPRESSION:
        raise BadRequestException(
            f"Invalid minimum compression size, must be between 0 and {_LARGEST_COMPRESSION} or null to disable"
        )
    return None if size == -1 else size


def _list(response: Any) -> Answer:
    return page_of(response, [shown(api) for api in response.backend.apis.values()])


def _asked(response: Any) -> Any:
    return response.backend.get_rest_api(response.path.split("/")[2])


def _delete(response: Any) -> Answer:
    response.backend.delete_rest_api(_asked(response).id)
    return answer({}, 202)


def _behind_private_domain(backend: Any, api_id: str) -> bool:
    private = [key for key, domain in backend.domain_names.items() if domain.kind == "PRIVATE"]
    mappings = (mapping for key in private for mapping in backend.base_path_mappings.get(key, {}).values())
    return any(mapping["restApiId"] == api_id for mapping in mappings)


def _update(response: Any) -> Answer:
    api, backend = _asked(response), response.backend
    changed: dict[str, Any] = {
        "name": api.name,
        "description": api.description,
        "version": api.version,
        "apiKeySource": api.api_key_source,
        "policy": api.policy,
        "minimumCompressionSize": api.minimum_compression_size,
        "disableExecuteApiEndpoint": api.disableExecuteApiEndpoint,
        "binaryMediaTypes": list(api.binaryMediaTypes),
        "endpointConfiguration": {key: value for key, value in api.endpoint_configuration.items()},
        **{name: getattr(api, "tls", {}).get(name) for name in _TLS},
    }
    configuration = changed["endpointConfiguration"]
    configuration["vpcEndpointIds"] = list(configuration.get("vpcEndpointIds") or [])

    def plain(operation: dict[str, Any], rest: list[str]) -> None:
        changed[operation["path"].split("/")[1]] = operation.get("value")

    def flag(operation: dict[str, Any], rest: list[str]) -> None:
        changed[operation["path"].split("/")[1]] = str(operation["value"]).lower() == "true"

    def compression(operation: dict[str, Any], rest: list[str]) -> None:
        changed["minimumCompressionSize"] = _checked_compression(operation.get("value"))

    def add_media(operation: dict[str, Any], rest: list[str]) -> None:
        kind = rest[0] if rest else operation["value"]
        if kind not in changed["binaryMediaTypes"]:
            changed["binaryMediaTypes"].append(kind)

    def remove_media(operation: dict[str, Any], rest: list[str]) -> None:
        kind = rest[0] if rest else operation["value"]
        if kind not in changed["binaryMediaTypes"]:
            raise BadRequestException(f"Invalid binary media type specified: {kind}")
        changed["binaryMediaTypes"].remove(kind)

    def replace_media(operation: dict[str, Any], rest: list[str]) -> None:
        if rest:
            remove_media(operation, rest)
            changed["binaryMediaTypes"].append(operation["value"])
        else:
            changed["binaryMediaTypes"] = [operation["value"]]

    def endpoint(operation: dict[str, Any], rest: list[str]) -> None:
        value, ids = operation.get("value"), configuration["vpcEndpointIds"]
        if rest[:1] == ["types"] and operation["op"] == "replace":
            if (configuration["types"], value) == (["PRIVATE"], "EDGE"):
                raise BadRequestException("Cannot update the endpoint type of a private API to EDGE")
            if value != configuration["types"][0]:
                if _behind_private_domain(backend, api.id):
                    raise BadRequestException(
                        "Cannot update the endpoint type of an API that is mapped to a private custom domain name"
                    )
                configuration.pop("ipAddressType", None)
            configuration["types"] = [value]
        elif rest[:1] == ["ipAddressType"] and operation["op"] == "replace":
            configuration["ipAddressType"] = value
        elif rest[:1] == ["vpcEndpointIds"] and operation["op"] == "add":
            ids.append(value)
        elif rest[:1] == ["vpcEndpointIds"] and operation["op"] == "remove":
            gone = value or (rest[1] if len(rest) > 1 else None)
            if gone not in ids:
                raise BadRequestException(f"Invalid VPC endpoint ID specified: {gone}")
            ids.remove(gone)
        else:
            raise BadRequestException(f"Invalid patch path '{operation['path']}' specified for op '{operation['op']}'.")

    apply_patch(
        body_of(response).get("patchOperations") or [],
        {
            ("replace", "name"): plain,
            ("replace", "description"): plain,
            ("replace", "version"): plain,
            ("replace", "apiKeySource"): plain,
            ("replace", "securityPolicy"): plain,
            ("replace", "endpointAccessMode"): plain,
            ("replace", "policy"): plain,
            ("remove", "policy"): plain,
            ("replace", "disableExecuteApiEndpoint"): flag,
            ("replace", "minimumCompressionSize"): compression,
            ("add", "binaryMediaTypes"): add_media,
            ("remove", "binaryMediaTypes"): remove_media,
            ("replace", "binaryMediaTypes"): replace_media,
            ("add", "endpointConfiguration"): endpoint,
            ("remove", "endpointConfiguration"): endpoint,
            ("replace", "endpointConfiguration"): endpoint,
        },
    )
    if not changed["name"]:
        raise BadRequestException("Invalid API name specified")
    if changed["apiKeySource"] not in _KEY_SOURCES:
        raise BadRequestException(f"Invalid API key source specified: {changed['apiKeySource']}")
    checked = checked_configuration(backend, configuration)
    checked_policy(changed["policy"])

    api.name, api.description, api.version = changed["name"], changed["description"], changed["version"]
    api.api_key_source = changed["apiKeySource"]
    api.minimum_compression_size = changed["minimumCompressionSize"]
    api.disableExecuteApiEndpoint = changed["disableExecuteApiEndpoint"]
    api.binaryMediaTypes, api.endpoint_configuration = changed["binaryMediaTypes"], checked
    api.tls = {name: changed[name] for name in _TLS if changed[name]}
    set_policy(api, changed["policy"])
    return answer(shown(api))
