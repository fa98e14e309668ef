"""Puts a program and a live account together without having anything twice.

What has an id is found by it. Parts of resources, such as routes, rules and records, have none that a program knows:
they are the same when they are in the same table, group or zone and for the same destination, peer or name.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from privateapi.topology.model import (
    ApiMapping,
    ApiStage,
    Node,
    RdsProxyTarget,
    RdsProxyTargetGroup,
    RecordSet,
    Route,
    RouteTableAssociation,
    SecurityGroupRule,
    Target,
    Topology,
    TransitGatewayRoute,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    VpcCidrBlock,
)
from privateapi.topology.values import Known, Ref, Refs, Unknown, Value, Values

_PARTS = (
    ApiMapping,
    ApiStage,
    RdsProxyTarget,
    RdsProxyTargetGroup,
    RecordSet,
    Route,
    RouteTableAssociation,
    SecurityGroupRule,
    Target,
    TransitGatewayRoute,
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTablePropagation,
    VpcCidrBlock,
)


def joined(program: Topology, live: Iterable[Node]) -> Topology:
    """The program together with what exists beside it."""
    own = {part for node in program if isinstance(node, _PARTS) for part in _parts(node)}
    beside = []
    for node in live:
        parts = list(_parts(node)) if isinstance(node, _PARTS) else []
        if not parts or not own.issuperset(parts):
            beside.append(node)
    return program.joined(beside)


def _parts(node: Node) -> Iterator[Hashable]:
    """What the node is, in ids and texts; nothing while one of them is not known."""
    for key in _keys(node):
        if all(not isinstance(value, Unknown) for value in key):
            yield (type(node), *(value.value if isinstance(value, Known) else None for value in key))


def _keys(node: Node) -> Iterator[tuple[Value[Hashable], ...]]:
    if isinstance(node, Route):
        yield _id(node.route_table), node.destination, _id(node.destination_prefix_list)
    elif isinstance(node, RouteTableAssociation):
        yield _id(node.subnet), _id(node.gateway)
    elif isinstance(node, TransitGatewayRoute):
        yield _id(node.route_table), node.destination
    elif isinstance(node, TransitGatewayRouteTableAssociation | TransitGatewayRouteTablePropagation):
        yield _id(node.route_table), _id(node.attachment)
    elif isinstance(node, VpcCidrBlock):
        yield _id(node.vpc), node.cidr_block
    elif isinstance(node, SecurityGroupRule):
        for peer in _peers(node):
            yield _id(node.security_group), Known(node.direction), node.ip_protocol, node.from_port, node.to_port, peer
    elif isinstance(node, RecordSet):
        name = node.record_name.map(str.lower)
        yield _id(node.zone), name, node.type, node.set_identifier
    elif isinstance(node, Target):
        yield _id(node.target_group), _id(node.target), node.port
    elif isinstance(node, RdsProxyTarget):
        yield _id(node.proxy), _id(node.database)
    elif isinstance(node, RdsProxyTargetGroup):
        # A proxy has one, which is made with it.
        yield (_id(node.proxy),)
    elif isinstance(node, ApiMapping):
        # The API writes an empty path as `(none)`.
        path = node.path.map(lambda text: "" if text == "(none)" else text)
        yield _id(node.domain), path if not path.missing else Known("")
    elif isinstance(node, ApiStage):
        yield _id(node.api), node.stage_name


def _id(ref: Ref) -> Value[str]:
    return ref.id


def _peers(rule: SecurityGroupRule) -> Iterator[Value[Hashable]]:
    lists: tuple[Values[str], ...] = (rule.cidr_blocks, rule.ipv6_cidr_blocks, *map(_ids, _references(rule)))
    for values in lists:
        if isinstance(values, Unknown):
            yield values
        elif isinstance(values, Known):
            yield from values.value
    if rule.itself == Known(True):
        yield rule.security_group.id


def _references(rule: SecurityGroupRule) -> tuple[Refs, Refs]:
    return rule.prefix_lists, rule.referenced_groups


def _ids(refs: Refs) -> Values[str]:
    return refs.ids
