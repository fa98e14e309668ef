"""ALI-DNS-06: the weight of a single value."""

from privateapi.rules.ali_dns._no_traffic import NoTrafficRule
from privateapi.topology.model import InternalRecord


class SingleWeight(NoTrafficRule):
    """The only value of a record does not have the weight 0: such a record does not take effect."""

    id = "ALI-DNS-06"
    fix = "give the address a weight of 1 or more, or remove the record"

    def concerns(self, values: int) -> bool:
        return values == 1

    def message(self, node: InternalRecord) -> str:
        address = node.addresses.get()[0].address
        name = address.get() if address.known else "its only address"
        return f"{node.label} has one address, {name}, with the weight 0: the record does not take effect"
