"""AWS-EP-01: private DNS in a VPC without DNS."""

from collections.abc import Iterator

from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.vpc_dns import dns_faults
from privateapi.topology.model import Vpc, VpcEndpoint


class PrivateDnsAttributes(NodeRule[VpcEndpoint]):
    """An endpoint with private DNS is in a VPC with both DNS attributes on."""

    id = "AWS-EP-01"
    fix = "set enableDnsSupport and enableDnsHostnames true on the VPC, or privateDnsEnabled false"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        if not ask(node.private_dns_enabled, "privateDnsEnabled", False):
            return
        vpc = followed(design.topology, node.vpc, Vpc, node, "its VPC")
        faults = list(dns_faults(vpc))
        if faults:
            yield self.violation(
                f"{node.label} has private DNS in {vpc.label}, which has {' and '.join(faults)}", node, vpc
            )
