"""Lambda Permission."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.lambda_.test_function import TOKEN as FUNCTION
from tests.resources.lambda_.test_function import basic
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:lambda:Permission"
SOURCE = "arn:aws:execute-api:us-east-1:123456789012:abc123/*/*"


def statements(aws: Clients, function: str, **qualifier: str) -> list[dict[str, Any]]:
    try:
        policy = aws("lambda").get_policy(FunctionName=function, **qualifier)["Policy"]
    except ClientError as error:
        assert error.response["Error"]["Code"] == "ResourceNotFoundException"
        return []
    found: list[dict[str, Any]] = json.loads(policy)["Statement"]
    return found


class TestPermission(Lifecycle):
    token = TOKEN
    update = None
    replace = {"sourceArn": "arn:aws:execute-api:us-east-1:123456789012:abc123/live/*"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        function = plugin.create(FUNCTION, basic(plugin))
        return {"functionName": function.id, "principal": "apigateway.amazonaws.com", "sourceArn": SOURCE}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        function, _, statement = kept.id.partition("/")
        return statement not in {each["Sid"] for each in statements(aws, function)}

    def test_replace(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        permission = plugin.create(TOKEN, inputs, name="invoke")
        news = {**inputs, **self.replace}
        difference = plugin.diff(permission, plugin.check(permission.urn, news, permission.inputs))
        # The statement's id follows from the content: both stand side by side, and no call is refused meanwhile.
        assert set(difference.replaces) == {"sourceArn", "statementId"} and not difference.delete_first
        successor = plugin.create(TOKEN, news, name="invoke")
        assert len(statements(aws, inputs["functionName"])) == 2
        plugin.delete(permission)
        assert plugin.refresh(successor) is not None

    def test_statement(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        permission = plugin.create(TOKEN, {**inputs, "sourceAccount": "123456789012"}, name="from api")
        (statement,) = statements(aws, inputs["functionName"])
        assert (
            statement
            == permission["statement"]
            == {
                "Sid": permission["statementId"],
                "Effect": "Allow",
                "Principal": {"Service": "apigateway.amazonaws.com"},
                "Action": "lambda:InvokeFunction",
                "Resource": f"arn:aws:lambda:us-east-1:123456789012:function:{inputs['functionName']}",
                "Condition": {
                    "ArnLike": {"AWS:SourceArn": SOURCE},
                    "StringEquals": {"AWS:SourceAccount": "123456789012"},
                },
            }
        )
        assert permission["statementId"].startswith("from-api-")
        assert permission.id == f"{inputs['functionName']}/{permission['statementId']}"

    def test_statement_id(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "statementId": "api"}
        permission = plugin.create(TOKEN, inputs)
        assert permission.id == f"{inputs['functionName']}/api"
        news = plugin.check(permission.urn, {**inputs, **self.replace}, permission.inputs)
        assert plugin.diff(permission, news).delete_first

    def test_statement_id_unknown(self, plugin: Plugin) -> None:
        news = {"functionName": "f", "principal": "apigateway.amazonaws.com", "sourceArn": UNKNOWN}
        assert plugin.check(urn_of(TOKEN, "main"), news)["statementId"] is UNKNOWN

    def test_function_name_arn(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        arn = f"arn:aws:lambda:us-east-1:123456789012:function:{inputs['functionName']}"
        permission = plugin.create(TOKEN, {**inputs, "functionName": arn})
        assert permission["functionName"] == inputs["functionName"]

    def test_qualifier(self, plugin: Plugin, aws: Clients) -> None:
        function = plugin.create(FUNCTION, {**basic(plugin), "publish": True})
        inputs = {"functionName": function.id, "principal": "apigateway.amazonaws.com", "qualifier": "1"}
        permission = plugin.create(TOKEN, {**inputs, "statementId": "api"})
        assert permission.id == f"{function.id}:1/api"
        assert permission["statement"]["Resource"] == f"{function['arn']}:1"
        assert statements(aws, function.id) == []
        imported = plugin.import_(TOKEN, permission.id)
        assert imported is not None and imported.state == permission.state
        plugin.delete(permission)
        assert statements(aws, function.id, Qualifier="1") == []

    @pytest.mark.parametrize(
        ("case", "extra", "principal"),
        [
            ("account", {"principal": "210987654321"}, {"AWS": "arn:aws:iam::210987654321:root"}),
            (
                "account by its ARN",
                {"principal": "arn:aws:iam::210987654321:root"},
                {"AWS": "arn:aws:iam::210987654321:root"},
            ),
            (
                "role of an organization",
                {"principal": "arn:aws:iam::210987654321:role/caller", "principalOrgId": "o-1234567890"},
                {"AWS": "arn:aws:iam::210987654321:role/caller"},
            ),
            (
                "URL",
                {
                    "principal": "*",
                    "action": "lambda:InvokeFunctionUrl",
                    "functionUrlAuthType": "NONE",
                    "invokedViaFunctionUrl": True,
                },
                "*",
            ),
            ("skill", {"principal": "alexa-appkit.amazon.com", "eventSourceToken": "t"}, None),
        ],
    )
    def test_arguments(self, plugin: Plugin, aws: Clients, case: str, extra: dict[str, Any], principal: Any) -> None:
        function = plugin.create(FUNCTION, basic(plugin))
        permission = plugin.create(TOKEN, {"functionName": function.id, **extra})
        for wire, value in extra.items():
            assert permission[wire] == value
        if principal is not None:
            assert permission["statement"]["Principal"] == principal
        refreshed = plugin.refresh(permission)
        assert refreshed is not None and refreshed.state == permission.state

    def test_function_deleted(self, plugin: Plugin, aws: Clients) -> None:
        permission = plugin.create(TOKEN, self.inputs(plugin, aws))
        aws("lambda").delete_function(FunctionName=permission["functionName"])
        assert plugin.refresh(permission) is None
        plugin.delete(permission)

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        permission = plugin.create(TOKEN, inputs, name="invoke")
        again = plugin.create(TOKEN, inputs, name="invoke")
        assert again.id == permission.id and len(statements(aws, inputs["functionName"])) == 1

    def test_foreign_statement(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "statementId": "api"}
        aws("lambda").add_permission(
            FunctionName=inputs["functionName"],
            StatementId="api",
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
        )
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, inputs, name="main")
        assert refused.value.text == (
            f"creating Lambda Permission (main): the function {inputs['functionName']!r} already has a statement "
            f"'api' with other content; import it as {inputs['functionName']}/api, or choose another statementId"
        )

    @pytest.mark.parametrize(
        ("case", "extra", "path", "reason"),
        [
            ("no principal", {"principal": None}, "principal", "is required"),
            (
                "qualified ARN",
                {"functionName": "arn:aws:lambda:us-east-1:123456789012:function:f:live"},
                "functionName",
                "'arn:aws:lambda:us-east-1:123456789012:function:f:live' holds the qualifier 'live'; "
                "give 'f' here and the rest in qualifier",
            ),
            (
                "no function",
                {"functionName": "a b"},
                "functionName",
                "'a b' is neither the name nor the ARN of a function",
            ),
            (
                "statement id with a blank",
                {"statementId": "a b"},
                "statementId",
                "'a b' is not a statement id; 1 to 100 letters, digits, hyphens and underscores are",
            ),
            (
                "action of another service",
                {"action": "s3:GetObject"},
                "action",
                "'s3:GetObject' is not an action of Lambda, such as lambda:InvokeFunction",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, extra: dict[str, Any], path: str, reason: str) -> None:
        inputs = {"functionName": "f", "principal": "apigateway.amazonaws.com", **extra}
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}
