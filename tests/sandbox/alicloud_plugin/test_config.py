"""What the provider's configuration and the variables may say: loopback, and nothing that leads elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from pulumi._types import input_type_types
from pulumi.runtime.proto import provider_pb2

from privateapi.provider.model import specs
from privateapi.provider.values import UNKNOWN, encode
from privateapi.sandbox.alicloud.call import VPC
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients
from privateapi.sandbox.alicloud_plugin import VERSION
from privateapi.sandbox.alicloud_plugin.config import PRODUCTS, AlicloudPluginConfig
from privateapi.sandbox.alicloud_plugin.package import ALICLOUD
from tests.plugin import Plugin, Refused, call, reasons, serving, urn_of, variables
from tests.sandbox.alicloud_plugin.test_parity import theirs

LOCAL = dict.fromkeys(PRODUCTS, "127.0.0.1:9")
BASIC: dict[str, Any] = {"region": "cn-hangzhou", "accessKey": "sandbox", "secretKey": "sandbox", "endpoints": [LOCAL]}
TOO_FAR = (
    ", which is no host and port on loopback such as 127.0.0.1:4567; the sandbox's stand-in for the plugin of "
    "pulumi_alicloud speaks to the sandbox only. Deploy to an account with the real plugin"
)


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("ALICLOUD_", "ALIBABA_CLOUD_")):
            monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def fresh() -> Iterator[Plugin]:
    """The stand-in, not configured."""
    with serving(ALICLOUD, "cn-hangzhou") as plugin:
        yield plugin


def faults(plugin: Plugin, config: dict[str, Any]) -> dict[str, str]:
    """The faults that CheckConfig finds; Configure then refuses the same."""
    news = {name: value if isinstance(value, str) else json.dumps(value) for name, value in config.items()}
    urn = urn_of("pulumi:providers:alicloud", "default")
    answer = call(plugin.stub.CheckConfig, provider_pb2.CheckRequest(urn=urn, news=encode(news)))
    found = reasons(answer.failures)
    if found:
        with pytest.raises(Refused) as refused:
            plugin.configure(**config)
        assert all(reason in refused.value.text for reason in found.values())
    return found


def test_names_are_those_of_the_provider_class() -> None:
    assert set(specs(AlicloudPluginConfig)) == set(input_type_types(theirs("alicloud:provider:Provider", "{}Args")))


def test_version(fresh: Plugin) -> None:
    assert call(fresh.stub.GetPluginInfo, provider_pb2.ConfigureRequest()).version == VERSION == "4.0.0"


def test_loopback_is_taken(fresh: Plugin) -> None:
    assert faults(fresh, BASIC) == {}
    real = {"protocol": "HTTP", "accountType": "Domestic", "accountId": "123456789012", "skipRegionValidation": True}
    assert faults(fresh, {**BASIC, **real}) == {}


@pytest.mark.parametrize("host", ["localhost:80", "127.0.0.1", "127.1.2.3:4567", "[::1]:80"])
def test_forms_of_loopback(fresh: Plugin, host: str) -> None:
    assert faults(fresh, {**BASIC, "endpoints": [dict.fromkeys(PRODUCTS, host)]}) == {}


@pytest.mark.parametrize(
    "host",
    [
        "apigateway.cn-hangzhou.aliyuncs.com",
        "10.0.0.1:80",
        "localhost.example.com",
        "127.0.0.1.example.com:80",
        "http://127.0.0.1:80",
        "127.0.0.1:80@example.com",
        "127.0.0.1:80/x",
        "[2001:db8::1]:80",
    ],
)
def test_everything_else_is_refused(fresh: Plugin, host: str) -> None:
    config = {**BASIC, "endpoints": [{**LOCAL, "cloudapi": host}]}
    assert faults(fresh, config) == {"endpoints": f"[0].cloudapi is {host!r}{TOO_FAR}"}


def test_endpoints_of_products_that_are_not_called(fresh: Plugin) -> None:
    config = {**BASIC, "endpoints": [{**LOCAL, "oss": "oss-cn-hangzhou.aliyuncs.com"}]}
    assert faults(fresh, config) == {"endpoints": f"[0].oss is 'oss-cn-hangzhou.aliyuncs.com'{TOO_FAR}"}


def test_missing_endpoint(fresh: Plugin) -> None:
    given = {name: host for name, host in LOCAL.items() if name != "vpc"}
    assert faults(fresh, {**BASIC, "endpoints": [given]}) == {
        "endpoints": "there is none for vpc; the sandbox's stand-in for the plugin of pulumi_alicloud calls no account"
        ": set ALIBABA_CLOUD_ENDPOINT_VPC or vpc in endpoints to what `privateapi sandbox status` says"
    }


def test_variables(fresh: Plugin) -> None:
    found = {f"ALIBABA_CLOUD_ENDPOINT_{name.upper()}": "127.0.0.1:9" for name in PRODUCTS}
    found |= {"ALICLOUD_REGION": "cn-shanghai", "ALICLOUD_ACCESS_KEY": "a", "ALICLOUD_SECRET_KEY": "b"}
    with variables(found):
        assert faults(fresh, {}) == {}
        with variables({"ALIBABA_CLOUD_ENDPOINT_ECS": "ecs.aliyuncs.com"}):
            source = f"ALIBABA_CLOUD_ENDPOINT_ECS is 'ecs.aliyuncs.com'{TOO_FAR}"
            assert faults(fresh, {}) == {"endpoints": source}
            # The configuration comes first, as in the real plugin.
            assert faults(fresh, {"endpoints": [{"ecs": "127.0.0.1:9"}]}) == {}


def test_older_names(fresh: Plugin) -> None:
    found = {name: host for name, host in LOCAL.items() if name != "cloudapi"} | {"apigateway": "127.0.0.1:9"}
    assert faults(fresh, {**BASIC, "endpoints": [found]}) == {}
    with variables({"VPC_ENDPOINT": "vpc.aliyuncs.com"}):
        del found["vpc"]
        config = {**BASIC, "endpoints": [found]}
        assert faults(fresh, config) == {"endpoints": f"VPC_ENDPOINT is 'vpc.aliyuncs.com'{TOO_FAR}"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"region": None},
            {"region": "is required: set alicloud:region or ALICLOUD_REGION, to cn-hangzhou for example"},
        ),
        (
            {"accessKey": None},
            {
                "accessKey": "is required: set alicloud:accessKey and alicloud:secretKey, or ALICLOUD_ACCESS_KEY and "
                "ALICLOUD_SECRET_KEY"
            },
        ),
        ({"protocol": "FTP"}, {"protocol": "'FTP' should be 'HTTP' or 'HTTPS'"}),
        (
            {"assumeRole": {"roleArn": "acs:ram::1:role/x"}},
            {
                "assumeRole": "the sandbox's stand-in for the plugin of pulumi_alicloud does not have this property; "
                "leave it out on sandbox stacks"
            },
        ),
        ({"endpoints": "127.0.0.1:9"}, {"endpoints": "'127.0.0.1:9' is not JSON; a list is needed"}),
        ({"regoin": "x"}, {"regoin": "there is no property 'regoin'; did you mean 'region'?"}),
    ],
)
def test_faults(fresh: Plugin, changes: dict[str, Any], expected: dict[str, str]) -> None:
    config = {name: value for name, value in {**BASIC, **changes}.items() if value is not None}
    assert faults(fresh, config) == expected


def test_a_preview_that_does_not_know_everything(fresh: Plugin) -> None:
    urn = urn_of("pulumi:providers:alicloud", "fake")
    for name in BASIC:
        known = {key: value if isinstance(value, str) else json.dumps(value) for key, value in BASIC.items()}
        request = provider_pb2.CheckRequest(urn=urn, news=encode({**known, name: UNKNOWN}))
        assert not call(fresh.stub.CheckConfig, request).failures
    far = json.dumps([{"vpc": "vpc.aliyuncs.com"}])
    request = provider_pb2.CheckRequest(urn=urn, news=encode({"region": UNKNOWN, "endpoints": far}))
    (failure,) = call(fresh.stub.CheckConfig, request).failures
    assert failure.reason == f"[0].vpc is 'vpc.aliyuncs.com'{TOO_FAR}"


def test_the_secret_is_in_no_fault(fresh: Plugin) -> None:
    found = faults(fresh, {**BASIC, "secretKey": "swordfish", "accessKey": ""})
    assert found and not any("swordfish" in reason for reason in found.values())


def test_wrong_credentials(endpoint: Endpoint, fresh: Plugin) -> None:
    config = {**BASIC, "secretKey": "wrong", "endpoints": [dict.fromkeys(PRODUCTS, endpoint.address)]}
    fresh.configure(**config)
    with pytest.raises(Refused) as refused:
        fresh.create("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"}, name="main")
    assert refused.value.text.startswith("creating VPC (main): SignatureDoesNotMatch: ")
    assert "wrong" not in refused.value.text


def test_region_of_the_provider(endpoint: Endpoint, fresh: Plugin) -> None:
    endpoints = [dict.fromkeys(PRODUCTS, endpoint.address)]
    fresh.configure(**{**BASIC, "region": "ap-southeast-1", "endpoints": endpoints})
    vpc = fresh.create("alicloud:vpc/network:Network", {"cidrBlock": "10.0.0.0/16"})
    assert vpc["regionId"] == "ap-southeast-1"
    assert Clients(endpoint).call(VPC, "DescribeVpcs", region="ap-southeast-1")["TotalCount"] == 1
    fresh.delete(vpc)
    fresh.made.clear()


def test_no_schema(fresh: Plugin) -> None:
    with pytest.raises(Refused) as refused:
        call(fresh.stub.GetSchema, provider_pb2.GetSchemaRequest())
    assert "`pulumi import --generate-code=false` needs none" in refused.value.text
