"""alicloud:ecs/securityGroupRule:SecurityGroupRule."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import ECS
from privateapi.sandbox.alicloud.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.sandbox.alicloud_plugin.lifecycle import StandInLifecycle, network, security_group

TOKEN = "alicloud:ecs/securityGroupRule:SecurityGroupRule"


def rules(ali: Clients, group: str) -> list[dict[str, Any]]:
    answer = ali.call(ECS, "DescribeSecurityGroupAttribute", {"SecurityGroupId": group})
    return list(answer["Permissions"]["Permission"])


class TestSecurityGroupRule(StandInLifecycle):
    token = TOKEN
    update = {"description": "clients of orders"}
    replace = {"portRange": "8443/8443"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "type": "ingress",
            "ipProtocol": "tcp",
            "portRange": "443/443",
            "cidrIp": "10.0.0.0/16",
            "securityGroupId": security_group(plugin, network(plugin)).id,
            "description": "clients",
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not rules(aws, kept.id.split(":")[0])


def test_egress_to_a_group(plugin: Plugin, ali: Clients) -> None:
    vpc = network(plugin)
    group, other = security_group(plugin, vpc), security_group(plugin, vpc)
    inputs = {"type": "egress", "ipProtocol": "all", "securityGroupId": group.id, "sourceSecurityGroupId": other.id}
    rule = plugin.create(TOKEN, inputs)
    assert rule.id == f"{group.id}:egress:all:-1/-1:intranet:{other.id}:accept:1"
    (found,) = rules(ali, group.id)
    assert (found["Direction"], found["DestGroupId"], found["IpProtocol"]) == ("egress", other.id, "ALL")
    assert rule["securityGroupRuleId"] == found["SecurityGroupRuleId"]


def test_a_rule_of_the_same_group_stays(plugin: Plugin, ali: Clients) -> None:
    group = security_group(plugin, network(plugin))
    inputs = {"type": "ingress", "ipProtocol": "tcp", "cidrIp": "10.0.0.0/16", "securityGroupId": group.id}
    first = plugin.create(TOKEN, {**inputs, "portRange": "443/443"})
    plugin.create(TOKEN, {**inputs, "portRange": "80/80", "priority": 2})
    plugin.delete(first)
    assert [each["PortRange"] for each in rules(ali, group.id)] == ["80/80"]


BASIC = {"type": "ingress", "ipProtocol": "tcp", "portRange": "1/65535", "securityGroupId": "sg-1", "cidrIp": "::"}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (
            {"portRange": None},
            {"portRange": "'-1/-1' is not for tcp; write 1/65535 for all its ports"},
        ),
        (
            {"ipProtocol": "icmp"},
            {"portRange": "'1/65535' is not for icmp, which takes '-1/-1' only"},
        ),
        (
            {"cidrIp": None},
            {
                "cidrIp": "is required, or one of sourceSecurityGroupId and prefixListId; an empty one is refused with "
                "MissingParameter.Source"
            },
        ),
        (
            {"sourceSecurityGroupId": "sg-2"},
            {"sourceSecurityGroupId": "conflicts with cidrIp: give one of the two"},
        ),
        ({"priority": 101}, {"priority": "101 should be less than or equal to 100"}),
    ],
)
def test_faults(plugin: Plugin, changes: dict[str, Any], faults: dict[str, str]) -> None:
    assert plugin.faults(urn_of(TOKEN, "main"), {**BASIC, **changes})[1] == faults


def test_import_of_another_form(plugin: Plugin) -> None:
    with pytest.raises(Refused) as error:
        plugin.import_(TOKEN, "sg-1:443")
    assert "'sg-1:443' is not the id of a rule; write it as sg-bp1abc:ingress:tcp:443/443:" in error.value.text
