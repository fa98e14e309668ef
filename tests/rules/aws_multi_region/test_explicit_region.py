"""AWS-MR-03."""

import dataclasses

from privateapi.rules.aws_multi_region.explicit_region import ExplicitRegion
from privateapi.topology.model import EndpointService, RestApi, Subnet, Target
from privateapi.topology.values import MISSING, UNKNOWN, Known, values_of
from tests.rules.designs import changed, two_regions
from tests.rules.nodes import node, subnet
from tests.rules.suite import RuleSuite


class TestExplicitRegion(RuleSuite):
    rule = ExplicitRegion
    passing = [
        ("the design of two Regions", two_regions()),
        ("a local zone", [subnet("a", "hub", "10.0.0.0/24", "us-east-1-bos-1a")]),
        ("no zone stated", [node(Subnet, "a")]),
        ("one Region, stated nowhere", [dataclasses.replace(node(Subnet, "a"), region=MISSING)]),
        ("a target outside of the VPC", [node(Target, "server", availability_zone=Known("all"))]),
    ]
    failing = [
        (
            "no Region among two",
            changed(two_regions(), "RestApi:b", region=MISSING),
            ["REST API b says no Region, in a design for us-east-1, us-west-2"],
        ),
        (
            "a zone of the other Region",
            [subnet("a", "hub", "10.0.0.0/24", "us-west-2a")],
            ["subnet a is in us-east-1, but its zone is us-west-2a"],
        ),
        (
            "a zone of a Region with a longer name",
            [node(Subnet, "a", "ap-southeast-1", availability_zone=Known("ap-southeast-11a"))],
            ["subnet a is in ap-southeast-1, but its zone is ap-southeast-11a"],
        ),
        (
            "a zone of an endpoint service",
            [node(EndpointService, "api", availability_zones=values_of("us-east-1a", "us-west-2b"))],
            ["endpoint service api is in us-east-1, but its zone is us-west-2b"],
        ),
    ]
    unknown = [
        (
            "a Region among two",
            [*two_regions(), dataclasses.replace(node(RestApi, "c"), region=UNKNOWN)],
            ["REST API c: its Region is not known yet"],
        ),
        (
            "a zone",
            [node(Subnet, "a", availability_zone=UNKNOWN)],
            ["subnet a: its zone is not known yet"],
        ),
    ]
