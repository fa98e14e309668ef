"""AWS-NLB-07."""

from privateapi.rules.aws_nlb.listener_certificate import ListenerCertificate
from privateapi.topology.values import NO_REF, UNKNOWN, Known, Ref
from tests.rules.api_nodes import listener
from tests.rules.suite import RuleSuite


class TestListenerCertificate(RuleSuite):
    rule = ListenerCertificate
    passing = [
        ("a certificate", [listener()]),
        ("a certificate whose ARN is not known", [listener(certificate=Ref(UNKNOWN))]),
        ("TCP", [listener(protocol=Known("TCP"), certificate=NO_REF)]),
    ]
    failing = [("none", [listener(certificate=NO_REF)], ["listener https is a TLS listener and has no certificate"])]
    unknown = [
        (
            "a protocol that is not known",
            [listener(protocol=UNKNOWN)],
            ["listener https: the protocol is not known yet"],
        )
    ]
