"""AWS-R53-12."""

from privateapi.rules.aws_route53.alias_or_values import AliasOrValues
from privateapi.topology.model import LoadBalancer
from privateapi.topology.values import UNKNOWN, Known, values_of
from tests.rules.api_nodes import alias, record, values
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

DOOR = alias(ref(LoadBalancer, "door"))


class TestAliasOrValues(RuleSuite):
    rule = AliasOrValues
    passing = [
        ("an alias", [record("a", alias=DOOR)]),
        ("values with a ttl", [record("a", **values("10.0.0.1"))]),
        ("values that are not known", [record("a", records=UNKNOWN, ttl=UNKNOWN)]),
    ]
    failing = [
        ("both", [record("a", alias=DOOR, **values("10.0.0.1"))], ["record a is an alias and has ttl and values"]),
        ("an alias with a ttl", [record("a", alias=DOOR, ttl=Known(60))], ["record a is an alias and has ttl"]),
        ("neither", [record("a")], ["record a is no alias and has no ttl and no values"]),
        ("no ttl", [record("a", records=values_of("10.0.0.1"))], ["record a is no alias and has no ttl"]),
        ("an empty list", [record("a", records=Known(()), ttl=Known(60))], ["record a is no alias and has no values"]),
    ]
    unknown = [("an alias that is not known", [record("a", alias=UNKNOWN)], ["record a: its alias is not known yet"])]
