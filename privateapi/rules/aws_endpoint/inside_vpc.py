"""AWS-EP-05: groups and subnets of another VPC."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.needed import same_resource
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.zones import named_vpc
from privateapi.topology.model import SecurityGroup, Subnet, Vpc, VpcEndpoint
from privateapi.topology.placement import subnets_of
from privateapi.topology.values import NotJudged


class InsideVpc(NodeRule[VpcEndpoint]):
    """Subnets and security groups of an endpoint are those of its VPC."""

    id = "AWS-EP-05"
    fix = "use subnets and security groups of the endpoint's VPC"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        parts: list[Subnet | SecurityGroup] = []
        for what, found in (
            ("subnets", subnets_of(topology, node)),
            ("security groups", topology.follow_all(node.security_groups, SecurityGroup, node)),
        ):
            try:
                parts += ask(found, f"the list of its {what}", ())
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
        own = ask(topology.identity(node.vpc, Vpc, node), "its VPC") if parts else ""
        for part in parts:
            try:
                inside = same_resource(topology, (node.vpc, node), (part.vpc, part), Vpc, f"the VPC of {part.label}")
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)
                continue
            if not inside:
                other = named_vpc(topology, topology.identity(part.vpc, Vpc, part).get())
                yield self.violation(
                    f"{node.label} is in {named_vpc(topology, own)}, {part.label} in {other}", node, part
                )
