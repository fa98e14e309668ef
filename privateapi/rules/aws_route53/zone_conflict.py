"""AWS-R53-20: two answers for one domain in a VPC."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, exists
from privateapi.rules.zones import named_vpc, zone_links
from privateapi.topology.dns import normal, private_names
from privateapi.topology.model import HostedZone, Node, Vpc, VpcEndpoint
from privateapi.topology.values import Known


class ZoneConflict(Rule):
    """No two private zones of one name are on a VPC, and none has the private DNS name of an endpoint in it."""

    id = "AWS-R53-20"
    fix = "keep one zone of the name for the VPC, or turn off the endpoint's private DNS"
    remarks = "Two endpoints with private DNS for one service are AWS-EP-13's."

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        answers: defaultdict[tuple[str, str], dict[str, tuple[Node, bool]]] = defaultdict(dict)
        for link in zone_links(topology):
            zone = topology.node(link.zone.value) if isinstance(link.zone, Known) else None
            name = zone.zone_name if isinstance(zone, HostedZone) else link.zone
            if isinstance(zone, HostedZone) and isinstance(link.vpc, Known) and isinstance(name, Known):
                there = answers[link.vpc.value, normal(name.value)]
                before = there.get(zone.key)
                there[zone.key] = (zone, link.node.live and (before is None or before[1]))
            elif not link.node.live:
                what = "VPC" if not link.vpc.known else "zone"
                reason = link.vpc if not link.vpc.known else link.zone if not link.zone.known else name
                named = because(reason) if not reason.known else "is not among the resources that were read"
                yield self.unjudged(f"its {what} {named}", link.node)
        for endpoint in topology.of(VpcEndpoint):
            vpc = topology.identity(endpoint.vpc, Vpc, endpoint)
            if isinstance(vpc, Known) and endpoint.private_dns_enabled == Known(True):
                for domain in private_names(topology, endpoint):
                    answers[vpc.value, domain][endpoint.key] = (endpoint, endpoint.live)
        for (vpc_key, domain), found in sorted(answers.items()):
            zones = [entry for entry in found.values() if isinstance(entry[0], HostedZone)]
            if len(found) < 2 or not zones or all(live for _, live in found.values()):
                continue
            nodes = [node for node, _ in sorted(found.values(), key=lambda entry: (entry[1], entry[0].key))]
            labels = " and ".join(f"{node.label}{exists(node)}" for node in nodes)
            where = named_vpc(topology, vpc_key)
            yield self.violation(f"{labels} both answer for {domain} in {where}", *nodes)
