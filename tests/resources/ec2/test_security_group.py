"""EC2 Security Group."""

import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.security_group import EVERYTHING, SecurityGroup, SecurityGroupArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle


class TestSecurityGroup(Lifecycle):
    token = "privateapi:ec2:SecurityGroup"
    update = {"revokeDefaultEgress": False, "tags": {"Name": "renamed"}}
    replace = {"groupName": "another"}
    not_imported = frozenset({"revokeDefaultEgress"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"})
        return {"vpcId": vpc.id, "groupName": "endpoint", "description": "in front of the API", "tags": {"tier": "1"}}

    def groups(self, aws: Clients, id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = aws("ec2").describe_security_groups(
            Filters=[{"Name": "group-id", "Values": [id]}]
        )["SecurityGroups"]
        return found

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not self.groups(aws, kept.id)

    def egress(self, aws: Clients, id: str) -> list[str]:
        (group,) = self.groups(aws, id)
        blocks = [
            block.get("CidrIp") or block["CidrIpv6"]
            for permission in group["IpPermissionsEgress"]
            for block in (*permission["IpRanges"], *permission["Ipv6Ranges"])
        ]
        return sorted(blocks)

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        group = plugin.create(self.token, self.inputs(plugin, aws))
        assert group["securityGroupId"] == group.id
        assert group["arn"] == f"arn:aws:ec2:us-east-1:123456789012:security-group/{group.id}"
        assert group["ownerId"] == "123456789012"

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []

    def test_name_and_description_left_out(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"})
        group = plugin.create(self.token, {"vpcId": vpc.id}, name="sg-endpoint")
        assert re.fullmatch("endpoint-[0-9a-f]{7}", group["groupName"])
        assert group["description"] == "Managed by Pulumi"

    def test_default_egress(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        group = plugin.create(self.token, inputs)
        assert self.egress(aws, group.id) == []
        plugin.update(group, {**inputs, "revokeDefaultEgress": False})
        assert self.egress(aws, group.id) == ["0.0.0.0/0"]
        plugin.update(group, inputs)
        assert self.egress(aws, group.id) == []

    def test_default_egress_kept(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "revokeDefaultEgress": False}
        group = plugin.create(self.token, inputs)
        assert self.egress(aws, group.id) == ["0.0.0.0/0"]
        refreshed = plugin.refresh(group)
        assert refreshed is not None and refreshed.inputs["revokeDefaultEgress"] is False

    def test_default_egress_of_both_families(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", "assignGeneratedIpv6CidrBlock": True})
        group = plugin.create(self.token, {"vpcId": vpc.id})
        assert self.egress(aws, group.id) == []

    def test_default_egress_put_back_twice(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        group = plugin.create(self.token, inputs)
        aws("ec2").authorize_security_group_egress(GroupId=group.id, IpPermissions=[EVERYTHING[0]])
        plugin.update(group, {**inputs, "revokeDefaultEgress": False})
        assert self.egress(aws, group.id) == ["0.0.0.0/0"]

    @pytest.mark.parametrize(
        ("case", "name", "changes", "delete_first"),
        [
            ("another description, same name", "endpoint", {"description": "other"}, True),
            ("another description, automatic name", None, {"description": "other"}, False),
            ("another name", "endpoint", {"groupName": "other"}, False),
            ("another VPC", "endpoint", {"vpcId": "vpc-2"}, False),
        ],
    )
    def test_replacement_order(
        self, plugin: Plugin, case: str, name: str | None, changes: dict[str, Any], delete_first: bool
    ) -> None:
        urn = urn_of(self.token, "main")
        given = {"vpcId": "vpc-1", "groupName": name}
        old = plugin.check(urn, given)
        difference = plugin.diff(Kept(urn, "sg-1", old, old), plugin.check(urn, {**given, **changes}, old))
        assert difference.replaces == list(changes)
        assert difference.delete_first is delete_first

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "reserved beginning",
                {"groupName": "sg-endpoint"},
                "groupName",
                "'sg-endpoint' is kept by AWS for itself; a name cannot begin with 'sg-' or be 'default'",
            ),
            (
                "reserved name",
                {"groupName": "default"},
                "groupName",
                "'default' is kept by AWS for itself; a name cannot begin with 'sg-' or be 'default'",
            ),
            (
                "characters",
                {"groupName": "öffentlich?"},
                "groupName",
                "'öffentlich?' has '?', 'ö'; letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are allowed",
            ),
            (
                "too long",
                {"description": "x" * 256},
                "description",
                "the text has 256 characters; 1 to 255 are allowed",
            ),
            ("empty", {"description": ""}, "description", "the text has 0 characters; 1 to 255 are allowed"),
            ("no VPC", {"vpcId": None}, "vpcId", "is required"),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), {"vpcId": "vpc-1", **inputs})[1] == {path: reason}


def test_group_not_there_yet() -> None:
    """EC2 may not know the new group at first, and a VPC without IPv6 has one rule less."""
    ipv4, ipv6 = ({"GroupId": "sg-1", "IpPermissions": [permission]} for permission in EVERYTHING)
    with stubbed(SecurityGroup.token) as (ctx, ec2, _):
        ec2.add_client_error("revoke_security_group_egress", "InvalidGroup.NotFound", expected_params=ipv4)
        ec2.add_response("revoke_security_group_egress", {"Return": True}, ipv4)
        ec2.add_client_error(
            "revoke_security_group_egress",
            "InvalidParameterValue",
            "invalid value for parameter remote-ipv6-range",
            expected_params=ipv6,
        )
        SecurityGroup().complete(ctx, "sg-1", SecurityGroupArgs(vpc_id="vpc-1", group_name="endpoint"))


@pytest.mark.parametrize("wanted", [True, False])
def test_default_egress_refused(wanted: bool) -> None:
    """Only a rule that is not there, or is there already, is no error."""
    resource = SecurityGroup()
    state = resource.state(vpc_id="vpc-1", group_name="endpoint", security_group_id="sg-1", arn="arn")
    args = SecurityGroupArgs(vpc_id="vpc-1", group_name="endpoint", revoke_default_egress=wanted)
    with stubbed(SecurityGroup.token) as (ctx, ec2, _), pytest.raises(ClientError, match="UnauthorizedOperation"):
        call = "revoke_security_group_egress" if wanted else "authorize_security_group_egress"
        ec2.add_client_error(call, "UnauthorizedOperation")
        resource.update(ctx, "sg-1", state, args, frozenset({"revoke_default_egress"}))
