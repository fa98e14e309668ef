"""Certificates (ACM API: RequestCertificate, ImportCertificate, UpdateCertificateOptions)."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.kinds import DomainName, Ids
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, Secret, WriteOnly
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource, own_tags, tag_changes

KeyAlgorithm = Literal["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]


def _pem(value: Any) -> Any:
    """PEM text in one form: ACM gives it back without the line ends and blank lines that a file may have."""
    if not isinstance(value, str):
        return value
    return "".join(f"{line.strip()}\n" for line in value.splitlines() if line.strip())


def _certificate_pem(value: str) -> str:
    if not value.startswith("-----BEGIN CERTIFICATE-----\n"):
        begins = value[:30].rstrip() + ("..." if len(value) > 31 else "")
        raise ValueError(f"{begins!r} is no certificate in PEM form; one begins with '-----BEGIN CERTIFICATE-----'")
    return value


def _authority(value: str) -> str:
    if not re.fullmatch(r"arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority/.+", value):
        right = "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/1234abcd-12ab-34cd-56ef-1234567890ab"
        raise ValueError(f"{value!r} is not the ARN of a private certificate authority; {right} is one")
    return value


CertificatePem = Annotated[str, BeforeValidator(_pem), AfterValidator(_certificate_pem)]


class CertificateValidationOption(Model):
    """How one name of a requested certificate is validated."""

    domain_name: str
    """The name."""
    resource_record_name: str | None = None
    """Name of the DNS record that proves the ownership."""
    resource_record_type: str | None = None
    """Its type, ``CNAME``."""
    resource_record_value: str | None = None
    """Its value."""


class CertificateArgs(RegionalArgs, TaggedArgs):
    """Inputs of a certificate: requested (``domain_name``) or imported (``certificate_body`` and ``private_key``)."""

    domain_name: Annotated[DomainName | None, Replaces(), Chosen()] = None
    """Name of a requested certificate; an imported one has its own."""
    subject_alternative_names: Annotated[Ids | None, Replaces(), Chosen(), Field(max_length=99)] = None
    """Further names; the domain name itself is among them in AWS's answer and is left out here."""
    validation_method: Annotated[Literal["DNS", "EMAIL"] | None, Replaces()] = None
    """How the ownership of the names is proved; for requested certificates of public CAs."""
    certificate_authority_arn: Annotated[Annotated[str, AfterValidator(_authority)] | None, Replaces()] = None
    """Private CA that issues the certificate; no validation is needed then."""
    key_algorithm: Annotated[KeyAlgorithm | None, Replaces(), Chosen()] = None
    """Algorithm of the key pair of a requested certificate; left out, RSA_2048."""
    certificate_transparency_logging_preference: Annotated[Literal["ENABLED", "DISABLED"] | None, Chosen()] = None
    """Whether a requested certificate is logged publicly."""
    certificate_body: CertificatePem | None = None
    """PEM text of an imported certificate."""
    private_key: Annotated[str | None, BeforeValidator(_pem), Secret(), WriteOnly()] = None
    """PEM text of its unencrypted private key."""
    certificate_chain: CertificatePem | None = None
    """PEM text of the certificates of its authorities."""

    @property
    def imported(self) -> bool:
        """Whether the certificate is imported and not requested."""
        return self.certificate_body is not None

    def faults(self) -> Iterator[Fault]:
        if self.imported == (self.domain_name is not None):
            yield Fault("domainName", "give either domainName (requested) or certificateBody and privateKey (imported)")
        if self.imported != (self.private_key is not None):
            yield Fault("privateKey", "is required with certificateBody, and goes with it only")
        # The value itself must not be shown.
        if isinstance(self.private_key, str) and not re.match(
            "-----BEGIN (RSA |EC )?PRIVATE KEY-----", self.private_key
        ):
            encrypted = "ENCRYPTED" in self.private_key.partition("\n")[0]
            fault = "is encrypted; ACM takes an unencrypted one" if encrypted else "is no private key in PEM form"
            yield Fault("privateKey", f"{fault}, which begins with '-----BEGIN PRIVATE KEY-----'")
        if self.certificate_chain is not None and not self.imported:
            yield Fault("certificateChain", "goes with certificateBody only")
        if self.imported:
            for path, value in (
                ("validationMethod", self.validation_method),
                ("certificateAuthorityArn", self.certificate_authority_arn),
                ("keyAlgorithm", self.key_algorithm),
            ):
                if value is not None:
                    yield Fault(path, "is for requested certificates, not for imported ones")
        elif (self.validation_method is None) == (self.certificate_authority_arn is None):
            yield Fault(
                "validationMethod", "give either validationMethod ('DNS') or certificateAuthorityArn (private CA)"
            )


class CertificateState(CertificateArgs, State):
    """A certificate; its id is its ARN."""

    arn: str
    """ARN."""
    domain_validation_options: list[CertificateValidationOption] | None = None
    """Records that prove the ownership of a requested certificate's names."""
    not_after: Annotated[str | None, ChangesWith("certificate_body", "private_key", "certificate_chain")] = None
    """When it expires, in UTC (ISO 8601); unknown until it is issued."""
    type: str
    """``AMAZON_ISSUED``, ``IMPORTED`` or ``PRIVATE``."""


class Certificate(Resource[CertificateArgs, CertificateState]):
    """A certificate of ACM for load balancers and API Gateway.

    A requested one is not waited for: the records in ``domain_validation_options`` come first. `CertificateValidation`
    waits until it is issued.
    """

    noun = "ACM Certificate"
    service = "acm"

    def create(self, ctx: Context, args: CertificateArgs) -> str:
        acm = ctx.client("acm")
        tags = _tag_list({**(args.tags or {}), **ctx.mark})
        if args.imported:
            return str(acm.import_certificate(**_import_request(args), Tags=tags)["CertificateArn"])
        request: dict[str, Any] = {"DomainName": args.domain_name, "Tags": tags}
        if args.subject_alternative_names:
            request["SubjectAlternativeNames"] = args.subject_alternative_names
        if args.validation_method is not None:
            request["ValidationMethod"] = args.validation_method
        if args.certificate_authority_arn is not None:
            request["CertificateAuthorityArn"] = args.certificate_authority_arn
        if args.key_algorithm is not None:
            request["KeyAlgorithm"] = args.key_algorithm
        if args.certificate_transparency_logging_preference is not None:
            request["Options"] = _options(args)
        return str(acm.request_certificate(**request)["CertificateArn"])

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        # Only what was imported is imported again in its place (ACM API, ImportCertificate).
        moved = absent(old.get("certificateBody")) != absent(new.get("certificateBody"))
        return frozenset({"certificate_body", "private_key", "certificate_chain"}) if moved else frozenset()

    def settle(self, ctx: Context, id: str, args: CertificateArgs) -> None:
        if args.validation_method == "DNS":
            ctx.wait("acm", "ValidationRecordsKnown", 120, CertificateArn=id)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.client("acm").remove_tags_from_certificate(CertificateArn=id, Tags=[{"Key": MARK}])

    def find_interrupted(self, ctx: Context, args: CertificateArgs) -> str | None:
        found = [arn for arn in ctx.take_interrupted("arn:") if ":certificate/" in arn]
        return found[0] if found else None

    def read(self, ctx: Context, id: str, prior: CertificateState | None) -> CertificateState | None:
        acm = ctx.client("acm")
        detail = acm.describe_certificate(CertificateArn=id)["Certificate"]
        tags = acm.list_tags_for_certificate(CertificateArn=id)["Tags"]
        imported = detail["Type"] == "IMPORTED"
        pem = acm.get_certificate(CertificateArn=id) if imported else {}
        options = detail.get("DomainValidationOptions", [])
        logging = detail.get("Options", {}).get("CertificateTransparencyLoggingPreference")
        return self.state(
            region=ctx.region,
            tags=own_tags({tag["Key"]: tag.get("Value", "") for tag in tags}),
            domain_name=None if imported else detail["DomainName"],
            subject_alternative_names=None
            if imported
            else [name for name in detail.get("SubjectAlternativeNames", []) if name != detail["DomainName"]] or None,
            validation_method=next((each["ValidationMethod"] for each in options if "ValidationMethod" in each), None)
            if detail["Type"] == "AMAZON_ISSUED"
            else None,
            certificate_authority_arn=detail.get("CertificateAuthorityArn"),
            key_algorithm=None if imported else str(detail.get("KeyAlgorithm", "")).replace("-", "_") or None,
            certificate_transparency_logging_preference=None if imported else logging,
            certificate_body=pem.get("Certificate"),
            private_key=prior.private_key if prior else None,
            certificate_chain=pem.get("CertificateChain") or None,
            arn=detail["CertificateArn"],
            domain_validation_options=[_option(each) for each in options] or None,
            not_after=detail["NotAfter"].isoformat() if imported and "NotAfter" in detail else None,
            type=detail["Type"],
        )

    def update(
        self, ctx: Context, id: str, old: CertificateState, new: CertificateArgs, changed: frozenset[str]
    ) -> None:
        acm = ctx.client("acm")
        if changed & {"certificate_body", "private_key", "certificate_chain"}:
            acm.import_certificate(CertificateArn=id, **_import_request(new))
        if "certificate_transparency_logging_preference" in changed:
            acm.update_certificate_options(CertificateArn=id, Options=_options(new))
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                acm.remove_tags_from_certificate(CertificateArn=id, Tags=[{"Key": key} for key in to_remove])
            if to_set:
                acm.add_tags_to_certificate(CertificateArn=id, Tags=_tag_list(to_set))

    def delete(self, ctx: Context, id: str, state: CertificateState) -> None:
        # A listener or a domain that is deleted at the same time may hold the certificate for some minutes.
        ctx.retry("acm", "dependency", lambda: ctx.client("acm").delete_certificate(CertificateArn=id), 600)


def _import_request(args: CertificateArgs) -> dict[str, Any]:
    request = {"Certificate": str(args.certificate_body).encode(), "PrivateKey": str(args.private_key).encode()}
    if args.certificate_chain is not None:
        request["CertificateChain"] = args.certificate_chain.encode()
    return request


def _options(args: CertificateArgs) -> dict[str, str]:
    return {"CertificateTransparencyLoggingPreference": args.certificate_transparency_logging_preference or "ENABLED"}


def _option(option: dict[str, Any]) -> dict[str, Any]:
    record = option.get("ResourceRecord", {})
    return {
        "domainName": option["DomainName"],
        "resourceRecordName": record.get("Name"),
        "resourceRecordType": record.get("Type"),
        "resourceRecordValue": record.get("Value"),
    }


def _tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]
