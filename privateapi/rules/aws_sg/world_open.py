"""AWS-SG-01: groups of private services that are open to the world."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import (
    Direction,
    LoadBalancer,
    Node,
    SecurityGroup,
    SecurityGroupRule,
    Topology,
    VpcEndpoint,
    VpcLink,
)
from privateapi.topology.openings import peer_blocks
from privateapi.topology.values import Known, NotJudged, Unknown

KINDS: tuple[type[VpcEndpoint | LoadBalancer | VpcLink], ...] = (VpcEndpoint, LoadBalancer, VpcLink)


class WorldOpen(Rule):
    """Groups of endpoints, internal Network Load Balancers and VPC links let in nobody from everywhere."""

    id = "AWS-SG-01"
    fix = "let in the blocks of the VPCs and networks that call, instead of everybody"
    remarks = "A balancer that faces the internet is there for everybody, and so left out."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        users: dict[str, Node] = {}
        open_ended: list[Node] = []
        unread: list[tuple[Node, str]] = []
        for kind in KINDS:
            groups = topology.grouped(kind, "security_groups", SecurityGroup)
            for key, nodes in groups.by_target.items():
                for node in nodes:
                    try:
                        private = _private(node)
                    except NotJudged as reason:
                        unread.append((node, str(reason)))
                    else:
                        if private and (key not in users or users[key].live):
                            users[key] = node
            for node, why in groups.unresolved:
                if not node.live:
                    open_ended.append(node)
                    yield self.unjudged(f"the list of its security groups {why}", node)
        yield from self.all_unjudged(unread)
        if not users and not open_ended:
            return
        for rule in topology.of(SecurityGroupRule):
            if rule.direction is Direction.INGRESS:
                yield from self._rule(rule, users, topology)

    def _rule(self, rule: SecurityGroupRule, users: dict[str, Node], topology: Topology) -> Iterator[Outcome]:
        group = topology.identity(rule.security_group, SecurityGroup, rule)
        worlds = sorted(str(block) for block in _stated(topology, rule) if not block.prefix)
        if isinstance(group, Known):
            user = users.get(group.value)
            if user is None or (user.live and rule.live):
                return
            if worlds:
                node = topology.node(group.value)
                label = node.label if node is not None else f"security group {group.value}"
                yield self.violation(
                    f"{rule.label} lets {' and '.join(worlds)} into {label}, which {user.label} uses",
                    rule,
                    user,
                    *([node] if node is not None else []),
                )
                return
            blocks = peer_blocks(topology, rule)
            if isinstance(blocks, Unknown) and not rule.live:
                yield self.unjudged(blocks.why, rule)
        elif worlds and users and not rule.live:
            yield self.unjudged(f"its security group {because(group)}", rule)


def _stated(topology: Topology, rule: SecurityGroupRule) -> Iterator[Cidr]:
    """The blocks of a rule that can be read, also while others cannot."""
    blocks = peer_blocks(topology, rule)
    if isinstance(blocks, Known):
        yield from blocks.value
        return
    for values in (rule.cidr_blocks, rule.ipv6_cidr_blocks):
        for value in values.get(()) if not values.unknown else ():
            block = block_of(value)
            if isinstance(block, Known):
                yield block.value


def _private(node: VpcEndpoint | LoadBalancer | VpcLink) -> bool:
    """Whether the node is meant for private callers only.

    Raises:
        NotJudged: the type or scheme of a balancer is not known.
    """
    if not isinstance(node, LoadBalancer):
        return True
    for name, value in (("type", node.type), ("scheme", node.scheme)):
        if value.unknown:
            raise NotJudged(f"its {name} {because(value)}")
    # What the API takes for a type and a scheme that are left out.
    return node.type.get("application") == "network" and node.scheme.get("internet-facing") == "internal"
