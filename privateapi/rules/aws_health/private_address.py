"""AWS-HC-01: health checks of private addresses."""

import ipaddress
from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import parse_address, parse_cidr
from privateapi.topology.model import HealthCheck


class PrivateAddress(NodeRule[HealthCheck]):
    """A Route 53 health check asks no private address: its checkers are outside of every VPC."""

    id = "AWS-HC-01"
    fix = (
        "let the health check watch a CloudWatch alarm (CLOUDWATCH_METRIC), such as one on the healthy hosts of the NLB"
    )

    def judge(self, node: HealthCheck, design: Design) -> Iterator[Outcome]:
        if node.ip_address.missing:
            return
        text = ask(node.ip_address, "the ipAddress")
        address = parse_address(text)
        refused = [parse_cidr(block) for block in network_facts().cidr_lists["aws.not_checkable"].cidrs]
        holder = next((block for block in refused if block.contains(address)), None)
        # The list is of IPv4 blocks; of IPv6, what is not global is out of reach as well.
        if holder is None and (address.version == 4 or ipaddress.ip_address(address.host).is_global):
            return
        where = f" in {holder}" if holder is not None else ""
        yield self.violation(f"{node.label} asks {text}{where}, which Route 53's checkers cannot reach", node)
