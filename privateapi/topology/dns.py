"""What Route 53 answers to a name that is asked from a VPC, and every step that led there.

>>> resolver = Resolver(topology, geography)                                     # doctest: +SKIP
>>> answer = resolver.answer(client_vpc, "api.example.internal")                 # doctest: +SKIP
>>> [step.text for step in answer.steps]                                         # doctest: +SKIP
['VPC client asks for A of api.example.internal', 'hosted zone example.internal is the longest match', …]
>>> resolver.under(Conditions(alarms={alarm.key: "ALARM"})).answer(client_vpc, "api.example.internal")  # doctest: +SKIP

The order is that of the VPC Resolver (Route 53 Developer Guide, "Considerations when working with a private hosted
zone"): the longest matching domain decides between private zones and Resolver rules, a rule wins over a zone of the
same name, and a zone that matches without the record answers NXDOMAIN instead of asking the public DNS.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from privateapi.topology.health import NORMAL, Conditions, Health, HealthModel, Verdict, worst
from privateapi.topology.model import (
    Alias,
    HealthCheck,
    HostedZone,
    LoadBalancer,
    Node,
    RecordSet,
    ResolverRule,
    Topology,
    Vpc,
    VpcEndpoint,
)
from privateapi.topology.routing import Asker, Choice, Geography, Pick, Policy, choose
from privateapi.topology.values import MISSING, UNKNOWN, Known, NotJudged, Unknown, Value, flat, together
from privateapi.topology.zones import (
    AliasTarget,
    Domain,
    Name,
    ZoneIndex,
    inside,
    known_name,
    normal,
    private_names,
)

__all__ = [
    "Answer",
    "Given",
    "Resolver",
    "Result",
    "Step",
    "addresses_of",
    "normal",
    "private_names",
]

# Resolvers give up on longer chains of aliases and CNAME records; Route 53 refuses to build most of them.
LONGEST_CHAIN = 16

# With more records of unknown health than this, the combinations are not tried out.
MOST_UNSURE = 6

# Sets of records that lead to sets of records have as many ways as their sizes multiplied.
MOST_WAYS = 10_000

# "Route 53 uses the default TTL for the resource" (Developer Guide, "Choosing between alias and non-alias records"):
# "60 seconds (the TTL for load balancers)" (API reference, ResourceRecordSet, TTL). The names of interface endpoints
# and API domains are answered with the same TTL; AWS does not document theirs.
AWS_TTL = 60

# Every private zone has these records of its own (Developer Guide, "Working with private hosted zones" and "NS and SOA
# records that Amazon Route 53 creates for a public hosted zone"). The TTL of the SOA record, which is smaller than the
# minimum in it, is how long a resolver keeps that there is no answer (RFC 2308).
NAME_SERVERS = (
    "ns-0.awsdns-00.com",
    "ns-512.awsdns-00.net",
    "ns-1024.awsdns-00.org",
    "ns-1536.awsdns-00.co.uk",
)
NAME_SERVERS_TTL = 172_800
START_OF_AUTHORITY = "ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"
NEGATIVE_TTL = 900


class Result(StrEnum):
    """How a query ends.

    `NO_NAME` is that of a name that does not exist in its zone, `NO_DATA` that of one that exists without a record of
    the asked type.
    """

    ANSWERED = "answered"
    NO_NAME = "NXDOMAIN"
    NO_DATA = "NODATA"
    NO_ANSWER = "no answer"
    FORWARDED = "forwarded"
    PUBLIC = "public"
    UNKNOWN = "unknown"


# Of several ends of one query the first of these is the one that counts: what is certainly wrong comes first.
_WORST_FIRST = (
    Result.NO_ANSWER,
    Result.NO_NAME,
    Result.NO_DATA,
    Result.UNKNOWN,
    Result.FORWARDED,
    Result.PUBLIC,
    Result.ANSWERED,
)


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
    was healthy. `ttl` is how many seconds the values may be kept. `result` and `reason` are others than `ANSWERED` and
    empty for a part that gets nothing; `zone` is the zone that has nothing for it.
    """

    share: float
    chain: tuple[RecordSet, ...] = ()
    target: Node | None = None
    values: Value[tuple[str, ...]] = MISSING
    healthy: bool = True
    ttl: Value[int] = MISSING
    result: Result = Result.ANSWERED
    reason: str = ""
    zone: HostedZone | None = None

    def kept(self, record: RecordSet) -> Value[int]:
        """How many seconds a resolver keeps what was chosen at `record`, one of the chain.

        That is the TTL of the next CNAME record from there, or of the values: aliases are followed by Route 53 itself
        and leave no trace in the answer.
        """
        for other in self.chain[self.chain.index(record) :]:
            if _is_cname(other):
                return other.ttl
        return self.ttl


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a query.

    `reason` says why nothing is given; it is empty for `ANSWERED`. Where only a part of the queries gets nothing,
    `given` has every part, and `result` and `reason` are those of the worst. `parts` are the same, and are there also
    when no part gets anything: how far the query came.
    """

    result: Result
    given: tuple[Given, ...]
    steps: tuple[Step, ...]
    reason: str = ""
    parts: tuple[Given, ...] = ()


class _Ended(Exception):
    """The query ends without an address."""

    def __init__(self, result: Result, reason: str, zone: HostedZone | None = None) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason
        self.zone = zone
        self.chain: tuple[RecordSet, ...] = ()

    @property
    def part(self) -> Given:
        """The end as a part of the queries."""
        return Given(1.0, self.chain, result=self.result, reason=self.reason, zone=self.zone)


class Resolver:
    """Answers names from the point of view of a VPC, under some conditions.

    Answers, health and choices are found once. `under` gives a resolver for other conditions that shares everything
    that they do not touch: answers whose records do not depend on what failed are the same objects.
    """

    def __init__(self, topology: Topology, geography: Geography, conditions: Conditions = NORMAL) -> None:
        self._index = ZoneIndex(topology)
        self._geography = geography
        self._conditions = conditions
        self._health = HealthModel(topology, conditions, self._index.health)
        self._base: Resolver | None = None
        self._circles: list[str] = []
        self._touched: frozenset[str] = frozenset()
        self._touched_names: frozenset[Name] = frozenset()
        self._turned: dict[str, Health] = {}
        self._turned_names: frozenset[Name] = frozenset()
        self._verdicts: dict[str, Verdict] = {}
        self._choices: dict[tuple[Name, str], Choice] = {}
        self._answers: dict[tuple[str, str, str, bool], tuple[Answer, frozenset[Name]]] = {}

    def under(self, conditions: Conditions) -> Resolver:
        """A resolver of the same design under other conditions."""
        base = self._base or self
        other = Resolver.__new__(Resolver)
        other._index = self._index
        other._geography = self._geography
        other._conditions = conditions
        other._health = HealthModel(self._index.topology, conditions, self._index.health)
        other._base = base
        other._circles = base._circles
        touched: set[str] = set()
        for key in conditions.changed_from(base._conditions):
            touched |= self._index.dependents.get(key, frozenset())
        other._touched = frozenset(touched)
        other._touched_names = frozenset(self._index.names_of(touched))
        other._verdicts, other._choices, other._answers = {}, {}, {}
        other._turned = {key: health for key in touched if (health := other._turn(key)) is not None}
        other._turned_names = frozenset(self._index.names_of(other._turned))
        return other

    def _turn(self, key: str) -> Health | None:
        """The health of a record when it is another than without the conditions; of most that are touched it is not.

        A reason is no difference, unless it is that of a health that is not known: then it is what the answer says.
        """
        record = self._index.topology.node(key)
        assert isinstance(record, RecordSet) and self._base is not None
        before, now = self._base.health(record), self.health(record)
        same = before.health is now.health and (now.health is not Health.UNKNOWN or before.why == now.why)
        return None if same else now.health

    def answer(self, vpc: Vpc, name: str, type: str = "A", *, explain: bool = True) -> Answer:
        """What a client in `vpc` gets for `name`; `type` is a record type such as `A`.

        Without `explain` the answer has no steps, which is several times quicker.
        """
        return self._answer(vpc, normal(name), type, explain)[0]

    def _answer(self, vpc: Vpc, name: str, type: str, explain: bool) -> tuple[Answer, frozenset[Name]]:
        key = (vpc.key, name, type, explain)
        found = self._answers.get(key)
        if found is None and self._base is not None:
            before = self._base._answer(vpc, name, type, explain)
            # The steps say more than the answer: also what has not changed its health for another reason than before.
            if before[1].isdisjoint(self._touched_names if explain else self._turned_names):
                return before
        if found is None:
            found = self._answers[key] = self._ask(vpc, name, type, explain)
        return found

    def _ask(self, vpc: Vpc, name: str, type: str, explain: bool) -> tuple[Answer, frozenset[Name]]:
        query = _Query(self, vpc, type, explain)
        query.say(f"{vpc.label} asks for {type} of {name}", vpc)
        try:
            parts = query.name(name, ())
        except _Ended as end:
            parts = [end.part]
        except NotJudged as error:
            parts = [Given(1.0, result=Result.UNKNOWN, reason=str(error))]
        worst = min(parts, key=lambda part: _WORST_FIRST.index(part.result))
        given = tuple(parts) if any(part.result is Result.ANSWERED for part in parts) else ()
        answer = Answer(worst.result, given, tuple(query.steps), worst.reason, tuple(parts))
        return answer, frozenset(query.asked)

    def health(self, record: RecordSet) -> Verdict:
        """Whether Route 53 takes a record for healthy: a record without a check always is."""
        return self._record_health(record, ())

    @property
    def index(self) -> ZoneIndex:
        """What zones and records say, whatever the conditions are."""
        return self._index

    @property
    def checks(self) -> HealthModel:
        """The health of checks and load balancers under the conditions."""
        return self._health

    @property
    def turned(self) -> Mapping[str, Health]:
        """The records, by key, that have another health than for the resolver that this one was made from."""
        return self._turned

    def asked(self, vpc: Vpc, name: str, type: str = "A") -> frozenset[Name]:
        """The sets of records that an answer depends on."""
        return self._answer(vpc, normal(name), type, False)[1]

    def domains(self, vpc: Vpc) -> Iterator[Domain]:
        """Everything that answers for some domain in the VPC: zones, Resolver rules, endpoints with private DNS.

        Raises:
            NotJudged: the rule of an association, or the name of a zone or rule, is not known.
        """
        return self._index.domains(vpc)

    def alias_target(self, record: RecordSet, alias: Alias) -> AliasTarget:
        """What an alias points to: a load balancer, endpoint or API domain, or the records of a name of its zone.

        Raises:
            NotJudged: the target is not known or was not read.
        """
        return self._index.alias_target(record, alias)

    def _record_health(self, record: RecordSet, passed: tuple[str, ...]) -> Verdict:
        found = self._verdicts.get(record.key)
        if found is not None:
            return found
        if self._base is not None and record.key not in self._touched:
            return self._base._record_health(record, passed)
        circles = len(self._circles)
        verdict = self._find_health(record, passed)
        # A verdict that was found inside a circle of aliases holds for this way into the circle only.
        if not passed or len(self._circles) == circles:
            self._verdicts[record.key] = verdict
        return verdict

    def _find_health(self, record: RecordSet, passed: tuple[str, ...]) -> Verdict:
        if record.key in passed:
            self._circles.append(record.key)
            return Verdict(Health.UNKNOWN, f"{record.label} is an alias of itself")
        if len(passed) >= LONGEST_CHAIN:
            self._circles.append(record.key)
            return Verdict(Health.UNKNOWN, f"{record.label} is behind {LONGEST_CHAIN} aliases")
        verdicts: list[Verdict] = []
        if not record.health_check.missing:
            check = self._index.topology.follow(record.health_check, HealthCheck, record)
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
        # An alias with a health check and EvaluateTargetHealth needs both (Developer Guide, "How health checks work in
        # complex Amazon Route 53 configurations").
        return worst(verdicts) or Verdict(Health.HEALTHY, f"{record.label} has no health check")

    def _target_health(self, record: RecordSet, alias: Alias, passed: tuple[str, ...]) -> Verdict:
        try:
            target = self._index.alias_target(record, alias)
        except NotJudged as error:
            return Verdict(Health.UNKNOWN, str(error))
        if isinstance(target, LoadBalancer):
            return self._health.load_balancer(target)
        if isinstance(target, Node):
            # "There are no special requirements …, EvaluateTargetHealth provides no operational benefit" (API
            # reference, AliasTarget, on interface endpoints and on API Gateway).
            return Verdict(Health.HEALTHY, f"{target.label} always counts as healthy")
        if not target:
            return Verdict(Health.UNHEALTHY, f"{record.label} is an alias of a record that does not exist")
        # An alias of a group of records is healthy when one of them is.
        first: Verdict | None = None
        for other in target:
            verdict = self._record_health(other, passed)
            if verdict.healthy:
                return verdict
            if first is None or (verdict.health is Health.UNKNOWN and first.health is not Health.UNKNOWN):
                first = verdict
        assert first is not None
        return first

    def _choose(self, name: Name, records: Sequence[RecordSet], vpc: Vpc) -> Choice:
        """What the policy chooses for the Region of the VPC.

        Raises:
            NotJudged: what decides is not known.
        """
        key = (name, vpc.region.get("") if not vpc.region.unknown else "")
        found = self._choices.get(key)
        if found is None and self._base is not None and name not in self._turned_names:
            found = self._base._choose(name, records, vpc)
        if found is None:
            found = self._find_choice(name, records, vpc)
            self._choices[key] = found
        return found

    def _find_choice(self, name: Name, records: Sequence[RecordSet], vpc: Vpc) -> Choice:
        """The choice of the policy; where a health is unknown, the choice must be the same either way."""
        verdicts = {record.key: self.health(record) for record in records}
        healthy = {key for key, verdict in verdicts.items() if verdict.healthy}
        unsure = [key for key, verdict in verdicts.items() if verdict.health is Health.UNKNOWN]
        asker = Asker(vpc.region.get(), self._geography) if vpc.region.known else None
        if len(unsure) > MOST_UNSURE:
            raise NotJudged(f"the health of {len(unsure)} records of {name.name} is not known")
        with _about(name.name):
            policy = self._index.policy(name, records)
            choices = [
                choose(
                    records, healthy | {key for key, alive in zip(unsure, states, strict=True) if alive}, asker, policy
                )
                for states in product((True, False), repeat=len(unsure))
            ]
        if len({tuple((pick.record.key, pick.share) for pick in choice.picks) for choice in choices}) > 1:
            raise NotJudged(verdicts[unsure[0]].why)
        # Where only the health differs, it is the worst of the possible ones that is reported.
        return min(choices, key=lambda choice: all(pick.healthy for pick in choice.picks))


class _Query:
    """One query on its way; `asked` are the sets of records that were looked at."""

    def __init__(self, resolver: Resolver, vpc: Vpc, type: str, explain: bool) -> None:
        self._resolver = resolver
        self._index = resolver._index
        self._vpc = vpc
        self._type = type
        self._explain = explain
        self._ways = 0
        self.steps: list[Step] = []
        self.asked: set[Name] = set()

    def say(self, text: str, node: Node | None = None) -> None:
        if self._explain:
            self.steps.append(Step(text, node))

    def name(self, name: str, chain: tuple[RecordSet, ...], path: tuple[Name, ...] = ()) -> list[Given]:
        """What the VPC's resolver answers for a name; `path` are the sets of records that led to it."""
        other = self._index.other_servers(self._vpc)
        if other is not None:
            raise _Ended(Result.UNKNOWN, f"{other}, and what those answer is not known")
        try:
            domain = self._domain(name)
        except _Ended as end:
            # Private DNS of an execute-api endpoint answers before the name that AWS gave to an API's domain (Knowledge
            # Center, "HTTP 403 Forbidden when connecting to API Gateway APIs from a VPC").
            target = self._index.aws_named(name)
            if target is None or end.result is not Result.PUBLIC:
                raise
            self.say(f"{name} is the name of {target.label}", target)
            return [Given(1.0, chain, target, addresses_of(target, self._type), ttl=Known(AWS_TTL))]
        if isinstance(domain.node, ResolverRule):
            self.say(f"{domain.node.label} forwards {domain.name}", domain.node)
            raise _Ended(Result.FORWARDED, f"{domain.node.label} forwards {name} to other name servers")
        if isinstance(domain.node, VpcEndpoint):
            self.say(f"the private DNS of {domain.node.label} answers for {domain.name}", domain.node)
            return [Given(1.0, chain, domain.node, addresses_of(domain.node, self._type), ttl=Known(AWS_TTL))]
        assert isinstance(domain.node, HostedZone)
        return self._in_zone(domain.node, name, chain, path)

    def _domain(self, name: str) -> Domain:
        found = self._index.domains_over(self._vpc, name)
        # A SYSTEM rule takes its domain out of the forwarding of a wider rule (Resolver API reference,
        # CreateResolverRule, RuleType).
        system = {
            domain.name
            for domain in found
            if isinstance(domain.node, ResolverRule) and domain.node.type.get("FORWARD") == "SYSTEM"
        }
        found = [
            domain
            for domain in found
            if not (isinstance(domain.node, ResolverRule) and any(inside(inner, domain.name) for inner in system))
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
        if isinstance(best.node, HostedZone | VpcEndpoint):
            # "You must set enableDnsHostnames and enableDnsSupport to true" (Developer Guide, "Considerations when
            # working with a private hosted zone"; the private names of an endpoint are such a zone, which AWS owns).
            if not self._vpc.enable_dns_hostnames.get(False):
                reason = f"{self._vpc.label} has enableDnsHostnames false: its private zones are not used"
                raise _Ended(Result.PUBLIC, reason)
        if isinstance(best.node, HostedZone):
            of = f" of {len(found)} that match" if len(found) > 1 else ""
            self.say(f"{best.node.label} answers for {best.name}{of}", best.node)
        return best

    def _in_zone(
        self, zone: HostedZone, name: str, chain: tuple[RecordSet, ...], path: tuple[Name, ...]
    ) -> list[Given]:
        found = self._index.owner(zone, name)
        owner = found or name
        if owner != name:
            self.say(f"{name} is answered by {owner}", zone)
        for type in (self._type, "CNAME"):
            self.asked.add(Name(zone.key, owner, type))
            records = self._index.records(zone, owner, type)
            if records:
                return self._from_records(Name(zone.key, owner, type), records, chain, path)
        if name == known_name(zone.zone_name, zone) and self._type in ("NS", "SOA"):
            if self._type == "NS":
                return [Given(1.0, chain, zone, Known(NAME_SERVERS), ttl=Known(NAME_SERVERS_TTL))]
            return [Given(1.0, chain, zone, Known((START_OF_AUTHORITY,)), ttl=Known(NEGATIVE_TTL))]
        if found is None:
            reason = f"{zone.label} has no {self._type} record {name}, and nothing else is asked"
            raise _Ended(Result.NO_NAME, reason, zone)
        reason = f"{zone.label} has no {self._type} record {name}, a name that exists, and nothing else is asked"
        raise _Ended(Result.NO_DATA, reason, zone)

    def _from_records(
        self, name: Name, records: Sequence[RecordSet], chain: tuple[RecordSet, ...], path: tuple[Name, ...]
    ) -> list[Given]:
        """What the records of one name and type give, each alias followed."""
        self.asked.add(name)
        if name in path:
            raise _Ended(Result.NO_ANSWER, f"{chain[-1].label} leads in a circle")
        if len(path) >= LONGEST_CHAIN:
            raise _Ended(Result.NO_ANSWER, f"{chain[-1].label} leads on, after {LONGEST_CHAIN} records that do")
        with _about(name.name):
            policy = self._index.policy(name, records)
        if policy is not Policy.SIMPLE:
            self.say(f"{name.name} has {len(records)} {policy} records")
            for record in records if self._explain else ():
                verdict = self._resolver.health(record)
                self.say(f"{record.label} is {verdict.health}: {verdict.why}", record)
        choice = self._resolver._choose(name, records, self._vpc)
        if not choice.picks:
            zone = self._index.topology.node(name.zone)
            raise _Ended(Result.NO_ANSWER, choice.why, zone if isinstance(zone, HostedZone) else None)
        given: list[Given] = []
        for pick in choice.picks:
            share = f" to {pick.share:.0%}" if pick.share < 1 else ""
            self.say(f"{pick.record.label} answers{share}: {choice.why}", pick.record)
            for part in self._followed(pick, len(choice.picks) > 1, chain, (*path, name)):
                given.append(replace(part, share=part.share * pick.share, healthy=part.healthy and pick.healthy))
        return given

    def _followed(self, pick: Pick, among: bool, chain: tuple[RecordSet, ...], path: tuple[Name, ...]) -> list[Given]:
        """What one record gives. When others answer too, one that leads nowhere is a part of its own."""
        self._ways += 1
        if self._ways > MOST_WAYS:
            raise NotJudged(f"there are more than {MOST_WAYS} ways through the records")
        longer = (*chain, pick.record)
        try:
            return self._from_record(pick.record, longer, path)
        except _Ended as end:
            end.chain = end.chain or longer
            if not among:
                raise
            part = end.part
        except NotJudged as error:
            if not among:
                raise
            part = Given(1.0, longer, result=Result.UNKNOWN, reason=str(error))
        self.say(f"{pick.record.label} gives nothing: {part.reason}", pick.record)
        return [part]

    def _from_record(self, record: RecordSet, longer: tuple[RecordSet, ...], path: tuple[Name, ...]) -> list[Given]:
        """What a record gives, the last of a chain."""
        if isinstance(record.alias, Known):
            target = self._index.alias_target(record, record.alias.value)
            if isinstance(target, Node):
                self.say(f"it is an alias of {target.label}", target)
                return [Given(1.0, longer, target, addresses_of(target, self._type), ttl=Known(AWS_TTL))]
            if not target:
                raise _Ended(Result.NO_ANSWER, f"{record.label} is an alias of a record that does not exist")
            name = self._index.name_of(target[0])
            assert name is not None
            self.say(f"it is an alias of {name.name}", target[0])
            return self._from_records(name, target, longer, path)
        if record.alias.unknown:
            raise NotJudged(f"whether {record.label} is an alias is not known")
        values = flat(record.records)
        if _is_cname(record) and self._type != "CNAME":
            if not isinstance(values, Known) or not values.value:
                raise NotJudged(f"the target of {record.label} is not known")
            name_asked = normal(values.value[0])
            self.say(f"it is another name of {name_asked}", record)
            return self.name(name_asked, longer, path)
        return [Given(1.0, longer, None, values, ttl=record.ttl)]


def _is_cname(record: RecordSet) -> bool:
    """Whether the record stands in the answer as another name; an alias of type CNAME does not."""
    return record.type == Known("CNAME") and record.alias.missing


@contextmanager
def _about(name: str) -> Iterator[None]:
    """Put the name that was asked before what was not judged."""
    try:
        yield
    except NotJudged as error:
        raise NotJudged(f"{name} {error}") from None


def addresses_of(target: Node, type: str = "A") -> Value[tuple[str, ...]]:
    """The private addresses of a load balancer or endpoint, as far as they are known; unknown for other targets."""
    if not isinstance(target, LoadBalancer | VpcEndpoint) or target.addresses.missing:
        return UNKNOWN
    return target.addresses.then(
        lambda addresses: together(address.ipv6 if type == "AAAA" else address.ipv4 for address in addresses)
    )
