"""What API Gateway keeps: instances, VPC accesses, internal DNS records, groups and APIs, and what connects them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from privateapi.facts.alibaba import alibaba_facts
from privateapi.facts.networks import network_facts
from privateapi.sandbox.alicloud.network import NetworkInterface
from privateapi.sandbox.alicloud.refusals import Refused, refused
from privateapi.sandbox.alicloud.state import Progress, Region
from privateapi.topology.cidr import Cidr, CidrError, parse_address, parse_cidr

CONNECTED = "vpc_connect"
CONVENTIONAL = "normal"
RUNNING = "RUNNING"


@dataclass(frozen=True, slots=True)
class InstanceNetwork:
    """Where a VPC integration instance has a network interface."""

    zone: str
    vswitch: str
    cidr: Cidr
    security_group: str


@dataclass(slots=True)
class Instance:
    """A dedicated instance; `kind` is `vpc_connect` or `normal`.

    `connected_vpc`, `cidr` and `accessible` are those of a VPC integration instance; `client_vpc` is the VPC of the
    clients. `leaving` is there once it is being deleted.
    """

    id: str
    name: str
    spec: str
    kind: str
    charge_type: str
    https_policy: str
    zone: str
    created: str
    progress: Progress
    tags: dict[str, str]
    connected_vpc: str = ""
    cidr: Cidr | None = None
    networks: list[InstanceNetwork] = field(default_factory=list)
    accessible: list[Cidr] = field(default_factory=list)
    client_vpc: str = ""
    client_vswitch: str = ""
    client_owner: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    cluster: str = ""
    leaving: Progress | None = None


@dataclass(slots=True)
class VpcAccess:
    """A VPC access authorization. `server` is the id of an ECS or SLB instance, or a private address."""

    id: str
    name: str
    description: str
    vpc: str
    server: str
    port: int
    host: str
    created: str
    tags: dict[str, str]


@dataclass(slots=True)
class PrivateDns:
    """An internal DNS record: the addresses of a domain with their weights, none for conventional instances."""

    domain: str
    kind: str
    records: list[tuple[str, int]]
    created: str
    instances: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ApiGroup:
    """An API group and the instance that serves it."""

    id: str
    name: str
    description: str
    instance: str
    base_path: str
    created: str
    modified: str
    tags: dict[str, str]
    settings: dict[str, str] = field(default_factory=dict)
    vpc_domain: str = ""
    moved: bool = False


@dataclass(slots=True)
class Api:
    """An API; `fields` are what it was defined with, `stages` what is deployed: fields, description and time."""

    id: str
    group: str
    fields: dict[str, str]
    service: dict[str, Any]
    created: str
    modified: str
    tags: dict[str, str]
    stages: dict[str, Deployed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A definition of an API as it was deployed to a stage."""

    fields: dict[str, str]
    service: dict[str, Any]
    description: str
    time: str


def instance_of(region: Region, instance_id: str) -> Instance:
    """A dedicated instance of the region that is not being deleted. Raises Refused."""
    found = region.of(Instance).get(instance_id)
    if found is None or found.leaving is not None:
        raise refused("NotFoundInstance")
    return found


def is_shared(instance_id: str) -> bool:
    """Whether the id is that of a shared instance, which is called serverless today."""
    return instance_id in alibaba_facts().choices["apigw.shared_instances"]


def running(instance: Instance) -> None:
    """Refuse to change an instance that is on its way from one state to another. Raises Refused."""
    if instance.progress.now != RUNNING:
        why = f"The instance is {instance.progress.now}; it must be {RUNNING}."
        raise refused("ForbiddenInstanceStatus", why)


def is_accessible(instance: Instance, address: Cidr) -> bool:
    """Whether an address is in one of the accessible CIDR blocks of a VPC integration instance."""
    return any(block.contains(address) for block in instance.accessible)


def listed(blocks: Iterable[Cidr]) -> str:
    """Blocks as a message shows them."""
    return ", ".join(str(block) for block in blocks) or "none"


def address_of(region: Region, server: str) -> Cidr | None:
    """The private address of a server, by its id or as it stands; None when nothing here has that id."""
    try:
        return parse_address(server)
    except CidrError:
        found = [each for each in region.of(NetworkInterface).values() if each.owner == server]
        return parse_address(found[0].address) if found else None


def backend_fault(region: Region, instance_id: str, service: dict[str, Any]) -> Refused | None:
    """Why an instance cannot connect to the backend of an API, None when it can.

    A VPC integration instance reaches a VPC access of the VPC that it is connected to, at an address in its accessible
    CIDR blocks, and of private addresses only those in the blocks. Other instances have a way of their own to each VPC
    access.
    """
    instance = region.of(Instance).get(instance_id)
    if instance is None or instance.kind != CONNECTED:
        return None
    if str(service.get("ServiceVpcEnable", "")).upper() == "TRUE":
        access = access_named(region, str((service.get("VpcConfig") or {}).get("Name", "")))
        if access is None:
            return refused("NotFoundVpcAccess")
        if access.vpc != instance.connected_vpc:
            why = f"{access.name} is in {access.vpc}, and the instance is connected to {instance.connected_vpc}."
            return refused("InvalidVpcMismatch", why)
        address = address_of(region, access.server)
        if address is not None and not is_accessible(instance, address):
            return refused("InvalidBackendNotConnected", address.host)
        return None
    try:
        address = parse_address(urlsplit(str(service.get("ServiceAddress") or "")).hostname or "")
    except (CidrError, ValueError):
        return None
    private = [parse_cidr(text) for text in network_facts().cidr_lists["alibaba.private"].cidrs]
    if any(block.contains(address) for block in private) and not is_accessible(instance, address):
        return refused("InvalidBackendNotConnected", address.host)
    return None


def access_named(region: Region, name: str) -> VpcAccess | None:
    """The VPC access of a name, which is unique in the region."""
    return next((access for access in region.of(VpcAccess).values() if access.name == name), None)


def apis_using(region: Region, access_name: str) -> list[Api]:
    """The APIs whose definition, or whose deployed definition, names a VPC access."""

    def uses(service: dict[str, Any]) -> bool:
        return bool((service.get("VpcConfig") or {}).get("Name") == access_name)

    return [
        api
        for api in region.of(Api).values()
        if uses(api.service) or any(uses(deployed.service) for deployed in api.stages.values())
    ]
