"""Waiting for the cloud: waiters as data in botocore's own form, and retries while it is not yet consistent.

botocore's runner sleeps without listening for a cancel and always with the same delay, so only its acceptors are
used here; tables are `privateapi/facts/waiters/<service>.json`, and botocore's own waiters are found by name too.
A table's waiter may have one key that botocore's have not: ``reason``, the JMESPath of the cloud's words for a failure.
"""

import functools
import json
import threading
from collections.abc import Callable
from importlib import resources
from typing import Any, TypeVar

import botocore.loaders
import botocore.waiter
import jmespath
import tenacity
from botocore.exceptions import ClientError

from privateapi.provider.errors import CancelledError, WaitError, describe, matches

_T = TypeVar("_T")

FIRST_DELAY = 0.25
"""Seconds before the second poll; later ones double up to the waiter's own delay."""


@functools.cache
def waiter_model(service: str) -> botocore.waiter.WaiterModel:
    """botocore's waiters of a service, with ours added over them."""
    try:
        waiters = dict(botocore.loaders.create_loader().load_service_model(service, "waiters-2")["waiters"])
    except botocore.exceptions.UnknownServiceError:
        waiters = {}
    return botocore.waiter.WaiterModel({"version": 2, "waiters": {**waiters, **_own_waiters(service)}})


@functools.cache
def _own_waiters(service: str) -> dict[str, dict[str, Any]]:
    path = resources.files("privateapi") / "facts" / "waiters" / f"{service}.json"
    if not path.is_file():
        return {}
    waiters: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["waiters"]
    return waiters


def wait(client: Any, name: str, cancelled: threading.Event, timeout: float | None, params: dict[str, Any]) -> None:
    """Poll until the waiter succeeds.

    ``timeout`` is in seconds; ``None`` means the waiter's own delay times its attempts.

    Raises:
        WaitError: the waiter failed or ran out of time; the text has the last answer's reason.
        CancelledError: the user asked to stop.
        ClientError: an error that is no acceptor of the waiter.
    """
    service = client.meta.service_model.service_name
    config = waiter_model(service).get_waiter(name)
    reason_path = _own_waiters(service).get(name, {}).get("reason")
    call = botocore.waiter.NormalizedOperationMethod(getattr(client, _method(client, config.operation)))

    def poll() -> str:
        answer = call(**params)
        for acceptor in config.acceptors:
            if acceptor.matcher_func(answer):
                if acceptor.state == "failure":
                    raise WaitError(f"waiting for {name}: {_reason(config.operation, answer, acceptor, reason_path)}")
                return str(acceptor.state)
        if "Error" in answer:
            raise ClientError(answer, config.operation)
        return "retry"

    limit = timeout if timeout else float(config.delay * config.max_attempts)
    again = tenacity.retry_if_result(lambda state: state == "retry")
    _retrying(cancelled, limit, again, config.delay)(poll)


def retry(
    call: Callable[[], _T], codes: frozenset[str], cancelled: threading.Event, timeout: float, delay: float = 5.0
) -> _T:
    """Call again while AWS answers with one of these error codes, for at most ``timeout`` seconds.

    Raises:
        ClientError: the last answer, when time is up or at once when its code is not in the table.
        CancelledError: the user asked to stop.
    """
    return retry_while(call, lambda error: matches(error, codes), cancelled, timeout, delay)


def retry_while(
    call: Callable[[], _T],
    again: Callable[[BaseException], bool],
    cancelled: threading.Event,
    timeout: float,
    delay: float = 5.0,
    at_least: Callable[[BaseException], float] = lambda error: 0.0,
) -> _T:
    """Call again while the errors are such that it may help, for at most ``timeout`` seconds.

    ``at_least`` is how long the cloud asks to wait after an error, in seconds.

    Raises:
        CancelledError: the user asked to stop. Any other error is the last one of the call.
    """
    return _retrying(cancelled, timeout, tenacity.retry_if_exception(again), delay, at_least)(call)


def until(look: Callable[[], bool], cancelled: threading.Event, timeout: float, delay: float = 5.0) -> None:
    """Look again until it is so.

    Raises:
        WaitError: it is not so after ``timeout`` seconds.
        CancelledError: the user asked to stop.
    """
    _retrying(cancelled, timeout, tenacity.retry_if_result(lambda found: not found), delay)(look)


def appears(look: Callable[[], _T | None], cancelled: threading.Event, timeout: float) -> _T | None:
    """Look again while nothing is found; ``None`` when there was nothing for ``timeout`` seconds.

    Raises:
        CancelledError: the user asked to stop.
    """
    try:
        return _retrying(cancelled, timeout, tenacity.retry_if_result(lambda found: found is None), 2.0)(look)
    except WaitError:
        return None


def _retrying(
    cancelled: threading.Event,
    limit: float,
    again: tenacity.retry_base,
    delay: float,
    at_least: Callable[[BaseException], float] = lambda error: 0.0,
) -> tenacity.Retrying:
    longer = tenacity.wait_exponential(multiplier=FIRST_DELAY, max=max(delay, FIRST_DELAY))

    def pause(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome is not None else None
        return max(longer(state), at_least(error) if error is not None else 0.0)

    def give_up(state: tenacity.RetryCallState) -> Any:
        if cancelled.is_set():
            raise CancelledError
        if state.outcome is not None and state.outcome.failed:
            return state.outcome.result()
        raise WaitError(
            f"not ready after {limit:.0f} seconds; raise the resource's custom timeout, or look at it in the console"
        )

    return tenacity.Retrying(
        retry=again,
        sleep=tenacity.sleep_using_event(cancelled),
        stop=tenacity.stop_any(tenacity.stop_after_delay(limit), tenacity.stop_when_event_set(cancelled)),
        wait=pause,
        retry_error_callback=give_up,
    )


def _method(client: Any, operation: str) -> str:
    methods: dict[str, str] = client.meta.method_to_api_mapping
    return next(name for name, api in methods.items() if api == operation)


def _reason(operation: str, answer: dict[str, Any], acceptor: Any, path: str | None) -> str:
    if "Error" in answer:
        return describe(ClientError(answer, operation))
    words = jmespath.search(path, answer) if path else None
    if not (acceptor.matcher.startswith("path") and isinstance(acceptor.expected, str)):
        return str(words or acceptor.explanation)
    return f"it is {acceptor.expected!r}" + (f": {words}" if words else "")
