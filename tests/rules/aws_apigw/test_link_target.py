"""AWS-API-06."""

from privateapi.rules.aws_apigw.link_target import LinkTarget
from privateapi.topology.values import UNKNOWN, Known, Refs
from tests.rules.api_nodes import balancer, link
from tests.rules.suite import RuleSuite

ARN = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/{}/door/1"


class TestLinkTarget(RuleSuite):
    rule = LinkTarget
    passing = [
        ("one Network Load Balancer", [link("link", "door"), balancer()]),
        (
            "of the same account",
            [
                link("link", "door", account=Known("111122223333")),
                balancer(account=Known("111122223333")),
            ],
        ),
        (
            "one of elsewhere",
            [link(targets=Refs.to(ARN.format("net")), account=Known("111122223333"))],
        ),
        ("a link V2", [link(version=2)]),
    ]
    failing = [
        ("none", [link()], ["VPC link link has no targets; it takes 1 Network Load Balancer"]),
        (
            "two",
            [link("link", "door", "other"), balancer(), balancer("other")],
            ["VPC link link has 2 targets; it takes 1 Network Load Balancer"],
        ),
        (
            "an Application Load Balancer",
            [link("link", "door"), balancer(type=Known("application"))],
            ["VPC link link leads to load balancer door, which is of the type application"],
        ),
        (
            "another account",
            [link("link", "door", account=Known("111122223333")), balancer(account=Known("444455556666"))],
            [
                "VPC link link is of the account 111122223333 and leads to load balancer door of the account "
                "444455556666"
            ],
        ),
        (
            "by ARN",
            [link(targets=Refs.to(ARN.format("app")), account=Known("444455556666"))],
            [
                f"VPC link link leads to {ARN.format('app')}, which is no Network Load Balancer",
                f"VPC link link is of the account 444455556666 and leads to {ARN.format('app')} of the account "
                "111122223333",
            ],
        ),
    ]
    unknown = [
        (
            "targets that are not known",
            [link(targets=Refs(UNKNOWN))],
            ["VPC link link: the list targetArns is not known yet"],
        ),
        (
            "a type that is not known",
            [link("link", "door"), balancer(type=UNKNOWN)],
            ["VPC link link: the type of load balancer door is not known yet"],
        ),
        (
            "a text that is no ARN",
            [link(targets=Refs.to("door"))],
            ["VPC link link: the target 'door' is not among the resources that were read"],
        ),
    ]
