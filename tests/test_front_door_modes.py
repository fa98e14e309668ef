"""The guide to the modes of front doors: its settings are valid, and its steps are those that are tested."""

import re
from pathlib import Path

import yaml

from privateapi.facts.quotas import quota_table
from privateapi.topology.address_plan import AddressPlan
from privateapi.topology.dns import AWS_TTL
from stacks.multi_region import Configuration
from tests.stacks.test_native_domain import CHANGES

GUIDE = (Path(__file__).parents[1] / "docs" / "front-door-modes.md").read_text(encoding="utf-8")


def _settings() -> list[dict[str, object]]:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    return [
        {key.removeprefix("private-apis:"): value for key, value in yaml.safe_load(each).items()} for each in blocks
    ]


def test_settings_are_keys_of_the_blueprint() -> None:
    keys = {key for each in _settings() for key in each}
    assert keys <= set(Configuration.model_fields)


def test_steps_are_those_of_the_test() -> None:
    """The way from load balancers to endpoints is the second half of what the test deploys."""
    assert _settings() == [settings for settings, _ in CHANGES[3:]]


def test_numbers() -> None:
    quotas = quota_table().quotas
    for id, text in (
        ("aws.apigw.domains_public", "{} public custom domains in a region"),
        ("aws.apigw.domains_private", "{} private custom domains in a region"),
        ("aws.apigw.domain_access", "{} access associations in an account"),
    ):
        assert text.format(quotas[id].default) in GUIDE
    assert f"up to {AWS_TTL} seconds" in GUIDE
    plan = AddressPlan("10.0.0.0/8", ["us-east-1"]).regions["us-east-1"]
    [address] = re.findall(r"--connect-to \S+:443:(\S+):443", GUIDE)
    assert address == plan.endpoint_addresses_of(1)[0]
