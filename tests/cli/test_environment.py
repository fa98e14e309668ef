"""What of the user's environment reaches the engine on a sandbox stack."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.cli._environment import sandbox_environment

OURS = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:4500",
    "AWS_ACCESS_KEY_ID": "sandbox",
    "AWS_SECRET_ACCESS_KEY": "sandbox",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sandbox",
    "ALIBABA_CLOUD_ACCOUNT_TYPE": "Domestic",
    "ALIBABA_CLOUD_CREDENTIALS_FILE": "/dev/null",
    "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
    "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou",
    "ALIBABA_CLOUD_ENDPOINT_APIGATEWAY": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_BSSOPENAPI": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_CLOUDAPI": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_ECS": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_LOCATION": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_PVTZ": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_RAM": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_RESOURCEMANAGER": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_STS": "127.0.0.1:4501",
    "ALIBABA_CLOUD_ENDPOINT_VPC": "127.0.0.1:4501",
    "ALICLOUD_ACCESS_KEY": "sandbox",
    "ALICLOUD_SECRET_KEY": "sandbox",
    "ALICLOUD_REGION": "cn-hangzhou",
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": "127.0.0.1,localhost",
    "PULUMI_BACKEND_URL": "file:///p/state",
    "PULUMI_CONFIG_PASSPHRASE": "",
    "PULUMI_HOME": "/p/home",
    "PULUMI_SKIP_UPDATE_CHECK": "1",
}


@pytest.mark.parametrize(
    ("case", "base", "kept"),
    [
        ("an empty environment", {}, {}),
        ("a variable of no concern", {"HOME": "/home/me"}, {"HOME": "/home/me"}),
        (
            "a real account",
            {
                "AWS_PROFILE": "prod",
                "AWS_SESSION_TOKEN": "t",
                "AWS_ACCESS_KEY_ID": "AKIA",
                "AWS_SECRET_ACCESS_KEY": "s",
                "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
                "AWS_WEB_IDENTITY_TOKEN_FILE": "/t",
                "AWS_REGION": "eu-central-1",
            },
            {},
        ),
        (
            "a real account of Alibaba Cloud",
            {
                "ALIBABA_CLOUD_PROFILE": "prod",
                "ALIBABA_CLOUD_SECURITY_TOKEN": "t",
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI",
                "ALIBABA_CLOUD_ENDPOINT_CLOUDAPI": "apigateway.cn-beijing.aliyuncs.com",
                "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/r",
                "ALICLOUD_ASSUME_ROLE_ARN": "acs:ram::1:role/r",
                "ALICLOUD_REGION": "cn-beijing",
                "ALIYUN_ACCESS_KEY": "LTAI",
            },
            {},
        ),
        (
            "endpoints of the user's own",
            {"AWS_ENDPOINT_URL_EC2": "http://other", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
            {},
        ),
        (
            "the user's backend",
            {
                "PULUMI_BACKEND_URL": "s3://state",
                "PULUMI_ACCESS_TOKEN": "pul-1",
                "PULUMI_CONFIG_PASSPHRASE_FILE": "/pass",
                "PULUMI_CONFIG_PASSPHRASE": "secret",
                "PULUMI_STACK": "prod",
            },
            {},
        ),
        ("an engine setting of no concern", {"PULUMI_DEBUG_PROVIDERS": "a:1"}, {"PULUMI_DEBUG_PROVIDERS": "a:1"}),
        ("a proxy for downloads", {"HTTPS_PROXY": "http://proxy"}, {"HTTPS_PROXY": "http://proxy"}),
        ("a proxy that would get the calls", {"HTTP_PROXY": "http://proxy", "http_proxy": "http://proxy"}, {}),
    ],
)
def test_sandbox_environment(case: str, base: dict[str, str], kept: dict[str, str]) -> None:
    clouds = ("http://127.0.0.1:4500", "http://127.0.0.1:4501")
    assert sandbox_environment(base, *clouds, Path("/p/state"), Path("/p/home")) == OURS | kept, case


def test_exceptions_to_a_proxy_are_kept() -> None:
    base = {"NO_PROXY": "corp.example, 127.0.0.1", "no_proxy": "corp.example,10.0.0.0/8"}
    variables = sandbox_environment(base, "http://127.0.0.1:1", "http://127.0.0.1:2", Path("/s"), Path("/h"))
    assert variables["NO_PROXY"] == variables["no_proxy"] == "corp.example,127.0.0.1,10.0.0.0/8,localhost"
