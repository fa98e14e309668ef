"""AWS-API-14: stage variables that a stage does not set."""

import re
from collections.abc import Iterator

from privateapi.rules.apis import api_of, integrations_of
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import (
    ApiIntegration,
    ApiStage,
    LambdaFunction,
    Listener,
    LoadBalancer,
    Topology,
    VpcLink,
)
from privateapi.topology.values import MISSING, Known, Unknown, Value

_VARIABLE = re.compile(r"\$\{stageVariables\.([A-Za-z0-9_]+)\}")


class StageVariables(NodeRule[ApiStage]):
    """A stage sets every variable that an integration of its API uses, such as the id of its VPC link."""

    id = "AWS-API-14"
    fix = "set the variable in every stage of the API"
    remarks = (
        "Read of the URI, connection, target and credentials of integrations; mapping templates are not looked at."
    )

    def judge(self, node: ApiStage, design: Design) -> Iterator[Outcome]:
        api = api_of(design.topology, node)
        used: dict[str, ApiIntegration] = {}
        for integration in integrations_of(design.topology, api):
            for what, value in _texts(design.topology, integration):
                if isinstance(value, Known):
                    used |= dict.fromkeys(_VARIABLE.findall(value.value), integration)
                elif isinstance(value, Unknown):
                    yield self.unjudged(f"the {what} of {integration.label} {because(value)}", node)
        if not used:
            return
        having = {name for name, _ in ask(node.variables, "the map of its variables", ())}
        for name, integration in sorted(used.items()):
            if name not in having:
                yield self.violation(
                    f"{node.label} of {api.label} does not set {name}, which {integration.label} uses",
                    node,
                    integration,
                )


def _texts(topology: Topology, integration: ApiIntegration) -> Iterator[tuple[str, Value[str]]]:
    """The properties that may hold a variable. One that certainly names a resource has none."""
    yield "credentials", integration.credentials
    for what, value, ref, kinds in (
        ("uri", integration.uri, integration.function, (LambdaFunction, Listener)),
        ("connectionId", integration.connection.id, integration.connection, (VpcLink,)),
        (
            "integrationTarget",
            integration.integration_target.id if integration.version == 1 else MISSING,
            integration.integration_target,
            (LoadBalancer, Listener),
        ),
    ):
        if not any(topology.follow(ref, kind, integration).known for kind in kinds):
            yield what, value
