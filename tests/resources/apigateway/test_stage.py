"""API Gateway Stage."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pulumi.runtime.proto import provider_pb2

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import encode
from privateapi.sandbox.aws.testing import Clients, import_certificate
from tests.plugin import Kept, Plugin, Refused, call, urn_of
from tests.resources.apigateway.test_deployment import make_api
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:apigateway:Stage"
DEPLOYMENT = "privateapi:apigateway:Deployment"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:stage-access"
FORMAT = "$context.requestId $context.status"
DEFAULTS = {
    "loggingLevel": "OFF",
    "dataTraceEnabled": False,
    "metricsEnabled": False,
    "cachingEnabled": False,
    "cacheTtlInSeconds": 300,
    "cacheDataEncrypted": False,
    "requireAuthorizationForCacheControl": True,
    "unauthorizedCacheControlHeaderStrategy": "SUCCEED_WITH_RESPONSE_HEADER",
}


class TestStage(Lifecycle):
    token = TOKEN
    update = {
        "description": "serves",
        "variables": {"table": "payments", "mode": "fast"},
        "accessLogSettings": {"destinationArn": GROUP, "format": FORMAT},
        "methodSettings": {"*/*": {"throttlingBurstLimit": 10, "throttlingRateLimit": 5.5}},
        "tracingEnabled": True,
        "cacheClusterEnabled": True,
        "clientCertificateId": "abc",
        "documentationVersion": "2",
        "tags": {"team": "payments"},
    }
    replace = {"stageName": "next"}

    @pytest.fixture(autouse=True)
    def logs(self, aws: Clients) -> Iterator[None]:
        """A log group, and the account's role for logs."""
        role = aws("iam").create_role(RoleName="gateway-logs", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        path = "/cloudwatchRoleArn"
        aws("apigateway").update_account(patchOperations=[{"op": "replace", "path": path, "value": role}])
        aws("logs").create_log_group(logGroupName="stage-access")
        yield
        aws("logs").delete_log_group(logGroupName="stage-access")
        aws("iam").delete_role(RoleName="gateway-logs")

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        api = make_api(plugin)
        deployment = plugin.create(DEPLOYMENT, {"restApiId": api.id})
        return {
            "restApiId": api.id,
            "stageName": "live",
            "deploymentId": deployment["deploymentId"],
            "variables": {"table": "orders"},
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            self.found(aws, kept)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "NotFoundException")
        return False

    def found(self, aws: Clients, kept: Kept) -> Mapping[str, Any]:
        api, stage = kept.id.split("/")
        answer: Mapping[str, Any] = aws("apigateway").get_stage(restApiId=api, stageName=stage)
        return answer

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        stage = plugin.create(TOKEN, inputs)
        api = inputs["restApiId"]
        assert stage.id == f"{api}/live"
        assert stage["arn"] == f"arn:aws:apigateway:us-east-1::/restapis/{api}/stages/live"
        assert stage["executionArn"] == f"arn:aws:execute-api:us-east-1:123456789012:{api}/live"
        assert stage["invokeUrl"] == f"https://{api}.execute-api.us-east-1.amazonaws.com/live"

    def test_access_log_settings(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        settings = {"destinationArn": f"{GROUP}:*", "format": FORMAT}
        stage = plugin.create(TOKEN, {**inputs, "accessLogSettings": settings})
        assert stage["accessLogSettings"] == {"destinationArn": GROUP, "format": FORMAT}
        plugin.update(stage, {**inputs, "accessLogSettings": {**settings, "format": f"{FORMAT} $context.ip"}})
        assert self.found(aws, stage)["accessLogSettings"]["format"] == f"{FORMAT} $context.ip"
        plugin.update(stage, inputs)
        assert "accessLogSettings" not in self.found(aws, stage)

    def test_method_settings(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        settings: dict[str, dict[str, Any]] = {
            "*/*": {"loggingLevel": "ERROR", "metricsEnabled": True},
            "/GET": {"throttlingRateLimit": 1},
            "/orders/GET": {"throttlingBurstLimit": 0},
            "/orders/{id}/lines/*": {"cachingEnabled": True, "cacheTtlInSeconds": 60},
        }
        stage = plugin.create(TOKEN, {**inputs, "methodSettings": settings})
        assert stage["methodSettings"] == {path: {**DEFAULTS, **each} for path, each in settings.items()}
        found = self.found(aws, stage)["methodSettings"]
        assert found["*/*"]["throttlingBurstLimit"] == -1, "no limit but the account's"
        fewer: dict[str, dict[str, Any]] = {"*/*": {"metricsEnabled": True}, "/orders/GET": {"throttlingBurstLimit": 7}}
        plugin.update(stage, {**inputs, "methodSettings": fewer})
        assert stage["methodSettings"] == {path: {**DEFAULTS, **each} for path, each in fewer.items()}
        refreshed = plugin.refresh(stage)
        news = plugin.check(stage.urn, {**inputs, "methodSettings": fewer}, stage.inputs)
        assert refreshed is not None and not plugin.diff(refreshed, news)
        plugin.update(stage, inputs)
        assert self.found(aws, stage)["methodSettings"] == {}

    def test_variables(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        stage = plugin.create(TOKEN, {**inputs, "variables": {"a": "1", "b": "2"}})
        plugin.update(stage, {**inputs, "variables": {"b": "3", "c": "4"}})
        assert self.found(aws, stage)["variables"] == {"b": "3", "c": "4"}
        del inputs["variables"]
        plugin.update(stage, inputs)
        assert "variables" not in self.found(aws, stage)

    def test_cache_cluster_size(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "cacheClusterEnabled": True}
        stage = plugin.create(TOKEN, inputs)
        assert stage["cacheClusterSize"] == "0.5"
        plugin.update(stage, {**inputs, "cacheClusterSize": "1.6"})
        assert self.found(aws, stage)["cacheClusterSize"] == "1.6"
        plugin.update(stage, {**inputs, "cacheClusterEnabled": False})
        assert self.found(aws, stage)["cacheClusterEnabled"] is False and "cacheClusterSize" not in stage.state

    def test_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "methodSettings": {"*/*": {"throttlingBurstLimit": 10}}}
        stage = plugin.create(TOKEN, inputs)
        aws("apigateway").update_stage(
            restApiId=inputs["restApiId"],
            stageName="live",
            patchOperations=[
                {"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "11"},
                {"op": "replace", "path": "/tracingEnabled", "value": "true"},
            ],
        )
        refreshed = plugin.refresh(stage)
        assert refreshed is not None
        difference = plugin.diff(refreshed, plugin.check(stage.urn, inputs, refreshed.inputs))
        assert set(difference.kinds) == {'methodSettings["*/*"].throttlingBurstLimit', "tracingEnabled"}
        plugin.update(refreshed, inputs)
        found = self.found(aws, stage)
        assert found["methodSettings"]["*/*"]["throttlingBurstLimit"] == 10 and not found["tracingEnabled"]

    def test_mapped(self, plugin: Plugin, aws: Clients) -> None:
        """An API that a custom domain name serves is deleted after the mapping only."""
        api = make_api(plugin)
        aws("apigateway").create_domain_name(
            domainName="api.example.com",
            regionalCertificateArn=import_certificate(aws, "api.example.com"),
            endpointConfiguration={"types": ["REGIONAL"]},
        )
        aws("apigateway").create_base_path_mapping(domainName="api.example.com", restApiId=api.id)
        request = provider_pb2.DeleteRequest(id=api.id, urn=api.urn, properties=encode(api.state), timeout=0.1)
        with pytest.raises(Refused, match=r"^deleting API Gateway REST API .*remove all base path mappings"):
            call(plugin.stub.Delete, request)
        aws("apigateway").delete_base_path_mapping(domainName="api.example.com", basePath="(none)")
        plugin.delete(api)
        aws("apigateway").delete_domain_name(domainName="api.example.com")

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["tags"]
        assert "tags" not in self.found(aws, plugin.create(TOKEN, inputs))

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        mark = hashlib.sha256(urn_of(TOKEN, "killed").encode()).hexdigest()[:32]
        aws("apigateway").create_stage(
            restApiId=inputs["restApiId"],
            stageName="live",
            deploymentId=inputs["deploymentId"],
            tags={MARK: mark, "team": "orders"},
        )
        settings = {"/orders/GET": {"metricsEnabled": True}}
        stage = plugin.create(TOKEN, {**inputs, "methodSettings": settings}, name="killed")
        assert stage["methodSettings"] == {"/orders/GET": {**DEFAULTS, "metricsEnabled": True}}
        assert self.found(aws, stage)["tags"] == {"team": "orders"}

    def test_foreign_stage(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(TOKEN, inputs)
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, inputs, name="second")
        assert refused.value.text.startswith(
            "creating API Gateway Stage (second): ConflictException: Stage already exists (CreateStage, request "
        )

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "name",
                {"stageName": "my stage"},
                {
                    "stageName": "'my stage' is not a stage's name; 1 to 128 letters, digits, hyphens and underscores "
                    "are"
                },
            ),
            (
                "log that is none",
                {"accessLogSettings": {"destinationArn": "arn:aws:s3:::logs", "format": FORMAT}},
                {
                    "accessLogSettings.destinationArn": "'arn:aws:s3:::logs' is not the ARN of a log group nor of a "
                    "Firehose stream whose name begins with amazon-apigateway-"
                },
            ),
            (
                "log without the request's id",
                {"accessLogSettings": {"destinationArn": GROUP, "format": "$context.ip"}},
                {
                    "accessLogSettings.format": "has neither $context.requestId nor $context.extendedRequestId; "
                    "API Gateway wants one of them"
                },
            ),
            (
                "method without a path",
                {"methodSettings": {"GET": {}}},
                {"methodSettings": "'GET' is not a path and a method; write it as '/orders/GET', or '*/*' for all"},
            ),
            (
                "level",
                {"methodSettings": {"*/*": {"loggingLevel": "DEBUG"}}},
                {'methodSettings["*/*"].loggingLevel': "'DEBUG' should be 'OFF', 'ERROR' or 'INFO'"},
            ),
            (
                "size of no cache",
                {"cacheClusterSize": "0.5"},
                {"cacheClusterSize": "needs cacheClusterEnabled to be true; leave it out otherwise"},
            ),
            (
                "variable's name",
                {"variables": {"my-table": "x"}},
                {'variables["my-table"]': "'my-table' is not a name; letters, digits and underscores are"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"restApiId": "a", "stageName": "live", "deploymentId": "d"}
        assert plugin.faults(urn_of(TOKEN, "main"), {**inputs, **changes})[1] == faults
