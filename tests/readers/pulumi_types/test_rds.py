"""RDS proxies and databases."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import DatabaseCluster, DatabaseInstance, RdsProxy, RdsProxyTarget, RdsProxyTargetGroup
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a proxy",
        "aws:rds/proxy:Proxy",
        {
            "name": "p",
            "engineFamily": "MYSQL",
            "vpcSubnetIds": ["s"],
            "vpcSecurityGroupIds": ["g"],
            "requireTls": True,
            "idleClientTimeout": 1800,
            "debugLogging": False,
            "defaultAuthScheme": "IAM_AUTH",
            "endpoint": "p.rds",
        },
        {},
        RdsProxy,
        {
            "proxy_name": "p",
            "engine_family": "MYSQL",
            "subnets": ["s"],
            "security_groups": ["g"],
            "require_tls": True,
            "idle_client_timeout_seconds": 1800,
            "debug_logging": False,
            "default_auth_scheme": "IAM_AUTH",
            "endpoint": "p.rds",
            "auth": None,
        },
    ),
    (
        "a cluster",
        "aws:rds/cluster:Cluster",
        {"clusterIdentifier": "c", "engine": "aurora-postgresql", "port": 5432, "vpcSecurityGroupIds": ["g"]},
        {},
        DatabaseCluster,
        {"engine": "aurora-postgresql", "port": 5432, "security_groups": ["g"], "subnets": None},
    ),
    (
        "a target group of pulumi_aws",
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup",
        {"dbProxyName": "p", "connectionPoolConfig": {"maxConnectionsPercent": 90, "connectionBorrowTimeout": 120}},
        {},
        RdsProxyTargetGroup,
        {
            "proxy": "p",
            "max_connections_percent": 90,
            "max_idle_connections_percent": None,
            "connection_borrow_timeout_seconds": 120,
        },
    ),
    (
        "a target group of ours",
        "privateapi:rds:ProxyTargetGroup",
        {"dbProxyName": "p", "maxConnectionsPercent": 90},
        {},
        RdsProxyTargetGroup,
        {"max_connections_percent": 90},
    ),
    (
        "a target",
        "aws:rds/proxyTarget:ProxyTarget",
        {"dbProxyName": "p", "dbInstanceIdentifier": "db"},
        {},
        RdsProxyTarget,
        {"proxy": "p", "database": "db"},
    ),
    (
        "a database",
        "aws:rds/instance:Instance",
        {"engine": "mysql", "port": 3306, "vpcSecurityGroupIds": ["g"]},
        {},
        DatabaseInstance,
        {"engine": "mysql", "port": 3306, "security_groups": ["g"], "subnets": None},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_subnets_of_the_subnet_group() -> None:
    group = resource("aws:rds/subnetGroup:SubnetGroup", {"name": "db", "subnetIds": ["s1", "s2"]})
    database = resource(
        "aws:rds/instance:Instance", {"dbSubnetGroupName": UNKNOWN}, dependencies={"dbSubnetGroupName": [group.key]}
    )
    (found,) = [node for node in nodes(group, database) if isinstance(node, DatabaseInstance)]
    assert shown(found.subnets) == ["s1", "s2"]


def test_auth() -> None:
    (found,) = nodes(resource("aws:rds/proxy:Proxy", {"auths": [{"authScheme": "SECRETS", "secretArn": "arn:s"}]}))
    assert isinstance(found, RdsProxy)
    (auth,) = found.auth.get()
    assert (shown(auth.auth_scheme), shown(auth.secret), shown(auth.iam_auth)) == ("SECRETS", "arn:s", None)
