"""Geolocation over failover for the clients of two networks, other answers for a third one, and a VPC elsewhere."""

from components.aws import (
    AddressPlan,
    ClientGroup,
    ClientVpc,
    Network,
    RoutedName,
    RouteGroup,
    RouteTarget,
    TransitMesh,
)
from privateapi.sdk import Provider, cloudwatch, route53

regions = ["us-east-1", "eu-central-1", "us-west-2"]
plan = AddressPlan("plan", supernet="10.0.0.0/8", regions=regions)
networks = {region: Network(region, region=region, plan=plan.regions[region]) for region in regions}
TransitMesh("mesh", networks=networks)
clients = {region: ClientVpc(network.vpc_id, region) for region, network in networks.items()}


def target(region: str, number: int, **values: object) -> RouteTarget:
    """A server of a region with an alarm and a health check of its own."""
    name = f"{region}-{number}"
    alarm = cloudwatch.MetricAlarm(
        name,
        region=region,
        alarm_name=name,
        namespace="Servers",
        metric_name="Healthy",
        statistic="Minimum",
        period=60,
        evaluation_periods=2,
        comparison_operator="LessThanThreshold",
        threshold=1,
        treat_missing_data="breaching",
    )
    check = route53.HealthCheck(
        name,
        type="CLOUDWATCH_METRIC",
        alarm_identifier={"name": alarm.alarm_name, "region": region},
        insufficient_data_health_status="Unhealthy",
    )
    address = plan.regions[region].endpoint_addresses_of(number)[0]
    return RouteTarget(region, health_check_id=check.health_check_id, addresses=[address], **values)


RoutedName(
    "orders",
    record_name="orders.internal.example.com",
    zone_name="internal.example.com",
    clients={
        **{region: clients[region] for region in ("us-east-1", "eu-central-1")},
        "partner": ClientVpc(
            "vpc-0123456789abcdef0",
            "us-east-1",
            Provider("partner", allowed_account_ids=["222222222222"], skip_credentials_check=True),
        ),
    },
    routing="geolocation",
    targets=[
        RouteGroup(
            "europe",
            [target("eu-central-1", 0, role="PRIMARY"), target("us-east-1", 1, role="SECONDARY")],
            continent="EU",
        ),
        RouteGroup(
            "world",
            [target("us-east-1", 0, role="PRIMARY"), target("eu-central-1", 1, role="SECONDARY")],
            country="*",
        ),
    ],
    groups={
        "west": ClientGroup(
            {"us-west-2": clients["us-west-2"]},
            [target("us-west-2", 0, weight=9), target("us-east-1", 2, weight=1)],
            "weighted",
        )
    },
)
