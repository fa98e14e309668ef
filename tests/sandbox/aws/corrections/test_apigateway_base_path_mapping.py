"""Base path mappings answer as in AWS: one per path, changes, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate

Check = Callable[[Clients], None]
DOMAIN = "api.example.internal"


def make_domain(aws: Clients) -> None:
    aws("apigateway").create_domain_name(
        domainName=DOMAIN,
        regionalCertificateArn=import_certificate(aws),
        endpointConfiguration={"types": ["REGIONAL"]},
    )


def make_api(aws: Clients, name: str = "api") -> str:
    """A regional API with a stage `live`."""
    gateway = aws("apigateway")
    api = gateway.create_rest_api(name=name, endpointConfiguration={"types": ["REGIONAL"]})["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    method = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    gateway.put_method(authorizationType="NONE", **method)
    gateway.put_integration(type="MOCK", **method)
    gateway.create_deployment(restApiId=api, stageName="live")
    return str(api)


def mapping_of(aws: Clients, path: str = "(none)") -> dict[str, Any]:
    answer = aws("apigateway").get_base_path_mapping(domainName=DOMAIN, basePath=path)
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def root_path_is_mapped_once(aws: Clients) -> None:
    make_domain(aws)
    first, second = make_api(aws), make_api(aws, "second")
    create = aws("apigateway").create_base_path_mapping
    create(domainName=DOMAIN, restApiId=first, stage="live")
    assert mapping_of(aws) == {"basePath": "(none)", "restApiId": first, "stage": "live"}
    assert error_code(create, domainName=DOMAIN, restApiId=second) == "ConflictException"
    assert mapping_of(aws)["restApiId"] == first


def domain_without_mappings_has_none(aws: Clients) -> None:
    make_domain(aws)
    gateway = aws("apigateway")
    assert gateway.get_base_path_mappings(domainName=DOMAIN)["items"] == []
    asked = {"domainName": DOMAIN, "basePath": "(none)"}
    assert error_code(gateway.get_base_path_mapping, **asked) == "NotFoundException"
    assert error_code(gateway.delete_base_path_mapping, **asked) == "NotFoundException"


def mapping_can_be_changed(aws: Clients) -> None:
    make_domain(aws)
    first, second = make_api(aws), make_api(aws, "second")
    aws("apigateway").create_base_path_mapping(domainName=DOMAIN, restApiId=first, stage="live", basePath="v1")
    operations = [
        {"op": "replace", "path": "/basePath", "value": "v2"},
        {"op": "replace", "path": "/restapiId", "value": second},
        {"op": "replace", "path": "/stage", "value": ""},
    ]
    aws("apigateway").update_base_path_mapping(domainName=DOMAIN, basePath="v1", patchOperations=operations)
    assert mapping_of(aws, "v2") == {"basePath": "v2", "restApiId": second}
    assert len(aws("apigateway").get_base_path_mappings(domainName=DOMAIN)["items"]) == 1


def mapped_api_cannot_be_deleted(aws: Clients) -> None:
    make_domain(aws)
    api = make_api(aws)
    gateway = aws("apigateway")
    gateway.create_base_path_mapping(domainName=DOMAIN, restApiId=api)
    assert error_code(gateway.delete_rest_api, restApiId=api) == "BadRequestException"
    gateway.delete_base_path_mapping(domainName=DOMAIN, basePath="(none)")
    assert error_code(gateway.delete_rest_api, restApiId=api) == ""
    assert error_code(gateway.delete_rest_api, restApiId=api) == "NotFoundException"


CHECKS = [
    root_path_is_mapped_once,
    domain_without_mappings_has_none,
    mapping_can_be_changed,
    mapped_api_cannot_be_deleted,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("an API that is missing", {"restApiId": "missing"}),
        ("a stage that is missing", {"stage": "missing"}),
        ("a path with a slash", {"basePath": "a/b"}),
    ],
)
def test_create_refuses(aws: Clients, case: str, changes: dict[str, Any]) -> None:
    make_domain(aws)
    arguments = {"domainName": DOMAIN, "restApiId": make_api(aws), **changes}
    assert error_code(aws("apigateway").create_base_path_mapping, **arguments) == "BadRequestException", case


def test_mappings_go_with_the_domain(aws: Clients) -> None:
    gateway = aws("apigateway")
    make_domain(aws)
    api = make_api(aws)
    gateway.create_base_path_mapping(domainName=DOMAIN, restApiId=api)
    gateway.delete_domain_name(domainName=DOMAIN)
    assert error_code(gateway.get_base_path_mappings, domainName=DOMAIN) == "NotFoundException"
    assert error_code(gateway.delete_rest_api, restApiId=api) == ""
