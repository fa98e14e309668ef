"""AWS-HC-01."""

import pytest

from privateapi.facts.networks import network_facts
from privateapi.rules.aws_health.private_address import PrivateAddress
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import check
from tests.rules.suite import RuleSuite, run


class TestPrivateAddress(RuleSuite):
    rule = PrivateAddress
    passing = [
        ("a public address", [check(ip_address=Known("198.51.100.7"))]),
        ("a public IPv6 address", [check(ip_address=Known("2600:1f18::1"))]),
        ("an alarm", [check()]),
    ]
    failing = [
        (
            "a private address",
            [check(ip_address=Known("10.0.1.100"))],
            ["health check health asks 10.0.1.100 in 10.0.0.0/8, which Route 53's checkers cannot reach"],
        ),
        (
            "a shared address",
            [check(ip_address=Known("100.64.0.1"))],
            ["health check health asks 100.64.0.1 in 100.64.0.0/10, which Route 53's checkers cannot reach"],
        ),
        (
            "a unique local IPv6 address",
            [check(ip_address=Known("fd00::1"))],
            ["health check health asks fd00::1, which Route 53's checkers cannot reach"],
        ),
    ]
    unknown = [
        (
            "an address that is not known",
            [check(ip_address=UNKNOWN)],
            ["health check health: the ipAddress is not known yet"],
        ),
        (
            "no address",
            [check(ip_address=Known("here"))],
            [
                "health check health: 'here' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or "
                "'fd00::10'"
            ],
        ),
    ]

    @pytest.mark.parametrize("block", network_facts().cidr_lists["aws.not_checkable"].cidrs)
    def test_every_block(self, block: str) -> None:
        address = block.partition("/")[0]
        assert len(run(PrivateAddress, [check(ip_address=Known(address))]).violations) == 1
