"""AWS-R53-03."""

import dataclasses

from privateapi.rules.aws_route53.failover_pair import FailoverPair
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite, run

PRIMARY, SECONDARY = record("one", failover=Known("PRIMARY")), record("two", failover=Known("SECONDARY"))


class TestFailoverPair(RuleSuite):
    rule = FailoverPair
    passing = [
        ("a pair", [zone(), PRIMARY, SECONDARY]),
        (
            "a pair of each type",
            [
                zone(),
                PRIMARY,
                SECONDARY,
                record("six", type=Known("AAAA"), failover=Known("PRIMARY")),
                record("seven", type=Known("AAAA"), failover=Known("SECONDARY")),
            ],
        ),
        ("no failover", [zone(), record("a")]),
    ]
    failing = [
        (
            "PRIMARY without SECONDARY",
            [zone(), PRIMARY],
            ["orders.example.com A has a PRIMARY (record one) and no SECONDARY record"],
        ),
        (
            "SECONDARY without PRIMARY",
            [zone(), SECONDARY],
            ["orders.example.com A has a SECONDARY (record two) and no PRIMARY record"],
        ),
        (
            "two PRIMARY records",
            [zone(), PRIMARY, SECONDARY, record("three", failover=Known("PRIMARY"))],
            ["orders.example.com A has 2 PRIMARY records (record one and record three); one is allowed"],
        ),
        (
            "a role that does not exist",
            [zone(), record("a", failover=Known("primary"))],
            ["record a of orders.example.com A has failover 'primary'; PRIMARY and SECONDARY are the two roles"],
        ),
    ]
    unknown = [
        (
            "a role that is not known",
            [zone(), PRIMARY, record("two", failover=UNKNOWN)],
            ["record one: failover of record two is not known yet"],
        ),
        (
            "another record of a name that is not known",
            [zone(), PRIMARY, record("two", record_name=UNKNOWN, failover=Known("SECONDARY"))],
            [
                "record two: its name is not known yet",
                "record one: record two may be a record of orders.example.com A too",
            ],
        ),
        (
            "a zone that was not read",
            [record("one", zone=Ref.to("Z1"), failover=Known("PRIMARY"))],
            ["record one: hosted zone Z1 may have other records of orders.example.com A, which were not read"],
        ),
    ]

    def test_other_half_exists(self) -> None:
        assert run(FailoverPair, [zone(), PRIMARY, dataclasses.replace(SECONDARY, live=True)]).violations == []

    def test_existing_zone_without_live_data(self) -> None:
        nodes = [dataclasses.replace(zone(), live=True), PRIMARY]
        assert run(FailoverPair, nodes).violations == []
        assert len(run(FailoverPair, nodes, live=True).violations) == 1
