"""AWS-EPS-01."""

from privateapi.rules.aws_endpoint_service.balancer_types import BalancerTypes
from privateapi.topology.model import LoadBalancer
from privateapi.topology.values import NO_REFS, UNKNOWN, Known, Refs
from tests.rules.api_nodes import balancer
from tests.rules.backend_nodes import service
from tests.rules.nodes import refs
from tests.rules.suite import RuleSuite

ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer"
NETWORK, APPLICATION, GATEWAY = (f"{ARN}/{part}/x/0123456789abcdef" for part in ("net", "app", "gwy"))
UNREAD = "names 'lb-1', which is not among the resources that were read"


class TestBalancerTypes(RuleSuite):
    rule = BalancerTypes
    passing = [
        ("a Network Load Balancer", [service(), balancer()]),
        ("one that exists elsewhere", [service(network_load_balancers=Refs.to(NETWORK))]),
        (
            "a Gateway Load Balancer",
            [
                service(network_load_balancers=NO_REFS, gateway_load_balancers=refs(LoadBalancer, "door")),
                balancer(type=Known("gateway")),
            ],
        ),
        (
            "one that exists elsewhere",
            [service(network_load_balancers=NO_REFS, gateway_load_balancers=Refs.to(GATEWAY))],
        ),
    ]
    failing = [
        (
            "an Application Load Balancer",
            [service(), balancer(type=Known("application"))],
            [
                "endpoint service orders has load balancer door in networkLoadBalancerArns, whose type is application "
                "and not network"
            ],
        ),
        (
            "one that exists elsewhere, beside a right one",
            [service(network_load_balancers=Refs(Known((Known(APPLICATION), UNKNOWN)), ("LoadBalancer:door",)))]
            + [balancer()],
            [
                f"endpoint service orders has {APPLICATION} in networkLoadBalancerArns, whose type is application and "
                "not network"
            ],
        ),
        (
            "in the wrong list",
            [service(network_load_balancers=NO_REFS, gateway_load_balancers=Refs.to(NETWORK))],
            [
                f"endpoint service orders has {NETWORK} in gatewayLoadBalancerArns, whose type is network and not "
                "gateway"
            ],
        ),
        (
            "none",
            [service(network_load_balancers=Refs.to())],
            ["endpoint service orders has no load balancer"],
        ),
    ]
    unknown = [
        (
            "a type that is not known",
            [service(), balancer(type=UNKNOWN)],
            ["endpoint service orders: the type of load balancer door is not known yet"],
        ),
        (
            "one that is not read",
            [service(network_load_balancers=Refs.to("lb-1"))],
            [f"endpoint service orders: the list networkLoadBalancerArns {UNREAD}"],
        ),
        (
            "a list that is not known",
            [service(network_load_balancers=Refs(UNKNOWN))],
            ["endpoint service orders: the list networkLoadBalancerArns is not known yet"],
        ),
    ]
