"""AWS-API-20: deployments that miss what they are to deploy."""

from collections.abc import Iterator

from privateapi.rules.apis import parts_of
from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import (
    ApiDeployment,
    ApiIntegration,
    ApiMethod,
    Node,
    RestApi,
    RestApiPolicy,
    Topology,
)


class DeploymentFollows(NodeRule[ApiDeployment]):
    """A deployment waits for the methods, integrations and policy of its API, and has triggers to be made anew."""

    id = "AWS-API-20"
    fix = "let the deployment depend on all of them, and have triggers such as a hash of its document and policy"
    remarks = (
        "What triggers are computed from is the program's affair: a hash of a document names no resource. Left out, a "
        "change is never deployed. An API's own document comes with the API."
    )

    def judge(self, node: ApiDeployment, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        api = followed(topology, node.api, RestApi, node, "its API")
        if not ask(node.triggers.map(bool), "the map triggers", False):
            yield self.violation(
                f"{node.label} has no triggers, so that a change of {api.label} is not deployed", node, api
            )
        parts: list[Node] = [
            part
            for kind in (ApiMethod, ApiIntegration, RestApiPolicy)
            for part in parts_of(topology, kind, api)
            if not part.live and not part.key.startswith(f"{api.key}#")
        ]
        waited = _waited_for(topology, node)
        missed = [part for part in parts if part.key not in waited]
        if missed:
            yield self.violation(f"{node.label} of {api.label} does not wait for {_listed(missed)}", node, *missed)


def _waited_for(topology: Topology, node: ApiDeployment) -> set[str]:
    """The keys of everything that a deployment depends on, also through others."""
    found: set[str] = set()
    ahead = [*node.depends_on, *node.trigger_nodes]
    while ahead:
        key = ahead.pop()
        if key in found:
            continue
        found.add(key)
        other = topology.node(key)
        ahead += other.depends_on if other is not None else ()
    return found


def _listed(nodes: list[Node]) -> str:
    shown = [node.label for node in nodes[:3]]
    more = len(nodes) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
