"""What zones, records, Resolver rules and endpoints say about names, whatever has failed: read once for many questions.

A rehearsal asks the same names under many failures; nothing here depends on one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from privateapi.topology.health import HealthIndex
from privateapi.topology.model import (
    Alias,
    ApiDomain,
    DhcpOptions,
    DhcpOptionsAssociation,
    EndpointService,
    HealthCheck,
    HostedZone,
    LoadBalancer,
    Node,
    RecordSet,
    ResolverRule,
    ResolverRuleAssociation,
    Topology,
    Vpc,
    VpcEndpoint,
    ZoneAssociation,
)
from privateapi.topology.routing import Policy, policy_of
from privateapi.topology.values import Known, NotJudged, Unknown, Value, flat


class Name(NamedTuple):
    """Records of one name and type of a zone: what one routing policy chooses from."""

    zone: str
    name: str
    type: str


AliasTarget: TypeAlias = Node | tuple[RecordSet, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """Something that answers for a domain in a VPC; `sure` is false while its association cannot be read."""

    name: str
    node: Node
    sure: bool = True

    @property
    def rank(self) -> tuple[int, bool]:
        """The longest name first, a rule before a zone."""
        return (self.name.count(".") + 1 if self.name else 0, isinstance(self.node, ResolverRule))


@dataclass(frozen=True, slots=True)
class ZoneRecords:
    """The records of a zone: by name and type, those that cannot be placed, and every name that exists.

    A name exists when it has a record of any type, or a name below it has (RFC 8020); the zone's own always does.
    """

    by_name: dict[tuple[str, str], tuple[RecordSet, ...]]
    unread: tuple[RecordSet, ...]
    names: frozenset[str]
    existing: frozenset[str]


class ZoneIndex:
    """Which zone answers a VPC, what records it has, and what they lead to and depend on."""

    def __init__(self, topology: Topology) -> None:
        self.topology = topology
        self.health = HealthIndex(topology)
        self._records: dict[str, ZoneRecords] = {}
        self._domains: dict[str, dict[str, list[Domain]]] = {}
        self._policies: dict[Name, Policy] = {}
        self._targets: dict[str, AliasTarget | str] = {}
        self._other_servers: dict[str, str | None] = {}

    # What answers for a domain

    def domains(self, vpc: Vpc) -> Iterator[Domain]:
        """Everything that answers for some domain in the VPC: zones, Resolver rules, endpoints with private DNS.

        Raises:
            NotJudged: the rule of an association, or the name of a zone or rule, is not known.
        """
        for zone in self.topology.of(HostedZone):
            if zone.private == Known(False):
                continue
            sure = self._associated(zone, vpc)
            if sure is not None:
                yield Domain(known_name(zone.zone_name, zone), zone, sure)
        rules = self.topology.grouped(ResolverRuleAssociation, "vpc", Vpc)
        for associations, sure in (
            (rules.by_target.get(vpc.key, ()), True),
            ((node for node, _ in rules.unresolved), False),
        ):
            for association in associations:
                rule = self.topology.follow(association.rule, ResolverRule, association)
                if not isinstance(rule, Known):
                    raise NotJudged(f"the rule of {association.label} is not known")
                # The first follows NS records of private zones and is for no domain of its own, the second is AWS's own
                # and asks the public DNS, as is done without it.
                if rule.value.type in (Known("DELEGATE"), Known("RECURSIVE")):
                    continue
                yield Domain(known_name(rule.value.domain_name, rule.value), rule.value, sure)
        for endpoint in self.topology.referrers(VpcEndpoint, "vpc", vpc):
            if endpoint.private_dns_enabled == Known(True):
                for domain in private_names(self.topology, endpoint):
                    yield Domain(domain, endpoint)

    def domains_over(self, vpc: Vpc, name: str) -> list[Domain]:
        """What answers in the VPC for a domain that holds `name`.

        Raises:
            NotJudged: as `domains`.
        """
        if vpc.key not in self._domains:
            found: defaultdict[str, list[Domain]] = defaultdict(list)
            for domain in self.domains(vpc):
                found[domain.name].append(domain)
            self._domains[vpc.key] = dict(found)
        by_name = self._domains[vpc.key]
        return [domain for parent in (*ancestors(name, ""), "") for domain in by_name.get(parent, ())]

    def zone_vpcs(self, zone: HostedZone) -> tuple[frozenset[str], bool]:
        """The VPCs that a zone answers, by key or by the id of one that was not read, and whether there may be more."""
        return self._zone_vpcs[zone.key]

    def _associated(self, zone: HostedZone, vpc: Vpc) -> bool | None:
        """True or None for yes and no; False when it cannot be told."""
        vpcs, open_ended = self._zone_vpcs[zone.key]
        if vpc.key in vpcs:
            return True
        return False if open_ended else None

    @cached_property
    def _zone_vpcs(self) -> dict[str, tuple[frozenset[str], bool]]:
        """The VPCs of each zone by key, and whether there may be others."""
        found: dict[str, tuple[frozenset[str], bool]] = {}
        associations = self.topology.grouped(ZoneAssociation, "zone", HostedZone)
        for zone in self.topology.of(HostedZone):
            refs = [part.vpc for part in zone.vpcs.value] if isinstance(zone.vpcs, Known) else []
            refs += [association.vpc for association in associations.by_target.get(zone.key, ())]
            vpcs = [self.topology.identity(ref, Vpc) for ref in refs]
            open_ended = zone.vpcs.unknown or bool(associations.unresolved) or any(vpc.unknown for vpc in vpcs)
            found[zone.key] = (frozenset(vpc.value for vpc in vpcs if isinstance(vpc, Known)), open_ended)
        return found

    def other_servers(self, vpc: Vpc) -> str | None:
        """Why the VPC's clients do not ask Route 53, or None when they do.

        Raises:
            NotJudged: it cannot be told.
        """
        if vpc.key not in self._other_servers:
            self._other_servers[vpc.key] = self._find_other_servers(vpc)
        return self._other_servers[vpc.key]

    def _find_other_servers(self, vpc: Vpc) -> str | None:
        if vpc.enable_dns_support.get(True) is False:
            return f"{vpc.label} has enableDnsSupport false: it has no resolver"
        for association in self.topology.referrers(DhcpOptionsAssociation, "vpc", vpc):
            options = self.topology.follow(association.dhcp_options, DhcpOptions, association)
            servers = options.then(lambda found: flat(found.domain_name_servers))
            if isinstance(servers, Unknown):
                raise NotJudged(f"the name servers of {association.label} are not known")
            if isinstance(servers, Known) and "AmazonProvidedDNS" not in servers.value and servers.value:
                return f"{vpc.label} asks its own name servers {', '.join(servers.value)}"
        return None

    @cached_property
    def aws_names(self) -> dict[str, Node]:
        """Names that AWS gives to resources and answers everywhere, with private addresses for internal ones."""
        named: dict[str, Node] = {}
        for balancer in self.topology.of(LoadBalancer):
            if balancer.dns_name.known:
                named[normal(balancer.dns_name.get())] = balancer
        for endpoint in self.topology.of(VpcEndpoint):
            for entry in endpoint.dns_entries.get(()) if not endpoint.dns_entries.unknown else ():
                if entry.dns_name.known:
                    named[normal(entry.dns_name.get())] = endpoint
        for domain in self.topology.of(ApiDomain):
            if domain.target_domain_name.known:
                named[normal(domain.target_domain_name.get())] = domain
        return named

    def aws_named(self, name: str) -> Node | None:
        """The resource to which AWS gave a name; None of other names."""
        found = self.aws_names.get(name) or self.aws_names.get(balancer_name(name))
        return found if name in self.aws_names or isinstance(found, LoadBalancer) else None

    # Records

    def zone_records(self, zone: HostedZone) -> ZoneRecords:
        """The records of a zone."""
        if zone.key not in self._records:
            groups = self.topology.grouped(RecordSet, "zone", HostedZone)
            table: defaultdict[tuple[str, str], list[RecordSet]] = defaultdict(list)
            unread = [record for record, _ in groups.unresolved]
            for record in groups.by_target.get(zone.key, ()):
                if record.record_name.known and record.type.known:
                    table[normal(record.record_name.get()), record.type.get()].append(record)
                else:
                    unread.append(record)
            names = frozenset(name for name, _ in table)
            apex = normal(zone.zone_name.get("")) if not zone.zone_name.unknown else ""
            self._records[zone.key] = ZoneRecords(
                {key: tuple(records) for key, records in table.items()},
                tuple(unread),
                names,
                frozenset((apex, *(parent for name in names for parent in ancestors(name, apex)))),
            )
        return self._records[zone.key]

    def records(self, zone: HostedZone, name: str, type: str) -> tuple[RecordSet, ...]:
        """The records of one name and type in a zone.

        Raises:
            NotJudged: another record may be one of them: its zone, name or type is not known.
        """
        table = self.zone_records(zone)
        for record in table.unread:
            named = not record.record_name.known or normal(record.record_name.get()) == name
            if named and (not record.type.known or record.type.get() == type):
                raise NotJudged(f"whether {record.label} is for {type} of {name} is not known")
        return table.by_name.get((name, type), ())

    def policy(self, name: Name, records: Sequence[RecordSet]) -> Policy:
        """The routing policy of the records of a set.

        Raises:
            NotJudged: a record has two, or the records differ; Route 53 refuses both.
        """
        if name not in self._policies:
            self._policies[name] = policy_of(records)
        return self._policies[name]

    def owner(self, zone: HostedZone, name: str) -> str | None:
        """The name of the zone that answers for `name`: itself, or the wildcard next to its closest existing ancestor.

        None when there is neither. RFC 4592: a wildcard does not answer for names below a name that exists.
        """
        table = self.zone_records(zone)
        apex = known_name(zone.zone_name, zone)
        if name in table.existing:
            return name
        for parent in ancestors(name, apex):
            if parent in table.existing:
                return f"*.{parent}" if f"*.{parent}" in table.names else None
        return None

    # What records lead to and depend on

    def alias_target(self, record: RecordSet, alias: Alias) -> AliasTarget:
        """What an alias points to: a load balancer, endpoint or API domain, or the records of a name of its zone.

        Raises:
            NotJudged: the target is not known or was not read.
        """
        found = self._targets.get(record.key)
        if found is None:
            try:
                found = self._find_target(record, alias)
            except NotJudged as error:
                found = str(error)
            self._targets[record.key] = found
        if isinstance(found, str):
            raise NotJudged(found)
        return found

    def _find_target(self, record: RecordSet, alias: Alias) -> AliasTarget:
        for kind in (LoadBalancer, VpcEndpoint, ApiDomain):
            followed = self.topology.follow(alias.target, kind, record)
            if isinstance(followed, Known):
                return followed.value
        named = self.topology.follow(alias.target, RecordSet, record)
        if isinstance(named, Known):
            name = known_name(named.value.record_name, named.value)
        elif alias.dns_name.known:
            name = normal(alias.dns_name.get())
        else:
            raise NotJudged(f"the target of {record.label} is not known")
        named_by_aws = self.aws_named(name)
        if named_by_aws is not None:
            return named_by_aws
        zone = self.topology.follow(record.zone, HostedZone, record)
        if isinstance(zone, Known) and inside(name, known_name(zone.value.zone_name, zone.value)):
            return self.records(zone.value, name, record.type.get())
        raise NotJudged(f"{record.label} is an alias of {name}, which is not among the resources that were read")

    @cached_property
    def dependents(self) -> dict[str, frozenset[str]]:
        """The records whose health may change with a resource, by its key: also through aliases of other records."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        above: defaultdict[str, set[str]] = defaultdict(set)
        for record in self.topology.of(RecordSet):
            check = self.topology.follow(record.health_check, HealthCheck, record)
            if isinstance(check, Known):
                for key in self.health.parts_of_check(check.value):
                    found[key].add(record.key)
            if not isinstance(record.alias, Known) or record.alias.value.evaluate_target_health == Known(False):
                continue
            try:
                target = self.alias_target(record, record.alias.value)
            except NotJudged:
                continue
            if isinstance(target, LoadBalancer):
                for key in self.health.parts_of_balancer(target):
                    found[key].add(record.key)
            elif not isinstance(target, Node):
                for other in target:
                    above[other.key].add(record.key)
        return {key: frozenset(_closure(records, above)) for key, records in found.items()}

    def names_of(self, keys: Iterable[str]) -> Iterator[Name]:
        """The sets that the records with those keys belong to."""
        for key in keys:
            record = self.topology.node(key)
            name = self.name_of(record) if isinstance(record, RecordSet) else None
            if name is not None:
                yield name

    def name_of(self, record: RecordSet) -> Name | None:
        """The set that a record belongs to; None while it cannot be placed."""
        zone = self.topology.identity(record.zone, HostedZone, record)
        if isinstance(zone, Known) and record.record_name.known and record.type.known:
            return Name(zone.value, normal(record.record_name.get()), record.type.get())
        return None


def _closure(keys: Iterable[str], above: dict[str, set[str]]) -> set[str]:
    """The keys and all that is above them."""
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(above.get(key, ()))
    return found


def private_names(topology: Topology, endpoint: VpcEndpoint) -> Iterator[str]:
    """The domains that an endpoint with private DNS answers for in its VPC, as far as they are known.

    A service `com.amazonaws.<region>.<service>` has `<service>.<region>.amazonaws.com`; an endpoint service has the
    private DNS name that its owner proved.
    """
    service = topology.follow(endpoint.service, EndpointService, endpoint)
    if isinstance(service, Known) and service.value.private_dns_name.known:
        yield normal(service.value.private_dns_name.get())
    elif endpoint.service_name.known:
        parts = endpoint.service_name.get().split(".")
        if parts[:2] == ["com", "amazonaws"] and len(parts) > 3 and parts[2] != "vpce":
            yield normal(".".join((*reversed(parts[3:]), parts[2], "amazonaws", "com")))


def normal(name: str) -> str:
    """A domain name as Route 53 compares it: lower case and without the last dot."""
    return name.lower().rstrip(".").replace("\\052", "*")


def balancer_name(name: str) -> str:
    """The name that AWS gave to the load balancer of an alias or query; with `dualstack.` before it it is the same."""
    return name.removeprefix("dualstack.")


def inside(name: str, domain: str) -> bool:
    """Whether a name is a domain or below it; everything is below the root, the empty text."""
    return not domain or name == domain or name.endswith(f".{domain}")


def ancestors(name: str, zone: str) -> Iterator[str]:
    """The name and those above it, down to the zone's own."""
    while name and inside(name, zone):
        yield name
        if name == zone:
            return
        name = name.partition(".")[2]


def known_name(value: Value[str], node: Node) -> str:
    """The name that a resource has, in the form that names are compared in.

    Raises:
        NotJudged: it is not known.
    """
    if isinstance(value, Known):
        return normal(value.value)
    raise NotJudged(f"the name of {node.label} is not known")
