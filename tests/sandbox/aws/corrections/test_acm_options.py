"""Options of requested certificates can be changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate

Check = Callable[[Clients], None]

OFF: dict[str, Any] = {"Options": {"CertificateTransparencyLoggingPreference": "DISABLED"}}


def preference_is_changed(aws: Clients) -> None:
    client = aws("acm")
    arn = client.request_certificate(DomainName="api.example.com", ValidationMethod="DNS")["CertificateArn"]
    client.update_certificate_options(CertificateArn=arn, **OFF)
    options = client.describe_certificate(CertificateArn=arn)["Certificate"]["Options"]
    assert options["CertificateTransparencyLoggingPreference"] == "DISABLED"


def imported_certificate_is_refused(aws: Clients) -> None:
    update = aws("acm").update_certificate_options
    assert error_code(update, CertificateArn=import_certificate(aws), **OFF) == "InvalidStateException"


def unknown_certificate_is_not_found(aws: Clients) -> None:
    unknown = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    update = aws("acm").update_certificate_options
    assert error_code(update, CertificateArn=unknown, **OFF) == "ResourceNotFoundException"


CHECKS: list[Check] = [
    preference_is_changed,
    imported_certificate_is_refused,
    unknown_certificate_is_not_found,
]


@pytest.mark.parametrize("check", CHECKS)
def test_options(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
