"""Rules of EventBridge are found by their tags, and Lambda reports what a rule that fires each minute calls.

moto lists no rules in GetResources, fires no schedules and reports no metrics of functions.
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html,
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.core.resource_tagging import TaggedResource
from moto.events.models import events_backends

from privateapi.sandbox.aws import measurements
from privateapi.sandbox.aws.measurements import Measurement
from privateapi.sandbox.aws.patches import Patches
from privateapi.sandbox.aws.tagging import list_tagged

EACH_MINUTE = "rate(1 minute)"
_CALLER = "events.amazonaws.com"


def apply(patches: Patches) -> None:
    """Let GetResources list rules, and measure the functions that they call."""
    patches.set_item(measurements.METERS, "scheduled functions", _calls)
    list_tagged(patches, events_backends, _tagged)


def _tagged(backend: Any) -> Iterator[TaggedResource]:
    for rule in _rules(backend):
        yield TaggedResource(rule.arn, backend.tagger.get_tag_dict_for_resource(rule.arn), "events:rule")


def _rules(backend: Any) -> Iterator[Any]:
    for bus in backend.event_buses.values():
        yield from bus.rules.values()


def _calls() -> Iterator[Measurement]:
    """A function that lets EventBridge in is called, and what it does in the sandbox does not fail."""
    from moto.awslambda.utils import get_backend

    for account, regions in list(events_backends.items()):
        for region, backend in list(regions.items()):
            functions = get_backend(account, region)
            known = {each.function_name for each in functions.list_functions()}
            called = {
                target["Arn"].rpartition(":")[2]
                for rule in _rules(backend)
                if rule.state == "ENABLED" and rule.scheduled_expression == EACH_MINUTE
                for target in rule.targets
                if ":lambda:" in target["Arn"]
            }
            for name in sorted(called & known):
                if any(_lets_in(statement) for statement in functions.get_function(name).policy.statements):
                    for metric, value in (("Invocations", 1.0), ("Errors", 0.0)):
                        dimensions = (("FunctionName", name),)
                        yield Measurement(account, region, "AWS/Lambda", metric, dimensions, value)


def _lets_in(statement: Any) -> bool:
    principal = statement.get("Principal") if isinstance(statement, dict) else None
    return isinstance(principal, dict) and principal.get("Service") == _CALLER
