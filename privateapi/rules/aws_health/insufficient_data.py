"""AWS-HC-06: what a health check is without data."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HealthCheck


class InsufficientData(NodeRule[HealthCheck]):
    """A health check of an alarm says on purpose what it is while the alarm has no data."""

    id = "AWS-HC-06"
    fix = "set insufficientDataHealthStatus: Unhealthy takes the Region out, LastKnownStatus keeps what was"

    def judge(self, node: HealthCheck, design: Design) -> Iterator[Outcome]:
        if ask(node.type, "the type") != "CLOUDWATCH_METRIC":
            return
        if node.insufficient_data_health_status.missing:
            yield self.violation(
                f"{node.label} has no insufficientDataHealthStatus, so that it keeps its last status while its alarm "
                "has "
                "no data",
                node,
            )
            return
        status = ask(node.insufficient_data_health_status, "insufficientDataHealthStatus")
        allowed = naming_facts().choices["aws.health_check.insufficient_data"]
        if status not in allowed:
            yield self.violation(
                f"{node.label} has the insufficientDataHealthStatus {status!r}; {', '.join(allowed.values)} are "
                "allowed",
                node,
            )
