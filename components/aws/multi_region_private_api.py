"""Multi-region private API: the whole of seed 002 for any number of regions, in one call."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

import pulumi

from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.topology.model import Vpc
from privateapi.topology.values import Known

from ..design import ComponentDesign
from ..errors import ComponentError
from .address_plan import AddressPlan, RegionPlan
from .api_endpoint import ApiEndpoint, client_faults
from .canary import Canary
from .component import Component
from .front_door import FrontDoor, FrontDoorMode
from .name_certificate import NameCertificate
from .network import ExistingNetwork, FlowLogs, Network
from .peering_mesh import PeeredDesign, PeeringMesh
from .private_rest_api import Backend, PrivateRestApi, Throttle
from .region_health import HealthCriteria, RegionHealth
from .route_set import RouteGroup, RouteTarget, Routing, RoutingValues
from .routed_name import ClientGroup, ClientVpc, RoutedName
from .transit_mesh import MeshDesign, TransitMesh

Interconnect = Literal["transit-gateway", "vpc-peering"]


@dataclass(frozen=True)
class RegionArgs(RoutingValues):
    """What differs from region to region; for the arguments of `RoutingValues` see there.

    Args:
        region: AWS Region.
        slot: number of the region's block in the supernet; left out, its place in the list. Give it where regions come
            and go, so that the others keep their blocks.
        zones: Availability Zones by name; left out, the first ones by letter.
        cidr: the VPC's block, where it does not follow the plan.
        existing: an existing VPC instead of a new one.
        endpoint_addresses: chosen addresses of the endpoint in an existing VPC; new VPCs take them from the plan.
        native_endpoint_addresses: those of the endpoint of mode ``native``, which is another one.
        certificate_arn: certificate of the name in this region; left out, one is requested.
        drill: invert the region's health, as if it were down.
    """

    region: str
    slot: int | None = None
    zones: Sequence[str] | None = None
    cidr: str | None = None
    existing: ExistingNetwork | None = None
    endpoint_addresses: Sequence[str] | None = None
    native_endpoint_addresses: Sequence[str] | None = None
    certificate_arn: str | None = None
    drill: bool = False


@dataclass(frozen=True)
class RegionMember(RoutingValues):
    """A region in a group, with what the group's routing policy chooses by.

    Args:
        region: AWS Region, one of the API's.
    """

    region: str


@dataclass(frozen=True)
class RegionGroup(RoutingValues):
    """Regions that answer as one, with what the name's routing policy chooses by; see `RouteGroup`.

    Args:
        label: tells it from the other groups.
        members: its regions; a region may be in several groups.
        routing: routing policy among them.
        region: AWS Region that the group is nearest to, where the name has latency routing.
    """

    label: str
    members: Sequence[RegionMember]
    routing: Routing = "failover"
    region: str | None = None


@dataclass(frozen=True)
class RegionClients:
    """Further clients that get answers of their own; see `ClientGroup`.

    Args:
        clients: their VPCs, by a label that stays the same.
        answers: the regions, or groups of them, that they are sent to.
        routing: routing policy of the answers.
        zone_id: an existing private zone of the same name; left out, one is created on the VPCs.
    """

    clients: Mapping[str, ClientVpc]
    answers: Sequence[RegionMember | RegionGroup]
    routing: Routing = "latency"
    zone_id: pulumi.Input[str] | None = None


@dataclass
class RegionParts:
    """The components of one region; endpoint and front door are those that the name's record leads to."""

    network: Network
    endpoint: ApiEndpoint
    api: PrivateRestApi
    front_door: FrontDoor
    health: RegionHealth
    standby: FrontDoor | None = None
    """The front door of the other mode, to which no record leads."""


class MultiRegionPrivateApi(Component):
    """One private API in N regions behind one internal name.

    Per region a VPC, an execute-api endpoint with chosen addresses, a private REST API, a front door with the custom
    domain, alarms and a health check; between the regions transit gateways, peered and routed both ways; over all a
    private zone on every VPC with a record for each region. A region that is added creates its own parts and the links
    to it, and changes nothing that the others have.

    The mode of the front doors is changed in three steps, in each of which the name's record leads to what is there
    and ready: ``standby`` adds the parts of the other mode, then ``mode`` moves the records, then ``standby`` goes and
    takes the parts of the old mode with it (docs/front-door-modes.md).

    Args:
        domain_name: the internal name, such as `api.internal.example.com`.
        regions: the regions.
        routes: routes of the API and what answers them; either this or ``body``.
        body: an OpenAPI document instead of routes.
        zone_name: private zone; left out, the name without its first label.
        zone_id: an existing private zone.
        supernet: block that the VPCs are cut from.
        vpc_prefix: prefix length of a VPC.
        zones: zones in each region.
        client_cidrs: further CIDR blocks that call the API, such as on-premises networks.
        routing: routing policy of the name.
        groups: what the policy chooses from, where that is not single regions: a primary and a secondary for each
            continent, for example. Then the regions themselves have no role, weight or location.
        clients: further VPCs whose hosts get the name's answers, by a label, also of other accounts. That they reach
            the regions' VPCs is not seen to here; their blocks belong to ``client_cidrs``.
        client_groups: the same for VPCs that get other answers, by a label.
        mode: ``nlb`` for a load balancer before the endpoint, ``native`` for the endpoint itself with a PRIVATE custom
            domain, and a canary that tells that the region is down; see `FrontDoor` and `Canary`.
        standby: whether the parts of the other mode are there too, in every region. They answer when they are called,
            but no record leads to them.
        interconnect: what connects the regions: ``transit-gateway`` (`TransitMesh`) or ``vpc-peering`` (`PeeringMesh`);
            when it is changed, the VPCs' routes are changed in place once what they lead to is there.
        validation_zone_id: public zone in which requested certificates are validated.
        throttle: limits of each region's stage.
        flow_logs: where the traffic of each VPC is recorded; left out, that of new ones in a log group of their own.
        health: from when on a region counts as down.
        tags: tags of everything created.

    Raises:
        ComponentError: regions overlap, or an argument of any part is wrong.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        domain_name: str,
        regions: Sequence[RegionArgs],
        routes: Mapping[str, Backend] | None = None,
        body: Mapping[str, Any] | None = None,
        zone_name: str | None = None,
        zone_id: pulumi.Input[str] | None = None,
        supernet: str = "10.0.0.0/8",
        vpc_prefix: int = 16,
        zones: int = 2,
        client_cidrs: Sequence[str] = (),
        routing: Routing = "latency",
        groups: Sequence[RegionGroup] = (),
        clients: Mapping[str, ClientVpc] | None = None,
        client_groups: Mapping[str, RegionClients] | None = None,
        mode: FrontDoorMode = "nlb",
        standby: bool = False,
        interconnect: Interconnect = "transit-gateway",
        validation_zone_id: pulumi.Input[str] | None = None,
        throttle: Throttle | None = None,
        flow_logs: FlowLogs | None = None,
        health: HealthCriteria | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        faults = [
            *_faults(name, domain_name, regions, mode, interconnect),
            *_group_faults(regions, groups),
            *_client_faults([each.region for each in regions], clients or {}, client_groups or {}),
            *client_faults("MultiRegionPrivateApi", name, client_cidrs),
            *(flow_logs.faults("flowLogs") if flow_logs else []),
            *(health.faults("health") if health else []),
            *(_target_faults(regions, zones, health) if health and mode == "nlb" else []),
        ]
        if faults:
            raise ComponentError("MultiRegionPrivateApi", name, *faults)
        zone_name = zone_name or domain_name.partition(".")[2]
        super().__init__(
            name,
            {
                "domainName": domain_name,
                "zoneName": zone_name,
                "routing": routing,
                "mode": mode,
                "standby": standby,
                "interconnect": interconnect,
                "regions": [each.region for each in regions],
            },
            opts,
            tags,
        )
        child = self._child()
        self.networks = self._networks(regions, supernet, vpc_prefix, zones, flow_logs)
        callers = sorted({*(network.cidr for network in self.networks.values()), *client_cidrs})
        certificate_arns = self._certificates(domain_name, regions, validation_zone_id)
        self.parts: dict[str, RegionParts] = {}
        # Always in one order, so that a move from one mode to the other changes nothing of the APIs.
        modes = [each for each in get_args(FrontDoorMode) if standby or each == mode]
        for each in regions:
            network = self.networks[each.region]
            label = f"{name}-{each.region}"
            endpoints = {kind: self._endpoint(each.region, kind, callers) for kind in modes}
            api = PrivateRestApi(
                label,
                child,
                region=each.region,
                vpc_endpoint_ids=[endpoint.vpc_endpoint_id for endpoint in endpoints.values()],
                routes=routes,
                body=body,
                throttle=throttle,
                tags=tags,
            )
            doors = {
                kind: self._front_door(each.region, kind, endpoint, api, domain_name, certificate_arns[each.region])
                for kind, endpoint in endpoints.items()
            }
            door, balancer, group = doors[mode], doors[mode].load_balancer, doors[mode].target_group
            canary = self._canary(each.region, doors["native"]) if "native" in doors else None
            region_health = RegionHealth(
                label,
                child,
                region=each.region,
                load_balancer=balancer.arn_suffix if balancer is not None else None,
                target_group=group.arn_suffix if group is not None else None,
                vpc_endpoint_id=endpoints[mode].vpc_endpoint_id,
                vpc_id=network.vpc_id,
                api_name=api.api_name,
                stage_name=api.stage_name,
                canary=canary.function_name if canary is not None and mode == "native" else None,
                criteria=health,
                inverted=each.drill,
                tags=tags,
            )
            idle = next((each for kind, each in doors.items() if kind != mode), None)
            self.parts[each.region] = RegionParts(network, endpoints[mode], api, door, region_health, idle)
        self.mesh: TransitMesh | PeeringMesh | None = None
        if len(regions) > 1 and interconnect == "transit-gateway":
            self.mesh = TransitMesh(name, child, networks=self.networks, tags=tags)
        elif len(regions) > 1:
            self.mesh = PeeringMesh(name, child, networks=self.networks, tags=tags)
        self.name = RoutedName(
            name,
            child,
            record_name=domain_name,
            zone_name=zone_name,
            zone_id=zone_id,
            routing=routing,
            clients={region: ClientVpc(network.vpc_id, region) for region, network in self.networks.items()}
            | dict(clients or {}),
            targets=[self._answer(each) for each in groups or regions],
            groups={
                label: ClientGroup(
                    each.clients, [self._answer(one) for one in each.answers], each.routing, each.zone_id
                )
                for label, each in (client_groups or {}).items()
            },
            tags=tags,
        )
        self.domain_name, self.zone_name = domain_name, zone_name
        self.mode = mode
        self.register_outputs({"domainName": domain_name, "zoneId": self.name.zone_id})

    def outputs(self) -> dict[str, Any]:
        """What a stack exports: the name, and for every region the ids that an operator looks for."""
        return {
            "name": self.domain_name,
            "zone_id": self.name.zone_id,
            "mode": self.mode,
            "regions": {region: _outputs(parts) for region, parts in self.parts.items()},
        }

    def _endpoint(self, region: str, mode: FrontDoorMode, callers: Sequence[str]) -> ApiEndpoint:
        return ApiEndpoint(
            self._label(region, mode),
            self._child(),
            network=self.networks[region],
            addresses=self._addresses[region, mode],
            client_cidrs=callers,
            # One endpoint of a VPC has the private DNS names, and while the mode changes there are two.
            private_dns_enabled=mode == "nlb",
            tags=self._tags,
        )

    def _front_door(
        self,
        region: str,
        mode: FrontDoorMode,
        endpoint: ApiEndpoint,
        api: PrivateRestApi,
        domain_name: str,
        certificate_arn: pulumi.Input[str],
    ) -> FrontDoor:
        balanced = mode == "nlb"
        return FrontDoor(
            self._label(region, mode),
            self._child(),
            network=self.networks[region],
            mode=mode,
            targets=endpoint.addresses if balanced else None,
            balancer_addresses=self._balancers[region] if balanced else None,
            endpoint=None if balanced else endpoint,
            domain_name=domain_name,
            rest_api_id=api.rest_api_id,
            stage_name=api.stage_name,
            certificate_arn=certificate_arn,
            tags=self._tags,
        )

    def _canary(self, region: str, door: FrontDoor) -> Canary:
        """A load balancer tells by its silence that a region is gone; without one a canary does."""
        return Canary(
            f"{self._label(region, 'native')}-canary",
            self._child(),
            network=self.networks[region],
            endpoint=door.dns_name,
            domain_name=door.domain_name,
            tags=self._tags,
        )

    def _label(self, region: str, mode: FrontDoorMode) -> str:
        """The name of the parts of a mode, which can stand beside those of the other one."""
        return f"{self._name}-{region}" if mode == "nlb" else f"{self._name}-{region}-{mode}"

    def _networks(
        self,
        regions: Sequence[RegionArgs],
        supernet: str,
        vpc_prefix: int,
        zones: int,
        flow_logs: FlowLogs | None,
    ) -> dict[str, Network]:
        child = self._child()
        planned = [each for each in regions if each.existing is None]
        self._addresses: dict[tuple[str, FrontDoorMode], Sequence[str] | None] = {}
        self._balancers: dict[str, Sequence[str] | None] = {}
        for each in regions:
            if each.existing is not None:
                self._addresses[each.region, "nlb"] = each.endpoint_addresses
                self._addresses[each.region, "native"] = each.native_endpoint_addresses
                self._balancers[each.region] = None
        self.plans: Mapping[str, RegionPlan] = {}
        if planned:
            plan = AddressPlan(
                self._name,
                child,
                supernet=supernet,
                regions=_slots(regions),
                vpc_prefix=vpc_prefix,
                zones={each.region: len(each.zones) if each.zones else zones for each in planned},
                overrides={each.region: each.cidr for each in planned if each.cidr is not None},
                reserved=[each.existing.cidr for each in regions if each.existing is not None],
            )
            self.plans = dict(plan.regions)
        for region, each_plan in self.plans.items():
            self._addresses[region, "nlb"] = each_plan.endpoint_addresses_of(0)
            self._addresses[region, "native"] = each_plan.endpoint_addresses_of(1)
            self._balancers[region] = each_plan.balancer_addresses
        return {
            each.region: Network(
                f"{self._name}-{each.region}",
                child,
                region=each.region,
                plan=self.plans.get(each.region),
                zones=each.zones,
                existing=each.existing,
                flow_logs=flow_logs,
                tags=self._tags,
            )
            for each in regions
        }

    def _certificates(
        self, domain_name: str, regions: Sequence[RegionArgs], validation_zone_id: pulumi.Input[str] | None
    ) -> dict[str, pulumi.Input[str]]:
        """The certificate of each region, requested where none is given."""
        arns: dict[str, pulumi.Input[str]] = {
            each.region: each.certificate_arn for each in regions if each.certificate_arn is not None
        }
        missing = [each.region for each in regions if each.region not in arns]
        if missing:
            requested = NameCertificate(
                self._name,
                self._child(),
                domain_name=domain_name,
                regions=missing,
                validation_zone_id=validation_zone_id,
                tags=self._tags,
            )
            arns |= requested.arns
        return arns

    def _client_group(self, each: RegionClients) -> ClientGroup:
        return ClientGroup(each.clients, [self._answer(one) for one in each.answers], each.routing, each.zone_id)

    def _answer(self, each: RegionArgs | RegionMember | RegionGroup) -> RouteTarget | RouteGroup:
        if isinstance(each, RegionGroup):
            targets = [self._target(member.region, member) for member in each.members]
            return RouteGroup(each.label, targets, each.routing, each.region, **_values(each))
        return self._target(each.region, each)

    def _target(self, region: str, values: RoutingValues) -> RouteTarget:
        parts = self.parts[region]
        return RouteTarget(
            region,
            dns_name=parts.front_door.dns_name,
            zone_id=parts.front_door.zone_id,
            health_check_id=parts.health.health_check_id,
            **_values(values),
        )


def _values(given: RoutingValues) -> dict[str, Any]:
    return {each.name: getattr(given, each.name) for each in fields(RoutingValues)}


def _outputs(parts: RegionParts) -> dict[str, Any]:
    balancer = parts.front_door.load_balancer
    entrance = (
        {"load_balancer": balancer.name, "load_balancer_dns_name": parts.front_door.dns_name}
        if balancer is not None
        else {"endpoint_dns_name": parts.front_door.dns_name}
    )
    return {
        "rest_api_id": parts.api.rest_api_id,
        "vpc_endpoint_id": parts.endpoint.vpc_endpoint_id,
        "endpoint_addresses": parts.endpoint.addresses,
        **entrance,
        "health_check_id": parts.health.health_check_id,
    }


def _slots(regions: Sequence[RegionArgs]) -> dict[str, int]:
    """Each region's block: its own number, or its place in the list."""
    return {
        each.region: each.slot if each.slot is not None else index
        for index, each in enumerate(regions)
        if each.existing is None
    }


def _group_faults(regions: Sequence[RegionArgs], groups: Sequence[RegionGroup]) -> Iterator[str]:
    if not groups:
        return
    known = [each.region for each in regions]
    for index, each in enumerate(regions):
        given = [name for name, value in _values(each).items() if value is not None]
        if given:
            yield (
                f"regions[{index}]: {', '.join(given)}: the groups and their members have such values; leave them out "
                "here"
            )
    yield from _unknown_regions("groups", groups, known)
    grouped = {member.region for group in groups for member in group.members}
    for index, region in enumerate(known):
        if region not in grouped:
            yield f"regions[{index}]: {region} is in no group, so that nobody is sent there; add it to one"


def _client_faults(
    known: Sequence[str], clients: Mapping[str, ClientVpc], groups: Mapping[str, RegionClients]
) -> Iterator[str]:
    for label in clients:
        if label in known:
            yield f"clients.{label}: is the label of that Region's own VPC, which has clients already; take another"
    for label, group in groups.items():
        yield from _unknown_regions(f"clientGroups.{label}.answers", group.answers, known)


def _unknown_regions(path: str, answers: Sequence[RegionMember | RegionGroup], known: Sequence[str]) -> Iterator[str]:
    for index, each in enumerate(answers):
        if isinstance(each, RegionGroup):
            yield from _unknown_regions(f"{path}[{index}].members", each.members, known)
        elif each.region not in known:
            yield f"{path}[{index}].region: {each.region!r} is not a Region of the API; {', '.join(known)} are"


def _faults(
    name: str, domain_name: str, regions: Sequence[RegionArgs], mode: str, interconnect: Interconnect
) -> list[str]:
    faults = []
    if interconnect not in get_args(Interconnect):
        faults.append(
            f"interconnect: {interconnect!r} connects nothing; {' and '.join(map(repr, get_args(Interconnect)))} do"
        )
    if mode not in get_args(FrontDoorMode):
        faults.append(f"mode: {mode!r} is not a mode; {' and '.join(map(repr, get_args(FrontDoorMode)))} are")
    if domain_name.count(".") < 1:
        faults.append(f"domainName: {domain_name!r} has no zone; write it as api.internal.example.com")
    if not regions:
        faults.append("regions: there is none; give at least one")
    names = [each.region for each in regions]
    faults += [
        f"regions: {region!r} is there {names.count(region)} times; give each Region once"
        for region in sorted(set(names))
        if names.count(region) > 1
    ]
    for index, each in enumerate(regions):
        if each.existing is None:
            chosen = {
                "endpointAddresses": each.endpoint_addresses,
                "nativeEndpointAddresses": each.native_endpoint_addresses,
            }
            faults += [
                f"regions[{index}].{key}: are of an existing VPC; a new one takes them from the plan"
                for key, value in chosen.items()
                if value is not None
            ]
            continue
        new = {"cidr": each.cidr, "slot": each.slot, "zones": each.zones}
        given = [key for key, value in new.items() if value is not None]
        if given:
            faults.append(f"regions[{index}]: {', '.join(given)} are of a new VPC; leave them out with existing")
    return [*faults, *_judged(name, regions, interconnect)]


def _target_faults(regions: Sequence[RegionArgs], zones: int, health: HealthCriteria) -> list[str]:
    """Regions that would be down for ever: a load balancer has a target in each zone."""
    targets = {
        each.region: len(each.existing.subnets) if each.existing is not None else len(each.zones or ()) or zones
        for each in regions
    }
    return [
        f"health.minimumHealthy: {health.minimum_healthy} healthy targets are never there in {region}, which has "
        f"{count}, one for each zone; 1 to {count} may be"
        for region, count in targets.items()
        if 0 < count < health.minimum_healthy
    ]


def _judged(name: str, regions: Sequence[RegionArgs], interconnect: Interconnect) -> list[str]:
    """What the rules of the policy packs say of the VPCs that are there already."""
    own = ComponentDesign("MultiRegionPrivateApi", name)
    vpcs = {
        each.region: Vpc(
            origin=own.origin(f"regions[{index}].existing.cidr"),
            name=each.existing.vpc_id,
            region=Known(each.region),
            cidr_block=Known(each.existing.cidr),
        )
        for index, each in enumerate(regions)
        if each.existing is not None
    }
    design: PeeredDesign | MeshDesign = (
        PeeredDesign("MultiRegionPrivateApi", name, vpcs)
        if interconnect == "vpc-peering"
        else MeshDesign("MultiRegionPrivateApi", name, vpcs)
    )
    return [*design.faults((VpcBlock(),)), *design.overlaps()]
