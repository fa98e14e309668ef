"""How a resource declares its inputs and its state: pydantic models, and markers on their fields.

Schema, check, diff, preview and the typed classes for programs all come from these declarations::

    class SubnetArgs(RegionalArgs, TaggedArgs):
        vpc_id: Annotated[str, Replaces()]
        cidr_block: Annotated[Ipv4Cidr, Replaces()]
        availability_zone: Annotated[str | None, Replaces(), Chosen()] = None

    class SubnetState(SubnetArgs):
        arn: str
"""

import difflib
import functools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, TypeVar, Union, cast, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticUndefined

from privateapi.provider.errors import Fault
from privateapi.provider.kinds import AlibabaRegion, Region
from privateapi.provider.markers import Replaces, Secret
from privateapi.provider.values import UNKNOWN, holds_unknown

_M = TypeVar("_M")
_Model = TypeVar("_Model", bound="Model")


class Model(BaseModel):
    """Base of everything declared: snake_case in Python, camelCase on the wire, unknown keys refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,
    )

    @field_validator("*", mode="wrap")
    @classmethod
    def _let_unknowns_pass(cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        if value is UNKNOWN:
            return UNKNOWN
        if not holds_unknown(value):
            return handler(value)
        try:
            return handler(value)
        except ValidationError as error:
            known = _known_faults(cls, str(info.field_name), error.errors(include_url=False))
            if not known:
                return _without_unknowns(value, handler)
            raise ValidationError.from_exception_data(
                error.title,
                [
                    InitErrorDetails(
                        type=fault["type"], loc=fault["loc"], input=fault["input"], ctx=fault.get("ctx", {})
                    )
                    for fault in known
                ],
            ) from None

    def faults(self) -> Iterator[Fault]:
        """Faults that only several properties together show; fields may be ``UNKNOWN``."""
        yield from ()


def _known_faults(model: type["Model"], field: str, errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The faults that hold whatever the unknowns will be."""
    known = [fault for fault in errors if fault["type"] == "extra_forbidden" or fault["input"] is not UNKNOWN]
    wire = model.model_fields[field].alias or field
    for prefix, arm in {key for fault in errors for key in _place(model, (wire, *fault["loc"])).arms}:
        # One alternative of a union is open as long as nothing but unknowns speaks against it.
        if not any((prefix, arm) in _place(model, (wire, *fault["loc"])).arms for fault in known):
            known = [fault for fault in known if (wire, *fault["loc"])[: len(prefix)] != prefix]
    return known


def _without_unknowns(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """The normal form of what is known in a list or map; the unknowns keep their places in it."""
    try:
        if isinstance(value, list):
            known = handler([each for each in value if each is not UNKNOWN])
            if isinstance(known, list):
                for index, each in enumerate(value):
                    if each is UNKNOWN:
                        known.insert(index, UNKNOWN)
                return known
        elif isinstance(value, dict):
            known = handler({key: each for key, each in value.items() if each is not UNKNOWN})
            if isinstance(known, dict):
                return {**known, **{key: each for key, each in value.items() if each is UNKNOWN}}
    except ValidationError:
        # Without the unknowns a rule about the whole does not hold, such as a least number of items.
        pass
    return value


class Args(Model):
    """Inputs of a resource."""


class RegionalArgs(Args):
    """Inputs of a resource that lives in one region."""

    region: Annotated[Region | None, Replaces()] = None
    """AWS Region; left out, the provider's region."""


class AlibabaArgs(Args):
    """Inputs of a resource of Alibaba Cloud."""

    region: Annotated[AlibabaRegion | None, Replaces()] = None
    """Region of Alibaba Cloud; left out, the provider's `alicloud.region`."""


class TaggedArgs(Args):
    """Inputs of a resource that carries tags."""

    tags: dict[str, str] | None = None
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""

    @field_validator("tags", mode="after")
    @classmethod
    def _tag_limits(cls, tags: dict[str, str] | None) -> dict[str, str] | None:
        if not isinstance(tags, Mapping):
            return tags
        if len(tags) > 50:
            raise ValueError(f"{len(tags)} tags; AWS takes at most 50 on a resource")
        for key, value in tags.items():
            if not 1 <= len(key) <= 128:
                raise ValueError(f"tag key {key[:40]!r}… has {len(key)} characters; 1 to 128 are allowed")
            if key.lower().startswith("aws:"):
                raise ValueError(f"tag key {key!r} begins with 'aws:', which AWS keeps for itself")
            if isinstance(value, str) and len(value) > 256:
                raise ValueError(f"the value of tag {key!r} has {len(value)} characters; at most 256 are allowed")
        return tags


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a declaration says of one property."""

    name: str
    wire: str
    annotation: Any
    required: bool
    default: Any
    markers: tuple[Any, ...]

    def has(self, kind: type) -> bool:
        """Whether the field carries a marker of this kind."""
        return self.marker(kind) is not None

    def marker(self, kind: type[_M]) -> _M | None:
        """The field's marker of this kind."""
        return next((each for each in self.markers if isinstance(each, kind)), None)


@functools.cache
def specs(model: type[Model]) -> Mapping[str, FieldSpec]:
    """The declared fields of a model by wire name."""
    found = {}
    for name, info in model.model_fields.items():
        default = None if info.default is PydanticUndefined else info.default
        if info.default_factory is not None:
            default = info.get_default(call_default_factory=True, validated_data={})
        wire = info.alias or to_camel(name)
        markers = (*info.metadata, *_markers(info.annotation))
        found[wire] = FieldSpec(name, wire, info.annotation, info.is_required(), default, markers)
    return found


def specs_in(annotation: Any) -> Mapping[str, FieldSpec]:
    """The declared fields of the model in an annotation, also of a list of them; none when there is no model."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return specs(annotation)
    for arm in get_args(annotation):
        if found := specs_in(arm):
            return found
    return {}


def holds_secret(model: type[Model], wire: str) -> bool:
    """Whether a declared property is a secret or has one inside it."""
    spec = specs(model)[wire]
    return spec.has(Secret) or any(
        holds_secret(nested, name) for nested in _models_in(spec.annotation) for name in specs(nested)
    )


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    for arm in arms_of(annotation):
        if _is_model(arm):
            yield arm
        else:
            for inner in get_args(arm):
                yield from _models_in(inner)


def _markers(annotation: Any) -> Iterator[Any]:
    """Markers of the arms of an ``X | None``."""
    if get_origin(annotation) in (Union, UnionType):
        for arm in get_args(annotation):
            if get_origin(arm) is Annotated:
                yield from arm.__metadata__


def validate(
    model: type[_Model], values: Mapping[str, Any], secrets: Collection[str] = ()
) -> tuple[_Model | None, list[Fault]]:
    """Validate wire values: the model, or every fault at once. A secret's value is never in a fault."""
    given = {name: value for name, value in values.items() if value is not None}
    try:
        built = model.model_validate(given, by_alias=True, by_name=False)
    except ValidationError as error:
        found = _merge(model, error.errors(include_url=False), secrets)
        wrong = {str(each["loc"][0]) for each in error.errors(include_url=False) if each["loc"]}
        return None, found + _further_faults(model, given, wrong)
    faults = list(_all_faults(built, ""))
    return (None, faults) if faults else (built, [])


def _further_faults(model: type[Model], given: Mapping[str, Any], wrong: Collection[str]) -> list[Fault]:
    """Faults between properties that are right by themselves: the wrong ones are taken for unknown."""
    declared = specs(model)
    bearable = {**given, **dict.fromkeys(wrong, UNKNOWN)}
    try:
        built = model.model_validate({name: value for name, value in bearable.items() if name in declared})
    except ValidationError:
        return []
    return [fault for fault in _all_faults(built, "") if top_property(fault.path) not in wrong]


def _all_faults(model: Model, path: str) -> Iterator[Fault]:
    for fault in model.faults():
        yield Fault(f"{path}.{fault.path}" if path else fault.path, fault.reason)
    for wire, spec in specs(type(model)).items():
        yield from _faults_inside(getattr(model, spec.name), property_path(path, wire))


def _faults_inside(value: Any, path: str) -> Iterator[Fault]:
    if isinstance(value, Model):
        yield from _all_faults(value, path)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _faults_inside(each, property_path(path, str(key)))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _faults_inside(each, f"{path}[{index}]")


def property_path(path: str, name: str) -> str:
    """Pulumi's path of a property or a map's key under a path: `tags.team`, `tags["cost-center"]`."""
    if not name.isidentifier():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{escaped}"]'
    return f"{path}.{name}" if path else name


def top_property(path: str) -> str:
    """The property that a path begins with."""
    return path.partition(".")[0].partition("[")[0]


def _merge(model: type[Model], errors: list[ErrorDetails], secrets: Collection[str]) -> list[Fault]:
    merged: dict[str, list[str]] = {}
    for error in errors:
        place = _place(model, error["loc"])
        secret = place.secret or (bool(error["loc"]) and error["loc"][0] in secrets)
        merged.setdefault(place.path, []).append(_sentence(place.owner, error, secret))
    return [Fault(path, "; or ".join(dict.fromkeys(reasons))) for path, reasons in merged.items()]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where pydantic found a fault: its path, the model whose property it is, whether a secret is on the way, and
    the unions on the way with the alternative that was tried."""

    path: str
    owner: type[Model]
    secret: bool
    arms: tuple[tuple[tuple[int | str, ...], str], ...]


def _place(model: type[Model], loc: tuple[int | str, ...]) -> _Place:
    path, owner, secret = "", model, False
    tried = []
    arms: list[Any] = [model]
    for position, part in enumerate(loc):
        if len(arms) > 1:
            # pydantic names the arm of a union that it tried; the next part tells which one has it.
            tried.append((loc[:position], str(part)))
            following = loc[position + 1 :]
            arms = [arm for arm in arms if following and _has_part(arm, following[0])][:1]
            continue
        arm = arms[0] if arms else None
        arms = []
        if _is_model(arm):
            owner = arm
            path = property_path(path, str(part))
            spec = specs(arm).get(str(part))
            if spec is not None:
                secret = secret or spec.has(Secret)
                arms = arms_of(spec.annotation)
        elif isinstance(part, int):
            path += f"[{part}]"
            arms = arms_of(get_args(arm)[0]) if get_origin(arm) is list else []
        elif get_origin(arm) is dict:
            path = property_path(path, part)
            arms = arms_of(get_args(arm)[1])
    return _Place(path, owner, secret, tuple(tried))


def arms_of(annotation: Any) -> list[Any]:
    """The alternatives of an annotation, without ``None`` and without metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return arms_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [arm for each in get_args(annotation) for arm in arms_of(each)]
    return [] if annotation is NoneType else [annotation]


def _has_part(arm: Any, part: int | str) -> bool:
    if _is_model(arm):
        return part in specs(arm)
    return get_origin(arm) is (list if isinstance(part, int) else dict)


def _is_model(arm: Any) -> TypeGuard[type[Model]]:
    return isinstance(arm, type) and issubclass(arm, Model)


def _sentence(model: type[Model], error: ErrorDetails, secret: bool) -> str:
    kind, message, value = error["type"], error["msg"], error["input"]
    if kind == "missing":
        return "is required"
    if kind == "extra_forbidden":
        name = str(error["loc"][-1])
        close = difflib.get_close_matches(name, list(specs(model)), n=1)
        return f"there is no property {name!r}" + (f"; did you mean {close[0]!r}?" if close else "")
    shown = "the value" if secret else _short(value)
    if message.startswith("Input should"):
        return f"{shown} should{message.removeprefix('Input should')}"
    if kind == "value_error":
        return "the value is not valid" if secret else message.removeprefix("Value error, ")
    return f"{shown}: {message[0].lower()}{message[1:]}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


class State(Model):
    """What is kept of a resource: its inputs and its outputs. Every state has at least one output of its own."""


def lenient(model: type[_Model], values: Mapping[str, Any]) -> _Model:
    """Build a state from what the cloud answered: normal forms where they hold, the cloud's own value where not.

    The cloud may answer what a program may not ask for (a new enumeration value, an older limit); that is no error.
    """
    given = {name: value for name, value in values.items() if value is not None}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        bad = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
    fields = {}
    for spec in specs(model).values():
        value = given.get(spec.name, given.get(spec.wire))
        if value is None:
            fields[spec.name] = spec.default
        elif spec.wire in bad or spec.name in bad:
            fields[spec.name] = value
        else:
            fields[spec.name] = getattr(_one_field(model, spec, value), spec.name)
    return cast(_Model, model.model_construct(**fields))


def _one_field(model: type[_Model], spec: FieldSpec, value: Any) -> _Model:
    blank = model.model_construct()
    model.__pydantic_validator__.validate_assignment(blank, spec.name, value)
    return cast(_Model, blank)


def dump(model: Model) -> dict[str, Any]:
    """The wire form: camelCase names, absent properties left out."""
    return {name: _dump(value) for name, value in _wire_items(model)}


def _wire_items(model: Model) -> Iterator[tuple[str, Any]]:
    for spec in specs(type(model)).values():
        value = getattr(model, spec.name, None)
        if value is not None:
            yield spec.wire, value


def _dump(value: Any) -> Any:
    if isinstance(value, Model):
        return dump(value)
    if isinstance(value, Mapping):
        return {name: _dump(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_dump(each) for each in value]
    return value
