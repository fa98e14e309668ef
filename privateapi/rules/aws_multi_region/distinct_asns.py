"""AWS-MR-04: ASNs of peered transit gateways."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because, exists
from privateapi.topology.model import TransitGateway, TransitGatewayPeering
from privateapi.topology.values import Known, NotJudged


class DistinctAsns(NodeRule[TransitGatewayPeering]):
    """Peered transit gateways have different ASNs, so that dynamic routing over them stays possible."""

    id = "AWS-MR-04"
    fix = "set amazonSideAsn of one of the gateways to another private ASN"

    def judge(self, node: TransitGatewayPeering, design: Design) -> Iterator[Outcome]:
        default = service_range("aws.tgw.default_asn").lowest
        ends: list[TransitGateway] = []
        for end, near in ((node.transit_gateway, node), (node.peer_transit_gateway, None)):
            gateway = design.topology.follow(end, TransitGateway, near)
            if not isinstance(gateway, Known):
                raise NotJudged(f"one of its ends {because(gateway)}")
            ends.append(gateway.value)
        for gateway_node in ends:
            if gateway_node.amazon_side_asn.unknown:
                raise NotJudged(f"amazonSideAsn of {gateway_node.label} {because(gateway_node.amazon_side_asn)}")
        one, other = (gateway_node.amazon_side_asn.get(default) for gateway_node in ends)
        if one == other:
            said = "" if any(each.amazon_side_asn.known for each in ends) else ", the default"
            yield self.violation(
                f"{ends[0].label}{exists(ends[0])} and {ends[1].label}{exists(ends[1])}, peered by {node.label}, both "
                f"have the ASN {one}{said}",
                *sorted(ends, key=lambda each: each.live),
                node,
            )
