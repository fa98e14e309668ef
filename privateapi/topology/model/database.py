"""RDS proxies, and the servers that stand behind balancers and proxies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from privateapi.topology.model.node import Node
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, Ref, Refs, Value


@dataclass(frozen=True, slots=True)
class ProxyAuth:
    """One way to sign in to a proxy."""

    auth_scheme: Value[str] = MISSING
    iam_auth: Value[str] = MISSING
    secret: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsProxy(Node):
    """An RDS proxy; `engine_family` is `MYSQL`, `POSTGRESQL` or `SQLSERVER`."""

    noun: ClassVar[str] = "RDS proxy"

    proxy_name: Value[str] = MISSING
    engine_family: Value[str] = MISSING
    subnets: Refs = NO_REFS
    security_groups: Refs = NO_REFS
    require_tls: Value[bool] = MISSING
    auth: Value[tuple[ProxyAuth, ...]] = MISSING
    # `IAM_AUTH` signs in without secrets, also at the database; `NONE` when left out.
    default_auth_scheme: Value[str] = MISSING
    idle_client_timeout_seconds: Value[int] = MISSING
    debug_logging: Value[bool] = MISSING
    endpoint: Value[str] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsProxyTargetGroup(Node):
    """The pool settings of a proxy, in per cent of the database's connections."""

    noun: ClassVar[str] = "RDS proxy target group"

    proxy: Ref = NO_REF
    max_connections_percent: Value[int] = MISSING
    max_idle_connections_percent: Value[int] = MISSING
    connection_borrow_timeout_seconds: Value[int] = MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RdsProxyTarget(Node):
    """A database instance or cluster behind a proxy."""

    noun: ClassVar[str] = "RDS proxy target"

    proxy: Ref = NO_REF
    database: Ref = NO_REF


@dataclass(frozen=True, slots=True, kw_only=True)
class Database(Node):
    """What a proxy may stand before."""

    noun: ClassVar[str] = "database"

    engine: Value[str] = MISSING
    port: Value[int] = MISSING
    subnets: Refs = NO_REFS
    security_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseInstance(Database):
    """An RDS instance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseCluster(Database):
    """A cluster of Aurora or RDS; its network interfaces are those of its instances."""

    noun: ClassVar[str] = "database cluster"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance(Node):
    """An EC2 instance: a client or a backend."""

    noun: ClassVar[str] = "instance"

    subnet: Ref = NO_REF
    private_ip: Value[str] = MISSING
    security_groups: Refs = NO_REFS


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoScalingGroup(Node):
    """A group of instances that registers itself with target groups."""

    noun: ClassVar[str] = "auto scaling group"

    subnets: Refs = NO_REFS
    target_groups: Refs = NO_REFS
