"""AWS-NLB-13."""

from privateapi.rules.aws_nlb.names import Names
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import balancer, group
from tests.rules.suite import RuleSuite


class TestNames(RuleSuite):
    rule = Names
    passing = [
        ("fine", [balancer(load_balancer_name=Known("door-1")), group(target_group_name=Known("a" * 32))]),
        ("chosen by the provider", [balancer(), group()]),
        ("a group may start so", [group(target_group_name=Known("internal-api"))]),
    ]
    failing = [
        (
            "too long",
            [balancer(load_balancer_name=Known("a" * 33))],
            [f"load balancer door has the loadBalancerName {'a' * 33!r}, which has 33 characters; 1 to 32 are allowed"],
        ),
        (
            "an underscore",
            [group(target_group_name=Known("api_1"))],
            [
                "target group api has the targetGroupName 'api_1', which has more than letters, digits and hyphens, or "
                "a hyphen at an end"
            ],
        ),
        (
            "a hyphen at the end",
            [group(target_group_name=Known("api-"))],
            [
                "target group api has the targetGroupName 'api-', which has more than letters, digits and hyphens, or "
                "a hyphen at an end"
            ],
        ),
        (
            "a reserved start",
            [balancer(load_balancer_name=Known("internal-door"))],
            ["load balancer door has the loadBalancerName 'internal-door', which starts with internal-"],
        ),
    ]
    unknown = [
        (
            "a name that is not known",
            [balancer(load_balancer_name=UNKNOWN)],
            ["load balancer door: the loadBalancerName is not known yet"],
        ),
    ]
