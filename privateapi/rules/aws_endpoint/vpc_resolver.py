"""AWS-EP-18: VPCs with other name servers."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.zones import zone_links
from privateapi.topology.blocks import vpc_blocks
from privateapi.topology.model import DhcpOptions, DhcpOptionsAssociation, Node, Vpc, VpcEndpoint
from privateapi.topology.values import Known, flat


class VpcResolver(NodeRule[DhcpOptionsAssociation]):
    """A VPC with private DNS or private zones keeps the VPC's own resolver in its DHCP options."""

    id = "AWS-EP-18"
    fix = "keep AmazonProvidedDNS in the DHCP options, or forward the private names from the own servers to it"

    def check(self, design: Design) -> Iterator[Outcome]:
        self._users: dict[str, Node] = {}
        for link in zone_links(design.topology):
            if isinstance(link.vpc, Known) and isinstance(link.zone, Known):
                self._users.setdefault(link.vpc.value, design.topology.node(link.zone.value) or link.node)
        for endpoint in design.topology.of(VpcEndpoint):
            vpc = design.topology.identity(endpoint.vpc, Vpc, endpoint)
            if isinstance(vpc, Known) and endpoint.private_dns_enabled == Known(True):
                self._users[vpc.value] = endpoint
        yield from super().check(design)

    def judge(self, node: DhcpOptionsAssociation, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        vpc = ask(topology.identity(node.vpc, Vpc, node), "its VPC")
        user = self._users.get(vpc)
        if user is None:
            return
        options = followed(topology, node.dhcp_options, DhcpOptions, node, "its DHCP options")
        servers = ask(flat(options.domain_name_servers), f"the list of the name servers of {options.label}", ())
        found = topology.node(vpc)
        own = own_resolver(design, found) if isinstance(found, Vpc) else set()
        if servers and not (own | set(service_choice("aws.resolver.names").values)) & set(servers):
            label = found.label if found is not None else f"VPC {vpc}"
            yield self.violation(
                f"{options.label} gives {label} the name servers {', '.join(servers)}, which know nothing of "
                f"{user.label}",
                node,
                options,
                user,
            )


def own_resolver(design: Design, vpc: Vpc) -> set[str]:
    """The addresses of a VPC's resolver: the base of each of its IPv4 blocks plus two."""
    blocks = vpc_blocks(design.topology, vpc).known
    return {block.address(2) for block, _ in blocks if block.version == 4 and block.size > 2}
