"""AWS-EP-20: names of endpoints that are not accepted."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import alias_target
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import service_of
from privateapi.topology.model import EndpointConnectionAccepter, RecordSet, VpcEndpoint
from privateapi.topology.values import Known, NotJudged


class PendingEndpoint(NodeRule[RecordSet]):
    """A record does not point to an endpoint whose service accepts it by hand, unless an accepter does so."""

    id = "AWS-EP-20"
    fix = "add a VpcEndpointConnectionAccepter, or make the record in a later update"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        endpoint = alias_target(topology, node)
        if not isinstance(endpoint, VpcEndpoint) or endpoint.live:
            return
        service = service_of(topology, endpoint)
        if service is None or not ask(service.acceptance_required, f"acceptanceRequired of {service.label}", True):
            return
        # What was accepted stays so.
        if endpoint.state == Known("available") or endpoint.auto_accept == Known(True):
            return
        accepters = topology.grouped(EndpointConnectionAccepter, "endpoint", VpcEndpoint)
        if endpoint.key in accepters.by_target:
            return
        for accepter, why in accepters.unresolved:
            raise NotJudged(f"{accepter.label} may accept {endpoint.label}: its endpoint {why}")
        yield self.violation(
            f"{node.label} points to {endpoint.label}, which waits until {service.label} accepts it",
            node,
            endpoint,
            service,
        )
