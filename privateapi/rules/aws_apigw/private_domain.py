"""AWS-API-13: private custom domains that no endpoint may use."""

from collections.abc import Iterator

from privateapi.rules.apis import apis_behind, endpoint_type
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiDomain, DomainAccessAssociation, RestApi, Topology, VpcEndpoint
from privateapi.topology.values import Known, NotJudged


class PrivateDomain(NodeRule[ApiDomain]):
    """A PRIVATE custom domain has a policy, and an access association for each endpoint of its APIs."""

    id = "AWS-API-13"
    fix = "give the domain a policy, and add a DomainNameAccessAssociation for each endpoint"
    remarks = "The endpoints are those that its APIs list in vpcEndpointIds; one association at least is needed."

    def judge(self, node: ApiDomain, design: Design) -> Iterator[Outcome]:
        if endpoint_type(node) != "PRIVATE":
            return
        if node.policy.missing:
            yield self.violation(f"{node.label} is PRIVATE and has no policy, so that nobody may call it", node)
        topology = design.topology
        groups = topology.grouped(DomainAccessAssociation, "domain", ApiDomain)
        associations = groups.by_target.get(node.key, ())
        for association, why in groups.unresolved:
            raise NotJudged(f"{association.label} may be one of it: its domain {why}")
        if not associations:
            yield self.violation(f"{node.label} is PRIVATE and has no access association with an endpoint", node)
            return
        associated = {
            ask(topology.identity(each.endpoint, VpcEndpoint, each), f"the endpoint of {each.label}")
            for each in associations
        }
        for api in apis_behind(topology, node):
            for endpoint in _listed(topology, api) if isinstance(api, RestApi) else ():
                if endpoint.key not in associated:
                    yield self.violation(
                        f"{node.label} leads to {api.label}, and has no access association with {endpoint.label} of "
                        "that API",
                        node,
                        api,
                        endpoint,
                    )


def _listed(topology: Topology, api: RestApi) -> tuple[VpcEndpoint, ...]:
    """The endpoints of an API that were read; an association with another one cannot be missed here."""
    found = topology.follow_all(api.vpc_endpoints, VpcEndpoint, api)
    return found.value if isinstance(found, Known) else ()
