"""EC2 transit gateway route table."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_route_table import TransitGatewayRouteTable, TransitGatewayRouteTableArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.transit_gateways import make_gateway
from tests.resources.lifecycle import Lifecycle

DESCRIBE = "describe_transit_gateway_route_tables"


def tables(*states: str) -> list[dict[str, Any]]:
    return [{"TransitGatewayRouteTables": [{"State": state}]} for state in states]


class TestTransitGatewayRouteTable(Lifecycle):
    token = "privateapi:ec2:TransitGatewayRouteTable"
    update = {"tags": {"Name": "renamed"}}
    replace = {"transitGatewayId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"transitGatewayId": make_gateway(plugin).id, "tags": {"Name": "spokes"}}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"transitGatewayId": make_gateway(plugin).id} if "transitGatewayId" in changes else changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
        return all(each["State"] == "deleted" for each in found if each["TransitGatewayRouteTableId"] == kept.id)

    def test_outputs(self, plugin: Plugin) -> None:
        gateway = make_gateway(plugin)
        table = plugin.create(self.token, {"transitGatewayId": gateway.id})
        assert table["arn"].endswith(f":transit-gateway-route-table/{table.id}")
        assert (table["defaultAssociationRouteTable"], table["defaultPropagationRouteTable"]) == (False, False)
        default = plugin.import_(self.token, gateway["associationDefaultRouteTableId"])
        assert default is not None
        assert (default["defaultAssociationRouteTable"], default["defaultPropagationRouteTable"]) == (True, True)

    def test_unknown_gateway(self, plugin: Plugin) -> None:
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"transitGatewayId": "tgw-0"}, name="main")
        assert refused.value.text.startswith(
            "creating EC2 transit gateway route table (main): InvalidTransitGatewayID.NotFound: "
        )

    @pytest.mark.parametrize("state", ["deleting", "deleted"])
    def test_lost_while_waiting(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(DESCRIBE, "InvalidRouteTableID.NotFound")
            for answer in tables("pending", state):
                ec2.add_response(DESCRIBE, answer)
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayRouteTableAvailable: it is '{state}'$"):
                TransitGatewayRouteTable().complete(
                    ctx, "tgw-rtb-1", TransitGatewayRouteTableArgs(transit_gateway_id="tgw-1")
                )

    def test_deleted_when_free(self) -> None:
        table = TransitGatewayRouteTable()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("delete_transit_gateway_route_table", "IncorrectState", "has associated attachments")
            ec2.add_response("delete_transit_gateway_route_table", {})
            for answer in tables("deleting", "deleted"):
                ec2.add_response(DESCRIBE, answer)
            table.delete(ctx, "tgw-rtb-1", table.state())

    def test_gone(self) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response(DESCRIBE, *tables("deleting"))
            assert TransitGatewayRouteTable().read(ctx, "tgw-rtb-1", None) is None
