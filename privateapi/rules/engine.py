"""Finds the rules and runs them over a design, each apart from the others."""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Collection, Iterable, Mapping

import privateapi.rules
from privateapi.facts.rules import rule_table
from privateapi.rules.design import Design
from privateapi.rules.finding import Report, RuleFault, Unjudged, Violation
from privateapi.rules.rule import Rule
from privateapi.topology.model import OtherResource

READ = "READ"
"""Stands for a rule where a resource of the design could not be read."""


@functools.cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, in the order of ids.

    Raises:
        ValueError: two rules have one id.
    """
    return _by_id(_families())


def rules_of(groups: Collection[str]) -> list[Rule]:
    """The rules of some groups of `privateapi/facts/rules.yaml`, in the order of ids.

    A family has the name of its group. Families of other groups are not even imported, for that takes longer than
    judging an ordinary design; one that has the name of no group may hold rules of any.

    Raises:
        ValueError: two rules have one id.
    """
    others = {fact.group.replace("-", "_") for fact in rule_table().rules.values() if fact.group not in groups}
    found = _by_id(family for family in _families() if family not in others)
    return [rule for rule in found.values() if rule.fact.group in groups]


def _families() -> list[str]:
    return [module.name for module in pkgutil.iter_modules(privateapi.rules.__path__) if module.ispkg]


def _by_id(families: Iterable[str]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in (rule for family in families for rule in _family(family)):
        if rule.id in found:
            raise ValueError(f"two rules have the id {rule.id}: {found[rule.id]}, {rule}")
        found[rule.id] = rule
    return dict(sorted(found.items()))


@functools.cache
def _family(name: str) -> tuple[Rule, ...]:
    package = importlib.import_module(f"{privateapi.rules.__name__}.{name}")
    modules = [module.name for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")]
    return tuple(rule for module in modules for rule in _declared(f"{package.__name__}.{module}"))


def _declared(module_name: str) -> Iterable[Rule]:
    module = importlib.import_module(module_name)
    for _, declared in inspect.getmembers(module, inspect.isclass):
        if issubclass(declared, Rule) and declared.__module__ == module_name and not inspect.isabstract(declared):
            yield declared()


def family_of(rule: Rule) -> str:
    """The folder that the rule's file is in, such as `aws_cidr`."""
    return type(rule).__module__.split(".")[-2]


def judge(design: Design, rules: Iterable[Rule] | None = None, *, skip: Collection[str] = ()) -> Report:
    """Run rules (all, if none are named) over a design. An exception inside a rule is reported and ends that rule.

    What a rule could not judge of a resource for one reason counts once, however often the rule met it.
    """
    report = Report()
    report.unjudged += [
        Unjudged(READ, other, other.unread) for other in design.topology.of(OtherResource) if other.unread
    ]
    for rule in rules if rules is not None else all_rules().values():
        if rule.id in skip:
            continue
        report.rules += 1
        # By key, for the hash of a resource takes as long as its longest list.
        met: set[tuple[str, str]] = set()
        try:
            for outcome in rule.check(design):
                if isinstance(outcome, Violation):
                    report.violations.append(outcome)
                elif (reason := (outcome.node.key if outcome.node is not None else "", outcome.why)) not in met:
                    met.add(reason)
                    report.unjudged.append(outcome)
        except Exception as error:
            report.faults.append(RuleFault(rule.id, f"{type(error).__name__}: {' '.join(str(error).split())}"))
    return report
