"""IAM policy documents: parsed once, with what rules ask of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from privateapi.rules.asking import ask
from privateapi.rules.wording import because
from privateapi.topology.model import ApiDomain, Node, RestApi, RestApiPolicy, Topology, VpcEndpoint
from privateapi.topology.values import HOLE, UNKNOWN, Known, NotJudged, PartlyKnown, Value


class PolicyError(ValueError):
    """A text that is no policy document; the message completes "the policy …"."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of a condition block: `StringEquals`, `aws:SourceVpce` and the values."""

    operator: str
    key: str
    values: tuple[Value[str], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. With `NotPrincipal`, `NotAction` or `NotResource`, which leave the lists empty, it is `inverted`.

    On a first preview principals, actions, resources and values of conditions may be unknown one by one.
    """

    effect: str
    principals: tuple[Value[str], ...]
    actions: tuple[Value[str], ...]
    resources: tuple[Value[str], ...]
    conditions: tuple[Condition, ...]
    inverted: bool = False

    @property
    def for_everybody(self) -> bool:
        """Whether the principal is anybody.

        Raises:
            NotJudged: a principal is not known.
        """
        return _has("*", self.principals, "a principal")

    @property
    def for_everything(self) -> bool:
        """Whether it is for every action on every resource.

        Raises:
            NotJudged: an action or a resource is not known.
        """
        every_action = _has("*", self.actions, "an action") or Known("*:*") in self.actions
        return every_action and _has("*", self.resources, "a resource")


def _has(text: str, texts: tuple[Value[str], ...], what: str) -> bool:
    if Known(text) in texts:
        return True
    for each in texts:
        if not isinstance(each, Known):
            raise NotJudged(f"{what} of the policy {because(each)}")
    return False


def read_policy(value: Value[str], what: str) -> tuple[Statement, ...]:
    """The statements of a policy, also of one whose values are not all known yet.

    Raises:
        NotJudged: the policy is not known, left out, or more than values is not known of it.
        PolicyError: it is no JSON, or not of the form of a policy.
    """
    if not isinstance(value, PartlyKnown):
        return parse_policy(ask(value, what))
    try:
        return parse_policy(value.outline)
    except _HoleError:
        raise NotJudged(f"{what} {value.why}") from None


def parse_policy(text: str) -> tuple[Statement, ...]:
    """The statements of a policy document.

    Raises:
        PolicyError: the text is no JSON, or not of the form of a policy.
    """
    try:
        document = json.loads(text)
    except (RecursionError, ValueError) as error:
        raise PolicyError(f"is no JSON: {error}") from None
    if not isinstance(document, Mapping) or "Statement" not in document:
        raise PolicyError("is no policy document: it has no Statement")
    statements = _whole(document["Statement"])
    found = [statements] if isinstance(statements, Mapping) else statements
    if not isinstance(found, list) or not all(isinstance(_whole(each), Mapping) for each in found):
        raise PolicyError("is no policy document: its Statement is no list of objects")
    return tuple(_statement(each) for each in found)


def statements_of(value: Value[str], what: str) -> tuple[Statement, ...]:
    """As `read_policy`, for a rule that leaves it to others that a policy is none.

    Raises:
        NotJudged: the policy is not known, left out, or none.
    """
    try:
        return read_policy(value, what)
    except PolicyError as fault:
        raise NotJudged(f"{what} {fault}") from None


def stated_policies(topology: Topology) -> Iterator[tuple[Node, Value[str]]]:
    """Every planned resource of the private API that has a policy, known or not."""
    for kind in (VpcEndpoint, RestApi, RestApiPolicy, ApiDomain):
        for node in topology.of(kind):
            assert isinstance(node, VpcEndpoint | RestApi | RestApiPolicy | ApiDomain)
            if not node.live and not node.policy.missing:
                yield node, node.policy


class _HoleError(Exception):
    """Something that a policy cannot be read without is not known."""


def _whole(raw: Any) -> Any:
    if raw == HOLE:
        raise _HoleError
    return raw


def _statement(raw: Mapping[str, Any]) -> Statement:
    return Statement(
        str(_whole(raw.get("Effect", ""))),
        tuple(_principals(raw.get("Principal"))),
        _texts(raw.get("Action")),
        _texts(raw.get("Resource")),
        tuple(_conditions(_whole(raw.get("Condition")))),
        inverted=not _INVERTED.isdisjoint(raw),
    )


_INVERTED = frozenset({"NotPrincipal", "NotAction", "NotResource"})


def _principals(raw: Any) -> Iterator[Value[str]]:
    for each in raw if isinstance(raw, list) else [raw]:
        for value in each.values() if isinstance(each, Mapping) else [each]:
            yield from _texts(value)


def _conditions(raw: Any) -> Iterator[Condition]:
    for operator, keys in raw.items() if isinstance(raw, Mapping) else ():
        for key, values in keys.items() if isinstance(_whole(keys), Mapping) else ():
            yield Condition(str(operator), str(key), _texts(values))


def _texts(raw: Any) -> tuple[Value[str], ...]:
    if raw is None:
        return ()
    return tuple(UNKNOWN if each == HOLE else Known(str(each)) for each in (raw if isinstance(raw, list) else [raw]))
