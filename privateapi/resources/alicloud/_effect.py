"""Waiting until API Gateway resolves a name as it was told."""

from typing import Annotated

from pydantic import Field

from privateapi.facts.naming import naming_facts
from privateapi.provider.context import Context
from privateapi.provider.errors import CancelledError
from privateapi.provider.markers import WriteOnly

WaitSeconds = Annotated[int, Field(ge=0, le=3600), WriteOnly()]
"""Seconds to wait after a change: no action of the API tells whether it has taken effect."""


def wait_for_effect(ctx: Context, seconds: int) -> None:
    """Wait as long as the program asks for, and say why.

    Raises:
        CancelledError: the user asked to stop.
    """
    if not seconds:
        return
    usual = naming_facts().ranges["alibaba.apigw.change_seconds"].lowest // 60
    ctx.status(f"waiting {seconds} seconds for the change: API Gateway takes about {usual} minutes to resolve by it")
    if ctx.cancelled.wait(seconds):
        raise CancelledError
