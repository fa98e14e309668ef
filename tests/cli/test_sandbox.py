"""The sandbox from the command line, with the real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from privateapi.sandbox import process


@pytest.fixture(autouse=True)
def stopped(project: Path) -> Iterator[None]:
    yield
    process.stop(project)


def test_start_status_reset_stop(privateapi: Any, project: Path) -> None:
    result = privateapi("sandbox", "status", "--json")
    assert (result.code, json.loads(result.out)) == (1, {"aws": None, "alicloud": None})

    started = privateapi("sandbox", "start")
    assert started.code == 0
    result = privateapi("sandbox", "status", "--json")
    clouds = json.loads(result.out)
    assert (result.code, list(clouds)) == (0, ["aws", "alicloud"])
    aws = clouds["aws"]
    for server in clouds.values():
        assert set(server) == {"endpoint", "pid"} and server["endpoint"].startswith("http://127.0.0.1:")
    lines = [f"sandbox: {cloud} at {each['endpoint']}, process {each['pid']}\n" for cloud, each in clouds.items()]
    assert started.out == "".join(lines)
    assert urlopen(aws["endpoint"] + "/moto-api/data.json", timeout=10).status == 200

    shown = privateapi("sandbox", "clock", "--speed", "0", "--advance", "86400")
    assert shown.code == 0 and shown.out.endswith("goes 0 times as fast as real time\n")
    assert privateapi("sandbox", "clock").out == shown.out
    result = privateapi("sandbox", "clock", "--speed", "-1")
    assert result.code == 1
    assert "setting the clock of the AWS sandbox: speed=-1.0 is refused; numbers from 0 are right" in result.err

    assert privateapi("sandbox", "start").out == started.out
    before = process.status(project)
    assert before is not None
    assert privateapi("sandbox", "reset").out == "the sandbox is empty\n"
    after = process.status(project)
    assert after is not None and after.aws.instance != before.aws.instance
    assert after.alicloud.instance != before.alicloud.instance

    result = privateapi("sandbox", "stop")
    assert (result.code, result.out) == (0, "sandbox: not running\n")
    result = privateapi("sandbox", "status")
    assert (result.code, result.out) == (1, "sandbox: not running\n")


def test_reset_of_a_stopped_sandbox_is_refused(privateapi: Any) -> None:
    result = privateapi("sandbox", "reset")
    assert (result.code, result.err) == (1, "error: emptying the AWS sandbox: it is not running\n")


def test_clock_of_a_stopped_sandbox_is_refused(privateapi: Any) -> None:
    result = privateapi("sandbox", "clock")
    assert (result.code, result.err) == (1, "error: asking the AWS sandbox for its clock: it is not running\n")


def test_stop_of_a_stopped_sandbox_is_fine(privateapi: Any) -> None:
    assert privateapi("sandbox", "stop").code == 0
