"""Remedies through the real servicer: what is mended, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.packs.pack import Pack
from privateapi.packs.remedies import evaluate_target_health
from privateapi.packs.testing import UNKNOWN, PackRunner, Resource, Result, secret

NLB = "front-0123456789abcdef.elb.us-east-1.amazonaws.com"
ON = {"names-remedies": "remediate"}
OURS, CLASSIC = "privateapi:route53:RecordSet", "aws:route53/record:Record"


def run(record: Resource, config: dict[str, Any] | None = None) -> Result:
    pack = Pack("names", "Names", ["aws-route53"], remedies=[evaluate_target_health])
    return PackRunner(pack.servicer(), config).run([record])


def ours(alias: Any, **more: Any) -> Resource:
    values = {"name": "api.example.com", "type": "A", "setIdentifier": "east", "latencyRegion": "us-east-1"}
    return Resource(OURS, "east", {**values, "zoneId": UNKNOWN, "alias": alias, **more})


def target(**more: Any) -> dict[str, Any]:
    return {"name": NLB, "zoneId": "Z26RNL4JYFTOTI", **more}


@pytest.mark.parametrize("alias", [target(), target(evaluateTargetHealth=False)])
def test_alias_to_a_balancer(alias: dict[str, Any]) -> None:
    result = run(ours(alias, healthCheckId=secret("hunter2")), ON)
    changed = result.remediated["east"]
    assert changed["alias"] == target(evaluateTargetHealth=True)
    # All else stays as it was, unknown and secret.
    assert changed["setIdentifier"] == "east" and changed["zoneId"].startswith("04da6b54")
    assert "1b47061264138c4ac30d75fd1eb44270" in changed["healthCheckId"].values()
    assert not [message for message in result.messages() if message.startswith("AWS-R53-07")]


def test_alias_of_pulumi_aws() -> None:
    values = {"name": "api.example.com", "type": "A", "setIdentifier": "east", "aliases": [target()]}
    result = run(Resource(CLASSIC, "east", values), ON)
    assert result.remediated["east"]["aliases"] == [target(evaluateTargetHealth=True)]


@pytest.mark.parametrize(
    ("case", "record"),
    [
        ("an alias that evaluates it", ours(target(evaluateTargetHealth=True))),
        ("a name that is not known", ours({**target(), "name": UNKNOWN})),
        ("a zone that is not known", ours({**target(), "zoneId": UNKNOWN})),
        ("a secret name", ours({**target(), "name": secret(NLB)})),
        ("health that is not known", ours(target(evaluateTargetHealth=UNKNOWN))),
        ("an alias that is not known", ours(UNKNOWN)),
        ("an alias that is a list", ours([target()])),
        ("an endpoint", ours(target(name="vpce-1.execute-api.us-east-1.vpce.amazonaws.com"))),
        ("a simple record", ours(target(), setIdentifier=None)),
        ("an identifier that is not known", ours(target(), setIdentifier=UNKNOWN)),
        ("another type", Resource("aws:s3/bucket:Bucket", "east", {"setIdentifier": "east", "alias": target()})),
    ],
)
def test_left_alone(case: str, record: Resource) -> None:
    result = run(record, ON)
    assert result.remediated == {}, case


def test_off_until_it_is_turned_on() -> None:
    result = run(ours(target()))
    assert result.remediated == {}
    assert any(message.startswith("AWS-R53-07: record east is an alias to ") for message in result.messages())
