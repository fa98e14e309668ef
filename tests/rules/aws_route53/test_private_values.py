"""AWS-R53-18."""

from privateapi.rules.aws_route53.private_values import PrivateValues
from privateapi.rules.design import Settings
from privateapi.topology.model import RouteTarget, TransitGateway, VpcPeering
from privateapi.topology.values import UNKNOWN, Known, Ref, values_of
from tests.rules.api_nodes import record, values, zone
from tests.rules.nodes import attachment, node, ref, route, vpc
from tests.rules.suite import RuleSuite

HUB = vpc("hub", "10.0.0.0/16")


class TestPrivateValues(RuleSuite):
    rule = PrivateValues
    settings = Settings(on_premises_cidrs=("172.20.0.0/16",))
    passing = [
        ("in a VPC", [HUB, zone(), record("a", **values("10.0.1.100"))]),
        ("on premises", [HUB, zone(), record("a", **values("172.20.1.1"))]),
        (
            "in a routed block",
            [
                HUB,
                zone(),
                route("main", "10.9.0.0/16", RouteTarget.GATEWAY, ref(TransitGateway, "vpn")),
                record("a", **values("10.9.0.1")),
            ],
        ),
        ("a public address", [HUB, zone(), record("a", **values("198.51.100.7"))]),
        ("a public zone", [zone(private=Known(False)), record("a", **values("10.8.0.1"))]),
        ("another type", [zone(), record("a", type=Known("TXT"), **values("no address"))]),
    ]
    failing = [
        (
            "in no network",
            [HUB, zone(), record("a", **values("10.8.0.1"))],
            ["record a in hosted zone internal has 10.8.0.1, which is in no VPC and in no connected block"],
        ),
        (
            "no address",
            [HUB, zone(), record("a", **values("10.0.0.256"))],
            [
                "record a: the value '10.0.0.256' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or "
                "'fd00::10'"
            ],
        ),
        (
            "of the other family",
            [HUB, zone(), record("a", **values("fd00::1"))],
            ["record a is an A record and has the IPv6 address fd00::1"],
        ),
    ]
    unknown = [
        (
            "values that are not known",
            [zone(), record("a", records=UNKNOWN)],
            ["record a: the list of its values is not known yet"],
        ),
        (
            "a value that is not known",
            [HUB, zone(), record("a", records=values_of("10.0.0.1", UNKNOWN))],
            ["record a: a value is not known yet"],
        ),
        (
            "a VPC whose block is not known",
            [vpc("hub", UNKNOWN), zone(), record("a", **values("10.8.0.1"))],
            ["record a: whether 10.8.0.1 is in a VPC is not known: not every CIDR block is"],
        ),
        (
            "a gateway that is elsewhere",
            [HUB, zone(), attachment("hub", "far"), record("a", **values("10.8.0.1"))],
            [
                "record a: whether 10.8.0.1 is in a connected network is not known: the transit gateway of transit "
                "gateway attachment hub-far is not known yet"
            ],
        ),
        (
            "a peer that was not read",
            [
                HUB,
                zone(),
                node(VpcPeering, "far", vpc=ref(type(HUB), "hub"), peer_vpc=Ref.to("vpc-9")),
                record("a", **values("10.8.0.1")),
            ],
            [
                "record a: whether 10.8.0.1 is in a connected network is not known: a VPC of VPC peering far names "
                "'vpc-9', which is not among the resources that were read"
            ],
        ),
    ]
