"""AWS-R53-05."""

from privateapi.rules.aws_route53.latency_regions import LatencyRegions
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import balancer, latency, record, values, zone
from tests.rules.suite import RuleSuite

EAST, WEST = balancer("us-east-1"), balancer("us-west-2", "us-west-2")
PAIR = [zone(), EAST, WEST, latency("us-east-1"), latency("us-west-2")]


class TestLatencyRegions(RuleSuite):
    rule = LatencyRegions
    passing = [
        ("two Regions", PAIR),
        ("another record of the name", [*PAIR, record("text", type=Known("TXT"), **values("x"))]),
    ]
    failing = [
        (
            "one Region",
            [zone(), EAST, latency("us-east-1")],
            ["orders.example.com A has one latency record (record us-east-1); a second Region is missing"],
        ),
        (
            "a Region twice",
            [*PAIR, record("again", latency_region=Known("us-east-1"), **values("10.0.0.1"))],
            [
                "orders.example.com A has 2 latency records for us-east-1 (record again and record us-east-1); one is "
                "allowed"
            ],
        ),
        (
            "a Region that does not exist",
            [*PAIR, record("moon", latency_region=Known("us-moon-1"), **values("10.0.0.1"))],
            ["record moon of orders.example.com A has the latency Region 'us-moon-1', which Route 53 does not know"],
        ),
        (
            "a balancer elsewhere",
            [zone(), EAST, latency("us-east-1"), latency("us-west-2", "us-east-1")],
            [
                "record us-west-2 has the latency Region us-west-2 and points to load balancer us-east-1 in us-east-1",
            ],
        ),
    ]
    unknown = [
        (
            "a Region that is not known",
            [*PAIR, record("third", latency_region=UNKNOWN)],
            ["record third: its latency Region is not known yet"],
        ),
        (
            "one record of a zone elsewhere, as in a stack for each Region",
            [record("east", zone=Ref.to("Z1"), latency_region=Known("us-east-1"))],
            ["record east: hosted zone Z1 may have other records of orders.example.com A, which were not read"],
        ),
    ]
