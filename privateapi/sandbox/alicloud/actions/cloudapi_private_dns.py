"""Internal DNS records of API Gateway and the instances that they are for.

A record is known by its type and domain. The actions that associate carry no type: the kind of the instance says it.
"""

from __future__ import annotations

import re

from privateapi.facts.naming import naming_facts
from privateapi.facts.quotas import quota_table
from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call
from privateapi.sandbox.alicloud.gateway import (
    CONNECTED,
    Instance,
    PrivateDns,
    VpcAccess,
    instance_of,
    is_accessible,
    is_shared,
    listed,
    running,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.topology.cidr import CidrError, parse_address

_KINDS = ("A", "VPC")
_LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})+"


@CLOUDAPI.action("CreatePrivateDNS")
def create_private_dns(call: Call) -> Answer:
    """Make a record, of addresses (type A) or for the host of a VPC access (type VPC)."""
    domain, kind = _named(call)
    records = _records(call, kind)
    table = call.region.of(PrivateDns)
    if _key(kind, domain) in table:
        raise refused("DuplicateIntranetDomain", f"There is a record of type {kind} for {domain}.")
    limit = quota_table().quotas["ali.apigw.dns_records"].default
    if len(table) >= limit:
        raise refused("ExceedLimitPrivateDNS", f"The region has {len(table)} records; it takes {limit}.")
    if kind == "VPC" and not any(access.host == domain for access in call.region.of(VpcAccess).values()):
        raise refused("InvalidHostOfVpcAccess", f"No VPC access authorization has {domain} as its host.")
    table[_key(kind, domain)] = PrivateDns(domain, kind, records, call.cloud.stamp())
    return {}


@CLOUDAPI.action("UpdatePrivateDNS")
def update_private_dns(call: Call) -> Answer:
    """Replace all addresses of a record; each must be accessible to every instance that the record is for."""
    record = _record_of(call)
    call.required("Records")
    records = _records(call, record.kind)
    for instance_id in record.instances:
        _check_accessible(call.region.of(Instance)[instance_id], records)
    record.records = records
    return {}


@CLOUDAPI.action("ListPrivateDNS")
def list_private_dns(call: Call) -> Answer:
    """The records of the region, by domain and type."""
    rows = [
        record
        for record in call.region.of(PrivateDns).values()
        if call.text("IntranetDomain", record.domain).lower() == record.domain
        and call.text("Type", record.kind) == record.kind
    ]
    page, numbers = call.page(rows)
    shown = [
        {
            "IntranetDomain": record.domain,
            "Type": record.kind,
            "CreatedTime": record.created,
            "Records": [{"Record": address, "Weight": weight} for address, weight in record.records],
            "BindInstances": list(record.instances),
        }
        for record in page
    ]
    return {"PrivateDNSList": shown, **numbers}


@CLOUDAPI.action("DeletePrivateDNS")
def delete_private_dns(call: Call) -> Answer:
    """Delete a record; one that instances use only with Force."""
    record = _record_of(call)
    if record.instances and not call.flag("Force"):
        why = f"It is associated with {', '.join(record.instances)}; Force deletes it all the same."
        raise refused("DependencyViolationPrivateDNS", why)
    del call.region.of(PrivateDns)[_key(record.kind, record.domain)]
    return {}


@CLOUDAPI.action("AssociateInstanceWithPrivateDNS")
def associate_instance_with_private_dns(call: Call) -> Answer:
    """Let an instance resolve the domains by their records, all of them or none."""
    instance, domains = _association(call)
    running(instance)
    records = [_record_for(call, instance, domain) for domain in domains]
    for record in records:
        _check_accessible(instance, record.records)
    for record in records:
        if instance.id not in record.instances:
            record.instances.append(instance.id)
    return {}


@CLOUDAPI.action("DissociateInstanceWithPrivateDNS")
def dissociate_instance_with_private_dns(call: Call) -> Answer:
    """Let an instance resolve the domains no longer by their records, all of them or none."""
    instance, domains = _association(call)
    records = [_record_for(call, instance, domain) for domain in domains]
    for record in records:
        if instance.id not in record.instances:
            raise refused("NotFoundPrivateDNS", f"{record.domain} is not associated with {instance.id}.")
    for record in records:
        record.instances.remove(instance.id)
    return {}


def _key(kind: str, domain: str) -> str:
    return f"{kind} {domain}"


def _named(call: Call) -> tuple[str, str]:
    domain = call.matching("IntranetDomain", _DOMAIN, "a domain name").lower()
    return domain, call.chosen("Type", _KINDS)


def _record_of(call: Call) -> PrivateDns:
    domain, kind = _named(call)
    found = call.region.of(PrivateDns).get(_key(kind, domain))
    if found is None:
        raise refused("NotFoundPrivateDNS", f"There is no record of type {kind} for {domain}.")
    return found


def _association(call: Call) -> tuple[Instance, list[str]]:
    instance_id = call.required("InstanceId")
    call.required("IntranetDomains")
    domains = [str(domain).lower() for domain in call.json("IntranetDomains", list)]
    if not domains:
        raise call.wrong("IntranetDomains", "It is an empty list.")
    if is_shared(instance_id):
        raise refused("ForbiddenInstanceType", "Records are for dedicated instances; this one is serverless.")
    if any(instance.cluster == instance_id for instance in call.region.of(Instance).values()):
        raise refused("ForbiddenInstanceCluster", "Records cannot be associated with clusters of instances.")
    instance = instance_of(call.region, instance_id)
    if instance.cluster:
        raise refused("ForbiddenInstanceCluster", f"The instance is in the cluster {instance.cluster}.")
    return instance, domains


def _record_for(call: Call, instance: Instance, domain: str) -> PrivateDns:
    """The record of a domain that fits the kind of the instance."""
    kind, other = ("A", "VPC") if instance.kind == CONNECTED else ("VPC", "A")
    table = call.region.of(PrivateDns)
    found = table.get(_key(kind, domain))
    if found is not None:
        return found
    if _key(other, domain) in table:
        why = f"The record of {domain} is of type {other}, and {instance.kind} instances take type {kind}."
        raise refused("ForbiddenInstanceType", why)
    raise refused("NotFoundPrivateDNS", f"There is no record of type {kind} for {domain}.")


def _check_accessible(instance: Instance, records: list[tuple[str, int]]) -> None:
    for address, _ in records:
        if not is_accessible(instance, parse_address(address)):
            blocks = listed(instance.accessible)
            why = f"{address} is in no accessible CIDR block of {instance.id}, which are {blocks}."
            raise refused("InvalidRecordNotAccessible", why)


def _records(call: Call, kind: str) -> list[tuple[str, int]]:
    """The addresses of the call with their weights, as they may stand in a record of that type."""
    given = call.json("Records", list)
    if kind == "VPC":
        if given:
            raise refused("InvalidRecordsForType", "Records are only for type A.")
        return []
    if not given:
        raise refused("Missing%s", "Records")
    limit = quota_table().quotas["ali.apigw.a_records"].default
    if len(given) > limit:
        raise refused("ExceedLimitRecords", f"There are {len(given)}; a domain takes {limit} A records.")
    records: dict[str, int] = {}
    for entry in given:
        if not isinstance(entry, dict):
            raise call.wrong("Records", "Each is an object with Record and Weight.")
        try:
            address = parse_address(entry.get("Record"))
        except CidrError as error:
            raise refused("InvalidRecordAddress", error) from None
        if address.version != 4:
            raise refused("InvalidRecordAddress", f"{address.host} is no IPv4 address; only A records are supported.")
        if address.host in records:
            raise refused("DuplicateRecord", f"{address.host} stands there twice.")
        records[address.host] = _weight(entry.get("Weight"))
    return list(records.items())


def _weight(value: object) -> int:
    weights = naming_facts().ranges["alibaba.apigw.weight"]
    number = int(str(value)) if re.fullmatch(r"-?\d{1,9}", str(value)) and not isinstance(value, bool) else None
    if number is None or not weights.lowest <= number <= weights.highest:
        raise refused("InvalidWeight", f"{value!r} is no whole number from {weights.lowest} to {weights.highest}.")
    return number
