"""AWS-NLB-03."""

from privateapi.rules.aws_nlb.listener_protocol import ListenerProtocol
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, listener
from tests.rules.suite import RuleSuite

TAKEN = "a Network Load Balancer takes TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC"


class TestListenerProtocol(RuleSuite):
    rule = ListenerProtocol
    passing = [
        *(
            (protocol, [balancer(), listener(protocol=Known(protocol))])
            for protocol in ("TCP", "TLS", "UDP", "TCP_UDP")
        ),
        ("HTTPS of an Application Load Balancer", [balancer(type=MISSING), listener(protocol=Known("HTTPS"))]),
    ]
    failing = [
        (
            "HTTPS",
            [balancer(), listener(protocol=Known("HTTPS"))],
            [f"listener https of load balancer door has the protocol HTTPS; {TAKEN}"],
        ),
        (
            "none",
            [balancer(), listener(protocol=MISSING)],
            [f"listener https of load balancer door has no protocol; {TAKEN}"],
        ),
    ]
    unknown = [
        (
            "a protocol that is not known",
            [balancer(), listener(protocol=UNKNOWN)],
            ["listener https: the protocol is not known yet"],
        ),
        (
            "a balancer that was not read",
            [listener(protocol=Known("HTTPS"), load_balancer=Ref.to("arn:1"))],
            ["listener https: its load balancer names 'arn:1', which is not among the resources that were read"],
        ),
    ]
