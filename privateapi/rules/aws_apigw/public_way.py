"""AWS-API-19: public ways to a private API."""

import re
from collections.abc import Iterable, Iterator

from privateapi.rules.apis import api_of, apis_behind, endpoint_type, is_private, says_private
from privateapi.rules.balancers import balancers_of
from privateapi.rules.design import Design
from privateapi.rules.facades import facades
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.rules.wording import because
from privateapi.topology.model import Api, ApiDomain, ApiStage, Distribution, LoadBalancer, Node, RestApi, Topology
from privateapi.topology.values import Known, NotJudged, Ref

_EXECUTE_API = re.compile(r"(?P<id>[a-z0-9]+)(-vpce-[0-9a-f]+)?\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")


class PublicWay(NodeRule[ApiDomain | Distribution]):
    """No EDGE domain and no CloudFront distribution leads to an API that is private, or meant to be."""

    id = "AWS-API-19"
    fix = "use a REGIONAL domain behind an internal load balancer, or a PRIVATE domain; take the distribution away"
    remarks = "An API is meant to be private where its name or a tag says so (AWS-API-04)."

    def check(self, design: Design) -> Iterator[Outcome]:
        self._doors = {
            balancer.key: facade.endpoint
            for facade in facades(design.topology)
            if is_service(facade.endpoint, EXECUTE_API)
            for _, balancer in balancers_of(design.topology, facade.group)
        }
        yield from super().check(design)

    def judge(self, node: ApiDomain | Distribution, design: Design) -> Iterator[Outcome]:
        if isinstance(node, Distribution):
            yield from self._distribution(node, design.topology)
        elif endpoint_type(node) == "EDGE":
            for api in _meant_private(apis_behind(design.topology, node)):
                yield self.violation(f"{node.label} is an EDGE domain, and leads to {api.label}", node, api)

    def _distribution(self, node: Distribution, topology: Topology) -> Iterator[Outcome]:
        for origin in _origins(topology, node):
            if isinstance(origin, Api):
                for api in _meant_private([origin]):
                    yield self.violation(f"{node.label} fetches from {api.label}", node, api)
            elif isinstance(origin, ApiDomain):
                for api in _meant_private(apis_behind(topology, origin)):
                    yield self.violation(f"{node.label} fetches from {origin.label} of {api.label}", node, origin, api)
            elif origin.key in self._doors:
                endpoint = self._doors[origin.key]
                yield self.violation(
                    f"{node.label} fetches from {origin.label}, which leads to {endpoint.label} of the private APIs",
                    node,
                    origin,
                    endpoint,
                )
        if not isinstance(node.origins.ids, Known):
            raise NotJudged(f"the list of its origins {because(node.origins.ids)}")
        for id in node.origins.ids.value:
            if not id.known and not node.origins.nodes:
                raise NotJudged(f"an origin {because(id)}")


def _origins(topology: Topology, node: Distribution) -> Iterator[Node]:
    """What the origins name, by reference or by the domain name of an API."""
    kinds = (Api, ApiDomain, LoadBalancer)
    found: dict[str, Node] = {}
    for id in node.origins.ids.value if isinstance(node.origins.ids, Known) else ():
        if not isinstance(id, Known):
            continue
        match = _EXECUTE_API.fullmatch(id.value)
        ref = Ref.to(match["id"] if match is not None else id.value)
        for kind in kinds:
            named = topology.follow(ref, kind)
            if isinstance(named, Known):
                found[named.value.key] = named.value
    # Whatever an origin was computed from is behind the distribution.
    for key in node.origins.nodes:
        source = topology.node(key)
        if isinstance(source, ApiStage):
            source = api_of(topology, source)
        if isinstance(source, kinds):
            found[source.key] = source
    yield from (found[key] for key in sorted(found))


def _meant_private(apis: Iterable[Api]) -> Iterator[Api]:
    for api in apis:
        if isinstance(api, RestApi) and is_private(api) or says_private(api) is not None:
            yield api
