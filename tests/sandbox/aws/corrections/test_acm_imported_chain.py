"""An imported certificate has the chain that it was imported with."""

from __future__ import annotations

from collections.abc import Callable

from privateapi.sandbox.aws.testing import Clients, import_certificate, make_pem

Check = Callable[[Clients], None]


def no_chain_is_no_chain(aws: Clients) -> None:
    arn = import_certificate(aws)
    assert not aws("acm").get_certificate(CertificateArn=arn).get("CertificateChain")


def test_corrected(aws: Clients) -> None:
    no_chain_is_no_chain(aws)


def test_canary(canary: Callable[[Check], None]) -> None:
    canary(no_chain_is_no_chain)


def test_tags_stay(aws: Clients) -> None:
    arn = import_certificate(aws)
    aws("acm").add_tags_to_certificate(CertificateArn=arn, Tags=[{"Key": "team", "Value": "orders"}])
    certificate, key = make_pem("api.example.internal")
    aws("acm").import_certificate(CertificateArn=arn, Certificate=certificate, PrivateKey=key)
    assert aws("acm").list_tags_for_certificate(CertificateArn=arn)["Tags"] == [{"Key": "team", "Value": "orders"}]
