"""The documents that rules and tables were read out of, from `documents.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from privateapi.facts.files import read


@dataclass(frozen=True, slots=True)
class Document:
    """A source document; `updated` is the date on it, None where it carries none."""

    id: str
    publisher: str
    title: str
    updated: date | None


@cache
def documents() -> Mapping[str, Document]:
    """All documents by id."""
    return {row["id"]: Document(**row) for row in read("documents")["documents"]}
