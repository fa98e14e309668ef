"""Writes `docs/rules.md` and `docs/resources.md` from what the rules and resources say themselves (`make docs`)."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from privateapi.facts.documents import documents
from privateapi.facts.rules import RuleFact, rule_table, rules_not_built
from privateapi.provider.config import ProviderConfig
from privateapi.provider.declarations import (
    ListOf,
    MapOf,
    ObjectOf,
    OneOf,
    Shape,
    field_docs,
    nested,
    resources,
    service_of,
    shape,
    summary,
)
from privateapi.provider.markers import AutoName, Chosen, Policy, Replaces, ReplacesWhen, Secret, WriteOnly
from privateapi.provider.model import FieldSpec, Model, specs
from privateapi.provider.resource import Resource
from privateapi.rules.engine import all_rules, family_of
from privateapi.rules.rule import Rule

FOLDER = Path(__file__).parent.parent / "docs"
GENERATED = "Made by `make docs` from {source}; edit that instead."
BASES = {
    "stated": "stated in the source",
    "implied": "follows from the source",
    "doc": "the cloud's documentation",
    "own": "added by this project",
}


def pages() -> Mapping[str, str]:
    """The text of every generated page by file name."""
    return {name: page() for name, page in PAGES.items()}


def write() -> list[Path]:
    """Write the pages; returns those that changed."""
    FOLDER.mkdir(exist_ok=True)
    changed = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


# Rules


def rules_page() -> str:
    """Every row of `rules.yaml`: what it asks for, how it is judged, or why it is not."""
    table, built = rule_table(), all_rules()
    read = [row for row in table.rules.values() if row.basis != "own"]
    lines = [
        "# Rules",
        "",
        GENERATED.format(source="`privateapi/facts/rules.yaml` and `privateapi/rules`"),
        "",
        f"{sum(row.id in built for row in read)} of {len(read)} rows that were read out of the documents are rules, "
        f"{len(rules_not_built())} are not and say why; {len(table.rules) - len(read)} rules more are this project's "
        f"own. The rows are of {table.as_of}. `privateapi check --explain ID` shows one of them.",
        "",
        "A mandatory rule refuses the deployment, an advisory one only speaks; the configuration of a pack changes "
        "that. The basis is in brackets after the source.",
    ]
    for group, rows in _by_group(table.rules.values()):
        lines += ["", f"## {group}", ""]
        lines += _table(
            ("Id", "Rule", "Severity", "Family", "Source", "Built"),
            ([row.id, row.rule, row.severity, *_standing(row, built.get(row.id))] for row in rows),
        )
    lines += ["", "## Sources", ""]
    lines += _table(
        ("Number", "Publisher", "Title", "Updated"),
        ([id[:3], each.publisher, each.title, str(each.updated or "")] for id, each in documents().items()),
    )
    return "\n".join(lines) + "\n"


def _by_group(rows: Iterable[RuleFact]) -> Iterator[tuple[str, list[RuleFact]]]:
    for group, members in groupby(sorted(rows, key=lambda row: (row.group, row.id)), lambda row: row.group):
        yield group, list(members)


def _standing(row: RuleFact, rule: Rule | None) -> list[str]:
    """Family, source, and how the row is judged or why it is not."""
    sources = ", ".join(source[:3] for source in row.source)
    basis = f"{sources} ({BASES[row.basis]})" if sources else BASES[row.basis]
    if rule is None:
        return [row.group.replace("-", "_"), basis, f"no: {rules_not_built().get(row.id, 'not built yet')}"]
    said = summary(type(rule)).split("\n\n", 1)[0].replace("\n", " ")
    return [family_of(rule), basis, f"yes: {said} {rule.remarks}".strip()]


# Resources


def resources_page() -> str:
    """The provider's configuration, and every resource with its inputs and outputs."""
    lines = [
        "# Resources",
        "",
        GENERATED.format(source="`privateapi/resources` and `privateapi/provider/config.py`"),
        "",
        "Inputs are outputs too; only further outputs are listed. Names are those of the wire and of YAML; Python "
        "programs write them in snake case (`cidr_block`).",
        "",
        "## Configuration",
        "",
        *summary(ProviderConfig).splitlines(),
        "",
        *_fields(ProviderConfig),
    ]
    for model in nested(ProviderConfig):
        lines += _model(model)
    for service, members in groupby(resources(), service_of):
        lines += ["", f"## {service}"]
        declared = list(members)
        for resource in declared:
            lines += _resource(resource)
        for model in _nested_models(declared):
            lines += _model(model)
    return "\n".join(lines) + "\n"


def _resource(resource: Resource[Any, Any]) -> Iterator[str]:
    inputs, outputs = specs(resource.Args), specs(resource.State)
    yield from ("", f"### {resource.token}", "", *summary(type(resource)).splitlines(), "")
    yield from _fields(resource.Args)
    further = {wire: spec for wire, spec in outputs.items() if wire not in inputs}
    if further:
        yield ""
        yield from _table(
            ("Output", "Type", "What it is"),
            (
                [f"`{wire}`", _type(shape(spec.annotation)), _text(resource.State, spec)]
                for wire, spec in further.items()
            ),
        )


def _model(model: type[Model]) -> list[str]:
    return ["", f"### {model.__name__}", "", *summary(model).splitlines(), "", *_fields(model)]


def _nested_models(declared: Iterable[Resource[Any, Any]]) -> list[type[Model]]:
    """The nested models of a service's resources, each once."""
    found = [model for each in declared for root in (each.Args, each.State) for model in nested(root)]
    return sorted(dict.fromkeys(found), key=lambda model: model.__name__)


def _fields(model: type[Model]) -> list[str]:
    return _table(
        ("Input", "Type", "What it is"),
        (
            [
                f"`{wire}`{' (required)' if spec.required else ''}",
                _type(shape(spec.annotation)),
                " ".join((_text(model, spec), *_marks(spec))).strip(),
            ]
            for wire, spec in specs(model).items()
        ),
    )


def _text(model: type[Model], spec: FieldSpec) -> str:
    return " ".join(field_docs(model).get(spec.name, "").split())


MARKS: Mapping[type, Callable[[Any], str]] = {
    Replaces: lambda marker: "*A new value replaces the resource.*",
    ReplacesWhen: lambda marker: f"*Changed to {' or '.join(marker.values)}, it replaces the resource.*",
    Chosen: lambda marker: "*Left out, the cloud chooses.*",
    AutoName: lambda marker: "*Left out, it is made of the resource's name.*",
    Secret: lambda marker: "*Secret.*",
    WriteOnly: lambda marker: "*Never read back.*",
    Policy: lambda marker: "*JSON policy document.*",
}


def _marks(spec: FieldSpec) -> Iterator[str]:
    if isinstance(spec.default, str | int | float):
        yield f"*Left out, it is `{str(spec.default).lower() if isinstance(spec.default, bool) else spec.default}`.*"
    for marker in spec.markers:
        if type(marker) in MARKS:
            yield MARKS[type(marker)](marker)


def _type(found: Shape) -> str:
    if isinstance(found, ListOf):
        return f"list of {_type(found.item)}"
    if isinstance(found, MapOf):
        return f"map of {_type(found.item)}"
    if isinstance(found, OneOf):
        return " or ".join(f"`{value}`" for value in found.values)
    if isinstance(found, ObjectOf):
        return f"[{found.model.__name__}](#{found.model.__name__.lower()})"
    return found


def _table(head: tuple[str, ...], rows: Iterable[list[str]]) -> list[str]:
    """A table of Markdown; a bar inside a cell is escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return lines


PAGES: Mapping[str, Callable[[], str]] = {"resources.md": resources_page, "rules.md": rules_page}


if __name__ == "__main__":
    for changed_page in write():
        sys.stderr.write(f"{changed_page.name}\n")
