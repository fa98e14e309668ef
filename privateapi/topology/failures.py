"""What can fail in a design, and what each failure does to alarms, targets, health checks and links.

>>> failures = Failures(topology)                                                # doctest: +SKIP
>>> [str(failure) for failure in failures.single]                                # doctest: +SKIP
['region:us-east-1', 'region:us-west-2', 'az:us-east-1a', 'endpoint:orders-us-east-1', …]
>>> outage = failures.outage(failures.find("region:us-east-1"))                  # doctest: +SKIP
>>> Resolver(topology, geography, outage.conditions).answer(client, name)        # doctest: +SKIP

A Region that is down answers no request and sends no metric; its network still carries the packets of the clients in
it, because clients that are down themselves ask nothing. What an alarm makes of metrics that end is its
treatMissingData (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from math import inf

from privateapi.topology.blocks import address_of, block_of
from privateapi.topology.health import ALARM, INSUFFICIENT_DATA, OK, Conditions
from privateapi.topology.model import (
    Alarm,
    AlibabaPeering,
    AlibabaServer,
    AlibabaVpc,
    Api,
    ApiDomain,
    ApiIntegration,
    EndpointAddress,
    GatewayInstance,
    HealthCheck,
    Instance,
    InternalRecord,
    LambdaFunction,
    LambdaPermission,
    Listener,
    LoadBalancer,
    Node,
    ResolverEndpoint,
    RestApi,
    Subnet,
    Target,
    TargetGroup,
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    Vpc,
    VpcAccess,
    VpcEndpoint,
    VpcLink,
    VpcPeering,
    VSwitch,
)
from privateapi.topology.placement import subnets_of, zone_of
from privateapi.topology.values import MISSING, Known, NotJudged, Ref, Unknown, Value

# Metrics that say something about a failure (NLB and ALB "CloudWatch metrics", API Gateway "metrics and dimensions",
# Lambda "Types of metrics").
_HEALTHY_HOSTS = {("AWS/NetworkELB", "HealthyHostCount"), ("AWS/ApplicationELB", "HealthyHostCount")}
_UNHEALTHY_HOSTS = {("AWS/NetworkELB", "UnHealthyHostCount"), ("AWS/ApplicationELB", "UnHealthyHostCount")}
# REST APIs spell it one way, HTTP APIs the other.
_API_ERRORS = {("AWS/ApiGateway", "5XXError"), ("AWS/ApiGateway", "5xx")}
_FUNCTION_ERRORS = {("AWS/Lambda", "Errors")}
# "Increasing values could indicate that the endpoint or endpoint service is unhealthy" (AWS PrivateLink Guide,
# "CloudWatch metrics for AWS PrivateLink").
_ENDPOINT_ERRORS = {
    ("AWS/PrivateLinkEndpoints", "PacketsDropped"),
    ("AWS/PrivateLinkEndpoints", "RstPacketsReceived"),
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": lambda value, threshold: value >= threshold,
    "GreaterThanThreshold": lambda value, threshold: value > threshold,
    "LessThanThreshold": lambda value, threshold: value < threshold,
    "LessThanOrEqualToThreshold": lambda value, threshold: value <= threshold,
}
# "missing" is the default (API reference, PutMetricAlarm); "ignore" keeps the state, which is OK before a failure.
_WITHOUT_DATA = {"breaching": ALARM, "notBreaching": OK, "ignore": OK, "missing": INSUFFICIENT_DATA}
_AWS_HOST = re.compile(r"\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:[a-z-]+\.)*(?:amazonaws|on)\.")
_URL_HOST = re.compile(r"^https?://([^/:]+)", re.IGNORECASE)


class Kind(StrEnum):
    """What fails."""

    REGION = "region"
    ZONE = "az"
    ENDPOINT = "endpoint"
    TARGET = "target"
    API = "api"
    BACKEND = "backend"
    LINK = "link"
    INSTANCE = "instance"


class UnknownFailureError(ValueError):
    """A text names no failure of the design; the message lists those that exist."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that fails.

    `tokens` are what is lost: `region:NAME`, `az:NAME`, keys of resources, or `host:NAME` of a backend by URL.
    """

    kind: Kind
    identifier: str
    tokens: frozenset[str] = field(compare=False, default=frozenset())
    subject: str = field(compare=False, default="")

    def __str__(self) -> str:
        return f"{self.kind}:{self.identifier}"

    @property
    def text(self) -> str:
        """The failure in words: `VPC endpoint orders is down`."""
        what = {Kind.API: "answers 5xx", Kind.LINK: "is cut", Kind.TARGET: "is unhealthy"}.get(self.kind, "is down")
        return f"{self.subject} {what}"


@dataclass(frozen=True, slots=True)
class _Part:
    """Something that works while none of its tokens is lost; `zone` is unknown where the cloud chooses it."""

    tokens: frozenset[str]
    region: str
    zone: Value[str] = MISSING


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a health check asks: resources, and the token of the Region that its host name says."""

    check: HealthCheck
    nodes: tuple[Node, ...]
    region: str
    tokens: frozenset[str]


class Outage:
    """Some failures at once, and what they do.

    `conditions` are those of the DNS answers.
    """

    def __init__(self, model: Failures, failures: Sequence[Failure]) -> None:
        self._model = model
        self.failures = tuple(failures)
        self._losses = {token: failure for failure in failures for token in failure.tokens}
        self._zones = {
            zone: region
            for each in failures
            if each.kind is Kind.ZONE
            for zone, region in model.zones.items()
            if zone == each.identifier
        }
        self._down: dict[str, str] = {}
        self._unsure: dict[str, str] = {}
        self._silent: set[str] = set()
        self.conditions = self._conditions()

    def __str__(self) -> str:
        return " + ".join(map(str, self.failures)) or "nothing"

    @property
    def lost(self) -> frozenset[str]:
        """The tokens of all failures."""
        return frozenset(self._losses)

    def silent(self, alarm: Alarm) -> bool:
        """Whether the data of an alarm end, so that its state comes from treatMissingData."""
        return alarm.key in self._silent

    def watched(self, alarm: Alarm) -> tuple[Node, ...]:
        """The resources that the dimensions of an alarm name."""
        return self._model.watched(alarm)

    def down(self, node: Node) -> str:
        """Why something does not work; empty when it does.

        Raises:
            NotJudged: it cannot be told.
        """
        if node.key not in self._down:
            try:
                self._down[node.key] = self._why(node)
            except NotJudged as reason:
                self._unsure[node.key] = str(reason)
                raise
        return self._down[node.key]

    def address_down(self, address: str, near: str) -> str | None:
        """Why what has an address does not work, empty when it does; None when no resource has the address.

        `near` is the key of the VPC in which the address is looked for first.
        """
        part = self._model.at_address(address, near)
        return None if part is None else self._lost_part(part)

    def backend_down(self, instance: GatewayInstance, addresses: Sequence[str], access: VpcAccess | None) -> str:
        """Why the backend of an instance of Alibaba Cloud does not work, given by addresses or by a VPC access."""
        for tokens in self._model.backend_tokens(instance, addresses, access):
            for token in tokens:
                if token in self._losses:
                    return self._losses[token].text
        return ""

    def _why(self, node: Node) -> str:
        if node.key in self._losses:
            return self._losses[node.key].text
        region = f"{Kind.REGION}:{node.region.value}" if isinstance(node.region, Known) else ""
        if region in self._losses:
            return self._losses[region].text
        reason = self._pool(self._model.parts(node))
        if reason:
            return reason
        if isinstance(node, LoadBalancer):
            return self._balancer(node)
        if isinstance(node, Api):
            return self._api(node)
        return ""

    def _pool(self, parts: Sequence[_Part]) -> str:
        """Why none of the parts works; empty when one does."""
        unsure = ""
        reasons: list[str] = []
        for part in parts:
            try:
                reason = self._lost_part(part)
            except NotJudged as error:
                unsure = str(error)
                continue
            if not reason:
                return ""
            reasons.append(reason)
        if unsure:
            raise NotJudged(unsure)
        return " and ".join(dict.fromkeys(reasons))

    def _lost_part(self, part: _Part) -> str:
        for token in part.tokens:
            if token in self._losses:
                return self._losses[token].text
        if not part.zone.known and not part.zone.missing and part.region in self._zones.values():
            raise NotJudged(f"which zone of {part.region} it is in is not known")
        return ""

    def _balancer(self, balancer: LoadBalancer) -> str:
        """Without a target that works in one of its groups, a balancer answers nothing there."""
        for group, targets in self._model.targets(balancer):
            if not targets:
                continue
            reasons = [self._target(target) for target in targets]
            if all(reasons):
                return f"no target of {group.label} works: {reasons[0]}"
        return ""

    def _target(self, target: Target) -> str:
        part = self._model.target_part(target)
        lost = self._lost_part(part)
        if lost:
            return lost
        behind = self._model.target_node(target)
        # An endpoint works as long as one of its addresses does; a target is one of them.
        return "" if behind is None or isinstance(behind, VpcEndpoint) else self.down(behind)

    def _api(self, api: Api) -> str:
        """An API answers 5xx when everything that it calls is down.

        Raises:
            NotJudged: a part of it is down, and how many requests go there is not known.
        """
        backends = self._model.backends(api)
        lost = [each for each in (self._backend(tokens) for tokens in backends) if each]
        if not lost:
            return ""
        if len(lost) == len(backends):
            return lost[0]
        raise NotJudged(f"how many requests of {api.label} need what is lost is not known: {lost[0]}")

    def _backend(self, tokens: frozenset[str]) -> str:
        for token in tokens:
            if token in self._losses:
                return self._losses[token].text
            node = self._model.node(token)
            if isinstance(node, LoadBalancer):
                reason = self.down(node)
                if reason:
                    return reason
        return ""

    # What the failures do to health

    def _conditions(self) -> Conditions:
        model = self._model
        targets: dict[str, bool] = {}
        for target in model.targets_near(self._losses):
            try:
                if self._target(target):
                    targets[target.key] = False
            except NotJudged as reason:
                self._unsure[target.key] = str(reason)
        alarms: dict[str, str] = {}
        for alarm in model.alarms_near(self._losses):
            try:
                state = self._alarm(alarm)
            except NotJudged as reason:
                self._unsure[alarm.key] = str(reason)
            else:
                if state is not None:
                    alarms[alarm.key] = state
        checks: dict[str, bool] = {}
        for asked in model.asked_near(self._losses):
            try:
                if self._asked_down(asked):
                    checks[asked.check.key] = False
            except NotJudged as reason:
                self._unsure[asked.check.key] = str(reason)
        return Conditions(alarms=alarms, checks=checks, targets=targets, undecided=dict(self._unsure))

    def _asked_down(self, asked: _Asked) -> bool:
        """Whether what a check asks is down; a check that only connects does not see what an API answers."""
        if asked.region in self._losses:
            return True
        return any(
            self.down(node) for node in asked.nodes if not (isinstance(node, Api) and asked.check.type == Known("TCP"))
        )

    def _alarm(self, alarm: Alarm) -> str | None:
        """The state of an alarm; None when it does not change.

        Raises:
            NotJudged: the alarm looks at something that cannot be told.
        """
        watched = self._model.watched(alarm)
        if isinstance(alarm.region, Known) and f"{Kind.REGION}:{alarm.region.value}" in self._losses:
            return self._without_data(alarm)
        metric = (alarm.namespace.get(""), alarm.metric_name.get(""))
        if alarm.metric_math.get(False) or not metric[0].startswith("AWS/"):
            what = "metric math" if alarm.metric_math.get(False) else f"the metric {metric[0]} {metric[1]}"
            raise NotJudged(f"whether it sees that {self.failures[0].text} is not known: it is on {what}")
        if metric in _HEALTHY_HOSTS | _UNHEALTHY_HOSTS:
            return self._hosts(alarm, watched, metric in _HEALTHY_HOSTS)
        if metric in _API_ERRORS | _FUNCTION_ERRORS | _ENDPOINT_ERRORS:
            return self._errors(alarm, watched)
        if any(not isinstance(node, TargetGroup) and self.down(node) for node in watched):
            return self._without_data(alarm)
        return None

    def _without_data(self, alarm: Alarm) -> str:
        state = _WITHOUT_DATA.get(alarm.treat_missing_data.get("missing"), INSUFFICIENT_DATA)
        self._silent.add(alarm.key)
        return state

    def _hosts(self, alarm: Alarm, watched: Sequence[Node], healthy: bool) -> str | None:
        balancers = [node for node in watched if isinstance(node, LoadBalancer)]
        if any(self._pool(self._model.parts(balancer)) for balancer in balancers):
            return self._without_data(alarm)
        groups = [node for node in watched if isinstance(node, TargetGroup)]
        if not groups:
            groups = [group for balancer in balancers for group, _ in self._model.targets(balancer)]
        targets = [target for group in groups for target in self._model.registered(group)]
        lost = sum(bool(self._target(target)) for target in targets)
        if not lost:
            return None
        return self._compared(alarm, float(len(targets) - lost if healthy else lost))

    def _errors(self, alarm: Alarm, watched: Sequence[Node]) -> str | None:
        for node in watched:
            if self.down(node):
                # All answers are errors: the average is 1, and a sum is as large as the traffic.
                return self._compared(alarm, 1.0 if alarm.statistic.get("Average") == "Average" else inf)
            entrances = self._model.entrances(node) if isinstance(node, RestApi) else ()
            if entrances and all(self.down(entrance) for entrance in entrances):
                return self._without_data(alarm)
        return None

    @staticmethod
    def _compared(alarm: Alarm, value: float) -> str:
        compare = _COMPARISONS.get(alarm.comparison_operator.get())
        if compare is None or not alarm.threshold_metric_id.missing:
            raise NotJudged("it has no static threshold")
        return ALARM if compare(value, alarm.threshold.get()) else OK


class Failures:
    """What can fail in a topology; everything about its resources is looked up once and kept."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._parts: dict[str, tuple[_Part, ...]] = {}
        self._target_parts: dict[str, _Part] = {}
        self._target_nodes: dict[str, Node | None] = {}
        self._backends: dict[str, tuple[frozenset[str], ...]] = {}

    def node(self, key: str) -> Node | None:
        """The resource with that key."""
        return self._topology.node(key)

    # Which failures there are

    @cached_property
    def single(self) -> tuple[Failure, ...]:
        """Every failure, in the order of the kinds and then of the identifiers."""
        found = [
            *(self._place(Kind.REGION, region, f"Region {region}") for region in sorted(self.regions)),
            *(self._place(Kind.ZONE, zone, f"zone {zone}") for zone in sorted(self.zones)),
            *self._named(Kind.ENDPOINT, self._interface_endpoints),
            *self._named(Kind.TARGET, self._topology.of(Target)),
            *self._named(Kind.API, self._topology.of(Api)),
            *self._backend_failures(),
            *self._named(Kind.INSTANCE, self._topology.of(GatewayInstance)),
            *self._links(),
        ]
        order = list(Kind)
        return tuple(sorted(found, key=lambda failure: (order.index(failure.kind), failure.identifier)))

    def pairs(self) -> Iterator[tuple[Failure, Failure]]:
        """Every two failures that can happen together."""
        return combinations(self.single, 2)

    def find(self, text: str) -> Failure:
        """The failure that `kind:identifier` names; a resource may be named by its name, id or key.

        Raises:
            UnknownFailureError: there is none; the message lists what exists.
        """
        kind, colon, identifier = text.partition(":")
        kinds = ", ".join(Kind)
        if not colon or kind not in list(Kind):
            raise UnknownFailureError(f"{text!r} is no failure; write KIND:NAME with one of the kinds {kinds}")
        if not identifier:
            raise UnknownFailureError(f"{text!r} says no name; {self._existing(Kind(kind))}")
        found = [
            each for each in self.single if each.kind == kind and identifier in (each.identifier, *self._aliases(each))
        ]
        if not found:
            raise UnknownFailureError(f"there is no {text}; {self._existing(Kind(kind))}")
        if len(found) > 1:
            raise UnknownFailureError(f"{text} is one of {', '.join(map(str, found))}")
        return found[0]

    def _existing(self, kind: Kind) -> str:
        names = [str(each) for each in self.single if each.kind is kind]
        if names:
            return f"there {'are' if len(names) > 1 else 'is'} {', '.join(names)}"
        other = ", ".join(sorted({str(each.kind) for each in self.single}))
        return f"the design has no {kind} that can fail{f', only {other}' if other else ''}"

    def _aliases(self, failure: Failure) -> Iterator[str]:
        if failure.kind is Kind.LINK:
            yield "/".join(reversed(failure.identifier.split("/")))
        for key in failure.tokens:
            node = self.node(key)
            if node is None:
                continue
            yield from (node.key, node.name, *node.identifiers)
            if isinstance(node.id, Known):
                yield node.id.value
            if isinstance(node, Target) and isinstance(node.target.id, Known):
                yield node.target.id.value

    def outage(self, *failures: Failure) -> Outage:
        """What happens when all of these fail at once."""
        return Outage(self, failures)

    @cached_property
    def regions(self) -> frozenset[str]:
        """The Regions in which something can fail."""
        kinds = (Vpc, LoadBalancer, VpcEndpoint, Api, ApiDomain, AlibabaVpc, GatewayInstance)
        nodes = (node for kind in kinds for node in self._topology.of(kind))
        return frozenset(node.region.value for node in nodes if isinstance(node.region, Known))

    @cached_property
    def zones(self) -> dict[str, str]:
        """The zones that subnets are in, each with its Region."""
        found: dict[str, str] = {}
        for subnet in self._topology.of(Subnet):
            zone = zone_of(subnet)
            if isinstance(zone, Known):
                found[zone.value] = subnet.region.value if isinstance(subnet.region, Known) else ""
        for vswitch in self._topology.of(VSwitch):
            if isinstance(vswitch.zone, Known):
                found[vswitch.zone.value] = vswitch.region.value if isinstance(vswitch.region, Known) else ""
        return found

    @staticmethod
    def _place(kind: Kind, name: str, subject: str) -> Failure:
        return Failure(kind, name, frozenset({f"{kind}:{name}"}), subject)

    def _named(self, kind: Kind, nodes: Iterable[Node]) -> Iterator[Failure]:
        """One failure for each resource, named as shortly as is unique."""
        by_name: defaultdict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            by_name[node.name or _id(node)].append(node)
        for name, same in by_name.items():
            for node in same:
                yield Failure(kind, name if len(same) == 1 else _id(node), frozenset({node.key}), node.label)

    @cached_property
    def _interface_endpoints(self) -> tuple[VpcEndpoint, ...]:
        """Endpoints with addresses; those of the gateway type are routes."""
        return tuple(
            each for each in self._topology.of(VpcEndpoint) if each.type.known and each.type.get() != "Gateway"
        )

    def _backend_failures(self) -> Iterator[Failure]:
        tokens = {token for api in self._topology.of(Api) for backend in self.backends(api) for token in backend}
        nodes = [node for token in sorted(tokens) if (node := self.node(token)) is not None]
        yield from self._named(Kind.BACKEND, [*nodes, *self._topology.of(AlibabaServer)])
        for token in sorted(tokens):
            if token.startswith("host:"):
                host = token.removeprefix("host:")
                yield Failure(Kind.BACKEND, host, frozenset({token}), f"backend {host}")
        addresses = {
            address.address.value
            for record in self._topology.of(InternalRecord)
            if isinstance(record.addresses, Known)
            for address in record.addresses.value
            if isinstance(address.address, Known)
        }
        for address in sorted(addresses):
            yield Failure(Kind.BACKEND, address, frozenset({f"address:{address}"}), f"backend {address}")

    def _links(self) -> Iterator[Failure]:
        """Peerings; those between the same two Regions fail together, as the link between the Regions does."""
        between: defaultdict[str, set[str]] = defaultdict(set)
        local: list[Node] = []
        peerings: list[TransitGatewayPeering | VpcPeering] = [
            *self._topology.of(TransitGatewayPeering),
            *self._topology.of(VpcPeering),
        ]
        for node in peerings:
            ends = {end.value for end in self._ends(node) if isinstance(end, Known)}
            if len(ends) > 1:
                between["/".join(sorted(ends))].add(node.key)
            else:
                local.append(node)
        for pair, keys in between.items():
            yield Failure(Kind.LINK, pair, frozenset(keys), f"the link {pair}")
        yield from self._named(Kind.LINK, [*local, *self._topology.of(AlibabaPeering)])

    def _ends(self, node: TransitGatewayPeering | VpcPeering) -> tuple[Value[str], Value[str]]:
        """The Regions that a peering connects."""
        if isinstance(node, VpcPeering):
            near = self._topology.follow(node.vpc, Vpc, node).then(_region)
            far = self._topology.follow(node.peer_vpc, Vpc, node).then(_region)
        else:
            near = self._topology.follow(node.transit_gateway, TransitGateway, node).then(_region)
            far = self._topology.follow(node.peer_transit_gateway, TransitGateway, node).then(_region)
        return near if near.known else node.region, node.peer_region if node.peer_region.known else far

    # What resources are made of

    def parts(self, node: Node) -> tuple[_Part, ...]:
        """The addresses of an endpoint, the nodes of a balancer or the zones of an instance: one of them is enough."""
        if node.key not in self._parts:
            self._parts[node.key] = tuple(self._parts_of(node))
        return self._parts[node.key]

    def _parts_of(self, node: Node) -> Iterator[_Part]:
        own = frozenset({node.key})
        if isinstance(node, GatewayInstance):
            for entry in node.zones.get(()) if not node.zones.unknown else ():
                yield self._part(own, node, entry.zone)
        elif isinstance(node, Instance):
            yield self._part(own, node, self._topology.follow(node.subnet, Subnet, node).then(zone_of))
        elif isinstance(node, VpcEndpoint | LoadBalancer | ResolverEndpoint):
            for zone in self._zones_of(node):
                yield self._part(own, node, zone)

    def _zones_of(self, node: LoadBalancer | VpcEndpoint | ResolverEndpoint) -> list[Value[str]]:
        subnets = subnets_of(self._topology, node)
        return [zone_of(subnet) for subnet in subnets.value] if isinstance(subnets, Known) else []

    @staticmethod
    def _part(own: frozenset[str], node: Node, zone: Value[str]) -> _Part:
        region = node.region.value if isinstance(node.region, Known) else ""
        tokens = {*own, f"{Kind.REGION}:{region}"} | (
            {f"{Kind.ZONE}:{zone.value}"} if isinstance(zone, Known) else set()
        )
        return _Part(frozenset(tokens), region, zone)

    @cached_property
    def _addresses(self) -> dict[str, list[tuple[str, Node, _Part]]]:
        """What has an address: the key of its VPC, the resource and the part."""
        found: defaultdict[str, list[tuple[str, Node, _Part]]] = defaultdict(list)
        standing: list[VpcEndpoint | LoadBalancer] = [
            *self._topology.of(VpcEndpoint),
            *self._topology.of(LoadBalancer),
        ]
        for node in standing:
            inside = self._topology.identity(node.vpc, Vpc, node)
            vpc = inside.value if isinstance(inside, Known) else ""
            for entry in node.addresses.get(()) if not node.addresses.unknown else ():
                self._add(found, vpc, node, entry)
        for instance in self._topology.of(Instance):
            if isinstance(instance.private_ip, Known):
                subnet = self._topology.follow(instance.subnet, Subnet, instance)
                near = subnet.then(lambda each: self._topology.identity(each.vpc, Vpc, each))
                part = self._part(frozenset({instance.key}), instance, subnet.then(zone_of))
                owner = near.value if isinstance(near, Known) else ""
                found[instance.private_ip.value].append((owner, instance, part))
        return found

    def _add(
        self,
        found: defaultdict[str, list[tuple[str, Node, _Part]]],
        vpc: str,
        node: LoadBalancer | VpcEndpoint,
        entry: EndpointAddress,
    ) -> None:
        zone = self._topology.follow(entry.subnet, Subnet, node).then(zone_of)
        if zone.unknown:
            # On a first preview all subnets of the list are possible; the chosen address is in one of them.
            subnets = subnets_of(self._topology, node)
            at = _zone_at(subnets.value, entry.ipv4) if isinstance(subnets, Known) else MISSING
            zone = at if at.known else zone
        part = self._part(frozenset({node.key}), node, zone)
        for address in (entry.ipv4, entry.ipv6):
            if isinstance(address, Known):
                found[address.value].append((vpc, node, part))

    def at_address(self, address: str, near: str) -> _Part | None:
        """What has an address; of several in different VPCs that of `near`. None when no resource has it."""
        owners = self._addresses.get(address, [])
        here = [part for vpc, _, part in owners if vpc == near]
        if here:
            return here[0]
        return owners[0][2] if len(owners) == 1 else None

    def tokens_of_address(self, address: str, near: str) -> frozenset[str]:
        """Everything whose loss may stop what has an address from working."""
        part = self.at_address(address, near)
        return part.tokens if part is not None else frozenset()

    def backend_tokens(
        self, instance: GatewayInstance, addresses: Sequence[str], access: VpcAccess | None
    ) -> Iterator[frozenset[str]]:
        """What each address needs: itself, the server that has it, and the zone of the vSwitch that it is in."""
        servers = self._topology.of(AlibabaServer)
        if access is not None:
            server = self._topology.follow(access.server, AlibabaServer, access)
            servers = (server.value,) if isinstance(server, Known) else ()
            known = [each.private_ip.value for each in servers if isinstance(each.private_ip, Known)]
            addresses = [*addresses, *known]
        for address in addresses:
            tokens = {f"address:{address}"}
            tokens |= {server.key for server in servers if server.private_ip == Known(address)}
            for zone in self._vswitch_zones(instance, address):
                tokens.add(f"{Kind.ZONE}:{zone}")
            yield frozenset(tokens)

    def _vswitch_zones(self, instance: GatewayInstance, address: str) -> Iterator[str]:
        vpc = self._topology.identity(instance.user_vpc, AlibabaVpc, instance)
        wanted = address_of(Known(address))
        for vswitch in self._topology.of(VSwitch):
            block = block_of(vswitch.cidr_block)
            if not isinstance(block, Known) or not isinstance(wanted, Known) or not isinstance(vswitch.zone, Known):
                continue
            near = self._topology.identity(vswitch.vpc, AlibabaVpc, vswitch)
            if block.value.contains(wanted.value) and (vpc.missing or near == vpc):
                yield vswitch.zone.value

    # Balancers

    def registered(self, group: TargetGroup) -> tuple[Target, ...]:
        """The targets of a group."""
        return self._topology.referrers(Target, "target_group", group)

    def targets(self, balancer: LoadBalancer) -> Iterator[tuple[TargetGroup, tuple[Target, ...]]]:
        """The groups behind a balancer, with their targets."""
        for listener in self._topology.referrers(Listener, "load_balancer", balancer):
            groups = self._topology.follow_all(listener.target_groups, TargetGroup, listener)
            for group in groups.value if isinstance(groups, Known) else ():
                yield group, self.registered(group)

    def target_node(self, target: Target) -> Node | None:
        """The endpoint, instance, balancer or function that is registered."""
        if target.key not in self._target_nodes:
            self._target_nodes[target.key] = self._find_target_node(target)
        return self._target_nodes[target.key]

    def _find_target_node(self, target: Target) -> Node | None:
        for kind in (VpcEndpoint, Instance, LoadBalancer, LambdaFunction):
            found = self._topology.follow(target.target, kind, target)
            if isinstance(found, Known):
                return found.value
        owner = self._owner(target)
        return owner[1] if owner is not None else None

    def _owner(self, target: Target) -> tuple[str, Node, _Part] | None:
        """What has the address of a target, in the VPC of its group before others."""
        if not isinstance(target.target.id, Known):
            return None
        owners = self._addresses.get(target.target.id.value, [])
        group = self._topology.follow(target.target_group, TargetGroup, target)
        vpc = group.then(lambda each: self._topology.identity(each.vpc, Vpc, each))
        here = [owner for owner in owners if Known(owner[0]) == vpc]
        return here[0] if here else owners[0] if len(owners) == 1 else None

    def target_part(self, target: Target) -> _Part:
        """What a target needs: itself, its zone and Region, and what has its address."""
        if target.key not in self._target_parts:
            owner = self._owner(target)
            if owner is not None:
                part = owner[2]
            else:
                node = self.target_node(target)
                own = frozenset({node.key}) if node is not None else frozenset()
                part = self._part(own, target, self._target_zone(target))
            self._target_parts[target.key] = _Part(part.tokens | {target.key}, part.region, part.zone)
        return self._target_parts[target.key]

    def _target_zone(self, target: Target) -> Value[str]:
        if isinstance(target.availability_zone, Known) and target.availability_zone.value != "all":
            return target.availability_zone
        instance = self._topology.follow(target.target, Instance, target)
        if isinstance(instance, Known):
            return self._topology.follow(instance.value.subnet, Subnet, instance.value).then(zone_of)
        if isinstance(self.target_node(target), VpcEndpoint):
            return Unknown("is that of an address that the cloud chooses")
        group = self._topology.follow(target.target_group, TargetGroup, target)
        vpc = group.then(lambda each: self._topology.follow(each.vpc, Vpc, each))
        subnets = self._topology.referrers(Subnet, "vpc", vpc.value) if isinstance(vpc, Known) else ()
        return _zone_at(subnets, target.target.id)

    @cached_property
    def _targets_by_token(self) -> dict[str, list[Target]]:
        found: defaultdict[str, list[Target]] = defaultdict(list)
        for target in self._topology.of(Target):
            part = self.target_part(target)
            for token in part.tokens:
                found[token].append(target)
            if part.zone.unknown:
                for zone, region in self.zones.items():
                    if region == part.region:
                        found[f"{Kind.ZONE}:{zone}"].append(target)
            behind = self.target_node(target)
            if isinstance(behind, LoadBalancer):
                for _, inner in self.targets(behind):
                    for each in inner:
                        for token in self.target_part(each).tokens:
                            found[token].append(target)
        return found

    def targets_near(self, lost: Iterable[str]) -> Iterator[Target]:
        """The targets that may not work when those tokens are lost."""
        found = {target.key: target for token in lost for target in self._targets_by_token.get(token, ())}
        return iter(found.values())

    # APIs and what they call

    def entrances(self, api: RestApi) -> tuple[VpcEndpoint, ...]:
        """The endpoints through which a private API is called; none when they are not all known."""
        found = self._topology.follow_all(api.vpc_endpoints, VpcEndpoint, api)
        return found.value if isinstance(found, Known) else ()

    def backends(self, api: Api) -> tuple[frozenset[str], ...]:
        """What an API calls: each backend with the tokens that it needs, as far as they are known."""
        if api.key not in self._backends:
            found: dict[frozenset[str], None] = {}
            for integration in self._topology.referrers(ApiIntegration, "api", api):
                tokens = self._called(integration)
                if tokens:
                    found[tokens] = None
            if not found:
                for permission in self._topology.referrers(LambdaPermission, "source", api):
                    function = self._topology.follow(permission.function, LambdaFunction, permission)
                    if isinstance(function, Known):
                        found[frozenset({function.value.key})] = None
            self._backends[api.key] = tuple(found)
        return self._backends[api.key]

    def _called(self, integration: ApiIntegration) -> frozenset[str]:
        function = self._topology.follow(integration.function, LambdaFunction, integration)
        if isinstance(function, Known):
            return frozenset({function.value.key})
        listener = self._topology.follow(integration.integration_target, Listener, integration)
        if isinstance(listener, Known):
            balancer = self._topology.follow(listener.value.load_balancer, LoadBalancer, listener.value)
            return frozenset({balancer.value.key}) if isinstance(balancer, Known) else frozenset()
        link = self._topology.follow(integration.connection, VpcLink, integration)
        if isinstance(link, Known):
            balancers = self._topology.follow_all(link.value.targets, LoadBalancer, link.value)
            if isinstance(balancers, Known) and balancers.value:
                return frozenset(balancer.key for balancer in balancers.value)
        http = isinstance(integration.type, Known) and integration.type.value.startswith("HTTP")
        if isinstance(integration.uri, Known) and http:
            host = _URL_HOST.match(integration.uri.value)
            return frozenset({f"host:{host[1].lower()}"}) if host else frozenset()
        return frozenset()

    # Alarms and checks

    def watched(self, alarm: Alarm) -> tuple[Node, ...]:
        """The resources that the dimensions of an alarm name."""
        return self._watched.get(alarm.key, ())

    @cached_property
    def _watched(self) -> dict[str, tuple[Node, ...]]:
        apis: defaultdict[str, list[Api]] = defaultdict(list)
        for api in self._topology.of(Api):
            for name in (api.api_name, api.id):
                if isinstance(name, Known):
                    apis[name.value].append(api)
        found: dict[str, tuple[Node, ...]] = {}
        for alarm in self._topology.of(Alarm):
            nodes = {key: node for key in alarm.dimension_targets if (node := self.node(key)) is not None}
            for key, value in alarm.dimensions.get(()) if not alarm.dimensions.unknown else ():
                if not isinstance(value, Known):
                    continue
                for api in apis.get(value.value, ()) if key in ("ApiName", "ApiId") else ():
                    if api.region == alarm.region or not api.region.known:
                        nodes[api.key] = api
                for kind in (LoadBalancer, TargetGroup, VpcEndpoint, LambdaFunction):
                    named = self._topology.follow(Ref(value), kind, alarm)
                    if isinstance(named, Known):
                        nodes[named.value.key] = named.value
            found[alarm.key] = tuple(nodes.values())
        return found

    @cached_property
    def _alarms_by_token(self) -> dict[str, list[Alarm]]:
        found: defaultdict[str, list[Alarm]] = defaultdict(list)
        for alarm in self._topology.of(Alarm):
            for token in self._alarm_tokens(alarm):
                found[token].append(alarm)
        return found

    def _alarm_tokens(self, alarm: Alarm) -> Iterator[str]:
        """Everything whose loss may change an alarm."""
        if isinstance(alarm.region, Known):
            yield f"{Kind.REGION}:{alarm.region.value}"
            if alarm.metric_math == Known(True) or not _of_aws(alarm.namespace):
                yield f"elsewhere:{alarm.region.value}"
        for node in self.watched(alarm):
            yield from self.needed(node)

    def needed(self, node: Node) -> Iterator[str]:
        """Everything whose loss may stop a resource from working."""
        yield node.key
        groups: list[tuple[TargetGroup, tuple[Target, ...]]] = []
        if isinstance(node, TargetGroup):
            groups = [(node, self.registered(node))]
        elif isinstance(node, LoadBalancer):
            groups = list(self.targets(node))
        for _, targets in groups:
            for target in targets:
                yield from self.target_part(target).tokens
        for part in self.parts(node):
            yield from part.tokens
        if isinstance(node, Api):
            for backend in self.backends(node):
                for token in backend:
                    behind = self.node(token)
                    yield from self.needed(behind) if behind is not None else (token,)
        if isinstance(node, RestApi):
            for entrance in self.entrances(node):
                yield from self.needed(entrance)

    def alarms_near(self, lost: Iterable[str]) -> Iterator[Alarm]:
        """The alarms that may change when those tokens are lost."""
        found: dict[str, Alarm] = {}
        for token in lost:
            for alarm in self._alarms_by_token.get(token, ()):
                found[alarm.key] = alarm
            node = self.node(token)
            region = node.region if node is not None else Known(self.zones.get(token.removeprefix(f"{Kind.ZONE}:"), ""))
            if isinstance(region, Known):
                for alarm in self._alarms_by_token.get(f"elsewhere:{region.value}", ()):
                    found[alarm.key] = alarm
        return iter(found.values())

    @cached_property
    def _asked(self) -> list[_Asked]:
        """The checks that ask an endpoint of which something is known."""
        names: dict[str, Node] = {}
        for balancer in self._topology.of(LoadBalancer):
            if isinstance(balancer.dns_name, Known):
                names[balancer.dns_name.value.lower()] = balancer
        for domain in self._topology.of(ApiDomain):
            if isinstance(domain.target_domain_name, Known):
                names[domain.target_domain_name.value.lower()] = domain
        apis = {api.id.value: api for api in self._topology.of(Api) if isinstance(api.id, Known)}
        found: list[_Asked] = []
        for check in self._topology.of(HealthCheck):
            if not isinstance(check.fqdn, Known):
                continue
            host = check.fqdn.value.lower().rstrip(".")
            nodes = tuple(node for node in (names.get(host), apis.get(host.partition(".")[0])) if node is not None)
            named = _AWS_HOST.search(f".{host}")
            region = f"{Kind.REGION}:{named[1]}" if named else ""
            tokens = {token for node in nodes for token in self.needed(node)} | ({region} if region else set())
            if tokens:
                found.append(_Asked(check, nodes, region, frozenset(tokens)))
        return found

    def asked_near(self, lost: Iterable[str]) -> Iterator[_Asked]:
        """The checks whose result may change when those tokens are lost."""
        gone = frozenset(lost)
        return (asked for asked in self._asked if asked.tokens & gone)


def _zone_at(subnets: Iterable[Subnet], address: Value[str]) -> Value[str]:
    """The zone of the subnet that holds an address; missing when none does."""
    wanted = address_of(address)
    for subnet in subnets if isinstance(wanted, Known) else ():
        block = block_of(subnet.cidr_block)
        if isinstance(block, Known) and block.value.contains(wanted.get()):
            return zone_of(subnet)
    return MISSING


def _of_aws(namespace: Value[str]) -> bool:
    return isinstance(namespace, Known) and namespace.value.startswith("AWS/")


def _region(node: Node) -> Value[str]:
    return node.region


def _id(node: Node) -> str:
    return node.id.value if isinstance(node.id, Known) else node.key
