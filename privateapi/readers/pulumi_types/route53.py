"""Hosted zones, record sets and health checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    Alias,
    Geolocation,
    HealthCheck,
    HostedZone,
    Node,
    RecordSet,
    ZoneAssociation,
    ZoneAuthorization,
    ZoneVpc,
)
from privateapi.topology.values import MISSING, Known, Ref, Unknown, Value

_ZONES = ("privateapi:route53:HostedZone", "aws:route53/zone:Zone")


@reads("privateapi:route53:HostedZone", "aws:route53/zone:Zone", id=("zoneId", "hostedZoneId"))
def hosted_zone(read: Reading) -> Iterator[Node]:
    vpcs = read.objects("vpcs")
    private = read.boolean("privateZone", "private")
    yield HostedZone(
        **read.node,
        zone_name=read.text("name").map(_undotted),
        # A zone is private when it is created with a VPC.
        private=private if not private.missing else vpcs.map(bool) if not vpcs.missing else Known(False),
        vpcs=zone_vpcs(read),
    )


def zone_vpcs(read: Reading) -> Value[tuple[ZoneVpc, ...]]:
    """The VPCs in a zone's own list.

    The engine tells for the whole list which VPCs it was computed from, not for each of them. Where there is one in
    each Region that the list names, that tells them apart.
    """

    def told_apart(entries: Sequence[Properties]) -> tuple[ZoneVpc, ...]:
        found = tuple(ZoneVpc(entry.ref("vpcId"), entry.text("vpcRegion")) for entry in entries)
        nodes = {key for part in found for key in part.vpc.nodes if key in read.program.resources}
        there = {read.program.reading(key).region: key for key in nodes}
        named = {part.vpc_region for part in found}
        if len(named) < len(found) or len(there) < len(nodes) or not named.issuperset(there):
            return found
        if not all(region.known for region in there):
            return found
        return tuple(
            ZoneVpc(Ref(part.vpc.id, (there[part.vpc_region],)), part.vpc_region)
            if part.vpc.id.unknown and part.vpc_region in there
            else part
            for part in found
        )

    return read.objects("vpcs").map(told_apart)


@reads("privateapi:route53:ZoneAssociation", "aws:route53/zoneAssociation:ZoneAssociation")
def zone_association(read: Reading) -> Iterator[Node]:
    yield ZoneAssociation(
        **read.node,
        zone=read.ref("zoneId", "hostedZoneId"),
        vpc=read.ref("vpcId"),
        vpc_region=read.text("vpcRegion"),
    )


@reads(
    "privateapi:route53:VpcAssociationAuthorization",
    "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
)
def zone_authorization(read: Reading) -> Iterator[Node]:
    yield ZoneAuthorization(
        **read.node,
        zone=read.ref("zoneId", "hostedZoneId"),
        vpc=read.ref("vpcId"),
        vpc_region=read.text("vpcRegion"),
    )


@reads("privateapi:route53:RecordSet")
def record_set(read: Reading) -> Iterator[Node]:
    alias = read.inside("alias", "aliasTarget")
    location = read.inside("geolocation", "geoLocation")
    yield RecordSet(
        **read.node,
        zone=read.ref("zoneId", "hostedZoneId"),
        record_name=read.text("name").map(_undotted),
        type=read.text("type"),
        ttl=read.integer("ttl"),
        records=read.texts("records", "resourceRecords"),
        alias=Known(_alias(alias)) if read.given("alias", "aliasTarget") else MISSING,
        set_identifier=read.text("setIdentifier"),
        health_check=read.ref("healthCheckId"),
        weight=read.integer("weight"),
        failover=read.text("failover"),
        latency_region=read.text("latencyRegion"),
        geolocation=Known(_geolocation(location)) if read.given("geolocation", "geoLocation") else MISSING,
        multivalue=read.boolean("multiValueAnswer", "multivalueAnswer", "multivalue"),
        geoproximity=_presence(read, "geoproximity", "geoProximityLocation"),
        cidr_collection=read.inside("cidrRouting", "cidrRoutingConfig").text("collectionId"),
    )


def _presence(read: Reading, *names: str) -> Value[str]:
    return Known("given") if read.given(*names) else MISSING


def _alias(entry: Properties) -> Alias:
    return Alias(
        dns_name=entry.text("name", "dnsName").map(_undotted),
        hosted_zone_id=entry.text("zoneId", "hostedZoneId"),
        evaluate_target_health=entry.boolean("evaluateTargetHealth"),
        target=entry.ref("name", "dnsName"),
    )


def _geolocation(entry: Properties) -> Geolocation:
    return Geolocation(
        continent=entry.text("continentCode", "continent"),
        country=entry.text("countryCode", "country"),
        subdivision=entry.text("subdivisionCode", "subdivision"),
    )


@reads("aws:route53/record:Record")
def record(read: Reading) -> Iterator[Node]:
    yield RecordSet(
        **read.node,
        zone=read.ref("zoneId"),
        record_name=_absolute(read),
        type=read.text("type"),
        ttl=read.integer("ttl"),
        records=read.texts("records"),
        alias=_only(read, "aliases").then(lambda entry: Known(_alias(entry))),
        set_identifier=read.text("setIdentifier"),
        health_check=read.ref("healthCheckId"),
        weight=_only(read, "weightedRoutingPolicies").then(lambda entry: entry.integer("weight")),
        failover=_only(read, "failoverRoutingPolicies").then(lambda entry: entry.text("type")),
        latency_region=_only(read, "latencyRoutingPolicies").then(lambda entry: entry.text("region")),
        geolocation=_only(read, "geolocationRoutingPolicies").then(lambda entry: Known(_geolocation(entry))),
        multivalue=read.boolean("multivalueAnswerRoutingPolicy"),
        geoproximity=_presence(read, "geoproximityRoutingPolicy"),
        cidr_collection=_only(read, "cidrRoutingPolicy").then(lambda entry: entry.text("collectionId")),
    )


def _only(read: Reading, name: str) -> Value[Properties]:
    """The one element of a list that pulumi_aws has for an object."""
    found = read.objects(name)
    if isinstance(found, Known):
        return Known(found.value[0]) if found.value else MISSING
    return found


def _absolute(read: Reading) -> Value[str]:
    """The absolute name of a record of pulumi_aws, which appends the zone's name where it is not there."""
    fqdn = read.text("fqdn")
    if fqdn.known:
        return fqdn.map(_undotted)
    name = read.text("name")
    if isinstance(name, Known) and name.value.endswith("."):
        return name.map(_undotted)
    zone = read.program.find(read.ref("zoneId"), *_ZONES)
    suffix: Value[str] = zone.text("name").map(_undotted) if zone is not None else Unknown("is not among those read")
    if name.missing:
        return suffix
    if isinstance(suffix, Known) and isinstance(name, Known):
        if name.value == suffix.value or name.value.endswith(f".{suffix.value}"):
            return name
        return Known(f"{name.value}.{suffix.value}")
    if isinstance(name, Known):
        return Unknown(f"is {name.value!r}, with the name of the zone perhaps, which is not known (name)")
    return name


def _undotted(name: str) -> str:
    return name.removesuffix(".")


@reads("privateapi:route53:HealthCheck", "aws:route53/healthCheck:HealthCheck", id="healthCheckId")
def health_check(read: Reading) -> Iterator[Node]:
    if read.given("alarmIdentifier"):
        identifier: Properties = read.inside("alarmIdentifier")
        names = ("name", "region")
    else:
        identifier, names = read, ("cloudwatchAlarmName", "cloudwatchAlarmRegion")
    yield HealthCheck(
        **read.node,
        type=read.text("type"),
        alarm_name=identifier.text(names[0]),
        alarm_region=identifier.text(names[1]),
        alarm=identifier.ref(names[0]),
        insufficient_data_health_status=read.text("insufficientDataHealthStatus"),
        inverted=read.boolean("inverted", "invertHealthcheck"),
        disabled=read.boolean("disabled"),
        children=read.refs("childHealthChecks", "childHealthchecks"),
        health_threshold=read.integer("healthThreshold", "childHealthThreshold"),
        ip_address=read.text("ipAddress"),
        fqdn=read.text("fqdn", "fullyQualifiedDomainName"),
        port=read.integer("port"),
        resource_path=read.text("resourcePath"),
        failure_threshold=read.integer("failureThreshold"),
        request_interval=read.integer("requestInterval"),
    )
