"""ALI-VPA-04: allow lists of backends before a move."""

from collections.abc import Iterator

from privateapi.rules.ali_vpc_access._moves import Moved, MoveRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import Place, place_of
from privateapi.rules.gateway_instances import covered, shown_block, zone_networks
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.cidr import parse_cidr
from privateapi.topology.values import NotJudged


class MovedAllowList(MoveRule):
    """Before an API group moves to an instance, the allow lists of its backends have the instance's vSwitches."""

    id = "ALI-VPA-04"
    fix = "add the blocks of the vSwitches to the allow list of the backend before the move"
    remarks = "Allow lists are configured by the name or the address of the backend; security groups are ALI-SG-03."

    def judge_move(self, moved: Moved, design: Design) -> Iterator[Outcome]:
        place = place_of(design.topology, moved.access)
        allowed = _allow_list(place, design)
        if allowed is None:
            raise NotJudged(f"no allow list of {place.text} is configured")
        blocks = [parse_cidr(cidr) for cidr in allowed]
        for network in zone_networks(design.topology, moved.instance):
            source = needed(network.block, f"the CIDR block of {network.label}")
            if not covered(source, blocks):
                yield self.violation(
                    f"{moved.group.label} moves to {moved.instance.label}, whose requests come from {source} of "
                    f"{network.label}, but the allow list of {place.text} has {', '.join(allowed) or 'nothing'}",
                    moved.group,
                    moved.instance,
                    *place.nodes,
                )


def _allow_list(place: Place, design: Design) -> tuple[str, ...] | None:
    names = [shown_block(place.block), *(node.name for node in place.nodes)]
    lists = design.settings.backend_allow_lists
    return next((lists[name] for name in names if name in lists), None)
