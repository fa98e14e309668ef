"""EC2 transit gateway route table propagation."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_route_table_propagation import (
    TransitGatewayRouteTablePropagation,
    TransitGatewayRouteTablePropagationArgs,
)
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.test_transit_gateway_route_table_association import make_table
from tests.resources.ec2.transit_gateways import make_attachment, make_gateway
from tests.resources.lifecycle import Lifecycle

GET = "get_transit_gateway_route_table_propagations"
ARGS = TransitGatewayRouteTablePropagationArgs(
    transit_gateway_attachment_id="tgw-attach-1", transit_gateway_route_table_id="tgw-rtb-1"
)


class TestTransitGatewayRouteTablePropagation(Lifecycle):
    token = "privateapi:ec2:TransitGatewayRouteTablePropagation"
    update = None
    replace = {"transitGatewayRouteTableId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        gateway = make_gateway(plugin)
        return {
            "transitGatewayRouteTableId": make_table(plugin, gateway.id),
            "transitGatewayAttachmentId": make_attachment(plugin, gateway).id,
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        gateway = next(each for each in plugin.made if each.urn.split("::")[2] == "privateapi:ec2:TransitGateway")
        return {"transitGatewayRouteTableId": make_table(plugin, gateway.id)}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        table = {"TransitGatewayRouteTableId": kept["transitGatewayRouteTableId"]}
        found = aws("ec2").get_transit_gateway_route_table_propagations(**table)
        return not found["TransitGatewayRouteTablePropagations"]

    def test_routes_appear(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        propagation = plugin.create(self.token, inputs)
        assert propagation.id == f"{inputs['transitGatewayRouteTableId']}/{inputs['transitGatewayAttachmentId']}"
        assert propagation["resourceType"] == "vpc"
        routes = aws("ec2").search_transit_gateway_routes(
            TransitGatewayRouteTableId=inputs["transitGatewayRouteTableId"],
            Filters=[{"Name": "type", "Values": ["propagated"]}],
        )["Routes"]
        assert [each["DestinationCidrBlock"] for each in routes] == ["10.0.0.0/16"]

    def test_existing(self, plugin: Plugin) -> None:
        gateway = make_gateway(plugin)
        propagation = plugin.create(
            self.token,
            {
                "transitGatewayRouteTableId": gateway["propagationDefaultRouteTableId"],
                "transitGatewayAttachmentId": make_attachment(plugin, gateway).id,
            },
        )
        assert propagation["resourceType"] == "vpc"

    def test_refused(self, plugin: Plugin) -> None:
        table = make_table(plugin, make_gateway(plugin).id)
        inputs = {"transitGatewayRouteTableId": table, "transitGatewayAttachmentId": "tgw-attach-0"}
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text.startswith(
            "creating EC2 transit gateway route table propagation (main): InvalidTransitGatewayAttachmentID.NotFound: "
        )

    @pytest.mark.parametrize("state", ["disabling", "disabled"])
    def test_lost_while_waiting(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in ([], [{"State": "enabling"}], [{"State": state}]):
                ec2.add_response(GET, {"TransitGatewayRouteTablePropagations": answer})
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayRouteTablePropagated: it is '{state}'$"):
                TransitGatewayRouteTablePropagation().settle(ctx, "tgw-rtb-1/tgw-attach-1", ARGS)

    def test_waits(self) -> None:
        propagation = TransitGatewayRouteTablePropagation()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("enable_transit_gateway_route_table_propagation", "IncorrectState")
            ec2.add_response("enable_transit_gateway_route_table_propagation", {})
            ec2.add_response("disable_transit_gateway_route_table_propagation", {})
            for answer in ([{"State": "disabling"}], [{"State": "disabled"}]):
                ec2.add_response(GET, {"TransitGatewayRouteTablePropagations": answer})
            assert propagation.create(ctx, ARGS) == "tgw-rtb-1/tgw-attach-1"
            propagation.delete(ctx, "tgw-rtb-1/tgw-attach-1", propagation.state())

    def test_import_id(self, plugin: Plugin) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, "tgw-attach-1")
        assert refused.value.text == (
            "importing EC2 transit gateway route table propagation (tgw-attach-1): 'tgw-attach-1' is not the id of a "
            "propagation; write it as tgw-rtb-0123456789abcdef0/tgw-attach-0123456789abcdef0"
        )
