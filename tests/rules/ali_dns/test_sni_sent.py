"""ALI-DNS-15."""

from privateapi.rules.ali_dns.sni_sent import SniSent
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import (
    access,
    api_group,
    association,
    conventional,
    conventional_record,
    vpc_api,
)
from tests.rules.suite import RuleSuite

HERE = [conventional(), api_group("shop", "old")]


class TestSniSent(RuleSuite):
    rule = SniSent
    passing = [
        (
            "a record of the Host value",
            [
                *HERE,
                conventional_record("app"),
                association("app", "old"),
                access("a", "app", host="app.internal"),
                vpc_api("orders", "a", scheme="HTTPS"),
            ],
        ),
        ("HTTP", [*HERE, access("a", "app"), vpc_api("orders", "a", scheme="HTTP")]),
        ("no scheme", [*HERE, access("a", "app"), vpc_api("orders", "a")]),
    ]
    failing = [
        (
            "no record",
            [*HERE, access("a", "app", host="app.internal"), vpc_api("orders", "a", scheme="HTTPS")],
            [
                "API orders on API Gateway instance old reaches VPC access a over HTTPS, and there is no internal DNS "
                "record of app.internal, the Host value, so no SNI is sent"
            ],
        ),
        (
            "no Host value",
            [*HERE, access("a", "app"), vpc_api("orders", "a", scheme="https")],
            [
                "API orders on API Gateway instance old reaches VPC access a over HTTPS, and there is no Host value, "
                "so no SNI is sent"
            ],
        ),
    ]
    unknown = [
        (
            "a Host value that is not known",
            [*HERE, access("a", "app", host=UNKNOWN), vpc_api("orders", "a", scheme="HTTPS")],
            ["API orders: the Host value of VPC access a is not known yet"],
        ),
        (
            "a VPC access that was not read",
            [*HERE, vpc_api("orders", "a", scheme="HTTPS")],
            ["API orders: its VPC access authorization is not known yet"],
        ),
    ]
