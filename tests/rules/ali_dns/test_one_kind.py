"""ALI-DNS-09."""

from privateapi.rules.ali_dns.one_kind import OneKind
from privateapi.topology.model import InternalRecord
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.alibaba_nodes import (
    UNKNOWN_TYPE,
    association,
    conventional,
    conventional_record,
    gateway,
    instance,
    node,
    record,
)
from tests.rules.suite import RuleSuite


class TestOneKind(RuleSuite):
    rule = OneKind
    passing = [
        (
            "two VPC integration instances",
            [*gateway(), instance("second"), record("app"), association("app", "main", "second")],
        ),
        ("a conventional one", [conventional(), conventional_record("app"), association("app", "old")]),
    ]
    failing = [
        (
            "an A record on a conventional instance",
            [conventional(), record("app"), association("app", "old")],
            [
                "internal DNS record app is for VPC integration instances, and internal DNS association app-old gives "
                "it to API Gateway instance old, a conventional dedicated instance"
            ],
        ),
        (
            "both kinds, for a record of unknown type",
            [
                conventional(),
                *gateway(),
                node(InternalRecord, "app", domain_name=Known("app.internal"), type=UNKNOWN),
                association("app", "main"),
                association("app", "old"),
            ],
            [
                "internal DNS record app is given to API Gateway instance main, a VPC integration instance, and "
                "internal DNS association app-old gives it to API Gateway instance old, a conventional dedicated "
                "instance"
            ],
        ),
    ]
    unknown = [
        (
            "an instance of unknown type",
            [UNKNOWN_TYPE, record("app"), association("app", "main")],
            ["API Gateway instance main: its instanceType is not known yet"],
        )
    ]
