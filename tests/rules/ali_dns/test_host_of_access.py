"""ALI-DNS-11."""

from privateapi.rules.ali_dns.host_of_access import HostOfAccess
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import access, conventional_record, record
from tests.rules.suite import RuleSuite


class TestHostOfAccess(RuleSuite):
    rule = HostOfAccess
    passing = [
        ("the same name", [conventional_record("app"), access("a", "app", host="app.internal")]),
        ("in other letters", [conventional_record("app"), access("a", "app", host="APP.internal.")]),
        ("a record for VPC integration instances", [record("app"), access("a", "app", host="other.internal")]),
    ]
    failing = [
        (
            "another name",
            [conventional_record("app"), access("a", "app", host="ap.internal")],
            [
                "internal DNS record app is for app.internal, but no VPC access has that Host value: VPC access a has "
                "the Host value ap.internal"
            ],
        ),
        (
            "no Host value",
            [conventional_record("app"), access("a", "app")],
            [
                "internal DNS record app is for app.internal, but no VPC access has that Host value: VPC access a has "
                "no Host value"
            ],
        ),
    ]
    unknown = [
        (
            "no VPC access was read",
            [conventional_record("app")],
            ["internal DNS record app: no VPC access with the Host value app.internal was read"],
        ),
        (
            "the only VPC access is for another record",
            [conventional_record("app"), conventional_record("web"), access("a", "web", host="web.internal")],
            ["internal DNS record app: no VPC access with the Host value app.internal was read"],
        ),
        (
            "a Host value that is not known",
            [conventional_record("app"), access("a", "app", host=UNKNOWN)],
            ["internal DNS record app: the Host value of VPC access a is not known yet"],
        ),
        (
            "a domain that is not known",
            [conventional_record("app", domain_name=UNKNOWN)],
            ["internal DNS record app: its domain name is not known yet"],
        ),
    ]
