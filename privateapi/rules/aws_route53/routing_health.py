"""AWS-R53-06: the health of records in a multi-Region set."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, evaluates, without_health
from privateapi.rules.rule import Outcome
from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known, NotJudged, Unknown


class RoutingHealth(RecordGroupRule):
    """Each latency or weighted record of a multi-Region set has its own health check or evaluates target health."""

    id = "AWS-R53-06"
    fix = "give each record the health check of its Region, or set evaluateTargetHealth true on an alias to a balancer"
    remarks = (
        "The PRIMARY of a failover set is judged by AWS-R53-04; its SECONDARY is the last resort and answers in any "
        "case. Weighted records inside one Region are left alone."
    )

    def concerns(self, record: RecordSet) -> bool:
        return not record.latency_region.missing or not record.weight.missing

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        lacking: list[RecordSet] = []
        for record in group.planned:
            try:
                if not evaluates(design.topology, record):
                    lacking.append(record)
            except NotJudged as reason:
                yield self.unjudged(str(reason), record)
        if not lacking or len(group.records) < 2:
            return
        self._require_regions(group, design)
        for record in lacking if self._several_regions(group, design) else ():
            yield self.violation(f"{record.label} of {group.label} has {without_health(record)}", record)

    def _several_regions(self, group: RecordGroup, design: Design) -> bool:
        if any(not record.latency_region.missing for record in group.records):
            return True
        regions = {design.record_places.region(record) for record in group.records}
        return len({region for region in regions if isinstance(region, Known)}) > 1

    def _require_regions(self, group: RecordGroup, design: Design) -> None:
        if self._several_regions(group, design):
            return
        for record in group.records:
            region = design.record_places.region(record)
            if isinstance(region, Unknown):
                raise NotJudged(f"the Region behind {record.label} {region.why}")
