"""All resources of a design, with the look-ups that follow its references."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from privateapi.topology.model.node import Node
from privateapi.topology.values import MISSING, Known, Ref, Refs, Unknown, Value, together

N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Groups(Generic[N]):
    """Resources by what one of their references names.

    `by_target` is keyed by the target's key, or by the id as written when the target is not among the resources that
    were read: two subnets of a VPC that exists elsewhere are still in one VPC. `unresolved` are the resources whose
    reference could not be followed, with the reason; they may belong to any group.
    """

    by_target: Mapping[str, tuple[N, ...]]
    unresolved: tuple[tuple[N, str], ...]


class Topology:
    """The resources of a design, in the order of their keys, so that every run reports the same.

    >>> from privateapi.topology.model import Origin, Subnet, Vpc
    >>> from privateapi.topology.values import Ref
    >>> vpc = Vpc(origin=Origin("urn:vpc"), name="hub")
    >>> subnet = Subnet(origin=Origin("urn:subnet"), vpc=Ref.by("urn:vpc"))
    >>> topology = Topology([vpc, subnet])
    >>> topology.follow(subnet.vpc, Vpc).get().label
    'VPC hub'

    Indexes are built when they are first asked for.

    Raises:
        ValueError: two resources have one key.
    """

    __slots__ = ("_by_kind", "_groups", "_identifiers", "_keys")

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self._keys: dict[str, Node] = {}
        for node in sorted(nodes, key=lambda node: node.key):
            if node.key in self._keys:
                raise ValueError(f"two resources have the key {node.key!r}: {self._keys[node.key].label}, {node.label}")
            self._keys[node.key] = node
        self._by_kind: dict[type[Node], tuple[Node, ...]] = {}
        self._identifiers: dict[str, list[Node]] | None = None
        self._groups: dict[tuple[type[Node], str, type[Node]], Groups[Node]] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._keys.values())

    def joined(self, live: Iterable[Node]) -> Topology:
        """This design together with what exists already.

        A live resource that the design has too, by id and type in one Region and account, is left out: the design's own
        description of it counts, and it must not be compared with itself.
        """
        added = [node for node in live if not any(_may_be_near(own, node) for own in self._same_id(node))]
        return Topology([*self, *added])

    def of(self, kind: type[N]) -> tuple[N, ...]:
        """All resources of that class or a subclass."""
        found = self._by_kind.get(kind)
        if found is None:
            found = self._by_kind[kind] = tuple(node for node in self if isinstance(node, kind))
        return found  # type: ignore[return-value]

    def node(self, key: str) -> Node | None:
        """The resource with that key."""
        return self._keys.get(key)

    def follow(self, ref: Ref, kind: type[N], near: Node | None = None) -> Value[N]:
        """The resource that `ref` names, when it is certain and was read.

        Names that are unique in a Region only (of alarms, functions, target groups) need `near`: the resource that
        holds the reference, whose Region and account decide.
        """
        if isinstance(ref.id, Known):
            found = self._named(ref.id.value, kind, near)
            if len(found) == 1:
                return Known(found[0])
            if found:
                return Unknown(f"names {ref.id.value!r}, which is {_listed(found)}")
            return Unknown(f"names {ref.id.value!r}, which is not among the resources that were read")
        if ref.id.missing:
            return MISSING
        candidates = self._of_kind(ref.nodes, kind)
        if len(candidates) == 1:
            return Known(candidates[0])
        return Unknown(f"is computed from {_listed(candidates)}") if candidates else _unknown(ref.id)

    def follow_all(self, refs: Refs, kind: type[N], near: Node | None = None) -> Value[tuple[N, ...]]:
        """All resources that `refs` names; those with unknown ids come last, in the order of their keys."""
        return refs.ids.then(lambda ids: together(self._each(ids, refs.nodes, kind, near)))

    def identity(self, ref: Ref, kind: type[Node], near: Node | None = None) -> Value[str]:
        """The key of the resource that `ref` names, or the id as written when that resource was not read."""
        found = self.follow(ref, kind, near)
        if isinstance(found, Unknown) and isinstance(ref.id, Known) and not self._named(ref.id.value, kind, near):
            return ref.id
        return found.map(lambda node: node.key)

    def identities(self, refs: Refs, kind: type[Node], near: Node | None = None) -> Value[tuple[str, ...]]:
        """As `identity`, for a list."""
        return refs.ids.then(lambda ids: together(self._identities(ids, refs.nodes, kind, near)))

    def grouped(self, kind: type[N], field: str, target: type[Node]) -> Groups[N]:
        """The resources of `kind` by what their reference `field` (a `Ref` or `Refs`) names, a resource of `target`."""
        key = (kind, field, target)
        if key not in self._groups:
            self._groups[key] = self._group(kind, field, target)
        return self._groups[key]  # type: ignore[return-value]

    def referrers(self, kind: type[N], field: str, target: Node) -> tuple[N, ...]:
        """The resources of `kind` whose reference `field` certainly names `target`."""
        return self.grouped(kind, field, type(target)).by_target.get(target.key, ())

    def _group(self, kind: type[Node], field: str, target: type[Node]) -> Groups[Node]:
        by_target: defaultdict[str, list[Node]] = defaultdict(list)
        unresolved: list[tuple[Node, str]] = []
        for node in self.of(kind):
            reference = getattr(node, field)
            if isinstance(reference, Ref):
                identities = [self.identity(reference, target, node)]
            elif isinstance(reference.ids, Known):
                identities = self._identities(reference.ids.value, reference.nodes, target, node)
            else:
                identities = [reference.ids]
            for identity in dict.fromkeys(identities):
                if isinstance(identity, Known):
                    by_target[identity.value].append(node)
            reasons = [identity.why for identity in identities if isinstance(identity, Unknown)]
            if reasons:
                unresolved.append((node, reasons[0]))
        return Groups({key: tuple(nodes) for key, nodes in by_target.items()}, tuple(unresolved))

    def _each(
        self, ids: Iterable[Value[str]], nodes: tuple[str, ...], kind: type[N], near: Node | None
    ) -> list[Value[N]]:
        """Each element followed; unknown ones are certain when there is one resource for each."""
        given = list(ids)
        known = [self.follow(Ref(id), kind, near) for id in given if id.known]
        unknown = [id for id in given if isinstance(id, Unknown)]
        named = {found.value.key for found in known if isinstance(found, Known)}
        candidates = [node for node in self._of_kind(nodes, kind) if node.key not in named]
        if len(candidates) == len(unknown):
            return [*known, *(Known(node) for node in candidates)]
        why = Unknown(f"has {len(unknown)} unknown elements, computed from {_listed(candidates)}")
        return [*known, *(why if candidates else _unknown(id) for id in unknown)]

    def _identities(
        self, ids: Iterable[Value[str]], nodes: tuple[str, ...], kind: type[Node], near: Node | None
    ) -> list[Value[str]]:
        given = list(ids)
        written = [self.identity(Ref(id), kind, near) for id in given if id.known]
        unknown = self._each(given, nodes, kind, near)[len(written) :]
        return [*written, *(found.map(lambda node: node.key) for found in unknown)]

    def _same_id(self, node: Node) -> list[Node]:
        return self._named(node.id.value, type(node), None) if isinstance(node.id, Known) else []

    def _of_kind(self, keys: Iterable[str], kind: type[N]) -> list[N]:
        found = [self._keys[key] for key in sorted(set(keys)) if key in self._keys]
        return [node for node in found if isinstance(node, kind)]

    def _named(self, identifier: str, kind: type[N], near: Node | None) -> list[N]:
        if self._identifiers is None:
            index: defaultdict[str, list[Node]] = defaultdict(list)
            for node in self:
                names = [*node.identifiers, node.id.value] if isinstance(node.id, Known) else [*node.identifiers]
                for name in dict.fromkeys(names):
                    index[name].append(node)
            self._identifiers = dict(index)
        found = [node for node in self._identifiers.get(identifier, ()) if isinstance(node, kind)]
        return found if near is None or len(found) < 2 else [node for node in found if _may_be_near(node, near)]


def _may_be_near(node: Node, near: Node) -> bool:
    """Whether the two may be in one Region and account: they are unless both are known and differ."""
    pairs = ((node.region, near.region), (node.account, near.account))
    return not any(isinstance(one, Known) and isinstance(other, Known) and one != other for one, other in pairs)


def _unknown(id: Value[str]) -> Unknown:
    return id if isinstance(id, Unknown) else Unknown()


def _listed(nodes: list[N]) -> str:
    return f"{len(nodes)} resources ({', '.join(node.label for node in nodes)})" if len(nodes) != 1 else nodes[0].label
