"""One answer explained, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).with_name("active-active.state.json")
NAME = "orders.internal.example.com"
EAST, WEST = "active-active-us-east-1", "active-active-us-west-2"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")


def ask(privateapi: Any, *arguments: str, name: str = NAME) -> Any:
    return privateapi("answer", name, "--from", EAST, "--state", str(RECORDED), *arguments)


def test_usual_answer(privateapi: Any) -> None:
    result = ask(privateapi)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        f" 1. VPC {EAST} asks for A of {NAME}",
        " 2. hosted zone active-active answers for internal.example.com",
        f" 3. {NAME} has 2 latency records",
        f" 4. record {EAST} is healthy: health check {EAST} has 2 healthy of 2 checks and needs 2",
        f" 5. record {WEST} is healthy: health check {WEST} has 2 healthy of 2 checks and needs 2",
        f" 6. record {EAST} answers: us-east-1 is the nearest of 2 healthy",
        f" 7. it is an alias of load balancer {EAST}",
        f"    every query gets 10.0.0.254, 10.0.1.254 of load balancer {EAST} in us-east-1",
        f"    on the way from subnet {EAST}-private-a to subnet {EAST}-private-a:",
        f"      10.0.0.0/16 is VPC {EAST} itself",
        "served by us-east-1",
    ]


def test_answer_while_a_region_is_down(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "region:us-east-1")
    lines = result.out.splitlines()
    assert (result.code, lines[0]) == (0, "Region us-east-1 is down")
    assert f" 6. record {WEST} answers: us-west-2 is the nearest of 1 healthy" in lines
    assert f"      takes it to transit gateway {WEST}" in lines
    assert "      60 s: TTL of the answer (Route 53 API reference, ResourceRecordSet, TTL)" in lines
    assert lines[-1] == "served by us-west-2 after 120 s"


def test_answer_that_leads_nowhere(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "region:us-east-1", "--fail", "link:us-west-2/us-east-1")
    assert result.code == 1
    assert result.out.splitlines()[-1] == (
        f"unreachable: the way to load balancer {WEST} is gone: the link us-east-1/us-west-2 is cut"
    )


def test_json(privateapi: Any) -> None:
    result = ask(privateapi, "--fail", "api:active-active-us-east-1", "--format", "json")
    document = json.loads(result.out)
    assert (document["name"], document["client"], document["verdict"]) == (NAME, EAST, "served")
    assert document["failures"] == ["api:active-active-us-east-1"]
    assert document["answers"][0]["region"] == "us-west-2"
    assert document["moves"]["seconds"] == 180
    assert document["steps"][0]["text"] == f"VPC {EAST} asks for A of {NAME}"
    assert document["steps"][1]["resource"].endswith("route53:HostedZone::active-active")


def test_the_only_deployed_stack_is_meant(privateapi: Any, project: Path, fake_engine: Any, fake_sandbox: Any) -> None:
    folder = project / ".sandbox" / "first-other" / "state" / ".pulumi" / "stacks" / "private-apis"
    folder.mkdir(parents=True)
    (folder / "local.json").write_text(json.dumps({"checkpoint": {"latest": {"resources": [{}]}}}))
    fake_engine.answer("stack export", 0, stdout=RECORDED.read_text(encoding="utf-8"))
    result = privateapi("answer", NAME, "--from", WEST)
    assert (result.code, result.out.splitlines()[-1]) == (0, "served by us-west-2")


@pytest.mark.parametrize(
    ("case", "arguments", "message"),
    [
        (
            "no design",
            [NAME, "--from", EAST],
            "no design to answer from; give --stack NAME, --preview FILE, --state FILE or --account --region REGION",
        ),
        (
            "an unknown VPC",
            [NAME, "--from", "hub", "--state", str(RECORDED)],
            f"there is no client VPC 'hub'; there are {EAST}, {WEST}",
        ),
        (
            "an unknown name",
            ["www.example.com", "--from", EAST, "--state", str(RECORDED)],
            f"there is no name 'www.example.com'; there is {NAME}",
        ),
        (
            "an unknown failure",
            [NAME, "--from", EAST, "--state", str(RECORDED), "--fail", "az:us-east-1f"],
            "there is no az:us-east-1f; there are az:us-east-1a, az:us-east-1b, az:us-west-2a, az:us-west-2b",
        ),
    ],
)
def test_bad_input(privateapi: Any, project: Path, case: str, arguments: list[str], message: str) -> None:
    result = privateapi("answer", *arguments)
    assert (result.code, result.err) == (3, f"error: {message}\n")


def test_a_missing_option_is_bad_input(privateapi: Any, project: Path) -> None:
    assert privateapi("answer", NAME).code == 3


def test_a_generated_name_is_answered_by_the_endpoint(privateapi: Any) -> None:
    """Private DNS of the endpoint answers for every API of the Region; which API it is, the first label says."""
    document = json.loads(RECORDED.read_text(encoding="utf-8"))
    api = next(
        each["id"]
        for each in document["deployment"]["resources"]
        if each["type"] == "privateapi:apigateway:RestApi" and each["urn"].endswith(EAST)
    )
    name = f"{api}.execute-api.us-east-1.amazonaws.com"
    assert ask(privateapi, name=name).out.splitlines()[-1] == "served by us-east-1"
    failed = ask(privateapi, "--fail", f"api:{EAST}", name=name)
    assert (failed.code, failed.out.splitlines()[-1]) == (1, f"dead: VPC endpoint {EAST}: REST API {EAST} answers 5xx")


@pytest.fixture
def hybrid(tmp_path: Path) -> Path:
    """The recorded state with an inbound endpoint in us-east-1, which lets 192.168.0.0/16 ask."""
    document = json.loads(RECORDED.read_text(encoding="utf-8"))
    resources = document["deployment"]["resources"]
    outputs = {each["urn"].rpartition("$")[2]: each.get("outputs", {}) for each in resources}
    vpc = outputs[f"privateapi:ec2:Vpc::{EAST}"]["vpcId"]
    subnets = [outputs[f"privateapi:ec2:Subnet::{EAST}-private-{zone}"]["subnetId"] for zone in "ab"]
    addresses = [{"subnetId": subnet, "ip": ip} for subnet, ip in zip(subnets, ("10.0.0.6", "10.0.1.6"), strict=True)]
    rule = {"securityGroupId": "sg-1", "type": "ingress", "fromPort": 53, "toPort": 53, "cidrIpv4": "192.168.0.0/16"}
    added = {
        "ec2:SecurityGroup::inbound": {"securityGroupId": "sg-1", "vpcId": vpc},
        "ec2:SecurityGroupRule::tcp": {**rule, "ipProtocol": "tcp"},
        "ec2:SecurityGroupRule::udp": {**rule, "ipProtocol": "udp"},
        "route53resolver:Endpoint::inbound": {
            "endpointId": "rslvr-in-1",
            "direction": "INBOUND",
            "hostVpcId": vpc,
            "securityGroupIds": ["sg-1"],
            "ipAddresses": addresses,
        },
    }
    for key, properties in added.items():
        type, _, name = f"privateapi:{key}".partition("::")
        properties = {**properties, "region": "us-east-1"}
        id = properties.get("endpointId") or properties["securityGroupId"]
        resources.append(
            {
                "urn": f"urn:pulumi:active-active::private-apis::{type}::{name}",
                "type": type,
                "custom": True,
                "id": id if "Rule" not in type else f"sgr-{name}",
                "inputs": properties,
                "outputs": properties,
            }
        )
    path = tmp_path / "hybrid.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize("through", ["10.0.1.6", "inbound", "rslvr-in-1"])
def test_client_on_premises(privateapi: Any, hybrid: Path, through: str) -> None:
    result = privateapi("answer", NAME, "--from", "192.168.0.9", "--through", through, "--state", str(hybrid))
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[:2] == [
        f" 1. 192.168.0.9 asks resolver endpoint inbound, which answers as VPC {EAST} sees it",
        f" 2. VPC {EAST} asks for A of {NAME}",
    ]
    assert lines[-2:] == [
        f"    every query gets 10.0.0.254, 10.0.1.254 of load balancer {EAST} in us-east-1",
        "served by us-east-1",
    ]


def test_client_on_premises_while_an_api_is_down(privateapi: Any, hybrid: Path) -> None:
    asked = ("--from", "192.168.0.9", "--through", "inbound", "--state", str(hybrid), "--fail", f"api:{EAST}")
    result = privateapi("answer", NAME, *asked, "--format", "json")
    document = json.loads(result.out)
    assert (document["client"], document["verdict"]) == ("192.168.0.9 through inbound", "served")
    assert document["answers"][0]["region"] == "us-west-2"


@pytest.mark.parametrize(
    ("failed", "end"),
    [
        (
            ["region:us-east-1"],
            "hole: resolver endpoint inbound answers nobody: Region us-east-1 is down; clients need an inbound "
            "endpoint "
            "elsewhere, too",
        ),
        (["az:us-east-1a"], "served by us-east-1"),
    ],
)
def test_client_on_premises_while_the_endpoint_is_down(
    privateapi: Any, hybrid: Path, failed: list[str], end: str
) -> None:
    failures = [each for failure in failed for each in ("--fail", failure)]
    asked = ("--from", "192.168.0.9", "--through", "inbound", "--state", str(hybrid), *failures)
    assert privateapi("answer", NAME, *asked).out.splitlines()[-1] == end


def test_client_on_premises_that_is_not_let_in(privateapi: Any, hybrid: Path) -> None:
    result = privateapi("answer", NAME, "--from", "172.16.0.9", "--through", "inbound", "--state", str(hybrid))
    assert (result.code, result.out.splitlines()) == (
        1,
        [
            f" 1. 172.16.0.9 asks resolver endpoint inbound, which answers as VPC {EAST} sees it",
            "hole: security group inbound of resolver endpoint inbound does not let 172.16.0.9 in on udp 53",
        ],
    )


@pytest.mark.parametrize(
    ("client", "through", "message"),
    [
        ("192.168.0.9", "10.0.0.9", "there is no inbound Resolver endpoint '10.0.0.9'; there are inbound"),
        (
            "hub",
            "inbound",
            "'hub' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'",
        ),
    ],
)
def test_bad_input_on_premises(privateapi: Any, hybrid: Path, client: str, through: str, message: str) -> None:
    result = privateapi("answer", NAME, "--from", client, "--through", through, "--state", str(hybrid))
    assert (result.code, result.err) == (3, f"error: {message}\n")


def test_an_instance_of_alibaba_cloud_asks_for_a_backend(privateapi: Any, tmp_path: Path) -> None:
    def resource(kind: str, name: str, **inputs: Any) -> dict[str, Any]:
        urn = f"urn:pulumi:dev::test::{kind}::{name}"
        return {"urn": urn, "type": kind, "custom": True, "id": f"{name}-id", "inputs": inputs, "outputs": inputs}

    addresses = [{"record": "10.0.0.10", "weight": 3}, {"record": "10.0.1.10", "weight": 1}]
    domain, region = "stock.internal", "cn-hangzhou"
    resources = [
        resource("alicloud:apigateway/instance:Instance", "gateway", instanceName="gateway"),
        resource(
            "privateapi:alicloud:PrivateDns",
            "stock",
            intranetDomain=domain,
            type="A",
            records=addresses,
            regionId=region,
        ),
        resource(
            "privateapi:alicloud:PrivateDnsAssociation",
            "of",
            intranetDomains=[domain],
            instanceId="gateway-id",
            regionId=region,
        ),
    ]
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}), encoding="utf-8")
    result = privateapi("answer", "stock.internal", "--from", "gateway", "--state", str(path))
    assert (result.code, result.out.splitlines()[-1]) == (0, "served by 75% 10.0.0.10, 25% 10.0.1.10"), result.err
    failed = privateapi(
        "answer", "stock.internal", "--from", "gateway", "--state", str(path), "--fail", "backend:10.0.1.10"
    )
    assert (failed.code, failed.out.splitlines()[-1]) == (1, "dead: 25%: backend 10.0.1.10 is down")


def test_clients_on_premises_of_a_rehearsal(privateapi: Any, hybrid: Path) -> None:
    asked = ("answer", NAME, "--from", "on premises by inbound", "--state", str(hybrid))
    result = privateapi(*asked)
    assert (result.code, result.out.splitlines()[-1]) == (0, "served by us-east-1")
    assert result.out.startswith(" 1. a client on premises asks resolver endpoint inbound")
    failed = privateapi(*asked, "--fail", "region:us-east-1")
    assert failed.out.splitlines()[-1] == "hole: no inbound endpoint works: Region us-east-1 is down"
