"""AWS-NLB-16."""

from privateapi.rules.aws_nlb.facade_zones import FacadeZones
from privateapi.topology.model import Subnet
from privateapi.topology.values import UNKNOWN, Refs
from tests.rules.api_nodes import addresses, balancer, endpoint, group, hub, listener, target
from tests.rules.nodes import refs, subnet
from tests.rules.suite import RuleSuite

API = [
    *hub(),
    endpoint(subnets=refs(Subnet, "a", "b"), addresses=addresses(("a", "10.0.0.10"), ("b", "10.0.1.10"))),
    group(),
    target("10.0.0.10"),
    listener(),
]


class TestFacadeZones(RuleSuite):
    rule = FacadeZones
    passing = [
        ("the same zones", [*API, balancer(subnets=refs(Subnet, "a", "b"))]),
        (
            "other subnets of the same zones",
            [
                *API,
                subnet("c", "hub", "10.0.2.0/24", "us-east-1a"),
                subnet("d", "hub", "10.0.3.0/24", "us-east-1b"),
                balancer(subnets=refs(Subnet, "c", "d")),
            ],
        ),
        ("no balancer", API),
    ]
    failing = [
        (
            "a zone less",
            [*API, balancer(subnets=refs(Subnet, "a"))],
            ["load balancer door is in us-east-1a, VPC endpoint api behind it in us-east-1a, us-east-1b"],
        ),
        (
            "another zone",
            [*API, subnet("c", "hub", "10.0.2.0/24", "us-east-1c"), balancer(subnets=refs(Subnet, "a", "c"))],
            ["load balancer door is in us-east-1a, us-east-1c, VPC endpoint api behind it in us-east-1a, us-east-1b"],
        ),
    ]
    unknown = [
        (
            "subnets that are not known",
            [*API, balancer(subnets=Refs(UNKNOWN))],
            ["load balancer door: the list of the subnets of load balancer door is not known yet"],
        ),
    ]
