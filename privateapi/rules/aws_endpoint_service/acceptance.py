"""AWS-EPS-03: connections that nobody accepts."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import EndpointService


class Acceptance(NodeRule[EndpointService]):
    """An endpoint service accepts each connection by hand."""

    id = "AWS-EPS-03"
    fix = "set acceptanceRequired true, and accept the endpoints that are known"

    def judge(self, node: EndpointService, design: Design) -> Iterator[Outcome]:
        if not ask(node.acceptance_required, "acceptanceRequired"):
            yield self.violation(f"{node.label} has acceptanceRequired false: who is allowed connects unseen", node)
