"""API Gateway Deployment."""

import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import encode
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, call, urn_of
from tests.resources.apigateway.test_rest_api import allow, body
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:apigateway:Deployment"
API = "privateapi:apigateway:RestApi"
STAGE = "privateapi:apigateway:Stage"


def make_api(plugin: Plugin, **extra: Any) -> Kept:
    return plugin.create(API, {"body": body(), "endpointConfiguration": {"types": ["REGIONAL"]}, **extra})


class TestDeployment(Lifecycle):
    token = TOKEN
    update = {"description": "second"}
    replace = {"triggers": {"api": "2"}}
    not_imported = frozenset({"triggers"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"restApiId": make_api(plugin).id, "description": "first", "triggers": {"api": "1"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        api, deployment = kept.id.split("/")
        try:
            aws("apigateway").get_deployment(restApiId=api, deploymentId=deployment)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "NotFoundException")
        return False

    def test_id(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        deployment = plugin.create(TOKEN, inputs)
        assert deployment.id == f"{inputs['restApiId']}/{deployment['deploymentId']}"

    def test_description_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        deployment = plugin.create(TOKEN, inputs)
        del inputs["description"]
        plugin.update(deployment, inputs)
        api, id = deployment.id.split("/")
        assert "description" not in aws("apigateway").get_deployment(restApiId=api, deploymentId=id)
        fresh = plugin.create(TOKEN, inputs)
        assert "description" not in fresh.state

    def test_triggers_unknown(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        deployment = plugin.create(TOKEN, inputs)
        news = plugin.check(deployment.urn, {**inputs, "triggers": {"api": UNKNOWN}}, deployment.inputs)
        difference = plugin.diff(deployment, news)
        assert difference.replaces == ["triggers"] and not difference.delete_first

    def test_redeployed(self, plugin: Plugin, aws: Clients) -> None:
        """As the engine does it: the new one is made, the stage moves to it, the old one goes."""
        api = make_api(plugin)
        inputs = {"restApiId": api.id, "triggers": {"api": api["deploymentHash"]}}
        first = plugin.create(TOKEN, inputs)
        stage_inputs = {"restApiId": api.id, "stageName": "live", "deploymentId": first["deploymentId"]}
        stage = plugin.create(STAGE, stage_inputs)
        plugin.update(api, {**api.inputs, "body": body("/other")})
        news = {**inputs, "triggers": {"api": api["deploymentHash"]}}
        assert plugin.diff(first, plugin.check(first.urn, news, first.inputs)).replaces == ["triggers"]
        second = plugin.create(TOKEN, news)
        plugin.update(stage, {**stage_inputs, "deploymentId": second["deploymentId"]})
        plugin.delete(first)
        assert self.gone(aws, first) and not self.gone(aws, second)
        plugin.delete(stage)

    def test_delete_in_use(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        deployment = plugin.create(TOKEN, inputs)
        stage_inputs = {
            "restApiId": inputs["restApiId"],
            "stageName": "live",
            "deploymentId": deployment["deploymentId"],
        }
        stage = plugin.create(STAGE, stage_inputs)
        request = provider_pb2.DeleteRequest(
            id=deployment.id, urn=deployment.urn, properties=encode(deployment.state), timeout=0.1
        )
        with pytest.raises(Refused) as refused:
            call(plugin.stub.Delete, request)
        assert refused.value.text.startswith(
            f"deleting API Gateway Deployment ({deployment.id}): BadRequestException: "
            "Active stages pointing to this deployment must be moved or deleted (DeleteDeployment, request "
        )
        plugin.delete(stage)
        plugin.delete(deployment)

    @pytest.mark.parametrize(
        ("case", "extra", "message"),
        [
            ("no methods", {"body": None}, "BadRequestException: The REST API doesn't contain any methods"),
            (
                "private without a policy",
                {"endpointConfiguration": {"types": ["PRIVATE"]}},
                "BadRequestException: Private REST API doesn't have a resource policy attached to it",
            ),
        ],
    )
    def test_refused(self, plugin: Plugin, case: str, extra: dict[str, Any], message: str) -> None:
        api = make_api(plugin, **extra)
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {"restApiId": api.id}, name="main")
        assert refused.value.text.startswith(f"creating API Gateway Deployment (main): {message}")
        assert refused.value.id is None

    def test_private(self, plugin: Plugin) -> None:
        api = make_api(plugin, endpointConfiguration={"types": ["PRIVATE"]}, policy=allow())
        assert plugin.create(TOKEN, {"restApiId": api.id})["deploymentId"]

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        token = hashlib.sha256(urn_of(TOKEN, "killed").encode()).hexdigest()[:32]
        triggers = hashlib.sha256(json.dumps({"api": "1"}).encode()).hexdigest()[:16]
        left = aws("apigateway").create_deployment(
            restApiId=inputs["restApiId"], description=f"{MARK} {token} {triggers}"
        )
        other = plugin.create(TOKEN, {**inputs, "triggers": {"api": "2"}}, name="killed")
        assert other["deploymentId"] != left["id"], "it is a snapshot of what the API was then"
        again = plugin.create(TOKEN, inputs, name="killed")
        assert again["deploymentId"] == left["id"] and again["description"] == "first"

    def test_faults(self, plugin: Plugin) -> None:
        faults = plugin.faults(urn_of(TOKEN, "main"), {"triggers": {"api": 1}})[1]
        assert faults == {"restApiId": "is required", "triggers.api": "1 should be a valid string"}
