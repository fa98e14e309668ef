"""Every class of the model: frozen, slotted, buildable from its origin alone, exported."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

from privateapi.topology import model
from privateapi.topology.model import Cloud, Node, Origin, OtherResource, Subnet, Vpc
from privateapi.topology.values import Known

MODULES = [
    importlib.import_module(f"{model.__name__}.{module.name}") for module in pkgutil.iter_modules(model.__path__)
]
CLASSES = {
    name: found
    for module in MODULES
    for name, found in vars(module).items()
    if inspect.isclass(found) and found.__module__ == module.__name__
}
NODES = [found for found in CLASSES.values() if issubclass(found, Node)]
PARTS = [
    found
    for found in CLASSES.values()
    if dataclasses.is_dataclass(found) and found not in NODES and found is not Origin
]


def test_every_class_is_exported() -> None:
    assert set(model.__all__) == set(CLASSES)
    assert model.__all__ == sorted(model.__all__)


@pytest.mark.parametrize("kind", NODES)
def test_node_from_its_origin_alone(kind: type[Node]) -> None:
    node = kind(origin=Origin("urn:x", "aws:x:X"))
    assert (node.key, node.live, node.region.unknown, node.account.unknown) == ("urn:x", False, True, True)
    assert node.cloud is (Cloud.ALIBABA if kind.__module__.endswith(".alibaba") else Cloud.AWS)
    assert hash(node) == hash(kind(origin=Origin("urn:x", "aws:x:X")))
    assert not hasattr(node, "__dict__")
    with pytest.raises(dataclasses.FrozenInstanceError):
        node.live = True  # type: ignore[misc]


@pytest.mark.parametrize("kind", [kind for kind in NODES if kind not in (Node, OtherResource, model.AlibabaNode)])
def test_node_has_a_noun(kind: type[Node]) -> None:
    assert kind.noun != Node.noun


@pytest.mark.parametrize("kind", [part for part in PARTS if part not in (model.Groups,)])
def test_part_from_nothing(kind: type) -> None:
    assert hash(kind()) == hash(kind())
    assert not hasattr(kind(), "__dict__")


@pytest.mark.parametrize(
    ("case", "node", "label"),
    [
        ("a name", Vpc(origin=Origin("urn:a"), name="hub", id=Known("vpc-1")), "VPC hub"),
        ("an id", Subnet(origin=Origin("urn:a"), id=Known("subnet-1")), "subnet subnet-1"),
        ("a key alone", Subnet(origin=Origin("urn:a")), "subnet urn:a"),
    ],
)
def test_node_label(case: str, node: Node, label: str) -> None:
    assert node.label == label
