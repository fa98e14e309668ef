"""AWS-R53-21."""

from privateapi.rules.aws_route53.zone_of_other_account import ZoneOfOtherAccount
from privateapi.topology.model import HostedZone, Vpc, ZoneAuthorization, ZoneVpc
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import association, zone, zone_vpcs
from tests.rules.nodes import node, ref, vpc
from tests.rules.suite import RuleSuite

HUB = vpc("hub", "10.0.0.0/16")
OTHERS = vpc("hub", "10.0.0.0/16", account=Known("222222222222"))
OWN = zone(account=Known("111111111111"))
LEAVE = node(ZoneAuthorization, "leave", zone=ref(HostedZone, "internal"), vpc=ref(Vpc, "hub"))


class TestZoneOfOtherAccount(RuleSuite):
    rule = ZoneOfOtherAccount
    passing = [
        ("the VPC's Region", [HUB, zone(vpcs=zone_vpcs("hub", region="us-east-1"))]),
        ("no Region, which is the own", [HUB, zone(vpcs=zone_vpcs("hub"))]),
        ("another account with leave", [OTHERS, OWN, LEAVE, association("hub")]),
    ]
    failing = [
        (
            "another Region",
            [HUB, zone(vpcs=zone_vpcs("hub", region="us-west-2"))],
            ["hosted zone internal gives the Region us-west-2 for VPC hub, which is in us-east-1"],
        ),
        (
            "another account",
            [OTHERS, OWN, association("hub")],
            [
                "zone association internal-hub associates hosted zone internal of account 111111111111 with VPC hub of "
                "account 222222222222, which is not authorized"
            ],
        ),
    ]
    unknown = [
        (
            "one account that is not known",
            [HUB, OWN, association("hub")],
            ["zone association internal-hub: the account of VPC hub is not known yet"],
        ),
        (
            "a Region that is not known",
            [HUB, zone(vpcs=Known((ZoneVpc(ref(Vpc, "hub"), UNKNOWN),)))],
            ["hosted zone internal: the Region given for VPC hub is not known yet"],
        ),
        (
            "leave for a VPC that is not known",
            [
                OTHERS,
                OWN,
                node(ZoneAuthorization, "leave", zone=ref(HostedZone, "internal"), vpc=Ref(UNKNOWN)),
                association("hub"),
            ],
            ["zone association internal-hub: whether VPC hub is authorized is not known"],
        ),
        (
            "a VPC that was not read",
            [zone(vpcs=Known((ZoneVpc(Ref.to("vpc-1")),)))],
            ["hosted zone internal: its VPC vpc-1 is not among the resources that were read"],
        ),
    ]
