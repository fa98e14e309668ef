"""AWS-TLS-04: the name of a facade and that of the API behind it."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import balancers_of
from privateapi.rules.certificates import covers, listener_names
from privateapi.rules.design import Design
from privateapi.rules.facades import Facade, facades
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.topology.model import ApiDomain, Listener, Topology
from privateapi.topology.values import NotJudged


class SameName(Rule):
    """In the Region of a facade, an API domain has a name that is on the certificate of the facade's TLS listener."""

    id = "AWS-TLS-04"
    fix = "request the listener's certificate for the name of the API domain, in every Region"
    remarks = (
        "A facade is a load balancer before an execute-api endpoint. That the name is the one that clients ask for is "
        "AWS-R53-19, that no Region lacks the domain AWS-MR-01."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        for facade in facades(topology):
            if not is_service(facade.endpoint, EXECUTE_API):
                continue
            for listener, _ in balancers_of(topology, facade.group):
                try:
                    yield from self._listener(facade, listener, topology)
                except NotJudged as reason:
                    if not listener.live:
                        yield self.unjudged(str(reason), listener)

    def _listener(self, facade: Facade, listener: Listener, topology: Topology) -> Iterator[Outcome]:
        if ask(listener.protocol, "the protocol", "") not in ("TLS", "HTTPS"):
            return
        region = ask(listener.region, "its Region")
        domains = [each for each in topology.of(ApiDomain) if ask(each.region, f"the Region of {each.label}") == region]
        # Domains that exist may be there for something else.
        if all(domain.live for domain in domains):
            return
        _, names = listener_names(topology, listener)
        hosts = [ask(domain.domain_name, f"the domainName of {domain.label}") for domain in domains]
        if not any(covers(names, host) for host in hosts):
            yield self.violation(
                f"{listener.label} before {facade.endpoint.label} has a certificate for {', '.join(names)}, the API "
                f"domains of {region} are {', '.join(hosts)}",
                listener,
                *domains,
            )
