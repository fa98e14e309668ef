"""AWS-R53-01: VPCs of a private zone and their DNS attributes."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.vpc_dns import dns_faults
from privateapi.rules.zones import ZoneLink, is_private, vpc_at, zone_links
from privateapi.topology.model import HostedZone, Node
from privateapi.topology.values import Known, NotJudged


class ZoneVpcs(Rule):
    """A private zone has a VPC, and each of its VPCs has both DNS attributes on."""

    id = "AWS-R53-01"
    fix = "associate the zone with a VPC that has enableDnsSupport and enableDnsHostnames true"

    def check(self, design: Design) -> Iterator[Outcome]:
        by_zone: defaultdict[str, list[ZoneLink]] = defaultdict(list)
        loose: list[ZoneLink] = []
        for link in zone_links(design.topology):
            if isinstance(link.zone, Known):
                by_zone[link.zone.value].append(link)
            else:
                loose.append(link)
            yield from self._attributes(design, link)
        for zone in design.topology.of(HostedZone):
            if zone.live or by_zone.get(zone.key):
                continue
            try:
                yield from self._without_vpc(zone, loose)
            except NotJudged as reason:
                yield self.unjudged(str(reason), zone)

    def _without_vpc(self, zone: HostedZone, loose: list[ZoneLink]) -> Iterator[Outcome]:
        if not is_private(zone):
            return
        if loose:
            raise NotJudged(f"{loose[0].node.label} may be for it: its zone is not known")
        yield self.violation(f"{zone.label} is private and has no VPC", zone)

    def _attributes(self, design: Design, link: ZoneLink) -> Iterator[Outcome]:
        try:
            key = ask(link.vpc, "its VPC")
            vpc = vpc_at(design.topology, key)
            if vpc is None:
                raise NotJudged(f"its VPC {key} is not among the resources that were read")
            faults = list(dns_faults(vpc))
        except NotJudged as reason:
            if not link.node.live:
                yield self.unjudged(str(reason), link.node)
            return
        nodes: tuple[Node, ...] = (vpc, link.node) if link.node.live else (link.node, vpc)
        if faults and not nodes[0].live:
            yield self.violation(f"{link.node.label} is for {vpc.label}, which has {' and '.join(faults)}", *nodes)
