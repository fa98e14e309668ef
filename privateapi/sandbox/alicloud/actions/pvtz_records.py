"""Records of private zones."""

from __future__ import annotations

import re

from privateapi.sandbox.alicloud.call import PVTZ, Answer, Call
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.zones import Record, page_of, records_of, zone_of
from privateapi.topology.cidr import CidrError, parse_address

_TYPES = ("A", "AAAA", "CNAME", "MX", "PTR", "SRV", "TXT")
_RR = r"(@|\*|(\*\.)?[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*)"


@PVTZ.action("AddZoneRecord", token="ClientToken")
def add_zone_record(call: Call) -> Answer:
    """Make a record, of which there may be several with different values."""
    zone = zone_of(call)
    table = call.cloud.everywhere.of(Record)
    number = max((record.id for record in table.values()), default=1000) + 1
    record = Record(
        id=number,
        zone=zone.id,
        rr=call.matching("Rr", _RR, "a name relative to the zone, or @"),
        type=call.chosen("Type", _TYPES),
        value=call.required("Value"),
        ttl=call.integer("Ttl", 60, 5, 86400),
        priority=call.integer("Priority", 1, 1, 99),
        weight=call.integer("Weight", 1, 1, 100),
        line=call.text("Line", "default"),
        remark=call.text("Remark"),
        created=call.cloud.stamp(),
    )
    _check(record)
    if any(_says_the_same(record, other) for other in records_of(call, zone)):
        raise refused("Record.Exists")
    table[str(number)] = record
    return {"Success": True, "RecordId": number}


@PVTZ.action("UpdateZoneRecord")
def update_zone_record(call: Call) -> Answer:
    """Change what a record says."""
    record = _record_of(call)
    changed = Record(
        id=record.id,
        zone=record.zone,
        rr=call.matching("Rr", _RR, "a name relative to the zone, or @"),
        type=call.chosen("Type", _TYPES),
        value=call.required("Value"),
        ttl=call.integer("Ttl", record.ttl, 5, 86400),
        priority=call.integer("Priority", record.priority, 1, 99),
        weight=call.integer("Weight", record.weight, 1, 100),
        line=call.text("Line", record.line),
        remark=record.remark,
        created=record.created,
        status=record.status,
    )
    _check(changed)
    others = [each for each in call.cloud.everywhere.of(Record).values() if each is not record]
    if any(_says_the_same(changed, other) for other in others):
        raise refused("Record.Exists")
    call.cloud.everywhere.of(Record)[str(record.id)] = changed
    return {"RecordId": record.id}


@PVTZ.action("SetZoneRecordStatus")
def set_zone_record_status(call: Call) -> Answer:
    """Switch a record on or off."""
    record = _record_of(call)
    record.status = call.chosen("Status", ("ENABLE", "DISABLE"))
    return {"RecordId": record.id, "Status": record.status}


@PVTZ.action("UpdateRecordRemark")
def update_record_remark(call: Call) -> Answer:
    """Change the remark."""
    record = _record_of(call)
    record.remark = call.text("Remark")
    return {"RecordId": record.id}


@PVTZ.action("UpdateZoneRecordWeight")
def update_zone_record_weight(call: Call) -> Answer:
    """Change the share of a record among those of its name."""
    record = _record_of(call)
    record.weight = call.integer("Weight", None, 1, 100)
    return {"RecordId": record.id}


@PVTZ.action("DescribeZoneRecord")
def describe_zone_record(call: Call) -> Answer:
    """One record."""
    return _described(_record_of(call))


@PVTZ.action("DescribeZoneRecords")
def describe_zone_records(call: Call) -> Answer:
    """The records of a zone, by a part of name or value."""
    keyword, exact = call.text("Keyword"), call.chosen("SearchMode", ("LIKE", "EXACT"), "LIKE") == "EXACT"
    rows = [
        _described(record)
        for record in records_of(call, zone_of(call))
        if not keyword
        or (keyword in (record.rr, record.value) if exact else keyword in record.rr or keyword in record.value)
    ]
    page, numbers = page_of(call, rows)
    return {"Records": {"Record": page}, **numbers}


@PVTZ.action("DeleteZoneRecord")
def delete_zone_record(call: Call) -> Answer:
    """Delete a record."""
    record = _record_of(call)
    del call.cloud.everywhere.of(Record)[str(record.id)]
    return {"RecordId": record.id}


def _record_of(call: Call) -> Record:
    found = call.cloud.everywhere.of(Record).get(call.required("RecordId"))
    if found is None:
        raise refused("Record.NotExists")
    return found


def _check(record: Record) -> None:
    """Refuse a value that a record of its type cannot have. Raises Refused."""
    if record.type in ("A", "AAAA"):
        try:
            address = parse_address(record.value)
        except CidrError as error:
            raise refused("Record.Invalid.Value", error) from None
        if address.version != (4 if record.type == "A" else 6):
            raise refused("Record.Invalid.Value", f"{record.value} is no address of type {record.type}.")
    elif record.type in ("CNAME", "PTR", "MX") and re.fullmatch(r"[A-Za-z0-9_.-]{1,254}", record.value) is None:
        raise refused("Record.Invalid.Value", f"{record.value!r} is no domain name.")


def _says_the_same(one: Record, other: Record) -> bool:
    return (one.zone, one.rr.lower(), one.type, one.value, one.line) == (
        other.zone,
        other.rr.lower(),
        other.type,
        other.value,
        other.line,
    )


def _described(record: Record) -> Answer:
    return {
        "RecordId": record.id,
        "ZoneId": record.zone,
        "Rr": record.rr,
        "Type": record.type,
        "Value": record.value,
        "Ttl": record.ttl,
        "Priority": record.priority,
        "Weight": record.weight,
        "Line": record.line,
        "Status": record.status,
        "Remark": record.remark,
        "CreateTime": record.created,
        "UpdateTime": record.created,
    }
