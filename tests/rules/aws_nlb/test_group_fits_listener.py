"""AWS-NLB-04."""

from privateapi.rules.aws_nlb.group_fits_listener import GroupFitsListener
from privateapi.topology.model import Subnet, Vpc
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, group, hub, listener
from tests.rules.nodes import ref, refs, vpc
from tests.rules.suite import RuleSuite

DOOR = [*hub(), balancer(subnets=refs(Subnet, "a", "b"))]


class TestGroupFitsListener(RuleSuite):
    rule = GroupFitsListener
    passing = [
        ("TLS behind TLS", [*DOOR, listener(), group()]),
        ("TCP behind TLS", [*DOOR, listener(), group(protocol=Known("TCP"))]),
        ("TCP_UDP behind UDP", [*DOOR, listener(protocol=Known("UDP")), group(protocol=Known("TCP_UDP"))]),
        ("a protocol that another rule refuses", [*DOOR, listener(protocol=Known("HTTP")), group()]),
        ("another kind", [balancer(type=Known("application")), listener(), group(protocol=Known("HTTP"))]),
    ]
    failing = [
        (
            "UDP behind TLS",
            [*DOOR, listener(), group(protocol=Known("UDP"))],
            ["listener https is TLS and forwards to target group api, which is UDP; TCP or TLS fits"],
        ),
        (
            "TLS behind TCP",
            [*DOOR, listener(protocol=Known("TCP")), group()],
            ["listener https is TCP and forwards to target group api, which is TLS; TCP or TCP_UDP fits"],
        ),
        (
            "another VPC",
            [*DOOR, vpc("spoke", "10.1.0.0/16"), listener(), group(vpc=ref(Vpc, "spoke"))],
            ["target group api is in VPC spoke, load balancer door of listener https in VPC hub"],
        ),
    ]
    unknown = [
        (
            "a protocol that is not known",
            [*DOOR, listener(), group(protocol=UNKNOWN)],
            ["listener https: the protocol of target group api is not known yet"],
        ),
        (
            "a VPC that is not known",
            [*DOOR, listener(), group(vpc=Ref(UNKNOWN))],
            ["listener https: the VPC of target group api is not known yet"],
        ),
    ]
