"""AWS-HC-09."""

from privateapi.rules.aws_health.shared_check import SharedCheck
from privateapi.topology.model import HealthCheck
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import check, record, values, zone
from tests.rules.nodes import ref, vpc
from tests.rules.suite import RuleSuite

ONE = {"health_check": ref(HealthCheck, "health")}
VPCS = [vpc("hub", "10.0.0.0/16"), vpc("spoke", "10.1.0.0/16", "us-west-2")]


class TestSharedCheck(RuleSuite):
    rule = SharedCheck
    passing = [
        (
            "one each",
            [
                zone(),
                check("east"),
                check("west"),
                record("a", latency_region=Known("us-east-1"), health_check=ref(HealthCheck, "east")),
                record("b", latency_region=Known("us-west-2"), health_check=ref(HealthCheck, "west")),
            ],
        ),
        (
            "two weights of one Region",
            [
                zone(),
                *VPCS,
                check(),
                record("a", weight=Known(1), **ONE, **values("10.0.0.1")),
                record("b", weight=Known(1), **ONE, **values("10.0.0.2")),
            ],
        ),
        (
            "another name",
            [
                zone(),
                check(),
                record("a", latency_region=Known("us-east-1"), **ONE),
                record("b", record_name=Known("b.example.com"), latency_region=Known("us-west-2"), **ONE),
            ],
        ),
    ]
    failing = [
        (
            "latency records with one health check",
            [
                zone(),
                check(),
                record("a", latency_region=Known("us-east-1"), **ONE),
                record("b", latency_region=Known("us-west-2"), **ONE),
            ],
            ["record a and record b of orders.example.com A share health check health, so that they fail together"],
        ),
        (
            "both sides of a failover",
            [
                zone(),
                record("a", failover=Known("PRIMARY"), health_check=Ref.to("hc-1")),
                record("b", failover=Known("SECONDARY"), health_check=Ref.to("hc-1")),
            ],
            ["record a and record b of orders.example.com A share health check hc-1, so that they fail together"],
        ),
        (
            "weights of two Regions",
            [
                zone(),
                *VPCS,
                check(),
                record("a", weight=Known(1), **ONE, **values("10.0.0.1")),
                record("b", weight=Known(1), **ONE, **values("10.1.0.1")),
            ],
            ["record a and record b of orders.example.com A share health check health, so that they fail together"],
        ),
    ]
    unknown = [
        (
            "weights of Regions that cannot be told",
            [
                zone(),
                check(),
                record("a", weight=Known(1), **ONE, **values("10.0.0.1")),
                record("b", weight=Known(1), **ONE, **values("10.1.0.1")),
            ],
            ["record a: the Region behind record a is not told by its values"],
        ),
        (
            "a health check that is not known",
            [
                zone(),
                check(),
                record("a", latency_region=Known("us-east-1"), **ONE),
                record("b", latency_region=Known("us-west-2"), health_check=Ref(UNKNOWN)),
            ],
            ["record b: its health check is not known yet"],
        ),
    ]
