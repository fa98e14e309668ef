"""ALI-DNS-17: internal records of names that are public too."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.internal_records import domain_of
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    AlibabaPublicRecord,
    HostedZone,
    InternalRecord,
    Node,
    RecordSet,
    Topology,
    ZoneAssociation,
)
from privateapi.topology.values import Known, NotJudged, Value


class PublicName(Rule):
    """The domain of an internal record is not published, or it is said that the internal record overrides it."""

    id = "ALI-DNS-17"
    fix = "use a name that is not published, or make sure that the instance is meant to get the internal answer"
    remarks = "Public are the names that the design itself publishes, in Alibaba Cloud DNS or a public Route 53 zone."

    def check(self, design: Design) -> Iterator[Outcome]:
        published = _published(design.topology)
        unread: list[tuple[Node, str]] = []
        for record in design.topology.of(InternalRecord):
            try:
                domain = domain_of(record)
            except NotJudged as reason:
                unread.append((record, str(reason)))
                continue
            if domain in published and not record.live:
                yield self.violation(
                    f"{record.label} is for {domain}, which {published[domain].label} publishes: instances with the "
                    "internal record no longer get the public answer",
                    record,
                    published[domain],
                )
        yield from self.all_unjudged(unread)


def _published(topology: Topology) -> dict[str, Node]:
    """The names that the design publishes."""
    found: dict[str, Node] = {}
    for public in topology.of(AlibabaPublicRecord):
        if isinstance(public.record_name, Known) and _answers(public.type):
            found.setdefault(normal(public.record_name.value), public)
    for record in topology.of(RecordSet):
        zone = topology.follow(record.zone, HostedZone, record)
        if not (isinstance(zone, Known) and isinstance(record.record_name, Known) and _answers(record.type)):
            continue
        if _is_public(topology, zone.value):
            found.setdefault(normal(record.record_name.value), record)
    return found


def _answers(type: Value[str]) -> bool:
    """Whether a record of that type says where the name leads."""
    return isinstance(type, Known) and type.value.upper() in ("A", "AAAA", "CNAME")


def _is_public(topology: Topology, zone: HostedZone) -> bool:
    if isinstance(zone.private, Known):
        return not zone.private.value
    return zone.private.missing and zone.vpcs.missing and not topology.referrers(ZoneAssociation, "zone", zone)
