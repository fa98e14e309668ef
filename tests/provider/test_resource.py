"""What a resource's class gives to all resources."""

from typing import Any

import pytest

from privateapi.provider.resource import own_tags, tag_changes, tag_list, tag_map
from privateapi.resources.lambda_.function import Function
from tests.provider.gadget import Gadget, GadgetArgs, GadgetState

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/a/1"


class GlobalGadget(Gadget):
    """A gadget of a service without Regions."""

    is_global = True


def test_declared_by_its_type_arguments() -> None:
    assert (Gadget.Args, Gadget.State) == (GadgetArgs, GadgetState)
    assert Gadget.token == "privateapi:provider:Gadget", "folder and class"
    assert Function.token == "privateapi:lambda:Function", "without the underscore of a folder named like a keyword"


@pytest.mark.parametrize(
    ("case", "resource", "typed", "region", "expected"),
    [
        ("id", Gadget(), "vpc-1", None, ("vpc-1", None)),
        ("id and Region", Gadget(), "vpc-1@eu-west-1", None, ("vpc-1", "eu-west-1")),
        ("Region of a longer form", Gadget(), "vpc-1@us-gov-west-1", None, ("vpc-1", "us-gov-west-1")),
        ("Region given otherwise", Gadget(), "vpc-1", "eu-west-2", ("vpc-1", "eu-west-2")),
        ("an at sign before no Region", Gadget(), "me@example.com", None, ("me@example.com", None)),
        ("ARN", Gadget(), ARN, None, (ARN, "eu-west-1")),
        ("ARN and another Region", Gadget(), ARN, "eu-west-2", (ARN, "eu-west-2")),
        ("ARN without a Region", Gadget(), "arn:aws:iam::1:role/a", None, ("arn:aws:iam::1:role/a", None)),
        ("global", GlobalGadget(), "Z1@eu-west-1", None, ("Z1@eu-west-1", None)),
        ("global ARN", GlobalGadget(), ARN, None, (ARN, None)),
    ],
)
def test_import_id(case: str, resource: Gadget, typed: str, region: str | None, expected: Any) -> None:
    assert resource.import_id(typed, region) == expected


@pytest.mark.parametrize(
    ("old", "new", "to_set", "to_remove"),
    [
        ({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "0", "d": "4"}, {"b": "0", "d": "4"}, ["c"]),
        (None, {"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, None, {}, ["a"]),
        (None, None, {}, []),
    ],
)
def test_tag_changes(old: Any, new: Any, to_set: dict[str, str], to_remove: list[str]) -> None:
    assert tag_changes(old, new) == (to_set, to_remove)


def test_own_tags() -> None:
    assert own_tags({"aws:cloudformation:stack-name": "x", "privateapi:creating": "y", "team": "z"}) == {"team": "z"}
    assert own_tags({"aws:x": "y"}) is None


def test_tags_in_list_form() -> None:
    assert tag_list({"a": "1"}) == [{"Key": "a", "Value": "1"}]
    assert tag_map([{"Key": "a", "Value": "1"}, {"Key": "b"}, {"Key": "aws:x", "Value": "y"}]) == {"a": "1", "b": ""}
    assert tag_map(None) is None


@pytest.mark.parametrize(
    ("replaced_first", "changed", "first"),
    [
        (None, {"size"}, False),
        ((), {"size"}, True),
        (("name", "kind"), {"size"}, True),
        (("name", "kind"), {"size", "kind"}, False),
    ],
)
def test_deletes_first(replaced_first: Any, changed: set[str], first: bool) -> None:
    class Keyed(Gadget):
        pass

    Keyed.replaced_first = replaced_first
    assert Keyed().deletes_first({}, {}, frozenset(changed)) is first
