"""ALI-CIDR-01: vSwitches in blocks that API Gateway uses itself."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import ZoneNetwork
from privateapi.rules.gateway_rule import GatewayRule, ReservedBlocksRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import GatewayInstance


class VSwitchReserved(GatewayRule, ReservedBlocksRule):
    """A vSwitch of a VPC integration instance does not overlap a block that is reserved in its zone."""

    id = "ALI-CIDR-01"
    fix = "give the vSwitch a block that overlaps none of the reserved ones, such as one in 10.0.0.0/8"
    remarks = "All reserved blocks of a zone count, whichever block the instance itself has, unless configured."

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        block = needed(network.block, f"the CIDR block of {network.label}")
        zone = needed(network.zone, f"the zone of {network.label}")
        subject = f"{network.label} of {node.label} has"
        yield from self.in_reserved(subject, block, zone, self.reserved(zone, node, design), *network.nodes, node)
