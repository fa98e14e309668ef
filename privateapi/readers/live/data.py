"""What was read of live accounts, and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from privateapi.rules.finding import Unjudged
from privateapi.topology.model import Node

LIVE = "LIVE"
"""Stands where the id of a rule would, for what could not be read at all."""


@dataclass(frozen=True, slots=True)
class LiveData:
    """Resources that exist, with `live=True`, and applied quotas by account, region and quota id.

    `unread` says of each kind that could not be read why, once. `told` says that somebody else has shown that already.
    """

    nodes: tuple[Node, ...] = ()
    applied: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    unread: tuple[Unjudged, ...] = ()
    told: bool = False

    @property
    def complete(self) -> bool:
        """Whether all kinds of resources were read everywhere."""
        return not self.unread

    def joined(self, other: LiveData) -> LiveData:
        """Both together, as of two clouds."""
        return LiveData(
            (*self.nodes, *other.nodes),
            {**self.applied, **other.applied},
            (*self.unread, *other.unread),
            self.told and other.told,
        )
