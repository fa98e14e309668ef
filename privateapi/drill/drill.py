"""One drill: invert, watch the status and the answers until they move, put back, watch until they are back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from botocore.exceptions import BotoCoreError, ClientError

from privateapi.drill.account import REPORTED_SECONDS, Account, is_passing
from privateapi.drill.answers import Answered, Answers, arrivals
from privateapi.drill.asking import ask
from privateapi.drill.errors import DrillError
from privateapi.drill.journal import Entry, Journal
from privateapi.drill.plan import Plan
from privateapi.drill.restoring import restore
from privateapi.provider.errors import PluginError, describe
from privateapi.topology.model import Topology
from privateapi.topology.rehearsal import Verdict


@dataclass(frozen=True, slots=True)
class Settings:
    """How to watch: seconds of real time, but `limit` and `hold`, which are of the cloud's.

    `servers` are name servers that see the private zone and are asked, too; an answer that they keep decides nothing.
    """

    poll: float = 5.0
    limit: float = 900.0
    hold: float = 0.0
    servers: tuple[tuple[str, int], ...] = ()


@dataclass
class Report:
    """What a drill found. Times are seconds of the cloud from the change on; None for what did not happen.

    `lost` is why it was put back early: a client had no sound answer. `before` and `during` are by client; `moved` and
    `returned` too, of the clients that the Region served before.
    """

    plan: Plan
    before: Mapping[str, Answered]
    during: dict[str, Answered] = field(default_factory=dict)
    moved: dict[str, float] = field(default_factory=dict)
    returned: dict[str, float] = field(default_factory=dict)
    status_moved: float | None = None
    status_returned: float | None = None
    interrupted: bool = False
    lost: str = ""
    restored: str = ""

    @property
    def served(self) -> tuple[str, ...]:
        """The clients that the Region served before."""
        return tuple(label for label, answer in self.before.items() if self.plan.region in answer.regions)

    @property
    def complete(self) -> bool:
        """Whether everything moved and came back."""
        times = (self.status_moved, self.status_returned)
        return not self.lost and None not in times and {*self.served} == {*self.moved} == {*self.returned}

    @property
    def kept_seconds(self) -> int:
        """How long a client that asked just before keeps the earlier answer."""
        return max((self.before[label].kept_seconds for label in self.served), default=0)

    @property
    def expected_seconds(self) -> int:
        """What the settings add up to, until the last client has the new answer: the report's minute and the TTL."""
        return REPORTED_SECONDS + self.kept_seconds


class Drill:
    """A drill that has been looked at and can begin. `say` gets a line for each change; `stop` ends it early."""

    def __init__(
        self,
        account: Account,
        plan: Plan,
        design: Topology,
        journal: Journal,
        *,
        settings: Settings,
        say: Callable[[str], None],
        stop: threading.Event,
    ) -> None:
        """`design` is the deployed stack, whose routes and security groups are followed to what takes over.

        Raises:
            DrillError: the drill would take a client its answer, or would tell nothing.
        """
        self._account, self._plan, self._journal = account, plan, journal
        self._settings, self._say, self._stop = settings, say, stop
        self._answers = Answers(account.read(plan), plan)
        self.unseen = self._answers.unseen
        self.unjudged: dict[str, str] = {}
        """Why it is not known whether a client reaches what takes over, by its label."""
        self._design = design
        self._ids = list(self._answers.checks.values())
        self._check = self._looked_at()
        self._begun = account.now

    def _looked_at(self) -> Entry:
        plan, account = self._plan, self._account
        check = account.check(plan.health_check_id)
        if check is None:
            raise DrillError(
                f"the health check {plan.health_check_id} of {plan.region} does not exist; "
                f"`privateapi refresh {plan.stack}` and `privateapi up {plan.stack}` make it again"
            )
        if check.inverted:
            raise DrillError(
                f"the health check of {plan.region} is inverted already: by `drill: true` in the configuration of the "
                "stack, or by somebody else's drill"
            )
        statuses = account.statuses(self._ids)
        unknown = sorted(set(self._ids) - set(statuses))
        if unknown:
            raise DrillError(
                f"Route 53 has reported no status of {', '.join(unknown)} yet; a new health check needs some minutes"
            )
        if not statuses[plan.health_check_id]:
            raise DrillError(
                f"the health check of {plan.region} is unhealthy now: inverted, it would let a dead Region answer"
            )
        self.before = self._answers.under(statuses)
        inverted = {**statuses, plan.health_check_id: False}
        self.expected = self._answers.under(inverted)
        for label, answer in self.expected.items():
            if answer.fault or plan.region in answer.regions:
                why = answer.fault or f"{plan.region} would still answer"
                raise DrillError(f"without {plan.region}, {label} gets no sound answer ({why}); nothing is changed")
        for label, cell in arrivals(self._design, plan, inverted):
            if cell.verdict.bad:
                raise DrillError(
                    f"without {plan.region}, {label} is not served ({cell.verdict}: {cell.why}); nothing is changed"
                )
            if cell.verdict is Verdict.UNJUDGED:
                self.unjudged[label] = cell.why
        return Entry(
            stack=plan.stack,
            account=account.id,
            region=plan.region,
            name=plan.name,
            health_check_id=plan.health_check_id,
            inverted=check.inverted,
            version=check.version,
            settings=dict(check.settings),
            begun=account.now.isoformat(),
        )

    def run(self) -> Report:
        """Do it. Whatever happens, the health check is put back before this returns or raises.

        Raises:
            DrillError: AWS refuses something; the text says whether it is put back.
        """
        report = Report(self._plan, self.before)
        self._journal.write(self._check)
        entry = self._check
        try:
            inverted = self._account.invert(entry.health_check_id, entry.version, not entry.inverted)
            entry = entry.model_copy(update={"inverted_version": inverted.version})
            self._journal.write(entry)
            self._begun = self._account.now
            self._say(f"the health check of {self._plan.region} is inverted")
            self._watch(report, away=True)
            if not report.lost:
                self._pause(report)
        except (ClientError, BotoCoreError, PluginError) as error:
            raise DrillError(f"the drill ended early: {describe(error)}") from error
        finally:
            report.interrupted = self._stop.is_set()
            restored = restore(self._account, self._journal, entry, say=self._say)
            report.restored = restored.text
            self._say(restored.text)
        if restored.done:
            self._stop.clear()
            self._begun = self._account.now
            try:
                self._watch(report, away=False)
            except (ClientError, BotoCoreError) as error:
                raise DrillError(f"{restored.text}; that it is back was not seen: {describe(error)}") from error
        return report

    def _watch(self, report: Report, *, away: bool) -> None:
        """Look until the status and the answers have moved, time is up, or somebody says stop."""
        times = report.moved if away else report.returned
        # The cloud's time may stand still: of a sandbox by its user, of an account that does not answer.
        begun = time.monotonic()
        known: dict[str, Answered] = {}
        asked: dict[str, str] = {}
        status: bool | None = None
        while not self._stop.is_set():
            look = self._look()
            passed = self._passed()
            if look is not None:
                statuses, answers = look
                now = statuses.get(self._plan.health_check_id)
                if now is not None and now != status:
                    self._say_at(passed, f"the health check of {self._plan.region} is {_healthy(now)}")
                    if now != away:
                        if away:
                            report.status_moved = passed
                        else:
                            report.status_returned = passed
                status = now
                for label, answer in answers.items():
                    if known.get(label) != answer:
                        self._say_at(passed, f"{label} gets {answer}")
                known = answers
                for server in self._settings.servers:
                    said = ask(server, self._plan.name)
                    if asked.get(server[0]) != said:
                        self._say_at(passed, f"{server[0]} answers {said}")
                    asked[server[0]] = said
                if away:
                    report.during = answers
                    if self._is_lost(report, answers):
                        return
                for label in report.served:
                    gone = self._plan.region not in answers[label].regions
                    if label not in times and (gone if away else answers[label] == report.before[label]):
                        times[label] = passed
                if status is (not away) and all(label in times for label in report.served):
                    return
            if max(passed, time.monotonic() - begun) > self._settings.limit:
                self._say_at(passed, f"that is the limit of {self._settings.limit:g} s; not everything has moved")
                return
            self._stop.wait(self._settings.poll)

    def _look(self) -> tuple[dict[str, bool], dict[str, Answered]] | None:
        try:
            statuses = self._account.statuses(self._ids)
        except (ClientError, BotoCoreError) as error:
            if not is_passing(error):
                raise
            self._say(f"AWS is asked again: {describe(error)}")
            return None
        return statuses, self._answers.under(statuses)

    def _pause(self, report: Report) -> None:
        """Hold for some of the cloud's time, for as long as every client has a sound answer."""
        begun: datetime = self._account.now
        while not self._stop.is_set() and (self._account.now - begun).total_seconds() < self._settings.hold:
            self._stop.wait(self._settings.poll)
            look = self._look()
            if look is not None:
                _, answers = look
                report.during = answers
                if self._is_lost(report, answers):
                    return

    def _is_lost(self, report: Report, answers: Mapping[str, Answered]) -> bool:
        """Whether a client gets what is not sound, or the Region once more: what took over has failed meanwhile."""
        region = self._plan.region
        for label, answer in answers.items():
            before = report.before[label]
            if label not in report.moved and answer in (before, self.expected[label]):
                continue
            allowed = 0.0 if label in report.moved else before.share_of(region)
            if answer.fault or answer.share_of(region) > allowed:
                report.lost = f"{label} gets {answer}: {answer.fault or f'{region} answers once more'}"
                self._say_at(self._passed(), f"{report.lost}; it is put back at once")
                return True
        return False

    def _passed(self) -> float:
        return (self._account.now - self._begun).total_seconds()

    def _say_at(self, passed: float, text: str) -> None:
        self._say(f"{passed:6.0f} s  {text}")


def _healthy(status: bool) -> str:
    return "healthy" if status else "unhealthy"
