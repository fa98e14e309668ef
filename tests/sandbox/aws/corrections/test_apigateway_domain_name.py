"""Custom domains answer as in AWS: fields per kind, updates, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate

Check = Callable[[Clients], None]

POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}],
    }
)


def regional(aws: Clients, region: str = "us-west-2", **changes: Any) -> dict[str, Any]:
    return {
        "domainName": "api.example.internal",
        "regionalCertificateArn": import_certificate(aws, region=region),
        "endpointConfiguration": {"types": ["REGIONAL"]},
        **changes,
    }


def private(aws: Clients, region: str = "us-west-2", **changes: Any) -> dict[str, Any]:
    return {
        "domainName": "api.example.internal",
        "certificateArn": import_certificate(aws, region=region),
        "endpointConfiguration": {"types": ["PRIVATE"]},
        "policy": POLICY,
        **changes,
    }


def create(aws: Clients, arguments: dict[str, Any]) -> dict[str, Any]:
    return body(aws("apigateway", "us-west-2").create_domain_name(**arguments))


def body(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


def regional_domain_has_regional_fields(aws: Clients) -> None:
    given = regional(aws, tags={"Name": "api"})
    made = create(aws, given)
    target = made.pop("regionalDomainName")
    assert target.startswith("d-") and target.endswith(".execute-api.us-west-2.amazonaws.com")
    assert made == {
        "domainName": "api.example.internal",
        "domainNameArn": "arn:aws:apigateway:us-west-2::/domainnames/api.example.internal",
        "domainNameStatus": "AVAILABLE",
        "endpointConfiguration": {"types": ["REGIONAL"], "ipAddressType": "ipv4"},
        "regionalCertificateArn": given["regionalCertificateArn"],
        "regionalHostedZoneId": "Z2OJLYMUO9EFXC",
        "securityPolicy": "TLS_1_2",
        "tags": {"Name": "api"},
    }


def private_domains_of_one_name_have_ids(aws: Clients) -> None:
    gateway = aws("apigateway", "us-west-2")
    first, second = create(aws, private(aws)), create(aws, private(aws))
    assert first["domainNameId"] != second["domainNameId"]
    assert first["domainNameArn"] == (
        f"arn:aws:apigateway:us-west-2:123456789012:/domainnames/api.example.internal+{first['domainNameId']}"
    )
    assert not any("regional" in key or "distribution" in key for key in first)
    assert json.loads(f'"{first["policy"]}"') == POLICY, "answered with escaped quotation marks"
    named = {"domainName": "api.example.internal", "domainNameId": second["domainNameId"]}
    assert body(gateway.get_domain_name(**named)) == second
    assert error_code(gateway.get_domain_name, domainName="api.example.internal") == "NotFoundException"
    gateway.delete_domain_name(**named)
    assert [item["domainNameId"] for item in gateway.get_domain_names()["items"]] == [first["domainNameId"]]


def domain_can_be_updated(aws: Clients) -> None:
    gateway = aws("apigateway", "us-west-2")
    create(aws, regional(aws))
    certificate = import_certificate(aws, "other.example.internal", "us-west-2")
    operations = [
        {"op": "replace", "path": "/regionalCertificateArn", "value": certificate},
        {"op": "replace", "path": "/securityPolicy", "value": "TLS_1_0"},
        {"op": "replace", "path": "/endpointConfiguration/ipAddressType", "value": "dualstack"},
    ]
    updated = body(gateway.update_domain_name(domainName="api.example.internal", patchOperations=operations))
    assert body(gateway.get_domain_name(domainName="api.example.internal")) == updated
    assert (updated["regionalCertificateArn"], updated["securityPolicy"]) == (certificate, "TLS_1_0")
    assert updated["endpointConfiguration"]["ipAddressType"] == "dualstack"


def policy_of_a_private_domain_can_be_updated(aws: Clients) -> None:
    gateway = aws("apigateway", "us-west-2")
    made = create(aws, private(aws))
    deny = POLICY.replace("Allow", "Deny")
    updated = gateway.update_domain_name(
        domainName=made["domainName"],
        domainNameId=made["domainNameId"],
        patchOperations=[{"op": "replace", "path": "/policy", "value": deny}],
    )
    assert json.loads(f'"{updated["policy"]}"') == deny


def update_refuses_what_cannot_change(aws: Clients) -> None:
    create(aws, regional(aws))
    update = aws("apigateway", "us-west-2").update_domain_name
    for path, value in (
        ("/domainName", "other.example.internal"),
        ("/endpointConfiguration/types/REGIONAL", "PRIVATE"),
        ("/regionalCertificateArn", "arn:aws:acm:us-west-2:123456789012:certificate/0"),
        ("/policy", POLICY),
    ):
        operations = [{"op": "replace", "path": path, "value": value}]
        arguments = {"domainName": "api.example.internal", "patchOperations": operations}
        assert error_code(update, **arguments) == "BadRequestException", path


CHECKS = [
    regional_domain_has_regional_fields,
    private_domains_of_one_name_have_ids,
    domain_can_be_updated,
    policy_of_a_private_domain_can_be_updated,
    update_refuses_what_cannot_change,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


CASES = [
    "a domain that exists",
    "no certificate",
    "a certificate of another region",
    "the edge certificate for a regional domain",
    "a policy for a regional domain",
    "a policy that is none",
    "a name that is none",
]


def refuse(aws: Clients, case: str) -> None:
    if case == "a domain that exists":
        create(aws, regional(aws))
    elsewhere = import_certificate(aws, region="eu-west-1")
    arguments = {
        "a domain that exists": regional(aws),
        "no certificate": regional(aws, regionalCertificateArn=""),
        "a certificate of another region": regional(aws, regionalCertificateArn=elsewhere),
        "the edge certificate for a regional domain": regional(aws, certificateArn=elsewhere),
        "a policy for a regional domain": regional(aws, policy=POLICY),
        "a policy that is none": private(aws, policy='{"Statement": []}'),
        "a name that is none": regional(aws, domainName="api_example"),
    }[case]
    gateway = aws("apigateway", "us-west-2")
    before = len(gateway.get_domain_names()["items"])
    assert error_code(gateway.create_domain_name, **arguments) == "BadRequestException"
    assert len(gateway.get_domain_names()["items"]) == before


@pytest.mark.parametrize("case", CASES)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", CASES)
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_edge_domain_has_edge_fields(aws: Clients) -> None:
    certificate = import_certificate(aws)
    made = create(aws, {"domainName": "api.example.com", "certificateArn": certificate})
    assert made["distributionHostedZoneId"] == "Z2FDTNDATAQYW2"
    assert made["distributionDomainName"].endswith(".cloudfront.net")
    assert made["endpointConfiguration"]["types"] == ["EDGE"]
    assert "regionalDomainName" not in made


def test_domains_are_listed_in_pages(aws: Clients) -> None:
    for number in range(3):
        create(aws, regional(aws, domainName=f"api-{number}.example.internal"))
    paginator = aws("apigateway", "us-west-2").get_paginator("get_domain_names")
    pages = list(paginator.paginate(PaginationConfig={"PageSize": 2}))
    assert [len(page["items"]) for page in pages] == [2, 1]
