"""AWS-NLB-02."""

from privateapi.rules.aws_nlb.way_to_targets import WayToTargets
from privateapi.topology.model import AutoScalingGroup, Origin, OtherResource, TargetGroup
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.api_nodes import balancer, group, listener, target
from tests.rules.nodes import node, refs
from tests.rules.suite import RuleSuite

SCALING = node(AutoScalingGroup, "servers", target_groups=refs(TargetGroup, "api"))
SERVICE = OtherResource(origin=Origin("urn:service", "aws:ecs/service:Service"), name="orders")


class TestWayToTargets(RuleSuite):
    rule = WayToTargets
    passing = [
        ("a target", [balancer(), listener(), group(), target("10.0.0.5")]),
        ("an auto scaling group", [balancer(), listener(), group(), SCALING]),
        ("another kind", [balancer(type=Known("application"))]),
    ]
    failing = [
        ("no listener", [balancer()], ["load balancer door has no listener"]),
        (
            "no group",
            [balancer(), listener(target_groups=Refs())],
            ["listener https of load balancer door has no target group"],
        ),
        (
            "no target",
            [balancer(), listener(), group()],
            ["target group api behind listener https of load balancer door has no target"],
        ),
    ]
    unknown = [
        (
            "a listener whose balancer is not known",
            [balancer(), listener(load_balancer=Ref(UNKNOWN))],
            ["load balancer door: listener https may be one of load balancer door: its load balancer is not known yet"],
        ),
        (
            "a target whose group is not known",
            [balancer(), listener(), group(), target("10.0.0.5", target_group=Ref(UNKNOWN))],
            [
                "load balancer door: target api-10.0.0.5 may be one of target group api: its target group is not known "
                "yet"
            ],
        ),
        (
            "a service that registers by itself",
            [balancer(), listener(), group(), SERVICE],
            ["load balancer door: aws:ecs/service:Service orders may register targets with target group api"],
        ),
        (
            "an auto scaling group whose groups are not known",
            [balancer(), listener(), group(), node(AutoScalingGroup, "servers", target_groups=Refs(UNKNOWN))],
            [
                "load balancer door: auto scaling group servers may register targets with target group api: its target "
                "group is not known yet"
            ],
        ),
    ]
