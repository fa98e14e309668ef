"""No rule takes offence at records in two levels, or at several zones of one name for different clients."""

from collections.abc import Callable

import pytest

from privateapi.rules.design import Design, Settings
from privateapi.rules.engine import judge
from privateapi.topology.model import Node, RecordSet, Topology
from privateapi.topology.values import Known
from tests.rules.designs import changed, two_client_groups, two_levels, two_regions


def _found(nodes: list[Node]) -> tuple[set[str], set[str]]:
    """The rules that are broken, and those that could not judge."""
    report = judge(Design(Topology(nodes), Settings()))
    assert not report.faults
    return {each.rule for each in report.violations}, {each.rule for each in report.unjudged}


@pytest.mark.parametrize("design", [two_levels, two_client_groups])
def test_nothing_more_than_with_one_level(design: Callable[[], list[Node]]) -> None:
    before, after = _found(two_regions()), _found(design())
    assert after[0] <= before[0] and after[1] <= before[1], (after[0] - before[0], after[1] - before[1])


@pytest.mark.parametrize(
    ("case", "key", "fields", "rule"),
    [
        ("two primaries below", "RecordSet:europe-b", {"failover": Known("PRIMARY")}, "AWS-R53-03"),
        ("a policy that differs above", "RecordSet:world", {"weight": Known(1)}, "AWS-R53-09"),
        ("one identifier above", "RecordSet:world", {"set_identifier": Known("europe")}, "AWS-R53-08"),
    ],
)
def test_faults_of_a_level_are_found(case: str, key: str, fields: dict[str, Known[object]], rule: str) -> None:
    assert any(isinstance(each, RecordSet) and each.key == key for each in two_levels())
    assert rule in _found(changed(two_levels(), key, **fields))[0]
