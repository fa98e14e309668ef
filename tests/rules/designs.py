"""A whole design in two Regions, in which nothing is wrong, and ways to break it."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from privateapi.topology.model import (
    Alarm,
    Alias,
    ApiDomain,
    ApiStage,
    Certificate,
    ClientNetwork,
    FlowLog,
    Geolocation,
    HealthCheck,
    HostedZone,
    Listener,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    RestApi,
    RouteTarget,
    Subnet,
    TargetGroup,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    Vpc,
    VpcEndpoint,
    ZoneAssociation,
    ZoneVpc,
)
from privateapi.topology.values import Known
from tests.rules.nodes import attachment, gateway, gateway_peering, node, ref, refs, route, subnet, table, vpc

NAME = "api.example.internal"
EAST, WEST = "us-east-1", "us-west-2"
REGIONS = {"a": (EAST, "10.0"), "b": (WEST, "10.1")}


def network(name: str, region: str, prefix: str) -> list[Node]:
    """A VPC with two private subnets, on a transit gateway of its own."""
    subnets = [f"{name}-1", f"{name}-2"]
    return [
        vpc(name, f"{prefix}.0.0/16", region, enable_dns_support=Known(True), enable_dns_hostnames=Known(True)),
        *(
            dataclasses.replace(
                subnet(each, name, f"{prefix}.{number}.0/24", f"{region}{'ab'[number]}"), region=Known(region)
            )
            for number, each in enumerate(subnets)
        ),
        *table(f"{name}-private", name, *subnets, region=region),
        gateway(f"{name}-gateway", region, amazon_side_asn=Known(64512 + ord(name) - ord("a"))),
        attachment(name, f"{name}-gateway", region, subnets=refs(Subnet, *subnets)),
        node(
            FlowLog,
            name,
            region,
            resource=ref(Vpc, name),
            traffic_type=Known("ALL"),
            log_destination_type=Known("s3"),
            log_destination=Known("arn:aws:s3:::flow-logs"),
        ),
    ]


def routes(name: str, region: str, other_prefix: str, peering: str) -> list[Node]:
    """The routes of one Region to the block of the other, over its gateway and the peering."""
    there = f"{other_prefix}.0.0/16"
    return [
        route(f"{name}-private", there, RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, f"{name}-gateway"), region),
        node(
            TransitGatewayRoute,
            f"{name}-out",
            region,
            route_table=ref(TransitGateway, f"{name}-gateway"),
            destination=Known(there),
            attachment=ref(TransitGatewayPeering, peering),
        ),
    ]


def front(name: str, region: str) -> list[Node]:
    """The endpoint, the private API and the balancer of one Region, and what watches them."""
    subnets = refs(Subnet, f"{name}-1", f"{name}-2")
    return [
        node(
            VpcEndpoint,
            f"{name}-api",
            region,
            type=Known("Interface"),
            vpc=ref(Vpc, name),
            service_name=Known(f"com.amazonaws.{region}.execute-api"),
            subnets=subnets,
        ),
        node(LoadBalancer, f"{name}-front", region, type=Known("network"), scheme=Known("internal"), subnets=subnets),
        node(TargetGroup, f"{name}-front", region, protocol=Known("TLS"), port=Known(443), vpc=ref(Vpc, name)),
        node(
            Listener,
            f"{name}-front",
            region,
            load_balancer=ref(LoadBalancer, f"{name}-front"),
            protocol=Known("TLS"),
            port=Known(443),
            certificate=ref(Certificate, name),
            target_groups=refs(TargetGroup, f"{name}-front"),
        ),
        node(Certificate, name, region, domain_name=Known(NAME)),
        node(RestApi, name, region, endpoint_type=Known("PRIVATE")),
        node(ApiStage, name, region, api=ref(RestApi, name), stage_name=Known("live")),
        node(ApiDomain, name, region, domain_name=Known(NAME), endpoint_type=Known("REGIONAL")),
        node(Alarm, name, region, alarm_name=Known(f"{name}-unhealthy")),
        node(HealthCheck, name, region, type=Known("CLOUDWATCH_METRIC"), alarm=ref(Alarm, name)),
        node(
            RecordSet,
            name,
            region,
            zone=ref(HostedZone, "internal"),
            record_name=Known(NAME),
            type=Known("A"),
            set_identifier=Known(region),
            latency_region=Known(region),
            health_check=ref(HealthCheck, name),
            alias=Known(Alias(target=ref(LoadBalancer, f"{name}-front"), evaluate_target_health=Known(True))),
        ),
    ]


def two_regions() -> list[Node]:
    """The design of the source document: one private name, answered by the nearest of two Regions."""
    nodes: list[Node] = [
        node(
            HostedZone,
            "internal",
            zone_name=Known("example.internal"),
            private=Known(True),
            vpcs=Known((ZoneVpc(vpc=ref(Vpc, "a"), vpc_region=Known(EAST)),)),
        ),
        node(ZoneAssociation, "b", WEST, zone=ref(HostedZone, "internal"), vpc=ref(Vpc, "b"), vpc_region=Known(WEST)),
        *gateway_peering("a-gateway", "b-gateway", (EAST, WEST)),
    ]
    for name, (region, prefix) in REGIONS.items():
        other = next(cidr for each, (_, cidr) in REGIONS.items() if each != name)
        nodes += network(name, region, prefix)
        nodes += routes(name, region, other, "a-gateway-b-gateway")
        nodes += front(name, region)
    return nodes


def two_levels() -> list[Node]:
    """The same with geolocation over failover: each area has an alias to a pair of records of a name of its own."""
    nodes = [each for each in two_regions() if not isinstance(each, RecordSet)]
    for area, place, order in (
        ("europe", Geolocation(continent=Known("EU")), "ab"),
        ("world", Geolocation(country=Known("*")), "ba"),
    ):
        fields: dict[str, Any] = {"zone": ref(HostedZone, "internal"), "type": Known("A")}
        below = f"_{area}.{NAME}"
        nodes += [
            node(
                RecordSet,
                f"{area}-{name}",
                record_name=Known(below),
                set_identifier=Known(name),
                failover=Known(role),
                health_check=ref(HealthCheck, name),
                alias=Known(Alias(target=ref(LoadBalancer, f"{name}-front"), evaluate_target_health=Known(True))),
                **fields,
            )
            for name, role in zip(order, ("PRIMARY", "SECONDARY"), strict=True)
        ]
        nodes.append(
            node(
                RecordSet,
                area,
                record_name=Known(NAME),
                set_identifier=Known(area),
                geolocation=Known(place),
                alias=Known(Alias(dns_name=Known(below), evaluate_target_health=Known(True))),
                **fields,
            )
        )
    return nodes


def two_client_groups() -> list[Node]:
    """The same with a zone of the same name and records in another order for the clients of the second VPC."""
    component = "urn:pulumi:dev::test::privateapi:aws:RoutedName::orders"
    nodes: list[Node] = []
    for each in two_regions():
        if isinstance(each, RecordSet):
            other = dataclasses.replace(each, origin=Origin(f"{each.key}-batch"), zone=ref(HostedZone, "batch"))
            nodes += [dataclasses.replace(record, parent=component) for record in (each, other)]
        elif isinstance(each, ZoneAssociation):
            nodes.append(dataclasses.replace(each, zone=ref(HostedZone, "batch")))
        else:
            nodes.append(each)
    for number, (zone, name) in enumerate((("internal", "a"), ("batch", "b"))):
        clients = node(ClientNetwork, name, vpc=ref(Vpc, name), zone=ref(HostedZone, zone))
        nodes.append(dataclasses.replace(clients, origin=Origin(f"{component}#clients[{number}]")))
    nodes.append(node(HostedZone, "batch", zone_name=Known("example.internal"), private=Known(True)))
    return nodes


def without(nodes: Iterable[Node], *keys: str) -> list[Node]:
    """The design without some of its resources, by key such as `Listener:a-front`."""
    kept = list(nodes)
    assert set(keys) <= {each.key for each in kept}, keys
    return [each for each in kept if each.key not in keys]


def changed(nodes: Iterable[Node], key: str, **fields: Any) -> list[Node]:
    """The design with other properties of one resource."""
    kept = list(nodes)
    assert key in {each.key for each in kept}, key
    return [dataclasses.replace(each, **fields) if each.key == key else each for each in kept]
