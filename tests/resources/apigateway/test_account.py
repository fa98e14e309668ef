"""API Gateway account settings."""

from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.lifecycle import Lifecycle

ROLE = "privateapi:iam:Role"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
PUSH = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"


def role(plugin: Plugin, name: str) -> str:
    """A role that API Gateway may assume."""
    inputs = {"name": name, "assumeRolePolicy": TRUST, "managedPolicyArns": [PUSH]}
    return str(plugin.create(ROLE, inputs)["arn"])


class TestAccount(Lifecycle):
    token = "privateapi:apigateway:Account"
    replace = None
    not_imported = frozenset({"resetOnDelete"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"cloudwatchRoleArn": role(plugin, "api-logs"), "resetOnDelete": True}

    update = {"cloudwatchRoleArn": "other"}

    def changed(self, plugin: Plugin, aws: Clients, changes: Any) -> dict[str, Any]:
        return {"cloudwatchRoleArn": role(plugin, "api-logs-2")}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws("apigateway").get_account().get("cloudwatchRoleArn")

    def test_role_stays(self, plugin: Plugin, aws: Clients) -> None:
        arn = role(plugin, "api-logs")
        account = plugin.create(self.token, {"cloudwatchRoleArn": arn})
        plugin.delete(account)
        assert aws("apigateway").get_account()["cloudwatchRoleArn"] == arn
        aws("apigateway").update_account(patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}])

    @pytest.mark.parametrize(
        ("case", "arn"), [("no ARN", "api-logs"), ("a user", "arn:aws:iam::123456789012:user/logs")]
    )
    def test_faults(self, plugin: Plugin, case: str, arn: str) -> None:
        _, faults = plugin.faults(urn_of(self.token, "main"), {"cloudwatchRoleArn": arn})
        assert faults == {
            "cloudwatchRoleArn": f"'{arn}' is not the ARN of a role, such as arn:aws:iam::123456789012:role/runner"
        }
