"""AWS-EP-17: private DNS of S3 interface endpoints."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint._kinds import aws_service, is_interface
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import is_service
from privateapi.rules.zones import named_vpc
from privateapi.topology.model import Vpc, VpcEndpoint
from privateapi.topology.values import Known, NotJudged


class S3PrivateDns(NodeRule[VpcEndpoint]):
    """An S3 interface endpoint with private DNS has a gateway endpoint beside it, or answers also inside the VPC."""

    id = "AWS-EP-17"
    fix = "add a gateway endpoint for S3 to the VPC, or set privateDnsOnlyForInboundResolverEndpoint false"
    remarks = "EC2 takes the option for true when it is left out."

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        if not is_interface(node) or not ask(node.private_dns_enabled, "privateDnsEnabled", False):
            return
        service = aws_service(node)
        if service is None or service not in service_choice("aws.endpoint.dual_type_services"):
            return
        option = "privateDnsOnlyForInboundResolverEndpoint"
        if not ask(node.private_dns_only_for_inbound_resolver_endpoint, option, True):
            return
        topology = design.topology
        vpc = ask(topology.identity(node.vpc, Vpc, node), "its VPC")
        for other in topology.of(VpcEndpoint):
            if not is_service(other, service) or not (other.type.missing or other.type == Known("Gateway")):
                continue
            there = topology.identity(other.vpc, Vpc, other)
            if there == Known(vpc):
                return
            if there.unknown:
                raise NotJudged(f"the VPC of {other.label} is not known")
        if not design.live and topology.node(vpc) is None:
            raise NotJudged(f"whether {named_vpc(topology, vpc)} has a gateway endpoint for S3 is not known")
        yield self.violation(
            f"{node.label} has private DNS for resolver endpoints only, and {named_vpc(topology, vpc)} has no gateway "
            "endpoint for S3",
            node,
        )
