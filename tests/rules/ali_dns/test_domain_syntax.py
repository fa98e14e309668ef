"""ALI-DNS-21."""

from privateapi.rules.ali_dns.domain_syntax import DomainSyntax
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.alibaba_nodes import record
from tests.rules.suite import RuleSuite

LONG = "a" * 64
HAS = "internal DNS record app has the domain name"


class TestDomainSyntax(RuleSuite):
    rule = DomainSyntax
    passing = [
        ("a name", [record("app", domain_name=Known("orders-1.example.internal"))]),
        ("an underscore", [record("app", domain_name=Known("_a.internal"))]),
        ("the longest label", [record("app", domain_name=Known(f"{LONG[1:]}.internal"))]),
        ("a dot at the end", [record("app", domain_name=Known("app.internal."))]),
    ]
    failing = [
        (
            "a scheme",
            [record("app", domain_name=Known("http://app.internal"))],
            [f"{HAS} 'http://app.internal', which has a scheme"],
        ),
        (
            "a space at the end",
            [record("app", domain_name=Known("app.internal "))],
            [f"{HAS} 'app.internal ', which has a space"],
        ),
        (
            "a label that is too long",
            [record("app", domain_name=Known(f"{LONG}.internal"))],
            [f"{HAS} '{LONG[:59]}…, which has a label of 64 characters; labels have 1 to 63 (RFC 1035, 2.3.4)"],
        ),
        (
            "a name that is too long",
            [record("app", domain_name=Known(".".join(["a" * 60] * 5)))],
            [
                f"{HAS} '{'a' * 59}…, which has 304 characters; names have 1 to 253 (RFC 1035, 2.3.4 (255 octets on "
                "the wire))"
            ],
        ),
        (
            "an empty label",
            [record("app", domain_name=Known("app..internal"))],
            [f"{HAS} 'app..internal', which has a label of 0 characters; labels have 1 to 63 (RFC 1035, 2.3.4)"],
        ),
        (
            "a port",
            [record("app", domain_name=Known("app.internal:8080"))],
            [
                f"{HAS} 'app.internal:8080', which has the label 'internal:8080'; labels have letters, digits and "
                "hyphens, no hyphen at an end"
            ],
        ),
    ]
    unknown = [
        (
            "not known",
            [record("app", domain_name=UNKNOWN)],
            ["internal DNS record app: its domain name is not known yet"],
        ),
        ("left out", [record("app", domain_name=MISSING)], ["internal DNS record app: its domain name is not set"]),
    ]
