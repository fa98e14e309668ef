"""EC2 transit gateway peering, the requesting side."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_peering import TransitGatewayPeering, TransitGatewayPeeringArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.transit_gateways import PEER, accept, make_gateway, make_peering
from tests.resources.lifecycle import Lifecycle

DESCRIBE = "describe_transit_gateway_peering_attachments"


def peerings(*states: str, message: str = "") -> list[dict[str, Any]]:
    """Answers to DescribeTransitGatewayPeeringAttachments, one for each state."""
    status = {"Status": {"Message": message}} if message else {}
    return [{"TransitGatewayPeeringAttachments": [{"State": state, **status}]} for state in states]


class TestTransitGatewayPeering(Lifecycle):
    token = "privateapi:ec2:TransitGatewayPeering"
    update = {"tags": {"Name": "renamed"}}
    replace = {"peerTransitGatewayId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        own, peer = make_gateway(plugin), make_gateway(plugin, region=PEER)
        return {"transitGatewayId": own.id, "peerTransitGatewayId": peer.id, "peerRegion": PEER, "tags": {"Name": "to"}}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "peerTransitGatewayId" in changes:
            return {"peerTransitGatewayId": make_gateway(plugin, region=PEER).id}
        return changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
        return all(each["State"] == "deleted" for each in found if each["TransitGatewayAttachmentId"] == kept.id)

    def test_waits_for_acceptance(self, plugin: Plugin, aws: Clients) -> None:
        peering = make_peering(plugin)
        for region in ("us-east-1", PEER):
            found = aws("ec2", region).describe_transit_gateway_peering_attachments(
                TransitGatewayAttachmentIds=[peering.id]
            )["TransitGatewayPeeringAttachments"]
            assert [each["State"] for each in found] == ["pendingAcceptance"]
        assert peering["peerAccountId"] == peering["arn"].split(":")[4]
        assert peering["transitGatewayAttachmentId"] == peering.id

    def test_accepted(self, plugin: Plugin) -> None:
        peering = make_peering(plugin)
        before = dict(peering.state)
        accept(plugin, peering)
        refreshed = plugin.refresh(peering)
        assert refreshed is not None and refreshed.state == before, "acceptance is no drift"

    def test_rejected(self, plugin: Plugin, aws: Clients) -> None:
        peering = make_peering(plugin)
        aws("ec2", PEER).reject_transit_gateway_peering_attachment(TransitGatewayAttachmentId=peering.id)
        assert plugin.refresh(peering) is None

    def test_same_region(self, plugin: Plugin) -> None:
        peering = make_peering(plugin, peer_region="us-east-1")
        assert peering["peerRegion"] == "us-east-1"

    def test_dynamic_routing(self) -> None:
        request = {
            "TransitGatewayId": "tgw-1",
            "PeerTransitGatewayId": "tgw-2",
            "PeerRegion": PEER,
            "PeerAccountId": "999999999999",
        }
        args = TransitGatewayPeeringArgs(
            transit_gateway_id="tgw-1",
            peer_transit_gateway_id="tgw-2",
            peer_region=PEER,
            peer_account_id="999999999999",
            dynamic_routing="enable",
        )
        answer = {"TransitGatewayPeeringAttachment": {"TransitGatewayAttachmentId": "tgw-attach-1"}}
        with stubbed(self.token) as (ctx, ec2, _):
            mark = [{"Key": key, "Value": value} for key, value in ctx.mark.items()]
            tags = [{"ResourceType": "transit-gateway-attachment", "Tags": mark}]
            expected = {**request, "Options": {"DynamicRouting": "enable"}, "TagSpecifications": tags}
            ec2.add_response("create_transit_gateway_peering_attachment", answer, expected)
            assert TransitGatewayPeering().create(ctx, args) == "tgw-attach-1"

    @pytest.mark.parametrize(
        "state", ["failed", "failing", "rejected", "rejecting", "deleted", "deleting", "rollingBack"]
    )
    def test_failed(self, state: str) -> None:
        args = TransitGatewayPeeringArgs(transit_gateway_id="tgw-1", peer_transit_gateway_id="tgw-2", peer_region=PEER)
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(DESCRIBE, "InvalidTransitGatewayAttachmentID.NotFound")
            for answer in peerings("initiatingRequest", state, message="The gateways overlap"):
                ec2.add_response(DESCRIBE, answer)
            with pytest.raises(
                WaitError, match=f"^waiting for TransitGatewayPeeringRequested: it is '{state}': The gateways overlap$"
            ):
                TransitGatewayPeering().complete(ctx, "tgw-attach-1", args)

    @pytest.mark.parametrize("state", ["failed", "rejected", "deleting", "deleted"])
    def test_gone(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response(DESCRIBE, *peerings(state))
            assert TransitGatewayPeering().read(ctx, "tgw-attach-1", None) is None

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "zone for a Region",
                {"peerRegion": "eu-west-1a"},
                "peerRegion",
                "'eu-west-1a' is an Availability Zone, not a Region; 'eu-west-1' would be right",
            ),
            (
                "short account",
                {"peerAccountId": "1234"},
                "peerAccountId",
                "'1234' is not an AWS account id; it has 12 digits, as in 123456789012",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        required = {"transitGatewayId": "tgw-1", "peerTransitGatewayId": "tgw-2", "peerRegion": PEER}
        assert plugin.faults(urn_of(self.token, "main"), {**required, **inputs})[1] == {path: reason}
