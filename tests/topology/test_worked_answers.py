"""The worked cases of worked_answers.yaml, one test for each, and for each that the order of records is irrelevant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from privateapi.facts.regions import distance_km, places
from privateapi.topology.dns import Answer, Given, Resolver
from privateapi.topology.health import Conditions
from privateapi.topology.model import (
    Alarm,
    Alias,
    ApiDomain,
    EndpointAddress,
    Geolocation,
    HealthCheck,
    HostedZone,
    Listener,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    ResolverRule,
    ResolverRuleAssociation,
    Target,
    TargetGroup,
    Topology,
    Vpc,
    VpcEndpoint,
    ZoneVpc,
)
from privateapi.topology.routing import Geography
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, Refs, Value, value_of, values_of

TABLE = yaml.safe_load(Path(__file__).with_name("worked_answers.yaml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]
GEOGRAPHY = Geography(distance_km, places().get)
APEX = "example.com"


class _Design:
    """The resources of one case; `taken` are the parts of the case that were read."""

    def __init__(self, case: dict[str, Any], reverse: bool = False) -> None:
        self._case = case
        self.taken = {"case", "page", "ask", "expect", "ends", "type", "healthy", "ttl"}
        # The keys of records decide in which order the topology has them.
        self._reverse = reverse

    def _part(self, name: str, default: Any) -> Any:
        self.taken.add(name)
        return self._case.get(name, default)

    def nodes(self) -> Iterator[Node]:
        settings = self._part("client", {})
        yield Vpc(
            origin=Origin("client"),
            name="client",
            region=Known(self._part("from", "us-east-1")),
            enable_dns_hostnames=Known(settings.get("enable_dns_hostnames", True)),
            enable_dns_support=value_of(settings.get("enable_dns_support")),
        )
        for zone, seen in self._part("zones", {APEX: True}).items():
            vpcs = (ZoneVpc(Ref.by("client")),) if seen else ()
            yield HostedZone(
                origin=Origin(f"zone:{zone}"), zone_name=Known(zone), private=Known(True), vpcs=Known(vpcs)
            )
        for domain, type in self._part("rules", {}).items():
            rule = Origin(f"rule:{domain}")
            yield ResolverRule(origin=rule, domain_name=Known(domain), type=Known(type))
            yield ResolverRuleAssociation(
                origin=Origin(f"{rule.key}:client"), rule=Ref.by(rule.key), vpc=Ref.by("client")
            )
        yield from self._checks()
        for name, groups in self._part("balancers", {}).items():
            yield from _balancer(name, groups)
        for name, service in self._part("endpoints", {}).items():
            yield VpcEndpoint(
                origin=Origin(f"endpoint:{name}"),
                vpc=Ref.by("client"),
                service_name=Known(service),
                private_dns_enabled=Known(True),
                addresses=Known((EndpointAddress(ipv4=Known(f"10.0.1.{name}")),)),
            )
        for name in self._part("domains", ()):
            regional = Known(f"d-{name}.execute-api.us-east-1.amazonaws.com")
            yield ApiDomain(origin=Origin(f"domain:{name}"), target_domain_name=regional)
        records = self._part("records", ())
        for number, fields in enumerate(records):
            place = len(records) - number if self._reverse else number
            yield _record(f"record:{place:03}", dict(fields))

    def _checks(self) -> Iterator[Node]:
        said = {name: dict(fields) for name, fields in self._part("checks", {}).items()}
        for record in self._part("records", ()):
            said.setdefault(record.get("check", ""), {})
        for fields in list(said.values()):
            for child in fields.get("children", ()):
                said.setdefault(child, {})
        for name, fields in said.items():
            if not name:
                continue
            alarm, children = fields.pop("alarm", None), fields.pop("children", None)
            kind = "CALCULATED" if children else "CLOUDWATCH_METRIC" if alarm else "HTTPS"
            if alarm:
                yield Alarm(origin=Origin(f"alarm:{name}"), state=Known(alarm))
            yield HealthCheck(
                origin=Origin(f"check:{name}"),
                type=Known(kind),
                inverted=value_of(fields.pop("inverted", None)),
                disabled=value_of(fields.pop("disabled", None)),
                alarm=Ref.by(f"alarm:{name}") if alarm else NO_REF,
                insufficient_data_health_status=value_of(fields.pop("without_data", None)),
                children=Refs.by(*(f"check:{child}" for child in children or ())),
                health_threshold=value_of(fields.pop("threshold", None)),
            )
            assert not fields, f"what is {fields} of a check?"

    def conditions(self) -> Conditions:
        return Conditions(checks={f"check:{name}": False for name in self._part("down", ())})


def _balancer(name: str, groups: list[list[str]]) -> Iterator[Node]:
    key = f"balancer:{name}"
    yield LoadBalancer(origin=Origin(key), addresses=Known((EndpointAddress(ipv4=Known(f"10.0.0.{name}")),)))
    for number, targets in enumerate(groups):
        group = f"{key}:{number}"
        yield Listener(origin=Origin(f"{group}:listener"), load_balancer=Ref.by(key), target_groups=Refs.by(group))
        yield TargetGroup(origin=Origin(group))
        for place, state in enumerate(targets):
            healthy = Known({"healthy": True, "unhealthy": False}[state])
            yield Target(origin=Origin(f"{group}:{place}"), target_group=Ref.by(group), healthy=healthy)


def _record(key: str, fields: dict[str, Any]) -> RecordSet:
    zone, check = fields.pop("zone", APEX), fields.pop("check", None)
    value = fields.pop("value", None)
    record = RecordSet(
        origin=Origin(key),
        name=fields.pop("id", ""),
        zone=Ref.by(f"zone:{zone}"),
        record_name=Known(_absolute(fields.pop("name"))),
        type=Known(fields.pop("type", "A")),
        ttl=value_of(fields.pop("ttl", None)),
        records=values_of(value) if value else MISSING,
        alias=_alias(fields),
        health_check=Ref.by(f"check:{check}") if check else NO_REF,
        weight=value_of(fields.pop("weight", None)),
        failover=value_of(fields.pop("failover", None)),
        latency_region=value_of(fields.pop("latency", None)),
        geolocation=_area(fields.pop("geo", None)),
        multivalue=value_of(fields.pop("multivalue", None)),
    )
    assert not fields, f"what is {fields} of a record?"
    return record


def _alias(fields: dict[str, Any]) -> Value[Alias]:
    target, evaluate = fields.pop("alias", None), Known(fields.pop("evaluate", True))
    if target is None:
        return MISSING
    if ":" in target:
        return Known(Alias(target=Ref.by(target), evaluate_target_health=evaluate))
    return Known(Alias(dns_name=Known(_absolute(target)), evaluate_target_health=evaluate))


def _area(fields: dict[str, str] | None) -> Value[Geolocation]:
    if fields is None:
        return MISSING
    return Known(Geolocation(**{part: Known(text) for part, text in fields.items()}))


def _absolute(name: str) -> str:
    return name.rstrip(".") if name.endswith(".") else f"{name}.{APEX}"


def _answer(case: dict[str, Any], reverse: bool = False) -> Answer:
    design = _Design(case, reverse)
    topology = Topology(design.nodes())
    conditions = design.conditions()
    assert set(case) <= design.taken, f"what are {set(case) - design.taken} of a case?"
    client = topology.of(Vpc)[0]
    return Resolver(topology, GEOGRAPHY, conditions).answer(client, _absolute(case["ask"]), case.get("type", "A"))


def _said(part: Given, expected: dict[str, float]) -> str:
    """A part by the name of its record where the case names it so, else by its values."""
    named = part.chain[-1].name if part.chain else ""
    return named if named in expected else " ".join(part.values.get())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_worked_answer(case: dict[str, Any]) -> None:
    answer = _answer(case)
    expected = case.get("expect", {})
    assert (answer.result, bool(answer.given)) == (case.get("ends", "answered"), "expect" in case), answer
    assert {_said(part, expected): part.share for part in answer.given} == pytest.approx(expected, abs=5e-5), answer
    assert all(part.healthy is case.get("healthy", True) for part in answer.given)
    if "ttl" in case:
        assert {part.ttl.get() for part in answer.given} == {case["ttl"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_order_of_records_is_irrelevant(case: dict[str, Any]) -> None:
    def parts(answer: Answer) -> list[tuple[float, str, str, bool]]:
        return sorted(
            (round(part.share, 6), part.target.key if part.target else "", str(part.values), part.healthy)
            for part in answer.given
        )

    one, other = _answer(case), _answer(case, reverse=True)
    assert (one.result, parts(one)) == (other.result, parts(other))


def test_table_says_where_each_case_is_from() -> None:
    pages = TABLE["pages"]
    assert len(CASES) >= 60
    assert len({case["case"] for case in CASES}) == len(CASES)
    assert {case["page"] for case in CASES} == set(pages)
