"""Wait for an ACM certificate."""

from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

CERTIFICATE = "privateapi:acm:Certificate"


class TestCertificateValidation(Lifecycle):
    token = "privateapi:acm:CertificateValidation"
    update = None
    waits_only = True
    replace = {"certificateArn": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        certificate = plugin.create(CERTIFICATE, {"domainName": "a.example.com", "validationMethod": "DNS"})
        return {"certificateArn": certificate.id}

    def changed(self, plugin: Plugin, aws: Clients, changes: Any) -> dict[str, Any]:
        other = plugin.create(CERTIFICATE, {"domainName": "b.example.com", "validationMethod": "DNS"})
        return {"certificateArn": other.id}

    def test_disappears(self, plugin: Plugin, aws: Clients) -> None:
        certificate = plugin.create(CERTIFICATE, {"domainName": "a.example.com", "validationMethod": "DNS"})
        validation = plugin.create(self.token, {"certificateArn": certificate.id})
        plugin.delete(certificate)
        assert plugin.refresh(validation) is None
        plugin.delete(validation)

    def test_not_issued(self, plugin: Plugin) -> None:
        arn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
        with pytest.raises(Refused, match=r"^creating ACM Certificate Validation \(main\): .*ResourceNotFound"):
            plugin.create(self.token, {"certificateArn": arn}, name="main")

    def test_faults(self, plugin: Plugin) -> None:
        _, faults = plugin.faults(urn_of(self.token, "main"), {"certificateArn": "api.example.com"})
        assert faults == {
            "certificateArn": "'api.example.com' is not the ARN of a certificate; "
            "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab is one"
        }
