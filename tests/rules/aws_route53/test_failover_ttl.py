"""AWS-R53-13."""

from privateapi.rules.aws_route53.failover_ttl import FailoverTtl
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, values
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

CHECKED = {"health_check": ref(HealthCheck, "east")}


class TestFailoverTtl(RuleSuite):
    rule = FailoverTtl
    passing = [
        ("60 seconds", [record("a", **CHECKED, **values("10.0.0.1", ttl=60))]),
        ("long, without a health check", [record("a", **values("10.0.0.1", ttl=300))]),
        ("an alias", [record("a", **CHECKED)]),
    ]
    failing = [
        (
            "long, with a health check",
            [record("a", **CHECKED, **values("10.0.0.1", ttl=300))],
            [
                "record a has a health check and a ttl of 300 s; clients keep the old answer for so long, at most 60 s "
                "is advised"
            ],
        ),
        (
            "long, with failover",
            [record("a", failover=Known("PRIMARY"), **values("10.0.0.1", ttl=61))],
            [
                "record a has failover and a ttl of 61 s; clients keep the old answer for so long, at most 60 s is "
                "advised"
            ],
        ),
    ]
    unknown = [
        ("a ttl that is not known", [record("a", **CHECKED, ttl=UNKNOWN)], ["record a: the ttl is not known yet"]),
    ]
