"""Which healths checks and records may ever have, whatever fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privateapi.rules.possible_health import Possible, PossibleHealth
from privateapi.topology.model import Alias, HealthCheck, Node, RecordSet, Topology
from privateapi.topology.values import MISSING, UNKNOWN, Known, NotJudged, Ref, Refs
from privateapi.topology.zones import ZoneIndex
from tests.rules.failover_designs import EAST, check_of, design, values

DB = "db.internal.example.com"
STEADY, NEVER, BOTH = (True, False), (False, True), (True, True)


def _health(*nodes: Node) -> PossibleHealth:
    topology = Topology([*design([EAST]), *nodes])
    return PossibleHealth(topology, ZoneIndex(topology))


def _calculated(threshold: int, *children: HealthCheck, **fields: bool) -> tuple[HealthCheck, ...]:
    keys = [child.key for child in children]
    check = check_of(
        "all",
        type=Known("CALCULATED"),
        fqdn=MISSING,
        children=Refs.by(*keys),
        health_threshold=Known(threshold),
        **{name: Known(value) for name, value in fields.items()},
    )
    return (check, *children)


ASKED, OFF = check_of("asked"), check_of("off", disabled=Known(True))
PRIVATE = check_of("private", fqdn=MISSING, ip_address=Known("10.0.0.9"))


@pytest.mark.parametrize(
    ("case", "checks", "expected"),
    [
        ("an endpoint", (ASKED,), BOTH),
        ("disabled", (OFF,), STEADY),
        ("disabled and inverted", (replace(OFF, inverted=Known(True)),), NEVER),
        ("a private address", (PRIVATE,), NEVER),
        ("a private address, inverted", (replace(PRIVATE, inverted=Known(True)),), STEADY),
        ("calculated", _calculated(1, ASKED), BOTH),
        ("a threshold of 0", _calculated(0, ASKED), STEADY),
        ("a threshold above the children", _calculated(2, ASKED), NEVER),
        ("enough children that never fail", _calculated(1, ASKED, OFF), STEADY),
        ("a child that never passes, and all are needed", _calculated(2, ASKED, PRIVATE), NEVER),
        ("a child that never fails, and all are needed", _calculated(2, ASKED, OFF), BOTH),
        ("calculated and inverted", _calculated(0, ASKED, inverted=True), NEVER),
    ],
)
def test_check(case: str, checks: tuple[HealthCheck, ...], expected: tuple[bool, bool]) -> None:
    possible = _health(*checks).check(checks[0])
    assert (possible.healthy, possible.unhealthy) == expected
    assert possible.varies is (expected == BOTH)
    assert possible.varies or possible.why


def _alias(target: str, evaluate: bool = True, check: str = "") -> RecordSet:
    alias = Alias(target=Ref.by(target), evaluate_target_health=Known(evaluate))
    return replace(values("top", DB, check=check), records=MISSING, alias=Known(alias))


@pytest.mark.parametrize(
    ("case", "nodes", "expected"),
    [
        ("no check", [values("top", DB, "10.0.0.9")], Possible(True, False, "record top has no health check")),
        ("a check", [values("top", DB, "10.0.0.9", check="asked"), ASKED], Possible(True, True)),
        (
            "a check that is disabled",
            [values("top", DB, "10.0.0.9", check="off"), OFF],
            Possible(True, False, "health check off is disabled"),
        ),
        ("a balancer", [_alias(f"balancer:{EAST}")], Possible(True, True)),
        (
            "a balancer, not evaluated",
            [_alias(f"balancer:{EAST}", evaluate=False)],
            Possible(True, False, "record top has no health check"),
        ),
        (
            "an endpoint",
            [_alias(f"endpoint:{EAST}")],
            Possible(True, False, f"VPC endpoint {EAST} always counts as healthy"),
        ),
        (
            "an endpoint and a check",
            [_alias(f"endpoint:{EAST}", check="asked"), ASKED],
            Possible(True, True, f"VPC endpoint {EAST} always counts as healthy"),
        ),
        (
            "records of which one never fails",
            [
                _alias("record:a"),
                values("a", "inner.internal.example.com", "10.0.0.9", check="asked", weight=Known(1)),
                values("b", "inner.internal.example.com", "10.0.0.9", weight=Known(1)),
                ASKED,
            ],
            Possible(True, False, "record a has no health check"),
        ),
    ],
)
def test_record(case: str, nodes: list[Node], expected: Possible) -> None:
    record = nodes[0]
    assert isinstance(record, RecordSet)
    possible = _health(*nodes).record(record)
    assert (possible.healthy, possible.unhealthy) == (expected.healthy, expected.unhealthy)
    if not possible.varies and case != "records of which one never fails":
        assert possible.why == expected.why


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (replace(values("top", DB, "10.0.0.9"), health_check=Ref(UNKNOWN)), "its health check is not known yet"),
        (replace(values("top", DB), alias=UNKNOWN), "whether record top is an alias is not known"),
    ],
)
def test_record_not_judged(record: RecordSet, why: str) -> None:
    with pytest.raises(NotJudged) as caught:
        _health(record).record(record)
    assert str(caught.value) == why
