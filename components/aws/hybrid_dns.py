"""Hybrid DNS: on-premises clients ask for the private names, and VPCs for the names on premises."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import pulumi

from privateapi.rules.aws_cidr.on_premises_overlap import OnPremisesOverlap
from privateapi.rules.design import Settings
from privateapi.sdk import ec2, route53resolver
from privateapi.topology.cidr import CidrError, parse_address, parse_cidr
from privateapi.topology.model import Vpc
from privateapi.topology.values import Known
from privateapi.topology.zones import inside, normal

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component
from .network import Network, NetworkSubnet
from .routed_name import ClientVpc

DNS = 53
DNS_PROTOCOLS = ("tcp", "udp")
ZONES = 2
"""Availability Zones that an endpoint stands in at least ("Resolver endpoint availability", Route 53 Developer "
"Guide)."""
MOST_ADDRESSES = 6
"""Addresses of an endpoint, and name servers of a rule ("Quotas on Route 53 VPC Resolver", Route 53 Developer "
"Guide)."""
LINK_LOCAL_RESOLVER = "169.254.169.253"
"""Where the VPC's own resolver answers too, beside the third address of the VPC (VPC User Guide, "Amazon DNS "
"server")."""


@dataclass(frozen=True)
class ForwardedDomain:
    """A domain that name servers on premises answer.

    Args:
        domain_name: the domain, with all names below it.
        name_servers: IPv4 addresses of its name servers, one to six.
        port: their port.
    """

    domain_name: str
    name_servers: Sequence[str]
    port: int = DNS


@dataclass(frozen=True)
class _Chosen:
    """A chosen address and the subnet that it lies in."""

    subnet: NetworkSubnet
    address: str


class HybridDns(Component):
    """Names across Direct Connect or VPN, both ways.

    Inwards: an inbound Resolver endpoint in each region, to which name servers on premises forward the private domain.
    What asks there sees what the VPC of the endpoint sees: its private zones, endpoint names and Resolver rules
    (Route 53 Developer Guide, "Forwarding inbound DNS queries to your VPCs"). Its security group lets port 53 in over
    TCP and UDP, from the given blocks alone.

    Outwards: an outbound endpoint in each region and a rule for each domain, which every VPC follows. Where a rule and
    a private zone are for one domain the rule wins, and where one of the two is more specific that one wins
    ("Considerations when working with a private hosted zone"). So a rule that would take a name away from its private
    zone is refused here.

    A name server that is an inbound endpoint, or a VPC's own resolver, would send a question round in circles ("Avoid
    loop configurations with Resolver endpoints"); it is refused as well.

    Args:
        networks: the networks by region; each gets endpoints in all of its private subnets' zones, two at least.
        client_cidrs: blocks on premises that may ask the inbound endpoints; without any there are none.
        inbound_addresses: chosen addresses of a region's inbound endpoint, two to six in two private subnets or more;
            of a region that is left out AWS chooses them.
        forwards: domains whose questions go to name servers on premises; without any there are no outbound endpoints.
        outbound_addresses: as ``inbound_addresses``, of the outbound endpoints; firewalls on premises let them in.
        clients: VPCs beside those of the networks that follow the rules, by a label that stays the same. They are of
            the rules' account: another one's follow a rule only after it was shared with that account (AWS RAM).
        private_zones: names that private zones answer, by their zone; no rule may take them away.
        tags: tags of everything created.

    Raises:
        ComponentError: a block or address is wrong, a block overlaps a VPC, an endpoint has one zone only, a domain is
            there twice or takes a private name away, or a name server leads back to the VPCs.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        networks: Mapping[str, Network],
        client_cidrs: Sequence[str] = (),
        inbound_addresses: Mapping[str, Sequence[str]] | None = None,
        forwards: Sequence[ForwardedDomain] = (),
        outbound_addresses: Mapping[str, Sequence[str]] | None = None,
        clients: Mapping[str, ClientVpc] | None = None,
        private_zones: Mapping[str, Sequence[str]] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        judged = _Arguments(
            networks,
            client_cidrs,
            inbound_addresses or {},
            forwards,
            outbound_addresses or {},
            clients or {},
            private_zones or {},
        )
        faults = [*judged.faults(), *_overlaps(name, networks, client_cidrs)]
        if faults:
            raise ComponentError("HybridDns", name, *faults)
        super().__init__(
            name,
            {
                "regions": list(networks),
                "clientCidrs": list(client_cidrs),
                "inboundAddresses": {region: list(each) for region, each in judged.inbound.items()},
                "forwards": [
                    {"domainName": each.domain_name, "nameServers": list(each.name_servers), "port": each.port}
                    for each in forwards
                ],
                "outboundAddresses": {region: list(each) for region, each in judged.outbound.items()},
            },
            opts,
            tags,
        )
        self.inbound: dict[str, route53resolver.Endpoint] = {}
        self.outbound: dict[str, route53resolver.Endpoint] = {}
        self.rules: dict[tuple[str, str], route53resolver.Rule] = {}
        for region, network in networks.items():
            if client_cidrs:
                group = self._inbound_group(network, client_cidrs)
                chosen = judged.inbound.get(region)
                self.inbound[region] = self._endpoint("INBOUND", network, group, judged.entries(network, chosen))
            if forwards:
                group = self._outbound_group(network, forwards)
                chosen = judged.outbound.get(region)
                self.outbound[region] = self._endpoint("OUTBOUND", network, group, judged.entries(network, chosen))
                followers = {region: ClientVpc(network.vpc_id, region)}
                followers |= {label: each for label, each in (clients or {}).items() if each.region == region}
                for forward in forwards:
                    self._forward(region, forward, followers)
        self.inbound_addresses = {region: self._addresses(each) for region, each in self.inbound.items()}
        """The addresses that name servers on premises forward the private domain to, by region."""
        self.outbound_addresses = {region: self._addresses(each) for region, each in self.outbound.items()}
        """The addresses that the questions come from, by region."""
        self.register_outputs(
            {"inboundAddresses": self.inbound_addresses, "outboundAddresses": self.outbound_addresses}
        )

    def _inbound_group(self, network: Network, client_cidrs: Sequence[str]) -> ec2.SecurityGroup:
        group = self._group(f"{self._name}-{network.region}-inbound", network, "names asked for from on premises")
        for cidr in sorted(set(client_cidrs)):
            self._admit(group, network, "ingress", cidr, DNS)
        return group

    def _outbound_group(self, network: Network, forwards: Sequence[ForwardedDomain]) -> ec2.SecurityGroup:
        group = self._group(f"{self._name}-{network.region}-outbound", network, "names asked for on premises")
        servers = {(server, each.port) for each in forwards for server in each.name_servers}
        for server, port in sorted(servers):
            self._admit(group, network, "egress", f"{server}/32", port)
        return group

    def _group(self, label: str, network: Network, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(
            label,
            self._child(),
            region=network.region,
            vpc_id=network.vpc_id,
            group_name=label,
            description=f"{self._name}: {description}",
            tags=self._named(label),
        )

    def _admit(
        self, group: ec2.SecurityGroup, network: Network, type: Literal["ingress", "egress"], cidr: str, port: int
    ) -> None:
        ipv4 = parse_cidr(cidr).version == 4
        for protocol in DNS_PROTOCOLS:
            way = "from" if type == "ingress" else "to"
            ec2.SecurityGroupRule(
                f"{self._name}-{network.region}-{way}-{cidr}-{protocol}-{port}",
                self._child(),
                region=network.region,
                security_group_id=group.security_group_id,
                type=type,
                ip_protocol=protocol,
                from_port=port,
                to_port=port,
                cidr_ipv4=cidr if ipv4 else None,
                cidr_ipv6=None if ipv4 else cidr,
                description="DNS",
            )

    def _endpoint(
        self,
        direction: Literal["INBOUND", "OUTBOUND"],
        network: Network,
        group: ec2.SecurityGroup,
        entries: list[route53resolver.EndpointIpAddressArgs],
    ) -> route53resolver.Endpoint:
        label = f"{self._name}-{network.region}-{direction.lower()}"
        return route53resolver.Endpoint(
            label,
            self._child(),
            region=network.region,
            direction=direction,
            ip_addresses=entries,
            security_group_ids=[group.security_group_id],
            tags=self._named(label),
        )

    def _forward(self, region: str, forward: ForwardedDomain, followers: Mapping[str, ClientVpc]) -> None:
        domain = normal(forward.domain_name)
        label = f"{self._name}-{region}-{domain}"
        rule = self.rules[region, domain] = route53resolver.Rule(
            label,
            self._child(),
            region=region,
            rule_type="FORWARD",
            domain_name=domain or ".",
            target_ips=[{"ip": server, "port": forward.port} for server in forward.name_servers],
            resolver_endpoint_id=self.outbound[region].endpoint_id,
            tags=self._named(label),
        )
        for follower, vpc in followers.items():
            route53resolver.RuleAssociation(
                f"{self._name}-{follower}-{domain}",
                self._child(),
                region=region,
                resolver_rule_id=rule.rule_id,
                vpc_id=vpc.vpc_id,
            )

    def _addresses(self, endpoint: route53resolver.Endpoint) -> pulumi.Output[list[str]]:
        return endpoint.addresses.apply(lambda found: list(found or ()))


@dataclass(frozen=True)
class _Arguments:
    """The arguments, and what is wrong with them."""

    networks: Mapping[str, Network]
    client_cidrs: Sequence[str]
    inbound: Mapping[str, Sequence[str]]
    forwards: Sequence[ForwardedDomain]
    outbound: Mapping[str, Sequence[str]]
    clients: Mapping[str, ClientVpc]
    private_zones: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def entries(self, network: Network, addresses: Sequence[str] | None) -> list[route53resolver.EndpointIpAddressArgs]:
        """One address in each private subnet for AWS to choose, or the chosen ones in theirs."""
        if addresses is None:
            return [{"subnet_id": subnet.id} for subnet in network.subnets]
        return [{"subnet_id": each.subnet.id, "ip": each.address} for each in _placed(network, addresses)]

    def faults(self) -> Iterator[str]:
        if not self.networks:
            yield "networks: there is none; give at least one"
        if not self.client_cidrs and not self.forwards:
            yield (
                "clientCidrs: there is neither a block that asks nor a domain to forward; give clientCidrs, forwards "
                "or "
                "both"
            )
        for region, network in self.networks.items():
            zones = sorted({subnet.zone for subnet in network.subnets})
            if len(zones) < ZONES:
                yield (
                    f"networks.{region}: its private subnets are all in {', '.join(zones)}; Resolver endpoints need "
                    f"{ZONES} Availability Zones or more"
                )
        yield from self._client_faults()
        yield from self._address_faults("inboundAddresses", self.inbound, "clientCidrs", bool(self.client_cidrs))
        yield from self._address_faults("outboundAddresses", self.outbound, "forwards", bool(self.forwards))
        yield from self._shared_faults()
        for index, each in enumerate(self.forwards):
            yield from self._forward_faults(f"forwards[{index}]", each)
        domains = [normal(each.domain_name) for each in self.forwards]
        for one, other in combinations(range(len(domains)), 2):
            if domains[one] == domains[other]:
                yield (
                    f"forwards[{other}].domainName: {self.forwards[other].domain_name!r} is forwards[{one}] as well; a "
                    "VPC follows one rule for a domain, so list all name servers there"
                )

    def _client_faults(self) -> Iterator[str]:
        for index, cidr in enumerate(self.client_cidrs):
            try:
                block = parse_cidr(cidr)
            except CidrError as error:
                yield f"clientCidrs[{index}]: {error}"
            else:
                if block.prefix == 0:
                    yield (
                        f"clientCidrs[{index}]: {cidr!r} lets every address ask; give the blocks on premises, such as "
                        "192.168.0.0/16"
                    )
        for label, client in self.clients.items():
            if client.region not in self.networks:
                yield (
                    f"clients.{label}: there is no network in Region {client.region!r}, where its rules would be; "
                    f"there are: {', '.join(self.networks)}"
                )
            if client.provider is not None:
                yield (
                    f"clients.{label}: is a VPC of another account, which the rules are not shared with; leave it out "
                    "here"
                )
            if label in self.networks:
                yield f"clients.{label}: is the label of a network; give the VPC one of its own"

    def _address_faults(
        self, path: str, chosen: Mapping[str, Sequence[str]], needed: str, there: bool
    ) -> Iterator[str]:
        for region, addresses in chosen.items():
            at = f"{path}.{region}"
            network = self.networks.get(region)
            if network is None:
                yield f"{at}: there is no network in Region {region!r}; there are: {', '.join(self.networks)}"
                continue
            if not there:
                yield f"{at}: without {needed} there is no such endpoint; give {needed} or leave the addresses out"
                continue
            wrong = [fault for index, each in enumerate(addresses) for fault in _fault(f"{at}[{index}]", network, each)]
            yield from wrong
            yield from (
                f"{at}: {address!r} is there {addresses.count(address)} times; each address is one interface's"
                for address in sorted(set(addresses))
                if addresses.count(address) > 1
            )
            if wrong:
                continue
            if len(addresses) > MOST_ADDRESSES:
                yield f"{at}: {len(addresses)} addresses; an endpoint has {MOST_ADDRESSES} at most"
            zones = {each.subnet.zone for each in _placed(network, addresses)}
            if len(zones) < ZONES:
                blocks = ", ".join(f"{subnet.cidr} ({subnet.zone})" for subnet in network.subnets)
                yield (
                    f"{at}: {list(addresses)} are in {len(zones)} Availability Zone{'s' if len(zones) != 1 else ''}; "
                    f"choose them in {ZONES} or more of {blocks}"
                )

    def _shared_faults(self) -> Iterator[str]:
        for region in self.inbound.keys() & self.outbound.keys():
            for index, address in enumerate(self.outbound[region]):
                if address in self.inbound[region]:
                    yield (
                        f"outboundAddresses.{region}[{index}]: {address!r} is the inbound endpoint's; each address is "
                        "one interface's"
                    )

    def _forward_faults(self, path: str, each: ForwardedDomain) -> Iterator[str]:
        if not each.name_servers:
            yield f"{path}.nameServers: there is none; give the addresses of {each.domain_name!r}'s name servers"
        if len(each.name_servers) > MOST_ADDRESSES:
            yield f"{path}.nameServers: {len(each.name_servers)} name servers; a rule has {MOST_ADDRESSES} at most"
        if not 1 <= each.port <= 65535:
            yield f"{path}.port: {each.port} is not a port; {DNS} is that of name servers"
        for index, server in enumerate(each.name_servers):
            yield from self._server_faults(f"{path}.nameServers[{index}]", server)
            if each.name_servers.index(server) != index:
                yield f"{path}.nameServers[{index}]: {server!r} is there twice; once is right"
        domain = normal(each.domain_name)
        for zone, names in self.private_zones.items():
            for name in dict.fromkeys((zone, *names)):
                # The longer domain wins, and of two that are equal the rule.
                if inside(normal(name), domain) and len(domain) >= len(normal(zone)):
                    yield (
                        f"{path}.domainName: the rule for {each.domain_name!r} wins over the private zone {zone!r}, so "
                        f"that no VPC would get the zone's answer for {name!r}; forward a domain above the zone, or "
                        "one "
                        f"below it that {name!r} is not in"
                    )
                    break

    def _server_faults(self, path: str, server: str) -> Iterator[str]:
        try:
            address = parse_address(server)
        except CidrError as error:
            yield f"{path}: {error}"
            return
        if address.version != 4:
            yield f"{path}: {server!r} is an IPv6 address, and the outbound endpoints have IPv4; give an IPv4 address"
            return
        for region, addresses in self.inbound.items():
            if server in addresses:
                yield (
                    f"{path}: {server!r} is the inbound endpoint in {region}, which would ask itself again and again; "
                    "give a name server on premises"
                )
        for region, network in self.networks.items():
            if server in (LINK_LOCAL_RESOLVER, parse_cidr(network.cidr).address(2)):
                yield (
                    f"{path}: {server!r} is the resolver of the VPC in {region} itself, which would ask itself again "
                    "and "
                    "again; give a name server on premises"
                )
                break


def _placed(network: Network, addresses: Sequence[str]) -> list[_Chosen]:
    """The subnet of each address that lies in one."""
    return [
        _Chosen(subnet, address)
        for address in addresses
        for subnet in network.subnets
        if parse_cidr(subnet.cidr).contains(parse_address(address))
    ]


def _fault(path: str, network: Network, address: str) -> Iterator[str]:
    """What is wrong with a chosen address of an endpoint."""
    try:
        host = parse_address(address)
    except CidrError as error:
        yield f"{path}: {error}"
        return
    for subnet in network.subnets:
        if parse_cidr(subnet.cidr).contains(host):
            if not subnet.takes(host):
                yield f"{path}: {address!r} is kept by AWS in subnet {subnet.cidr}; {subnet.free} are free for it"
            return
    blocks = ", ".join(subnet.cidr for subnet in network.subnets)
    yield f"{path}: {address!r} is in none of the private subnets; they have {blocks}"


def _overlaps(name: str, networks: Mapping[str, Network], client_cidrs: Sequence[str]) -> list[str]:
    """Blocks on premises that VPCs use as well, as the policy packs judge them."""
    design = ComponentDesign("HybridDns", name)
    for region, network in networks.items():
        design.add(
            Vpc(
                origin=design.origin(f"networks.{region}"),
                name=region,
                region=Known(region),
                cidr_block=Known(network.cidr),
            )
        )
    private = tuple(cidr for cidr in client_cidrs if not cidr.endswith("/0"))
    return design.faults((OnPremisesOverlap(),), Settings(on_premises_cidrs=private))
