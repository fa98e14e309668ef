"""What a component's plain arguments say of a design, judged with the rules of the policy packs before any call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pulumi

from privateapi.rules.design import Design, Settings
from privateapi.rules.engine import judge
from privateapi.rules.finding import Violation
from privateapi.rules.rule import Rule
from privateapi.topology.model import Node, Origin, Topology
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, Value

from .errors import ComponentError

if TYPE_CHECKING:
    from privateapi.readers.mapping import Mapper
    from privateapi.readers.resource import Plain


class ComponentDesign:
    """The part of a design that one component declares, and the parts around it that it refers to.

    Every node stands at the path of an argument, so that a violation names the argument to change.
    """

    def __init__(self, component: str, name: str, around: Iterable[ComponentDesign] = ()) -> None:
        self._component = component
        self._name = name
        self._nodes: dict[str, Node] = {key: node for part in around for key, node in part.nodes.items()}

    @property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by key, with those of the parts around."""
        return MappingProxyType(self._nodes)

    def origin(self, path: str = "") -> Origin:
        """The origin of the node at the path of an argument; without a path of the component itself."""
        return Origin(f"{self._prefix}{path}")

    def add(self, node: Node) -> Ref:
        """Take a node in; returns a reference to it."""
        self._nodes[node.key] = node
        return Ref(node.id, (node.key,))

    def read(self, mapper: Mapper, type: str, path: str, name: str, inputs: Mapping[str, Any]) -> Ref:
        """Take in what the packs read from a resource of these inputs, by wire name; returns a reference to it.

        ``mapper`` is the packs' function for ``type``. The parts of the resource stand at paths below its own.
        """
        # Few programs give a document, and the others start sooner without its readers.
        from privateapi.readers.mapping import Program, Reading
        from privateapi.readers.resource import ReadResource

        key = self.origin(path).key
        properties = {input: _plain(value) for input, value in inputs.items()}
        resource = ReadResource(key=key, type=type, name=name, properties=properties)
        for node in mapper(Reading(resource, Program([resource]))):
            self.add(node)
        return Ref(UNKNOWN, (key,))

    def require(self, rules: Iterable[Rule], settings: Settings | None = None) -> None:
        """Refuse what the rules refuse. What cannot be judged yet is left to the policy packs, which see the stack.

        Raises:
            ComponentError: with the text of every mandatory violation, after the path of the argument.
        """
        faults = self.faults(rules, settings)
        if faults:
            raise ComponentError(self._component, self._name, *faults)

    def faults(self, rules: Iterable[Rule], settings: Settings | None = None, *, advisory: bool = False) -> list[str]:
        """As `require`, for a component that says other faults with them.

        With ``advisory`` also what the packs let pass with a warning: an argument that no program means as it is.
        """
        report = judge(Design(Topology(self._nodes.values()), settings or Settings()), rules)
        return [self._text(each) for each in (report.violations if advisory else report.mandatory)]

    @property
    def _prefix(self) -> str:
        return f"{self._component} {self._name}#"

    def _text(self, violation: Violation) -> str:
        own = (node.key.removeprefix(self._prefix) for node in violation.nodes if node.key.startswith(self._prefix))
        # What a resource has inside is behind another `#`.
        path = next(filter(None, own), "").replace("#", ".")
        return f"{path}: {violation.text}" if path else violation.text


def reference(id: pulumi.Input[str]) -> Ref:
    """A reference by an id: known where the program has it as a text, else not known yet."""
    return Ref(stated(id))


def references(refs: Iterable[Ref]) -> Refs:
    """Several references as one property."""
    found = list(refs)
    return Refs(Known(tuple(each.id for each in found)), tuple(key for each in found for key in each.nodes))


def document(value: pulumi.Input[Mapping[str, Any]] | None) -> Value[str]:
    """A policy or another JSON document as a rule sees it: where an output stands in it, the rest is known."""
    from privateapi.readers.properties import Identities, Properties

    values = {"document": _plain(value)}
    return Properties(values, {}, Identities()).document("document")


def _plain(value: Any) -> Plain:
    from privateapi.readers.resource import UNKNOWN as UNREAD

    if isinstance(value, pulumi.Output):
        return UNREAD
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def stated(value: pulumi.Input[str]) -> Value[str]:
    """A text as a rule sees it: an output is not known yet."""
    return Known(value) if isinstance(value, str) else UNKNOWN
