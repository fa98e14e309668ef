"""Default quotas of both clouds with their codes, from `quotas.yaml`.

They are the documented defaults. The applied value of an account may differ, and new accounts may have less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from privateapi.facts.files import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One quota: `default` in units of its `name`, for each `scope`.

    `adjustable` is None where the documentation does not say; `max` is the highest value that can be asked for;
    `service_code` and `quota_code` are those of Service Quotas (AWS) or Quota Center (Alibaba Cloud), None where the
    quota has none; `source` is a key of `QuotaTable.sources`; `verified` says whether the value was seen in a document;
    `counts` names the resources that use it up, None where it cannot be counted before the deployment.
    """

    id: str
    cloud: Literal["aws", "alibaba"]
    service: str
    name: str
    default: int
    adjustable: bool | None
    scope: str
    source: str
    verified: bool
    max: int | None = None
    service_code: str | None = None
    quota_code: str | None = None
    counts: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """All quotas by id, what each source key stands for, and when the values were read."""

    as_of: str
    sources: Mapping[str, str]
    quotas: Mapping[str, Quota]

    def source_of(self, quota: Quota) -> str:
        """The source of a quota in words, for a message."""
        return self.sources[quota.source]


@cache
def quota_table() -> QuotaTable:
    """The table, read once."""
    table = read("quotas")
    rows = [Quota(**row) for row in table["quotas"]]
    return QuotaTable(str(table["as_of"]), table["sources"], {row.id: row for row in rows})
