"""ALI-DNS-02."""

from privateapi.rules.ali_dns.a_records import ARecords
from privateapi.topology.model import InternalRecord
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import conventional_record, node, record
from tests.rules.suite import RuleSuite


class TestARecords(RuleSuite):
    rule = ARecords
    passing = [
        ("IPv4 addresses", [record("app", ("10.0.1.10", 1), ("10.0.1.11", 1))]),
        ("a conventional record", [conventional_record("app")]),
    ]
    failing = [
        (
            "another type",
            [record("app", ("10.0.1.10", 1), type=Known("CNAME"))],
            [
                "internal DNS record app has the type 'CNAME'; it is one of A and VPC, of which VPC integration "
                "instances take A (CloudAPI 2016-07-14 CreatePrivateDNS, Type (A for VPC integration instances, VPC "
                "for conventional ones))"
            ],
        ),
        (
            "an IPv6 address and a name",
            [record("app", ("fd00::10", 1), ("app.example.com", 1))],
            [
                "internal DNS record app: records[0] is fd00::10, an IPv6 address; A records have IPv4",
                "internal DNS record app: records[1] 'app.example.com' is no IPv4 or IPv6 address; write an address "
                "such as '10.0.0.10' or 'fd00::10'",
            ],
        ),
        (
            "a block",
            [record("app", ("10.0.1.0/24", 1))],
            [
                "internal DNS record app: records[0] '10.0.1.0/24' has a prefix length; write the address alone, such "
                "as '10.0.0.10'"
            ],
        ),
    ]
    unknown = [
        (
            "an address that is not known",
            [record("app", (UNKNOWN, 1))],
            ["internal DNS record app: the address of records[0] is not known yet"],
        ),
        (
            "no list",
            [node(InternalRecord, "app", type=Known("A"))],
            ["internal DNS record app: the list of its addresses is not set"],
        ),
        ("no type", [node(InternalRecord, "app")], ["internal DNS record app: its type is not set"]),
    ]
