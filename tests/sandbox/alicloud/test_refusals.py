"""The table of refusals: every row is used, its text is filled, and assumed names are marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from privateapi.sandbox import alicloud
from privateapi.sandbox.alicloud.refusals import RECORDS, REFUSALS, refused

SOURCES = [path for path in Path(alicloud.__path__[0]).rglob("*.py") if path.name != "refusals.py"]


def test_every_row_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [code for code in REFUSALS if f'"{code}"' not in text] == []


def test_names_for_internal_records_are_marked_as_assumed() -> None:
    about = [row for row in REFUSALS.values() if row.source == RECORDS or "PrivateDNS" in row.code]
    assert len(about) > 8 and [row.code for row in about if not row.assumed] == []
    # Names that no document has can only be told by their beginnings, which are documented.
    patterns = r"(Missing|Invalid|NotFound|Duplicate|DependencyViolation|ExceedLimit|Forbidden)[A-Z]\w+"
    gateway = [row.code for row in REFUSALS.values() if row.assumed and "." not in row.code]
    assert [code for code in gateway if re.fullmatch(patterns, code) is None] == []


@pytest.mark.parametrize("code", REFUSALS)
def test_text_is_filled(code: str) -> None:
    why = refused(code, "Name", "It is so.", "more")
    assert "{" not in why.message and "%s" not in why.code and 400 <= why.status <= 503
    assert why.message == refused(code, "Name", "It is so.").message


def test_text_without_details_has_no_gap() -> None:
    assert refused("NotFoundPrivateDNS").message == "Cannot find resource according to your specified PrivateDNS."
