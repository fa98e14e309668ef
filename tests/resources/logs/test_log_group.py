"""CloudWatch Logs log group."""

from typing import Any

import pytest

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

    def test_faults(self, plugin: Plugin) -> None:
        _, faults = plugin.faults(urn_of(self.token, "main"), {"name": "/a", "retentionInDays": 10})
        assert faults == {"retentionInDays": "10 days is not a retention that CloudWatch Logs takes; 7 or 14 would be"}
