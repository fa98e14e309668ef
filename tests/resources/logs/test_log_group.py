"""CloudWatch Logs log group."""

from typing import Any

import pytest

from privateapi.provider import registry
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle


class TestLogGroup(Lifecycle):
    token = "privateapi:logs:LogGroup"
    update = {"retentionInDays": 30, "tags": {"team": "payments"}}
    replace = {"name": "/privateapi/other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"name": "/privateapi/main", "retentionInDays": 7, "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws("logs").describe_log_groups(logGroupNamePrefix=kept.id)["logGroups"]

    def test_retention(self, plugin: Plugin, aws: Clients) -> None:
        group = plugin.create(self.token, {"name": "/kept", "retentionInDays": 7})
        plugin.update(group, {"name": "/kept"})
        found = aws("logs").describe_log_groups(logGroupNamePrefix="/kept")["logGroups"][0]
        assert "retentionInDays" not in found
        assert group.state.get("retentionInDays") is None

    def test_key(self, plugin: Plugin, aws: Clients) -> None:
        keys = [f"arn:aws:kms:us-east-1:123456789012:key/{name}" for name in ("first", "second")]
        group = plugin.create(self.token, {"name": "/kept", "kmsKeyId": keys[0]})
        for key in (keys[1], None, keys[0]):
            plugin.update(group, {"name": "/kept", "kmsKeyId": key})
            found = aws("logs").describe_log_groups(logGroupNamePrefix="/kept")["logGroups"][0]
            assert found.get("kmsKeyId") == group.state.get("kmsKeyId") == key

    def test_deletion_protection(self, plugin: Plugin, aws: Clients) -> None:
        group = plugin.create(self.token, {"name": "/kept", "deletionProtectionEnabled": True})
        assert group["deletionProtectionEnabled"] is True
        plugin.update(group, {"name": "/kept"})
        assert group["deletionProtectionEnabled"] is False

    def test_protected(self, plugin: Plugin) -> None:
        group = plugin.create(self.token, {"name": "/kept", "deletionProtectionEnabled": True})
        with pytest.raises(Refused, match=r"^deleting CloudWatch Logs Log Group \(/kept\): ValidationException: "):
            plugin.delete(group)
        plugin.made.append(group)
        plugin.update(group, {"name": "/kept"})

    def test_delivery(self, plugin: Plugin) -> None:
        group = plugin.create(self.token, {"name": "/delivered", "logGroupClass": "DELIVERY"})
        refreshed = plugin.refresh(group)
        assert refreshed is not None and not plugin.diff(refreshed, group.inputs)

    def test_class(self, plugin: Plugin) -> None:
        group = plugin.create(self.token, {"name": "/rare", "logGroupClass": "INFREQUENT_ACCESS"})
        assert group["logGroupClass"] == "INFREQUENT_ACCESS"
        other = plugin.check(group.urn, {"name": "/rare"}, group.inputs)
        difference = plugin.diff(group, other)
        assert difference.replaces == ["logGroupClass"] and difference.delete_first

    def test_longer_names_beside_it(self, plugin: Plugin) -> None:
        for name in ("/a/longer", "/a"):
            plugin.create(self.token, {"name": name})
        group = plugin.import_(self.token, "/a")
        assert group is not None and group["arn"].endswith(":log-group:/a")
        assert plugin.import_(self.token, "/a/l") is None

    def test_killed_creation(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        """A log group that carries the mark of this creation is gone on with."""
        resource = type(registry.find(self.token))

        def die(*_: Any) -> None:
            raise RuntimeError

        with monkeypatch.context() as patched:
            patched.setattr(resource, "settle", die)
            patched.setattr(resource, "abandon", lambda *_: None)
            with pytest.raises(Refused):
                plugin.create(self.token, {"name": "/half", "retentionInDays": 7}, name="main")
        plugin.made.clear()
        group = plugin.create(self.token, {"name": "/half", "retentionInDays": 7}, name="main")
        assert group["retentionInDays"] == 7
        assert aws("logs").list_tags_for_resource(resourceArn=group["arn"])["tags"] == {}

    def test_name_generated(self, plugin: Plugin) -> None:
        group = plugin.create(self.token, {}, name="access")
        assert group.id.startswith("access-") and group["arn"].endswith(f":log-group:{group.id}")

    def test_name_taken(self, plugin: Plugin, aws: Clients) -> None:
        aws("logs").create_log_group(logGroupName="/taken")
        try:
            with pytest.raises(Refused, match=r"^creating CloudWatch Logs Log Group \(main\): ResourceAlreadyExists"):
                plugin.create(self.token, {"name": "/taken"}, name="main")
        finally:
            aws("logs").delete_log_group(logGroupName="/taken")

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "retention",
                {"retentionInDays": 10},
                "retentionInDays",
                "10 days is not a retention that CloudWatch Logs takes; 7 or 14 would be",
            ),
            (
                "retention of more than ten years",
                {"retentionInDays": 4000},
                "retentionInDays",
                "4000 days is not a retention that CloudWatch Logs takes; 3288 or 3653 would be",
            ),
            (
                "key",
                {"kmsKeyId": "alias/logs"},
                "kmsKeyId",
                "'alias/logs' is not the ARN of a KMS key; "
                "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab is one",
            ),
            (
                "name",
                {"name": "my logs"},
                "name",
                "'my logs' is no name of a log group; it takes letters, digits and . - _ / # only",
            ),
            ("name of AWS", {"name": "aws/logs"}, "name", "'aws/logs' begins with 'aws/', which AWS keeps for itself"),
            (
                "long name",
                {"name": "a" * 513},
                "name",
                "the name of a log group has 1 to 512 characters; this has 513",
            ),
            (
                "retention of a delivery class",
                {"logGroupClass": "DELIVERY", "retentionInDays": 7},
                "retentionInDays",
                "a log group of the class 'DELIVERY' keeps events for 2 days; leave it out",
            ),
            (
                "class",
                {"logGroupClass": "COLD"},
                "logGroupClass",
                "'COLD' should be 'STANDARD', 'INFREQUENT_ACCESS' or 'DELIVERY'",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {path: reason}
