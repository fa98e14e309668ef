"""What security group rules open, as far as it can be read."""

from typing import Any

import pytest

from privateapi.topology.cidr import parse_cidr
from privateapi.topology.model import ManagedPrefixList, SecurityGroup, SecurityGroupRule, Topology
from privateapi.topology.openings import lets_in, opens, peer_blocks
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs, Unknown, values_of
from tests.rules.nodes import node, ref, refs

GROUP = node(SecurityGroup, "api")

OPENS = [
    ("the port", {"ip_protocol": Known("tcp"), "from_port": Known(443), "to_port": Known(443)}, True),
    ("a range around it", {"ip_protocol": Known("6"), "from_port": Known(1), "to_port": Known(65535)}, True),
    ("another port", {"ip_protocol": Known("tcp"), "from_port": Known(80), "to_port": Known(80)}, False),
    ("one port without an end", {"ip_protocol": Known("tcp"), "from_port": Known(443)}, True),
    ("no ports, which is all", {"ip_protocol": Known("tcp")}, True),
    ("all protocols", {"ip_protocol": Known("-1"), "from_port": Known(0), "to_port": Known(0)}, True),
    ("another protocol", {"ip_protocol": Known("UDP"), "from_port": Known(443), "to_port": Known(443)}, False),
]


@pytest.mark.parametrize(("case", "fields", "expected"), OPENS, ids=[case for case, _, _ in OPENS])
def test_opens(case: str, fields: dict[str, Any], expected: bool) -> None:
    assert opens(node(SecurityGroupRule, "in", **fields), 443) == Known(expected)


def test_opens_unknown() -> None:
    assert opens(node(SecurityGroupRule, "in", ip_protocol=UNKNOWN), 443) == Unknown(
        "the ipProtocol of security group rule in is not known yet"
    )
    assert opens(node(SecurityGroupRule, "in", ip_protocol=Known("tcp"), to_port=UNKNOWN), 443).unknown


PEERS = [
    ("a block that is none", {"cidr_blocks": values_of("10.0.0.1/8")}),
    ("a prefix list that was not read", {"prefix_lists": Refs.to("pl-0a1")}),
    ("a prefix list with unknown entries", {"prefix_lists": refs(ManagedPrefixList, "offices")}),
    ("a list of blocks", {"ipv6_cidr_blocks": UNKNOWN}),
]


@pytest.mark.parametrize(("case", "fields"), PEERS, ids=[case for case, _ in PEERS])
def test_peers_unknown(case: str, fields: dict[str, Any]) -> None:
    rule = node(SecurityGroupRule, "in", **fields)
    assert peer_blocks(Topology([rule, node(ManagedPrefixList, "offices", entries=UNKNOWN)]), rule).unknown


def test_group_of_a_rule_is_not_known() -> None:
    stray = node(SecurityGroupRule, "in", security_group=Ref(UNKNOWN), ip_protocol=Known("tcp"))
    found = lets_in(Topology([GROUP, stray]), (GROUP,), 443, parse_cidr("10.0.0.0/16"))
    assert found == Unknown("the security group of security group rule in is not known yet")


def test_peers_by_group_are_no_blocks() -> None:
    rule = node(
        SecurityGroupRule,
        "in",
        security_group=ref(SecurityGroup, "api"),
        ip_protocol=Known("tcp"),
        referenced_groups=refs(SecurityGroup, "api"),
        cidr_blocks=MISSING,
    )
    topology = Topology([GROUP, rule])
    assert lets_in(topology, (GROUP,), 443, parse_cidr("10.0.0.0/16")) == Known(False)
    assert lets_in(topology, (GROUP,), 443) == Known(True)
