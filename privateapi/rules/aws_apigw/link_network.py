"""AWS-API-07: the network of a VPC link of the second version."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.needed import same_resource
from privateapi.rules.rule import Outcome
from privateapi.rules.zone_spread import ZoneSpreadRule
from privateapi.rules.zones import named_vpc
from privateapi.topology.model import SecurityGroup, Subnet, Vpc, VpcLink
from privateapi.topology.placement import subnets_of


class LinkNetwork(ZoneSpreadRule[VpcLink]):
    """A VPC link V2 has subnets in two zones or more, all in one VPC, and security groups of that VPC."""

    id = "AWS-API-07"
    fix = "give the link subnets in two zones of one VPC, and security groups of that VPC"
    remarks = "How many subnets there may be is a quota (QUO-01)."

    def applies(self, node: VpcLink) -> bool:
        return node.version == 2

    def judge(self, node: VpcLink, design: Design) -> Iterator[Outcome]:
        yield from super().judge(node, design)
        if not self.applies(node):
            return
        topology = design.topology
        subnets = ask(subnets_of(topology, node), "the list subnetIds", ())
        groups = ask(
            topology.follow_all(node.security_groups, SecurityGroup, node), "the list of its security groups", ()
        )
        parts: list[Subnet | SecurityGroup] = [*subnets, *groups]
        for part in parts[1:]:
            refs = ((parts[0].vpc, parts[0]), (part.vpc, part))
            if same_resource(topology, *refs, Vpc, f"the VPC of {part.label}"):
                continue
            vpcs = [named_vpc(topology, topology.identity(ref, Vpc, near).get()) for ref, near in refs]
            yield self.violation(
                f"{node.label} has {parts[0].label} of {vpcs[0]} and {part.label} of {vpcs[1]}", node, parts[0], part
            )
