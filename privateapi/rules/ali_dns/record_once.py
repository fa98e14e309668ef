"""ALI-DNS-16: domains and addresses that are stated twice."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import domain_of, record_kind
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.blocks import address_of
from privateapi.topology.model import InternalRecord, Node
from privateapi.topology.values import Known, NotJudged, Unknown


class RecordOnce(Rule):
    """A domain has one record for each kind of instances in a region, and a record has each address once."""

    id = "ALI-DNS-16"
    fix = "put all addresses of a domain into one record, each once, with the sum of their weights"
    remarks = "A record that exists already may be the planned one itself, so only what is planned is compared."

    def check(self, design: Design) -> Iterator[Outcome]:
        names: defaultdict[tuple[InstanceKind, str], list[InternalRecord]] = defaultdict(list)
        unread: list[tuple[Node, str]] = []
        for record in design.topology.of(InternalRecord):
            if record.live:
                continue
            yield from self._addresses(record)
            try:
                names[record_kind(record), domain_of(record)].append(record)
            except NotJudged as reason:
                unread.append((record, str(reason)))
        for (_, domain), records in names.items():
            seen: dict[tuple[str, str], InternalRecord] = {}
            for record in records:
                if len(records) > 1 and not isinstance(record.region, Known):
                    unread.append((record, "its region is not known, and there is another record of its domain"))
                    continue
                first = seen.setdefault((_text(record.region), _text(record.account)), record)
                if first is not record:
                    yield self.violation(
                        f"{record.label} and {first.label} are both records of {domain} in {_text(record.region)}",
                        record,
                        first,
                    )
        yield from self.all_unjudged(unread)

    def _addresses(self, record: InternalRecord) -> Iterator[Outcome]:
        if not isinstance(record.addresses, Known):
            if isinstance(record.addresses, Unknown):
                yield self.unjudged(f"the list of its addresses {record.addresses.why}", record)
            return
        seen: set[str] = set()
        twice: dict[str, None] = {}
        unread: dict[str, None] = {}
        for position, each in enumerate(record.addresses.value):
            address = address_of(each.address)
            if not isinstance(address, Known):
                if isinstance(address, Unknown):
                    unread[f"records[{position}] {address.why}"] = None
            elif address.value.host in seen:
                twice[address.value.host] = None
            else:
                seen.add(address.value.host)
        for host in twice:
            yield self.violation(f"{record.label} has the address {host} more than once", record)
        for why in unread:
            yield self.unjudged(why, record)


def _text(value: object) -> str:
    return str(value.value) if isinstance(value, Known) else ""
