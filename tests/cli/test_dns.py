"""The command as its own process, asked by dnspython: before and during a failure, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import dns.message
import dns.query
import pytest

from privateapi.cli.dns import _say
from tests.cli.conftest import Command

EAST, WEST = "us-east-1", "us-west-2"
ADDRESSES = {EAST: "10.0.0.4", WEST: "10.1.0.4"}
TIMEOUT = 60.0


def _resource(type: str, name: str, inputs: dict[str, Any], id: str) -> dict[str, Any]:
    token = f"aws:{type}"
    urn = f"urn:pulumi:dev::test::{token}::{name}"
    return {"urn": urn, "type": token, "custom": True, "id": id, "inputs": inputs, "outputs": {**inputs, "id": id}}


def _region(region: str, vpc: str) -> list[dict[str, Any]]:
    """A record of the Region whose health check is on an alarm of the Region; without data the alarm goes off."""
    return [
        _resource(
            "ec2/vpc:Vpc",
            f"clients-{region}",
            {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True, "region": region},
            vpc,
        ),
        _resource(
            "cloudwatch/metricAlarm:MetricAlarm",
            region,
            {
                "name": region,
                "region": region,
                "namespace": "AWS/NetworkELB",
                "metricName": "HealthyHostCount",
                "treatMissingData": "breaching",
                "comparisonOperator": "LessThanThreshold",
                "threshold": 1,
                "period": 60,
                "evaluationPeriods": 2,
            },
            region,
        ),
        _resource(
            "route53/healthCheck:HealthCheck",
            region,
            {"type": "CLOUDWATCH_METRIC", "cloudwatchAlarmName": region, "cloudwatchAlarmRegion": region},
            f"check-{region}",
        ),
        _resource(
            "route53/record:Record",
            region,
            {
                "zoneId": "Z1",
                "name": "api.example.internal",
                "type": "A",
                "ttl": 20,
                "records": [ADDRESSES[region]],
                "setIdentifier": region,
                "healthCheckId": f"check-{region}",
                "latencyRoutingPolicies": [{"region": region}],
            },
            f"Z1_api_{region}",
        ),
    ]


@pytest.fixture
def state(tmp_path: Path) -> str:
    vpcs = [{"vpcId": "vpc-1", "vpcRegion": EAST}, {"vpcId": "vpc-2", "vpcRegion": WEST}]
    zone = _resource("route53/zone:Zone", "internal", {"name": "example.internal", "vpcs": vpcs}, "Z1")
    resources = [zone, *_region(EAST, "vpc-1"), *_region(WEST, "vpc-2")]
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
    return str(path)


class Running:
    """The running command."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self.process = process
        self.stdin: IO[str] = process.stdin
        self.stdout: IO[str] = process.stdout
        first = self.stdout.readline()
        port = re.search(r"dig @127\.0\.0\.1 -p (\d+) NAME", first)
        assert port is not None, first + (process.stderr.read() if process.stderr else "")
        self.port = int(port[1])
        self.said()

    def said(self) -> str:
        """The next line on stdout."""
        return self.stdout.readline().rstrip("\n")

    def tell(self, line: str) -> str:
        """What is said to a line on stdin."""
        self.stdin.write(f"{line}\n")
        self.stdin.flush()
        return self.said()

    def ask(self) -> tuple[str, int]:
        """The address that the name has, and its TTL."""
        query = dns.message.make_query("api.example.internal", "A")
        response = dns.query.udp(query, "127.0.0.1", timeout=TIMEOUT, port=self.port)
        (rrset,) = response.answer
        (rdata,) = rrset
        return rdata.to_text(), rrset.ttl

    def end(self, number: signal.Signals) -> tuple[int, str, str]:
        """How it ends after a signal: its exit code and the rest of what it says."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=TIMEOUT)
        return self.process.returncode, out, err


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        # The end of the block closes the pipes and waits.
        with process:
            process.kill()


@pytest.fixture
def start(state: str, started: list[subprocess.Popen[str]]) -> Any:
    def begin(*options: str) -> Running:
        process = subprocess.Popen(
            [sys.executable, "-m", "privateapi.cli", "dns", "--state", state, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return Running(process)

    return begin


def test_answers_before_during_and_after_a_failure(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "failures"
    running = start("--vpc", f"clients-{EAST}", "--failures", str(file))
    told = "api.example.internal A: {} from record {}, 20 s"
    assert running.ask() == (ADDRESSES[EAST], 20)
    assert running.said() == told.format(ADDRESSES[EAST], EAST)
    assert running.tell(f"fail region:{EAST}") == f"failed: region:{EAST}"
    assert running.ask() == (ADDRESSES[WEST], 20)
    assert running.said() == told.format(ADDRESSES[WEST], WEST)
    assert running.tell("restore all") == "failed: nothing"
    assert running.tell("fail region:moon") == (
        f"error: there is no region:moon; there are region:{EAST}, region:{WEST}"
    )
    # The file counts also when nobody is at stdin any more.
    running.stdin.close()
    file.write_text(f"region:{EAST}\n")
    assert running.ask() == (ADDRESSES[WEST], 20)
    assert running.said() == f"failed: region:{EAST}"
    assert running.said() == told.format(ADDRESSES[WEST], WEST)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(TIMEOUT) == 0
    assert (running.said(), running.process.stderr.read()) == ("ended", "")


def test_begins_with_a_failure_from_another_vpc(start: Any) -> None:
    running = start("--vpc", "vpc-2", "--fail", f"region:{WEST}")
    assert running.ask() == (ADDRESSES[EAST], 20)
    code, out, err = running.end(signal.SIGTERM)
    assert (code, out.splitlines()[-1], err) == (0, "ended", "")


def test_a_line_ends_it(start: Any) -> None:
    running = start("--vpc", f"clients-{EAST}")
    assert running.tell("quit") == "ended"
    assert running.process.wait(TIMEOUT) == 0


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            ["--vpc", "moon"],
            f"error: there is no client VPC 'moon'; there are clients-{EAST}, clients-{WEST}\n",
        ),
        (
            ["--vpc", "vpc-1", "--fail", "region:moon"],
            f"error: there is no region:moon; there are region:{EAST}, region:{WEST}\n",
        ),
        (
            ["--vpc", "vpc-1", "--stack", "local"],
            "error: stack 'local' and --state are given; give one of them\n",
        ),
    ],
)
def test_refused(privateapi: Command, state: str, options: list[str], text: str) -> None:
    done = privateapi("dns", "--state", state, *options)
    assert (done.code, done.err) == (3, text)


def test_no_design(privateapi: Command, project: Path) -> None:
    done = privateapi("dns", "--vpc", "vpc-1")
    assert (done.code, done.err) == (
        3,
        "error: no design to answer from; give --stack NAME, --preview FILE, --state FILE or "
        "--account --region REGION\n",
    )


def test_a_port_that_is_taken(privateapi: Command, state: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        done = privateapi("dns", "--state", state, "--vpc", "vpc-1", "--port", str(port))
    assert (done.code, done.err) == (
        3,
        f"error: port {port} of 127.0.0.1 is taken; give another, or 0 for a free one\n",
    )


def test_names_move_no_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    _say("VPC a\x1b[2J\ud800 answers\nfailed: nothing")
    assert capsys.readouterr().out == "VPC a\\x1b[2J\\ud800 answers\nfailed: nothing\n"
