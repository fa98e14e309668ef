"""Runs a policy pack in this process, as the engine does: a test harness for packs, also for those of others.

    from privateapi.packs.testing import Resource, run

    vpc = Resource("aws:ec2/vpc:Vpc", "hub", {"cidrBlock": "10.0.0.0/8"})
    subnet = Resource("aws:ec2/subnet:Subnet", "a", {"vpcId": vpc.output("id"), "cidrBlock": "10.0.0.0/24"})
    assert run(policies, [vpc, subnet]).refused

The policies get what they get from the engine and not what a hand-made argument has: proxies that are neither lists nor
dictionaries, floats for all numbers, unknown values that raise, plain secrets, property dependencies. The harness
drives the servicer that the SDK serves over gRPC (pulumi_policy 1.21.0), without gRPC and without an engine. A pack
that has a servicer of its own for the engine's protocol, as those of this project, is given as that servicer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi_policy import EnforcementLevel, Policy
from pulumi_policy.policy import _PolicyAnalyzerServicer

from privateapi.protocol import analyzer_pb2, analyzer_pb2_grpc
from privateapi.readers.resource import SECRET_SIGNATURE, SIGNATURE

# What an unknown value of a program in Python is sent as, whatever its type.
_UNKNOWN_TEXT: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


@dataclass(frozen=True)
class Unknown:
    """A value that the engine does not know yet, computed from an output of `source`, or from nothing it tells."""

    source: Resource | None = None
    name: str = ""


@dataclass(frozen=True)
class Secret:
    """A value that the program made secret."""

    value: Any


UNKNOWN: Final = Unknown()


def secret(value: Any) -> Secret:
    """A secret value, as `pulumi.Output.secret` makes one."""
    return Secret(value)


@dataclass(eq=False)
class Resource:
    """A resource as a program registers it.

    `inputs` are by wire name, and may hold `UNKNOWN`, `secret(…)` and `other.output(…)`, also inside lists and maps.
    `outputs` are what the resource has beside its inputs after the operation: of a new one in a preview nothing, of a
    component all that it registers. `provider` are the inputs of its provider; None for a component.
    """

    type: str
    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    component: bool = False
    parent: Resource | None = None
    depends_on: Sequence[Resource] = ()
    provider: Mapping[str, Any] | None = field(default_factory=dict)
    additional_secret_outputs: Sequence[str] = ()

    def output(self, name: str = "id") -> Any:
        """An output, to be used as an input of another resource: unknown unless `outputs` has it."""
        return Known(self, self.outputs[name]) if name in self.outputs else Unknown(self, name)

    @property
    def urn(self) -> str:
        """The URN in project `test`, stack `dev`; a child's has the types of the components around it."""
        types = [self.type]
        above = self.parent
        while above is not None:
            types.insert(0, above.type)
            above = above.parent
        return f"urn:pulumi:dev::test::{'$'.join(types)}::{self.name}"


@dataclass(frozen=True)
class Known:
    """A known output of another resource, which is still remembered as the value's source."""

    source: Resource
    value: Any


@dataclass(frozen=True)
class Diagnostic:
    """What a policy reported. `resource` is the name of the resource, empty for the stack."""

    policy: str
    level: str
    message: str
    resource: str


@dataclass
class Result:
    """What a run reported, in order; `remediated` are the new inputs by the resource's name."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    remediated: dict[str, dict[str, Any]] = field(default_factory=dict)
    not_applicable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether the engine would refuse the deployment."""
        return any(each.level == "mandatory" for each in self.diagnostics)

    def messages(self, level: str | None = None) -> list[str]:
        """The messages, without the policies' descriptions before them; of one level, if it is named."""
        return [each.message for each in self.diagnostics if level in (None, each.level)]


class PackRunner:
    """A pack that runs several times in one process, as with `pulumi up`: a preview, then the update.

    `config` is by policy: a level, or a map of properties with perhaps an `enforcementLevel`. The engine checks it
    against the policy's schema before, this does not.
    """

    def __init__(
        self,
        policies: Sequence[Policy] | analyzer_pb2_grpc.AnalyzerServicer,
        config: Mapping[str, str | Mapping[str, Any]] | None = None,
        level: EnforcementLevel = EnforcementLevel.ADVISORY,
    ) -> None:
        # The SDK has no types for what the engine calls.
        self._servicer: Any = (
            _PolicyAnalyzerServicer("pack", "0.0.1", list(policies), level)
            if isinstance(policies, Sequence)
            else policies
        )
        if config:
            self._configure(config)

    def run(self, resources: Iterable[Resource]) -> Result:
        """One operation over all resources, in the order in which the program registers them."""
        result = Result()
        given = list(resources)
        for resource in given:
            inputs = self._remediated(resource, result)
            answer = self._ask("Analyze", analyzer_pb2.AnalyzeRequest(**_common(resource, inputs)))
            self._add(answer, result, resource.name)
        names = {resource.urn: resource.name for resource in given}
        request = analyzer_pb2.AnalyzeStackRequest(resources=[_in_stack(each, result) for each in given])
        self._add(self._ask("AnalyzeStack", request), result, None, names)
        return result

    def _configure(self, config: Mapping[str, str | Mapping[str, Any]]) -> None:
        request = analyzer_pb2.ConfigureAnalyzerRequest()
        for policy in self._ask("GetAnalyzerInfo", empty_pb2.Empty()).policies:
            given = config.get(policy.name, {})
            properties = {"enforcementLevel": given} if isinstance(given, str) else dict(given)
            stated = properties.pop("enforcementLevel", _NAMES[policy.enforcementLevel])
            request.policyConfig[policy.name].enforcementLevel = _LEVELS[stated]
            request.policyConfig[policy.name].properties.update(properties)
        self._ask("Configure", request)

    def _ask(self, call: str, request: Any) -> Any:
        return getattr(self._servicer, call)(request, _Context())

    def _remediated(self, resource: Resource, result: Result) -> struct_pb2.Struct:
        inputs = _struct(resource.inputs)
        request = analyzer_pb2.AnalyzeRequest(**_common(resource, inputs))
        for each in self._ask("Remediate", request).remediations:
            if each.diagnostic:
                result.diagnostics.append(Diagnostic(each.policyName, "advisory", each.diagnostic, resource.name))
            elif each.HasField("properties"):
                inputs = each.properties
                result.remediated[resource.name] = json_format.MessageToDict(inputs)
        return inputs

    def _add(self, answer: Any, result: Result, resource: str | None, names: Mapping[str, str] | None = None) -> None:
        for each in answer.diagnostics:
            name = resource if resource is not None else (names or {}).get(each.urn, "")
            text = each.message.removeprefix(f"{each.description}\n")
            result.diagnostics.append(Diagnostic(each.policyName, _NAMES[each.enforcementLevel], text, name))
        result.not_applicable += [(each.policy_name, each.reason) for each in answer.not_applicable]


class _Context:
    """What a servicer is given beside a request, as far as one needs it."""

    def abort(self, code: Any, details: str) -> NoReturn:
        raise RuntimeError(details)


def run(
    policies: Sequence[Policy] | analyzer_pb2_grpc.AnalyzerServicer,
    resources: Iterable[Resource],
    config: Mapping[str, str | Mapping[str, Any]] | None = None,
    level: EnforcementLevel = EnforcementLevel.ADVISORY,
) -> Result:
    """Run policies once over resources; see `PackRunner`."""
    return PackRunner(policies, config, level).run(resources)


_LEVELS = {
    "advisory": analyzer_pb2.ADVISORY,
    "mandatory": analyzer_pb2.MANDATORY,
    "remediate": analyzer_pb2.REMEDIATE,
    "disabled": analyzer_pb2.DISABLED,
}
_NAMES = {number: name for name, number in _LEVELS.items()}


def _common(resource: Resource, properties: struct_pb2.Struct) -> dict[str, Any]:
    provider = None
    if resource.provider is not None and not resource.component:
        package = resource.type.partition(":")[0]
        type = f"pulumi:providers:{package}"
        provider = analyzer_pb2.AnalyzerProviderResource(
            type=type,
            urn=f"urn:pulumi:dev::test::{type}::default",
            name="default",
            properties=_struct(resource.provider),
        )
    return {
        "type": resource.type,
        "urn": resource.urn,
        "name": resource.name,
        "properties": properties,
        "options": analyzer_pb2.AnalyzerResourceOptions(
            parent=resource.parent.urn if resource.parent is not None else "",
            additionalSecretOutputs=resource.additional_secret_outputs,
        ),
        "provider": provider,
    }


def _in_stack(resource: Resource, result: Result) -> analyzer_pb2.AnalyzerResource:
    inputs = dict(resource.inputs)
    # Of a component a stack policy sees what it registers, and not its inputs.
    outputs = dict(resource.outputs) if resource.component else {**inputs, **resource.outputs}
    properties = _struct(outputs)
    if resource.name in result.remediated and not resource.component:
        properties.update(result.remediated[resource.name])
    sources = {name: sorted({source.urn for source in _sources(value)}) for name, value in inputs.items()}
    dependencies = {urn for found in sources.values() for urn in found} | {each.urn for each in resource.depends_on}
    return analyzer_pb2.AnalyzerResource(
        **_common(resource, properties),
        parent=resource.parent.urn if resource.parent is not None else "",
        dependencies=sorted(dependencies),
        propertyDependencies={
            name: analyzer_pb2.AnalyzerPropertyDependencies(urns=urns) for name, urns in sources.items() if urns
        },
    )


def _sources(value: Any) -> Iterator[Resource]:
    if isinstance(value, Unknown | Known) and value.source is not None:
        yield value.source
    elif isinstance(value, Secret):
        yield from _sources(value.value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _sources(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _sources(item)


def _struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    json_format.ParseDict({name: _wire(value) for name, value in values.items() if value is not None}, struct)
    return struct


def _wire(value: Any) -> Any:
    if isinstance(value, Unknown):
        return _UNKNOWN_TEXT
    if isinstance(value, Known):
        return _wire(value.value)
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET_SIGNATURE, "value": _wire(value.value)}
    if isinstance(value, Mapping):
        return {name: _wire(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_wire(item) for item in value]
    return value


__all__ = [
    "UNKNOWN",
    "Diagnostic",
    "Known",
    "PackRunner",
    "Resource",
    "Result",
    "Secret",
    "Unknown",
    "run",
    "secret",
]
