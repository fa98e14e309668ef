"""InstanceNetwork: what an instance keeps for life. That the engine asks before a change is in tests/stacks."""

from typing import Any

import pulumi
import pytest

from components.alicloud import ComponentError
from components.alicloud.instance_network import refuse_change

ZONE = {"zoneId": "cn-hangzhou-j", "cidrBlock": "10.0.1.0/24", "vswitchId": "vsw-1"}
BEFORE = {"vpcId": "vpc-1", "instanceCidr": "192.168.0.0/16", "zones": [ZONE], "securityGroupId": "sg-1"}


def update(after: dict[str, Any], outputs: dict[str, Any] | None = None) -> pulumi.ResourceHookArgs:
    there = {"instanceId": "apigateway-hz-1"} if outputs is None else outputs
    return pulumi.ResourceHookArgs(
        urn="urn", id="", name="gateway", type="t", new_inputs=after, old_inputs=BEFORE, old_outputs=there
    )


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        (
            "vpcId",
            "vpc-2",
            "vpcId: changes from 'vpc-1' to 'vpc-2', but the VPC of an instance is immutable after creation",
        ),
        ("vpcId", None, "vpcId: changes from 'vpc-1' to one of the component's own, but the VPC"),
        ("vpcId", object(), "vpcId: changes from 'vpc-1' to one that is not known yet, but the VPC"),
        ("instanceCidr", "172.16.0.0/12", "instanceCidr: changes from '192.168.0.0/16' to '172.16.0.0/12', but"),
        (
            "zones",
            [ZONE, {"zoneId": "cn-hangzhou-k", "cidrBlock": "10.0.2.0/24", "vswitchId": None}],
            "zones: changes from cn-hangzhou-j 10.0.1.0/24 vsw-1 to cn-hangzhou-j 10.0.1.0/24 vsw-1 and cn-hangzhou-k "
            "10.0.2.0/24, but a zone or vSwitch of an instance is immutable after creation",
        ),
        ("securityGroupId", "sg-2", "securityGroupId: changes from 'sg-1' to 'sg-2', but the security group"),
    ],
)
def test_refused(key: str, value: Any, text: str) -> None:
    with pytest.raises(ComponentError) as error:
        refuse_change(update({**BEFORE, key: value}))
    assert str(error.value).startswith("VpcIntegrationInstance (gateway):\n  "), key
    assert text in str(error.value) and "declare a second VpcIntegrationInstance" in str(error.value)


def test_nothing_that_counts_changes() -> None:
    refuse_change(update({**BEFORE, "region": "cn-hangzhou"}))


def test_no_instance_yet() -> None:
    """A first deployment that failed before the instance was there is corrected without a word."""
    refuse_change(update({**BEFORE, "vpcId": "vpc-2"}, outputs={}))
