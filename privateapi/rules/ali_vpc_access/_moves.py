"""What the rules about moves of API groups share."""

import abc
from collections.abc import Iterator
from dataclasses import dataclass

from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import HTTP_VPC, access_of
from privateapi.rules.gateway_instances import integrates
from privateapi.rules.needed import needed
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import AlibabaApi, ApiGroup, GatewayInstance, VpcAccess
from privateapi.topology.values import NotJudged


@dataclass(frozen=True, slots=True)
class Moved:
    """A VPC access authorization of a group that moves to a VPC integration instance, and an API that uses it."""

    group: ApiGroup
    instance: GatewayInstance
    access: VpcAccess
    api: AlibabaApi


class MoveRule(NodeRule[ApiGroup]):
    """A rule that judges the backends of an API group that moves to a VPC integration instance."""

    @abc.abstractmethod
    def judge_move(self, moved: Moved, design: Design) -> Iterator[Outcome]:
        """Violations of one backend. `NotJudged` may be raised."""

    def judge(self, node: ApiGroup, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        if node.previous_instance.missing:
            return
        instance = needed(topology.follow(node.instance, GatewayInstance, node), "its new instance")
        if not integrates(instance):
            return
        unread: dict[str, None] = {}
        seen: set[str] = set()
        for api in topology.referrers(AlibabaApi, "group", node):
            try:
                if needed(api.backend_type, "its serviceType").upper() != HTTP_VPC:
                    continue
                access = access_of(topology, api)
                if access.key not in seen:
                    seen.add(access.key)
                    yield from self.judge_move(Moved(node, instance, access, api), design)
            except NotJudged as reason:
                unread[f"{api.label}: {reason}"] = None
        for api, why in topology.grouped(AlibabaApi, "group", ApiGroup).unresolved:
            unread[f"{api.label} may be of it: its API group {why}"] = None
        for why in unread:
            yield self.unjudged(why, node)
