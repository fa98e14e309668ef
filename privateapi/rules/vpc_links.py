"""VPC links and the balancers that they lead to."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.wording import because
from privateapi.topology.model import ApiIntegration, Listener, LoadBalancer, Topology, VpcLink
from privateapi.topology.values import MISSING, Known, NotJudged, Unknown, Value


def link_of(topology: Topology, integration: ApiIntegration) -> Value[VpcLink]:
    """The VPC link that an integration goes over; missing when it goes over none."""
    if integration.connection_type.unknown:
        return Unknown(f"depends on the connectionType, which {because(integration.connection_type)}")
    if integration.connection_type.get("INTERNET") != "VPC_LINK":
        return MISSING
    return topology.follow(integration.connection, VpcLink, integration)


def link_targets(topology: Topology, link: VpcLink) -> tuple[LoadBalancer, ...]:
    """The balancers of a link of the first version.

    Raises:
        NotJudged: one of them was not read.
    """
    targets = topology.follow_all(link.targets, LoadBalancer, link)
    return ask(targets, f"the list of the targets of {link.label}", ())


def integration_balancer(topology: Topology, integration: ApiIntegration) -> LoadBalancer:
    """The balancer that an integration over a link of the second version names, itself or by one of its listeners.

    Raises:
        NotJudged: it was not read.
    """
    target = integration.integration_target
    listener = topology.follow(target, Listener, integration)
    if isinstance(listener, Known):
        balancer = topology.follow(listener.value.load_balancer, LoadBalancer, listener.value)
    else:
        balancer = topology.follow(target, LoadBalancer, integration)
    if isinstance(balancer, Known):
        return balancer.value
    raise NotJudged(f"the load balancer of {integration.label} {because(balancer)}")


def linked_balancers(topology: Topology, link: VpcLink) -> Iterator[tuple[VpcLink | ApiIntegration, LoadBalancer]]:
    """The balancers behind a link, each with what names it: the link itself, or an integration that goes over it.

    Raises:
        NotJudged: one of them was not read.
    """
    if link.version == 1:
        yield from ((link, balancer) for balancer in link_targets(topology, link))
        return
    integrations = topology.grouped(ApiIntegration, "connection", VpcLink)
    for integration, why in integrations.unresolved:
        raise NotJudged(f"{integration.label} may go over {link.label}: its connection {why}")
    for integration in integrations.by_target.get(link.key, ()):
        if not integration.integration_target.missing:
            yield integration, integration_balancer(topology, integration)
