"""The gRPC server of the plugin: Pulumi's ResourceProvider protocol, with the SDK's generated stubs.

The servicer is written on the stubs and not on `pulumi.provider.experimental`, because that layer (pulumi 3.272.0)
drops old inputs, loses the id of a half-made resource, adds a traceback to every error, has no Attach, and runs
blocking calls in its only event loop.
"""

import argparse
import contextlib
import ctypes
import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NoReturn, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2

import privateapi
from privateapi.protocol import (
    engine_pb2,
    engine_pb2_grpc,
    plugin_pb2,
    provider_pb2,
    provider_pb2_grpc,
    status_pb2,
)
from privateapi.provider import registry
from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig, decode_config, parse_config_as, secrets_of
from privateapi.provider.context import Urn
from privateapi.provider.errors import (
    ConfigurationError,
    Fault,
    PluginError,
    describe,
    fault_in_plugin,
    is_expected,
)
from privateapi.provider.lifecycle import Found, InitFailed, Lifecycle, Tell
from privateapi.provider.model import Model, top_property
from privateapi.provider.resource import Resource
from privateapi.provider.serving import serve_until_parent_ends, started
from privateapi.provider.values import UNKNOWN, Properties, decode, encode

log = logging.getLogger("privateapi")
_THREADS = 128
"""Calls that wait for a slot of `maxParallel` hold a thread too; the engine itself is bounded by `--parallel`."""
_R = TypeVar("_R")
_Config = TypeVar("_Config", bound=Model)


@dataclass(frozen=True)
class Package(Generic[_Config]):
    """What a plugin serves: one Pulumi package."""

    version: str
    find: Callable[[str], Resource[Any, Any]]
    """The resource of a type token; raises PluginError."""
    schema: Callable[[], dict[str, Any]]
    declaration: type[_Config]
    """The provider's configuration as programs give it."""
    configure: Callable[[_Config], ProviderConfig]
    """What it means for the clouds' clients; raises ConfigurationError."""

    def config(self, values: Properties) -> ProviderConfig:
        """The configuration in force. Raises ConfigurationError."""
        return self.configure(parse_config_as(self.declaration, values.values, values.secrets))

    def decoded(self, struct: struct_pb2.Struct) -> dict[str, Any]:
        """The configuration as plain values. Raises ConfigurationError."""
        values = decode(struct)
        return decode_config(values.values, values.secrets, self.declaration)


def _schema() -> dict[str, Any]:
    from privateapi.provider.schema import package_schema  # only tools ask for it; a deployment does not pay for it

    return package_schema()


PRIVATEAPI = Package(
    version=privateapi.__version__,
    find=lambda token: registry.find(token),
    schema=_schema,
    declaration=ProviderConfig,
    configure=lambda config: config,
)


class ProviderServicer(provider_pb2_grpc.ResourceProviderServicer):
    """Pulumi's view of the plugin."""

    def __init__(self, engine_address: str | None = None, package: Package[Any] = PRIVATEAPI) -> None:
        self._package = package
        self._cancelled = threading.Event()
        self._lifecycle: Lifecycle | None = None
        self._engine = _Engine(engine_address) if engine_address else None

    # --- the plugin -------------------------------------------------------------------------------------------------

    def Handshake(self, request: Any, context: Any) -> Any:
        self._attach(request.engine_address)
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def Attach(self, request: Any, context: Any) -> Any:
        self._attach(request.address)
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=self._package.version)

    def GetSchema(self, request: Any, context: Any) -> Any:
        return self._answer(context, lambda: provider_pb2.GetSchemaResponse(schema=json.dumps(self._package.schema())))

    def Cancel(self, request: Any, context: Any) -> Any:
        self._cancelled.set()
        return empty_pb2.Empty()

    def GetMapping(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetMappingResponse()

    def GetMappings(self, request: Any, context: Any) -> Any:
        return provider_pb2.GetMappingsResponse()

    # --- configuration ----------------------------------------------------------------------------------------------

    def CheckConfig(self, request: Any, context: Any) -> Any:
        def check() -> Any:
            faults: list[Fault] = []
            config = decode(request.news)
            try:
                if UNKNOWN in config.values.values():
                    # What is missing may be among what a preview does not know yet.
                    parse_config_as(self._package.declaration, config.values, config.secrets)
                else:
                    self._package.config(config)
            except ConfigurationError as error:
                faults = error.faults
            given = Properties(config.values, config.secrets | secrets_of(self._package.declaration))
            return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(faults, given))

        return self._answer(context, check)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        """Resources carry their region themselves, so no change of the configuration replaces them."""

        def diff() -> Any:
            given = request.old_inputs if request.old_inputs.fields else request.olds
            old, new = self._package.decoded(given), self._package.decoded(request.news)
            changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
            return provider_pb2.DiffResponse(
                changes=provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE,
                diffs=changed,
            )

        return self._answer(context, diff)

    def Configure(self, request: Any, context: Any) -> Any:
        def configure() -> Any:
            config = self._package.config(decode(request.args))
            # An attached plugin serves one run of the engine after another: the cancel of one is not the next one's.
            self._cancelled = threading.Event()
            self._lifecycle = Lifecycle(config, Clients(config), self._cancelled)
            return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

        return self._answer(context, configure)

    # --- resources --------------------------------------------------------------------------------------------------

    def Check(self, request: Any, context: Any) -> Any:
        def check() -> Any:
            urn = Urn(request.urn)
            inputs, faults = self._configured.check(
                self._package.find(urn.type), urn, decode(request.olds).values, decode(request.news), request.randomSeed
            )
            return provider_pb2.CheckResponse(inputs=_struct(inputs), failures=_failures(faults, inputs))

        return self._answer(context, check)

    def Diff(self, request: Any, context: Any) -> Any:
        def diff() -> Any:
            old = decode(request.old_inputs if request.old_inputs.fields else request.olds).values
            urn = Urn(request.urn)
            found = self._configured.diff(self._package.find(urn.type), urn, old, decode(request.news).values)
            kinds = provider_pb2.PropertyDiff.Kind
            return provider_pb2.DiffResponse(
                changes=provider_pb2.DiffResponse.DIFF_SOME if found.changes else provider_pb2.DiffResponse.DIFF_NONE,
                replaces=sorted({top_property(change.path) for change in found.changes if change.replaces}),
                diffs=sorted({top_property(change.path) for change in found.changes}),
                detailedDiff={
                    change.path: provider_pb2.PropertyDiff(
                        kind=kinds.Value(f"{change.kind}_REPLACE" if change.replaces else change.kind), inputDiff=True
                    )
                    for change in found.changes
                },
                hasDetailedDiff=True,
                deleteBeforeReplace=found.delete_first,
            )

        return self._answer(context, diff)

    def Create(self, request: Any, context: Any) -> Any:
        def create() -> Any:
            urn, inputs = Urn(request.urn), decode(request.properties)
            resource = self._package.find(urn.type)
            if request.preview:
                # Outputs that are left out count as unknown; an id would be taken for a real one (pulumi#5728).
                known = {**inputs.values, **resource.known_outputs(inputs.values)}
                return provider_pb2.CreateResponse(properties=_struct(Properties(known, inputs.secrets)))
            made = self._configured.create(resource, urn, inputs, request.timeout or None, self._tell(urn))
            return provider_pb2.CreateResponse(id=made.id, properties=_struct(made.state))

        return self._answer(context, create)

    def Read(self, request: Any, context: Any) -> Any:
        def read() -> Any:
            urn = Urn(request.urn)
            found: Found | None = self._configured.read(
                self._package.find(urn.type),
                urn,
                request.id,
                decode(request.properties),
                decode(request.inputs),
                self._tell(urn),
            )
            if found is None:
                return provider_pb2.ReadResponse()
            return provider_pb2.ReadResponse(id=found.id, properties=_struct(found.state), inputs=_struct(found.inputs))

        return self._answer(context, read)

    def Update(self, request: Any, context: Any) -> Any:
        def update() -> Any:
            urn, state, inputs = Urn(request.urn), decode(request.olds), decode(request.news)
            resource = self._package.find(urn.type)
            old_inputs = decode(request.old_inputs).values if request.old_inputs.fields else state.values
            if request.preview:
                after = self._configured.preview_update(resource, state, old_inputs, inputs)
                return provider_pb2.UpdateResponse(properties=_struct(after))
            changed = self._configured.update(
                resource, urn, request.id, state, old_inputs, inputs, request.timeout or None, self._tell(urn)
            )
            return provider_pb2.UpdateResponse(properties=_struct(changed.state))

        return self._answer(context, update)

    def Delete(self, request: Any, context: Any) -> Any:
        def delete() -> Any:
            urn = Urn(request.urn)
            self._configured.delete(
                self._package.find(urn.type),
                urn,
                request.id,
                decode(request.properties),
                request.timeout or None,
                self._tell(urn),
            )
            return empty_pb2.Empty()

        return self._answer(context, delete)

    # --- what the protocol has and this plugin has not --------------------------------------------------------------

    def Construct(self, request: Any, context: Any) -> Any:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "components are Python classes: import them from `components`")

    def Call(self, request: Any, context: Any) -> Any:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "the resources of this plugin have no methods")

    def Invoke(self, request: Any, context: Any) -> Any:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, f"there is no function {request.tok!r} in this plugin")

    # --- parts ------------------------------------------------------------------------------------------------------

    @property
    def _configured(self) -> Lifecycle:
        if self._lifecycle is None:
            raise PluginError("the provider is not configured yet")
        return self._lifecycle

    def _attach(self, address: str) -> None:
        # An attached plugin is told the address of every engine that comes.
        if address and (self._engine is None or self._engine.address != address):
            self._engine = _Engine(address)

    def _tell(self, urn: Urn) -> Tell:
        engine = self._engine
        if engine is None:
            return Tell(log.warning, log.info)
        return Tell(lambda text: engine.log(urn, text, warning=True), lambda text: engine.log(urn, text, warning=False))

    def _answer(self, context: Any, call: Callable[[], _R]) -> _R:
        """Run a call; known errors reach the user as their text alone, unknown ones ask for a report."""
        try:
            return call()
        except InitFailed as error:
            _abort_init_failed(context, error)
        except PluginError as error:
            log.debug("refused", exc_info=error)
            context.abort(grpc.StatusCode.UNKNOWN, str(error))
        except Exception as error:
            if is_expected(error):
                log.debug("refused", exc_info=error)
                context.abort(grpc.StatusCode.UNKNOWN, describe(error))
            log.exception("fault in the plugin")
            context.abort(grpc.StatusCode.INTERNAL, fault_in_plugin(error))
        raise AssertionError("abort raises")  # pragma: no cover


class _Engine:
    """The engine's log: warnings and the resource's line in the display."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def log(self, urn: Urn, text: str, *, warning: bool) -> None:
        request = engine_pb2.LogRequest(
            severity=engine_pb2.WARNING if warning else engine_pb2.INFO,
            message=text,
            urn=urn.text,
            ephemeral=not warning,
        )
        try:
            self._stub.Log(request, timeout=5)
        except grpc.RpcError as error:
            log.info("the engine does not take messages: %s", error)


def _struct(properties: Properties) -> struct_pb2.Struct:
    return encode(properties.values, properties.secrets)


def _failures(faults: list[Fault], given: Properties) -> list[provider_pb2.CheckFailure]:
    return [_failure(fault, given) for fault in faults]


def _failure(fault: Fault, given: Properties) -> provider_pb2.CheckFailure:
    # The engine (3.200.0) shows the whole value of the property that a failure names, secrets included, and "<nil>"
    # for a path into one: those are named in the reason.
    named = fault.path not in given.secrets and fault.path == top_property(fault.path)
    if named and not isinstance(given.values.get(fault.path), dict | list):
        return provider_pb2.CheckFailure(property=fault.path, reason=fault.reason)
    return provider_pb2.CheckFailure(reason=f"{fault.path}: {fault.reason}")


def _abort_init_failed(context: Any, error: InitFailed) -> NoReturn:
    detail = provider_pb2.ErrorResourceInitFailed(
        id=error.id, properties=_struct(error.state), inputs=_struct(error.inputs), reasons=[str(error.reason)]
    )
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=str(error.reason))
    status.details.add().Pack(detail)
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()),))
    context.abort(grpc.StatusCode.UNKNOWN, str(error.reason))
    raise AssertionError("abort raises")  # pragma: no cover


def serve(engine_address: str | None = None, package: Package[Any] = PRIVATEAPI) -> tuple[grpc.Server, int]:
    """Start the server on a free port of the loopback interface."""
    servicer = ProviderServicer(engine_address, package)
    return started(lambda server: provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server), _THREADS)


def main(package: Package[Any] = PRIVATEAPI) -> None:
    """Entry point of a plugin: serve until the engine ends. What would still be made then is found by its mark."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine_address", nargs="?")
    options, _ = parser.parse_known_args()
    # Only this plugin's own log: botocore's would show requests, and secrets in them.
    logging.basicConfig(stream=sys.stderr, level=logging.CRITICAL, format="%(name)s %(levelname)s %(message)s")
    level = logging.getLevelNamesMapping().get(os.environ.get("PRIVATEAPI_LOG", "").upper(), logging.CRITICAL)
    log.setLevel(level)
    _share_heaps()
    serve_until_parent_ends(lambda: serve(options.engine_address, package))


def _share_heaps() -> None:
    """Two heaps for all threads: glibc gives each its own, and a hundred that mostly wait hold on to 10 MB and more."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, 2)


_M_ARENA_MAX = -8  # malloc.h
