"""AWS-NLB-06."""

from privateapi.rules.aws_nlb.target_in_network import TargetInNetwork
from privateapi.topology.model import RouteTarget, Subnet, TransitGateway
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, group, hub, listener, target
from tests.rules.nodes import attachment, gateway, ref, refs, route, subnet, table, vpc
from tests.rules.suite import RuleSuite

DOOR = [*hub(), balancer(subnets=refs(Subnet, "a", "b")), listener(), group()]
SPOKE = [vpc("spoke", "10.1.0.0/16"), subnet("far", "spoke", "10.1.0.0/24")]
GATEWAY = ref(TransitGateway, "tgw")
ROUTED = [
    gateway("tgw"),
    attachment("hub", "tgw"),
    attachment("spoke", "tgw"),
    *table("main", "hub", "a", "b"),
    route("main", "10.1.0.0/16", RouteTarget.TRANSIT_GATEWAY, GATEWAY),
]


class TestTargetInNetwork(RuleSuite):
    rule = TargetInNetwork
    passing = [
        ("in the VPC", [*DOOR, target("10.0.0.10")]),
        ("in a routed VPC", [*DOOR, *SPOKE, *ROUTED, target("10.1.0.10")]),
        ("an instance", [*DOOR, target("i-1", "servers"), group("servers", target_type=Known("instance"))]),
    ]
    failing = [
        (
            "outside the VPC and not routed",
            [*DOOR, *table("main", "hub", "a", "b"), target("10.9.0.10")],
            [
                "10.9.0.10 of target group api is outside of VPC hub (10.0.0.0/16), and load balancer door does not "
                "reach it from subnet a: route table main has no route to 10.9.0.10"
            ],
        ),
        (
            "a public address",
            [*DOOR, target("198.51.100.7")],
            [
                "198.51.100.7 of target group api is outside of VPC hub (10.0.0.0/16), and not in 10.0.0.0/8, "
                "100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16"
            ],
        ),
        (
            "in a VPC that is not attached",
            [*DOOR, *SPOKE, *(each for each in ROUTED if each.name != "spoke-tgw"), target("10.1.0.10")],
            [
                "10.1.0.10 of target group api is outside of VPC hub (10.0.0.0/16), and load balancer door does not "
                "reach it from subnet a: transit gateway tgw has no route to 10.1.0.10"
            ],
        ),
    ]
    unknown = [
        (
            "a target that is not known",
            [*DOOR, target("x", target=Ref(UNKNOWN))],
            ["target api-x: the target is not known yet"],
        ),
        (
            "no address",
            [*DOOR, target("here")],
            ["target api-here: 'here' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'"],
        ),
        (
            "a block that is not known",
            [vpc("hub", UNKNOWN), group(), target("10.9.0.10")],
            ["target api-10.9.0.10: a CIDR block of VPC hub is not known yet"],
        ),
        (
            "a gateway that was not read",
            [
                *DOOR,
                *table("main", "hub", "a", "b"),
                route("main", "10.9.0.0/16", RouteTarget.TRANSIT_GATEWAY, Ref.to("tgw-1")),
                target("10.9.0.10"),
            ],
            [
                "target api-10.9.0.10: whether load balancer door reaches 10.9.0.10 is not known: the transit gateway "
                "of route main-10.9.0.0/16 names 'tgw-1', which is not among the resources that were read"
            ],
        ),
    ]
