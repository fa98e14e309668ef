"""API Gateway of Alibaba Cloud: instances, accessible CIDR blocks, VPC access, groups, APIs, internal DNS records."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    AccessibleCidrs,
    AlibabaApi,
    ApiGroup,
    GatewayInstance,
    InstanceZone,
    InternalRecord,
    InternalRecordAssociation,
    Node,
    VpcAccess,
    WeightedAddress,
)
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, Value, Values

_GROUP = "alicloud:apigateway/group:Group"
_GROUP_INSTANCE = "privateapi:alicloud:ApiGroupInstance"
# Our own record says in its `type` what the API does: `A` is for VPC integration instances, `VPC` for conventional.
_INSTANCE_TYPES = {"A": "VPC integration", "VPC": "conventional"}


@reads("alicloud:apigateway/instance:Instance", "privateapi:alicloud:GatewayInstance", id="instanceId")
def instance(read: Reading) -> Iterator[Node]:
    yield GatewayInstance(
        **read.node,
        instance_name=read.text("instanceName"),
        instance_type=read.text("instanceType"),
        instance_spec=read.text("instanceSpec"),
        user_vpc=read.ref("userVpcId"),
        previous_vpc=read.before.ref("userVpcId"),
        instance_cidr=read.text("instanceCidr"),
        zone=read.text("zoneId"),
        zones=read.objects("zoneVswitchSecurityGroups").map(lambda found: tuple(map(_zone, found))),
        to_connect_vpc_ip_blocks=_blocks(read),
        delete_vpc_ip_block=read.text("deleteVpcIpBlock"),
        https_policy=read.text("httpsPolicy"),
    )


def _zone(entry: Properties) -> InstanceZone:
    return InstanceZone(
        zone=entry.text("zoneId"),
        vswitch=entry.ref("vswitchId"),
        cidr_block=entry.text("cidrBlock"),
        security_group=entry.ref("securityGroup", "securityGroupId"),
    )


def _blocks(read: Reading) -> Values[str]:
    return read.objects("toConnectVpcIpBlocks").map(lambda found: tuple(each.text("cidrBlock") for each in found))


@reads("privateapi:alicloud:InstanceAccessibleCidrs")
def accessible_cidrs(read: Reading) -> Iterator[Node]:
    yield AccessibleCidrs(**read.node, instance=read.ref("instanceId"), cidr_blocks=read.texts("cidrBlocks"))


@reads("alicloud:apigateway/vpcAccess:VpcAccess", id="vpcAccessId", names=("name",))
def vpc_access(read: Reading) -> Iterator[Node]:
    yield VpcAccess(
        **read.node,
        access_name=read.text("name"),
        vpc=read.ref("vpcId"),
        server=read.ref("instanceId"),
        port=read.integer("port"),
        host=read.text("vpcTargetHostName"),
    )


@reads(_GROUP, id="groupId")
def group(read: Reading) -> Iterator[Node]:
    moved = [each.ref("instanceId") for each in read.referring(_GROUP_INSTANCE, "groupId")]
    own = read.ref("instanceId")
    yield ApiGroup(
        **read.node,
        group_name=read.text("name"),
        instance=moved[0] if moved else own,
        previous_instance=_other(own, moved[0]) if moved else NO_REF,
    )


def _other(before: Ref, after: Ref) -> Ref:
    """The instance before a move; none when the group is where it was made."""
    stays = before.id == after.id if before.id.known and after.id.known else before.nodes == after.nodes != ()
    return NO_REF if stays else before


@reads(_GROUP_INSTANCE)
def group_instance(read: Reading) -> Iterator[Node]:
    """The instance of a group that the program has no resource for; of another it is part of the group."""
    by_output = any(read.program.type_of(key) == _GROUP for key in read.sources("groupId"))
    if not by_output and read.program.find(read.ref("groupId"), _GROUP) is None:
        yield ApiGroup(
            **(read.node | {"id": read.text("groupId")}),
            instance=read.ref("instanceId"),
        )


@reads("alicloud:apigateway/api:Api", id="apiId")
def api(read: Reading) -> Iterator[Node]:
    http, vpc = read.inside("httpServiceConfig"), read.inside("httpVpcServiceConfig")
    yield AlibabaApi(
        **read.node,
        api_name=read.text("name"),
        group=read.ref("groupId"),
        backend_type=read.text("serviceType"),
        backend_address=http.text("address"),
        backend_scheme=vpc.text("vpcScheme"),
        vpc_access=vpc.ref("name"),
    )


@reads("privateapi:alicloud:PrivateDns", names=("intranetDomain",))
def private_dns(read: Reading) -> Iterator[Node]:
    kind = read.text("type")
    yield InternalRecord(
        **read.node,
        domain_name=read.text("intranetDomain"),
        instance_type=kind.map(lambda value: _INSTANCE_TYPES.get(value, value)),
        type=kind,
        addresses=_addresses(read),
        wait_seconds=read.integer("waitSeconds"),
    )


def _addresses(read: Reading) -> Value[tuple[WeightedAddress, ...]]:
    records = read.objects("records")
    if records.missing:
        return MISSING
    return records.map(
        lambda found: tuple(WeightedAddress(each.text("record"), each.integer("weight")) for each in found)
    )


@reads("privateapi:alicloud:PrivateDnsAssociation")
def private_dns_association(read: Reading) -> Iterator[Node]:
    """One node for each domain, in the order of the list."""
    for index, record in enumerate(_records(read)):
        place = read.part(f"intranetDomains[{index}]", read.resource.name) if index else read.node
        yield InternalRecordAssociation(**place, record=record, instances=read.only("instanceId"))


def _records(read: Reading) -> list[Ref]:
    domains = read.refs("intranetDomains")
    if not isinstance(domains.ids, Known):
        return [Ref(domains.ids, domains.nodes)]
    open_ones = [each for each in domains.ids.value if not each.known]
    # With as many unknown names as resources that they come from, each is of one; which one makes no difference.
    sources = iter(domains.nodes if len(open_ones) == len(domains.nodes) else ())
    return [Ref(each) if each.known else Ref(each, _next(sources, domains.nodes)) for each in domains.ids.value]


def _next(sources: Iterator[str], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    found = next(sources, None)
    return otherwise if found is None else (found,)
