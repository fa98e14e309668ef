"""AWS-R53-13: how long answers are kept."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RecordSet


class FailoverTtl(NodeRule[RecordSet]):
    """The ttl of a record with a health check or failover is at most 60 seconds."""

    id = "AWS-R53-13"
    fix = "set a ttl of at most 60 seconds"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        if node.health_check.missing and node.failover.missing or node.ttl.missing:
            return
        ttl, allowed = ask(node.ttl, "the ttl"), naming_facts().ranges["aws.route53.ttl_with_health_check"]
        if ttl > allowed.highest:
            why = "a health check" if not node.health_check.missing else "failover"
            yield self.violation(
                f"{node.label} has {why} and a ttl of {ttl} s; clients keep the old answer for so long, at most "
                f"{allowed.highest} s is advised",
                node,
            )
