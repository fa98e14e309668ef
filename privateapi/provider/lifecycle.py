"""One resource's check, diff, preview, create, read, update and delete in plain Python, without gRPC."""

import functools
import hashlib
import logging
import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from privateapi.provider import waiting
from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.changes import Change, absent, compare, declared_inputs
from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig
from privateapi.provider.context import Context, Urn
from privateapi.provider.errors import (
    ConfigurationError,
    Fault,
    LifecycleError,
    PluginError,
    RegionError,
    Verb,
    WaitError,
    is_expected,
)
from privateapi.provider.interrupted import Interrupted
from privateapi.provider.markers import AutoName, ChangesWith
from privateapi.provider.model import Args, State, dump, holds_secret, lenient, specs, validate
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN, Properties

log = logging.getLogger("privateapi")
AnyResource = Resource[Any, Any]
GLOBAL_REGION = "us-east-1"
"""Where the global services (IAM, Route 53) are called in the `aws` partition."""
APPEARS = 30.0
"""Seconds in which a new resource must be found by a read."""


class InitFailed(Exception):
    """The resource exists, but its creation or update did not finish: the engine keeps its id and tries again."""

    def __init__(self, id: str, state: Properties, inputs: Properties, reason: LifecycleError) -> None:
        self.id = id
        self.state = state
        self.inputs = inputs
        self.reason = reason
        super().__init__(str(reason))


@dataclass(frozen=True, slots=True)
class Diff:
    """The changes, and whether the old resource must be deleted before its replacement is made."""

    changes: list[Change]
    delete_first: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a read found: id, state and the inputs that the state stands for."""

    id: str
    state: Properties
    inputs: Properties


@dataclass
class Lifecycle:
    """The life cycles of all resources of one configured provider."""

    config: ProviderConfig
    clients: Clients
    cancelled: threading.Event = field(default_factory=threading.Event)
    interrupted: Interrupted = field(default_factory=Interrupted)

    def __post_init__(self) -> None:
        self.alibaba = AlibabaClient(self.config.alicloud, self.config.max_parallel)
        self._slots = threading.BoundedSemaphore(self.config.max_parallel)

    def check(
        self, resource: AnyResource, urn: Urn, old: Mapping[str, Any], new: Properties, seed: bytes
    ) -> tuple[Properties, list[Fault]]:
        """Inputs with defaults in normal form, or every fault."""
        values = dict(new.values)
        faults = self._fill_in(resource, urn, old, values, seed)
        model, found = validate(resource.Args, values, new.secrets)
        faults += [fault for fault in found if fault.path not in {each.path for each in faults}]
        if not faults:
            faults += self._credentials_faults(resource, values)
        inputs = values if model is None else dump(model)
        return Properties(inputs, new.secrets | _declared_secrets(resource.Args)), faults

    def diff(self, resource: AnyResource, urn: Urn, old: Mapping[str, Any], new: Mapping[str, Any]) -> Diff:
        """What differs between the old inputs and the new ones."""
        changes = self._changes(resource, old, new)
        changed = {change.field for change in changes}
        replaces = any(change.replaces for change in changes)
        # The engine checks the inputs of a replacement without the old ones: an automatic name will be another.
        changed |= _automatic_names(resource, urn, old)
        return Diff(changes, replaces and resource.deletes_first(old, new, frozenset(changed)))

    def create(self, resource: AnyResource, urn: Urn, inputs: Properties, timeout: float | None, tell: "Tell") -> Found:
        """Create it, or go on with what an interrupted creation left.

        Raises:
            LifecycleError: nothing was made.
            InitFailed: it was made, but could not be set up.
        """
        args = self._args(resource, inputs.values)
        ctx = self._context(resource, urn, inputs.values, timeout, tell)
        hidden = _secret_texts(resource, inputs)
        with self._slot(), _named("creating", resource, urn.name, hidden):
            left = self._interrupted(resource, ctx, args, inputs.values)
            id = left or resource.create(ctx, args)
        with self._slot():
            try:
                with _named("setting up", resource, f"{urn.name}, {id}", hidden):
                    resource.settle(ctx, id, args)
                state = self._read_back(resource, ctx, id, args, None, hidden)
                if left is not None:
                    state = self._catch_up(resource, ctx, id, args, inputs, state, hidden)
            except LifecycleError as error:
                self._abandon(resource, ctx, id, hidden)
                raise InitFailed(id, inputs, inputs, error) from error
        return self._found(resource, id, state, inputs.values, inputs.secrets)

    def read(
        self, resource: AnyResource, urn: Urn, id: str, state: Properties, inputs: Properties, tell: "Tell"
    ) -> Found | None:
        """What is there now, or ``None`` when what was known is gone.

        Raises:
            LifecycleError: nothing was known and there is nothing: the id of an import or a look-up is wrong.
        """
        prior = self._known_state(resource, state.values)
        declared: dict[str, Any] | None = inputs.values or None
        region = state.values.get("region") or inputs.values.get("region")
        if prior is None and declared is None:
            id, region = resource.import_id(id, region)
        ctx = self._context(resource, urn, {"region": region}, None, tell)
        verb: Verb = "importing" if declared is None else "reading"
        with self._slot(), _named(verb, resource, id, _secret_texts(resource, state, inputs)):
            found = self._read(resource, ctx, id, prior)
            if found is None and prior is None and declared is None:
                raise PluginError(_missing(resource, id, ctx.region))
        if found is None:
            return None
        return self._found(resource, id, found, declared, state.secrets | inputs.secrets)

    def update(
        self,
        resource: AnyResource,
        urn: Urn,
        id: str,
        state: Properties,
        old_inputs: Mapping[str, Any],
        inputs: Properties,
        timeout: float | None,
        tell: "Tell",
    ) -> Found:
        """Change what differs; finish first what a failed creation left undone.

        Raises:
            LifecycleError: a call failed; the state stays as it was and the next update does the rest.
            InitFailed: the resource still cannot be set up.
        """
        args = self._args(resource, inputs.values)
        ctx = self._context(resource, urn, inputs.values, timeout, tell)
        old = self._known_state(resource, state.values)
        hidden = _secret_texts(resource, state, inputs)
        with self._slot():
            if old is None:
                old, old_inputs = self._finish(resource, ctx, id, args, inputs, hidden)
            read = self._change(resource, ctx, id, args, inputs, old, old_inputs, hidden)
        return self._found(resource, id, read, inputs.values, inputs.secrets)

    def preview_update(
        self, resource: AnyResource, state: Properties, old_inputs: Mapping[str, Any], inputs: Properties
    ) -> Properties:
        """The state after an update, as far as it is known now: outputs that may change are unknown."""
        changed = {change.field for change in compare(resource.Args, old_inputs, inputs.values)}
        values = dict(inputs.values)
        for wire, spec in specs(resource.State).items():
            if wire in values:
                continue
            moves = spec.marker(ChangesWith)
            if moves is not None and changed.intersection(moves.fields):
                values[wire] = UNKNOWN
            elif wire not in specs(resource.Args) or spec.name not in changed:
                values[wire] = state.values.get(wire)
        return Properties({**values, **resource.known_outputs(inputs.values)}, state.secrets | inputs.secrets)

    def delete(
        self, resource: AnyResource, urn: Urn, id: str, state: Properties, timeout: float | None, tell: "Tell"
    ) -> None:
        """Delete it; gone already is done."""
        known = lenient(
            resource.State, {wire: value for wire, value in state.values.items() if wire in specs(resource.State)}
        )
        ctx = self._context(resource, urn, state.values, timeout, tell)
        with self._slot(), _named("deleting", resource, id, _secret_texts(resource, state)):
            try:
                resource.delete(ctx, id, known)
            except Exception as error:
                if not resource.is_gone(error):
                    raise

    # --- parts ------------------------------------------------------------------------------------------------------

    def _fill_in(
        self, resource: AnyResource, urn: Urn, old: Mapping[str, Any], values: dict[str, Any], seed: bytes
    ) -> list[Fault]:
        declared, faults = specs(resource.Args), []
        if "region" in declared and values.get("region") is None:
            values["region"] = self._account_of(resource).default_region
            if values["region"] is None:
                where = {
                    "aws": "in the provider's configuration (privateapi:region), or in AWS_REGION",
                    "alicloud": "in the provider's configuration (privateapi:alicloud.region), or in ALICLOUD_REGION",
                }
                faults.append(Fault("region", f"there is no Region; set it here, {where[resource.provided_by]}"))
        tags = values.get("tags")
        if "tags" in declared and self.config.default_tags and (tags is None or isinstance(tags, dict)):
            values["tags"] = {**self.config.default_tags, **(tags or {})}
        for wire, spec in declared.items():
            auto = spec.marker(AutoName)
            if auto is not None and values.get(wire) is None:
                values[wire] = old.get(wire) or _auto_name(urn.name, auto, seed)
        resource.complete_inputs(urn.name, values)
        return faults

    def _account_of(self, resource: AnyResource) -> Clients | AlibabaClient:
        return self.alibaba if resource.provided_by == "alicloud" else self.clients

    def _credentials_faults(self, resource: AnyResource, values: Mapping[str, Any]) -> list[Fault]:
        region = values.get("region")
        if self.config.skip_credentials_check or not isinstance(region, str):
            return []
        try:
            self._account_of(resource).account(region)
        except RegionError as error:
            return [Fault("region", str(error))]
        return []

    def _args(self, resource: AnyResource, values: Mapping[str, Any]) -> Args:
        model, faults = validate(resource.Args, values)
        if model is None:
            # The engine checks again before it creates, so this is a provider used without a check.
            raise ConfigurationError(faults)
        return model

    def _context(
        self, resource: AnyResource, urn: Urn, values: Mapping[str, Any], timeout: float | None, tell: "Tell"
    ) -> Context:
        region = values.get("region")
        if resource.is_global or not isinstance(region, str):
            region = self._account_of(resource).default_region or GLOBAL_REGION
        return Context(
            urn=urn,
            clients=self.clients,
            alibaba=self.alibaba,
            region=region,
            interrupted=self.interrupted,
            cancelled=self.cancelled,
            timeout=timeout or None,
            warn=tell.warning,
            status=tell.status,
        )

    @contextmanager
    def _slot(self) -> Iterator[None]:
        with self._slots:
            yield

    def _interrupted(self, resource: AnyResource, ctx: Context, args: Args, inputs: Mapping[str, Any]) -> str | None:
        id = resource.find_interrupted(ctx, args)
        state = None if id is None else self._read(resource, ctx, id, None)
        if id is None or state is None:
            return None
        if any(change.replaces for change in self._changes(resource, _left(resource, ctx.urn, state, inputs), inputs)):
            # The program was changed since; nothing knows of it but its mark.
            resource.delete(ctx, id, state)
            ctx.warn(f"deleted {id}, which an interrupted creation left with other inputs than now")
            return None
        ctx.warn(f"going on with {id}, which an interrupted creation left")
        return id

    def _catch_up(
        self,
        resource: AnyResource,
        ctx: Context,
        id: str,
        args: Args,
        inputs: Properties,
        state: State,
        hidden: frozenset[str],
    ) -> State:
        """Change in place what the program says otherwise than it did when the creation was interrupted."""
        left = _left(resource, ctx.urn, state, inputs.values)
        if not self._changes(resource, left, inputs.values):
            return state
        return self._change(resource, ctx, id, args, inputs, state, left, hidden)

    def _change(
        self,
        resource: AnyResource,
        ctx: Context,
        id: str,
        args: Args,
        inputs: Properties,
        old: State,
        old_inputs: Mapping[str, Any],
        hidden: frozenset[str],
    ) -> State:
        changed = frozenset(change.field for change in self._changes(resource, old_inputs, inputs.values))
        if changed:
            with _named("updating", resource, id, hidden):
                resource.update(ctx, id, old, args, changed)
        return self._read_back(resource, ctx, id, args, old, hidden)

    def _changes(self, resource: AnyResource, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
        refused = resource.also_replaces(old, new)
        return [
            replace(change, replaces=change.replaces or change.field in refused)
            for change in compare(resource.Args, old, new)
        ]

    def _read(self, resource: AnyResource, ctx: Context, id: str, prior: State | None) -> State | None:
        try:
            found: State | None = resource.read(ctx, id, prior)
        except Exception as error:
            if resource.is_gone(error):
                return None
            raise
        return found

    def _read_back(
        self, resource: AnyResource, ctx: Context, id: str, args: Args, prior: State | None, hidden: frozenset[str]
    ) -> State:
        with _named("reading", resource, id, hidden):
            asked = dump(args)
            outputs = {} if prior is None else dump(prior)
            for wire in specs(resource.Args):
                outputs.pop(wire, None)
            # What the cloud never gives back is what the program says now, not what it said before.
            known = lenient(resource.State, {**outputs, **asked})
            # AWS answers from several servers: for a while some do not know what another has just made.
            found = waiting.appears(lambda: self._read(resource, ctx, id, known), ctx.cancelled, APPEARS)
            if found is None:
                raise WaitError("it is gone, though it was just created or changed")
        return found

    def _finish(
        self, resource: AnyResource, ctx: Context, id: str, args: Args, inputs: Properties, hidden: frozenset[str]
    ) -> tuple[State, dict[str, Any]]:
        try:
            with _named("setting up", resource, f"{ctx.urn.name}, {id}", hidden):
                resource.settle(ctx, id, args)
            state = self._read_back(resource, ctx, id, args, None, hidden)
        except LifecycleError as error:
            raise InitFailed(id, inputs, inputs, error) from error
        return state, _made(resource, state, inputs.values)

    def _abandon(self, resource: AnyResource, ctx: Context, id: str, hidden: frozenset[str]) -> None:
        try:
            with _named("setting up", resource, f"{ctx.urn.name}, {id}", hidden):
                resource.abandon(ctx, id)
        except LifecycleError as error:
            ctx.warn(f"{error}; the mark of its creation stays on it")

    def _known_state(self, resource: AnyResource, values: Mapping[str, Any]) -> State | None:
        """The old state, or ``None`` when it holds inputs only, as a failed creation leaves it."""
        outputs = specs(resource.State).keys() - specs(resource.Args).keys()
        if all(absent(values.get(wire)) for wire in outputs):
            return None
        return lenient(resource.State, {wire: value for wire, value in values.items() if wire in specs(resource.State)})

    def _found(
        self,
        resource: AnyResource,
        id: str,
        state: State,
        declared: Mapping[str, Any] | None,
        secrets: frozenset[str],
    ) -> Found:
        values = dump(state)
        hidden = secrets | _declared_secrets(resource.Args) | _declared_secrets(resource.State)
        return Found(
            id,
            Properties(values, hidden),
            Properties(declared_inputs(resource.Args, values, declared), hidden),
        )


def _missing(resource: AnyResource, id: str, region: str) -> str:
    if resource.is_global:
        return f"{id} does not exist"
    if resource.provided_by == "alicloud":
        return f"{id} does not exist in {region}, with which the id begins"
    return f"{id} does not exist in {region}; where it is in another Region, name that: {id}@eu-west-1, for example"


@dataclass(frozen=True, slots=True)
class Tell:
    """Where messages to the user go."""

    warning: Callable[[str], None]
    status: Callable[[str], None]


@contextmanager
def _named(verb: Verb, resource: AnyResource, name: str, hidden: Collection[str]) -> Iterator[None]:
    try:
        yield
    except LifecycleError:
        raise
    except Exception as error:
        if not is_expected(error):
            log.exception("%s %s (%s)", verb, resource.noun, name)
        raise LifecycleError(verb, resource.noun, name, error, hidden) from error


def _made(resource: AnyResource, state: State, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs that a thing in the cloud stands for, seen by a program that declares ``inputs``."""
    return declared_inputs(resource.Args, dump(state), inputs)


def _left(resource: AnyResource, urn: Urn, state: State, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of what an interrupted creation left; its automatic name was another and stays."""
    automatic = _automatic_names(resource, urn, inputs)
    names = {wire: inputs[wire] for wire, spec in specs(resource.Args).items() if spec.name in automatic}
    return {**_made(resource, state, inputs), **names}


@functools.cache
def _declared_secrets(model: type[Args] | type[State]) -> frozenset[str]:
    return frozenset(wire for wire in specs(model) if holds_secret(model, wire))


def _secret_texts(resource: AnyResource, *given: Properties) -> frozenset[str]:
    """What must not be read in an error; texts of less than four characters would make it unreadable."""
    declared = _declared_secrets(resource.State)
    return frozenset(
        text
        for properties in given
        for wire, value in properties.values.items()
        if wire in properties.secrets or wire in declared
        for text in _texts(value)
        if len(text) >= 4
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)


def _auto_name(name: str, auto: AutoName, seed: bytes) -> str:
    stem = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").removeprefix(auto.never_begins) or "r"
    if not auto.suffix:
        return stem[: auto.max_length].rstrip("-")
    suffix = hashlib.sha256(seed + name.encode()).hexdigest()[:7]
    return f"{stem[: auto.max_length - 8].rstrip('-')}-{suffix}"


def _automatic_names(resource: AnyResource, urn: Urn, inputs: Mapping[str, Any]) -> set[str]:
    """The inputs (snake_case) whose random name this plugin chose, told by its form."""
    found = set()
    for wire, spec in specs(resource.Args).items():
        auto, name = spec.marker(AutoName), inputs.get(wire)
        if auto is not None and auto.suffix and isinstance(name, str) and re.fullmatch("[0-9a-f]{7}", name[-7:]):
            if name[:-7] == _auto_name(urn.name, auto, b"")[:-7]:
                found.add(spec.name)
    return found
