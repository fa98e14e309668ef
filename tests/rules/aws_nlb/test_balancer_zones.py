"""AWS-NLB-01."""

import dataclasses

from privateapi.rules.aws_nlb.balancer_zones import BalancerZones
from privateapi.topology.model import Subnet
from privateapi.topology.values import MISSING, UNKNOWN, Refs
from tests.rules.api_nodes import addresses, balancer, hub
from tests.rules.nodes import refs, subnet
from tests.rules.suite import RuleSuite

AB = refs(Subnet, "a", "b")


class TestBalancerZones(RuleSuite):
    rule = BalancerZones
    passing = [
        ("two zones", [*hub(), balancer(subnets=AB)]),
        ("chosen addresses", [*hub(), balancer(addresses=addresses(("a", "10.0.0.5"), ("b", "10.0.1.5")))]),
        ("another kind", [balancer(type=MISSING)]),
    ]
    failing = [
        (
            "one subnet",
            [*hub(), balancer(subnets=refs(Subnet, "a"))],
            ["load balancer door has 1 subnet; subnets in 2 zones or more are needed"],
        ),
        ("no subnet", [balancer()], ["load balancer door has no subnet; subnets in 2 zones or more are needed"]),
        (
            "two subnets of one zone",
            [*hub(), subnet("c", "hub", "10.0.2.0/24", "us-east-1a"), balancer(subnets=refs(Subnet, "a", "c"))],
            ["load balancer door has subnet a and subnet c, all in us-east-1a; an outage of that zone takes it away"],
        ),
        (
            "a zone twice",
            [*hub(), subnet("c", "hub", "10.0.2.0/24", "us-east-1a"), balancer(subnets=refs(Subnet, "a", "b", "c"))],
            [
                "load balancer door has subnet a and subnet c, all in us-east-1a; a load balancer takes one subnet in "
                "each zone"
            ],
        ),
    ]
    unknown = [
        (
            "subnets that are not known",
            [balancer(subnets=Refs(UNKNOWN))],
            ["load balancer door: the list subnetIds is not known yet"],
        ),
        (
            "a zone that is chosen by AWS",
            [
                *hub(),
                dataclasses.replace(subnet("c", "hub", "10.0.2.0/24"), availability_zone=MISSING),
                balancer(subnets=refs(Subnet, "a", "c")),
            ],
            ["load balancer door: the availabilityZone of subnet c is not set"],
        ),
        (
            "a type that is not known",
            [balancer(type=UNKNOWN)],
            ["load balancer door: the type of load balancer door is not known yet"],
        ),
        (
            "subnets that were not read",
            [balancer(subnets=Refs.to("subnet-1", "subnet-2"))],
            [
                "load balancer door: the list subnetIds names 'subnet-1', which is not among the resources that were "
                "read"
            ],
        ),
    ]
