"""The environment of the engine on a sandbox stack: nothing of the user's clouds, backends or proxies reaches it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost")
# The engine's settings that would lead it to the user's own backend, stack or secrets.
_PULUMI = (
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_API",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "PULUMI_CONFIG",
    "PULUMI_STACK",
)
_CLOUDS = ("AWS_", "ALICLOUD_", "ALIBABA_CLOUD_", "ALIYUN_")
# Alibaba Cloud's clients send calls to loopback through these proxies too, whatever NO_PROXY says. The engine downloads
# through HTTPS_PROXY, which is kept.
_PROXIES = ("HTTP_PROXY", "http_proxy")
_ALIBABA_PRODUCTS = (
    "cloudapi",
    "apigateway",
    "vpc",
    "ecs",
    "ram",
    "resourcemanager",
    "sts",
    "location",
    "bssopenapi",
    "pvtz",
)


def sandbox_environment(base: Mapping[str, str], aws: str, alicloud: str, backend: Path, home: Path) -> dict[str, str]:
    """`base` for a sandbox stack: the clouds at the endpoints `aws` and `alicloud` (URLs), state in `backend`, the
    engine's own files in `home`.

    Every variable of the user's for a cloud is left out, for a profile, a token, an endpoint of one service or a
    setting in a configuration file could each lead a call to a real account.
    """
    dropped = (*_PULUMI, *_PROXIES)
    variables = {key: value for key, value in base.items() if not key.startswith(_CLOUDS) and key not in dropped}
    proxied = [entry for key in ("NO_PROXY", "no_proxy") for entry in base.get(key, "").split(",") if entry.strip()]
    direct = ",".join(dict.fromkeys([*(entry.strip() for entry in proxied), *LOOPBACK]))
    return variables | {
        "AWS_ENDPOINT_URL": aws,
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        **_alibaba_cloud(alicloud),
        "NO_PROXY": direct,
        "no_proxy": direct,
        "PULUMI_BACKEND_URL": backend.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_HOME": str(home),
        "PULUMI_SKIP_UPDATE_CHECK": "1",
    }


def _alibaba_cloud(endpoint: str) -> dict[str, str]:
    """What leads the official clients and the terraform provider to the sandbox; endpoints have no scheme there."""
    address = endpoint.removeprefix("http://")
    return {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sandbox",
        "ALIBABA_CLOUD_ACCOUNT_TYPE": "Domestic",
        "ALIBABA_CLOUD_CREDENTIALS_FILE": os.devnull,
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
        "ALIBABA_CLOUD_REGION_ID": "cn-hangzhou",
        "ALICLOUD_ACCESS_KEY": "sandbox",
        "ALICLOUD_SECRET_KEY": "sandbox",
        "ALICLOUD_REGION": "cn-hangzhou",
        **{f"ALIBABA_CLOUD_ENDPOINT_{product.upper()}": address for product in _ALIBABA_PRODUCTS},
    }
