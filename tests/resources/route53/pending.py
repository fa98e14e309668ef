"""Changes that are not in effect at once, as the sandbox's are."""

from typing import Any

import pytest
from moto.route53.responses import Route53

from privateapi.resources.route53 import _changes
from privateapi.sandbox.aws.corrections import route53_hosted_zone, route53_record_sets


def pending(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let changes be under way until they are asked for; gives the ids of those that were."""
    asked: list[str] = []
    original, get_change = route53_hosted_zone.new_change, Route53.get_change

    def new_change(*args: Any) -> dict[str, Any]:
        change = original(*args)
        change["Status"] = "PENDING"
        return change

    def in_sync(response: Any) -> Any:
        asked.append(response.params["Id"])
        changes = response.backend.changes
        changes[f"/change/{asked[-1].removeprefix('/change/')}"]["Status"] = "INSYNC"
        return get_change(response)

    monkeypatch.setattr(_changes, "FIRST_LOOK", 0.0)
    for module in (route53_hosted_zone, route53_record_sets):
        monkeypatch.setattr(module, "new_change", new_change)
    monkeypatch.setattr(Route53, "get_change", in_sync)
    return asked
