"""AWS-HC-04: alarms on the healthy hosts of a Network Load Balancer."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.alarms import AnyAlarm, WatchedAlarmRule
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome
from privateapi.topology.model import Alarm, HealthCheck, LoadBalancer, TargetGroup
from privateapi.topology.values import Known


class HealthyHosts(WatchedAlarmRule):
    """A watched alarm on healthy hosts is on the balancer and group of its Region, and fires when they are few."""

    id = "AWS-HC-04"
    fix = (
        "watch AWS/NetworkELB HealthyHostCount with the dimensions LoadBalancer and TargetGroup of the Region's NLB, "
        "LessThanThreshold and a static threshold"
    )
    remarks = (
        "Judged of alarms on AWS/NetworkELB HealthyHostCount; other metrics may say as well whether a Region serves."
    )

    def judge_alarm(self, alarm: AnyAlarm, check: HealthCheck, design: Design) -> Iterator[Outcome]:
        if not isinstance(alarm, Alarm) or not watches_hosts(alarm):
            return
        name = f"{alarm.label}, which {check.label} watches,"
        dimensions = [key for key, _ in ask(alarm.dimensions, "the dimensions", ())]
        needed = service_choice("aws.networkelb.health_dimensions").values
        lacking = [key for key in needed if key not in dimensions]
        if lacking:
            yield self.violation(f"{name} has no dimension {' and no '.join(lacking)}: there is no such metric", alarm)
        operator = ask(alarm.comparison_operator, "the comparisonOperator")
        if operator not in service_choice("aws.networkelb.health_comparisons"):
            yield self.violation(f"{name} has {operator}: it fires while the hosts are healthy", alarm)
        if alarm.threshold.missing or not alarm.threshold_metric_id.missing:
            yield self.violation(f"{name} has no static threshold", alarm)
        for key in alarm.dimension_targets:
            node = design.topology.node(key)
            if not isinstance(node, LoadBalancer | TargetGroup):
                continue
            if isinstance(node.region, Known) and isinstance(alarm.region, Known) and node.region != alarm.region:
                yield self.violation(
                    f"{name} is in {alarm.region.value} and on {node.label} in {node.region.value}", alarm, node
                )


def watches_hosts(alarm: Alarm) -> bool:
    """Whether an alarm is on the number of healthy hosts of a Network Load Balancer.

    Raises:
        NotJudged: its metric is not known.
    """
    if not ask(alarm.metric_math, "whether it has metric math", False):
        namespace, metric = ask(alarm.namespace, "the namespace", ""), ask(alarm.metric_name, "the metricName", "")
        if namespace in service_choice("aws.networkelb.namespace"):
            return metric in service_choice("aws.networkelb.health_metrics")
    return False
