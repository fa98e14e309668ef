"""Every resource is found by its file, and owes the whole life cycle and a test file beside its path."""

import importlib
import inspect
from pathlib import Path

import pytest

from privateapi.provider import registry
from privateapi.provider.errors import PluginError
from privateapi.provider.model import specs
from tests.resources.lifecycle import Lifecycle

TOKENS = sorted(registry.tokens())


@pytest.mark.parametrize("token", TOKENS)
def test_resource_declared(token: str) -> None:
    resource = registry.find(token)
    assert resource.token == token
    assert resource.noun and resource.service
    assert inspect.getdoc(type(resource)), "the schema takes the description from the docstring"
    inputs, state = specs(resource.Args), specs(resource.State)
    assert set(inputs) <= set(state), "a state holds every input"
    assert set(state) - set(inputs), "a state without an output cannot be told from a half-made one"


@pytest.mark.parametrize("token", TOKENS)
def test_resource_owes_life_cycle(token: str) -> None:
    resource = type(registry.find(token))
    service, module = resource.__module__.split(".")[-2:]
    path = Path(__file__).parent / service / f"test_{module}.py"
    assert path.is_file(), f"{token} has no test: {path}"
    tests = importlib.import_module(f"tests.resources.{service}.test_{module}")
    owed = [each for _, each in inspect.getmembers(tests, inspect.isclass) if issubclass(each, Lifecycle)]
    # A resource of several kinds, such as a REGIONAL and a PRIVATE one, may pass the life cycle with each.
    assert {each.token for each in owed if hasattr(each, "token")} == {token}


def test_unknown_token() -> None:
    with pytest.raises(PluginError, match="there is no resource 'privateapi:ec2:Nothing'; this plugin has privateapi:"):
        registry.find("privateapi:ec2:Nothing")
