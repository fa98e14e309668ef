"""Counting what uses up a quota: how many of something each holder, Region or account has.

A counter is a function over a topology that gives, for each holder, the certain number. What may belong to a holder, or
counts by a number that is not known, is left out of the number and told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias, TypeVar

from privateapi.facts.quotas import Quota, quota_table
from privateapi.rules.design import Design, Limit
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.model import Node, Topology
from privateapi.topology.values import Known, Unknown, Value

N = TypeVar("N", bound=Node)

# A violation is about the first of many resources; it says how many there are.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what a quota limits one holder has.

    `nodes` are the holder, where it was read, and what is counted.
    """

    holder: str
    amount: int
    nodes: tuple[Node, ...]

    @property
    def planned(self) -> tuple[Node, ...]:
        """The nodes that are not there yet."""
        return tuple(node for node in self.nodes if not node.live)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A resource that may count, and why that cannot be told."""

    node: Node
    why: str


Counter: TypeAlias = Callable[[Topology], Iterator[Count | Uncounted]]
Counters: TypeAlias = Mapping[str, Counter]
Weight: TypeAlias = Callable[[N, Topology], Value[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that counts: the key of its holder, the resource that says it, and by how much it counts."""

    holder: Value[str]
    node: Node
    amount: Value[int] = Known(1)


def one(node: Node, topology: Topology) -> Value[int]:
    """Each resource counts once."""
    return Known(1)


def apart(*counters: Counter) -> Counter:
    """Several counters for one quota, such as those of IPv4 and of IPv6, each with numbers of its own."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        for counter in counters:
            yield from counter(topology)

    return count


def of_type(type: str) -> Weight[Node]:
    """Resources that the model has no class for, by their type."""
    return lambda node, topology: Known(int(node.origin.type == type))


def per(
    kind: type[N], field: str, holder: type[Node], *, weight: Weight[N] = one, base: int = 0, noun: str = ""
) -> Counter:
    """Counts the resources of a kind by what their reference `field` names; `base` is what each holder has anyway."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        groups = topology.grouped(kind, field, holder)
        for key, nodes in groups.by_target.items():
            yield from _count(topology, holder_of(topology, key, holder), nodes, weight, base, noun)
        for node, why in groups.unresolved:
            # What counts nothing takes nothing, wherever it is.
            if weight(node, topology) != Known(0):
                yield Uncounted(node, f"its {holder.noun} {why}")

    return count


def tally(kind: type[Node], entries: Callable[[Topology], Iterable[Entry]], *, noun: str = "") -> Counter:
    """Counts entries by the holder, of that kind, that each one says."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        found: defaultdict[str, list[tuple[Node, int]]] = defaultdict(list)
        for entry in entries(topology):
            if not isinstance(entry.amount, Known):
                yield Uncounted(entry.node, because(entry.amount))
            elif not isinstance(entry.holder, Known):
                yield Uncounted(entry.node, f"its {kind.noun} {because(entry.holder)}")
            elif entry.amount.value:
                found[entry.holder.value].append((entry.node, entry.amount.value))
        for key, counted in found.items():
            label, nodes = holder_of(topology, key, kind)
            amount = sum(number for _, number in counted)
            yield Count(f"{label}{noun}", amount, (*nodes, *dict.fromkeys(node for node, _ in counted)))

    return count


def each(kind: type[N], amount: Weight[N]) -> Counter:
    """Counts something inside of each resource of a kind, such as the entries of a list."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        for node in topology.of(kind):
            number = amount(node, topology)
            if isinstance(number, Known):
                yield Count(node.label, number.value, (node,))
            elif isinstance(number, Unknown):
                yield Uncounted(node, number.why)

    return count


def in_region(kind: type[N], *, weight: Weight[N] = one) -> Counter:
    """Counts the resources of a kind by Region, and by account where accounts are known."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        places: defaultdict[str, list[N]] = defaultdict(list)
        for node in topology.of(kind):
            if isinstance(node.region, Known):
                places[f"{_account(node)}{node.region.value}"].append(node)
            elif weight(node, topology) != Known(0):
                yield Uncounted(node, f"its Region {because(node.region)}")
        for place, nodes in sorted(places.items()):
            yield from _count(topology, (place, ()), nodes, weight)

    return count


def in_account(kind: type[N], *, weight: Weight[N] = one) -> Counter:
    """Counts the resources of a kind over all Regions of an account."""

    def count(topology: Topology) -> Iterator[Count | Uncounted]:
        places: defaultdict[str, list[N]] = defaultdict(list)
        for node in topology.of(kind):
            places[_account(node).removesuffix(" in ") or "the account"].append(node)
        for place, nodes in sorted(places.items()):
            yield from _count(topology, (place, ()), nodes, weight)

    return count


def holder_of(topology: Topology, key: str, kind: type[Node]) -> tuple[str, tuple[Node, ...]]:
    """How a message names the holder with a key, and its node where it was read."""
    node = topology.node(key)
    return (node.label, (node,)) if node is not None else (f"{kind.noun} {key}", ())


def _count(
    topology: Topology,
    holder: tuple[str, tuple[Node, ...]],
    nodes: Sequence[N],
    weight: Weight[N],
    base: int = 0,
    noun: str = "",
) -> Iterator[Count | Uncounted]:
    amount = base
    counted: list[Node] = []
    for node in nodes:
        number = weight(node, topology)
        if isinstance(number, Known) and number.value:
            amount += number.value
            counted.append(node)
        elif isinstance(number, Unknown):
            yield Uncounted(node, number.why)
    if counted:
        yield Count(f"{holder[0]}{noun}", amount, (*holder[1], *counted))


def _account(node: Node) -> str:
    return f"account {node.account.value} in " if isinstance(node.account, Known) else ""


class QuotaRule(Rule):
    """A rule that what is planned stays within quotas.

    A number that is certainly too high is a violation, whatever else is not known. What exists already counts, but is
    no violation by itself.
    """

    counters: ClassVar[Counters]
    """How each quota is counted, by its id."""

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from self.counted(design, self.counters)

    def counted(self, design: Design, counters: Counters) -> Iterator[Outcome]:
        """The counts over their limits, and once each resource that could not be counted."""
        uncounted: list[tuple[Node, str]] = []
        for quota_id, counter in counters.items():
            for found in counter(design.topology):
                if isinstance(found, Uncounted):
                    uncounted.append((found.node, found.why))
                elif found.planned:
                    yield from self.judged(
                        design, found, quota_table().quotas[quota_id], limit_of(design, quota_id, found)
                    )
        said: set[str] = set()
        for node, why in uncounted:
            if node.key not in said:
                said.add(node.key)
                yield from self.all_unjudged([(node, why)])

    def without_live_data(self, design: Design, counters: Counters) -> Iterator[Outcome]:
        """Says once that what exists in the accounts was not counted, if anything was."""
        if not design.live and any(
            isinstance(found, Count) for counter in counters.values() for found in counter(design.topology)
        ):
            yield self.unjudged("what exists in the accounts is not known, so only what is planned was counted")

    def judged(self, design: Design, count: Count, quota: Quota, limit: Limit) -> Iterator[Outcome]:
        """The outcome for one count."""
        if count.amount > limit.value:
            text = f"{count.holder} has {count.amount}{existing(count)}; the limit is {limit.text}: {quota.name}"
            yield self.violation(text, *count.planned[:SHOWN], fix=way_out(quota))


def limit_of(design: Design, quota_id: str, count: Count) -> Limit:
    """The quota in force where the counted resources are."""
    near = count.nodes[0]
    region = near.region.value if isinstance(near.region, Known) else ""
    account = near.account.value if isinstance(near.account, Known) else ""
    return design.limit(quota_id, region, account)


def existing(count: Count) -> str:
    """` (3 of the resources exist already)`, where some do."""
    live = len(count.nodes) - len(count.planned)
    return f" ({live} of the resources exist already)" if live else ""


def way_out(quota: Quota) -> str:
    """What to do about a quota that is exceeded."""
    if not quota.adjustable:
        return "spread them over more: this quota is not known to be raised"
    code = f" ({quota.service_code} {quota.quota_code})" if quota.quota_code else ""
    return f"spread them over more, or ask for a higher quota{code} and configure the value that you were given"
