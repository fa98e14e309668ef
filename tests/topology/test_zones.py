"""Names as they are compared, what a zone's records depend on, and rules that may be for a VPC."""

from __future__ import annotations

import pytest

from privateapi.topology.model import (
    Alarm,
    Alias,
    HealthCheck,
    HostedZone,
    Listener,
    LoadBalancer,
    Origin,
    RecordSet,
    ResolverRule,
    ResolverRuleAssociation,
    Target,
    TargetGroup,
    Topology,
    Vpc,
)
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, Ref, Refs
from privateapi.topology.zones import Domain, Name, ZoneIndex, ancestors, inside, normal


def test_normal_names() -> None:
    assert normal("DualStack.Front.elb.amazonaws.com.") == "dualstack.front.elb.amazonaws.com"
    assert normal("\\052.example.com") == "*.example.com"


@pytest.mark.parametrize(
    ("name", "domain", "expected"),
    [
        ("api.example.internal", "example.internal", True),
        ("example.internal", "example.internal", True),
        ("example.internal", "", True),
        ("badexample.internal", "example.internal", False),
        ("internal", "example.internal", False),
    ],
)
def test_inside(name: str, domain: str, expected: bool) -> None:
    assert inside(name, domain) is expected


@pytest.mark.parametrize(
    ("name", "zone", "expected"),
    [
        (
            "a.b.example.internal",
            "example.internal",
            ["a.b.example.internal", "b.example.internal", "example.internal"],
        ),
        ("example.internal", "example.internal", ["example.internal"]),
        ("b.internal", "", ["b.internal", "internal"]),
        ("else.org", "example.internal", []),
    ],
)
def test_ancestors(name: str, zone: str, expected: list[str]) -> None:
    assert list(ancestors(name, zone)) == expected


ZONE = HostedZone(origin=Origin("zone"), name="example.internal", zone_name=Known("example.internal"))


def _record(key: str, name: str, check: str = "", alias: str = "", evaluate: bool = True) -> RecordSet:
    to = Alias(target=Ref.by(alias), evaluate_target_health=Known(evaluate))
    return RecordSet(
        origin=Origin(key),
        name=key,
        zone=Ref.by("zone"),
        record_name=Known(name),
        type=Known("A"),
        health_check=Ref.by(check) if check else NO_REF,
        alias=Known(to) if alias else MISSING,
    )


def test_records_depend_on_checks_alarms_and_targets_also_through_aliases() -> None:
    index = ZoneIndex(
        Topology(
            [
                ZONE,
                _record("top", "api.example.internal", alias="east"),
                _record("blind", "blind.example.internal", alias="east", evaluate=False),
                _record("east", "east.example.internal", check="all", alias="balancer"),
                HealthCheck(origin=Origin("all"), type=Known("CALCULATED"), children=Refs.by("one", "all"), name="all"),
                HealthCheck(
                    origin=Origin("one"), type=Known("CLOUDWATCH_METRIC"), alarm_name=Known("hosts"), name="one"
                ),
                Alarm(origin=Origin("alarm"), alarm_name=Known("hosts")),
                LoadBalancer(origin=Origin("balancer")),
                Listener(origin=Origin("listener"), load_balancer=Ref.by("balancer"), target_groups=Refs.by("group")),
                TargetGroup(origin=Origin("group")),
                Target(origin=Origin("target"), target_group=Ref.by("group")),
            ]
        )
    )
    expected = frozenset({"top", "east"})
    assert {key: index.dependents.get(key) for key in ("all", "one", "alarm", "balancer", "target", "zone")} == {
        "all": expected,
        "one": expected,
        "alarm": expected,
        "balancer": expected,
        "target": expected,
        "zone": None,
    }
    assert set(index.names_of(expected)) == {
        Name("zone", "api.example.internal", "A"),
        Name("zone", "east.example.internal", "A"),
    }


def test_a_rule_that_may_be_for_the_vpc_is_not_sure() -> None:
    vpc = Vpc(origin=Origin("vpc"), name="hub")
    rule = ResolverRule(origin=Origin("rule"), name="rule", domain_name=Known("corp.internal"))
    index = ZoneIndex(
        Topology([vpc, rule, ResolverRuleAssociation(origin=Origin("a"), rule=Ref.by("rule"), vpc=Ref(UNKNOWN))])
    )
    assert list(index.domains(vpc)) == [Domain("corp.internal", rule, sure=False)]
    assert index.domains_over(vpc, "x.corp.internal") == [Domain("corp.internal", rule, sure=False)]
    assert index.domains_over(vpc, "internal") == []
