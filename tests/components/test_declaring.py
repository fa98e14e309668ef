"""The recording monitor fails a test that the engine would fail."""

import asyncio

import pulumi
import pytest

from components.aws import ExistingNetwork, Network, NetworkSubnet
from privateapi.sdk import ec2
from tests.components.declaring import declare, text


class Pair(pulumi.ComponentResource):
    def __init__(self, names: list[str], cidr: pulumi.Input[str] = "10.0.0.0/16", hold: bool = True) -> None:
        super().__init__("test:index:Pair", "pair")
        parent = pulumi.ResourceOptions(parent=self if hold else None)
        self.vpcs = [ec2.Vpc(name, parent, cidr_block=cidr) for name in names]


def test_recorded() -> None:
    made = declare(lambda: Pair(["one", "two"]), resolve=lambda pair: {"ids": [vpc.vpc_id for vpc in pair.vpcs]})
    assert made.inputs("ec2:Vpc") == {name: {"cidrBlock": "10.0.0.0/16"} for name in ("one", "two")}
    assert made.values["ids"] == [text("Vpc", "one", "vpcId"), text("Vpc", "two", "vpcId")]
    assert {each.urn for each in made.resources} == {
        "urn:pulumi:stack::project::test:index:Pair::pair",
        "urn:pulumi:stack::project::test:index:Pair$privateapi:ec2:Vpc::one",
        "urn:pulumi:stack::project::test:index:Pair$privateapi:ec2:Vpc::two",
    }


def test_same_name_twice() -> None:
    with pytest.raises(AssertionError, match="duplicate resource URN '.*Vpc::one'"):
        declare(lambda: Pair(["one", "one"]))


def test_child_of_nobody() -> None:
    with pytest.raises(AssertionError, match="children that nobody holds .*Vpc::one"):
        declare(lambda: Pair(["one"], hold=False))


def test_input_that_fails() -> None:
    def fail(text: str) -> str:
        raise ValueError(f"{text} is wrong")

    with pytest.raises(ValueError, match="10.0.0.0/16 is wrong"):
        declare(lambda: Pair(["one"], pulumi.Output.from_input("10.0.0.0/16").apply(fail)))


def test_settings_end_with_the_program() -> None:
    existing = ExistingNetwork("vpc-0a", "10.9.0.0/16", [NetworkSubnet("subnet-0a", "10.9.0.0/24", "us-east-1a")], [])
    before = pulumi.runtime.get_root_resource()
    declare(lambda: Network("net", region="us-east-1", existing=existing))
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
    assert pulumi.runtime.get_root_resource() is before
