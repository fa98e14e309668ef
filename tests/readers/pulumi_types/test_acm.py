"""Certificates."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import Certificate, CertificateValidation
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "a requested certificate",
        "aws:acm/certificate:Certificate",
        {
            "domainName": "api.example.com",
            "subjectAlternativeNames": ["b.example.com"],
            "validationMethod": "DNS",
            "status": "ISSUED",
            "notAfter": "2027-01-01T00:00:00Z",
        },
        {},
        Certificate,
        {
            "domain_name": "api.example.com",
            "subject_alternative_names": ["b.example.com"],
            "validation_method": "DNS",
            "imported": False,
            "certificate_authority": None,
            "status": "ISSUED",
            "not_after": "2027-01-01T00:00:00Z",
        },
    ),
    (
        "an imported certificate",
        "privateapi:acm:Certificate",
        {"certificateBody": "-----BEGIN"},
        {},
        Certificate,
        {"imported": True, "domain_name": None},
    ),
    (
        "a private certificate",
        "privateapi:acm:Certificate",
        {"domainName": "a", "certificateAuthorityArn": "arn:ca"},
        {},
        Certificate,
        {"certificate_authority": "arn:ca"},
    ),
    (
        "a validation",
        "aws:acm/certificateValidation:CertificateValidation",
        {"certificateArn": UNKNOWN, "validationRecordFqdns": ["a"]},
        {"certificateArn": ["urn:c"]},
        CertificateValidation,
        {"certificate": ("?is not known yet (certificateArn)", "urn:c"), "validation_records": ["a"]},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
