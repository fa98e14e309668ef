"""A resource with one property of every kind, and a cloud in memory for it: what the framework is tested with."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import PolicyDocument
from privateapi.provider.markers import AutoName, ChangesWith, Chosen, Replaces, Secret, WriteOnly
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import Resource


class Pin(Model):
    """What holds a part."""

    code: Annotated[str | None, Secret()] = None
    """Its code."""
    depth: int = 1


class Part(Model):
    """A part of a gadget."""

    label: str
    """What it is called."""
    count: Annotated[int, Field(ge=1)] = 1
    pin: Pin | None = None

    def faults(self) -> Iterator[Fault]:
        if self.label == "pair" and self.count == 1:
            yield Fault("count", "1 is no pair; 2 would be right")


class GadgetArgs(RegionalArgs, TaggedArgs):
    """Inputs of a gadget."""

    name: Annotated[str | None, AutoName(20), Replaces()] = None
    """Name, unique in the Region."""
    kind: Literal["round", "square"]
    """Its form."""
    size: Annotated[int, Field(ge=1, le=10)] = 1
    """Edge in metres."""
    limit: int | None = None
    """Greatest size."""
    zone: Annotated[str | None, Chosen(), Replaces()] = None
    """Where it stands."""
    password: Annotated[str | None, Secret(), WriteOnly()] = None
    """What opens it."""
    policy: PolicyDocument | None = None
    """Who may use it."""
    parts: list[Part] | None = None
    """What it is made of."""
    spare: dict[str, Part] | None = None
    """What lies beside it."""
    level: Literal[1, 2] | None = None
    """One of two."""
    extra: dict[str, Any] | None = None
    """Anything."""

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.size, int) and isinstance(self.limit, int) and self.size > self.limit:
            yield Fault("size", f"{self.size} is more than limit ({self.limit})")


class GadgetState(GadgetArgs, State):
    """A gadget."""

    arn: str
    """ARN."""
    key: Annotated[str | None, Secret()] = None
    """Its key."""
    revision: Annotated[int | None, ChangesWith("size", "kind")] = None
    """How often it was changed."""


@dataclass
class Cloud:
    """Gadgets by id, what was called, and what the test wants to happen in a call."""

    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    during: dict[str, Callable[..., object]] = field(default_factory=dict)
    """Called with the context at the beginning of ``create``, ``settle``, ``read``, ``update``, ``delete``,
    ``abandon``, ``find`` and ``made`` (at the end of ``create``)."""
    left_over: list[str] = field(default_factory=list)
    """Ids that an interrupted creation left."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def enter(self, step: str, ctx: Context) -> None:
        self.calls.append(step)
        if step in self.during:
            self.during[step](ctx)


class Gone(Exception):
    """The cloud has no such gadget."""


class Gadget(Resource[GadgetArgs, GadgetState]):
    """A gadget.

    It stands in memory.
    """

    noun = "Gadget"
    service = "gadgets"
    replaced_first = ("name",)

    def __init__(self, cloud: Cloud | None = None) -> None:
        self.cloud = cloud or Cloud()

    def create(self, ctx: Context, args: GadgetArgs) -> str:
        self.cloud.enter("create", ctx)
        id = f"g-{next(self.cloud.numbers)}"
        self.cloud.things[id] = {"revision": 1, "zone": "a", "region": ctx.region, **_kept(args)}
        self.cloud.enter("made", ctx)
        return id

    def settle(self, ctx: Context, id: str, args: GadgetArgs) -> None:
        self.cloud.enter("settle", ctx)
        self.cloud.things[id]["settled"] = True

    def read(self, ctx: Context, id: str, prior: GadgetState | None) -> GadgetState | None:
        self.cloud.enter("read", ctx)
        if id not in self.cloud.things:
            raise Gone
        thing = {name: value for name, value in self.cloud.things[id].items() if name != "settled"}
        return self.state(
            **thing, arn=f"arn:{id}", key=f"key-of-{id}", password=prior.password if prior is not None else None
        )

    def update(self, ctx: Context, id: str, old: GadgetState, new: GadgetArgs, changed: frozenset[str]) -> None:
        self.cloud.enter("update", ctx)
        thing = self.cloud.things[id]
        wanted = _kept(new)
        for name in changed - {"password"}:
            thing.pop(name, None)
            if name in wanted:
                thing[name] = wanted[name]
        thing["revision"] += 1

    def delete(self, ctx: Context, id: str, state: GadgetState) -> None:
        self.cloud.enter("delete", ctx)
        if self.cloud.things.pop(id, None) is None:
            raise Gone

    def find_interrupted(self, ctx: Context, args: GadgetArgs) -> str | None:
        self.cloud.enter("find", ctx)
        return self.cloud.left_over.pop() if self.cloud.left_over else None

    def abandon(self, ctx: Context, id: str) -> None:
        self.cloud.enter("abandon", ctx)

    def is_gone(self, error: BaseException) -> bool:
        return isinstance(error, Gone)


def _kept(args: GadgetArgs) -> dict[str, Any]:
    """What the cloud keeps: everything but the password."""
    values = {name: getattr(args, name) for name in type(args).model_fields if name != "password"}
    return {name: value for name, value in values.items() if value is not None}
