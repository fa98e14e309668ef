"""What APIs on instances of Alibaba Cloud's API Gateway connect to: addresses, VPC access authorizations, servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.gateway_instances import InstanceKind, kind_of
from privateapi.rules.needed import needed
from privateapi.rules.urls import Url, parse_url
from privateapi.topology.blocks import address_of, block_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import (
    AlibabaApi,
    AlibabaServer,
    ApiGroup,
    GatewayInstance,
    Node,
    Topology,
    VpcAccess,
    VSwitch,
)
from privateapi.topology.values import Known, NotJudged

# `serviceType` of an API.
HTTP = "HTTP"
HTTP_VPC = "HTTP-VPC"


@dataclass(frozen=True, slots=True)
class Served:
    """An API and the dedicated instance that serves it."""

    api: AlibabaApi
    instance: GatewayInstance

    @property
    def live(self) -> bool:
        """Whether both exist already."""
        return self.api.live and self.instance.live


@dataclass(frozen=True, slots=True)
class ServedApis:
    """APIs with one type of backend on one kind of instance, and those that may be among them."""

    found: tuple[Served, ...]
    unread: tuple[tuple[Node, str], ...]


def served(topology: Topology, backend: str, kind: InstanceKind) -> ServedApis:
    """The APIs with a type of backend (`HTTP`, `HTTP-VPC`) on instances of a kind."""
    found: list[Served] = []
    unread: list[tuple[Node, str]] = []
    for api in topology.of(AlibabaApi):
        try:
            if needed(api.backend_type, "its serviceType").upper() != backend:
                continue
            instance = instance_of(topology, api)
            if instance is not None and _kind(instance) is kind:
                found.append(Served(api, instance))
        except NotJudged as reason:
            unread.append((api, str(reason)))
    return ServedApis(tuple(found), tuple(unread))


def instance_of(topology: Topology, api: AlibabaApi) -> GatewayInstance | None:
    """The dedicated instance that serves an API; None for a shared (serverless) one.

    Raises:
        NotJudged: the API's group or its instance is not certain.
    """
    group = needed(topology.follow(api.group, ApiGroup, api), "its API group")
    shared = alibaba_facts().choices["apigw.shared_instances"]
    if group.instance.missing or (isinstance(group.instance.id, Known) and group.instance.id.value in shared):
        return None
    return needed(topology.follow(group.instance, GatewayInstance, group), f"the instance of {group.label}")


def _kind(instance: GatewayInstance) -> InstanceKind | None:
    try:
        return kind_of(instance)
    except NotJudged as reason:
        raise NotJudged(f"{instance.label}: {reason}") from None


def url_of(api: AlibabaApi) -> Url:
    """The address of an API's backend.

    Raises:
        NotJudged: it is not known, is no URL, or has a variable in place of the host.
    """
    text = needed(api.backend_address, "its backend address")
    url = parse_url(text)
    if url is None:
        raise NotJudged("the host in its backend address is a variable, or no name and no address")
    return url


def access_of(topology: Topology, api: AlibabaApi) -> VpcAccess:
    """The VPC access authorization that an API uses.

    Raises:
        NotJudged: it is not certain.
    """
    return needed(topology.follow(api.vpc_access, VpcAccess, api), "its VPC access authorization")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server of a VPC access is: its address, or the block of the vSwitch that the address is taken from.

    `text` names it for messages: `10.0.1.10 of server app`.
    """

    block: Cidr
    text: str
    server: AlibabaServer | None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The server, where it was read."""
        return (self.server,) if self.server is not None else ()


def place_of(topology: Topology, access: VpcAccess) -> Place:
    """Where the server of a VPC access authorization is.

    Raises:
        NotJudged: neither its address nor its vSwitch is known.
    """
    written = address_of(access.server.id)
    if isinstance(written, Known):
        return Place(written.value, written.value.host, None)
    server = needed(topology.follow(access.server, AlibabaServer, access), f"the server of {access.label}")
    return server_place(topology, server)


def server_place(topology: Topology, server: AlibabaServer) -> Place:
    """Where a server is.

    Raises:
        NotJudged: neither its address nor its vSwitch is known.
    """
    address = address_of(server.private_ip)
    if isinstance(address, Known):
        return Place(address.value, f"{address.value.host} of {server.label}", server)
    vswitch = needed(
        topology.follow(server.vswitch, VSwitch, server), f"the address of {server.label} is not known; its vSwitch"
    )
    block = needed(
        block_of(vswitch.cidr_block), f"the address of {server.label} is not known; the block of its vSwitch"
    )
    return Place(block, f"an address in {block} of {server.label} in {vswitch.label}", server)


@dataclass(frozen=True, slots=True)
class Reached:
    """An API on a VPC integration instance with the VPC access authorization that it uses."""

    served: Served
    access: VpcAccess

    @property
    def live(self) -> bool:
        """Whether all of it exists already."""
        return self.served.live and self.access.live


def accesses(topology: Topology, kind: InstanceKind, unread: list[tuple[Node, str]]) -> Iterator[Reached]:
    """The VPC access authorizations that APIs on instances of a kind use, once for each instance.

    What cannot be told is added to `unread`.
    """
    apis = served(topology, HTTP_VPC, kind)
    unread += apis.unread
    seen: set[tuple[str, str]] = set()
    for each in apis.found:
        try:
            access = access_of(topology, each.api)
        except NotJudged as reason:
            unread.append((each.api, str(reason)))
            continue
        if (each.instance.key, access.key) not in seen:
            seen.add((each.instance.key, access.key))
            yield Reached(each, access)
