"""A drill moves the answers and puts everything back, whatever happens in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from privateapi.drill.drill import Drill, Report, Settings
from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Journal
from privateapi.drill.plan import plan_drill
from privateapi.topology.model import (
    Alias,
    Geolocation,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    Route,
    SecurityGroupRule,
    Target,
    Topology,
    Vpc,
)
from privateapi.topology.values import UNKNOWN, Known, Refs, values_of
from tests.drill.clouds import ACCOUNT, CHECKS, Cloud, denied, deployed, plan, throttled
from tests.topology.design import EAST, NAME, WEST

ID = CHECKS[EAST]


class Run:
    """A drill of the Region `EAST`; `said` is what it printed."""

    def __init__(self, cloud: Cloud, folder: Path, limit: float = 600.0, hold: float = 0.0) -> None:
        self.cloud, self.stop = cloud, threading.Event()
        self.design = deployed()
        self.journal = Journal(folder, "active-active")
        self.said: list[str] = []
        self.settings = Settings(poll=0.0, limit=limit, hold=hold)

    def make(self) -> Drill:
        return Drill(
            self.cloud.account,
            plan(),
            self.design,
            self.journal,
            settings=self.settings,
            say=self.said.append,
            stop=self.stop,
        )

    def __call__(self) -> Report:
        return self.make().run()

    @property
    def put_back(self) -> bool:
        return not self.cloud.checks[ID].inverted and self.journal.read() is None


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(Cloud(), tmp_path)


def test_answer_moves_and_comes_back(run: Run) -> None:
    report = run()
    assert run.cloud.calls == [(ID, True), (ID, False)] and run.put_back
    assert report.complete and not report.interrupted
    assert [str(report.before[EAST]), str(report.during[EAST]), str(report.during[WEST])] == [EAST, WEST, WEST]
    assert report.served == (EAST,)
    assert (report.status_moved, report.moved, report.returned) == (60.0, {EAST: 60.0}, {EAST: 60.0})
    assert (report.kept_seconds, report.expected_seconds) == (60, 120)
    assert run.said == [
        f"the health check of {EAST} is inverted",
        f"    10 s  the health check of {EAST} is healthy",
        f"    10 s  {EAST} gets {EAST}",
        f"    10 s  {WEST} gets {WEST}",
        f"    60 s  the health check of {EAST} is unhealthy",
        f"    60 s  {EAST} gets {WEST}",
        f"the health check of {EAST} is put back: it is not inverted again",
        f"    10 s  the health check of {EAST} is unhealthy",
        f"    10 s  {EAST} gets {WEST}",
        f"    10 s  {WEST} gets {WEST}",
        f"    60 s  the health check of {EAST} is healthy",
        f"    60 s  {EAST} gets {EAST}",
    ]


def test_records_of_another_name_have_the_checks(run: Run) -> None:
    """The name is an alias to the records of the Regions, as in a set of two levels."""
    below = f"_all.{NAME}"
    run.cloud.topology = deployed(
        lambda node: replace(node, record_name=Known(below)) if isinstance(node, RecordSet) else node
    )
    zone = next(node.zone for node in run.cloud.topology.of(RecordSet))
    above = RecordSet(
        origin=Origin("record:above"),
        id=Known("record:above"),
        live=True,
        zone=zone,
        record_name=Known(NAME),
        type=Known("A"),
        set_identifier=Known("all"),
        geolocation=Known(Geolocation(country=Known("*"))),
        alias=Known(Alias(dns_name=Known(below), evaluate_target_health=Known(True))),
    )
    run.cloud.topology = Topology([*run.cloud.topology, above])
    assert plan_drill(run.cloud.topology, "active-active", EAST) == plan()
    report = run()
    assert report.complete and run.put_back
    assert (report.moved, report.returned) == ({EAST: 60.0}, {EAST: 60.0})


def test_name_servers_are_asked_and_decide_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run.settings = replace(run.settings, servers=(("10.0.0.2", 53), ("10.1.0.2", 53)))

    def ask(server: tuple[str, int], name: str) -> str:
        away = server[0] == "10.0.0.2" and run.cloud.checks[ID].inverted
        return "10.1.0.10" if away else "10.0.0.10"

    monkeypatch.setattr("privateapi.drill.drill.ask", ask)
    assert run().complete
    assert [line.partition("  10.")[2] for line in run.said if " answers " in line] == [
        "0.0.2 answers 10.1.0.10",
        "1.0.2 answers 10.0.0.10",
        "0.0.2 answers 10.0.0.10",
        "1.0.2 answers 10.0.0.10",
    ]


def test_journal_is_written_before_anything_is_changed(run: Run) -> None:
    found = []
    real = run.cloud.invert

    def invert(id: str, version: int, inverted: bool) -> object:
        found.append(run.journal.read())
        return real(id, version, inverted)

    run.cloud.invert = invert  # type: ignore[method-assign, assignment]
    run()
    first, second = found
    assert first is not None and second is not None
    assert (first.account, first.health_check_id, first.inverted, first.version) == (ACCOUNT, ID, False, 3)
    assert (first.inverted_version, second.inverted_version) == (None, 4)


def test_stop_puts_back_at_once(run: Run) -> None:
    def stop_in_the_middle(cloud: Cloud) -> None:
        if cloud.calls and cloud.now.minute == 0 and cloud.now.second > 30:
            run.stop.set()

    run.cloud.meanwhile = stop_in_the_middle
    report = run()
    assert report.interrupted and run.put_back
    assert report.moved == {}, "it had not moved yet"


def test_held_drill_ends_with_the_stop(run: Run) -> None:
    run.settings = replace(run.settings, hold=1e9)
    seen: list[bool] = []

    def stop_while_held(cloud: Cloud) -> None:
        seen.append(cloud.checks[ID].inverted)
        if len(seen) > 40:
            run.stop.set()

    run.cloud.meanwhile = stop_while_held
    report = run()
    assert seen[20:40] == [True] * 20, "it is held"
    assert report.interrupted and report.moved == {EAST: 60.0} and run.put_back


@pytest.mark.parametrize("minute", [0, 3], ids=["before it has moved", "while it is held"])
def test_region_that_took_over_and_fails_ends_the_drill_at_once(run: Run, minute: int) -> None:
    run.settings = replace(run.settings, hold=1e6)
    failed: list[float] = []

    def fail(cloud: Cloud) -> None:
        if cloud.now.minute >= minute and not failed:
            failed.append(cloud.now.timestamp())
            cloud.healthy[CHECKS[WEST]] = False
            cloud.change(CHECKS[WEST])
        if cloud.now.timestamp() > 1e5 + (failed or [cloud.now.timestamp()])[0]:
            run.stop.set()

    run.cloud.meanwhile = fail
    report = run()
    assert run.put_back and not report.complete and not report.interrupted
    assert "no record is healthy, so that one answers that is not" in report.lost
    (said,) = [line for line in run.said if line.endswith("; it is put back at once")]
    place = run.said.index(said)
    assert run.said[place + 1] == f"the health check of {EAST} is put back: it is not inverted again"
    assert (report.moved == {EAST: 60.0}) is (minute == 3)


def test_answer_that_goes_back_while_it_is_held_ends_the_drill(run: Run) -> None:
    run.settings = replace(run.settings, hold=1e6)

    def put_back(cloud: Cloud) -> None:
        if cloud.checks[ID].inverted and cloud.now.minute >= 3:
            cloud.change(ID, inverted=False)
        if cloud.now.day > 1:
            run.stop.set()

    run.cloud.meanwhile = put_back
    report = run()
    assert report.lost == f"{EAST} gets {EAST}: {EAST} answers once more"
    assert not report.complete and not report.interrupted and run.cloud.calls == [(ID, True)]


def test_limit_ends_a_drill_that_moves_nothing(run: Run) -> None:
    run.cloud.delay = 1e6
    report = run()
    assert run.put_back and not report.complete and report.status_moved is None
    assert any("that is the limit of 600 s; not everything has moved" in line for line in run.said)


def test_throttling_while_watching_is_said_and_passes(run: Run) -> None:
    def throttle(cloud: Cloud) -> None:
        if len(cloud.calls) == 1 and not cloud.answers:
            cloud.answers = {"statuses": [throttled("GetMetricData")]}

    run.cloud.meanwhile = throttle
    assert run().complete and run.put_back
    assert "AWS is asked again: Throttling: Rate exceeded (GetMetricData)" in run.said


def refusal_while_watching(run: Run) -> None:
    def refuse(cloud: Cloud) -> None:
        if len(cloud.calls) == 1:
            cloud.answers = {"statuses": [denied("GetMetricData")]}

    run.cloud.meanwhile = refuse


def refusal_of_the_inversion(run: Run) -> None:
    run.cloud.answers = {"invert": [denied("UpdateHealthCheck")]}


def inversion_whose_answer_is_lost(run: Run) -> None:
    run.cloud.lost = ["no answer"]


def change_just_before(run: Run) -> None:
    def change(cloud: Cloud) -> None:
        if cloud.checks[ID].version == 3:
            cloud.change(ID, HealthThreshold=1)

    run.cloud.meanwhile = change
    real = run.cloud.check

    def outdated(id: str) -> object:
        found = real(id)
        return replace(found, version=3) if found is not None and not run.cloud.calls else found

    run.cloud.check = outdated  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (refusal_while_watching, "the drill ended early: AccessDenied"),
        (refusal_of_the_inversion, "the drill ended early: AccessDenied"),
        (inversion_whose_answer_is_lost, "no answer"),
        (change_just_before, "the drill ended early: HealthCheckVersionMismatch"),
    ],
)
def test_trouble_puts_back(run: Run, trouble: Callable[[Run], None], message: str) -> None:
    trouble(run)
    with pytest.raises((DrillError, TimeoutError), match=message):
        run()
    assert run.put_back


def test_output_that_is_gone_puts_back(run: Run) -> None:
    class Gone(list[str]):
        def append(self, line: str) -> None:
            if "unhealthy" in line:
                raise BrokenPipeError("nobody reads")

    run.said = Gone()
    with pytest.raises(BrokenPipeError):
        run()
    assert run.put_back


def inverted_already(cloud: Cloud) -> None:
    cloud.change(ID, inverted=True)


def unhealthy_already(cloud: Cloud) -> None:
    cloud.healthy[ID] = False
    cloud.delay = 0.0
    cloud.change(ID)


def other_region_is_down(cloud: Cloud) -> None:
    cloud.healthy[CHECKS[WEST]] = False
    cloud.delay = 0.0
    cloud.change(CHECKS[WEST])


def nothing_reported(cloud: Cloud) -> None:
    cloud._history = [(cloud.now, {CHECKS[WEST]: True})]


def check_is_gone(cloud: Cloud) -> None:
    del cloud.checks[ID]


def vpcs_are_gone(cloud: Cloud) -> None:
    cloud.topology = Topology(node for node in deployed() if not isinstance(node, Vpc))


@pytest.mark.parametrize(
    ("state", "message"),
    [
        (inverted_already, f"the health check of {EAST} is inverted already"),
        (unhealthy_already, f"the health check of {EAST} is unhealthy now"),
        (other_region_is_down, f"without {EAST}, {EAST} gets no sound answer"),
        (nothing_reported, f"Route 53 has reported no status of {ID} yet"),
        (check_is_gone, f"the health check {ID} of {EAST} does not exist"),
        (vpcs_are_gone, f"the VPC of {EAST}, {WEST} is not in the account"),
    ],
)
def test_drill_that_would_harm_or_tell_nothing_is_refused(
    run: Run, state: Callable[[Cloud], None], message: str
) -> None:
    state(run.cloud)
    with pytest.raises(DrillError, match=message):
        run.make()
    assert run.cloud.calls == [] and run.journal.read() is None


def way_is_missing(node: Node) -> Node:
    """Without the route of the clients in `EAST` to the other Region."""
    if isinstance(node, Route) and node.key == f"route:{EAST}>{WEST}":
        return replace(node, destination=Known("10.9.0.0/16"))
    return node


def balancer_lets_nobody_in(node: Node) -> Node:
    closed = node.key == f"balancer:{WEST}"
    if isinstance(node, LoadBalancer) and closed:
        return replace(node, security_groups=Refs.by(f"group:{WEST}"))
    if isinstance(node, SecurityGroupRule) and node.key == f"rule:{WEST}":
        return replace(node, cidr_blocks=values_of("10.1.0.0/16"))
    return node


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (way_is_missing, f"without {EAST}, {EAST} is not served \\(unreachable: .*; nothing is changed"),
        (balancer_lets_nobody_in, f"without {EAST}, {EAST} is not served \\(unreachable: .*does not let in port 443"),
    ],
)
def test_other_region_that_is_answered_has_to_be_reached(
    run: Run, change: Callable[[Node], Node], message: str
) -> None:
    run.design = deployed(change)
    with pytest.raises(DrillError, match=message):
        run.make()
    assert run.cloud.calls == [] and run.journal.read() is None


def test_other_region_without_live_targets_is_refused(run: Run) -> None:
    def dead(node: Node) -> Node:
        if isinstance(node, Target) and node.region == Known(WEST):
            return replace(node, healthy=Known(False))
        if isinstance(node, RecordSet):
            return replace(node, alias=Known(replace(node.alias.get(), evaluate_target_health=Known(False))))
        return node

    run.cloud.topology = deployed(dead)
    with pytest.raises(DrillError, match=f"{EAST} gets no sound answer .*none of 2 targets is healthy"):
        run.make()


def test_way_that_is_not_known_is_not_refused(run: Run) -> None:
    run.design = deployed(
        lambda node: (
            replace(node, destination=UNKNOWN) if isinstance(node, Route) and node.region == Known(EAST) else node
        )
    )
    drill = run.make()
    assert list(drill.unjudged) == [EAST] and f"whether VPC {EAST} reaches" in drill.unjudged[EAST]


def test_client_of_another_account_is_not_looked_at(run: Run) -> None:
    run.cloud.topology = Topology(node for node in deployed() if node.key != f"vpc:{WEST}")
    drill = run.make()
    assert drill.unseen == (WEST,)
    report = drill.run()
    assert report.complete and list(report.before) == [EAST]


def test_somebody_who_puts_it_back_meanwhile_is_respected(run: Run) -> None:
    def put_back(cloud: Cloud) -> None:
        if cloud.checks[ID].inverted and cloud.now.minute >= 1:
            cloud.change(ID, inverted=False)

    run.cloud.meanwhile = put_back
    report = run()
    assert run.cloud.calls == [(ID, True)] and run.put_back
    assert report.restored == f"the health check of {EAST} was put back by somebody else already"
