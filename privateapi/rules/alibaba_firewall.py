"""What security groups of Alibaba Cloud let through: rules by priority, drops before accepts, then the default."""

from __future__ import annotations

from dataclasses import dataclass

from privateapi.facts.alibaba import GroupDefaults, alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import AlibabaSecurityGroup, AlibabaSecurityGroupRule, Direction, Topology
from privateapi.topology.values import NotJudged, Unknown

# What the provider takes for properties that a rule leaves out (pulumi_alicloud 4.0.0, ecs.SecurityGroupRule).
_PRIORITY = 1
_POLICY = "accept"
_ALL_PORTS = "-1/-1"
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Flow:
    """TCP connections that groups are asked about.

    `peer` is the address of the other side, or the block that it is in; `peer_groups` are the keys of its security
    groups; `port` is the destination's, None where it is not known.
    """

    direction: Direction
    peer: Cidr
    peer_groups: frozenset[str]
    port: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether connections are let through, and the rule that decides; None is the default of the group."""

    accepted: bool
    by: AlibabaSecurityGroupRule | None

    @property
    def text(self) -> str:
        """Why connections are not let through."""
        return f"{self.by.label} drops it" if self.by is not None else "no rule accepts it"


def defaults(group: AlibabaSecurityGroup) -> GroupDefaults:
    """What a group does without rules; left out, the type is `normal`.

    Raises:
        NotJudged: the type is not known.
    """
    types = alibaba_facts().security_groups
    text = "normal" if group.type.missing else needed(group.type, f"the type of {group.label}")
    if text not in types:
        raise NotJudged(f"the type {text!r} of {group.label} is none of {', '.join(types)}")
    return types[text]


def connected_inside(group: AlibabaSecurityGroup) -> bool:
    """Whether interfaces of one group reach each other without a rule.

    Raises:
        NotJudged: the group's type or its inner access policy is not known.
    """
    if defaults(group).same_group == "drop":
        return False
    policy = group.inner_access_policy
    return policy.missing or needed(policy, f"the innerAccessPolicy of {group.label}").lower() == "accept"


class Firewall:
    """The security groups of a design; the rules of each are put in order once."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self._ordered: dict[tuple[tuple[str, ...], Direction], list[tuple[AlibabaSecurityGroupRule, str | None]]] = {}

    def decide(self, groups: tuple[AlibabaSecurityGroup, ...], flow: Flow, default: bool | None = None) -> Decision:
        """What the groups of one interface together decide; `default` is for interfaces whose groups decide otherwise.

        Raises:
            NotJudged: it depends on a value that is not known.
        """
        # Outcomes of rules that may or may not count, each with the reason.
        possible: dict[bool, str] = {}
        for rule, doubt in self._in_order(groups, flow.direction):
            try:
                if not _matches(self.design.topology, rule, flow):
                    continue
            except NotJudged as reason:
                doubt = doubt or str(reason)
            if isinstance(rule.policy, Unknown):
                raise NotJudged(f"{rule.label}: its policy {rule.policy.why}")
            accepted = rule.policy.get(_POLICY).lower() == "accept"
            if doubt is not None:
                possible.setdefault(accepted, f"{rule.label}: {doubt}")
                continue
            return _certain(accepted, rule, possible)
        for group in groups:
            if group.live and not self.design.live:
                raise NotJudged(f"{group.label} exists already and may have rules that were not read")
        if default is None:
            kind = defaults(groups[0])
            default = (kind.ingress if flow.direction is Direction.INGRESS else kind.egress) == "accept"
        return _certain(default, None, possible)

    def _in_order(
        self, groups: tuple[AlibabaSecurityGroup, ...], direction: Direction
    ) -> list[tuple[AlibabaSecurityGroupRule, str | None]]:
        """The rules of the groups in the order in which they count, each with what is not certain about that."""
        key = tuple(group.key for group in groups), direction
        if key in self._ordered:
            return self._ordered[key]
        of_groups = self.design.topology.grouped(AlibabaSecurityGroupRule, "security_group", AlibabaSecurityGroup)
        rules: dict[AlibabaSecurityGroupRule, str | None] = {}
        for group in groups:
            for rule in of_groups.by_target.get(group.key, ()):
                rules[rule] = f"its priority {rule.priority.why}" if isinstance(rule.priority, Unknown) else None
        rules |= {rule: f"its security group {why}" for rule, why in of_groups.unresolved}
        self._ordered[key] = sorted(
            (item for item in rules.items() if item[0].direction is direction),
            key=lambda item: (
                # What may come first is looked at first.
                0 if item[0].priority.unknown else item[0].priority.get(_PRIORITY),
                not item[0].policy.unknown and item[0].policy.get(_POLICY).lower() == "accept",
                item[0].key,
            ),
        )
        return self._ordered[key]


def _certain(accepted: bool, rule: AlibabaSecurityGroupRule | None, possible: dict[bool, str]) -> Decision:
    """The decision, when no rule that may count before it decides otherwise."""
    if (not accepted) in possible:
        raise NotJudged(possible[not accepted])
    return Decision(accepted, rule)


def _matches(topology: Topology, rule: AlibabaSecurityGroupRule, flow: Flow) -> bool:
    """Whether a rule is about connections.

    Raises:
        NotJudged: a property of the rule is not known, or it is about a part of the connections.
    """
    protocol = needed(rule.ip_protocol, "its ipProtocol").lower()
    if protocol not in ("tcp", "all"):
        return False
    ports = _ALL_PORTS if rule.port_range.missing else needed(rule.port_range, "its portRange")
    at_peer = _is_peer(topology, rule, flow)
    first, last = _ports(ports)
    if flow.port is None:
        if at_peer and (first, last) != (1, _LAST_PORT):
            raise NotJudged("the port of the backend is not known")
        return at_peer
    return at_peer and first <= flow.port <= last


def _ports(text: str) -> tuple[int, int]:
    if text == _ALL_PORTS:
        return 1, _LAST_PORT
    first, _, last = text.partition("/")
    if not (first.isdecimal() and last.isdecimal()):
        raise NotJudged(f"its portRange {text!r} is no range such as 80/80")
    return int(first), int(last)


def _is_peer(topology: Topology, rule: AlibabaSecurityGroupRule, flow: Flow) -> bool:
    if not rule.cidr_ip.missing:
        block = needed(block_of(rule.cidr_ip), "its cidrIp")
        if block.overlaps(flow.peer) and not block.contains(flow.peer):
            raise NotJudged(f"its cidrIp {block} is a part of {flow.peer}")
        return block.contains(flow.peer)
    if not rule.peer_group.missing:
        group = needed(topology.identity(rule.peer_group, AlibabaSecurityGroup, rule), "its peer group")
        return group in flow.peer_groups
    raise NotJudged("its peer is a prefix list or an IPv6 block")
