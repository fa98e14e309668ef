"""AWS-API-09."""

from dataclasses import replace
from typing import Any

from privateapi.rules.aws_apigw.domain_certificate import DomainCertificate
from privateapi.topology.model import Certificate, CertificateValidation
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.api_nodes import domain
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

USES: dict[str, Any] = {"certificate": ref(Certificate, "name")}
EAST, WEST = node(Certificate, "name"), node(Certificate, "name", "us-west-2")
ARN = "arn:aws:acm:us-west-2:111122223333:certificate/1"


class TestDomainCertificate(RuleSuite):
    rule = DomainCertificate
    passing = [
        ("one Region", [domain(**USES), EAST]),
        ("PRIVATE", [domain(kind="PRIVATE", **USES), EAST]),
        ("EDGE", [replace(domain(kind="EDGE", **USES), region=UNKNOWN), EAST]),
        ("a server certificate", [domain(certificate=Ref.to("arn:aws:iam::111122223333:server-certificate/web"))]),
        ("none", [domain()]),
    ]
    failing = [
        (
            "another Region",
            [domain(**USES), WEST],
            ["API domain orders is in us-east-1, its certificate name is in us-west-2"],
        ),
        (
            "another Region, through the wait for its issue",
            [
                domain(certificate=ref(CertificateValidation, "issued")),
                node(CertificateValidation, "issued", certificate=ref(Certificate, "name")),
                WEST,
            ],
            ["API domain orders is in us-east-1, its certificate name is in us-west-2"],
        ),
        (
            "by its ARN",
            [domain(kind="PRIVATE", certificate=Ref.to(ARN))],
            ["API domain orders is in us-east-1, its certificate is in us-west-2"],
        ),
        (
            "EDGE",
            [domain(kind="EDGE", **USES), WEST],
            ["API domain orders is an EDGE domain, which takes one of us-east-1, its certificate name is in us-west-2"],
        ),
    ]
    unknown = [
        (
            "a certificate that is not known",
            [domain(certificate=Ref(UNKNOWN))],
            ["API domain orders: the Region of its certificate is not known yet"],
        ),
        (
            "a Region that is not known",
            [replace(domain(**USES), region=UNKNOWN), EAST],
            ["API domain orders: the Region is not known yet"],
        ),
        (
            "a type that is not known",
            [domain(kind=UNKNOWN, **USES), EAST],
            ["API domain orders: the endpoint type of API domain orders is not known yet"],
        ),
    ]
