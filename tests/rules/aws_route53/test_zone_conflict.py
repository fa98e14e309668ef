"""AWS-R53-20."""

import dataclasses

from privateapi.rules.aws_route53.zone_conflict import ZoneConflict
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import association, endpoint, hub, zone, zone_vpcs
from tests.rules.nodes import vpc
from tests.rules.suite import RuleSuite, run

ZONE = zone(vpcs=zone_vpcs("hub"))
API = zone("api", "execute-api.us-east-1.amazonaws.com", vpcs=zone_vpcs("hub"))


class TestZoneConflict(RuleSuite):
    rule = ZoneConflict
    passing = [
        ("one zone", [*hub(), ZONE]),
        ("a zone below", [*hub(), ZONE, zone("below", "a.example.com", vpcs=zone_vpcs("hub"))]),
        (
            "one name on two VPCs",
            [*hub(), vpc("spoke", "10.1.0.0/16"), ZONE, zone("other", vpcs=zone_vpcs("spoke"))],
        ),
        ("one zone, twice associated", [*hub(), ZONE, association("hub")]),
        ("an endpoint without private DNS", [*hub(), API, endpoint(private_dns_enabled=Known(False))]),
        (
            "two endpoints with private DNS, which is another rule's",
            [*hub(), endpoint(private_dns_enabled=Known(True)), endpoint("more", private_dns_enabled=Known(True))],
        ),
    ]
    failing = [
        (
            "two zones",
            [*hub(), ZONE, zone("other", "Example.com.", vpcs=zone_vpcs("hub"))],
            ["hosted zone internal and hosted zone other both answer for example.com in VPC hub"],
        ),
        (
            "by an association",
            [*hub(), ZONE, zone("other"), association("hub", "other")],
            ["hosted zone internal and hosted zone other both answer for example.com in VPC hub"],
        ),
        (
            "an endpoint's private DNS",
            [*hub(), API, endpoint(private_dns_enabled=Known(True))],
            [
                "hosted zone api and VPC endpoint api both answer for execute-api.us-east-1.amazonaws.com in VPC hub",
            ],
        ),
    ]
    unknown = [
        (
            "a name that is not known",
            [*hub(), zone(domain=UNKNOWN, vpcs=zone_vpcs("hub"))],
            ["hosted zone internal: its zone is not known yet"],
        ),
        (
            "a zone that was not read",
            [*hub(), association("hub", zone=Ref.to("Z1"))],
            ["zone association internal-hub: its zone is not among the resources that were read"],
        ),
        ("VPCs that are not known", [zone(vpcs=UNKNOWN)], ["hosted zone internal: its VPC is not known yet"]),
    ]

    def test_zone_that_exists(self) -> None:
        nodes = [*hub(), ZONE, dataclasses.replace(zone("old", vpcs=zone_vpcs("hub")), live=True)]
        assert [each.message for each in run(ZoneConflict, nodes).violations] == [
            "hosted zone internal and hosted zone old (exists already) both answer for example.com in VPC hub"
        ]
