"""AWS-CIDR-01: size and form of a VPC's block."""

from privateapi.rules.block_size import BlockSizeRule
from privateapi.topology.model import Vpc


class VpcBlock(BlockSizeRule[Vpc]):
    """A VPC's block is a network without host bits, /16 to /28."""

    id = "AWS-CIDR-01"
    fix = "give the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16"
    sizes = "aws.vpc"
    taker = "a VPC"
