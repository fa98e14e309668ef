"""Typed classes of the `acm` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Literal, Optional

import pulumi

from privateapi.sdk._base import Resource


@pulumi.output_type
class CertificateValidationOption(dict):  # type: ignore[type-arg]
    """How one name of a requested certificate is validated."""

    domain_name: str = pulumi.property("domainName")
    """The name."""
    resource_record_name: Optional[str] = pulumi.property("resourceRecordName", default=None)
    """Name of the DNS record that proves the ownership."""
    resource_record_type: Optional[str] = pulumi.property("resourceRecordType", default=None)
    """Its type, ``CNAME``."""
    resource_record_value: Optional[str] = pulumi.property("resourceRecordValue", default=None)
    """Its value."""


@pulumi.input_type
class _CertificateArgs:
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    domain_name: Optional[pulumi.Input[str]] = pulumi.property("domainName", default=None)
    subject_alternative_names: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "subjectAlternativeNames", default=None
    )
    validation_method: Optional[pulumi.Input[Literal["DNS", "EMAIL"]]] = pulumi.property(
        "validationMethod", default=None
    )
    certificate_authority_arn: Optional[pulumi.Input[str]] = pulumi.property("certificateAuthorityArn", default=None)
    key_algorithm: Optional[
        pulumi.Input[Literal["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]]
    ] = pulumi.property("keyAlgorithm", default=None)
    certificate_transparency_logging_preference: Optional[pulumi.Input[Literal["ENABLED", "DISABLED"]]] = (
        pulumi.property("certificateTransparencyLoggingPreference", default=None)
    )
    certificate_body: Optional[pulumi.Input[str]] = pulumi.property("certificateBody", default=None)
    private_key: Optional[pulumi.Input[str]] = pulumi.property("privateKey", default=None)
    certificate_chain: Optional[pulumi.Input[str]] = pulumi.property("certificateChain", default=None)


class Certificate(Resource):
    """A certificate of ACM for load balancers and API Gateway.

    A requested one is not waited for: the records in ``domain_validation_options`` come first. `CertificateValidation`
    waits until it is issued.
    """

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    domain_name: pulumi.Output[Optional[str]] = pulumi.property("domainName")
    """Name of a requested certificate; an imported one has its own."""
    subject_alternative_names: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("subjectAlternativeNames")
    """Further names; the domain name itself is among them in AWS's answer and is left out here."""
    validation_method: pulumi.Output[Optional[str]] = pulumi.property("validationMethod")
    """How the ownership of the names is proved; for requested certificates of public CAs."""
    certificate_authority_arn: pulumi.Output[Optional[str]] = pulumi.property("certificateAuthorityArn")
    """Private CA that issues the certificate; no validation is needed then."""
    key_algorithm: pulumi.Output[Optional[str]] = pulumi.property("keyAlgorithm")
    """Algorithm of the key pair of a requested certificate; left out, RSA_2048."""
    certificate_transparency_logging_preference: pulumi.Output[Optional[str]] = pulumi.property(
        "certificateTransparencyLoggingPreference"
    )
    """Whether a requested certificate is logged publicly."""
    certificate_body: pulumi.Output[Optional[str]] = pulumi.property("certificateBody")
    """PEM text of an imported certificate."""
    private_key: pulumi.Output[Optional[str]] = pulumi.property("privateKey")
    """PEM text of its unencrypted private key."""
    certificate_chain: pulumi.Output[Optional[str]] = pulumi.property("certificateChain")
    """PEM text of the certificates of its authorities."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    domain_validation_options: pulumi.Output[Optional[Sequence[CertificateValidationOption]]] = pulumi.property(
        "domainValidationOptions"
    )
    """Records that prove the ownership of a requested certificate's names."""
    not_after: pulumi.Output[Optional[str]] = pulumi.property("notAfter")
    """When it expires, in UTC (ISO 8601); unknown until it is issued."""
    type: pulumi.Output[str] = pulumi.property("type")
    """``AMAZON_ISSUED``, ``IMPORTED`` or ``PRIVATE``."""
    _token = "privateapi:acm:Certificate"
    _args_type = _CertificateArgs
    _outputs = ("arn", "domain_validation_options", "not_after", "type")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        region: pulumi.Input[str] | None = None,
        domain_name: pulumi.Input[str] | None = None,
        subject_alternative_names: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        validation_method: pulumi.Input[Literal["DNS", "EMAIL"]] | None = None,
        certificate_authority_arn: pulumi.Input[str] | None = None,
        key_algorithm: pulumi.Input[
            Literal["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]
        ]
        | None = None,
        certificate_transparency_logging_preference: pulumi.Input[Literal["ENABLED", "DISABLED"]] | None = None,
        certificate_body: pulumi.Input[str] | None = None,
        private_key: pulumi.Input[str] | None = None,
        certificate_chain: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "region": region,
                "domain_name": domain_name,
                "subject_alternative_names": subject_alternative_names,
                "validation_method": validation_method,
                "certificate_authority_arn": certificate_authority_arn,
                "key_algorithm": key_algorithm,
                "certificate_transparency_logging_preference": certificate_transparency_logging_preference,
                "certificate_body": certificate_body,
                "private_key": private_key,
                "certificate_chain": certificate_chain,
            },
        )


@pulumi.input_type
class _CertificateValidationArgs:
    certificate_arn: pulumi.Input[str] = pulumi.property("certificateArn")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class CertificateValidation(Resource):
    """Waits until a requested certificate is issued; AWS has nothing of its own for it.

    Listeners and domains take an issued certificate only: give them ``certificate_arn`` of this resource. The default
    time-out is 75 minutes; AWS gives up after 72 hours.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """AWS Region; left out, the provider's region."""
    certificate_arn: pulumi.Output[str] = pulumi.property("certificateArn")
    """ARN of the requested certificate. Let this depend on the validation records."""
    status: pulumi.Output[str] = pulumi.property("status")
    """``ISSUED``."""
    _token = "privateapi:acm:CertificateValidation"
    _args_type = _CertificateValidationArgs
    _outputs = ("status",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        certificate_arn: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "certificate_arn": certificate_arn,
            },
        )
