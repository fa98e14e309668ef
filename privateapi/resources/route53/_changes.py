"""Changes of Route 53: it answers at once, and all of its name servers know of the change half a minute later."""

from collections.abc import Mapping
from typing import Any

from privateapi.provider.context import Context

FIRST_LOOK = 10.0
"""Seconds before a change that is under way is asked for; an account has five calls in a second for all of Route 53."""


def wait_in_sync(ctx: Context, answer: Mapping[str, Any]) -> None:
    """Wait until all name servers know of the change that a call answered with."""
    info = answer["ChangeInfo"]
    if info["Status"] != "INSYNC":
        ctx.status("waiting for the change to reach all name servers")
        ctx.cancelled.wait(FIRST_LOOK)
        ctx.wait("route53", "ResourceRecordSetsChanged", Id=info["Id"])


class Changes:
    """Changes that creations leave for their set-up to wait for, so that an id is never lost in a wait."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, str], Mapping[str, Any]] = {}

    def leave(self, ctx: Context, id: str, answer: Mapping[str, Any]) -> None:
        """Keep the change of a creation."""
        self._left[ctx.token, id] = answer

    def wait(self, ctx: Context, id: str) -> None:
        """Wait for what the creation left; a set-up that is run again later has nothing to wait for."""
        answer = self._left.pop((ctx.token, id), None)
        if answer is not None:
            wait_in_sync(ctx, answer)
