"""Typed classes of the `alicloud` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Sequence
from typing import Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class PrivateDnsRecordArgs(TypedDict):
    """One address of a domain and its share of the requests."""

    record: pulumi.Input[str]
    """IPv4 address, in an accessible CIDR block of every instance that the record is associated with."""
    weight: NotRequired[pulumi.Input[int] | None]
    """Share of the requests relative to the other addresses, 0 to 100; 0 takes none."""


@pulumi.input_type
class _PrivateDnsRecordKeys:
    record: pulumi.Input[str] = pulumi.property("record")
    weight: Optional[pulumi.Input[int]] = pulumi.property("weight", default=None)


@pulumi.output_type
class PrivateDnsRecord(dict):  # type: ignore[type-arg]
    """One address of a domain and its share of the requests."""

    record: str = pulumi.property("record")
    """IPv4 address, in an accessible CIDR block of every instance that the record is associated with."""
    weight: Optional[int] = pulumi.property("weight", default=None)
    """Share of the requests relative to the other addresses, 0 to 100; 0 takes none."""


@pulumi.input_type
class _ApiGroupInstanceArgs:
    group_id: pulumi.Input[str] = pulumi.property("groupId")
    instance_id: pulumi.Input[str] = pulumi.property("instanceId")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class ApiGroupInstance(Resource):
    """The instance that an API group is on; a new one moves the group, whose APIs, id and domains stay.

    `instanceId` of `alicloud.apigateway.Group` replaces the group instead: declare the instance here, and let the group
    ignore changes of its own `instanceId`. Before a move to a VPC integration instance the backends are checked: VPC,
    accessible CIDR blocks, security group. After it the connections are validated; when one fails, the group is moved
    back. A deletion leaves the group where it is.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """Region of Alibaba Cloud; left out, the provider's `alicloud.region`."""
    group_id: pulumi.Output[str] = pulumi.property("groupId")
    """The API group."""
    instance_id: pulumi.Output[str] = pulumi.property("instanceId")
    """The instance that serves it. A group moves in place, after its backends were checked."""
    group_name: pulumi.Output[str] = pulumi.property("groupName")
    """The name of the group."""
    instance_type: pulumi.Output[str] = pulumi.property("instanceType")
    """``vpc_connect``, ``normal``, or the type of a shared instance."""
    _token = "privateapi:alicloud:ApiGroupInstance"
    _args_type = _ApiGroupInstanceArgs
    _outputs = ("group_name", "instance_type")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        group_id: pulumi.Input[str],
        instance_id: pulumi.Input[str],
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "group_id": group_id,
                "instance_id": instance_id,
            },
        )


@pulumi.input_type
class _InstanceAccessibleCidrsArgs:
    instance_id: pulumi.Input[str] = pulumi.property("instanceId")
    cidr_blocks: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("cidrBlocks")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)


class InstanceAccessibleCidrs(Resource):
    """The whole set of CIDR blocks that were added to what a VPC integration instance may reach.

    An instance has one such resource. The argument `toConnectVpcIpBlocks` of `alicloud.apigateway.Instance` sends the
    first block only, takes none away and sees no drift (pulumi_alicloud 4.0.0).
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """Region of Alibaba Cloud; left out, the provider's `alicloud.region`."""
    instance_id: pulumi.Output[str] = pulumi.property("instanceId")
    """A VPC integration instance."""
    cidr_blocks: pulumi.Output[Sequence[str]] = pulumi.property("cidrBlocks")
    """All blocks that were added to those of the instance's own vSwitches, which are accessible anyway: inside the VPC
    of the instance, or connected to it. Blocks that are not here are taken away.
    """
    own_cidr_blocks: pulumi.Output[Sequence[str]] = pulumi.property("ownCidrBlocks")
    """Blocks of the vSwitches that the instance was made with."""
    _token = "privateapi:alicloud:InstanceAccessibleCidrs"
    _args_type = _InstanceAccessibleCidrsArgs
    _outputs = ("own_cidr_blocks",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        instance_id: pulumi.Input[str],
        cidr_blocks: pulumi.Input[Sequence[pulumi.Input[str]]],
        region: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "instance_id": instance_id,
                "cidr_blocks": cidr_blocks,
            },
        )


@pulumi.input_type
class _PrivateDnsArgs:
    intranet_domain: pulumi.Input[str] = pulumi.property("intranetDomain")
    type: pulumi.Input[Literal["A", "VPC"]] = pulumi.property("type")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    records: Optional[pulumi.Input[Sequence[pulumi.Input[_PrivateDnsRecordKeys]]]] = pulumi.property(
        "records", default=None
    )
    wait_seconds: Optional[pulumi.Input[int]] = pulumi.property("waitSeconds", default=None)
    force_delete: Optional[pulumi.Input[bool]] = pulumi.property("forceDelete", default=None)


class PrivateDns(Resource):
    """A domain name that API Gateway resolves for dedicated instances: to weighted addresses, or to a VPC access.

    `PrivateDnsAssociation` says for which instances.
    """

    region: pulumi.Output[str] = pulumi.property("region")
    """Region of Alibaba Cloud; left out, the provider's `alicloud.region`."""
    intranet_domain: pulumi.Output[str] = pulumi.property("intranetDomain")
    """Domain name that API Gateway resolves, also when it is resolved publicly. With type VPC the Host value of a VPC
    access authorization.
    """
    type: pulumi.Output[str] = pulumi.property("type")
    """``A`` for VPC integration instances, with ``records``; ``VPC`` for conventional dedicated instances, without."""
    records: pulumi.Output[Optional[Sequence[PrivateDnsRecord]]] = pulumi.property("records")
    """Addresses, 1 to 20, each once; their order has no meaning. With type ``A`` only."""
    wait_seconds: pulumi.Output[int] = pulumi.property("waitSeconds")
    """Seconds to wait after a change; it takes effect after about 10 minutes, which is 600."""
    force_delete: pulumi.Output[bool] = pulumi.property("forceDelete")
    """Whether a deletion takes the record from instances that still resolve by it; otherwise it is refused."""
    created_time: pulumi.Output[str] = pulumi.property("createdTime")
    """When it was made, in UTC."""
    _token = "privateapi:alicloud:PrivateDns"
    _args_type = _PrivateDnsArgs
    _outputs = ("created_time",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        intranet_domain: pulumi.Input[str],
        type: pulumi.Input[Literal["A", "VPC"]],
        region: pulumi.Input[str] | None = None,
        records: pulumi.Input[Sequence[pulumi.Input[PrivateDnsRecordArgs]]] | None = None,
        wait_seconds: pulumi.Input[int] | None = None,
        force_delete: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "intranet_domain": intranet_domain,
                "type": type,
                "records": records,
                "wait_seconds": wait_seconds,
                "force_delete": force_delete,
            },
        )


@pulumi.input_type
class _PrivateDnsAssociationArgs:
    instance_id: pulumi.Input[str] = pulumi.property("instanceId")
    intranet_domains: pulumi.Input[Sequence[pulumi.Input[str]]] = pulumi.property("intranetDomains")
    region: Optional[pulumi.Input[str]] = pulumi.property("region", default=None)
    wait_seconds: Optional[pulumi.Input[int]] = pulumi.property("waitSeconds", default=None)


class PrivateDnsAssociation(Resource):
    """Domain names that one dedicated instance resolves by internal DNS records."""

    region: pulumi.Output[str] = pulumi.property("region")
    """Region of Alibaba Cloud; left out, the provider's `alicloud.region`."""
    instance_id: pulumi.Output[str] = pulumi.property("instanceId")
    """A dedicated instance; one in a dedicated instance cluster takes no records."""
    intranet_domains: pulumi.Output[Sequence[str]] = pulumi.property("intranetDomains")
    """Domain names that the instance resolves by their records. The records' type follows from the instance: ``A`` for
    a VPC integration instance, ``VPC`` for a conventional one. Other domains of the instance are left alone.
    """
    wait_seconds: pulumi.Output[int] = pulumi.property("waitSeconds")
    """Seconds to wait after a change; it takes effect after about 10 minutes, which is 600."""
    instance_name: pulumi.Output[str] = pulumi.property("instanceName")
    """The name of the instance."""
    _token = "privateapi:alicloud:PrivateDnsAssociation"
    _args_type = _PrivateDnsAssociationArgs
    _outputs = ("instance_name",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        instance_id: pulumi.Input[str],
        intranet_domains: pulumi.Input[Sequence[pulumi.Input[str]]],
        region: pulumi.Input[str] | None = None,
        wait_seconds: pulumi.Input[int] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "region": region,
                "instance_id": instance_id,
                "intranet_domains": intranet_domains,
                "wait_seconds": wait_seconds,
            },
        )
