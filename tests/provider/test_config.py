"""The provider's configuration as the engine sends it: nested and other non-text values are JSON texts."""

import json
from typing import Any

import pytest

from privateapi.provider.config import AssumeRole, ProviderConfig, decode_config, parse_config
from privateapi.provider.errors import ConfigurationError
from privateapi.provider.values import UNKNOWN

ROLE = "arn:aws:iam::123456789012:role/deploy"


def test_defaults() -> None:
    assert parse_config({}) == ProviderConfig(
        region=None,
        profile=None,
        assume_role=None,
        endpoint=None,
        default_tags=None,
        max_parallel=32,
        allowed_account_ids=None,
        skip_credentials_check=False,
    )


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("region", "eu-central-1", "eu-central-1"),
        ("profile", "42", "42"),
        ("endpoint", "http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("maxParallel", "8", 8),
        ("skipCredentialsCheck", "true", True),
        ("skipCredentialsCheck", "false", False),
        ("defaultTags", '{"team": "network"}', {"team": "network"}),
        ("allowedAccountIds", '["123456789012"]', ["123456789012"]),
        ("assumeRole", json.dumps({"roleArn": ROLE}), {"roleArn": ROLE}),
        ("version", "0.1.0", None),
        ("region", UNKNOWN, None),
    ],
)
def test_decode(name: str, text: Any, value: Any) -> None:
    assert decode_config({name: text}) == ({} if value is None else {name: value})
    parse_config({name: text})


def test_values_that_are_not_encoded_pass_as_they_are() -> None:
    config = parse_config({"maxParallel": 8, "skipCredentialsCheck": True, "defaultTags": {"a": "b"}})
    assert (config.max_parallel, config.skip_credentials_check, config.default_tags) == (8, True, {"a": "b"})


def test_assume_role() -> None:
    role = {"roleArn": ROLE, "externalId": "partner", "sessionName": "ci", "durationSeconds": 900}
    assert parse_config({"assumeRole": json.dumps(role)}).assume_role == AssumeRole(
        role_arn=ROLE, external_id="partner", session_name="ci", duration_seconds=900
    )


@pytest.mark.parametrize(
    ("case", "values", "faults"),
    [
        (
            "region",
            {"region": "us-east-9"},
            "region: 'us-east-9' is not an AWS Region; us-east-1, us-east-2 would be right",
        ),
        ("number", {"maxParallel": "many"}, "maxParallel: 'many' is not JSON; a whole number is needed"),
        (
            "boolean",
            {"skipCredentialsCheck": "yes!"},
            "skipCredentialsCheck: 'yes!' is not JSON; true or false is needed",
        ),
        ("map", {"defaultTags": "a=b"}, "defaultTags: 'a=b' is not JSON; a map is needed"),
        ("list", {"allowedAccountIds": "1, 2"}, "allowedAccountIds: '1, 2' is not JSON; a list is needed"),
        ("object", {"assumeRole": ROLE}, "assumeRole: the value is not JSON; a map is needed"),
        ("range", {"maxParallel": "0"}, "maxParallel: 0 should be greater than or equal to 1"),
        ("list for a map", {"defaultTags": "[]"}, "defaultTags: [] should be a valid dictionary"),
        (
            "account id",
            {"allowedAccountIds": '["123"]'},
            "allowedAccountIds[0]: '123' is not an AWS account id; it has 12 digits, as in 123456789012",
        ),
        ("nothing in the role", {"assumeRole": "{}"}, "assumeRole.roleArn: is required"),
        (
            "a user for a role",
            {"assumeRole": '{"roleArn": "arn:aws:iam::123456789012:user/me"}'},
            "assumeRole.roleArn: 'arn:aws:iam::123456789012:user/me' is not the ARN of a role; "
            "write it as arn:aws:iam::123456789012:role/deploy",
        ),
        (
            "duration",
            {"assumeRole": json.dumps({"roleArn": ROLE, "durationSeconds": 60})},
            "assumeRole.durationSeconds: 60 should be greater than or equal to 900",
        ),
        (
            "name of the session",
            {"assumeRole": json.dumps({"roleArn": ROLE, "sessionName": "a b"})},
            "assumeRole.sessionName: 'a b': string should match pattern '^[\\w+=,.@-]{2,64}$'",
        ),
        ("unknown key", {"regoin": "x"}, "regoin: there is no property 'regoin'; did you mean 'region'?"),
        (
            "two at once",
            {"maxParallel": "many", "defaultTags": "a=b"},
            "maxParallel: 'many' is not JSON; a whole number is needed; "
            "defaultTags: 'a=b' is not JSON; a map is needed",
        ),
        (
            "two at once, of different kinds",
            {"maxParallel": "0", "region": "x", "defaultTags": "a=b"},
            "defaultTags: 'a=b' is not JSON; a map is needed; "
            "region: 'x' is not an AWS Region; us-east-1 or eu-central-1, for example, would be right; "
            "maxParallel: 0 should be greater than or equal to 1",
        ),
        (
            "endpoint without a scheme",
            {"endpoint": "localhost:5000"},
            "endpoint: 'localhost:5000' is not a URL; write it as http://127.0.0.1:5000",
        ),
    ],
)
def test_fault(case: str, values: dict[str, Any], faults: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_config(values)
    assert str(refused.value) == faults
    assert [fault.path.split(".")[0].split("[")[0] in values for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("case", "values", "secrets"),
    [
        ("external id", {"assumeRole": json.dumps({"roleArn": ROLE, "externalId": ["hunter2"]})}, ()),
        ("short external id", {"assumeRole": json.dumps({"roleArn": ROLE, "externalId": "h"})}, ()),
        ("not JSON", {"assumeRole": "{'externalId': 'hunter2'}"}, ("assumeRole",)),
        ("marked by the user", {"profile": {"a": "hunter2"}}, ("profile",)),
    ],
)
def test_secrets_are_not_shown(case: str, values: dict[str, Any], secrets: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_config(values, secrets)
    assert "hunter2" not in str(refused.value)
    assert "the value" in str(refused.value)
