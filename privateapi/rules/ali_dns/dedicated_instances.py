"""ALI-DNS-01: records on shared instances."""

from collections.abc import Iterator

from privateapi.facts.alibaba import alibaba_facts
from privateapi.rules.design import Design
from privateapi.rules.gateway_instances import kind_of
from privateapi.rules.internal_records import bindings
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import InternalRecordAssociation, Node
from privateapi.topology.values import NotJudged


class DedicatedInstances(Rule):
    """Internal DNS records are given to dedicated instances only, never to shared (serverless) ones."""

    id = "ALI-DNS-01"
    fix = "give the record to a VPC integration instance or a conventional dedicated instance"

    def check(self, design: Design) -> Iterator[Outcome]:
        shared = alibaba_facts().choices["apigw.shared_instances"]
        given = bindings(design.topology)
        unread: list[tuple[Node, str]] = list(given.unread)
        for binding in given.found:
            try:
                if kind_of(binding.instance) is None and not binding.live:
                    text = f"{binding.instance.label}, whose instanceType is {binding.instance.instance_type.get()}"
                    yield from self._refused(binding.association, text, binding.instance)
            except NotJudged as reason:
                unread.append((binding.instance, str(reason)))
        for association, id, _ in given.elsewhere:
            if id in shared and not association.live:
                yield from self._refused(association, f"the shared instance {id}")
            elif id not in shared:
                unread.append((association, f"its instance {id!r} is not among the resources that were read"))
        yield from self.all_unjudged(unread)

    def _refused(self, association: InternalRecordAssociation, text: str, *nodes: Node) -> Iterator[Outcome]:
        yield self.violation(
            f"{association.label} names {text}; only dedicated instances take records", association, *nodes
        )
