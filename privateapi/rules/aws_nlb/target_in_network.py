"""AWS-NLB-06: addresses that a balancer cannot reach."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.asking import ask, followed
from privateapi.rules.balancers import balancers_of, is_network
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.cidr import Cidr, parse_address, parse_cidr
from privateapi.topology.model import LoadBalancer, Target, TargetGroup, Vpc
from privateapi.topology.placement import subnets_of
from privateapi.topology.reachability import Outcome as Way
from privateapi.topology.values import NotJudged


class TargetInNetwork(NodeRule[Target]):
    """An address in a target group is in the group's VPC, or private and routed from the balancer's subnets."""

    id = "AWS-NLB-06"
    fix = "register an address of the group's VPC, or add routes from the balancer's subnets to the target's network"

    def judge(self, node: Target, design: Design) -> Iterator[Outcome]:
        group = followed(design.topology, node.target_group, TargetGroup, node, "its target group")
        if ask(group.target_type, f"the targetType of {group.label}", "instance") != "ip":
            return
        address = parse_address(ask(node.target.id, "the target"))
        vpc = followed(design.topology, group.vpc, Vpc, group, f"the VPC of {group.label}")
        blocks = vpc_blocks(design.topology, vpc)
        if any(block.contains(address) for block, _ in blocks.known):
            return
        if not blocks.complete:
            raise NotJudged(f"a CIDR block of {vpc.label} {blocks.unknown[0][1]}")
        row = network_facts().cidr_lists["aws.nlb_target"]
        outside = f"{address.host} of {group.label} is outside of {vpc.label} ({_listed(blocks.known)})"
        if not any(parse_cidr(text).contains(address) for text in row.cidrs):
            yield self.violation(f"{outside}, and not in {', '.join(row.cidrs)}", node, group, vpc)
            return
        for _, balancer in balancers_of(design.topology, group):
            if is_network(balancer):
                yield from self._routed(node, group, vpc, balancer, address, outside, design)

    def _routed(
        self,
        node: Target,
        group: TargetGroup,
        vpc: Vpc,
        balancer: LoadBalancer,
        address: Cidr,
        outside: str,
        design: Design,
    ) -> Iterator[Outcome]:
        subnets = ask(subnets_of(design.topology, balancer), f"the list of the subnets of {balancer.label}", ())
        paths = [(subnet, design.reachability.trace(subnet, address)) for subnet in subnets]
        for subnet, path in paths:
            if path.outcome is Way.UNKNOWN:
                raise NotJudged(f"whether {balancer.label} reaches {address.host} is not known: {path.reason}")
            if path.outcome is Way.STOPPED:
                yield self.violation(
                    f"{outside}, and {balancer.label} does not reach it from {subnet.label}: {path.reason}",
                    node,
                    group,
                    vpc,
                )
                return


def _listed(blocks: tuple[tuple[Cidr, object], ...]) -> str:
    return ", ".join(str(block) for block, _ in blocks)
