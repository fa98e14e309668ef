"""Dedicated instances (CloudAPI 2016-07-14: CreateInstance, DescribeInstances, ModifyInstanceAttribute).

Two habits of the real plugin that programs must live with are kept (terraform-provider-alicloud v2): of
`toConnectVpcIpBlocks` only the first block is sent, and neither the list nor what else may be reached is read back.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, Model, State
from privateapi.provider.texts import matching
from privateapi.sandbox.alicloud_plugin.resource import StandIn, client_token, conflict

READY_IN = 1500.0
"""Seconds: 25 minutes, as in the real plugin."""


class ZoneVswitchSecurityGroup(Model):
    """Where a VPC integration instance has a network interface."""

    zone_id: str
    """The zone."""
    vswitch_id: str
    """The vSwitch."""
    cidr_block: str
    """The vSwitch's block."""
    security_group: str
    """The security group."""


class ToConnectVpcIpBlock(Model):
    """A block that the instance may reach."""

    cidr_block: str
    """The block."""
    customized: bool | None = None
    """Whether it is no vSwitch's."""
    vswitch_id: str | None = None
    """The vSwitch, if it is one's."""
    zone_id: str | None = None
    """The vSwitch's zone."""


class InstanceArgs(Args):
    """Inputs of an instance."""

    instance_name: Annotated[str, matching(r"[A-Za-z0-9_-]+", "a name of letters, digits, _ and -, as in orders-gw")]
    """Name."""
    instance_spec: str
    """Specification, such as ``api.s1.small``."""
    https_policy: str
    """TLS versions, such as ``HTTPS2_TLS1_2``."""
    payment_type: Annotated[Literal["PayAsYouGo", "Subscription"], Replaces()]
    """How it is paid."""
    instance_type: Annotated[Literal["normal", "vpc_connect"] | None, Chosen(), Replaces()] = None
    """``vpc_connect`` for VPC integration."""
    user_vpc_id: Annotated[str | None, Replaces()] = None
    """The VPC that a VPC integration instance is connected to."""
    instance_cidr: Annotated[str | None, Chosen(), Replaces()] = None
    """``192.168.0.0/16`` or ``172.16.0.0/12``."""
    zone_vswitch_security_groups: Annotated[list[ZoneVswitchSecurityGroup] | None, Replaces()] = None
    """Where it has network interfaces; the order counts."""
    zone_id: Annotated[str | None, Chosen(), Replaces()] = None
    """Zone of a conventional instance, such as ``cn-hangzhou-MAZ6(i,j,k)``."""
    duration: Annotated[Annotated[int, Field(ge=0, le=100)] | None, WriteOnly()] = None
    """Months or years of a subscription."""
    pricing_cycle: Annotated[Literal["year", "month"] | None, WriteOnly()] = None
    """Unit of ``duration``."""
    egress_ipv6_enable: Annotated[bool | None, Chosen()] = None
    """Whether it reaches backends over IPv6."""
    ipv6_enabled: Annotated[bool | None, Chosen()] = None
    """Whether it is reached over IPv6."""
    vpc_slb_intranet_enable: Annotated[bool | None, Chosen()] = None
    """Whether there is a self-managed internal balancer."""
    skip_wait_switch: Annotated[bool | None, WriteOnly()] = None
    """Do not wait for the switch to another specification."""
    ingress_vpc_id: Annotated[str | None, Chosen()] = None
    """The VPC of the clients."""
    ingress_vpc_owner_id: Annotated[str | None, Chosen()] = None
    """The account of the clients' VPC."""
    ingress_vswitch_id: Annotated[str | None, Chosen()] = None
    """A vSwitch of the clients' VPC."""
    to_connect_vpc_ip_blocks: Annotated[list[ToConnectVpcIpBlock] | None, WriteOnly()] = None
    """Blocks that it may reach beyond its vSwitches; the first is sent and none is read back."""
    delete_vpc_ip_block: Annotated[str | None, WriteOnly()] = None
    """A block that it may not reach any more; sent once, when it is set."""

    def faults(self) -> Iterator[Fault]:
        yield from conflict(self, "toConnectVpcIpBlocks", "deleteVpcIpBlock")
        if self.ingress_vpc_id is not None and self.ingress_vswitch_id is None:
            yield Fault("ingressVswitchId", "is required with ingressVpcId")


class InstanceState(InstanceArgs, State):
    """An instance."""

    status: str
    create_time: str | None = None
    connect_cidr_blocks: Annotated[str | None, ChangesWith("to_connect_vpc_ip_blocks", "delete_vpc_ip_block")] = None
    support_ipv6: Annotated[bool | None, ChangesWith("ipv6_enabled")] = None


class Instance(StandIn[InstanceArgs, InstanceState]):
    """A dedicated instance of API Gateway."""

    noun = "API Gateway instance"
    gone = frozenset({"NotFoundInstance", "Instance.Notfound", "Forbidden.InstanceNotFound"})

    def create(self, ctx: Context, args: InstanceArgs) -> str:
        made = ctx.call(
            "cloudapi",
            "CreateInstance",
            {
                "Token": client_token("CreateInstance"),
                "InstanceName": args.instance_name,
                "InstanceSpec": args.instance_spec,
                "HttpsPolicy": args.https_policy,
                "ChargeType": "PREPAY" if args.payment_type == "Subscription" else args.payment_type,
                "InstanceType": args.instance_type,
                "UserVpcId": args.user_vpc_id,
                "InstanceCidr": args.instance_cidr,
                "ZoneId": args.zone_id,
                "Duration": args.duration,
                "PricingCycle": args.pricing_cycle,
                "ZoneVSwitchSecurityGroup": [
                    {
                        "ZoneId": each.zone_id,
                        "VSwitchId": each.vswitch_id,
                        "CidrBlock": each.cidr_block,
                        "SecurityGroupId": each.security_group,
                    }
                    for each in args.zone_vswitch_security_groups or []
                ],
            },
        )
        return str(made["InstanceId"])

    def settle(self, ctx: Context, id: str, args: InstanceArgs) -> None:
        self._wait(ctx, id)
        if args.to_connect_vpc_ip_blocks or args.egress_ipv6_enable or args.ipv6_enabled:
            self._modify(ctx, id, args, _SENT)
        if args.ingress_vpc_id is not None:
            self._set_ingress(ctx, id, args)

    def read(self, ctx: Context, id: str, prior: InstanceState | None) -> InstanceState | None:
        instance = self._describe(ctx, id)
        if instance is None:
            return None
        interfaces = (instance.get("NetworkInterfaceAttributes") or {}).get("NetworkInterfaceAttribute") or []
        charge = instance["InstanceChargeType"]
        return self.state(
            instance_name=instance["InstanceName"],
            instance_spec=instance["InstanceSpec"],
            https_policy=instance["HttpsPolicies"],
            payment_type="Subscription" if charge == "PrePaid" else charge,
            instance_type=instance.get("DedicatedInstanceType"),
            user_vpc_id=instance.get("ConnectVpcId") or None,
            instance_cidr=instance.get("InstanceCidrBlock") or None,
            zone_vswitch_security_groups=[
                {
                    "zoneId": each["ZoneId"],
                    "vswitchId": each["VswitchId"],
                    "cidrBlock": each["CidrBlock"],
                    "securityGroup": each["SecurityGroupId"],
                }
                for each in interfaces
            ]
            or None,
            zone_id=instance.get("ZoneId") or None,
            egress_ipv6_enable=instance.get("EgressIpv6Enable"),
            ipv6_enabled=instance.get("SupportIpv6"),
            vpc_slb_intranet_enable=instance.get("VpcSlbIntranetEnable"),
            ingress_vpc_id=instance.get("UserVpcId") or None,
            ingress_vpc_owner_id=str(instance["VpcOwnerId"]) if instance.get("VpcOwnerId") else None,
            ingress_vswitch_id=instance.get("UserVswitchId") or None,
            **{name: getattr(prior, name) for name in _NOT_READ if prior is not None},
            status=instance["Status"],
            create_time=instance.get("CreatedTime"),
            connect_cidr_blocks=instance.get("ConnectCidrBlocks") or None,
            support_ipv6=instance.get("SupportIpv6"),
        )

    def update(self, ctx: Context, id: str, old: InstanceState, new: InstanceArgs, changed: frozenset[str]) -> None:
        if not changed.isdisjoint(_SENT):
            self._modify(ctx, id, new, changed)
        if "instance_spec" in changed:
            ctx.call(
                "cloudapi",
                "ModifyInstanceSpec",
                {
                    "Token": client_token("ModifyInstanceSpec"),
                    "InstanceId": id,
                    "InstanceSpec": new.instance_spec,
                    "SkipWaitSwitch": new.skip_wait_switch,
                },
            )
            self._wait(ctx, id)
        if not changed.isdisjoint({"ingress_vpc_id", "ingress_vpc_owner_id", "ingress_vswitch_id"}):
            self._set_ingress(ctx, id, new)

    def delete(self, ctx: Context, id: str, state: InstanceState) -> None:
        ctx.call("cloudapi", "DeleteInstance", {"InstanceId": id}, idempotent=True)
        ctx.until(lambda: self._describe(ctx, id) is None, READY_IN)

    def _describe(self, ctx: Context, id: str) -> dict[str, Any] | None:
        answer = ctx.call("cloudapi", "DescribeInstances", {"InstanceId": id})
        instances: list[dict[str, Any]] = (answer.get("Instances") or {}).get("InstanceAttribute") or []
        return instances[0] if instances else None

    def _modify(self, ctx: Context, id: str, args: InstanceArgs, changed: frozenset[str]) -> None:
        blocks = args.to_connect_vpc_ip_blocks if "to_connect_vpc_ip_blocks" in changed else None
        first = blocks[0] if blocks else None
        ctx.call(
            "cloudapi",
            "ModifyInstanceAttribute",
            {
                "InstanceId": id,
                "InstanceName": args.instance_name,
                "HttpsPolicy": args.https_policy,
                "EgressIpv6Enable": args.egress_ipv6_enable,
                "IPV6Enabled": args.ipv6_enabled,
                "VpcSlbIntranetEnable": args.vpc_slb_intranet_enable,
                "ToConnectVpcIpBlock": {
                    "CidrBlock": first.cidr_block,
                    **({} if first.customized is None else {"Customized": first.customized}),
                    **({} if first.vswitch_id is None else {"VswitchId": first.vswitch_id}),
                    **({} if first.zone_id is None else {"ZoneId": first.zone_id}),
                }
                if first
                else None,
                "DeleteVpcIpBlock": args.delete_vpc_ip_block if "delete_vpc_ip_block" in changed else None,
            },
        )
        self._wait(ctx, id)

    def _set_ingress(self, ctx: Context, id: str, args: InstanceArgs) -> None:
        ctx.call(
            "cloudapi",
            "ModifyInstanceVpcAttributeForConsole",
            {
                "Token": client_token("ModifyInstanceVpcAttributeForConsole"),
                "InstanceId": id,
                "VpcId": args.ingress_vpc_id,
                "VpcOwnerId": args.ingress_vpc_owner_id,
                "VswitchId": args.ingress_vswitch_id,
            },
        )
        self._wait(ctx, id)

    def _wait(self, ctx: Context, id: str) -> None:
        ctx.until(lambda: (self._describe(ctx, id) or {}).get("Status") == "RUNNING", READY_IN)


_SENT = frozenset(
    {
        "instance_name",
        "https_policy",
        "egress_ipv6_enable",
        "ipv6_enabled",
        "vpc_slb_intranet_enable",
        "to_connect_vpc_ip_blocks",
        "delete_vpc_ip_block",
    }
)
"""What ModifyInstanceAttribute takes."""
_NOT_READ = ("duration", "pricing_cycle", "skip_wait_switch", "to_connect_vpc_ip_blocks", "delete_vpc_ip_block")
