"""States and previews as the engine writes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privateapi.readers.mapping import topology_of
from privateapi.readers.resource import SECRET, SECRET_SIGNATURE, SIGNATURE, UNKNOWN
from privateapi.readers.state import UnreadableError, read_preview, read_state
from privateapi.rules.ali_cidr.instance_vpc_kept import InstanceVpcKept
from privateapi.rules.design import Design
from privateapi.rules.engine import judge
from privateapi.topology.model import GatewayInstance, Subnet, Vpc
from tests.readers.reading import shown

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
PROVIDER = "urn:pulumi:dev::test::pulumi:providers:aws::default"
COMPONENT = "urn:pulumi:dev::test::privateapi:aws:Network::net"
VPC = "urn:pulumi:dev::test::privateapi:aws:Network$aws:ec2/vpc:Vpc::hub"
SUBNET = "urn:pulumi:dev::test::aws:ec2/subnet:Subnet::a"


def state(urn: str, type: str, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"urn": urn, "type": type, "inputs": inputs, "custom": True, **more}


STATES = [
    state(PROVIDER, "pulumi:providers:aws", {"region": "us-east-1"}, id="p1", outputs={"region": "us-east-1"}),
    state(COMPONENT, "privateapi:aws:Network", {"cidrBlock": "10.0.0.0/16"}, outputs={"vpcId": "vpc-1"}, custom=False),
    state(
        VPC,
        "aws:ec2/vpc:Vpc",
        {"cidrBlock": "10.0.0.0/16", "tags": {SIGNATURE: SECRET_SIGNATURE, "ciphertext": "v1:x"}},
        id="vpc-1",
        outputs={"id": "vpc-1", "arn": "arn", "ipv6CidrBlock": ""},
        parent=COMPONENT,
        provider=f"{PROVIDER}::p1",
    ),
    state(
        SUBNET,
        "aws:ec2/subnet:Subnet",
        {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"},
        id="subnet-1",
        dependencies=[VPC],
        propertyDependencies={"vpcId": [VPC], "cidrBlock": []},
        provider=f"{PROVIDER}::p1",
    ),
]


def exported(*states: Any) -> str:
    return json.dumps({"version": 3, "deployment": {"resources": list(states)}})


def previewed(*steps: Any, **more: Any) -> str:
    return json.dumps({"steps": list(steps), **more})


def test_state() -> None:
    found = {each.key: each for each in read_state(exported(*STATES))}
    vpc, subnet = found[VPC], found[SUBNET]
    assert (vpc.type, vpc.name, vpc.id, vpc.parent, vpc.live) == ("aws:ec2/vpc:Vpc", "hub", "vpc-1", COMPONENT, False)
    assert vpc.properties == {"cidrBlock": "10.0.0.0/16", "tags": SECRET, "id": "vpc-1", "arn": "arn"}
    assert vpc.provider == {"region": "us-east-1"}
    assert (subnet.dependencies, subnet.depends_on) == ({"vpcId": (VPC,)}, (VPC,))
    topology = topology_of(found.values())
    assert topology.follow(topology.of(Subnet)[0].vpc, Vpc).get().key == VPC
    assert shown(topology.of(Vpc)[0].region) == "us-east-1"


def test_state_that_is_about_to_go() -> None:
    assert read_state(exported(state(VPC, "aws:ec2/vpc:Vpc", {}, delete=True))) == []


def test_state_of_a_resource_that_is_only_read() -> None:
    (found,) = read_state(exported(state(VPC, "aws:ec2/vpc:Vpc", {}, external=True)))
    assert found.live


def test_state_without_types_and_properties() -> None:
    (found,) = read_state(exported({"urn": VPC}))
    assert (found.type, found.properties, found.id) == ("aws:ec2/vpc:Vpc", {}, None)


def test_what_only_the_cloud_tells() -> None:
    [found] = read_state(exported(STATES[2]))
    assert found.computed == {"id", "arn", "ipv6CidrBlock"}


def test_configuration() -> None:
    (found,) = read_state(exported(state(VPC, "aws:ec2/vpc:Vpc", {})), {"aws": {"region": "us-west-2"}})
    assert found.config == {"region": "us-west-2"}


def test_first_preview() -> None:
    steps = [
        {"op": "create", "urn": VPC, "newState": state(VPC, "aws:ec2/vpc:Vpc", {"tags": "[secret]"}, parent=COMPONENT)},
        {
            "op": "create",
            "urn": SUBNET,
            "newState": state(
                SUBNET,
                "aws:ec2/subnet:Subnet",
                {"vpcId": UNKNOWN_TEXT},
                propertyDependencies={"vpcId": [VPC]},
                provider=f"{PROVIDER}::{UNKNOWN_TEXT}",
            ),
        },
    ]
    text = previewed(*steps, config={"aws:region": "eu-west-1", "aws:profile": "x"}, changeSummary={"create": 2})
    found = {each.key: each for each in read_preview(text)}
    assert found[VPC].properties == {"tags": SECRET}
    assert found[SUBNET].properties == {"vpcId": UNKNOWN}
    assert (found[SUBNET].provider, found[SUBNET].config) == ({}, {"region": "eu-west-1"})
    topology = topology_of(found.values())
    assert topology.follow(topology.of(Subnet)[0].vpc, Vpc).get().key == VPC


@pytest.mark.parametrize(
    ("op", "kept"),
    [
        ("create", True),
        ("update", True),
        ("same", True),
        ("replace", True),
        ("create-replacement", True),
        ("import", True),
        ("read", True),
        ("delete", False),
        ("delete-replaced", False),
        ("read-discard", False),
    ],
)
def test_operations(op: str, kept: bool) -> None:
    text = previewed({"op": op, "urn": VPC, "newState": state(VPC, "aws:ec2/vpc:Vpc", {})})
    assert bool(read_preview(text)) is kept


def test_replacement_has_the_new_state_once() -> None:
    steps = [
        {
            "op": "create-replacement",
            "urn": VPC,
            "newState": state(VPC, "aws:ec2/vpc:Vpc", {"cidrBlock": "10.1.0.0/16"}),
        },
        {"op": "replace", "urn": VPC, "newState": state(VPC, "aws:ec2/vpc:Vpc", {"cidrBlock": "10.1.0.0/16"})},
        {"op": "delete-replaced", "urn": VPC, "oldState": state(VPC, "aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})},
    ]
    assert [each.properties for each in read_preview(previewed(*steps))] == [{"cidrBlock": "10.1.0.0/16"}]


@pytest.mark.parametrize(
    ("op", "before"), [("update", "vpc-1"), ("replace", "vpc-1"), ("create-replacement", "vpc-1"), ("same", None)]
)
def test_inputs_before_a_change(op: str, before: str | None) -> None:
    urn = "urn:pulumi:dev::test::alicloud:apigateway/instance:Instance::gateway"
    old, new = (state(urn, "alicloud:apigateway/instance:Instance", {"userVpcId": vpc}) for vpc in ("vpc-1", "vpc-2"))
    [found] = read_preview(previewed({"op": op, "urn": urn, "oldState": old, "newState": new}))
    [instance] = topology_of([found]).of(GatewayInstance)
    assert (shown(instance.user_vpc), shown(instance.previous_vpc)) == ("vpc-2", before)
    violations = [each.rule for each in judge(Design(topology_of([found])), [InstanceVpcKept()]).violations]
    assert violations == (["ALI-CIDR-04"] if before else [])


@pytest.mark.parametrize(
    ("op", "id", "outputs"),
    [
        ("same", "vpc-1", {"arn": "arn"}),
        ("update", "vpc-1", {}),
        ("replace", None, {}),
        ("create-replacement", None, {}),
    ],
)
def test_what_stays_of_the_old_state(op: str, id: str | None, outputs: dict[str, str]) -> None:
    """The engine leaves the id out of a new state, and the outputs, although nothing of them changes."""
    inputs = {"cidrBlock": "10.0.0.0/16"}
    old = state(VPC, "aws:ec2/vpc:Vpc", inputs, id="vpc-1", outputs={"arn": "arn"})
    step = {"op": op, "urn": VPC, "oldState": old, "newState": state(VPC, "aws:ec2/vpc:Vpc", inputs)}
    [found] = read_preview(previewed(step))
    assert (found.id, found.properties) == (id, {**inputs, **outputs})


def test_preview_without_what_stays_the_same() -> None:
    steps = [{"op": "same", "urn": VPC, "newState": state(VPC, "aws:ec2/vpc:Vpc", {})}]
    with pytest.raises(UnreadableError) as error:
        read_preview(previewed(*steps, changeSummary={"same": 3}))
    assert str(error.value) == (
        "2 of 3 resources that stay the same are not in it; write it with `pulumi preview --json --show-sames`"
    )


@pytest.mark.parametrize(
    ("case", "text", "message"),
    [
        (
            "no JSON",
            "Previewing update",
            "it is no JSON (Expecting value: line 1 column 1 (char 0)), so it is not an exported stack; "
            "`pulumi stack export` writes one",
        ),
        ("a list", "[]", "it is not an exported stack; `pulumi stack export` writes one"),
        (
            "a preview",
            '{"steps": []}',
            "there is no `deployment` in it; `pulumi stack export` writes an exported stack",
        ),
        (
            "no list",
            '{"deployment": {"resources": 3}}',
            "its `deployment.resources` is no list; `pulumi stack export` writes an exported stack",
        ),
    ],
)
def test_no_state(case: str, text: str, message: str) -> None:
    with pytest.raises(UnreadableError) as error:
        read_state(text)
    assert str(error.value) == message, case


def test_no_preview() -> None:
    with pytest.raises(UnreadableError, match="there are no `steps` in it"):
        read_preview(exported())


def test_empty_state() -> None:
    assert read_state('{"deployment": {}}') == []


@pytest.mark.parametrize("entry", [3, None, "text", {"no": "urn"}, {"urn": 3}, {"urn": "hub", "type": VPC}])
def test_what_is_no_resource_is_not_left_out(entry: Any) -> None:
    with pytest.raises(UnreadableError) as error:
        read_state(exported(STATES[0], entry))
    assert str(error.value) == "its `deployment.resources[1]` has no URN, so it is no resource of an exported stack"
    with pytest.raises(
        UnreadableError, match="its `steps\\[0\\].newState` has no URN, so it is no resource of a preview"
    ):
        read_preview(previewed({"op": "create", "newState": entry}))


@pytest.mark.parametrize(
    ("type", "said"),
    [
        (5, "is no text"),
        ({"x": 1}, "is no text"),
        ("", "is ''"),
        ("aws:ec2/subnet:Subnet", "is 'aws:ec2/subnet:Subnet'"),
    ],
)
def test_a_type_that_is_not_the_urns(type: Any, said: str) -> None:
    """A resource read as another type would pass the rules for its own."""
    message = f"{said}, and the URN says 'aws:ec2/vpc:Vpc'; both must be the same"
    with pytest.raises(UnreadableError) as error:
        read_state(exported(STATES[0], {**STATES[2], "type": type}))
    assert str(error.value) == f"its `deployment.resources[1].type` {message}"
    with pytest.raises(UnreadableError) as error:
        read_preview(previewed({"op": "create", "newState": {**STATES[2], "type": type}}))
    assert str(error.value) == f"its `steps[0].newState.type` {message}"


@pytest.mark.parametrize("depth", [900, 100_000])
def test_deep_nesting_is_a_fault_of_the_document(depth: int) -> None:
    deep = exported({"urn": VPC, "inputs": {"x": "deep"}}).replace('"deep"', "[" * depth + "]" * depth)
    with pytest.raises(UnreadableError, match="a value in it is nested too deeply to be read"):
        read_state(deep)


def test_step_that_is_none() -> None:
    with pytest.raises(UnreadableError, match="its `steps\\[0\\]` is no step of a preview"):
        read_preview(previewed("create"))


def test_preview_that_failed() -> None:
    diagnostics = [{"severity": "info", "message": "x"}, {"severity": "error", "message": "no\nsuch VPC"}]
    with pytest.raises(UnreadableError) as error:
        read_preview(previewed(diagnostics=diagnostics))
    assert str(error.value) == "the preview failed, so not all resources are in it: no such VPC"


@pytest.mark.parametrize(
    "broken",
    [
        {"inputs": 3, "outputs": "x"},
        {"dependencies": 3, "propertyDependencies": {"vpcId": 3}},
        {"propertyDependencies": [], "parent": 3, "provider": 3, "id": 3, "type": None},
        {"sourcePosition": 3, "external": "yes"},
    ],
)
def test_wrong_fields_of_a_resource(broken: dict[str, Any]) -> None:
    (found,) = read_state(exported({**STATES[2], **broken}))
    assert (found.key, found.type, found.name) == (VPC, "aws:ec2/vpc:Vpc", "hub")
