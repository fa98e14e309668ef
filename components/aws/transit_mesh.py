"""Transit mesh: a transit gateway in every region, all peered with one another and routed both ways."""

from collections.abc import Iterable, Mapping
from itertools import combinations

import pulumi

from privateapi.rules.aws_cidr.attachment_zones_distinct import AttachmentZonesDistinct
from privateapi.rules.aws_cidr.peered_gateway_overlap import PeeredGatewayOverlap
from privateapi.rules.aws_multi_region.distinct_asns import DistinctAsns
from privateapi.sdk import ec2
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import CidrIndex
from privateapi.topology.model import TransitGateway, TransitGatewayPeering, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import NO_REFS, Known, Ref, Refs, value_of

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component
from .network import Network

FIRST_PRIVATE_ASN = 64512
LAST_PRIVATE_ASN = 65534


class MeshDesign(ComponentDesign):
    """VPCs on transit gateways that are peered with one another, as the rules see them.

    Args:
        component: the component whose arguments they are.
        name: its Pulumi name.
        vpcs: a VPC for each Region; its origin has the path of its argument.
        asns: ASNs of the gateways by Region, where they are judged.
        subnets: subnets of the attachments by Region, where they are judged.
        around: the designs that have the subnets.
    """

    def __init__(
        self,
        component: str,
        name: str,
        vpcs: Mapping[str, Vpc],
        asns: Mapping[str, int] | None = None,
        subnets: Mapping[str, Refs] | None = None,
        around: Iterable[ComponentDesign] = (),
    ) -> None:
        super().__init__(component, name, around)
        self._vpcs = vpcs
        gateways: dict[str, Ref] = {}
        for region, vpc in vpcs.items():
            gateways[region] = self.add(
                TransitGateway(
                    origin=self.origin(f"asns.{region}"),
                    name=f"{name}-{region}",
                    region=Known(region),
                    amazon_side_asn=value_of((asns or {}).get(region)),
                )
            )
            self.add(
                TransitGatewayVpcAttachment(
                    origin=self.origin(f"networks.{region}.transitSubnets"),
                    name=f"{name}-{region}",
                    region=Known(region),
                    transit_gateway=gateways[region],
                    vpc=self.add(vpc),
                    subnets=(subnets or {}).get(region, NO_REFS),
                )
            )
        for near, far in combinations(sorted(vpcs), 2):
            self.add(
                TransitGatewayPeering(
                    origin=self.origin(f"peerings.{near}.{far}"),
                    name=f"{name}-{near}-{far}",
                    region=Known(near),
                    transit_gateway=gateways[near],
                    peer_transit_gateway=gateways[far],
                    peer_region=Known(far),
                )
            )

    def overlaps(self) -> list[str]:
        """What the rule about VPCs behind peered gateways says."""
        blocks = [block for vpc in self._vpcs.values() if isinstance(block := block_of(vpc.cidr_block), Known)]
        # The graph of gateways, with which the rule finds its words, takes longer to load than a program takes to run.
        apart = not any(CidrIndex((block.value, None) for block in blocks).overlaps())
        return [] if apart else self.faults((PeeredGatewayOverlap(),))


class TransitMesh(Component):
    """Full-mesh transit between the VPCs of several regions.

    Each region gets a transit gateway with its VPC attached; each pair of regions a peering that is requested, accepted
    and waited for, and static routes both ways: peering attachments do not propagate routes (Transit gateway peering
    attachments, Routing). Adding a region adds its gateway, its peerings and the routes of the others to it.

    Args:
        networks: the networks by region; their CIDR blocks may not overlap.
        asns: Amazon side ASN of each region's gateway, 64512 to 65534, each once; left out, numbered from 64512 in the
            order of ``networks``, so that a region that is added last changes none of the others.
        tags: tags of everything created.

    Raises:
        ComponentError: networks overlap, a network has two transit subnets in one zone, or an ASN is not private, there
            twice, or of a region without a network.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        networks: Mapping[str, Network],
        asns: Mapping[str, int] | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        numbers = _asns(list(networks), asns)
        faults = [*_asn_faults(list(networks), numbers), *_judged(name, networks, numbers)]
        if faults:
            raise ComponentError("TransitMesh", name, *faults)
        super().__init__(
            name,
            {
                "regions": {
                    region: {"cidrBlock": network.cidr, "asn": numbers[region]} for region, network in networks.items()
                }
            },
            opts,
            tags,
        )
        self.gateways: dict[str, ec2.TransitGateway] = {}
        self.attachments: dict[str, ec2.TransitGatewayVpcAttachment] = {}
        self.peerings: dict[tuple[str, str], ec2.TransitGatewayPeeringAccepter] = {}
        for region, network in networks.items():
            self._add(network, numbers[region])
        # Sorted, so that which side requests does not depend on the order in a configuration.
        for first, second in combinations(sorted(networks), 2):
            self._peer(networks[first], networks[second])
        self.register_outputs({})

    def _add(self, network: Network, asn: int) -> None:
        region = network.region
        gateway = self.gateways[region] = ec2.TransitGateway(
            f"{self._name}-{region}",
            self._child(),
            region=region,
            amazon_side_asn=asn,
            description=f"{self._name}: private API, {region}",
            tags=self._named(f"{self._name}-{region}"),
        )
        self.attachments[region] = ec2.TransitGatewayVpcAttachment(
            f"{self._name}-{region}",
            self._child(),
            region=region,
            transit_gateway_id=gateway.transit_gateway_id,
            vpc_id=network.vpc_id,
            subnet_ids=[subnet.id for subnet in network.transit_subnets],
            tags=self._named(f"{self._name}-{region}"),
        )

    def _peer(self, requester: Network, accepter: Network) -> None:
        label = f"{self._name}-{requester.region}-{accepter.region}"
        near, far = self.gateways[requester.region], self.gateways[accepter.region]
        peering = ec2.TransitGatewayPeering(
            label,
            self._child(),
            region=requester.region,
            transit_gateway_id=near.transit_gateway_id,
            peer_transit_gateway_id=far.transit_gateway_id,
            peer_region=accepter.region,
            tags=self._named(label),
        )
        accepted = self.peerings[requester.region, accepter.region] = ec2.TransitGatewayPeeringAccepter(
            label,
            self._child(),
            region=accepter.region,
            transit_gateway_attachment_id=peering.transit_gateway_attachment_id,
            tags=self._named(label),
        )
        for here, there in ((requester, accepter), (accepter, requester)):
            self._route(here, there, accepted)

    def _route(self, here: Network, there: Network, peering: ec2.TransitGatewayPeeringAccepter) -> None:
        label = f"{self._name}-{here.region}-to-{there.region}"
        gateway = self.gateways[here.region]
        onwards = ec2.TransitGatewayRoute(
            label,
            self._child(),
            region=here.region,
            transit_gateway_route_table_id=gateway.association_default_route_table_id.apply(_needed),
            destination_cidr_block=there.cidr,
            transit_gateway_attachment_id=peering.transit_gateway_attachment_id,
        )
        for index, table in enumerate(here.route_table_ids):
            ec2.Route(
                f"{label}-{index}",
                # The VPC's own attachment must be there before a route may point to the gateway, and the gateway's own
                # route before a peering of the VPCs may be left for it.
                self._child_also_of("PeeringMesh", [self.attachments[here.region], onwards]),
                region=here.region,
                route_table_id=table,
                destination_cidr_block=there.cidr,
                transit_gateway_id=gateway.transit_gateway_id,
            )


def _needed(value: str | None) -> str:
    if value is None:
        raise ValueError("the transit gateway has no default association route table")
    return value


def _asns(regions: list[str], given: Mapping[str, int] | None) -> dict[str, int]:
    return {region: FIRST_PRIVATE_ASN + index for index, region in enumerate(regions)} | dict(given or {})


def _asn_faults(regions: list[str], numbers: Mapping[str, int]) -> list[str]:
    return [
        f"asns.{region}: {asn} is not a private 16-bit ASN; {FIRST_PRIVATE_ASN} to {LAST_PRIVATE_ASN} are"
        for region, asn in numbers.items()
        if not FIRST_PRIVATE_ASN <= asn <= LAST_PRIVATE_ASN
    ] + [
        f"asns.{region}: there is no network in Region {region!r}; there are: {', '.join(regions)}"
        for region in numbers
        if region not in regions
    ]


def _judged(name: str, networks: Mapping[str, Network], numbers: Mapping[str, int]) -> list[str]:
    """What the rules of the policy packs say of the VPCs, their attachments and the gateways."""
    own = ComponentDesign("TransitMesh", name)
    vpcs = {region: network.design.vpc_at(own.origin(f"networks.{region}")) for region, network in networks.items()}
    design = MeshDesign(
        "TransitMesh",
        name,
        vpcs,
        numbers,
        {region: network.design.transit_subnets for region, network in networks.items()},
        [network.design for network in networks.values()],
    )
    return [
        *design.overlaps(),
        *design.faults((AttachmentZonesDistinct(),)),
        # The packs let equal ASNs pass with a warning; no program asks for them.
        *design.faults((DistinctAsns(),), advisory=True),
    ]
