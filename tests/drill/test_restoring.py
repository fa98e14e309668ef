"""Only what the drill changed is put back; what others did is left and said."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Entry, Journal
from privateapi.drill.restoring import await_report, restore
from tests.drill.clouds import ACCOUNT, CHECKS, Cloud, denied, throttled
from tests.topology.design import EAST, NAME

ID = CHECKS[EAST]


def left_behind(cloud: Cloud, **changes: object) -> Entry:
    """The entry of a drill that was killed before the check was inverted."""
    check = cloud.checks[ID]
    entry = Entry(
        stack="active-active",
        account=ACCOUNT,
        region=EAST,
        name=NAME,
        health_check_id=ID,
        inverted=check.inverted,
        version=check.version,
        settings=dict(check.settings),
        begun="2026-01-01T00:00:00+00:00",
    )
    return entry.model_copy(update=changes)


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


@pytest.fixture
def journal(tmp_path: Path, cloud: Cloud) -> Journal:
    made = Journal(tmp_path, "active-active")
    made.write(left_behind(cloud))
    return made


def killed(cloud: Cloud) -> Entry:
    """What a drill left that was killed after it had inverted the check."""
    entry = left_behind(cloud)
    cloud.invert(ID, entry.version, True)
    return entry


def test_inversion_is_taken_back(cloud: Cloud, journal: Journal) -> None:
    restored = restore(cloud.account, journal, killed(cloud))
    assert (restored.done, restored.text) == (True, f"the health check of {EAST} is put back: it is not inverted again")
    assert not cloud.checks[ID].inverted and journal.read() is None


def test_check_that_was_never_inverted_is_left(cloud: Cloud, journal: Journal) -> None:
    assert restore(cloud.account, journal, left_behind(cloud)).text == f"the health check of {EAST} is as it was"
    assert cloud.calls == [] and journal.read() is None


def test_check_that_somebody_put_back_is_left(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    cloud.change(ID, inverted=False)
    assert restore(cloud.account, journal, entry).text.endswith("was put back by somebody else already")
    assert cloud.calls == [(ID, True)] and journal.read() is None


def test_other_settings_that_somebody_changed_are_kept(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    cloud.change(ID, HealthThreshold=1)
    restored = restore(cloud.account, journal, entry)
    assert restored.text.endswith("again; what somebody else changed is left: HealthThreshold")
    assert not cloud.checks[ID].inverted and cloud.checks[ID].settings["HealthThreshold"] == 1


def test_inversion_that_somebody_else_set_is_left(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    for inverted in (False, True):
        cloud.change(ID, inverted=inverted)
    restored = restore(cloud.account, journal, entry)
    assert not restored.done and cloud.checks[ID].inverted
    assert "was set by somebody else since the drill (version 6) and is inverted; it is left." in restored.text
    assert restored.text.endswith("`privateapi rehearse active-active --live --restore` puts it back anyway")
    assert journal.read() is not None
    assert restore(cloud.account, journal, entry, anyway=True).done
    assert not cloud.checks[ID].inverted


def test_check_that_is_gone_needs_nothing(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    del cloud.checks[ID]
    assert "does not exist any more" in restore(cloud.account, journal, entry).text
    assert journal.read() is None


def test_throttling_is_waited_out(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    cloud.answers = {"check": [throttled("GetHealthCheck")], "invert": [throttled(), TimeoutError("no answer")]}
    said: list[str] = []
    assert restore(cloud.account, journal, entry, say=said.append).done
    assert not cloud.checks[ID].inverted
    assert [line.partition(":")[0] for line in said] == ["AWS is asked again"] * 3


def test_change_between_the_look_and_the_call_is_seen(cloud: Cloud, journal: Journal) -> None:
    """The version of the call is that of the look: a change in between is refused, and looked at again."""
    entry = killed(cloud)
    real = cloud.check

    def changed_after(id: str) -> object:
        found = real(id)
        if found is not None and "HealthThreshold" in found.settings and found.settings["HealthThreshold"] == 2:
            cloud.change(ID, HealthThreshold=1)
        return found

    cloud.check = changed_after  # type: ignore[method-assign, assignment]
    assert restore(cloud.account, journal, entry).done
    assert not cloud.checks[ID].inverted and cloud.checks[ID].settings["HealthThreshold"] == 1


def test_refusal_is_said_and_the_journal_stays(cloud: Cloud, journal: Journal) -> None:
    entry = killed(cloud)
    cloud.answers = {"invert": [denied("UpdateHealthCheck")]}
    with pytest.raises(DrillError, match=r"is NOT put back: AccessDenied: not authorized \(UpdateHealthCheck\); run"):
        restore(cloud.account, journal, entry)
    assert journal.read() is not None


def test_other_account_is_refused(cloud: Cloud, journal: Journal) -> None:
    cloud.id = "210987654321"
    with pytest.raises(DrillError, match="is in account 123456789012, and the credentials are of 210987654321"):
        restore(cloud.account, journal, left_behind(cloud))
    assert journal.read() is not None


def test_report_that_is_older_than_the_change_is_passed_over(cloud: Cloud, journal: Journal) -> None:
    """The drill was killed before its inversion was reported, so that the reports say healthy, unhealthy, healthy."""
    entry = killed(cloud)
    cloud.now += timedelta(seconds=30)
    assert restore(cloud.account, journal, entry).done
    seen: list[bool] = []
    cloud.meanwhile = lambda cloud: seen.append(cloud.reported(ID))
    begun = cloud.now
    await_report(cloud.account, ID, poll=0.0, stop=threading.Event())
    assert seen[0] and False in seen and cloud.reported(ID)
    assert (cloud.now - begun).total_seconds() == 60


def test_report_is_waited_for_in_vain(cloud: Cloud) -> None:
    cloud.healthy[ID] = False
    cloud.change(ID)
    cloud.now += timedelta(seconds=60)
    cloud.answers["statuses"] = [throttled("GetMetricData")]
    begun = cloud.now
    await_report(cloud.account, ID, poll=0.0, stop=threading.Event())
    assert (cloud.now - begun).total_seconds() == 190


def test_waiting_for_a_report_can_be_stopped(cloud: Cloud) -> None:
    stop, looks = threading.Event(), list[Cloud]()

    def look(cloud: Cloud) -> None:
        looks.append(cloud)
        stop.set()

    cloud.meanwhile = look
    await_report(cloud.account, ID, poll=0.0, stop=stop)
    assert len(looks) == 1


def test_refusal_while_a_report_is_waited_for(cloud: Cloud) -> None:
    cloud.answers["statuses"] = [denied("GetMetricData")]
    with pytest.raises(ClientError):
        await_report(cloud.account, ID, poll=0.0, stop=threading.Event())
