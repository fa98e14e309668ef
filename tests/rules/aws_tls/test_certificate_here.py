"""AWS-TLS-01."""

import dataclasses

from privateapi.rules.aws_tls.certificate_here import CertificateHere
from privateapi.topology.model import ApiDomain, Certificate, CertificateValidation, ListenerCertificate
from privateapi.topology.model import Listener as Listens
from privateapi.topology.values import NO_REF, UNKNOWN, Known, Ref
from tests.rules.api_nodes import certificate, listener
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

OWN, OTHER = Known("111111111111"), Known("222222222222")
WEST = node(Certificate, "name", "us-west-2")


def arn(region: str, account: str = "111111111111") -> Ref:
    """A certificate that exists elsewhere."""
    return Ref.to(f"arn:aws:acm:{region}:{account}:certificate/0123456789abcdef")


class TestCertificateHere(RuleSuite):
    rule = CertificateHere
    passing = [
        ("in its Region", [listener(), certificate()]),
        ("of its account", [listener(account=OWN), certificate(account=OWN)]),
        ("one that exists", [listener(certificate=arn("us-east-1"), account=OWN)]),
        ("none", [listener(certificate=NO_REF)]),
        (
            "of IAM",
            [listener(certificate=Ref.to("arn:aws:iam::111111111111:server-certificate/name"), account=OWN)],
        ),
        (
            "an API domain, whose Region is another rule's",
            [node(ApiDomain, "api", "us-west-2", certificate=ref(Certificate, "name")), certificate()],
        ),
    ]
    failing = [
        (
            "in another Region",
            [listener(), WEST],
            ["listener https is in us-east-1, its certificate in us-west-2"],
        ),
        (
            "in another Region, waited for",
            [
                listener(certificate=ref(CertificateValidation, "name")),
                node(CertificateValidation, "name", "us-west-2", certificate=ref(Certificate, "name")),
                WEST,
            ],
            ["listener https is in us-east-1, its certificate in us-west-2"],
        ),
        (
            "one that exists elsewhere",
            [listener(certificate=arn("us-west-2"), account=OWN)],
            [
                "listener https is in us-east-1, its certificate in us-west-2",
            ],
        ),
        (
            "a further one",
            [
                listener(),
                certificate(),
                node(ListenerCertificate, "more", listener=ref(Listens, "https"), certificate=arn("eu-west-1")),
            ],
            ["listener certificate more is in us-east-1, its certificate in eu-west-1"],
        ),
        (
            "of another account",
            [listener(account=OWN), certificate(account=OTHER)],
            ["listener https is of account 111111111111, its certificate of account 222222222222"],
        ),
        (
            "of another account than an API domain",
            [node(ApiDomain, "api", certificate=arn("us-east-1", "222222222222"), account=OWN)],
            ["API domain api is of account 111111111111, its certificate of account 222222222222"],
        ),
    ]
    unknown = [
        (
            "a certificate that is not known",
            [listener(certificate=Ref(UNKNOWN))],
            ["listener https: the Region of its certificate is not known yet"],
        ),
        (
            "a Region that is not known",
            [listener(), dataclasses.replace(certificate(), region=UNKNOWN)],
            ["listener https: the Region of its certificate is not known yet"],
        ),
        (
            "an account that is not known",
            [listener(certificate=arn("us-east-1"))],
            ["listener https: its account is not known yet"],
        ),
    ]
