"""ALI-CIDR-05: zones whose reserved blocks are not known."""

from collections.abc import Iterator

from privateapi.facts.reserved_cidrs import reserved_table
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import ZoneNetwork, reserved_source
from privateapi.rules.gateway_rule import GatewayRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.model import GatewayInstance


class ZoneListed(GatewayRule):
    """The zones of a VPC integration instance are in the table of reserved blocks, or it is said that they are not."""

    id = "ALI-CIDR-05"
    fix = "look the zone up in the documentation of VPC integration instances and compare its blocks by hand"

    def judge_zone(
        self, network: ZoneNetwork, networks: tuple[ZoneNetwork, ...], node: GatewayInstance, design: Design
    ) -> Iterator[Outcome]:
        zone = needed(network.zone, f"the zone of {network.label}")
        table = reserved_table().zones
        if zone not in table:
            regions = len({row.region for row in table.values()})
            yield self.violation(
                f"{node.label} is in {zone}, which is not among the {len(table)} zones of {regions} regions whose "
                f"reserved CIDR blocks are listed ({reserved_source()}), so {network.label} is not checked for them",
                node,
                *network.nodes,
            )
