"""Errors as the user reads them, and the tables of error codes."""

import importlib.resources
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, ParamValidationError

from privateapi.provider.errors import (
    AlibabaError,
    CancelledError,
    ConfigurationError,
    ErrorTable,
    Fault,
    LifecycleError,
    PluginError,
    WaitError,
    describe,
    error_table,
    is_expected,
    matches,
)


def refusal(code: str = "", message: str = "", request: str = "") -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": message} if code else {}}
    if request:
        answer["ResponseMetadata"] = {"RequestId": request}
    return ClientError(answer, "CreateVpc")


INVALID_TYPE = "Invalid type for parameter {}, value: {}, type: <class 'list'>, valid types: <class 'str'>"


@pytest.mark.parametrize(
    ("case", "cause", "text"),
    [
        ("AWS", refusal("VpcLimitExceeded", "Five are enough."), "VpcLimitExceeded: Five are enough. (CreateVpc)"),
        (
            "AWS with a request id",
            refusal("VpcLimitExceeded", "Five are enough.", "8f1c"),
            "VpcLimitExceeded: Five are enough. (CreateVpc, request 8f1c)",
        ),
        ("AWS without a message", refusal("Throttling"), "Throttling (CreateVpc)"),
        ("AWS without a code", refusal(), "Unknown (CreateVpc)"),
        ("AWS in two lines", refusal("X", "one\n  two"), "X: one two (CreateVpc)"),
        (
            "Alibaba Cloud",
            AlibabaError("CreatePrivateDNS", "NoPermission", "Not\nyou.", 403, "8f1c"),
            "NoPermission: Not you. (CreatePrivateDNS, request 8f1c)",
        ),
        (
            "Alibaba Cloud without an answer",
            AlibabaError("CreatePrivateDNS", "NoAnswer", "127.0.0.1:9 gave no answer: reset"),
            "NoAnswer: 127.0.0.1:9 gave no answer: reset (CreatePrivateDNS)",
        ),
        ("ours", PluginError("the zone is\n not there"), "the zone is not there"),
        ("cancelled", CancelledError(), "cancelled while waiting; run `pulumi up` again to go on from here"),
        (
            "no connection",
            EndpointConnectionError(endpoint_url="http://x"),
            'EndpointConnectionError: Could not connect to the endpoint URL: "http://x"',
        ),
        ("no credentials", NoCredentialsError(), "NoCredentialsError: Unable to locate credentials"),
        ("Python's", KeyError("Vpc"), "KeyError: 'Vpc'"),
        ("without words", TimeoutError(), "TimeoutError"),
        (
            "a parameter of a wrong type",
            ParamValidationError(report=INVALID_TYPE.format("SecretString", "['hunter2, type: x']")),
            "ParamValidationError: Parameter validation failed: Invalid type for parameter SecretString, "
            "type: <class 'list'>, valid types: <class 'str'>",
        ),
        (
            "two parameters",
            ParamValidationError(report="\n".join(INVALID_TYPE.format(name, "['hunter2']") for name in "ab")),
            "ParamValidationError: Parameter validation failed: Invalid type for parameter a, type: <class 'list'>, "
            "valid types: <class 'str'> Invalid type for parameter b, type: <class 'list'>, valid types: <class 'str'>",
        ),
    ],
)
def test_describe(case: str, cause: BaseException, text: str) -> None:
    assert describe(cause) == text


@pytest.mark.parametrize(
    ("case", "error", "text"),
    [
        (
            "AWS",
            LifecycleError("creating", "EC2 VPC", "main", refusal("X", "no")),
            "creating EC2 VPC (main): X: no (CreateVpc)",
        ),
        (
            "set-up",
            LifecycleError("setting up", "EC2 VPC", "main, vpc-1", WaitError("not ready")),
            "setting up EC2 VPC (main, vpc-1): not ready",
        ),
        (
            "a fault in the plugin",
            LifecycleError("reading", "EC2 VPC", "vpc-1", KeyError("Vpc")),
            "reading EC2 VPC (vpc-1): fault in the privateapi plugin: KeyError: 'Vpc'; "
            "please report it (PRIVATEAPI_LOG=debug shows more)",
        ),
        (
            "a value that AWS repeats",
            LifecycleError(
                "creating", "Secret", "s", refusal("Invalid", "Value 'hunter2!' and hunter2"), {"hunter2", "hunter2!"}
            ),
            "creating Secret (s): Invalid: Value '[secret]' and [secret] (CreateVpc)",
        ),
    ],
)
def test_lifecycle_error(case: str, error: LifecycleError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (refusal("X"), True),
        (NoCredentialsError(), True),
        (PluginError("x"), True),
        (AlibabaError("CreatePrivateDNS", "X", "x"), True),
        (FileNotFoundError("x"), True),
        (KeyError("x"), False),
        (AssertionError(), False),
    ],
)
def test_is_expected(error: BaseException, expected: bool) -> None:
    assert is_expected(error) is expected


def test_configuration_error() -> None:
    error = ConfigurationError([Fault("region", "is wrong"), Fault("profile", "is unknown")])
    assert str(error) == "region: is wrong; profile: is unknown"
    assert [fault.path for fault in error.faults] == ["region", "profile"]


@pytest.mark.parametrize(
    ("case", "error", "entries", "found"),
    [
        ("code", refusal("A.NotFound"), {"A.NotFound"}, True),
        ("another code", refusal("B.NotFound"), {"A.NotFound"}, False),
        ("beginning of a code", refusal("A.NotFoundAtAll"), {"A.NotFound"}, False),
        ("code and words", refusal("Invalid", "The role CANNOT be assumed now"), {"Invalid/cannot be assumed"}, True),
        ("code and other words", refusal("Invalid", "The role is wrong"), {"Invalid/cannot be assumed"}, False),
        ("words of another code", refusal("Other", "cannot be assumed"), {"Invalid/cannot be assumed"}, False),
        ("a slash in the words", refusal("Invalid", "no a/b here"), {"Invalid/a/b"}, True),
        ("no code", refusal(), {"A.NotFound"}, False),
        ("no error of AWS", KeyError("A.NotFound"), {"A.NotFound"}, False),
        ("empty table", refusal("A.NotFound"), set(), False),
        ("Alibaba Cloud's code", AlibabaError("A", "NotFoundApi", ""), {"NotFoundApi"}, True),
        ("all codes that begin so", AlibabaError("A", "NotFoundPrivateDNS", ""), {"NotFound*"}, True),
        ("a code that begins otherwise", AlibabaError("A", "InvalidApi.NotFound", ""), {"NotFound*"}, False),
        ("the beginning alone", AlibabaError("A", "Throttling", ""), {"Throttling*"}, True),
        ("beginning and words", AlibabaError("A", "NotFoundX", "no such group"), {"NotFound*/group"}, True),
        ("beginning and other words", AlibabaError("A", "NotFoundX", "no such API"), {"NotFound*/group"}, False),
    ],
)
def test_matches(case: str, error: BaseException, entries: set[str], found: bool) -> None:
    assert matches(error, frozenset(entries)) is found


@pytest.mark.parametrize(("status", "uncertain"), [(None, True), (500, True), (503, True), (400, False), (404, False)])
def test_uncertain(status: int | None, uncertain: bool) -> None:
    assert AlibabaError("CreatePrivateDNS", "X", "x", status).uncertain is uncertain


def test_table_of_a_service_without_a_file() -> None:
    assert error_table("no-such-service") == ErrorTable(frozenset(), frozenset(), frozenset())


def test_table_is_what_the_file_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "facts" / "errors").mkdir(parents=True)
    table = {"source": "here", "not_found": ["A"], "eventual": ["B/c", "D"]}
    (tmp_path / "facts" / "errors" / "shop.json").write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(importlib.resources, "files", lambda _: tmp_path)
    assert error_table.__wrapped__("shop") == ErrorTable(frozenset("A"), frozenset(), frozenset({"B/c", "D"}))
