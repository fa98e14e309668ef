"""API Gateway's things are found by their tags."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, import_certificate

Check = Callable[[Clients], None]
ARN = "arn:aws:apigateway:us-east-1::"


def found(aws: Clients, region: str = "us-east-1") -> set[str]:
    answer = aws("resourcegroupstaggingapi", region).get_resources(TagFilters=[{"Key": "team", "Values": ["orders"]}])
    return {item["ResourceARN"] for item in answer["ResourceTagMappingList"]}


def api_and_stage_are_found(aws: Clients) -> None:
    api = aws("apigateway")
    id = api.create_rest_api(name="orders", tags={"team": "orders"})["id"]
    api.create_rest_api(name="payments", tags={"team": "payments"})
    root = api.get_resources(restApiId=id)["items"][0]["id"]
    api.put_method(restApiId=id, resourceId=root, httpMethod="GET", authorizationType="NONE")
    api.put_integration(restApiId=id, resourceId=root, httpMethod="GET", type="MOCK")
    deployment = api.create_deployment(restApiId=id)["id"]
    api.create_stage(restApiId=id, stageName="live", deploymentId=deployment, tags={"team": "orders"})
    assert found(aws) == {f"{ARN}/restapis/{id}", f"{ARN}/restapis/{id}/stages/live"}
    assert found(aws, "us-west-2") == set()


def domain_name_is_found(aws: Clients) -> None:
    aws("apigateway").create_domain_name(
        domainName="api.example.com",
        regionalCertificateArn=import_certificate(aws, "api.example.com"),
        endpointConfiguration={"types": ["REGIONAL"]},
        tags={"team": "orders"},
    )
    assert found(aws) == {f"{ARN}/domainnames/api.example.com"}


CHECKS: list[Check] = [api_and_stage_are_found, domain_name_is_found]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
