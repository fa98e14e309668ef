"""ALI-DNS-08: addresses that the instance does not reach."""

from collections.abc import Iterator

from privateapi.rules.ali_dns._addresses import AddressRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import Accessible, accessible
from privateapi.rules.internal_records import Binding
from privateapi.rules.rule import Outcome
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import GatewayInstance


class AccessibleAddress(AddressRule[Accessible]):
    """Each address of a record is in an accessible CIDR block of every instance that the record is given to."""

    id = "ALI-DNS-08"
    fix = "add a block that holds the address to the accessible CIDR blocks of the instance, or correct the address"

    def about(self, instance: GatewayInstance, design: Design) -> Accessible:
        return accessible(design.topology, instance)

    def judge(self, address: Cidr, binding: Binding, known: Accessible) -> Iterator[Outcome]:
        if not known.hold(address):
            yield self.violation(
                f"{binding.record.label} has the address {address.host}, which is in none of the accessible CIDR "
                f"blocks of {binding.instance.label}: {known.text}",
                binding.record,
                binding.instance,
            )
