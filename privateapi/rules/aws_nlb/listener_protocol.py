"""AWS-NLB-03: protocols of listeners."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.balancers import network_balancer
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import Listener


class ListenerProtocol(NodeRule[Listener]):
    """A listener of a Network Load Balancer has a protocol of the transport layer."""

    id = "AWS-NLB-03"
    fix = "use TCP, TLS, UDP or TCP_UDP, or an Application Load Balancer"

    def judge(self, node: Listener, design: Design) -> Iterator[Outcome]:
        protocol, allowed = ask(node.protocol, "the protocol", None), service_choice("aws.elb.nlb_protocols")
        if protocol in allowed:
            return
        balancer = network_balancer(design.topology, node)
        if balancer is not None:
            has = f"the protocol {protocol}" if protocol is not None else "no protocol"
            yield self.violation(
                f"{node.label} of {balancer.label} has {has}; a Network Load Balancer takes "
                f"{', '.join(allowed.values)}",
                node,
                balancer,
            )
