"""VPC integration instance: a dedicated instance of API Gateway with interfaces in a VPC, and the blocks it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import pulumi
from pulumi_alicloud import apigateway, resourcemanager

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.ali_access.added_block_connected import AddedBlockConnected
from privateapi.rules.ali_access.added_block_reserved import AddedBlockReserved
from privateapi.rules.ali_cidr.instance_block import InstanceBlock
from privateapi.rules.ali_cidr.instance_block_overlap import InstanceBlockOverlap
from privateapi.rules.ali_cidr.network_block import NetworkBlock
from privateapi.rules.ali_cidr.vswitch_inside_vpc import VSwitchInsideVpc
from privateapi.rules.ali_cidr.vswitch_overlap import VSwitchOverlap
from privateapi.rules.ali_cidr.vswitch_reserved import VSwitchReserved
from privateapi.rules.design import Settings
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.sdk import alicloud
from privateapi.topology.model import (
    AccessibleCidrs,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    GatewayInstance,
    InstanceZone,
    VSwitch,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Value, values_of

from ..design import ComponentDesign
from ..errors import ComponentError
from .blocks import cidr_faults
from .component import Component
from .instance_network import ExistingVpc, GatewayZone, InstanceNetwork

ROLE_SERVICE = "connectuservpc.apigateway.aliyuncs.com"

# In the order of the rules' table; those that need more than an instance are left to the policy packs.
RULES = (
    VSwitchReserved(),
    InstanceBlockOverlap(),
    InstanceBlock(),
    VSwitchInsideVpc(),
    VSwitchOverlap(),
    NetworkBlock(),
    AddedBlockConnected(),
    AddedBlockReserved(),
)


class VpcIntegrationInstance(Component):
    """An instance with an interface in a vSwitch of each of its zones, and the CIDR blocks that it reaches.

    Without more it reaches its own vSwitches. API Gateway creates the service-linked role that it manages the
    interfaces with, `AliyunServiceRoleForApiGatewayConnectUserVpc`, with the first instance of an account.

    Args:
        region: region id, such as ``cn-hangzhou``; the provider of the resources is of this region.
        zones: the zones of the instance, each with the block of its vSwitch.
        instance_cidr: ``192.168.0.0/16`` or ``172.16.0.0/12``, whichever no vSwitch overlaps.
        vpc_cidr: block of a new VPC; give either this or ``existing``.
        existing: a VPC that is there. It cannot be changed once the instance is there.
        accessible_cidrs: blocks that the instance reaches besides its vSwitches.
        spec: size of the instance, such as ``api.s1.small``; it is changed in place.
        https_policy: TLS versions that it takes.
        payment_type: ``PayAsYouGo``, or ``Subscription`` with ``duration`` and ``pricing_cycle``.
        duration: length of the subscription in units of ``pricing_cycle``.
        pricing_cycle: ``month`` or ``year``.
        instance_name: letters, digits, hyphens and underscores; left out, the component's name.
        security_group_id: an existing security group of the VPC; left out, one is created. Backends that are ECS
            instances belong into the same group.
        declare_role: declare the service-linked role here. An account has it once: where another program or API
            Gateway itself has created it, declaring it would fail.
        tags: tags of the VPC, the vSwitches and the security group.

    Raises:
        ComponentError: the blocks overlap each other or reserved ones, or an argument has a wrong form.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        zones: Sequence[GatewayZone],
        instance_cidr: str,
        vpc_cidr: str | None = None,
        existing: ExistingVpc | None = None,
        accessible_cidrs: Sequence[str] = (),
        spec: str = "api.s1.small",
        https_policy: str = "HTTPS2_TLS1_2",
        payment_type: Literal["PayAsYouGo", "Subscription"] = "PayAsYouGo",
        duration: int | None = None,
        pricing_cycle: Literal["month", "year"] | None = None,
        instance_name: str | None = None,
        security_group_id: pulumi.Input[str] | None = None,
        declare_role: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        instance_name = instance_name or name
        if (vpc_cidr is None) == (existing is None):
            raise ComponentError(
                "VpcIntegrationInstance", name, "give either vpcCidr (a new VPC) or existing (one that is there)"
            )
        faults = [
            *_name_faults(instance_name),
            *_zone_faults(region, zones),
            *_policy_faults(https_policy),
            *_payment_faults(payment_type, duration, pricing_cycle),
            *cidr_faults(_blocks(vpc_cidr, existing, instance_cidr, zones, accessible_cidrs)),
        ]
        if faults:
            raise ComponentError("VpcIntegrationInstance", name, *faults)
        self._describe(name, region, vpc_cidr, existing, instance_cidr, zones, accessible_cidrs, https_policy)
        super().__init__(
            name,
            {
                "region": region,
                "instanceName": instance_name,
                "vpcId": existing.vpc_id if existing is not None else None,
                "vpcCidr": vpc_cidr if existing is None else existing.cidr,
                "secondaryCidrs": list(existing.secondary_cidrs) if existing is not None else [],
                "instanceCidr": instance_cidr,
                "zones": [
                    {"zoneId": each.zone, "cidrBlock": each.cidr, "vswitchId": each.vswitch_id} for each in zones
                ],
                "accessibleCidrs": list(accessible_cidrs),
            },
            opts,
            tags,
        )
        self.region = region
        network = InstanceNetwork(
            name,
            self._child(),
            region=region,
            vpc_cidr=vpc_cidr,
            existing=existing,
            instance_cidr=instance_cidr,
            zones=zones,
            security_group_id=security_group_id,
            tags=tags,
        )
        role = (
            [resourcemanager.ServiceLinkedRole(name, service_name=ROLE_SERVICE, opts=self._child())]
            if declare_role
            else []
        )
        instance = apigateway.Instance(
            name,
            instance_name=instance_name,
            instance_type=InstanceKind.VPC_INTEGRATION.value,
            instance_spec=spec,
            https_policy=https_policy,
            payment_type=payment_type,
            duration=duration,
            pricing_cycle=pricing_cycle,
            user_vpc_id=network.vpc_id,
            instance_cidr=instance_cidr,
            zone_vswitch_security_groups=[
                apigateway.InstanceZoneVswitchSecurityGroupArgs(
                    zone_id=zone.zone,
                    vswitch_id=vswitch_id,
                    cidr_block=zone.cidr,
                    security_group=network.security_group_id,
                )
                for zone, vswitch_id in zip(zones, network.vswitch_ids, strict=True)
            ],
            opts=self._child([network, *role]),
        )
        network.keep(instance.id)
        self.instance_id: pulumi.Output[str] = instance.id
        self.security_group_id = network.security_group_id
        self.vpc = ExistingVpc(
            network.vpc_id,
            existing.cidr if existing is not None else vpc_cidr or "",
            existing.secondary_cidrs if existing is not None else (),
            existing.connected_cidrs if existing is not None else (),
        )
        if accessible_cidrs:
            alicloud.InstanceAccessibleCidrs(
                name,
                self._child(),
                region=region,
                instance_id=instance.id,
                cidr_blocks=list(accessible_cidrs),
            )
        self.register_outputs({"instanceId": instance.id, "vpcId": network.vpc_id})

    def _describe(
        self,
        name: str,
        region: str,
        vpc_cidr: str | None,
        existing: ExistingVpc | None,
        instance_cidr: str,
        zones: Sequence[GatewayZone],
        accessible_cidrs: Sequence[str],
        https_policy: str,
    ) -> None:
        """Judge the design, and keep it for the components that use the instance.

        Raises:
            ComponentError: a rule refuses it.
        """
        design = ComponentDesign("VpcIntegrationInstance", name)
        place: Value[str] = Known(region)
        known_id = existing is not None and isinstance(existing.vpc_id, str)
        self.vpc_ref = design.add(
            AlibabaVpc(
                origin=design.origin("existing" if existing is not None else "vpcCidr"),
                name=name,
                id=Known(str(existing.vpc_id)) if existing is not None and known_id else UNKNOWN,
                region=place,
                live=existing is not None,
                cidr_block=Known(existing.cidr if existing is not None else vpc_cidr or ""),
            )
        )
        for index, block in enumerate(existing.secondary_cidrs if existing is not None else ()):
            design.add(
                AlibabaVpcCidrBlock(
                    origin=design.origin(f"existing.secondaryCidrs[{index}]"),
                    region=place,
                    live=True,
                    vpc=self.vpc_ref,
                    cidr_block=Known(block),
                )
            )
        vswitches = [
            design.add(
                VSwitch(
                    origin=design.origin(f"zones[{index}].cidr"),
                    name=f"{name}-{each.zone}",
                    region=place,
                    live=each.vswitch_id is not None,
                    vpc=self.vpc_ref,
                    cidr_block=Known(each.cidr),
                    zone=Known(each.zone),
                )
            )
            for index, each in enumerate(zones)
        ]
        self.instance_ref = design.add(
            GatewayInstance(
                origin=design.origin("instanceCidr"),
                name=name,
                region=place,
                instance_type=Known(InstanceKind.VPC_INTEGRATION.value),
                user_vpc=self.vpc_ref,
                instance_cidr=Known(instance_cidr),
                zones=Known(
                    tuple(
                        InstanceZone(Known(each.zone), vswitch, Known(each.cidr), Ref(UNKNOWN))
                        for each, vswitch in zip(zones, vswitches, strict=True)
                    )
                ),
                https_policy=Known(https_policy),
            )
        )
        design.add(
            AccessibleCidrs(
                origin=design.origin("accessibleCidrs"),
                name=name,
                region=place,
                instance=self.instance_ref,
                cidr_blocks=values_of(*accessible_cidrs),
            )
        )
        connected = tuple(existing.connected_cidrs) if existing is not None else ()
        design.require(RULES, Settings(on_premises_cidrs=connected))
        self.design = design


def _blocks(
    vpc_cidr: str | None,
    existing: ExistingVpc | None,
    instance_cidr: str,
    zones: Sequence[GatewayZone],
    accessible_cidrs: Sequence[str],
) -> dict[str, str]:
    """All blocks that are given, by the paths of their arguments."""
    blocks = {"instanceCidr": instance_cidr}
    if vpc_cidr is not None:
        blocks["vpcCidr"] = vpc_cidr
    if existing is not None:
        blocks["existing.cidr"] = existing.cidr
        blocks |= {f"existing.secondaryCidrs[{index}]": each for index, each in enumerate(existing.secondary_cidrs)}
        blocks |= {f"existing.connectedCidrs[{index}]": each for index, each in enumerate(existing.connected_cidrs)}
    blocks |= {f"zones[{index}].cidr": each.cidr for index, each in enumerate(zones)}
    return blocks | {f"accessibleCidrs[{index}]": each for index, each in enumerate(accessible_cidrs)}


def _name_faults(name: str) -> Iterator[str]:
    # pulumi_alicloud 4.0.0, alicloud:apigateway/instance:Instance, instanceName.
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", name):
        yield f"instanceName: {name!r} is not a name; 1 to 50 letters, digits, hyphens and underscores are"


def _zone_faults(region: str, zones: Sequence[GatewayZone]) -> Iterator[str]:
    if not zones:
        yield "zones: there is none; give at least one zone with the block of its vSwitch"
    seen: set[str] = set()
    for index, each in enumerate(zones):
        if not each.zone.startswith(f"{region}-"):
            yield f"zones[{index}].zone: {each.zone!r} is not in region {region!r}; {region}-a would be"
        if each.zone in seen:
            yield f"zones[{index}].zone: {each.zone!r} is there already; an instance has one vSwitch in each zone"
        seen.add(each.zone)


def _policy_faults(policy: str) -> Iterator[str]:
    policies = alibaba_facts().choices["apigw.https_policies"]
    if policy not in policies:
        yield f"httpsPolicy: {policy!r} is not an HTTPS security policy; {', '.join(policies.values)} are"


def _payment_faults(payment: str, duration: int | None, cycle: str | None) -> Iterator[str]:
    if payment == "Subscription" and (duration is None or cycle is None):
        yield "paymentType: 'Subscription' needs duration and pricingCycle, such as 1 and 'year'"
    if payment != "Subscription" and (duration is not None or cycle is not None):
        yield f"duration: is given with paymentType {payment!r}; only 'Subscription' has a length"
