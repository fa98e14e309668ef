"""AWS-EP-14: families of addresses and of records."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice, service_facts
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import VpcEndpoint


class RecordIpType(NodeRule[VpcEndpoint]):
    """The records of an endpoint are of a family that the endpoint has addresses of."""

    id = "AWS-EP-14"
    fix = "choose a dnsRecordIpType that fits the ipAddressType: ipv4 with ipv4, ipv6 with ipv6, any with dualstack"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        if node.dns_record_ip_type.missing:
            return
        records = ask(node.dns_record_ip_type, "dnsRecordIpType")
        family = ask(node.ip_address_type, "ipAddressType", "ipv4")
        row = f"aws.endpoint.records_for.{family}"
        # A family that does not exist is for the provider to refuse.
        if row in service_facts().choices and records not in service_choice(row):
            yield self.violation(
                f"{node.label} has the ipAddressType {family} and the dnsRecordIpType {records}; "
                f"{' or '.join(service_choice(row).values)} fits",
                node,
            )
