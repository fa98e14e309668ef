"""AWS-API-10."""

from privateapi.rules.aws_apigw.domain_tls import DomainTls
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import domain
from tests.rules.suite import RuleSuite


class TestDomainTls(RuleSuite):
    rule = DomainTls
    passing = [
        ("TLS 1.2", [domain(security_policy=Known("TLS_1_2"))]),
        ("TLS 1.3", [domain(security_policy=Known("SecurityPolicy_TLS13_1_3_2025_09"))]),
        ("the default", [domain()]),
    ]
    failing = [
        (
            "TLS 1.0",
            [domain(security_policy=Known("TLS_1_0"))],
            ["API domain orders has the securityPolicy TLS_1_0, which takes TLS before 1.2"],
        )
    ]
    unknown = [
        ("not known", [domain(security_policy=UNKNOWN)], ["API domain orders: the securityPolicy is not known yet"]),
        (
            "a new one",
            [domain(security_policy=Known("SecurityPolicy_TLS14"))],
            ["API domain orders: the versions of securityPolicy SecurityPolicy_TLS14 are not in the tables"],
        ),
    ]
