"""vSwitches: which blocks and zones are taken, and how they are found."""

from __future__ import annotations

import pytest

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code


def make_vswitch(ali: Clients, vpc: str, cidr: str, zone: str = "cn-hangzhou-h") -> str:
    named = {"VpcId": vpc, "CidrBlock": cidr, "ZoneId": zone}
    return str(ali.call(VPC, "CreateVSwitch", named)["VSwitchId"])


def test_states(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    endpoint.settle(1)
    named = {"VSwitchId": make_vswitch(ali, network.vpc, "10.0.9.0/24")}
    states = [ali.call(VPC, "DescribeVSwitchAttributes", named)["Status"] for _ in range(2)]
    assert states == ["Pending", "Available"]


@pytest.mark.parametrize(
    ("cidr", "zone", "code"),
    [
        ("10.1.0.0/24", "cn-hangzhou-h", "InvalidCidrBlock"),
        ("10.0.1.128/25", "cn-hangzhou-h", "InvalidCidrBlock.Overlapped"),
        ("10.0.0.0/16", "cn-hangzhou-j", "InvalidCidrBlock.Overlapped"),
        ("10.0.9.0/30", "cn-hangzhou-h", "InvalidCidrBlock"),
        ("10.0.9.1/24", "cn-hangzhou-h", "InvalidCidrBlock"),
        ("10.0.9.0/24", "cn-hangzhou-a", "InvalidZoneId.NotFound"),
        ("10.0.9.0/24", "cn-beijing-a", "InvalidZoneId.NotFound"),
    ],
)
def test_block_of_a_vswitch_is_refused(ali: Clients, network: Network, cidr: str, zone: str, code: str) -> None:
    assert error_code(make_vswitch, ali, network.vpc, cidr, zone) == code


def test_vswitches_are_found(ali: Clients, network: Network) -> None:
    def found(**wanted: str) -> list[str]:
        answer = ali.call(VPC, "DescribeVSwitches", wanted)
        return [each["VSwitchId"] for each in answer["VSwitches"]["VSwitch"]]

    assert found(VpcId=network.vpc) == list(network.vswitches)
    assert found(ZoneId="cn-hangzhou-j") == [network.vswitches[1]]
    assert found(VpcId="vpc-missing") == []
    shown = ali.call(VPC, "DescribeVSwitchAttributes", {"VSwitchId": network.vswitches[0]})
    # One address at the start and three at the end of a vSwitch are the cloud's.
    assert shown["AvailableIpAddressCount"] == 252


def test_missing_vswitch_is_described_by_empty_fields(ali: Clients) -> None:
    assert ali.call(VPC, "DescribeVSwitchAttributes", {"VSwitchId": "vsw-missing"})["VSwitchId"] == ""
    for action in ("ModifyVSwitchAttribute", "DeleteVSwitch"):
        assert error_code(ali.call, VPC, action, {"VSwitchId": "vsw-missing"}) == "InvalidVSwitchId.NotFound"
