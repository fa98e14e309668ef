"""Routed name: one internal name over several regions, in a private zone on every client VPC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, get_args

import pulumi

from privateapi.rules.aws_route53.failover_pair import FailoverPair
from privateapi.rules.aws_route53.name_in_zone import NameInZone
from privateapi.rules.aws_route53.weight import Weight
from privateapi.sdk import route53
from privateapi.topology.model import HostedZone, RecordSet
from privateapi.topology.values import Known, value_of

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component

Routing = Literal["latency", "failover", "weighted", "geolocation"]


@dataclass(frozen=True)
class RouteTarget:
    """What the name means in one region.

    Args:
        region: AWS Region; with latency routing, where the answer is nearest to.
        dns_name: DNS name of the load balancer or endpoint.
        zone_id: its canonical hosted zone id.
        health_check_id: the health check that takes the region out of the answers.
        role: ``PRIMARY`` or ``SECONDARY``, with failover routing.
        weight: 0 to 255, with weighted routing; 0 next to others means no traffic.
        continent: continent code, with geolocation routing.
        country: country code; ``*`` is the default location.
    """

    region: str
    dns_name: pulumi.Input[str]
    zone_id: pulumi.Input[str]
    health_check_id: pulumi.Input[str]
    role: Literal["PRIMARY", "SECONDARY"] | None = None
    weight: int | None = None
    continent: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class ClientVpc:
    """A VPC whose hosts get the name's answers."""

    vpc_id: pulumi.Input[str]
    region: str


class RoutedName(Component):
    """Alias records of one name with a routing policy and a health check each.

    Args:
        record_name: the name, inside ``zone_name``.
        zone_name: name of the private zone.
        zone_id: an existing private zone; left out, one is created on the client VPCs.
        clients: VPCs by a label that stays the same, such as the region; the first one is given when the zone is
            created, the others are associated with it.
        routing: routing policy of the records.
        targets: what the name means in each region.
        tags: tags of everything created.

    Raises:
        ComponentError: the targets do not fit the routing policy, or the name is not in the zone.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        record_name: str,
        zone_name: str,
        targets: Sequence[RouteTarget],
        clients: Mapping[str, ClientVpc],
        routing: Routing = "latency",
        zone_id: pulumi.Input[str] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        faults = [
            *_faults(record_name, zone_name, routing, targets, clients, zone_id is None),
            *_judged(name, record_name, zone_name, routing, targets),
        ]
        if faults:
            raise ComponentError("RoutedName", name, *faults)
        super().__init__(
            name,
            {
                "recordName": record_name,
                "zoneName": zone_name,
                "routing": routing,
                "targets": [
                    {"region": each.region, "role": each.role, "weight": each.weight, "country": each.country}
                    for each in targets
                ],
                "clients": {label: client.region for label, client in clients.items()},
            },
            opts,
            tags,
        )
        self.record_name = record_name
        if zone_id is None:
            self.zone_id: pulumi.Input[str] = route53.HostedZone(
                name,
                self._child(),
                name=zone_name,
                # All of them in one place: no VPC is the zone's own, so that any may go, the first one too.
                vpcs=[{"vpc_id": client.vpc_id, "vpc_region": client.region} for client in clients.values()],
                comment=f"{name}: internal names of the private API",
                tags=dict(tags or {}) or None,
            ).zone_id
        else:
            self.zone_id = zone_id
            for label, client in clients.items():
                self._associate(label, client)
        self.records = {target.region: self._record(record_name, routing, target) for target in targets}
        self.register_outputs({"zoneId": self.zone_id, "recordName": record_name})

    def _associate(self, label: str, client: ClientVpc) -> None:
        route53.ZoneAssociation(
            f"{self._name}-{label}",
            self._child(),
            zone_id=self.zone_id,
            vpc_id=client.vpc_id,
            vpc_region=client.region,
        )

    def _record(self, record_name: str, routing: Routing, target: RouteTarget) -> route53.RecordSet:
        return route53.RecordSet(
            f"{self._name}-{target.region}",
            self._child(),
            zone_id=self.zone_id,
            name=record_name,
            type="A",
            set_identifier=target.region,
            alias={"name": target.dns_name, "zone_id": target.zone_id, "evaluate_target_health": True},
            health_check_id=target.health_check_id,
            **_policy(routing, target),
        )


def _policy(routing: Routing, target: RouteTarget) -> dict[str, Any]:
    if routing == "latency":
        return {"latency_region": target.region}
    if routing == "failover":
        return {"failover": target.role}
    if routing == "weighted":
        return {"weight": target.weight}
    location = {"continent_code": target.continent, "country_code": target.country}
    return {"geolocation": {key: value for key, value in location.items() if value is not None}}


def _faults(
    record_name: str,
    zone_name: str,
    routing: Routing,
    targets: Sequence[RouteTarget],
    clients: Mapping[str, ClientVpc],
    creates_zone: bool,
) -> list[str]:
    faults = []
    if creates_zone and not clients:
        faults.append("clients: a private zone needs at least one VPC")
    faults += [
        f"clients: {one} and {other} are both {clients[one].vpc_id!r}; a VPC is associated with a zone once"
        for one, other in combinations(clients, 2)
        # Outputs are not compared: they are known only later.
        if isinstance(clients[one].vpc_id, str) and clients[one].vpc_id == clients[other].vpc_id
    ]
    if routing not in get_args(Routing):
        faults.append(f"routing: {routing!r} is not a routing policy; {', '.join(get_args(Routing))} are")
    if not targets:
        faults.append("targets: there is none; the name would have no answer")
    regions = [target.region for target in targets]
    faults += [
        f"targets: Region {region!r} is there {regions.count(region)} times; one target for each Region is right"
        for region in sorted(set(regions))
        if regions.count(region) > 1
    ]
    if routing == "failover":
        faults += [
            f"targets[{index}].role: there is none; failover routing has exactly one PRIMARY and one SECONDARY"
            for index, target in enumerate(targets)
            if target.role is None
        ]
    for index, target in enumerate(targets):
        if routing == "weighted" and target.weight is None:
            faults.append(f"targets[{index}].weight: there is none; weighted routing shares by the weights")
        if routing == "geolocation" and (target.continent is None) == (target.country is None):
            faults.append(f"targets[{index}]: give either continent or country with geolocation routing")
    if routing == "geolocation":
        faults += [
            f"targets: {one.region} and {other.region} both have {_location(one)}; each location has one answer"
            for one, other in combinations(targets, 2)
            if _location(one) == _location(other) != ""
        ]
    if routing == "weighted" and targets and all(target.weight == 0 for target in targets):
        faults.append("targets: all weights are 0, which Route 53 takes as equal shares; give at least one above 0")
    return faults


def _judged(name: str, record_name: str, zone_name: str, routing: Routing, targets: Sequence[RouteTarget]) -> list[str]:
    """What the rules of the policy packs say of the arguments alone; the rest is left to the packs."""
    named, answers = ComponentDesign("RoutedName", name), ComponentDesign("RoutedName", name)
    zone = HostedZone(origin=named.origin("zoneName"), name=zone_name, zone_name=Known(zone_name))
    named.add(
        RecordSet(
            origin=named.origin("recordName"),
            name=record_name,
            zone=named.add(zone),
            record_name=Known(record_name),
            type=Known("A"),
        )
    )
    for index, target in enumerate(targets):
        answers.add(
            RecordSet(
                origin=answers.origin(f"targets[{index}]"),
                name=target.region,
                zone=answers.add(zone),
                record_name=Known(record_name),
                type=Known("A"),
                set_identifier=Known(target.region),
                weight=value_of(target.weight if routing == "weighted" else None),
                failover=value_of(target.role if routing == "failover" else None),
            )
        )
    return [*named.faults((NameInZone(),)), *answers.faults((FailoverPair(), Weight()))]


def _location(target: RouteTarget) -> str:
    """The one location of a target; empty where it has none or two."""
    given = [(key, value) for key, value in (("continent", target.continent), ("country", target.country)) if value]
    return f"{given[0][0]} {given[0][1]!r}" if len(given) == 1 else ""
