"""What the rules about security groups share: each target with each interface of the instance."""

import abc
from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.alibaba_firewall import Decision, Firewall, Flow
from privateapi.rules.design import Design
from privateapi.rules.finding import Violation
from privateapi.rules.gateway_instances import ZoneNetwork, zone_networks
from privateapi.rules.gateway_targets import Target, targets
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import AlibabaSecurityGroup, AlibabaServer, Direction, Node, Topology
from privateapi.topology.values import NotJudged


@dataclass(frozen=True, slots=True)
class Interface:
    """The interface of an instance in one zone, with its security group."""

    network: ZoneNetwork
    group: AlibabaSecurityGroup


class FlowRule(Rule):
    """A rule that judges the way from the interfaces of an instance to what it sends requests to."""

    @abc.abstractmethod
    def judge(self, target: Target, interface: Interface, firewall: Firewall) -> Iterator[Violation]:
        """Violations of one way. `NotJudged` may be raised."""

    def concerns(self, target: Target) -> bool:
        """Whether the rule is about a target."""
        return True

    def check(self, design: Design) -> Iterator[Outcome]:
        found = targets(design.topology)
        unread: list[tuple[Node, str]] = list(found.unread)
        said: set[str] = set()
        firewall = Firewall(design)
        for target in found.found:
            if not self.concerns(target):
                continue
            try:
                for interface in _interfaces(design.topology, target):
                    for violation in self.judge(target, interface, firewall):
                        # Interfaces in several zones with one group say the same.
                        if violation.message not in said:
                            said.add(violation.message)
                            yield violation
            except NotJudged as reason:
                unread.append((target.origin, str(reason)))
        yield from self.all_unjudged(unread)


def _interfaces(topology: Topology, target: Target) -> Iterator[Interface]:
    for network in zone_networks(topology, target.instance):
        group = topology.follow(network.stated.security_group, AlibabaSecurityGroup, target.instance)
        yield Interface(network, needed(group, f"{network.path}.securityGroup of {target.instance.label}"))


def groups_of(topology: Topology, server: AlibabaServer) -> tuple[AlibabaSecurityGroup, ...]:
    """The security groups of a server; none where it has none.

    Raises:
        NotJudged: they are not all certain.
    """
    if server.security_groups.missing:
        return ()
    found = topology.follow_all(server.security_groups, AlibabaSecurityGroup, server)
    return needed(found, f"the security groups of {server.label}: one")


def shared_groups(topology: Topology, target: Target, interface: Interface) -> tuple[AlibabaSecurityGroup, ...]:
    """The security groups that a target's server shares with an interface."""
    if target.server is None:
        return ()
    return tuple(group for group in groups_of(topology, target.server) if group.key == interface.group.key)


def let_in(
    target: Target, interface: Interface, groups: tuple[AlibabaSecurityGroup, ...], firewall: Firewall
) -> Decision:
    """Whether the groups of a target's server let the requests of an interface in.

    The interface has an address of its vSwitch, which the cloud chooses.

    Raises:
        NotJudged: it depends on a value that is not known.
    """
    source = needed(interface.network.block, f"the CIDR block of {interface.network.label}")
    flow = Flow(Direction.INGRESS, source, frozenset({interface.group.key}), target.port)
    server = target.server
    balancer = alibaba_facts().balancers.get(needed(server.kind, f"the kind of {server.label}")) if server else None
    return firewall.decide(groups, flow, None if balancer is None else balancer.ingress == "accept")
