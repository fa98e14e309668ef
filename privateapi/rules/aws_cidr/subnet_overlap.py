"""AWS-CIDR-03: overlapping subnets of one VPC."""

from collections.abc import Iterable

from privateapi.rules.sibling_overlap import SiblingOverlapRule
from privateapi.topology.model import Subnet, Vpc
from privateapi.topology.values import Value


class SubnetOverlap(SiblingOverlapRule[Subnet]):
    """The subnets of one VPC do not overlap."""

    id = "AWS-CIDR-03"
    fix = "give one of the two subnets a free block of the VPC"
    part = Subnet
    whole = Vpc

    def blocks(self, part: Subnet) -> Iterable[Value[str]]:
        return part.cidr_block, part.ipv6_cidr_block
