"""AWS-EP-15: zones that a service is not in."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.balancers import balancer_zones
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import service_of
from privateapi.topology.model import EndpointService, LoadBalancer, Subnet, Topology, VpcEndpoint
from privateapi.topology.placement import subnets_of, zone_of
from privateapi.topology.values import Known, NotJudged, flat


class ZonesOfService(NodeRule[VpcEndpoint]):
    """An endpoint is only in zones that its endpoint service is in."""

    id = "AWS-EP-15"
    fix = "take subnets in the zones of the service's load balancers"
    remarks = "Names of zones mean different places in different accounts: of two accounts the zone ids are compared."

    def judge(self, node: VpcEndpoint, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        service = service_of(topology, node)
        if service is None:
            return
        subnets = ask(subnets_of(topology, node), "the list of its subnets", ())
        by_id = _other_account(node, service)
        offered = _zones(topology, service, by_id)
        for subnet in subnets:
            own = subnet.availability_zone_id if by_id else zone_of(subnet)
            zone = ask(own, f"the availabilityZone{'Id' if by_id else ''} of {subnet.label}")
            if zone not in offered:
                yield self.violation(
                    f"{node.label} is in {zone} ({subnet.label}), {service.label} in {', '.join(sorted(offered))}",
                    node,
                    subnet,
                    service,
                )


def _other_account(node: VpcEndpoint, service: EndpointService) -> bool:
    return isinstance(node.account, Known) and isinstance(service.account, Known) and node.account != service.account


def _zones(topology: Topology, service: EndpointService, by_id: bool) -> set[str]:
    """The zones of a service, by name, or by id where accounts differ.

    Raises:
        NotJudged: they are not known.
    """
    stated = flat(service.availability_zones)
    if isinstance(stated, Known) and stated.value and not by_id:
        return set(stated.value)
    balancers = topology.follow_all(service.network_load_balancers, LoadBalancer, service)
    subnets: list[Subnet] = []
    for balancer in ask(balancers, f"the balancers of {service.label}", ()):
        subnets += balancer_zones(topology, balancer).values()
    if not subnets:
        raise NotJudged(f"the zones of {service.label} are not known")
    if not by_id:
        return {ask(zone_of(subnet), f"the availabilityZone of {subnet.label}") for subnet in subnets}
    return {ask(subnet.availability_zone_id, f"the availabilityZoneId of {subnet.label}") for subnet in subnets}
