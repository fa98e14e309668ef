"""AWS-API-17: how long an API waits for its backend."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.apis import api_of, endpoint_type
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.numbers import out_of_range
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiIntegration, HttpApi, RestApi
from privateapi.topology.values import NotJudged

_RAISED = "aws.apigw.timeout"


class IntegrationTimeout(NodeRule[ApiIntegration]):
    """An integration waits 50 ms to 29 s, that of an HTTP API up to 30 s."""

    id = "AWS-API-17"
    fix = "set a time in the range, and answer longer work by a later request"
    remarks = "A raised quota (L-E5AE38E3) counts for Regional and private REST APIs only."

    def judge(self, node: ApiIntegration, design: Design) -> Iterator[Outcome]:
        if node.timeout_milliseconds.missing:
            return
        if node.version == 2 and not _web_socket(node, design):
            fault = out_of_range(
                node.timeout_milliseconds, service_range("aws.apigw.http_timeout"), "timeoutMilliseconds"
            )
            if fault is not None:
                yield self.violation(f"{node.label} has {fault}", node)
            return
        time = ask(node.timeout_milliseconds, "timeoutMilliseconds")
        least = service_range("aws.apigw.timeout").lowest
        most = design.limit(_RAISED, node.region.get("") if not node.region.unknown else "", _account(node))
        if time < least:
            yield self.violation(f"{node.label} has timeoutMilliseconds {time}; {least} is the least", node)
        if time > most.value:
            yield self.violation(f"{node.label} has timeoutMilliseconds {time}, more than {most.text}", node)
        elif time > service_range("aws.apigw.timeout").highest:
            api = api_of(design.topology, node)
            if isinstance(api, RestApi) and endpoint_type(api) == "EDGE":
                yield self.violation(
                    f"{node.label} has timeoutMilliseconds {time}; the quota was raised, but not for {api.label}, "
                    "which is an EDGE API",
                    node,
                    api,
                )


def _web_socket(integration: ApiIntegration, design: Design) -> bool:
    """Whether the API is one of WebSockets, which wait no longer than REST APIs."""
    try:
        api = api_of(design.topology, integration)
    except NotJudged:
        return False
    return isinstance(api, HttpApi) and ask(api.protocol_type, "the protocolType", "HTTP") == "WEBSOCKET"


def _account(integration: ApiIntegration) -> str:
    return integration.account.get("") if not integration.account.unknown else ""
