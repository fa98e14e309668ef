"""Seeds 000 and 001: instances of Alibaba Cloud's API Gateway in one VPC, and the internal names that they resolve."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import pulumi
import pulumi_alicloud
from pulumi_alicloud import apigateway, vpc
from pydantic import Field

from components.alicloud import (
    AnyInstance,
    DedicatedInstance,
    ExistingVpc,
    GatewayZone,
    InternalDomain,
    ServerBackend,
    UrlBackend,
    VpcBackend,
    VpcIntegrationInstance,
    WeightedRecord,
)
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import AlibabaRegion, Cidr, DomainName, Ipv4Address, Port
from privateapi.provider.model import Model
from stacks.configuration import StackConfiguration

VpcId = Annotated[str, Field(pattern=r"^vpc-[0-9a-z]+$")]
VSwitchId = Annotated[str, Field(pattern=r"^vsw-[0-9a-z]+$")]
SecurityGroupId = Annotated[str, Field(pattern=r"^sg-[0-9a-z]+$")]


class VpcConfiguration(Model):
    """A VPC that is there already."""

    vpc_id: VpcId
    """Id of the VPC."""
    cidr: Cidr
    """Its primary block."""
    secondary_cidrs: list[Cidr] = []
    """Its secondary blocks."""
    connected_cidrs: list[Cidr] = []
    """Blocks of networks that it is connected to."""


class ZoneConfiguration(Model):
    """The network of an instance in one zone."""

    zone: str
    """Zone id."""
    cidr: Cidr
    """Block of the vSwitch."""
    vswitch_id: VSwitchId | None = None
    """An existing vSwitch instead of a new one."""


class InstanceConfiguration(Model):
    """A VPC integration instance; see `VpcIntegrationInstance`."""

    zones: Annotated[list[ZoneConfiguration], Field(min_length=1)]
    """Its zones."""
    instance_cidr: str
    """CIDR block of the instance itself."""
    accessible_cidrs: list[Cidr] = []
    """Blocks that it reaches besides its vSwitches."""
    spec: str = "api.s1.small"
    """Size."""
    security_group_id: SecurityGroupId | None = None
    """An existing security group instead of a new one."""


class ConventionalConfiguration(Model):
    """A conventional dedicated instance."""

    zone: str
    """Zones of the instance, such as ``cn-hangzhou-MAZ6(i,j,k)``."""
    spec: str = "api.s1.small"
    """Size."""


class RecordConfiguration(Model):
    """An A record."""

    address: str
    """IPv4 address."""
    weight: int = 1
    """Weight."""


class DomainConfiguration(Model):
    """An internal domain; see `InternalDomain`."""

    domain_name: DomainName
    """The name."""
    instances: Annotated[list[str], Field(min_length=1)]
    """Names of the instances that resolve it."""
    records: list[RecordConfiguration] | None = None
    """A records, for VPC integration instances."""
    access: str | None = None
    """Name of the VPC access whose Host value it is, for conventional instances."""


class BackendConfiguration(Model):
    """What a route leads to: a domain of the stack, or a server over a VPC access."""

    domain: str | None = None
    """Name of a domain of this configuration."""
    access: str | None = None
    """Name of the VPC access of a server."""
    server: str | None = None
    """Id of the ECS or SLB instance, or its private address."""
    address: Ipv4Address | None = None
    """Private address of the server, where `server` is an id."""
    host: DomainName | None = None
    """Host value of requests to the server."""
    scheme: Literal["http", "https"] = "http"
    """Protocol between instance and backend."""
    port: Port | None = None
    """Port of the backend; a server needs one."""

    def faults(self) -> Iterator[Fault]:
        if (self.domain is None) == (self.access is None):
            yield Fault("domain", "give either domain (a URL) or access (a server over a VPC access)")
        elif self.access is not None and (self.server is None or self.port is None):
            yield Fault("server", "a VPC access needs server and port")
        elif self.domain is not None and (self.server or self.address or self.host):
            yield Fault("server", "is for a VPC access; a domain says itself where it leads")


class GroupConfiguration(Model):
    """An API group; see `VpcBackend`."""

    instance: str
    """Name of the instance that serves it; the group moves when it changes."""
    base_path: str = "/"
    """What the paths of the group begin with."""
    routes: Annotated[dict[str, BackendConfiguration], Field(min_length=1)]
    """Backends by method and path, such as `GET /orders`."""


class Configuration(StackConfiguration):
    """Configuration of the blueprint `alicloud`."""

    region: AlibabaRegion
    """Region of everything."""
    vpc_cidr: Cidr | None = None
    """Block of a new VPC."""
    existing: VpcConfiguration | None = None
    """A VPC that is there, instead of a new one."""
    instances: Annotated[dict[str, InstanceConfiguration], Field(min_length=1)]
    """VPC integration instances by name."""
    conventional: dict[str, ConventionalConfiguration] | None = None
    """Conventional dedicated instances by name."""
    domains: dict[str, DomainConfiguration] | None = None
    """Internal domains by name."""
    groups: dict[str, GroupConfiguration] | None = None
    """API groups by name."""

    def faults(self) -> Iterator[Fault]:
        if (self.vpc_cidr is None) == (self.existing is None):
            yield Fault("vpcCidr", "give either vpcCidr (a new VPC) or existing (one that is there)")
        conventional, domains, groups = self.conventional or {}, self.domains or {}, self.groups or {}
        for name in self.instances.keys() & conventional.keys():
            yield Fault(f"conventional.{name}", "is the name of a VPC integration instance already")
        instances = [*self.instances, *conventional]
        accesses = [each.access for group in groups.values() for each in group.routes.values() if each.access]
        for name, domain in domains.items():
            for index, instance in enumerate(domain.instances):
                yield from _unknown(f"domains.{name}.instances[{index}]", instance, "an instance", instances)
            if domain.access is not None:
                yield from _unknown(f"domains.{name}.access", domain.access, "a VPC access of the groups", accesses)
        for name, group in groups.items():
            yield from _unknown(f"groups.{name}.instance", group.instance, "an instance", instances)
            for route, backend in group.routes.items():
                if backend.domain is not None:
                    path = f"groups.{name}.routes[{route!r}].domain"
                    yield from _unknown(path, backend.domain, "a domain with records", _with_records(domains))


def build(configuration: Configuration, name: str) -> dict[str, Any]:
    """Declare the blueprint's resources; returns the stack's outputs."""
    provider = pulumi_alicloud.Provider(name, region=configuration.region)
    opts = pulumi.ResourceOptions(providers=[provider])
    network = _vpc(configuration, name, provider)
    integrated = {
        label: VpcIntegrationInstance(
            label,
            opts,
            region=configuration.region,
            zones=[GatewayZone(zone.zone, zone.cidr, zone.vswitch_id) for zone in each.zones],
            instance_cidr=each.instance_cidr,
            existing=network,
            accessible_cidrs=each.accessible_cidrs,
            spec=each.spec,
            security_group_id=each.security_group_id,
        )
        for label, each in configuration.instances.items()
    }
    conventional = {
        label: _conventional(label, each, provider) for label, each in (configuration.conventional or {}).items()
    }
    instances: dict[str, AnyInstance] = {**integrated, **conventional}
    domains = {
        label: InternalDomain(
            label,
            opts,
            region=configuration.region,
            domain_name=each.domain_name,
            instances={instance: instances[instance] for instance in each.instances},
            records=[WeightedRecord(record.address, record.weight) for record in each.records],
        )
        for label, each in (configuration.domains or {}).items()
        if each.records is not None
    }
    # Servers behind a conventional instance wait, too, until no change of a network has been refused.
    kept = pulumi.Output.all(network.vpc_id, *(each.vpc.vpc_id for each in integrated.values())).apply(
        lambda found: str(found[0])
    )
    groups = {
        label: VpcBackend(
            label,
            opts,
            region=configuration.region,
            instance=instances[each.instance],
            base_path=each.base_path,
            routes={
                route: _backend(backend, domains, None if each.instance in integrated else kept)
                for route, backend in each.routes.items()
            },
        )
        for label, each in (configuration.groups or {}).items()
    }
    accesses = {label: access for group in groups.values() for label, access in group.accesses.items()}
    for label, each in (configuration.domains or {}).items():
        if each.records is None:
            domains[label] = InternalDomain(
                label,
                opts,
                region=configuration.region,
                domain_name=each.domain_name,
                instances={instance: instances[instance] for instance in each.instances},
                access=accesses[each.access] if each.access is not None else None,
            )
    return {
        "vpc_id": network.vpc_id,
        "instances": {label: each.instance_id for label, each in instances.items()},
        "domains": {label: each.domain_name for label, each in domains.items()},
        "groups": {label: each.group_id for label, each in groups.items()},
    }


def _vpc(configuration: Configuration, name: str, provider: pulumi_alicloud.Provider) -> ExistingVpc:
    there = configuration.existing
    if there is not None:
        return ExistingVpc(there.vpc_id, there.cidr, there.secondary_cidrs, there.connected_cidrs)
    cidr = configuration.vpc_cidr or ""
    made = vpc.Network(name, vpc_name=name, cidr_block=cidr, opts=pulumi.ResourceOptions(provider=provider))
    return ExistingVpc(made.id, cidr)


def _conventional(name: str, each: ConventionalConfiguration, provider: pulumi_alicloud.Provider) -> DedicatedInstance:
    made = apigateway.Instance(
        name,
        instance_name=name,
        instance_type="normal",
        instance_spec=each.spec,
        https_policy="HTTPS2_TLS1_2",
        payment_type="PayAsYouGo",
        zone_id=each.zone,
        opts=pulumi.ResourceOptions(provider=provider),
    )
    return DedicatedInstance(name, made.id)


def _backend(
    each: BackendConfiguration, domains: Mapping[str, InternalDomain], vpc_id: pulumi.Input[str] | None
) -> ServerBackend | UrlBackend:
    if each.domain is not None:
        return UrlBackend(domains[each.domain], each.scheme, each.port)
    return ServerBackend(
        each.access or "",
        each.server or "",
        each.port or 0,
        address=each.address,
        vpc_id=vpc_id,
        host=each.host,
        scheme="HTTPS" if each.scheme == "https" else "HTTP",
    )


def _with_records(domains: Mapping[str, DomainConfiguration]) -> list[str]:
    return [name for name, domain in domains.items() if domain.records is not None]


def _unknown(path: str, name: str, what: str, known: list[str]) -> Iterator[Fault]:
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(known) or 'none'}"
        yield Fault(path, f"{name!r} is not {what}; {hint}")
