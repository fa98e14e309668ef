"""Balancers that stand before an endpoint: target groups whose targets are the endpoint's network interfaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.topology.model import Target, TargetGroup, Topology, Vpc, VpcEndpoint
from privateapi.topology.placement import vpc_of
from privateapi.topology.values import Known


@dataclass(frozen=True, slots=True)
class Facade:
    """A target group, the endpoint behind it, and those of its targets that are the endpoint's."""

    group: TargetGroup
    endpoint: VpcEndpoint
    targets: tuple[Target, ...]

    @property
    def live(self) -> bool:
        """Whether all of it exists already."""
        return self.group.live and self.endpoint.live and all(target.live for target in self.targets)


def facades(topology: Topology) -> Iterator[Facade]:
    """Every group with a target that is certainly an interface of an endpoint: by reference, or by its address."""
    by_address = _by_address(topology)
    found: defaultdict[tuple[str, str], list[Target]] = defaultdict(list)
    for target in topology.of(Target):
        group = topology.follow(target.target_group, TargetGroup, target)
        if not isinstance(group, Known):
            continue
        endpoint = _endpoint(topology, target, group.value, by_address)
        if endpoint is not None:
            found[group.value.key, endpoint.key].append(target)
    for (group_key, endpoint_key), targets in sorted(found.items()):
        owner, behind = topology.node(group_key), topology.node(endpoint_key)
        if isinstance(owner, TargetGroup) and isinstance(behind, VpcEndpoint):
            yield Facade(owner, behind, tuple(targets))


def _by_address(topology: Topology) -> dict[str, list[VpcEndpoint]]:
    found: defaultdict[str, list[VpcEndpoint]] = defaultdict(list)
    for endpoint in topology.of(VpcEndpoint):
        for text in known_addresses(endpoint):
            found[text].append(endpoint)
    return found


def _endpoint(
    topology: Topology, target: Target, group: TargetGroup, by_address: dict[str, list[VpcEndpoint]]
) -> VpcEndpoint | None:
    named = topology.follow(target.target, VpcEndpoint, target)
    if isinstance(named, Known):
        return named.value
    if not isinstance(target.target.id, Known):
        return None
    vpc = topology.identity(group.vpc, Vpc, group)
    for endpoint in by_address.get(target.target.id.value, ()):
        # An address means something in one VPC only.
        if isinstance(vpc, Known) and vpc_of(topology, endpoint).map(lambda found: found.key) == vpc:
            return endpoint
    return None


def known_addresses(endpoint: VpcEndpoint) -> list[str]:
    """The addresses of an endpoint, as far as they are known."""
    if not isinstance(endpoint.addresses, Known):
        return []
    return [part.ipv4.value for part in endpoint.addresses.value if isinstance(part.ipv4, Known)]
