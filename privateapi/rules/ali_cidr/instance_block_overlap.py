"""ALI-CIDR-02: the block of an instance against those of its vSwitches."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import ZoneNetwork
from privateapi.rules.gateway_rule import GatewayRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import block_of
from privateapi.topology.model import GatewayInstance


class InstanceBlockOverlap(GatewayRule):
    """The CIDR block of a VPC integration instance overlaps none of its vSwitches."""

    id = "ALI-CIDR-02"
    fix = "choose the other instance CIDR block, or a vSwitch outside both, such as one in 10.0.0.0/8"

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        own = needed(block_of(node.instance_cidr), "its instanceCidr")
        block = needed(network.block, f"the CIDR block of {network.label}")
        if own.overlaps(block):
            yield self.violation(
                f"{node.label} has the instanceCidr {own}, which overlaps {block} of {network.label}",
                node,
                *network.nodes,
            )
