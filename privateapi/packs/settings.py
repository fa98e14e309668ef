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
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import ConfigDict, Field

from privateapi.facts.quotas import quota_table
from privateapi.facts.rules import rule_table
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Cidr, Region
from privateapi.provider.model import Model, property_path, validate
from privateapi.readers.resource import plain

if TYPE_CHECKING:
    from privateapi.rules.design import Settings

SETTINGS = "META-04"
"""Id under which wrong settings and expired exemptions are reported."""

_ALIBABA_REGION = re.compile(r"[a-z]{2}-[a-z]+(-\d+)?(-finance-1|-gov-1)?")

Level = Literal["mandatory", "advisory", "disabled"]


class SettingsError(Exception):
    """The settings are wrong: one line for each fault, with the path, the value and what would be right."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.reason}" for fault in self.faults))


class _Described(Model):
    """The texts below the properties are the descriptions in the schema."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class Exemption(_Described):
    """One resource that a rule does not hold for, and why."""

    rule: str
    """Id of the rule."""
    resource: Annotated[str, Field(min_length=1)]
    """Name, URN or id of the resource."""
    reason: Annotated[str, Field(min_length=1)]
    """Why the rule does not hold for it."""
    expires: date
    """The last day of the exemption, as 2027-03-31."""


class LiveSettings(_Described):
    """Compare with what exists in the accounts, and use their applied quotas."""

    regions: list[Region] = []
    """AWS Regions that are read."""
    alibaba_regions: list[str] = []
    """Regions of Alibaba Cloud that are read."""
    time_limit_seconds: Annotated[float, Field(gt=0, le=600)] = 60
    """How long reading may take; what was not read by then counts as not read."""

    def faults(self) -> Iterator[Fault]:
        if self.regions == [] and self.alibaba_regions == []:
            yield Fault("regions", "there is none, and none in alibabaRegions; name at least one that is to be read")
        for index, region in enumerate(self.alibaba_regions if isinstance(self.alibaba_regions, list) else ()):
            if isinstance(region, str) and not _ALIBABA_REGION.fullmatch(region):
                yield Fault(
                    f"alibabaRegions[{index}]",
                    f"{region!r} is no region of Alibaba Cloud; cn-hangzhou or ap-southeast-1, for example, would be",
                )


class PackSettings(_Described):
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
    reserved_by_instance_cidr: bool = False
    """Whether only those reserved blocks of an Alibaba Cloud zone count that are in the instance's own CIDR block."""
    backend_allow_lists: dict[str, list[Cidr]] | None = None
    """By name or address of a backend on Alibaba Cloud, the CIDR blocks that its own allow list lets in."""
    environment: Literal["production", "development"] | None = None
    """What the stack is for; rules about production stay silent while it is not said."""
    rto_seconds: Annotated[int, Field(ge=1)] | None = None
    """The recovery time objective: how long an answer may still lead to a failed Region, in seconds."""
    maximum_time_to_move: Annotated[int, Field(ge=1)] | None = None
    """How long a failure may take until clients get another answer, whatever fails, in seconds."""
    policy_expiry_days: Annotated[int, Field(ge=0)] | None = None
    """How many days before the end of a policy a warning is given."""
    exemptions: list[Exemption] = []
    """Exemptions from rules."""
    live: LiveSettings | None = None
    """Live data; left out, the program alone is judged."""

    def faults(self) -> Iterator[Fault]:
        # A property that is wrong by itself stands here as unknown.
        if isinstance(self.enforcement, dict):
            for name in self.enforcement:
                if name not in _rules() and name not in _groups():
                    reason = unknown_name(name, "rule or group of rules", (*_rules(), *_groups()))
                    yield Fault(property_path("enforcement", name), reason)
        if isinstance(self.quotas, dict):
            for name in self.quotas:
                if name not in quota_table().quotas:
                    yield Fault(property_path("quotas", name), unknown_name(name, "quota", quota_table().quotas))
        if isinstance(self.exemptions, list):
            for index, exemption in enumerate(self.exemptions):
                if exemption.rule not in _rules():
                    yield Fault(f"exemptions[{index}].rule", unknown_name(exemption.rule, "rule", _rules()))

    def for_rules(self) -> Settings:
        """What the rules are told."""
        from privateapi.rules.design import Settings

        return Settings(
            on_premises_cidrs=tuple(self.on_premises_cidrs),
            connected_vpcs=tuple(tuple(group) for group in self.connected_vpcs),
            quota_warning_percent=self.quota_warning_percent,
            quotas=dict(self.quotas or {}),
            reserved_by_instance_cidr=self.reserved_by_instance_cidr,
            backend_allow_lists={name: tuple(cidrs) for name, cidrs in (self.backend_allow_lists or {}).items()},
            environment=self.environment,
            rto_seconds=self.rto_seconds,
            maximum_time_to_move=self.maximum_time_to_move,
            policy_expiry_days=self.policy_expiry_days,
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


def unknown_name(name: str, what: str, known: Iterable[str]) -> str:
    """`there is no quota 'aws.vpc.vpc'; did you mean 'aws.vpc.vpcs'?`."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"there is no {what} {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
