"""Short ways to write resources of Alibaba Cloud in tests, all in cn-hangzhou."""

from collections.abc import Sequence
from typing import Any, TypeVar

from privateapi.topology.model import (
    AlibabaApi,
    AlibabaPeering,
    AlibabaSecurityGroup,
    AlibabaSecurityGroupRule,
    AlibabaServer,
    AlibabaVpc,
    ApiGroup,
    Direction,
    GatewayInstance,
    InstanceZone,
    InternalRecord,
    InternalRecordAssociation,
    Node,
    Origin,
    TransitRouterAttachment,
    VpcAccess,
    VSwitch,
    WeightedAddress,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs, Value, value_of, values_of
from tests.rules.nodes import ref

N = TypeVar("N", bound=Node)
REGION = "cn-hangzhou"
ZONE = "cn-hangzhou-h"


def node(model: type[N], name: str, /, region: str = REGION, **fields: Any) -> N:
    """A planned resource; its key is `model:name`, as `ref` has it."""
    return model(origin=Origin(f"{model.__name__}:{name}"), name=name, region=Known(region), **fields)


def vpc(name: str = "hub", cidr: str | Value[str] = "10.0.0.0/16", **fields: Any) -> AlibabaVpc:
    """A VPC."""
    return node(AlibabaVpc, name, cidr_block=value_of(cidr), **fields)


def vswitch(
    name: str, cidr: str | Value[str] = "10.0.1.0/24", zone: str | Value[str] = ZONE, vpc_name: str = "hub"
) -> VSwitch:
    """A vSwitch of a planned VPC."""
    return node(VSwitch, name, vpc=ref(AlibabaVpc, vpc_name), cidr_block=value_of(cidr), zone=value_of(zone))


def zone(
    vswitch_name: str, cidr: str | Value[str] | None = None, zone: str | Value[str] | None = None, group: str = "gw"
) -> InstanceZone:
    """The network of an instance in one zone, by default without block and zone of its own."""
    return InstanceZone(
        zone=value_of(zone),
        vswitch=ref(VSwitch, vswitch_name),
        cidr_block=value_of(cidr),
        security_group=ref(AlibabaSecurityGroup, group),
    )


def instance(name: str = "main", *zones: InstanceZone, blocks: Sequence[str] = (), **fields: Any) -> GatewayInstance:
    """A VPC integration instance of the VPC `hub`."""
    stated: dict[str, Any] = {
        "instance_type": Known("vpc_connect"),
        "user_vpc": ref(AlibabaVpc, "hub"),
        "instance_cidr": Known("192.168.0.0/16"),
        "zones": Known(zones),
        "to_connect_vpc_ip_blocks": values_of(*blocks) if blocks else MISSING,
    }
    return node(GatewayInstance, name, **(stated | fields))


def conventional(name: str = "old", **fields: Any) -> GatewayInstance:
    """A conventional dedicated instance."""
    return node(GatewayInstance, name, instance_type=Known("normal"), **fields)


def gateway(name: str = "main", cidr: str = "10.0.1.0/24", blocks: Sequence[str] = ()) -> list[Node]:
    """A VPC integration instance with one vSwitch of that block, and its security group."""
    return [
        vswitch(f"{name}-h", cidr),
        node(AlibabaSecurityGroup, "gw", vpc=ref(AlibabaVpc, "hub")),
        instance(name, zone(f"{name}-h"), blocks=blocks),
    ]


def record(name: str, *addresses: tuple[str | Value[str], int | Value[int] | None], **fields: Any) -> InternalRecord:
    """An internal DNS record of the domain `<name>.internal` for VPC integration instances."""
    stated: dict[str, Any] = {
        "domain_name": Known(f"{name}.internal"),
        "type": Known("A"),
        "addresses": Known(
            tuple(WeightedAddress(value_of(address), value_of(weight)) for address, weight in addresses)
        ),
    }
    return node(InternalRecord, name, **(stated | fields))


def conventional_record(name: str, **fields: Any) -> InternalRecord:
    """An internal DNS record of the domain `<name>.internal` for conventional instances."""
    stated: dict[str, Any] = {"domain_name": Known(f"{name}.internal"), "type": Known("VPC")}
    return node(InternalRecord, name, **(stated | fields))


def association(record_name: str, *instance_names: str) -> InternalRecordAssociation:
    """The association of a planned record with planned instances."""
    return node(
        InternalRecordAssociation,
        f"{record_name}-{'-'.join(instance_names)}",
        record=ref(InternalRecord, record_name),
        instances=Refs.by(*(f"GatewayInstance:{name}" for name in instance_names)),
    )


def api_group(name: str = "shop", instance_name: str = "main", **fields: Any) -> ApiGroup:
    """An API group on a planned instance."""
    stated: dict[str, Any] = {"instance": ref(GatewayInstance, instance_name)}
    return node(ApiGroup, name, **(stated | fields))


def http_api(name: str, address: str | Value[str], group: str = "shop") -> AlibabaApi:
    """An API whose backend is an address."""
    return node(
        AlibabaApi,
        name,
        group=ref(ApiGroup, group),
        backend_type=Known("HTTP"),
        backend_address=value_of(address),
    )


def vpc_api(name: str, access_name: str, group: str = "shop", scheme: str | None = None) -> AlibabaApi:
    """An API whose backend is a VPC access authorization."""
    return node(
        AlibabaApi,
        name,
        group=ref(ApiGroup, group),
        backend_type=Known("HTTP-VPC"),
        backend_scheme=value_of(scheme),
        vpc_access=ref(VpcAccess, access_name),
    )


def access(
    name: str, server: str | Ref, port: int = 8080, vpc_name: str = "hub", host: str | Value[str] | None = None
) -> VpcAccess:
    """A VPC access authorization; the server is a planned one, or an address."""
    if isinstance(server, str):
        server = Ref.to(server) if server[0].isdigit() else ref(AlibabaServer, server)
    return node(
        VpcAccess,
        name,
        access_name=Known(name),
        vpc=ref(AlibabaVpc, vpc_name),
        server=server,
        port=Known(port),
        host=value_of(host),
    )


def server(
    name: str,
    address: str | Value[str] | None = None,
    vswitch_name: str = "apps",
    groups: Sequence[str] = ("apps",),
    kind: str = "ecs",
) -> AlibabaServer:
    """A backend in a vSwitch."""
    return node(
        AlibabaServer,
        name,
        kind=Known(kind),
        vswitch=ref(VSwitch, vswitch_name),
        private_ip=value_of(address),
        security_groups=Refs.by(*(f"AlibabaSecurityGroup:{group}" for group in groups)) if groups else Refs(),
    )


def group(name: str, **fields: Any) -> AlibabaSecurityGroup:
    """A security group of the VPC `hub`."""
    return node(AlibabaSecurityGroup, name, vpc=ref(AlibabaVpc, "hub"), **fields)


def group_rule(
    name: str,
    group_name: str,
    direction: Direction,
    cidr: str | Value[str] | None = "0.0.0.0/0",
    ports: str = "1/65535",
    policy: str = "accept",
    **fields: Any,
) -> AlibabaSecurityGroupRule:
    """A TCP rule of a planned security group."""
    stated: dict[str, Any] = {"ip_protocol": Known("tcp"), "priority": Known(1)}
    return node(
        AlibabaSecurityGroupRule,
        name,
        security_group=ref(AlibabaSecurityGroup, group_name),
        direction=direction,
        cidr_ip=value_of(cidr),
        port_range=Known(ports),
        policy=Known(policy),
        **(stated | fields),
    )


def peering(one: str, other: str) -> AlibabaPeering:
    """The peering of two planned VPCs."""
    return node(AlibabaPeering, f"{one}-{other}", vpc=ref(AlibabaVpc, one), peer_vpc=ref(AlibabaVpc, other))


def attached(vpc_name: str, cen: str = "cen-1", **fields: Any) -> TransitRouterAttachment:
    """The attachment of a planned VPC to a CEN instance."""
    return node(TransitRouterAttachment, f"{vpc_name}-{cen}", cen=Ref.to(cen), vpc=ref(AlibabaVpc, vpc_name), **fields)


UNKNOWN_TYPE = node(
    GatewayInstance, "main", instance_type=UNKNOWN, zones=Known((zone("main-h"),)), user_vpc=ref(AlibabaVpc, "hub")
)
