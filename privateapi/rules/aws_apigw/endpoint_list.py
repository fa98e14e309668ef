"""AWS-API-05: the endpoints that a private API lists."""

from collections.abc import Iterator

from privateapi.rules.apis import is_private
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.rules.wording import located
from privateapi.topology.model import RestApi, VpcEndpoint
from privateapi.topology.values import NotJudged


class EndpointList(NodeRule[RestApi]):
    """A PRIVATE REST API lists its endpoints, all of them for execute-api and in the Region of the API."""

    id = "AWS-API-05"
    fix = "list the execute-api endpoints of the API's Region in vpcEndpointIds"
    remarks = "An API whose execute-api names are off (disableExecuteApiEndpoint) needs none for its endpoints."

    def judge(self, node: RestApi, design: Design) -> Iterator[Outcome]:
        if not is_private(node):
            return
        ids = ask(node.vpc_endpoints.ids, "the list vpcEndpointIds", ())
        if not ids:
            if not ask(node.disable_execute_api_endpoint, "disableExecuteApiEndpoint", False):
                yield self.violation(
                    f"{node.label} lists no vpcEndpointIds, so that it has no name for an endpoint without private DNS",
                    node,
                )
            return
        for endpoint in ask(
            design.topology.follow_all(node.vpc_endpoints, VpcEndpoint, node), "the list vpcEndpointIds"
        ):
            try:
                yield from self._endpoint(node, endpoint)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)

    def _endpoint(self, api: RestApi, endpoint: VpcEndpoint) -> Iterator[Outcome]:
        service = ask(endpoint.service_name, f"the serviceName of {endpoint.label}")
        if not is_service(endpoint, EXECUTE_API):
            yield self.violation(f"{api.label} lists {endpoint.label}, which is for {service}", api, endpoint)
        regions = [ask(each.region, f"the Region of {each.label}") for each in (api, endpoint)]
        if regions[0] != regions[1]:
            yield self.violation(f"{api.label} is in {regions[0]} and lists {located(endpoint)}", api, endpoint)
