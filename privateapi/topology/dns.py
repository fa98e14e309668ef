"""What Route 53 answers to a name that is asked from a VPC, and every step that led there.

>>> resolver = Resolver(topology, geography)                                     # doctest: +SKIP
>>> answer = resolver.answer(client_vpc, "api.example.internal")                 # doctest: +SKIP
>>> [step.text for step in answer.steps]                                         # doctest: +SKIP
['VPC client asks for A of api.example.internal', 'hosted zone example.internal is the longest match', …]

The order is that of the VPC Resolver (Route 53 Developer Guide, "Considerations when working with a private hosted
zone"): the longest matching domain decides between private zones and Resolver rules, a rule wins over a zone of the
same name, and a zone that matches without the record answers NXDOMAIN instead of asking the public DNS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import product

from privateapi.topology.health import NORMAL, Conditions, Health, HealthModel, Verdict, worst
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
from privateapi.topology.routing import Asker, Choice, Geography, Policy, choose, policy_of
from privateapi.topology.values import MISSING, UNKNOWN, Known, NotJudged, Unknown, Value, flat, together

# Resolvers give up on longer chains of aliases and CNAME records; Route 53 refuses to build most of them.
LONGEST_CHAIN = 16

# With more records of unknown health than this, the combinations are not tried out.
MOST_UNSURE = 6


class Result(StrEnum):
    """How a query ends."""

    ANSWERED = "answered"
    NO_NAME = "NXDOMAIN"
    NO_ANSWER = "no answer"
    FORWARDED = "forwarded"
    PUBLIC = "public"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked at on the way to the answer, and the resource that says so."""

    text: str
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a part of the queries gets.

    `share` is the part, 1 for all; `chain` the records passed through, the asked one first (none for a name that AWS
    answers itself); `target` the load balancer, endpoint or API domain that the last alias leads to; `values` what the
    client gets, unknown where the cloud chooses it later. `healthy` is false when a record answers only because none
    was healthy.
    """

    share: float
    chain: tuple[RecordSet, ...] = ()
    target: Node | None = None
    values: Value[tuple[str, ...]] = MISSING
    healthy: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a query. `reason` says why nothing is given; it is empty for `ANSWERED`."""

    result: Result
    given: tuple[Given, ...]
    steps: tuple[Step, ...]
    reason: str = ""


class _Ended(Exception):
    """The query ends without an address."""

    def __init__(self, result: Result, reason: str) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason


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


class Resolver:
    """Answers names from the point of view of a VPC, under some conditions."""

    def __init__(self, topology: Topology, geography: Geography, conditions: Conditions = NORMAL) -> None:
        self._topology = topology
        self._geography = geography
        self._health = HealthModel(topology, conditions)
        self._records: dict[str, tuple[dict[tuple[str, str], list[RecordSet]], list[RecordSet]]] = {}

    def answer(self, vpc: Vpc, name: str, type: str = "A") -> Answer:
        """What a client in `vpc` gets for `name`; `type` is a record type such as `A`."""
        query = _Query(self, vpc, type)
        asked = normal(name)
        query.say(f"{vpc.label} asks for {type} of {asked}", vpc)
        try:
            given = query.name(asked, ())
        except _Ended as end:
            return Answer(end.result, (), tuple(query.steps), end.reason)
        except NotJudged as error:
            return Answer(Result.UNKNOWN, (), tuple(query.steps), str(error))
        return Answer(Result.ANSWERED, tuple(given), tuple(query.steps))

    def health(self, record: RecordSet) -> Verdict:
        """Whether Route 53 takes a record for healthy: a record without a check always is."""
        return self._record_health(record, ())

    # What answers for a domain

    def domains(self, vpc: Vpc) -> Iterator[Domain]:
        """Everything that answers for some domain in the VPC: zones, Resolver rules, endpoints with private DNS."""
        for zone in self._topology.of(HostedZone):
            if zone.private == Known(False):
                continue
            sure = self._associated(zone, vpc)
            if sure is not None:
                yield Domain(_known_name(zone.zone_name, zone), zone, sure)
        rules = self._topology.grouped(ResolverRuleAssociation, "vpc", Vpc)
        for association in rules.by_target.get(vpc.key, ()):
            rule = self._topology.follow(association.rule, ResolverRule, association)
            if not isinstance(rule, Known):
                raise NotJudged(f"the rule of {association.label} is not known")
            yield Domain(_known_name(rule.value.domain_name, rule.value), rule.value)
        for endpoint in self._topology.referrers(VpcEndpoint, "vpc", vpc):
            if endpoint.private_dns_enabled == Known(True):
                for domain in private_names(self._topology, endpoint):
                    yield Domain(domain, endpoint)

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
        associations = self._topology.grouped(ZoneAssociation, "zone", HostedZone)
        for zone in self._topology.of(HostedZone):
            refs = [part.vpc for part in zone.vpcs.value] if isinstance(zone.vpcs, Known) else []
            refs += [association.vpc for association in associations.by_target.get(zone.key, ())]
            vpcs = [self._topology.identity(ref, Vpc) for ref in refs]
            open_ended = zone.vpcs.unknown or bool(associations.unresolved) or any(vpc.unknown for vpc in vpcs)
            found[zone.key] = (frozenset(vpc.value for vpc in vpcs if isinstance(vpc, Known)), open_ended)
        return found

    # Records and their health

    def names(self, zone: HostedZone) -> frozenset[str]:
        """The names that the zone has records for."""
        return frozenset(name for name, _ in self._read(zone)[0])

    def records(self, zone: HostedZone, name: str, type: str) -> list[RecordSet]:
        """The records of one name and type in a zone.

        Raises:
            NotJudged: another record may be one of them: its zone, name or type is not known.
        """
        table, unread = self._read(zone)
        for record in unread:
            named = not record.record_name.known or normal(record.record_name.get()) == name
            if named and (not record.type.known or record.type.get() == type):
                raise NotJudged(f"whether {record.label} is for {type} of {name} is not known")
        return table.get((name, type), [])

    def _read(self, zone: HostedZone) -> tuple[dict[tuple[str, str], list[RecordSet]], list[RecordSet]]:
        """The records of a zone by name and type, and those that cannot be placed."""
        if zone.key not in self._records:
            groups = self._topology.grouped(RecordSet, "zone", HostedZone)
            table: dict[tuple[str, str], list[RecordSet]] = {}
            unread = [record for record, _ in groups.unresolved]
            for record in groups.by_target.get(zone.key, ()):
                if record.record_name.known and record.type.known:
                    table.setdefault((normal(record.record_name.get()), record.type.get()), []).append(record)
                else:
                    unread.append(record)
            self._records[zone.key] = (table, unread)
        return self._records[zone.key]

    def _record_health(self, record: RecordSet, passed: tuple[str, ...]) -> Verdict:
        if record.key in passed:
            return Verdict(Health.UNKNOWN, f"{record.label} is an alias of itself")
        verdicts: list[Verdict] = []
        if not record.health_check.missing:
            check = self._topology.follow(record.health_check, HealthCheck, record)
            if isinstance(check, Known):
                verdicts.append(self._health.check(check.value))
            else:
                why = check.why if isinstance(check, Unknown) else "is not set"
                verdicts.append(Verdict(Health.UNKNOWN, f"the health check of {record.label} {why}"))
        if record.alias.unknown:
            verdicts.append(Verdict(Health.UNKNOWN, f"whether {record.label} is an alias is not known"))
        if isinstance(record.alias, Known):
            alias = record.alias.value
            if alias.evaluate_target_health.unknown:
                verdicts.append(Verdict(Health.UNKNOWN, f"evaluateTargetHealth of {record.label} is not known"))
            elif alias.evaluate_target_health.get(False):
                verdicts.append(self._target_health(record, alias, (*passed, record.key)))
        # An alias with a health check and EvaluateTargetHealth needs both (Developer Guide, complex configurations).
        return worst(verdicts) or Verdict(Health.HEALTHY, f"{record.label} has no health check")

    def _target_health(self, record: RecordSet, alias: Alias, passed: tuple[str, ...]) -> Verdict:
        try:
            target = self.alias_target(record, alias)
        except NotJudged as error:
            return Verdict(Health.UNKNOWN, str(error))
        if isinstance(target, LoadBalancer):
            return self._health.load_balancer(target)
        if isinstance(target, Node):
            # "There are no special requirements …, EvaluateTargetHealth provides no operational benefit."
            return Verdict(Health.HEALTHY, f"{target.label} always counts as healthy")
        if not target:
            return Verdict(Health.UNHEALTHY, f"{record.label} is an alias of a record that does not exist")
        verdicts = [self._record_health(other, passed) for other in target]
        healthy = [verdict for verdict in verdicts if verdict.healthy]
        # An alias of a group of records is healthy when one of them is.
        return (
            healthy[0]
            if healthy
            else next((verdict for verdict in verdicts if verdict.health is Health.UNKNOWN), verdicts[0])
        )

    def alias_target(self, record: RecordSet, alias: Alias) -> Node | list[RecordSet]:
        """What an alias points to: a load balancer, endpoint or API domain, or the records of a name of its zone.

        Raises:
            NotJudged: the target is not known or was not read.
        """
        for kind in (LoadBalancer, VpcEndpoint, ApiDomain):
            found = self._topology.follow(alias.target, kind, record)
            if isinstance(found, Known):
                return found.value
        named = self._topology.follow(alias.target, RecordSet, record)
        if isinstance(named, Known):
            name = _known_name(named.value.record_name, named.value)
        elif alias.dns_name.known:
            name = normal(alias.dns_name.get())
        else:
            raise NotJudged(f"the target of {record.label} is not known")
        if name in self._aws_names:
            return self._aws_names[name]
        zone = self._topology.follow(record.zone, HostedZone, record)
        if isinstance(zone, Known) and _inside(name, _known_name(zone.value.zone_name, zone.value)):
            return self.records(zone.value, name, record.type.get())
        raise NotJudged(f"{record.label} is an alias of {name}, which is not among the resources that were read")

    @cached_property
    def _aws_names(self) -> dict[str, Node]:
        """Names that AWS gives to resources and answers everywhere, with private addresses for internal ones."""
        named: dict[str, Node] = {}
        for balancer in self._topology.of(LoadBalancer):
            if balancer.dns_name.known:
                named[normal(balancer.dns_name.get())] = balancer
        for endpoint in self._topology.of(VpcEndpoint):
            for entry in endpoint.dns_entries.get(()) if not endpoint.dns_entries.unknown else ():
                if entry.dns_name.known:
                    named[normal(entry.dns_name.get())] = endpoint
        for domain in self._topology.of(ApiDomain):
            if domain.target_domain_name.known:
                named[normal(domain.target_domain_name.get())] = domain
        return named

    def aws_name(self, name: str) -> Node | None:
        """The resource that AWS gave this name to."""
        return self._aws_names.get(name)

    def asker(self, vpc: Vpc) -> Asker | None:
        """Who asks, as routing policies see it; None while the Region of the VPC is not known."""
        return Asker(vpc.region.get(), self._geography) if vpc.region.known else None

    def uses_other_servers(self, vpc: Vpc) -> str | None:
        """Why the VPC's clients do not ask Route 53, or None when they do.

        Raises:
            NotJudged: it cannot be told.
        """
        if vpc.enable_dns_support.get(True) is False:
            return f"{vpc.label} has enableDnsSupport false: it has no resolver"
        for association in self._topology.referrers(DhcpOptionsAssociation, "vpc", vpc):
            options = self._topology.follow(association.dhcp_options, DhcpOptions, association)
            servers = options.then(lambda found: flat(found.domain_name_servers))
            if isinstance(servers, Unknown):
                raise NotJudged(f"the name servers of {association.label} are not known")
            if isinstance(servers, Known) and "AmazonProvidedDNS" not in servers.value and servers.value:
                return f"{vpc.label} asks its own name servers {', '.join(servers.value)}"
        return None


class _Query:
    """One query on its way."""

    def __init__(self, resolver: Resolver, vpc: Vpc, type: str) -> None:
        self._resolver = resolver
        self._vpc = vpc
        self._type = type
        self.steps: list[Step] = []

    def say(self, text: str, node: Node | None = None) -> None:
        self.steps.append(Step(text, node))

    def name(self, name: str, chain: tuple[RecordSet, ...]) -> list[Given]:
        """What the VPC's resolver answers for a name."""
        other = self._resolver.uses_other_servers(self._vpc)
        if other is not None:
            raise _Ended(Result.UNKNOWN, f"{other}, and what those answer is not known")
        target = self._resolver.aws_name(name)
        if target is not None:
            self.say(f"{name} is the name of {target.label}", target)
            return [Given(1.0, chain, target, addresses_of(target, self._type))]
        domain = self._domain(name)
        if isinstance(domain.node, ResolverRule):
            self.say(f"{domain.node.label} forwards {domain.name}", domain.node)
            raise _Ended(Result.FORWARDED, f"{domain.node.label} forwards {name} to other name servers")
        if isinstance(domain.node, VpcEndpoint):
            self.say(f"the private DNS of {domain.node.label} answers for {domain.name}", domain.node)
            return [Given(1.0, chain, domain.node, addresses_of(domain.node, self._type))]
        assert isinstance(domain.node, HostedZone)
        return self._in_zone(domain.node, name, chain)

    def _domain(self, name: str) -> Domain:
        found = [domain for domain in self._resolver.domains(self._vpc) if _inside(name, domain.name)]
        rules = [(domain.name, domain.node) for domain in found if isinstance(domain.node, ResolverRule)]
        system = {inner for inner, rule in rules if rule.type.get("FORWARD") == "SYSTEM"}
        # A SYSTEM rule takes its domain out of the forwarding of a wider rule.
        found = [
            domain
            for domain in found
            if not (isinstance(domain.node, ResolverRule) and any(_inside(inner, domain.name) for inner in system))
        ]
        if not found:
            raise _Ended(Result.PUBLIC, f"no private zone of {self._vpc.label} holds {name}: the public DNS is asked")
        best = max(found, key=lambda domain: domain.rank)
        equal = [domain for domain in found if domain.rank == best.rank]
        unsure = next((domain for domain in equal if not domain.sure), None)
        if unsure is not None:
            raise NotJudged(f"whether {unsure.node.label} is associated with {self._vpc.label} is not known")
        if len(equal) > 1:
            raise NotJudged(f"{equal[0].node.label} and {equal[1].node.label} both answer for {best.name}")
        if isinstance(best.node, HostedZone):
            if not self._vpc.enable_dns_hostnames.get(False):
                reason = f"{self._vpc.label} has enableDnsHostnames false: its private zones are not used"
                raise _Ended(Result.PUBLIC, reason)
            of = f" of {len(found)} that match" if len(found) > 1 else ""
            self.say(f"{best.node.label} answers for {best.name}{of}", best.node)
        return best

    def _in_zone(self, zone: HostedZone, name: str, chain: tuple[RecordSet, ...]) -> list[Given]:
        names = self._resolver.names(zone)
        owner = _owner(name, _known_name(zone.zone_name, zone), names) or name
        if owner != name:
            self.say(f"{name} is answered by {owner}", zone)
        for type in (self._type, "CNAME"):
            records = self._resolver.records(zone, owner, type)
            if records:
                return self._from_records(owner, records, chain)
        raise _Ended(Result.NO_NAME, f"{zone.label} has no {self._type} record {name}, and nothing else is asked")

    def _from_records(self, name: str, records: Sequence[RecordSet], chain: tuple[RecordSet, ...]) -> list[Given]:
        """What the records of one name and type give, each alias followed."""
        with _about(name):
            policy = policy_of(records)
        verdicts = {record.key: self._resolver.health(record) for record in records}
        if policy is not Policy.SIMPLE:
            self.say(f"{name} has {len(records)} {policy} records")
            for record in records:
                verdict = verdicts[record.key]
                self.say(f"{record.label} is {verdict.health}: {verdict.why}", record)
        choice = self._choose(name, records, verdicts)
        if not choice.picks:
            raise _Ended(Result.NO_ANSWER, choice.why)
        given: list[Given] = []
        for pick in choice.picks:
            share = f" to {pick.share:.0%}" if pick.share < 1 else ""
            self.say(f"{pick.record.label} answers{share}: {choice.why}", pick.record)
            for part in self._from_record(pick.record, chain):
                given.append(replace(part, share=part.share * pick.share, healthy=part.healthy and pick.healthy))
        return given

    def _choose(self, name: str, records: Sequence[RecordSet], verdicts: dict[str, Verdict]) -> Choice:
        """The choice of the policy; where a health is unknown, the choice must be the same either way."""
        healthy = {key for key, verdict in verdicts.items() if verdict.healthy}
        unsure = [key for key, verdict in verdicts.items() if verdict.health is Health.UNKNOWN]
        asker = self._resolver.asker(self._vpc)
        if len(unsure) > MOST_UNSURE:
            raise NotJudged(f"the health of {len(unsure)} records of {name} is not known")
        with _about(name):
            choices = [
                choose(records, healthy | {key for key, alive in zip(unsure, states, strict=True) if alive}, asker)
                for states in product((True, False), repeat=len(unsure))
            ]
        if len({tuple((pick.record.key, pick.share) for pick in choice.picks) for choice in choices}) > 1:
            raise NotJudged(verdicts[unsure[0]].why)
        # Where only the health differs, it is the worst of the possible ones that is reported.
        return min(choices, key=lambda choice: all(pick.healthy for pick in choice.picks))

    def _from_record(self, record: RecordSet, chain: tuple[RecordSet, ...]) -> list[Given]:
        if len(chain) >= LONGEST_CHAIN:
            raise _Ended(Result.NO_ANSWER, f"{record.label} leads in a circle")
        longer = (*chain, record)
        if isinstance(record.alias, Known):
            target = self._resolver.alias_target(record, record.alias.value)
            if isinstance(target, Node):
                self.say(f"it is an alias of {target.label}", target)
                return [Given(1.0, longer, target, addresses_of(target, self._type))]
            if not target:
                raise _Ended(Result.NO_ANSWER, f"{record.label} is an alias of a record that does not exist")
            name = _known_name(target[0].record_name, target[0])
            self.say(f"it is an alias of {name}", target[0])
            return self._from_records(name, target, longer)
        if record.alias.unknown:
            raise NotJudged(f"whether {record.label} is an alias is not known")
        values = flat(record.records)
        if record.type == Known("CNAME") and self._type != "CNAME":
            if not isinstance(values, Known) or not values.value:
                raise NotJudged(f"the target of {record.label} is not known")
            name = normal(values.value[0])
            self.say(f"it is another name of {name}", record)
            return self.name(name, longer)
        return [Given(1.0, longer, None, values)]


@contextmanager
def _about(name: str) -> Iterator[None]:
    """Put the name that was asked before what was not judged."""
    try:
        yield
    except NotJudged as error:
        raise NotJudged(f"{name} {error}") from None


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
    """A domain name as Route 53 compares it: lower case, without the last dot, and without `dualstack.`.

    `dualstack.` before the name of a load balancer asks for the same balancer.
    """
    name = name.lower().rstrip(".").replace("\\052", "*")
    return name.removeprefix("dualstack.")


def addresses_of(target: Node, type: str = "A") -> Value[tuple[str, ...]]:
    """The private addresses of a load balancer or endpoint, as far as they are known; unknown for other targets."""
    if not isinstance(target, LoadBalancer | VpcEndpoint) or target.addresses.missing:
        return UNKNOWN
    return target.addresses.then(
        lambda addresses: together(address.ipv6 if type == "AAAA" else address.ipv4 for address in addresses)
    )


def _inside(name: str, domain: str) -> bool:
    return not domain or name == domain or name.endswith(f".{domain}")


def _owner(name: str, zone: str, names: frozenset[str]) -> str | None:
    """The name of the zone that answers for `name`: itself, or the wildcard next to its closest existing ancestor.

    RFC 4592: a wildcard does not answer for names below a name that exists.
    """
    existing = {parent for found in names for parent in _ancestors(found, zone)}
    if name in existing or name == zone:
        return name if name in names else None
    for parent in _ancestors(name, zone):
        if parent in existing or parent == zone:
            return f"*.{parent}" if f"*.{parent}" in names else None
    return None


def _ancestors(name: str, zone: str) -> Iterator[str]:
    """The name and those above it, down to the zone's own."""
    while _inside(name, zone) and name:
        yield name
        if name == zone:
            return
        name = name.partition(".")[2]


def _known_name(value: Value[str], node: Node) -> str:
    if isinstance(value, Known):
        return normal(value.value)
    raise NotJudged(f"the name of {node.label} is not known")
