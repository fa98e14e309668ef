"""AWS-EP-19."""

from typing import Any

from privateapi.rules.aws_endpoint.resolver_admission import ResolverAdmission
from privateapi.topology.model import (
    DhcpOptions,
    DhcpOptionsAssociation,
    Direction,
    Instance,
    Node,
    ResolverEndpoint,
    ResolverRule,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Vpc,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Refs, Value, values_of
from tests.rules.api_nodes import allow, hub, security_group
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

GROUPS = refs(SecurityGroup, "dns")


def out(protocol: str, port: int = 53, **fields: Any) -> SecurityGroupRule:
    rule = allow("dns", port, "192.168.0.0/16", protocol=protocol, direction=Direction.EGRESS, **fields)
    return node(
        SecurityGroupRule,
        protocol,
        **{
            name: getattr(rule, name)
            for name in ("security_group", "direction", "ip_protocol", "from_port", "to_port", "cidr_blocks")
        },
    )


def forwarding(*servers: str, groups: Refs = GROUPS, port: Value[int] = MISSING) -> list[Node]:
    return [
        node(ResolverEndpoint, "out", direction=Known("OUTBOUND"), security_groups=groups),
        node(
            ResolverRule,
            "corp",
            endpoint=ref(ResolverEndpoint, "out"),
            target_addresses=values_of(*servers),
            target_ports=Known((port,) * len(servers)),
        ),
        security_group("dns"),
    ]


CLIENT = [
    *hub(),
    node(DhcpOptions, "own", domain_name_servers=values_of("192.168.0.53", "AmazonProvidedDNS")),
    node(DhcpOptionsAssociation, "own", vpc=ref(Vpc, "hub"), dhcp_options=ref(DhcpOptions, "own")),
    node(Instance, "client", subnet=ref(Subnet, "a"), security_groups=GROUPS),
    security_group("dns"),
]


class TestResolverAdmission(RuleSuite):
    rule = ResolverAdmission
    passing = [
        ("both", [*forwarding("192.168.0.53"), out("udp"), out("tcp")]),
        ("with a port", [*forwarding("192.168.0.53:53"), out("udp"), out("tcp")]),
        (
            "a port of its own",
            [*forwarding("192.168.0.53", port=Known(5353)), out("udp", 5353), out("tcp", 5353)],
        ),
        ("everything, by default", forwarding("192.168.0.53")),
        ("an instance", [*CLIENT, out("udp"), out("tcp")]),
        ("no rule", [node(ResolverEndpoint, "in", direction=Known("INBOUND"))]),
    ]
    failing = [
        (
            "no TCP",
            [*forwarding("192.168.0.53"), out("udp")],
            ["security group dns of resolver endpoint out lets no TCP 53 out to the name server 192.168.0.53"],
        ),
        (
            "another port",
            [*forwarding("192.168.0.53", port=Known(5353)), out("udp"), out("tcp")],
            [
                "security group dns of resolver endpoint out lets no UDP and no TCP 5353 out to the name server "
                "192.168.0.53"
            ],
        ),
        (
            "another server",
            [*forwarding("172.16.0.53"), out("udp"), out("tcp")],
            [
                "security group dns of resolver endpoint out lets no UDP and no TCP 53 out to the name server "
                "172.16.0.53"
            ],
        ),
        (
            "an instance without TCP",
            [*CLIENT, out("udp")],
            ["security group dns of instance client lets no TCP 53 out to the name server 192.168.0.53"],
        ),
    ]
    unknown = [
        (
            "a port that is not known",
            [*forwarding("192.168.0.53", port=UNKNOWN), out("udp"), out("tcp")],
            ["resolver endpoint out: the port of a name server is not known yet"],
        ),
        (
            "groups that are not known",
            forwarding("192.168.0.53", groups=Refs(UNKNOWN)),
            ["resolver endpoint out: the list of its security groups is not known yet"],
        ),
        (
            "a rule whose port is not known",
            [*forwarding("192.168.0.53"), out("udp", from_port=UNKNOWN), out("tcp")],
            ["resolver endpoint out: whether questions get out: a port of security group rule udp is not known"],
        ),
    ]
