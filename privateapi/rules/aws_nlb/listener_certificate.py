"""AWS-NLB-07: TLS listeners without a certificate."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import Listener


class ListenerCertificate(NodeRule[Listener]):
    """A TLS listener has a certificate."""

    id = "AWS-NLB-07"
    fix = "give the listener the ARN of a certificate in its Region"

    def judge(self, node: Listener, design: Design) -> Iterator[Outcome]:
        if ask(node.protocol, "the protocol", "") == "TLS" and node.certificate.missing:
            yield self.violation(f"{node.label} is a TLS listener and has no certificate", node)
