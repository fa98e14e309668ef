"""Route 53 Resolver: endpoints and rules for names between a VPC and other networks."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    EndpointAddress,
    Node,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
)


@reads("privateapi:route53resolver:Endpoint", "aws:route53/resolverEndpoint:ResolverEndpoint", id="endpointId")
def resolver_endpoint(read: Reading) -> Iterator[Node]:
    yield ResolverEndpoint(
        **read.node,
        direction=read.text("direction"),
        vpc=read.ref("hostVpcId", "vpcId"),
        addresses=read.objects("ipAddresses").map(lambda found: tuple(map(_address, found))),
        security_groups=read.refs("securityGroupIds"),
    )


def _address(entry: Properties) -> EndpointAddress:
    return EndpointAddress(entry.ref("subnetId"), entry.text("ip"), entry.text("ipv6"))


@reads("privateapi:route53resolver:Rule", "aws:route53/resolverRule:ResolverRule", id=("ruleId", "resolverRuleId"))
def resolver_rule(read: Reading) -> Iterator[Node]:
    targets = read.objects("targetIps")
    yield ResolverRule(
        **read.node,
        domain_name=read.text("domainName").map(lambda name: name.removesuffix(".")),
        type=read.text("ruleType"),
        endpoint=read.ref("resolverEndpointId"),
        target_addresses=targets.map(lambda found: tuple(entry.text("ip", "ipv6") for entry in found)),
        target_ports=targets.map(lambda found: tuple(entry.integer("port") for entry in found)),
    )


@reads("privateapi:route53resolver:RuleAssociation", "aws:route53/resolverRuleAssociation:ResolverRuleAssociation")
def resolver_rule_association(read: Reading) -> Iterator[Node]:
    yield ResolverRuleAssociation(**read.node, rule=read.ref("resolverRuleId", "ruleId"), vpc=read.ref("vpcId"))
