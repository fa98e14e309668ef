"""AWS-NLB-11: two listeners on one port."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.balancers import is_network
from privateapi.rules.design import Design
from privateapi.rules.record_sets import first_planned
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, exists
from privateapi.topology.model import Listener, LoadBalancer
from privateapi.topology.values import Known, NotJudged


class ListenerPorts(Rule):
    """No two listeners of a Network Load Balancer have the same port."""

    id = "AWS-NLB-11"
    fix = "give the listeners different ports; TCP_UDP listens to both on one port"

    def check(self, design: Design) -> Iterator[Outcome]:
        listeners = design.topology.grouped(Listener, "load_balancer", LoadBalancer)
        for listener, why in listeners.unresolved:
            if not listener.live:
                yield self.unjudged(f"its load balancer {why}", listener)
        for key, own in sorted(listeners.by_target.items()):
            balancer = design.topology.node(key)
            if len(own) < 2 or not isinstance(balancer, LoadBalancer):
                continue
            try:
                if is_network(balancer):
                    yield from self._balancer(balancer, own)
            except NotJudged as reason:
                yield self.unjudged(str(reason), balancer)

    def _balancer(self, balancer: LoadBalancer, listeners: tuple[Listener, ...]) -> Iterator[Outcome]:
        by_port: defaultdict[int, list[Listener]] = defaultdict(list)
        for listener in listeners:
            if isinstance(listener.port, Known):
                by_port[listener.port.value].append(listener)
            elif not listener.live:
                yield self.unjudged(f"the port {because(listener.port)}", listener)
        for port, same in sorted(by_port.items()):
            nodes = first_planned(same)
            if len(same) > 1 and not nodes[0].live:
                labels = " and ".join(f"{listener.label}{exists(listener)}" for listener in nodes)
                yield self.violation(f"{labels} of {balancer.label} both listen on port {port}", *nodes, balancer)
