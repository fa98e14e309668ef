"""AWS-NLB-14: written addresses of RDS proxies."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.proxies import engine_port
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import address_of
from privateapi.topology.model import RdsProxy, Target, TargetGroup, Vpc
from privateapi.topology.placement import vpc_of
from privateapi.topology.values import Known


class ProxyAddress(NodeRule[Target]):
    """A target is not the written address of an RDS proxy: the address changes."""

    id = "AWS-NLB-14"
    fix = "look the proxy's addresses up by its endpoint name, and register them again whenever they change"
    remarks = "A written address in the VPC of an RDS proxy, on the port of its engine, is taken for the proxy's."

    def check(self, design: Design) -> Iterator[Outcome]:
        self._proxies: defaultdict[tuple[str, int], list[RdsProxy]] = defaultdict(list)
        for proxy in design.topology.of(RdsProxy):
            vpc = vpc_of(design.topology, proxy)
            port = engine_port(proxy)
            if isinstance(vpc, Known) and isinstance(port, Known):
                self._proxies[vpc.value.key, port.value].append(proxy)
            elif not proxy.live:
                yield self.unjudged("its VPC or engineFamily is not known", proxy)
        if self._proxies:
            yield from super().check(design)

    def judge(self, node: Target, design: Design) -> Iterator[Outcome]:
        # An address that was computed from a resource follows it.
        if node.target.nodes or not isinstance(node.target.id, Known) or not address_of(node.target.id).known:
            return
        group = followed(design.topology, node.target_group, TargetGroup, node, "its target group")
        port = ask(node.port if not node.port.missing else group.port, "the port")
        vpc = ask(design.topology.identity(group.vpc, Vpc, group), f"the VPC of {group.label}")
        for proxy in self._proxies.get((vpc, port), ())[:1]:
            yield self.violation(
                f"{node.label} in {group.label} is the written address {node.target.id.value} on {port}, the port of "
                f"{proxy.label}, whose addresses change",
                node,
                proxy,
            )
