"""The guide docs/hybrid-dns.md: its configuration is valid, and its command exists."""

import re
import shlex
from pathlib import Path

import typer
import yaml

from privateapi.cli import answer
from privateapi.provider.model import validate
from stacks.multi_region import Configuration, HybridDnsConfiguration

GUIDE = (Path(__file__).parents[1] / "docs" / "hybrid-dns.md").read_text(encoding="utf-8")


def test_configuration_is_valid() -> None:
    [text] = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    given = {key.partition(":")[2]: value for key, value in yaml.safe_load(text).items()}
    stack = {
        "blueprint": "multi-region",
        "domainName": "orders.internal.example.com",
        "regions": [{"region": "us-east-1"}, {"region": "us-west-2"}],
    }
    configuration, faults = validate(Configuration, {**stack, **given})
    assert configuration is not None and configuration.hybrid_dns is not None, faults
    assert configuration.hybrid_dns.forwards[0].domain_name == "corp.example.com"


def test_every_key_is_told() -> None:
    told = {key for row in re.findall(r"^\| (`.+?`) \|", GUIDE, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}
    assert told == {str(field.alias) for field in HybridDnsConfiguration.model_fields.values()}


def test_command_exists() -> None:
    [line] = re.findall(r"^privateapi answer (.+)$", GUIDE, re.MULTILINE)
    options = {option for parameter in typer.main.get_command(answer.app).params for option in parameter.opts}
    assert {word for word in shlex.split(line) if word.startswith("-")} <= options
