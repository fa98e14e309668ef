"""AWS-HC-10: health checks that nothing uses."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HealthCheck, RecordSet
from privateapi.topology.values import NotJudged


class UnusedCheck(NodeRule[HealthCheck]):
    """A health check is used by a record or by a calculated health check."""

    id = "AWS-HC-10"
    fix = "give the health check to a record, or delete it"

    def judge(self, node: HealthCheck, design: Design) -> Iterator[Outcome]:
        records = design.topology.grouped(RecordSet, "health_check", HealthCheck)
        parents = design.topology.grouped(HealthCheck, "children", HealthCheck)
        if node.key in records.by_target or node.key in parents.by_target:
            return
        for user, why in (*records.unresolved, *parents.unresolved):
            raise NotJudged(f"{user.label} may use it: its health check {why}")
        yield self.violation(f"{node.label} is used by no record and no other health check", node)
