"""Typed classes of the `route53` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, Optional, TypedDict

import pulumi

from privateapi.sdk._base import Resource


class HealthCheckAlarmIdentifierArgs(TypedDict):
    """The alarm that a health check follows."""

    name: pulumi.Input[str]
    """Name of the alarm."""
    region: pulumi.Input[str]
    """Region of the alarm; in another one, the check stays at its status for insufficient data."""


@pulumi.input_type
class _HealthCheckAlarmIdentifierKeys:
    name: pulumi.Input[str] = pulumi.property("name")
    region: pulumi.Input[str] = pulumi.property("region")


class HostedZoneVpcArgs(TypedDict):
    """A VPC whose hosts get the answers of a private zone."""

    vpc_id: pulumi.Input[str]
    """Id of the VPC."""
    vpc_region: pulumi.Input[str]
    """Its Region."""


@pulumi.input_type
class _HostedZoneVpcKeys:
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    vpc_region: pulumi.Input[str] = pulumi.property("vpcRegion")


class RecordSetAliasArgs(TypedDict):
    """What an alias record stands for."""

    name: pulumi.Input[str]
    """DNS name of the load balancer, endpoint, domain or record."""
    zone_id: pulumi.Input[str]
    """Hosted zone id of that name: the canonical one of a load balancer, or this zone for another record."""
    evaluate_target_health: pulumi.Input[bool]
    """Whether an unhealthy target takes the record out of the answers."""


@pulumi.input_type
class _RecordSetAliasKeys:
    name: pulumi.Input[str] = pulumi.property("name")
    zone_id: pulumi.Input[str] = pulumi.property("zoneId")
    evaluate_target_health: pulumi.Input[bool] = pulumi.property("evaluateTargetHealth")


class RecordSetGeolocationArgs(TypedDict):
    """The clients that get the record."""

    continent_code: NotRequired[pulumi.Input[Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"]] | None]
    """Continent; either this or a country."""
    country_code: NotRequired[pulumi.Input[str] | None]
    """Country, or ``*`` for all clients that no other record is for."""
    subdivision_code: NotRequired[pulumi.Input[str] | None]
    """State of the United States or region of Ukraine."""


@pulumi.input_type
class _RecordSetGeolocationKeys:
    continent_code: Optional[pulumi.Input[Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"]]] = pulumi.property(
        "continentCode", default=None
    )
    country_code: Optional[pulumi.Input[str]] = pulumi.property("countryCode", default=None)
    subdivision_code: Optional[pulumi.Input[str]] = pulumi.property("subdivisionCode", default=None)


class RecordSetCoordinatesArgs(TypedDict):
    """A place on Earth, in degrees with at most two decimals."""

    latitude: pulumi.Input[str]
    """North is positive: -90 to 90."""
    longitude: pulumi.Input[str]
    """East is positive: -180 to 180."""


@pulumi.input_type
class _RecordSetCoordinatesKeys:
    latitude: pulumi.Input[str] = pulumi.property("latitude")
    longitude: pulumi.Input[str] = pulumi.property("longitude")


class RecordSetGeoproximityArgs(TypedDict):
    """Where the record's resource is; clients that are nearest to it get the record."""

    aws_region: NotRequired[pulumi.Input[str] | None]
    """Region of the resource; or one of the other two."""
    local_zone_group: NotRequired[pulumi.Input[str] | None]
    """Local Zone group of the resource, such as ``us-east-1-bue-1``."""
    coordinates: NotRequired[pulumi.Input[RecordSetCoordinatesArgs] | None]
    """Place of a resource outside AWS."""
    bias: NotRequired[pulumi.Input[int] | None]
    """How far the area is made larger or smaller, -99 to 99."""


@pulumi.input_type
class _RecordSetGeoproximityKeys:
    aws_region: Optional[pulumi.Input[str]] = pulumi.property("awsRegion", default=None)
    local_zone_group: Optional[pulumi.Input[str]] = pulumi.property("localZoneGroup", default=None)
    coordinates: Optional[pulumi.Input[_RecordSetCoordinatesKeys]] = pulumi.property("coordinates", default=None)
    bias: Optional[pulumi.Input[int]] = pulumi.property("bias", default=None)


class RecordSetCidrRoutingArgs(TypedDict):
    """The client networks that get the record."""

    collection_id: pulumi.Input[str]
    """Id of the CIDR collection."""
    location_name: pulumi.Input[str]
    """Location in it, or ``*`` for all others."""


@pulumi.input_type
class _RecordSetCidrRoutingKeys:
    collection_id: pulumi.Input[str] = pulumi.property("collectionId")
    location_name: pulumi.Input[str] = pulumi.property("locationName")


@pulumi.output_type
class HealthCheckAlarmIdentifier(dict):  # type: ignore[type-arg]
    """The alarm that a health check follows."""

    name: str = pulumi.property("name")
    """Name of the alarm."""
    region: str = pulumi.property("region")
    """Region of the alarm; in another one, the check stays at its status for insufficient data."""


@pulumi.output_type
class HostedZoneVpc(dict):  # type: ignore[type-arg]
    """A VPC whose hosts get the answers of a private zone."""

    vpc_id: str = pulumi.property("vpcId")
    """Id of the VPC."""
    vpc_region: str = pulumi.property("vpcRegion")
    """Its Region."""


@pulumi.output_type
class RecordSetAlias(dict):  # type: ignore[type-arg]
    """What an alias record stands for."""

    name: str = pulumi.property("name")
    """DNS name of the load balancer, endpoint, domain or record."""
    zone_id: str = pulumi.property("zoneId")
    """Hosted zone id of that name: the canonical one of a load balancer, or this zone for another record."""
    evaluate_target_health: bool = pulumi.property("evaluateTargetHealth")
    """Whether an unhealthy target takes the record out of the answers."""


@pulumi.output_type
class RecordSetGeolocation(dict):  # type: ignore[type-arg]
    """The clients that get the record."""

    continent_code: Optional[str] = pulumi.property("continentCode", default=None)
    """Continent; either this or a country."""
    country_code: Optional[str] = pulumi.property("countryCode", default=None)
    """Country, or ``*`` for all clients that no other record is for."""
    subdivision_code: Optional[str] = pulumi.property("subdivisionCode", default=None)
    """State of the United States or region of Ukraine."""


@pulumi.output_type
class RecordSetCoordinates(dict):  # type: ignore[type-arg]
    """A place on Earth, in degrees with at most two decimals."""

    latitude: str = pulumi.property("latitude")
    """North is positive: -90 to 90."""
    longitude: str = pulumi.property("longitude")
    """East is positive: -180 to 180."""


@pulumi.output_type
class RecordSetGeoproximity(dict):  # type: ignore[type-arg]
    """Where the record's resource is; clients that are nearest to it get the record."""

    aws_region: Optional[str] = pulumi.property("awsRegion", default=None)
    """Region of the resource; or one of the other two."""
    local_zone_group: Optional[str] = pulumi.property("localZoneGroup", default=None)
    """Local Zone group of the resource, such as ``us-east-1-bue-1``."""
    coordinates: Optional["RecordSetCoordinates"] = pulumi.property("coordinates", default=None)
    """Place of a resource outside AWS."""
    bias: Optional[int] = pulumi.property("bias", default=None)
    """How far the area is made larger or smaller, -99 to 99."""


@pulumi.output_type
class RecordSetCidrRouting(dict):  # type: ignore[type-arg]
    """The client networks that get the record."""

    collection_id: str = pulumi.property("collectionId")
    """Id of the CIDR collection."""
    location_name: str = pulumi.property("locationName")
    """Location in it, or ``*`` for all others."""


@pulumi.input_type
class _HealthCheckArgs:
    type: pulumi.Input[
        Literal[
            "HTTP",
            "HTTPS",
            "HTTP_STR_MATCH",
            "HTTPS_STR_MATCH",
            "TCP",
            "CALCULATED",
            "CLOUDWATCH_METRIC",
            "RECOVERY_CONTROL",
        ]
    ] = pulumi.property("type")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    ip_address: Optional[pulumi.Input[str]] = pulumi.property("ipAddress", default=None)
    fully_qualified_domain_name: Optional[pulumi.Input[str]] = pulumi.property("fullyQualifiedDomainName", default=None)
    port: Optional[pulumi.Input[int]] = pulumi.property("port", default=None)
    resource_path: Optional[pulumi.Input[str]] = pulumi.property("resourcePath", default=None)
    search_string: Optional[pulumi.Input[str]] = pulumi.property("searchString", default=None)
    request_interval: Optional[pulumi.Input[Literal[10, 30]]] = pulumi.property("requestInterval", default=None)
    failure_threshold: Optional[pulumi.Input[int]] = pulumi.property("failureThreshold", default=None)
    measure_latency: Optional[pulumi.Input[bool]] = pulumi.property("measureLatency", default=None)
    enable_sni: Optional[pulumi.Input[bool]] = pulumi.property("enableSni", default=None)
    regions: Optional[
        pulumi.Input[
            Sequence[
                pulumi.Input[
                    Literal[
                        "us-east-1",
                        "us-west-1",
                        "us-west-2",
                        "eu-west-1",
                        "ap-southeast-1",
                        "ap-southeast-2",
                        "ap-northeast-1",
                        "sa-east-1",
                    ]
                ]
            ]
        ]
    ] = pulumi.property("regions", default=None)
    child_health_checks: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "childHealthChecks", default=None
    )
    health_threshold: Optional[pulumi.Input[int]] = pulumi.property("healthThreshold", default=None)
    alarm_identifier: Optional[pulumi.Input[_HealthCheckAlarmIdentifierKeys]] = pulumi.property(
        "alarmIdentifier", default=None
    )
    insufficient_data_health_status: Optional[pulumi.Input[Literal["Healthy", "Unhealthy", "LastKnownStatus"]]] = (
        pulumi.property("insufficientDataHealthStatus", default=None)
    )
    triggers: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("triggers", default=None)
    routing_control_arn: Optional[pulumi.Input[str]] = pulumi.property("routingControlArn", default=None)
    inverted: Optional[pulumi.Input[bool]] = pulumi.property("inverted", default=None)
    disabled: Optional[pulumi.Input[bool]] = pulumi.property("disabled", default=None)


class HealthCheck(Resource):
    """A health check of Route 53, which takes records out of the answers."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    type: pulumi.Output[str] = pulumi.property("type")
    """What is checked."""
    ip_address: pulumi.Output[Optional[str]] = pulumi.property("ipAddress")
    """Public address of the endpoint; Route 53 cannot reach private ones. A check that was made without can never get
    one: giving it the first, or none any more, replaces it.
    """
    fully_qualified_domain_name: pulumi.Output[Optional[str]] = pulumi.property("fullyQualifiedDomainName")
    """Name of the endpoint, or the Host header where ``ip_address`` is given."""
    port: pulumi.Output[Optional[int]] = pulumi.property("port")
    """Port; left out, 80 or 443 by the type."""
    resource_path: pulumi.Output[Optional[str]] = pulumi.property("resourcePath")
    """Path of the request, such as ``/health``."""
    search_string: pulumi.Output[Optional[str]] = pulumi.property("searchString")
    """Text that the first 5,120 bytes of the answer must hold."""
    request_interval: pulumi.Output[Optional[int]] = pulumi.property("requestInterval")
    """Seconds between two checks of one checker: 30, or 10 at a higher price."""
    failure_threshold: pulumi.Output[Optional[int]] = pulumi.property("failureThreshold")
    """How many checks in a row decide, 1 to 10."""
    measure_latency: pulumi.Output[Optional[bool]] = pulumi.property("measureLatency")
    """Whether the latency is measured."""
    enable_sni: pulumi.Output[Optional[bool]] = pulumi.property("enableSni")
    """Whether the name is sent in the TLS handshake."""
    regions: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("regions")
    """Regions of the checkers, at least three; left out, all."""
    child_health_checks: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("childHealthChecks")
    """Health checks that a calculated one counts."""
    health_threshold: pulumi.Output[Optional[int]] = pulumi.property("healthThreshold")
    """How many children must be healthy."""
    alarm_identifier: pulumi.Output[Optional[HealthCheckAlarmIdentifier]] = pulumi.property("alarmIdentifier")
    """The alarm that is followed: on a standard-resolution metric with a simple statistic, without metric math."""
    insufficient_data_health_status: pulumi.Output[Optional[str]] = pulumi.property("insufficientDataHealthStatus")
    """What insufficient data of the alarm mean."""
    triggers: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("triggers")
    """Texts that stand for the alarm's settings, such as its threshold. Route 53 copies those settings when the check
    is made or changed and does not see when they change; a change of these texts makes it copy them again.
    """
    routing_control_arn: pulumi.Output[Optional[str]] = pulumi.property("routingControlArn")
    """Routing control of Application Recovery Controller that is followed."""
    inverted: pulumi.Output[bool] = pulumi.property("inverted")
    """Whether healthy counts as unhealthy and the other way round, for a drill."""
    disabled: pulumi.Output[bool] = pulumi.property("disabled")
    """Whether checking is stopped; the check then counts as healthy."""
    health_check_id: pulumi.Output[str] = pulumi.property("healthCheckId")
    """Its id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    _token = "privateapi:route53:HealthCheck"
    _args_type = _HealthCheckArgs
    _outputs = ("health_check_id", "arn")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        type: pulumi.Input[
            Literal[
                "HTTP",
                "HTTPS",
                "HTTP_STR_MATCH",
                "HTTPS_STR_MATCH",
                "TCP",
                "CALCULATED",
                "CLOUDWATCH_METRIC",
                "RECOVERY_CONTROL",
            ]
        ],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        ip_address: pulumi.Input[str] | None = None,
        fully_qualified_domain_name: pulumi.Input[str] | None = None,
        port: pulumi.Input[int] | None = None,
        resource_path: pulumi.Input[str] | None = None,
        search_string: pulumi.Input[str] | None = None,
        request_interval: pulumi.Input[Literal[10, 30]] | None = None,
        failure_threshold: pulumi.Input[int] | None = None,
        measure_latency: pulumi.Input[bool] | None = None,
        enable_sni: pulumi.Input[bool] | None = None,
        regions: pulumi.Input[
            Sequence[
                pulumi.Input[
                    Literal[
                        "us-east-1",
                        "us-west-1",
                        "us-west-2",
                        "eu-west-1",
                        "ap-southeast-1",
                        "ap-southeast-2",
                        "ap-northeast-1",
                        "sa-east-1",
                    ]
                ]
            ]
        ]
        | None = None,
        child_health_checks: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        health_threshold: pulumi.Input[int] | None = None,
        alarm_identifier: pulumi.Input[HealthCheckAlarmIdentifierArgs] | None = None,
        insufficient_data_health_status: pulumi.Input[Literal["Healthy", "Unhealthy", "LastKnownStatus"]] | None = None,
        triggers: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        routing_control_arn: pulumi.Input[str] | None = None,
        inverted: pulumi.Input[bool] | None = None,
        disabled: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "type": type,
                "ip_address": ip_address,
                "fully_qualified_domain_name": fully_qualified_domain_name,
                "port": port,
                "resource_path": resource_path,
                "search_string": search_string,
                "request_interval": request_interval,
                "failure_threshold": failure_threshold,
                "measure_latency": measure_latency,
                "enable_sni": enable_sni,
                "regions": regions,
                "child_health_checks": child_health_checks,
                "health_threshold": health_threshold,
                "alarm_identifier": alarm_identifier,
                "insufficient_data_health_status": insufficient_data_health_status,
                "triggers": triggers,
                "routing_control_arn": routing_control_arn,
                "inverted": inverted,
                "disabled": disabled,
            },
        )


@pulumi.input_type
class _HostedZoneArgs:
    name: pulumi.Input[str] = pulumi.property("name")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    private: Optional[pulumi.Input[bool]] = pulumi.property("private", default=None)
    vpcs: Optional[pulumi.Input[Sequence[pulumi.Input[_HostedZoneVpcKeys]]]] = pulumi.property("vpcs", default=None)
    comment: Optional[pulumi.Input[str]] = pulumi.property("comment", default=None)
    delegation_set_id: Optional[pulumi.Input[str]] = pulumi.property("delegationSetId", default=None)
    force_destroy: Optional[pulumi.Input[bool]] = pulumi.property("forceDestroy", default=None)


class HostedZone(Resource):
    """A private zone on VPCs, or a public one."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Domain name of the zone."""
    private: pulumi.Output[bool] = pulumi.property("private")
    """Whether only hosts of its VPCs get the answers; false makes a public zone."""
    vpcs: pulumi.Output[Optional[Sequence[HostedZoneVpc]]] = pulumi.property("vpcs")
    """VPCs of a private zone, at least one, of the same account. VPCs that ``ZoneAssociation`` resources associate do
    not belong here and are left alone; an import takes all that there are.
    """
    comment: pulumi.Output[Optional[str]] = pulumi.property("comment")
    """Comment, at most 256 characters."""
    delegation_set_id: pulumi.Output[Optional[str]] = pulumi.property("delegationSetId")
    """Reusable set of name servers, for a public zone."""
    force_destroy: pulumi.Output[bool] = pulumi.property("forceDestroy")
    """Whether a deletion also deletes records that others made in the zone, which else stop it."""
    zone_id: pulumi.Output[str] = pulumi.property("zoneId")
    """Its id."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    name_servers: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("nameServers")
    """Name servers of a public zone; a private zone is answered by the VPC's resolver."""
    _token = "privateapi:route53:HostedZone"
    _args_type = _HostedZoneArgs
    _outputs = ("zone_id", "arn", "name_servers")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        name: pulumi.Input[str],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        private: pulumi.Input[bool] | None = None,
        vpcs: pulumi.Input[Sequence[pulumi.Input[HostedZoneVpcArgs]]] | None = None,
        comment: pulumi.Input[str] | None = None,
        delegation_set_id: pulumi.Input[str] | None = None,
        force_destroy: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "name": name,
                "private": private,
                "vpcs": vpcs,
                "comment": comment,
                "delegation_set_id": delegation_set_id,
                "force_destroy": force_destroy,
            },
        )


@pulumi.input_type
class _RecordSetArgs:
    zone_id: pulumi.Input[str] = pulumi.property("zoneId")
    name: pulumi.Input[str] = pulumi.property("name")
    type: pulumi.Input[
        Literal[
            "A",
            "AAAA",
            "CAA",
            "CNAME",
            "DS",
            "HTTPS",
            "MX",
            "NAPTR",
            "NS",
            "PTR",
            "SOA",
            "SPF",
            "SRV",
            "SSHFP",
            "SVCB",
            "TLSA",
            "TXT",
        ]
    ] = pulumi.property("type")
    ttl: Optional[pulumi.Input[int]] = pulumi.property("ttl", default=None)
    records: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property("records", default=None)
    alias: Optional[pulumi.Input[_RecordSetAliasKeys]] = pulumi.property("alias", default=None)
    set_identifier: Optional[pulumi.Input[str]] = pulumi.property("setIdentifier", default=None)
    weight: Optional[pulumi.Input[int]] = pulumi.property("weight", default=None)
    latency_region: Optional[pulumi.Input[str]] = pulumi.property("latencyRegion", default=None)
    failover: Optional[pulumi.Input[Literal["PRIMARY", "SECONDARY"]]] = pulumi.property("failover", default=None)
    geolocation: Optional[pulumi.Input[_RecordSetGeolocationKeys]] = pulumi.property("geolocation", default=None)
    geoproximity: Optional[pulumi.Input[_RecordSetGeoproximityKeys]] = pulumi.property("geoproximity", default=None)
    multivalue_answer: Optional[pulumi.Input[Literal[True]]] = pulumi.property("multivalueAnswer", default=None)
    cidr_routing: Optional[pulumi.Input[_RecordSetCidrRoutingKeys]] = pulumi.property("cidrRouting", default=None)
    health_check_id: Optional[pulumi.Input[str]] = pulumi.property("healthCheckId", default=None)
    allow_overwrite: Optional[pulumi.Input[bool]] = pulumi.property("allowOverwrite", default=None)


class RecordSet(Resource):
    """Records of one name and type, with a routing policy or without."""

    zone_id: pulumi.Output[str] = pulumi.property("zoneId")
    """The zone."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Full name, inside the zone; the last dot may be left out."""
    type: pulumi.Output[str] = pulumi.property("type")
    """Type of the records."""
    ttl: pulumi.Output[Optional[int]] = pulumi.property("ttl")
    """Seconds for which resolvers may keep the answer; an alias takes its target's. All weighted records of a name and
    type have the same.
    """
    records: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("records")
    """Values, at most 400; either these or ``alias``. Plain text of a TXT record is put in quotation marks."""
    alias: pulumi.Output[Optional[RecordSetAlias]] = pulumi.property("alias")
    """What an alias record stands for."""
    set_identifier: pulumi.Output[Optional[str]] = pulumi.property("setIdentifier")
    """Tells records of one name, type and routing policy apart."""
    weight: pulumi.Output[Optional[int]] = pulumi.property("weight")
    """Share of the answers, 0 to 255, with weighted routing; all zero means equal shares."""
    latency_region: pulumi.Output[Optional[str]] = pulumi.property("latencyRegion")
    """Region that the record is nearest to, with latency routing."""
    failover: pulumi.Output[Optional[str]] = pulumi.property("failover")
    """Role, with failover routing."""
    geolocation: pulumi.Output[Optional[RecordSetGeolocation]] = pulumi.property("geolocation")
    """Clients, with geolocation routing."""
    geoproximity: pulumi.Output[Optional[RecordSetGeoproximity]] = pulumi.property("geoproximity")
    """Place, with geoproximity routing."""
    multivalue_answer: pulumi.Output[Optional[bool]] = pulumi.property("multivalueAnswer")
    """Whether up to eight healthy records are answered together."""
    cidr_routing: pulumi.Output[Optional[RecordSetCidrRouting]] = pulumi.property("cidrRouting")
    """Client networks, with IP-based routing."""
    health_check_id: pulumi.Output[Optional[str]] = pulumi.property("healthCheckId")
    """Health check that takes the record out of the answers."""
    allow_overwrite: pulumi.Output[bool] = pulumi.property("allowOverwrite")
    """Whether a creation takes over a record set that is there already."""
    fqdn: pulumi.Output[str] = pulumi.property("fqdn")
    """The name, without the last dot."""
    _token = "privateapi:route53:RecordSet"
    _args_type = _RecordSetArgs
    _outputs = ("fqdn",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        zone_id: pulumi.Input[str],
        name: pulumi.Input[str],
        type: pulumi.Input[
            Literal[
                "A",
                "AAAA",
                "CAA",
                "CNAME",
                "DS",
                "HTTPS",
                "MX",
                "NAPTR",
                "NS",
                "PTR",
                "SOA",
                "SPF",
                "SRV",
                "SSHFP",
                "SVCB",
                "TLSA",
                "TXT",
            ]
        ],
        ttl: pulumi.Input[int] | None = None,
        records: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        alias: pulumi.Input[RecordSetAliasArgs] | None = None,
        set_identifier: pulumi.Input[str] | None = None,
        weight: pulumi.Input[int] | None = None,
        latency_region: pulumi.Input[str] | None = None,
        failover: pulumi.Input[Literal["PRIMARY", "SECONDARY"]] | None = None,
        geolocation: pulumi.Input[RecordSetGeolocationArgs] | None = None,
        geoproximity: pulumi.Input[RecordSetGeoproximityArgs] | None = None,
        multivalue_answer: pulumi.Input[Literal[True]] | None = None,
        cidr_routing: pulumi.Input[RecordSetCidrRoutingArgs] | None = None,
        health_check_id: pulumi.Input[str] | None = None,
        allow_overwrite: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "zone_id": zone_id,
                "name": name,
                "type": type,
                "ttl": ttl,
                "records": records,
                "alias": alias,
                "set_identifier": set_identifier,
                "weight": weight,
                "latency_region": latency_region,
                "failover": failover,
                "geolocation": geolocation,
                "geoproximity": geoproximity,
                "multivalue_answer": multivalue_answer,
                "cidr_routing": cidr_routing,
                "health_check_id": health_check_id,
                "allow_overwrite": allow_overwrite,
            },
        )


@pulumi.input_type
class _VpcAssociationAuthorizationArgs:
    zone_id: pulumi.Input[str] = pulumi.property("zoneId")
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    vpc_region: pulumi.Input[str] = pulumi.property("vpcRegion")


class VpcAssociationAuthorization(Resource):
    """The leave for a VPC of another account to be associated with a private zone of this one.

    Deleting it leaves an association that was made as it is; it only keeps a new one from being made.
    """

    zone_id: pulumi.Output[str] = pulumi.property("zoneId")
    """The private zone, of this account."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC of another account, which may then associate it (`ZoneAssociation`)."""
    vpc_region: pulumi.Output[str] = pulumi.property("vpcRegion")
    """The VPC's Region."""
    owner: pulumi.Output[str] = pulumi.property("owner")
    """Account that owns the zone."""
    _token = "privateapi:route53:VpcAssociationAuthorization"
    _args_type = _VpcAssociationAuthorizationArgs
    _outputs = ("owner",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        zone_id: pulumi.Input[str],
        vpc_id: pulumi.Input[str],
        vpc_region: pulumi.Input[str],
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "zone_id": zone_id,
                "vpc_id": vpc_id,
                "vpc_region": vpc_region,
            },
        )


@pulumi.input_type
class _ZoneAssociationArgs:
    zone_id: pulumi.Input[str] = pulumi.property("zoneId")
    vpc_id: pulumi.Input[str] = pulumi.property("vpcId")
    vpc_region: pulumi.Input[str] = pulumi.property("vpcRegion")


class ZoneAssociation(Resource):
    """The association of one more VPC with a private zone, also with a zone of another account that authorized it.

    The first VPC belongs to the zone itself: `HostedZone` takes it as an input.
    """

    zone_id: pulumi.Output[str] = pulumi.property("zoneId")
    """The private zone."""
    vpc_id: pulumi.Output[str] = pulumi.property("vpcId")
    """The VPC whose hosts get the zone's answers; not one that the zone's own ``vpcs`` name."""
    vpc_region: pulumi.Output[str] = pulumi.property("vpcRegion")
    """The VPC's Region."""
    owner: pulumi.Output[str] = pulumi.property("owner")
    """Account that owns the zone, or the service of AWS that made it."""
    _token = "privateapi:route53:ZoneAssociation"
    _args_type = _ZoneAssociationArgs
    _outputs = ("owner",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        zone_id: pulumi.Input[str],
        vpc_id: pulumi.Input[str],
        vpc_region: pulumi.Input[str],
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "zone_id": zone_id,
                "vpc_id": vpc_id,
                "vpc_region": vpc_region,
            },
        )
