"""What declarations say, read for the schema and the typed classes."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import pytest

from privateapi.provider import registry
from privateapi.provider.config import AlicloudConfig, AssumeRole, ProviderConfig
from privateapi.provider.declarations import (
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    field_docs,
    nested,
    resources,
    service_of,
    shape,
    summary,
)
from privateapi.provider.kinds import Ids, PolicyDocument, Port, VpcCidr
from privateapi.provider.model import specs
from privateapi.resources.ec2.vpc import Vpc, VpcArgs, VpcState
from tests.provider.gadget import Gadget, GadgetArgs, GadgetState, Part, Pin


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, "string"),
        (int, "integer"),
        (float, "number"),
        (bool, "boolean"),
        (Any, "any"),
        (str | None, "string"),
        (Annotated[str | None, 1], "string"),
        (VpcCidr, "string"),
        (Port, "integer"),
        (list[str], ListOf("string")),
        (list[str] | None, ListOf("string")),
        (Ids, ListOf("string")),
        (dict[str, int], MapOf("integer")),
        (dict[str, list[Part]], MapOf(ListOf(ObjectOf(Part)))),
        (dict[str, Any], "any"),
        (PolicyDocument, "any"),
        (Literal["a", "b"], OneOf(("a", "b"))),
        (Literal[1, 2] | None, OneOf((1, 2))),
        (Part, ObjectOf(Part)),
        (str | int, "any"),
        (str | list[str] | None, "any"),
    ],
)
def test_shape(annotation: Any, expected: Any) -> None:
    assert shape(annotation) == expected


@pytest.mark.parametrize("annotation", [Sequence[str], tuple[str, ...], bytes, object])
def test_shape_that_cannot_be_told(annotation: Any) -> None:
    with pytest.raises(TypeError, match="cannot be told in a schema$"):
        shape(annotation)


def test_nested_inner_ones_first() -> None:
    assert list(dict.fromkeys(nested(GadgetArgs))) == [Pin, Part]
    assert list(nested(ProviderConfig)) == [AssumeRole, AlicloudConfig]
    assert list(nested(VpcArgs)) == []


def test_resources_are_those_of_the_registry() -> None:
    found = resources()
    assert [each.token for each in found] == sorted(registry.tokens())
    assert "privateapi:ec2:Vpc" in {each.token for each in found}
    assert service_of(Vpc()) == "ec2"


def test_summary() -> None:
    assert summary(Gadget) == "A gadget.\n\nIt stands in memory."
    assert summary(type("Bare", (), {})) == ""


def test_field_docs() -> None:
    docs = field_docs(GadgetState)
    assert docs["name"] == "Name, unique in the Region."
    assert docs["arn"] == "ARN."
    assert docs["region"] == "AWS Region; left out, the provider's region.", "of the bases, too"
    assert "count" not in field_docs(Part), "a field without a text"


@pytest.mark.parametrize("token", sorted(registry.tokens()))
def test_resource_is_documented(token: str) -> None:
    """Every class and every property says what it is; nested models as well."""
    resource = registry.find(token)
    assert summary(type(resource)).endswith("."), "the resource's docstring is the schema's description"
    for model in {resource.Args, resource.State, *nested(resource.Args), *nested(resource.State)}:
        assert summary(model)
        docs = field_docs(model)
        missing = [name for name in (spec.name for spec in specs(model).values()) if name not in docs]
        assert not missing, f"{model.__name__}: {missing}"


def test_vpc_state_has_outputs_of_its_own() -> None:
    assert specs(VpcState).keys() - specs(VpcArgs).keys() >= {"vpcId", "arn"}


@pytest.mark.parametrize("token", sorted(registry.tokens()))
def test_state_holds_the_inputs_and_at_least_one_output(token: str) -> None:
    """A state without outputs is what a failed creation leaves: a complete one must differ from it."""
    resource = registry.find(token)
    assert specs(resource.Args).keys() < specs(resource.State).keys()
    assert any(spec.required for wire, spec in specs(resource.State).items() if wire not in specs(resource.Args))
