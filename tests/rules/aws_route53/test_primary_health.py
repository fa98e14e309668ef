"""AWS-R53-04."""

from privateapi.rules.aws_route53.primary_health import PrimaryHealth
from privateapi.topology.model import HealthCheck, LoadBalancer, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import alias, alias_name, balancer, endpoint, record, values
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

PRIMARY = {"failover": Known("PRIMARY")}


class TestPrimaryHealth(RuleSuite):
    rule = PrimaryHealth
    passing = [
        ("a health check", [record("one", **PRIMARY, health_check=ref(HealthCheck, "east"))]),
        ("an alias that evaluates", [balancer(), record("one", **PRIMARY, alias=alias(ref(LoadBalancer, "door")))]),
        ("a SECONDARY without either", [record("two", failover=Known("SECONDARY"), **values("10.1.1.100"))]),
        ("no failover", [record("a", **values("10.0.1.100"))]),
    ]
    failing = [
        (
            "values without a health check",
            [record("one", **PRIMARY, **values("10.0.1.100"))],
            ["record one is the PRIMARY and has no health check"],
        ),
        (
            "an alias that does not evaluate",
            [balancer(), record("one", **PRIMARY, alias=alias(ref(LoadBalancer, "door"), evaluate=False))],
            ["record one is the PRIMARY and has no health check, and evaluateTargetHealth is false"],
        ),
        (
            "an alias to an endpoint, of which Route 53 sees no health",
            [endpoint(), record("one", **PRIMARY, alias=alias(ref(VpcEndpoint, "api")))],
            [
                "record one is the PRIMARY and has no health check, and evaluateTargetHealth says nothing of what it "
                "points to"
            ],
        ),
        (
            "the same by name",
            [record("one", **PRIMARY, alias=alias_name("vpce-1-2.execute-api.us-east-1.vpce.amazonaws.com."))],
            [
                "record one is the PRIMARY and has no health check, and evaluateTargetHealth says nothing of what it "
                "points to"
            ],
        ),
    ]
    unknown = [
        ("failover that is not known", [record("one", failover=UNKNOWN)], ["record one: failover is not known yet"]),
        (
            "evaluateTargetHealth that is not known",
            [balancer(), record("one", **PRIMARY, alias=alias(ref(LoadBalancer, "door"), evaluate=UNKNOWN))],
            ["record one: its evaluateTargetHealth is not known yet"],
        ),
        (
            "an alias that is not known",
            [record("one", **PRIMARY, alias=UNKNOWN)],
            ["record one: its alias is not known yet"],
        ),
    ]
