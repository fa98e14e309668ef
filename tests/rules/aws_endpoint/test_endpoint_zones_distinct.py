"""AWS-EP-03."""

import dataclasses

from privateapi.rules.aws_endpoint.endpoint_zones_distinct import EndpointZonesDistinct
from privateapi.topology.model import Subnet
from privateapi.topology.values import MISSING, UNKNOWN, Refs
from tests.rules.api_nodes import endpoint, hub
from tests.rules.nodes import refs, subnet
from tests.rules.suite import RuleSuite

THIRD = subnet("c", "hub", "10.0.2.0/24")


class TestEndpointZonesDistinct(RuleSuite):
    rule = EndpointZonesDistinct
    passing = [
        ("two zones", [*hub(), endpoint(subnets=refs(Subnet, "a", "b"))]),
        ("a gateway endpoint, which has none", [endpoint()]),
    ]
    failing = [
        (
            "a zone twice",
            [*hub(), THIRD, endpoint(subnets=refs(Subnet, "a", "b", "c"))],
            [
                "VPC endpoint api has subnet a and subnet c, all in us-east-1a; an endpoint takes one subnet in each "
                "zone"
            ],
        ),
    ]
    unknown = [
        (
            "a zone that AWS chooses",
            [*hub(), dataclasses.replace(THIRD, availability_zone=MISSING), endpoint(subnets=refs(Subnet, "a", "c"))],
            ["VPC endpoint api: the zone of subnet c is not set"],
        ),
        (
            "subnets that are not known",
            [endpoint(subnets=Refs(UNKNOWN))],
            ["VPC endpoint api: the list of its subnets is not known yet"],
        ),
    ]
