"""Maps Pulumi types to the topology: functions in `pulumi_types/<service>.py`, found by the types that they declare.

    @reads("privateapi:ec2:Vpc", "aws:ec2/vpc:Vpc", id="vpcId")
    def vpc(read: Reading) -> Iterator[Node]:
        yield Vpc(**read.node, cidr_block=read.text("cidrBlock"), ...)

A type that no function declares becomes an `OtherResource`.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import pkgutil
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from privateapi.readers.properties import Identities, Properties
from privateapi.readers.resource import Plain, ReadResource
from privateapi.topology.arn import parse_arn
from privateapi.topology.model import Node, Origin, OtherResource, Topology
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Value, value_of

ROOT = "privateapi.readers.pulumi_types"

Mapper: TypeAlias = Callable[["Reading"], Iterator[Node]]


@dataclass(frozen=True, slots=True)
class _Declared:
    """A mapping function. `id` are the outputs that hold what references to the resource hold; `names` are others."""

    mapper: Mapper
    id: tuple[str, ...]
    names: tuple[str, ...]


_DECLARED: dict[str, _Declared] = {}


def reads(*types: str, id: str | tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Callable[[Mapper], Mapper]:
    """Declares a mapping function for Pulumi types.

    `id` are the properties that hold the resource's id, besides `id` itself; `names` are properties whose text names
    the resource elsewhere, besides `arn`.
    """

    def declare(mapper: Mapper) -> Mapper:
        declared = _Declared(mapper, (id,) if isinstance(id, str) else id, names)
        for type in types:
            if type in _DECLARED:
                raise ValueError(f"{type} is mapped by {_DECLARED[type].mapper.__module__} and {mapper.__module__}")
            _DECLARED[type] = declared
        return mapper

    return declare


@functools.cache
def mapped_types() -> Mapping[str, Mapper]:
    """The function of each mapped type."""
    for module in pkgutil.iter_modules(importlib.import_module(ROOT).__path__):
        importlib.import_module(f"{ROOT}.{module.name}")
    return {type: declared.mapper for type, declared in sorted(_DECLARED.items())}


class Program:
    """All resources of one program, with what a mapping may look up: by key, by parent, by id."""

    def __init__(self, resources: Iterable[ReadResource]) -> None:
        self.resources = {resource.key: resource for resource in resources}
        self.children: defaultdict[str, list[ReadResource]] = defaultdict(list)
        for resource in self.resources.values():
            if resource.parent:
                self.children[resource.parent].append(resource)
        self._names: dict[str, tuple[str, ...]] = {}
        self._ids: dict[str, str | None] = {}
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_type: defaultdict[str, list[str]] = defaultdict(list)
        self._referring: dict[tuple[str, str], defaultdict[str, list[Reading]]] = {}
        for key, resource in sorted(self.resources.items()):
            self._by_type[resource.type].append(key)
            declared = _DECLARED.get(resource.type, _UNDECLARED)
            self._ids[key] = _id(resource, declared)
            self._names[key] = tuple(_names(resource, declared, self._ids[key]))
            for name in dict.fromkeys((*self._names[key], *((self._ids[key] or "",) if self._ids[key] else ()))):
                by_name[name].append(key)
        self._by_name = by_name
        self.identities = Identities(frozenset(by_name), frozenset(key for key, id in self._ids.items() if not id))

    def id(self, key: str) -> Value[str]:
        """What references to the resource hold."""
        id = self._ids[key]
        return Known(id) if id else UNKNOWN

    def names(self, key: str) -> tuple[str, ...]:
        """Other texts that name the resource."""
        return self._names[key]

    def reading(self, key: str) -> Reading:
        """The resource with that key."""
        return Reading(self.resources[key], self)

    def type_of(self, key: str) -> str:
        """The type of the resource with that key; empty when it is not in the program."""
        return self.resources[key].type if key in self.resources else ""

    def of(self, type: str) -> list[Reading]:
        """All resources of a type."""
        return [self.reading(key) for key in self._by_type.get(type, ())]

    def referring(self, key: str, type: str, name: str) -> list[Reading]:
        """The resources of a type whose property `name` names the resource with that key."""
        found = self._referring.get((type, name))
        if found is None:
            found = self._referring[type, name] = defaultdict(list)
            for each in self.of(type):
                ref = each.ref(name)
                named = self._by_name.get(ref.id.value, ()) if isinstance(ref.id, Known) else ()
                for target in named or ref.nodes:
                    found[target].append(each)
        return found.get(key, [])

    def account_of_provider(self, key: str) -> Value[str]:
        """The account that the resources of a provider tell, where all of them tell the same."""
        accounts = self._accounts.get(key, set())
        return Known(min(accounts)) if len(accounts) == 1 else UNKNOWN

    @functools.cached_property
    def _accounts(self) -> Mapping[str, set[str]]:
        accounts: defaultdict[str, set[str]] = defaultdict(set)
        for resource in self.resources.values():
            told = Properties(resource.properties, {}, self.identities)
            for account in (told.text("ownerId"), _account_of(told.text("arn"))):
                # `aws` is the owner of what AWS itself offers, such as managed policies.
                if resource.provider_key and isinstance(account, Known) and account.value.isdecimal():
                    accounts[resource.provider_key].add(account.value)
        return accounts

    def find(self, ref: Ref, *types: str) -> Reading | None:
        """The resource of one of the types that `ref` certainly names."""
        keys = self._by_name.get(ref.id.value, ()) if isinstance(ref.id, Known) else ref.nodes
        found = [key for key in keys if key in self.resources and self.resources[key].type in types]
        return self.reading(found[0]) if len(found) == 1 else None


class Reading(Properties):
    """One resource as its mapping function reads it."""

    __slots__ = ("program", "resource")

    def __init__(self, resource: ReadResource, program: Program) -> None:
        super().__init__(resource.properties, resource.dependencies, program.identities)
        self.resource = resource
        self.program = program

    @property
    def key(self) -> str:
        """The key of the resource."""
        return self.resource.key

    @property
    def region(self) -> Value[str]:
        """Region of the resource: its own, its provider's, the configuration's."""
        for value in (
            self.text("region"),
            self.component("region"),
            _provider_text(self.resource.provider, "region"),
            _provider_text(self.resource.config, "region"),
        ):
            if not value.missing:
                return value
        return UNKNOWN

    @property
    def account(self) -> Value[str]:
        """Account of the resource, where its ARN, its owner, its provider or the provider's other resources tell it."""
        for value in (self.text("ownerId"), _account_of(self.text("arn")), _account(self.resource.provider)):
            if value.known:
                return value
        return self.program.account_of_provider(self.resource.provider_key)

    @property
    def node(self) -> dict[str, Any]:
        """What every node has, to be passed on to the node's class."""
        return self._common(Origin(self.key, self.resource.type), self.resource.name) | {
            "id": self.program.id(self.key),
            "identifiers": self.program.names(self.key),
            "tags": self._tags(),
        }

    def part(self, path: str, name: str = "") -> dict[str, Any]:
        """As `node`, for a part of the resource that the topology has as a node of its own, such as an inline route."""
        name = name or f"{self.resource.name} {path}"
        return self._common(Origin(f"{self.key}#{path}", self.resource.type), name)

    def own(self) -> Ref:
        """A reference to this resource, for its parts."""
        return Ref(self.program.id(self.key), (self.key,))

    @property
    def before(self) -> Properties:
        """Its properties before the change that a preview shows; none where there is no change, or nobody tells."""
        return Properties(self.resource.before, {}, self.program.identities)

    def component(self, name: str) -> Value[str]:
        """What the component of ours around the resource says: plain facts, known on the first preview."""
        parent = self.program.resources.get(self.resource.parent)
        if parent is None or not parent.type.startswith(("privateapi:aws:", "privateapi:alicloud:")):
            return MISSING
        return self.program.reading(parent.key).text(name)

    def children(self, *types: str) -> list[Reading]:
        """Resources of those types whose parent this one is."""
        found = [child for child in self.program.children.get(self.key, ()) if child.type in types]
        return [Reading(child, self.program) for child in sorted(found, key=lambda child: child.key)]

    def referring(self, type: str, name: str) -> list[Reading]:
        """Resources of a type that add something to this one, which their property `name` names."""
        return self.program.referring(self.key, type, name)

    def left_to(self, separate: Sequence[Reading], name: str) -> bool:
        """Whether the property is left to resources of their own.

        After a refresh, an output lists what they made before the change that is being judged. Of a resource that the
        program only reads, it lists what others made too.
        """
        return bool(separate) and name in self.resource.computed and not self.resource.live

    def _common(self, origin: Origin, name: str) -> dict[str, Any]:
        return {
            "origin": origin,
            "name": name,
            "region": self.region,
            "account": self.account,
            "live": self.resource.live,
            "depends_on": self.resource.depends_on,
            "parent": self.resource.parent,
        }

    def _tags(self) -> tuple[tuple[str, str], ...]:
        tags = self.values.get("tags")
        if not isinstance(tags, Mapping):
            return ()
        return tuple((key, tags[key]) for key in sorted(tags) if isinstance(tags[key], str))


def nodes_of(resources: Iterable[ReadResource]) -> list[Node]:
    """The nodes of resources; two with one key cannot be, so the later one of them counts.

    A fault of one mapping makes one `OtherResource` that says so, and hides no other resource.
    """
    types = mapped_types()
    program = Program(resources)
    nodes: dict[str, Node] = {}
    for resource in program.resources.values():
        # Providers and the stack itself are no resources of a cloud.
        if resource.type.startswith("pulumi:"):
            continue
        mapper = types.get(resource.type, _other)
        try:
            found = list(mapper(Reading(resource, program)))
        except Exception as error:
            found = [_unread(resource, program, error)]
        nodes.update((node.key, node) for node in found)
    return list(nodes.values())


def _unread(resource: ReadResource, program: Program, error: Exception) -> OtherResource:
    """A resource that its mapping failed at. The error's text is not said: it may have a secret in it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    why = f"could not be read: {type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
    return OtherResource(
        origin=Origin(resource.key, resource.type),
        name=resource.name,
        id=program.id(resource.key),
        identifiers=program.names(resource.key),
        live=resource.live,
        depends_on=resource.depends_on,
        parent=resource.parent,
        unread=f"{why}; please report it",
    )


def topology_of(resources: Iterable[ReadResource]) -> Topology:
    """The topology of a program."""
    return Topology(nodes_of(resources))


def _other(read: Reading) -> Iterator[Node]:
    yield OtherResource(**read.node)


def _id(resource: ReadResource, declared: _Declared) -> str | None:
    if resource.id:
        return resource.id
    for name in (*declared.id, "id"):
        value = resource.properties.get(name)
        if isinstance(value, str) and value:
            return value
    return None


def _names(resource: ReadResource, declared: _Declared, id: str | None) -> Iterator[str]:
    for name in dict.fromkeys(("arn", "id", *declared.id, *declared.names)):
        value = resource.properties.get(name)
        if isinstance(value, str) and value and value != id:
            yield value


def _provider_text(values: Mapping[str, Plain], name: str) -> Value[str]:
    return Properties(values, {}, Identities()).text(name)


def _account_of(arn: Value[str]) -> Value[str]:
    if isinstance(arn, Known):
        parts = parse_arn(arn.value)
        return value_of(parts.account or None) if parts is not None else UNKNOWN
    return arn


def _account(provider: Mapping[str, Plain]) -> Value[str]:
    """The account of a provider that may change one account only, or acts under a role."""
    allowed = provider.get("allowedAccountIds")
    if isinstance(allowed, str):
        # The engine passes the configuration of providers as texts (pulumi#15032).
        allowed = [part for part in allowed.strip("[] ").replace('"', "").split(",") if part]
    if isinstance(allowed, list) and len(allowed) == 1 and isinstance(allowed[0], str):
        return Known(allowed[0].strip())
    # pulumi_aws takes several roles, each assumed from the one before.
    roles = [*_configured(provider, "assumeRole"), *_configured(provider, "assumeRoles")]
    arn = roles[-1].get("roleArn") if roles else None
    return _account_of(Known(arn)) if isinstance(arn, str) else UNKNOWN


def _configured(provider: Mapping[str, Plain], name: str) -> list[Mapping[str, Plain]]:
    """The object or the objects under a name of a provider's configuration, which may be text as well."""
    given = provider.get(name)
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError:
            return []
    found = given if isinstance(given, list) else [given]
    return [each for each in found if isinstance(each, Mapping)]


def environment_config(environment: Mapping[str, str] | None = None) -> dict[str, dict[str, str]]:
    """By package, the Region that the `AWS_*` and `ALIBABA_*` variables give to providers without one."""
    variables = os.environ if environment is None else environment
    aws = variables.get("AWS_REGION") or variables.get("AWS_DEFAULT_REGION")
    alicloud = variables.get("ALIBABA_CLOUD_REGION") or variables.get("ALICLOUD_REGION")
    found = {"aws": aws, "privateapi": aws, "alicloud": alicloud}
    return {package: {"region": region} for package, region in found.items() if region}


_UNDECLARED = _Declared(_other, (), ())
