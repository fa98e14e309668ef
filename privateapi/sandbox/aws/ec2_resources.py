"""EC2's kinds of things with tags: their ids, their names in ARNs, and where moto keeps them.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-resources-for-iam-policies,
error codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.ec2.utils import EC2_PREFIX_TO_RESOURCE, get_prefix


@dataclass(frozen=True)
class Kind:
    """One kind of thing: `prefix` of its ids, `type` in ARNs, `not_found` code, and `find` in a region's backend."""

    prefix: str
    type: str
    not_found: str
    find: Callable[[Any], Iterable[Any]]


def _nested(things: dict[str, dict[str, Any]]) -> list[Any]:
    return [each for group in things.values() for each in group.values()]


def _rules(backend: Any) -> list[Any]:
    return [rule for group in _nested(backend.groups) for rule in (*group.ingress_rules, *group.egress_rules)]


def _instances(backend: Any) -> list[Any]:
    return [instance for reservation in backend.reservations.values() for instance in reservation.instances]


def _in(name: str) -> Callable[[Any], Iterable[Any]]:
    def find(backend: Any) -> Iterable[Any]:
        return list(getattr(backend, name).values())

    return find


# Of two prefixes that fit an id, the longer one counts.
_KINDS = (
    Kind("acl", "network-acl", "InvalidNetworkAclID.NotFound", _in("network_acls")),
    Kind("dopt", "dhcp-options", "InvalidDhcpOptionID.NotFound", _in("dhcp_options_sets")),
    Kind(
        "eigw",
        "egress-only-internet-gateway",
        "InvalidGatewayID.NotFound",
        _in("egress_only_internet_gateways"),
    ),
    Kind("eipalloc", "elastic-ip", "InvalidAllocationID.NotFound", lambda backend: list(backend.addresses)),
    Kind("eni", "network-interface", "InvalidNetworkInterfaceID.NotFound", _in("enis")),
    Kind("fl", "vpc-flow-log", "InvalidFlowLogId.NotFound", _in("flow_logs")),
    Kind("i", "instance", "InvalidInstanceID.NotFound", _instances),
    Kind("igw", "internet-gateway", "InvalidInternetGatewayID.NotFound", _in("internet_gateways")),
    Kind("lt", "launch-template", "InvalidLaunchTemplateId.NotFound", _in("launch_templates")),
    Kind("nat", "natgateway", "NatGatewayNotFound", _in("nat_gateways")),
    Kind("pcx", "vpc-peering-connection", "InvalidVpcPeeringConnectionID.NotFound", _in("vpc_pcxs")),
    Kind("pl", "prefix-list", "InvalidPrefixListID.NotFound", _in("managed_prefix_lists")),
    Kind("rtb", "route-table", "InvalidRouteTableID.NotFound", _in("route_tables")),
    Kind("sg", "security-group", "InvalidGroup.NotFound", lambda backend: _nested(backend.groups)),
    Kind("sgr", "security-group-rule", "InvalidSecurityGroupRuleId.NotFound", _rules),
    Kind("subnet", "subnet", "InvalidSubnetID.NotFound", lambda backend: _nested(backend.subnets)),
    Kind("tgw", "transit-gateway", "InvalidTransitGatewayID.NotFound", _in("transit_gateways")),
    Kind(
        "tgw-attach",
        "transit-gateway-attachment",
        "InvalidTransitGatewayAttachmentID.NotFound",
        _in("transit_gateway_attachments"),
    ),
    Kind(
        "tgw-rtb",
        "transit-gateway-route-table",
        "InvalidRouteTableID.NotFound",
        _in("transit_gateways_route_tables"),
    ),
    Kind("vol", "volume", "InvalidVolume.NotFound", _in("volumes")),
    Kind("vpc", "vpc", "InvalidVpcID.NotFound", _in("vpcs")),
    Kind("vpce", "vpc-endpoint", "InvalidVpcEndpointId.NotFound", _in("vpc_end_points")),
    Kind("vpce-svc", "vpc-endpoint-service", "InvalidVpcEndpointServiceId.NotFound", _in("configurations")),
)
KINDS = {kind.prefix: kind for kind in _KINDS}
"""Kinds by the prefix of their ids. Images, snapshots and what no network needs are left to moto."""


def kind_of(id: str) -> Kind | None:
    """The kind that an id belongs to; None for those that are left to moto."""
    return KINDS.get(id.rpartition("-")[0])


@dataclass(frozen=True)
class Tagged:
    """A thing with tags; `deleted` when AWS still describes it only because it was deleted a while ago."""

    id: str
    type: str
    tags: dict[str, str]
    deleted: bool


def tagged(backend: Any) -> Iterator[Tagged]:
    """What has tags in a region and exists."""
    known: dict[str, dict[str, Any]] = {}
    for id, tags in list(backend.tags.items()):
        kind = kind_of(id)
        if not tags:
            continue
        if kind is None:
            yield Tagged(id, EC2_PREFIX_TO_RESOURCE.get(get_prefix(id), ""), tags, deleted=False)
            continue
        if kind.prefix not in known:
            known[kind.prefix] = {thing.id: thing for thing in kind.find(backend)}
        if id in known[kind.prefix]:
            yield Tagged(id, kind.type, tags, _is_deleted(known[kind.prefix][id]))


def _is_deleted(thing: Any) -> bool:
    state = getattr(thing, "state", None) or getattr(getattr(thing, "_status", None), "code", None)
    return state in ("deleted", "deleting", "terminated")
