"""Settings of packs: every fault with its path, and a schema that the engine can use."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from privateapi.facts.rules import rule_table
from privateapi.packs.settings import PackSettings, SettingsError, parse_settings, settings_schema
from privateapi.rules.design import Settings

EXEMPTION = {"rule": "AWS-CIDR-05", "resource": "hub", "reason": "merged in March", "expires": "2027-03-31"}


def test_everything() -> None:
    settings = parse_settings(
        {
            "enforcement": {"AWS-CIDR-05": "advisory", "aws-sg": "disabled"},
            "strict": True,
            "onPremisesCidrs": ["172.16.0.0/12"],
            "connectedVpcs": [["hub", "vpc-1"]],
            "quotaWarningPercent": 90.0,
            "quotas": {"aws.vpc.vpcs": 20.0},
            "exemptions": [EXEMPTION],
            "live": {"regions": ["us-east-1"]},
        }
    )
    assert settings.strict and settings.live is not None and settings.live.time_limit_seconds == 60
    assert settings.for_rules() == Settings(("172.16.0.0/12",), (("hub", "vpc-1"),), 90, {"aws.vpc.vpcs": 20})
    assert settings.exemptions[0].expires.isoformat() == "2027-03-31"


def test_nothing() -> None:
    assert parse_settings({}) == PackSettings()
    assert PackSettings().for_rules() == Settings()


def test_everything_that_rules_are_told_can_be_set() -> None:
    values: dict[str, Any] = {
        "onPremisesCidrs": ["172.16.0.0/12"],
        "connectedVpcs": [["a", "b"]],
        "quotaWarningPercent": 90,
        "quotas": {"aws.vpc.vpcs": 20},
        "reservedByInstanceCidr": True,
        "backendAllowLists": {"orders": ["10.0.0.0/8"]},
        "environment": "production",
        "rtoSeconds": 60,
        "maximumTimeToMove": 300,
        "policyExpiryDays": 7,
    }
    told, default = parse_settings(values).for_rules(), Settings()
    same = [
        field.name
        for field in dataclasses.fields(Settings)
        if getattr(told, field.name) == getattr(default, field.name)
    ]
    assert same == []


@pytest.mark.parametrize(
    ("case", "values", "faults"),
    [
        ("an unknown key", {"stict": True}, ["stict: there is no property 'stict'; did you mean 'strict'?"]),
        (
            "an unknown rule",
            {"enforcement": {"AWS-CIDR-5": "advisory"}},
            [
                "enforcement[\"AWS-CIDR-5\"]: there is no rule or group of rules 'AWS-CIDR-5'; "
                "did you mean 'AWS-CIDR-15'?"
            ],
        ),
        (
            "a wrong level",
            {"enforcement": {"AWS-CIDR-05": "fatal"}},
            ["enforcement[\"AWS-CIDR-05\"]: 'fatal' should be 'mandatory', 'advisory' or 'disabled'"],
        ),
        (
            "an unknown quota",
            {"quotas": {"aws.vpc.vpc": 3}},
            ["quotas[\"aws.vpc.vpc\"]: there is no quota 'aws.vpc.vpc'; did you mean 'aws.vpc.vpcs'?"],
        ),
        (
            "an exemption from a rule that is not there",
            {"exemptions": [{**EXEMPTION, "rule": "AWS-CIDR-99"}]},
            ["exemptions[0].rule: there is no rule 'AWS-CIDR-99'; did you mean 'AWS-CIDR-19'?"],
        ),
        (
            "an exemption without a date",
            {"exemptions": [{key: EXEMPTION[key] for key in ("rule", "resource", "reason")}]},
            ["exemptions[0].expires: is required"],
        ),
        (
            "an exemption with a wrong date",
            {"exemptions": [{**EXEMPTION, "expires": "31 March"}]},
            ["exemptions[0].expires: '31 March' should be a valid date or datetime, input is too short"],
        ),
        (
            "an exemption without a reason",
            {"exemptions": [{**EXEMPTION, "reason": ""}]},
            ["exemptions[0].reason: '': string should have at least 1 character"],
        ),
        (
            "a Region that is none",
            {"live": {"regions": ["us-esat-1"]}},
            [
                "live.regions[0]: 'us-esat-1' is not an AWS Region; us-east-1 or eu-central-1, for example, "
                "would be right"
            ],
        ),
        (
            "no Region",
            {"live": {"regions": []}},
            ["live.regions: there is none, and none in alibabaRegions; name at least one that is to be read"],
        ),
        (
            "a region of Alibaba Cloud that is none",
            {"live": {"alibabaRegions": ["hangzhou"]}},
            [
                "live.alibabaRegions[0]: 'hangzhou' is no region of Alibaba Cloud; cn-hangzhou or ap-southeast-1, for "
                "example, would be"
            ],
        ),
        (
            "a CIDR that is none",
            {"onPremisesCidrs": ["172.16.0.1/12"]},
            ["onPremisesCidrs[0]: '172.16.0.1/12' has host bits set; the block is '172.16.0.0/12'"],
        ),
        (
            "one VPC that is connected",
            {"connectedVpcs": [["a"]]},
            ["connectedVpcs[0]: ['a']: list should have at least 2 items after validation, not 1"],
        ),
    ],
)
def test_faults(case: str, values: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings(values)
    assert [f"{fault.path}: {fault.reason}" for fault in error.value.faults] == faults, case


def test_levels() -> None:
    settings = parse_settings({"enforcement": {"AWS-CIDR-05": "advisory", "aws-cidr": "disabled"}})
    assert settings.level_of("AWS-CIDR-05", "mandatory") == "advisory"
    assert settings.level_of("AWS-CIDR-01", "mandatory") == "disabled"
    assert settings.level_of("AWS-SG-01", "mandatory") == "mandatory"


def test_schema() -> None:
    """The engine compiles each property's schema by itself, so nothing may point elsewhere."""
    schema = settings_schema()
    assert {"enforcement", "strict", "onPremisesCidrs", "quotas", "exemptions", "live"} <= set(schema)
    assert "$" not in json.dumps(schema).replace("$schema", "")
    assert all(value.get("description") for value in schema.values())
    assert schema["live"]["additionalProperties"] is False and schema["live"]["type"] == "object"
    assert schema["exemptions"]["items"]["required"] == ["rule", "resource", "reason", "expires"]


def test_groups_have_no_id_of_a_rule() -> None:
    table = rule_table().rules
    assert not {fact.group for fact in table.values()} & set(table)
