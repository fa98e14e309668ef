"""The collection of rules: ids, rows, and the tests that each one owes."""

import importlib
import inspect
from pathlib import Path

import pytest

from privateapi.facts.rules import rule_table
from privateapi.rules.engine import all_rules, family_of
from tests.rules.suite import RuleSuite

IDS = sorted(all_rules())


def test_ids_have_rows() -> None:
    assert set(IDS) <= set(rule_table().rules)


@pytest.mark.parametrize("id", IDS)
def test_rule_owes_cases(id: str) -> None:
    rule = all_rules()[id]
    module = type(rule).__module__.rsplit(".", 1)[1]
    path = Path(__file__).parent / family_of(rule) / f"test_{module}.py"
    assert path.is_file(), f"{id} has no test: {path}"
    tests = importlib.import_module(f"tests.rules.{family_of(rule)}.test_{module}")
    suites = [each for _, each in inspect.getmembers(tests, inspect.isclass) if issubclass(each, RuleSuite)]
    assert type(rule) in [each.rule for each in suites if each is not RuleSuite]
