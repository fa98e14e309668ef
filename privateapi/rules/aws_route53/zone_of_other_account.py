"""AWS-R53-21: VPCs of other accounts and Regions."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.rules.zones import ZoneLink, vpc_at, zone_links
from privateapi.topology.model import HostedZone, Vpc, ZoneAuthorization
from privateapi.topology.values import Known, NotJudged


class ZoneOfOtherAccount(Rule):
    """The Region given for a zone's VPC is the VPC's, and a VPC of another account is authorized first."""

    id = "AWS-R53-21"
    fix = "give the VPC's own Region; for a VPC of another account, add a VPC association authorization in the zone's"
    remarks = "Accounts that are known of neither side are taken for the same."

    def check(self, design: Design) -> Iterator[Outcome]:
        for link in zone_links(design.topology):
            if link.node.live:
                continue
            try:
                yield from self._link(link, design)
            except NotJudged as reason:
                yield self.unjudged(str(reason), link.node)

    def _link(self, link: ZoneLink, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        key = ask(link.vpc, "its VPC")
        vpc = vpc_at(topology, key)
        if vpc is None:
            raise NotJudged(f"its VPC {key} is not among the resources that were read")
        if isinstance(link.vpc_region, Known) and isinstance(vpc.region, Known) and link.vpc_region != vpc.region:
            yield self.violation(
                f"{link.node.label} gives the Region {link.vpc_region.value} for {vpc.label}, which is in "
                f"{vpc.region.value}",
                link.node,
                vpc,
            )
        elif link.vpc_region.unknown:
            raise NotJudged(f"the Region given for {vpc.label} {because(link.vpc_region)}")
        zone = topology.node(ask(link.zone, "its zone"))
        if isinstance(zone, HostedZone):
            yield from self._accounts(link, zone, vpc, design)

    def _accounts(self, link: ZoneLink, zone: HostedZone, vpc: Vpc, design: Design) -> Iterator[Outcome]:
        if zone.account == vpc.account or not (zone.account.known or vpc.account.known):
            return
        for node in (zone, vpc):
            ask(node.account, f"the account of {node.label}")
        authorizations = design.topology.grouped(ZoneAuthorization, "zone", HostedZone)
        vpcs = [design.topology.identity(each.vpc, Vpc, each) for each in authorizations.by_target.get(zone.key, ())]
        if Known(vpc.key) in vpcs:
            return
        if authorizations.unresolved or not all(found.known for found in vpcs):
            raise NotJudged(f"whether {vpc.label} is authorized is not known")
        yield self.violation(
            f"{link.node.label} associates {zone.label} of account {zone.account.get()} with {vpc.label} of account "
            f"{vpc.account.get()}, which is not authorized",
            link.node,
            vpc,
        )
