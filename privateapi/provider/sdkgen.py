"""Writes `privateapi/sdk/<service>.py`: typed classes for programs, made from the declarations (`make schema`)."""

import keyword
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from privateapi.provider.declarations import (
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Shape,
    always_there,
    field_docs,
    must_be_given,
    nested,
    resources,
    service_of,
    shape,
    summary,
)
from privateapi.provider.model import FieldSpec, Model, specs
from privateapi.provider.resource import Resource

FOLDER = Path(__file__).parent.parent / "sdk"
_HEADER = '''"""Typed classes of the `{service}` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource

'''
_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "any": "Any"}


def modules() -> dict[str, str]:
    """The text of every generated module by file name."""
    found = {}
    for service, group in groupby(resources(), service_of):
        name = f"{service}_" if keyword.iskeyword(service) else service
        found[f"{name}.py"] = _format(_HEADER.format(service=service) + "\n\n".join(_module(list(group))))
    return found


def write() -> list[Path]:
    """Write the modules and remove those of services that are gone; returns what changed."""
    texts = modules()
    changed = []
    for path in FOLDER.glob("*.py"):
        if not path.name.startswith("_") and path.name not in texts:
            path.unlink()
            changed.append(path)
    for name, text in texts.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def _module(group: list[Resource[Any, Any]]) -> Iterator[str]:
    inputs = {model.__name__: model for resource in group for model in nested(resource.Args)}
    outputs = {model.__name__: model for resource in group for model in nested(resource.State)}
    for model in inputs.values():
        yield _typed_dict(model)
        yield _input_type(f"_{model.__name__}Keys", specs(model).values())
    for model in outputs.values():
        yield _output_type(model)
    for resource in group:
        yield _input_type(f"_{type(resource).__name__}Args", specs(resource.Args).values())
        yield _resource(resource)


def _typed_dict(model: type[Model]) -> str:
    lines = [f"class {model.__name__}Args(TypedDict):", _docstring(summary(model))]
    for spec in specs(model).values():
        kind = _input(shape(spec.annotation))
        lines.append(f"    {spec.name}: {kind if spec.required else f'NotRequired[{kind} | None]'}")
        lines += _field_doc(model, spec)
    return "\n".join(lines)


def _output_type(model: type[Model]) -> str:
    lines = ["@pulumi.output_type", f"class {model.__name__}(dict):  # type: ignore[type-arg]"]
    lines.append(_docstring(summary(model)))
    for spec in _required_first(specs(model).values()):
        kind = _output(shape(spec.annotation), quoted=True)
        default = "" if spec.required else ", default=None"
        annotation = kind if spec.required else f"Optional[{kind}]"
        lines.append(f'    {spec.name}: {annotation} = pulumi.property("{spec.wire}"{default})')
        lines += _field_doc(model, spec)
    return "\n".join(lines)


def _input_type(name: str, fields: Iterable[FieldSpec]) -> str:
    """The class that tells Pulumi's SDK the wire names; programs see the typed dictionaries."""
    lines = ["@pulumi.input_type", f"class {name}:"]
    for spec in _required_first(fields):
        kind = f"pulumi.Input[{_input_plain(shape(spec.annotation), keys=True)}]"
        annotation = kind if must_be_given(spec) else f"Optional[{kind}]"
        default = "" if must_be_given(spec) else ", default=None"
        lines.append(f'    {spec.name}: {annotation} = pulumi.property("{spec.wire}"{default})')
    return "\n".join(lines)


def _resource(resource: Resource[Any, Any]) -> str:
    name = type(resource).__name__
    inputs, state = specs(resource.Args), specs(resource.State)
    lines = [f"class {name}(Resource):", _docstring(summary(type(resource)))]
    for spec in state.values():
        kind = _output(shape(spec.annotation), quoted=False)
        kind = kind if always_there(spec) else f"Optional[{kind}]"
        lines.append(f'    {spec.name}: pulumi.Output[{kind}] = pulumi.property("{spec.wire}")')
        lines += _field_doc(resource.State, spec)
    outputs = tuple(spec.name for wire, spec in state.items() if wire not in inputs)
    lines += [f'    _token = "{resource.token}"', f"    _args_type = _{name}Args", f"    _outputs = {outputs!r}", ""]
    lines += ["    def __init__(", "        self,", "        resource_name: str,"]
    lines += ["        opts: pulumi.ResourceOptions | None = None,", "        *,"]
    for spec in _required_first(inputs.values()):
        kind = _input(shape(spec.annotation)) + ("" if must_be_given(spec) else " | None = None")
        lines.append(f"        {spec.name}: {kind},")
    lines += ["    ) -> None:", "        super().__init__(resource_name, opts, {"]
    lines += [f'                "{spec.name}": {spec.name},' for spec in inputs.values()]
    return "\n".join([*lines, "        })"])


def _required_first(fields: Iterable[FieldSpec]) -> list[FieldSpec]:
    return sorted(fields, key=lambda spec: not must_be_given(spec))


def _input(found: Shape, keys: bool = False) -> str:
    return f"pulumi.Input[{_input_plain(found, keys)}]"


def _input_plain(found: Shape, keys: bool = False) -> str:
    if isinstance(found, ListOf):
        return f"Sequence[{_input(found.item, keys)}]"
    if isinstance(found, MapOf):
        return f"Mapping[str, {_input(found.item, keys)}]"
    if isinstance(found, OneOf):
        return f"Literal[{', '.join(repr(value) for value in found.values)}]"
    if isinstance(found, ObjectOf):
        return f"_{found.model.__name__}Keys" if keys else f"{found.model.__name__}Args"
    return _SCALARS[found]


def _output(found: Shape, quoted: bool) -> str:
    if isinstance(found, ListOf):
        return f"Sequence[{_output(found.item, quoted)}]"
    if isinstance(found, MapOf):
        return f"Mapping[str, {_output(found.item, quoted)}]"
    if isinstance(found, OneOf):
        return type(found.values[0]).__name__
    if isinstance(found, ObjectOf):
        return f'"{found.model.__name__}"' if quoted else found.model.__name__
    return _SCALARS[found]


def _docstring(text: str) -> str:
    first, _, rest = text.partition("\n")
    if not rest:
        return f'    """{first}"""\n'
    body = "\n".join(f"    {line}".rstrip() for line in rest.splitlines())
    return f'    """{first}\n{body}\n    """\n'


def _field_doc(model: type[Model], spec: FieldSpec) -> list[str]:
    text = field_docs(model).get(spec.name)
    return [_docstring(text).rstrip()] if text else []


def _format(text: str) -> str:
    for command in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format", "--quiet"]):
        text = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", "privateapi/sdk/generated.py", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return text


if __name__ == "__main__":
    for path in write():
        sys.stderr.write(f"{path.name}\n")
