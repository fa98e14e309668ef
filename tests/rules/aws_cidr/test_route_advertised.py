"""AWS-CIDR-23."""

import dataclasses

from privateapi.rules.aws_cidr.route_advertised import RouteAdvertised
from privateapi.rules.design import Settings
from privateapi.topology.model import Route, RouteTable, RouteTarget, TransitGateway
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.designs import changed, two_regions, without
from tests.rules.nodes import node, ref, route
from tests.rules.suite import RuleSuite, run

GATEWAY = ref(TransitGateway, "a-gateway")
TO_NOWHERE = route("a-private", "172.16.0.0/16", RouteTarget.TRANSIT_GATEWAY, GATEWAY)


class TestRouteAdvertised(RuleSuite):
    rule = RouteAdvertised
    passing = [
        ("the design of two Regions", two_regions()),
        ("a wider route", [*two_regions(), route("a-private", "0.0.0.0/0", RouteTarget.TRANSIT_GATEWAY, GATEWAY)]),
        ("a part", [*two_regions(), route("a-private", "10.1.7.0/24", RouteTarget.TRANSIT_GATEWAY, GATEWAY)]),
    ]
    failing = [
        (
            "nobody's addresses",
            [*two_regions(), TO_NOWHERE],
            [
                "route a-private-172.16.0.0/16 of route table a-private sends 172.16.0.0/16 to transit gateway "
                "a-gateway, which has no route there"
            ],
        ),
        (
            "the other Region's, but the gateway has no route over the peering",
            without(two_regions(), "TransitGatewayRoute:a-out"),
            [
                "route a-private-10.1.0.0/16 of route table a-private sends 10.1.0.0/16 to transit gateway a-gateway, "
                "which has no route there"
            ],
        ),
        (
            "over the peering to a gateway without the VPC",
            without(two_regions(), "TransitGatewayVpcAttachment:b-b-gateway", "Route:b-private-10.0.0.0/16"),
            [
                "transit gateway route a-out sends 10.1.0.0/16 over transit gateway peering a-gateway-b-gateway to "
                "transit gateway b-gateway, which has no route there"
            ],
        ),
        (
            "to a gateway that the VPC is not on",
            without(two_regions(), "TransitGatewayVpcAttachment:b-b-gateway", "TransitGatewayRoute:a-out"),
            [
                "route a-private-10.1.0.0/16 of route table a-private sends 10.1.0.0/16 to transit gateway a-gateway, "
                "which has no route there",
                "route b-private-10.0.0.0/16 of route table b-private sends 10.0.0.0/16 to transit gateway b-gateway, "
                "to which VPC b is not attached",
            ],
        ),
    ]
    unknown = [
        (
            "the destination",
            [
                *two_regions(),
                node(
                    Route,
                    "out",
                    route_table=ref(RouteTable, "a-private"),
                    destination=UNKNOWN,
                    target_kind=RouteTarget.TRANSIT_GATEWAY,
                    target=GATEWAY,
                ),
            ],
            ["route out: its destination is not known yet"],
        ),
        (
            "a gateway that was not read",
            [*two_regions(), dataclasses.replace(TO_NOWHERE, target=Ref.to("tgw-0a1"))],
            [
                "route a-private-172.16.0.0/16: its transit gateway names 'tgw-0a1', which is not among the resources "
                "that were read"
            ],
        ),
        (
            "what a static route is for",
            [*changed(two_regions(), "TransitGatewayRoute:a-out", destination=UNKNOWN)],
            [
                "route a-private-10.1.0.0/16: where transit gateway route a-out leads is not known",
                "transit gateway route a-out: its destination is not known yet",
            ],
        ),
        (
            "what else an existing gateway has",
            [*changed(two_regions(), "TransitGateway:a-gateway", live=True), TO_NOWHERE],
            [
                "route a-private-172.16.0.0/16: transit gateway a-gateway exists already, and not all that is attached "
                "to it is known"
            ],
        ),
        (
            "which VPC is attached",
            changed(two_regions(), "TransitGatewayVpcAttachment:b-b-gateway", vpc=Ref(UNKNOWN)),
            [
                "route b-private-10.0.0.0/16: the VPC of transit gateway attachment b-b-gateway is not known yet",
                "transit gateway route a-out: where transit gateway attachment b-b-gateway leads is not known",
            ],
        ),
    ]

    def test_on_premises(self) -> None:
        settings = Settings(on_premises_cidrs=("172.16.0.0/12",))
        assert not run(RouteAdvertised, [*two_regions(), TO_NOWHERE], settings).violations
