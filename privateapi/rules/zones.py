"""Hosted zones and the VPCs that they answer, whether stated with the zone or by an association."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from privateapi.rules.asking import ask
from privateapi.topology.model import ClientNetwork, HostedZone, RecordSet, Topology, Vpc, ZoneAssociation
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs, Unknown, Value


@dataclass(frozen=True, slots=True)
class ZoneLink:
    """One VPC of one zone: `node` states it. `zone` and `vpc` are keys, or ids of what was not read."""

    node: HostedZone | ZoneAssociation
    zone: Value[str]
    vpc: Value[str]
    vpc_region: Value[str]


def zone_links(topology: Topology) -> Iterator[ZoneLink]:
    """Every VPC of every private zone; where a zone's list cannot be read, one link with an unknown VPC."""
    for zone in topology.of(HostedZone):
        yield from _stated(topology, zone)
    for association in topology.of(ZoneAssociation):
        yield ZoneLink(
            association,
            topology.identity(association.zone, HostedZone, association),
            topology.identity(association.vpc, Vpc, association),
            association.vpc_region,
        )


def _stated(topology: Topology, zone: HostedZone) -> Iterator[ZoneLink]:
    key = Known(zone.key)
    if isinstance(zone.vpcs, Unknown):
        yield ZoneLink(zone, key, zone.vpcs, UNKNOWN)
        return
    parts = zone.vpcs.get(())
    named = [topology.identity(part.vpc, Vpc, zone) for part in parts]
    if all(vpc.known for vpc in named):
        for part, vpc in zip(parts, named, strict=True):
            yield ZoneLink(zone, key, vpc, part.vpc_region)
        return
    # The engine tells for the whole list which VPCs it was computed from, not for each of them.
    together = topology.identities(
        Refs(
            Known(tuple(part.vpc.id for part in parts)),
            tuple(dict.fromkeys(node for part in parts for node in part.vpc.nodes)),
        ),
        Vpc,
        zone,
    )
    if isinstance(together, Known):
        for found in together.value:
            yield ZoneLink(zone, key, Known(found), Unknown("cannot be told apart from that of the other VPCs"))
    else:
        yield ZoneLink(zone, key, together, UNKNOWN)


def is_private(zone: HostedZone) -> bool:
    """Whether a zone is private: it says so, or it is made with a VPC.

    Raises:
        NotJudged: it is not known.
    """
    if not zone.private.missing:
        return ask(zone.private, "whether it is private")
    return bool(ask(zone.vpcs, "the list of its VPCs", ()))


def vpc_at(topology: Topology, key: str) -> Vpc | None:
    """The VPC with a key of a link; None when it was not read."""
    node = topology.node(key)
    return node if isinstance(node, Vpc) else None


def asks_for(topology: Topology, client: ClientNetwork, zone: HostedZone, records: Iterable[RecordSet]) -> bool:
    """Whether a client network asks for the name of these records, which are in a zone.

    Those that a component names ask for the component's own name; of others it is not said, so they ask for all.
    """
    component, _, part = client.key.partition("#")
    named = not part or any(record.parent == component for record in records)
    return named and asks_in(topology, client, zone.key)


def asks_in(topology: Topology, client: ClientNetwork, zone: str) -> bool:
    """Whether a client network may get its answers from the zone with a key: it says which, or may do so from all."""
    own = topology.identity(client.zone, HostedZone, client)
    return not isinstance(own, Known) or own.value == zone


def named_vpc(topology: Topology, key: str) -> str:
    """How a message names the VPC of a link."""
    vpc = vpc_at(topology, key)
    return vpc.label if vpc is not None else f"VPC {key}"


def zone_of(topology: Topology, ref: Ref, near: ZoneAssociation) -> HostedZone | None:
    """The zone of an association; None when it was not read."""
    found = topology.follow(ref, HostedZone, near)
    return found.value if isinstance(found, Known) else None
