"""EC2 VPC peering, the requesting side."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.vpc_peering import VpcPeering, VpcPeeringArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle

VPC = "privateapi:ec2:Vpc"
PEERING = "privateapi:ec2:VpcPeering"
OWN, PEER = "us-east-1", "eu-west-1"
DESCRIBE = "describe_vpc_peering_connections"


def vpc(plugin: Plugin, cidr: str, region: str = OWN) -> str:
    """A VPC's id."""
    return plugin.create(VPC, {"cidrBlock": cidr, "region": region}).id


def request(plugin: Plugin, region: str = OWN, peer_region: str = PEER, **inputs: Any) -> Kept:
    """A request from one Region to another."""
    given = {
        "region": region,
        "vpcId": vpc(plugin, "10.0.0.0/16", region),
        "peerVpcId": vpc(plugin, "10.1.0.0/16", peer_region),
        "peerRegion": peer_region,
        **inputs,
    }
    return plugin.create(PEERING, given)


def peerings(*states: str, message: str = "") -> list[dict[str, Any]]:
    """Answers to DescribeVpcPeeringConnections, one for each state."""
    return [{"VpcPeeringConnections": [{"Status": {"Code": state, "Message": message}}]} for state in states]


class TestVpcPeering(Lifecycle):
    token = PEERING
    update = {"tags": {"Name": "renamed"}}
    replace = {"peerVpcId": ""}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "vpcId": vpc(plugin, "10.0.0.0/16"),
            "peerVpcId": vpc(plugin, "10.1.0.0/16", PEER),
            "peerRegion": PEER,
            "tags": {"Name": "to"},
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"peerVpcId": vpc(plugin, "10.2.0.0/16", PEER)} if "peerVpcId" in changes else changes

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("ec2").describe_vpc_peering_connections()["VpcPeeringConnections"]
        return all(each["Status"]["Code"] == "deleted" for each in found if each["VpcPeeringConnectionId"] == kept.id)

    def test_waits_for_acceptance(self, plugin: Plugin, aws: Clients) -> None:
        peering = request(plugin)
        for region in (OWN, PEER):
            found = aws("ec2", region).describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering.id])
            assert [each["Status"]["Code"] for each in found["VpcPeeringConnections"]] == ["pending-acceptance"]
        assert peering["peerAccountId"] == peering["arn"].split(":")[4]
        assert peering["vpcPeeringConnectionId"] == peering.id

    def test_accepted(self, plugin: Plugin, aws: Clients) -> None:
        peering = request(plugin)
        before = dict(peering.state)
        aws("ec2", PEER).accept_vpc_peering_connection(VpcPeeringConnectionId=peering.id)
        refreshed = plugin.refresh(peering)
        assert refreshed is not None and refreshed.state == before, "acceptance is no drift"

    def test_rejected(self, plugin: Plugin, aws: Clients) -> None:
        peering = request(plugin)
        aws("ec2", PEER).reject_vpc_peering_connection(VpcPeeringConnectionId=peering.id)
        assert plugin.refresh(peering) is None

    def test_same_region(self, plugin: Plugin) -> None:
        inputs = {"vpcId": vpc(plugin, "10.0.0.0/16"), "peerVpcId": vpc(plugin, "10.1.0.0/16")}
        assert plugin.create(self.token, inputs)["peerRegion"] == OWN

    def test_overlapping(self, plugin: Plugin) -> None:
        inputs = {"vpcId": vpc(plugin, "10.0.0.0/16"), "peerVpcId": vpc(plugin, "10.0.0.0/20")}
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text.startswith("setting up EC2 VPC peering (main, pcx-")
        assert refused.value.text.endswith(
            "waiting for VpcPeeringRequested: it is 'failed': Failed due to incorrect VPC-ID, Account ID, or "
            "overlapping "
            "CIDR range"
        )

    def test_vpc_missing(self, plugin: Plugin) -> None:
        inputs = {"vpcId": vpc(plugin, "10.0.0.0/16"), "peerVpcId": "vpc-0"}
        with pytest.raises(Refused, match=r"^creating EC2 VPC peering \(main\): InvalidVpcID.NotFound: "):
            plugin.create(self.token, inputs, name="main", timeout=0.5)

    @pytest.mark.parametrize("state", ["deleted", "deleting", "expired", "failed", "rejected"])
    def test_failed(self, state: str) -> None:
        args = VpcPeeringArgs(vpc_id="vpc-1", peer_vpc_id="vpc-2")
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(DESCRIBE, "InvalidVpcPeeringConnectionID.NotFound")
            for answer in peerings("initiating-request", state, message="Something broke"):
                ec2.add_response(DESCRIBE, answer)
            with pytest.raises(WaitError, match=f"^waiting for VpcPeeringRequested: it is '{state}': Something broke$"):
                VpcPeering().complete(ctx, "pcx-1", args)
