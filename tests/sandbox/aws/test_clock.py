"""The sandbox's clock: faster than real time, put forward, standing still."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from privateapi.sandbox.aws.clock import Clock, time_of
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients


class Real:
    """Real time, as the test says."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_new_clock_stands_still() -> None:
    real = Real()
    clock = Clock(real=real)
    before = clock.now()
    real.seconds += 5
    assert clock.now() == before


def test_speed_counts_from_when_it_is_set() -> None:
    real = Real()
    clock = Clock(speed=1.0, real=real)
    before = clock.now()
    real.seconds += 10
    clock.speed = 30.0
    real.seconds += 2
    assert clock.now() - before == timedelta(seconds=10 + 60)


def test_clock_is_put_forward() -> None:
    clock = Clock()
    minute = clock.minute
    clock.advance(120)
    assert clock.minute == minute + 2
    assert time_of(clock.minute) <= clock.now() < time_of(clock.minute + 1)


def _ask(endpoint: str, method: str, query: str = "") -> dict[str, object]:
    request = Request(f"{endpoint}/privateapi/clock{query}", method=method)
    with build_opener(ProxyHandler({})).open(request) as answer:
        found: dict[str, object] = json.loads(answer.read())
        return found


def test_server_shows_and_sets_its_clock(aws: Clients, aws_endpoint: Endpoint) -> None:
    shown = _ask(aws_endpoint, "GET")
    assert shown["speed"] == 0
    assert _ask(aws_endpoint, "GET", "?advance=60") == shown, "only a POST sets it"
    later = _ask(aws_endpoint, "POST", "?advance=3600")
    assert str(later["now"]) > str(shown["now"])
    dates = [
        aws("sts").get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]["date"],
        aws("route53").list_hosted_zones()["ResponseMetadata"]["HTTPHeaders"]["date"],
    ]
    hour = str(later["now"])[11:13]
    assert all(f" {hour}:" in date for date in dates), "answers carry the clock's time"


@pytest.mark.parametrize("query", ["?advance=-1", "?speed=fast", "?speed=inf", "?speed=nan"])
def test_clock_refuses_what_is_no_time(aws_endpoint: Endpoint, query: str) -> None:
    with pytest.raises(HTTPError) as refused:
        _ask(aws_endpoint, "POST", query)
    with refused.value as answer:
        assert answer.code == 400
