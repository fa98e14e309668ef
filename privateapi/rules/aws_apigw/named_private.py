"""AWS-API-04: APIs that are called private and are not."""

from collections.abc import Iterator

from privateapi.rules.apis import endpoint_type, is_private, says_private
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import HttpApi, RestApi
from privateapi.topology.values import Known


class NamedPrivate(NodeRule[HttpApi | RestApi]):
    """An API that its name or a tag calls private is a REST API of the type PRIVATE; HTTP APIs are always public."""

    id = "AWS-API-04"
    fix = "make it a REST API of the type PRIVATE, or call it something else"
    remarks = (
        "A name says so by the word private, as in saas-private-api, a tag by that word as its key, or as the value of "
        "visibility, access and the like. A source document makes its private API with `apigatewayv2 create-api`: "
        "that one is public."
    )

    def judge(self, node: HttpApi | RestApi, design: Design) -> Iterator[Outcome]:
        if isinstance(node, RestApi) and node.endpoint_type == Known("PRIVATE"):
            return
        said = says_private(node)
        if said is None:
            return
        if isinstance(node, HttpApi):
            yield self.violation(f"{node.label} {said}, but HTTP APIs have no private type: it is public", node)
        elif not is_private(node):
            yield self.violation(f"{node.label} {said}, but its type is {endpoint_type(node)}: it is public", node)
