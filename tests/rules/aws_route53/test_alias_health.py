"""AWS-R53-07."""

from privateapi.rules.aws_route53.alias_health import AliasHealth
from privateapi.topology.model import LoadBalancer, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import alias, alias_name, balancer, endpoint, record, values
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

DOOR = ref(LoadBalancer, "door")
WEIGHTED = {"weight": Known(1)}


class TestAliasHealth(RuleSuite):
    rule = AliasHealth
    passing = [
        ("true", [balancer(), record("a", **WEIGHTED, alias=alias(DOOR))]),
        ("a simple record", [balancer(), record("a", alias=alias(DOOR, evaluate=False))]),
        ("values", [record("a", **WEIGHTED, **values("10.0.0.1"))]),
        (
            "an endpoint, of which Route 53 sees no health",
            [endpoint(), record("a", **WEIGHTED, alias=alias(ref(VpcEndpoint, "api"), evaluate=False))],
        ),
        ("a name of another kind", [record("a", **WEIGHTED, alias=alias_name("other.example.com", evaluate=False))]),
    ]
    failing = [
        (
            "false",
            [balancer(), record("a", **WEIGHTED, alias=alias(DOOR, evaluate=False))],
            ["record a is an alias to load balancer door with evaluateTargetHealth false"],
        ),
        (
            "left out, by name",
            [record("a", **WEIGHTED, alias=alias_name("door-1.elb.us-east-1.amazonaws.com", evaluate=False))],
            [
                "record a is an alias to the load balancer door-1.elb.us-east-1.amazonaws.com with "
                "evaluateTargetHealth false"
            ],
        ),
    ]
    unknown = [
        (
            "a value that is not known",
            [balancer(), record("a", **WEIGHTED, alias=alias(DOOR, evaluate=UNKNOWN))],
            ["record a: evaluateTargetHealth is not known yet"],
        ),
        (
            "a target that is not known",
            [record("a", **WEIGHTED, alias=alias(Ref(UNKNOWN), evaluate=False))],
            ["record a: the name of its alias target is not known yet"],
        ),
    ]
