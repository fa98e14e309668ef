"""One call: its parameters read as what they should be, and the region that it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from privateapi.sandbox.alicloud.refusals import Refused, refused
from privateapi.sandbox.alicloud.state import Cloud, Region
from privateapi.topology.cidr import Cidr, CidrError, parse_cidr

T = TypeVar("T")

Answer = dict[str, Any]
Action = Callable[["Call"], Answer]


@dataclass(frozen=True, slots=True)
class Declared:
    """An action of a product; a repeated call with the same value of `token` gets the answer of the first one."""

    product: Product
    name: str
    act: Action
    token: str | None


@dataclass(frozen=True, slots=True)
class Product:
    """A product of Alibaba Cloud with the version of its API, and its codes for missing and wrong parameters."""

    name: str
    version: str
    missing: str = "MissingParameter"
    invalid: str = "InvalidParameter"
    regional: bool = True

    def action(self, name: str, token: str | None = None) -> Callable[[Action], Action]:
        """Declare the function that carries out an action."""

        def declare(act: Action) -> Action:
            ACTIONS[(self.version, name)] = Declared(self, name, act, token)
            return act

        return declare


# Every declared action by the version of its API and its name, which is what a call carries.
ACTIONS: dict[tuple[str, str], Declared] = {}

CLOUDAPI = Product("CloudAPI", "2016-07-14", "Missing%s", "Invalid%s")
ECS = Product("Ecs", "2014-05-26")
LOCATION = Product("Location", "2015-06-12", regional=False)
PVTZ = Product("pvtz", "2018-01-01", regional=False)
RAM = Product("Ram", "2015-05-01", regional=False)
RESOURCE_MANAGER = Product("ResourceManager", "2020-03-31", regional=False)
STS = Product("Sts", "2015-04-01", regional=False)
VPC = Product("Vpc", "2016-04-28")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in. Parameters have come from the query and the form alike; `host` is where it came to."""

    cloud: Cloud
    product: Product
    action: str
    region: Region
    parameters: Mapping[str, str]
    host: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A parameter, or `default` when it was left out or is empty."""
        return self.parameters.get(name) or default

    def required(self, name: str) -> str:
        """A parameter that must be there. Raises Refused."""
        value = self.text(name)
        if not value:
            raise refused(self.product.missing, name)
        return value

    def chosen(self, name: str, values: Sequence[str], default: str = "") -> str:
        """A parameter that must be one of `values`; without a default it must be there. Raises Refused."""
        value = self.text(name, default) or self.required(name)
        if value not in values:
            raise self.wrong(name, f"{value!r} is none of {', '.join(values)}.")
        return value

    def matching(self, name: str, pattern: str, right: str) -> str:
        """A parameter that must match `pattern` as a whole, which `right` says in words. Raises Refused."""
        value = self.required(name)
        if re.fullmatch(pattern, value) is None:
            raise self.wrong(name, f"{value!r} is not {right}.")
        return value

    def integer(self, name: str, default: int | None, lowest: int, highest: int) -> int:
        """A whole number from `lowest` to `highest`; without a default it must be there. Raises Refused."""
        value = self.text(name) if default is not None else self.required(name)
        if not value and default is not None:
            return default
        if re.fullmatch(r"-?\d{1,18}", value) is None or not lowest <= int(value) <= highest:
            raise self.wrong(name, f"{value!r} is no whole number from {lowest} to {highest}.")
        return int(value)

    def cidr(self, name: str, code: str | None = None) -> Cidr:
        """A CIDR block that must be there; `code` is the error of one that is none. Raises Refused."""
        try:
            return parse_cidr(self.required(name))
        except CidrError as error:
            raise (refused(code, error) if code else self.wrong(name, str(error))) from None

    def flag(self, name: str, default: bool = False) -> bool:
        """A parameter that is true or false. Python's clients write `True`, others `true`. Raises Refused."""
        value = self.text(name, str(default)).lower()
        if value not in ("true", "false"):
            raise self.wrong(name, f"{value!r} is neither true nor false.")
        return value == "true"

    def json(self, name: str, kind: type[T]) -> T:
        """A parameter that holds JSON of a kind (dict or list); an empty one when it was left out. Raises Refused."""
        text = self.text(name)
        if not text:
            return kind()
        try:
            value = json.loads(text)
        except ValueError:
            raise self.wrong(name, "It is no JSON.") from None
        if not isinstance(value, kind):
            raise self.wrong(name, f"It is JSON, but no {'object' if kind is dict else 'array'}.")
        return value

    def texts(self, name: str) -> list[str]:
        """A list that was sent as `Name.1`, `Name.2` and so on."""
        found = (re.fullmatch(rf"{re.escape(name)}\.(\d+)", key) for key in self.parameters)
        numbers = sorted(int(match[1]) for match in found if match)
        return [self.parameters[f"{name}.{number}"] for number in numbers]

    def entries(self, name: str) -> list[dict[str, str]]:
        """A list of objects that was sent as `Name.1.Field`, `Name.2.Field` and so on."""
        entries: dict[int, dict[str, str]] = {}
        for key, value in self.parameters.items():
            match = re.fullmatch(rf"{re.escape(name)}\.(\d+)\.(\w+)", key)
            if match:
                entries.setdefault(int(match[1]), {})[match[2]] = value
        return [entries[number] for number in sorted(entries)]

    def tags(self) -> dict[str, str]:
        """The tags that the call carries."""
        return {entry.get("Key", ""): entry.get("Value", "") for entry in self.entries("Tag")}

    def wrong(self, name: str, why: str) -> Refused:
        """The error of a parameter whose value is not valid."""
        return refused(self.product.invalid, name, why)

    def page(self, rows: Sequence[T], default: int = 10, highest: int = 100) -> tuple[list[T], Answer]:
        """The rows of the page that was asked for, and what the answer says of it. Raises Refused."""
        number = self.integer("PageNumber", 1, 1, 10**9)
        size = self.integer("PageSize", default, 1, highest)
        first = (number - 1) * size
        return list(rows[first : first + size]), {"TotalCount": len(rows), "PageNumber": number, "PageSize": size}


def has_tags(tags: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether all wanted tags are there; a wanted tag without a value is there with any."""
    return all(key in tags and value in ("", tags[key]) for key, value in wanted.items())
