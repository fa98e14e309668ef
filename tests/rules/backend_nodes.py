"""Short ways to write what stands behind an endpoint in tests: endpoint services, RDS proxies, databases."""

from typing import Any

from privateapi.topology.model import (
    DatabaseInstance,
    EndpointService,
    EndpointServicePermission,
    LoadBalancer,
    ProxyAuth,
    RdsProxy,
    RdsProxyTarget,
    RdsProxyTargetGroup,
    Subnet,
)
from privateapi.topology.values import Known, Ref, Value
from tests.rules.nodes import node, ref, refs

SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf"
CONSUMER = "arn:aws:iam::222222222222:root"


def service(name: str = "orders", *balancers: str, **fields: Any) -> EndpointService:
    """An endpoint service behind planned load balancers; `door` when none is named."""
    given: dict[str, Any] = {
        "network_load_balancers": refs(LoadBalancer, *(balancers or ("door",))),
        "acceptance_required": Known(True),
        **fields,
    }
    return node(EndpointService, name, **given)


def permission(principal: str | Value[str], service_name: str = "orders", **fields: Any) -> EndpointServicePermission:
    """A permission of its own."""
    given = {
        "service": ref(EndpointService, service_name),
        "principal": Known(principal) if isinstance(principal, str) else principal,
        **fields,
    }
    return node(EndpointServicePermission, f"{service_name}-permission", **given)


def auth(**fields: Any) -> Value[tuple[ProxyAuth, ...]]:
    """One way to sign in: with IAM, by a secret."""
    given: dict[str, Any] = {"iam_auth": Known("REQUIRED"), "secret": Ref.to(SECRET), **fields}
    return Known((ProxyAuth(auth_scheme=Known("SECRETS"), **given),))


def proxy(name: str = "orders", **fields: Any) -> RdsProxy:
    """A proxy before PostgreSQL in the subnets `a` and `b`."""
    given: dict[str, Any] = {
        "engine_family": Known("POSTGRESQL"),
        "subnets": refs(Subnet, "a", "b"),
        "require_tls": Known(True),
        "auth": auth(),
        **fields,
    }
    return node(RdsProxy, name, **given)


def pool(**fields: Any) -> RdsProxyTargetGroup:
    """The pool settings of the proxy `orders`."""
    return node(RdsProxyTargetGroup, "pool", proxy=ref(RdsProxy, "orders"), **fields)


def database(name: str = "orders", **fields: Any) -> DatabaseInstance:
    """A PostgreSQL instance in the subnets `a` and `b`."""
    given: dict[str, Any] = {"engine": Known("postgres"), "subnets": refs(Subnet, "a", "b"), **fields}
    return node(DatabaseInstance, name, **given)


def behind(database_name: str = "orders", **fields: Any) -> RdsProxyTarget:
    """The registration of a database with the proxy `orders`."""
    given = {"proxy": ref(RdsProxy, "orders"), "database": ref(DatabaseInstance, database_name), **fields}
    return node(RdsProxyTarget, "behind", **given)
