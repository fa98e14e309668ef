"""AWS-EP-15."""

from typing import Any

from privateapi.rules.aws_endpoint.zones_of_service import ZonesOfService
from privateapi.topology.model import EndpointService, LoadBalancer, Node, Subnet
from privateapi.topology.values import UNKNOWN, Known, Refs, values_of
from tests.rules.api_nodes import balancer, endpoint, hub
from tests.rules.nodes import node, ref, refs, subnet, vpc
from tests.rules.suite import RuleSuite


def service(**fields: Any) -> EndpointService:
    return node(EndpointService, "own", **fields)


def consumer(*names: str, **fields: Any) -> Node:
    return endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own"), subnets=refs(Subnet, *names), **fields)


ZONES = service(availability_zones=values_of("us-east-1a", "us-east-1b"))
OTHERS = Known("222222222222")
BY_ID = [
    vpc("hub", "10.0.0.0/16"),
    subnet("a", "hub", "10.0.0.0/24", "us-east-1a", availability_zone_id=Known("use1-az4")),
    subnet("z", "hub", "10.0.9.0/24", "us-east-1b", availability_zone_id=Known("use1-az4")),
    subnet("y", "hub", "10.0.8.0/24", "us-east-1a", availability_zone_id=Known("use1-az6")),
    balancer(subnets=refs(Subnet, "a")),
    service(network_load_balancers=refs(LoadBalancer, "door"), account=Known("111111111111")),
]


class TestZonesOfService(RuleSuite):
    rule = ZonesOfService
    passing = [
        ("the service's zones", [*hub(), ZONES, consumer("a", "b")]),
        (
            "those of its balancer",
            [
                *hub(),
                balancer(subnets=refs(Subnet, "a", "b")),
                service(network_load_balancers=refs(LoadBalancer, "door")),
                consumer("a"),
            ],
        ),
        ("by id, where accounts differ", [*BY_ID, consumer("z", account=OTHERS)]),
        ("a service of AWS", [*hub(), endpoint(subnets=refs(Subnet, "a"))]),
    ]
    failing = [
        (
            "another zone",
            [*hub(), service(availability_zones=values_of("us-east-1a")), consumer("a", "b")],
            ["VPC endpoint api is in us-east-1b (subnet b), endpoint service own in us-east-1a"],
        ),
        (
            "another place of the same name",
            [*BY_ID, consumer("y", account=OTHERS)],
            ["VPC endpoint api is in use1-az6 (subnet y), endpoint service own in use1-az4"],
        ),
    ]
    unknown = [
        (
            "zones that are not known",
            [*hub(), service(), consumer("a")],
            ["VPC endpoint api: the zones of endpoint service own are not known"],
        ),
        (
            "subnets that are not known",
            [ZONES, endpoint(service_name=UNKNOWN, service=ref(EndpointService, "own"), subnets=Refs(UNKNOWN))],
            ["VPC endpoint api: the list of its subnets is not known yet"],
        ),
    ]
