"""What every client gets for every name under every failure: which record answers, what serves, when the answer moves.

>>> rehearsal = Rehearsal(topology, geography)                                   # doctest: +SKIP
>>> for row in rehearsal.rows:                                                   # doctest: +SKIP
...     print(row.client.label, row.name, {str(outage): str(cell.verdict) for outage, cell in row.cells})
us-east-1 orders.internal.example.com {'region:us-east-1': 'served', 'region:us-west-2': 'served', …}

An answer is worth nothing when what it points to is down, or when no route leads there; so each is followed to the API
and over the network. What a failure does not touch is not looked at again: the time grows with what changes, and not
with names × clients × failures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from privateapi.topology.arrival import Way, client_subnets, closed_to, ways
from privateapi.topology.dns import Answer, Given, Resolver, Result
from privateapi.topology.failures import Failure, Failures, Kind, Outage
from privateapi.topology.health import Conditions, Health
from privateapi.topology.internal_domains import InternalDomains
from privateapi.topology.model import (
    Api,
    ApiDomain,
    ApiMapping,
    ClientNetwork,
    GatewayInstance,
    HostedZone,
    InternalRecord,
    LoadBalancer,
    Node,
    RecordSet,
    ResolverEndpoint,
    Subnet,
    Topology,
    TransitGatewayPeering,
    Vpc,
    VpcAccess,
    VpcEndpoint,
    VpcPeering,
)
from privateapi.topology.moving import Delay, Moving
from privateapi.topology.on_premises import inbound_endpoints, viewed_from
from privateapi.topology.placement import zone_of
from privateapi.topology.reachability import Connection, Path, Reachability
from privateapi.topology.reachability import Outcome as Reached
from privateapi.topology.routing import Geography
from privateapi.topology.values import Known, NotJudged, Value
from privateapi.topology.zones import Name, inside, normal

# Record types that lead a client to an address, in the order in which they are asked for.
ADDRESS_TYPES = ("A", "AAAA", "CNAME")


class UnknownNameError(ValueError):
    """A name or a client is none of the design's; the message lists those that exist."""


class Verdict(StrEnum):
    """What a client gets; the worst comes first."""

    HOLE = "hole"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    UNJUDGED = "not judged"
    SERVED = "served"

    @property
    def bad(self) -> bool:
        """Whether the client is certainly not served."""
        return self in (Verdict.HOLE, Verdict.DEAD, Verdict.UNREACHABLE)


_ORDER = list(Verdict)


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the hosts in some subnets of a VPC, or on premises.

    Those ask inbound Resolver endpoints, the next one in `resolvers` when one is down, and see what `vpc`, that of the
    first, sees. How their packets get to the VPCs is not in a design.
    """

    label: str
    vpc: Vpc
    subnets: tuple[Subnet, ...]
    resolvers: tuple[ResolverEndpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceClient:
    """An instance of API Gateway on Alibaba Cloud, which asks for the hosts of its backends."""

    label: str
    instance: GatewayInstance


@dataclass(frozen=True, slots=True)
class Part:
    """What a share of the queries gets, 1 for all.

    `record` is the last one of the chain, `target` what it leads to, `region` where that is; `why` says what is wrong.
    """

    share: float
    record: RecordSet | None
    target: Node | None
    region: str
    values: tuple[str, ...]
    verdict: Verdict
    why: str = ""

    @property
    def served_by(self) -> str:
        """The Region that serves, or what the client gets where that is not told."""
        return self.region or (self.target.label if self.target is not None else ", ".join(self.values))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one client gets for one name under one outage.

    `delay` is the time until the answer has moved away from what failed; None when it does not move. `unseen` is true
    when the client's resolver sees no zone of the name and asks the public DNS.
    """

    verdict: Verdict
    parts: tuple[Part, ...]
    why: str = ""
    delay: Delay | None = None
    unseen: bool = False

    @property
    def signature(self) -> Hashable:
        """What of it a reader would see."""
        return (
            self.verdict,
            self.why,
            tuple((_key(part.record), _key(part.target), part.share, part.verdict, part.why) for part in self.parts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One name: what is given usually, and, by their place, under the outages that change something."""

    name: str
    type: str
    usual: Cell
    changed: Mapping[int, Cell]
    outages: tuple[Outage, ...]

    @property
    def cells(self) -> Iterator[tuple[Outage, Cell]]:
        """What is given under every outage."""
        return ((outage, self.changed.get(index, self.usual)) for index, outage in enumerate(self.outages))

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """All verdicts, that of a design in which nothing has failed included."""
        return frozenset((self.usual.verdict, *(cell.verdict for cell in self.changed.values())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(_Row):
    """What one client gets for one name."""

    client: Client


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceRow(_Row):
    """What one instance of Alibaba Cloud gets for the host of a backend."""

    client: InstanceClient


@dataclass(frozen=True, slots=True)
class Unasked:
    """A zone whose names none of the clients gets; `sure` is false while that cannot be told."""

    zone: HostedZone
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class _Question:
    name: str
    type: str
    zone: str
    parents: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Paths:
    """The ways over the network from a client to a target: the tokens that each needs, or why there is none."""

    needs: tuple[frozenset[str], ...]
    verdict: Verdict = Verdict.SERVED
    why: str = ""
    shown: Way | None = None


class Rehearsal:
    """The answers to all names from all clients under all outages.

    Args:
        names: ask only for these names; when left out, for all names of private zones that lead to addresses.
        clients: only the clients of these labels, or VPCs of these ids; when left out, all.
        pairs: let every two failures happen together, too.
        outages: only these; when left out, every failure alone.

    Raises:
        UnknownNameError: there is no such name or client.
    """

    def __init__(
        self,
        topology: Topology,
        geography: Geography,
        *,
        names: Sequence[str] = (),
        clients: Sequence[str] = (),
        pairs: bool = False,
        outages: Sequence[Sequence[Failure]] | None = None,
    ) -> None:
        self.topology = topology
        self.failures = Failures(topology)
        self.resolver = Resolver(topology, geography)
        self._index = self.resolver.index
        self._reachability = Reachability(topology)
        self._paths: dict[tuple[str, str], _Paths] = {}
        self._apis: dict[tuple[str, str], tuple[Api, ...]] = {}
        self._needed: dict[tuple[str, str], frozenset[str]] = {}
        self._views: dict[str, Vpc] = {}
        self._firsts: dict[Hashable, Vpc] = {}
        self._names = [self._find_name(name) for name in names]
        found = [self.find_asking(client) for client in clients]
        self._clients = tuple(client for client in found if isinstance(client, Client))
        self._instances = tuple(client for client in found if isinstance(client, InstanceClient))
        self._pairs, self._only = pairs, outages

    @cached_property
    def outages(self) -> tuple[Outage, ...]:
        """What is let happen: every failure alone, then the pairs."""
        if self._only is not None:
            return tuple(self.failures.outage(*together) for together in self._only)
        alone = [self.failures.outage(failure) for failure in self.failures.single]
        return (*alone, *(self.failures.outage(*pair) for pair in self.failures.pairs() if self._pairs))

    # Who asks for what

    @cached_property
    def clients(self) -> tuple[Client, ...]:
        """The clients in the order of their labels: the VPCs of private zones and of client networks."""
        return self._clients if self._clients or self._instances else self.every_client

    @cached_property
    def every_client(self) -> tuple[Client, ...]:
        """All clients that the design has."""
        keys = {key for zone in self._zones for key in self._index.zone_vpcs(zone)[0]}
        keys |= {vpc.value for vpc in self._stated.values() if isinstance(vpc, Known)}
        vpcs = [vpc for vpc in self.topology.of(Vpc) if vpc.key in keys]
        names = [vpc.name for vpc in vpcs]
        found = [
            Client(_label(vpc, names.count(vpc.name) == 1), vpc, client_subnets(self.topology, vpc)[1]) for vpc in vpcs
        ]
        return (*sorted(found, key=lambda client: client.label), *self._on_premises())

    def _on_premises(self) -> Iterator[Client]:
        """A client for each inbound endpoint, which asks the others when that one is down."""
        endpoints = list(inbound_endpoints(self.topology))
        for place, endpoint in enumerate(endpoints):
            try:
                vpc = viewed_from(self.topology, endpoint)
            except NotJudged:
                # Without its VPC nothing is known of what it answers; the others still are.
                continue
            label = f"on premises by {endpoint.name or endpoint.key}"
            yield Client(label, vpc, (), (*endpoints[place:], *endpoints[:place]))

    def find_asking(self, text: str) -> Client | InstanceClient:
        """As `find_client`; also the instance of Alibaba Cloud of that name or id.

        Raises:
            UnknownNameError: there is none; the message lists those that exist.
        """
        for each in self.every_instance:
            if text == each.label or each.instance.id == Known(text):
                return each
        return self.find_client(text)

    def find_client(self, text: str) -> Client:
        """The client of that label, or in the VPC of that id or key; any VPC of the design may ask.

        Raises:
            UnknownNameError: there is none; the message lists those that exist.
        """
        for client in self.every_client:
            named = text in (client.vpc.name, client.vpc.key) or client.vpc.id == Known(text)
            if text == client.label or (named and not client.resolvers):
                return client
        for vpc in self.topology.of(Vpc):
            if text in (vpc.name, vpc.key) or vpc.id == Known(text):
                return Client(_label(vpc, True), vpc, client_subnets(self.topology, vpc)[1])
        labels = [*(each.label for each in self.every_client), *(each.label for each in self.every_instance)]
        raise UnknownNameError(f"there is no client VPC {text!r}; {_listed(labels)}")

    def find_name(self, text: str) -> str:
        """A name as it is asked for.

        Raises:
            UnknownNameError: no zone, endpoint or load balancer of the design answers for it.
        """
        name = normal(text)
        if name in self.every_name or self._index.aws_named(name) is not None or name in self._internal_names:
            return name
        for zone in self._zones:
            if isinstance(zone.zone_name, Known) and inside(name, normal(zone.zone_name.value)):
                if self._index.owner(zone, name):
                    return name
        for vpc in self.topology.of(Vpc):
            # What cannot be read of one VPC leaves the others.
            with suppress(NotJudged):
                if any(not isinstance(each.node, HostedZone) for each in self._index.domains_over(vpc, name)):
                    return name
        raise UnknownNameError(f"there is no name {text!r}; {_listed((*self.every_name, *self._internal_names))}")

    @cached_property
    def every_name(self) -> tuple[str, ...]:
        """The names of private zones that lead to addresses."""
        return tuple(sorted({question.name for question in self._every_question}))

    def _find_name(self, text: str) -> _Question:
        name = self.find_name(text)
        own = next((question for question in self._every_question if question.name == name), None)
        return own or _Question(name, "A", "", frozenset())

    @cached_property
    def _zones(self) -> tuple[HostedZone, ...]:
        return tuple(
            zone
            for zone in self.topology.of(HostedZone)
            if zone.private != Known(False) and (not zone.vpcs.missing or zone.private == Known(True))
        )

    @cached_property
    def _stated(self) -> dict[str, Value[str]]:
        """The VPC of each client network, by the key of the network."""
        return {
            network.key: self.topology.identity(network.vpc, Vpc, network)
            for network in self.topology.of(ClientNetwork)
        }

    @cached_property
    def _every_question(self) -> tuple[_Question, ...]:
        """One question for each name of each zone, with the type that leads to an address."""
        found: list[_Question] = []
        for zone in self._zones:
            types: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
            for (name, type), records in self._index.zone_records(zone).by_name.items():
                # Names that begin with an underscore prove things to machines (RFC 8552), as certificates' do.
                if type in ADDRESS_TYPES and not name.startswith("_"):
                    types[name][type] = frozenset(record.parent for record in records)
            for name, given in types.items():
                type = next(each for each in ADDRESS_TYPES if each in given)
                found.append(_Question(name, "A" if type == "CNAME" else type, zone.key, given[type]))
        return tuple(sorted(found, key=lambda question: (question.name, question.zone)))

    def _asks(self, client: Client, question: _Question, stated: frozenset[str]) -> bool:
        """Whether a client asks for a name: its VPC has the zone, or may have it, or a component says that it asks.

        Who is named together with a name asks in any case.
        """
        if self._names and self._clients or not question.zone:
            return True
        zone = self.topology.node(question.zone)
        assert isinstance(zone, HostedZone)
        vpcs, open_ended = self._index.zone_vpcs(zone)
        return client.vpc.key in vpcs or open_ended or bool(stated & {"", *question.parents})

    @cached_property
    def unasked(self) -> tuple[Unasked, ...]:
        """The zones that no client VPC sees."""
        found: list[Unasked] = []
        keys = {client.vpc.key for client in self.every_client}
        for zone in self._zones:
            vpcs, open_ended = self._index.zone_vpcs(zone)
            names = self._index.zone_records(zone).names
            if vpcs & keys or not names:
                continue
            if open_ended:
                why = f"which VPCs {zone.label} is associated with is not known"
            elif vpcs:
                why = f"{zone.label} is associated with {_listed(vpcs, 'only')}, which is not among what was read"
            else:
                why = f"{zone.label} is associated with no VPC: nobody gets an answer for {_listed(names, 'only')}"
            found.append(Unasked(zone, why, not open_ended and not vpcs))
        return tuple(found)

    # The table

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row for each name and each client that asks for it, in the order of the names and then of the clients."""
        asked = tuple(self._asked())
        usual = [self._usual_cell(client, question) for client, question in asked]
        changed: list[dict[int, Cell]] = [{} for _ in asked]
        near_token, near_record = self._near(asked, usual)
        for place, outage in enumerate(self.outages):
            now = self.resolver.under(outage.conditions)
            moving = Moving(self.topology, outage, self.resolver, now)
            near = dict.fromkeys(row for token in outage.lost for row in near_token.get(token, ()))
            for view, question in self._moved(now, near_record):
                near |= dict.fromkeys(self._same_view[view.key, question])
            for row in near:
                client, question = asked[row]
                cell = self._cell(outage, client, question, self._answer_to(client, question, now, outage), moving)
                if cell.signature != usual[row].signature:
                    changed[row][place] = cell
        return tuple(
            Row(
                client=client,
                name=question.name,
                type=question.type,
                usual=usual[row],
                changed=changed[row],
                outages=self.outages,
            )
            for row, (client, question) in enumerate(asked)
        )

    def _asked(self) -> Iterator[tuple[Client, _Question]]:
        stated: defaultdict[str, set[str]] = defaultdict(set)
        for key, vpc in self._stated.items():
            component, _, part = key.partition("#")
            if isinstance(vpc, Known):
                # A client network that no component states asks for everything.
                stated[vpc.value].add(component if part else "")
        for question in self._names or self._every_question:
            # Nobody but the instances gets an internal record of Alibaba Cloud.
            internal = question.name in self._internal_names and not question.zone
            for client in () if internal else self.clients:
                if self._asks(client, question, frozenset(stated[client.vpc.key])):
                    yield client, question

    def _near(
        self, asked: Sequence[tuple[Client, _Question]], usual: Sequence[Cell]
    ) -> tuple[dict[str, list[int]], dict[str | Name, list[tuple[Vpc, _Question]]]]:
        """Which rows may change with a lost token; and which answers with a record by its key, or a set of them."""
        near_token: defaultdict[str, list[int]] = defaultdict(list)
        near_record: defaultdict[str | Name, list[tuple[Vpc, _Question]]] = defaultdict(list)
        self._same_view: defaultdict[tuple[str, _Question], list[int]] = defaultdict(list)
        for row, (client, question) in enumerate(asked):
            tokens = {token for part in usual[row].parts for token in self._tokens(client, question.name, part)}
            tokens |= {token for endpoint in client.resolvers for token in self.failures.needed(endpoint)}
            for token in tokens:
                near_token[token].append(row)
            view = self._view(client)
            rows = self._same_view[view.key, question]
            rows.append(row)
            if len(rows) == 1:
                answer = self._answer(self.resolver, view, question)
                chosen = {record.key for given in answer.given for record in given.chain}
                nears: set[str | Name] = {*chosen, *self.resolver.asked(view, question.name, question.type)}
                for near in nears:
                    near_record[near].append((view, question))
        return near_token, near_record

    def _moved(
        self, now: Resolver, near: Mapping[str | Name, Sequence[tuple[Vpc, _Question]]]
    ) -> Iterator[tuple[Vpc, _Question]]:
        """The answers that are not the usual ones.

        A record that was not chosen and becomes unhealthy changes no answer: every policy chooses from the healthy
        ones. So it is asked again only where a chosen one turns; and everywhere when one may become healthy.
        """
        candidates: dict[tuple[Vpc, _Question], None] = {}
        for key, health in now.turned.items():
            record = self.topology.node(key)
            assert isinstance(record, RecordSet)
            name = self._index.name_of(record)
            if health is Health.UNHEALTHY and self.resolver.health(record).healthy and name not in self._last_resorts:
                candidates |= dict.fromkeys(near.get(key, ()))
            elif name is not None:
                candidates |= dict.fromkeys(near.get(name, ()))
        for view, question in candidates:
            if _given(self._answer(now, view, question)) != _given(self._answer(self.resolver, view, question)):
                yield view, question

    @cached_property
    def _last_resorts(self) -> frozenset[Name]:
        """The sets of which usually no record is healthy, so that all are chosen from; and those with unknown ones."""
        found: defaultdict[Name, list[Health]] = defaultdict(list)
        for record in self.topology.of(RecordSet):
            name = self._index.name_of(record)
            if name is not None:
                found[name].append(self.resolver.health(record).health)
        return frozenset(
            name for name, states in found.items() if Health.UNKNOWN in states or Health.HEALTHY not in states
        )

    def _view(self, client: Client) -> Vpc:
        """The first VPC to which names mean the same as to that of the client, so that it is asked for all of them."""
        key = client.vpc.key
        if key not in self._views:
            same = self._alike(client.vpc)
            self._views[key] = self._firsts.setdefault(same, client.vpc)
        return self._views[key]

    def _alike(self, vpc: Vpc) -> Hashable:
        try:
            domains = frozenset((each.name, each.node.key, each.sure) for each in self._index.domains(vpc))
            return vpc.region, vpc.enable_dns_hostnames, self._index.other_servers(vpc), domains
        except NotJudged:
            return vpc.key

    @staticmethod
    def _answer(resolver: Resolver, vpc: Vpc, question: _Question) -> Answer:
        return resolver.answer(vpc, question.name, question.type, explain=False)

    # One cell

    def cells_under(self, conditions: Conditions) -> Iterator[tuple[Client, str, Cell]]:
        """What each client gets for each name under these conditions of the answers, while nothing has failed."""
        now = self.resolver.under(conditions)
        for client, question in self._asked():
            answer = self._answer_to(client, question, now, self._nothing)
            yield client, question.name, self._cell(self._nothing, client, question, answer)

    def _usual_cell(self, client: Client, question: _Question) -> Cell:
        answer = self._answer_to(client, question, self.resolver, self._nothing)
        return self._cell(self._nothing, client, question, answer)

    def _answer_to(self, client: Client, question: _Question, resolver: Resolver, outage: Outage) -> Answer:
        """The answer of the VPC's resolver; on premises that of the first inbound endpoint that works."""
        if not client.resolvers:
            return self._answer(resolver, self._view(client), question)
        reason = ""
        for endpoint in client.resolvers:
            try:
                reason = outage.down(endpoint)
                if not reason:
                    return self._answer(resolver, viewed_from(self.topology, endpoint), question)
            except NotJudged as unknown:
                return Answer(Result.UNKNOWN, (), (), str(unknown))
        return Answer(Result.NO_ANSWER, (), (), f"no inbound endpoint works: {reason}")

    @cached_property
    def _nothing(self) -> Outage:
        return self.failures.outage()

    def _cell(
        self, outage: Outage, client: Client, question: _Question, answer: Answer, moving: Moving | None = None
    ) -> Cell:
        if not answer.given:
            verdict = _end(answer.result, answer.parts[0].chain if answer.parts else ())
            unseen = answer.result is Result.PUBLIC and verdict is Verdict.HOLE
            return Cell(verdict, (), answer.reason, unseen=unseen)
        parts = tuple(self.part(outage, client, question.name, given) for given in answer.given)
        delay = None
        if moving is not None:
            stay = {_way(given) for given in answer.given}
            before = self._answer_to(client, question, self.resolver, self._nothing)
            left = [given for given in before.given if _way(given) not in stay]
            delay = moving.delay(left) if left else None
        return _cell_of(parts, delay)

    def part(self, outage: Outage, client: Client, name: str, given: Given) -> Part:
        """What a part of an answer is worth to a client under an outage."""
        record = given.chain[-1] if given.chain else None
        region = given.target.region.value if given.target and isinstance(given.target.region, Known) else ""
        values = given.values.value if isinstance(given.values, Known) else ()
        if given.result is not Result.ANSWERED:
            verdict = _end(given.result, given.chain)
            return Part(given.share, record, given.target, region, values, verdict, given.reason)
        try:
            verdict, why = self._judge(outage, client, name, given.target, values, given)
        except NotJudged as reason:
            verdict, why = Verdict.UNJUDGED, str(reason)
        return Part(given.share, record, given.target, region, values, verdict, why)

    def _judge(
        self, outage: Outage, client: Client, name: str, target: Node | None, values: Sequence[str], given: Given
    ) -> tuple[Verdict, str]:
        """Whether what a client gets is alive, and whether the client gets there.

        Raises:
            NotJudged: it cannot be told.
        """
        if target is None:
            return self._judge_values(outage, client, given, values)
        down = outage.down(target)
        for api in self._apis_behind(name, target) if not down else ():
            down = outage.down(api)
            if down:
                break
        if down:
            return Verdict.DEAD, f"{target.label}: {down}"
        if not isinstance(target, LoadBalancer | VpcEndpoint) or client.resolvers:
            return Verdict.SERVED, ""
        paths = self._paths_to(client, target)
        if paths.verdict is not Verdict.SERVED:
            return paths.verdict, paths.why
        broken = [needs & outage.lost for needs in paths.needs]
        if all(broken):
            failure = next(each for each in outage.failures if each.tokens & broken[0])
            return Verdict.UNREACHABLE, f"the way to {target.label} is gone: {failure.text}"
        return Verdict.SERVED, ""

    def _judge_values(self, outage: Outage, client: Client, given: Given, values: Sequence[str]) -> tuple[Verdict, str]:
        if not values:
            record = given.chain[-1].label if given.chain else "the answer"
            raise NotJudged(f"the values of {record} are not known")
        unread: list[str] = []
        reasons: list[str] = []
        for value in values:
            down = outage.address_down(value, client.vpc.key)
            if down is None:
                unread.append(value)
            elif not down:
                return Verdict.SERVED, ""
            else:
                reasons.append(f"{value}: {down}")
        if unread:
            raise NotJudged(f"what has the address {unread[0]} is not among the resources that were read")
        return Verdict.DEAD, " and ".join(reasons)

    def _tokens(self, client: Client, name: str, part: Part) -> frozenset[str]:
        """Everything whose loss may change a part."""
        if part.target is None:
            found: set[str] = set()
            for value in part.values:
                found |= self.failures.tokens_of_address(value, client.vpc.key)
            return frozenset(found)
        key = (name, part.target.key)
        if key not in self._needed:
            nodes = [part.target, *self._apis_behind(name, part.target)]
            self._needed[key] = frozenset(token for node in nodes for token in self.failures.needed(node))
        paths: frozenset[str] = frozenset()
        if isinstance(part.target, LoadBalancer | VpcEndpoint) and not client.resolvers:
            try:
                paths = frozenset().union(*self._paths_to(client, part.target).needs)
            except NotJudged:
                pass
        return self._needed[key] | paths

    # Alibaba Cloud

    @cached_property
    def every_instance(self) -> tuple[InstanceClient, ...]:
        """The instances of Alibaba Cloud that internal records are given to."""
        return tuple(
            InstanceClient(instance.name or instance.key, instance)
            for instance in self.topology.of(GatewayInstance)
            if any(self._internal(instance, name) for name in self._internal_names)
        )

    @cached_property
    def internal_domains(self) -> InternalDomains:
        """What instances of Alibaba Cloud get for names."""
        return InternalDomains(self.topology)

    @cached_property
    def _internal_names(self) -> tuple[str, ...]:
        records = self.topology.of(InternalRecord)
        return tuple(
            sorted({normal(each.domain_name.value) for each in records if isinstance(each.domain_name, Known)})
        )

    def _internal(self, instance: GatewayInstance, name: str) -> Answer | None:
        """The answer of the internal records; None where the instance asks the public DNS, as everyone does."""
        answer = self.internal_domains.answer(instance, name)
        return None if answer.result is Result.PUBLIC else answer

    @cached_property
    def instance_rows(self) -> tuple[InstanceRow, ...]:
        """One row for each internal record of Alibaba Cloud and each instance that it is given to.

        Nothing asks whether an address of an internal record works, so that an answer never moves.
        """
        wanted = {question.name for question in self._names}
        chosen = self._instances if self._instances or self._clients else self.every_instance
        return tuple(
            self._instance_row(client, name, answer)
            for name in self._internal_names
            for client in chosen
            if (not wanted or name in wanted) and (answer := self._internal(client.instance, name)) is not None
        )

    @property
    def every_row(self) -> tuple[Row | InstanceRow, ...]:
        """The rows of clients, then those of instances."""
        found: list[Row | InstanceRow] = [*self.rows]
        found += self.instance_rows
        return tuple(found)

    def _instance_row(self, client: InstanceClient, name: str, answer: Answer) -> InstanceRow:
        usual = self._instance_cell(self._nothing, client, answer)
        cells = [self._instance_cell(outage, client, answer) for outage in self.outages]
        changed = {place: cell for place, cell in enumerate(cells) if cell.signature != usual.signature}
        return InstanceRow(client=client, name=name, type="A", usual=usual, changed=changed, outages=self.outages)

    def _instance_cell(self, outage: Outage, client: InstanceClient, answer: Answer) -> Cell:
        if not answer.given:
            return Cell(_ENDS[answer.result], (), answer.reason)
        parts = tuple(self._instance_part(outage, client, given) for given in answer.given)
        return _cell_of(parts)

    def _instance_part(self, outage: Outage, client: InstanceClient, given: Given) -> Part:
        values = given.values.value if isinstance(given.values, Known) else ()
        target = given.target if isinstance(given.target, VpcAccess) else None
        try:
            # An instance that is down asks nothing.
            down = "" if outage.down(client.instance) else outage.backend_down(client.instance, values, target)
        except NotJudged as reason:
            return Part(given.share, None, target, "", values, Verdict.UNJUDGED, str(reason))
        return Part(given.share, None, target, "", values, Verdict.DEAD if down else Verdict.SERVED, down)

    # What stands behind an answer

    def _apis_behind(self, name: str, target: Node) -> tuple[Api, ...]:
        """The APIs that answer for a name where it leads to: those of its custom domain in the Region of the target.

        Of a name that no custom domain has, such as the generated one of a private API, the first label is the API.
        """
        key = (name, target.region.value if isinstance(target.region, Known) else "")
        if key not in self._apis:
            self._apis[key] = tuple(self._find_apis(*key))
        return self._apis[key]

    def _find_apis(self, name: str, region: str) -> Iterator[Api]:
        for domain in self._domains_of.get(name, ()) or self._domains_of.get(f"*.{name.partition('.')[2]}", ()):
            if domain.region != Known(region):
                continue
            for mapping in self.topology.referrers(ApiMapping, "domain", domain):
                api = self.topology.follow(mapping.api, Api, mapping)
                if isinstance(api, Known):
                    yield api.value
        yield from (api for api in self._apis_by_id.get(name.partition(".")[0], ()) if api.region == Known(region))

    @cached_property
    def _domains_of(self) -> dict[str, list[ApiDomain]]:
        found: defaultdict[str, list[ApiDomain]] = defaultdict(list)
        for domain in self.topology.of(ApiDomain):
            if isinstance(domain.domain_name, Known):
                found[normal(domain.domain_name.value)].append(domain)
        return found

    @cached_property
    def _apis_by_id(self) -> dict[str, list[Api]]:
        found: defaultdict[str, list[Api]] = defaultdict(list)
        for api in self.topology.of(Api):
            if isinstance(api.id, Known):
                found[api.id.value].append(api)
        return found

    # The way there

    def _paths_to(self, client: Client, target: LoadBalancer | VpcEndpoint) -> _Paths:
        key = (client.vpc.key, target.key)
        if key not in self._paths:
            try:
                self._paths[key] = self._find_paths(client, target)
            except NotJudged as reason:
                self._paths[key] = _Paths((), Verdict.UNJUDGED, str(reason))
        return self._paths[key]

    def _find_paths(self, client: Client, target: LoadBalancer | VpcEndpoint) -> _Paths:
        """Raises: NotJudged: whether there is a way, or whether the client is let in, cannot be told."""
        if not client.subnets:
            raise NotJudged(f"the subnets of {client.vpc.label} are not among the resources that were read")
        needs: dict[str, frozenset[str]] = {}
        reached: list[Way] = []
        others: list[Way] = []
        for near in client.subnets:
            for way in ways(self.topology, self._reachability, [near], target):
                if way.connection.outcome is not Reached.REACHED:
                    others.append(way)
                elif way.far.key not in needs:
                    reached.append(way)
                    needs[way.far.key] = self._needs_of(client, target, way.far, way.connection)
            # Each node of the target is reached from somewhere: the other subnets of the client have the same ways.
            if needs and not others:
                break
        if not needs:
            unsure = next((way for way in others if way.connection.outcome is Reached.UNKNOWN), None)
            if unsure is not None:
                why = unsure.connection.reason
                raise NotJudged(f"whether {client.vpc.label} reaches {target.label} is not known: {why}")
            # The way that is stopped last says most about what is missing.
            furthest = max(others, key=_length, default=None)
            why = furthest.connection.reason if furthest is not None else f"{target.label} stands in no subnet"
            text = f"{client.vpc.label} does not reach {target.label}: {why}"
            return _Paths((), Verdict.UNREACHABLE, text, furthest)
        closed = closed_to(self.topology, client.subnets, target)
        if closed is not None:
            groups = ", ".join(group.label for group in closed.groups)
            text = f"{groups} of {target.label} does not let in port {closed.port} from {client.vpc.label}"
            return _Paths((), Verdict.UNREACHABLE, text, reached[0])
        return _Paths(tuple(dict.fromkeys(needs.values())), shown=reached[0])

    def way(self, client: Client, target: Node) -> Way | None:
        """A way from a client to a target while nothing is wrong, or how far it goes; None when that is not known."""
        if not isinstance(target, LoadBalancer | VpcEndpoint) or client.resolvers:
            return None
        return self._paths_to(client, target).shown

    def _needs_of(
        self, client: Client, target: LoadBalancer | VpcEndpoint, far: Subnet, connection: Connection
    ) -> frozenset[str]:
        """What a way needs: its peerings, the transit Regions between the ends, and the zone that it arrives in."""
        found: set[str] = set()
        zone = zone_of(far)
        if isinstance(zone, Known):
            found.add(f"{Kind.ZONE}:{zone.value}")
        for path in (connection.there, connection.back):
            found |= _peerings(path)
            for hop in path.hops:
                # A hop over a peering arrives at the gateway of a Region that is neither end.
                region = hop.node.region
                if isinstance(hop.node, TransitGatewayPeering | VpcPeering) or not isinstance(region, Known):
                    continue
                if region not in (client.vpc.region, target.region):
                    found.add(f"{Kind.REGION}:{region.value}")
        return frozenset(found)


_ENDS = {
    Result.ANSWERED: Verdict.SERVED,
    Result.NO_NAME: Verdict.HOLE,
    Result.NO_DATA: Verdict.HOLE,
    Result.NO_ANSWER: Verdict.HOLE,
    Result.PUBLIC: Verdict.HOLE,
    Result.FORWARDED: Verdict.UNJUDGED,
    Result.UNKNOWN: Verdict.UNJUDGED,
}


def _end(result: Result, chain: Sequence[RecordSet]) -> Verdict:
    """What it is worth that a query ended so behind the records of `chain`.

    A CNAME record of a private zone may well lead to a public name, such as that of a database: the VPC Resolver asks
    the public DNS for it, and what that answers is not among what was read.
    """
    return Verdict.UNJUDGED if result is Result.PUBLIC and chain else _ENDS[result]


def _cell_of(parts: tuple[Part, ...], delay: Delay | None = None) -> Cell:
    """A cell is as bad as its worst part."""
    worst = min(parts, key=lambda part: _ORDER.index(part.verdict))
    share = "" if worst.share == 1 or worst.verdict is Verdict.SERVED else f"{worst.share:.0%}: "
    return Cell(worst.verdict, parts, f"{share}{worst.why}", delay)


def _length(way: Way) -> int:
    return len(way.connection.there.hops) + len(way.connection.back.hops)


def _peerings(path: Path) -> set[str]:
    return {hop.node.key for hop in path.hops if isinstance(hop.node, TransitGatewayPeering | VpcPeering)}


def _way(given: Given) -> Hashable:
    """What tells two parts of answers apart."""
    return tuple(record.key for record in given.chain), _key(given.target)


def _given(answer: Answer) -> Hashable:
    """What tells two answers apart."""
    return answer.result, answer.reason, tuple((_way(given), given.share, given.result) for given in answer.given)


def _key(node: Node | None) -> str:
    return node.key if node is not None else ""


def _label(vpc: Vpc, unique: bool) -> str:
    """How the client of a VPC is called: by the VPC's name, and its id where another has the same."""
    id = vpc.id.value if isinstance(vpc.id, Known) else vpc.key
    return vpc.name if vpc.name and unique else f"{vpc.name} ({id})" if vpc.name else id


def _listed(names: Iterable[str], before: str = "there") -> str:
    """`there are a, b`, no more than can be read."""
    all_names = sorted(names)
    if not all_names:
        return "the design has none"
    shown = ", ".join(all_names[:_MOST_LISTED])
    more = f" and {len(all_names) - _MOST_LISTED} more" if len(all_names) > _MOST_LISTED else ""
    verb = {"there": "there are " if len(all_names) > 1 else "there is "}.get(before, "")
    return f"{verb}{shown}{more}"


# How many names an error lists.
_MOST_LISTED = 20
