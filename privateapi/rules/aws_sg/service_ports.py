"""AWS-SG-03: endpoints of custom services whose group keeps the service's ports closed."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import (
    EndpointService,
    Listener,
    LoadBalancer,
    SecurityGroup,
    Topology,
    VpcEndpoint,
)
from privateapi.topology.openings import lets_in
from privateapi.topology.values import Known, NotJudged, Value

# Listener protocols that clients speak over UDP; the others are TCP (CreateListener).
UDP = frozenset({"UDP"})


class ServicePorts(NodeRule[VpcEndpoint]):
    """The groups of an endpoint to a service of one's own let in the ports that the service listens on."""

    id = "AWS-SG-03"
    fix = "let in the service's ports as well: 443 is only that of AWS services"

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        # Without groups the endpoint has the default group of its VPC, which is not in the program.
        if node.security_groups.missing:
            return
        service = _service(topology, node)
        if service is None:
            return
        balancers = topology.follow_all(service.network_load_balancers, LoadBalancer, service)
        groups = topology.follow_all(node.security_groups, SecurityGroup, node)
        if not isinstance(balancers, Known):
            raise NotJudged(f"the balancers of {service.label}: the list of them {because(balancers)}")
        if not isinstance(groups, Known):
            raise NotJudged(f"the list of its security groups {because(groups)}")
        for balancer in balancers.value:
            for listener in topology.referrers(Listener, "load_balancer", balancer):
                yield from self._listener(node, service, listener, groups.value, topology)

    def _listener(
        self,
        node: VpcEndpoint,
        service: EndpointService,
        listener: Listener,
        groups: tuple[SecurityGroup, ...],
        topology: Topology,
    ) -> Iterator[Outcome]:
        if not (isinstance(listener.port, Known) and isinstance(listener.protocol, Known)):
            raise NotJudged(f"the port of {listener.label} {because(_first_unknown(listener))}")
        port, protocol = listener.port.value, "udp" if listener.protocol.value in UDP else "tcp"
        open_to_some = lets_in(topology, groups, port, protocol=protocol)
        if not isinstance(open_to_some, Known):
            raise NotJudged(because(open_to_some))
        if not open_to_some.value:
            labels = ", ".join(group.label for group in groups)
            yield self.violation(
                f"{node.label} is for {service.label}, where {listener.label} listens on {protocol.upper()} {port}, "
                f"but {labels} lets that in from nowhere",
                node,
                *groups,
                listener,
            )


def _service(topology: Topology, node: VpcEndpoint) -> EndpointService | None:
    """The endpoint service behind an endpoint, where it is one of those that were read.

    Raises:
        NotJudged: which service the endpoint is for is not known.
    """
    followed = topology.follow(node.service, EndpointService, node)
    if isinstance(followed, Known):
        return followed.value
    if isinstance(node.service_name, Known):
        named = [each for each in topology.of(EndpointService) if each.service_name == node.service_name]
        return named[0] if named else None
    raise NotJudged(f"its serviceName {because(node.service_name)}")


def _first_unknown(listener: Listener) -> Value[object]:
    return listener.protocol if isinstance(listener.port, Known) else listener.port
