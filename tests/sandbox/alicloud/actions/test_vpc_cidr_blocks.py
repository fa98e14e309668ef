"""Secondary blocks of VPCs: which are taken, and when they go."""

from __future__ import annotations

import pytest

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import CallError, Clients, error_code


def test_secondary_blocks(ali: Clients) -> None:
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": "10.0.0.0/16"})["VpcId"]
    named = {"VpcId": vpc, "SecondaryCidrBlock": "10.9.0.0/16"}
    ali.call(VPC, "AssociateVpcCidrBlock", named)
    for overlapping in ("10.0.128.0/24", "10.9.0.0/20", "10.0.0.0/8"):
        with pytest.raises(CallError, match=f"{overlapping} overlaps 10.") as refused:
            ali.call(VPC, "AssociateVpcCidrBlock", named | {"SecondaryCidrBlock": overlapping})
        assert refused.value.code == "InvalidCidrBlock.Overlapped"
    shown = ali.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc})
    assert shown["SecondaryCidrBlocks"] == {"SecondaryCidrBlock": ["10.9.0.0/16"]}

    vswitch = ali.call(VPC, "CreateVSwitch", {"VpcId": vpc, "ZoneId": "cn-hangzhou-h", "CidrBlock": "10.9.1.0/24"})[
        "VSwitchId"
    ]
    assert error_code(ali.call, VPC, "UnassociateVpcCidrBlock", named) == "OperationFailed.CidrInUse"
    ali.call(VPC, "DeleteVSwitch", {"VSwitchId": vswitch})
    ali.call(VPC, "UnassociateVpcCidrBlock", named)
    assert error_code(ali.call, VPC, "UnassociateVpcCidrBlock", named) == "InvalidCidrBlock.NotFound"
