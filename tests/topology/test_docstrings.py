"""The examples in the docstrings are what the code does."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import privateapi.facts
import privateapi.topology

MODULES = [
    module.name
    for package in (privateapi.topology, privateapi.facts)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
