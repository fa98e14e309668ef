"""AWS-NLB-09: health checks of target groups."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice, service_range
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.facades import facades
from privateapi.rules.numbers import out_of_range
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import TargetGroup, VpcEndpoint


class GroupHealth(NodeRule[TargetGroup]):
    """The health check of a target group has numbers in range, and a protocol and port that the targets answer."""

    id = "AWS-NLB-09"
    fix = "correct the health check; targets that are an endpoint's interfaces answer TCP and HTTPS on 443"
    remarks = "Which port a server listens on is not in a design; of endpoints it is known."

    def check(self, design: Design) -> Iterator[Outcome]:
        self._endpoints = {facade.group.key: facade.endpoint for facade in facades(design.topology)}
        yield from super().check(design)

    def judge(self, node: TargetGroup, design: Design) -> Iterator[Outcome]:
        if ask(node.protocol, "the protocol", "") not in service_choice("aws.elb.nlb_protocols"):
            return
        probe = node.health_check
        if ask(probe.enabled, "healthCheck.enabled", True) is False:
            return
        threshold = service_range("aws.elb.health_threshold")
        for value, allowed, what in (
            (probe.healthy_threshold, threshold, "healthCheck.healthyThreshold"),
            (probe.unhealthy_threshold, threshold, "healthCheck.unhealthyThreshold"),
            (probe.interval_seconds, service_range("aws.elb.health_interval"), "healthCheck.interval"),
            (probe.timeout_seconds, service_range("aws.elb.health_timeout"), "healthCheck.timeout"),
        ):
            fault = out_of_range(value, allowed, what)
            if fault is not None:
                yield self.violation(f"{node.label} has {fault}", node)
        protocols = service_choice("aws.elb.nlb_health_protocols")
        protocol = ask(probe.protocol, "healthCheck.protocol", "TCP")
        if protocol not in protocols:
            yield self.violation(
                f"{node.label} has healthCheck.protocol {protocol}; {', '.join(protocols.values)} can be asked", node
            )
        yield from self._port(node, self._endpoints.get(node.key), protocol)

    def _port(self, node: TargetGroup, endpoint: VpcEndpoint | None, protocol: str) -> Iterator[Outcome]:
        text = ask(node.health_check.port, "healthCheck.port", "traffic-port")
        if text != "traffic-port":
            allowed = service_range("aws.port")
            if not text.isdecimal() or int(text) not in allowed:
                yield self.violation(
                    f"{node.label} has healthCheck.port {text!r}; traffic-port or {allowed.lowest} to "
                    f"{allowed.highest} "
                    "is allowed",
                    node,
                )
                return
        if endpoint is None:
            return
        right = str(service_range("aws.endpoint.https_port").lowest)
        if text not in ("traffic-port", right) or protocol == "HTTP":
            yield self.violation(
                f"{node.label} asks {protocol} on {text}, which {endpoint.label} does not answer", node, endpoint
            )
