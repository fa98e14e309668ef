"""What the rules about the length of policies share."""

import json
from collections.abc import Iterator
from typing import ClassVar, TypeVar

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RestApi, RestApiPolicy, VpcEndpoint
from privateapi.topology.values import HOLE, PartlyKnown

P = TypeVar("P", bound=VpcEndpoint | RestApi | RestApiPolicy)


class PolicyLengthRule(NodeRule[P]):
    """A rule that a policy has no more characters than a quota."""

    quota: ClassVar[str]
    """Id of the quota."""

    def judge(self, node: P, design: Design) -> Iterator[Outcome]:
        most = design.limit(self.quota, node.region.get("") if not node.region.unknown else "")
        if isinstance(node.policy, PartlyKnown):
            least = len(node.policy.outline.replace(json.dumps(HOLE), ""))
            if least > most.value:
                yield self.violation(
                    f"{node.label} has a policy of at least {least} characters, more than {most.text}", node
                )
                return
        text = ask(node.policy, "the policy", "")
        if len(text) > most.value:
            yield self.violation(f"{node.label} has a policy of {len(text)} characters, more than {most.text}", node)
