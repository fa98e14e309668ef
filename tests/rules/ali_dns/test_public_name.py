"""ALI-DNS-17."""

from privateapi.rules.ali_dns.public_name import PublicName
from privateapi.topology.model import AlibabaPublicRecord, HostedZone, RecordSet
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import node, record
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

NAME = Known("api.example.com")
RECORD = node(RecordSet, "public", "us-east-1", zone=ref(HostedZone, "example"), record_name=NAME, type=Known("A"))


class TestPublicName(RuleSuite):
    rule = PublicName
    passing = [
        ("a name that nothing publishes", [record("app", domain_name=NAME)]),
        (
            "a record that leads nowhere",
            [
                record("app", domain_name=NAME),
                node(AlibabaPublicRecord, "proof", record_name=NAME, type=Known("TXT")),
            ],
        ),
        (
            "a private zone",
            [record("app", domain_name=NAME), node(HostedZone, "example", "us-east-1", private=Known(True)), RECORD],
        ),
    ]
    failing = [
        (
            "a record of Alibaba Cloud DNS",
            [
                record("app", domain_name=NAME),
                node(AlibabaPublicRecord, "www", record_name=Known("API.example.com"), type=Known("CNAME")),
            ],
            [
                "internal DNS record app is for api.example.com, which public DNS record www publishes: instances with "
                "the internal record no longer get the public answer"
            ],
        ),
        (
            "a record of a public zone",
            [record("app", domain_name=NAME), node(HostedZone, "example", "us-east-1"), RECORD],
            [
                "internal DNS record app is for api.example.com, which record public publishes: instances with the "
                "internal record no longer get the public answer"
            ],
        ),
    ]
    unknown = [
        (
            "not known",
            [record("app", domain_name=UNKNOWN)],
            ["internal DNS record app: its domain name is not known yet"],
        )
    ]
