"""AWS-API-18: functions that an API may not call."""

import dataclasses
import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.apis import api_of
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.finding import Severity
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.arn import parse_arn
from privateapi.topology.model import Api, ApiIntegration, LambdaFunction, LambdaPermission, Topology
from privateapi.topology.values import Known, NotJudged, Ref

_INVOKED = re.compile(r":lambda:path/[^/]+/functions/(arn:[^/]+)/invocations")
_INVOKE = frozenset({"lambda:invokefunction", "lambda:*", "*"})


class FunctionPermission(NodeRule[ApiIntegration]):
    """A function that an API calls has a permission for apigateway.amazonaws.com with the ARN of that API."""

    id = "AWS-API-18"
    fix = "add a Permission with the principal apigateway.amazonaws.com and the API's execution ARN followed by /*"
    remarks = (
        "Not asked for where the integration has credentials, a role that calls the function. A permission without the "
        "ARN of an API, which lets every API in, is told as advisory."
    )

    def judge(self, node: ApiIntegration, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        # Without a URI it is for an action of another service (integrationSubtype).
        if node.uri.missing or not node.credentials.missing:
            return
        if ask(node.type, "its type", "") not in ("AWS", "AWS_PROXY"):
            return
        functions = _functions(topology, node)
        if not functions:
            return
        api = api_of(topology, node)
        lacking: list[Outcome] = []
        for function in functions:
            lacking += self._function(node, api, function, topology)
        if len(functions) > 1 and lacking:
            # The engine tells only for the whole document which functions it names.
            raise NotJudged(f"which function it calls is not known: {' or '.join(each.label for each in functions)}")
        yield from lacking

    def _function(
        self, node: ApiIntegration, api: Api, function: LambdaFunction, topology: Topology
    ) -> Iterator[Outcome]:
        permissions = topology.grouped(LambdaPermission, "function", LambdaFunction)
        wide: LambdaPermission | None = None
        unsure: NotJudged | None = None
        for permission in permissions.by_target.get(function.key, ()):
            try:
                if not _for_gateway(permission):
                    continue
                if permission.source.missing:
                    wide = permission
                elif _from_api(topology, permission, api):
                    return
            except NotJudged as reason:
                unsure = reason
        for permission, why in permissions.unresolved:
            unsure = NotJudged(f"{permission.label} may be for {function.label}: its function {why}")
        if unsure is not None:
            raise unsure
        if wide is not None:
            said = self.violation(
                f"{wide.label} lets every API of API Gateway call {function.label}: it has no sourceArn", wide, function
            )
            yield dataclasses.replace(said, severity=Severity.ADVISORY)
            return
        yield self.violation(
            f"{node.label} of {api.label} calls {function.label}, which has no permission for that API",
            node,
            function,
            api,
        )


def _functions(topology: Topology, integration: ApiIntegration) -> tuple[LambdaFunction, ...]:
    """The function that an integration calls, or those that it may call; none when it calls another service.

    Raises:
        NotJudged: it was not read.
    """
    found = topology.follow(integration.function, LambdaFunction, integration)
    if isinstance(found, Known):
        return (found.value,)
    if not isinstance(integration.uri, Known):
        named = [topology.node(key) for key in integration.function.nodes]
        functions = tuple(node for node in named if isinstance(node, LambdaFunction))
        if functions:
            return functions
        raise NotJudged(f"the uri {because(integration.uri)}")
    match = _INVOKED.search(integration.uri.value)
    arn = match[1] if match is not None else integration.uri.value
    parts = parse_arn(arn)
    if parts is None or parts.service != "lambda":
        return ()
    # An alias or a version follows the name of the function.
    name = parts.resource.split(":")[1]
    whole = ":".join(arn.split(":")[:7])
    for text in (whole, name):
        named_so = topology.follow(Ref.to(text), LambdaFunction, integration)
        if isinstance(named_so, Known):
            return (named_so.value,)
    raise NotJudged(f"the function {name} is not among the resources that were read")


def _for_gateway(permission: LambdaPermission) -> bool:
    principal = ask(permission.principal, f"the principal of {permission.label}")
    action = ask(permission.action, f"the action of {permission.label}", "lambda:InvokeFunction")
    return principal in service_choice("aws.apigw.service_principal") and action.lower() in _INVOKE


def _from_api(topology: Topology, permission: LambdaPermission, api: Api) -> bool:
    """Whether the ARN of a permission is that of an API."""
    if api.key in permission.source.nodes:
        return True
    if not isinstance(permission.source_arn, Known):
        raise NotJudged(f"the sourceArn of {permission.label} {because(permission.source_arn)}")
    arn = parse_arn(permission.source_arn.value)
    if arn is None or arn.service != "execute-api":
        return False
    own = arn.resource.partition("/")[0]
    return own == "*" or own == ask(api.id, f"the id of {api.label}")
