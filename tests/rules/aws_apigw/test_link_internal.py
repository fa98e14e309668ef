"""AWS-API-08."""

from privateapi.rules.aws_apigw.link_internal import LinkInternal
from privateapi.topology.model import Listener, LoadBalancer
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs
from tests.rules.api_nodes import balancer, integration, link, linked, listener
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

PUBLIC = balancer(scheme=Known("internet-facing"))


class TestLinkInternal(RuleSuite):
    rule = LinkInternal
    passing = [
        ("internal", [link("link", "door"), balancer()]),
        (
            "internal, behind a link V2",
            [link(version=2), linked(integration_target=ref(LoadBalancer, "door")), balancer()],
        ),
        (
            "an Application Load Balancer behind a link V2",
            [
                link(version=2),
                linked(integration_target=ref(LoadBalancer, "door")),
                balancer(type=Known("application"), scheme=Known("internet-facing")),
            ],
        ),
        ("a link V2 without integrations", [link(version=2), integration()]),
    ]
    failing = [
        (
            "internet-facing",
            [link("link", "door"), PUBLIC],
            ["load balancer door behind VPC link link is internet-facing"],
        ),
        (
            "internet-facing by default",
            [link("link", "door"), balancer(scheme=MISSING)],
            ["load balancer door behind VPC link link is internet-facing"],
        ),
        (
            "behind a link V2, by its listener",
            [link(version=2), linked(version=2, integration_target=ref(Listener, "https")), listener(), PUBLIC],
            ["load balancer door behind VPC link link (API integration list) is internet-facing"],
        ),
    ]
    unknown = [
        (
            "a balancer that was not read",
            [link(targets=Refs.to("arn:door"))],
            [
                "VPC link link: the list of the targets of VPC link link names 'arn:door', which is not among the "
                "resources that were read"
            ],
        ),
        (
            "a scheme that is not known",
            [link("link", "door"), balancer(scheme=UNKNOWN)],
            ["VPC link link: the scheme of load balancer door is not known yet"],
        ),
        (
            "an integration that may go over it",
            [link(version=2), linked(connection=Ref(UNKNOWN))],
            [
                "VPC link link: API integration list may go over VPC link link: its connection is not known yet",
            ],
        ),
        (
            "a target that is not known",
            [link(version=2), linked(integration_target=Ref(UNKNOWN))],
            ["VPC link link: the load balancer of API integration list is not known yet"],
        ),
    ]
