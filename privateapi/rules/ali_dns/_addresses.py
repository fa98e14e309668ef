"""What the rules about addresses of records and the instances that use them share."""

import abc
from collections.abc import Iterator
from typing import Generic, TypeVar

from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import InstanceKind, integrates
from privateapi.rules.internal_records import Binding, bindings, record_kind
from privateapi.rules.needed import needed
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.blocks import address_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.model import GatewayInstance, Node
from privateapi.topology.values import NotJudged

K = TypeVar("K")


class AddressRule(Rule, Generic[K]):
    """A rule that judges each address of a record with each VPC integration instance that the record is given to."""

    @abc.abstractmethod
    def about(self, instance: GatewayInstance, design: Design) -> K:
        """What the rule needs to know of an instance, asked for once. `NotJudged` may be raised."""

    @abc.abstractmethod
    def judge(self, address: Cidr, binding: Binding, known: K) -> Iterator[Outcome]:
        """Violations of one address. `NotJudged` may be raised."""

    def check(self, design: Design) -> Iterator[Outcome]:
        given = bindings(design.topology)
        unread: list[tuple[Node, str]] = list(given.not_read)
        abouts: dict[str, K] = {}
        for binding in given.found:
            if binding.live:
                continue
            instance = binding.instance
            try:
                if record_kind(binding.record) is not InstanceKind.VPC_INTEGRATION or not integrates(instance):
                    continue
                if instance.key not in abouts:
                    abouts[instance.key] = self.about(instance, design)
                addresses = needed(binding.record.addresses, "the list of its addresses")
            except NotJudged as reason:
                unread.append((binding.record, str(reason)))
                continue
            for position, each in enumerate(addresses):
                try:
                    address = needed(address_of(each.address), f"records[{position}]")
                    yield from self.judge(address, binding, abouts[instance.key])
                except NotJudged as reason:
                    unread.append((binding.record, str(reason)))
        yield from self.all_unjudged(unread)
