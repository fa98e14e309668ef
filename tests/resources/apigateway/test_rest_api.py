"""API Gateway REST API."""

import hashlib
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.apigateway.models import RestAPI

from privateapi.provider.interrupted import MARK
from privateapi.resources.apigateway import rest_api
from privateapi.resources.apigateway._policy import told_policy
from privateapi.sandbox.aws.corrections import apigateway_rest_api as sandbox
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:apigateway:RestApi"
MOCK = {"x-amazon-apigateway-integration": {"type": "mock"}}


def body(*paths: str, **extra: Any) -> dict[str, Any]:
    return {
        "openapi": "3.0.1",
        "info": {"title": "orders", "version": "1"},
        "paths": {path: {"get": MOCK} for path in paths or ("/orders",)},
        **extra,
    }


def allow(resource: str = "execute-api:/*", **extra: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource, **extra}
    return {"Version": "2012-10-17", "Statement": [statement]}


def methods(aws: Clients, api: str) -> set[str]:
    items = aws("apigateway").get_resources(restApiId=api)["items"]
    return {f"{method} {item['path']}" for item in items for method in item.get("resourceMethods", {})}


def endpoint(plugin: Plugin) -> str:
    vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16", "enableDnsHostnames": True})
    subnet = plugin.create("privateapi:ec2:Subnet", {"vpcId": vpc.id, "cidrBlock": "10.0.0.0/24"})
    made = plugin.create(
        "privateapi:ec2:VpcEndpoint",
        {
            "vpcId": vpc.id,
            "serviceName": "com.amazonaws.us-east-1.execute-api",
            "vpcEndpointType": "Interface",
            "subnetIds": [subnet.id],
        },
    )
    return made.id


class TestRestApi(Lifecycle):
    token = TOKEN
    update = {
        "name": "payments",
        "description": "takes payments",
        "body": body("/payments", "/payments/{id}"),
        "policy": allow(Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}}),
        "binaryMediaTypes": ["image/png"],
        "minimumCompressionSize": 1024,
        "apiKeySource": "AUTHORIZER",
        "disableExecuteApiEndpoint": True,
        "endpointConfiguration": {"types": ["EDGE"]},
        "tags": {"team": "payments"},
    }
    replace = None
    not_imported = frozenset({"body", "bodyHash", "deploymentHash"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "name": "orders",
            "body": body(),
            "policy": allow(),
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            aws("apigateway").get_rest_api(restApiId=kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "NotFoundException")
        return False

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        api = plugin.create(TOKEN, self.inputs(plugin, aws))
        assert api["restApiId"] == api.id
        assert api["arn"] == f"arn:aws:apigateway:us-east-1::/restapis/{api.id}"
        assert api["executionArn"] == f"arn:aws:execute-api:us-east-1:123456789012:{api.id}"
        root = next(item for item in aws("apigateway").get_resources(restApiId=api.id)["items"] if item["path"] == "/")
        assert api["rootResourceId"] == root["id"]

    def test_defaults(self, plugin: Plugin) -> None:
        api = plugin.create(TOKEN, {}, name="orders")
        assert api["name"] == "orders"
        assert api["endpointConfiguration"] == {"types": ["EDGE"], "ipAddressType": "ipv4"}
        assert api["apiKeySource"] == "HEADER" and api["disableExecuteApiEndpoint"] is False

    def test_body(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "body": body("/", "/orders", "/orders/{id}")}
        api = plugin.create(TOKEN, inputs)
        assert methods(aws, api.id) == {"GET /", "GET /orders", "GET /orders/{id}"}
        plugin.update(api, {**inputs, "body": body("/orders")})
        assert methods(aws, api.id) == {"GET /orders"}

    @pytest.mark.parametrize(
        ("case", "text"),
        [
            ("JSON", json.dumps(body())),
            (
                "YAML",
                "openapi: 3.0.1\ninfo: {title: orders, version: '1'}\npaths:\n  /orders:\n    get:\n"
                "      x-amazon-apigateway-integration: {type: mock}\n",
            ),
        ],
    )
    def test_body_text(self, plugin: Plugin, aws: Clients, case: str, text: str) -> None:
        inputs = self.inputs(plugin, aws)
        api = plugin.create(TOKEN, {**inputs, "body": text})
        assert api["body"] == body() and methods(aws, api.id) == {"GET /orders"}
        assert not plugin.diff(api, plugin.check(api.urn, inputs, api.inputs))

    def test_body_settings(self, plugin: Plugin, aws: Clients) -> None:
        said = body(
            **{
                "info": {"title": "from the body", "description": "said there", "version": "1"},
                "x-amazon-apigateway-policy": allow(),
                "x-amazon-apigateway-binary-media-types": ["image/png"],
                "x-amazon-apigateway-minimum-compression-size": 0,
                "x-amazon-apigateway-api-key-source": "AUTHORIZER",
                "x-amazon-apigateway-endpoint-configuration": {"disableExecuteApiEndpoint": True},
            }
        )
        inputs = {"body": said, "endpointConfiguration": {"types": ["REGIONAL"]}}
        api = plugin.create(TOKEN, inputs)
        assert (api["name"], api["description"]) == ("from the body", "said there")
        assert api["policy"] == allow() and api["binaryMediaTypes"] == ["image/png"]
        assert api["minimumCompressionSize"] == 0 and api["apiKeySource"] == "AUTHORIZER"
        assert api["disableExecuteApiEndpoint"] is True
        own = {**inputs, "name": "said here", "apiKeySource": "HEADER", "minimumCompressionSize": 10}
        plugin.update(api, own)
        found = aws("apigateway").get_rest_api(restApiId=api.id)
        assert (found["name"], found["apiKeySource"], found["minimumCompressionSize"]) == ("said here", "HEADER", 10)
        assert found["description"] == "said there" and found["disableExecuteApiEndpoint"] is True

    def test_body_unknown(self, plugin: Plugin) -> None:
        urn = urn_of(TOKEN, "orders")
        assert plugin.check(urn, {"body": UNKNOWN})["name"] is UNKNOWN
        uri = {"type": "aws_proxy", "httpMethod": "POST", "uri": UNKNOWN}
        partly = body()
        partly["paths"]["/orders"]["get"] = {"x-amazon-apigateway-integration": uri}
        checked = plugin.check(urn, {"body": partly})
        assert checked["body"] == partly and checked["name"] == "orders"

    def test_body_removed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        api = plugin.create(TOKEN, inputs)
        del inputs["body"]
        plugin.update(api, inputs)
        assert methods(aws, api.id) == {"GET /orders"}, "methods that are not declared are not looked at"
        assert "bodyHash" not in api.state

    def test_hashes(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        api = plugin.create(TOKEN, inputs)
        reordered = json.loads(json.dumps(body(), sort_keys=True))
        plugin.update(api, {**inputs, "body": reordered, "description": "no matter", "tags": None})
        before = dict(api.state)
        for change, hashes in (
            ({"body": body("/other")}, {"bodyHash", "deploymentHash"}),
            ({"policy": allow(Action="execute-api:*")}, {"deploymentHash"}),
            ({"binaryMediaTypes": ["*/*"]}, {"deploymentHash"}),
            ({"description": "still none"}, set()),
        ):
            preview = plugin.preview_update(api, {**inputs, **change})
            assert {wire for wire in ("bodyHash", "deploymentHash") if preview[wire] is UNKNOWN} == hashes
            plugin.update(api, {**inputs, **change})
            assert {wire for wire in ("bodyHash", "deploymentHash") if api[wire] != before[wire]} == hashes
            plugin.update(api, inputs)
            assert all(api[wire] == before[wire] for wire in ("bodyHash", "deploymentHash"))

    def test_private(self, plugin: Plugin, aws: Clients) -> None:
        first = endpoint(plugin)
        configuration = {"types": ["PRIVATE"], "vpcEndpointIds": [first]}
        inputs = {**self.inputs(plugin, aws), "endpointConfiguration": configuration}
        api = plugin.create(TOKEN, inputs)
        assert api["endpointConfiguration"] == {**configuration, "ipAddressType": "dualstack"}
        second = endpoint(plugin)
        both = {**configuration, "vpcEndpointIds": sorted([first, second])}
        plugin.update(api, {**inputs, "endpointConfiguration": both, "body": body("/more")})
        found = aws("apigateway").get_rest_api(restApiId=api.id)["endpointConfiguration"]
        assert sorted(found["vpcEndpointIds"]) == both["vpcEndpointIds"]
        plugin.update(api, {**inputs, "endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": [second]}})
        found = aws("apigateway").get_rest_api(restApiId=api.id)["endpointConfiguration"]
        assert found["vpcEndpointIds"] == [second]
        plugin.update(api, self.inputs(plugin, aws))
        assert api["endpointConfiguration"] == {"types": ["REGIONAL"], "ipAddressType": "ipv4"}
        plugin.delete(api)

    def test_private_becomes_edge(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "endpointConfiguration": {"types": ["PRIVATE"]}}
        api = plugin.create(TOKEN, inputs)
        news = plugin.check(api.urn, {**inputs, "endpointConfiguration": {"types": ["EDGE"]}}, api.inputs)
        assert plugin.diff(api, news).replaces == ["endpointConfiguration"]

    @pytest.mark.parametrize("version", ["3.0.1", "2.0"])
    def test_import_keeps_settings(self, plugin: Plugin, aws: Clients, version: str) -> None:
        """Every setting is in the document that overwrites, so that none is away for a moment."""
        inputs = {
            "name": "orders",
            "description": "takes orders",
            "body": body() if version == "3.0.1" else {"swagger": "2.0", "paths": body()["paths"]},
            "policy": allow(),
            "endpointConfiguration": {"types": ["PRIVATE"], "vpcEndpointIds": [endpoint(plugin)]},
            "binaryMediaTypes": ["image/png"],
            "minimumCompressionSize": 10,
            "apiKeySource": "AUTHORIZER",
            "disableExecuteApiEndpoint": True,
        }
        patched: list[Any] = []
        operations = rest_api._operations

        def watch(current: Any, args: Any, own: str) -> list[Any]:
            patched.extend(operations(current, args, own))
            return patched

        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(rest_api, "_operations", watch)
            api = plugin.create(TOKEN, inputs)
        assert patched == []
        refreshed = plugin.refresh(api)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(api.urn, inputs, refreshed.inputs))
        plugin.delete(api)

    def test_policy(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        api = plugin.create(TOKEN, inputs)
        told = aws("apigateway").get_rest_api(restApiId=api.id)["policy"]
        assert f"{api['executionArn']}/*" in told, "the short form is written out"
        assert api["policy"] == allow()
        written_out = allow(f"{api['executionArn']}/*")
        plugin.update(api, {**inputs, "policy": written_out})
        assert api["policy"] == written_out
        imported = plugin.import_(TOKEN, api.id)
        assert imported is not None and imported["policy"] == allow()
        del inputs["policy"]
        plugin.update(api, inputs)
        assert "policy" not in aws("apigateway").get_rest_api(restApiId=api.id)

    def test_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        api = plugin.create(TOKEN, inputs)
        aws("apigateway").update_rest_api(
            restApiId=api.id,
            patchOperations=[
                {"op": "replace", "path": "/description", "value": "by hand"},
                {"op": "add", "path": "/binaryMediaTypes/image~1png"},
            ],
        )
        refreshed = plugin.refresh(api)
        assert refreshed is not None
        difference = plugin.diff(refreshed, plugin.check(api.urn, inputs, refreshed.inputs))
        assert set(difference.kinds) == {"binaryMediaTypes", "description"}
        plugin.update(refreshed, inputs)
        found = aws("apigateway").get_rest_api(restApiId=api.id)
        assert "description" not in found and "binaryMediaTypes" not in found

    def test_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        more = {"minimumCompressionSize": 0, "description": "first", "binaryMediaTypes": ["a/b", "c/d"]}
        api = plugin.create(TOKEN, {**inputs, **more})
        plugin.update(api, {**inputs, "binaryMediaTypes": ["c/d"]})
        found = aws("apigateway").get_rest_api(restApiId=api.id)
        assert "minimumCompressionSize" not in found and "description" not in found
        assert found["binaryMediaTypes"] == ["c/d"]

    def test_security_policy(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        strict = {"securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09", "endpointAccessMode": "STRICT"}
        api = plugin.create(TOKEN, {**inputs, **strict})
        assert {wire: api[wire] for wire in strict} == strict
        relaxed = {"securityPolicy": "TLS_1_2", "endpointAccessMode": "BASIC"}
        plugin.update(api, {**inputs, **relaxed})
        found = aws("apigateway").get_rest_api(restApiId=api.id)
        assert {wire: found[wire] for wire in relaxed} == relaxed
        assert not plugin.diff(api, plugin.check(api.urn, inputs, api.inputs)), "left out, it stays what it is"

    def test_endpoints_of_the_body(self, plugin: Plugin) -> None:
        said = body(
            servers=[{"url": "/", "x-amazon-apigateway-endpoint-configuration": {"vpcEndpointIds": ["vpce-1"]}}]
        )
        news = {"body": said, "endpointConfiguration": {"types": ["PRIVATE"]}}
        checked = plugin.check(urn_of(TOKEN, "main"), news)
        assert checked["endpointConfiguration"]["vpcEndpointIds"] == ["vpce-1"]

    def test_settle_failed(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        api_of = plugin.create(TOKEN, {"securityPolicy": "TLS_1_2"})
        original = sandbox.shown

        def failed(api: Any) -> dict[str, Any]:
            return {**original(api), "apiStatus": "FAILED", "apiStatusMessage": "The policy cannot be used here."}

        with monkeypatch.context() as patched:
            patched.setattr(sandbox, "shown", failed)
            patched.setattr(RestAPI, "to_dict", failed)
            with pytest.raises(Refused) as refused:
                plugin.update(api_of, {"securityPolicy": "TLS_1_0"})
        assert refused.value.text == (
            f"updating API Gateway REST API ({api_of.id}): waiting for RestApiAvailable: it is 'FAILED': "
            "The policy cannot be used here."
        )

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        api = plugin.create(TOKEN, {})
        assert "tags" not in aws("apigateway").get_rest_api(restApiId=api.id)

    def test_interrupted(self, aws_endpoint: Endpoint, aws: Clients) -> None:
        urn = urn_of(TOKEN, "killed")
        left = aws("apigateway").create_rest_api(
            name="killed", tags={MARK: hashlib.sha256(urn.encode()).hexdigest()[:32]}
        )["id"]
        with run_plugin(aws_endpoint) as fresh:
            api = fresh.create(TOKEN, {"body": body()}, name="killed")
            assert api.id == left and methods(aws, left) == {"GET /orders"}
            assert "tags" not in aws("apigateway").get_rest_api(restApiId=left)
            fresh.clean_up()

    def test_body_refused(self, plugin: Plugin, aws: Clients) -> None:
        wrong = body()
        wrong["paths"]["/orders"]["get"] = {
            "x-amazon-apigateway-integration": {"type": "http", "httpMethod": "GET", "uri": "no url"}
        }
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {"body": wrong}, name="orders")
        assert refused.value.id, "the API is there, its methods are not"
        assert refused.value.text.startswith(
            f"setting up API Gateway REST API (orders, {refused.value.id}): BadRequestException: "
        )

    @pytest.mark.parametrize(
        ("case", "inputs", "faults"),
        [
            (
                "no document",
                {"body": "just text"},
                {"body": "the document is a str; an object with openapi, info and paths is needed"},
            ),
            (
                "broken JSON",
                {"body": '{"openapi": '},
                {"body": "the document is not JSON: Expecting value at line 1, column 13"},
            ),
            (
                "broken YAML",
                {"body": "openapi: 3.0.1\n  paths: {"},
                {
                    "body": "the document is neither JSON nor YAML: "
                    "mapping values are not allowed here at line 2, column 8"
                },
            ),
            (
                "policy without principal",
                {"policy": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}},
                {
                    "policy.Statement.Principal": "is required: a statement of a resource policy has Principal or "
                    "NotPrincipal"
                },
            ),
            (
                "endpoints of a regional API",
                {"endpointConfiguration": {"types": ["REGIONAL"], "vpcEndpointIds": ["vpce-1"]}},
                {
                    "endpointConfiguration.vpcEndpointIds": "is for PRIVATE APIs; this one is REGIONAL: leave it out "
                    "or set types to ['PRIVATE']"
                },
            ),
            (
                "IPv4 of a private API",
                {"endpointConfiguration": {"types": ["PRIVATE"], "ipAddressType": "ipv4"}},
                {"endpointConfiguration.ipAddressType": "'ipv4' is not for PRIVATE APIs; they are 'dualstack'"},
            ),
            (
                "compression",
                {"minimumCompressionSize": -1},
                {"minimumCompressionSize": "-1 should be greater than or equal to 0"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], faults: dict[str, str]) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == faults


OWN = "arn:aws:execute-api:us-east-1:123456789012:abc"


@pytest.mark.parametrize(
    ("case", "text", "asked", "told"),
    [
        ("none", None, None, None),
        ("plain", json.dumps(allow()), None, allow()),
        ("escaped", json.dumps(json.dumps(allow()))[1:-1], None, allow()),
        ("escaped slashes", json.dumps(json.dumps(allow()))[1:-1].replace("/", "\\/"), None, allow()),
        ("written out, not asked", json.dumps(allow(f"{OWN}/*")), None, allow()),
        ("written out, asked short", json.dumps(allow(f"{OWN}/*")), allow(), allow()),
        ("written out, asked long", json.dumps(allow(f"{OWN}/*")), allow(f"{OWN}/*"), allow(f"{OWN}/*")),
        ("domain name written out", json.dumps(allow(OWN)), None, allow()),
        ("another API's", json.dumps(allow(f"{OWN}d/*")), allow(), allow(f"{OWN}d/*")),
    ],
)
def test_told_policy(case: str, text: str | None, asked: Any, told: Any) -> None:
    assert told_policy(text, asked, OWN) == told
