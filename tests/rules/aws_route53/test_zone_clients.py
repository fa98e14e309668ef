"""AWS-R53-02."""

from dataclasses import replace

from privateapi.rules.aws_route53.zone_clients import ZoneClients
from privateapi.topology.model import ClientNetwork, HostedZone, Origin
from privateapi.topology.values import UNKNOWN, Known, Ref
from tests.rules.api_nodes import association, client, latency, record, values, zone, zone_vpcs
from tests.rules.nodes import ref, vpc
from tests.rules.suite import RuleSuite

HUB, SPOKE = vpc("hub", "10.0.0.0/16"), vpc("spoke", "10.1.0.0/16", "us-west-2")
NAME = "urn:pulumi:dev::test::privateapi:aws:RoutedName::"


def named_by(component: str) -> ClientNetwork:
    """Clients in the VPC `spoke`, as a component names them."""
    return replace(client("spoke"), origin=Origin(f"{NAME}{component}#clients[0]"))


ROUTED = [HUB, SPOKE, latency("us-east-1"), client("spoke")]


class TestZoneClients(RuleSuite):
    rule = ZoneClients
    passing = [
        ("given with the zone", [*ROUTED, zone(vpcs=zone_vpcs("hub", "spoke"))]),
        ("associated", [*ROUTED, zone(vpcs=zone_vpcs("hub")), association("spoke")]),
        ("no clients", [HUB, zone(vpcs=zone_vpcs("hub")), latency("us-east-1")]),
        (
            "a zone of simple records",
            [SPOKE, zone(vpcs=zone_vpcs()), client("spoke"), record("a", **values("10.1.0.1"))],
        ),
        (
            "clients of another name",
            [HUB, SPOKE, zone(vpcs=zone_vpcs("hub")), latency("us-east-1", parent=f"{NAME}orders"), named_by("stock")],
        ),
        (
            "clients that another zone of the name answers",
            [
                *(HUB, SPOKE, latency("us-east-1", parent=f"{NAME}stock")),
                zone(vpcs=zone_vpcs("hub")),
                zone("batch", vpcs=zone_vpcs("spoke")),
                latency("us-west-2", zone=ref(HostedZone, "batch"), parent=f"{NAME}stock"),
                replace(named_by("stock"), zone=ref(HostedZone, "batch")),
            ],
        ),
        ("a public zone", [*ROUTED, zone(private=Known(False))]),
    ]
    failing = [
        (
            "clients elsewhere",
            [*ROUTED, zone(vpcs=zone_vpcs("hub"))],
            ["hosted zone internal is not associated with VPC spoke, where client network in spoke is"],
        ),
        (
            "clients of the component's own name",
            [HUB, SPOKE, zone(vpcs=zone_vpcs("hub")), latency("us-east-1", parent=f"{NAME}stock"), named_by("stock")],
            ["hosted zone internal is not associated with VPC spoke, where client network in spoke is"],
        ),
    ]
    unknown = [
        (
            "an association whose VPC is not known",
            [*ROUTED, zone(vpcs=zone_vpcs("hub")), association("spoke", vpc=Ref(UNKNOWN))],
            ["hosted zone internal: a VPC of zone association internal-spoke is not known yet"],
        ),
        (
            "an association whose zone is not known",
            [*ROUTED, zone(vpcs=zone_vpcs("hub")), association("spoke", zone=Ref(UNKNOWN))],
            ["hosted zone internal: the zone of zone association internal-spoke is not known yet"],
        ),
    ]
