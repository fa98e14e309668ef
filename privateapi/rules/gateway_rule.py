"""The base of rules that judge VPC integration instances, each zone apart from the others."""

from collections.abc import Iterable, Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import (
    ZoneNetwork,
    integrates,
    reserved_in,
    reserved_source,
    shown_block,
    zone_networks,
)
from privateapi.rules.rule import NodeRule, Outcome, Rule
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import GatewayInstance, Node
from privateapi.topology.values import Known, NotJudged


class GatewayRule(NodeRule[GatewayInstance]):
    """A rule that judges VPC integration instances; other instances pass."""

    def judge(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if integrates(node):
            yield from self.judge_instance(node, design)

    def judge_instance(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        """Violations of one VPC integration instance; by default those of its zones."""
        networks = zone_networks(design.topology, node)
        unread: dict[str, None] = {}
        for network in networks:
            try:
                yield from self.judge_zone(network, networks, node, design)
            except NotJudged as reason:
                unread[str(reason)] = None
        for why in unread:
            yield self.unjudged(why, node)

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        """Violations of the instance's network in one zone; `networks` are those of all its zones."""
        yield from ()


class ReservedBlocksRule(Rule):
    """A rule that keeps blocks and addresses out of those that VPC integration instances use themselves."""

    def reserved(self, zone: str, instance: GatewayInstance, design: Design) -> tuple[Cidr, ...]:
        """The reserved blocks of a zone that count for an instance.

        The documentation does not say whether the blocks outside the instance's own CIDR block matter, so all count,
        unless the settings say otherwise.

        Raises:
            NotJudged: the zone is not in the table.
        """
        blocks = reserved_in(zone)
        own = block_of(instance.instance_cidr)
        if design.settings.reserved_by_instance_cidr and isinstance(own, Known):
            return tuple(block for block in blocks if own.value.contains(block))
        return blocks

    def in_reserved(
        self, subject: str, block: Cidr, zone: str, reserved: Iterable[Cidr], *nodes: Node
    ) -> Iterator[Outcome]:
        """A violation when a block of `subject` overlaps blocks that are reserved in a zone."""
        overlapped = [each for each in reserved if block.overlaps(each)]
        if overlapped:
            yield self.violation(
                f"{subject} {shown_block(block)}, which {'is in' if block.prefix == block.bits else 'overlaps'} "
                f"{' and '.join(map(str, overlapped))}, reserved for VPC integration instances in {zone} "
                f"({reserved_source()})",
                *nodes,
            )
