"""APIs and domains are tagged by their ARNs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate

Check = Callable[[Clients], None]
ARN = "arn:aws:apigateway:us-east-1::"


def api_is_tagged(aws: Clients) -> None:
    api = aws("apigateway")
    id = api.create_rest_api(name="orders", tags={"team": "orders"})["id"]
    arn = f"{ARN}/restapis/{id}"
    api.tag_resource(resourceArn=arn, tags={"cost": "1"})
    assert api.get_tags(resourceArn=arn)["tags"] == {"team": "orders", "cost": "1"}
    api.untag_resource(resourceArn=arn, tagKeys=["team"])
    assert api.get_rest_api(restApiId=id)["tags"] == {"cost": "1"}


def domain_is_tagged(aws: Clients) -> None:
    api = aws("apigateway")
    certificate = import_certificate(aws, "api.example.com")
    api.create_domain_name(
        domainName="api.example.com",
        regionalCertificateArn=certificate,
        endpointConfiguration={"types": ["REGIONAL"]},
    )
    arn = f"{ARN}/domainnames/api.example.com"
    api.tag_resource(resourceArn=arn, tags={"team": "orders", "cost": "1"})
    api.untag_resource(resourceArn=arn, tagKeys=["team", "cost"])
    assert api.get_tags(resourceArn=arn)["tags"] == {}


CHECKS: list[Check] = [api_is_tagged, domain_is_tagged]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_missing(aws: Clients) -> None:
    call = aws("apigateway").tag_resource
    assert error_code(call, resourceArn=f"{ARN}/restapis/none", tags={"a": "b"}) == "NotFoundException"
