"""Security groups: which rules are taken, kept once and removed, and what keeps a group."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import ECS
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code

HTTPS = {"IpProtocol": "tcp", "PortRange": "443/443", "SourceCidrIp": "10.0.0.0/8"}


@pytest.fixture
def group(network: Network) -> dict[str, str]:
    return {"SecurityGroupId": network.security_group}


def rules(ali: Clients, group: dict[str, str], direction: str = "all") -> list[dict[str, Any]]:
    shown = ali.call(ECS, "DescribeSecurityGroupAttribute", group | {"Direction": direction})
    return list(shown["Permissions"]["Permission"])


def test_rule_is_kept_once(ali: Clients, group: dict[str, str]) -> None:
    ali.call(ECS, "AuthorizeSecurityGroup", group | HTTPS)
    ali.call(ECS, "AuthorizeSecurityGroup", group | HTTPS | {"Description": "again", "Policy": "Accept"})
    ali.call(ECS, "AuthorizeSecurityGroupEgress", group | HTTPS | {"SourceCidrIp": "", "DestCidrIp": "10.0.1.9"})
    (inbound,) = rules(ali, group, "ingress")
    assert (inbound["IpProtocol"], inbound["Policy"], inbound["Priority"]) == ("TCP", "Accept", "1")
    (outbound,) = rules(ali, group, "egress")
    assert (outbound["DestCidrIp"], outbound["SourceCidrIp"]) == ("10.0.1.9", "")
    ali.call(ECS, "RevokeSecurityGroup", group | HTTPS)
    ali.call(ECS, "RevokeSecurityGroup", group | HTTPS)
    assert [rule["Direction"] for rule in rules(ali, group)] == ["egress"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"IpProtocol": "sctp"}, "InvalidParameter"),
        ({"PortRange": "443"}, "InvalidParameter"),
        ({"PortRange": "443/80"}, "InvalidParameter"),
        ({"PortRange": "-1/-1"}, "InvalidParameter"),
        ({"IpProtocol": "all"}, "InvalidParameter"),
        ({"Priority": "101"}, "InvalidParameter"),
        ({"Policy": "reject"}, "InvalidParameter"),
        ({"SourceCidrIp": "10.0.0.1/8"}, "InvalidParameter"),
        ({"SourceCidrIp": ""}, "MissingParameter"),
        ({"SecurityGroupId": "sg-missing"}, "InvalidSecurityGroupId.NotFound"),
    ],
)
def test_rule_is_refused(ali: Clients, group: dict[str, str], changed: dict[str, str], code: str) -> None:
    assert error_code(ali.call, ECS, "AuthorizeSecurityGroup", group | HTTPS | changed) == code
    assert rules(ali, group) == []


def test_rule_is_changed_by_its_id(ali: Clients, group: dict[str, str]) -> None:
    ali.call(ECS, "AuthorizeSecurityGroup", group | HTTPS)
    changed = {"SecurityGroupRuleId": rules(ali, group)[0]["SecurityGroupRuleId"], "PortRange": "8443/8443"}
    ali.call(ECS, "ModifySecurityGroupRule", group | changed)
    assert [(rule["PortRange"], rule["SourceCidrIp"]) for rule in rules(ali, group)] == [("8443/8443", "10.0.0.0/8")]


@pytest.mark.parametrize(("kind", "policy"), [("normal", "Accept"), ("enterprise", "Drop")])
def test_members_see_each_other_by_the_type(ali: Clients, network: Network, kind: str, policy: str) -> None:
    arguments = {"VpcId": network.vpc, "SecurityGroupType": kind}
    group = ali.call(ECS, "CreateSecurityGroup", arguments)["SecurityGroupId"]
    shown = ali.call(ECS, "DescribeSecurityGroupAttribute", {"SecurityGroupId": group})
    assert shown["InnerAccessPolicy"] == policy
    change = {"SecurityGroupId": group, "InnerAccessPolicy": "Accept"}
    code = error_code(ali.call, ECS, "ModifySecurityGroupPolicy", change)
    assert code == ("" if kind == "normal" else "InvalidParameter")


def test_group_that_a_rule_names_is_kept(ali: Clients, network: Network, group: dict[str, str]) -> None:
    other = ali.call(ECS, "CreateSecurityGroup", {"VpcId": network.vpc})["SecurityGroupId"]
    rule = {"IpProtocol": "all", "PortRange": "-1/-1", "SourceGroupId": other}
    ali.call(ECS, "AuthorizeSecurityGroup", group | rule)
    assert error_code(ali.call, ECS, "DeleteSecurityGroup", {"SecurityGroupId": other}) == "DependencyViolation"
    ali.call(ECS, "RevokeSecurityGroup", group | rule)
    ali.call(ECS, "DeleteSecurityGroup", {"SecurityGroupId": other})


def test_group_needs_a_vpc(ali: Clients) -> None:
    assert error_code(ali.call, ECS, "CreateSecurityGroup", {"VpcId": "vpc-missing"}) == "InvalidVpcId.NotFound"
