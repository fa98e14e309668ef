"""What the declarations say, for those who write it down elsewhere: the schema and the typed classes for programs."""

import ast
import functools
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from privateapi.provider import registry
from privateapi.provider.markers import AutoName
from privateapi.provider.model import FieldSpec, Model, State, specs
from privateapi.provider.resource import Resource

Scalar = Literal["string", "integer", "number", "boolean", "any"]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map with texts as keys."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A text or number out of a fixed set."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """A nested model."""

    model: type[Model]


Shape = Scalar | ListOf | MapOf | OneOf | ObjectOf


def shape(annotation: Any) -> Shape:
    """The shape of a field's annotation; ``X | None`` has the shape of ``X``.

    Raises:
        TypeError: the annotation cannot be told in a schema.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape(arguments[0])
    if origin in (Union, UnionType):
        arms = [arm for arm in arguments if arm is not NoneType]
        return shape(arms[0]) if len(arms) == 1 else "any"
    if origin is Literal:
        return OneOf(arguments)
    if origin is list:
        return ListOf(shape(arguments[0]))
    if origin is dict:
        return "any" if arguments[1] is Any else MapOf(shape(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return ObjectOf(annotation)
    scalars: dict[Any, Scalar] = {str: "string", int: "integer", float: "number", bool: "boolean", Any: "any"}
    if annotation in scalars:
        return scalars[annotation]
    raise TypeError(f"{annotation!r} cannot be told in a schema")


def nested(model: type[Model]) -> Iterator[type[Model]]:
    """The nested models of a model, inner ones first."""
    for spec in specs(model).values():
        yield from _nested_in(shape(spec.annotation))


def _nested_in(found: Shape) -> Iterator[type[Model]]:
    if isinstance(found, ListOf | MapOf):
        yield from _nested_in(found.item)
    elif isinstance(found, ObjectOf):
        yield from nested(found.model)
        yield found.model


def must_be_given(spec: FieldSpec) -> bool:
    """Whether a program must give the property: a name that is made up may be left out."""
    return spec.required and not spec.has(AutoName)


def always_there(spec: FieldSpec) -> bool:
    """Whether a state has the property in any case: Check fills in names and regions that a program leaves out."""
    return spec.required or spec.default is not None or spec.has(AutoName) or spec.wire == "region"


def resources() -> list[Resource[Any, Any]]:
    """All resources, by token."""
    return [registry.find(token) for token in sorted(registry.tokens())]


def service_of(resource: Resource[Any, Any]) -> str:
    """The middle of the token: `ec2`."""
    return resource.token.split(":")[1]


@functools.cache
def summary(cls: type) -> str:
    """A class's docstring as one paragraph after another."""
    return inspect.cleandoc(cls.__doc__ or "")


@functools.cache
def field_docs(model: type[Model]) -> dict[str, str]:
    """The strings under the fields of a model and of its bases, by snake_case name."""
    docs: dict[str, str] = {}
    for cls in reversed(model.__mro__):
        if isinstance(cls, type) and issubclass(cls, Model) and cls not in (Model, State):
            docs.update(_own_docs(cls))
    return docs


@functools.cache
def _own_docs(cls: type[Model]) -> dict[str, str]:
    body = _class_bodies(cls.__module__).get(cls.__name__)
    docs = {}
    for field, text in zip(body or [], (body or [])[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            docs[field.target.id] = inspect.cleandoc(text.value.value)
    return docs


@functools.cache
def _class_bodies(module: str) -> dict[str, list[ast.stmt]]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(sys.modules[module])))
    return {node.name: node.body for node in tree.body if isinstance(node, ast.ClassDef)}
