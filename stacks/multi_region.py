"""Seed 002: one private API in several regions behind one internal name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import pulumi
from pydantic import Field

from components.aws import (
    ClientVpc,
    ExistingNetwork,
    FlowLogs,
    ForwardedDomain,
    HealthCriteria,
    HybridDns,
    Interconnect,
    LambdaBackend,
    MultiRegionPrivateApi,
    NetworkSubnet,
    RegionArgs,
    RegionClients,
    RegionGroup,
    RegionMember,
    Throttle,
)
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Cidr, DomainName, Ipv4Address, Port, Region, RetentionDays, VpcCidr
from privateapi.provider.model import Model
from privateapi.sdk import Provider
from stacks.configuration import StackConfiguration

ROOT = Path(__file__).parent.parent


class SubnetConfiguration(Model):
    """A subnet that is there already."""

    id: Annotated[str, Field(pattern=r"^subnet-[0-9a-f]+$")]
    """Id of the subnet."""
    cidr: VpcCidr
    """Its block."""
    zone: str
    """Its Availability Zone."""


class ExistingVpc(Model):
    """A VPC that is there already."""

    vpc_id: Annotated[str, Field(pattern=r"^vpc-[0-9a-f]+$")]
    """Id of the VPC."""
    cidr: VpcCidr
    """Its block."""
    subnets: Annotated[list[SubnetConfiguration], Field(min_length=1)]
    """Private subnets, one for each zone."""
    route_table_ids: list[Annotated[str, Field(pattern=r"^rtb-[0-9a-f]+$")]]
    """Route tables that get routes to the other regions."""


RoutingPolicy = Literal["latency", "failover", "weighted", "geolocation"]


class RoutingConfiguration(Model):
    """By what a routing policy chooses; see `RoutingValues`."""

    role: Literal["PRIMARY", "SECONDARY"] | None = None
    """Role with failover routing."""
    weight: Annotated[int | None, Field(ge=0, le=255)] = None
    """Weight with weighted routing."""
    continent: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """Continent with geolocation routing."""
    country: Annotated[str | None, Field(pattern=r"^([A-Z]{2}|\*)$")] = None
    """Country with geolocation routing."""
    subdivision: Annotated[str | None, Field(pattern=r"^[A-Z0-9]{1,3}$")] = None
    """State of country US or region of country UA with geolocation routing."""

    def routing_values(self) -> dict[str, Any]:
        """The values as arguments of a component."""
        return {name: getattr(self, name) for name in RoutingConfiguration.model_fields}


class MemberConfiguration(RoutingConfiguration):
    """A region in a group; see `RegionMember`."""

    region: Region
    """AWS Region, one of the regions."""


class GroupConfiguration(RoutingConfiguration):
    """Regions that answer as one; see `RegionGroup`."""

    label: str
    """Tells the group from the others."""
    members: Annotated[list[MemberConfiguration], Field(min_length=1)]
    """Its regions."""
    routing: RoutingPolicy = "failover"
    """Routing policy among them."""
    region: Region | None = None
    """AWS Region that it is nearest to with latency routing of the name."""


class ClientConfiguration(Model):
    """A further VPC with clients; see `ClientVpc`."""

    vpc_id: Annotated[str, Field(pattern=r"^vpc-[0-9a-f]+$")]
    """Id of the VPC."""
    region: Region
    """Its AWS Region."""
    role_arn: Annotated[str | None, Field(pattern=r"^arn:[a-z-]+:iam::\d{12}:role/.+$")] = None
    """Role of the account that owns the VPC, where that is another one."""


class ClientGroupConfiguration(Model):
    """Further VPCs that get answers of their own; see `RegionClients`."""

    clients: Annotated[dict[str, ClientConfiguration], Field(min_length=1)]
    """The VPCs by a label."""
    members: list[MemberConfiguration] = []
    """The regions that they are sent to; either these or ``groups``."""
    groups: list[GroupConfiguration] = []
    """Groups of regions that they are sent to."""
    routing: RoutingPolicy = "latency"
    """Routing policy of the answers."""
    zone_id: Annotated[str | None, Field(pattern=r"^Z[A-Z0-9]+$")] = None
    """An existing private zone of the same name."""

    def faults(self) -> Iterator[Fault]:
        if bool(self.members) == bool(self.groups):
            yield Fault("members", "give either members or groups: the regions that the clients are sent to")


class RegionConfiguration(RoutingConfiguration):
    """One region; see `RegionArgs`."""

    region: Region
    """AWS Region."""
    slot: Annotated[int | None, Field(ge=0)] = None
    """Number of the region's block in the supernet."""
    zones: Annotated[list[str] | None, Field(min_length=1, max_length=6)] = None
    """Availability Zones by name."""
    cidr: VpcCidr | None = None
    """The VPC's block, where it does not follow the plan."""
    existing: ExistingVpc | None = None
    """An existing VPC instead of a new one."""
    endpoint_addresses: list[Ipv4Address] | None = None
    """Addresses of the endpoint in an existing VPC."""
    native_endpoint_addresses: list[Ipv4Address] | None = None
    """Addresses of the endpoint of mode native in an existing VPC."""
    certificate_arn: Annotated[str | None, Field(pattern=r"^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate/.+$")] = None
    """Certificate of the name in this region."""
    drill: bool = False
    """Invert the region's health, for a drill."""


class Backend(Model):
    """The Lambda function behind the API."""

    file: str = "stacks/backends/echo.py"
    """Source file, relative to the project."""
    function: str = "handler"
    """The function in it."""
    runtime: str = "python3.12"
    """Lambda runtime."""


class FlowLogsConfiguration(Model):
    """Where the traffic of the VPCs is recorded."""

    destination: Literal["cloud-watch-logs", "s3", "none"] = "cloud-watch-logs"
    """A log group for each VPC, a bucket that is there, or nothing."""
    retention_days: RetentionDays = 30
    """For how many days the log groups keep records."""
    bucket_arn: Annotated[str | None, Field(pattern=r"^arn:[a-z-]+:s3:::.+$")] = None
    """The bucket, with a folder if there is one."""


class HealthConfiguration(Model):
    """From when on a region counts as down; see `HealthCriteria`. An explicit null is not watched."""

    minimum_healthy: Annotated[int, Field(ge=1)] = HealthCriteria.minimum_healthy
    """Healthy targets of the load balancer that it needs."""
    error_rate: Annotated[float | None, Field(gt=0, le=1)] = HealthCriteria.error_rate
    """Share of 5xx answers of the API, 0 to 1."""
    latency: Annotated[float | None, Field(gt=0)] = HealthCriteria.latency
    """Average milliseconds from a request to its answer."""
    integration_latency: Annotated[float | None, Field(gt=0)] = HealthCriteria.integration_latency
    """Average milliseconds of the backend."""
    packets_dropped: Annotated[int | None, Field(gt=0)] = HealthCriteria.packets_dropped
    """Packets that the endpoint drops in a minute."""
    resets_received: Annotated[int | None, Field(gt=0)] = HealthCriteria.resets_received
    """TCP resets that the endpoint receives in a minute."""
    evaluation_periods: Annotated[int, Field(ge=1)] = HealthCriteria.evaluation_periods
    """Minutes in a row that decide."""
    insufficient_data: Literal["Healthy", "Unhealthy", "LastKnownStatus"] = HealthCriteria.insufficient_data
    """Status while CloudWatch has no data of the load balancer."""
    idle: Literal["Healthy", "Unhealthy", "LastKnownStatus"] = HealthCriteria.idle
    """Status while nobody calls, so that there are no data of the API and the endpoint."""


class ForwardConfiguration(Model):
    """A domain that name servers on premises answer; see `ForwardedDomain`."""

    domain_name: DomainName | Literal["."]
    """The domain, or `.` for all names."""
    name_servers: Annotated[list[Ipv4Address], Field(min_length=1, max_length=6)]
    """Its name servers."""
    port: Port = 53
    """Their port."""


class HybridDnsConfiguration(Model):
    """Names across Direct Connect or VPN; see `HybridDns`."""

    client_cidrs: list[Cidr] = []
    """Blocks on premises that ask for the private names."""
    forwards: list[ForwardConfiguration] = []
    """Domains that name servers on premises answer."""
    inbound_addresses: dict[Region, list[Ipv4Address]] = {}
    """Addresses of a Region's inbound endpoint; left out, the plan's, in an existing VPC AWS's choice."""
    outbound_addresses: dict[Region, list[Ipv4Address]] = {}
    """As `inbound_addresses`, of the outbound endpoint."""


class Configuration(StackConfiguration):
    """Configuration of the blueprint `multi-region`."""

    domain_name: DomainName
    """The internal name."""
    regions: Annotated[list[RegionConfiguration], Field(min_length=1, max_length=20)]
    """The regions."""
    routing: RoutingPolicy = "latency"
    """Routing policy of the name."""
    groups: list[GroupConfiguration] = []
    """Groups of regions that the policy chooses from, instead of single ones."""
    clients: dict[str, ClientConfiguration] = {}
    """Further VPCs whose hosts get the name's answers, by a label; their blocks belong to ``client_cidrs``."""
    client_groups: dict[str, ClientGroupConfiguration] = {}
    """Further VPCs that get other answers, by a label."""
    mode: Literal["nlb", "native"] = "nlb"
    """Front door of the name: a load balancer before the endpoint, or the endpoint itself with a PRIVATE domain."""
    standby: bool = False
    """Whether the front doors of the other mode stand too, without records; see docs/front-door-modes.md."""
    zone_name: DomainName | None = None
    """Private zone; left out, the name without its first label."""
    zone_id: Annotated[str | None, Field(pattern=r"^Z[A-Z0-9]+$")] = None
    """An existing private zone."""
    validation_zone_id: Annotated[str | None, Field(pattern=r"^Z[A-Z0-9]+$")] = None
    """Public zone in which requested certificates are validated."""
    supernet: Cidr = "10.0.0.0/8"
    """Block that the VPCs are cut from."""
    vpc_prefix: Annotated[int, Field(ge=16, le=28)] = 16
    """Prefix length of a VPC."""
    zones: Annotated[int, Field(ge=1, le=6)] = 2
    """Zones in each region."""
    client_cidrs: list[Cidr] = []
    """Further blocks that call the API."""
    backend: Backend | None = None
    """The Lambda function that answers every path; left out, one that gives the event back."""
    openapi: str | None = None
    """An OpenAPI document (JSON file, relative to the project) instead of the backend."""
    throttle_rate: Annotated[float, Field(gt=0)] = 10000.0
    """Steady requests a second in each region."""
    throttle_burst: Annotated[int, Field(gt=0)] = 5000
    """Burst over the steady rate."""
    flow_logs: FlowLogsConfiguration | None = None
    """Where the traffic of the VPCs is recorded; left out, that of new ones in a log group for each."""
    health: HealthConfiguration | None = None
    """From when on a region counts as down."""
    interconnect: Interconnect = "transit-gateway"
    """What connects the regions."""
    hybrid_dns: HybridDnsConfiguration | None = None
    """Names across Direct Connect or VPN; left out, on-premises clients are not answered and nothing is forwarded."""
    tags: dict[str, str] | None = None
    """Tags of everything created."""

    def faults(self) -> Iterator[Fault]:
        for key, path in (("backend.file", (self.backend or Backend()).file), ("openapi", self.openapi)):
            if path is not None and not (ROOT / path).is_file():
                yield Fault(key, f"{path!r} is not a file of the project; give its path from the project's folder")
        if self.backend is not None and self.openapi is not None:
            yield Fault("openapi", "is given together with backend; give one of the two")
        if self.openapi is not None and (ROOT / self.openapi).is_file():
            try:
                document = _document(self.openapi)
            except ValueError as error:
                yield Fault("openapi", f"{self.openapi!r} is not JSON: {error}; write the OpenAPI document as JSON")
            else:
                if not isinstance(document, dict):
                    yield Fault("openapi", f"{self.openapi!r} is a JSON {type(document).__name__}; an object is needed")


def _document(path: str) -> Any:
    return json.loads((ROOT / path).read_text(encoding="utf-8"))


def build(configuration: Configuration, name: str) -> dict[str, Any]:
    """Declare the blueprint's resources; returns the stack's outputs."""
    answers: dict[str, Any]
    if configuration.openapi is not None:
        answers = {"body": _document(configuration.openapi)}
    else:
        answers = {"routes": _routes(configuration.backend or Backend())}
    accounts: dict[str, Provider] = {}
    api = MultiRegionPrivateApi(
        name,
        domain_name=configuration.domain_name,
        regions=[_region(each) for each in configuration.regions],
        zone_name=configuration.zone_name,
        zone_id=configuration.zone_id,
        validation_zone_id=configuration.validation_zone_id,
        supernet=configuration.supernet,
        vpc_prefix=configuration.vpc_prefix,
        zones=configuration.zones,
        client_cidrs=configuration.client_cidrs,
        routing=configuration.routing,
        groups=[_group(each) for each in configuration.groups],
        clients=_clients(configuration.clients, accounts),
        client_groups={
            label: RegionClients(
                _clients(each.clients, accounts),
                [_group(group) for group in each.groups] or [_member(member) for member in each.members],
                each.routing,
                each.zone_id,
            )
            for label, each in configuration.client_groups.items()
        },
        mode=configuration.mode,
        standby=configuration.standby,
        throttle=Throttle(configuration.throttle_rate, configuration.throttle_burst),
        flow_logs=_flow_logs(configuration.flow_logs),
        health=None if configuration.health is None else HealthCriteria(**configuration.health.model_dump()),
        interconnect=configuration.interconnect,
        tags=configuration.tags,
        **answers,
    )
    outputs = api.outputs()
    if configuration.hybrid_dns is not None:
        outputs["hybrid_dns"] = _hybrid_dns(configuration, configuration.hybrid_dns, api, name)
    return outputs


# Numbers 0 and 1 of a Region's plan are those of the API's endpoints, one for each mode of the front door.
_INBOUND, _OUTBOUND = 2, 3


def _hybrid_dns(
    configuration: Configuration, given: HybridDnsConfiguration, api: MultiRegionPrivateApi, name: str
) -> dict[str, Any]:
    def addresses(chosen: Mapping[str, Sequence[str]], number: int) -> dict[str, Sequence[str]]:
        return {region: plan.endpoint_addresses_of(number) for region, plan in api.plans.items()} | dict(chosen)

    inbound = addresses(given.inbound_addresses, _INBOUND) if given.client_cidrs else given.inbound_addresses
    outbound = addresses(given.outbound_addresses, _OUTBOUND) if given.forwards else given.outbound_addresses
    dns = HybridDns(
        name,
        # What AWS chooses may fall on any free address: what has chosen ones comes first.
        pulumi.ResourceOptions(depends_on=[] if len(api.plans) == len(api.networks) else [api]),
        networks=api.networks,
        client_cidrs=given.client_cidrs,
        inbound_addresses=inbound,
        forwards=[ForwardedDomain(each.domain_name, each.name_servers, each.port) for each in given.forwards],
        outbound_addresses=outbound,
        # Rules are of a Region and of one account.
        clients={
            label: ClientVpc(each.vpc_id, each.region)
            for label, each in configuration.clients.items()
            if each.role_arn is None and each.region in api.networks
        }
        if given.forwards
        else {},
        private_zones={api.zone_name: [api.domain_name]},
        tags=configuration.tags,
    )
    return {"inbound_addresses": dns.inbound_addresses, "outbound_addresses": dns.outbound_addresses}


def _routes(backend: Backend) -> dict[str, LambdaBackend]:
    path = ROOT / backend.file
    function = LambdaBackend(
        files={path.name: path.read_text(encoding="utf-8")},
        handler=f"{path.stem}.{backend.function}",
        runtime=backend.runtime,
    )
    return {"ANY /": function, "ANY /{proxy+}": function}


def _flow_logs(given: FlowLogsConfiguration | None) -> FlowLogs | None:
    return None if given is None else FlowLogs(given.destination, given.retention_days, given.bucket_arn)


def _region(each: RegionConfiguration) -> RegionArgs:
    existing = None
    if each.existing is not None:
        existing = ExistingNetwork(
            each.existing.vpc_id,
            each.existing.cidr,
            [NetworkSubnet(subnet.id, subnet.cidr, subnet.zone) for subnet in each.existing.subnets],
            each.existing.route_table_ids,
        )
    return RegionArgs(
        each.region,
        slot=each.slot,
        zones=each.zones,
        cidr=each.cidr,
        existing=existing,
        endpoint_addresses=each.endpoint_addresses,
        native_endpoint_addresses=each.native_endpoint_addresses,
        certificate_arn=each.certificate_arn,
        drill=each.drill,
        **each.routing_values(),
    )


def _group(each: GroupConfiguration) -> RegionGroup:
    return RegionGroup(
        each.label, [_member(member) for member in each.members], each.routing, each.region, **each.routing_values()
    )


def _member(each: MemberConfiguration) -> RegionMember:
    return RegionMember(each.region, **each.routing_values())


def _clients(given: Mapping[str, ClientConfiguration], accounts: dict[str, Provider]) -> dict[str, ClientVpc]:
    """The VPCs of clients; `accounts` are the providers of other accounts by their role."""
    found = {}
    for label, each in given.items():
        if each.role_arn is not None and each.role_arn not in accounts:
            account, _, role = each.role_arn.split(":", 4)[4].partition(":role/")
            accounts[each.role_arn] = Provider(f"{account}-{role}", assume_role={"roleArn": each.role_arn})
        found[label] = ClientVpc(each.vpc_id, each.region, accounts.get(each.role_arn or ""))
    return found
