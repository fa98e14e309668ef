"""IAM Role."""

import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import encode
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, call, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:iam:Role"
BASIC = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
VPC_ACCESS = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"


def trust(service: str = "lambda.amazonaws.com", **extra: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}, **extra}
    return {"Version": "2012-10-17", "Statement": [statement]}


def attached(aws: Clients, name: str) -> list[str]:
    answer = aws("iam").list_attached_role_policies(RoleName=name)
    return sorted(policy["PolicyArn"] for policy in answer["AttachedPolicies"])


class TestRole(Lifecycle):
    token = TOKEN
    update = {
        "assumeRolePolicy": trust("apigateway.amazonaws.com"),
        "description": "runs the backend",
        "maxSessionDuration": 7200,
        "managedPolicyArns": [VPC_ACCESS],
        "permissionsBoundary": "arn:aws:iam::aws:policy/PowerUserAccess",
        "tags": {"team": "network"},
    }
    replace = {"name": "renamed"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"assumeRolePolicy": trust(), "managedPolicyArns": [BASIC], "tags": {"team": "platform"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            aws("iam").get_role(RoleName=kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "NoSuchEntity")
        return False

    def test_name_automatic(self, plugin: Plugin) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust()}, name="api backend")
        assert role.id.startswith("api-backend-") and len(role.id) == len("api-backend-") + 7
        assert role["name"] == role.id and role["arn"] == f"arn:aws:iam::123456789012:role/{role.id}"

    def test_path(self, plugin: Plugin) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust(), "name": "reader", "path": "/private/"})
        assert role["arn"] == "arn:aws:iam::123456789012:role/private/reader"
        difference = plugin.diff(role, plugin.check(role.urn, {"assumeRolePolicy": trust(), "name": "reader"}))
        assert difference.replaces == ["path"] and difference.delete_first

    def test_assume_role_policy_text(self, plugin: Plugin) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": json.dumps(trust())})
        assert role["assumeRolePolicy"] == trust()
        same = plugin.check(role.urn, {"assumeRolePolicy": trust(Action=["sts:AssumeRole"])}, role.inputs)
        assert not plugin.diff(role, same)

    def test_managed_policy_arns(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {"assumeRolePolicy": trust(), "managedPolicyArns": [VPC_ACCESS, BASIC]}
        role = plugin.create(TOKEN, inputs)
        assert attached(aws, role.id) == [BASIC, VPC_ACCESS] == role["managedPolicyArns"]
        plugin.update(role, {**inputs, "managedPolicyArns": [VPC_ACCESS]})
        assert attached(aws, role.id) == [VPC_ACCESS]
        plugin.update(role, {"assumeRolePolicy": trust()})
        assert attached(aws, role.id) == []

    def test_managed_policy_arns_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {"assumeRolePolicy": trust(), "managedPolicyArns": [BASIC]}
        role = plugin.create(TOKEN, inputs)
        aws("iam").attach_role_policy(RoleName=role.id, PolicyArn=VPC_ACCESS)
        refreshed = plugin.refresh(role)
        assert refreshed is not None and refreshed.inputs["managedPolicyArns"] == [BASIC, VPC_ACCESS]
        plugin.update(refreshed, inputs)
        assert attached(aws, role.id) == [BASIC]

    def test_description_cleared(self, plugin: Plugin, aws: Clients) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust(), "description": "first", "maxSessionDuration": 7200})
        plugin.update(role, {"assumeRolePolicy": trust()})
        found = aws("iam").get_role(RoleName=role.id)["Role"]
        assert not found.get("Description") and found["MaxSessionDuration"] == 3600

    def test_permissions_boundary(self, plugin: Plugin, aws: Clients) -> None:
        boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust(), "permissionsBoundary": boundary})
        found = aws("iam").get_role(RoleName=role.id)["Role"]
        assert found["PermissionsBoundary"]["PermissionsBoundaryArn"] == boundary
        plugin.update(role, {"assumeRolePolicy": trust()})
        assert "PermissionsBoundary" not in aws("iam").get_role(RoleName=role.id)["Role"]

    def test_force_detach_policies(self, plugin: Plugin, aws: Clients) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust(), "forceDetachPolicies": True})
        aws("iam").attach_role_policy(RoleName=role.id, PolicyArn=BASIC)
        aws("iam").put_role_policy(RoleName=role.id, PolicyName="inline", PolicyDocument=json.dumps(INLINE))
        plugin.delete(role)
        assert self.gone(aws, role)

    def test_delete_refused(self, plugin: Plugin, aws: Clients) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust(), "managedPolicyArns": [BASIC]})
        aws("iam").attach_role_policy(RoleName=role.id, PolicyArn=VPC_ACCESS)
        with pytest.raises(Refused) as refused:
            call(
                plugin.stub.Delete,
                provider_pb2.DeleteRequest(id=role.id, urn=role.urn, properties=encode(role.state), timeout=0.1),
            )
        assert refused.value.text.startswith(f"deleting IAM Role ({role.id}): DeleteConflict: Cannot delete entity")
        assert attached(aws, role.id) == [VPC_ACCESS]
        aws("iam").detach_role_policy(RoleName=role.id, PolicyArn=VPC_ACCESS)
        # A second deletion bears that the own policies are detached already.
        plugin.delete(role)
        assert self.gone(aws, role)

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        role = plugin.create(TOKEN, {"assumeRolePolicy": trust()})
        assert aws("iam").list_role_tags(RoleName=role.id)["Tags"] == []

    @pytest.mark.parametrize("name", [None, "given"])
    def test_interrupted(self, aws_endpoint: Endpoint, aws: Clients, name: str | None) -> None:
        urn = urn_of(TOKEN, "killed")
        mark = {"Key": MARK, "Value": hashlib.sha256(urn.encode()).hexdigest()[:32]}
        left = name or "killed-0123abc"
        other = "killed-4567def"
        aws("iam").create_role(RoleName=other, AssumeRolePolicyDocument=json.dumps(trust()))
        aws("iam").create_role(RoleName=left, AssumeRolePolicyDocument=json.dumps(trust()), Tags=[mark])
        with run_plugin(aws_endpoint) as fresh:
            inputs = {"assumeRolePolicy": trust(), **({"name": name} if name else {})}
            role = fresh.create(TOKEN, inputs, name="killed")
            assert role.id == left == role["name"]
            assert aws("iam").list_role_tags(RoleName=left)["Tags"] == []
            assert not fresh.diff(role, fresh.check(urn, inputs, role.inputs))
            fresh.clean_up()
        aws("iam").delete_role(RoleName=other)

    def test_foreign_role(self, plugin: Plugin, aws: Clients) -> None:
        aws("iam").create_role(RoleName="theirs", AssumeRolePolicyDocument=json.dumps(trust()))
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {"assumeRolePolicy": trust(), "name": "theirs"}, name="main")
        assert refused.value.text.startswith(
            "creating IAM Role (main): EntityAlreadyExists: Role with name theirs already exists. (CreateRole, request "
        )
        assert refused.value.id is None
        aws("iam").delete_role(RoleName="theirs")

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no trust policy", {}, "assumeRolePolicy", "is required"),
            (
                "trust policy is no JSON",
                {"assumeRolePolicy": "{"},
                "assumeRolePolicy",
                "the document is not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
            ),
            (
                "trust policy with a resource",
                {"assumeRolePolicy": trust(Resource="*")},
                "assumeRolePolicy.Statement[0].Resource",
                "must be left out: a trust policy has no Resource, the role that carries it is the resource",
            ),
            (
                "name with a slash",
                {"assumeRolePolicy": trust(), "name": "a/b"},
                "name",
                "'a/b' has '/'; letters, digits and +=,.@_- are allowed",
            ),
            (
                "long name",
                {"assumeRolePolicy": trust(), "name": "a" * 65},
                "name",
                f"'{'a' * 65}' has 65 characters; 1 to 64 are allowed",
            ),
            (
                "path without slashes",
                {"assumeRolePolicy": trust(), "path": "private"},
                "path",
                "'private' has no slash at its beginning and end; '/private/' would be right",
            ),
            (
                "session too short",
                {"assumeRolePolicy": trust(), "maxSessionDuration": 60},
                "maxSessionDuration",
                "60 should be greater than or equal to 3600",
            ),
            (
                "managed policy by name",
                {"assumeRolePolicy": trust(), "managedPolicyArns": ["AdministratorAccess"]},
                "managedPolicyArns[0]",
                "'AdministratorAccess' is not the ARN of a managed policy; "
                "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole is one",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}


INLINE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}
