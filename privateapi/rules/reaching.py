"""How far packets get: whether they leave their VPC, and whether transit gateways connect two VPCs at all."""

from collections.abc import Sequence

from privateapi.rules.attachments import Attached, Peered
from privateapi.rules.design import Design
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import Route, RouteTarget, Subnet, Vpc
from privateapi.topology.reachability import Outcome, Path
from privateapi.topology.values import MISSING, Known, Unknown, Value

OUT_OF_THE_NETWORK = frozenset({RouteTarget.GATEWAY, RouteTarget.NAT_GATEWAY})
"""Targets that lead out of the private network."""


def first_route(path: Path) -> Value[Route]:
    """The route by which a packet leaves its VPC; missing when there is none, or a black hole."""
    for hop in path.hops:
        if isinstance(hop.node, Route):
            return Known(hop.node)
    return Unknown(path.reason) if path.outcome is Outcome.UNKNOWN else MISSING


def leaves(design: Design, near: Subnet, far: Sequence[Subnet]) -> Value[str]:
    """The route by which packets to one of the subnets leave the VPC; missing when there is none to any of them."""
    unsure: Unknown | None = None
    for subnet in far:
        cidr = block_of(subnet.cidr_block)
        if not isinstance(cidr, Known):
            unsure = Unknown(f"the CIDR block of {subnet.label} {because(cidr)}")
            continue
        first = Cidr(cidr.value.version, cidr.value.first, cidr.value.bits)
        route = first_route(design.reachability.trace(near, first))
        if isinstance(route, Known) and route.value.target_kind not in OUT_OF_THE_NETWORK:
            return Known(route.value.key)
        if isinstance(route, Unknown):
            unsure = route
    return unsure if unsure is not None else MISSING


def connected(client: Vpc, vpc: Vpc, on: Attached, links: Peered) -> bool:
    """Whether transit gateways connect two VPCs, whatever the routes say."""
    near, far = on.gateways_of.get(client.key, frozenset()), on.gateways_of.get(vpc.key, frozenset())
    return bool(near & far) or any(links.connected(one, other) for one in near for other in far)
