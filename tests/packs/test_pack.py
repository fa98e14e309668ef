"""A pack as the engine runs it: several policies, one analysis, configuration, and several operations."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import privateapi
from privateapi.facts.rules import rule_table
from privateapi.packs.pack import Pack
from privateapi.packs.testing import UNKNOWN, PackRunner, Resource, run, secret
from privateapi.rules.engine import all_rules

ROOT = Path(__file__).parent.parent.parent
FOLDERS = sorted((ROOT / "policies").iterdir())
VPC = "aws:ec2/vpc:Vpc"


def pack() -> Pack:
    return Pack("aws-network", "Networks", ["aws-cidr", "aws-sg"])


def attached(*vpcs: Resource) -> list[Resource]:
    """The VPCs on one transit gateway, as on a first preview."""
    gateway = Resource("aws:ec2transitgateway/transitGateway:TransitGateway", "hub")
    attachments = [
        Resource(
            "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
            each.name,
            {"vpcId": each.output(), "transitGatewayId": gateway.output(), "subnetIds": []},
        )
        for each in vpcs
    ]
    return [*vpcs, gateway, *attachments]


def vpc(name: str, cidr: Any) -> Resource:
    return Resource(VPC, name, {"cidrBlock": cidr, "region": "us-east-1"})


def test_overlap_on_a_first_preview(capsys: pytest.CaptureFixture[str]) -> None:
    result = run(pack().servicer(), attached(vpc("a", "10.0.0.0/16"), vpc("b", "10.0.0.0/16")))
    (found,) = result.diagnostics
    assert (found.policy, found.level, found.resource) == ("aws-network", "mandatory", "a")
    assert found.message.startswith(
        "AWS-CIDR-05: VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-east-1; "
        "both are attached to transit gateway hub. Fix: "
    )
    assert result.refused and result.not_applicable == []
    assert capsys.readouterr().err.startswith("aws-network: ")


def test_one_analysis_for_all_policies(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    runner = PackRunner(pack().servicer())
    for _ in range(3):
        runner.run([vpc("a", "10.0.0.0/16")])
        assert capsys.readouterr().err.count("aws-network:") == 1


def test_every_operation_is_analysed_anew() -> None:
    runner = PackRunner(pack().servicer())
    assert runner.run([vpc("a", "10.0.0.0/8")]).refused
    assert not runner.run([vpc("a", "10.0.0.0/16")]).refused
    assert runner.run([vpc("a", "10.0.0.0/8")]).refused


def test_advice_alone(capsys: pytest.CaptureFixture[str]) -> None:
    runner = PackRunner(pack().servicer(), {"aws-network": "disabled"})
    for _ in range(2):
        assert not runner.run([vpc("a", "10.0.0.0/8")]).refused
        assert capsys.readouterr().err.count("aws-network:") == 1


def test_level_of_the_engine() -> None:
    result = run(pack().servicer(), [vpc("a", "10.0.0.0/8")], {"aws-network": "advisory"})
    assert [each.level for each in result.diagnostics] == ["advisory"] and not result.refused


def test_level_of_a_rule_moves_it_to_the_advice() -> None:
    config = {"aws-network": {"enforcement": {"AWS-CIDR-01": "advisory"}}}
    (found,) = run(pack().servicer(), [vpc("a", "10.0.0.0/8")], config).diagnostics
    assert (found.policy, found.level, found.resource) == ("aws-network-advice", "advisory", "a")


@pytest.mark.parametrize(
    ("case", "value", "reason"),
    [
        ("unknown", UNKNOWN, "is not known yet (cidrBlock)"),
        ("secret", secret("10.0.0.0/8"), "is secret (cidrBlock)"),
        ("a list", ["10.0.0.0/8"], "is a list where a text belongs (cidrBlock)"),
        ("left out", None, "is not set"),
    ],
)
def test_what_cannot_be_read_is_said(case: str, value: Any, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = run(pack().servicer(), [vpc("a", value)])
    assert result.diagnostics == [], case
    assert f"not judged: AWS-CIDR-01: VPC a: {reason}" in capsys.readouterr().err


def test_strict_mode() -> None:
    result = run(pack().servicer(), [vpc("a", UNKNOWN)], {"aws-network": {"strict": True}})
    found = result.diagnostics[0]
    assert (found.level, found.resource) == ("mandatory", "a")
    assert found.message.startswith("META-01: not judged: AWS-CIDR-01: VPC a: is not known yet (cidrBlock)")


def test_secrets_are_in_no_message(capsys: pytest.CaptureFixture[str]) -> None:
    resources = [vpc("a", secret("hunter2")), Resource(VPC, "b", {"cidrBlock": ["hunter2"], "tags": "hunter2"})]
    result = run(pack().servicer(), resources, {"aws-network": {"strict": True}})
    assert "hunter2" not in str(result.diagnostics) + capsys.readouterr().err


def test_wrong_configuration_is_refused() -> None:
    config = {"aws-network": {"stict": True, "enforcement": {"AWS-CIDR-5": "advisory"}}}
    result = run(pack().servicer(), [vpc("a", "10.0.0.0/8")], config)
    assert [(each.level, each.resource) for each in result.diagnostics] == [("mandatory", "")] * 2
    assert result.messages() == [
        "META-04: configuration of aws-network: stict: there is no property 'stict'; did you mean 'strict'?",
        'META-04: configuration of aws-network: enforcement["AWS-CIDR-5"]: there is no rule or group of rules '
        "'AWS-CIDR-5'; did you mean 'AWS-CIDR-15'?",
    ]


def test_region_of_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", '{"aws:region": "eu-west-1"}')
    monkeypatch.setenv("AWS_REGION", "us-west-2")
    a, b = (Resource(VPC, name, {"cidrBlock": "10.0.0.0/16"}, provider={}) for name in "ab")
    (found,) = run(pack().servicer(), attached(a, b)).diagnostics
    assert "VPC a in eu-west-1" in found.message


def test_a_thousand_elements() -> None:
    rules = [
        {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": [f"10.0.{i % 256}.0/24"]} for i in range(1000)
    ]
    group = Resource("aws:ec2/securityGroup:SecurityGroup", "big", {"ingress": rules, "vpcId": "vpc-1"})
    (message,) = run(pack().servicer(), [group]).messages("mandatory")
    assert message.startswith("AWS-SG-02: security group big (ingress, IPv4) has 1000; the limit is 60")


def test_live_settings_are_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from privateapi.readers.live import reader
    from privateapi.readers.live.data import LiveData

    asked: list[Any] = []

    def read_live(regions: tuple[str, ...], time_limit_seconds: float) -> LiveData:
        asked.append((regions, time_limit_seconds))
        return LiveData()

    monkeypatch.setattr(reader, "read_live", read_live)
    config = {"aws-network": {"live": {"regions": ["us-east-1", "us-west-2"], "timeLimitSeconds": 5}}}
    run(pack().servicer(), [vpc("a", "10.0.0.0/16")], config)
    assert asked == [(("us-east-1", "us-west-2"), 5)]


def shipped(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(folder.name.replace("-", "_"), folder / "__main__.py")
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_shipped_pack(folder: Path) -> None:
    found = shipped(folder).PACK
    assert isinstance(found, Pack) and found.name == folder.name
    assert found.rules(), "a pack without rules"
    assert not run(found.servicer(), [vpc("a", "10.0.0.0/16")]).refused
    assert len((folder / "__main__.py").read_text(encoding="utf-8").splitlines()) < 30
    project = yaml.safe_load((folder / "PulumiPolicy.yaml").read_text(encoding="utf-8"))
    assert project["version"] == privateapi.__version__
    assert project["runtime"] == {"name": "python", "options": {"virtualenv": "../../.venv"}}


def test_every_rule_is_in_one_pack() -> None:
    groups = Counter(group for folder in FOLDERS for group in shipped(folder).PACK.groups)
    assert set(groups) == {fact.group for fact in rule_table().rules.values()}
    assert set(groups.values()) == {1}
    packed = [rule.id for folder in FOLDERS for rule in shipped(folder).PACK.rules()]
    assert sorted(packed) == sorted(all_rules())
