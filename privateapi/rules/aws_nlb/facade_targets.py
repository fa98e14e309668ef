"""AWS-NLB-05: targets of a facade before an endpoint."""

from collections.abc import Iterator

from privateapi.facts.services import service_range
from privateapi.rules.asking import ask
from privateapi.rules.balancers import targets_of
from privateapi.rules.design import Design
from privateapi.rules.facades import Facade, facades, known_addresses
from privateapi.rules.rule import Outcome, Rule
from privateapi.topology.model import Target, Topology
from privateapi.topology.placement import subnet_refs
from privateapi.topology.values import Known, NotJudged


class FacadeTargets(Rule):
    """A target group before an endpoint is of type ip, with a target on 443 for each of the endpoint's interfaces."""

    id = "AWS-NLB-05"
    fix = "register every address of the endpoint, on port 443, with a target group of type ip"

    def check(self, design: Design) -> Iterator[Outcome]:
        for facade in facades(design.topology):
            if facade.live:
                continue
            for judgement in (self._form, self._complete):
                try:
                    yield from judgement(facade, design.topology)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), facade.group)

    def _form(self, facade: Facade, topology: Topology) -> Iterator[Outcome]:
        group, endpoint = facade.group, facade.endpoint
        kind = ask(group.target_type, f"the targetType of {group.label}", "instance")
        if kind != "ip":
            yield self.violation(
                f"{group.label} before {endpoint.label} has the targetType {kind}; an endpoint's interfaces are ip "
                "targets",
                group,
                endpoint,
            )
        right = service_range("aws.endpoint.https_port").lowest
        for target in facade.targets:
            port = ask(_port(target, facade), f"the port of {target.label}")
            if port != right:
                yield self.violation(
                    f"{target.label} in {group.label} has the port {port}; {endpoint.label} answers on {right}",
                    target,
                    endpoint,
                )

    def _complete(self, facade: Facade, topology: Topology) -> Iterator[Outcome]:
        group, endpoint = facade.group, facade.endpoint
        targets = targets_of(topology, group)
        registered = [target.target.id.value for target in targets if isinstance(target.target.id, Known)]
        addresses = known_addresses(endpoint)
        interfaces = len(ask(subnet_refs(endpoint).ids, f"the list of the subnets of {endpoint.label}", ()))
        if len(registered) == len(targets) and addresses and len(addresses) >= interfaces:
            lacking = [address for address in addresses if address not in registered]
            if lacking:
                yield self.violation(
                    f"{group.label} has targets for {len(addresses) - len(lacking)} of {len(addresses)} addresses of "
                    f"{endpoint.label}; {', '.join(lacking)} is missing",
                    group,
                    endpoint,
                )
            return
        # The addresses are not known yet, their number is.
        if len(targets) < interfaces:
            yield self.violation(
                f"{group.label} has {len(targets)} targets for {interfaces} network interfaces of {endpoint.label}",
                group,
                endpoint,
            )


def _port(target: Target, facade: Facade) -> Known[int]:
    own = target.port if not target.port.missing else facade.group.port
    return Known(ask(own, f"the port of {target.label}"))
