"""alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, switch

TOKEN = "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock"


class TestIpv4CidrBlock(StandInLifecycle):
    token = TOKEN
    replace = {"secondaryCidrBlock": "10.2.0.0/16"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"vpcId": network(plugin).id, "secondaryCidrBlock": "10.1.0.0/16"}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        vpc_id, block = kept.id.split(":")
        vpc = aws.call(VPC, "DescribeVpcAttribute", {"VpcId": vpc_id})
        return block not in vpc["SecondaryCidrBlocks"]["SecondaryCidrBlock"]

    def test_update(self, plugin: Plugin, aws: Clients) -> None:
        """Nothing is changed in place: the other properties belong to address pools, which the sandbox has not."""
        kept = plugin.create(TOKEN, self.inputs(plugin, aws))
        assert plugin.faults(kept.urn, {**kept.inputs, "secondaryCidrMask": 24})[1].keys() == {"secondaryCidrMask"}


def test_vswitches_in_it(plugin: Plugin) -> None:
    vpc = network(plugin)
    block = plugin.create(TOKEN, {"vpcId": vpc.id, "secondaryCidrBlock": "10.1.0.0/16"})
    assert block.id == f"{vpc.id}:10.1.0.0/16"
    assert switch(plugin, vpc, "10.1.3.0/24")["status"] == "Available"


def test_import_of_another_form(plugin: Plugin) -> None:
    with pytest.raises(Refused) as error:
        plugin.import_(TOKEN, "vpc-1")
    assert error.value.text == (
        "importing VPC IPv4 CIDR block (vpc-1): 'vpc-1' is not <VPC>:<block>, as in vpc-bp1abc:10.2.0.0/16"
    )
