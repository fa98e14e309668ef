"""Designs checked without a deployment: what is shown, in which form, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from privateapi.packs.pack import Pack
from privateapi.packs.testing import Resource, run
from privateapi.readers.live import reader
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.rules.aws_cidr.transit_gateway_overlap import TransitGatewayOverlap
from privateapi.rules.finding import Unjudged
from privateapi.topology.model import Origin, Vpc
from privateapi.topology.values import Known

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
TYPE = "aws:ec2/vpc:Vpc"


def urn(name: str, type: str = TYPE) -> str:
    return f"urn:pulumi:dev::test::{type}::{name}"


def vpc(name: str, cidr: Any, line: int | None = None) -> dict[str, Any]:
    position = {"sourcePosition": f"project:///network/__main__.py#{line}"} if line else {}
    inputs = {"cidrBlock": cidr, "region": "us-east-1"}
    return {"urn": urn(name), "type": TYPE, "custom": True, "inputs": inputs, **position}


def attached(name: str) -> dict[str, Any]:
    """An attachment of the VPC to the gateway `hub`, before either exists."""
    type = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
    gateway = urn("hub", "aws:ec2transitgateway/transitGateway:TransitGateway")
    return {
        "urn": urn(name, type),
        "type": type,
        "custom": True,
        "inputs": {"vpcId": UNKNOWN, "transitGatewayId": UNKNOWN, "subnetIds": [], "region": "us-east-1"},
        "propertyDependencies": {"vpcId": [urn(name)], "transitGatewayId": [gateway]},
    }


GATEWAY = {
    "urn": urn("hub", "aws:ec2transitgateway/transitGateway:TransitGateway"),
    "type": "aws:ec2transitgateway/transitGateway:TransitGateway",
    "custom": True,
    "inputs": {"region": "us-east-1"},
}
CLEAN = [vpc("a", "10.0.0.0/16", 3)]
# Two VPCs on one gateway with one block.
OVERLAPPING = [*CLEAN, vpc("b", "10.0.0.0/16", 7), GATEWAY, attached("a"), attached("b")]
UNREAD = [vpc("a", UNKNOWN)]


def write(path: Path, content: Any) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def state(path: Path, resources: list[dict[str, Any]]) -> str:
    return write(path / "state.json", {"version": 3, "deployment": {"resources": resources}})


def preview_of(resources: list[dict[str, Any]]) -> dict[str, Any]:
    steps = [{"op": "create", "urn": each["urn"], "newState": each} for each in resources]
    return {"steps": steps, "changeSummary": {"create": len(steps)}}


def test_live_data_that_nobody_asked_for_leave_the_code_alone(privateapi: Any, tmp_path: Path) -> None:
    found = privateapi("check", "--state", state(tmp_path, CLEAN))
    said = " ".join(found.out.split())
    assert (found.code, said.count("what exists in the accounts is not known")) == (0, 1)


@pytest.mark.parametrize(
    ("case", "resources", "options", "code"),
    [
        ("nothing is wrong", CLEAN, [], 0),
        ("a violation", OVERLAPPING, [], 1),
        ("something unknown", UNREAD, [], 2),
        ("something unknown, which is allowed", UNREAD, ["--allow-not-judged"], 0),
        ("a violation and something unknown", [*OVERLAPPING, vpc("c", UNKNOWN)], [], 1),
        (
            "a violation and something unknown, which is allowed",
            [*OVERLAPPING, vpc("c", UNKNOWN)],
            ["--allow-not-judged"],
            1,
        ),
        ("no resource", [], [], 2),
        ("no resource, and what is not judged allowed", [], ["--allow-not-judged"], 2),
    ],
)
def test_exit_code(
    privateapi: Any, tmp_path: Path, case: str, resources: list[dict[str, Any]], options: list[str], code: int
) -> None:
    found = privateapi("check", "--state", state(tmp_path, resources), *options)
    assert (found.code, found.err) == (code, ""), (case, found.out)


def test_strict_settings_allow_nothing_that_is_not_judged(privateapi: Any, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("strict: true\n")
    arguments = ["check", "--state", state(tmp_path, UNREAD), "--settings", str(settings)]
    found = privateapi(*arguments, "--json")
    findings = json.loads(found.out)["findings"]
    assert (found.code, {(each["rule"], each["level"]) for each in findings}) == (1, {("META-01", "mandatory")})
    assert [each["resource"] for each in findings if each["message"].startswith("META-01: not judged: AWS-CIDR-01: ")]
    found = privateapi(*arguments, "--allow-not-judged")
    text = "error: --allow-not-judged is given, but the settings say `strict: true`; give one of them\n"
    assert (found.code, found.out, found.err) == (3, "", text)


def test_strict_settings_take_what_only_live_data_would_show_for_a_violation(privateapi: Any, tmp_path: Path) -> None:
    """As the packs do, whose verdict on the same design is the same."""
    settings = tmp_path / "settings.yaml"
    settings.write_text("strict: true\n")
    arguments = ["check", "--state", state(tmp_path, CLEAN), "--settings", str(settings)]
    found = privateapi(*arguments, "--json")
    (finding,) = json.loads(found.out)["findings"]
    assert (found.code, finding["rule"], finding["level"]) == (1, "META-01", "mandatory")
    assert finding["message"].startswith("META-01: not judged: QUO-02: ")
    document = json.loads(privateapi(*arguments, "--sarif").out)
    (result,) = document["runs"][0]["results"]
    assert (sarif_faults(document), result["ruleId"], result["level"]) == ([], "META-01", "error")
    limits = Pack("limits", "Quotas", ["quota", "meta"]).servicer()
    resource = Resource(TYPE, "a", {"cidrBlock": "10.0.0.0/16", "region": "us-east-1"})
    (diagnostic,) = run(limits, [resource], {"limits": {"strict": True}}).diagnostics
    assert (diagnostic.policy, diagnostic.level, diagnostic.message) == ("limits", "mandatory", finding["message"])


def test_design_without_resources_is_said(privateapi: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "preview.json", preview_of([]))
    found = privateapi("check", "--preview", file)
    assert found.code == 2 and "DESIGN: there is no resource in it" in found.out


def test_fault_in_a_rule_is_not_judged(privateapi: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, design: Any) -> Any:
        raise KeyError("oops")

    monkeypatch.setattr(TransitGatewayOverlap, "check", broken)
    found = privateapi("check", "--state", state(tmp_path, CLEAN), "--allow-not-judged")
    assert found.code == 2 and "fault in the rule itself: KeyError: 'oops'; please report it" in found.out


def test_fault_in_a_rule_is_in_sarif(privateapi: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any, design: Any) -> Any:
        raise KeyError("oops")

    file = state(tmp_path, CLEAN)
    (clean,) = json.loads(privateapi("check", "--state", file, "--sarif").out)["runs"]
    assert clean["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    monkeypatch.setattr(TransitGatewayOverlap, "check", broken)
    found = privateapi("check", "--state", file, "--sarif")
    document = json.loads(found.out)
    (invocation,) = document["runs"][0]["invocations"]
    text = "AWS-CIDR-05: fault in the rule itself: KeyError: 'oops'; please report it"
    assert (found.code, sarif_faults(document), invocation) == (
        2,
        [],
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": text}, "associatedRule": {"id": "AWS-CIDR-05"}}
            ],
        },
    )


def test_advice_is_no_violation(privateapi: Any, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("enforcement: {aws-cidr: advisory}\n")
    file = state(tmp_path, OVERLAPPING)
    found = privateapi("check", "--state", file, "--settings", str(settings))
    assert found.code == 0 and " 0 violations, 1 advisory" in " ".join(found.out.split())


def test_table(privateapi: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    file = state(tmp_path, [*OVERLAPPING, vpc("c", UNKNOWN)])
    found = privateapi("check", "--state", file)
    said = " ".join(found.out.split())
    assert "AWS-CIDR-05" in said and "mandatory" in said and "VPC a in us-east-1" in said
    assert "overlaps 10.0.0.0/16 of VPC b in us-east-1" in said.replace(" │ │ │ │ ", " ")
    assert "Not judged: AWS-CIDR-01: VPC c: is not known yet (cidrBlock)" in said
    assert f"state {file}: " in said and " rules, 1 violation, 0 advisory, " in said and said.endswith(" not judged")


def test_names_are_no_markup_and_move_no_cursor(
    privateapi: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    names = ["[/red]", "[bold]b", "c\x1b[2J", "d\ud800", "e\nf", "\u202eg"]
    wide = [vpc(name, "10.0.0.0/8") for name in names]
    folder = tmp_path / "[dim]"
    folder.mkdir()
    found = privateapi("check", "--state", state(folder, [*wide, vpc("[/h]\x07", UNKNOWN), vpc("i", "[/j]\x1b")]))
    said = " ".join(found.out.split())
    assert (found.code, found.err) == (1, "")
    for name in ["[/red]", "[bold]b", r"c\x1b[2J", r"d\ud800", r"e\nf", r"\u202eg"]:
        assert f"VPC {name}" in said, name
    assert r"AWS-CIDR-01: VPC [/h]\x07: is not known yet" in said and r"[/j]\x1b" in said
    assert said.startswith("state ") and "[dim]" in said.partition("Rule")[0].replace(" ", "")
    assert not set("\x1b\x07\u202e") & set(found.out)


def test_bad_input_moves_no_cursor(privateapi: Any, project: Path) -> None:
    found = privateapi("check", "--state", "none\x1b[2J.json")
    assert (found.code, found.err) == (3, "error: none\\x1b[2J.json cannot be read: No such file or directory\n")


def test_json(privateapi: Any, tmp_path: Path) -> None:
    file = state(tmp_path, [*OVERLAPPING, vpc("c", UNKNOWN)])
    document = json.loads(privateapi("check", "--state", file, "--json").out)
    (finding,) = document["findings"]
    assert (document["subject"], document["faults"], document["exempted"]) == (f"state {file}", [], 0)
    assert document["rules"] > 100
    assert (finding["rule"], finding["level"], finding["resource"]) == ("AWS-CIDR-05", "mandatory", urn("a"))
    assert finding["position"] == "project:///network/__main__.py#3"
    assert finding["message"].startswith(
        "AWS-CIDR-05: VPC a in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC b in us-east-1"
    )
    assert finding["fix"] and finding["sources"]
    named = [(each["key"], each["type"], each["exists"]) for each in finding["resources"]]
    assert named[:2] == [(urn("a"), TYPE, False), (urn("b"), TYPE, False)]
    unread = {"rule": "AWS-CIDR-01", "resource": urn("c"), "why": "is not known yet (cidrBlock)"}
    assert unread in document["notJudged"]


def sarif_faults(document: Any) -> list[str]:
    schema = json.loads(Path(__file__).with_name("sarif.schema.json").read_text(encoding="utf-8"))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]


@pytest.mark.parametrize("resources", [CLEAN, OVERLAPPING, UNREAD])
def test_sarif_is_valid(privateapi: Any, tmp_path: Path, resources: list[dict[str, Any]]) -> None:
    document = json.loads(privateapi("check", "--state", state(tmp_path, resources), "--sarif").out)
    assert sarif_faults(document) == []
    assert document["$schema"].endswith("sarif-2.1.0.json")


def test_sarif(privateapi: Any, tmp_path: Path) -> None:
    file = state(tmp_path, [*OVERLAPPING, vpc("c", "10.0.0.0/8")])
    (log,) = json.loads(privateapi("check", "--state", file, "--sarif").out)["runs"]
    rules = [rule["id"] for rule in log["tool"]["driver"]["rules"]]
    assert rules == sorted({result["ruleId"] for result in log["results"]})
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in log["results"])
    results = {result["ruleId"]: result for result in log["results"]}
    overlap, block = results["AWS-CIDR-05"], results["AWS-CIDR-01"]
    assert (overlap["level"], overlap["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]) == (
        "error",
        urn("a"),
    )
    assert overlap["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "network/__main__.py"},
        "region": {"startLine": 3},
    }
    # Where the program declares it is not known, so the file that was read is shown.
    assert block["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": file}}


def test_sarif_has_the_file_as_a_uri(privateapi: Any, tmp_path: Path) -> None:
    folder = tmp_path / "a b#[c]"
    folder.mkdir()
    found = privateapi("check", "--state", state(folder, [vpc("c", "10.0.0.0/8")]), "--sarif")
    ((result,),) = (log["results"] for log in json.loads(found.out)["runs"])
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("/a%20b%23%5Bc%5D/state.json")


def test_preview(privateapi: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "preview.json", preview_of(OVERLAPPING))
    found = privateapi("check", "--preview", file, "--json")
    document = json.loads(found.out)
    assert (found.code, document["subject"]) == (1, f"preview {file}")
    assert [finding["rule"] for finding in document["findings"]] == ["AWS-CIDR-05"]


def test_stack(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("preview", 0, stdout=json.dumps(preview_of(OVERLAPPING)))
    found = privateapi("check", "--stack", "local", "--json")
    assert fake_engine.commands[-1] == "preview --json --show-sames --non-interactive"
    document = json.loads(found.out)
    assert (found.code, document["subject"], len(document["findings"])) == (1, "stack local", 1)


def test_settings_beside_the_stack(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    fake_engine.answer("preview", 0, stdout=json.dumps(preview_of(OVERLAPPING)))
    path = project / "stacks" / "policies.local.yaml"
    path.write_text(
        "exemptions: [{rule: AWS-CIDR-05, resource: b, reason: merged soon, expires: 2126-03-31}]\n", encoding="utf-8"
    )
    found = privateapi("check", "--stack", "local", "--json")
    document = json.loads(found.out)
    assert (found.code, document["findings"], document["exempted"]) == (0, [], 1)


def test_stack_whose_preview_fails(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    diagnostics = [{"severity": "error", "message": "the VPC\nis not there"}]
    fake_engine.answer("preview", 255, stdout=json.dumps({"diagnostics": diagnostics}))
    found = privateapi("check", "--stack", "local")
    assert (found.code, found.err) == (3, "error: the preview of stack 'local' fails: the VPC is not there\n")


def test_explain(privateapi: Any) -> None:
    found = privateapi("check", "--explain", "aws-cidr-05")
    assert found.code == 0 and found.out.startswith("AWS-CIDR-05\n")
    headings = {line[2:12].strip() for line in found.out.splitlines()[1:]} - {""}
    assert {"Rule", "Level", "Otherwise", "Fix", "Needs", "Source"} <= headings


EXISTING = Vpc(
    origin=Origin("123456789012/us-east-1/vpc-1", "AWS::EC2::VPC"),
    name="old",
    id=Known("vpc-1"),
    region=Known("us-east-1"),
    account=Known("123456789012"),
    live=True,
    cidr_block=Known("10.0.0.0/8"),
)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """An account with one VPC, whose load balancers could not be read; the list gets what was asked for."""
    asked: list[Any] = []

    def read_live(regions: tuple[str, ...], time_limit_seconds: float) -> LiveData:
        asked.append((regions, time_limit_seconds))
        why = "load balancers in us-east-1 were not read: AWS does not answer"
        return LiveData((EXISTING,), {}, (Unjudged(LIVE, None, why),))

    monkeypatch.setattr(reader, "read_live", read_live)
    return asked


def test_live_alone_judges_what_exists(privateapi: Any, account: list[Any]) -> None:
    found = privateapi("check", "--live", "--region", "us-east-1", "--region", "us-west-2", "--json")
    document = json.loads(found.out)
    assert (found.code, document["subject"]) == (1, "account")
    assert [finding["rule"] for finding in document["findings"]] == ["AWS-CIDR-01"]
    assert account == [(("us-east-1", "us-west-2"), 60)]


def test_live_beside_a_state(privateapi: Any, tmp_path: Path, account: list[Any]) -> None:
    found = privateapi("check", "--state", state(tmp_path, CLEAN), "--live", "--region", "us-east-1")
    said = " ".join(found.out.split())
    assert found.code == 2 and " 0 violations" in said, "what exists is not judged for itself"
    assert said.count("load balancers in us-east-1 were not read: AWS does not answer") == 1
    arguments = ["check", "--state", state(tmp_path, CLEAN), "--live", "--region", "us-east-1"]
    assert privateapi(*arguments, "--allow-not-judged").code == 2, "what was asked for could not be read"


def test_live_settings_count_only_with_the_option(privateapi: Any, tmp_path: Path, account: list[Any]) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("live: {regions: [eu-west-1], timeLimitSeconds: 5}\n")
    arguments = ["check", "--state", state(tmp_path, CLEAN), "--settings", str(settings)]
    assert privateapi(*arguments).code == 0
    assert account == []
    assert privateapi(*arguments, "--live").code == 2
    assert account == [(("eu-west-1",), 5)]


@pytest.mark.parametrize(
    ("case", "arguments", "text"),
    [
        (
            "nothing",
            [],
            "nothing to check; give --stack NAME, --preview FILE, --state FILE or --live --region REGION",
        ),
        ("two subjects", ["--state", "a", "--preview", "b"], "--preview and --state are given; give one of them"),
        ("two forms", ["--state", "a", "--json", "--sarif"], "--json and --sarif are given; give one of them"),
        (
            "a Region without --live",
            ["--state", "a", "--region", "us-east-1"],
            "--region says where --live reads; add --live",
        ),
        (
            "--live without a Region",
            ["--live"],
            "--live needs Regions to read; give --region, or `live: {regions: […]}` in the settings",
        ),
        (
            "a Region that is none",
            ["--live", "--region", "us-esat-1"],
            "options: live.regions[0]: 'us-esat-1' is not an AWS Region; us-east-1 or eu-central-1, for example, "
            "would be right",
        ),
        ("no file", ["--state", "none.json"], "none.json cannot be read: No such file or directory"),
        ("a folder", ["--preview", "stacks"], "stacks cannot be read: Is a directory"),
        (
            "no JSON",
            ["--state", "Pulumi.yaml"],
            "Pulumi.yaml: it is no JSON (Expecting value: line 1 column 1 (char 0)), so it is not an exported stack; "
            "`pulumi stack export` writes one",
        ),
        (
            "a preview for a state",
            ["--state", "preview.json"],
            "preview.json: there is no `deployment` in it; `pulumi stack export` writes an exported stack",
        ),
        (
            "a state for a preview",
            ["--preview", "state.json"],
            "state.json: there are no `steps` in it; `pulumi preview --json --show-sames` writes a preview",
        ),
        ("a list", ["--preview", "list.json"], "it is not a preview; `pulumi preview --json --show-sames` writes one"),
        (
            "no settings",
            ["--state", "state.json", "--settings", "none.yaml"],
            "none.yaml cannot be read: [Errno 2] No such file or directory: 'none.yaml'",
        ),
        (
            "settings that are a list",
            ["--state", "state.json", "--settings", "list.json"],
            "list.json holds no mapping",
        ),
        (
            "settings with an unknown key",
            ["--state", "state.json", "--settings", "wrong.json"],
            "wrong.json: stict: there is no property 'stict'; did you mean 'strict'?",
        ),
        (
            "live data that are a number",
            ["--state", "state.json", "--settings", "number.json", "--live", "--region", "us-east-1"],
            "number.json: live: ",
        ),
        (
            "live data that are a list",
            ["--state", "state.json", "--settings", "regions.json", "--live", "--region", "us-east-1"],
            "regions.json: live: ",
        ),
        (
            "live data that are off",
            ["--state", "state.json", "--settings", "off.json", "--live", "--region", "us-east-1"],
            "off.json: live: ",
        ),
        (
            "a date that is none",
            ["--state", "state.json", "--settings", "date.yaml"],
            "date.yaml cannot be read: ",
        ),
        ("an unknown stack", ["--stack", "lokal"], "there is no stack 'lokal': "),
        ("an unknown rule", ["--explain", "AWS-CIDR-99"], "there is no rule 'AWS-CIDR-99'; did you mean AWS-CIDR-"),
    ],
)
def test_bad_input(
    privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any, case: str, arguments: list[str], text: str
) -> None:
    state(project, CLEAN)
    write(project / "preview.json", preview_of(CLEAN))
    write(project / "list.json", [])
    write(project / "wrong.json", {"stict": True})
    write(project / "number.json", {"live": 5})
    write(project / "regions.json", {"live": ["us-east-1"]})
    write(project / "off.json", {"live": False})
    (project / "date.yaml").write_text("exemptions: [{expires: 2027-02-30}]\n", encoding="utf-8")
    found = privateapi("check", *arguments)
    assert (found.code, found.out) == (3, ""), (case, found.err)
    assert found.err.startswith("error: ") and text in found.err, case
    assert "Traceback" not in found.err


@pytest.mark.parametrize("arguments", [["--stat", "x"], ["--state"], ["surplus"]])
def test_wrong_options_are_bad_input(privateapi: Any, arguments: list[str]) -> None:
    assert privateapi("check", *arguments).code == 3
