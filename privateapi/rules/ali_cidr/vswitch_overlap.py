"""ALI-CIDR-08: overlapping vSwitches of one VPC."""

from collections.abc import Iterable

from privateapi.rules.sibling_overlap import SiblingOverlapRule
from privateapi.topology.model import AlibabaVpc, VSwitch
from privateapi.topology.values import Value


class VSwitchOverlap(SiblingOverlapRule[VSwitch]):
    """The vSwitches of one VPC do not overlap."""

    id = "ALI-CIDR-08"
    fix = "give one of the two vSwitches a free block of the VPC"
    part = VSwitch
    whole = AlibabaVpc

    def blocks(self, part: VSwitch) -> Iterable[Value[str]]:
        return (part.cidr_block,)
