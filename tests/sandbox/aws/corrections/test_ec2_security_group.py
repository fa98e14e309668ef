"""Security groups and rules answer as in AWS: deletion, descriptions, changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
HTTPS = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}


def make_group(aws: Clients, vpc: str, name: str = "endpoint") -> str:
    return str(aws("ec2").create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"])


def make_prefix_list(aws: Clients, name: str = "inside") -> str:
    made = aws("ec2").create_managed_prefix_list(PrefixListName=name, MaxEntries=1, AddressFamily="IPv4")
    return str(made["PrefixList"]["PrefixListId"])


def allow(aws: Clients, group: str, **permission: Any) -> str:
    permissions = [{**HTTPS, **permission}]
    made = aws("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
    return str(made["SecurityGroupRules"][0]["SecurityGroupRuleId"])


def rule(aws: Clients, id: str) -> dict[str, Any]:
    (found,) = aws("ec2").describe_security_group_rules(SecurityGroupRuleIds=[id])["SecurityGroupRules"]
    each: dict[str, Any] = found
    return each


def change(aws: Clients, group: str, id: str, **news: Any) -> str:
    rules = [{"SecurityGroupRuleId": id, "SecurityGroupRule": news}]
    return error_code(aws("ec2").modify_security_group_rules, GroupId=group, SecurityGroupRules=rules)


def vpc_must_exist(aws: Clients) -> None:
    create = aws("ec2").create_security_group
    assert error_code(create, GroupName="a", Description="a", VpcId="vpc-0") == "InvalidVpcID.NotFound"


def group_of_an_interface_stays(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    group = make_group(aws, network.vpc)
    made = ec2.create_network_interface(SubnetId=network.subnets[0], Groups=[group])["NetworkInterface"]
    assert error_code(ec2.delete_security_group, GroupId=group) == "DependencyViolation"
    ec2.delete_network_interface(NetworkInterfaceId=made["NetworkInterfaceId"])
    assert error_code(ec2.delete_security_group, GroupId=group) == ""


def group_that_another_one_names_stays(aws: Clients) -> None:
    network = make_network(aws)
    group, other = make_group(aws, network.vpc), make_group(aws, network.vpc, "other")
    allow(aws, group, UserIdGroupPairs=[{"GroupId": group}])
    id = allow(aws, other, UserIdGroupPairs=[{"GroupId": group}])
    assert error_code(aws("ec2").delete_security_group, GroupId=group) == "DependencyViolation"
    aws("ec2").revoke_security_group_ingress(GroupId=other, SecurityGroupRuleIds=[id])
    assert error_code(aws("ec2").delete_security_group, GroupId=group) == ""


def default_group_stays(aws: Clients) -> None:
    filters = [
        {"Name": "vpc-id", "Values": [make_network(aws).vpc]},
        {"Name": "group-name", "Values": ["default"]},
    ]
    (group,) = aws("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    assert error_code(aws("ec2").delete_security_group, GroupId=group["GroupId"]) == "CannotDelete"


def every_rule_has_its_description(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    for source in (
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "from inside"}]},
        {"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32", "Description": "from inside"}]},
        {"UserIdGroupPairs": [{"GroupId": group, "Description": "from inside"}]},
        {"PrefixListIds": [{"PrefixListId": make_prefix_list(aws), "Description": "from inside"}]},
    ):
        assert rule(aws, allow(aws, group, **source))["Description"] == "from inside"


def description_makes_no_other_rule(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    allow(aws, group, UserIdGroupPairs=[{"GroupId": group, "Description": "one"}])
    again = [{**HTTPS, "UserIdGroupPairs": [{"GroupId": group, "Description": "two"}]}]
    authorize = aws("ec2").authorize_security_group_ingress
    assert error_code(authorize, GroupId=group, IpPermissions=again) == "InvalidPermission.Duplicate"


def refused_rule_leaves_no_tags(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    allow(aws, group, IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    tags = [{"ResourceType": "security-group-rule", "Tags": [{"Key": "a", "Value": "b"}]}]
    again = [{**HTTPS, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]
    authorize = aws("ec2").authorize_security_group_ingress
    code = error_code(authorize, GroupId=group, IpPermissions=again, TagSpecifications=tags)
    assert code == "InvalidPermission.Duplicate"
    assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": ["a"]}])["Tags"] == []


def protocols_without_ports(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    permission = {"IpProtocol": "50", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    made = aws("ec2").authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    assert made["SecurityGroupRules"][0]["FromPort"] == -1
    permission["IpProtocol"] = "tcp"
    authorize = aws("ec2").authorize_security_group_ingress
    assert error_code(authorize, GroupId=group, IpPermissions=[permission]) == "InvalidParameterValue"


def every_rule_can_be_changed(aws: Clients) -> None:
    vpc = make_network(aws).vpc
    group, other = make_group(aws, vpc), make_group(aws, vpc, "other")
    news = {"IpProtocol": "udp", "FromPort": 53, "ToPort": 54, "Description": "names"}

    ipv6 = allow(aws, group, Ipv6Ranges=[{"CidrIpv6": "2001:db8::/32"}])
    assert change(aws, group, ipv6, CidrIpv6="2001:db8:1::/48", **news) == ""
    found = rule(aws, ipv6)
    assert (found["CidrIpv6"], found["IpProtocol"], found["ToPort"]) == ("2001:db8:1::/48", "udp", 54)
    assert found["Description"] == "names"

    paired = allow(aws, group, UserIdGroupPairs=[{"GroupId": group}])
    assert change(aws, group, paired, ReferencedGroupId=other, **news) == ""
    assert rule(aws, paired)["ReferencedGroupInfo"]["GroupId"] == other

    listed, second = make_prefix_list(aws), make_prefix_list(aws, "second")
    listing = allow(aws, group, PrefixListIds=[{"PrefixListId": listed}])
    assert change(aws, group, listing, PrefixListId=second, **news) == ""
    assert rule(aws, listing)["PrefixListId"] == second

    plain = allow(aws, group, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "first"}])
    assert change(aws, group, plain, CidrIpv4="10.0.0.0/8", IpProtocol="-1") == ""
    assert "Description" not in rule(aws, plain)


def source_keeps_its_kind(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    id = allow(aws, group, UserIdGroupPairs=[{"GroupId": group}])
    assert change(aws, group, id, CidrIpv4="10.0.0.0/8", **HTTPS) == "InvalidParameterValue"


def change_into_another_rule_is_refused(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    allow(aws, group, IpRanges=[{"CidrIp": "10.0.0.0/8"}])
    id = allow(aws, group, IpRanges=[{"CidrIp": "10.0.0.0/16"}])
    assert change(aws, group, id, CidrIpv4="10.0.0.0/8", **HTTPS) == "InvalidPermission.Duplicate"


def missing_rule_is_not_revoked(aws: Clients) -> None:
    group = make_group(aws, make_network(aws).vpc)
    for revoke in (aws("ec2").revoke_security_group_ingress, aws("ec2").revoke_security_group_egress):
        code = error_code(revoke, GroupId=group, SecurityGroupRuleIds=["sgr-0123456789abcdef0"])
        assert code == "InvalidSecurityGroupRuleId.NotFound"


CHECKS: list[Check] = [
    vpc_must_exist,
    group_of_an_interface_stays,
    group_that_another_one_names_stays,
    default_group_stays,
    every_rule_has_its_description,
    description_makes_no_other_rule,
    refused_rule_leaves_no_tags,
    protocols_without_ports,
    every_rule_can_be_changed,
    source_keeps_its_kind,
    change_into_another_rule_is_refused,
    missing_rule_is_not_revoked,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
