"""The protocol of a pack: what the engine is told, in process and from a pack's own process."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2, json_format

import privateapi
from privateapi.packs import stack
from privateapi.packs.pack import Pack
from privateapi.packs.remedies import evaluate_target_health
from privateapi.packs.server import serve
from privateapi.packs.settings import settings_schema
from privateapi.packs.testing import UNKNOWN, PackRunner, Resource, run, secret
from privateapi.protocol import analyzer_pb2, analyzer_pb2_grpc
from privateapi.rules.engine import rules_of

ROOT = Path(__file__).parent.parent.parent
VPC = "aws:ec2/vpc:Vpc"
WIDE = {"cidrBlock": "10.0.0.0/8", "region": "us-east-1"}


def pack(**more: Any) -> Pack:
    return Pack("aws-network", "Networks", ["aws-cidr", "aws-sg"], **more)


@contextmanager
def asked(port: int) -> Iterator[analyzer_pb2_grpc.AnalyzerStub]:
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield analyzer_pb2_grpc.AnalyzerStub(channel)


def test_what_the_engine_is_told() -> None:
    info = pack(remedies=[evaluate_target_health]).servicer().GetAnalyzerInfo(empty_pb2.Empty(), None)
    assert (info.name, info.version, info.description) == ("aws-network", privateapi.__version__, "Networks.")
    assert info.supportsConfig
    assert [(each.name, each.enforcementLevel, each.policy_type) for each in info.policies] == [
        ("aws-network-remedies", analyzer_pb2.DISABLED, analyzer_pb2.POLICY_TYPE_RESOURCE),
        ("aws-network", analyzer_pb2.MANDATORY, analyzer_pb2.POLICY_TYPE_STACK),
        ("aws-network-advice", analyzer_pb2.ADVISORY, analyzer_pb2.POLICY_TYPE_STACK),
    ]
    schema = json_format.MessageToDict(info.policies[1].configSchema.properties)
    assert schema.keys() == settings_schema().keys()
    assert not info.policies[2].HasField("configSchema")
    without = pack().servicer().GetAnalyzerInfo(empty_pb2.Empty(), None)
    assert [each.name for each in without.policies] == ["aws-network", "aws-network-advice"]


def test_over_the_wire() -> None:
    server, port = serve(pack())
    with asked(port) as engine:
        engine.Handshake(analyzer_pb2.AnalyzerHandshakeRequest(engine_address="127.0.0.1:1"))
        engine.ConfigureStack(analyzer_pb2.AnalyzerStackConfigureRequest(stack="dev", dry_run=True))
        assert engine.GetPluginInfo(empty_pb2.Empty()).version == privateapi.__version__
        assert engine.GetAnalyzerInfo(empty_pb2.Empty()).name == "aws-network"
        engine.Configure(analyzer_pb2.ConfigureAnalyzerRequest())
        urn = f"urn:pulumi:dev::test::{VPC}::a"
        resource: dict[str, Any] = {"type": VPC, "urn": urn, "name": "a"}
        resource["properties"] = json_format.ParseDict(WIDE, analyzer_pb2.AnalyzeRequest().properties)
        with pytest.raises(grpc.RpcError) as unasked:
            engine.Remediate(analyzer_pb2.AnalyzeRequest(**resource))
        assert unasked.value.code() is grpc.StatusCode.UNIMPLEMENTED, "what the engine takes for no remedies"
        assert engine.Analyze(analyzer_pb2.AnalyzeRequest(**resource)) == analyzer_pb2.AnalyzeResponse()
        request = analyzer_pb2.AnalyzeStackRequest(resources=[analyzer_pb2.AnalyzerResource(**resource)])
        (found,) = engine.AnalyzeStack(request).diagnostics
        engine.Cancel(empty_pb2.Empty())
    server.stop(None).wait()
    assert (found.policyName, found.policyPackName, found.policyPackVersion, found.urn, found.enforcementLevel) == (
        "aws-network",
        "aws-network",
        privateapi.__version__,
        urn,
        analyzer_pb2.MANDATORY,
    )
    assert found.message.startswith("Networks: what will fail.\nAWS-CIDR-01: VPC a: cidrBlock '10.0.0.0/8' is a /8; ")


def test_remedies_over_the_wire() -> None:
    def tagged(type: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {"tags": {"mended": "yes"}}

    server, port = serve(pack(remedies=[tagged]))
    level = analyzer_pb2.PolicyConfig(enforcementLevel=analyzer_pb2.REMEDIATE)
    with asked(port) as engine:
        engine.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"aws-network-remedies": level}))
        (found,) = engine.Remediate(analyzer_pb2.AnalyzeRequest(type=VPC, urn="urn:a", name="a")).remediations
    server.stop(None).wait()
    assert json_format.MessageToDict(found.properties) == {"tags": {"mended": "yes"}}
    assert (found.policyName, found.policyPackName) == ("aws-network-remedies", "aws-network")


def test_process_of_a_pack() -> None:
    """It says its port first, answers, and ends when the process that started it was killed."""
    folder = ROOT / "policies" / "aws-network"
    middle = f"import subprocess, sys; sys.exit(subprocess.Popen([sys.executable, '-u', {str(folder)!r}]).wait())"
    parent = subprocess.Popen([sys.executable, "-c", middle], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout as stdout:
        with asked(int(stdout.readline())) as engine:
            assert engine.GetAnalyzerInfo(empty_pb2.Empty()).name == "aws-network"
        parent.kill()
        parent.wait()
        # The pack holds the other end.
        assert stdout.read() == ""


def test_interrupted_pack_ends_without_a_word() -> None:
    """As the engine ends it; what a pack writes then is shown to the user."""
    command = [sys.executable, "-u", str(ROOT / "policies" / "limits")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and int(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == 0


def test_start_needs_neither_rules_nor_settings_nor_the_sdk_nor_a_client_of_a_cloud() -> None:
    """The engine waits for one pack after the other until it has a port."""
    program = (
        "import sys, privateapi.packs.server; from privateapi.packs.pack import Pack; "
        "Pack('a', 'A', ['aws-sg']).servicer(); "
        "late = {'pulumi', 'pulumi_policy', 'boto3', 'pydantic', 'privateapi.packs.stack', 'privateapi.rules'}; "
        "assert not late & set(sys.modules), late & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, [("aws-network", "mandatory")]),
        ({"aws-network": "advisory"}, [("aws-network", "advisory")]),
        # A stack policy can mend nothing, so the engine's level `remediate` is mandatory there.
        ({"aws-network": "remediate"}, [("aws-network", "mandatory")]),
        ({"aws-network": "disabled"}, []),
    ],
)
def test_levels(levels: dict[str, str], expected: list[tuple[str, str]]) -> None:
    result = run(pack().servicer(), [Resource(VPC, "a", WIDE)], levels)
    assert [(each.policy, each.level) for each in result.diagnostics] == expected


def test_nothing_is_read_or_judged_when_all_is_disabled(capsys: pytest.CaptureFixture[str]) -> None:
    levels = {"aws-network": "disabled", "aws-network-advice": "disabled"}
    assert run(pack().servicer(), [Resource(VPC, "a", WIDE)], levels).diagnostics == []
    assert capsys.readouterr().err == ""


def test_wrong_settings_are_said_also_where_only_the_advice_is_wanted() -> None:
    config = {"aws-network": {"enforcementLevel": "disabled", "stict": True}}
    (found,) = run(pack().servicer(), [Resource(VPC, "a", WIDE)], config).diagnostics
    assert (found.policy, found.level) == ("aws-network-advice", "advisory")
    assert found.message.startswith("META-04: configuration of aws-network: stict: there is no property 'stict'")


def test_settings_of_other_policies_are_refused() -> None:
    config: dict[str, Mapping[str, Any]] = {
        "aws-network": {"stict": True},
        "aws-network-advice": {"strict": True, "enforcement": {}},
        "aws-network-remedies": {"enforcementLevel": "remediate", "live": {}},
    }
    servicer = pack(remedies=[evaluate_target_health]).servicer()
    result = run(servicer, [Resource(VPC, "a", WIDE)], config)
    of = "META-04: configuration of aws-network: "
    assert result.messages() == [
        f"{of}aws-network-advice: it has no settings, and 'enforcement', 'strict' is given; "
        "settings belong to 'aws-network'",
        f"{of}aws-network-remedies: it has no settings, and 'live' is given; settings belong to 'aws-network'",
        f"{of}stict: there is no property 'stict'; did you mean 'strict'?",
    ]
    assert {each.level for each in result.diagnostics} == {"mandatory"}
    levels = {"aws-network-advice": "mandatory", "aws-network-remedies": "remediate"}
    assert "META-04" not in str(run(servicer, [Resource(VPC, "a", WIDE)], levels).messages())


def test_unknown_policies_are_refused() -> None:
    servicer = pack().servicer()
    advisory = analyzer_pb2.PolicyConfig(enforcementLevel=analyzer_pb2.ADVISORY)
    names = ["aws-netwrok", "all", "aws-network-advice"]
    servicer.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig=dict.fromkeys(names, advisory)), None)
    (found,) = servicer.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(), None).diagnostics
    assert found.message.endswith(
        "META-04: configuration of aws-network: aws-netwrok: there is no policy 'aws-netwrok'; "
        "did you mean 'aws-network'?"
    )
    assert found.enforcementLevel == analyzer_pb2.MANDATORY


def test_inputs_of_an_operation_are_forgotten_after_it() -> None:
    """A resource that the next operation does not register, as with `--target`, has its outputs only."""
    servicer: Any = pack().servicer()
    runner = PackRunner(servicer)
    runner.run([Resource(VPC, "a", WIDE)])
    assert servicer._inputs == {}


def test_remedies_are_said_not_to_report() -> None:
    servicer = pack(remedies=[evaluate_target_health]).servicer()
    result = run(servicer, [Resource(VPC, "a", {})], {"aws-network-remedies": "remediate"})
    assert result.not_applicable == [("aws-network-remedies", "It changes, and reports nothing")]


def test_first_remedy_that_changes_counts() -> None:
    def silent(type: str, inputs: Mapping[str, Any]) -> None:
        return None

    def tagged(type: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {"tags": {"mended": "yes"}}

    def never(type: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        raise AssertionError("the one before has changed it")

    servicer = pack(remedies=[silent, tagged, never]).servicer()
    given = Resource(VPC, "a", {"cidrBlock": UNKNOWN, "ipv6": secret("x")})
    (changed,) = run(servicer, [given], {"aws-network-remedies": "remediate"}).remediated.values()
    assert changed["tags"] == {"mended": "yes"}
    assert changed["cidrBlock"].startswith("04da6b54") and changed["ipv6"]["value"] == "x"


def test_fault_in_the_pack_names_its_place_and_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> None:
        raise KeyError("hunter2")

    monkeypatch.setattr(stack, "judge_stack", broken)
    with pytest.raises(RuntimeError, match=r"^fault in policy pack aws-network: KeyError in test_server\.py, line \d+"):
        run(pack().servicer(), [Resource(VPC, "a", WIDE)])
    assert gc.isenabled()


def test_rules_are_loaded_beside_the_program() -> None:
    stack.load(["aws-sg"])
    assert rules_of(["aws-sg"])
