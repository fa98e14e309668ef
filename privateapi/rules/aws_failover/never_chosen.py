"""AWS-FO-04: records that never answer."""

from collections.abc import Iterator

from privateapi.rules.aws_failover._sets import SetRule
from privateapi.rules.possible_health import PossibleHealth
from privateapi.rules.record_sets import evaluates
from privateapi.rules.rehearsed import asker, may_choose
from privateapi.rules.rule import Outcome
from privateapi.topology.model import RecordSet, Topology, Vpc
from privateapi.topology.routing import choose
from privateapi.topology.values import Known


class NeverChosen(SetRule):
    """Every record of a name answers some client in some state of the health checks."""

    id = "AWS-FO-04"
    fix = "change what keeps the record from answering, or delete the record"
    remarks = "Records that only answer when none is healthy count as never chosen."

    def judge(
        self, records: tuple[RecordSet, ...], clients: tuple[Vpc, ...], health: PossibleHealth, topology: Topology
    ) -> Iterator[Outcome]:
        possible = {record.key: health.record(record) for record in records}
        steady = {record.key for record in records if not possible[record.key].unhealthy}
        for record in records:
            if record.live:
                continue
            if not possible[record.key].healthy:
                yield self.violation(f"{record.label} is never healthy: {possible[record.key].why}", record)
                continue
            before: dict[str, RecordSet] = {}
            for vpc in clients:
                picks = choose(records, steady | {record.key}, asker(vpc)).picks
                if any(pick.record is record for pick in picks):
                    break
                before.update({pick.record.key: pick.record for pick in picks})
            else:
                yield from self._never(record, list(before.values()), records, clients, health, topology)

    def _never(
        self,
        record: RecordSet,
        before: list[RecordSet],
        records: tuple[RecordSet, ...],
        clients: tuple[Vpc, ...],
        health: PossibleHealth,
        topology: Topology,
    ) -> Iterator[Outcome]:
        if not any(may_choose(records, record, vpc) for vpc in clients) and record.geolocation.known:
            regions = ", ".join(sorted({vpc.region.value for vpc in clients if isinstance(vpc.region, Known)}))
            yield self.violation(f"{record.label} answers no client: none is in its area, all are in {regions}", record)
            return
        # That a record has no health at all is said by AWS-R53-04 and AWS-R53-06; a weight of 0 is not among what they
        # judge.
        if record.weight.missing and any(not evaluates(topology, other) for other in before):
            return
        first = before[0]
        yield self.violation(
            f"{record.label} never answers: {first.label} always does, because {health.record(first).why}",
            record,
            first,
        )
