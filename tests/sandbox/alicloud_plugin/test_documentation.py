"""docs/alicloud-sandbox.md says what is so."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from privateapi.provider.values import Properties
from privateapi.sandbox.alicloud.state import ACCOUNT_ID, DEFAULT_KEYS
from privateapi.sandbox.alicloud_plugin.config import PRODUCTS
from privateapi.sandbox.alicloud_plugin.install import install
from privateapi.sandbox.alicloud_plugin.package import ALICLOUD, tokens

TEXT = (Path(__file__).parents[3] / "docs" / "alicloud-sandbox.md").read_text(encoding="utf-8")


def test_types() -> None:
    rows = dict(re.findall(r"^\| `(alicloud:[^`]+)` \| `([^`]+)` \|$", TEXT, re.MULTILINE))
    assert set(rows) == set(tokens())
    for token, name in rows.items():
        _, place, cls = token.split(":")
        assert name == f"{place.partition('/')[0]}.{cls}"


def test_place(tmp_path: Path) -> None:
    assert f"`.sandbox/pulumi/{install(tmp_path).parent.relative_to(tmp_path)}`" in TEXT


def test_configuration() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    config = {name.removeprefix("alicloud:"): value for name, value in yaml.safe_load(block)["config"].items()}
    assert (config["accessKey"], config["secretKey"]) in DEFAULT_KEYS.items() and config["accountId"] == ACCOUNT_ID
    # The engine hands booleans over as JSON.
    found = ALICLOUD.config(Properties({**config, "skipRegionValidation": "true"}))
    assert found.alicloud is not None and found.alicloud.region == "cn-hangzhou"
    assert found.alicloud.endpoints == dict.fromkeys(PRODUCTS, "http://127.0.0.1:4567")
