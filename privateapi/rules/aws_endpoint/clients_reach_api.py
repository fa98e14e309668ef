"""AWS-EP-12: clients without a way to the API."""

from collections.abc import Iterator

from privateapi.rules.asking import ask, followed
from privateapi.rules.design import Design
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.topology.model import ClientNetwork, RestApi, Vpc, VpcEndpoint
from privateapi.topology.placement import vpc_of
from privateapi.topology.reachability import Outcome as Way
from privateapi.topology.values import Known, NotJudged


class ClientsReachApi(NodeRule[ClientNetwork]):
    """A VPC that holds clients has an execute-api endpoint, or a routed way to a VPC that has one."""

    id = "AWS-EP-12"
    fix = "add an execute-api endpoint to the clients' VPC, or route it to a VPC that has one"
    remarks = "Judged when the design has a PRIVATE REST API."

    def judge(self, node: ClientNetwork, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        if not any(api.endpoint_type == Known("PRIVATE") for api in topology.of(RestApi)):
            return
        client = followed(topology, node.vpc, Vpc, node, "its VPC")
        endpoints = [endpoint for endpoint in topology.of(VpcEndpoint) if is_service(endpoint, EXECUTE_API)]
        vpcs = {endpoint.key: vpc_of(topology, endpoint) for endpoint in endpoints}
        if Known(client) in vpcs.values():
            return
        unsure = ""
        for endpoint in endpoints:
            vpc = vpcs[endpoint.key]
            if not isinstance(vpc, Known):
                unsure = f"the VPC of {endpoint.label} is not known"
                continue
            way = design.reachability.reach(client, vpc.value).outcome
            if way is Way.REACHED:
                return
            if way is Way.UNKNOWN:
                unsure = f"whether {client.label} reaches {vpc.value.label} is not known"
        for endpoint in topology.of(VpcEndpoint):
            if endpoint.service_name.unknown:
                unsure = f"the service of {endpoint.label} is not known"
        if unsure or self._elsewhere(design):
            raise NotJudged(unsure or "an API names an endpoint that was not read")
        where = ", ".join(ask(vpc, "the VPC").label for vpc in vpcs.values())
        rest = f", and reaches none in {where}" if endpoints else ""
        yield self.violation(f"{client.label}, where {node.label} is, has no execute-api endpoint{rest}", node, client)

    def _elsewhere(self, design: Design) -> bool:
        return any(
            not design.topology.follow_all(api.vpc_endpoints, VpcEndpoint, api).known
            for api in design.topology.of(RestApi)
            if not api.vpc_endpoints.missing
        )
