"""AWS-FO-05: health checks that never change an answer."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.possible_health import PossibleHealth
from privateapi.rules.rehearsed import asker, may_choose
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HealthCheck, RecordSet, Vpc
from privateapi.topology.routing import choose


class IdleCheck(NodeRule[HealthCheck]):
    """A health check that a record uses changes some answer when its status changes."""

    id = "AWS-FO-05"
    fix = "give the name a second record to fall back to, enable the health check, or remove it from the record"
    remarks = "Health checks that nothing uses are AWS-HC-10."

    def judge(self, node: HealthCheck, design: Design) -> Iterator[Outcome]:
        rehearsed = design.rehearsed
        users = [
            record
            for record in design.topology.referrers(RecordSet, "health_check", node)
            if (name := rehearsed.index.name_of(record)) is not None and name in rehearsed.asked
        ]
        if not users:
            return
        health = PossibleHealth(design.topology, rehearsed.index)
        possible = health.check(node)
        if not possible.varies:
            state = "healthy" if possible.healthy else "unhealthy"
            yield self.violation(f"{node.label} of {users[0].label} is always {state}: {possible.why}", node, users[0])
            return
        # An alias that follows the health of a record may change the answer of another name.
        touched = [design.topology.node(key) for key in sorted(rehearsed.index.dependents.get(node.key, ()))]
        if any(isinstance(each, RecordSet) and self._matters(each, design, health) for each in touched):
            return
        first = users[0]
        name = rehearsed.index.name_of(first)
        assert name is not None
        records, clients = rehearsed.records(name), rehearsed.asked[name]
        served = [vpc for vpc in clients if may_choose(records, first, vpc)]
        if not served:
            # That a record answers no client is AWS-FO-04.
            return
        if len(records) == 1:
            if not first.failover.missing or not first.latency_region.missing:
                # That such a record stands alone is AWS-R53-03 and AWS-R53-05.
                return
            reason = "it is the only record of its name and type"
        elif any(may_choose(records, other, vpc) for other in records if other is not first for vpc in served):
            reason = "others always answer before it"
        else:
            reason = "no other record answers its clients"
        yield self.violation(f"{node.label} changes no answer of {first.label}: {reason}", node, first)

    @staticmethod
    def _matters(record: RecordSet, design: Design, health: PossibleHealth) -> bool:
        """Whether some client gets another answer with the record healthy than with it unhealthy."""
        name = design.rehearsed.index.name_of(record)
        clients = design.rehearsed.asked.get(name, ()) if name is not None else ()
        records = design.rehearsed.records(name) if name is not None else ()
        others = [other for other in records if other is not record]
        possible = {other.key: health.record(other) for other in others}
        steady = frozenset(key for key, each in possible.items() if not each.unhealthy)
        most = frozenset(key for key, each in possible.items() if each.healthy)
        states = [most, steady, *(steady | {key} for key in sorted(most - steady))]
        return any(
            _chosen(records, state | {record.key}, vpc) != _chosen(records, state, vpc)
            for vpc in clients
            for state in states
        )


def _chosen(records: tuple[RecordSet, ...], healthy: frozenset[str], vpc: Vpc) -> list[tuple[str, float]]:
    return [(pick.record.key, pick.share) for pick in choose(records, healthy, asker(vpc)).picks]
