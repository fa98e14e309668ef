"""What the rules about added CIDR blocks share."""

import abc
from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.rules.alibaba_networks import Connections, connections
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import accessible, integrates
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import AccessibleCidrs, GatewayInstance, Node
from privateapi.topology.values import NotJudged


@dataclass(frozen=True, slots=True)
class Added:
    """The blocks that were added to those of an instance, with the resource that adds each.

    `own` are the blocks of its vSwitches, `links` the connections of all VPCs of the design.
    """

    instance: GatewayInstance
    blocks: tuple[tuple[Cidr, Node], ...]
    own: tuple[Cidr, ...]
    links: Connections

    def by(self, holder: Node, block: object) -> str:
        """How a message says who adds a block."""
        return f"{holder.label} adds {block}{'' if holder is self.instance else f' to {self.instance.label}'}"


class AddedBlocksRule(Rule):
    """A rule that judges the blocks that were added to those of an instance, whichever resource adds them."""

    @abc.abstractmethod
    def judge(self, added: Added, design: Design) -> Iterator[Outcome]:
        """Violations of the blocks of one instance. `NotJudged` may be raised."""

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        links = connections(topology)
        unread: list[tuple[Node, str]] = []
        for instance in topology.of(GatewayInstance):
            try:
                if not integrates(instance):
                    continue
                reached = accessible(topology, instance)
                unread += [(instance, why) for why in reached.added_unread]
                blocks = tuple(
                    (block, holder)
                    for block, holder in (*reached.added, *reached.unsent)
                    # An instance that exists already may get further blocks.
                    if not (holder.live and instance.live)
                )
                if blocks:
                    yield from self.judge(Added(instance, blocks, reached.own, links), design)
            except NotJudged as reason:
                unread.append((instance, str(reason)))
        instances = topology.grouped(AccessibleCidrs, "instance", GatewayInstance)
        for key, holders in instances.by_target.items():
            if topology.node(key) is None:
                unread += [
                    (each, f"its instance {key!r} is not among the resources that were read") for each in holders
                ]
        yield from self.all_unjudged(unread)
