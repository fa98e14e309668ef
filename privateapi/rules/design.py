"""What rules judge: the topology, and what is known beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from privateapi.facts.quotas import quota_table
from privateapi.rules.deployment import Deployments, find_deployments
from privateapi.rules.record_sets import RecordPlaces, RecordSets, read_record_sets
from privateapi.topology.model import Topology
from privateapi.topology.reachability import Reachability

if TYPE_CHECKING:
    from privateapi.rules.rehearsed import Rehearsed

QuotaBasis = Literal["default", "applied", "configured"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A quota in force: its value and where the value is from."""

    value: int
    basis: QuotaBasis
    source: str

    @property
    def text(self) -> str:
        """`5 (default quota, AWS documentation …)`."""
        return f"{self.value} ({self.basis} quota, {self.source})"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user of the rules says beside the design."""

    on_premises_cidrs: tuple[str, ...] = ()
    """Blocks in use on premises, which reach the VPCs over Direct Connect or VPN."""
    connected_vpcs: tuple[tuple[str, ...], ...] = ()
    """Groups of VPCs, by name or id, that are connected by more than the design says, such as a VPN between clouds."""
    quota_warning_percent: int = 80
    """The share of a quota from which on a warning is given."""
    quotas: Mapping[str, int] = field(default_factory=dict)
    """Quotas by id that the user knows better than the defaults."""
    reserved_by_instance_cidr: bool = False
    """Whether only those reserved blocks of an Alibaba Cloud zone count that are in the instance's own CIDR block."""
    backend_allow_lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By name or address of a backend on Alibaba Cloud, the CIDR blocks that its own allow list lets in."""
    environment: Literal["production", "development"] | None = None
    """What the design is for; rules about production stay silent while it is not said."""
    rto_seconds: int | None = None
    """The recovery time objective: how long an answer may still lead to a failed Region, in seconds."""
    maximum_time_to_move: int | None = None
    """How long a failure may take until clients get another answer, whatever fails, in seconds."""
    policy_expiry_days: int | None = None
    """How many days before the end of a policy a warning is given; left out, the project's default."""


# Without slots, so that what many rules ask for is found once.
@dataclass(frozen=True)
class Design:
    """A topology with settings, and the quotas that are applied to the account where they could be asked for."""

    topology: Topology
    settings: Settings = field(default_factory=Settings)
    applied: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """Applied quotas by account, region and quota id; empty without live data."""
    live: bool = False
    """Whether the topology holds what exists in the accounts."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When the design is judged, for what ends on a date."""

    @cached_property
    def reachability(self) -> Reachability:
        """Which network reaches which."""
        return Reachability(self.topology)

    @cached_property
    def deployments(self) -> Deployments:
        """The names that several Regions answer."""
        return find_deployments(self.topology)

    @cached_property
    def record_sets(self) -> RecordSets:
        """The records of each name and type."""
        return read_record_sets(self.topology)

    @cached_property
    def record_places(self) -> RecordPlaces:
        """Which Region each record leads to."""
        return RecordPlaces(self.topology)

    @cached_property
    def rehearsed(self) -> Rehearsed:
        """What every client gets for every planned name, under every failure."""
        # A component asks no rule about failures, and a program starts sooner without what rehearses them.
        from privateapi.rules.rehearsed import Rehearsed

        return Rehearsed(self.topology)

    @cached_property
    def _accounts(self) -> tuple[str, ...]:
        return tuple({account for account, _, _ in self.applied})

    def limit(self, quota_id: str, region: str = "", account: str = "") -> Limit:
        """The quota in force: what the user configured, what is applied to the account, or the documented default."""
        quota = quota_table().quotas[quota_id]
        if quota_id in self.settings.quotas:
            return Limit(self.settings.quotas[quota_id], "configured", "policy configuration")
        # A first preview does not know its account; where one account was read, it is that of the program.
        owner = account or (self._accounts[0] if len(self._accounts) == 1 else "")
        for key in ((owner, region, quota_id), (owner, "", quota_id), ("", region, quota_id), ("", "", quota_id)):
            if key in self.applied:
                return Limit(self.applied[key], "applied", f"Service Quotas, {region or 'account'}")
        return Limit(quota.default, "default", quota_table().source_of(quota))
