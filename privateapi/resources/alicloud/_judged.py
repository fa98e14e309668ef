"""Refusing with the rules' own reasons what Alibaba Cloud would refuse, or would let fail."""

from collections.abc import Iterable

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError
from privateapi.rules.design import Design
from privateapi.rules.engine import judge
from privateapi.rules.finding import Severity
from privateapi.rules.rule import Rule
from privateapi.topology.model import Node, Topology


def refuse_violations(ctx: Context, nodes: Iterable[Node], rules: Iterable[Rule], what: str) -> None:
    """Judge what is there together with what is planned.

    What is advisory, and what could not be judged, is shown as a warning.

    Raises:
        PluginError: with ``what`` is not done, and every mandatory violation.
    """
    report = judge(Design(Topology(nodes)), rules)
    for violation in report.violations:
        if violation.severity is Severity.ADVISORY:
            ctx.warn(violation.text)
    for text in [*(each.text for each in report.unjudged), *(each.text for each in report.faults)]:
        ctx.warn(f"not checked before the change: {text}")
    refused = [each.text for each in report.violations if each.severity is Severity.MANDATORY]
    if refused:
        raise PluginError(f"{what}: {'; '.join(refused)}")
