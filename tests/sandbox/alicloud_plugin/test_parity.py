"""The stand-in's declarations against the classes of `pulumi_alicloud` itself."""

from __future__ import annotations

import importlib
import inspect
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any, get_args

import pytest
from pulumi._types import input_type_types, is_input_type, resource_types

from privateapi.provider.declarations import must_be_given
from privateapi.provider.errors import PluginError
from privateapi.provider.model import Model, specs
from privateapi.sandbox.alicloud_plugin import VERSION
from privateapi.sandbox.alicloud_plugin.package import find, tokens

TOKENS = sorted(tokens())


def theirs(token: str, kind: str = "{}") -> Any:
    """The class of a token, or that of its inputs with `{}Args`."""
    _, place, name = token.split(":")
    with warnings.catch_warnings():
        # pulumi_alicloud says of its own deprecated classes, when it is imported, that they are.
        warnings.simplefilter("ignore", DeprecationWarning)
        return getattr(importlib.import_module(f"pulumi_alicloud.{place.partition('/')[0]}"), kind.format(name))


def test_tokens() -> None:
    assert TOKENS == [
        "alicloud:apigateway/api:Api",
        "alicloud:apigateway/group:Group",
        "alicloud:apigateway/instance:Instance",
        "alicloud:apigateway/vpcAccess:VpcAccess",
        "alicloud:ecs/securityGroup:SecurityGroup",
        "alicloud:ecs/securityGroupRule:SecurityGroupRule",
        "alicloud:pvtz/zone:Zone",
        "alicloud:pvtz/zoneAttachment:ZoneAttachment",
        "alicloud:pvtz/zoneRecord:ZoneRecord",
        "alicloud:resourcemanager/serviceLinkedRole:ServiceLinkedRole",
        "alicloud:vpc/ipv4CidrBlock:Ipv4CidrBlock",
        "alicloud:vpc/network:Network",
        "alicloud:vpc/switch:Switch",
    ]


def test_version() -> None:
    assert version("pulumi_alicloud") == VERSION


@pytest.mark.parametrize("token", TOKENS)
def test_token(token: str) -> None:
    assert theirs(token).pulumi_type == token == find(token).token


@pytest.mark.parametrize("token", TOKENS)
def test_inputs(token: str) -> None:
    args = theirs(token, "{}Args")
    assert set(specs(find(token).Args)) == set(input_type_types(args))
    parameters = inspect.signature(args.__init__).parameters.values()
    needed = {each.name for each in parameters if each.default is each.empty and each.name != "__self__"} - {"self"}
    ours = {spec.name for spec in specs(find(token).Args).values() if must_be_given(spec)}
    assert ours == needed


@pytest.mark.parametrize("token", TOKENS)
def test_outputs(token: str) -> None:
    assert set(specs(find(token).State)) == set(resource_types(theirs(token)))


def _classes(annotation: Any) -> Iterator[type]:
    """The classes in an annotation."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from _classes(inner)


@pytest.mark.parametrize("token", TOKENS)
def test_nested_inputs(token: str) -> None:
    types = input_type_types(theirs(token, "{}Args"))
    for wire, spec in specs(find(token).Args).items():
        for ours in (each for each in _classes(spec.annotation) if issubclass(each, Model)):
            (args,) = {each for each in _classes(types[wire]) if is_input_type(each)}
            assert set(specs(ours)) == set(input_type_types(args)), wire


@pytest.mark.parametrize(
    "token",
    ["alicloud:vpc/routeEntry:RouteEntry", "alicloud:vpc/network:Other", "alicloud:vpc/Network:Network", "aws:ec2:Vpc"],
)
def test_other_tokens_are_refused(token: str) -> None:
    with pytest.raises(PluginError) as refused:
        find(token)
    assert str(refused.value) == (
        f"the sandbox's stand-in for the plugin of pulumi_alicloud has no resource {token!r}; it has "
        f"{', '.join(TOKENS)}. Deploy other resources to an account, with the real plugin"
    )
