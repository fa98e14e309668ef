"""The package schema, as Pulumi's tools read it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import privateapi
from privateapi.provider import declarations, registry, schema
from privateapi.provider.declarations import nested, service_of
from privateapi.provider.markers import AutoName, Replaces, Secret
from privateapi.provider.model import specs
from privateapi.provider.schema import package_schema
from tests.provider.gadget import Gadget

KINDS = {"string", "integer", "number", "boolean", "array", "object"}


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    return package_schema()


@pytest.fixture
def gadget(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The schema of a package that has the gadget only."""
    monkeypatch.setattr(schema, "resources", lambda: [Gadget()])
    return package_schema()


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a schema."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from parts(each)
    elif isinstance(value, list):
        for each in value:
            yield from parts(each)


def properties(package: dict[str, Any]) -> Iterator[dict[str, Any]]:
    owners = [*package["resources"].values(), *package["types"].values(), package["provider"]]
    for owner in owners:
        yield from owner.get("properties", {}).values()
        yield from owner.get("inputProperties", {}).values()


def test_head(package: dict[str, Any]) -> None:
    assert (package["name"], package["version"]) == ("privateapi", privateapi.__version__)
    assert package["language"]["python"]["packageName"] == "privateapi.sdk"
    assert package["description"] == (privateapi.__doc__ or "").strip()
    assert package["resources"].keys() == set(registry.tokens())


def test_every_reference_leads_to_a_type(package: dict[str, Any]) -> None:
    references = {each["$ref"] for each in parts(package) if isinstance(each.get("$ref"), str)}
    local = {each.removeprefix("#/types/") for each in references if each.startswith("#/types/")}
    assert references - {f"#/types/{each}" for each in local} <= {"pulumi.json#/Any"}
    assert local <= package["types"].keys()
    assert package["types"].keys() <= local, "a type that nothing refers to"


def test_every_property_has_a_type_and_a_description(package: dict[str, Any]) -> None:
    found = list(properties(package))
    assert found
    for each in found:
        assert each.get("type") in KINDS or "$ref" in each
        assert each["description"]
        if each.get("type") == "array":
            assert "items" in each
        if each.get("type") == "object":
            assert "additionalProperties" in each


def test_required_names_are_declared(package: dict[str, Any]) -> None:
    for entry in package["resources"].values():
        assert set(entry["requiredInputs"]) <= entry["inputProperties"].keys()
        assert set(entry["required"]) <= entry["properties"].keys()
        assert entry["inputProperties"].keys() <= entry["properties"].keys()
        assert set(entry["requiredInputs"]) <= set(entry["required"])
        # Names that the SDKs give a meaning of their own.
        assert not {"urn", "id", "pulumi"} & entry["properties"].keys()
    for entry in package["types"].values():
        assert set(entry.get("required", [])) <= entry.get("properties", {}).keys()


def test_enumerations_have_values(package: dict[str, Any]) -> None:
    enumerations = {token: entry for token, entry in package["types"].items() if "enum" in entry}
    assert enumerations["privateapi:ec2:VpcInstanceTenancy"] == {
        "type": "string",
        "enum": [{"value": "default"}, {"value": "dedicated"}],
    }
    for token, entry in enumerations.items():
        values = [each["value"] for each in entry["enum"]]
        assert len(values) == len(set(values)) > 0, token


@pytest.mark.parametrize("token", sorted(registry.tokens()))
def test_marks_of_a_resource(package: dict[str, Any], token: str) -> None:
    """Secrets and what replaces are marked as they are declared, in inputs and outputs."""
    resource, entry = registry.find(token), package["resources"][token]
    for model, key in ((resource.Args, "inputProperties"), (resource.State, "properties")):
        for wire, spec in specs(model).items():
            assert entry[key][wire].get("secret", False) == spec.has(Secret), wire
            assert entry[key][wire].get("willReplaceOnChanges", False) == spec.has(Replaces), wire
    made_up = {wire for wire, spec in specs(resource.Args).items() if spec.has(AutoName)}
    required = [wire for wire, spec in specs(resource.Args).items() if spec.required]
    assert entry["requiredInputs"] == [wire for wire in required if wire not in made_up]
    assert made_up <= set(entry["required"]), "a name that is made up is always there"


def test_names_of_nested_models_are_unique_in_a_service() -> None:
    """Types are named by service and model: two models of one name would be taken for one another."""
    found: dict[tuple[str, str], type] = {}
    for resource in declarations.resources():
        names = {f"{type(resource).__name__}{suffix}" for suffix in ("", "Args", "State")}
        for model in (*nested(resource.Args), *nested(resource.State)):
            assert model.__name__ not in names
            assert found.setdefault((service_of(resource), model.__name__), model) is model, model.__name__


def test_configuration(package: dict[str, Any]) -> None:
    variables = package["config"]["variables"]
    assert variables == package["provider"]["inputProperties"]
    assert variables["maxParallel"]["type"] == "integer"
    assert variables["assumeRole"]["$ref"] == "#/types/privateapi:config:AssumeRole"
    assert package["types"]["privateapi:config:AssumeRole"]["properties"]["externalId"]["secret"] is True
    assert package["types"]["privateapi:config:AssumeRole"]["required"] == ["roleArn"]


def test_resource(gadget: dict[str, Any]) -> None:
    entry = gadget["resources"][Gadget.token]
    at = "#/types/privateapi:provider:"
    assert entry["description"] == "A gadget.\n\nIt stands in memory."
    assert entry["requiredInputs"] == ["kind"], "names that are made up may be left out"
    assert set(entry["required"]) == {"kind", "name", "region", "size", "arn"}
    inputs = entry["inputProperties"]
    assert inputs["name"] == {
        "type": "string",
        "description": "Name, unique in the Region.",
        "willReplaceOnChanges": True,
    }
    assert inputs["size"] == {"type": "integer", "description": "Edge in metres.", "default": 1}
    assert inputs["password"] == {"type": "string", "description": "What opens it.", "secret": True}
    assert inputs["kind"] == {"type": "string", "$ref": f"{at}GadgetKind", "description": "Its form."}
    assert inputs["policy"] == {"$ref": "pulumi.json#/Any", "description": "Who may use it."}
    assert inputs["level"] == {"type": "integer", "description": "One of two."}
    assert inputs["parts"] == {
        "type": "array",
        "items": {"$ref": f"{at}Part"},
        "description": "What it is made of.",
    }
    assert inputs["spare"]["additionalProperties"] == {"$ref": f"{at}Part"}
    assert inputs["tags"]["additionalProperties"] == {"type": "string"}
    assert entry["properties"]["key"] == {"type": "string", "description": "Its key.", "secret": True}
    assert "default" not in entry["properties"]["size"], "outputs have no defaults"


def test_nested_type(gadget: dict[str, Any]) -> None:
    at = "privateapi:provider:"
    assert gadget["types"][f"{at}Part"] == {
        "type": "object",
        "description": "A part of a gadget.",
        "properties": {
            "label": {"type": "string", "description": "What it is called."},
            "count": {"type": "integer"},
            "pin": {"$ref": f"#/types/{at}Pin"},
        },
        "required": ["label"],
    }
    assert gadget["types"][f"{at}Pin"]["properties"]["code"]["secret"] is True


def test_written_by_the_module() -> None:
    """`make schema` prints what the plugin answers."""
    done = subprocess.run(
        [sys.executable, "-m", "privateapi.provider.schema"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == package_schema()
