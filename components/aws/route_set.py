"""What a routed name means: targets, groups of targets, and the records of one name that a routing policy chooses from.

https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal, get_args

import pulumi

from privateapi.facts.naming import naming_facts

Routing = Literal["latency", "failover", "weighted", "geolocation", "multivalue"]

TTL = 60
"""Seconds for which clients keep plain addresses: the most that lets them follow a health check (AWS-R53-13)."""
TYPE: Final = "A"
SUBDIVIDED = ("US", "UA")
"""Countries with subdivisions (API reference, GeoLocation)."""


@dataclass(frozen=True, kw_only=True)
class RoutingValues:
    """By what a routing policy chooses one of several answers.

    Args:
        role: ``PRIMARY`` or ``SECONDARY``, with failover routing.
        weight: 0 to 255, with weighted routing; 0 next to others means no traffic.
        continent: continent code, with geolocation routing.
        country: country code, with geolocation routing; ``*`` is the default location.
        subdivision: state of the country ``US`` or region of ``UA``, with geolocation routing.
    """

    role: Literal["PRIMARY", "SECONDARY"] | None = None
    weight: int | None = None
    continent: str | None = None
    country: str | None = None
    subdivision: str | None = None


@dataclass(frozen=True)
class RouteTarget(RoutingValues):
    """What the name means in one region: an alias to a load balancer or endpoint, or plain addresses.

    Args:
        region: AWS Region; with latency routing, where the answer is nearest to.
        dns_name: DNS name of the load balancer or endpoint.
        zone_id: its canonical hosted zone id.
        health_check_id: the health check that takes the region out of the answers.
        label: tells it from the other targets of the name; left out, the Region.
        addresses: IPv4 addresses instead of an alias. Multivalue answers have no aliases (Route 53 developer guide,
            "Values specific for multivalue answer records").
        ttl: seconds for which clients keep the addresses; left out, 60. An alias has the ttl of what it points to.
        evaluate_target_health: whether an alias is left out of the answers while its load balancer is unhealthy.
    """

    region: str
    dns_name: pulumi.Input[str] | None = None
    zone_id: pulumi.Input[str] | None = None
    health_check_id: pulumi.Input[str] | None = None
    label: str | None = None
    addresses: Sequence[pulumi.Input[str]] = ()
    ttl: int | None = None
    evaluate_target_health: bool = True

    @property
    def identifier(self) -> str:
        """Its set identifier."""
        return self.region if self.label is None else self.label


@dataclass(frozen=True)
class RouteGroup(RoutingValues):
    """Several targets that answer as one, such as the primary and the secondary of a continent.

    They are records of a name of their own, `_LABEL.NAME`, and the routed name has an alias to it that evaluates their
    health: while all of them are unhealthy, the routed name's policy goes on to its next answer (Route 53 developer
    guide, "How health checks work in complex Amazon Route 53 configurations"). No host has a name with an underscore
    (RFC 1123), so nobody takes it for one to be called.

    Args:
        label: tells it from the other answers of the name; `LABEL` in that of its records.
        targets: what answers.
        routing: routing policy among them.
        region: AWS Region that the group is nearest to, where the routed name has latency routing.
    """

    label: str
    targets: Sequence[RouteTarget]
    routing: Routing = "failover"
    region: str | None = None

    @property
    def identifier(self) -> str:
        """Its set identifier."""
        return self.label


@dataclass(frozen=True)
class RouteSet:
    """The records of one name: `path` is of the argument that lists them, `prefix` begins their Pulumi names."""

    path: str
    prefix: str
    name: str
    routing: Routing
    parts: Sequence[RouteTarget | RouteGroup]

    def of(self, group: RouteGroup) -> str:
        """The name that the records of a group have."""
        return f"_{group.label}.{self.name}"

    def sets(self) -> Iterator["RouteSet"]:
        """The records of the groups, which exist before the aliases to them, and these."""
        for index, part in enumerate(self.parts):
            if isinstance(part, RouteGroup):
                path = f"{self.path}[{index}].targets"
                yield RouteSet(path, f"{self.prefix}{part.label}.", self.of(part), part.routing, part.targets)
        yield self

    def values(self, part: RouteTarget | RouteGroup) -> dict[str, Any]:
        """The routing policy of a record, as its resource takes it."""
        if self.routing == "latency":
            return {"latency_region": part.region}
        if self.routing == "failover":
            return {"failover": part.role}
        if self.routing == "weighted":
            return {"weight": part.weight}
        if self.routing == "multivalue":
            return {"multivalue_answer": True}
        location = {
            "continent_code": part.continent,
            "country_code": part.country,
            "subdivision_code": part.subdivision,
        }
        return {"geolocation": {key: value for key, value in location.items() if value is not None}}

    def facts(self) -> list[dict[str, Any]]:
        """The plain facts of the records, for the inputs of the component."""
        return [self._facts(part) for part in self.parts]

    def _facts(self, part: RouteTarget | RouteGroup) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "label": part.identifier,
            "region": part.region,
            "role": part.role,
            "weight": part.weight,
            "continent": part.continent,
            "country": part.country,
            "subdivision": part.subdivision,
        }
        if isinstance(part, RouteGroup):
            inner = RouteSet("", "", self.of(part), part.routing, part.targets)
            facts |= {"routing": part.routing, "targets": inner.facts()}
        return {key: value for key, value in facts.items() if value is not None}

    def faults(self) -> Iterator[str]:
        """What is wrong with the arguments themselves; what the rules judge of the records is not among it."""
        if self.routing not in get_args(Routing):
            where = f"{self.path.removesuffix('targets')}routing"
            yield f"{where}: {self.routing!r} is not a routing policy; {', '.join(get_args(Routing))} are"
        if not self.parts:
            yield f"{self.path}: there is none; the name would have no answer"
        for index, part in enumerate(self.parts):
            yield from self._of_part(f"{self.path}[{index}]", part)
        if self.routing == "geolocation":
            for one, other in combinations(self.parts, 2):
                if _location(one) == _location(other) != "":
                    yield (
                        f"{self.path}: {one.identifier} and {other.identifier} both have {_location(one)}; each "
                        "location has one answer"
                    )
        if self.routing == "weighted":
            if self.parts and all(part.weight == 0 for part in self.parts):
                yield f"{self.path}: all weights are 0, which Route 53 takes as equal shares; give one above 0"
            ttls = sorted({_ttl(part) for part in self.parts if isinstance(part, RouteTarget) and part.addresses})
            if len(ttls) > 1:
                yield f"{self.path}: the ttls {', '.join(map(str, ttls))} differ; weighted records of a name share one"

    def _of_part(self, path: str, part: RouteTarget | RouteGroup) -> Iterator[str]:
        if self.routing == "latency" and part.region is None:
            yield f"{path}.region: there is none; latency routing answers with what is nearest"
        if self.routing == "failover" and part.role is None:
            yield f"{path}.role: there is none; failover routing has exactly one PRIMARY and one SECONDARY"
        if self.routing == "weighted" and part.weight is None:
            yield f"{path}.weight: there is none; weighted routing shares by the weights"
        if self.routing == "geolocation":
            yield from _location_faults(path, part)
        if isinstance(part, RouteGroup):
            yield from self._of_group(path, part)
            return
        if self.routing == "multivalue" and not part.addresses:
            yield f"{path}.addresses: there is none; multivalue answers are plain addresses, Route 53 takes no alias"
        for given, lacking, why in (
            ("dnsName", "zoneId", "an alias has the canonical hosted zone id of its target"),
            ("zoneId", "dnsName", "an alias has the DNS name of its target"),
        ):
            names = {"dnsName": part.dns_name, "zoneId": part.zone_id}
            if names[given] is not None and names[lacking] is None:
                yield f"{path}.{lacking}: there is none with {given}; {why}"

    def _of_group(self, path: str, group: RouteGroup) -> Iterator[str]:
        if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,60}[A-Za-z0-9])?", group.label):
            yield f"{path}.label: {group.label!r} is not one label of a DNS name; europe would be one"
        if self.name.startswith("*"):
            yield f"{path}: a wildcard such as {self.name} has no names below it for a group; list targets alone"
        if self.routing == "multivalue":
            yield f"{path}: is a group, which is an alias; multivalue answers are plain addresses"


def record_values(target: RouteTarget) -> dict[str, Any]:
    """What a target's record answers, as its resource takes it."""
    found: dict[str, Any] = {}
    if target.addresses:
        found |= {"records": list(target.addresses), "ttl": _ttl(target)}
    else:
        found["alias"] = {
            "name": target.dns_name,
            "zone_id": target.zone_id,
            "evaluate_target_health": target.evaluate_target_health,
        }
    if target.health_check_id is not None:
        found["health_check_id"] = target.health_check_id
    return found


def _ttl(target: RouteTarget) -> int:
    return TTL if target.ttl is None else target.ttl


def _location_faults(path: str, part: RouteTarget | RouteGroup) -> Iterator[str]:
    if (part.continent is None) == (part.country is None):
        yield f"{path}: give either continent or country with geolocation routing"
        return
    continents = naming_facts().choices["aws.route53.geolocation_continents"]
    if part.continent is not None and part.continent not in continents:
        yield f"{path}.continent: {part.continent!r} is not a continent; {', '.join(continents.values)} are"
    if part.country is not None and not re.fullmatch(r"[A-Z]{2}|\*", part.country):
        yield f"{path}.country: {part.country!r} is not a country code; write it as DE, or * for the default location"
    if part.subdivision is not None and part.country not in SUBDIVIDED:
        yield f"{path}.subdivision: {part.subdivision!r} goes with country {' or '.join(SUBDIVIDED)} only"


def _location(part: RouteTarget | RouteGroup) -> str:
    """The one location of an answer; empty where it has none or two."""
    given = [(key, value) for key, value in (("continent", part.continent), ("country", part.country)) if value]
    if len(given) != 1:
        return ""
    subdivision = f" and subdivision {part.subdivision!r}" if part.subdivision else ""
    return f"{given[0][0]} {given[0][1]!r}{subdivision}"
