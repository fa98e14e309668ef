"""Address plan: CIDR blocks of every region, addresses of endpoints and load balancers, all known in the preview."""

from collections.abc import Mapping, Sequence
from itertools import chain

import pulumi

from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.topology import address_plan
from privateapi.topology.model import Vpc
from privateapi.topology.values import Known

from ..design import ComponentDesign
from ..errors import ComponentError
from .component import Component

RegionPlan = address_plan.RegionPlan
SubnetPlan = address_plan.SubnetPlan


class AddressPlan(Component):
    """CIDR blocks for every region, subnet and endpoint address out of one supernet.

    It creates nothing; it is a component so that its blocks stand in the state and policies see them.

    Args:
        supernet: the IPv4 block that all regions are cut from.
        regions: Regions in the order of their blocks, or a map of Region to the number of its block.
        vpc_prefix: prefix length of a VPC, 16 to 28.
        zones: number of zones, for all regions or for each.
        subnet_prefix: prefix length of a private subnet.
        client_subnet_prefix: prefix length of a client subnet; left out, there are none.
        transit_subnet_prefix: prefix length of a transit gateway subnet; left out, there are none.
        overrides: CIDR blocks of VPCs that do not follow the plan, by Region.
        reserved: CIDR blocks in use elsewhere, such as on premises, that nothing may overlap.

    Raises:
        ComponentError: the blocks do not fit or overlap; every fault with what would be right.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        supernet: str,
        regions: Sequence[str] | Mapping[str, int],
        vpc_prefix: int = 16,
        zones: int | Mapping[str, int] = 2,
        subnet_prefix: int = 24,
        client_subnet_prefix: int | None = None,
        transit_subnet_prefix: int | None = 28,
        overrides: Mapping[str, str] | None = None,
        reserved: Sequence[str] = (),
    ) -> None:
        judged = {f"overrides.{region}": _judged(name, region, cidr) for region, cidr in (overrides or {}).items()}
        try:
            plan = address_plan.AddressPlan(
                supernet,
                regions,
                vpc_prefix=vpc_prefix,
                zones=zones,
                subnet_prefix=subnet_prefix,
                client_subnet_prefix=client_subnet_prefix,
                transit_subnet_prefix=transit_subnet_prefix,
                overrides=overrides,
                reserved=reserved,
            )
        except address_plan.AddressPlanError as error:
            # Of what overlaps, the plan says also which block is free; a rule sees no plan.
            others = [fault for fault in error.faults if not judged.get(fault.path)]
            raise ComponentError("AddressPlan", name, *chain(*judged.values()), *others) from error
        super().__init__(
            name,
            {
                "supernet": plan.supernet,
                "reserved": list(reserved),
                "regions": {region: _shown(each) for region, each in plan.regions.items()},
            },
            opts,
        )
        self.supernet = plan.supernet
        self.regions: Mapping[str, RegionPlan] = plan.regions
        self.register_outputs({"supernet": plan.supernet})


def _judged(name: str, region: str, cidr: str) -> list[str]:
    """What the rules of the policy packs say of a VPC's block."""
    design = ComponentDesign("AddressPlan", name)
    vpc = Vpc(origin=design.origin(f"overrides.{region}"), name=region, region=Known(region), cidr_block=Known(cidr))
    design.add(vpc)
    return design.faults((VpcBlock(),))


def _shown(plan: RegionPlan) -> dict[str, object]:
    return {
        "vpcCidr": plan.vpc_cidr,
        "subnets": [subnet.cidr for subnet in plan.subnets],
        "clientSubnets": [subnet.cidr for subnet in plan.client_subnets],
        "transitSubnets": [subnet.cidr for subnet in plan.transit_subnets],
        "endpointAddresses": list(plan.endpoint_addresses),
        "balancerAddresses": list(plan.balancer_addresses),
    }
