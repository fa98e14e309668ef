"""Writes Python for the resources that `pulumi import` read: from the engine's own notation to a program's lines.

The notation is PCL, of which `pulumi import` uses a small part: `resource` blocks with literals, lists, objects,
references to other resources, `secret(...)` and an `options` block. Resources of other packages are refused: their
Python names need the package's schema, which the official language host reads.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

PACKAGE = "privateapi"
INDENT = " " * 4

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|\#[^\n]*|//[^\n]*)
  | (?P<heredoc><<-?(?P<tag>\w+)\n(?P<text>.*?)\n[ \t]*(?P=tag)(?=\n))
  | (?P<string>"(?:[^"\\]|\\.)*")
  | (?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
  | (?P<name>[A-Za-z_][\w-]*)
  | (?P<mark>[{}\[\]()=,.:])
    """,
    re.VERBOSE | re.DOTALL,
)
_LITERALS = {"true": "True", "false": "False", "null": "None"}


class Unsupported(Exception):
    """The code asked for needs what this host does not have; the message says what."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


@dataclass
class _Block:
    kind: str
    labels: list[str]
    attributes: dict[str, str] = field(default_factory=dict)
    blocks: list[_Block] = field(default_factory=list)


def generate(sources: Iterable[str]) -> str:
    """The Python program for PCL `sources`.

    Raises:
        Unsupported: a resource of another package, or PCL that `pulumi import` does not write.
    """
    blocks = [block for source in sources for block in _Parser(source).blocks()]
    resources = [_resource(block) for block in blocks if block.kind == "resource"]
    modules = sorted({module for module, _ in resources})
    imports = ["import pulumi", f"from {PACKAGE}.sdk import {', '.join(modules)}"] if modules else ["import pulumi"]
    return "\n".join([*imports, "", *(lines for _, lines in resources)]) + "\n"


def python_name(name: str) -> str:
    """`enableDnsHostnames` as `enable_dns_hostnames`; a Python keyword gets an underscore."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).replace("-", "_").lower()
    return f"{snake}_" if keyword.iskeyword(snake) else snake


def _resource(block: _Block) -> tuple[str, str]:
    """(module of the SDK, the resource's lines)."""
    variable, token = block.labels
    package, module, kind = token.split(":")
    if package != PACKAGE:
        raise Unsupported(f"writing Python for {token} needs Pulumi with its own Python language host")
    service = module.split("/")[0]
    attributes = dict(block.attributes)
    name = attributes.pop("__logicalName", json.dumps(variable))
    arguments = [name, *(f"{python_name(key)}={value}" for key, value in attributes.items())]
    for options in block.blocks:
        if options.kind == "options":
            given = [f"{python_name(key)}={value}" for key, value in options.attributes.items()]
            arguments.append(_lines("opts=pulumi.ResourceOptions(", given, ")"))
    return service, _lines(f"{python_name(variable)} = {service}.{kind}(", arguments, ")")


def _lines(start: str, items: list[str], end: str) -> str:
    """`items` between brackets: on one line when there is one short item, else one line each."""
    if not items:
        return start + end
    if len(items) == 1 and "\n" not in items[0]:
        return start + items[0] + end
    body = "".join(f"{item},\n" for item in items)
    return start + "\n" + "".join(INDENT + line for line in body.splitlines(keepends=True)) + end


class _Parser:
    """A recursive-descent parser that turns expressions into Python text as it reads them."""

    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0

    def blocks(self) -> Iterator[_Block]:
        while self._peek().kind != "end":
            yield self._block(self._take("name").text)

    def _block(self, kind: str) -> _Block:
        labels = []
        while self._peek().text != "{":
            token = self._next()
            labels.append(json.loads(token.text) if token.kind == "string" else token.text)
        block = _Block(kind, labels)
        self._take("mark", "{")
        while self._peek().text != "}":
            name = self._take("name").text
            if self._peek().text == "=":
                self._take("mark", "=")
                block.attributes[name] = self._expression()
            else:
                block.blocks.append(self._block(name))
        self._take("mark", "}")
        return block

    def _expression(self) -> str:
        token = self._next()
        if token.kind in ("string", "heredoc"):
            return _string(token)
        if token.kind == "number":
            return token.text
        if token.text == "[":
            return _lines("[", list(self._items("]")), "]")
        if token.text == "{":
            return _lines("{", list(self._entries()), "}")
        if token.kind == "name":
            return self._reference(token.text)
        raise Unsupported(f"the imported definition holds {token.text!r} where a value was expected")

    def _items(self, end: str) -> Iterator[str]:
        while self._peek().text != end:
            yield self._expression()
            self._skip(",")
        self._take("mark", end)

    def _entries(self) -> Iterator[str]:
        while self._peek().text != "}":
            token = self._next()
            # A bare key is a declared property, a quoted one is the user's own, such as a tag's.
            key = _string(token) if token.kind == "string" else json.dumps(python_name(token.text))
            self._skip("=", ":")
            yield f"{key}: {self._expression()}"
            self._skip(",")
        self._take("mark", "}")

    def _reference(self, name: str) -> str:
        if name in _LITERALS:
            return _LITERALS[name]
        if self._peek().text == "(":
            self._take("mark", "(")
            arguments = ", ".join(self._items(")"))
            if name != "secret":
                raise Unsupported(f"the imported definition calls {name}(), which this host cannot write")
            return f"pulumi.Output.secret({arguments})"
        text = python_name(name)
        while self._peek().text in (".", "["):
            if self._next().text == ".":
                text += f".{python_name(self._take('name').text)}"
            else:
                text += f"[{''.join(self._items(']'))}]"
        return text

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, kind: str, text: str | None = None) -> _Token:
        token = self._next()
        if token.kind != kind or text not in (None, token.text):
            raise Unsupported(f"the imported definition holds {token.text!r} where {text or kind!r} was expected")
        return token

    def _skip(self, *texts: str) -> None:
        if self._peek().text in texts:
            self._next()


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise Unsupported(f"the imported definition cannot be read at {source[at : at + 20]!r}")
        at = match.end()
        if match.lastgroup == "heredoc" or match["heredoc"] is not None:
            yield _Token("heredoc", match["text"] + "\n")
        elif match["blank"] is None:
            yield _Token(str(match.lastgroup), match.group())
    yield _Token("end", "")


def _string(token: _Token) -> str:
    """The Python literal of a PCL string, in which `$${` and `%%{` stand for `${` and `%{`."""
    text = token.text if token.kind == "heredoc" else json.loads(token.text)
    if re.search(r"(?<!\$)\$\{", text):
        raise Unsupported("the imported definition holds a template, which this host cannot write")
    return json.dumps(text.replace("$${", "${").replace("%%{", "%{"), ensure_ascii=False)
