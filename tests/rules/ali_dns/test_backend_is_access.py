"""ALI-DNS-13."""

from privateapi.rules.ali_dns.backend_is_access import BackendIsAccess
from privateapi.topology.values import UNKNOWN
from tests.rules.alibaba_nodes import (
    access,
    api_group,
    association,
    conventional,
    conventional_record,
    gateway,
    http_api,
    vpc_api,
)
from tests.rules.suite import RuleSuite

HERE = [conventional(), api_group("shop", "old"), conventional_record("app"), association("app", "old")]


class TestBackendIsAccess(RuleSuite):
    rule = BackendIsAccess
    passing = [
        ("a VPC access", [*HERE, vpc_api("orders", "a"), access("a", "app", host="app.internal")]),
        ("a public name", [*HERE, http_api("orders", "https://api.example.com")]),
        ("a VPC integration instance", [*gateway(), api_group(), http_api("orders", "http://app.internal")]),
    ]
    failing = [
        (
            "the domain of the record",
            [*HERE, http_api("orders", "https://app.internal:8443/v1")],
            [
                "API orders on API Gateway instance old, a conventional dedicated instance, has the backend type HTTP "
                "for app.internal, which an internal DNS record of the instance is for"
            ],
        )
    ]
    unknown = [
        ("not known", [*HERE, http_api("orders", UNKNOWN)], ["API orders: its backend address is not known yet"]),
        (
            "a variable",
            [*HERE, http_api("orders", "http://#host#/")],
            ["API orders: the host in its backend address is a variable, or no name and no address"],
        ),
    ]
