"""AWS-R53-17."""

import dataclasses

from privateapi.rules.aws_route53.one_writer import OneWriter
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, values, zone
from tests.rules.suite import RuleSuite, run

A, B = record("a", **values("10.0.0.1")), record("b", **values("10.0.0.2"))


class TestOneWriter(RuleSuite):
    rule = OneWriter
    passing = [
        ("one", [zone(), A]),
        ("another type", [zone(), A, record("b", type=Known("AAAA"))]),
        ("another name", [zone(), A, record("b", record_name=Known("b.example.com"))]),
        (
            "another set identifier",
            [
                zone(),
                record("a", set_identifier=Known("x"), weight=Known(1)),
                record("b", set_identifier=Known("y"), weight=Known(1)),
            ],
        ),
    ]
    failing = [
        ("two simple records", [zone(), A, B], ["record a and record b both write orders.example.com A"]),
        (
            "the same set identifier",
            [
                zone(),
                record("a", set_identifier=Known("x"), weight=Known(1)),
                record("b", set_identifier=Known("x"), weight=Known(1)),
            ],
            ["record a and record b both write orders.example.com A with setIdentifier 'x'"],
        ),
    ]
    unknown = [
        (
            "a set identifier that is not known",
            [zone(), A, record("b", set_identifier=UNKNOWN)],
            ["record b: its setIdentifier is not known yet"],
        )
    ]

    def test_record_that_exists(self) -> None:
        report = run(OneWriter, [zone(), B, dataclasses.replace(A, live=True)])
        assert [each.message for each in report.violations] == [
            "record b and record a (exists already) both write orders.example.com A"
        ]
