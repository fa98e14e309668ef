"""AWS-R53-16."""

from privateapi.rules.aws_route53.private_zone_policy import PrivateZonePolicy
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import record, zone
from tests.rules.suite import RuleSuite

IP_BASED = record("a", cidr_collection=Known("offices"))


class TestPrivateZonePolicy(RuleSuite):
    rule = PrivateZonePolicy
    passing = [
        ("latency", [zone(), record("a", latency_region=Known("us-east-1"))]),
        ("geoproximity", [zone(), record("a", geoproximity=Known("us-east-1"))]),
        ("IP-based in a public zone", [zone(private=Known(False)), IP_BASED]),
    ]
    failing = [
        (
            "IP-based",
            [zone(), IP_BASED],
            ["record a has IP-based routing, which hosted zone internal does not support as a private zone"],
        )
    ]
    unknown = [
        (
            "a zone of which it is not known",
            [zone(private=UNKNOWN), IP_BASED],
            ["record a: whether it is private is not known yet"],
        )
    ]
