"""AWS-R53-01."""

import dataclasses
from typing import Any

from privateapi.rules.aws_route53.zone_vpcs import ZoneVpcs
from privateapi.topology.model import HostedZone, ZoneAssociation, ZoneVpc
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.api_nodes import association, zone, zone_vpcs
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import RuleSuite, run

BOTH: dict[str, Any] = {"enable_dns_support": Known(True), "enable_dns_hostnames": Known(True)}
READY = vpc("hub", "10.0.0.0/16", **BOTH)


class TestZoneVpcs(RuleSuite):
    rule = ZoneVpcs
    passing = [
        ("a VPC given with the zone", [READY, zone(vpcs=zone_vpcs("hub"))]),
        ("a VPC of an association", [READY, zone(), association("hub")]),
        ("a public zone", [zone(private=Known(False))]),
        ("a zone that does not say", [zone(private=MISSING)]),
    ]
    failing = [
        ("no VPC", [zone()], ["hosted zone internal is private and has no VPC"]),
        (
            "without host names, which is the default",
            [vpc("hub", "10.0.0.0/16"), zone(vpcs=zone_vpcs("hub"))],
            ["hosted zone internal is for VPC hub, which has no enableDnsHostnames, which is false then"],
        ),
        (
            "both off, by an association",
            [
                vpc("hub", "10.0.0.0/16", enable_dns_support=Known(False), enable_dns_hostnames=Known(False)),
                zone(),
                association("hub"),
            ],
            [
                "zone association internal-hub is for VPC hub, which has enableDnsSupport false and "
                "enableDnsHostnames false"
            ],
        ),
    ]
    unknown = [
        (
            "an attribute that is not known",
            [vpc("hub", "10.0.0.0/16", enable_dns_hostnames=UNKNOWN), zone(vpcs=zone_vpcs("hub"))],
            ["hosted zone internal: enableDnsHostnames of VPC hub is not known yet"],
        ),
        (
            "a VPC that was not read",
            [zone(vpcs=Known((ZoneVpc(Ref.to("vpc-1")),)))],
            ["hosted zone internal: its VPC vpc-1 is not among the resources that were read"],
        ),
        ("VPCs that are not known", [zone(vpcs=UNKNOWN)], ["hosted zone internal: its VPC is not known yet"]),
        (
            "an association that may be the zone's",
            [READY, zone(), association("hub", zone=Ref(UNKNOWN))],
            ["hosted zone internal: zone association internal-hub may be for it: its zone is not known"],
        ),
    ]

    def test_two_vpcs_of_one_list(self) -> None:
        """The engine names both VPCs for both entries, and together they are certain."""
        either = Ref(UNKNOWN, ("Vpc:hub", "Vpc:spoke"))
        nodes = [READY, vpc("spoke", "10.1.0.0/16"), zone(vpcs=Known((ZoneVpc(either), ZoneVpc(either))))]
        assert [each.nodes[1].label for each in run(ZoneVpcs, nodes).violations] == ["VPC spoke"]

    def test_planned_vpc_of_an_existing_zone(self) -> None:
        nodes = [
            vpc("hub", "10.0.0.0/16"),
            dataclasses.replace(zone(), live=True),
            node(ZoneAssociation, "new", zone=ref(HostedZone, "internal"), vpc=ref(type(READY), "hub")),
        ]
        assert len(run(ZoneVpcs, nodes).violations) == 1
