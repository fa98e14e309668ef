"""EC2 VPC peering, the accepting side."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.vpc_peering_accepter import VpcPeeringAccepter, VpcPeeringAccepterArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.test_vpc_peering import DESCRIBE, OWN, PEER, peerings, request
from tests.resources.lifecycle import Lifecycle


def asked(plugin: Plugin, **inputs: Any) -> Kept:
    """A request to the plugin's Region, so that it is the one that accepts."""
    return request(plugin, region=PEER, peer_region=OWN, **inputs)


class TestVpcPeeringAccepter(Lifecycle):
    token = "privateapi:ec2:VpcPeeringAccepter"
    update = {"tags": {"Name": "renamed"}}
    replace = {"vpcPeeringConnectionId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"vpcPeeringConnectionId": asked(plugin).id, "tags": {"Name": "from"}}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "vpcPeeringConnectionId" in changes:
            return {"vpcPeeringConnectionId": asked(plugin).id}
        return changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_vpc_peering_connections()["VpcPeeringConnections"]
        return all(each["Status"]["Code"] == "deleted" for each in found if each["VpcPeeringConnectionId"] == kept.id)

    def test_outputs(self, plugin: Plugin) -> None:
        peering = asked(plugin)
        accepter = plugin.create(self.token, {"vpcPeeringConnectionId": peering.id})
        assert accepter.id == peering.id and accepter["state"] == "active"
        assert accepter["vpcId"] == peering["peerVpcId"] and accepter["peerVpcId"] == peering["vpcId"]
        assert accepter["peerRegion"] == PEER and accepter["peerAccountId"] == peering["peerAccountId"]

    def test_accepted_already(self, plugin: Plugin, aws: Clients) -> None:
        peering = asked(plugin)
        aws("ec2").accept_vpc_peering_connection(VpcPeeringConnectionId=peering.id)
        assert plugin.create(self.token, {"vpcPeeringConnectionId": peering.id})["state"] == "active"

    def test_tags_of_each_side(self, plugin: Plugin) -> None:
        peering = asked(plugin, tags={"Name": "to"})
        accepter = plugin.create(self.token, {"vpcPeeringConnectionId": peering.id, "tags": {"Name": "from"}})
        refreshed = plugin.refresh(peering)
        assert refreshed is not None
        assert (accepter["tags"], refreshed["tags"]) == ({"Name": "from"}, {"Name": "to"})
        plugin.update(accepter, {"vpcPeeringConnectionId": peering.id})
        assert "tags" not in accepter.state

    def test_ends_the_peering(self, plugin: Plugin) -> None:
        peering = asked(plugin)
        plugin.delete(plugin.create(self.token, {"vpcPeeringConnectionId": peering.id}))
        assert plugin.refresh(peering) is None
        plugin.delete(peering)

    def test_deleted_by_the_other_side(self, plugin: Plugin) -> None:
        peering = asked(plugin)
        accepter = plugin.create(self.token, {"vpcPeeringConnectionId": peering.id})
        plugin.delete(peering)
        assert plugin.refresh(accepter) is None
        plugin.delete(accepter)

    def test_wrong_side(self, plugin: Plugin) -> None:
        peering = request(plugin)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"vpcPeeringConnectionId": peering.id}, name="main")
        assert refused.value.text == (
            "creating EC2 VPC peering accepter (main): region: 'us-east-1' is the Region that asks for "
            f"{peering.id}; 'eu-west-1', which accepts, is right"
        )
        assert refused.value.id is None, "what the other side made is not this resource's to delete"

    def test_rejected(self, plugin: Plugin, aws: Clients) -> None:
        peering = asked(plugin)
        aws("ec2").reject_vpc_peering_connection(VpcPeeringConnectionId=peering.id)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, {"vpcPeeringConnectionId": peering.id}, name="main")
        assert refused.value.text == (
            "creating EC2 VPC peering accepter (main): waiting for VpcPeeringRequested: it is 'rejected': Inactive"
        )

    def test_seen_late(self) -> None:
        """The accepting Region first does not know the request, then shows it being made."""
        sides = {"RequesterVpcInfo": {"Region": PEER}, "AccepterVpcInfo": {"Region": OWN}}
        first, second, requested = peerings("initiating-request", "initiating-request", "pending-acceptance")
        first["VpcPeeringConnections"][0].update(sides)
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(DESCRIBE, "InvalidVpcPeeringConnectionID.NotFound")
            for answer in (first, second, requested, requested):
                ec2.add_response(DESCRIBE, answer)
            ec2.add_response("accept_vpc_peering_connection", {})
            args = VpcPeeringAccepterArgs(vpc_peering_connection_id="pcx-1")
            assert VpcPeeringAccepter().create(ctx, args) == "pcx-1"

    @pytest.mark.parametrize("state", ["deleted", "deleting", "expired", "failed", "rejected"])
    def test_failed(self, state: str) -> None:
        args = VpcPeeringAccepterArgs(vpc_peering_connection_id="pcx-1")
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in peerings("provisioning", state, message="Something broke"):
                ec2.add_response(DESCRIBE, answer)
            with pytest.raises(WaitError, match=f"^waiting for VpcPeeringActive: it is '{state}': Something broke$"):
                VpcPeeringAccepter().complete(ctx, "pcx-1", args)
