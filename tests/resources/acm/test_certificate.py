"""ACM certificate."""

from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.acm.certificate import Certificate, CertificateArgs
from privateapi.sandbox.aws.testing import Clients, make_pem
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
BODY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"


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

    def test_forms_of_pem(self, plugin: Plugin) -> None:
        body, key = (text.decode() for text in make_pem("api.example.internal"))
        inputs = {"certificateBody": body, "privateKey": key, "certificateChain": body}
        certificate = plugin.create(self.token, inputs)
        same = {name: "\n" + text.strip().replace("\n", " \r\n") for name, text in inputs.items()}
        assert not plugin.diff(certificate, plugin.check(certificate.urn, same, certificate.inputs))

    def test_chain(self, plugin: Plugin) -> None:
        body, key = (text.decode() for text in make_pem("api.example.internal"))
        inputs = {"certificateBody": body, "privateKey": key}
        certificate = plugin.create(self.token, inputs)
        assert "certificateChain" not in certificate.state
        for chain in (body, None):
            plugin.update(certificate, {**inputs, "certificateChain": chain})
            assert certificate.state.get("certificateChain") == chain

    def test_requested_and_imported(self, plugin: Plugin) -> None:
        """ACM imports again only what was imported."""
        body, key = (text.decode() for text in make_pem("api.example.internal"))
        requested_inputs = {"domainName": "api.example.com", "validationMethod": "DNS"}
        imported_inputs = {"certificateBody": body, "privateKey": key}
        requested = plugin.create(self.token, requested_inputs)
        difference = plugin.diff(requested, plugin.check(requested.urn, imported_inputs, requested.inputs))
        assert set(difference.replaces) == {"certificateBody", "privateKey", "validationMethod"}
        imported = plugin.create(self.token, imported_inputs)
        difference = plugin.diff(imported, plugin.check(imported.urn, requested_inputs, imported.inputs))
        assert "certificateBody" in difference.replaces

    def test_import_by_arn(self, plugin: Plugin) -> None:
        inputs = {"domainName": "api.example.com", "validationMethod": "DNS", "region": "eu-west-1"}
        certificate = plugin.create(self.token, inputs)
        imported = plugin.import_(self.token, certificate.id)
        assert imported is not None and imported["region"] == "eu-west-1"

    def test_transparency_logging(self, plugin: Plugin, aws: Clients) -> None:
        certificate = plugin.create(self.token, self.inputs(plugin, aws))
        inputs = {**self.inputs(plugin, aws), "certificateTransparencyLoggingPreference": "DISABLED"}
        assert plugin.diff(certificate, plugin.check(certificate.urn, inputs, certificate.inputs)).replaces == []
        with stubbed(self.token, service="acm") as (ctx, acm, _):
            options = {"CertificateTransparencyLoggingPreference": "DISABLED"}
            acm.add_response("update_certificate_options", {}, {"CertificateArn": ARN, "Options": options})
            new = CertificateArgs.model_validate(inputs)
            changed = frozenset({"certificate_transparency_logging_preference"})
            Certificate().update(ctx, ARN, Certificate().state(arn=ARN), new, changed)

    def test_private_authority(self) -> None:
        authority = "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1111"
        args = CertificateArgs(
            domain_name="api.example.com",
            subject_alternative_names=["b.example.com"],
            certificate_authority_arn=authority,
            key_algorithm="EC_prime256v1",
            certificate_transparency_logging_preference="DISABLED",
        )
        with stubbed(self.token, service="acm") as (ctx, acm, _):
            request = {
                "DomainName": "api.example.com",
                "SubjectAlternativeNames": ["b.example.com"],
                "CertificateAuthorityArn": authority,
                "KeyAlgorithm": "EC_prime256v1",
                "Options": {"CertificateTransparencyLoggingPreference": "DISABLED"},
                "Tags": [{"Key": key, "Value": value} for key, value in ctx.mark.items()],
            }
            acm.add_response("request_certificate", {"CertificateArn": ARN}, request)
            acm.add_response("remove_tags_from_certificate", {})
            assert Certificate().create(ctx, args) == ARN
            # A private authority needs no validation records: nothing is waited for.
            Certificate().settle(ctx, ARN, args)

    def test_records_awaited(self) -> None:
        args = CertificateArgs(domain_name="api.example.com", validation_method="DNS")
        record = {"Name": "_a.api.example.com", "Type": "CNAME", "Value": "_b.acm-validations.aws"}
        option = {"DomainName": "api.example.com", "ValidationMethod": "DNS"}
        with stubbed(self.token, service="acm") as (ctx, acm, _):
            acm.add_response("describe_certificate", {"Certificate": {}})
            for known in (option, {**option, "ResourceRecord": record}):
                acm.add_response("describe_certificate", {"Certificate": {"DomainValidationOptions": [known]}})
            acm.add_response("remove_tags_from_certificate", {})
            Certificate().settle(ctx, ARN, args)

    def test_request_failed(self) -> None:
        args = CertificateArgs(domain_name="api.example.com", validation_method="DNS")
        with stubbed(self.token, service="acm") as (ctx, acm, _):
            acm.add_response(
                "describe_certificate", {"Certificate": {"Status": "FAILED", "FailureReason": "CAA_ERROR"}}
            )
            with pytest.raises(WaitError, match="^waiting for ValidationRecordsKnown: it is 'FAILED': CAA_ERROR$"):
                Certificate().settle(ctx, ARN, args)

    def test_deleted_when_free(self) -> None:
        with stubbed(self.token, service="acm") as (ctx, acm, _):
            acm.add_client_error("delete_certificate", "ResourceInUseException", "in use")
            acm.add_response("delete_certificate", {})
            Certificate().delete(ctx, ARN, Certificate().state(arn=ARN))

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
                "two ways to validate",
                {
                    "domainName": "a.example.com",
                    "validationMethod": "DNS",
                    "certificateAuthorityArn": "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1",
                },
                {"validationMethod": "give either validationMethod ('DNS') or certificateAuthorityArn (private CA)"},
            ),
            (
                "no authority",
                {"domainName": "a.example.com", "certificateAuthorityArn": "my-ca"},
                {
                    "certificateAuthorityArn": "'my-ca' is not the ARN of a private certificate authority; "
                    "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab "
                    "is one"
                },
            ),
            (
                "requested and imported",
                {"domainName": "a.example.com", "validationMethod": "DNS", "certificateBody": BODY, "privateKey": KEY},
                {
                    "domainName": "give either domainName (requested) or certificateBody and privateKey (imported)",
                    "validationMethod": "is for requested certificates, not for imported ones",
                },
            ),
            (
                "body without key",
                {"certificateBody": BODY},
                {"privateKey": "is required with certificateBody, and goes with it only"},
            ),
            (
                "chain of nothing",
                {"domainName": "a.example.com", "validationMethod": "DNS", "certificateChain": BODY},
                {"certificateChain": "goes with certificateBody only"},
            ),
            (
                "encrypted key",
                {"certificateBody": BODY, "privateKey": "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE"},
                {
                    "privateKey": "is encrypted; ACM takes an unencrypted one, which begins with "
                    "'-----BEGIN PRIVATE KEY-----'"
                },
            ),
            (
                "no key",
                {"certificateBody": BODY, "privateKey": "secret"},
                {"privateKey": "is no private key in PEM form, which begins with '-----BEGIN PRIVATE KEY-----'"},
            ),
            (
                "no certificate",
                {"certificateBody": "file://certificate.pem", "privateKey": KEY},
                {
                    "certificateBody": "'file://certificate.pem' is no certificate in PEM form; one begins with "
                    "'-----BEGIN CERTIFICATE-----'"
                },
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
