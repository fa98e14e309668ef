"""AWS-RDS-01: connections in plain text."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RdsProxy


class TlsRequired(NodeRule[RdsProxy]):
    """An RDS proxy requires TLS."""

    id = "AWS-RDS-01"
    fix = "set requireTls true"

    def judge(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        # Left out, it is false (API reference, CreateDBProxy).
        if not ask(node.require_tls, "requireTls", False):
            yield self.violation(f"{node.label} does not require TLS", node)
