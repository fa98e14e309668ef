"""AWS-R53-05: the Regions of a latency set."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, alias_target, first_planned
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import RecordSet
from privateapi.topology.values import Known


class LatencyRegions(RecordGroupRule):
    """A latency set has two Regions or more, one record each, and each record points into its own Region."""

    id = "AWS-R53-05"
    fix = "give the name one latency record for each Region, with the Region of the balancer that it points to"

    def concerns(self, record: RecordSet) -> bool:
        return not record.latency_region.missing

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        regions = service_choice("aws.route53.latency_regions")
        by_region: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in group.records:
            if isinstance(record.latency_region, Known):
                by_region[record.latency_region.value].append(record)
            elif not record.live:
                yield self.unjudged(f"its latency Region {because(record.latency_region)}", record)
        for region, records in sorted(by_region.items()):
            labels = " and ".join(record.label for record in records)
            if region not in regions:
                yield self.violation(
                    f"{labels} of {group.label} has the latency Region {region!r}, which Route 53 does not know",
                    *first_planned(records),
                )
            if len(records) > 1:
                yield self.violation(
                    f"{group.label} has {len(records)} latency records for {region} ({labels}); one is allowed",
                    *first_planned(records),
                )
        for record in group.planned:
            yield from self._target(record, design)
        if len(group.records) == 1:
            self.require_complete(group, design)
            yield self.violation(
                f"{group.label} has one latency record ({group.records[0].label}); a second Region is missing",
                *group.planned,
            )

    def _target(self, record: RecordSet, design: Design) -> Iterator[Outcome]:
        target = alias_target(design.topology, record)
        if target is None or not isinstance(record.latency_region, Known) or not isinstance(target.region, Known):
            return
        if record.latency_region != target.region:
            yield self.violation(
                f"{record.label} has the latency Region {record.latency_region.value} and points to {target.label} in "
                f"{target.region.value}",
                record,
                target,
            )
