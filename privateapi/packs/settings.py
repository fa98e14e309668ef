"""What the user of the packs and of `privateapi check` may say: typed, and wrong keys and values are errors.

enforcement:
  AWS-CIDR-09: advisory
  aws-sg: disabled
onPremisesCidrs: [172.16.0.0/12]
exemptions:
  - rule: AWS-CIDR-05
    resource: legacy
    reason: the two are merged in March
    expires: 2027-03-31
live:
  regions: [us-east-1]
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.facts.quotas import quota_table
from privateapi.facts.rules import rule_table
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Cidr, Region
from privateapi.provider.model import Model, validate
from privateapi.readers.resource import plain
from privateapi.rules.design import Settings

Level = Literal["mandatory", "advisory", "disabled"]


class SettingsError(Exception):
    """The settings are wrong: one line for each fault, with the path, the value and what would be right."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.reason}" for fault in self.faults))


class Exemption(Model):
    """One resource that a rule does not hold for, and why."""

    rule: str
    """Id of the rule."""
    resource: Annotated[str, Field(min_length=1)]
    """Name, URN or id of the resource."""
    reason: Annotated[str, Field(min_length=1)]
    """Why the rule does not hold for it."""
    expires: date
    """The last day of the exemption, as 2027-03-31."""


class LiveSettings(Model):
    """Compare with what exists in the accounts, and use their applied quotas."""

    regions: Annotated[list[Region], Field(min_length=1)]
    """AWS Regions that are read."""
    time_limit_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    """How long reading may take; what was not read by then counts as not read."""


class PackSettings(Model):
    """Settings of a pack, and of `privateapi check`."""

    enforcement: dict[str, Level] | None = None
    """Level by rule id, or by group of rules such as `aws-sg`; a rule's own entry counts before its group's."""
    strict: bool = False
    """Whether what could not be judged is a violation."""
    on_premises_cidrs: list[Cidr] = []
    """CIDR blocks in use on premises."""
    connected_vpcs: list[Annotated[list[str], Field(min_length=2)]] = []
    """Groups of VPCs, by name or id, that are connected by more than the program says, such as a VPN."""
    quota_warning_percent: Annotated[int, Field(ge=1, le=100)] = 80
    """The share of a quota from which on a warning is given, in per cent."""
    quotas: dict[str, Annotated[int, Field(ge=0)]] | None = None
    """Quotas by id that are known better than the defaults, such as `aws.vpc.vpcs: 20`."""
    exemptions: list[Exemption] = []
    """Exemptions from rules."""
    live: LiveSettings | None = None
    """Live data; left out, the program alone is judged."""

    def faults(self) -> Iterator[Fault]:
        for name in self.enforcement or {}:
            if name not in _rules() and name not in _groups():
                yield Fault(f"enforcement.{name}", _unknown(name, "rule or group of rules", (*_rules(), *_groups())))
        for name in self.quotas or {}:
            if name not in quota_table().quotas:
                yield Fault(f"quotas.{name}", _unknown(name, "quota", quota_table().quotas))
        for index, exemption in enumerate(self.exemptions):
            if exemption.rule not in _rules():
                yield Fault(f"exemptions[{index}].rule", _unknown(exemption.rule, "rule", _rules()))

    def for_rules(self) -> Settings:
        """What the rules are told."""
        return Settings(
            on_premises_cidrs=tuple(self.on_premises_cidrs),
            connected_vpcs=tuple(tuple(group) for group in self.connected_vpcs),
            quota_warning_percent=self.quota_warning_percent,
            quotas=dict(self.quotas or {}),
        )

    def level_of(self, rule: str, default: str) -> str:
        """The level of a rule: its own entry, its group's, or the default."""
        entries = self.enforcement or {}
        return entries.get(rule) or entries.get(rule_table().rules[rule].group) or default


def parse_settings(values: Mapping[str, Any]) -> PackSettings:
    """Settings out of a decoded document or a pack's configuration.

    Raises:
        SettingsError: with every fault.
    """
    settings, faults = validate(PackSettings, plain(values))
    if settings is None:
        raise SettingsError(faults)
    return settings


@cache
def settings_schema() -> Mapping[str, dict[str, Any]]:
    """The JSON schema of each property, for the engine: without references to other places."""
    schema = PackSettings.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    return {name: _inlined(value, definitions) for name, value in schema["properties"].items()}


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    # `null` is never written: a property that is not wanted is left out.
    arms = [arm for arm in schema.get("anyOf", ()) if arm != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if "anyOf" in schema and len(arms) == 1:
        return _inlined({**{key: value for key, value in rest.items() if key != "anyOf"}, **arms[0]}, definitions)
    return {key: _inlined(value, definitions) for key, value in rest.items()}


@cache
def _rules() -> frozenset[str]:
    return frozenset(rule_table().rules)


@cache
def _groups() -> frozenset[str]:
    return frozenset(fact.group for fact in rule_table().rules.values())


def _unknown(name: str, what: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"there is no {what} {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
