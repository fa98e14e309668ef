"""Instance network: the VPC, vSwitches and security group that an instance keeps from its creation on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_alicloud import ecs, vpc

from ..errors import ComponentError
from .component import Component

# What CreateInstance takes and no later call changes (CloudAPI 2016-07-14), by the component's input.
_KEPT = {
    "vpcId": "the VPC",
    "instanceCidr": "the CIDR block",
    "zones": "a zone or vSwitch",
    "securityGroupId": "the security group",
}
_FIX = (
    "keep it, or declare a second VpcIntegrationInstance, move the API groups to it, and remove this one afterwards "
    "(API Gateway documentation, VPC integration instances: VPC ID)"
)


@dataclass(frozen=True)
class ExistingVpc:
    """A VPC that is there already, or that another part of the program declares.

    Args:
        vpc_id: id of the VPC.
        cidr: its primary IPv4 block.
        secondary_cidrs: its secondary IPv4 blocks.
        connected_cidrs: blocks of networks that it is connected to: peered VPCs, on-premises networks over VPN or
            Express Connect. An instance may be given access to them.
    """

    vpc_id: pulumi.Input[str]
    cidr: str
    secondary_cidrs: Sequence[str] = ()
    connected_cidrs: Sequence[str] = ()


@dataclass(frozen=True)
class GatewayZone:
    """The network of an instance in one zone.

    Args:
        zone: zone id, such as ``cn-hangzhou-j``.
        cidr: block of the vSwitch.
        vswitch_id: an existing vSwitch; left out, one is created.
    """

    zone: str
    cidr: str
    vswitch_id: pulumi.Input[str] | None = None


class InstanceNetwork(Component):
    """The network of one VPC integration instance.

    It is a component of its own so that its inputs are what an instance keeps for life, and nothing else: once the
    instance is there, a program that changes one of them is refused in the preview. The provider alone would replace
    the instance, which is paid, has its own addresses and takes half an hour.

    Args:
        region: region id.
        vpc_cidr: block of a new VPC.
        existing: a VPC that is there, instead of a new one.
        instance_cidr: CIDR block of the instance itself.
        zones: the zones of the instance.
        security_group_id: an existing security group; left out, one is created.
        tags: tags of everything created.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions,
        *,
        region: str,
        vpc_cidr: str | None,
        existing: ExistingVpc | None,
        instance_cidr: str,
        zones: Sequence[GatewayZone],
        security_group_id: pulumi.Input[str] | None,
        tags: Mapping[str, str] | None,
    ) -> None:
        kept = pulumi.ResourceHook(f"network of {name}", refuse_change, pulumi.ResourceHookOptions(on_dry_run=True))
        opts = pulumi.ResourceOptions.merge(
            opts, pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(before_update=[kept]))
        )
        super().__init__(
            name,
            {
                "region": region,
                "vpcId": existing.vpc_id if existing is not None else None,
                "instanceCidr": instance_cidr,
                "zones": [
                    {"zoneId": each.zone, "cidrBlock": each.cidr, "vswitchId": each.vswitch_id} for each in zones
                ],
                "securityGroupId": security_group_id,
            },
            opts,
            tags,
        )
        if existing is None:
            own = vpc.Network(name, vpc_name=name, cidr_block=vpc_cidr, tags=self._tags or None, opts=self._child())
            self._vpc_id: pulumi.Input[str] = own.id
        else:
            self._vpc_id = existing.vpc_id
        # What takes the VPC's id from here waits until the change of the network has not been refused.
        self.vpc_id = pulumi.Output.all(self.urn, self._vpc_id).apply(lambda found: str(found[1]))
        self.security_group_id: pulumi.Input[str] = (
            security_group_id if security_group_id is not None else self._group()
        )
        self.vswitch_ids = [each.vswitch_id if each.vswitch_id is not None else self._vswitch(each) for each in zones]

    def keep(self, instance_id: pulumi.Output[str]) -> None:
        """From now on the instance is there: the network is refused to change."""
        self.register_outputs({"instanceId": instance_id})

    def _group(self) -> pulumi.Output[str]:
        # A basic group lets the gateway's requests out; nothing comes in over its interfaces.
        group = ecs.SecurityGroup(
            self._name,
            security_group_name=self._name,
            vpc_id=self._vpc_id,
            description=f"interfaces of the API Gateway instance {self._name}",
            tags=self._tags or None,
            opts=self._child(),
        )
        return group.id

    def _vswitch(self, zone: GatewayZone) -> pulumi.Output[str]:
        name = f"{self._name}-{zone.zone}"
        vswitch = vpc.Switch(
            name,
            vswitch_name=name,
            vpc_id=self._vpc_id,
            cidr_block=zone.cidr,
            zone_id=zone.zone,
            tags=self._tags or None,
            opts=self._child(),
        )
        return vswitch.id


def refuse_change(update: pulumi.ResourceHookArgs) -> None:
    """Refuse a change of the network of an instance that is there."""
    if not (update.old_outputs or {}).get("instanceId"):
        return
    before, after = update.old_inputs or {}, update.new_inputs or {}
    faults = [
        f"{key}: changes from {_shown(before.get(key))} to {_shown(after.get(key))}, but {what} of an instance is "
        f"immutable after creation. Fix: {_FIX}"
        for key, what in _KEPT.items()
        if before.get(key) != after.get(key)
    ]
    if faults:
        raise ComponentError("VpcIntegrationInstance", update.name, *faults)


def _shown(value: Any) -> str:
    if value is None:
        return "one of the component's own"
    if isinstance(value, list):
        entries = (each if isinstance(each, Mapping) else {} for each in value)
        return " and ".join(
            f"{each.get('zoneId')} {each.get('cidrBlock')} {each.get('vswitchId') or ''}".strip() for each in entries
        )
    return repr(value) if isinstance(value, str) else "one that is not known yet"
