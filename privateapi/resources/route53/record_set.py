"""Record sets (Route 53 API: ChangeResourceRecordSets)."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field

from privateapi.provider import kinds
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import Chosen, Replaces, WriteOnly
from privateapi.provider.model import Args, Model, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN

RecordType = Literal[
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
_POLICIES = ("weight", "latency_region", "failover", "geolocation", "multivalue_answer", "cidr_routing")
_WIRE = {
    "latency_region": "latencyRegion",
    "multivalue_answer": "multivalueAnswer",
    "cidr_routing": "cidrRouting",
}


class RecordSetAlias(Model):
    """What an alias record stands for."""

    name: kinds.DomainName
    """DNS name of the load balancer, endpoint, domain or record."""
    zone_id: str
    """Hosted zone id of that name: the canonical one of a load balancer, or this zone for another record."""
    evaluate_target_health: bool
    """Whether an unhealthy target takes the record out of the answers."""


class RecordSetGeolocation(Model):
    """The clients that get the record."""

    continent_code: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """Continent; either this or a country."""
    country_code: Annotated[str | None, Field(pattern=r"^([A-Z]{2}|\*)$")] = None
    """Country, or ``*`` for all clients that no other record is for."""
    subdivision_code: Annotated[str | None, Field(pattern=r"^[A-Z0-9]{1,3}$")] = None
    """State of the United States or region of Ukraine."""


class RecordSetCidrRouting(Model):
    """The client networks that get the record."""

    collection_id: str
    """Id of the CIDR collection."""
    location_name: str
    """Location in it, or ``*`` for all others."""


def _record_name(value: str) -> str:
    """Lower case, without the last dot; what is not a letter, digit, hyphen, underscore or dot stays as it is."""
    name = value.removesuffix(".").lower().replace("\\052", "*")
    if not 1 <= len(name) <= 253:
        raise ValueError(f"a record name has 1 to 253 characters; this has {len(name)}")
    for label in name.split("."):
        if not 1 <= len(label) <= 63:
            what = "an empty label" if not label else f"the label {label!r} of {len(label)} characters"
            raise ValueError(f"{value!r} has {what}; labels have 1 to 63, as in api.internal.example.com")
    return name


RecordName = Annotated[str, AfterValidator(_record_name)]


class RecordSetArgs(Args):
    """Inputs of a record set."""

    zone_id: Annotated[str, Replaces()]
    """The zone."""
    name: Annotated[RecordName, Replaces()]
    """Full name, inside the zone."""
    type: Annotated[RecordType, Replaces()]
    """Type of the records."""
    ttl: Annotated[int | None, Field(ge=0, le=2147483647)] = None
    """Seconds for which resolvers may keep the answer; an alias takes its target's."""
    records: Annotated[
        list[str] | None, Field(min_length=1, max_length=400), AfterValidator(lambda v: v and sorted(v))
    ] = None
    """Values; either these or ``alias``."""
    alias: RecordSetAlias | None = None
    """What an alias record stands for."""
    set_identifier: Annotated[str | None, Field(min_length=1, max_length=128), Replaces()] = None
    """Tells records of one name, type and routing policy apart."""
    weight: Annotated[int | None, Field(ge=0, le=255)] = None
    """Share of the answers, 0 to 255, with weighted routing; all zero means equal shares."""
    latency_region: kinds.Region | None = None
    """Region that the record is nearest to, with latency routing."""
    failover: Literal["PRIMARY", "SECONDARY"] | None = None
    """Role, with failover routing."""
    geolocation: RecordSetGeolocation | None = None
    """Clients, with geolocation routing."""
    multivalue_answer: Literal[True] | None = None
    """Whether up to eight healthy records are answered together."""
    cidr_routing: RecordSetCidrRouting | None = None
    """Client networks, with IP-based routing."""
    health_check_id: str | None = None
    """Health check that takes the record out of the answers."""
    allow_overwrite: Annotated[bool, WriteOnly()] = False
    """Whether a creation takes over a record set that is there already."""

    def faults(self) -> Iterator[Fault]:
        yield from self._policy_faults()
        yield from self._value_faults()
        if isinstance(self.geolocation, RecordSetGeolocation):
            place = self.geolocation
            if (place.continent_code is None) == (place.country_code is None):
                yield Fault("geolocation", "give either continentCode or countryCode")
            if place.subdivision_code is not None and place.country_code not in ("US", "UA", UNKNOWN):
                yield Fault("geolocation.subdivisionCode", "goes with country US or UA only")

    def _policy_faults(self) -> Iterator[Fault]:
        given = [_WIRE.get(name, name) for name in _POLICIES if getattr(self, name) is not None]
        if len(given) > 1:
            yield Fault(given[1], f"is given together with {given[0]}; a record set has one routing policy")
        if given and self.set_identifier is None:
            yield Fault("setIdentifier", f"is required with {given[0]}; it tells the records of the name apart")
        if not given and self.set_identifier is not None:
            yield Fault(
                "setIdentifier",
                "goes with a routing policy: weight, latencyRegion, failover, geolocation, "
                "multivalueAnswer or cidrRouting",
            )

    def _value_faults(self) -> Iterator[Fault]:
        if (self.alias is None) == (self.records is None):
            yield Fault("records", "give either records with ttl, or alias")
        elif self.alias is not None and self.ttl is not None:
            yield Fault("ttl", "an alias has the ttl of its target; leave it out")
        elif self.records is not None and self.ttl is None:
            yield Fault("ttl", "is required with records; 60 lets a failover be seen within a minute")
        if self.type == "CNAME" and isinstance(self.records, list) and len(self.records) > 1:
            yield Fault("records", f"a CNAME has one value; there are {len(self.records)}")
        if self.multivalue_answer is True and self.alias is not None:
            yield Fault("multivalueAnswer", "does not go with an alias")
        if not isinstance(self.records, list):
            return
        for index, value in enumerate(self.records):
            fault = _value_fault(str(self.type), value) if isinstance(value, str) else None
            if fault is not None:
                yield Fault(f"records[{index}]", fault)


def _value_fault(kind: str, value: str) -> str | None:
    if kind in ("A", "AAAA"):
        version, right = (4, "10.0.1.10") if kind == "A" else (6, "2001:db8::10")
        try:
            if ipaddress.ip_address(value).version == version:
                return None
        except ValueError:
            pass
        return f"{value!r} is not an IPv{version} address, which type {kind} needs; write it as {right}"
    if kind in ("TXT", "SPF") and not re.fullmatch(r'"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*', value):
        return f"a {kind} value stands in quotation marks, in pieces of at most 255 characters"
    if kind == "MX" and not re.fullmatch(r"\d+ \S+", value):
        return f"{value!r} is not an MX value; write it as '10 mail.example.com'"
    if kind == "SRV" and not re.fullmatch(r"\d+ \d+ \d+ \S+", value):
        return f"{value!r} is not an SRV value; write it as '1 10 5269 host.example.com'"
    return None


class RecordSetState(RecordSetArgs, State):
    """A record set; its id is `zone id/name/type`, and `/set identifier` where it has one."""

    fqdn: str
    """The name as Route 53 has it."""
    alias_target: Annotated[str | None, Chosen()] = None
    """DNS name behind an alias, as Route 53 has it."""


class RecordSet(Resource[RecordSetArgs, RecordSetState]):
    """Records of one name and type, with a routing policy or without."""

    noun = "Route 53 Record Set"
    service = "route53"
    is_global = True
    replaced_first = ("zone_id", "name", "type", "set_identifier")

    def create(self, ctx: Context, args: RecordSetArgs) -> str:
        id = "/".join([args.zone_id, args.name, args.type, *([args.set_identifier] if args.set_identifier else [])])
        wanted = _record(args)
        try:
            self._change(ctx, args.zone_id, "UPSERT" if args.allow_overwrite else "CREATE", wanted)
        except ClientError as error:
            if "already exists" not in str(error):
                raise
            found = self._find(ctx, id)
            # The very same record set is there: a creation was interrupted.
            if found is None or _comparable(found) != _comparable(wanted):
                raise PluginError(
                    f"a record set {args.name} {args.type}"
                    + (f" {args.set_identifier!r}" if args.set_identifier else "")
                    + f" exists already in zone {args.zone_id}; set allowOverwrite to take it over, or import it with "
                    f"`pulumi import {self.token} NAME '{id}'`"
                ) from error
        return id

    def read(self, ctx: Context, id: str, prior: RecordSetState | None) -> RecordSetState | None:
        found = self._find(ctx, id)
        if found is None:
            return None
        alias, place, cidr = (found.get(key) for key in ("AliasTarget", "GeoLocation", "CidrRoutingConfig"))
        return self.state(
            zone_id=id.split("/")[0],
            name=found["Name"],
            type=found["Type"],
            ttl=found.get("TTL"),
            records=[record["Value"] for record in found.get("ResourceRecords", [])] or None,
            alias=alias
            and {
                "name": _same_target(alias["DNSName"], prior),
                "zoneId": alias["HostedZoneId"],
                "evaluateTargetHealth": alias["EvaluateTargetHealth"],
            },
            set_identifier=found.get("SetIdentifier"),
            weight=found.get("Weight"),
            latency_region=found.get("Region"),
            failover=found.get("Failover"),
            geolocation=place
            and {
                "continentCode": place.get("ContinentCode"),
                "countryCode": place.get("CountryCode"),
                "subdivisionCode": place.get("SubdivisionCode"),
            },
            multivalue_answer=found.get("MultiValueAnswer") or None,
            cidr_routing=cidr and {"collectionId": cidr["CollectionId"], "locationName": cidr["LocationName"]},
            health_check_id=found.get("HealthCheckId"),
            allow_overwrite=prior.allow_overwrite if prior else False,
            fqdn=found["Name"].removesuffix("."),
            alias_target=alias and alias["DNSName"].removesuffix("."),
        )

    def update(self, ctx: Context, id: str, old: RecordSetState, new: RecordSetArgs, changed: frozenset[str]) -> None:
        if changed - {"allow_overwrite"}:
            self._change(ctx, new.zone_id, "UPSERT", _record(new))

    def delete(self, ctx: Context, id: str, state: RecordSetState) -> None:
        # Route 53 deletes only what is told exactly as it is, so what is there now counts and not what was known.
        found = self._find(ctx, id)
        if found is not None:
            self._change(ctx, id.split("/")[0], "DELETE", found)

    def is_gone(self, error: BaseException) -> bool:
        not_there = isinstance(error, ClientError) and "but it was not found" in str(error)
        return not_there or super().is_gone(error)

    def _find(self, ctx: Context, id: str) -> dict[str, Any] | None:
        zone_id, name, kind, *identifier = id.split("/", 3)
        start: dict[str, Any] = {"StartRecordName": name, "StartRecordType": kind}
        if identifier:
            start["StartRecordIdentifier"] = identifier[0]
        page = ctx.client("route53").list_resource_record_sets(HostedZoneId=zone_id, MaxItems="1", **start)
        for record in page["ResourceRecordSets"]:
            same_name = _record_name(record["Name"]) == _record_name(name)
            if (
                same_name
                and record["Type"] == kind
                and record.get("SetIdentifier") == (identifier[0] if identifier else None)
            ):
                return dict(record)
        return None

    def _change(self, ctx: Context, zone_id: str, action: str, record: Mapping[str, Any]) -> None:
        route53 = ctx.client("route53")
        batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
        change = ctx.retry(
            "route53",
            "eventual",
            lambda: route53.change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch=batch),
            300,
        )
        ctx.status("waiting for the record to be in sync")
        ctx.wait("route53", "ResourceRecordSetsChanged", 600, Id=change["ChangeInfo"]["Id"])


def _record(args: RecordSetArgs) -> dict[str, Any]:
    record: dict[str, Any] = {
        "Name": args.name,
        "Type": args.type,
        "SetIdentifier": args.set_identifier,
        "Weight": args.weight,
        "Region": args.latency_region,
        "Failover": args.failover,
        "MultiValueAnswer": args.multivalue_answer,
        "HealthCheckId": args.health_check_id,
        "TTL": args.ttl,
    }
    if args.records is not None:
        record["ResourceRecords"] = [{"Value": value} for value in args.records]
    if args.alias is not None:
        record["AliasTarget"] = {
            "DNSName": args.alias.name,
            "HostedZoneId": args.alias.zone_id,
            "EvaluateTargetHealth": args.alias.evaluate_target_health,
        }
    if args.geolocation is not None:
        place = args.geolocation
        record["GeoLocation"] = _given(
            ContinentCode=place.continent_code, CountryCode=place.country_code, SubdivisionCode=place.subdivision_code
        )
    if args.cidr_routing is not None:
        record["CidrRoutingConfig"] = {
            "CollectionId": args.cidr_routing.collection_id,
            "LocationName": args.cidr_routing.location_name,
        }
    return _given(**record)


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _comparable(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record set with its names in one form and its values in one order."""
    found = {**record, "Name": _record_name(record["Name"])}
    if "ResourceRecords" in found:
        found["ResourceRecords"] = sorted(each["Value"] for each in found["ResourceRecords"])
    if "AliasTarget" in found:
        alias = found["AliasTarget"]
        found["AliasTarget"] = {**alias, "DNSName": _record_name(alias["DNSName"])}
    return found


def _same_target(found: str, prior: RecordSetState | None) -> str:
    """The name of an alias' target; the console writes `dualstack.` before a load balancer's, which means the same."""
    name = _record_name(found)
    declared = prior.alias.name if prior is not None and prior.alias is not None else None
    return str(declared) if declared is not None and name == f"dualstack.{declared}" else name
