"""EC2 transit gateway."""

from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway import TransitGateway, TransitGatewayArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.lifecycle import Lifecycle


class TestTransitGateway(Lifecycle):
    token = "privateapi:ec2:TransitGateway"
    update = {
        "amazonSideAsn": 64513,
        "autoAcceptSharedAttachments": "enable",
        "description": "between the Regions",
        "dnsSupport": "disable",
        "securityGroupReferencingSupport": "enable",
        "tags": {"Name": "renamed"},
        "transitGatewayCidrBlocks": ["10.99.1.0/24", "2001:db8:1::/64"],
        "vpnEcmpSupport": "disable",
    }
    replace = {"multicastSupport": "enable"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "description": "hub",
            "tags": {"Name": "hub"},
            "transitGatewayCidrBlocks": ["10.99.1.0/24", "10.99.0.0/24"],
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        gateways = aws("ec2").describe_transit_gateways()["TransitGateways"]
        return all(each["State"] == "deleted" for each in gateways if each["TransitGatewayId"] == kept.id)

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        gateway = plugin.create(self.token, {})
        described = aws("ec2").describe_transit_gateways(TransitGatewayIds=[gateway.id])["TransitGateways"][0]
        assert gateway["transitGatewayId"] == gateway.id
        assert gateway["arn"] == described["TransitGatewayArn"]
        assert gateway["ownerId"] == described["OwnerId"]
        tables = aws("ec2").describe_transit_gateway_route_tables(
            Filters=[{"Name": "transit-gateway-id", "Values": [gateway.id]}]
        )["TransitGatewayRouteTables"]
        assert [gateway["associationDefaultRouteTableId"]] == [each["TransitGatewayRouteTableId"] for each in tables]
        assert gateway["propagationDefaultRouteTableId"] == gateway["associationDefaultRouteTableId"]

    def test_every_option_reaches_aws(self, plugin: Plugin, aws: Clients) -> None:
        gateway = plugin.create(self.token, {**self.update, "multicastSupport": "enable"})
        options = aws("ec2").describe_transit_gateways(TransitGatewayIds=[gateway.id])["TransitGateways"][0]["Options"]
        assert options["AmazonSideAsn"] == 64513
        assert options["AutoAcceptSharedAttachments"] == "enable"
        assert options["DnsSupport"] == "disable"
        assert options["MulticastSupport"] == "enable"
        assert options["SecurityGroupReferencingSupport"] == "enable"
        assert options["VpnEcmpSupport"] == "disable"
        assert options["TransitGatewayCidrBlocks"] == ["10.99.1.0/24", "2001:db8:1::/64"]

    @pytest.mark.parametrize(
        ("option", "output"),
        [
            ("defaultRouteTableAssociation", "associationDefaultRouteTableId"),
            ("defaultRouteTablePropagation", "propagationDefaultRouteTableId"),
        ],
    )
    def test_default_table(self, plugin: Plugin, option: str, output: str) -> None:
        gateway = plugin.create(self.token, {})
        off = plugin.check(gateway.urn, {option: "disable"}, gateway.inputs)
        assert plugin.diff(gateway, off).replaces == []
        assert plugin.preview_update(gateway, {option: "disable"})[output] is UNKNOWN
        plugin.update(gateway, {option: "disable"})
        assert gateway.state.get(output) is None
        for value in ("enable", UNKNOWN):
            on = plugin.check(gateway.urn, {option: value}, gateway.inputs)
            assert plugin.diff(gateway, on).replaces == [option]

    def test_no_default_tables(self, plugin: Plugin, aws: Clients) -> None:
        off = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}
        gateway = plugin.create(self.token, off)
        assert "associationDefaultRouteTableId" not in gateway.state
        assert "propagationDefaultRouteTableId" not in gateway.state

    def test_blocks_after_a_failed_update(self, plugin: Plugin, aws: Clients) -> None:
        gateway = plugin.create(self.token, {"transitGatewayCidrBlocks": ["10.99.0.0/24"]})
        wanted = ["10.99.1.0/24", "10.99.2.0/24"]
        aws("ec2").modify_transit_gateway(
            TransitGatewayId=gateway.id,
            Options={
                "AddTransitGatewayCidrBlocks": wanted[:1],
                "RemoveTransitGatewayCidrBlocks": ["10.99.0.0/24"],
            },
        )
        for _ in range(2):
            plugin.update(gateway, {"transitGatewayCidrBlocks": wanted})
            assert gateway["transitGatewayCidrBlocks"] == wanted
            gateway.inputs = {**gateway.inputs, "transitGatewayCidrBlocks": ["10.99.0.0/24"]}

    def test_optional_inputs_cleared(self, plugin: Plugin) -> None:
        gateway = plugin.create(self.token, self.update)
        plugin.update(gateway, {})
        for wire in ("description", "tags", "transitGatewayCidrBlocks"):
            assert wire not in gateway.state
        assert gateway["amazonSideAsn"] == 64512

    def test_waits_for_attachments_to_go(self) -> None:
        gateway = TransitGateway()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("delete_transit_gateway", "IncorrectState", "tgw-1 has non-deleted Attachments")
            ec2.add_response("delete_transit_gateway", {"TransitGateway": {"State": "deleting"}})
            ec2.add_response("describe_transit_gateways", {"TransitGateways": [{"State": "deleting"}]})
            ec2.add_response("describe_transit_gateways", {"TransitGateways": [{"State": "deleted"}]})
            gateway.delete(ctx, "tgw-1", gateway.state())

    @pytest.mark.parametrize("state", ["deleting", "deleted"])
    def test_lost_while_waiting(self, state: str) -> None:
        gateway = TransitGateway()
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error("describe_transit_gateways", "InvalidTransitGatewayID.NotFound")
            ec2.add_response("describe_transit_gateways", {"TransitGateways": [{"State": "pending"}]})
            ec2.add_response("describe_transit_gateways", {"TransitGateways": [{"State": state}]})
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayAvailable: it is '{state}'$"):
                gateway.complete(ctx, "tgw-1", TransitGatewayArgs())

    @pytest.mark.parametrize("state", ["deleting", "deleted"])
    def test_gone(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_response("describe_transit_gateways", {"TransitGateways": [{"State": state}]})
            assert TransitGateway().read(ctx, "tgw-1", None) is None

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "public ASN",
                {"amazonSideAsn": 16509},
                "amazonSideAsn",
                "16509 is not a private ASN; 64512 to 65534 or 4200000000 to 4294967294 would be right",
            ),
            (
                "no switch",
                {"dnsSupport": True},
                "dnsSupport",
                "True should be 'enable' or 'disable'",
            ),
            (
                "small block",
                {"transitGatewayCidrBlocks": ["10.0.0.0/25"]},
                "transitGatewayCidrBlocks[0]",
                "'10.0.0.0/25' is a /25; a transit gateway takes /24 or larger",
            ),
            (
                "small IPv6 block",
                {"transitGatewayCidrBlocks": ["2001:db8::/96"]},
                "transitGatewayCidrBlocks[0]",
                "'2001:db8::/96' is a /96; a transit gateway takes /64 or larger",
            ),
            (
                "link-local block",
                {"transitGatewayCidrBlocks": ["169.254.8.0/24"]},
                "transitGatewayCidrBlocks[0]",
                "'169.254.8.0/24' overlaps 169.254.0.0/16, which AWS keeps for itself",
            ),
            (
                "six blocks",
                {"transitGatewayCidrBlocks": [f"10.{number}.0.0/24" for number in range(6)]},
                "transitGatewayCidrBlocks",
                "6 blocks; a transit gateway takes at most 5",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {path: reason}
