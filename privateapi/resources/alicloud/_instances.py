"""Dedicated instances of API Gateway, as the resources that change something of them see them."""

import functools
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

from pydantic import AfterValidator

from privateapi.facts.alibaba import alibaba_facts
from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError

RUNNING = "RUNNING"
"""The state in which an instance takes changes; no other name of a state is documented."""
CHANGE_TIMEOUT = 25 * 60.0
"""Seconds that an instance may take for one change, as in terraform-provider-alicloud."""

Instance = Mapping[str, Any]
"""An item of `Instances.InstanceAttribute` (DescribeInstances)."""


def _dedicated(value: str) -> str:
    if value in alibaba_facts().choices["apigw.shared_instances"]:
        raise ValueError(
            f"{value!r} is a shared (serverless) instance; give the id of a dedicated one, such as "
            "apigateway-hz-ead4f4b0bac8"
        )
    return value


DedicatedInstance = Annotated[str, AfterValidator(_dedicated)]
"""The id of a dedicated instance."""


class NoInstanceError(PluginError):
    """The region has no instance with the id: what was on it is gone, too."""


def find_instance(ctx: Context, id: str) -> Instance | None:
    """The instance; ``None`` when the region has none with this id."""
    found = ctx.call("cloudapi", "DescribeInstances", {"InstanceId": id})
    listed = (found.get("Instances") or {}).get("InstanceAttribute") or []
    return next((each for each in listed if each.get("InstanceId") == id), None)


def need_instance(ctx: Context, id: str) -> Instance:
    """As :func:`find_instance`.

    Raises:
        NoInstanceError: there is no such instance.
    """
    found = find_instance(ctx, id)
    if found is None:
        raise NoInstanceError(
            f"there is no API Gateway instance {id!r} in {ctx.region}; a dedicated one there is needed"
        )
    return found


def running_instance(ctx: Context, id: str) -> Instance:
    """The instance when it takes changes.

    Raises:
        NoInstanceError: there is no such instance.
        WaitError: it did not get there in time.
    """
    found = need_instance(ctx, id)
    if found.get("Status") == RUNNING:
        return found
    ctx.status(f"waiting for API Gateway instance {id}, which is {found.get('Status')}, until it is {RUNNING}")
    ctx.until(lambda: need_instance(ctx, id).get("Status") == RUNNING, CHANGE_TIMEOUT)
    return need_instance(ctx, id)


@contextmanager
def changing(ctx: Context, id: str) -> Iterator[Instance]:
    """Have the instance alone, in the state in which it takes changes: it takes one at a time."""
    with _lock(ctx.region, id):
        yield running_instance(ctx, id)


@functools.cache
def _lock(region: str, id: str) -> threading.Lock:
    return threading.Lock()
