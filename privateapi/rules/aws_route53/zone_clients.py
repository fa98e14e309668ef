"""AWS-R53-02: zones and the VPCs of clients."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_target, routed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.rules.zones import asks_for, is_private, named_vpc, zone_links
from privateapi.topology.model import ClientNetwork, HostedZone, RecordSet, Vpc
from privateapi.topology.values import Known, NotJudged


class ZoneClients(NodeRule[HostedZone]):
    """The private zone of an API's name is associated with every VPC that holds clients."""

    id = "AWS-R53-02"
    fix = "associate the zone with the clients' VPC (a ZoneAssociation)"
    remarks = (
        "Judged of zones with records that have a routing policy or point to a balancer, endpoint or API domain, and "
        "of VPCs that a component names as those of clients."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        self._vpcs: defaultdict[str, set[str]] = defaultdict(set)
        self._unsure: dict[str, str] = {}
        for link in zone_links(design.topology):
            if isinstance(link.zone, Known) and isinstance(link.vpc, Known):
                self._vpcs[link.zone.value].add(link.vpc.value)
            elif isinstance(link.zone, Known):
                self._unsure[link.zone.value] = f"a VPC of {link.node.label} {because(link.vpc)}"
            else:
                self._unsure[""] = f"the zone of {link.node.label} {because(link.zone)}"
        yield from super().check(design)

    def judge(self, node: HostedZone, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        records = topology.referrers(RecordSet, "zone", node)
        if not any(routed(record) or alias_target(topology, record) is not None for record in records):
            return
        clients = [client for client in topology.of(ClientNetwork) if asks_for(topology, client, node, records)]
        if not clients or not is_private(node):
            return
        for client in clients:
            vpc = ask(topology.identity(client.vpc, Vpc, client), f"the VPC of {client.label}")
            if vpc in self._vpcs[node.key]:
                continue
            unsure = self._unsure.get(node.key) or self._unsure.get("")
            if unsure:
                raise NotJudged(unsure)
            yield self.violation(
                f"{node.label} is not associated with {named_vpc(topology, vpc)}, where {client.label} is", node, client
            )
