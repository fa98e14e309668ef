"""Hosted zones, records, health checks, alarms and Resolver endpoints with their rules that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privateapi.readers.live.place import Place, given, reads_live, texts, to, to_all
from privateapi.topology.model import (
    Alarm,
    Alias,
    CompositeAlarm,
    EndpointAddress,
    Geolocation,
    HealthCheck,
    HostedZone,
    Node,
    RecordSet,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    ZoneVpc,
)
from privateapi.topology.values import MISSING, Known


@reads_live("hosted zones", "route53:ListHostedZones", once=True)
def hosted_zones(place: Place) -> Iterator[Node]:
    for found in place.pages("route53", "list_hosted_zones", "HostedZones"):
        yield from hosted_zone(place, found)


def hosted_zone(place: Place, found: dict[str, Any]) -> Iterator[Node]:
    """A zone, as a list of zones has it, and its records."""
    id = found["Id"].rpartition("/")[2]
    name = found["Name"].removesuffix(".")
    private = bool((found.get("Config") or {}).get("PrivateZone"))
    # Route 53 is of no Region.
    node = place.node("AWS::Route53::HostedZone", id, name=name, key=f"{place.account}/{id}", region="")
    vpcs = place.client("route53").get_hosted_zone(Id=id).get("VPCs") or () if private else ()
    yield HostedZone(
        **node,
        zone_name=Known(name),
        private=Known(private),
        vpcs=Known(tuple(ZoneVpc(to(each.get("VPCId")), given(each.get("VPCRegion"))) for each in vpcs)),
    )
    for index, record in enumerate(
        place.pages("route53", "list_resource_record_sets", "ResourceRecordSets", HostedZoneId=id)
    ):
        yield _record(place, node, id, index, record)


def _record(place: Place, zone: dict[str, Any], zone_id: str, index: int, found: dict[str, Any]) -> RecordSet:
    alias, location = found.get("AliasTarget"), found.get("GeoLocation")
    name = _unescaped(found["Name"])
    return RecordSet(
        **{**place.part(zone, f"records[{index}]"), "name": f"{name} {found['Type']}"},
        zone=to(zone_id),
        record_name=Known(name),
        type=Known(found["Type"]),
        ttl=given(found.get("TTL")),
        records=texts([each["Value"] for each in found.get("ResourceRecords") or ()]),
        alias=Known(_alias(alias)) if alias else MISSING,
        set_identifier=given(found.get("SetIdentifier")),
        health_check=to(found.get("HealthCheckId")),
        weight=given(found.get("Weight")),
        failover=given(found.get("Failover")),
        latency_region=given(found.get("Region")),
        geolocation=Known(_geolocation(location)) if location else MISSING,
        multivalue=given(found.get("MultiValueAnswer")),
        geoproximity=Known("given") if found.get("GeoProximityLocation") else MISSING,
        cidr_collection=given((found.get("CidrRoutingConfig") or {}).get("CollectionId")),
    )


def _alias(found: dict[str, Any]) -> Alias:
    name = found["DNSName"].removesuffix(".")
    return Alias(Known(name), given(found.get("HostedZoneId")), given(found.get("EvaluateTargetHealth")), to(name))


def _geolocation(found: dict[str, Any]) -> Geolocation:
    return Geolocation(
        given(found.get("ContinentCode")), given(found.get("CountryCode")), given(found.get("SubdivisionCode"))
    )


def _unescaped(name: str) -> str:
    """Route 53 writes the asterisk of a wildcard as an octal escape."""
    return name.removesuffix(".").replace("\\052", "*")


@reads_live("health checks", "route53:ListHealthChecks", once=True)
def health_checks(place: Place) -> Iterator[Node]:
    for found in place.pages("route53", "list_health_checks", "HealthChecks"):
        config = found.get("HealthCheckConfig") or {}
        alarm = config.get("AlarmIdentifier") or {}
        yield HealthCheck(
            **place.node("AWS::Route53::HealthCheck", found["Id"], key=f"{place.account}/{found['Id']}", region=""),
            type=given(config.get("Type")),
            alarm_name=given(alarm.get("Name")),
            alarm_region=given(alarm.get("Region")),
            alarm=to(alarm.get("Name")),
            insufficient_data_health_status=given(config.get("InsufficientDataHealthStatus")),
            inverted=given(config.get("Inverted")),
            disabled=given(config.get("Disabled")),
            children=to_all(config.get("ChildHealthChecks")),
            health_threshold=given(config.get("HealthThreshold")),
            ip_address=given(config.get("IPAddress")),
            fqdn=given(config.get("FullyQualifiedDomainName")),
            port=given(config.get("Port")),
            resource_path=given(config.get("ResourcePath")),
            failure_threshold=given(config.get("FailureThreshold")),
            request_interval=given(config.get("RequestInterval")),
        )


@reads_live("alarms", "cloudwatch:DescribeAlarms")
def alarms(place: Place) -> Iterator[Node]:
    types = {"AlarmTypes": ["MetricAlarm", "CompositeAlarm"]}
    pages = place.client("cloudwatch").get_paginator("describe_alarms").paginate(**types)
    for page in pages:
        for found in page.get("MetricAlarms") or ():
            yield _alarm(place, found)
        for found in page.get("CompositeAlarms") or ():
            yield CompositeAlarm(
                **_alarm_node(place, "AWS::CloudWatch::CompositeAlarm", found),
                alarm_name=given(found.get("AlarmName")),
                alarm_rule=given(found.get("AlarmRule")),
            )


def _alarm_node(place: Place, type: str, found: dict[str, Any]) -> dict[str, Any]:
    arn = found.get("AlarmArn", "")
    return place.node(type, found["AlarmName"], name=found["AlarmName"], key=arn, identifiers=[arn])


def _alarm(place: Place, found: dict[str, Any]) -> Alarm:
    dimensions = found.get("Dimensions") or ()
    pairs = tuple((each["Name"], given(each["Value"])) for each in dimensions)
    return Alarm(
        **_alarm_node(place, "AWS::CloudWatch::Alarm", found),
        alarm_name=given(found.get("AlarmName")),
        namespace=given(found.get("Namespace")),
        metric_name=given(found.get("MetricName")),
        statistic=given(found.get("Statistic")),
        extended_statistic=given(found.get("ExtendedStatistic")),
        dimensions=Known(pairs) if pairs else MISSING,
        comparison_operator=given(found.get("ComparisonOperator")),
        threshold=given(found.get("Threshold")),
        threshold_metric_id=given(found.get("ThresholdMetricId")),
        period_seconds=given(found.get("Period")),
        evaluation_periods=given(found.get("EvaluationPeriods")),
        datapoints_to_alarm=given(found.get("DatapointsToAlarm")),
        treat_missing_data=given(found.get("TreatMissingData")),
        metric_math=Known(bool(found.get("Metrics"))),
        state=given(found.get("StateValue")),
    )


# Rules that every account and VPC has of AWS's own; they ask the public DNS, and no quota counts them (Route 53
# Developer Guide, "Using rules to specify which domains to forward").
_AUTODEFINED = "rslvr-autodefined-"


@reads_live("Resolver endpoints", "route53resolver:ListResolverEndpoints")
def resolver_endpoints(place: Place) -> Iterator[Node]:
    for found in place.pages("route53resolver", "list_resolver_endpoints", "ResolverEndpoints"):
        addresses = place.pages(
            "route53resolver", "list_resolver_endpoint_ip_addresses", "IpAddresses", ResolverEndpointId=found["Id"]
        )
        yield ResolverEndpoint(
            **_of_resolver(place, "AWS::Route53Resolver::ResolverEndpoint", found),
            direction=given(found.get("Direction")),
            vpc=to(found.get("HostVPCId")),
            addresses=Known(
                tuple(
                    EndpointAddress(to(each.get("SubnetId")), given(each.get("Ip")), given(each.get("Ipv6")))
                    for each in addresses
                )
            ),
            security_groups=to_all(found.get("SecurityGroupIds")),
        )


@reads_live("Resolver rules", "route53resolver:ListResolverRules")
def resolver_rules(place: Place) -> Iterator[Node]:
    for found in place.pages("route53resolver", "list_resolver_rules", "ResolverRules"):
        if found["Id"].startswith(_AUTODEFINED):
            continue
        targets = found.get("TargetIps") or ()
        name = found.get("DomainName")
        yield ResolverRule(
            **_of_resolver(place, "AWS::Route53Resolver::ResolverRule", found),
            domain_name=MISSING if name is None else Known(name.removesuffix(".")),
            type=given(found.get("RuleType")),
            endpoint=to(found.get("ResolverEndpointId")),
            target_addresses=texts([each.get("Ip") or each["Ipv6"] for each in targets]),
            target_ports=Known(tuple(given(each.get("Port")) for each in targets)) if targets else MISSING,
        )


@reads_live("Resolver rule associations", "route53resolver:ListResolverRuleAssociations")
def resolver_rule_associations(place: Place) -> Iterator[Node]:
    for found in place.pages("route53resolver", "list_resolver_rule_associations", "ResolverRuleAssociations"):
        if found["Id"].startswith(_AUTODEFINED):
            continue
        yield ResolverRuleAssociation(
            **_of_resolver(place, "AWS::Route53Resolver::ResolverRuleAssociation", found),
            rule=to(found.get("ResolverRuleId")),
            vpc=to(found.get("VPCId")),
        )


def _of_resolver(place: Place, type: str, found: dict[str, Any]) -> dict[str, Any]:
    arn = found.get("Arn") or ""
    return place.node(type, found["Id"], name=found.get("Name") or "", key=arn, identifiers=[arn])
