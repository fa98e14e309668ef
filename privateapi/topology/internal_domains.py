"""What an API Gateway instance on Alibaba Cloud gets for the host of a backend: its internal DNS records and weights.

Source: Alibaba Cloud, "API Gateway: Internal domain name resolution for backend services". "After association, all
requests from that instance to the configured domain name resolve to the IP addresses you defined", also where the name
has a public resolution. Other instances, and everyone else, ask the public DNS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from privateapi.topology.dns import Answer, Given, Result, Step
from privateapi.topology.model import (
    GatewayInstance,
    InternalRecord,
    InternalRecordAssociation,
    Topology,
    VpcAccess,
    WeightedAddress,
)
from privateapi.topology.values import UNKNOWN, Known, NotJudged, Unknown, because
from privateapi.topology.zones import normal

# CreatePrivateDNS, Type: records of addresses, for VPC integration instances; and records that stand for a VPC access
# authorization, for conventional ones.
_ADDRESSES, _ACCESS = "A", "VPC"


class InternalDomains:
    """The internal DNS records of a design, from the point of view of its instances."""

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._named: defaultdict[str, list[InternalRecord]] = defaultdict(list)
        for record in topology.of(InternalRecord):
            if isinstance(record.domain_name, Known):
                self._named[normal(record.domain_name.value)].append(record)

    def records(self, association: InternalRecordAssociation) -> list[InternalRecord]:
        """The records that an association may mean: the API names a record by its domain alone, whatever its type.

        Raises:
            NotJudged: that is not known.
        """
        if isinstance(association.record.id, Known):
            near = [
                record
                for record in self._named.get(normal(association.record.id.value), ())
                if not (record.region.known and association.region.known and record.region != association.region)
            ]
            if near:
                return near
            found = self._topology.follow(association.record, InternalRecord, association)
            return [found.value] if isinstance(found, Known) else []
        followed = self._topology.follow(association.record, InternalRecord, association)
        if not isinstance(followed, Known):
            raise NotJudged(f"its record {because(followed)}")
        return [followed.value]

    def answer(self, instance: GatewayInstance, name: str) -> Answer:
        """What an instance gets for the host of a backend; each part is one address with its share of the requests."""
        asked = normal(name)
        steps = [Step(f"{instance.label} asks for {asked}", instance)]
        parts: tuple[Given, ...]
        try:
            record = self._record(instance, asked)
            if record is None:
                reason = f"no internal DNS record for {asked} is given to {instance.label}: the public DNS is asked"
                parts = (Given(1.0, result=Result.PUBLIC, reason=reason),)
            else:
                steps.append(Step(f"{record.label} answers for {asked}", record))
                parts = self._parts(record, asked)
        except NotJudged as error:
            parts = (Given(1.0, result=Result.UNKNOWN, reason=str(error)),)
        for part in parts:
            if part.result is Result.ANSWERED and isinstance(part.values, Known):
                steps.append(Step(f"{part.values.value[0]} gets {part.share:.0%} of the requests", part.target))
        given = parts if parts[0].result is Result.ANSWERED else ()
        return Answer(parts[0].result, given, tuple(steps), parts[0].reason, parts)

    def _record(self, instance: GatewayInstance, name: str) -> InternalRecord | None:
        """The record for a name that is given to the instance.

        Raises:
            NotJudged: another record may be, or several are.
        """
        groups = self._topology.grouped(InternalRecordAssociation, "instances", GatewayInstance)
        found = {
            record.key: record
            for association in groups.by_target.get(instance.key, ())
            for record in self._for(association, name)
        }
        for association, _ in groups.unresolved:
            if list(self._for(association, name)):
                raise NotJudged(f"whether {association.label} is for {instance.label} is not known")
        if len(found) > 1:
            raise NotJudged(f"{' and '.join(record.label for record in found.values())} are both for {name}")
        return next(iter(found.values()), None)

    def _for(self, association: InternalRecordAssociation, name: str) -> Iterator[InternalRecord]:
        """The records of an association that are for a name, or may be."""
        try:
            records = self.records(association)
        except NotJudged as error:
            raise NotJudged(f"{association.label}: {error}") from None
        for record in records:
            if not isinstance(record.domain_name, Known):
                raise NotJudged(f"the domain name of {record.label} is not known")
            if normal(record.domain_name.value) == name:
                yield record

    def _parts(self, record: InternalRecord, name: str) -> tuple[Given, ...]:
        kind = record.type.get(_ADDRESSES)
        if kind == _ACCESS:
            return self._by_access(record, name)
        if isinstance(record.addresses, Unknown):
            raise NotJudged(f"the addresses of {record.label} are not known")
        return weighted(record, record.addresses.get(()))

    def _by_access(self, record: InternalRecord, name: str) -> tuple[Given, ...]:
        """ "The internal domain name must match the Host value in the corresponding VPC access authorization"."""
        accesses = [
            access
            for access in self._topology.of(VpcAccess)
            if isinstance(access.host, Known) and normal(access.host.value) == name
        ]
        if not accesses:
            reason = f"{record.label} is for the host of a VPC access authorization, and none has the host {name}"
            return (Given(1.0, result=Result.NO_ANSWER, reason=reason),)
        return (Given(1.0, target=accesses[0], values=UNKNOWN),)


def weighted(record: InternalRecord, addresses: tuple[WeightedAddress, ...]) -> tuple[Given, ...]:
    """The addresses of a record with their shares.

    "If two IP addresses have weights of 1 and 2, traffic is distributed at a 1:2 ratio. A weight of 0 means no traffic
    is forwarded to that IP address." Other than with Route 53, weights that are all 0 are no traffic at all.

    Raises:
        NotJudged: a weight or an address is not known.
    """
    weights = [_weight(record, place, each) for place, each in enumerate(addresses)]
    total = sum(weights)
    if not total:
        reason = f"{record.label} has no address with a weight above 0: it gets no traffic and takes no effect"
        return (Given(1.0, target=record, result=Result.NO_ANSWER, reason=reason),)
    return tuple(
        Given(weight / total, target=record, values=each.address.map(lambda text: (text,)))
        for weight, each in zip(weights, addresses, strict=True)
        if weight
    )


def _weight(record: InternalRecord, place: int, address: WeightedAddress) -> int:
    """The weight of an address; one that stands alone without a weight gets everything."""
    if isinstance(address.weight, Unknown):
        raise NotJudged(f"records[{place}].weight of {record.label} {address.weight.why}")
    return address.weight.get(1)
