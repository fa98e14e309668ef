"""ALI-CIDR-12: overlapping VPCs on one transit router, or peered."""

from collections.abc import Iterator

from privateapi.rules.alibaba_networks import connections, hub_label
from privateapi.rules.design import Design
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.topology.blocks import AnyVpc
from privateapi.topology.model import AlibabaRoute, AlibabaVpc


class VpcOverlap(VpcOverlapRule):
    """VPCs on one transit router, or peered, do not overlap: an address can be routed to one of them only."""

    id = "ALI-CIDR-12"
    fix = "give one of the two VPCs another block, or do not connect them"
    remarks = "An attachment that names no transit router is to that of its CEN instance in its region."

    def check(self, design: Design) -> Iterator[Outcome]:
        links = connections(design.topology)
        yield from self.all_unjudged(each for each in links.unread if not isinstance(each[0], AlibabaRoute))

        def connected(one: AnyVpc, other: AnyVpc) -> str | None:
            peering = links.peers_of.get(one.key, {}).get(other.key)
            if peering is not None:
                return f"{peering.label} connects them"
            mine, theirs = links.routers_of.get(one.key, {}), links.routers_of.get(other.key, {})
            for hub in sorted(mine.keys() & theirs.keys()):
                return f"both are attached to {hub_label(design.topology, hub, mine[hub])}"
            return None

        keys = sorted(links.routers_of.keys() | links.peers_of.keys())
        nodes = (design.topology.node(key) for key in keys)
        yield from self.overlaps(design, [vpc for vpc in nodes if isinstance(vpc, AlibabaVpc)], connected)
