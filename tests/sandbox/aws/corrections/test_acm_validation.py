"""A requested certificate is issued at once."""

from __future__ import annotations

from collections.abc import Callable

from privateapi.sandbox.aws.testing import Clients

Check = Callable[[Clients], None]


def certificate_is_issued(aws: Clients) -> None:
    acm = aws("acm")
    arn = acm.request_certificate(DomainName="api.example.com", ValidationMethod="DNS")["CertificateArn"]
    certificate = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    assert certificate["Status"] == "ISSUED"
    assert certificate["DomainValidationOptions"][0]["ResourceRecord"]["Type"] == "CNAME"


def test_corrected(aws: Clients) -> None:
    certificate_is_issued(aws)


def test_canary(canary: Callable[[Check], None]) -> None:
    canary(certificate_is_issued)
