"""EC2 transit gateway route table association."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_route_table_association import (
    TransitGatewayRouteTableAssociation,
    TransitGatewayRouteTableAssociationArgs,
)
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.transit_gateways import accept, make_attachment, make_gateway, make_peering
from tests.resources.lifecycle import Lifecycle

GET = "get_transit_gateway_route_table_associations"
ARGS = TransitGatewayRouteTableAssociationArgs(
    transit_gateway_attachment_id="tgw-attach-1", transit_gateway_route_table_id="tgw-rtb-1"
)


def make_table(plugin: Plugin, gateway_id: str) -> str:
    return plugin.create("privateapi:ec2:TransitGatewayRouteTable", {"transitGatewayId": gateway_id}).id


class TestTransitGatewayRouteTableAssociation(Lifecycle):
    token = "privateapi:ec2:TransitGatewayRouteTableAssociation"
    update = {"replaceExistingAssociation": True}
    replace = {"transitGatewayRouteTableId": ""}
    deletes_first = True
    not_imported = frozenset({"replaceExistingAssociation"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        gateway = make_gateway(plugin, defaultRouteTableAssociation="disable")
        return {
            "transitGatewayRouteTableId": make_table(plugin, gateway.id),
            "transitGatewayAttachmentId": make_attachment(plugin, gateway).id,
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "transitGatewayRouteTableId" not in changes:
            return changes
        gateway = next(each for each in plugin.made if each.urn.split("::")[2] == "privateapi:ec2:TransitGateway")
        return {"transitGatewayRouteTableId": make_table(plugin, gateway.id)}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        table = {"TransitGatewayRouteTableId": kept["transitGatewayRouteTableId"]}
        return not aws("ec2").get_transit_gateway_route_table_associations(**table)["Associations"]

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        assert association.id == f"{inputs['transitGatewayRouteTableId']}/{inputs['transitGatewayAttachmentId']}"
        assert association["resourceType"] == "vpc"
        assert association["resourceId"].startswith("vpc-")

    def test_peering(self, plugin: Plugin) -> None:
        peering = make_peering(plugin)
        accept(plugin, peering)
        table = make_table(plugin, peering["transitGatewayId"])
        association = plugin.create(
            self.token,
            {
                "transitGatewayRouteTableId": table,
                "transitGatewayAttachmentId": peering.id,
                "replaceExistingAssociation": True,
            },
        )
        assert (association["resourceType"], association["resourceId"]) == ("peering", peering["peerTransitGatewayId"])

    def test_existing(self, plugin: Plugin) -> None:
        gateway = make_gateway(plugin)
        inputs = {
            "transitGatewayRouteTableId": make_table(plugin, gateway.id),
            "transitGatewayAttachmentId": make_attachment(plugin, gateway).id,
        }
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text.startswith(
            "creating EC2 transit gateway route table association (main): Resource.AlreadyAssociated: "
        )
        association = plugin.create(self.token, {**inputs, "replaceExistingAssociation": True})
        assert association["replaceExistingAssociation"] is True

    @pytest.mark.parametrize("replace", [False, True])
    def test_existing_same(self, plugin: Plugin, replace: bool) -> None:
        gateway = make_gateway(plugin)
        attachment = make_attachment(plugin, gateway)
        association = plugin.create(
            self.token,
            {
                "transitGatewayRouteTableId": gateway["associationDefaultRouteTableId"],
                "transitGatewayAttachmentId": attachment.id,
                "replaceExistingAssociation": replace,
            },
        )
        assert association["resourceId"] == attachment["vpcId"]

    def test_table_gone(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        attachment = next(each for each in plugin.made if each.id == inputs["transitGatewayAttachmentId"])
        plugin.delete(attachment)
        assert plugin.refresh(association) is None
        plugin.delete(association)

    def test_waits_for_the_attachment(self) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("associate_transit_gateway_route_table", "IncorrectState", "is in invalid state")
            ec2.add_response("associate_transit_gateway_route_table", {})
            assert TransitGatewayRouteTableAssociation().create(ctx, ARGS) == "tgw-rtb-1/tgw-attach-1"

    @pytest.mark.parametrize("state", ["disassociating", "disassociated"])
    def test_lost_while_waiting(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in ([], [{"State": "associating"}], [{"State": state}]):
                ec2.add_response(GET, {"Associations": answer})
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayRouteTableAssociated: it is '{state}'$"):
                TransitGatewayRouteTableAssociation().settle(ctx, "tgw-rtb-1/tgw-attach-1", ARGS)

    def test_waits_until_off(self) -> None:
        association = TransitGatewayRouteTableAssociation()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response("disassociate_transit_gateway_route_table", {})
            for answer in ([{"State": "disassociating"}], []):
                ec2.add_response(GET, {"Associations": answer})
            association.delete(ctx, "tgw-rtb-1/tgw-attach-1", association.state())

    @pytest.mark.parametrize("id", ["tgw-attach-1", "tgw-rtb-1", "tgw-rtb-1/", "tgw-rtb-1_tgw-attach-1"])
    def test_import_id(self, plugin: Plugin, id: str) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, id)
        assert refused.value.text == (
            f"importing EC2 transit gateway route table association ({id}): {id!r} is not the id of an association; "
            "write it as tgw-rtb-0123456789abcdef0/tgw-attach-0123456789abcdef0"
        )
