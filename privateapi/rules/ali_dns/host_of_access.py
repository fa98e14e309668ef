"""ALI-DNS-11: domains of conventional records without a VPC access authorization."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import domain_of, record_kind
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.dns import normal
from privateapi.topology.model import InternalRecord, Node, VpcAccess
from privateapi.topology.values import Known, NotJudged, Unknown


class HostOfAccess(Rule):
    """The domain of a record for conventional instances is the Host value of a VPC access authorization."""

    id = "ALI-DNS-11"
    fix = "set vpcTargetHostName of the VPC access to the domain name of the record: it becomes the SNI"
    remarks = (
        "A VPC access whose Host value belongs to another record is not taken for this record's; when none is left, "
        "the right one may be declared elsewhere."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        records: dict[str, list[tuple[InternalRecord, str]]] = defaultdict(list)
        unread: list[tuple[Node, str]] = []
        domains: set[str] = set()
        for record in design.topology.of(InternalRecord):
            try:
                if record_kind(record) is InstanceKind.CONVENTIONAL:
                    domains.add(domain_of(record))
                    records[_region(record)].append((record, domain_of(record)))
            except NotJudged as reason:
                unread.append((record, str(reason)))
        for region, found in records.items():
            accesses = [each for each in design.topology.of(VpcAccess) if _region(each) in (region, "")]
            hosts = {normal(each.host.value) for each in accesses if isinstance(each.host, Known)}
            unsure = next((each for each in accesses if isinstance(each.host, Unknown)), None)
            free = (
                [each for each in accesses if each.host.missing or normal(each.host.get()) not in domains]
                if unsure is None
                else []
            )
            for record, domain in found:
                if domain in hosts or record.live:
                    continue
                if unsure is not None:
                    unread.append((record, f"the Host value of {unsure.label} {because(unsure.host)}"))
                elif not free:
                    unread.append((record, f"no VPC access with the Host value {domain} was read"))
                else:
                    yield self._refused(record, domain, free[0])
        yield from self.all_unjudged(unread)

    def _refused(self, record: InternalRecord, domain: str, access: VpcAccess) -> Outcome:
        host = f"the Host value {access.host.value}" if isinstance(access.host, Known) else "no Host value"
        return self.violation(
            f"{record.label} is for {domain}, but no VPC access has that Host value: {access.label} has {host}",
            record,
            access,
        )


def _region(node: Node) -> str:
    return node.region.value if isinstance(node.region, Known) else ""
