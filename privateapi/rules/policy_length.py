"""What the rules about the length of policies share."""

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RestApi, RestApiPolicy, VpcEndpoint

P = TypeVar("P", bound=VpcEndpoint | RestApi | RestApiPolicy)


class PolicyLengthRule(NodeRule[P]):
    """A rule that a policy has no more characters than a quota."""

    quota: ClassVar[str]
    """Id of the quota."""

    def judge(self, node: P, design: Design) -> Iterator[Outcome]:
        text = ask(node.policy, "the policy", "")
        most = design.limit(self.quota, node.region.get("") if not node.region.unknown else "")
        if len(text) > most.value:
            yield self.violation(f"{node.label} has a policy of {len(text)} characters, more than {most.text}", node)
