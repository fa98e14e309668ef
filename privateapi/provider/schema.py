"""The package schema that Pulumi's tools read (`pulumi package get-schema`), made from the declarations."""

import json
import sys
from typing import Any

import privateapi
from privateapi.provider.config import ProviderConfig
from privateapi.provider.declarations import (
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Shape,
    always_there,
    field_docs,
    must_be_given,
    resources,
    service_of,
    shape,
    summary,
)
from privateapi.provider.markers import Chosen, Replaces, Secret
from privateapi.provider.model import Args, FieldSpec, Model, State, specs
from privateapi.provider.resource import Resource

PACKAGE = "privateapi"


def package_schema() -> dict[str, Any]:
    """The schema: resources, nested types, enumerations and the provider's configuration."""
    types: dict[str, Any] = {}
    entries = {resource.token: _resource(resource, types) for resource in resources()}
    config = {wire: _property(spec, "config", ProviderConfig, types) for wire, spec in specs(ProviderConfig).items()}
    return {
        "name": PACKAGE,
        "version": privateapi.__version__,
        "displayName": "Private APIs",
        "description": (privateapi.__doc__ or "").strip(),
        "keywords": ["category/network", "kind/native"],
        "license": "Apache-2.0",
        "language": {"python": {"packageName": "privateapi.sdk"}},
        "config": {"variables": config},
        "provider": {
            "description": "Credentials, regions and defaults for the resources of both clouds.",
            "inputProperties": config,
        },
        "types": dict(sorted(types.items())),
        "resources": entries,
    }


def _resource(resource: Resource[Any, Any], types: dict[str, Any]) -> dict[str, Any]:
    service = service_of(resource)
    inputs, outputs = specs(resource.Args), specs(resource.State)
    return {
        "description": summary(type(resource)),
        "inputProperties": {wire: _property(spec, service, resource.Args, types) for wire, spec in inputs.items()},
        "requiredInputs": [wire for wire, spec in inputs.items() if must_be_given(spec)],
        "properties": {wire: _property(spec, service, resource.State, types) for wire, spec in outputs.items()},
        "required": [wire for wire, spec in outputs.items() if always_there(spec)],
    }


def _property(spec: FieldSpec, service: str, model: type[Model], types: dict[str, Any]) -> dict[str, Any]:
    entry = _type(shape(spec.annotation), service, f"{_stem(model)}{_pascal(spec.name)}", types)
    description = field_docs(model).get(spec.name)
    if description:
        entry["description"] = description
    if spec.has(Secret):
        entry["secret"] = True
    if spec.has(Replaces):
        entry["willReplaceOnChanges"] = True
    is_input = issubclass(model, Args) and not issubclass(model, State)
    if is_input and isinstance(spec.default, str | int | float | bool) and not spec.has(Chosen):
        entry["default"] = spec.default
    return entry


def _type(found: Shape, service: str, name: str, types: dict[str, Any]) -> dict[str, Any]:
    if isinstance(found, ListOf):
        return {"type": "array", "items": _type(found.item, service, name, types)}
    if isinstance(found, MapOf):
        return {"type": "object", "additionalProperties": _type(found.item, service, name, types)}
    if isinstance(found, OneOf):
        kind = "integer" if isinstance(found.values[0], int) else "string"
        if kind == "integer":
            return {
                "type": "integer"
            }  # Pulumi's enumerations of numbers lose their names; the check says what is allowed
        token = f"{PACKAGE}:{service}:{name}"
        types.setdefault(token, {"type": kind, "enum": [{"value": value} for value in found.values]})
        return {"type": kind, "$ref": f"#/types/{token}"}
    if isinstance(found, ObjectOf):
        token = f"{PACKAGE}:{service}:{found.model.__name__}"
        if token not in types:
            declared = specs(found.model)
            types[token] = {
                "type": "object",
                "description": summary(found.model),
                "properties": {wire: _property(spec, service, found.model, types) for wire, spec in declared.items()},
                "required": [wire for wire, spec in declared.items() if spec.required],
            }
        return {"$ref": f"#/types/{token}"}
    return {"$ref": "pulumi.json#/Any"} if found == "any" else {"type": found}


def _stem(model: type[Model]) -> str:
    return model.__name__.removesuffix("Args").removesuffix("State")


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(package_schema(), indent=2) + "\n")
