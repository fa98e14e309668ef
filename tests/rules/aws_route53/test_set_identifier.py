"""AWS-R53-08."""

from privateapi.rules.aws_route53.set_identifier import SetIdentifier
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite


class TestSetIdentifier(RuleSuite):
    rule = SetIdentifier
    passing = [
        (
            "one each",
            [
                zone(),
                record("a", weight=Known(1), set_identifier=Known("a")),
                record("b", weight=Known(1), set_identifier=Known("b")),
            ],
        ),
        ("a simple record without one", [zone(), record("a")]),
        (
            "the same at another name",
            [
                zone(),
                record("a", weight=Known(1), set_identifier=Known("a")),
                record("b", record_name=Known("b.example.com"), weight=Known(1), set_identifier=Known("a")),
            ],
        ),
    ]
    failing = [
        ("none", [zone(), record("a", weight=Known(1))], ["record a of orders.example.com A has no setIdentifier"]),
        (
            "the same twice",
            [
                zone(),
                record("a", weight=Known(1), set_identifier=Known("x")),
                record("b", weight=Known(1), set_identifier=Known("x")),
            ],
            ["record a and record b of orders.example.com A have the same setIdentifier 'x'"],
        ),
        (
            "too long",
            [zone(), record("a", weight=Known(1), set_identifier=Known("x" * 129))],
            ["record a of orders.example.com A has a setIdentifier of 129 characters; 1 to 128 are allowed"],
        ),
    ]
    unknown = [
        (
            "one that is not known",
            [zone(), record("a", weight=Known(1), set_identifier=UNKNOWN)],
            ["record a: its setIdentifier is not known yet"],
        ),
    ]
