"""AWS-API-16: private APIs that web pages of everywhere may call."""

from collections.abc import Iterator

from privateapi.rules.apis import api_of, is_private, says_private
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiResponse, HttpApi, RestApi
from privateapi.topology.values import Known, flat

# Of a REST API a constant stands in quotation marks.
_EVERYWHERE = frozenset({"*", "'*'", '"*"'})


class CorsOrigins(NodeRule[HttpApi | ApiResponse]):
    """A private API does not let scripts of every origin read its answers."""

    id = "AWS-API-16"
    fix = "name the origins of the pages that call the API"
    remarks = "An HTTP API counts where its name or a tag calls it private (AWS-API-04)."

    def judge(self, node: HttpApi | ApiResponse, design: Design) -> Iterator[Outcome]:
        if isinstance(node, HttpApi):
            yield from self._http(node)
            return
        if node.allow_origin.missing:
            return
        api = api_of(design.topology, node)
        if isinstance(api, RestApi) and is_private(api):
            if ask(node.allow_origin, "the header Access-Control-Allow-Origin") in _EVERYWHERE:
                yield self.violation(
                    f"{node.label} of {api.label} allows every origin (*), and it is PRIVATE", node, api
                )

    def _http(self, api: HttpApi) -> Iterator[Outcome]:
        if api.cors_allow_origins.missing:
            return
        said = says_private(api)
        if said is None:
            return
        if isinstance(api.cors_allow_origins, Known) and Known("*") in api.cors_allow_origins.value:
            yield self.violation(f"{api.label} {said}, and allows every origin (*)", api)
            return
        ask(flat(api.cors_allow_origins), "the list allowOrigins")
