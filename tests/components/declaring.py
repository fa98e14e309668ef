"""Declares components with a monitor that records what is registered and refuses what the engine would refuse.

It proves what a program declares, not what a cloud does with it.
"""

import asyncio
import importlib
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Optional, TypeVar

import pulumi
from google.protobuf import struct_pb2
from pulumi.runtime import mocks, rpc
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import run_pulumi_func

PACKAGE = "privateapi"
_Component = TypeVar("_Component")


@dataclass(frozen=True)
class Registered:
    """One registration: the inputs are as on the wire, in camelCase."""

    urn: str
    token: str
    name: str
    custom: bool
    inputs: dict[str, Any]
    parent: str
    depends_on: frozenset[str]
    uses: dict[str, frozenset[str]]
    """The URNs that each input depends on."""


@dataclass
class Declared(Generic[_Component]):
    """A component and everything that was registered with it; `values` are resolved outputs that a test asked for."""

    component: _Component
    resources: list[Registered]
    values: dict[str, Any] = field(default_factory=dict)

    def all(self, token: str) -> dict[str, Registered]:
        """The resources of `ec2:Vpc`, of the component `aws:Network` or of another provider's
        `alicloud:vpc/network:Network`, by their Pulumi name."""
        return {each.name: each for each in self.resources if each.token in (token, f"{PACKAGE}:{token}")}

    def inputs(self, token: str) -> dict[str, dict[str, Any]]:
        """The inputs of each resource of that token, by Pulumi name."""
        return {name: each.inputs for name, each in self.all(token).items()}

    def one(self, token: str) -> dict[str, Any]:
        """The inputs of the only resource of that token."""
        [found] = self.all(token).values()
        return found.inputs

    def counts(self) -> dict[str, int]:
        """How many resources there are of each token, components left out."""
        tokens = [each.token.removeprefix(f"{PACKAGE}:") for each in self.resources if each.custom]
        return {token: tokens.count(token) for token in sorted(set(tokens))}


def declare(
    build: Callable[[], _Component],
    *,
    answers: Mapping[str, Mapping[str, Any]] | None = None,
    resolve: Callable[[_Component], Mapping[str, pulumi.Input[Any]]] = lambda component: {},
) -> Declared[_Component]:
    """Run `build` as a program: every registration is waited for, and the URN of every child resolves.

    `answers` are outputs by token that are no texts. A text output `vpcId` of `ec2:Vpc` named main is
    ``Vpc(main).vpcId``. `resolve` gives outputs of the component to wait for.

    Raises:
        Exception: what the program or a registration raised.
    """
    monitor = _Monitor(answers or {})
    made: list[Declared[_Component]] = []
    held: set[str] = set()

    async def program() -> None:
        component = build()
        held.update([str(await each.urn.future()) for each in _family(component)])
        wanted = pulumi.Output.from_input(dict(resolve(component)))
        made.append(Declared(component, monitor.registered, dict(await wanted.future() or {})))

    async def run() -> None:
        # The outputs that wait for a failed registration fail with it; its error is raised once, below.
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        # A program that failed leaves outputs behind that nobody will settle.
        SETTINGS.outputs.clear()
        # The settings are context variables: those of this task end with it.
        mocks.set_mocks(_Nothing(), "project", "stack", monitor=monitor)
        await run_pulumi_func(program)

    asyncio.run(run())
    # Providers are given to resources, and are children of none.
    recorded = {each.urn for each in monitor.registered if not each.token.startswith("pulumi:providers:")}
    assert held == recorded, f"children that nobody holds or that never registered: {held ^ recorded}"
    return made[0]


def text(token: str, name: str, output: str) -> str:
    """The text output of a resource: ``text("Vpc", "main", "vpcId")``."""
    return f"{token}({name}).{output}"


def _family(component: Any) -> list[pulumi.Resource]:
    found: list[pulumi.Resource] = []
    waiting: list[Any] = [component]
    while waiting:
        resource = waiting.pop()
        found.append(resource)
        waiting += resource._childResources
    return found


class _Nothing(mocks.Mocks):
    """No function may be called, and resources are answered by the monitor."""

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(f"{args.token} was called")

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        raise AssertionError(f"{args.typ} was read")


class _Monitor(mocks.MockMonitor):
    """Records registrations. Like the engine, it refuses a URN that is there already."""

    _classes: ClassVar[dict[str, Any]] = {}

    def __init__(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(_Nothing())
        self.registered: list[Registered] = []
        self._answers = answers

    def RegisterResource(self, request: Any) -> Any:
        if request.type == "pulumi:pulumi:Stack":
            return resource_pb2.RegisterResourceResponse(urn="urn:pulumi:stack::project::pulumi:pulumi:Stack::stack")
        parents = request.parent.split("::")[2].removeprefix("pulumi:pulumi:Stack") if request.parent else ""
        urn = f"urn:pulumi:stack::project::{parents}{'$' if parents else ''}{request.type}::{request.name}"
        if urn in {each.urn for each in self.registered}:
            raise AssertionError(f"duplicate resource URN {urn!r}")
        inputs = rpc.deserialize_properties(request.object)
        uses = {key: frozenset(each.urns) for key, each in request.propertyDependencies.items()}
        self.registered.append(
            Registered(
                urn,
                request.type,
                request.name,
                request.custom,
                inputs,
                request.parent,
                frozenset(request.dependencies),
                uses,
            )
        )
        state = struct_pb2.Struct()
        state.CopyFrom(request.object)
        if request.custom:
            state.update(self._outputs(request.type, request.name, inputs))
        return resource_pb2.RegisterResourceResponse(
            urn=urn, id=f"{request.name}-id" if request.custom else "", object=state
        )

    def _outputs(self, token: str, name: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(self._answers.get(token.removeprefix(f"{PACKAGE}:"), {}))
        for output in _text_outputs(token):
            if output not in inputs and output not in found:
                found[output] = text(token.rpartition(":")[2], name, output)
        return found


def _text_outputs(token: str) -> Sequence[str]:
    package, module, _ = token.split(":")
    if package != PACKAGE:
        return ()
    if token not in _Monitor._classes:
        service = importlib.import_module(f"{PACKAGE}.sdk.{'lambda_' if module == 'lambda' else module}")
        [kind] = [each for each in vars(service).values() if getattr(each, "_token", None) == token]
        hints = inspect.get_annotations(kind)
        texts = (pulumi.Output[str], pulumi.Output[Optional[str]])  # noqa: UP045 - as the SDK writes it
        _Monitor._classes[token] = [_camel(each) for each in kind._outputs if hints[each] in texts]
    found: Sequence[str] = _Monitor._classes[token]
    return found


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)
