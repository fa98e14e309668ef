"""AWS-SG-03."""

from privateapi.rules.aws_sg.service_ports import ServicePorts
from privateapi.topology.model import (
    EndpointService,
    Listener,
    LoadBalancer,
    Node,
    SecurityGroup,
    SecurityGroupRule,
    VpcEndpoint,
)
from privateapi.topology.values import UNKNOWN, Known, Refs, Value, values_of
from tests.rules.nodes import node, ref, refs
from tests.rules.suite import RuleSuite

NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1"


def listener(port: int | Value[int], protocol: str = "TCP") -> Listener:
    """A listener of the service's balancer."""
    return node(
        Listener,
        f"{protocol}-{port if isinstance(port, int) else 'some'}",
        load_balancer=ref(LoadBalancer, "database"),
        port=Known(port) if isinstance(port, int) else port,
        protocol=Known(protocol),
    )


def lets(first: int | Value[int], last: int | None = None, protocol: str = "tcp") -> SecurityGroupRule:
    """A rule of the endpoint's group."""
    return node(
        SecurityGroupRule,
        "in",
        security_group=ref(SecurityGroup, "clients"),
        ip_protocol=Known(protocol),
        from_port=Known(first) if isinstance(first, int) else first,
        to_port=Known(last or first) if isinstance(first, int) else first,
        cidr_blocks=values_of("10.0.0.0/16"),
    )


SERVICE: list[Node] = [
    node(LoadBalancer, "database", type=Known("network")),
    node(EndpointService, "database", network_load_balancers=refs(LoadBalancer, "database"), service_name=Known(NAME)),
    node(SecurityGroup, "clients"),
    node(
        VpcEndpoint,
        "database",
        service=ref(EndpointService, "database"),
        service_name=UNKNOWN,
        security_groups=refs(SecurityGroup, "clients"),
    ),
]


class TestServicePorts(RuleSuite):
    rule = ServicePorts
    passing = [
        ("its port", [*SERVICE, listener(5432), lets(5432)]),
        ("a range around it", [*SERVICE, listener(5432), lets(1024, 65535)]),
        ("all protocols", [*SERVICE, listener(5432), lets(0, 0, "-1")]),
        ("UDP", [*SERVICE, listener(53, "UDP"), lets(53, protocol="17")]),
        (
            "a service of AWS",
            [
                *SERVICE[:3],
                node(
                    VpcEndpoint,
                    "api",
                    service_name=Known("com.amazonaws.us-east-1.execute-api"),
                    security_groups=refs(SecurityGroup, "clients"),
                ),
                listener(5432),
            ],
        ),
        (
            "the default group of the VPC",
            [*SERVICE[:3], node(VpcEndpoint, "database", service=ref(EndpointService, "database")), listener(5432)],
        ),
    ]
    failing = [
        (
            "443 only",
            [*SERVICE, listener(5432), lets(443)],
            [
                "VPC endpoint database is for endpoint service database, where listener TCP-5432 listens on TCP 5432, "
                "but security group clients lets that in from nowhere"
            ],
        ),
        (
            "the wrong protocol, by the name of the service",
            [
                *SERVICE[:3],
                node(
                    VpcEndpoint,
                    "database",
                    service_name=Known(NAME),
                    security_groups=refs(SecurityGroup, "clients"),
                ),
                listener(6379),
                lets(6379, protocol="udp"),
            ],
            [
                "VPC endpoint database is for endpoint service database, where listener TCP-6379 listens on TCP 6379, "
                "but security group clients lets that in from nowhere"
            ],
        ),
    ]
    unknown = [
        (
            "a port of the service",
            [*SERVICE, listener(UNKNOWN), lets(443)],
            ["VPC endpoint database: the port of listener TCP-some is not known yet"],
        ),
        (
            "a port of the rule",
            [*SERVICE, listener(5432), lets(UNKNOWN)],
            ["VPC endpoint database: a port of security group rule in is not known"],
        ),
        (
            "the groups",
            [
                *SERVICE[:3],
                node(VpcEndpoint, "database", service=ref(EndpointService, "database"), security_groups=Refs(UNKNOWN)),
                listener(5432),
            ],
            ["VPC endpoint database: the list of its security groups is not known yet"],
        ),
        (
            "the service",
            [node(VpcEndpoint, "some", service_name=UNKNOWN, security_groups=refs(SecurityGroup, "clients"))],
            ["VPC endpoint some: its serviceName is not known yet"],
        ),
    ]
