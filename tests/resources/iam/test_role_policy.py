"""IAM Role Policy."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.iam.test_role import trust
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:iam:RolePolicy"


def permissions(action: str = "logs:PutLogEvents", **extra: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*", **extra}]}


class TestRolePolicy(Lifecycle):
    token = TOKEN
    update = {"policy": permissions("logs:*")}
    replace = {"name": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": trust()})
        return {"role": role.id, "policy": permissions()}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        role, name = kept.id.split("/")
        try:
            aws("iam").get_role_policy(RoleName=role, PolicyName=name)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "NoSuchEntity")
        return False

    def test_id(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        policy = plugin.create(TOKEN, inputs, name="write logs")
        assert policy["name"] == "write-logs"
        assert policy.id == policy["rolePolicyId"] == f"{inputs['role']}/write-logs"

    def test_policy_text(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        policy = plugin.create(TOKEN, {**inputs, "policy": json.dumps(permissions())})
        assert policy["policy"] == permissions()
        assert not plugin.diff(policy, plugin.check(policy.urn, inputs, policy.inputs))

    def test_role_replaces(self, plugin: Plugin, aws: Clients) -> None:
        policy = plugin.create(TOKEN, self.inputs(plugin, aws))
        difference = plugin.diff(policy, plugin.check(policy.urn, self.inputs(plugin, aws), policy.inputs))
        assert difference.replaces == ["role"] and not difference.delete_first

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        put = aws("iam").put_role_policy
        put(RoleName=inputs["role"], PolicyName="main", PolicyDocument=json.dumps(permissions()))
        assert plugin.create(TOKEN, inputs, name="main").id == f"{inputs['role']}/main"

    def test_foreign_policy(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        role = inputs["role"]
        theirs = permissions("s3:GetObject")
        aws("iam").put_role_policy(RoleName=role, PolicyName="main", PolicyDocument=json.dumps(theirs))
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, inputs, name="main")
        assert refused.value.text == (
            f"creating IAM Role Policy (main): the role '{role}' already has an inline policy 'main' with other "
            f"content; import it as {role}/main, or choose another name"
        )
        assert aws("iam").get_role_policy(RoleName=role, PolicyName="main")["PolicyDocument"] == theirs
        aws("iam").delete_role_policy(RoleName=role, PolicyName="main")

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no role", {"policy": permissions()}, "role", "is required"),
            (
                "role by its ARN",
                {"role": "arn:aws:iam::123456789012:role/r", "policy": permissions()},
                "role",
                "'arn:aws:iam::123456789012:role/r' has '/' ':'; letters, digits and +=,.@_- are allowed",
            ),
            (
                "policy with a principal",
                {"role": "r", "policy": permissions(Principal="*")},
                "policy.Statement[0].Principal",
                "must be left out: a permissions policy has no Principal, it applies to the role that carries it",
            ),
            (
                "policy without statements",
                {"role": "r", "policy": {"Version": "2012-10-17"}},
                "policy.Statement",
                "is required: a policy needs at least one statement",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}

    def test_policy_unknown_inside(self, plugin: Plugin) -> None:
        document = permissions(Resource=UNKNOWN)
        assert plugin.check(urn_of(TOKEN, "main"), {"role": "r", "policy": document})["policy"] == document
