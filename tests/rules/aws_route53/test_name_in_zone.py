"""AWS-R53-14."""

from privateapi.rules.aws_route53.name_in_zone import NameInZone
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite


class TestNameInZone(RuleSuite):
    rule = NameInZone
    passing = [
        ("below", [zone(), record("a", record_name=Known("api.orders.example.com."))]),
        ("the zone's own name", [zone(), record("a", record_name=Known("Example.com"))]),
        ("a wildcard", [zone(), record("a", record_name=Known("*.example.com"))]),
    ]
    failing = [
        (
            "another domain",
            [zone(), record("a", record_name=Known("api.example.org"))],
            ["record a is for api.example.org, which is not in hosted zone internal (example.com)"],
        ),
        (
            "another domain with the same end",
            [zone(), record("a", record_name=Known("api.myexample.com"))],
            ["record a is for api.myexample.com, which is not in hosted zone internal (example.com)"],
        ),
    ]
    unknown = [
        (
            "a name that is not known",
            [zone(), record("a", record_name=UNKNOWN)],
            ["record a: the name is not known yet"],
        ),
        (
            "a zone whose name is not known",
            [zone(domain=UNKNOWN), record("a")],
            ["record a: the name of hosted zone internal is not known yet"],
        ),
        (
            "a zone that was not read",
            [record("a", zone=Ref.to("Z1"))],
            ["record a: its zone names 'Z1', which is not among the resources that were read"],
        ),
    ]
