"""AWS-API-13: private custom domains that no endpoint may use, or that an endpoint cannot tell from another one."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.apis import apis_behind, endpoint_type
from privateapi.rules.asking import ask
from privateapi.rules.balancers import balancers_of
from privateapi.rules.design import Design
from privateapi.rules.facades import facades
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    ApiDomain,
    DomainAccessAssociation,
    LoadBalancer,
    RestApi,
    Topology,
    VpcEndpoint,
)
from privateapi.topology.values import Known, NotJudged


class PrivateDomain(NodeRule[ApiDomain]):
    """A PRIVATE custom domain has a policy, and an access association for each endpoint of its APIs."""

    id = "AWS-API-13"
    fix = (
        "give the domain a policy, and add a DomainNameAccessAssociation for each endpoint; let no endpoint lead to "
        "two domains of one name"
    )
    remarks = (
        "The endpoints are those that its APIs list in vpcEndpointIds; one association at least is needed. An endpoint "
        "behind a load balancer leads to a public custom domain: AWS does not let it be associated with a private one, "
        "so that an API with both kinds of domains lists an endpoint for each."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        self._balancers: defaultdict[str, list[LoadBalancer]] = defaultdict(list)
        for facade in facades(topology):
            self._balancers[facade.endpoint.key] += [each for _, each in balancers_of(topology, facade.group)]
        yield from super().check(design)

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
            ask(topology.identity(each.endpoint, VpcEndpoint, each), f"the endpoint of {each.label}"): each
            for each in associations
        }
        for api in apis_behind(topology, node):
            for endpoint in _listed(topology, api) if isinstance(api, RestApi) else ():
                if endpoint.key not in associated and endpoint.key not in self._balancers:
                    yield self.violation(
                        f"{node.label} leads to {api.label}, and has no access association with {endpoint.label} of "
                        "that API",
                        node,
                        api,
                        endpoint,
                    )
        for key, association in sorted(associated.items()):
            found = topology.node(key)
            if isinstance(found, VpcEndpoint):
                yield from self._associated(node, found, association, topology)

    def _associated(
        self, domain: ApiDomain, endpoint: VpcEndpoint, association: DomainAccessAssociation, topology: Topology
    ) -> Iterator[Outcome]:
        for balancer in self._balancers.get(endpoint.key, ()):
            yield self.violation(
                f"{association.label} associates {domain.label} with {endpoint.label}, which stands behind "
                f"{balancer.label} and so leads to a public custom domain",
                association,
                endpoint,
                balancer,
            )
        for other in topology.referrers(DomainAccessAssociation, "endpoint", endpoint):
            found = topology.follow(other.domain, ApiDomain, other)
            # Of two domains the first one says it.
            if not isinstance(found, Known) or found.value.key <= domain.key:
                continue
            name = normal(ask(domain.domain_name, "the domainName"))
            if normal(ask(found.value.domain_name, f"the domainName of {found.value.label}")) == name:
                yield self.violation(
                    f"{endpoint.label} is associated with {domain.label} and {found.value.label}, which both are "
                    f"{name}: it can call one of them only",
                    endpoint,
                    domain,
                    found.value,
                )


def _listed(topology: Topology, api: RestApi) -> tuple[VpcEndpoint, ...]:
    """The endpoints of an API that were read; an association with another one cannot be missed here."""
    found = topology.follow_all(api.vpc_endpoints, VpcEndpoint, api)
    return found.value if isinstance(found, Known) else ()
