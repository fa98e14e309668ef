"""AWS-NLB-04: groups that do not fit their listener."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.balancers import groups_of, network_balancer
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.zones import named_vpc
from privateapi.topology.model import Listener, LoadBalancer, TargetGroup, Vpc
from privateapi.topology.placement import vpc_of
from privateapi.topology.values import NotJudged


class GroupFitsListener(NodeRule[Listener]):
    """A target group has a protocol that its listener can forward to, and is in the VPC of the balancer."""

    id = "AWS-NLB-04"
    fix = "give the group the listener's protocol (TCP or TLS behind TLS) and the balancer's VPC"

    def judge(self, node: Listener, design: Design) -> Iterator[Outcome]:
        balancer = network_balancer(design.topology, node)
        if balancer is None:
            return
        for group in groups_of(design.topology, node):
            for judgement in (self._protocol, self._vpc):
                try:
                    yield from judgement(node, balancer, group, design)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), node)

    def _protocol(
        self, listener: Listener, balancer: LoadBalancer, group: TargetGroup, design: Design
    ) -> Iterator[Outcome]:
        protocol = ask(listener.protocol, "the protocol")
        if protocol not in service_choice("aws.elb.nlb_protocols"):
            return
        fitting = service_choice(f"aws.elb.groups_for.{protocol}")
        own = ask(group.protocol, f"the protocol of {group.label}")
        # A group of Application Load Balancers has its own rule: TCP, on a TCP listener.
        if own not in fitting:
            yield self.violation(
                f"{listener.label} is {protocol} and forwards to {group.label}, which is {own}; "
                f"{' or '.join(fitting.values)} fits",
                listener,
                group,
            )

    def _vpc(self, listener: Listener, balancer: LoadBalancer, group: TargetGroup, design: Design) -> Iterator[Outcome]:
        stands = ask(vpc_of(design.topology, balancer), f"the VPC of {balancer.label}").key
        own = ask(design.topology.identity(group.vpc, Vpc, group), f"the VPC of {group.label}")
        if own != stands:
            yield self.violation(
                f"{group.label} is in {named_vpc(design.topology, own)}, {balancer.label} of {listener.label} in "
                f"{named_vpc(design.topology, stands)}",
                group,
                balancer,
            )
