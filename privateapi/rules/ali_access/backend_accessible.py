"""ALI-ACC-01: backend addresses that the instance does not reach."""

from collections.abc import Iterator

from privateapi.facts.networks import network_facts
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import HTTP, served, url_of
from privateapi.rules.gateway_instances import Accessible, InstanceKind, accessible
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.cidr import parse_cidr
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class BackendAccessible(Rule):
    """The private address of a backend is in an accessible CIDR block of the VPC integration instance of its API."""

    id = "ALI-ACC-01"
    fix = "add a block that holds the address to the accessible CIDR blocks of the instance, or correct the address"
    remarks = "Addresses in internal DNS records are ALI-DNS-08, servers of VPC access authorizations ALI-VPA-02."

    def check(self, design: Design) -> Iterator[Outcome]:
        private = [parse_cidr(cidr) for cidr in network_facts().cidr_lists["alibaba.private"].cidrs]
        apis = served(design.topology, HTTP, InstanceKind.VPC_INTEGRATION)
        unread: list[tuple[Node, str]] = list(apis.unread)
        reached: dict[str, Accessible] = {}
        for each in apis.found:
            try:
                address = url_of(each.api).address
                if address is None or each.live or not any(block.contains(address) for block in private):
                    continue
                blocks = reached.get(each.instance.key)
                if blocks is None:
                    blocks = reached[each.instance.key] = accessible(design.topology, each.instance)
                if not blocks.hold(address):
                    yield self.violation(
                        f"{each.api.label} has the backend {address.host}, which is in none of the accessible CIDR "
                        f"blocks of {each.instance.label}: {blocks.text}",
                        each.api,
                        each.instance,
                    )
            except NotJudged as reason:
                unread.append((each.api, str(reason)))
        yield from self.all_unjudged(unread)
