"""AWS-CIDR-07: overlapping peered VPCs."""

from collections.abc import Callable, Iterator

from privateapi.rules.design import Design
from privateapi.rules.finding import Unjudged
from privateapi.rules.overlap import VpcOverlapRule
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.topology.blocks import AnyVpc
from privateapi.topology.model import Vpc, VpcPeering
from privateapi.topology.values import Known


class VpcPeeringOverlap(VpcOverlapRule):
    """Peered VPCs do not overlap: EC2 ends such a peering with the status `failed`."""

    id = "AWS-CIDR-07"
    fix = "give one of the two VPCs another block"

    def check(self, design: Design) -> Iterator[Outcome]:
        said: set[Unjudged] = set()
        for peering in design.topology.of(VpcPeering):
            ends = [
                design.topology.follow(end, Vpc, near)
                # The peer may be in another Region.
                for end, near in ((peering.vpc, peering), (peering.peer_vpc, None))
            ]
            if not (isinstance(ends[0], Known) and isinstance(ends[1], Known)):
                if not peering.live:
                    yield self.unjudged(f"one of its VPCs {because(ends[1] if ends[0].known else ends[0])}", peering)
                continue
            for outcome in self.overlaps(design, (ends[0].value, ends[1].value), _connected_by(peering)):
                # A VPC with several peerings is counted once.
                if isinstance(outcome, Unjudged):
                    if outcome in said:
                        continue
                    said.add(outcome)
                yield outcome


def _connected_by(peering: VpcPeering) -> Callable[[AnyVpc, AnyVpc], str]:
    return lambda one, other: f"{peering.label} connects them"
