"""ALI-DNS-02: types and values of records for VPC integration instances."""

from collections.abc import Iterator

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.internal_records import record_kind
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.cidr import CidrError, parse_address, shown
from privateapi.topology.model import InternalRecord
from privateapi.topology.values import NotJudged


class ARecords(NodeRule[InternalRecord]):
    """A record for VPC integration instances is an A record, and each of its values an IPv4 address."""

    id = "ALI-DNS-02"
    fix = "use type A with IPv4 addresses, such as 10.0.1.10; a name of another kind needs no record here"

    def judge(self, node: InternalRecord, design: Design) -> Iterator[Outcome]:
        types = alibaba_facts().choices["apigw.record_types"]
        if node.type.known and node.type.get() not in types:
            yield self.violation(
                f"{node.label} has the type {shown(node.type.get())}; it is one of {' and '.join(types.values)}, of "
                f"which VPC integration instances take A ({types.source})",
                node,
            )
            return
        if record_kind(node) is not InstanceKind.VPC_INTEGRATION:
            return
        unread: dict[str, None] = {}
        for position, each in enumerate(needed(node.addresses, "the list of its addresses")):
            path = f"records[{position}]"
            try:
                text = needed(each.address, f"the address of {path}")
                if parse_address(text).version != 4:
                    yield self.violation(f"{node.label}: {path} is {text}, an IPv6 address; A records have IPv4", node)
            except NotJudged as reason:
                unread[str(reason)] = None
            except CidrError as error:
                yield self.violation(f"{node.label}: {path} {error}", node)
        for why in unread:
            yield self.unjudged(why, node)
