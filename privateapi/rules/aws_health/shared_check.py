"""AWS-HC-09: one health check for several Regions."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.record_rule import RecordGroupRule
from privateapi.rules.record_sets import RecordGroup, first_planned
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import HealthCheck, RecordSet
from privateapi.topology.values import Known, NotJudged, Unknown, Value


class SharedCheck(RecordGroupRule):
    """Records of different Regions have health checks of their own."""

    id = "AWS-HC-09"
    fix = "give each Region a health check of its own, on an alarm in that Region"

    def concerns(self, record: RecordSet) -> bool:
        return not record.health_check.missing

    def judge(self, group: RecordGroup, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        users: defaultdict[str, list[RecordSet]] = defaultdict(list)
        for record in group.records:
            check = topology.identity(record.health_check, HealthCheck, record)
            if isinstance(check, Known):
                users[check.value].append(record)
            elif not record.live and len(group.records) > 1:
                yield self.unjudged(f"its health check {because(check)}", record)
        for key, records in sorted(users.items()):
            nodes = first_planned(records)
            if len(records) < 2 or nodes[0].live or not _far(records, design):
                continue
            node = topology.node(key)
            label = node.label if node is not None else f"health check {key}"
            labels = " and ".join(record.label for record in records)
            yield self.violation(
                f"{labels} of {group.label} share {label}, so that they fail together",
                *nodes,
                *([node] if node else []),
            )


def _far(records: list[RecordSet], design: Design) -> bool:
    """Whether the records stand for different Regions, or for the two sides of a failover.

    Raises:
        NotJudged: it cannot be told.
    """
    if any(not record.failover.missing for record in records):
        return True
    regions = [_region(record, design) for record in records]
    if len({region for region in regions if isinstance(region, Known)}) > 1:
        return True
    for record, region in zip(records, regions, strict=True):
        if isinstance(region, Unknown):
            raise NotJudged(f"the Region behind {record.label} {region.why}")
    return False


def _region(record: RecordSet, design: Design) -> Value[str]:
    return record.latency_region if not record.latency_region.missing else design.record_places.region(record)
