"""Record sets (Route 53 API: ChangeResourceRecordSets)."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic.alias_generators import to_camel

from privateapi.provider import kinds
from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.markers import Replaces, WriteOnly
from privateapi.provider.model import Args, Model, State
from privateapi.provider.resource import Resource
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.route53._changes import Changes, wait_in_sync
from privateapi.resources.route53._names import RecordName, ZoneId, normal_name
from privateapi.resources.route53._values import normal_value, value_fault

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


class RecordSetAlias(Model):
    """What an alias record stands for."""

    name: RecordName
    """DNS name of the load balancer, endpoint, domain or record."""
    zone_id: ZoneId
    """Hosted zone id of that name: the canonical one of a load balancer, or this zone for another record."""
    evaluate_target_health: bool
    """Whether an unhealthy target takes the record out of the answers."""


class RecordSetGeolocation(Model):
    """The clients that get the record."""

    continent_code: Literal["AF", "AN", "AS", "EU", "NA", "OC", "SA"] | None = None
    """Continent; either this or a country."""
    country_code: Annotated[str, Field(pattern=r"^([A-Z]{2}|\*)$")] | None = None
    """Country, or ``*`` for all clients that no other record is for."""
    subdivision_code: Annotated[str, Field(pattern=r"^[A-Z0-9]{1,3}$")] | None = None
    """State of the United States or region of Ukraine."""


class RecordSetCoordinates(Model):
    """A place on Earth, in degrees with at most two decimals."""

    latitude: Annotated[str, Field(pattern=r"^[-+]?[0-9]{1,2}(\.[0-9]{0,2})?$")]
    """North is positive: -90 to 90."""
    longitude: Annotated[str, Field(pattern=r"^[-+]?[0-9]{1,3}(\.[0-9]{0,2})?$")]
    """East is positive: -180 to 180."""


class RecordSetGeoproximity(Model):
    """Where the record's resource is; clients that are nearest to it get the record."""

    aws_region: kinds.Region | None = None
    """Region of the resource; or one of the other two."""
    local_zone_group: str | None = None
    """Local Zone group of the resource, such as ``us-east-1-bue-1``."""
    coordinates: RecordSetCoordinates | None = None
    """Place of a resource outside AWS."""
    bias: Annotated[int, Field(ge=-99, le=99)] = 0
    """How far the area is made larger or smaller, -99 to 99."""


class RecordSetCidrRouting(Model):
    """The client networks that get the record."""

    collection_id: str
    """Id of the CIDR collection."""
    location_name: Annotated[str, Field(min_length=1, max_length=16, pattern=r"^[0-9A-Za-z_*-]+$")]
    """Location in it, or ``*`` for all others."""


class RecordSetArgs(Args):
    """Inputs of a record set."""

    zone_id: Annotated[ZoneId, Replaces()]
    """The zone."""
    name: Annotated[RecordName, Replaces()]
    """Full name, inside the zone; the last dot may be left out."""
    type: Annotated[RecordType, Replaces()]
    """Type of the records."""
    ttl: Annotated[int, Field(ge=0, le=2147483647)] | None = None
    """Seconds for which resolvers may keep the answer; an alias takes its target's. All weighted records of a name and
    type have the same."""
    records: Annotated[list[str], Field(min_length=1, max_length=400), AfterValidator(sorted)] | None = None
    """Values, at most 400; either these or ``alias``. Plain text of a TXT record is put in quotation marks."""
    alias: RecordSetAlias | None = None
    """What an alias record stands for."""
    set_identifier: Annotated[Annotated[str, Field(min_length=1, max_length=128)] | None, Replaces()] = None
    """Tells records of one name, type and routing policy apart."""
    weight: Annotated[int, Field(ge=0, le=255)] | None = None
    """Share of the answers, 0 to 255, with weighted routing; all zero means equal shares."""
    latency_region: kinds.Region | None = None
    """Region that the record is nearest to, with latency routing."""
    failover: Literal["PRIMARY", "SECONDARY"] | None = None
    """Role, with failover routing."""
    geolocation: RecordSetGeolocation | None = None
    """Clients, with geolocation routing."""
    geoproximity: RecordSetGeoproximity | None = None
    """Place, with geoproximity routing."""
    multivalue_answer: Literal[True] | None = None
    """Whether up to eight healthy records are answered together."""
    cidr_routing: RecordSetCidrRouting | None = None
    """Client networks, with IP-based routing."""
    health_check_id: Annotated[str, Field(max_length=64)] | None = None
    """Health check that takes the record out of the answers."""
    allow_overwrite: Annotated[bool, WriteOnly()] = False
    """Whether a creation takes over a record set that is there already."""

    @field_validator("records", mode="after")
    @classmethod
    def _normal_values(cls, values: list[str] | None, info: ValidationInfo) -> list[str] | None:
        kind = info.data.get("type")
        if not isinstance(values, list) or not isinstance(kind, str):
            return values
        normal = [normal_value(kind, value) if isinstance(value, str) else value for value in values]
        # Values that are not known yet keep their places.
        return normal if holds_unknown(normal) else sorted(normal)

    def faults(self) -> Iterator[Fault]:
        yield from self._policy_faults()
        yield from self._value_faults()
        yield from self._place_faults()

    def _policy_faults(self) -> Iterator[Fault]:
        given = [to_camel(name) for name in _POLICIES if getattr(self, name) is not None]
        if len(given) > 1:
            yield Fault(given[1], f"is given together with {given[0]}; a record set has one routing policy")
        if given and self.set_identifier is None:
            yield Fault("setIdentifier", f"is required with {given[0]}; it tells the records of the name apart")
        if not given and self.set_identifier is not None:
            policies = ", ".join(to_camel(name) for name in _POLICIES[:-1])
            yield Fault("setIdentifier", f"goes with a routing policy: {policies} or {to_camel(_POLICIES[-1])}")
        if given and isinstance(self.type, str) and self.type in ("DS", "NS", "SOA"):
            yield Fault(given[0], f"does not go with type {self.type!r}, which has no routing policy")
        if self.multivalue_answer is True and self.type == "CNAME":
            yield Fault("multivalueAnswer", "does not go with type 'CNAME', which has one value only")

    def _value_faults(self) -> Iterator[Fault]:
        if (self.alias is None) == (self.records is None):
            yield Fault("records", "give either records with ttl, or alias")
        elif self.alias is not None and self.ttl is not None:
            yield Fault("ttl", "an alias has the ttl of its target; leave it out")
        elif self.records is not None and self.ttl is None:
            yield Fault("ttl", "is required with records; 60 lets a failover be seen within a minute")
        if self.alias is not None:
            if self.multivalue_answer is True:
                yield Fault("multivalueAnswer", "does not go with an alias")
            if isinstance(self.type, str) and self.type in ("NS", "SOA"):
                yield Fault("alias", f"does not go with type {self.type!r}; give records")
        if not isinstance(self.records, list) or not isinstance(self.type, str):
            return
        if self.type in ("CNAME", "SOA") and len(self.records) > 1:
            yield Fault("records", f"a {self.type} has one value; there are {len(self.records)}")
        for value in self.records:
            fault = value_fault(self.type, value) if isinstance(value, str) else None
            if fault is not None:
                # Sorted values are not where the program has them, so the value says which one it is.
                yield Fault("records", fault)
                return

    def _place_faults(self) -> Iterator[Fault]:
        if isinstance(self.geolocation, RecordSetGeolocation):
            place = self.geolocation
            if (place.continent_code is None) == (place.country_code is None):
                yield Fault("geolocation", "give either continentCode or countryCode")
            elif place.subdivision_code is not None and place.country_code not in ("US", "UA", UNKNOWN):
                yield Fault("geolocation.subdivisionCode", "goes with country US or UA only")
        if isinstance(self.geoproximity, RecordSetGeoproximity):
            where = self.geoproximity
            given = [each for each in (where.aws_region, where.local_zone_group, where.coordinates) if each is not None]
            if len(given) != 1:
                yield Fault("geoproximity", "give one of awsRegion, localZoneGroup and coordinates")


class RecordSetState(RecordSetArgs, State):
    """A record set; its id is ``ZONE/NAME/TYPE``, and ``/SET_IDENTIFIER`` where it has one."""

    fqdn: str
    """The name, without the last dot."""


class RecordSet(Resource[RecordSetArgs, RecordSetState]):
    """Records of one name and type, with a routing policy or without."""

    noun = "Route 53 Record Set"
    service = "route53"
    is_global = True

    _changes = Changes()

    def create(self, ctx: Context, args: RecordSetArgs) -> str:
        id = "/".join([args.zone_id, args.name, args.type, *([args.set_identifier] if args.set_identifier else [])])
        wanted = _record(args)
        action = "UPSERT" if args.allow_overwrite else "CREATE"
        try:
            # Records of the name's old routing policy may be deleted at the same time.
            answer = ctx.retry(
                "route53", "dependency", lambda: _change(ctx, args.zone_id, {action: [wanted]}), timeout=20
            )
            self._changes.leave(ctx, id, answer)
        except ClientError as error:
            if "but it already exists" not in _message(error):
                raise
            found = _find(ctx, id)
            # The very same record set is there: a creation was interrupted.
            if found is None or _comparable(found) != _comparable(wanted):
                what = f"{args.name} {args.type}" + (f" {args.set_identifier!r}" if args.set_identifier else "")
                raise PluginError(
                    f"a record set {what} exists already in zone {args.zone_id}; set allowOverwrite to take it over, "
                    f"or import it with `pulumi import {self.token} NAME '{id}'`"
                ) from error
        return id

    def settle(self, ctx: Context, id: str, args: RecordSetArgs) -> None:
        self._changes.wait(ctx, id)

    def read(self, ctx: Context, id: str, prior: RecordSetState | None) -> RecordSetState | None:
        found = _find(ctx, id)
        if found is None:
            return None
        alias, cidr = found.get("AliasTarget"), found.get("CidrRoutingConfig")
        return self.state(
            zone_id=id.split("/")[0],
            type=found["Type"],
            name=found["Name"],
            ttl=found.get("TTL"),
            records=[record["Value"] for record in found.get("ResourceRecords", [])] or None,
            alias=alias
            and {
                "name": _same_target(alias["DNSName"], prior),
                "zone_id": alias["HostedZoneId"],
                "evaluate_target_health": alias["EvaluateTargetHealth"],
            },
            set_identifier=found.get("SetIdentifier"),
            weight=found.get("Weight"),
            latency_region=found.get("Region"),
            failover=found.get("Failover"),
            geolocation=_read(_GEOLOCATION, found.get("GeoLocation")),
            geoproximity=_read_geoproximity(found.get("GeoProximityLocation")),
            multivalue_answer=found.get("MultiValueAnswer") or None,
            cidr_routing=cidr and {"collection_id": cidr["CollectionId"], "location_name": cidr["LocationName"]},
            health_check_id=found.get("HealthCheckId"),
            allow_overwrite=prior.allow_overwrite if prior else False,
            fqdn=normal_name(found["Name"]),
        )

    def update(self, ctx: Context, id: str, old: RecordSetState, new: RecordSetArgs, changed: frozenset[str]) -> None:
        if not changed - {"allow_overwrite"}:
            return
        wanted = _record(new)
        try:
            answer = _change(ctx, new.zone_id, {"UPSERT": [wanted]})
        except ClientError as error:
            if "ttl" not in changed or "weighted sets must contain the same TTL" not in _message(error):
                raise
            # Only one batch can change the TTL of a name's weighted records.
            others = [{**each, "TTL": new.ttl} for each in _siblings(ctx, id) if "TTL" in each]
            answer = _change(ctx, new.zone_id, {"UPSERT": [wanted, *others]})
        wait_in_sync(ctx, answer)

    def delete(self, ctx: Context, id: str, state: RecordSetState) -> None:
        # Route 53 deletes only what is told exactly as it is, so what is there now counts and not what was known.
        found = _find(ctx, id)
        if found is not None:
            wait_in_sync(ctx, _change(ctx, id.split("/")[0], {"DELETE": [found]}))

    def is_gone(self, error: BaseException) -> bool:
        not_there = isinstance(error, ClientError) and "but it was not found" in _message(error)
        return not_there or super().is_gone(error)

    def known_outputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        return {"fqdn": inputs["name"]} if isinstance(inputs.get("name"), str) else {}

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        """One record after the other can leave a routing policy only by going: its siblings still have the old one."""
        before = {name for name in _POLICIES if not absent(old.get(to_camel(name)))}
        after = {name for name in _POLICIES if not absent(new.get(to_camel(name)))}
        return frozenset(before ^ after)

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """A name has one routing policy in a type, one record for a Region or role, and no other type beside CNAME."""
        if changed & {"zone_id", "name"}:
            return False
        return "type" not in changed or "CNAME" in (old.get("type"), new.get("type"))


_POLICIES = ("weight", "latency_region", "failover", "geolocation", "geoproximity", "multivalue_answer", "cidr_routing")
_PLAIN = {
    "name": "Name",
    "type": "Type",
    "set_identifier": "SetIdentifier",
    "weight": "Weight",
    "latency_region": "Region",
    "failover": "Failover",
    "multivalue_answer": "MultiValueAnswer",
    "health_check_id": "HealthCheckId",
    "ttl": "TTL",
}
_GEOLOCATION = {
    "continent_code": "ContinentCode",
    "country_code": "CountryCode",
    "subdivision_code": "SubdivisionCode",
}
_GEOPROXIMITY = {"aws_region": "AWSRegion", "local_zone_group": "LocalZoneGroup", "bias": "Bias"}
_COORDINATES = {"latitude": "Latitude", "longitude": "Longitude"}


def _change(ctx: Context, zone_id: str, changes: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, Any]:
    """Change records in one batch, which takes effect as a whole or not at all."""
    batch = [
        {"Action": action, "ResourceRecordSet": record} for action, records in changes.items() for record in records
    ]
    call = partial(
        ctx.client("route53").change_resource_record_sets, HostedZoneId=zone_id, ChangeBatch={"Changes": batch}
    )
    # Route 53 makes one change of a zone after the other, and refuses some that come meanwhile.
    answer: dict[str, Any] = ctx.retry("route53", "eventual", call, timeout=300)
    return answer


def _find(ctx: Context, id: str) -> dict[str, Any] | None:
    zone_id, name, kind, identifier = _parse(id)
    start = {"StartRecordName": name, "StartRecordType": kind}
    if identifier is not None:
        start["StartRecordIdentifier"] = identifier
    page = ctx.client("route53").list_resource_record_sets(HostedZoneId=zone_id, MaxItems="1", **start)
    for record in page["ResourceRecordSets"]:
        if _key(record) == (name, kind, identifier):
            return dict(record)
    return None


def _siblings(ctx: Context, id: str) -> list[dict[str, Any]]:
    """The other records of the same name and type."""
    zone_id, name, kind, identifier = _parse(id)
    # At most 100 records follow one policy under one name (Route 53 API, ResourceRecordSet), which is one page.
    page = ctx.client("route53").list_resource_record_sets(
        HostedZoneId=zone_id, StartRecordName=name, StartRecordType=kind
    )
    keys = ((_key(record), record) for record in page["ResourceRecordSets"])
    return [record for key, record in keys if key[:2] == (name, kind) and key[2] != identifier]


def _key(record: Mapping[str, Any]) -> tuple[str, str, str | None]:
    return normal_name(record["Name"]), record["Type"], record.get("SetIdentifier")


def _parse(id: str) -> tuple[str, str, str, str | None]:
    parts = id.split("/", 3)
    if len(parts) < 3 or not all(parts):
        raise PluginError("the id of a record set is ZONE/NAME/TYPE[/SET_IDENTIFIER], as in Z0123/api.example.com/A")
    zone_id, name, kind, *identifier = parts
    return zone_id, normal_name(name), kind, identifier[0] if identifier else None


def _record(args: RecordSetArgs) -> dict[str, Any]:
    record = _request(_PLAIN, args)
    if args.records is not None:
        record["ResourceRecords"] = [{"Value": value} for value in args.records]
    if args.alias is not None:
        record["AliasTarget"] = {
            "DNSName": args.alias.name,
            "HostedZoneId": args.alias.zone_id,
            "EvaluateTargetHealth": args.alias.evaluate_target_health,
        }
    if args.geolocation is not None:
        record["GeoLocation"] = _request(_GEOLOCATION, args.geolocation)
    if args.geoproximity is not None:
        record["GeoProximityLocation"] = _request(_GEOPROXIMITY, args.geoproximity)
        if args.geoproximity.coordinates is not None:
            record["GeoProximityLocation"]["Coordinates"] = _request(_COORDINATES, args.geoproximity.coordinates)
    if args.cidr_routing is not None:
        record["CidrRoutingConfig"] = {
            "CollectionId": args.cidr_routing.collection_id,
            "LocationName": args.cidr_routing.location_name,
        }
    return record


def _request(names: Mapping[str, str], model: Model) -> dict[str, Any]:
    given = {api: getattr(model, name) for name, api in names.items()}
    return {api: value for api, value in given.items() if value is not None}


def _read(names: Mapping[str, str], found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if found is None else {name: found[api] for name, api in names.items() if api in found}


def _read_geoproximity(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    place = _read(_GEOPROXIMITY, found)
    if place is not None and found is not None and "Coordinates" in found:
        place["coordinates"] = _read(_COORDINATES, found["Coordinates"])
    return place


def _comparable(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record set with its names in one form and its values in one form and order."""
    found = {**record, "Name": normal_name(record["Name"])}
    if "ResourceRecords" in found:
        values = (each["Value"] for each in found["ResourceRecords"])
        found["ResourceRecords"] = sorted(normal_value(record["Type"], value) for value in values)
    if "AliasTarget" in found:
        alias = found["AliasTarget"]
        found["AliasTarget"] = {**alias, "DNSName": normal_name(alias["DNSName"])}
    return found


def _same_target(found: str, prior: RecordSetState | None) -> str:
    """The name of an alias' target; the console writes `dualstack.` before a load balancer's, which means the same."""
    name = normal_name(found)
    declared = prior.alias.name if prior is not None and prior.alias is not None else None
    return str(declared) if declared is not None and name == f"dualstack.{declared}" else name


def _message(error: ClientError) -> str:
    return str(error.response["Error"].get("Message", ""))
