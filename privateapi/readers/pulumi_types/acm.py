"""Certificates."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import Certificate, CertificateValidation, Node
from privateapi.topology.values import Known


@reads("privateapi:acm:Certificate", "aws:acm/certificate:Certificate", id="arn", names=("certificateArn",))
def certificate(read: Reading) -> Iterator[Node]:
    yield Certificate(
        **read.node,
        domain_name=read.text("domainName"),
        subject_alternative_names=read.texts("subjectAlternativeNames"),
        validation_method=read.text("validationMethod"),
        imported=Known(read.given("certificateBody", "privateKey")),
        certificate_authority=read.ref("certificateAuthorityArn"),
        status=read.text("status"),
        not_after=read.text("notAfter"),
    )


@reads("privateapi:acm:CertificateValidation", "aws:acm/certificateValidation:CertificateValidation")
def certificate_validation(read: Reading) -> Iterator[Node]:
    yield CertificateValidation(
        **read.node,
        certificate=read.ref("certificateArn"),
        validation_records=read.texts("validationRecordFqdns"),
    )
