"""EventBridge scheduled rule."""

import hashlib
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.resources.events.rule import Rule, required
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:canary"
TARGET = {"id": "canary", "arn": FUNCTION}
BASIC = {"name": "every-minute", "scheduleExpression": "rate(1 minute)", "targets": [TARGET]}


class TestRule(Lifecycle):
    token = "privateapi:events:Rule"
    update = {
        "scheduleExpression": "rate(5 minutes)",
        "description": "less often",
        "state": "DISABLED",
        "targets": [{**TARGET, "input": "{}"}, {"id": "other", "arn": f"{FUNCTION}-2"}],
        "tags": {"team": "payments"},
    }
    replace = {"name": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {**BASIC, "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("events").describe_rule, Name=kept.id) == "ResourceNotFoundException"

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, BASIC)
        assert rule["arn"] == "arn:aws:events:us-east-1:123456789012:rule/every-minute"
        assert (rule["state"], rule["targets"]) == ("ENABLED", [TARGET])

    def test_name_of_its_own(self, plugin: Plugin, aws: Clients) -> None:
        rule = plugin.create(self.token, {**BASIC, "name": None}, name="canary")
        assert rule.id.startswith("canary-")

    def test_target_goes(self, plugin: Plugin, aws: Clients) -> None:
        both = {**BASIC, "targets": [TARGET, {"id": "other", "arn": f"{FUNCTION}-2"}]}
        rule = plugin.create(self.token, both)
        plugin.update(rule, BASIC)
        assert [each["Id"] for each in aws("events").list_targets_by_rule(Rule=rule.id)["Targets"]] == ["canary"]

    def test_taken(self, plugin: Plugin, aws: Clients) -> None:
        aws("events").put_rule(Name="every-minute", ScheduleExpression="rate(1 hour)")
        with pytest.raises(Refused, match=r"a rule 'every-minute' exists already in us-east-1; choose another name"):
            plugin.create(self.token, BASIC)
        assert aws("events").describe_rule(Name="every-minute")["ScheduleExpression"] == "rate(1 hour)"
        aws("events").delete_rule(Name="every-minute")

    def test_target_refused(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        """A target that fails is told in an answer that is a success."""
        failed = {"TargetId": "canary", "ErrorCode": "InvalidArn", "ErrorMessage": "no such function"}

        def refuse(*_: Any) -> None:
            required({"FailedEntryCount": 1, "FailedEntries": [failed]})

        monkeypatch.setattr(Rule, "_put_targets", refuse)
        with pytest.raises(Refused, match=r"the target 'canary': InvalidArn: no such function"):
            plugin.create(self.token, BASIC)

    def test_interrupted(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        mark = hashlib.sha256(urn_of(self.token, "killed").encode()).hexdigest()[:32]
        tags = [{"Key": MARK, "Value": mark}, {"Key": "team", "Value": "orders"}]
        aws("events").put_rule(Name="canary-0123", ScheduleExpression="rate(1 minute)", Tags=tags)
        with run_plugin(aws_endpoint) as fresh:
            rule = fresh.create(self.token, {**self.inputs(plugin, aws), "name": None}, name="killed")
            assert (rule.id, rule["tags"], rule["targets"]) == ("canary-0123", {"team": "orders"}, [TARGET])
            fresh.clean_up()

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "several of one minute",
                {"scheduleExpression": "rate(1 minutes)"},
                {
                    "scheduleExpression": "'rate(1 minutes)' is not a schedule; rate(1 minute), rate(5 minutes) and "
                    "cron(0 10 * * ? *) are, and times are UTC"
                },
            ),
            ("no targets", {"targets": []}, {"targets": "0 targets; a rule has 1 to 5"}),
            (
                "an id twice",
                {"targets": [TARGET, TARGET]},
                {"targets": "two targets have the id 'canary'; each needs one of its own"},
            ),
            (
                "a name as a target",
                {"targets": [{"id": "a", "arn": "canary"}]},
                {"targets[0].arn": "'canary' is not an ARN"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        assert plugin.faults(urn_of(self.token, "main"), {**BASIC, **changes})[1] == faults
