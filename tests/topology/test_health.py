"""Health checks of every kind, and load balancers as aliases see them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.topology.health import Conditions, Health, HealthModel, Verdict, worst
from privateapi.topology.model import (
    Alarm,
    AutoScalingGroup,
    HealthCheck,
    Listener,
    LoadBalancer,
    Node,
    Origin,
    Target,
    TargetGroup,
    Topology,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs, Value

ALARM = Alarm(origin=Origin("alarm"), name="hosts", id=Known("hosts"), region=Known("us-east-1"))
CHECK = HealthCheck(
    origin=Origin("check"),
    name="east",
    type=Known("CLOUDWATCH_METRIC"),
    alarm=Ref.by("alarm"),
    alarm_region=Known("us-east-1"),
)


@pytest.mark.parametrize(
    ("case", "check", "alarm", "conditions", "health", "why"),
    [
        ("nothing has failed", {}, {}, {}, "healthy", "health check east follows alarm hosts, which is OK"),
        (
            "the alarm goes off",
            {},
            {},
            {"alarms": {"alarm": "ALARM"}},
            "unhealthy",
            "health check east follows alarm hosts, which is ALARM",
        ),
        (
            "the alarm is on, as live data says",
            {},
            {"state": Known("ALARM")},
            {},
            "unhealthy",
            "health check east follows alarm hosts, which is ALARM",
        ),
        (
            "a rehearsal overrides live data",
            {},
            {"state": Known("ALARM")},
            {"alarms": {"alarm": "OK"}},
            "healthy",
            "health check east follows alarm hosts, which is OK",
        ),
        (
            "no data, by default the last known status, which is healthy for a new check",
            {},
            {},
            {"alarms": {"alarm": "INSUFFICIENT_DATA"}},
            "healthy",
            "health check east follows alarm hosts: without data it counts as LastKnownStatus",
        ),
        (
            "no data, last known unhealthy",
            {},
            {},
            {"alarms": {"alarm": "INSUFFICIENT_DATA"}, "last_known": {"check": False}},
            "unhealthy",
            "health check east follows alarm hosts: without data it counts as LastKnownStatus",
        ),
        (
            "no data counts as unhealthy",
            {"insufficient_data_health_status": Known("Unhealthy")},
            {},
            {"alarms": {"alarm": "INSUFFICIENT_DATA"}},
            "unhealthy",
            "health check east follows alarm hosts: without data it counts as Unhealthy",
        ),
        (
            "no data counts as healthy",
            {"insufficient_data_health_status": Known("Healthy")},
            {},
            {"alarms": {"alarm": "INSUFFICIENT_DATA"}, "last_known": {"check": False}},
            "healthy",
            "health check east follows alarm hosts: without data it counts as Healthy",
        ),
        (
            "inverted",
            {"inverted": Known(True)},
            {},
            {},
            "unhealthy",
            "health check east follows alarm hosts, which is OK; health check east is inverted",
        ),
        (
            "inverted in a drill",
            {},
            {},
            {"inverted": frozenset({"check"})},
            "unhealthy",
            "health check east follows alarm hosts, which is OK; health check east is inverted",
        ),
        (
            "inverted, and inverted again in a drill",
            {"inverted": Known(True)},
            {},
            {"inverted": frozenset({"check"})},
            "healthy",
            "health check east follows alarm hosts, which is OK",
        ),
        (
            "disabled",
            {"disabled": Known(True)},
            {"state": Known("ALARM")},
            {},
            "healthy",
            "health check east is disabled, which counts as healthy",
        ),
        (
            "disabled and inverted: how to stop traffic by hand",
            {"disabled": Known(True), "inverted": Known(True)},
            {},
            {},
            "unhealthy",
            "health check east is disabled, which counts as healthy; health check east is inverted",
        ),
        (
            "the alarm by its name",
            {"alarm": Ref(), "alarm_name": Known("hosts")},
            {},
            {},
            "healthy",
            "health check east follows alarm hosts, which is OK",
        ),
        (
            "an alarm of another Region",
            {"alarm_region": Known("us-west-2"), "insufficient_data_health_status": Known("Unhealthy")},
            {},
            {},
            "unhealthy",
            "health check east follows an alarm that is not in the Region it looks into: "
            "without data it counts as Unhealthy",
        ),
        (
            "an alarm that was not read",
            {"alarm": Ref(), "alarm_name": Known("other")},
            {},
            {},
            "unknown",
            "the alarm of health check east is not among the resources that were read",
        ),
        (
            "an alarm whose name is not known",
            {"alarm": Ref(), "alarm_name": UNKNOWN},
            {},
            {},
            "unknown",
            "a property of health check east is not known yet",
        ),
        (
            "a state that is not known",
            {},
            {"state": UNKNOWN},
            {},
            "unknown",
            "a property of health check east is not known yet",
        ),
        (
            "unknown stays unknown when inverted",
            {"alarm": Ref(), "alarm_name": Known("other"), "inverted": Known(True)},
            {},
            {},
            "unknown",
            "the alarm of health check east is not among the resources that were read; health check east is inverted",
        ),
    ],
)
def test_alarm_check(
    case: str, check: dict[str, Any], alarm: dict[str, Any], conditions: dict[str, Any], health: str, why: str
) -> None:
    topology = Topology([replace(CHECK, **check), replace(ALARM, **alarm)])
    found = topology.of(HealthCheck)[0]
    assert HealthModel(topology, Conditions(**conditions)).check(found) == Verdict(Health(health), why)


@pytest.mark.parametrize(
    ("case", "fields", "conditions", "health", "why"),
    [
        ("answers in a design", {}, {}, "healthy", "health check web gets answer from its endpoint"),
        (
            "fails in a rehearsal",
            {},
            {"checks": {"web": False}},
            "unhealthy",
            "health check web gets no answer from its endpoint",
        ),
        (
            "fails in live data",
            {"status": Known("Failure: timeout")},
            {},
            "unhealthy",
            "health check web gets no answer from its endpoint",
        ),
        (
            "a private address is never reached",
            {"ip_address": Known("10.0.0.4")},
            {},
            "unhealthy",
            "health check web asks the private address 10.0.0.4 from outside the VPC",
        ),
        (
            "shared address space is not reached either",
            {"ip_address": Known("100.64.0.4")},
            {},
            "unhealthy",
            "health check web asks the private address 100.64.0.4 from outside the VPC",
        ),
        (
            "a public address",
            {"ip_address": Known("198.41.0.4")},
            {},
            "healthy",
            "health check web gets answer from its endpoint",
        ),
        (
            "a text that is no address",
            {"ip_address": Known("web")},
            {},
            "healthy",
            "health check web gets answer from its endpoint",
        ),
        ("no type", {"type": MISSING}, {}, "unknown", "a property of health check web is not set"),
    ],
)
def test_endpoint_check(case: str, fields: dict[str, Any], conditions: dict[str, Any], health: str, why: str) -> None:
    check = replace(HealthCheck(origin=Origin("web"), name="web", type=Known("HTTPS")), **fields)
    model = HealthModel(Topology([check]), Conditions(**conditions))
    assert model.check(check) == Verdict(Health(health), why)


def _calculated(children: Refs, threshold: Value[int]) -> tuple[HealthCheck, Topology]:
    check = HealthCheck(
        origin=Origin("all"), name="all", type=Known("CALCULATED"), children=children, health_threshold=threshold
    )
    others: list[Node] = [
        HealthCheck(origin=Origin(f"c{number}"), name=f"c{number}", type=Known("TCP")) for number in range(3)
    ]
    unread = HealthCheck(
        origin=Origin("unread"), name="unread", type=Known("CLOUDWATCH_METRIC"), alarm_name=Known("gone")
    )
    return check, Topology([check, *others, unread])


@pytest.mark.parametrize(
    ("case", "children", "threshold", "failed", "health", "why"),
    [
        (
            "enough",
            Refs.by("c0", "c1", "c2"),
            Known(2),
            "c0",
            "healthy",
            "health check all has 2 healthy of 3 checks and needs 2",
        ),
        (
            "too few",
            Refs.by("c0", "c1"),
            Known(2),
            "c1",
            "unhealthy",
            "health check all has 1 healthy of 2 checks and needs 2: health check c1 gets no answer from its endpoint",
        ),
        (
            "a threshold of 0 is always healthy",
            Refs.by("c0"),
            Known(0),
            "c0",
            "healthy",
            "health check all has 0 healthy of 1 checks and needs 0",
        ),
        (
            "a threshold above the number of checks is never healthy",
            Refs.by("c0"),
            Known(2),
            "",
            "unhealthy",
            "health check all has 1 healthy of 1 checks and needs 2",
        ),
        (
            "an unknown child that decides",
            Refs.by("c0", "unread"),
            Known(2),
            "",
            "unknown",
            "health check all has 1 healthy of 2 checks and needs 2: "
            "the alarm of health check unread is not among the resources that were read",
        ),
        (
            "an unknown child that does not decide",
            Refs.by("c0", "unread"),
            Known(1),
            "",
            "healthy",
            "health check all has 1 healthy of 2 checks and needs 1",
        ),
        (
            "itself among its children",
            Refs.by("c0", "all"),
            Known(2),
            "",
            "unknown",
            "health check all has 1 healthy of 2 checks and needs 2: health check all is calculated from itself",
        ),
        (
            "children that are not known",
            Refs(UNKNOWN),
            Known(1),
            "",
            "unknown",
            "a property of health check all is not known yet",
        ),
        ("no threshold", Refs.by("c0"), MISSING, "", "unknown", "a property of health check all is not set"),
    ],
)
def test_calculated_check(case: str, children: Refs, threshold: Value[int], failed: str, health: str, why: str) -> None:
    check, topology = _calculated(children, threshold)
    model = HealthModel(topology, Conditions(checks=dict.fromkeys(failed.split(), False)))
    assert model.check(check) == Verdict(Health(health), why)


@given(st.sets(st.sampled_from(["c0", "c1", "c2"])), st.integers(0, 5), st.booleans())
def test_calculated_check_counts(failed: set[str], threshold: int, inverted: bool) -> None:
    check, topology = _calculated(Refs.by("c0", "c1", "c2"), Known(threshold))
    conditions = Conditions(
        checks=dict.fromkeys(failed, False), inverted=frozenset({"all"}) if inverted else frozenset()
    )
    healthy = (3 - len(failed) >= threshold) != inverted
    assert HealthModel(topology, conditions).check(check).healthy == healthy


BALANCED: dict[str, Node] = {
    "balancer": LoadBalancer(origin=Origin("balancer"), name="front"),
    "listener": Listener(
        origin=Origin("listener"), load_balancer=Ref.by("balancer"), target_groups=Refs.by("group"), name="tls"
    ),
    "group": TargetGroup(origin=Origin("group"), name="endpoint"),
    "t1": Target(origin=Origin("t1"), target_group=Ref.by("group"), target=Ref.to("10.0.0.4")),
    "t2": Target(origin=Origin("t2"), target_group=Ref.by("group"), target=Ref.to("10.0.1.4")),
}


@pytest.mark.parametrize(
    ("case", "changes", "down", "health", "why"),
    [
        ("all targets healthy", {}, "", "healthy", "target group endpoint has 2 healthy of 2 targets"),
        ("one target left", {}, "t1", "healthy", "target group endpoint has 1 healthy of 2 targets"),
        ("no target left", {}, "t1 t2", "unhealthy", "target group endpoint: none of 2 targets is healthy"),
        (
            "targets that are down in live data",
            {"t1": {"healthy": Known(False)}, "t2": {"healthy": Known(False)}},
            "",
            "unhealthy",
            "target group endpoint: none of 2 targets is healthy",
        ),
        ("no targets", {"t1": None, "t2": None}, "", "unhealthy", "target group endpoint has no targets"),
        (
            "instances that register themselves",
            {
                "t1": None,
                "t2": None,
                "group2": AutoScalingGroup(origin=Origin("asg"), target_groups=Refs.by("group")),
            },
            "",
            "healthy",
            "target group endpoint has 0 healthy of 0 targets",
        ),
        (
            "a target of a group that is not known",
            {"t1": {"target_group": Ref(UNKNOWN)}, "t2": None},
            "",
            "unknown",
            "the targets of target group endpoint are not known",
        ),
        ("no listener", {"listener": None}, "", "unhealthy", "load balancer front has no listener"),
        (
            "a listener of a balancer that is not known",
            {"listener": {"load_balancer": Ref(UNKNOWN)}},
            "",
            "unknown",
            "the listeners of load balancer front are not known",
        ),
        (
            "a listener without group",
            {"listener": {"target_groups": Refs()}},
            "",
            "unhealthy",
            "load balancer front has no target group",
        ),
        (
            "a group that is not known",
            {"listener": {"target_groups": Refs(UNKNOWN)}},
            "",
            "unknown",
            "the target group of listener tls is not known yet",
        ),
        (
            "a second group without targets",
            {
                "listener2": Listener(
                    origin=Origin("listener2"), load_balancer=Ref.by("balancer"), target_groups=Refs.by("empty")
                ),
                "empty": TargetGroup(origin=Origin("empty"), name="empty"),
            },
            "",
            "unhealthy",
            "target group empty has no targets",
        ),
    ],
)
def test_load_balancer(case: str, changes: dict[str, Any], down: str, health: str, why: str) -> None:
    nodes = dict(BALANCED)
    for name, change in changes.items():
        if change is None:
            del nodes[name]
        else:
            nodes[name] = change if isinstance(change, Node) else replace(nodes[name], **change)
    topology = Topology(nodes.values())
    model = HealthModel(topology, Conditions(targets=dict.fromkeys(down.split(), False)))
    assert model.load_balancer(topology.of(LoadBalancer)[0]) == Verdict(Health(health), why)


def test_worst_of_none() -> None:
    assert worst([]) is None
