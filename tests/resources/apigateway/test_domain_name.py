"""API Gateway custom domain name."""

from collections.abc import Iterator
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"


class TestDomainName(Lifecycle):
    token = "privateapi:apigateway:DomainName"
    update = {"securityPolicy": "TLS_1_0", "tags": {"team": "payments"}}
    replace = {"domainName": "other.internal.example.com"}

    @pytest.fixture(autouse=True)
    def certificate(self, aws: Clients) -> Iterator[None]:
        self.arn = import_certificate(aws, "api.internal.example.com")
        yield
        aws("acm").delete_certificate(CertificateArn=self.arn)

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "domainName": "api.internal.example.com",
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": self.arn,
            "securityPolicy": "TLS_1_2",
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("apigateway").get_domain_name, domainName=kept.id) == "NotFoundException"

    def test_target(self, plugin: Plugin, aws: Clients) -> None:
        domain = plugin.create(self.token, self.inputs(plugin, aws))
        assert domain["regionalDomainName"].endswith(".execute-api.us-east-1.amazonaws.com")
        assert domain["regionalHostedZoneId"].startswith("Z")
        assert domain.state.get("distributionDomainName") is None

    def test_certificate_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, inputs)
        other = import_certificate(aws, "api.internal.example.com")
        plugin.update(domain, {**inputs, "regionalCertificateArn": other})
        assert domain["regionalCertificateArn"] == other
        plugin.delete(domain)
        aws("acm").delete_certificate(CertificateArn=other)

    def test_name_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused, match=r"^creating API Gateway Domain Name \(second\): "):
            plugin.create(self.token, inputs, name="second")

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "no certificate",
                {"regionalCertificateArn": None},
                {"regionalCertificateArn": "is required for a REGIONAL domain name"},
            ),
            (
                "certificate of the other kind",
                {"certificateArn": ARN},
                {"certificateArn": "a REGIONAL domain name takes regionalCertificateArn instead"},
            ),
            (
                "policy",
                {"policy": {"Statement": []}},
                {"policy": "is for PRIVATE domain names; a REGIONAL one has none"},
            ),
            (
                "name",
                {"domainName": "api_.example..com"},
                {
                    "domainName": "'api_.example..com' has an empty label; labels are 1 to 63 letters, digits and "
                    "hyphens, as in api.internal.example.com"
                },
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {
            "domainName": "api.internal.example.com",
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": ARN,
        }
        assert plugin.faults(urn_of(self.token, "main"), {**inputs, **changes})[1] == faults
