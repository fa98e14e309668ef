"""What one VPC sees of a design, with failures that are switched on and off."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from privateapi.topology.dns import Answer, Resolver
from privateapi.topology.failures import Failure, Failures
from privateapi.topology.model import Vpc


class View:
    """The answers to a VPC. Failures may be switched while other threads ask."""

    def __init__(self, resolver: Resolver, failures: Failures, vpc: Vpc) -> None:
        self.vpc = vpc
        self._usual = resolver
        self._failures = failures
        self._lock = Lock()
        self._failed: tuple[Failure, ...] = ()
        self._now = resolver

    @property
    def failed(self) -> tuple[Failure, ...]:
        """What has failed, in the order in which it did."""
        return self._failed

    def answer(self, name: str, type: str) -> Answer:
        """What the VPC gets for a name."""
        with self._lock:
            return self._now.answer(self.vpc, name, type, explain=False)

    def find(self, text: str) -> Failure:
        """The failure that a text such as `region:us-east-1` names.

        Raises:
            UnknownFailureError: there is none; the message lists those that exist.
        """
        return self._failures.find(text)

    def fail(self, *failures: Failure) -> None:
        """Lets these fail, too."""
        self.replace((*self._failed, *failures))

    def restore(self, *failures: Failure) -> None:
        """Lets these work again."""
        self.replace(each for each in self._failed if each not in failures)

    def replace(self, failures: Iterable[Failure]) -> None:
        """Lets just these fail."""
        failed = tuple(dict.fromkeys(failures))
        now = self._usual.under(self._failures.outage(*failed).conditions) if failed else self._usual
        with self._lock:
            self._failed, self._now = failed, now
