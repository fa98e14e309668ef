"""What AWS refuses at once in a policy document, told before anything is created.

Source: IAM User Guide, "IAM JSON policy element reference" and "Grammar of the IAM JSON policy language".
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from privateapi.provider.errors import Fault
from privateapi.provider.values import UNKNOWN

PolicyKind = Literal["identity", "trust", "resource"]
"""Permissions of a role, who may assume a role, or who may use a resource."""

_VERSIONS = ("2012-10-17", "2008-10-17")
_NEEDS: dict[PolicyKind, tuple[tuple[str, str], ...]] = {
    "identity": (("Action", "NotAction"), ("Resource", "NotResource")),
    "trust": (("Action", "NotAction"), ("Principal", "NotPrincipal")),
    "resource": (("Action", "NotAction"), ("Principal", "NotPrincipal"), ("Resource", "NotResource")),
}
_MUST_NOT: dict[PolicyKind, tuple[tuple[str, str], ...]] = {
    "identity": (("Principal", "it applies to the role that carries it"),),
    "trust": (("Resource", "the role that carries it is the resource"),),
    "resource": (),
}
_WHAT: dict[PolicyKind, str] = {
    "identity": "a permissions policy",
    "trust": "a trust policy",
    "resource": "a resource policy",
}


def policy_faults(path: str, document: Any, kind: PolicyKind) -> Iterator[Fault]:
    """Faults of one document; ``path`` is the camelCase path of the property that holds it. Unknowns are passed."""
    if not isinstance(document, Mapping):
        return
    version = document.get("Version")
    if version is not None and version is not UNKNOWN and version not in _VERSIONS:
        yield Fault(f"{path}.Version", f"{version!r} is not a version of the policy language; use '2012-10-17'")
    found = document.get("Statement")
    if found is UNKNOWN:
        return
    statements = found if isinstance(found, list) else [found]
    if found is None or not statements:
        yield Fault(f"{path}.Statement", "is required: a policy needs at least one statement")
        return
    for index, statement in enumerate(statements):
        at = f"{path}.Statement[{index}]" if isinstance(found, list) else f"{path}.Statement"
        if statement is not UNKNOWN:
            yield from _statement_faults(at, statement, kind)
    sids = [each["Sid"] for each in statements if isinstance(each, Mapping) and isinstance(each.get("Sid"), str)]
    for sid in sorted({sid for sid in sids if sids.count(sid) > 1}):
        yield Fault(f"{path}.Statement", f"the Sid {sid!r} is used {sids.count(sid)} times; a Sid must be unique")


def _statement_faults(at: str, statement: Any, kind: PolicyKind) -> Iterator[Fault]:
    if not isinstance(statement, Mapping):
        yield Fault(at, f"{statement!r} is not a statement; an object with Effect and Action is needed")
        return
    effect = statement.get("Effect")
    if effect is not UNKNOWN and effect not in ("Allow", "Deny"):
        reason = "is required" if effect is None else f"{effect!r} is not an effect"
        yield Fault(f"{at}.Effect", f"{reason}; 'Allow' or 'Deny' would be right")
    for element, opposite in _NEEDS[kind]:
        given = [name for name in (element, opposite) if statement.get(name) is not None]
        if not given:
            yield Fault(f"{at}.{element}", f"is required: a statement of {_WHAT[kind]} has {element} or {opposite}")
        elif len(given) == 2:
            yield Fault(f"{at}.{opposite}", f"is given together with {element}; a statement has one of the two")
    for element, reason in _MUST_NOT[kind]:
        for name in (element, f"Not{element}"):
            if statement.get(name) is not None:
                yield Fault(f"{at}.{name}", f"must be left out: {_WHAT[kind]} has no {name}, {reason}")
