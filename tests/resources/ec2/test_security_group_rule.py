"""EC2 Security Group Rule."""

from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.security_group_rule import SecurityGroupRule, SecurityGroupRuleArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.targets import Targets
from tests.resources.lifecycle import Lifecycle


class TestSecurityGroupRule(Lifecycle):
    token = "privateapi:ec2:SecurityGroupRule"
    update = {
        "cidrIpv4": "10.1.0.0/16",
        "description": "clients of both Regions",
        "fromPort": 8443,
        "toPort": 8444,
        "ipProtocol": "udp",
        "tags": {"Name": "renamed"},
    }
    replace = {"type": "egress"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        return {
            "securityGroupId": self.group(plugin),
            "type": "ingress",
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": "10.0.0.0/16",
            "description": "clients",
            "tags": {"tier": "1"},
        }

    def group(self, plugin: Plugin) -> str:
        return plugin.create("privateapi:ec2:SecurityGroup", {"vpcId": self.vpc}).id

    def rule(self, aws: Clients, id: str) -> dict[str, Any]:
        (found,) = aws("ec2").describe_security_group_rules(SecurityGroupRuleIds=[id])["SecurityGroupRules"]
        rule: dict[str, Any] = found
        return rule

    def gone(self, aws: Clients, kept: Kept) -> bool:
        rules = aws("ec2").describe_security_group_rules()["SecurityGroupRules"]
        return kept.id not in {each["SecurityGroupRuleId"] for each in rules}

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, self.inputs(plugin, aws))
        assert rule.id.startswith("sgr-")
        assert rule["securityGroupRuleId"] == rule.id
        assert rule["arn"] == f"arn:aws:ec2:us-east-1:123456789012:security-group-rule/{rule.id}"

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []

    def test_sources(self, plugin: Plugin, aws: Clients, targets: Targets) -> None:
        """Each kind is created with its description, and another value of it takes the first one's place."""
        inputs = {**self.inputs(plugin, aws), "cidrIpv4": None}
        other, third = self.group(plugin), self.group(plugin)
        first_list, second_list = targets.prefix_list(), targets.prefix_list()
        for wire, first, second in (
            ("cidrIpv6", "2001:db8::/56", "2001:db8:1::/56"),
            ("prefixListId", first_list, second_list),
            ("referencedSecurityGroupId", other, third),
        ):
            rule = plugin.create(self.token, {**inputs, wire: first})
            id = rule.id
            assert (rule[wire], rule["description"]) == (first, "clients")
            plugin.update(rule, {**inputs, wire: second})
            assert (rule.id, rule[wire]) == (id, second)
            imported = plugin.import_(self.token, id)
            assert imported is not None and imported.state == rule.state

    def test_source_of_another_kind(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        rule = plugin.create(self.token, inputs)
        news = {**inputs, "cidrIpv4": None, "referencedSecurityGroupId": inputs["securityGroupId"]}
        difference = plugin.diff(rule, plugin.check(rule.urn, news, rule.inputs))
        assert difference.replaces == ["cidrIpv4", "referencedSecurityGroupId"]
        assert difference.delete_first is False

    def test_egress(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "type": "egress"}
        rule = plugin.create(self.token, inputs)
        assert self.rule(aws, rule.id)["IsEgress"] is True
        plugin.update(rule, {**inputs, "cidrIpv4": "10.2.0.0/16"})
        assert self.rule(aws, rule.id)["CidrIpv4"] == "10.2.0.0/16"
        plugin.delete(rule)
        assert self.gone(aws, rule)

    @pytest.mark.parametrize(
        ("case", "protocol", "ports", "kept", "sent"),
        [
            ("everything", "-1", {}, {"ipProtocol": "-1"}, ("-1", -1, -1)),
            ("everything as a number", -1, {}, {"ipProtocol": "-1"}, ("-1", -1, -1)),
            ("everything in a word", "ALL", {}, {"ipProtocol": "-1"}, ("-1", -1, -1)),
            (
                "a number that has a name",
                6,
                {"fromPort": 80, "toPort": 81},
                {"ipProtocol": "tcp", "fromPort": 80, "toPort": 81},
                ("tcp", 80, 81),
            ),
            ("a number without a name", "50", {}, {"ipProtocol": "50"}, ("50", -1, -1)),
            (
                "all of ICMP",
                "ICMP",
                {},
                {"ipProtocol": "icmp", "fromPort": -1, "toPort": -1},
                ("icmp", -1, -1),
            ),
            (
                "a type of ICMP",
                1,
                {"fromPort": 8},
                {"ipProtocol": "icmp", "fromPort": 8, "toPort": -1},
                ("icmp", 8, -1),
            ),
        ],
    )
    def test_protocols(
        self,
        plugin: Plugin,
        aws: Clients,
        case: str,
        protocol: str | int,
        ports: dict[str, int],
        kept: dict[str, Any],
        sent: tuple[str, int, int],
    ) -> None:
        inputs = {**self.inputs(plugin, aws), "ipProtocol": protocol, "fromPort": None, "toPort": None, **ports}
        rule = plugin.create(self.token, inputs)
        assert {wire: rule.state[wire] for wire in ("ipProtocol", "fromPort", "toPort") if wire in rule.state} == kept
        found = self.rule(aws, rule.id)
        assert (found["IpProtocol"], found["FromPort"], found["ToPort"]) == sent
        refreshed = plugin.refresh(rule)
        assert refreshed is not None
        assert not plugin.diff(refreshed, plugin.check(rule.urn, inputs, rule.inputs))

    def test_ports_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        rule = plugin.create(self.token, inputs)
        plugin.update(rule, {**inputs, "ipProtocol": "-1", "fromPort": None, "toPort": None, "description": None})
        found = self.rule(aws, rule.id)
        assert found["IpProtocol"] == "-1" and "Description" not in found
        assert not {"fromPort", "toPort", "description"} & rule.state.keys()

    def test_group_disappeared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        rule = plugin.create(self.token, inputs)
        aws("ec2").delete_security_group(GroupId=inputs["securityGroupId"])
        assert plugin.refresh(rule) is None
        plugin.delete(rule)

    def test_duplicate(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused, match=r"creating EC2 Security Group Rule \(again\): InvalidPermission.Duplicate"):
            plugin.create(self.token, inputs, name="again")

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "no source",
                {"cidrIpv4": None},
                "cidrIpv4",
                "a rule has one source or destination; give one of cidrIpv4, cidrIpv6, prefixListId, "
                "referencedSecurityGroupId",
            ),
            (
                "two sources",
                {"prefixListId": UNKNOWN},
                "prefixListId",
                "is given together with cidrIpv4; a rule has one source or destination",
            ),
            (
                "host bits",
                {"cidrIpv4": "10.0.0.1/16"},
                "cidrIpv4",
                "'10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'",
            ),
            (
                "no protocol",
                {"ipProtocol": "https"},
                "ipProtocol",
                "'https' is not a protocol; write tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all",
            ),
            ("direction", {"type": "inbound"}, "type", "'inbound' should be 'ingress' or 'egress'"),
            ("no port", {"toPort": None}, "toPort", "is required with tcp; all ports are 0 to 65535"),
            ("port out of range", {"toPort": 65536}, "toPort", "65536 should be less than or equal to 65535"),
            ("all ports", {"fromPort": -1}, "fromPort", "-1 is not a port of tcp; all ports are 0 to 65535"),
            ("ports turned round", {"toPort": 80}, "toPort", "80 is below fromPort, 443; turn the two round"),
            (
                "ports of everything",
                {"ipProtocol": "-1", "fromPort": None},
                "toPort",
                "a rule for everything has no ports; leave it out",
            ),
            (
                "ports of a protocol without",
                {"ipProtocol": 50, "fromPort": None},
                "toPort",
                "a rule for protocol 50 has no ports; leave it out",
            ),
            (
                "type of ICMP",
                {"ipProtocol": "icmp", "fromPort": 256, "toPort": -1},
                "fromPort",
                "256 is not a type or code of icmp; 0 to 255, or -1 for all",
            ),
            (
                "code of no type of ICMP",
                {"ipProtocol": "icmpv6", "fromPort": -1, "toPort": 1},
                "toPort",
                "1 is a code of no type; with fromPort -1 it is -1",
            ),
            (
                "description",
                {"description": "it's"},
                "description",
                '"it\'s" has "\'"; letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are allowed',
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        given = {
            "securityGroupId": "sg-1",
            "type": "ingress",
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": "10.0.0.0/16",
            **inputs,
        }
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == {path: reason}


def foreign(group: str, description: str | None = None) -> SecurityGroupRuleArgs:
    return SecurityGroupRuleArgs(
        security_group_id="sg-1",
        type="ingress",
        ip_protocol="-1",
        referenced_security_group_id=group,
        description=description,
    )


def test_group_of_another_account() -> None:
    """Named with its account when the rule is made and read, by its id alone when it is changed."""
    with stubbed(SecurityGroupRule.token) as (ctx, ec2, _):
        mark = [{"Key": MARK, "Value": ctx.token}]
        pair = {"GroupId": "sg-2", "UserId": "210987654321", "Description": "clients"}
        sent = {
            "GroupId": "sg-1",
            "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [pair]}],
            "TagSpecifications": [{"ResourceType": "security-group-rule", "Tags": mark}],
        }
        ec2.add_client_error("authorize_security_group_ingress", "InvalidGroup.NotFound", expected_params=sent)
        made = {"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1"}]}
        ec2.add_response("authorize_security_group_ingress", made, sent)
        rule = SecurityGroupRule()
        assert rule.create(ctx, foreign("210987654321/sg-2", "clients")) == "sgr-1"
        described = {
            "SecurityGroupRuleId": "sgr-1",
            "GroupId": "sg-1",
            "IsEgress": False,
            "IpProtocol": "-1",
            "ReferencedGroupInfo": {"GroupId": "sg-2", "UserId": "210987654321"},
        }
        ec2.add_response("describe_security_group_rules", {"SecurityGroupRules": [described]})
        state = rule.read(ctx, "sgr-1", None)
        assert state is not None and state.referenced_security_group_id == "210987654321/sg-2"
        change = {"IpProtocol": "-1", "ReferencedGroupId": "sg-3"}
        ec2.add_response(
            "modify_security_group_rules",
            {"Return": True},
            {
                "GroupId": "sg-1",
                "SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "SecurityGroupRule": change}],
            },
        )
        news = foreign("210987654321/sg-3")
        rule.update(ctx, "sgr-1", state, news, frozenset({"referenced_security_group_id"}))
