"""AWS-EPS-02."""

import dataclasses

from privateapi.rules.aws_endpoint_service.internal_balancers import InternalBalancers
from privateapi.topology.model import Node
from privateapi.topology.values import MISSING, UNKNOWN, Known, Value
from tests.rules.api_nodes import addresses, balancer, endpoint, group, hub, listener, target
from tests.rules.backend_nodes import service
from tests.rules.suite import RuleSuite


def facade(scheme: Value[str]) -> list[Node]:
    """A load balancer before an endpoint."""
    return [
        *hub(),
        endpoint(addresses=addresses(("a", "10.0.0.10"))),
        group(),
        target("10.0.0.10"),
        listener(),
        balancer(scheme=scheme),
    ]


class TestInternalBalancers(RuleSuite):
    rule = InternalBalancers
    passing = [
        ("of a service", [service(), balancer()]),
        ("before an endpoint", facade(Known("internal"))),
        ("a public one for something else", [balancer(scheme=Known("internet-facing"))]),
    ]
    failing = [
        (
            "of a service",
            [service(), balancer(scheme=Known("internet-facing"))],
            ["load balancer door of endpoint service orders is internet-facing"],
        ),
        (
            "one that exists",
            [service(), dataclasses.replace(balancer(scheme=Known("internet-facing")), live=True)],
            ["load balancer door (exists already) of endpoint service orders is internet-facing"],
        ),
        (
            "said nothing",
            [service(), balancer(scheme=MISSING)],
            ["load balancer door of endpoint service orders is internet-facing"],
        ),
        (
            "before an endpoint",
            facade(Known("internet-facing")),
            ["load balancer door before VPC endpoint api is internet-facing"],
        ),
    ]
    unknown = [
        (
            "of a service",
            [service(), balancer(scheme=UNKNOWN)],
            ["endpoint service orders: the scheme of load balancer door is not known yet"],
        ),
        (
            "before an endpoint",
            facade(UNKNOWN),
            ["load balancer door: the scheme of load balancer door is not known yet"],
        ),
        (
            "one that was not read",
            [service()],
            ["endpoint service orders: the list networkLoadBalancerArns is not known yet"],
        ),
    ]
