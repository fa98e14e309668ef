"""Record sets: refused like AWS refuses them, whole batches or nothing, answered in AWS's normal form and order.

moto takes weights above 255, mixed routing policies, unknown health checks, CNAMEs beside other records and second
copies of a set, deletes by name whatever the values, applies half of a bad batch, and forgets IP-based and
geoproximity routing.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html,
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html,
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
"""

from __future__ import annotations

import functools
import ipaddress
import re
from typing import Any

from boto3 import Session
from moto.core.responses import ActionResult
from moto.route53.exceptions import InvalidInput, NoSuchHealthCheck, Route53ClientError
from moto.route53.models import FakeZone, RecordSet, Route53Backend
from moto.route53.responses import Route53

from privateapi.sandbox.aws.corrections.route53_hosted_zone import new_change
from privateapi.sandbox.aws.hosted_zones import suffix_of_zone
from privateapi.sandbox.aws.patches import Patches

# How error messages name the sets that follow a policy.
_POLICIES = {
    "Weight": "weighted",
    "Region": "latency",
    "Failover": "failover",
    "GeoLocation": "GEO",
    "MultiValueAnswer": "multivalue",
    "CidrRoutingConfig": "CIDR",
    "GeoProximityLocation": "GeoProximity",
}
_MAX_CHANGES = 1000
_PAGE = 300
_SORTED_BEFORE_DOT = re.compile(r"^(\*|\\052)(?=\.)")

# moto's class lacks methods that its abstract base asks for and is instantiated all the same.
_RecordSet: Any = RecordSet


def apply(patches: Patches) -> None:
    """Replace moto's handling of changes and listings."""
    patches.replace(Route53, "change_resource_record_sets", _change)
    patches.replace(Route53, "list_resource_record_sets", _list)
    patches.replace(RecordSet, "resource_records", property(_values_of))
    patches.replace(FakeZone, "get_record_sets", lambda zone, *_: sorted_sets(zone))
    patches.replace(Route53Backend, "change_resource_record_sets", _change_sets)


def sorted_sets(zone: Any) -> list[Any]:
    """The record sets of a zone in the order in which AWS lists them."""
    return sorted(zone.rrsets, key=_order)


def _order(record: Any) -> tuple[str, str, str]:
    return _reversed(record.name), record.type, record.set_identifier or ""


def _reversed(name: str) -> str:
    """`www.example.com.` as `com.example.www.`: labels reversed, each ended by a dot, as AWS sorts."""
    return ".".join(reversed(normal_name(name).rstrip(".").split("."))) + "."


def normal_name(name: str) -> str:
    """Lower case, ended by a dot, with a leading asterisk as `\\052`."""
    lowered = name.lower() if name.endswith(".") else f"{name.lower()}."
    return _SORTED_BEFORE_DOT.sub(r"\\052", lowered)


def policy_of(record: Any) -> str:
    """The routing policy's property name (`Weight`, `Region`, ...); empty for a simple set."""
    return next((name for name in _POLICIES if record.given.get(name) is not None), "")


def _values_of(record: Any) -> list[dict[str, str]] | None:
    if not record.records:
        return None
    return [value if isinstance(value, dict) else {"Value": value} for value in record.records]


def _change(response: Any) -> ActionResult:
    batch = response.params["ChangeBatch"]
    _change_sets(response.backend, response.params["HostedZoneId"], batch["Changes"])
    return ActionResult({"ChangeInfo": new_change(response.backend, batch.get("Comment"))})


def _change_sets(backend: Any, zone_id: str, changes: list[dict[str, Any]]) -> None:
    zone = backend.get_hosted_zone(zone_id)
    _check_size(changes)
    faults = [fault for change in changes for fault in _faults_of(change)]
    if faults:
        raise InvalidInput(f"Invalid request: {', '.join(faults)}")
    for change in changes:
        check_id = change["ResourceRecordSet"].get("HealthCheckId")
        if change["Action"] != "DELETE" and check_id and check_id not in backend.health_checks:
            raise NoSuchHealthCheck(check_id)
    records: list[Any] = list(zone.rrsets)
    problems: list[str] = []
    touched: list[Any] = []
    for change in changes:
        record = _record(zone, change["ResourceRecordSet"])
        problem = _apply_one(backend, zone, records, change["Action"], record, touched)
        if problem:
            problems.append(problem)
    # Sets are compared when the whole batch is in place: one batch may change the policy of a name.
    problems += [problem for record in touched if record in records for problem in _conflicts(zone, record, records)]
    if problems:
        raise Route53ClientError("InvalidChangeBatch", f"[{', '.join(dict.fromkeys(problems))}]")
    zone.rrsets = records


def _check_size(changes: list[dict[str, Any]]) -> None:
    values = 0
    for change in changes:
        count = len(change["ResourceRecordSet"].get("ResourceRecords") or [])
        values += count * (2 if change["Action"] == "UPSERT" else 1)
    if values > _MAX_CHANGES or len(changes) > _MAX_CHANGES:
        raise Route53ClientError("InvalidChangeBatch", "Number of records limit of 1000 exceeded.")


def _faults_of(change: dict[str, Any]) -> list[str]:
    given = change["ResourceRecordSet"]
    policies = [name for name in _POLICIES if given.get(name) is not None]
    identifier = given.get("SetIdentifier")
    place = (
        f"Change with [Action={change['Action']}, Name={given['Name']}, Type={given['Type']},"
        f" SetIdentifier={identifier if identifier else 'null'}]"
    )
    faults = []
    if change["Action"] not in ("CREATE", "UPSERT", "DELETE"):
        faults.append(f"Value '{change['Action']}' is not one of [CREATE, DELETE, UPSERT] in {place}")
    plain = [name for name in ("TTL", "ResourceRecords") if given.get(name) not in (None, [])]
    alias = given.get("AliasTarget")
    expected = "Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]"
    if alias and plain:
        faults.append(f"{expected}, but found more than one in {place}")
    elif not alias and len(plain) < 2:
        faults.append(f"{expected}, but found none in {place}")
    if len(policies) > 1:
        faults.append(
            "Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, CidrRoutingConfig,"
            f" GeoProximityLocation], but found more than one in {place}"
        )
    if policies and not identifier:
        faults.append(f"Missing field 'SetIdentifier' in {place}")
    if identifier and not policies:
        faults.append(
            "Missing field 'Weight', 'Region', 'Failover', 'GeoLocation', 'MultiValueAnswer', 'CidrRoutingConfig' or"
            f" 'GeoProximityLocation' in {place}"
        )
    weight = given.get("Weight")
    if weight is not None and not 0 <= weight <= 255:
        faults.append(f"Value '{weight}' at 'weight' failed to satisfy constraint: Member must be 0 to 255 in {place}")
    ttl = given.get("TTL")
    if ttl is not None and not 0 <= ttl <= 2147483647:
        faults.append(f"Value '{ttl}' at 'tTL' failed to satisfy constraint: Member must be 0 to 2147483647 in {place}")
    if alias and given.get("MultiValueAnswer"):
        faults.append(f"MultiValueAnswer is not supported for alias records in {place}")
    region = given.get("Region")
    if region is not None and region not in _regions():
        faults.append(f"Value '{region}' at 'region' is not one of the regions of AWS in {place}")
    return faults


@functools.cache
def _regions() -> frozenset[str]:
    session = Session()
    return frozenset(
        region
        for partition in session.get_available_partitions()
        for region in session.get_available_regions("ec2", partition_name=partition)
    )


def _record(zone: Any, given: dict[str, Any]) -> Any:
    settings = {**given, "Name": normal_name(given["Name"])}
    if settings.get("AliasTarget"):
        target = settings["AliasTarget"]
        settings["AliasTarget"] = {
            "HostedZoneId": target["HostedZoneId"].removeprefix("/hostedzone/"),
            "DNSName": normal_name(target["DNSName"]),
            "EvaluateTargetHealth": bool(target.get("EvaluateTargetHealth")),
        }
    record = _RecordSet(settings)
    record.given = settings
    record.cidr_routing_config = settings.get("CidrRoutingConfig")
    record.geo_proximity_location = settings.get("GeoProximityLocation")
    return record


def _key(record: Any) -> tuple[str, str, str]:
    return normal_name(record.name), record.type, record.set_identifier or ""


def _apply_one(backend: Any, zone: Any, records: list[Any], action: str, record: Any, touched: list[Any]) -> str:
    label = f"[name='{record.name}', type='{record.type}'"
    label += f", set-identifier='{record.set_identifier}']" if record.set_identifier else "]"
    found = next((other for other in records if _key(other) == _key(record)), None)
    if action == "DELETE":
        if found is None:
            return f"Tried to delete resource record set {label} but it was not found"
        if _comparable(found) != _comparable(record):
            return (
                f"Tried to delete resource record set {label} but the values provided do not match the current values"
            )
        if found.type in ("NS", "SOA") and found.name == zone.name:
            return f"A HostedZone must contain at least one NS record for the zone itself, and exactly one SOA: {label}"
        records.remove(found)
        return ""
    problem = _misfit(backend, zone, record, records)
    if problem:
        return problem
    if found is not None:
        if action == "CREATE":
            return f"Tried to create resource record set {label} but it already exists"
        records[records.index(found)] = record
    else:
        records.append(record)
    touched.append(record)
    return ""


def _comparable(record: Any) -> dict[str, Any]:
    """What a DELETE must repeat: everything that was given, whatever the order of the values."""
    given = getattr(record, "given", None) or {"TTL": int(record.ttl or 0)}
    compared = {key: value for key, value in given.items() if value not in (None, [], False) and key != "Name"}
    compared["ResourceRecords"] = sorted(item["Value"] for item in _values_of(record) or [])
    compared.setdefault("Type", record.type)
    return compared


def _misfit(backend: Any, zone: Any, record: Any, records: list[Any]) -> str:
    name, kind, zone_name = record.name, record.type, normal_name(zone.name)
    if name != zone_name and not name.endswith(f".{zone_name}"):
        return f"RRSet with DNS name {name} is not permitted in zone {zone_name}"
    if kind == "CNAME" and name == zone_name:
        return f"RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {zone_name}"
    if kind == "CNAME" and len(record.records or []) > 1:
        return f"RRSet of type CNAME with DNS name {name} cannot have more than one value"
    version = {"A": 4, "AAAA": 6}.get(kind)
    for item in _values_of(record) or []:
        if version is not None and not _is_address(item["Value"], version):
            return (
                f"Invalid Resource Record: 'FATAL problem: {kind}RRDATAIllegalIPv{version}Address (Value is not a valid"
                f" IPv{version} address) encountered with '{item['Value']}''"
            )
    return _alias_misfit(backend, zone, record, records) if record.alias_target else ""


def _alias_misfit(backend: Any, zone: Any, record: Any, records: list[Any]) -> str:
    target, zone_id = record.alias_target["DNSName"], record.alias_target["HostedZoneId"]
    subject = f"Tried to create an alias that targets {target}, type {record.type} in zone {zone_id}"
    own = backend.zones.get(zone_id)
    if own is not None:
        zone_name = normal_name(own.name)
        if target != zone_name and not target.endswith(f".{zone_name}"):
            return f"{subject}, but the alias target name does not lie within the target zone"
        there = records if own is zone else own.rrsets
        found = any((normal_name(other.name), other.type) == (target, record.type) for other in there)
        return "" if found else f"{subject}, but that target was not found"
    suffix = suffix_of_zone(zone_id)
    if suffix is not None and not target.endswith(f"{suffix}."):
        return f"{subject}, but the alias target name does not lie within the target zone"
    return ""


def _is_address(value: str, version: int) -> bool:
    try:
        return ipaddress.ip_address(value).version == version
    except ValueError:
        return False


def _conflicts(zone: Any, record: Any, records: list[Any]) -> list[str]:
    """What AWS says of a set that does not go with the others of its name."""
    policy, name = policy_of(record), record.name
    subject = f"RRSet with DNS name {name}, type {record.type}"
    if record.set_identifier:
        subject += f", SetIdentifier {record.set_identifier}"
    same = [other for other in records if other is not record and _key(other)[:2] == _key(record)[:2]]
    faults = []
    if any((policy_of(other) if hasattr(other, "given") else "") != policy for other in same):
        if not policy:
            faults.append(f"{subject} cannot be created as other RRSets exist with the same name and type.")
        elif policy == "Weight":
            faults.append(f"{subject} cannot be created as a non-weighted set exists with the same name and type.")
        else:
            detail = {
                "Region": f", and Region Name={record.region}",
                "Failover": f", and marked as {str(record.failover).lower()}",
            }.get(policy, "")
            faults.append(
                f"{subject}{detail} cannot be created because a non-{_POLICIES[policy]} RRSet with the same name and"
                " type already exists."
            )
    elif policy in ("Region", "Failover", "GeoLocation"):
        if any(other.given.get(policy) == record.given[policy] for other in same):
            faults.append(
                f"{subject} cannot be created because an RRSet with the same name, type and {policy}"
                f" {record.given[policy]} already exists."
            )
    elif policy == "Weight":
        ttls = {item.ttl for item in (record, *same) if item.ttl is not None}
        if len(ttls) > 1:
            faults.append(f"{subject} cannot be created as weighted sets must contain the same TTL.")
    named = [other for other in records if normal_name(other.name) == name and other.type != record.type]
    if record.type == "CNAME" and named:
        faults.append(
            f"RRSet of type CNAME with DNS name {name} is not permitted as it conflicts with other records with the"
            f" same DNS name in zone {zone.name}"
        )
    elif any(other.type == "CNAME" for other in named):
        faults.append(
            f"RRSet of type {record.type} with DNS name {name} is not permitted because a conflicting RRSet of type "
            f" CNAME with the same DNS name already exists in zone {zone.name}"
        )
    return faults


def _list(response: Any) -> ActionResult:
    params = response.params
    name, kind = params.get("StartRecordName"), params.get("StartRecordType")
    identifier = params.get("StartRecordIdentifier")
    if kind and not name:
        raise InvalidInput("The input is not valid")
    records = sorted_sets(response.backend.get_hosted_zone(params["HostedZoneId"]))
    if name:
        start = (_reversed(name), kind or "", identifier or "")
        records = [record for record in records if _order(record) >= start]
    size = min(int(params.get("MaxItems") or _PAGE), _PAGE)
    following = records[size] if len(records) > size else None
    result = {
        "ResourceRecordSets": records[:size],
        "IsTruncated": following is not None,
        "MaxItems": str(size),
        "NextRecordName": following.name if following else None,
        "NextRecordType": following.type if following else None,
        "NextRecordIdentifier": following.set_identifier if following else None,
    }
    return ActionResult(result)
