"""AWS-CIDR-01: size and form of a VPC's block."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import CidrError, parse_cidr, require_prefix
from privateapi.topology.model import Vpc


class VpcBlock(NodeRule[Vpc]):
    """A VPC's block is a network without host bits, /16 to /28."""

    id = "AWS-CIDR-01"
    fix = "give the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16"

    def judge(self, node: Vpc, design: Design) -> Iterator[Outcome]:
        text = node.cidr_block.get()
        sizes = network_facts().prefix_ranges["aws.vpc"]
        try:
            require_prefix(parse_cidr(text), sizes.shortest, sizes.longest, "a VPC")
        except CidrError as error:
            yield self.violation(f"{node.label}: cidrBlock {error}", node)
