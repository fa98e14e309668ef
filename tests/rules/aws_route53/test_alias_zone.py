"""AWS-R53-15."""

from privateapi.rules.aws_route53.alias_zone import AliasZone
from privateapi.topology.model import ApiDomain, DnsEntry, LoadBalancer, VpcEndpoint
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import alias, alias_name, balancer, endpoint, record, values
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite

DOOR = ref(LoadBalancer, "door")
NLB = "door-1.elb.us-east-1.amazonaws.com"


class TestAliasZone(RuleSuite):
    rule = AliasZone
    passing = [
        ("that of the Region, by name", [record("a", alias=alias_name(NLB, "Z26RNL4JYFTOTI"))]),
        ("that of the Region", [balancer(), record("a", alias=alias(DOOR, hosted_zone_id=Known("Z26RNL4JYFTOTI")))]),
        (
            "an endpoint's own",
            [
                endpoint(dns_entries=Known((DnsEntry(Known("vpce-1"), Known("Z7HUB22UULQXV")),))),
                record("a", alias=alias(ref(VpcEndpoint, "api"), hosted_zone_id=Known("Z7HUB22UULQXV"))),
            ],
        ),
        ("a record of the zone", [record("a", alias=alias_name("other.example.com", "Z1"))]),
        ("no alias", [record("a", **values("10.0.0.1"))]),
    ]
    failing = [
        (
            "that of another Region",
            [balancer(), record("a", alias=alias(DOOR, hosted_zone_id=Known("Z18D5FSROUN65G")))],
            ["record a has the alias zone Z18D5FSROUN65G; that of network balancers in us-east-1 is Z26RNL4JYFTOTI"],
        ),
        (
            "that of an endpoint for a balancer, by name",
            [record("a", alias=alias_name(NLB, "Z7HUB22UULQXV"))],
            ["record a has the alias zone Z7HUB22UULQXV; that of network balancers in us-east-1 is Z26RNL4JYFTOTI"],
        ),
        (
            "not the target's own",
            [
                balancer(canonical_hosted_zone_id=Known("Z26RNL4JYFTOTI")),
                record("a", alias=alias(DOOR, hosted_zone_id=Known("Z1"))),
            ],
            ["record a has the alias zone Z1; that of load balancer door is Z26RNL4JYFTOTI"],
        ),
        (
            "not the API domain's own",
            [
                node(ApiDomain, "name", target_hosted_zone_id=Known("Z9")),
                record("a", alias=alias(ref(ApiDomain, "name"), hosted_zone_id=Known("Z1"))),
            ],
            ["record a has the alias zone Z1; that of API domain name is Z9"],
        ),
    ]
    unknown = [
        (
            "an id that is not known",
            [balancer(), record("a", alias=alias(DOOR, hosted_zone_id=UNKNOWN))],
            ["record a: the hosted zone id of its alias is not known yet"],
        ),
        (
            "a kind without a table",
            [balancer(type=Known("application")), record("a", alias=alias(DOOR, hosted_zone_id=Known("Z1")))],
            ["record a: the hosted zone ids of application balancers are not in the tables"],
        ),
        (
            "a Region that the table lacks",
            [balancer(region="xx-moon-1"), record("a", alias=alias(DOOR, hosted_zone_id=Known("Z1")))],
            ["record a: the hosted zone id of network balancers in xx-moon-1 is not known"],
        ),
    ]
