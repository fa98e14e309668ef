"""Canary: a function in the private subnets, called each minute."""

from typing import Any

import pulumi
import pytest

from components.aws import Canary, ComponentError
from tests.components.aws.networks import network
from tests.components.declaring import declare, text

NAME = "api.internal.example.com"


class _Watched(pulumi.ComponentResource):
    """A network and the canary in it."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__("test:index:Watched", "watched")
        child = pulumi.ResourceOptions(parent=self)
        given: dict[str, Any] = {"endpoint": "vpce-1.vpce.amazonaws.com", "domain_name": NAME, **arguments}
        self.canary = Canary("canary", child, network=network(opts=child), **given)


def test_parts_fit() -> None:
    made = declare(
        lambda: _Watched(path="/orders", tags={"team": "orders"}),
        resolve=lambda watched: {"name": watched.canary.function_name},
    )
    function = made.one("lambda:Function")
    assert function["environment"] == {
        "ENDPOINT": "vpce-1.vpce.amazonaws.com",
        "HOST": NAME,
        "REQUEST_PATH": "/orders",
    }
    assert function["vpcConfig"] == {
        "subnetIds": ["subnet-us-east-1-a", "subnet-us-east-1-b"],
        "securityGroupIds": [text("SecurityGroup", "canary", "securityGroupId")],
    }
    assert function["handler"] == "canary_function.handler" and list(function["files"]) == ["canary_function.py"]
    way = made.one("ec2:SecurityGroupRule")
    assert (way["type"], way["toPort"], way["cidrIpv4"]) == ("egress", 443, "10.0.0.0/16")
    rule = made.one("events:Rule")
    assert rule["scheduleExpression"] == "rate(1 minute)"
    assert rule["targets"] == [{"id": "canary", "arn": text("Function", "canary", "arn")}]
    permission = made.one("lambda:Permission")
    assert (permission["principal"], permission["sourceArn"]) == ("events.amazonaws.com", text("Rule", "canary", "arn"))
    assert made.values == {"name": "canary"}


def test_path_without_a_slash() -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Watched(path="orders"))
    assert str(caught.value) == "Canary (canary):\n  path: 'orders' does not begin with a slash; '/orders' does"
