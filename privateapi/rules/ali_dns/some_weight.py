"""ALI-DNS-07: weights that are all 0."""

from privateapi.rules.ali_dns._no_traffic import NoTrafficRule
from privateapi.topology.model import InternalRecord


class SomeWeight(NoTrafficRule):
    """Not all weights of a domain are 0: no address would get traffic."""

    id = "ALI-DNS-07"
    fix = "give at least one address a weight of 1 or more"
    remarks = (
        "One address with the weight 0 is ALI-DNS-06. In Route 53 all-zero weights mean equal shares, here nothing."
    )

    def concerns(self, values: int) -> bool:
        return values > 1

    def message(self, node: InternalRecord) -> str:
        return f"{node.label} has {len(node.addresses.get())} addresses, all with the weight 0: none gets traffic"
