"""Quotas of an account without an increase."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.facts.quotas import quota_table
from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]
CODES = {
    quota.service_code: quota.quota_code
    for quota in quota_table().quotas.values()
    if quota.cloud == "aws" and quota.service_code and quota.quota_code
}


def all_services_are_listed(aws: Clients) -> None:
    for service, code in CODES.items():
        found = {each["QuotaCode"] for each in aws("service-quotas").list_service_quotas(ServiceCode=service)["Quotas"]}
        assert code in found, service


def one_quota_is_told(aws: Clients) -> None:
    quota = aws("service-quotas").get_service_quota(ServiceCode="apigateway", QuotaCode="L-A966AB5C")["Quota"]
    assert (quota["Value"], quota["Adjustable"]) == (600.0, False)


def routes_of_a_table_are_those_of_today(aws: Clients) -> None:
    quota = aws("service-quotas").get_service_quota(ServiceCode="vpc", QuotaCode="L-93826ACB")["Quota"]
    assert quota["Value"] == 500.0


def arn_has_the_region_and_the_account(aws: Clients) -> None:
    quota = aws("service-quotas").get_service_quota(ServiceCode="vpc", QuotaCode="L-F678F1CE")["Quota"]
    assert quota["QuotaArn"] == "arn:aws:servicequotas:us-east-1:123456789012:vpc/L-F678F1CE"


CHECKS: list[Check] = [
    all_services_are_listed,
    one_quota_is_told,
    routes_of_a_table_are_those_of_today,
    arn_has_the_region_and_the_account,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_pages(aws: Clients) -> None:
    client = aws("service-quotas")
    whole = client.list_service_quotas(ServiceCode="apigateway")["Quotas"]
    pages = list(
        client.get_paginator("list_service_quotas").paginate(ServiceCode="apigateway", PaginationConfig={"PageSize": 7})
    )
    assert len(pages) > 1 and [quota for page in pages for quota in page["Quotas"]] == whole
    (one,) = client.list_service_quotas(ServiceCode="apigateway", QuotaCode="L-A966AB5C")["Quotas"]
    assert one["QuotaName"]
    code = error_code(client.list_service_quotas, ServiceCode="vpc", NextToken="none")
    assert code == "InvalidPaginationTokenException"


def test_what_moto_knows_beside_the_table_stays(aws: Clients) -> None:
    quotas = aws("service-quotas").list_aws_default_service_quotas(ServiceCode="vpc")["Quotas"]
    assert "Egress-only internet gateways per Region" in {each["QuotaName"] for each in quotas}


def test_unknown(aws: Clients) -> None:
    client = aws("service-quotas")
    assert error_code(client.list_service_quotas, ServiceCode="none") == "NoSuchResourceException"
    assert error_code(client.get_service_quota, ServiceCode="vpc", QuotaCode="L-00000000") == "NoSuchResourceException"
    west = aws("service-quotas", "us-west-2")
    assert error_code(west.list_service_quotas, ServiceCode="route53") == "NoSuchResourceException"
