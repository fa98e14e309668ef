"""AWS-NLB-11."""

import dataclasses

from privateapi.rules.aws_nlb.listener_ports import ListenerPorts
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, listener
from tests.rules.suite import RuleSuite, run


class TestListenerPorts(RuleSuite):
    rule = ListenerPorts
    passing = [
        ("two ports", [balancer(), listener(), listener("more", port=Known(8443))]),
        ("two balancers", [balancer(), balancer("other"), listener(), listener("more", "other")]),
        ("another kind", [balancer(type=Known("application")), listener(), listener("more")]),
    ]
    failing = [
        (
            "one port twice",
            [balancer(), listener(), listener("more")],
            ["listener https and listener more of load balancer door both listen on port 443"],
        ),
        (
            "one port for TCP and UDP",
            [balancer(), listener(protocol=Known("TCP")), listener("more", protocol=Known("UDP"))],
            ["listener https and listener more of load balancer door both listen on port 443"],
        ),
    ]
    unknown = [
        (
            "a port that is not known",
            [balancer(), listener(), listener("more", port=UNKNOWN)],
            ["listener more: the port is not known yet"],
        ),
        (
            "a balancer that is not known",
            [balancer(), listener(), listener("more", load_balancer=Ref(UNKNOWN))],
            ["listener more: its load balancer is not known yet"],
        ),
        (
            "a type that is not known",
            [balancer(type=UNKNOWN), listener(), listener("more")],
            ["load balancer door: the type of load balancer door is not known yet"],
        ),
    ]

    def test_listener_that_exists(self) -> None:
        nodes = [balancer(), listener("new"), dataclasses.replace(listener("old"), live=True)]
        assert [each.message for each in run(ListenerPorts, nodes).violations] == [
            "listener new and listener old (exists already) of load balancer door both listen on port 443"
        ]
