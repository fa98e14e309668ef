"""A corrected server for the tests below, and moto as it is for the canaries."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients


@pytest.fixture(scope="session")
def aws_endpoint() -> Iterator[Endpoint]:
    """One corrected server in a thread, for all tests of the session."""
    with serve() as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def _clients(aws_endpoint: Endpoint) -> Clients:
    return Clients(aws_endpoint)


@pytest.fixture
def aws(aws_endpoint: Endpoint, _clients: Clients) -> Clients:
    """boto3 clients of the corrected server, which is empty at the start of the test."""
    aws_endpoint.reset()
    return _clients


@pytest.fixture(scope="session")
def _plain_clients() -> Iterator[Clients]:
    """moto without corrections, in a process of its own, because corrections patch this one."""
    script = Path(__file__).with_name("plain_moto.py")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Clients(json.loads(process.stdout.readline())["endpoint"])
        finally:
            process.kill()


@pytest.fixture
def plain_aws(_plain_clients: Clients) -> Clients:
    """boto3 clients of moto as it is, which is empty at the start of the test."""
    request = urllib.request.Request(f"{_plain_clients.endpoint}/moto-api/reset", method="POST")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()
    return _plain_clients


@pytest.fixture
def canary(plain_aws: Clients) -> Callable[[Callable[[Clients], None]], None]:
    """Take a check that corrected moto passes and assert that moto alone still fails it."""

    def sing(check: Callable[[Clients], None]) -> None:
        try:
            check(plain_aws)
        except (Exception, pytest.fail.Exception):
            return
        pytest.fail(f"moto passes {check.__name__} by itself now: that part of the correction can go")

    return sing
