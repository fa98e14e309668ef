"""How long an alarm takes whose data end, as the sandbox evaluates it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privateapi.sandbox.aws.alarm_rule import OK, AlarmRule
from privateapi.topology.health import FURTHER_PERIODS
from privateapi.topology.model import Alarm, HealthCheck, Node, RecordSet, Topology
from privateapi.topology.moving import Wait
from privateapi.topology.rehearsal import Rehearsal
from privateapi.topology.values import MISSING, Known
from tests.rules.failover_designs import blind
from tests.topology.design import EAST, GEOGRAPHY, design

PERIOD = 60


def _design(periods: int, needed: int, treated: str) -> list[Node]:
    """Two Regions whose records follow their health checks alone; those of hosts turn when there are no data."""

    def change(node: Node) -> Node:
        if isinstance(node, RecordSet):
            return blind(node)
        if isinstance(node, HealthCheck) and node.name.endswith("-healthy-hosts"):
            return replace(node, insufficient_data_health_status=Known("Unhealthy"))
        if isinstance(node, Alarm) and node.name.endswith("-healthy-hosts"):
            return replace(
                node,
                evaluation_periods=Known(periods),
                datapoints_to_alarm=Known(needed) if needed < periods else MISSING,
                treat_missing_data=Known(treated),
            )
        return node

    return [change(node) for node in design()]


def _told(nodes: list[Node]) -> Wait:
    """What is said about the alarm of a Region that is down."""
    rehearsal = Rehearsal(Topology(nodes), GEOGRAPHY)
    (row,) = (row for row in rehearsal.rows if row.client.label == EAST)
    (cell,) = (cell for outage, cell in row.cells if str(outage) == f"region:{EAST}")
    assert cell.delay is not None and cell.delay.unknown == ""
    wait, ttl = cell.delay.waits
    assert ttl.text == "TTL of the answer"
    return wait


def _sandbox(periods: int, needed: int, treated: str) -> int:
    """After how many seconds without data the sandbox's alarm is no longer OK."""
    rule = AlarmRule(
        "AWS/NetworkELB", "HealthyHostCount", (), "Minimum", 1, periods, needed, "LessThanThreshold", 1.0, treated
    )
    points: list[float | None] = [2.0] * rule.window
    state, silent = OK, 0
    while state == OK and silent <= rule.window:
        silent += 1
        state = rule.state([*points, *[None] * silent][-rule.window :], OK)
    assert state != OK
    return silent * PERIOD


@pytest.mark.parametrize("treated", ["breaching", "missing"])
@pytest.mark.parametrize(("periods", "needed"), [(1, 1), (2, 2), (3, 3), (5, 2)])
def test_silence_takes_as_long_as_in_the_sandbox(periods: int, needed: int, treated: str) -> None:
    told = _told(_design(periods, needed, treated))
    assert told.seconds == _sandbox(periods, needed, treated)
    # As missing, the data count for nothing until all of them are.
    count = (needed if treated == "breaching" else periods) + FURTHER_PERIODS
    assert told.seconds == count * PERIOD


@pytest.mark.parametrize(
    ("periods", "needed", "text"),
    [
        (2, 2, "4 periods of 60 s, until the last data have left the evaluation range"),
        (5, 2, "4 periods of 60 s, until 2 of 5 data are missing in the evaluation range"),
    ],
)
def test_what_is_said_of_silence(periods: int, needed: int, text: str) -> None:
    told = _told(_design(periods, needed, "breaching"))
    assert told.text == f"alarm {EAST}-healthy-hosts: {text}"
    assert told.source.endswith("which shows the length of the evaluation range by example only")
