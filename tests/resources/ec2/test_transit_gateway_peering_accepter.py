"""EC2 transit gateway peering, the accepting side."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_peering_accepter import (
    TransitGatewayPeeringAccepter,
    TransitGatewayPeeringAccepterArgs,
)
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.test_transit_gateway_peering import DESCRIBE, peerings
from tests.resources.ec2.transit_gateways import OWN, PEER, make_peering
from tests.resources.lifecycle import Lifecycle


def request(plugin: Plugin) -> Kept:
    """A request to the plugin's Region, so that it is the one that accepts."""
    return make_peering(plugin, region=PEER, peer_region=OWN)


class TestTransitGatewayPeeringAccepter(Lifecycle):
    token = "privateapi:ec2:TransitGatewayPeeringAccepter"
    update = {"tags": {"Name": "renamed"}}
    replace = {"transitGatewayAttachmentId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"transitGatewayAttachmentId": request(plugin).id, "tags": {"Name": "from"}}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "transitGatewayAttachmentId" in changes:
            return {"transitGatewayAttachmentId": request(plugin).id}
        return changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
        return all(each["State"] == "deleted" for each in found if each["TransitGatewayAttachmentId"] == kept.id)

    def test_outputs(self, plugin: Plugin) -> None:
        peering = request(plugin)
        accepter = plugin.create(self.token, {"transitGatewayAttachmentId": peering.id})
        assert accepter.id == peering.id
        assert accepter["state"] == "available"
        assert accepter["transitGatewayId"] == peering["peerTransitGatewayId"]
        assert accepter["peerTransitGatewayId"] == peering["transitGatewayId"]
        assert accepter["peerRegion"] == PEER
        assert accepter["peerAccountId"] == peering["peerAccountId"]

    def test_accepted_already(self, plugin: Plugin, aws: Clients) -> None:
        peering = request(plugin)
        aws("ec2").accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=peering.id)
        assert plugin.create(self.token, {"transitGatewayAttachmentId": peering.id})["state"] == "available"

    def test_tags_of_each_side(self, plugin: Plugin) -> None:
        peering = make_peering(plugin, region=PEER, peer_region=OWN, tags={"Name": "to"})
        accepter = plugin.create(self.token, {"transitGatewayAttachmentId": peering.id, "tags": {"Name": "from"}})
        refreshed = plugin.refresh(peering)
        assert refreshed is not None
        assert (accepter["tags"], refreshed["tags"]) == ({"Name": "from"}, {"Name": "to"})
        plugin.update(accepter, {"transitGatewayAttachmentId": peering.id})
        assert "tags" not in accepter.state

    def test_deleted_by_the_other_side(self, plugin: Plugin) -> None:
        peering = request(plugin)
        accepter = plugin.create(self.token, {"transitGatewayAttachmentId": peering.id})
        plugin.delete(peering)
        assert plugin.refresh(accepter) is None
        plugin.delete(accepter)

    def test_ends_the_peering(self, plugin: Plugin) -> None:
        peering = request(plugin)
        plugin.delete(plugin.create(self.token, {"transitGatewayAttachmentId": peering.id}))
        assert plugin.refresh(peering) is None
        plugin.delete(peering)

    def test_wrong_side(self, plugin: Plugin) -> None:
        peering = make_peering(plugin)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"transitGatewayAttachmentId": peering.id}, name="main")
        assert refused.value.text == (
            "creating EC2 transit gateway peering accepter (main): region: 'us-east-1' is the Region that asks for "
            f"{peering.id}; 'eu-west-1', which accepts, is right"
        )
        assert refused.value.id is None, "what the other side made is not this resource's to delete"

    def test_rejected(self, plugin: Plugin, aws: Clients) -> None:
        peering = request(plugin)
        aws("ec2").reject_transit_gateway_peering_attachment(TransitGatewayAttachmentId=peering.id)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"transitGatewayAttachmentId": peering.id}, name="main")
        assert refused.value.text == (
            "creating EC2 transit gateway peering accepter (main): waiting for TransitGatewayPeeringRequested: it is "
            "'rejected': Inactive"
        )

    def test_seen_late(self) -> None:
        """The accepting Region first does not know the request, then shows it being made."""
        requested = peerings("pendingAcceptance")[0]
        sides = {"RequesterTgwInfo": {"Region": PEER}, "AccepterTgwInfo": {"Region": "us-east-1"}}
        requested["TransitGatewayPeeringAttachments"][0].update(sides)
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(DESCRIBE, "InvalidTransitGatewayAttachmentID.NotFound")
            for answer in (*peerings("initiatingRequest", "initiatingRequest"), requested, requested):
                ec2.add_response(DESCRIBE, answer)
            ec2.add_response("accept_transit_gateway_peering_attachment", {})
            args = TransitGatewayPeeringAccepterArgs(transit_gateway_attachment_id="tgw-attach-1")
            assert TransitGatewayPeeringAccepter().create(ctx, args) == "tgw-attach-1"

    @pytest.mark.parametrize(
        "state", ["failed", "failing", "rejected", "rejecting", "deleted", "deleting", "rollingBack"]
    )
    def test_failed(self, state: str) -> None:
        args = TransitGatewayPeeringAccepterArgs(transit_gateway_attachment_id="tgw-attach-1")
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in peerings("pending", state, message="Something broke"):
                ec2.add_response(DESCRIBE, answer)
            with pytest.raises(
                WaitError, match=f"^waiting for TransitGatewayPeeringAvailable: it is '{state}': Something broke$"
            ):
                TransitGatewayPeeringAccepter().complete(ctx, "tgw-attach-1", args)
