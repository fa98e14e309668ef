"""The sandbox as a process: started once, found again, emptied, stopped, and never mistaken for another."""

from __future__ import annotations

import http.server
import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox import process
from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import Clients as AliClients
from privateapi.sandbox.aws.testing import Clients
from privateapi.sandbox.process import CLOUDS, Cloud, Sandbox, SandboxError

TITLES = {"aws": "AWS", "alicloud": "Alibaba Cloud"}


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


def _record(root: Path, value: Any, cloud: Cloud) -> Path:
    path = root / ".sandbox" / f"{cloud}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def _instances(sandbox: Sandbox) -> set[str]:
    return {sandbox.aws.instance, sandbox.alicloud.instance, sandbox.instance}


def test_life_of_a_sandbox(root: Path) -> None:
    assert process.status(root) is None
    with ThreadPoolExecutor(4) as pool:
        started = set(pool.map(lambda _: process.start(root), range(4)))
    assert len(started) == 1, "starting at the same time gives one server of each cloud"
    (first,) = started
    assert len({first.aws.pid, first.alicloud.pid, os.getpid()}) == 3
    assert process.status(root) == first
    assert process.servers(root) == {"aws": first.aws, "alicloud": first.alicloud}
    for server in (first.aws, first.alicloud):
        assert os.getsid(server.pid) == server.pid, "its own session, so that it outlives the starter's terminal"

    vpc = Clients(first.aws.endpoint)("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]
    assert vpc["State"] in ("pending", "available")
    ali = AliClients(first.alicloud.endpoint)
    ali.call(VPC, "CreateVpc")
    emptied = process.reset(root)
    assert (emptied.aws.pid, emptied.alicloud.pid) == (first.aws.pid, first.alicloud.pid)
    assert not _instances(emptied) & _instances(first)
    assert process.status(root) == emptied
    vpcs = Clients(first.aws.endpoint)("ec2").describe_vpcs()["Vpcs"]
    assert [vpc["IsDefault"] for vpc in vpcs] == [True]
    assert ali.call(VPC, "DescribeVpcs")["TotalCount"] == 0

    process.stop(root)
    assert (process.status(root), process.servers(root)) == (None, {})
    assert [path.suffix for path in (root / ".sandbox").iterdir() if path.suffix == ".json"] == []
    again = process.start(root)
    assert not _instances(again) & (_instances(first) | _instances(emptied))


def test_server_that_died_is_started_again_and_the_other_is_emptied(root: Path) -> None:
    first = process.start(root)
    Clients(first.aws.endpoint)("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    os.kill(first.alicloud.pid, signal.SIGKILL)
    while process.status(root) is not None:
        continue
    assert process.servers(root) == {"aws": first.aws}
    with pytest.raises(SandboxError, match="emptying the Alibaba Cloud sandbox: it is not running"):
        process.reset(root)

    again = process.start(root)
    assert again.aws.pid == first.aws.pid and again.alicloud.pid != first.alicloud.pid
    assert not _instances(again) & _instances(first)
    assert len(Clients(first.aws.endpoint)("ec2").describe_vpcs()["Vpcs"]) == 1


def test_stop_of_a_stopped_sandbox_is_fine(tmp_path: Path) -> None:
    process.stop(tmp_path)
    assert process.status(tmp_path) is None


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
@pytest.mark.parametrize("cloud", CLOUDS)
def test_status_of_a_damaged_file(tmp_path: Path, cloud: Cloud, case: str, text: str) -> None:
    _record(tmp_path, {}, cloud).write_text(text, encoding="utf-8")
    assert process.servers(tmp_path) == {}, case


def test_status_of_a_server_that_died(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    _record(tmp_path, {"endpoint": f"http://127.0.0.1:{port}", "pid": os.getpid(), "instance": "a"}, "aws")
    assert process.servers(tmp_path) == {}


@pytest.mark.parametrize(
    ("case", "difference"),
    [
        ("a process id that another server has", {"pid": -1}),
        ("an instance id of an older server", {"instance": "older"}),
        ("an answer of another kind", {"pid": None}),
    ],
)
@pytest.mark.parametrize("cloud", CLOUDS)
def test_stop_leaves_other_servers_alone(
    tmp_path: Path, impostor: tuple[str, dict[str, Any]], cloud: Cloud, case: str, difference: dict[str, Any]
) -> None:
    endpoint, answer = impostor
    recorded = {"endpoint": endpoint, "pid": os.getpid(), "instance": "a"}
    answer.update(recorded, **difference)
    path = _record(tmp_path, recorded, cloud)
    assert process.servers(tmp_path) == {}, case
    # A stop that believed the file would end this very test process.
    process.stop(tmp_path)
    assert not path.exists()


@pytest.mark.parametrize("cloud", CLOUDS)
def test_start_that_fails_shows_the_end_of_the_log(tmp_path: Path, cloud: Cloud) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SandboxError) as failed:
            process.start(tmp_path, {cloud: port})
    message = str(failed.value)
    assert message.startswith(f"starting the {TITLES[cloud]} sandbox: the server ended with code 1\n")
    assert f"the end of {tmp_path / '.sandbox' / f'{cloud}.log'}:" in message
    assert f"cannot listen on port {port}" in message
    assert process.servers(tmp_path) == {}, "no server of the other cloud is left"


def test_start_ignores_the_profile_of_the_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "does-not-exist")
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "000000000000")
    endpoint = process.start(root).aws.endpoint
    monkeypatch.delenv("AWS_PROFILE")
    assert Clients(endpoint)("sts").get_caller_identity()["Account"] == "123456789012"
