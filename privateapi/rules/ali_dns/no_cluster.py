"""ALI-DNS-10: records on instances of a cluster."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.internal_records import bindings
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class NoCluster(Rule):
    """No record is given to an instance of a dedicated instance cluster."""

    id = "ALI-DNS-10"
    fix = "take the instance out of the cluster, or give the record to an instance outside"
    remarks = "No resource says that an instance is in a cluster; live data does."

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        unread: list[tuple[Node, str]] = list(given.not_read)
        for binding in given.found:
            instance = binding.instance
            try:
                # An instance is in no cluster unless it was put there.
                clustered = False if instance.in_cluster.missing else needed(instance.in_cluster, "its cluster")
            except NotJudged as reason:
                unread.append((instance, str(reason)))
                continue
            if clustered and not binding.live:
                yield self.violation(
                    f"{binding.association.label} gives {binding.record.label} to {instance.label}, which is in a "
                    "dedicated instance cluster",
                    binding.association,
                    binding.record,
                    instance,
                )
        yield from self.all_unjudged(unread)
