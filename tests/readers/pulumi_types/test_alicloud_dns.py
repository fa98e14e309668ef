"""DNS of Alibaba Cloud."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import AlibabaPrivateZone, AlibabaPublicRecord
from tests.readers.reading import Case, check

RECORD = "alicloud:dns/alidnsRecord:AlidnsRecord"
CASES: list[Case] = [
    (
        "a private zone",
        "alicloud:pvtz/zone:Zone",
        {"zoneName": "corp.example.com"},
        {},
        AlibabaPrivateZone,
        {"zone_name": "corp.example.com"},
    ),
    (
        "a private zone with the older name of its name",
        "alicloud:pvtz/zone:Zone",
        {"name": "corp.example.com"},
        {},
        AlibabaPrivateZone,
        {"zone_name": "corp.example.com"},
    ),
    (
        "a record",
        RECORD,
        {"domainName": "example.com", "rr": "api", "type": "A", "value": "203.0.113.1"},
        {},
        AlibabaPublicRecord,
        {"record_name": "api.example.com", "type": "A"},
    ),
    (
        "a record of the domain itself",
        RECORD,
        {"domainName": "example.com", "rr": "@", "type": "A"},
        {},
        AlibabaPublicRecord,
        {"record_name": "example.com"},
    ),
    (
        "a record of an unknown domain",
        RECORD,
        {"domainName": UNKNOWN, "rr": "api"},
        {},
        AlibabaPublicRecord,
        {"record_name": "?is not known yet (domainName)"},
    ),
    (
        "a record of the older kind",
        "alicloud:dns/record:Record",
        {"name": "example.com", "hostRecord": "api", "type": "CNAME"},
        {},
        AlibabaPublicRecord,
        {"record_name": "api.example.com", "type": "CNAME"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_read(case: Case) -> None:
    check(case)
