"""The drill of seed 002 on the deployed active-active stack: the answer moves, and everything is put back."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from tests.stacks.deployment import Deployment

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("drill")]

STACK = "active-active"
EAST, WEST = "us-east-1", "us-west-2"
LIVE = ("rehearse", STACK, "--live", "--region", EAST)
# What the command says when the answer has moved, while the health check is held inverted.
MOVED = f"{EAST} gets {WEST}"


@pytest.fixture(scope="module")
def deployed(deployment: Deployment) -> Deployment:
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    # Route 53 and CloudWatch report once a minute: two minutes later everything has a status.
    done = deployment.run("sandbox", "clock", "--advance", "180")
    assert done.code == 0, done.out
    return deployment


def check(deployed: Deployment) -> dict[str, Any]:
    """The health check of the eastern Region: the one that its record has."""
    route53 = deployed.aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    [id] = [record["HealthCheckId"] for record in records if record.get("Region") == EAST]
    found: dict[str, Any] = route53.get_health_check(HealthCheckId=id)["HealthCheck"]
    return found


def inverted(deployed: Deployment) -> bool:
    return bool(check(deployed)["HealthCheckConfig"]["Inverted"])


def journal(deployed: Deployment) -> Any:
    path = deployed.folder / ".drill" / f"{STACK}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def statuses(deployed: Deployment) -> dict[str, Any]:
    """By Region, the states of its alarms of hosts and the status of its health check, some minutes later."""
    aws = deployed.aws
    aws.pass_time(300)
    found = {}
    for region in (EAST, WEST):
        alarms = aws("cloudwatch", region).describe_alarms(AlarmNamePrefix=f"{STACK}-{region}-healthy-hosts")
        found[region] = [alarm["StateValue"] for alarm in alarms["MetricAlarms"]]
    date = aws("cloudwatch").describe_alarms()["ResponseMetadata"]["HTTPHeaders"]["date"]
    now = parsedate_to_datetime(date).replace(second=0)
    found["status"] = aws("cloudwatch").get_metric_statistics(
        Namespace="AWS/Route53",
        MetricName="HealthCheckStatus",
        Dimensions=[{"Name": "HealthCheckId", "Value": check(deployed)["Id"]}],
        StartTime=now - timedelta(minutes=1),
        EndTime=now,
        Period=60,
        Statistics=["Minimum"],
    )["Datapoints"][-1]["Minimum"]
    return found


@contextmanager
def held(deployed: Deployment) -> Iterator[subprocess.Popen[str]]:
    """A drill in the middle: the answer has moved, and nothing is put back until somebody says so."""
    command = [sys.executable, "-m", "privateapi.cli", *LIVE, "--yes", "--hold", "1000000"]
    with subprocess.Popen(
        command, cwd=deployed.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = ""
            for line in process.stdout:
                said += line
                if MOVED in line:
                    break
            else:
                pytest.fail(said)
            yield process
        finally:
            process.kill()


def test_failure_turns_the_alarm_and_the_health_check(deployed: Deployment) -> None:
    """What a drill pretends, done: the load balancer of a Region loses its targets, and gets them back."""
    elbv2 = deployed.aws("elbv2", EAST)
    [group] = [each["TargetGroupArn"] for each in elbv2.describe_target_groups()["TargetGroups"]]
    targets = [
        each["Target"] for each in elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    ]
    assert statuses(deployed) == {EAST: ["OK"], WEST: ["OK"], "status": 1.0}
    elbv2.deregister_targets(TargetGroupArn=group, Targets=targets)
    assert statuses(deployed) == {EAST: ["ALARM"], WEST: ["OK"], "status": 0.0}
    elbv2.register_targets(TargetGroupArn=group, Targets=targets)
    assert statuses(deployed) == {EAST: ["OK"], WEST: ["OK"], "status": 1.0}


def test_without_confirmation_nothing_is_changed(deployed: Deployment) -> None:
    before = check(deployed)
    done = deployed.run(*LIVE)
    assert done.code == 1
    assert "error: refused without confirmation; nothing is changed. --yes confirms it" in done.out
    assert f"{EAST} gets {EAST} now, {WEST} without {EAST}" in done.out
    assert check(deployed) == before and journal(deployed) is None


def test_answer_moves_and_comes_back(deployed: Deployment) -> None:
    before = check(deployed)
    done = deployed.run(*LIVE, "--yes")
    assert done.code == 0, done.out
    for status, region in (("unhealthy", WEST), ("healthy", EAST)):
        moved = rf" s  the health check of {EAST} is {status}\n *\d+ s  {STACK}-{EAST} gets {region}\n"
        assert re.search(moved, done.out), done.out
    assert f"the health check of {EAST} is put back: it is not inverted again" in done.out
    assert "the settings add up to 120 s" in done.out
    after = check(deployed)
    assert after["HealthCheckConfig"] == before["HealthCheckConfig"]
    assert after["HealthCheckVersion"] == before["HealthCheckVersion"] + 2
    assert journal(deployed) is None


def test_interruption_puts_back_and_leaves_what_somebody_else_changed(deployed: Deployment) -> None:
    with held(deployed) as process:
        assert inverted(deployed)
        deployed.aws("route53").update_health_check(HealthCheckId=check(deployed)["Id"], HealthThreshold=1)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
    assert process.returncode == 128 + signal.SIGINT, out
    assert f"the health check of {EAST} is put back" in out
    assert "what somebody else changed is left: HealthThreshold" in out
    assert not inverted(deployed) and journal(deployed) is None
    assert check(deployed)["HealthCheckConfig"]["HealthThreshold"] == 1


def test_second_drill_is_refused_and_a_killed_one_is_put_back_by_the_next_run(deployed: Deployment) -> None:
    with held(deployed) as process:
        second = deployed.run("rehearse", STACK, "--live", "--region", WEST, "--yes")
        assert second.code == 1
        assert f"another drill is running (process {process.pid})" in second.out
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=60)
    assert inverted(deployed)
    left = journal(deployed)
    assert left["region"] == EAST and left["inverted_version"] == check(deployed)["HealthCheckVersion"]
    # A run that is refused itself puts back first, too.
    done = deployed.run(*LIVE)
    assert done.code == 1 and "refused without confirmation" in done.out, done.out
    assert f"a drill of {EAST} that began at" in done.out
    assert f"the health check of {EAST} is put back" in done.out
    assert not inverted(deployed) and journal(deployed) is None
