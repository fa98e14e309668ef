"""ALI-CIDR-11: networks behind the VPC in blocks that API Gateway uses itself."""

from collections.abc import Iterator

from privateapi.rules.alibaba_networks import connections, neighbourhood
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import integrates, vpc_key, zone_networks
from privateapi.rules.gateway_rule import ReservedBlocksRule
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome
from privateapi.topology.cidr import CidrIndex
from privateapi.topology.model import GatewayInstance, Node
from privateapi.topology.values import NotJudged


class ConnectedNetworkReserved(ReservedBlocksRule):
    """Networks connected to the VPC of a VPC integration instance overlap no block reserved in the instance's zones."""

    id = "ALI-CIDR-11"
    fix = "backends in the overlapping part cannot be reached through the instance: place them in other blocks"

    def check(self, design: Design) -> Iterator[Outcome]:
        links = connections(design.topology)
        unread: list[tuple[Node, str]] = []
        for instance in design.topology.of(GatewayInstance):
            try:
                if not integrates(instance):
                    continue
                around = neighbourhood(design, links, vpc_key(design.topology, instance))
                unread += around.unread
                index = CidrIndex((each.block, each) for each in around.found)
                zones = [
                    needed(network.zone, f"the zone of {network.label}")
                    for network in zone_networks(design.topology, instance)
                ]
                reserved = dict.fromkeys(each for zone in zones for each in self.reserved(zone, instance, design))
            except NotJudged as reason:
                unread.append((instance, str(reason)))
                continue
            for block in reserved:
                for match in index.overlapping(block):
                    if instance.live and all(node.live for node in match.item.nodes):
                        continue
                    named = [zone for zone in zones if block in self.reserved(zone, instance, design)]
                    yield from self.in_reserved(
                        f"{match.item.text}, a network around {instance.label}, has",
                        match.cidr,
                        ", ".join(named),
                        (block,),
                        instance,
                        *match.item.nodes,
                    )
        yield from self.all_unjudged(unread)
