"""AWS-HC-08: metrics that do not exist."""

from collections.abc import Iterator

from privateapi.facts.naming import naming_facts
from privateapi.facts.services import service_choice, service_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import Alarm


class MetricExists(NodeRule[Alarm]):
    """An alarm on PrivateLink is on a namespace, a metric and dimensions that exist."""

    id = "AWS-HC-08"
    fix = (
        "use AWS/PrivateLinkEndpoints or AWS/PrivateLinkServices, one of their metrics, and all of its dimensions, "
        "which are written with spaces (VPC Endpoint Id)"
    )

    def judge(self, node: Alarm, design: Design) -> Iterator[Outcome]:
        if ask(node.metric_math, "whether it has metric math", False):
            return
        namespace = ask(node.namespace, "the namespace", "")
        spaces = naming_facts().choices["aws.privatelink.namespaces"]
        if namespace in service_choice("aws.privatelink.namespace_mistakes"):
            yield self.violation(
                f"{node.label} is on {namespace}, which does not exist; {' and '.join(spaces.values)} do", node
            )
        if namespace not in spaces:
            return
        metric, metrics = ask(node.metric_name, "the metricName"), naming_facts().choices["aws.privatelink.metrics"]
        if metric not in metrics:
            yield self.violation(
                f"{node.label} is on {namespace} {metric}, which does not exist; there are {', '.join(metrics.values)}",
                node,
            )
        known = service_choice(f"aws.privatelink.dimensions.{namespace}")
        dimensions = sorted(key for key, _ in ask(node.dimensions, "the dimensions", ()))
        strange = [key for key in dimensions if key not in known]
        if strange:
            yield self.violation(
                f"{node.label} has the dimension {' and '.join(strange)}, which {namespace} does not have; there are "
                f"{', '.join(known.values)}",
                node,
            )
            return
        # An alarm is on the metric that has exactly its dimensions, no more and no fewer.
        sets = service_facts().choices.get(f"aws.privatelink.dimension_sets.{namespace}")
        if metric in metrics and sets is not None and ", ".join(dimensions) not in sets:
            yield self.violation(
                f"{node.label} has {', '.join(dimensions) or 'no dimensions'}; {namespace} {metric} is there with "
                f"{' or with '.join(sets.values)} only, so that it never gets data",
                node,
            )
