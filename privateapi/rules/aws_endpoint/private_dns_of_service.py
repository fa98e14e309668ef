"""AWS-EP-16: private DNS for endpoint services."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint._kinds import aws_service
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import service_of
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.values import NotJudged


class PrivateDnsOfService(NodeRule[VpcEndpoint]):
    """An endpoint to an endpoint service has private DNS only when the service has a verified private name."""

    id = "AWS-EP-16"
    fix = "set privateDnsEnabled false, or give the service a private DNS name and prove it first"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        if not ask(node.private_dns_enabled, "privateDnsEnabled", False):
            return
        service = service_of(design.topology, node)
        if service is None:
            if aws_service(node) is None:
                raise NotJudged("its endpoint service is not among the resources that were read")
            return
        if service.private_dns_name.missing:
            yield self.violation(
                f"{node.label} has private DNS for {service.label}, which has no private DNS name", node, service
            )
            return
        state = ask(service.private_dns_state, f"whether the private DNS name of {service.label} is verified: it")
        if state != "verified":
            yield self.violation(
                f"{node.label} has private DNS for {service.label}, whose private DNS name is {state}", node, service
            )
