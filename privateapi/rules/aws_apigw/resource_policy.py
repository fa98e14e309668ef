"""AWS-API-01: private APIs that nobody may call."""

from collections.abc import Iterator

from privateapi.rules.apis import body_known, is_private, parts_of
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import RestApi, RestApiPolicy


class ResourcePolicy(NodeRule[RestApi]):
    """A PRIVATE REST API has a resource policy: in the API, in its document, or as a resource of its own."""

    id = "AWS-API-01"
    fix = "give the API a policy that allows execute-api:Invoke through its VPC endpoints"

    def judge(self, node: RestApi, design: Design) -> Iterator[Outcome]:
        if not is_private(node) or not node.policy.missing:
            return
        if parts_of(design.topology, RestApiPolicy, node):
            return
        body_known(node)
        yield self.violation(f"{node.label} is PRIVATE and has no resource policy", node)
