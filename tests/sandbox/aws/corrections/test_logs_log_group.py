"""Log groups answer as in AWS: class, protection, keys, tags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code

Check = Callable[[Clients], None]
KEY = "arn:aws:kms:us-east-1:123456789012:key/first"


def described(aws: Clients, name: str) -> dict[str, Any]:
    (found,) = aws("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    group: dict[str, Any] = found
    return group


def class_is_kept(aws: Clients) -> None:
    aws("logs").create_log_group(logGroupName="/a", logGroupClass="INFREQUENT_ACCESS")
    aws("logs").create_log_group(logGroupName="/b")
    assert described(aws, "/a")["logGroupClass"] == "INFREQUENT_ACCESS"
    assert described(aws, "/b")["logGroupClass"] == "STANDARD"


def delivery_keeps_two_days(aws: Clients) -> None:
    aws("logs").create_log_group(logGroupName="/a", logGroupClass="DELIVERY")
    assert described(aws, "/a")["retentionInDays"] == 2


def protected_group_is_not_deleted(aws: Clients) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName="/a", deletionProtectionEnabled=True)
    arn = described(aws, "/a")["logGroupArn"]
    assert described(aws, "/a")["deletionProtectionEnabled"] is True
    assert error_code(logs.delete_log_group, logGroupName="/a") == "ValidationException"
    for identifier, enabled in ((arn, False), ("/a", True), ("/a", False)):
        logs.put_log_group_deletion_protection(logGroupIdentifier=identifier, deletionProtectionEnabled=enabled)
        assert described(aws, "/a")["deletionProtectionEnabled"] is enabled
    assert error_code(logs.delete_log_group, logGroupName="/a") == ""


def key_is_changed(aws: Clients) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName="/a")
    logs.associate_kms_key(logGroupName="/a", kmsKeyId=KEY)
    assert described(aws, "/a")["kmsKeyId"] == KEY
    logs.disassociate_kms_key(logGroupName="/a")
    assert "kmsKeyId" not in described(aws, "/a")
    assert error_code(logs.associate_kms_key, logGroupName="/b", kmsKeyId=KEY) == "ResourceNotFoundException"


def deleted_group_takes_its_tags_along(aws: Clients) -> None:
    logs = aws("logs")
    logs.create_log_group(logGroupName="/a", tags={"team": "orders"})
    logs.delete_log_group(logGroupName="/a")
    logs.create_log_group(logGroupName="/a")
    assert logs.list_tags_for_resource(resourceArn=described(aws, "/a")["logGroupArn"])["tags"] == {}


CHECKS = [
    class_is_kept,
    delivery_keeps_two_days,
    protected_group_is_not_deleted,
    key_is_changed,
    deleted_group_takes_its_tags_along,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
