"""AWS-EP-12."""

from privateapi.rules.aws_endpoint.clients_reach_api import ClientsReachApi
from privateapi.topology.model import RestApi, RouteTarget, TransitGateway, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known, Ref, Refs
from tests.rules.api_nodes import client, endpoint, hub
from tests.rules.nodes import attachment, gateway, node, ref, refs, route, subnet, table, vpc
from tests.rules.suite import RuleSuite

API = node(RestApi, "orders", endpoint_type=Known("PRIVATE"), vpc_endpoints=refs(VpcEndpoint, "api"))
SPOKE = [vpc("spoke", "10.1.0.0/16"), subnet("far", "spoke", "10.1.0.0/24"), client("spoke")]
WAY = [
    gateway("tgw"),
    attachment("hub", "tgw"),
    attachment("spoke", "tgw"),
    *table("hub", "hub", "a", "b"),
    *table("spoke", "spoke", "far"),
    route("hub", "10.1.0.0/16", RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, "tgw")),
    route("spoke", "10.0.0.0/16", RouteTarget.TRANSIT_GATEWAY, ref(TransitGateway, "tgw")),
]


class TestClientsReachApi(RuleSuite):
    rule = ClientsReachApi
    passing = [
        ("an endpoint in the VPC", [*hub(), API, endpoint(), client("hub")]),
        ("a routed way", [*hub(), API, endpoint(), *SPOKE, *WAY]),
        ("no private API", [*hub(), *SPOKE]),
    ]
    failing = [
        (
            "no way",
            [*hub(), API, endpoint(), *SPOKE],
            [
                "VPC spoke, where client network in spoke is, has no execute-api endpoint, and reaches none in VPC hub",
            ],
        ),
        (
            "no way back",
            [*hub(), API, endpoint(), *SPOKE, *(each for each in WAY if each.name != "hub-10.1.0.0/16")],
            [
                "VPC spoke, where client network in spoke is, has no execute-api endpoint, and reaches none in VPC hub",
            ],
        ),
        (
            "an endpoint for something else",
            [*hub(), node(RestApi, "orders", endpoint_type=Known("PRIVATE")), endpoint(aws="s3"), client("hub")],
            ["VPC hub, where client network in hub is, has no execute-api endpoint"],
        ),
    ]
    unknown = [
        (
            "an endpoint that was not read",
            [
                *hub(),
                node(RestApi, "orders", endpoint_type=Known("PRIVATE"), vpc_endpoints=Refs.to("vpce-1")),
                client("hub"),
            ],
            ["client network in hub: an API names an endpoint that was not read"],
        ),
        (
            "an endpoint whose service is not known",
            [*hub(), API, endpoint(service_name=UNKNOWN), client("hub")],
            ["client network in hub: the service of VPC endpoint api is not known"],
        ),
        (
            "an endpoint whose VPC is not known",
            [*hub(), API, endpoint(vpc=Ref(UNKNOWN)), client("hub")],
            ["client network in hub: the VPC of VPC endpoint api is not known"],
        ),
        (
            "routes that are not known",
            [
                *hub(),
                API,
                endpoint(),
                *SPOKE,
                *table("spoke", "spoke", "far"),
                route("spoke", "10.0.0.0/16", RouteTarget.TRANSIT_GATEWAY, Ref.to("tgw-1")),
                *table("hub", "hub", "a", "b"),
                route("hub", "10.1.0.0/16", RouteTarget.TRANSIT_GATEWAY, Ref.to("tgw-1")),
            ],
            ["client network in spoke: whether VPC spoke reaches VPC hub is not known"],
        ),
    ]
