"""Routed name: one internal name over several regions, in a private zone on every client VPC."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pulumi

from privateapi.rules.aws_route53.alias_or_values import AliasOrValues
from privateapi.rules.aws_route53.alias_zone import AliasZone
from privateapi.rules.aws_route53.failover_pair import FailoverPair
from privateapi.rules.aws_route53.latency_regions import LatencyRegions
from privateapi.rules.aws_route53.name_in_zone import NameInZone
from privateapi.rules.aws_route53.primary_health import PrimaryHealth
from privateapi.rules.aws_route53.routing_health import RoutingHealth
from privateapi.rules.aws_route53.set_identifier import SetIdentifier
from privateapi.rules.aws_route53.set_size import SetSize
from privateapi.rules.aws_route53.weight import Weight
from privateapi.rules.aws_route53.zone_conflict import ZoneConflict
from privateapi.rules.rule import Rule
from privateapi.sdk import Provider, route53
from privateapi.topology.model import Alias, HostedZone, Origin, RecordSet, ZoneAssociation
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, Ref, Value, value_of

from ..design import ComponentDesign, reference
from ..errors import ComponentError
from .component import Component
from .route_set import TTL, TYPE, RouteGroup, RouteSet, RouteTarget, Routing, record_values


@dataclass(frozen=True)
class ClientVpc:
    """A VPC whose hosts get the name's answers.

    Args:
        vpc_id: id of the VPC.
        region: its AWS Region.
        provider: who acts in the VPC's account, where that is not the zone's: a `Provider` with ``assume_role``.
    """

    vpc_id: pulumi.Input[str]
    region: str
    provider: Provider | None = None


@dataclass(frozen=True)
class ClientGroup:
    """Clients that get answers of their own.

    Args:
        clients: their VPCs, by a label that stays the same.
        targets: what the name means for them.
        routing: routing policy of the records.
        zone_id: an existing private zone of the same name; left out, one is created on the VPCs.
    """

    clients: Mapping[str, ClientVpc]
    targets: Sequence[RouteTarget | RouteGroup]
    routing: Routing = "latency"
    zone_id: pulumi.Input[str] | None = None


@dataclass(frozen=True)
class _Zone:
    """The private zone of some clients: `path` begins the paths of its arguments, `prefix` its Pulumi names."""

    path: str
    prefix: str
    group: ClientGroup
    records: RouteSet = field(repr=False)


class RoutedName(Component):
    """Records of one name with a routing policy and a health check each.

    All clients get their answers from one private zone. Where some are to get others, name them in ``groups``: each
    group has a private zone of the same name and records of its own, since Route 53 answers a query in a private zone
    by the zone of the VPC and looks at nothing else of the client. A VPC sees one private zone of a name, so it belongs
    to one group.

    A VPC of another account needs two things: an authorization in the zone's account, and the association, which the
    VPC's account makes. Both are created in this order, and deleted in the other. The authorization stays, although
    AWS recommends to delete it after the association: it is for this one VPC and this zone only, and without it an
    association that someone deleted could not be repaired by the next `pulumi up`.

    Args:
        record_name: the name, inside ``zone_name``.
        zone_name: name of the private zone.
        zone_id: an existing private zone; left out, one is created on the client VPCs.
        clients: VPCs by a label that stays the same, such as the region. A new zone is created with those of its own
            account.
        routing: routing policy of the records.
        targets: what the name means in each region; a `RouteGroup` is several that answer as one.
        groups: further clients with other answers, by a label.
        tags: tags of everything created.

    Raises:
        ComponentError: the targets do not fit the routing policy, a VPC is in two groups, or the name is not in the
            zone.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        record_name: str,
        zone_name: str,
        targets: Sequence[RouteTarget | RouteGroup],
        clients: Mapping[str, ClientVpc],
        routing: Routing = "latency",
        zone_id: pulumi.Input[str] | None = None,
        groups: Mapping[str, ClientGroup] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        zones = _zones(record_name, ClientGroup(clients, targets, routing, zone_id), groups or {})
        faults = [fault for zone in zones.values() for fault in _faults(zone)]
        faults += _judged(name, record_name, zone_name, list(zones.values()))
        if faults:
            raise ComponentError("RoutedName", name, *faults)
        super().__init__(
            name,
            {
                "recordName": record_name,
                "zoneName": zone_name,
                **_facts(zones[""]),
                "groups": {label: _facts(zone) for label, zone in zones.items() if label},
            },
            opts,
            tags,
        )
        self.record_name = record_name
        self.zone_ids = {label: self._zone(zone, zone_name) for label, zone in zones.items()}
        """The zones by the label of the clients' group; those of ``clients`` have the empty one."""
        self.zone_id = self.zone_ids[""]
        self.records: dict[str, route53.RecordSet] = {}
        """The records by the label of their target, after those of the groups that it is in: ``europe.eu-west-1``."""
        for label, zone in zones.items():
            for each in zone.records.sets():
                self._declare(each, self.zone_ids[label])
        self.register_outputs({"zoneId": self.zone_id, "recordName": record_name})

    def _zone(self, zone: _Zone, zone_name: str) -> pulumi.Input[str]:
        """The id of the zone, which is on all of its clients."""
        zone_id, clients = zone.group.zone_id, zone.group.clients
        named = self._name + (f"-{zone.prefix.removesuffix('.')}" if zone.prefix else "")
        given: Mapping[str, ClientVpc] = {}
        if zone_id is None:
            given = {label: client for label, client in clients.items() if client.provider is None}
            zone_id = route53.HostedZone(
                named,
                self._child(),
                name=zone_name,
                # All of them in one place: no VPC is the zone's own, so that any may go, the first one too.
                vpcs=[{"vpc_id": client.vpc_id, "vpc_region": client.region} for client in given.values()],
                comment=f"{named}: internal names of the private API",
                tags=dict(self._tags) or None,
            ).zone_id
        for label, client in clients.items():
            if label not in given:
                self._associate(f"{self._name}-{zone.prefix}{label}", zone_id, client)
        return zone_id

    def _associate(self, name: str, zone_id: pulumi.Input[str], client: ClientVpc) -> None:
        options = self._child()
        if client.provider is not None:
            authorization = route53.VpcAssociationAuthorization(
                name,
                self._child(),
                zone_id=zone_id,
                vpc_id=client.vpc_id,
                vpc_region=client.region,
            )
            options = pulumi.ResourceOptions(parent=self, depends_on=[authorization], provider=client.provider)
        route53.ZoneAssociation(name, options, zone_id=zone_id, vpc_id=client.vpc_id, vpc_region=client.region)

    def _declare(self, of: RouteSet, zone_id: pulumi.Input[str]) -> None:
        """The records of one name."""
        for part in of.parts:
            answers: dict[str, Any] = {}
            inner: list[pulumi.Resource] = []
            key = f"{of.prefix}{part.identifier}"
            if isinstance(part, RouteGroup):
                answers["alias"] = {"name": of.of(part), "zone_id": zone_id, "evaluate_target_health": True}
                # Route 53 refuses an alias to a record that is not there.
                inner = [found for label, found in self.records.items() if label.startswith(f"{key}.")]
            else:
                answers = record_values(part)
            self.records[key] = route53.RecordSet(
                f"{self._name}-{key}",
                self._child(inner),
                zone_id=zone_id,
                name=of.name,
                type=TYPE,
                set_identifier=part.identifier,
                **answers,
                **of.values(part),
            )


def _zones(record_name: str, first: ClientGroup, groups: Mapping[str, ClientGroup]) -> dict[str, _Zone]:
    found = {}
    for label, group in {"": first, **groups}.items():
        path, prefix = (f"groups.{label}.", f"{label}.") if label else ("", "")
        records = RouteSet(f"{path}targets", prefix, record_name, group.routing, group.targets)
        found[label] = _Zone(path, prefix, group, records)
    return found


def _facts(zone: _Zone) -> dict[str, object]:
    return {
        "routing": zone.group.routing,
        "targets": zone.records.facts(),
        "clients": {label: client.region for label, client in zone.group.clients.items()},
    }


def _faults(zone: _Zone) -> Iterator[str]:
    clients = zone.group.clients
    where = f"{zone.path}clients"
    if zone.group.zone_id is None and not clients:
        yield f"{where}: a private zone needs at least one VPC"
    elif zone.group.zone_id is None and all(client.provider is not None for client in clients.values()):
        yield (
            f"{where}: all are of other accounts; a private zone is created on a VPC of its own account. Name one, or "
            "give the zone's id"
        )
    for one, other in combinations(clients, 2):
        # Outputs are not compared: they are known only later.
        if isinstance(clients[one].vpc_id, str) and clients[one].vpc_id == clients[other].vpc_id:
            yield f"{where}: {one} and {other} are both {clients[one].vpc_id!r}; a VPC is associated with a zone once"
    for each in zone.records.sets():
        yield from each.faults()


# A name with one latency record is left to the policy packs: so do designs begin that get their second Region later.
_RULES: tuple[Rule, ...] = (
    AliasOrValues(),
    AliasZone(),
    FailoverPair(),
    PrimaryHealth(),
    RoutingHealth(),
    SetIdentifier(),
    SetSize(),
    Weight(),
    ZoneConflict(),
)


def _judged(name: str, record_name: str, zone_name: str, zones: Sequence[_Zone]) -> list[str]:
    """What the rules of the policy packs say of the arguments alone; the rest is left to the packs."""
    named, answers, latency = (ComponentDesign("RoutedName", name) for _ in range(3))
    first = HostedZone(origin=named.origin("zoneName"), name=zone_name, zone_name=Known(zone_name))
    named.add(
        RecordSet(
            origin=named.origin("recordName"),
            name=record_name,
            zone=named.add(first),
            record_name=Known(record_name),
            type=Known(TYPE),
        )
    )
    for each in zones:
        zone = HostedZone(
            origin=answers.origin(each.path.removesuffix(".") or "zoneName"),
            name=each.prefix.removesuffix(".") or zone_name,
            zone_name=Known(zone_name),
            private=Known(True),
        )
        reference_to_zone = answers.add(zone)
        latency.add(zone)
        for label, client in each.group.clients.items():
            answers.add(
                ZoneAssociation(
                    origin=answers.origin(f"{each.path}clients.{label}"),
                    name=label,
                    zone=reference_to_zone,
                    vpc=reference(client.vpc_id),
                    vpc_region=Known(client.region),
                )
            )
        for records in each.records.sets():
            for index, part in enumerate(records.parts):
                node = _record(records, part, answers.origin(f"{records.path}[{index}]"), reference_to_zone)
                answers.add(node)
                if sum(other.region is not None for other in records.parts) > 1:
                    latency.add(node)
    faults = answers.faults(_RULES)
    # Targets of one identifier have one Region mostly, which is one mistake.
    return [*named.faults((NameInZone(),)), *(faults or latency.faults((LatencyRegions(),)))]


def _record(records: RouteSet, part: RouteTarget | RouteGroup, origin: Origin, zone: Ref) -> RecordSet:
    """A record as the rules see it."""
    alias: Value[Alias] = MISSING
    health_check, ttl, values = NO_REF, None, None
    if isinstance(part, RouteGroup):
        alias = Known(Alias(Known(records.of(part)), UNKNOWN, Known(True)))
    else:
        if part.dns_name is not None or part.zone_id is not None:
            name, zone_id = (_value(given) for given in (part.dns_name, part.zone_id))
            alias = Known(Alias(name, zone_id, Known(part.evaluate_target_health)))
        if part.addresses:
            values = tuple(_value(address) for address in part.addresses)
        ttl = part.ttl if part.ttl is not None or not part.addresses else TTL
        health_check = NO_REF if part.health_check_id is None else reference(part.health_check_id)
    policy = records.values(part)
    return RecordSet(
        origin=origin,
        name=part.identifier,
        zone=zone,
        record_name=Known(records.name),
        type=Known(TYPE),
        ttl=value_of(ttl),
        records=value_of(values),
        alias=alias,
        set_identifier=Known(part.identifier),
        health_check=health_check,
        weight=value_of(policy.get("weight")),
        failover=value_of(policy.get("failover")),
        latency_region=value_of(policy.get("latency_region")),
        multivalue=value_of(policy.get("multivalue_answer")),
    )


def _value(given: pulumi.Input[str] | None) -> Value[str]:
    """An argument as the rules see it: what comes from another resource is not known yet."""
    return MISSING if given is None else reference(given).id
