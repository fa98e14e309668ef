"""Which VPCs are on which transit gateways, and which gateways are connected by peerings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privateapi.rules.wording import because
from privateapi.topology.model import (
    Node,
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayVpcAttachment,
    Vpc,
)
from privateapi.topology.values import Known, NotJudged

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Attached:
    """Transit gateways by the key of each VPC, and back; a gateway that was not read has its id for a key.

    `unread` are attachments whose VPC or gateway is not certain.
    """

    vpcs: Mapping[str, Vpc]
    gateways_of: Mapping[str, frozenset[str]]
    vpcs_on: Mapping[str, tuple[Vpc, ...]]
    unread: tuple[tuple[TransitGatewayVpcAttachment, str], ...]


def attached(topology: Topology) -> Attached:
    """All attachments of VPCs."""
    vpcs: dict[str, Vpc] = {}
    gateways: defaultdict[str, set[str]] = defaultdict(set)
    on: defaultdict[str, dict[str, Vpc]] = defaultdict(dict)
    unread: list[tuple[TransitGatewayVpcAttachment, str]] = []
    for attachment in topology.of(TransitGatewayVpcAttachment):
        vpc = topology.follow(attachment.vpc, Vpc, attachment)
        gateway = topology.identity(attachment.transit_gateway, TransitGateway, attachment)
        if isinstance(vpc, Known) and isinstance(gateway, Known):
            vpcs[vpc.value.key] = vpc.value
            gateways[vpc.value.key].add(gateway.value)
            on[gateway.value][vpc.value.key] = vpc.value
        else:
            unread.append((attachment, f"its VPC or transit gateway {because(gateway if vpc.known else vpc)}"))
    return Attached(
        vpcs,
        {key: frozenset(found) for key, found in gateways.items()},
        {key: tuple(found[vpc] for vpc in sorted(found)) for key, found in on.items()},
        tuple(unread),
    )


@dataclass(frozen=True, slots=True)
class Peered:
    """The graph of gateways that peerings connect, and the peerings whose ends are not certain."""

    graph: nx.Graph[str]
    part_of: Mapping[str, int]
    unread: tuple[tuple[TransitGatewayPeering, str], ...]

    def connected(self, one: str, other: str) -> bool:
        """Whether there is a way over peerings between two gateways."""
        return one in self.part_of and self.part_of.get(other) == self.part_of[one]


def peered(topology: Topology) -> Peered:
    """All peerings of transit gateways."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    unread: list[tuple[TransitGatewayPeering, str]] = []
    for peering in topology.of(TransitGatewayPeering):
        ends = [
            topology.identity(end, TransitGateway, near)
            # The peer is in another Region.
            for end, near in ((peering.transit_gateway, peering), (peering.peer_transit_gateway, None))
        ]
        if isinstance(ends[0], Known) and isinstance(ends[1], Known):
            graph.add_edge(ends[0].value, ends[1].value)
        else:
            unread.append((peering, f"one of its ends {because(ends[1] if ends[0].known else ends[0])}"))
    parts = {key: number for number, part in enumerate(nx.connected_components(graph)) for key in part}
    return Peered(graph, parts, tuple(unread))


def gateway_label(topology: Topology, key: str) -> str:
    """How a message names a gateway, read or not."""
    found: Node | None = topology.node(key)
    return found.label if found is not None else f"transit gateway {key}"


def other_end(topology: Topology, peering: TransitGatewayPeering, own: str) -> str:
    """The key of the gateway at the other end of a peering.

    Raises:
        NotJudged: an end is not known, or the own gateway is none of them.
    """
    requester = topology.identity(peering.transit_gateway, TransitGateway, peering)
    accepter = topology.identity(peering.peer_transit_gateway, TransitGateway)
    if not (isinstance(requester, Known) and isinstance(accepter, Known)):
        raise NotJudged(f"an end of {peering.label} {because(accepter if requester.known else requester)}")
    if own not in (requester.value, accepter.value):
        raise NotJudged(f"{peering.label} does not belong to {gateway_label(topology, own)}")
    return accepter.value if own == requester.value else requester.value
