"""AWS-EP-19: questions that do not get out."""

from collections.abc import Iterator
from typing import TypeAlias

from privateapi.facts.services import service_choice, service_range
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.blocks import address_of
from privateapi.topology.model import (
    DhcpOptions,
    DhcpOptionsAssociation,
    Instance,
    ResolverEndpoint,
    ResolverRule,
    SecurityGroup,
    Subnet,
    Topology,
    Vpc,
)
from privateapi.topology.openings import lets_out
from privateapi.topology.values import MISSING, Known, NotJudged, Value, flat

# A name server as it is written, and the port that it is asked on; 53 where none is named.
_Server: TypeAlias = tuple[str, Value[int]]


class ResolverAdmission(Rule):
    """With name servers of one's own, security groups let questions out to them: UDP and TCP, port 53 or the rule's."""

    id = "AWS-EP-19"
    fix = "allow outbound UDP and TCP to the name servers, on 53 or the port that the Resolver rule names"
    remarks = "Judged of outbound Resolver endpoints with rules, and of instances in a VPC with other name servers."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        asking: list[tuple[ResolverEndpoint | Instance, tuple[_Server, ...]]] = [
            *_endpoints(topology),
            *_instances(topology),
        ]
        for node, servers in asking:
            if node.live:
                continue
            try:
                groups = ask(
                    topology.follow_all(node.security_groups, SecurityGroup, node),
                    "the list of its security groups",
                    (),
                )
                yield from self._asked(node, groups, servers, topology)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)

    def _asked(
        self,
        node: ResolverEndpoint | Instance,
        groups: tuple[SecurityGroup, ...],
        servers: tuple[_Server, ...],
        topology: Topology,
    ) -> Iterator[Outcome]:
        for text, given in servers if groups else ():
            port = ask(given, "the port of a name server", service_range("aws.dns_port").lowest)
            # A server may be written with its port.
            address = address_of(Known(text.partition(":")[0] if text.count(":") == 1 else text))
            if not isinstance(address, Known):
                continue
            shut = [
                protocol
                for protocol in ("udp", "tcp")
                if not ask(lets_out(topology, groups, port, address.value, protocol), "whether questions get out:")
            ]
            if shut:
                labels = " and ".join(group.label for group in groups)
                yield self.violation(
                    f"{labels} of {node.label} lets no {' and no '.join(map(str.upper, shut))} {port} out to the name "
                    f"server {address.value.host}",
                    *groups,
                    node,
                )


def _endpoints(topology: Topology) -> Iterator[tuple[ResolverEndpoint, tuple[_Server, ...]]]:
    for rule in topology.of(ResolverRule):
        endpoint = topology.follow(rule.endpoint, ResolverEndpoint, rule)
        servers = flat(rule.target_addresses)
        if isinstance(endpoint, Known) and isinstance(servers, Known):
            ports = rule.target_ports.get(()) or (MISSING,) * len(servers.value)
            yield endpoint.value, tuple(zip(servers.value, ports, strict=True))


def _instances(topology: Topology) -> Iterator[tuple[Instance, tuple[_Server, ...]]]:
    servers: dict[str, tuple[str, ...]] = {}
    for association in topology.of(DhcpOptionsAssociation):
        vpc = topology.identity(association.vpc, Vpc, association)
        options = topology.follow(association.dhcp_options, DhcpOptions, association)
        listed = options.then(lambda found: flat(found.domain_name_servers))
        if isinstance(vpc, Known) and isinstance(listed, Known):
            servers[vpc.value] = listed.value
    for instance in topology.of(Instance) if servers else ():
        subnet = topology.follow(instance.subnet, Subnet, instance)
        vpc = subnet.then(lambda found: topology.identity(found.vpc, Vpc, found))
        if isinstance(vpc, Known):
            own = service_choice("aws.resolver.names").values
            others = tuple((text, MISSING) for text in servers.get(vpc.value, ()) if text not in own)
            yield instance, others
