"""ALI-ACC-03: added blocks that API Gateway uses itself."""

from collections.abc import Iterator

from privateapi.rules.ali_access._blocks import Added, AddedBlocksRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import zone_networks
from privateapi.rules.gateway_rule import ReservedBlocksRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome


class AddedBlockReserved(AddedBlocksRule, ReservedBlocksRule):
    """An added accessible CIDR block overlaps no block that is reserved in a zone of the instance."""

    id = "ALI-ACC-03"
    fix = "add only the blocks that backends are in, outside the reserved ones: traffic to those stays in the gateway"
    remarks = "The vSwitches of the instance are ALI-CIDR-01."

    def judge(self, added: Added, design: Design) -> Iterator[Outcome]:
        instance = added.instance
        zones = [
            needed(network.zone, f"the zone of {network.label}") for network in zone_networks(design.topology, instance)
        ]
        for zone in dict.fromkeys(zones):
            for block, holder in added.blocks:
                subject = f"{holder.label}{'' if holder is instance else f' of {instance.label}'} adds"
                yield from self.in_reserved(
                    subject, block, zone, self.reserved(zone, instance, design), holder, instance
                )
