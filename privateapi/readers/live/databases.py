"""Databases, and the RDS proxies before them, that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from privateapi.readers.live.place import Place, given, reads_live, to, to_all
from privateapi.topology.model import (
    DatabaseCluster,
    DatabaseInstance,
    Node,
    ProxyAuth,
    RdsProxy,
    RdsProxyTarget,
    RdsProxyTargetGroup,
)
from privateapi.topology.values import NO_REFS, Known, Refs


@reads_live("RDS proxies", "rds:DescribeDBProxies")
def proxies(place: Place) -> Iterator[Node]:
    for found in place.pages("rds", "describe_db_proxies", "DBProxies"):
        name = found["DBProxyName"]
        node = place.node(
            "AWS::RDS::DBProxy",
            name,
            name=name,
            key=found.get("DBProxyArn", ""),
            identifiers=[found.get("DBProxyArn"), found.get("Endpoint")],
        )
        yield RdsProxy(
            **node,
            proxy_name=Known(name),
            engine_family=given(found.get("EngineFamily")),
            subnets=to_all(found.get("VpcSubnetIds")),
            security_groups=to_all(found.get("VpcSecurityGroupIds")),
            require_tls=given(found.get("RequireTLS")),
            auth=Known(tuple(map(_auth, found.get("Auth") or ()))),
            default_auth_scheme=given(found.get("DefaultAuthScheme")),
            idle_client_timeout_seconds=given(found.get("IdleClientTimeout")),
            debug_logging=given(found.get("DebugLogging")),
            endpoint=given(found.get("Endpoint")),
        )
        for group in place.pages("rds", "describe_db_proxy_target_groups", "TargetGroups", DBProxyName=name):
            pool = group.get("ConnectionPoolConfig") or {}
            yield RdsProxyTargetGroup(
                **place.part(node, f"target group {group['TargetGroupName']}"),
                proxy=to(name),
                max_connections_percent=given(pool.get("MaxConnectionsPercent")),
                max_idle_connections_percent=given(pool.get("MaxIdleConnectionsPercent")),
                connection_borrow_timeout_seconds=given(pool.get("ConnectionBorrowTimeout")),
            )
        for target in place.pages("rds", "describe_db_proxy_targets", "Targets", DBProxyName=name):
            # Of a cluster, its instances are listed as targets of their own.
            database = target.get("RdsResourceId")
            yield RdsProxyTarget(**place.part(node, f"target {database}"), proxy=to(name), database=to(database))


def _auth(found: dict[str, Any]) -> ProxyAuth:
    return ProxyAuth(given(found.get("AuthScheme")), given(found.get("IAMAuth")), to(found.get("SecretArn")))


@reads_live("database instances", "rds:DescribeDBInstances")
def instances(place: Place) -> Iterator[Node]:
    for found in place.pages("rds", "describe_db_instances", "DBInstances"):
        id = found["DBInstanceIdentifier"]
        endpoint = found.get("Endpoint") or {}
        yield DatabaseInstance(
            **place.node(
                "AWS::RDS::DBInstance",
                id,
                name=id,
                key=found.get("DBInstanceArn", ""),
                identifiers=[found.get("DBInstanceArn"), found.get("DbiResourceId"), endpoint.get("Address")],
                tags=found.get("TagList"),
            ),
            engine=given(found.get("Engine")),
            port=given(endpoint.get("Port")),
            subnets=_subnets(found.get("DBSubnetGroup")),
            security_groups=_groups(found),
        )


@reads_live("database clusters", "rds:DescribeDBClusters")
def clusters(place: Place) -> Iterator[Node]:
    groups = {
        group["DBSubnetGroupName"]: _subnets(group)
        for group in place.pages("rds", "describe_db_subnet_groups", "DBSubnetGroups")
    }
    for found in place.pages("rds", "describe_db_clusters", "DBClusters"):
        id = found["DBClusterIdentifier"]
        yield DatabaseCluster(
            **place.node(
                "AWS::RDS::DBCluster",
                id,
                name=id,
                key=found.get("DBClusterArn", ""),
                identifiers=[found.get("DBClusterArn"), found.get("Endpoint"), found.get("ReaderEndpoint")],
                tags=found.get("TagList"),
            ),
            engine=given(found.get("Engine")),
            port=given(found.get("Port")),
            subnets=groups.get(found.get("DBSubnetGroup", ""), NO_REFS),
            security_groups=_groups(found),
        )


def _groups(found: dict[str, Any]) -> Refs:
    return to_all([each["VpcSecurityGroupId"] for each in found.get("VpcSecurityGroups") or ()])


def _subnets(group: dict[str, Any] | None) -> Refs:
    return to_all([each["SubnetIdentifier"] for each in (group or {}).get("Subnets") or ()])
