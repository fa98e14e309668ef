"""ALI-DNS-20: addresses in blocks that API Gateway uses itself."""

from collections.abc import Iterator

from privateapi.rules.ali_dns._addresses import AddressRule
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import zone_networks
from privateapi.rules.gateway_rule import ReservedBlocksRule
from privateapi.rules.internal_records import Binding
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import GatewayInstance


class AddressReserved(AddressRule[dict[str, tuple[Cidr, ...]]], ReservedBlocksRule):
    """No address of a record is in a block that is reserved in a zone of an instance that the record is given to."""

    id = "ALI-DNS-20"
    fix = "move the server to an address outside the reserved blocks: the instance takes it for one of its own"

    def about(self, instance: GatewayInstance, design: Design) -> dict[str, tuple[Cidr, ...]]:
        zones = [
            needed(network.zone, f"the zone of {network.label}") for network in zone_networks(design.topology, instance)
        ]
        return {zone: self.reserved(zone, instance, design) for zone in zones}

    def judge(self, address: Cidr, binding: Binding, known: dict[str, tuple[Cidr, ...]]) -> Iterator[Outcome]:
        for zone, reserved in known.items():
            subject = f"{binding.record.label}, which {binding.instance.label} resolves, has the address"
            yield from self.in_reserved(subject, address, zone, reserved, binding.record, binding.instance)
