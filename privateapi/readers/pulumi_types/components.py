"""Components of ours. Their inputs are plain facts, complete on the first preview; resources inside them speak too."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.pulumi_types.route53 import zone_vpcs
from privateapi.topology.model import (
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    ClientNetwork,
    MultiRegionApi,
    Node,
    Vpc,
    VSwitch,
)
from privateapi.topology.values import Known, Ref, Refs, Unknown, Value

_VPCS = ("privateapi:ec2:Vpc", "aws:ec2/vpc:Vpc")
# Of an existing VPC a component has what it needs itself.
_NOT_SAID = Unknown("is not among what the component says")
_ZONE = "privateapi:route53:HostedZone"
_ASSOCIATION = "privateapi:route53:ZoneAssociation"
_ALIBABA_VPC = "alicloud:vpc/network:Network"
_ALIBABA_VSWITCH = "alicloud:vpc/switch:Switch"
_ALIBABA_SERVERS = (
    "alicloud:alb/loadBalancer:LoadBalancer",
    "alicloud:ecs/instance:Instance",
    "alicloud:nlb/loadBalancer:LoadBalancer",
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
    "alicloud:slb/loadBalancer:LoadBalancer",
)


@reads("privateapi:aws:Network")
def network(read: Reading) -> Iterator[Node]:
    """An existing VPC, which the program has no resource for."""
    id = read.text("vpcId")
    if id.known and not read.children(*_VPCS) and read.program.find(Ref(id), *_VPCS) is None:
        yield Vpc(
            **(read.part("vpc", read.resource.name) | {"id": id, "live": True}),
            cidr_block=read.text("cidrBlock"),
            enable_dns_support=_NOT_SAID,
            enable_dns_hostnames=_NOT_SAID,
        )


@reads("privateapi:aws:MultiRegionPrivateApi")
def multi_region_private_api(read: Reading) -> Iterator[Node]:
    regions = read.texts("regions")
    yield MultiRegionApi(
        **read.node,
        domain_name=read.text("domainName"),
        regions=regions,
        mode=read.text("mode"),
        routing=read.text("routing"),
    )


@reads("privateapi:aws:RoutedName")
def routed_name(read: Reading) -> Iterator[Node]:
    """The VPCs that get the name's answers hold its clients, each of one of its zones."""
    clients: list[tuple[Ref, Ref]] = []
    for zone in read.children(_ZONE):
        entries = zone_vpcs(zone)
        clients += [(entry.vpc, zone.own()) for entry in entries.value] if isinstance(entries, Known) else []
    clients += [(each.ref("vpcId"), each.ref("zoneId")) for each in read.children(_ASSOCIATION)]
    for index, (vpc, zone_ref) in enumerate(clients):
        yield ClientNetwork(**read.part(f"clients[{index}]"), vpc=vpc, zone=zone_ref)


@reads("privateapi:alicloud:VpcIntegrationInstance")
def vpc_integration_instance(read: Reading) -> Iterator[Node]:
    """The VPC and the vSwitches that the program has no resource for."""
    vpc = read.text("vpcId")
    if vpc.known and _first(read, "vpcId", vpc) and read.program.find(Ref(vpc), _ALIBABA_VPC) is None:
        part = read.part("vpc", read.resource.name) | {"id": vpc, "live": True}
        yield AlibabaVpc(**part, cidr_block=read.text("vpcCidr"), user_cidrs=_NOT_SAID)
        blocks = read.texts("secondaryCidrs")
        for index, block in enumerate(blocks.value if isinstance(blocks, Known) else ()):
            part = read.part(f"secondaryCidrs[{index}]") | {"live": True}
            yield AlibabaVpcCidrBlock(**part, vpc=Ref(vpc), cidr_block=block)
    zones = read.objects("zones")
    for index, zone in enumerate(zones.value if isinstance(zones, Known) else ()):
        vswitch = zone.text("vswitchId")
        if vswitch.known and read.program.find(Ref(vswitch), _ALIBABA_VSWITCH) is None:
            yield VSwitch(
                **(read.part(f"zones[{index}]") | {"id": vswitch, "live": True}),
                vpc=read.ref("vpcId"),
                cidr_block=zone.text("cidrBlock"),
                zone=zone.text("zoneId"),
            )


@reads("privateapi:alicloud:VpcBackend")
def vpc_backend(read: Reading) -> Iterator[Node]:
    """The servers that the program has no resource for, where it says their addresses."""
    servers = read.objects("servers")
    for index, server in enumerate(servers.value if isinstance(servers, Known) else ()):
        id, address = server.text("server"), server.text("address")
        if isinstance(id, Known) and address.known and read.program.find(Ref(id), *_ALIBABA_SERVERS) is None:
            yield AlibabaServer(
                **(read.part(f"servers[{index}]", id.value) | {"id": id, "live": True}),
                kind=_kind(id.value),
                vswitch=Ref(_NOT_SAID),
                private_ip=address,
                security_groups=Refs(_NOT_SAID),
            )


def _first(read: Reading, name: str, value: Value[str]) -> bool:
    """Whether of several components of the type that say the same this one is the first."""
    return next(each.key for each in read.program.of(read.resource.type) if each.text(name) == value) == read.key


def _kind(server: str) -> Value[str]:
    """What a server is, by its id; of others only the resource itself would tell."""
    kinds = {"i": "ecs", "lb": "clb", "alb": "alb", "nlb": "nlb"}
    return Known(kinds[prefix]) if (prefix := server.partition("-")[0]) in kinds else _NOT_SAID


# They hold nothing that the resources inside them do not say.
@reads(
    "privateapi:alicloud:InstanceNetwork",
    "privateapi:alicloud:InternalDomain",
    "privateapi:aws:AddressPlan",
    "privateapi:aws:ApiEndpoint",
    "privateapi:aws:FrontDoor",
    "privateapi:aws:HybridDns",
    "privateapi:aws:NameCertificate",
    "privateapi:aws:PeeringMesh",
    "privateapi:aws:PrivateRestApi",
    "privateapi:aws:RegionHealth",
    "privateapi:aws:TransitMesh",
)
def nothing_of_its_own(read: Reading) -> Iterator[Node]:
    yield from ()
