"""The generated references: fresh, complete, and with links that lead somewhere."""

import re

import pytest

from privateapi.docs import FOLDER, PAGES, pages, write
from privateapi.facts.rules import rule_table, rules_not_built
from privateapi.provider import registry
from privateapi.provider.config import AlicloudConfig, ProviderConfig
from privateapi.provider.model import specs
from privateapi.rules.engine import all_rules


@pytest.mark.parametrize("name", PAGES)
def test_fresh(name: str) -> None:
    path = FOLDER / name
    assert path.is_file() and path.read_text(encoding="utf-8") == pages()[name], f"{name} is stale: run `make docs`"


def test_every_rule_has_a_row() -> None:
    rows = [line for line in pages()["rules.md"].splitlines() if re.match(r"\| (ALI|AWS|QUO|META)-", line)]
    assert [line.split(" | ")[0].removeprefix("| ") for line in rows] == [
        row.id for row in sorted(rule_table().rules.values(), key=lambda row: (row.group, row.id))
    ]
    # A bar inside a cell would shift the columns after it.
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {7}
    for line in rows:
        id = line.split(" | ")[0].removeprefix("| ")
        assert re.search(r"\| yes: .+ \|$" if id in all_rules() else r"\| no: .+ \|$", line), id


def test_no_rule_is_built_and_not_built() -> None:
    assert not all_rules().keys() & rules_not_built().keys()


def test_every_resource_is_described() -> None:
    page = pages()["resources.md"]
    assert re.findall(r"^### (privateapi:\S+)$", page, re.MULTILINE) == sorted(registry.tokens())
    targets = set(re.findall(r"\]\(#(\S+?)\)", page))
    assert targets <= {heading.lower() for heading in re.findall(r"^### (\S+)$", page, re.MULTILINE)}


def test_configuration_is_described() -> None:
    page = pages()["resources.md"]
    for model in (ProviderConfig, AlicloudConfig):
        for wire in specs(model):
            assert re.search(rf"^\| `{wire}` \| .+ \| \S.+ \|$", page, re.MULTILINE), wire


def test_write_changes_only_what_is_stale(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privateapi.docs.FOLDER", tmp_path)
    assert {path.name for path in write()} == set(PAGES)
    assert write() == []
