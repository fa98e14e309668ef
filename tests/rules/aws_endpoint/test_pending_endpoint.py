"""AWS-EP-20."""

from typing import Any

from privateapi.rules.aws_endpoint.pending_endpoint import PendingEndpoint
from privateapi.topology.model import EndpointConnectionAccepter, EndpointService, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import alias, endpoint, record, values
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite


def consumer(**fields: Any) -> VpcEndpoint:
    return endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own"), **fields)


SERVICE = node(EndpointService, "own", acceptance_required=Known(True))
NAME = record("a", alias=alias(ref(VpcEndpoint, "api")))


class TestPendingEndpoint(RuleSuite):
    rule = PendingEndpoint
    passing = [
        (
            "an accepter",
            [SERVICE, consumer(), NAME, node(EndpointConnectionAccepter, "yes", endpoint=ref(VpcEndpoint, "api"))],
        ),
        ("no acceptance", [node(EndpointService, "own", acceptance_required=Known(False)), consumer(), NAME]),
        ("accepted before", [SERVICE, consumer(state=Known("available")), NAME]),
        ("accepted by itself", [SERVICE, consumer(auto_accept=Known(True)), NAME]),
        ("a service of AWS", [endpoint(), NAME]),
        ("values", [SERVICE, consumer(), record("a", **values("10.0.0.1"))]),
    ]
    failing = [
        (
            "by hand",
            [SERVICE, consumer(), NAME],
            ["record a points to VPC endpoint api, which waits until endpoint service own accepts it"],
        ),
    ]
    unknown = [
        (
            "acceptance that is not known",
            [node(EndpointService, "own", acceptance_required=UNKNOWN), consumer(), NAME],
            ["record a: acceptanceRequired of endpoint service own is not known yet"],
        ),
        (
            "an accepter whose endpoint is not known",
            [SERVICE, consumer(), NAME, node(EndpointConnectionAccepter, "yes", endpoint=Ref(UNKNOWN))],
            ["record a: endpoint connection accepter yes may accept VPC endpoint api: its endpoint is not known yet"],
        ),
    ]
