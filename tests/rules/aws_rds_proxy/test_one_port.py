"""AWS-RDS-05."""

from typing import Any

from privateapi.rules.aws_rds_proxy.one_port import OnePort
from privateapi.topology.model import Node, RdsProxy, SecurityGroup
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs
from tests.rules.api_nodes import allow, balancer, group, hub, listener, security_group, target
from tests.rules.backend_nodes import behind, database, proxy
from tests.rules.nodes import ref, refs
from tests.rules.suite import RuleSuite

TCP: dict[str, Any] = {"protocol": Known("TCP"), "port": Known(5432)}
GROUPS = refs(SecurityGroup, "proxy")


def way(group_port: int = 5432, listener_port: int = 5432, **fields: Any) -> list[Node]:
    """A listener that forwards to the addresses of the proxy."""
    return [
        *hub(),
        balancer(),
        listener(**{**TCP, "port": Known(listener_port)}),
        group(**{**TCP, "port": Known(group_port)}),
        target("10.0.0.10", **{"target": ref(RdsProxy, "orders"), **fields}),
        proxy(),
    ]


class TestOnePort(RuleSuite):
    rule = OnePort
    passing = [
        ("one port", way()),
        ("the port of the target counts", way(443, port=Known(5432))),
        ("a database of its family", [*hub(), proxy(), behind(), database(engine=Known("aurora-postgresql"))]),
        ("a group that lets it in", [proxy(security_groups=GROUPS), security_group("proxy"), allow("proxy", 5432)]),
        ("an engine that nothing asks for", [proxy(engine_family=UNKNOWN)]),
    ]
    failing = [
        (
            "another engine",
            [*hub(), proxy(), behind(), database(engine=Known("mariadb"))],
            ["RDS proxy orders has the engineFamily POSTGRESQL, database orders behind it the engine mariadb of MYSQL"],
        ),
        (
            "another port at the group",
            way(3306),
            ["target api-10.0.0.10 in target group api has the port 3306; RDS proxy orders listens on 5432"],
        ),
        (
            "another port at the listener",
            way(listener_port=443),
            ["listener https before RDS proxy orders listens on 443; clients of POSTGRESQL ask on 5432"],
        ),
        (
            "a group for another port",
            [
                proxy(security_groups=GROUPS),
                security_group("proxy"),
                allow("proxy", 3306, "10.0.0.0/16"),
            ],
            ["security group proxy of RDS proxy orders let nobody in on TCP 5432, where it listens"],
        ),
    ]
    unknown = [
        (
            "an engine family that is not in the tables",
            [*way()[:-1], proxy(engine_family=Known("ORACLE"))],
            ["RDS proxy orders: the engineFamily 'ORACLE' of RDS proxy orders is not in the tables"],
        ),
        (
            "an engine family that is not known",
            [*way()[:-1], proxy(engine_family=UNKNOWN)],
            ["RDS proxy orders: the engineFamily of RDS proxy orders is not known yet"],
        ),
        (
            "an engine that is not in the tables",
            [*hub(), proxy(), behind(), database(engine=Known("oracle-ee"))],
            ["RDS proxy orders: the engine 'oracle-ee' of database orders is not in the tables"],
        ),
        (
            "an engine that is not said",
            [*hub(), proxy(), behind(), database(engine=MISSING)],
            ["RDS proxy orders: the engine of database orders is not set"],
        ),
        (
            "a group that was not read",
            [proxy(security_groups=Refs.to("sg-1"))],
            [
                "RDS proxy orders: the list vpcSecurityGroupIds names 'sg-1', which is not among the resources that "
                "were read"
            ],
        ),
        (
            "a rule of a group that is not known",
            [
                proxy(security_groups=GROUPS),
                security_group("proxy"),
                allow("proxy", 5432, security_group=Ref(UNKNOWN)),
            ],
            ["RDS proxy orders: the security group of security group rule proxy-5432-0 is not known yet"],
        ),
    ]
