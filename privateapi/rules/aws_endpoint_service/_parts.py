"""The load balancers of an endpoint service, and the principals that may connect to it."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.topology.arn import parse_arn
from privateapi.topology.model import EndpointService, EndpointServicePermission, LoadBalancer, Node, Topology
from privateapi.topology.values import NotJudged, Refs, Unknown, Value


def balancers(topology: Topology, service: EndpointService, refs: Refs, name: str) -> tuple[LoadBalancer, ...]:
    """The load balancers of one of the lists of a service; `name` is that of the list.

    Raises:
        NotJudged: one of them was not read.
    """
    return ask(topology.follow_all(refs, LoadBalancer, service), f"the list {name}", ())


def principals(topology: Topology) -> Iterator[tuple[Node, Value[str]]]:
    """Every principal that may connect to a service, with the resource that says so: the service or a permission."""
    for service in topology.of(EndpointService):
        if isinstance(service.allowed_principals, Unknown):
            yield service, service.allowed_principals
            continue
        for principal in service.allowed_principals.get(()):
            yield service, principal
    for permission in topology.of(EndpointServicePermission):
        yield permission, permission.principal


def principals_of(topology: Topology, service: EndpointService) -> tuple[str, ...]:
    """The principals of one service.

    Raises:
        NotJudged: one of them is not known, or a permission may be another one.
    """
    permissions = topology.grouped(EndpointServicePermission, "service", EndpointService)
    for permission, why in permissions.unresolved:
        raise NotJudged(f"{permission.label} may be one of it: its service {why}")
    found = [
        ask(principal, "an allowed principal")
        for node, principal in principals(topology)
        if node is service or node in permissions.by_target.get(service.key, ())
    ]
    return tuple(dict.fromkeys(found))


def account_of(principal: str) -> str:
    """The account of a principal's ARN; empty when it has none, as everybody."""
    arn = parse_arn(principal)
    return arn.account if arn is not None else ""
