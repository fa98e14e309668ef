"""The plugin as the engine sees it: its real gRPC servicer in this process, spoken to with plain dictionaries."""

import itertools
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from privateapi.provider.server import PRIVATEAPI, Package, serve
from privateapi.provider.values import UNKNOWN, decode, encode

_NUMBERS = itertools.count(1)


class Refused(Exception):
    """The plugin answered a call with an error: its text, and the id and properties of a half-made resource."""

    def __init__(self, error: grpc.RpcError) -> None:
        super().__init__(error.details())
        self.text: str = error.details()
        self.code = error.code()
        self.id: str | None = None
        self.properties: dict[str, Any] = {}
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                status = status_pb2.Status.FromString(value)
                detail = provider_pb2.ErrorResourceInitFailed()
                if status.details and status.details[0].Unpack(detail):
                    self.id = detail.id
                    self.properties = decode(detail.properties).values


@dataclass
class Kept:
    """What the engine would keep of a resource."""

    urn: str
    id: str
    inputs: dict[str, Any]
    state: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.state[name]


@dataclass
class Difference:
    """Answer of Diff: changed paths by kind, what replaces, and the order of a replacement."""

    kinds: dict[str, str]
    replaces: list[str]
    delete_first: bool

    def __bool__(self) -> bool:
        return bool(self.kinds)


@dataclass
class Plugin:
    """A configured plugin; ``secrets`` of the last answer are the names marked secret in it."""

    stub: Any
    region: str
    secrets: frozenset[str] = frozenset()
    made: list[Kept] = field(default_factory=list)

    def configure(self, **config: Any) -> None:
        encoded = {name: value if isinstance(value, str) else json.dumps(value) for name, value in config.items()}
        call(self.stub.Configure, provider_pb2.ConfigureRequest(args=encode(encoded), acceptSecrets=True))

    def check(self, urn: str, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The checked inputs; a fault is an AssertionError with every reason."""
        inputs, faults = self.faults(urn, news, olds)
        assert not faults, faults
        return inputs

    def faults(
        self, urn: str, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The checked inputs, and the reasons by property path."""
        answer = call(
            self.stub.Check,
            provider_pb2.CheckRequest(urn=urn, news=encode(news), olds=encode(olds or {}), randomSeed=b"seed" * 8),
        )
        decoded = decode(answer.inputs)
        self.secrets = decoded.secrets
        return decoded.values, reasons(answer.failures)

    def diff(self, kept: Kept, news: Mapping[str, Any]) -> Difference:
        answer = call(
            self.stub.Diff,
            provider_pb2.DiffRequest(
                id=kept.id, urn=kept.urn, olds=encode(kept.state), old_inputs=encode(kept.inputs), news=encode(news)
            ),
        )
        kind = provider_pb2.PropertyDiff.Kind
        kinds = {path: kind.Name(change.kind) for path, change in answer.detailedDiff.items()}
        some = answer.changes == provider_pb2.DiffResponse.DIFF_SOME
        assert some == bool(kinds) and sorted(answer.diffs) == sorted({p.split(".")[0].split("[")[0] for p in kinds})
        return Difference(kinds, list(answer.replaces), answer.deleteBeforeReplace)

    def preview_create(self, urn: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        answer = call(self.stub.Create, provider_pb2.CreateRequest(urn=urn, properties=encode(inputs), preview=True))
        assert answer.id == "", "an id in a preview is taken for a real one"
        return decode(answer.properties).values

    def create(self, token: str, news: Mapping[str, Any], name: str | None = None, timeout: float = 0) -> Kept:
        """Check and create; it is deleted at the end of the test."""
        urn = urn_of(token, name or f"r{next(_NUMBERS)}")
        inputs = self.check(urn, news)
        try:
            answer = call(
                self.stub.Create, provider_pb2.CreateRequest(urn=urn, properties=encode(inputs), timeout=timeout)
            )
        except Refused as refused:
            if refused.id:
                self.made.append(Kept(urn, refused.id, inputs, refused.properties))
            raise
        decoded = decode(answer.properties)
        self.secrets = decoded.secrets
        kept = Kept(urn, answer.id, inputs, decoded.values)
        self.made.append(kept)
        return kept

    def preview_update(self, kept: Kept, news: Mapping[str, Any]) -> dict[str, Any]:
        return self._update(kept, self.check(kept.urn, news, kept.inputs), preview=True)

    def update(self, kept: Kept, news: Mapping[str, Any]) -> Kept:
        inputs = self.check(kept.urn, news, kept.inputs)
        kept.state = self._update(kept, inputs, preview=False)
        kept.inputs = inputs
        return kept

    def _update(self, kept: Kept, inputs: Mapping[str, Any], preview: bool) -> dict[str, Any]:
        answer = call(
            self.stub.Update,
            provider_pb2.UpdateRequest(
                id=kept.id,
                urn=kept.urn,
                olds=encode(kept.state),
                old_inputs=encode(kept.inputs),
                news=encode(inputs),
                preview=preview,
            ),
        )
        return decode(answer.properties).values

    def refresh(self, kept: Kept) -> Kept | None:
        """What is there now, or ``None``."""
        answer = call(
            self.stub.Read,
            provider_pb2.ReadRequest(
                id=kept.id, urn=kept.urn, properties=encode(kept.state), inputs=encode(kept.inputs)
            ),
        )
        return self._read(kept.urn, answer)

    def import_(self, token: str, id: str) -> Kept | None:
        """Read by id alone, as `pulumi import` does; ``None`` when the plugin says that there is none."""
        urn = urn_of(token, "imported")
        try:
            answer = call(self.stub.Read, provider_pb2.ReadRequest(id=id, urn=urn))
        except Refused as refused:
            if f"{id.partition('@')[0]} does not exist" not in refused.text:
                raise
            return None
        return self._read(urn, answer)

    def _read(self, urn: str, answer: Any) -> Kept | None:
        if not answer.id:
            return None
        decoded = decode(answer.properties)
        self.secrets = decoded.secrets
        return Kept(urn, answer.id, decode(answer.inputs).values, decoded.values)

    def delete(self, kept: Kept, timeout: float = 0.0) -> None:
        """Delete it; ``timeout`` is its custom timeout in seconds."""
        if kept in self.made:
            self.made.remove(kept)
        call(
            self.stub.Delete,
            provider_pb2.DeleteRequest(
                id=kept.id,
                urn=kept.urn,
                properties=encode(kept.state),
                old_inputs=encode(kept.inputs),
                timeout=timeout,
            ),
        )

    def clean_up(self) -> None:
        """Delete what the test made, the last first."""
        for kept in reversed(list(self.made)):
            self.delete(kept)


def reasons(failures: Sequence[Any]) -> dict[str, str]:
    """The reasons of check failures by property path, which is in the reason when the engine would show the value."""
    split = (failure.reason.partition(": ") for failure in failures)
    return {
        failure.property or path: failure.reason if failure.property else reason
        for failure, (path, _, reason) in zip(failures, split, strict=True)
    }


def call(method: Any, request: Any) -> Any:
    """Call the plugin; its errors are :class:`Refused`."""
    try:
        return method(request, timeout=120)
    except grpc.RpcError as error:
        raise Refused(error) from None


def urn_of(token: str, name: str, parent: str = "") -> str:
    """A URN; ``parent`` is the type of a component above it."""
    return f"urn:pulumi:test::private-apis::{parent + '$' if parent else ''}{token}::{name}"


@contextmanager
def plugin(endpoint: str, region: str = "us-east-1", **config: Any) -> Iterator[Plugin]:
    """A plugin that speaks to the sandbox at ``endpoint``."""
    with serving(PRIVATEAPI, region) as configured, variables(CREDENTIALS):
        configured.configure(region=region, endpoint=endpoint, **config)
        yield configured


@contextmanager
def serving(package: Package[Any], region: str) -> Iterator[Plugin]:
    """A plugin of a package, not configured yet."""
    server, port = serve(package=package)
    channel = grpc.insecure_channel(f"127.0.0.1:{port}")
    try:
        yield Plugin(provider_pb2_grpc.ResourceProviderStub(channel), region)
    finally:
        channel.close()
        server.stop(None).wait()


@contextmanager
def variables(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables of this process's environment for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


CREDENTIALS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_EC2_METADATA_DISABLED": "true"}

__all__ = [
    "UNKNOWN",
    "Difference",
    "Kept",
    "Plugin",
    "Refused",
    "call",
    "plugin",
    "reasons",
    "serving",
    "urn_of",
    "variables",
]
