"""ALI-DNS-19: waiting for a change of a record."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import InternalRecord


class ChangeWaitedFor(NodeRule[InternalRecord]):
    """A program that waits after a change of a record waits until the change has taken effect."""

    id = "ALI-DNS-19"
    fix = "wait as long as a change takes, or not at all and cut over later"
    remarks = "A record without a wait, or with one of 0, is not cut over by the program."

    def judge(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        effect = naming_facts().ranges["alibaba.apigw.change_seconds"]
        seconds = 0 if node.wait_seconds.missing else needed(node.wait_seconds, "its wait")
        if 0 < seconds < effect.lowest:
            yield self.violation(
                f"{node.label} waits {seconds} seconds, but changes take about {effect.lowest} seconds to take effect "
                f"({effect.source})",
                node,
            )
