"""RDS proxies and databases."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    DatabaseCluster,
    DatabaseInstance,
    Node,
    ProxyAuth,
    RdsProxy,
    RdsProxyTarget,
    RdsProxyTargetGroup,
)
from privateapi.topology.values import NO_REFS, Refs

_SUBNET_GROUPS = ("privateapi:rds:SubnetGroup", "aws:rds/subnetGroup:SubnetGroup")


@reads("privateapi:rds:Proxy", "aws:rds/proxy:Proxy", id=("dbProxyName", "name"), names=("endpoint", "dbProxyArn"))
def proxy(read: Reading) -> Iterator[Node]:
    yield RdsProxy(
        **read.node,
        proxy_name=read.text("dbProxyName", "name"),
        engine_family=read.text("engineFamily"),
        subnets=read.refs("vpcSubnetIds"),
        security_groups=read.refs("vpcSecurityGroupIds"),
        require_tls=read.boolean("requireTls"),
        auth=read.objects("auths", "auth").map(lambda found: tuple(map(_auth, found))),
        default_auth_scheme=read.text("defaultAuthScheme"),
        idle_client_timeout_seconds=read.integer("idleClientTimeout"),
        debug_logging=read.boolean("debugLogging"),
        endpoint=read.text("endpoint"),
    )


def _auth(entry: Properties) -> ProxyAuth:
    return ProxyAuth(entry.text("authScheme"), entry.text("iamAuth"), entry.ref("secretArn"))


@reads("privateapi:rds:ProxyTargetGroup", "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup")
def proxy_target_group(read: Reading) -> Iterator[Node]:
    pool: Properties = read.inside("connectionPoolConfig") if read.given("connectionPoolConfig") else read
    yield RdsProxyTargetGroup(
        **read.node,
        proxy=read.ref("dbProxyName"),
        max_connections_percent=pool.integer("maxConnectionsPercent"),
        max_idle_connections_percent=pool.integer("maxIdleConnectionsPercent"),
        connection_borrow_timeout_seconds=pool.integer("connectionBorrowTimeout"),
    )


@reads("privateapi:rds:ProxyTarget", "aws:rds/proxyTarget:ProxyTarget")
def proxy_target(read: Reading) -> Iterator[Node]:
    yield RdsProxyTarget(
        **read.node,
        proxy=read.ref("dbProxyName"),
        database=read.ref("dbInstanceIdentifier", "dbClusterIdentifier"),
    )


@reads(
    "privateapi:rds:Instance",
    "aws:rds/instance:Instance",
    id=("dbInstanceIdentifier", "identifier"),
    names=("address", "endpoint"),
)
def instance(read: Reading) -> Iterator[Node]:
    yield DatabaseInstance(
        **read.node,
        engine=read.text("engine"),
        port=read.integer("port"),
        subnets=_subnets(read),
        security_groups=read.refs("vpcSecurityGroupIds"),
    )


@reads(
    "privateapi:rds:Cluster",
    "aws:rds/cluster:Cluster",
    id=("dbClusterIdentifier", "clusterIdentifier"),
    names=("endpoint", "readerEndpoint"),
)
def cluster(read: Reading) -> Iterator[Node]:
    yield DatabaseCluster(
        **read.node,
        engine=read.text("engine"),
        port=read.integer("port"),
        subnets=_subnets(read),
        security_groups=read.refs("vpcSecurityGroupIds"),
    )


def _subnets(read: Reading) -> Refs:
    """The subnets of the database's subnet group."""
    group = read.program.find(read.ref("dbSubnetGroupName"), *_SUBNET_GROUPS)
    return group.refs("subnetIds") if group is not None else NO_REFS
