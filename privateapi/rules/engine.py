"""Finds the rules and runs them over a design, each apart from the others."""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Collection, Iterable, Mapping

import privateapi.rules
from privateapi.rules.design import Design
from privateapi.rules.finding import Report, RuleFault, Violation
from privateapi.rules.rule import Rule


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order of ids.

    Raises:
        ValueError: two rules have one id.
    """
    found: dict[str, Rule] = {}
    for family in pkgutil.iter_modules(privateapi.rules.__path__):
        if not family.ispkg:
            continue
        package = importlib.import_module(f"{privateapi.rules.__name__}.{family.name}")
        for module in pkgutil.iter_modules(package.__path__):
            if module.name.startswith("_"):
                continue
            for rule in _declared(f"{package.__name__}.{module.name}"):
                if rule.id in found:
                    raise ValueError(f"two rules have the id {rule.id}: {found[rule.id]}, {rule}")
                found[rule.id] = rule
    return dict(sorted(found.items()))


def _declared(module_name: str) -> Iterable[Rule]:
    module = importlib.import_module(module_name)
    for _, declared in inspect.getmembers(module, inspect.isclass):
        if issubclass(declared, Rule) and declared.__module__ == module_name and not inspect.isabstract(declared):
            yield declared()


def family_of(rule: Rule) -> str:
    """The folder that the rule's file is in, such as `aws_cidr`."""
    return type(rule).__module__.split(".")[-2]


def judge(design: Design, rules: Iterable[Rule] | None = None, *, skip: Collection[str] = ()) -> Report:
    """Run rules (all, if none are named) over a design. An exception inside a rule is reported and ends that rule."""
    report = Report()
    for rule in rules if rules is not None else all_rules().values():
        if rule.id in skip:
            continue
        report.rules += 1
        try:
            outcomes = list(rule.check(design))
        except Exception as error:
            report.faults.append(RuleFault(rule.id, f"{type(error).__name__}: {' '.join(str(error).split())}"))
            continue
        for outcome in outcomes:
            if isinstance(outcome, Violation):
                report.violations.append(outcome)
            else:
                report.unjudged.append(outcome)
    return report
