"""The gRPC server of a pack: Pulumi's Analyzer protocol, with the SDK's generated stubs.

The servicer is written on the stubs and not on `pulumi_policy` (1.21.0), which rebuilds every resource up to four times
for each pack, in classes that have to be taken apart again: with four packs 2.4 ms for each resource. Here a resource
is decoded once with its inputs and once with the stack, and judged once for both levels.

The engine starts one pack after the other and waits for each until it has a port; the rest it asks of all at once. So
this module imports what a server needs, and what it needs to answer and to judge is imported meanwhile.
"""

from __future__ import annotations

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2

import privateapi
from privateapi.protocol import analyzer_pb2, analyzer_pb2_grpc, plugin_pb2
from privateapi.provider.serving import serve_until_parent_ends, started
from privateapi.readers.analyzer import properties_of
from privateapi.readers.resource import Plain

if TYPE_CHECKING:
    from privateapi.packs.pack import Pack
    from privateapi.provider.errors import Fault

# One judges, the other is free for Cancel.
_THREADS = 2
_ALL = "all"
_REMEDIATE = "/pulumirpc.Analyzer/Remediate"
_R = TypeVar("_R")

ADVISORY: Final = analyzer_pb2.ADVISORY
MANDATORY: Final = analyzer_pb2.MANDATORY
DISABLED: Final = analyzer_pb2.DISABLED
REMEDIATE: Final = analyzer_pb2.REMEDIATE


@dataclass(frozen=True, slots=True)
class _Policy:
    """A policy as the engine shows and configures it."""

    name: str
    description: str
    level: Any
    severity: str = ""
    """Which findings it reports; none, for a policy of single resources."""


class PackServicer(analyzer_pb2_grpc.AnalyzerServicer):
    """The engine's view of a pack: a policy for each level that a finding may have, and one for the remedies.

    More policies would say no more, for every message begins with the id of its rule.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        about = pack.description
        self._mandatory = _Policy(pack.name, f"{about}: what will fail.", MANDATORY, "mandatory")
        self._advisory = _Policy(f"{pack.name}-advice", f"{about}: what would be better.", ADVISORY, "advisory")
        self._remedies = _Policy(
            f"{pack.name}-remedies",
            f"{about}: safe changes, where the configuration says `remediate`.",
            DISABLED,
        )
        self._operation = ""
        self._levels: dict[str, Any] = {}
        self._properties: dict[str, dict[str, Any]] = {}
        self._inputs: dict[str, dict[str, Plain]] = {}

    @property
    def mends(self) -> bool:
        """Whether remedies are wanted."""
        return bool(self._pack.remedies) and self._level(self._remedies) == REMEDIATE

    # --- the plugin -------------------------------------------------------------------------------------------------

    def Handshake(self, request: Any, context: Any) -> Any:
        self._operation = request.engine_address
        return analyzer_pb2.AnalyzerHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version=privateapi.__version__)

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        from privateapi.packs.settings import settings_schema

        policies = {policy.name: _info(policy) for policy in self._policies}
        policies[self._mandatory.name].configSchema.properties.update(settings_schema())
        return analyzer_pb2.AnalyzerInfo(
            name=self._pack.name,
            version=privateapi.__version__,
            description=f"{self._pack.description}.",
            supportsConfig=True,
            policies=policies.values(),
        )

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    # --- configuration ----------------------------------------------------------------------------------------------

    def Configure(self, request: Any, context: Any) -> Any:
        given = request.policyConfig
        self._levels = {name: given[name].enforcementLevel for name in given}
        self._properties = {name: json_format.MessageToDict(given[name].properties) for name in given}
        return empty_pb2.Empty()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        return analyzer_pb2.AnalyzerStackConfigureResponse()

    # --- analysis ---------------------------------------------------------------------------------------------------

    def Remediate(self, request: Any, context: Any) -> Any:
        """The first remedy that changes the resource; all that it does not change goes back as it came."""
        return self._answer(context, lambda: self._mended(request)) if self.mends else analyzer_pb2.RemediateResponse()

    def Analyze(self, request: Any, context: Any) -> Any:
        """Keeps the inputs of a resource, as they are after all remedies; they are judged with the stack."""
        if self._enabled:
            self._inputs[request.urn] = self._answer(context, lambda: properties_of(request.properties))
        response = analyzer_pb2.AnalyzeResponse()
        if self._pack.remedies and self._level(self._remedies) != DISABLED:
            response.not_applicable.add(policy_name=self._remedies.name, reason="It changes, and reports nothing")
        return response

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """Judges the stack. The inputs are of this operation: the next one brings its own."""
        inputs, self._inputs = self._inputs, {}
        response = analyzer_pb2.AnalyzeResponse()
        if self._enabled:
            with _uncollected():
                response.diagnostics.extend(self._answer(context, lambda: list(self._judged(request, inputs))))
        return response

    # --- parts ------------------------------------------------------------------------------------------------------

    @property
    def _policies(self) -> list[_Policy]:
        return [*([self._remedies] if self._pack.remedies else []), self._mandatory, self._advisory]

    @property
    def _enabled(self) -> list[_Policy]:
        return [policy for policy in (self._mandatory, self._advisory) if self._level(policy) != DISABLED]

    def _level(self, policy: _Policy) -> Any:
        return self._levels.get(policy.name, policy.level)

    def _mended(self, request: Any) -> Any:
        response = analyzer_pb2.RemediateResponse()
        inputs = properties_of(request.properties)
        for remedy in self._pack.remedies:
            changed = remedy(request.type, inputs)
            if changed is not None:
                properties = struct_pb2.Struct()
                properties.CopyFrom(request.properties)
                properties.update(changed)
                response.remediations.add(properties=properties, **self._said_by(self._remedies))
                break
        return response

    def _judged(self, request: Any, inputs: Mapping[str, Mapping[str, Plain]]) -> Iterator[Any]:
        from privateapi.packs.settings import SETTINGS, PackSettings, SettingsError, parse_settings

        enabled = self._enabled
        faults = list(self._misplaced())
        settings = PackSettings()
        try:
            settings = parse_settings(self._properties.get(self._mandatory.name, {}))
        except SettingsError as error:
            faults += error.faults
        if faults:
            for fault in faults:
                text = f"{SETTINGS}: configuration of {self._pack.name}: {fault.path}: {fault.reason}"
                yield self._diagnostic(enabled[0], text)
            return
        from privateapi.packs.stack import judge_stack

        analysis = judge_stack(request.resources, inputs, self._pack.groups, settings, self._operation)
        # The engine shows what a pack writes on stderr with the stack.
        sys.stderr.write(f"{self._pack.name}: {analysis.summary}\n")
        for policy in enabled:
            for finding in analysis.findings:
                if finding.severity == policy.severity:
                    yield self._diagnostic(policy, finding.text, finding.resource)

    def _misplaced(self) -> Iterator[Fault]:
        """What was configured for no policy of the pack, or for one that has no settings."""
        from privateapi.packs.settings import unknown_name
        from privateapi.provider.errors import Fault

        known = [policy.name for policy in self._policies]
        for name, properties in sorted(self._properties.items()):
            # The engine's own word for every policy of a pack; it has a level only.
            if name not in (*known, _ALL):
                yield Fault(name, unknown_name(name, "policy", known))
            elif properties and name != self._mandatory.name:
                yield Fault(
                    name,
                    f"it has no settings, and {', '.join(map(repr, sorted(properties)))} is given; settings belong to "
                    f"{self._mandatory.name!r}",
                )

    def _diagnostic(self, policy: _Policy, text: str, urn: str = "") -> Any:
        level = self._level(policy)
        return analyzer_pb2.AnalyzeDiagnostic(
            message=f"{policy.description}\n{text}",
            urn=urn,
            # Only a resource's own policy can mend it.
            enforcementLevel=MANDATORY if level == REMEDIATE else level,
            **self._said_by(policy),
        )

    def _said_by(self, policy: _Policy) -> dict[str, Any]:
        return {
            "policyName": policy.name,
            "policyPackName": self._pack.name,
            "policyPackVersion": privateapi.__version__,
            "description": policy.description,
        }

    def _answer(self, context: Any, call: Callable[[], _R]) -> _R:
        """Run a call; of a fault the place is said, and not the text, which may have a secret in it."""
        try:
            return call()
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            text = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
            context.abort(grpc.StatusCode.INTERNAL, f"fault in policy pack {self._pack.name}: {text}; please report it")
            raise AssertionError("abort raises") from error  # pragma: no cover


def _info(policy: _Policy) -> Any:
    type = analyzer_pb2.POLICY_TYPE_STACK if policy.severity else analyzer_pb2.POLICY_TYPE_RESOURCE
    return analyzer_pb2.PolicyInfo(
        name=policy.name, description=policy.description, enforcementLevel=policy.level, policy_type=type
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would walk again and again through a model that only grows."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Unasked(grpc.ServerInterceptor):  # type: ignore[misc]
    """Leaves calls of Remediate to gRPC while no remedy is wanted, which is most of the time.

    The engine asks for every resource, and takes "not implemented" for no remedies (3.200.0). gRPC says so in half the
    time of an answer, and that time is most of what a resource costs.
    """

    def __init__(self, servicer: PackServicer) -> None:
        self._servicer = servicer

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        return None if details.method == _REMEDIATE and not self._servicer.mends else continuation(details)


def serve(pack: Pack) -> tuple[grpc.Server, int]:
    """Start the server of a pack; it and its port."""
    servicer = pack.servicer()
    return started(
        lambda server: analyzer_pb2_grpc.add_AnalyzerServicer_to_server(servicer, server),
        _THREADS,
        [_Unasked(servicer)],
    )


def main(pack: Pack) -> None:
    """Entry point of a pack: serve until the engine ends."""
    # What is imported stays. To look in it again and again for what may go takes a quarter of the time of the start.
    gc.disable()
    serve_until_parent_ends(lambda: _loading(pack))


def _loading(pack: Pack) -> tuple[grpc.Server, int]:
    """The server, and beside it what judging needs."""
    served = serve(pack)
    threading.Thread(target=_load, args=(pack.groups,), name=f"{pack.name}-load", daemon=True).start()
    return served


def _load(groups: Collection[str]) -> None:
    from privateapi.packs.stack import load

    try:
        load(groups)
    finally:
        gc.freeze()
        gc.enable()
