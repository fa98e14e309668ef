"""The sandbox as a process: started once, found again, emptied, stopped, and never mistaken for another."""

from __future__ import annotations

import dataclasses
import http.server
import json
import os
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox import process
from privateapi.sandbox.aws.testing import Clients
from privateapi.sandbox.process import SandboxError, SandboxStatus

STOPPED = SandboxStatus(running=False)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    process.stop(tmp_path)


@pytest.fixture
def impostor() -> Iterator[tuple[str, dict[str, Any]]]:
    """Another server on loopback and the JSON that it answers to every question."""
    answer: dict[str, Any] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", answer
    server.shutdown()
    server.server_close()


def _record(root: Path, value: Any) -> Path:
    path = root / ".sandbox" / "aws.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_life_of_a_sandbox(root: Path) -> None:
    assert process.status(root) == STOPPED
    with ThreadPoolExecutor(4) as pool:
        started = set(pool.map(lambda _: process.start(root), range(4)))
    assert len(started) == 1, "starting at the same time gives one server"
    (first,) = started
    assert first.running and first.pid != os.getpid()
    assert process.status(root) == first
    assert os.getsid(first.pid or 0) == first.pid, "its own session, so that it outlives the starter's terminal"

    vpc = Clients(str(first.endpoint))("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]
    assert vpc["State"] in ("pending", "available")
    emptied = process.reset(root)
    assert emptied == dataclasses.replace(first, instance=emptied.instance)
    assert emptied.instance != first.instance
    assert process.status(root) == emptied
    vpcs = Clients(str(first.endpoint))("ec2").describe_vpcs()["Vpcs"]
    assert [vpc["IsDefault"] for vpc in vpcs] == [True]

    assert process.stop(root) == STOPPED
    assert process.status(root) == STOPPED
    assert not (root / ".sandbox" / "aws.json").exists()
    again = process.start(root)
    assert again.instance not in (first.instance, emptied.instance)


def test_stop_of_a_stopped_sandbox_is_fine(tmp_path: Path) -> None:
    assert process.stop(tmp_path) == STOPPED


def test_reset_of_a_stopped_sandbox_says_so(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="emptying the AWS sandbox: it is not running"):
        process.reset(tmp_path)


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("no JSON", "{"),
        ("no object", "[]"),
        ("a field missing", '{"endpoint": "http://127.0.0.1:1", "pid": 1}'),
        ("a pid that is none", '{"endpoint": "http://127.0.0.1:1", "pid": "x", "instance": "a"}'),
        ("an endpoint that is none", '{"endpoint": "http://[", "pid": 1, "instance": "a"}'),
    ],
)
def test_status_of_a_damaged_file(tmp_path: Path, case: str, text: str) -> None:
    _record(tmp_path, {}).write_text(text, encoding="utf-8")
    assert process.status(tmp_path) == STOPPED, case


def test_status_of_a_server_that_died(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    _record(tmp_path, {"endpoint": f"http://127.0.0.1:{port}", "pid": os.getpid(), "instance": "a"})
    assert process.status(tmp_path) == STOPPED


@pytest.mark.parametrize(
    ("case", "difference"),
    [
        ("a process id that another server has", {"pid": -1}),
        ("an instance id of an older server", {"instance": "older"}),
        ("an answer of another kind", {"pid": None}),
    ],
)
def test_stop_leaves_other_servers_alone(
    tmp_path: Path, impostor: tuple[str, dict[str, Any]], case: str, difference: dict[str, Any]
) -> None:
    endpoint, answer = impostor
    recorded = {"endpoint": endpoint, "pid": os.getpid(), "instance": "a"}
    answer.update(recorded, **difference)
    path = _record(tmp_path, recorded)
    assert process.status(tmp_path) == STOPPED, case
    # A stop that believed the file would end this very test process.
    assert process.stop(tmp_path) == STOPPED
    assert not path.exists()


def test_start_that_fails_shows_the_end_of_the_log(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SandboxError) as failed:
            process.start(tmp_path, port=port)
    message = str(failed.value)
    assert message.startswith("starting the AWS sandbox: the server ended with code 1\n")
    assert f"the end of {tmp_path / '.sandbox' / 'aws.log'}:" in message
    assert f"cannot listen on port {port}" in message
    assert process.status(tmp_path) == STOPPED


def test_start_ignores_the_profile_of_the_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "does-not-exist")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "000000000000")
    endpoint = process.start(root).endpoint
    monkeypatch.delenv("AWS_PROFILE")
    assert Clients(str(endpoint))("sts").get_caller_identity()["Account"] == "123456789012"
