"""IAM policy documents: parsed once, with what rules ask of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from privateapi.rules.asking import ask
from privateapi.topology.model import ApiDomain, Node, RestApi, RestApiPolicy, Topology, VpcEndpoint
from privateapi.topology.values import NotJudged, Value


class PolicyError(ValueError):
    """A text that is no policy document; the message completes "the policy …"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of a condition block: `StringEquals`, `aws:SourceVpce` and the values."""

    operator: str
    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `NotPrincipal`, `NotAction` and `NotResource` leave the lists empty: they are not `*`."""

    effect: str
    principals: tuple[str, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: tuple[Condition, ...]

    @property
    def for_everybody(self) -> bool:
        """Whether the principal is anybody."""
        return "*" in self.principals

    @property
    def for_everything(self) -> bool:
        """Whether it is for every action on every resource."""
        return bool({"*", "*:*"} & set(self.actions)) and "*" in self.resources


def parse_policy(text: str) -> tuple[Statement, ...]:
    """The statements of a policy document.

    Raises:
        PolicyError: the text is no JSON, or not of the form of a policy.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise PolicyError(f"is no JSON: {error}") from None
    if not isinstance(document, Mapping) or "Statement" not in document:
        raise PolicyError("is no policy document: it has no Statement")
    statements = document["Statement"]
    found = [statements] if isinstance(statements, Mapping) else statements
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise PolicyError("is no policy document: its Statement is no list of objects")
    return tuple(_statement(each) for each in found)


def statements_of(value: Value[str], what: str) -> tuple[Statement, ...]:
    """As `parse_policy`, of a property.

    Raises:
        NotJudged: the policy is not known, left out, or none.
    """
    text = ask(value, what)
    try:
        return parse_policy(text)
    except PolicyError as fault:
        raise NotJudged(f"{what} {fault}") from None


def stated_policies(topology: Topology) -> Iterator[tuple[Node, Value[str]]]:
    """Every planned resource of the private API that has a policy, known or not."""
    for kind in (VpcEndpoint, RestApi, RestApiPolicy, ApiDomain):
        for node in topology.of(kind):
            assert isinstance(node, VpcEndpoint | RestApi | RestApiPolicy | ApiDomain)
            if not node.live and not node.policy.missing:
                yield node, node.policy


def _statement(raw: Mapping[str, Any]) -> Statement:
    principal = raw.get("Principal")
    principals = [principal] if isinstance(principal, Mapping) else _texts(principal)
    named: list[str] = []
    for each in principals:
        named += [text for value in each.values() for text in _texts(value)] if isinstance(each, Mapping) else [each]
    return Statement(
        str(raw.get("Effect", "")),
        tuple(named),
        tuple(_texts(raw.get("Action"))),
        tuple(_texts(raw.get("Resource"))),
        tuple(_conditions(raw.get("Condition"))),
    )


def _conditions(raw: Any) -> Iterator[Condition]:
    for operator, keys in raw.items() if isinstance(raw, Mapping) else ():
        for key, values in keys.items() if isinstance(keys, Mapping) else ():
            yield Condition(str(operator), str(key), tuple(_texts(values)))


def _texts(raw: Any) -> list[str]:
    if raw is None:
        return []
    return [str(each) for each in raw] if isinstance(raw, list) else [str(raw)]
