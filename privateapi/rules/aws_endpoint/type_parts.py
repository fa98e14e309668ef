"""AWS-EP-11: what each type of endpoint is made of."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint._kinds import aws_service
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import VpcEndpoint
from privateapi.topology.placement import subnet_refs
from privateapi.topology.values import Refs


class TypeParts(NodeRule[VpcEndpoint]):
    """A gateway endpoint is for S3 or DynamoDB and has route tables; an interface endpoint has subnets and groups."""

    id = "AWS-EP-11"
    fix = "give a gateway endpoint route tables, an interface endpoint subnets and security groups"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        kind = ask(node.type, "the vpcEndpointType", "Gateway")
        if kind == "Gateway":
            yield from self._gateway(node)
        elif kind == "Interface":
            yield from self._parts(node, "an interface endpoint", {"routeTableIds": node.route_tables})
            for what, refs in (("subnets", subnet_refs(node)), ("security groups", node.security_groups)):
                if not _given(refs):
                    default = ": it has the VPC's default group then" if what != "subnets" else ""
                    yield self.violation(f"{node.label} is an interface endpoint and has no {what}{default}", node)

    def _gateway(self, node: VpcEndpoint) -> Iterator[Outcome]:
        yield from self._parts(
            node, "a gateway endpoint", {"subnetIds": node.subnets, "securityGroupIds": node.security_groups}
        )
        if ask(node.private_dns_enabled, "privateDnsEnabled", False):
            yield self.violation(f"{node.label} is a gateway endpoint and has privateDnsEnabled", node)
        if not _given(node.route_tables):
            yield self.violation(f"{node.label} is a gateway endpoint and has no route tables", node)
        service, gateways = aws_service(node), service_choice("aws.endpoint.gateway_services")
        if service not in gateways:
            yield self.violation(
                f"{node.label} is a gateway endpoint for {ask(node.service_name, 'the serviceName')}; "
                f"{', '.join(gateways.values)} have gateway endpoints",
                node,
            )

    def _parts(self, node: VpcEndpoint, what: str, foreign: dict[str, Refs]) -> Iterator[Outcome]:
        for name, refs in foreign.items():
            if _given(refs):
                yield self.violation(f"{node.label} is {what} and has {name}", node)


def _given(refs: Refs) -> bool:
    """Whether a list is there and not empty; one that is not known is there."""
    return not refs.missing and (refs.ids.unknown or bool(refs.ids.get()))
