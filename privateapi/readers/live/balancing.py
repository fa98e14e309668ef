"""Load balancers, listeners, target groups and targets that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privateapi.readers.live.place import Place, given, reads_live, to, to_all
from privateapi.topology.model import (
    EndpointAddress,
    HealthProbe,
    Listener,
    LoadBalancer,
    Node,
    Target,
    TargetGroup,
)
from privateapi.topology.values import MISSING, Known, Unknown

_NOT_READ = Unknown("is not read from the account")


@reads_live("load balancers", "elasticloadbalancing:DescribeLoadBalancers")
def load_balancers(place: Place) -> Iterator[Node]:
    for found in place.pages("elbv2", "describe_load_balancers", "LoadBalancers"):
        arn = found["LoadBalancerArn"]
        zones = found.get("AvailabilityZones") or ()
        addresses = tuple(
            EndpointAddress(to(zone.get("SubnetId")), given(each["PrivateIPv4Address"]))
            for zone in zones
            for each in zone.get("LoadBalancerAddresses") or ()
            if each.get("PrivateIPv4Address")
        )
        yield LoadBalancer(
            **place.node(
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                arn,
                name=found.get("LoadBalancerName", ""),
                key=arn,
                identifiers=[found.get("DNSName"), arn.partition("loadbalancer/")[2]],
            ),
            load_balancer_name=given(found.get("LoadBalancerName")),
            type=given(found.get("Type")),
            scheme=given(found.get("Scheme")),
            vpc=to(found.get("VpcId")),
            subnets=to_all([zone["SubnetId"] for zone in zones if zone.get("SubnetId")]),
            addresses=Known(addresses) if addresses else MISSING,
            security_groups=to_all(found.get("SecurityGroups")),
            ip_address_type=given(found.get("IpAddressType")),
            cross_zone=_NOT_READ,
            deletion_protection=_NOT_READ,
            dns_name=given(found.get("DNSName")),
            canonical_hosted_zone_id=given(found.get("CanonicalHostedZoneId")),
        )
        yield from _listeners(place, arn)


def _listeners(place: Place, balancer: str) -> Iterator[Node]:
    for found in place.pages("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer):
        arn = found["ListenerArn"]
        certificates = found.get("Certificates") or ()
        alpn = found.get("AlpnPolicy") or ()
        yield Listener(
            **place.node("AWS::ElasticLoadBalancingV2::Listener", arn, key=arn),
            load_balancer=to(balancer),
            protocol=given(found.get("Protocol")),
            port=given(found.get("Port")),
            certificate=to(certificates[0].get("CertificateArn") if certificates else None),
            ssl_policy=given(found.get("SslPolicy")),
            alpn_policy=given(alpn[0] if alpn else None),
            target_groups=to_all(_groups(found.get("DefaultActions") or ())),
        )


def _groups(actions: Any) -> list[str]:
    found: list[str] = []
    for action in actions:
        several = [each["TargetGroupArn"] for each in (action.get("ForwardConfig") or {}).get("TargetGroups") or ()]
        found += several or [arn for arn in [action.get("TargetGroupArn")] if arn]
    return list(dict.fromkeys(found))


@reads_live("target groups", "elasticloadbalancing:DescribeTargetGroups")
def target_groups(place: Place) -> Iterator[Node]:
    for found in place.pages("elbv2", "describe_target_groups", "TargetGroups"):
        arn = found["TargetGroupArn"]
        node = place.node(
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            arn,
            name=found.get("TargetGroupName", ""),
            key=arn,
            identifiers=[arn.rpartition(":")[2], found.get("TargetGroupName")],
        )
        yield TargetGroup(
            **node,
            target_group_name=given(found.get("TargetGroupName")),
            protocol=given(found.get("Protocol")),
            port=given(found.get("Port")),
            target_type=given(found.get("TargetType")),
            vpc=to(found.get("VpcId")),
            health_check=_probe(found),
            cross_zone=_NOT_READ,
        )
        health = place.pages("elbv2", "describe_target_health", "TargetHealthDescriptions", TargetGroupArn=arn)
        for index, each in enumerate(health):
            target, state = each.get("Target", {}), each.get("TargetHealth", {}).get("State")
            yield Target(
                **place.part(node, f"targets[{index}]"),
                target_group=to(arn),
                target=to(target.get("Id")),
                port=given(target.get("Port")),
                availability_zone=given(target.get("AvailabilityZone")),
                healthy=Known(state != "unhealthy") if state else MISSING,
            )


def _probe(found: dict[str, Any]) -> HealthProbe:
    return HealthProbe(
        enabled=given(found.get("HealthCheckEnabled")),
        protocol=given(found.get("HealthCheckProtocol")),
        port=given(found.get("HealthCheckPort")),
        path=given(found.get("HealthCheckPath")),
        interval_seconds=given(found.get("HealthCheckIntervalSeconds")),
        timeout_seconds=given(found.get("HealthCheckTimeoutSeconds")),
        healthy_threshold=given(found.get("HealthyThresholdCount")),
        unhealthy_threshold=given(found.get("UnhealthyThresholdCount")),
    )
