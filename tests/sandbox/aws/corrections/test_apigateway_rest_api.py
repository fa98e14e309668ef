"""REST APIs answer as in AWS: configuration, policy, updates, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def policy(resource: str = "execute-api:/*", effect: str = "Allow") -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def make_endpoint(aws: Clients, octet: int = 0, service: str = "execute-api") -> str:
    network = make_network(aws, second_octet=octet)
    endpoint = aws("ec2").create_vpc_endpoint(
        VpcId=network.vpc,
        ServiceName=f"com.amazonaws.us-east-1.{service}",
        VpcEndpointType="Interface",
        SubnetIds=list(network.subnets),
    )
    return str(endpoint["VpcEndpoint"]["VpcEndpointId"])


def make_private(aws: Clients, endpoints: list[str], **more: Any) -> dict[str, Any]:
    configuration = {"types": ["PRIVATE"], "vpcEndpointIds": endpoints}
    answer: dict[str, Any] = aws("apigateway").create_rest_api(name="api", endpointConfiguration=configuration, **more)
    return answer


def get(aws: Clients, api: dict[str, Any]) -> dict[str, Any]:
    answer = aws("apigateway").get_rest_api(restApiId=api["id"])
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def patch(aws: Clients, api: dict[str, Any], *operations: tuple[str, str, str | None]) -> None:
    listed = [{"op": op, "path": path, **({} if value is None else {"value": value})} for op, path, value in operations]
    aws("apigateway").update_rest_api(restApiId=api["id"], patchOperations=listed)


def private_api_keeps_endpoints_and_policy(aws: Clients) -> None:
    endpoint = make_endpoint(aws)
    api = make_private(aws, [endpoint], policy=policy(), disableExecuteApiEndpoint=True, tags={"Name": "api"})
    found = get(aws, api)
    assert found["endpointConfiguration"] == {
        "types": ["PRIVATE"],
        "ipAddressType": "dualstack",
        "vpcEndpointIds": [endpoint],
    }
    assert found["disableExecuteApiEndpoint"] is True
    assert found["tags"] == {"Name": "api"}
    assert "version" not in found and "description" not in found
    # API Gateway escapes the policy's quotation marks and writes short resource names out.
    stored = json.loads(json.loads(f'"{found["policy"]}"'))
    assert stored["Statement"][0]["Resource"] == f"arn:aws:execute-api:us-east-1:123456789012:{api['id']}/*"


def policy_can_be_changed(aws: Clients) -> None:
    api = make_private(aws, [], policy=policy())
    patch(aws, api, ("replace", "/policy", policy(effect="Deny")))
    assert json.loads(json.loads(f'"{get(aws, api)["policy"]}"'))["Statement"][0]["Effect"] == "Deny"
    patch(aws, api, ("replace", "/policy", ""))
    assert "policy" not in get(aws, api)


def endpoints_can_be_added_and_removed(aws: Clients) -> None:
    first, second = make_endpoint(aws), make_endpoint(aws, 1)
    api = make_private(aws, [first])
    patch(
        aws,
        api,
        ("add", "/endpointConfiguration/vpcEndpointIds", second),
        ("remove", "/endpointConfiguration/vpcEndpointIds", first),
    )
    assert get(aws, api)["endpointConfiguration"]["vpcEndpointIds"] == [second]


def type_can_be_changed(aws: Clients) -> None:
    api = aws("apigateway").create_rest_api(name="api", endpointConfiguration={"types": ["REGIONAL"]})
    assert api["endpointConfiguration"] == {"types": ["REGIONAL"], "ipAddressType": "ipv4"}
    patch(aws, api, ("replace", "/endpointConfiguration/types/REGIONAL", "PRIVATE"))
    assert get(aws, api)["endpointConfiguration"] == {"types": ["PRIVATE"], "ipAddressType": "dualstack"}
    update = aws("apigateway").update_rest_api
    edge = [{"op": "replace", "path": "/endpointConfiguration/types/PRIVATE", "value": "EDGE"}]
    assert error_code(update, restApiId=api["id"], patchOperations=edge) == "BadRequestException"


def flags_and_sizes_can_be_changed(aws: Clients) -> None:
    api = make_private(aws, [])
    patch(
        aws,
        api,
        ("replace", "/disableExecuteApiEndpoint", "true"),
        ("replace", "/minimumCompressionSize", "1024"),
        ("add", "/binaryMediaTypes/image~1png", None),
        ("add", "/binaryMediaTypes/application~1zip", None),
        ("replace", "/description", "the api"),
        ("replace", "/name", "renamed"),
    )
    found = get(aws, api)
    assert (found["disableExecuteApiEndpoint"], found["minimumCompressionSize"]) == (True, 1024)
    assert found["binaryMediaTypes"] == ["image/png", "application/zip"]
    assert (found["name"], found["description"]) == ("renamed", "the api")
    patch(
        aws,
        api,
        ("replace", "/disableExecuteApiEndpoint", "false"),
        ("replace", "/minimumCompressionSize", ""),
        ("remove", "/binaryMediaTypes/image~1png", None),
    )
    found = get(aws, api)
    assert found["disableExecuteApiEndpoint"] is False
    assert "minimumCompressionSize" not in found
    assert found["binaryMediaTypes"] == ["application/zip"]


def missing_api_is_not_found(aws: Clients) -> None:
    gateway = aws("apigateway")
    operations = [{"op": "replace", "path": "/name", "value": "x"}]
    assert error_code(gateway.get_rest_api, restApiId="missing") == "NotFoundException"
    assert error_code(gateway.update_rest_api, restApiId="missing", patchOperations=operations) == "NotFoundException"
    assert error_code(gateway.delete_rest_api, restApiId="missing") == "NotFoundException"


def listing_comes_in_pages(aws: Clients) -> None:
    made = [aws("apigateway").create_rest_api(name=f"api-{number}")["id"] for number in range(3)]
    paginator = aws("apigateway").get_paginator("get_rest_apis")
    pages = list(paginator.paginate(PaginationConfig={"PageSize": 2}))
    assert [[api["id"] for api in page["items"]] for page in pages] == [made[:2], made[2:]]


def tls_settings_are_kept_and_changed(aws: Clients) -> None:
    made = aws("apigateway").create_rest_api(name="orders", securityPolicy="TLS_1_2", endpointAccessMode="STRICT")
    assert (made["securityPolicy"], made["endpointAccessMode"]) == ("TLS_1_2", "STRICT")
    patch(aws, made, ("replace", "/securityPolicy", "TLS_1_0"), ("replace", "/endpointAccessMode", "BASIC"))
    found = get(aws, made)
    assert (found["securityPolicy"], found["endpointAccessMode"]) == ("TLS_1_0", "BASIC")


CHECKS = [
    tls_settings_are_kept_and_changed,
    private_api_keeps_endpoints_and_policy,
    policy_can_be_changed,
    endpoints_can_be_added_and_removed,
    type_can_be_changed,
    flags_and_sizes_can_be_changed,
    missing_api_is_not_found,
    listing_comes_in_pages,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


CREATIONS: dict[str, dict[str, Any]] = {
    "two types": {"endpointConfiguration": {"types": ["PRIVATE", "REGIONAL"]}},
    "an endpoint that is missing": {"endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": ["vpce-0"]}},
    "endpoints for a regional API": {"endpointConfiguration": {"types": ["REGIONAL"], "vpcEndpointIds": ["vpce-0"]}},
    "IPv4 only for a private API": {"endpointConfiguration": {"types": ["PRIVATE"], "ipAddressType": "ipv4"}},
    "a policy that is no JSON": {"policy": "{"},
    "a policy without principal": {"policy": json.dumps({"Statement": [{"Effect": "Allow", "Action": "*"}]})},
    "a size that is too large": {"minimumCompressionSize": 10485761},
}


def refuse_creation(aws: Clients, case: str) -> None:
    arguments = {"name": "api", **CREATIONS[case]}
    assert error_code(aws("apigateway").create_rest_api, **arguments) == "BadRequestException"
    assert aws("apigateway").get_rest_apis()["items"] == []


@pytest.mark.parametrize("case", CREATIONS)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse_creation(aws, case)


@pytest.mark.parametrize("case", CREATIONS)
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse_creation(aws, case))


UPDATES = {
    "a path that is none": ("replace", "/createdDate", "1"),
    "an operation that the path does not take": ("add", "/name", "x"),
    "an endpoint that is not there": ("remove", "/endpointConfiguration/vpcEndpointIds", "vpce-0"),
    "an endpoint that is missing": ("add", "/endpointConfiguration/vpcEndpointIds", "vpce-0"),
    "an empty name": ("replace", "/name", ""),
    "a key source that is none": ("replace", "/apiKeySource", "COOKIE"),
    "a policy that is none": ("replace", "/policy", "{"),
    "a media type that is not there": ("remove", "/binaryMediaTypes/image~1png", ""),
}


def refuse_update(aws: Clients, case: str) -> None:
    op, path, value = UPDATES[case]
    api = make_private(aws, [])
    before = get(aws, api)
    operations = [
        {"op": "replace", "path": "/description", "value": "not applied"},
        {"op": op, "path": path, "value": value},
    ]
    update = aws("apigateway").update_rest_api
    assert error_code(update, restApiId=api["id"], patchOperations=operations) == "BadRequestException"
    assert get(aws, api) == before


@pytest.mark.parametrize("case", UPDATES)
def test_update_refuses(aws: Clients, case: str) -> None:
    refuse_update(aws, case)


@pytest.mark.parametrize("case", UPDATES)
def test_update_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse_update(aws, case))


def test_endpoint_of_another_service_is_refused(aws: Clients) -> None:
    endpoint = make_endpoint(aws, service="logs")
    arguments = {"name": "api", "endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": [endpoint]}}
    assert error_code(aws("apigateway").create_rest_api, **arguments) == "BadRequestException"
