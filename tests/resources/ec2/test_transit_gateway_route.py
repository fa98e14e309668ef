"""EC2 transit gateway route."""

from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_route import TransitGatewayRoute, TransitGatewayRouteArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.transit_gateways import accept, make_attachment, make_gateway, make_peering
from tests.resources.lifecycle import Lifecycle

SEARCH = "search_transit_gateway_routes"
ARGS = TransitGatewayRouteArgs(
    transit_gateway_route_table_id="tgw-rtb-1",
    destination_cidr_block="10.1.0.0/16",
    transit_gateway_attachment_id="tgw-attach-1",
)


def found(*states: str) -> list[dict[str, Any]]:
    return [{"Routes": [{"State": state}]} for state in states]


class TestTransitGatewayRoute(Lifecycle):
    token = "privateapi:ec2:TransitGatewayRoute"
    update = {"blackhole": True, "transitGatewayAttachmentId": None}
    replace = {"destinationCidrBlock": "10.8.0.0/16"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        gateway = make_gateway(plugin)
        return {
            "transitGatewayRouteTableId": gateway["associationDefaultRouteTableId"],
            "destinationCidrBlock": "10.9.0.0/16",
            "transitGatewayAttachmentId": make_attachment(plugin, gateway).id,
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not self.routes(aws, kept["transitGatewayRouteTableId"])

    def routes(self, aws: Clients, table: str) -> list[dict[str, Any]]:
        routes: list[dict[str, Any]] = aws("ec2").search_transit_gateway_routes(
            TransitGatewayRouteTableId=table, Filters=[{"Name": "type", "Values": ["static"]}]
        )["Routes"]
        return routes

    def test_targets(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        route = plugin.create(self.token, inputs)
        table, first = inputs["transitGatewayRouteTableId"], inputs["transitGatewayAttachmentId"]
        assert route.id == f"{table}/10.9.0.0/16"
        assert route["type"] == "static"
        gateway = next(each for each in plugin.made if each.state.get("associationDefaultRouteTableId") == table)
        second = make_attachment(plugin, gateway, octet=1)
        for target in (second.id, first, second.id):
            plugin.update(route, {**inputs, "transitGatewayAttachmentId": target})
            attachments = self.routes(aws, table)[0]["TransitGatewayAttachments"]
            assert [each["TransitGatewayAttachmentId"] for each in attachments] == [target]
        assert route["resourceId"] == second["vpcId"]
        plugin.update(route, {**inputs, "transitGatewayAttachmentId": None, "blackhole": True})
        assert self.routes(aws, table)[0]["State"] == "blackhole"
        assert "resourceId" not in route.state

    def test_blackhole_and_ipv6(self, plugin: Plugin, aws: Clients) -> None:
        table = make_gateway(plugin)["associationDefaultRouteTableId"]
        route = plugin.create(
            self.token,
            {
                "transitGatewayRouteTableId": table,
                "destinationCidrBlock": "2001:DB8:0::/56",
                "blackhole": True,
            },
        )
        assert route.id == f"{table}/2001:db8::/56"
        assert "transitGatewayAttachmentId" not in route.state

    def test_peering(self, plugin: Plugin) -> None:
        peering = make_peering(plugin)
        accept(plugin, peering)
        gateway = next(each for each in plugin.made if each.id == peering["transitGatewayId"])
        route = plugin.create(
            self.token,
            {
                "transitGatewayRouteTableId": gateway["associationDefaultRouteTableId"],
                "destinationCidrBlock": "10.1.0.0/16",
                "transitGatewayAttachmentId": peering.id,
            },
        )
        assert route["resourceId"] == peering["peerTransitGatewayId"]

    def test_before_a_propagated_route(self, plugin: Plugin, aws: Clients) -> None:
        """The attached VPC's own block is propagated; the static route stands before it and goes alone."""
        inputs = {**self.inputs(plugin, aws), "destinationCidrBlock": "10.0.0.0/16"}
        assert plugin.import_(self.token, f"{inputs['transitGatewayRouteTableId']}/10.0.0.0/16") is None
        route = plugin.create(self.token, inputs)
        assert plugin.refresh(route) is not None
        plugin.delete(route)
        assert plugin.refresh(route) is None

    def test_dangling(self, plugin: Plugin, aws: Clients) -> None:
        """A route whose attachment is gone still says where it led: no drift, the attachment is what is repaired."""
        inputs = self.inputs(plugin, aws)
        route = plugin.create(self.token, inputs)
        plugin.delete(next(each for each in plugin.made if each.id == inputs["transitGatewayAttachmentId"]))
        assert self.routes(aws, inputs["transitGatewayRouteTableId"])[0]["State"] == "blackhole"
        refreshed = plugin.refresh(route)
        assert refreshed is not None and refreshed.state == route.state

    def test_existing(self, plugin: Plugin, aws: Clients) -> None:
        """The same route is what a killed creation leaves; another one is somebody else's."""
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        assert plugin.create(self.token, inputs)["transitGatewayAttachmentId"] == inputs["transitGatewayAttachmentId"]
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {**inputs, "transitGatewayAttachmentId": None, "blackhole": True}, name="main")
        assert refused.value.text.startswith("creating EC2 transit gateway route (main): RouteAlreadyExists: ")
        assert refused.value.id is None

    def test_waits_for_the_peering(self) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("create_transit_gateway_route", "IncorrectState", "tgw-attach-1 is in invalid state")
            ec2.add_response("create_transit_gateway_route", {})
            assert TransitGatewayRoute().create(ctx, ARGS) == "tgw-rtb-1/10.1.0.0/16"

    def test_replaced_once_available(self) -> None:
        route = TransitGatewayRoute()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("replace_transit_gateway_route", "IncorrectState", "tgw-attach-1 is in invalid state")
            ec2.add_response("replace_transit_gateway_route", {})
            for answer in found("pending", "active"):
                ec2.add_response(SEARCH, answer)
            route.update(ctx, "tgw-rtb-1/10.1.0.0/16", route.state(), ARGS, frozenset())

    @pytest.mark.parametrize("state", ["deleting", "deleted"])
    def test_lost_while_waiting(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in ({"Routes": []}, *found("pending", state)):
                ec2.add_response(SEARCH, answer)
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayRouteActive: it is '{state}'$"):
                TransitGatewayRoute().settle(ctx, "tgw-rtb-1/10.1.0.0/16", ARGS)

    @pytest.mark.parametrize("last", [{"Routes": []}, *found("deleted")])
    def test_waits_until_gone(self, last: dict[str, Any]) -> None:
        route = TransitGatewayRoute()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response("delete_transit_gateway_route", {})
            for answer in (*found("deleting"), last):
                ec2.add_response(SEARCH, answer)
            route.delete(ctx, "tgw-rtb-1/10.1.0.0/16", route.state())

    def test_gone(self) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response(SEARCH, *found("deleting"))
            assert TransitGatewayRoute().read(ctx, "tgw-rtb-1/10.1.0.0/16", None) is None

    def test_import_id(self, plugin: Plugin) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, "10.1.0.0/16")
        assert refused.value.text == (
            "importing EC2 transit gateway route (10.1.0.0/16): '10.1.0.0/16' is not the id of a transit gateway "
            "route; write it as tgw-rtb-0123456789abcdef0/10.0.0.0/8"
        )

    @pytest.mark.parametrize(
        ("case", "inputs", "faults"),
        [
            ("no target", {}, {"transitGatewayAttachmentId": "is required, unless blackhole is true"}),
            (
                "target and blackhole",
                {"transitGatewayAttachmentId": "tgw-attach-1", "blackhole": True},
                {"blackhole": "true drops the traffic, but 'tgw-attach-1' is a target; give one of the two"},
            ),
            (
                "host bits",
                {"transitGatewayAttachmentId": "tgw-attach-1", "destinationCidrBlock": "10.1.0.1/16"},
                {"destinationCidrBlock": "'10.1.0.1/16' has host bits set; the block is '10.1.0.0/16'"},
            ),
            ("unknown target", {"transitGatewayAttachmentId": UNKNOWN, "blackhole": True}, {}),
            ("unknown blackhole", {"blackhole": UNKNOWN}, {}),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], faults: dict[str, str]) -> None:
        required = {"transitGatewayRouteTableId": "tgw-rtb-1", "destinationCidrBlock": "10.1.0.0/16"}
        assert plugin.faults(urn_of(self.token, "main"), {**required, **inputs})[1] == faults
