"""Names that API Gateway of Alibaba Cloud takes, and what its security groups do by default, from `alibaba.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from privateapi.facts.files import read

Verdict = Literal["accept", "drop"]


@dataclass(frozen=True, slots=True)
class Names:
    """Texts with one meaning."""

    id: str
    values: tuple[str, ...]
    source: str

    def __contains__(self, value: object) -> bool:
        return value in self.values


@dataclass(frozen=True, slots=True)
class GroupDefaults:
    """What a security group of a type does with TCP that no rule matches.

    `same_group` is the verdict on inbound connections between interfaces of the group; `policy` leaves it to the
    group's inner access policy.
    """

    id: str
    ingress: Verdict
    egress: Verdict
    same_group: Literal["policy", "drop"]
    source: str


@dataclass(frozen=True, slots=True)
class BalancerDefaults:
    """What a load balancer of a kind does with inbound TCP that no rule of its security groups matches."""

    id: str
    ingress: Verdict
    source: str


@dataclass(frozen=True, slots=True)
class AlibabaFacts:
    """All rows by id."""

    as_of: date
    choices: Mapping[str, Names]
    security_groups: Mapping[str, GroupDefaults]
    balancers: Mapping[str, BalancerDefaults]


@cache
def alibaba_facts() -> AlibabaFacts:
    """The facts, read once."""
    table = read("alibaba")
    return AlibabaFacts(
        table["as_of"],
        {row["id"]: Names(**{**row, "values": tuple(row["values"])}) for row in table["choices"]},
        {row["id"]: GroupDefaults(**row) for row in table["security_groups"]},
        {row["id"]: BalancerDefaults(**row) for row in table["balancers"]},
    )
