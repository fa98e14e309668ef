"""ALI-CIDR-03: the blocks that an instance can have."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import shown
from privateapi.topology.model import GatewayInstance


class InstanceBlock(NodeRule[GatewayInstance]):
    """The CIDR block of an instance is one of those that the provider accepts."""

    id = "ALI-CIDR-03"
    fix = "choose the one of the two that no vSwitch of the instance is in"
    remarks = "A block that was left out is ALI-INST-02."

    def judge(self, node: GatewayInstance, design: Design) -> Iterator[Outcome]:
        if node.instance_cidr.missing:
            return
        accepted = network_facts().cidr_lists["alibaba.instance"]
        text = needed(node.instance_cidr, "its instanceCidr")
        if text not in accepted.cidrs:
            yield self.violation(
                f"{node.label} has the instanceCidr {shown(text)}; it is one of {' and '.join(accepted.cidrs)} "
                f"({accepted.source})",
                node,
            )
