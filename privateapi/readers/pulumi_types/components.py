"""Components of ours. Their inputs are plain facts, complete on the first preview; resources inside them speak too."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.topology.model import ClientNetwork, MultiRegionApi, Node, Vpc
from privateapi.topology.values import Known, Ref, Unknown

_VPCS = ("privateapi:ec2:Vpc", "aws:ec2/vpc:Vpc")
# Of an existing VPC a component has what it needs itself.
_NOT_SAID = Unknown("is not among what the component says")
_ZONE = "privateapi:route53:HostedZone"
_ASSOCIATION = "privateapi:route53:ZoneAssociation"


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
    """The VPCs that get the name's answers hold its clients."""
    vpcs: list[Ref] = []
    for zone in read.children(_ZONE):
        entries = zone.objects("vpcs")
        vpcs += [entry.ref("vpcId") for entry in entries.value] if isinstance(entries, Known) else []
    vpcs += [association.ref("vpcId") for association in read.children(_ASSOCIATION)]
    for index, vpc in enumerate(vpcs):
        yield ClientNetwork(**read.part(f"clients[{index}]"), vpc=vpc)


# They hold nothing that the resources inside them do not say.
@reads(
    "privateapi:aws:AddressPlan",
    "privateapi:aws:ApiEndpoint",
    "privateapi:aws:FrontDoor",
    "privateapi:aws:PrivateRestApi",
    "privateapi:aws:RegionHealth",
    "privateapi:aws:TransitMesh",
)
def nothing_of_its_own(read: Reading) -> Iterator[Node]:
    yield from ()
