"""A design of two Regions or more, as the components build it, for tests of failures and rehearsals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from privateapi.facts.regions import distance_km, places
from privateapi.topology.model import (
    Alarm,
    Alias,
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    EndpointAddress,
    HealthCheck,
    HostedZone,
    LambdaFunction,
    Listener,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    ResolverEndpoint,
    RestApi,
    Route,
    RouteTable,
    RouteTarget,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetGroup,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayPeeringAccepter,
    TransitGatewayRoute,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcEndpoint,
    ZoneVpc,
)
from privateapi.topology.routing import Geography
from privateapi.topology.values import Known, Ref, Refs, values_of

GEOGRAPHY = Geography(distance_km, places().get)
NAME = "orders.internal.example.com"
EAST, WEST = "us-east-1", "us-west-2"


def design(regions: Iterable[str] = (EAST, WEST), **record: Any) -> list[Node]:
    """The nodes of a latency-routed API: in each Region a VPC of two zones, an endpoint behind a balancer, an API with
    one function, alarms with a calculated check; transit gateways of all Regions peered and routed both ways.

    `record` are further fields of every record.
    """
    names = list(regions)
    nodes: list[Node] = [
        HostedZone(
            origin=Origin("zone"),
            name="internal",
            zone_name=Known("internal.example.com"),
            private=Known(True),
            vpcs=Known(tuple(ZoneVpc(Ref.by(f"vpc:{region}"), Known(region)) for region in names)),
        )
    ]
    for index, region in enumerate(names):
        nodes += [*_network(region, index), *_front(region, index), *_api(region), *_health(region)]
        nodes.append(_record(region, **record))
        nodes += _links(region, names)
    return nodes


def inbound(region: str) -> ResolverEndpoint:
    """A Resolver endpoint that clients on premises ask."""
    return ResolverEndpoint(
        origin=Origin(f"inbound:{region}"),
        name=f"inbound-{region}",
        region=Known(region),
        direction=Known("INBOUND"),
        vpc=Ref.by(f"vpc:{region}"),
        addresses=Known(tuple(EndpointAddress(Ref.by(f"subnet:{region}{letter}")) for letter in "ab")),
    )


def _node(kind: str, region: str, name: str = "") -> dict[str, Any]:
    return {"origin": Origin(f"{kind}:{name or region}"), "name": name or region, "region": Known(region)}


def _network(region: str, index: int) -> Iterator[Node]:
    yield Vpc(
        **_node("vpc", region),
        cidr_block=Known(f"10.{index}.0.0/16"),
        enable_dns_support=Known(True),
        enable_dns_hostnames=Known(True),
        main_route_table=Ref.by(f"table:{region}"),
    )
    yield RouteTable(**_node("table", region), vpc=Ref.by(f"vpc:{region}"), main=Known(True))
    for number, letter in enumerate("ab"):
        yield Subnet(
            **_node("subnet", region, f"{region}{letter}"),
            vpc=Ref.by(f"vpc:{region}"),
            cidr_block=Known(f"10.{index}.{number}.0/24"),
            availability_zone=Known(f"{region}{letter}"),
        )
    yield TransitGateway(**_node("gateway", region))
    yield TransitGatewayVpcAttachment(
        **_node("attachment", region),
        transit_gateway=Ref.by(f"gateway:{region}"),
        vpc=Ref.by(f"vpc:{region}"),
        subnets=Refs.by(f"subnet:{region}a", f"subnet:{region}b"),
    )


def _front(region: str, index: int) -> Iterator[Node]:
    subnets = Refs.by(f"subnet:{region}a", f"subnet:{region}b")

    def addresses(host: int) -> tuple[EndpointAddress, ...]:
        return tuple(
            EndpointAddress(Ref.by(f"subnet:{region}{letter}"), Known(f"10.{index}.{number}.{host}"))
            for number, letter in enumerate("ab")
        )

    yield SecurityGroup(**_node("group", region), vpc=Ref.by(f"vpc:{region}"))
    yield SecurityGroupRule(
        **_node("rule", region),
        security_group=Ref.by(f"group:{region}"),
        ip_protocol=Known("tcp"),
        from_port=Known(443),
        to_port=Known(443),
        cidr_blocks=values_of("10.0.0.0/8"),
    )
    yield VpcEndpoint(
        **_node("endpoint", region),
        type=Known("Interface"),
        vpc=Ref.by(f"vpc:{region}"),
        service_name=Known(f"com.amazonaws.{region}.execute-api"),
        subnets=subnets,
        addresses=Known(addresses(4)),
        security_groups=Refs.by(f"group:{region}"),
    )
    yield LoadBalancer(
        **_node("balancer", region),
        type=Known("network"),
        scheme=Known("internal"),
        vpc=Ref.by(f"vpc:{region}"),
        subnets=subnets,
        addresses=Known(addresses(5)),
        cross_zone=Known(True),
    )
    yield TargetGroup(**_node("targets", region), vpc=Ref.by(f"vpc:{region}"), target_type=Known("ip"))
    yield Listener(
        **_node("listener", region),
        load_balancer=Ref.by(f"balancer:{region}"),
        port=Known(443),
        protocol=Known("TLS"),
        target_groups=Refs.by(f"targets:{region}"),
    )
    for number in range(2):
        yield Target(
            **_node("target", region, f"{region}-{number}"),
            target_group=Ref.by(f"targets:{region}"),
            target=Ref.to(f"10.{index}.{number}.4"),
            port=Known(443),
        )


def _api(region: str) -> Iterator[Node]:
    yield RestApi(
        **_node("api", region),
        api_name=Known(f"orders-{region}"),
        endpoint_type=Known("PRIVATE"),
        vpc_endpoints=Refs.by(f"endpoint:{region}"),
    )
    yield ApiDomain(**_node("domain", region), domain_name=Known(NAME), endpoint_type=Known("REGIONAL"))
    yield ApiMapping(
        **_node("mapping", region),
        domain=Ref.by(f"domain:{region}"),
        api=Ref.by(f"api:{region}"),
        stage=Known("v1"),
    )
    yield LambdaFunction(**_node("function", region))
    yield ApiIntegration(
        **_node("integration", region),
        api=Ref.by(f"api:{region}"),
        type=Known("AWS_PROXY"),
        function=Ref.by(f"function:{region}"),
    )


def _health(region: str) -> Iterator[Node]:
    def alarm(label: str, treated: str, **fields: Any) -> Iterator[Node]:
        yield Alarm(
            **_node("alarm", region, f"{region}-{label}"),
            period_seconds=Known(60),
            evaluation_periods=Known(2),
            treat_missing_data=Known(treated),
            **fields,
        )
        yield HealthCheck(
            **(_node("check", region, f"{region}-{label}")),
            type=Known("CLOUDWATCH_METRIC"),
            alarm=Ref.by(f"alarm:{region}-{label}"),
            alarm_region=Known(region),
            insufficient_data_health_status=Known("LastKnownStatus"),
        )

    yield from alarm(
        "healthy-hosts",
        "breaching",
        namespace=Known("AWS/NetworkELB"),
        metric_name=Known("HealthyHostCount"),
        dimension_targets=(f"balancer:{region}", f"targets:{region}"),
        statistic=Known("Minimum"),
        comparison_operator=Known("LessThanThreshold"),
        threshold=Known(1.0),
    )
    yield from alarm(
        "api-errors",
        "notBreaching",
        namespace=Known("AWS/ApiGateway"),
        metric_name=Known("5XXError"),
        dimensions=Known((("ApiName", Known(f"orders-{region}")),)),
        statistic=Known("Average"),
        comparison_operator=Known("GreaterThanOrEqualToThreshold"),
        threshold=Known(0.5),
    )
    yield HealthCheck(
        **_node("check", region),
        type=Known("CALCULATED"),
        children=Refs.by(f"check:{region}-healthy-hosts", f"check:{region}-api-errors"),
        health_threshold=Known(2),
    )


def _record(region: str, **fields: Any) -> RecordSet:
    routing: dict[str, Any] = {
        "latency_region": Known(region),
        "health_check": Ref.by(f"check:{region}"),
        "alias": Known(Alias(target=Ref.by(f"balancer:{region}"), evaluate_target_health=Known(True))),
    }
    return RecordSet(
        **_node("record", region),
        zone=Ref.by("zone"),
        record_name=Known(NAME),
        type=Known("A"),
        set_identifier=Known(region),
        **(routing | fields),
    )


def _links(region: str, names: list[str]) -> Iterator[Node]:
    for there, other in enumerate(names):
        if other == region:
            continue
        pair = "/".join(sorted((region, other)))
        if region < other:
            yield TransitGatewayPeering(
                **_node("peering", region, pair),
                transit_gateway=Ref.by(f"gateway:{region}"),
                peer_transit_gateway=Ref.by(f"gateway:{other}"),
                peer_region=Known(other),
            )
            yield TransitGatewayPeeringAccepter(**_node("accepter", other, pair), peering=Ref.by(f"peering:{pair}"))
        yield TransitGatewayRoute(
            **_node("gateway-route", region, f"{region}>{other}"),
            route_table=Ref.by(f"gateway:{region}"),
            destination=Known(f"10.{there}.0.0/16"),
            attachment=Ref.by(f"peering:{pair}"),
        )
        yield Route(
            **_node("route", region, f"{region}>{other}"),
            route_table=Ref.by(f"table:{region}"),
            destination=Known(f"10.{there}.0.0/16"),
            target_kind=RouteTarget.TRANSIT_GATEWAY,
            target=Ref.by(f"gateway:{region}"),
        )
