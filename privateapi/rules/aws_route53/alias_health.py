"""AWS-R53-07: aliases of a routing set and the health of their target."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_of, alias_service, alias_target, routed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RecordSet


class AliasHealth(NodeRule[RecordSet]):
    """An alias to a load balancer in a routing set has evaluateTargetHealth true."""

    id = "AWS-R53-07"
    fix = "set evaluateTargetHealth true"
    remarks = (
        "Not judged of aliases to endpoints and API domains: AWS says that the property has no operational benefit "
        "there, and recommends health checks (AWS-R53-04, AWS-R53-06)."
    )

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        alias = alias_of(node)
        if alias is None or not routed(node) or ask(alias.evaluate_target_health, "evaluateTargetHealth", False):
            return
        target = alias_target(design.topology, node)
        service = alias_service(alias, target)
        if service is not None and service.kind.endswith("_balancer"):
            where = target.label if target is not None else f"the load balancer {alias.dns_name.get()}"
            yield self.violation(f"{node.label} is an alias to {where} with evaluateTargetHealth false", node)
