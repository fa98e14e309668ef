"""AWS-NLB-12."""

from privateapi.rules.aws_nlb.balancer_admission import BalancerAdmission
from privateapi.topology.model import SecurityGroup, Subnet
from privateapi.topology.values import UNKNOWN, Known, Refs, values_of
from tests.rules.api_nodes import (
    addresses,
    allow,
    balancer,
    client,
    endpoint,
    group,
    hub,
    listener,
    security_group,
    target,
)
from tests.rules.nodes import refs, vpc
from tests.rules.suite import RuleSuite

SPOKE = [vpc("spoke", "10.1.0.0/16", "us-west-2"), client("spoke")]
AB = refs(Subnet, "a", "b")
DOOR = [
    *hub(),
    balancer(subnets=AB, security_groups=refs(SecurityGroup, "door")),
    listener(),
    group(),
    security_group("door"),
]
API = [
    endpoint(
        subnets=AB,
        addresses=addresses(("a", "10.0.0.10"), ("b", "10.0.1.10")),
        security_groups=refs(SecurityGroup, "api"),
    ),
    security_group("api"),
    target("10.0.0.10"),
    target("10.0.1.10"),
]


class TestBalancerAdmission(RuleSuite):
    rule = BalancerAdmission
    passing = [
        (
            "clients and balancer",
            [*DOOR, *SPOKE, allow("door", 443, "10.1.0.0/16"), *API, allow("api", 443, "10.0.0.0/16")],
        ),
        ("a balancer without groups", [*hub(), balancer(subnets=AB), listener(), group(), *SPOKE]),
        (
            "the balancer's group",
            [
                *DOOR,
                *API,
                allow("api", 443, cidr_blocks=values_of(), referenced_groups=refs(SecurityGroup, "door")),
            ],
        ),
        ("no clients", DOOR),
        (
            "an endpoint of the default group",
            [*DOOR, endpoint(addresses=addresses(("a", "10.0.0.10"))), target("10.0.0.10")],
        ),
    ]
    failing = [
        (
            "clients outside",
            [*DOOR, *SPOKE, allow("door", 443, "10.0.0.0/16")],
            [
                "security group door of load balancer door does not let 10.1.0.0/16 of VPC spoke in on TCP 443, where "
                "listener https listens"
            ],
        ),
        (
            "a UDP listener",
            [
                *hub(),
                balancer(subnets=AB, security_groups=refs(SecurityGroup, "door")),
                listener(protocol=Known("UDP")),
                security_group("door"),
                *SPOKE,
                allow("door", 443, "10.1.0.0/16"),
            ],
            [
                "security group door of load balancer door does not let 10.1.0.0/16 of VPC spoke in on UDP 443, where "
                "listener https listens"
            ],
        ),
        (
            "the balancer outside",
            [*DOOR, *API, allow("api", 443, "10.0.0.0/24")],
            [
                "security group api of VPC endpoint api does not let 10.0.1.0/24 of subnet b in on TCP 443, where load "
                "balancer door stands"
            ],
        ),
    ]
    unknown = [
        (
            "groups that are not known",
            [*hub(), balancer(security_groups=Refs(UNKNOWN)), *SPOKE],
            ["load balancer door: the list of its security groups is not known yet"],
        ),
        (
            "a rule whose block is not known",
            [*DOOR, *API, allow("api", 443, UNKNOWN)],
            ["VPC endpoint api: a CIDR block of security group rule api-443-1 is not known yet"],
        ),
    ]
