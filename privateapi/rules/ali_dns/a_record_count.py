"""ALI-DNS-03: how many A records a domain has."""

from typing import ClassVar

from privateapi.rules.counting import Counters, QuotaRule, each
from privateapi.topology.model import InternalRecord, Topology
from privateapi.topology.values import Unknown, Value


def _addresses(record: InternalRecord, topology: Topology) -> Value[int]:
    if isinstance(record.addresses, Unknown):
        return Unknown(f"the list of its addresses {record.addresses.why}")
    return record.addresses.map(len)


class ARecordCount(QuotaRule):
    """A domain name has at most as many A records as the quota allows."""

    id = "ALI-DNS-03"
    fix = "put a load balancer before the servers and point the record to it"
    counters: ClassVar[Counters] = {"ali.apigw.a_records": each(InternalRecord, _addresses)}
