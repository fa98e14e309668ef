"""What the rules about VPC access authorizations share: those that VPC integration instances use."""

import abc
from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.gateway_backends import Reached, accesses
from privateapi.rules.gateway_instances import InstanceKind
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Node
from privateapi.topology.values import NotJudged


class UseRule(Rule):
    """A rule that judges each VPC access authorization with each VPC integration instance whose APIs use it."""

    @abc.abstractmethod
    def judge(self, use: Reached, design: Design) -> Iterator[Outcome]:
        """Violations of one use. `NotJudged` may be raised."""

    def check(self, design: Design) -> Iterator[Outcome]:
        unread: list[tuple[Node, str]] = []
        for use in accesses(design.topology, InstanceKind.VPC_INTEGRATION, unread):
            if use.live:
                continue
            try:
                yield from self.judge(use, design)
            except NotJudged as reason:
                unread.append((use.access if not use.access.live else use.served.api, str(reason)))
        yield from self.all_unjudged(unread)
