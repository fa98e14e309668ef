"""AWS-TLS-02."""

import dataclasses
from typing import Any

import pytest

from privateapi.rules.aws_tls.issued_before_use import IssuedBeforeUse
from privateapi.topology.model import Certificate, CertificateValidation, HostedZone, Node, Origin, OtherResource
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import certificate, listener, record
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite, run

WAIT = node(CertificateValidation, "name", certificate=ref(Certificate, "name"))
WAITED = listener(certificate=ref(CertificateValidation, "name"))
ZONE = node(HostedZone, "public", zone_name=Known("example.com"))
RECORD = record("proof", type=Known("CNAME"), depends_on=("Certificate:name",))
USES = "listener https uses certificate name, which is only requested then"


def requested(**fields: Any) -> Certificate:
    """A certificate with DNS validation."""
    return dataclasses.replace(certificate(validation_method=Known("DNS")), **fields)


class TestIssuedBeforeUse(RuleSuite):
    rule = IssuedBeforeUse
    passing = [
        ("waited for", [WAITED, WAIT, requested()]),
        (
            "waited for beside the reference",
            [listener(depends_on=("CertificateValidation:name",)), WAIT, requested()],
        ),
        ("with its record", [WAITED, WAIT, requested(), ZONE, RECORD]),
        (
            "with a record at another name server",
            [
                WAITED,
                WAIT,
                requested(),
                ZONE,
                OtherResource(
                    origin=Origin("proof", "cloudflare:index/record:Record"), depends_on=("Certificate:name",)
                ),
            ],
        ),
        ("imported", [listener(), certificate(imported=Known(True))]),
        ("of a private authority", [listener(), requested(certificate_authority=Ref.to("arn:aws:acm-pca:x"))]),
        ("issued", [listener(), requested(status=Known("ISSUED"))]),
        ("one that exists", [listener(certificate=Ref.to("arn:aws:acm:us-east-1:111111111111:certificate/1"))]),
        ("a private zone", [WAITED, WAIT, requested(), dataclasses.replace(ZONE, private=Known(True))]),
    ]
    failing = [
        ("not waited for", [listener(), requested()], [f"{USES}: nothing waits until it is issued"]),
        (
            "waited for, but not by the listener",
            [listener(), WAIT, requested()],
            [f"{USES}: listener https does not wait for certificate validation name"],
        ),
        (
            "without its record",
            [WAITED, WAIT, requested(), ZONE],
            [
                "certificate name is for orders.example.com of hosted zone public, which gets no record that validates "
                "it"
            ],
        ),
    ]
    unknown = [
        (
            "a certificate that is not known",
            [listener(certificate=Ref(UNKNOWN))],
            ["listener https: its certificate is not known yet"],
        ),
        (
            "a way that is not known",
            [listener(), certificate(validation_method=UNKNOWN)],
            [
                "listener https: the validationMethod of certificate name is not known yet",
                "certificate name: the validationMethod of certificate name is not known yet",
            ],
        ),
        (
            "a name that is not known",
            [WAITED, WAIT, requested(domain_name=UNKNOWN)],
            ["certificate name: the domainName is not known yet"],
        ),
    ]

    @pytest.mark.parametrize("name", ["example.com", "internal.example.com", "orders.example.com."])
    def test_zones_of_the_name(self, name: str) -> None:
        zone = dataclasses.replace(ZONE, zone_name=Known(name))
        nodes: list[Node] = [WAITED, WAIT, requested(), zone]
        assert len(run(IssuedBeforeUse, nodes).violations) == (0 if name.startswith("internal") else 1)
