"""AWS-NLB-10."""

from privateapi.rules.aws_nlb.zones_with_targets import ZonesWithTargets
from privateapi.topology.model import Instance, Subnet
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, group, hub, listener, target
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

AB = refs(Subnet, "a", "b")
DOOR = [*hub(), balancer(subnets=AB), listener(), group()]


class TestZonesWithTargets(RuleSuite):
    rule = ZonesWithTargets
    passing = [
        ("a target in each", [*DOOR, target("10.0.0.5"), target("10.0.1.5")]),
        ("cross-zone", [*hub(), balancer(subnets=AB, cross_zone=Known(True)), listener(), group(), target("10.0.0.5")]),
        (
            "cross-zone of the group",
            [*hub(), balancer(subnets=AB), listener(), group(cross_zone=Known("true")), target("10.0.0.5")],
        ),
        (
            "an instance and a written zone",
            [
                *DOOR,
                node(Instance, "server", subnet=ref(Subnet, "a")),
                target("i", target=ref(Instance, "server")),
                target("10.9.0.1", availability_zone=Known("us-east-1b")),
            ],
        ),
        ("no targets, which is another rule's", DOOR),
        ("another kind", [balancer(type=Known("application"))]),
    ]
    failing = [
        (
            "a zone without",
            [*DOOR, target("10.0.0.5")],
            [
                "load balancer door is in us-east-1b, where target group api has no target, and has no cross-zone load "
                "balancing"
            ],
        ),
        (
            "the group says no",
            [
                *hub(),
                balancer(subnets=AB, cross_zone=Known(True)),
                listener(),
                group(cross_zone=Known("false")),
                target("10.0.0.5"),
            ],
            [
                "load balancer door is in us-east-1b, where target group api has no target, and has no cross-zone load "
                "balancing"
            ],
        ),
    ]
    unknown = [
        (
            "a target whose zone is not known",
            [*DOOR, target("10.0.0.5"), target("x", target=Ref(UNKNOWN))],
            ["load balancer door: the zone of target api-x is not known"],
        ),
        (
            "a setting that is not known",
            [*hub(), balancer(subnets=AB, cross_zone=UNKNOWN), listener(), group(), target("10.0.0.5")],
            ["load balancer door: enableCrossZoneLoadBalancing is not known yet"],
        ),
    ]
