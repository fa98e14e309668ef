"""AWS-NLB-15: deletion protection."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import is_network
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import LoadBalancer


class DeletionProtection(NodeRule[LoadBalancer]):
    """A Network Load Balancer of a production design has deletion protection."""

    id = "AWS-NLB-15"
    fix = "set enableDeletionProtection true"
    remarks = "Judged when environment: production is configured."

    def judge(self, node: LoadBalancer, design: Design) -> Iterator[Outcome]:
        if design.settings.environment != "production" or not is_network(node):
            return
        if not ask(node.deletion_protection, "enableDeletionProtection", False):
            yield self.violation(f"{node.label} is for production and has no deletion protection", node)
