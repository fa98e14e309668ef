"""The client for Alibaba Cloud: encodings, repeated calls, endpoints, credentials, one client for many threads."""

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from privateapi.facts.alibaba_products import alibaba_products
from privateapi.provider import alibaba, waiting
from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.config import AlicloudConfig, parse_config
from privateapi.provider.errors import AlibabaError, CancelledError, PluginError, RegionError, describe
from tests.provider.alibaba_server import HANG, REQUEST, RESET, Script, refusal, scripted

REGION = "cn-hangzhou"
OK: dict[str, Any] = {}


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A machine without credentials and proxies, on which calls are repeated at once."""
    for name in list(os.environ):
        if name.startswith(("ALIBABA_CLOUD_", "ALICLOUD_")) or name.upper() in ("HTTP_PROXY", "HTTPS_PROXY"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(waiting, "FIRST_DELAY", 0.01)


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted() as script:
        script.says(OK)
        yield script


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients that wait for an answer for a second only."""
    monkeypatch.setattr(alibaba, "READ_TIMEOUT", 1.0)


@pytest.fixture
def make(server: Script) -> Iterator[Callable[..., AlibabaClient]]:
    """A client that speaks to the server."""
    made: list[AlibabaClient] = []

    def client(**config: Any) -> AlibabaClient:
        values = {"endpoint": server.endpoint, "access_key": "LTAItest", "secret_key": "s3cret-of-the-key", **config}
        made.append(AlibabaClient(AlicloudConfig(**values)))
        return made[-1]

    yield client
    for each in made:
        each.close()


Make = Callable[..., AlibabaClient]


@pytest.mark.parametrize(
    ("case", "action", "params", "query", "body"),
    [
        (
            "plain text in the query",
            "ListPrivateDNS",
            {"IntranetDomain": "a.b", "Type": None, "PageNumber": 2},
            {"IntranetDomain": "a.b", "PageNumber": "2"},
            {},
        ),
        ("truth in small letters", "DeletePrivateDNS", {"Force": True}, {"Force": "true"}, {}),
        (
            "JSON in the body",
            "CreatePrivateDNS",
            {"Type": "A", "Records": [{"Record": "10.0.0.1", "Weight": 1}]},
            {"Type": "A"},
            {"Records": '[{"Record":"10.0.0.1","Weight":1}]'},
        ),
        (
            "a list of texts as JSON",
            "AssociateInstanceWithPrivateDNS",
            {"InstanceId": "i", "IntranetDomains": ["a.b", "c.d"]},
            {"InstanceId": "i"},
            {"IntranetDomains": '["a.b","c.d"]'},
        ),
        (
            "JSON in the query",
            "ModifyInstanceAttribute",
            {"ToConnectVpcIpBlock": {"CidrBlock": "10.0.0.0/24", "Customized": True}},
            {"ToConnectVpcIpBlock": '{"CidrBlock":"10.0.0.0/24","Customized":true}'},
            {},
        ),
        (
            "flattened lists",
            "CreateInstance",
            {"Tag": [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": None}]},
            {"Tag.1.Key": "a", "Tag.1.Value": "b", "Tag.2.Key": "c"},
            {},
        ),
    ],
)
def test_encoding(
    case: str,
    action: str,
    params: dict[str, Any],
    query: dict[str, str],
    body: dict[str, str],
    server: Script,
    make: Make,
) -> None:
    assert make().call("cloudapi", action, params, region=REGION)["RequestId"] == REQUEST
    (asked,) = server.asked
    assert (asked.action, asked.query, asked.body) == (action, {"RegionId": REGION, **query}, body)
    assert asked.headers["x-acs-version"] == "2016-07-14"
    assert asked.headers["host"] == server.endpoint
    assert asked.headers["authorization"].startswith("ACS3-HMAC-SHA256 Credential=LTAItest,")


def test_product_without_regions_is_not_told_one(server: Script, make: Make) -> None:
    make().call("ram", "GetRole", {"RoleName": "r"}, region=REGION)
    assert server.asked[0].query == {"RoleName": "r"}


def test_pages(server: Script, make: Make) -> None:
    server.says(
        {"TotalCount": 3, "Instances": {"InstanceAttribute": [{"InstanceId": "1"}, {"InstanceId": "2"}]}},
        {"TotalCount": 3, "Instances": {"InstanceAttribute": [{"InstanceId": "3"}]}},
    )
    found = make().pages(
        "cloudapi", "DescribeInstances", "Instances.InstanceAttribute", {"Language": "en"}, region=REGION
    )
    assert [each["InstanceId"] for each in found] == ["1", "2", "3"]
    assert [asked.query["PageNumber"] for asked in server.asked] == ["1", "2"]
    assert {asked.query["Language"] for asked in server.asked} == {"en"}


@pytest.mark.parametrize("answer", [{"TotalCount": 0, "Instances": {}}, {"TotalCount": 7, "PrivateDNSList": []}])
def test_pages_of_nothing(answer: dict[str, Any], server: Script, make: Make) -> None:
    server.says(answer)
    path = next(name for name in answer if name != "TotalCount") + (
        ".InstanceAttribute" if "Instances" in answer else ""
    )
    assert list(make().pages("cloudapi", "List", path, region=REGION)) == []
    assert len(server.asked) == 1


# --- repeated calls -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["Throttling", "Throttling.User", "Throttling.Api", "Rejected.Throttling", "RepeatedCommit"]
)
@pytest.mark.parametrize("action", ["ListPrivateDNS", "CreatePrivateDNS"])
def test_call_that_there_is_no_time_for(code: str, action: str, server: Script, make: Make) -> None:
    server.says(refusal(code), refusal(code), OK)
    make().call("cloudapi", action, region=REGION)
    assert server.actions == [action] * 3


def test_wait_that_the_cloud_asks_for(server: Script, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says(refusal("Throttling.User", x_acs_retry_after="250"), OK)
    pauses: list[float] = []
    monkeypatch.setattr(threading.Event, "wait", _remember(pauses, threading.Event.wait))
    make().call("cloudapi", "ListPrivateDNS", region=REGION)
    assert 0.25 in pauses


def _remember(pauses: list[float], wait: Any) -> Any:
    def remembered(event: threading.Event, timeout: float | None = None) -> bool:
        if timeout is not None:
            pauses.append(timeout)
        return bool(wait(event, timeout))

    return remembered


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", [HANG, RESET, refusal("InternalError", 500), refusal("ServiceUnavailable", 503)])
@pytest.mark.parametrize(
    ("case", "action", "params", "options"),
    [
        ("reads", "DescribeInstances", {}, {}),
        ("carries a token", "CreateInstance", {"Token": "t"}, {}),
        ("changes nothing the second time", "UpdatePrivateDNS", {}, {"idempotent": True}),
        ("is not done", "CreatePrivateDNS", {}, {"is_done": lambda: False}),
    ],
)
def test_call_that_may_be_repeated(
    case: str, action: str, params: dict[str, str], options: dict[str, Any], fault: Any, server: Script, make: Make
) -> None:
    server.says(fault, OK)
    assert make().call("cloudapi", action, params, region=REGION, **options)["RequestId"] == REQUEST
    assert server.actions == [action, action]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (RESET, "NoAnswer: {endpoint} gave no answer: "),
        (HANG, "NoAnswer: {endpoint} gave no answer: "),
        (
            refusal("InternalError", 500),
            "InternalError: about InternalError (CreatePrivateDNS, request " + REQUEST + ")",
        ),
        ((502, "<html>", {}), "NoAnswer: {endpoint} gave no answer: what came is not JSON (CreatePrivateDNS)"),
    ],
)
def test_call_that_may_have_been_carried_out(fault: Any, text: str, server: Script, make: Make) -> None:
    server.says(fault, OK)
    with pytest.raises(AlibabaError) as refused:
        make().call("cloudapi", "CreatePrivateDNS", region=REGION)
    assert refused.value.uncertain
    assert describe(refused.value).startswith(text.format(endpoint=server.endpoint))
    assert server.actions == ["CreatePrivateDNS"]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", [HANG, RESET, refusal("InternalError", 500), refusal("ServiceUnavailable", 503)])
def test_call_that_was_carried_out_without_an_answer(fault: Any, server: Script, make: Make) -> None:
    server.says(fault, OK)
    assert make().call("cloudapi", "CreatePrivateDNS", region=REGION, is_done=lambda: True) == {}
    assert server.actions == ["CreatePrivateDNS"]


def test_call_that_takes_effect_while_it_is_repeated(server: Script, make: Make) -> None:
    server.says(RESET, refusal("DuplicateIntranetDomain"))
    seen = iter([False, True])
    assert make().call("cloudapi", "CreatePrivateDNS", region=REGION, is_done=lambda: next(seen)) == {}


def test_refusal_is_not_repeated(server: Script, make: Make) -> None:
    server.says(refusal("DuplicateIntranetDomain"))
    with pytest.raises(AlibabaError) as refused:
        make().call("cloudapi", "CreatePrivateDNS", region=REGION, is_done=lambda: True)
    assert describe(refused.value) == (
        f"DuplicateIntranetDomain: about DuplicateIntranetDomain (CreatePrivateDNS, request {REQUEST})"
    )
    assert (refused.value.status, refused.value.uncertain, len(server.asked)) == (400, False, 1)


def test_end_of_the_time_for_a_call(server: Script, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alibaba, "REPEATED_FOR", 0.0)
    server.says(refusal("Throttling.User"))
    with pytest.raises(AlibabaError, match="Throttling.User"):
        make().call("cloudapi", "ListPrivateDNS", region=REGION)
    assert len(server.asked) == 1


def test_cancelled(server: Script, make: Make) -> None:
    server.says(refusal("Throttling.User"))
    stop = threading.Event()
    stop.set()
    with pytest.raises(CancelledError):
        make().call("cloudapi", "ListPrivateDNS", region=REGION, cancelled=stop)
    assert len(server.asked) == 1


# --- endpoints ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "config", "environment", "product", "region", "endpoint"),
    [
        ("public", {}, {}, "cloudapi", "cn-hangzhou", ("https", "apigateway.cn-hangzhou.aliyuncs.com")),
        ("of all regions", {}, {}, "ram", "cn-hangzhou", ("https", "ram.aliyuncs.com")),
        ("of one region", {}, {}, "ecs", "cn-hangzhou", ("https", "ecs-cn-hangzhou.aliyuncs.com")),
        ("variable", {}, {"ALIBABA_CLOUD_ENDPOINT_VPC": "127.0.0.1:9"}, "vpc", REGION, ("http", "127.0.0.1:9")),
        ("second name", {}, {"ALIBABA_CLOUD_ENDPOINT_APIGATEWAY": "[::1]:9"}, "cloudapi", REGION, ("http", "[::1]:9")),
        ("older variable", {}, {"ECS_ENDPOINT": "localhost:9"}, "ecs", REGION, ("http", "localhost:9")),
        ("elsewhere", {"endpoint": "gate.example:8443"}, {}, "vpc", REGION, ("https", "gate.example:8443")),
        ("with a scheme", {"endpoint": "http://gate.example"}, {}, "vpc", REGION, ("http", "gate.example")),
        (
            "the product's before that of all, and both before a variable",
            {"endpoint": "127.0.0.1:1", "endpoints": {"apigateway": "127.0.0.1:2"}},
            {"ALIBABA_CLOUD_ENDPOINT_CLOUDAPI": "127.0.0.1:3"},
            "cloudapi",
            REGION,
            ("http", "127.0.0.1:2"),
        ),
    ],
)
def test_endpoint(
    case: str,
    config: dict[str, Any],
    environment: dict[str, str],
    product: str,
    region: str,
    endpoint: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    client = AlibabaClient(AlicloudConfig(access_key="a", secret_key="b", **config))
    found = client._client(alibaba_products()[product], region)
    client.close()
    assert (found._protocol, found._endpoint) == endpoint


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY"])
def test_no_proxy_on_loopback(name: str, server: Script, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    make().call("cloudapi", "ListPrivateDNS", region=REGION)
    assert server.asked[0].target == f"/?RegionId={REGION}"


def test_plain_client_takes_a_proxy_on_loopback(server: Script, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pins darabonba-core 1.0.9: when this fails, the session of our own can go."""
    from darabonba.core import DaraCore

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    client = make()
    client.call("cloudapi", "ListPrivateDNS", region=REGION)
    DaraCore._sessions.pop(alibaba._session_key(client._client(alibaba_products()["cloudapi"], REGION))).close()
    with pytest.raises(AlibabaError, match="127.0.0.1', port=9"):
        client.call("cloudapi", "CreatePrivateDNS", region=REGION)


# --- credentials and regions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "environment", "key", "token"),
    [
        ("SDKs", {"ALIBABA_CLOUD_ACCESS_KEY_ID": "one", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "x"}, "one", None),
        ("alicloud", {"ALICLOUD_ACCESS_KEY": "two", "ALICLOUD_SECRET_KEY": "x"}, "two", None),
        (
            "temporary",
            {"ALICLOUD_ACCESS_KEY": "two", "ALICLOUD_SECRET_KEY": "x", "ALICLOUD_SECURITY_TOKEN": "t0ken"},
            "two",
            "t0ken",
        ),
        (
            "SDKs first",
            {
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "one",
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "x",
                "ALIBABA_CLOUD_SECURITY_TOKEN": "first",
                "ALICLOUD_ACCESS_KEY": "two",
                "ALICLOUD_SECRET_KEY": "x",
            },
            "one",
            "first",
        ),
    ],
)
def test_credentials_of_the_environment(
    case: str,
    environment: dict[str, str],
    key: str,
    token: str | None,
    server: Script,
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    make(access_key=None, secret_key=None).call("cloudapi", "ListPrivateDNS", region=REGION)
    assert f"Credential={key}," in server.asked[0].headers["authorization"]
    assert server.asked[0].headers.get("x-acs-security-token") == token


def test_profile_that_there_is_not(make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(PluginError) as refused:
        make(access_key=None, secret_key=None, profile="ci").call("cloudapi", "ListPrivateDNS", region=REGION)
    assert str(refused.value).startswith("there are no Alibaba Cloud credentials (")
    assert str(refused.value).endswith(
        "; set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or the provider's alicloud.profile"
    )


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "InvalidAccessKeyId.NotFound",
            "Alibaba Cloud does not know the access key, or it is disabled; use an active one",
        ),
        ("SignatureDoesNotMatch", "the secret does not belong to the access key; set both to those of one key"),
        ("InvalidTimeStamp.Expired", "the clock of this machine is off by more than 15 minutes; set it right"),
        (
            "InvalidSecurityToken.Expired",
            "the security token is not valid or has expired; get new temporary credentials",
        ),
        ("NoPermission", "the credentials cannot be used in this region; use valid ones"),
    ],
)
def test_account_that_is_refused(code: str, text: str, server: Script, make: Make) -> None:
    server.says(refusal(code))
    client = make()
    for _ in range(3):
        with pytest.raises(RegionError) as refused:
            client.account(REGION)
        assert str(refused.value) == (
            f"'cn-hangzhou': {text} ({code}: about {code} (GetCallerIdentity, request {REQUEST}))"
        )
    assert len(server.asked) == 1, "the answer is the same for every resource of the region"


def test_secret_is_nowhere(server: Script, make: Make) -> None:
    server.says(refusal("SignatureDoesNotMatch"))
    with pytest.raises(RegionError) as refused:
        make().account(REGION)
    told = [str(refused.value), *(str(vars(asked)) for asked in server.asked)]
    for text in ("s3cret-of-the-key", base64.b64encode(b"s3cret-of-the-key").decode()):
        assert all(text not in each for each in told)


def test_allowed_account(server: Script, make: Make) -> None:
    server.says({"AccountId": "1234567890123456"})
    assert make(allowed_account_ids=["1234567890123456"]).account(REGION) == "1234567890123456"
    with pytest.raises(RegionError) as refused:
        make(allowed_account_ids=["1111111111111111"]).account(REGION)
    assert str(refused.value) == (
        "'cn-hangzhou': the credentials belong to account 1234567890123456, which is not one of the allowed ones "
        "(1111111111111111); use other credentials or add it to alicloud.allowedAccountIds"
    )


@pytest.mark.parametrize(
    ("config", "environment", "region"),
    [
        ({}, {}, None),
        ({"region": "cn-shanghai"}, {"ALIBABA_CLOUD_REGION_ID": "cn-beijing"}, "cn-shanghai"),
        ({}, {"ALIBABA_CLOUD_REGION_ID": "cn-beijing", "ALICLOUD_REGION": "cn-hangzhou"}, "cn-beijing"),
        ({}, {"ALICLOUD_REGION": "cn-hangzhou"}, "cn-hangzhou"),
    ],
)
def test_default_region(
    config: dict[str, str], environment: dict[str, str], region: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert AlibabaClient(AlicloudConfig(**config)).default_region == region


@pytest.mark.parametrize(
    ("config", "fault"),
    [
        ({"region": "cn-hangzhou-j"}, "region: 'cn-hangzhou-j' is a zone, not a region; 'cn-hangzhou' would be right"),
        (
            {"region": "ap-southeast-1a"},
            "region: 'ap-southeast-1a' is a zone, not a region; 'ap-southeast-1' would be right",
        ),
        (
            {"region": "eu-west-2"},
            "region: 'eu-west-2' is a Region of AWS, not of Alibaba Cloud; cn-hangzhou, for example, would be right",
        ),
        (
            {"region": "cn-hangzou"},
            "region: 'cn-hangzou' is not a region of Alibaba Cloud; cn-hangzhou would be right",
        ),
        (
            {"region": "mars"},
            "region: 'mars' is not a region of Alibaba Cloud; cn-hangzhou or ap-southeast-1, for example, would be "
            "right",
        ),
        ({"accessKey": "a"}, "secretKey: is required with accessKey"),
        ({"secretKey": "a"}, "accessKey: is required with secretKey"),
        ({"securityToken": "a"}, "accessKey: is required with securityToken"),
        (
            {"endpoint": "ftp://a"},
            "endpoint: 'ftp://a' is not an endpoint; write it as apigateway.cn-hangzhou.aliyuncs.com or 127.0.0.1:80",
        ),
        (
            {"endpoints": {"oss": "127.0.0.1:80"}},
            "endpoints: 'oss' is not a product that is called; there are apigateway, cloudapi, ecs, pvtz, ram, "
            "resourcemanager, slb, sts, vpc",
        ),
        (
            {"allowedAccountIds": ["me"]},
            "allowedAccountIds[0]: 'me' is not an Alibaba Cloud account id; it has digits only, as in 1234567890123456",
        ),
    ],
)
def test_configuration_that_is_wrong(config: dict[str, Any], fault: str) -> None:
    with pytest.raises(PluginError) as refused:
        parse_config({"alicloud": config})
    assert fault in str(refused.value)


def test_one_client_for_many_threads(server: Script, make: Make) -> None:
    client = make()
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda _: client.call("cloudapi", "ListPrivateDNS", region=REGION), range(64)))
    assert len(server.asked) == 64
    assert len(client._clients) == 1
    assert len({asked.headers["x-acs-signature-nonce"] for asked in server.asked}) == 64


def test_what_serves_aws_only_does_not_load_it() -> None:
    program = (
        "import sys\n"
        "from privateapi.provider import registry, server\n"
        "from privateapi.provider.clients import Clients\n"
        "from privateapi.provider.config import parse_config\n"
        "from privateapi.provider.lifecycle import Lifecycle\n"
        "config = parse_config({'region': 'us-east-1'})\n"
        "Lifecycle(config, Clients(config))\n"
        "registry.find('privateapi:ec2:Vpc')\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & {'alibabacloud_credentials', 'alibabacloud_tea_openapi', 'darabonba', 'Tea'}))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
