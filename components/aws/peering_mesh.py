"""Peering mesh: every pair of VPCs peered and routed both ways, without transit gateways."""

from collections.abc import Mapping
from itertools import combinations

import pulumi

from privateapi.rules.aws_cidr.vpc_peering_overlap import VpcPeeringOverlap
from privateapi.sdk import ec2
from privateapi.topology.model import Vpc, VpcPeering
from privateapi.topology.values import Known

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component
from .network import Network


class PeeredDesign(ComponentDesign):
    """VPCs of which each two are peered, as the rules see them.

    Args:
        component: the component whose arguments they are.
        name: its Pulumi name.
        vpcs: a VPC for each Region; its origin has the path of its argument.
    """

    def __init__(self, component: str, name: str, vpcs: Mapping[str, Vpc]) -> None:
        super().__init__(component, name)
        refs = {region: self.add(vpc) for region, vpc in vpcs.items()}
        for near, far in combinations(sorted(vpcs), 2):
            self.add(
                VpcPeering(
                    origin=self.origin(f"peerings.{near}.{far}"),
                    name=f"{name}-{near}-{far}",
                    region=Known(near),
                    vpc=refs[near],
                    peer_vpc=refs[far],
                    peer_region=Known(far),
                )
            )

    def overlaps(self) -> list[str]:
        """What the rule about peered VPCs says."""
        return self.faults((VpcPeeringOverlap(),))


class PeeringMesh(Component):
    """Full-mesh peering between the VPCs of several regions.

    Each pair of regions gets a peering that is requested, accepted and waited for, and routes both ways in the route
    tables of both. There is no hourly price and no hop in between, as with :class:`TransitMesh`; in return a peering
    passes nothing on: networks on premises that are connected to one VPC reach no other through it (VPC Peering Guide,
    "VPC peering limitations", edge to edge routing), and N regions have N·(N−1)/2 peerings. Adding a region adds its
    peerings and the routes of the others to it.

    A program that changes from `TransitMesh` to this one, or back, keeps the routes of the VPCs: they are changed in
    place once what they lead to is there.

    Args:
        networks: the networks by region, two or more; their CIDR blocks may not overlap.
        tags: tags of everything created.

    Raises:
        ComponentError: there are fewer than two networks, or two of them overlap.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        networks: Mapping[str, Network],
        tags: Mapping[str, str] | None = None,
    ) -> None:
        faults = _judged(name, networks)
        if len(networks) < 2:
            faults = [f"networks: there {'is one' if networks else 'is none'}; a peering connects two"]
        if faults:
            raise ComponentError("PeeringMesh", name, *faults)
        super().__init__(name, {"regions": {region: each.cidr for region, each in networks.items()}}, opts, tags)
        self.peerings: dict[tuple[str, str], ec2.VpcPeeringAccepter] = {}
        # Sorted, so that which side requests does not depend on the order in a configuration.
        for first, second in combinations(sorted(networks), 2):
            self._peer(networks[first], networks[second])
        self.register_outputs({})

    def _peer(self, requester: Network, accepter: Network) -> None:
        label = f"{self._name}-{requester.region}-{accepter.region}"
        peering = ec2.VpcPeering(
            label,
            self._child(),
            region=requester.region,
            vpc_id=requester.vpc_id,
            peer_vpc_id=accepter.vpc_id,
            peer_region=accepter.region,
            tags=self._named(label),
        )
        accepted = self.peerings[requester.region, accepter.region] = ec2.VpcPeeringAccepter(
            label,
            self._child(),
            region=accepter.region,
            vpc_peering_connection_id=peering.vpc_peering_connection_id,
            tags=self._named(label),
        )
        for here, there in ((requester, accepter), (accepter, requester)):
            for index, table in enumerate(here.route_table_ids):
                ec2.Route(
                    f"{self._name}-{here.region}-to-{there.region}-{index}",
                    # A route table takes one route only to each of the others.
                    self._child_also_of("TransitMesh"),
                    region=here.region,
                    route_table_id=table,
                    destination_cidr_block=there.cidr,
                    # The accepter's: EC2 takes no route to a peering that is not accepted yet.
                    vpc_peering_connection_id=accepted.vpc_peering_connection_id,
                )


def _judged(name: str, networks: Mapping[str, Network]) -> list[str]:
    """What the rules of the policy packs say of the VPCs."""
    own = ComponentDesign("PeeringMesh", name)
    vpcs = {region: network.design.vpc_at(own.origin(f"networks.{region}")) for region, network in networks.items()}
    return PeeredDesign("PeeringMesh", name, vpcs).overlaps()
