"""AWS-EP-02."""

from privateapi.rules.aws_endpoint.endpoint_zones import EndpointZones
from privateapi.topology.model import Subnet
from privateapi.topology.values import MISSING, UNKNOWN, Known, Refs
from tests.rules.api_nodes import endpoint, hub
from tests.rules.nodes import refs, subnet
from tests.rules.suite import RuleSuite


class TestEndpointZones(RuleSuite):
    rule = EndpointZones
    passing = [
        ("two zones", [*hub(), endpoint(subnets=refs(Subnet, "a", "b"))]),
        ("a gateway endpoint", [endpoint(type=Known("Gateway"))]),
        ("a gateway endpoint by default", [endpoint(type=MISSING)]),
    ]
    failing = [
        (
            "one subnet",
            [*hub(), endpoint(subnets=refs(Subnet, "a"))],
            ["VPC endpoint api has 1 subnet; subnets in 2 zones or more are needed"],
        ),
        ("none", [endpoint()], ["VPC endpoint api has no subnet; subnets in 2 zones or more are needed"]),
        (
            "one zone",
            [*hub(), subnet("c", "hub", "10.0.2.0/24"), endpoint(subnets=refs(Subnet, "a", "c"))],
            ["VPC endpoint api has subnet a and subnet c, all in us-east-1a; an outage of that zone takes it away"],
        ),
    ]
    unknown = [
        (
            "subnets that are not known",
            [endpoint(subnets=Refs(UNKNOWN))],
            ["VPC endpoint api: the list subnetIds is not known yet"],
        ),
        (
            "a type that is not known",
            [endpoint(type=UNKNOWN)],
            ["VPC endpoint api: the vpcEndpointType is not known yet"],
        ),
    ]
