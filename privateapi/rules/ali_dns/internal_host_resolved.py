"""ALI-DNS-14: internal names that the instance cannot resolve."""

from collections.abc import Iterator

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import HTTP, Served, served, url_of
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import bindings
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.dns import normal
from privateapi.topology.model import AlibabaPrivateZone, InternalRecord, Node, Topology
from privateapi.topology.values import Known, NotJudged


class InternalHostResolved(Rule):
    """An API on a VPC integration instance names no internal host that no record of the instance resolves."""

    id = "ALI-DNS-14"
    fix = "declare an internal DNS record for the host and associate it with the instance"
    remarks = (
        "Internal are names of one label, under a suffix reserved for private use, in a private zone of the design, "
        "and those that have a record for another instance. Any other name is taken for a public one."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        apis = served(design.topology, HTTP, InstanceKind.VPC_INTEGRATION)
        unread: list[tuple[Node, str]] = list(apis.unread)
        internal = _Internal(design.topology)
        for each in apis.found:
            try:
                url = url_of(each.api)
            except NotJudged as reason:
                unread.append((each.api, str(reason)))
                continue
            if each.live or url.address is not None or url.host in given.domains_of.get(each.instance.key, ()):
                continue
            why = internal.why(url.host)
            if why is None:
                continue
            if given.unread:
                association, reason_text = given.unread[0]
                unread.append((each.api, f"{association.label} may be for {url.host}: {reason_text}"))
            else:
                yield self._refused(each, url.host, why)
        yield from self.all_unjudged(unread)

    def _refused(self, each: Served, host: str, why: str) -> Outcome:
        return self.violation(
            f"{each.api.label} has the backend {host}, {why}, and no internal DNS record for it is associated with "
            f"{each.instance.label}",
            each.api,
            each.instance,
        )


class _Internal:
    """Which names are certainly internal."""

    def __init__(self, topology: Topology) -> None:
        self._suffixes = alibaba_facts().choices["dns.internal_suffixes"].values
        self._zones = {
            normal(zone.zone_name.value): zone
            for zone in topology.of(AlibabaPrivateZone)
            if isinstance(zone.zone_name, Known)
        }
        self._records = {
            normal(record.domain_name.value): record
            for record in topology.of(InternalRecord)
            if isinstance(record.domain_name, Known)
        }

    def why(self, host: str) -> str | None:
        """Why a name is internal; None when it may be public."""
        if host in self._records:
            return f"the domain of {self._records[host].label}"
        if "." not in host:
            return "a name of one label"
        labels = host.split(".")
        for start in range(len(labels)):
            suffix = ".".join(labels[start:])
            if suffix in self._zones:
                return f"in {self._zones[suffix].label}"
            if suffix in self._suffixes:
                return f"a name under .{suffix}"
        return None
