"""ALI-CIDR-10: vSwitches in blocks that API Gateway uses in another zone of the same instance."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import ZoneNetwork
from privateapi.rules.gateway_rule import GatewayRule, ReservedBlocksRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import GatewayInstance


class VSwitchReservedElsewhere(GatewayRule, ReservedBlocksRule):
    """A vSwitch does not overlap a block that is reserved in another zone of its instance."""

    id = "ALI-CIDR-10"
    fix = "give the vSwitch a block that is reserved in none of the instance's zones, such as one in 10.0.0.0/8"
    remarks = "Blocks that are reserved in the vSwitch's own zone too are ALI-CIDR-01."

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        if len(networks) < 2:
            return
        block = needed(network.block, f"the CIDR block of {network.label}")
        zone = needed(network.zone, f"the zone of {network.label}")
        own = self.reserved(zone, node, design)
        subject = f"{network.label} of {node.label} in {zone} has"
        for other in networks:
            elsewhere = needed(other.zone, f"the zone of {other.label}")
            reserved = [each for each in self.reserved(elsewhere, node, design) if each not in own]
            yield from self.in_reserved(subject, block, elsewhere, reserved, *network.nodes, node)
