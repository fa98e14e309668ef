"""What a client on premises gets that asks through an inbound Resolver endpoint.

>>> endpoint = find_endpoint(topology, "10.0.0.53")                              # doctest: +SKIP
>>> answer_through(resolver, endpoint, "api.example.internal", client="192.168.0.9")  # doctest: +SKIP

It sees what the VPC of the endpoint sees: private zones, private names of endpoints and Resolver rules (Route 53
Developer Guide, "Forwarding inbound DNS queries to your VPCs"). Latency and geolocation go by that VPC's Region too:
private zones answer by the Region of the VPC that a question came from ("Geolocation routing").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from privateapi.topology.cidr import parse_address
from privateapi.topology.dns import Answer, Resolver, Result, Step
from privateapi.topology.model import ResolverEndpoint, SecurityGroup, Topology, Vpc
from privateapi.topology.openings import lets_in
from privateapi.topology.placement import vpc_of
from privateapi.topology.values import Known, NotJudged, Unknown, Value, because

DNS = 53
# Resolvers ask over UDP, and over TCP what is longer than a datagram.
PROTOCOLS = ("udp", "tcp")
INBOUND = ("INBOUND", "INBOUND_DELEGATION")


class UnknownEndpointError(ValueError):
    """An endpoint is none of the design's inbound ones; the message lists those that exist."""


def inbound_endpoints(topology: Topology) -> Iterator[ResolverEndpoint]:
    """The endpoints that other networks ask, in the order of their keys."""
    for endpoint in topology.of(ResolverEndpoint):
        if isinstance(endpoint.direction, Known) and endpoint.direction.value in INBOUND:
            yield endpoint


def find_endpoint(topology: Topology, text: str) -> ResolverEndpoint:
    """The inbound endpoint of that name, id or key, or with that address.

    Raises:
        UnknownEndpointError: there is none; the message lists those that exist.
    """
    found = list(inbound_endpoints(topology))
    for endpoint in found:
        if text in (endpoint.name, endpoint.key) or endpoint.id == Known(text) or Known(text) in _addresses(endpoint):
            return endpoint
    known = ", ".join(each.name for each in found)
    there = f"there are {known}" if known else "the design has none"
    raise UnknownEndpointError(f"there is no inbound Resolver endpoint {text!r}; {there}")


def _addresses(endpoint: ResolverEndpoint) -> Iterator[Value[str]]:
    for each in endpoint.addresses.value if isinstance(endpoint.addresses, Known) else ():
        yield from (each.ipv4, each.ipv6)


def viewed_from(topology: Topology, endpoint: ResolverEndpoint) -> Vpc:
    """The VPC by whose view an inbound endpoint answers.

    Raises:
        NotJudged: the endpoint is an outbound one, or its direction or VPC is not known.
    """
    if not isinstance(endpoint.direction, Known):
        raise NotJudged(f"the direction of {endpoint.label} {because(endpoint.direction)}")
    if endpoint.direction.value not in INBOUND:
        raise NotJudged(f"{endpoint.label} is {endpoint.direction.value}: nobody asks it")
    vpc = vpc_of(topology, endpoint)
    if not isinstance(vpc, Known):
        raise NotJudged(f"the VPC of {endpoint.label} {because(vpc)}")
    return vpc.value


def answer_through(
    resolver: Resolver,
    endpoint: ResolverEndpoint,
    name: str,
    type: str = "A",
    *,
    client: str | None = None,
    down: str = "",
) -> Answer:
    """What a client on premises gets that asks an inbound endpoint.

    `client` is its address, where it is known; `down` says why the endpoint itself does not work, as `Outage.down`
    does.

    Raises:
        CidrError: the client's address is none.
        NotJudged: as `viewed_from`.
    """
    topology = resolver.index.topology
    vpc = viewed_from(topology, endpoint)
    who = "a client on premises" if client is None else client
    asks = Step(f"{who} asks {endpoint.label}, which answers as {vpc.label} sees it", endpoint)
    if down:
        reason = f"{endpoint.label} answers nobody: {down}; clients need an inbound endpoint elsewhere, too"
        return Answer(Result.NO_ANSWER, (), (asks,), reason)
    if client is not None:
        closed = _closed_to(topology, endpoint, client)
        if closed is not None:
            return Answer(closed[0], (), (asks,), closed[1])
    answer = resolver.answer(vpc, name, type)
    answer = replace(answer, steps=(asks, *answer.steps))
    if endpoint.direction == Known("INBOUND_DELEGATION") and answer.result in (Result.FORWARDED, Result.PUBLIC):
        reason = f"{endpoint.label} is for delegation and answers for private zones alone; none of them holds {name}"
        return replace(answer, result=Result.NO_ANSWER, given=(), reason=reason)
    return answer


def _closed_to(topology: Topology, endpoint: ResolverEndpoint, client: str) -> tuple[Result, str] | None:
    """Why the endpoint's security groups do not let the client ask, or why that cannot be told."""
    groups = topology.follow_all(endpoint.security_groups, SecurityGroup, endpoint)
    if not isinstance(groups, Known):
        return Result.UNKNOWN, f"the list of security groups of {endpoint.label} {because(groups)}"
    for protocol in PROTOCOLS:
        open = lets_in(topology, groups.value, DNS, parse_address(client), protocol)
        if isinstance(open, Unknown):
            return Result.UNKNOWN, f"whether {endpoint.label} lets {client} in is not known: {open.why}"
        if open == Known(False):
            names = ", ".join(group.label for group in groups.value)
            return Result.NO_ANSWER, f"{names} of {endpoint.label} does not let {client} in on {protocol} {DNS}"
    return None
