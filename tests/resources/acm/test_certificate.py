"""ACM certificate."""

from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, make_pem
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle


class TestCertificate(Lifecycle):
    token = "privateapi:acm:Certificate"
    update = {"tags": {"team": "payments"}}
    replace = {"domainName": "other.example.com"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"domainName": "api.example.com", "validationMethod": "DNS", "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return kept.id not in {
            each["CertificateArn"] for each in aws("acm").list_certificates()["CertificateSummaryList"]
        }

    def test_validation_records(self, plugin: Plugin) -> None:
        certificate = plugin.create(self.token, self.inputs(plugin, None))  # type: ignore[arg-type]
        option = certificate["domainValidationOptions"][0]
        assert option["domainName"] == "api.example.com"
        assert option["resourceRecordType"] == "CNAME"
        assert option["resourceRecordName"] and option["resourceRecordValue"]

    def test_names(self, plugin: Plugin) -> None:
        inputs = {"domainName": "a.example.com", "subjectAlternativeNames": ["c.example.com", "b.example.com"]}
        certificate = plugin.create(self.token, {**inputs, "validationMethod": "DNS"})
        assert certificate["subjectAlternativeNames"] == ["b.example.com", "c.example.com"]

    def test_imported(self, plugin: Plugin, aws: Clients) -> None:
        body, key = (text.decode() for text in make_pem("api.example.internal"))
        inputs = {"certificateBody": body, "privateKey": key}
        certificate = plugin.create(self.token, inputs)
        assert "privateKey" in plugin.secrets
        assert certificate["type"] == "IMPORTED" and certificate["notAfter"]
        refreshed = plugin.refresh(certificate)
        assert refreshed is not None and not plugin.diff(refreshed, certificate.inputs)
        renewed, new_key = (text.decode() for text in make_pem("api.example.internal"))
        news = {"certificateBody": renewed, "privateKey": new_key}
        assert plugin.diff(certificate, plugin.check(certificate.urn, news)).replaces == []
        id = certificate.id
        plugin.update(certificate, news)
        assert certificate.id == id
        assert aws("acm").get_certificate(CertificateArn=id)["Certificate"] == renewed

    def test_private_key_never_shown(self, plugin: Plugin) -> None:
        inputs = {"certificateBody": "no certificate", "privateKey": "my-private-key"}
        _, faults = plugin.faults(urn_of(self.token, "main"), inputs)
        assert set(faults) == {"certificateBody", "privateKey"}
        assert "my-private-key" not in "".join(faults.values())
        body, _ = make_pem("a.example.com")
        _, other = make_pem("b.example.com")
        broken = other.decode().replace("\n", "\nA", 1)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"certificateBody": body.decode(), "privateKey": broken}, name="main")
        assert refused.value.text.startswith("creating ACM Certificate (main): ValidationException")
        assert broken.splitlines()[1] not in refused.value.text

    @pytest.mark.parametrize(
        ("case", "inputs", "faults"),
        [
            (
                "nothing",
                {},
                {
                    "domainName": "give either domainName (requested) or certificateBody and privateKey (imported)",
                    "validationMethod": "give either validationMethod ('DNS') or certificateAuthorityArn (private CA)",
                },
            ),
            (
                "no way to validate",
                {"domainName": "a.example.com"},
                {"validationMethod": "give either validationMethod ('DNS') or certificateAuthorityArn (private CA)"},
            ),
            (
                "bad name",
                {"domainName": "a..com", "validationMethod": "DNS"},
                {
                    "domainName": "'a..com' has an empty label; labels are 1 to 63 letters, digits and hyphens, as in "
                    "api.internal.example.com"
                },
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], faults: dict[str, str]) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults
