"""Puts back what a journal says, and only that: what somebody else changed meanwhile is left and said."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from privateapi.drill.account import REPORTED_SECONDS, Account, Check, changed, is_passing
from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Entry, Journal
from privateapi.provider.errors import PluginError, describe, matches
from privateapi.provider.waiting import retry_while

_MISMATCH = frozenset({"HealthCheckVersionMismatch"})
# For so long AWS may throttle or be away.
PATIENCE_SECONDS = 900.0
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Restored:
    """The end of putting back, in words; `done` is whether the health check is as it was."""

    text: str
    done: bool = True


def restore(
    account: Account,
    journal: Journal,
    entry: Entry,
    *,
    anyway: bool = False,
    patience: float = PATIENCE_SECONDS,
    say: Callable[[str], None] = lambda text: None,
) -> Restored:
    """Let the health check be inverted as it was before the drill, and remove the journal.

    `anyway` puts back also what somebody else set to the same value. Throttling is waited out for `patience` seconds.

    Raises:
        DrillError: it is not the account of the drill, or AWS refuses; the journal stays.
    """
    command = f"privateapi rehearse {entry.stack} --live --restore"

    def again(error: BaseException) -> bool:
        passing = is_passing(error)
        if passing:
            say(f"AWS is asked again: {describe(error)}")
        return passing

    try:
        if account.id != entry.account:
            raise DrillError(
                f"the health check {entry.health_check_id} of {entry.region} is in account {entry.account}, and the "
                f"credentials are of {account.id}; use its credentials and run `{command}`"
            )
        for _ in range(_ATTEMPTS):
            try:
                restored = retry_while(
                    lambda: _restore_once(account, entry, anyway), again, threading.Event(), patience, delay=10.0
                )
            except ClientError as error:
                # Changed between the look and the call: look again.
                if matches(error, _MISMATCH):
                    continue
                raise
            if restored.done:
                journal.remove()
                return restored
            return Restored(f"{restored.text} `{command}` puts it back anyway", done=False)
    except (ClientError, BotoCoreError, PluginError) as error:
        raise DrillError(
            f"the health check {entry.health_check_id} of {entry.region} is NOT put back: {describe(error)}; run "
            f"`{command}` when that is mended"
        ) from error
    raise DrillError(
        f"the health check {entry.health_check_id} of {entry.region} is NOT put back: others change it all the time; "
        f"run `{command}`"
    )


def await_report(account: Account, health_check_id: str, *, poll: float, stop: threading.Event) -> None:
    """Wait until Route 53 reports a health check healthy that was put back, for as long as it takes to report it.

    Reports that were made before it was put back are passed over. `poll` is in seconds of real time.
    """
    begun, started = account.now, time.monotonic()
    while not stop.is_set():
        healthy = False
        try:
            healthy = account.statuses([health_check_id]).get(health_check_id, False)
        except (ClientError, BotoCoreError) as error:
            if not is_passing(error):
                raise
        passed = (account.now - begun).total_seconds()
        if healthy and passed >= REPORTED_SECONDS:
            return
        # The cloud's time stands still while it does not answer.
        if max(passed, time.monotonic() - started) > 3 * REPORTED_SECONDS:
            return
        stop.wait(poll)


def _restore_once(account: Account, entry: Entry, anyway: bool) -> Restored:
    what = f"the health check of {entry.region}"
    check = account.check(entry.health_check_id)
    if check is None:
        return Restored(f"{what} ({entry.health_check_id}) does not exist any more: there is nothing to put back")
    if check.inverted == entry.inverted:
        ours = check.version == entry.version
        return Restored(f"{what} is as it was" if ours else f"{what} was put back by somebody else already")
    others = changed(entry.settings, check.settings)
    if check.version != (entry.inverted_version or entry.version + 1) and not others and not anyway:
        return Restored(
            f"{what} was set by somebody else since the drill (version {check.version}) and is "
            f"{_inverted(check)}; it is left.",
            done=False,
        )
    account.invert(entry.health_check_id, check.version, entry.inverted)
    text = f"{what} is put back: it is {'inverted' if entry.inverted else 'not inverted'} again"
    return Restored(f"{text}; what somebody else changed is left: {', '.join(others)}" if others else text)


def _inverted(check: Check) -> str:
    return "inverted" if check.inverted else "not inverted"
