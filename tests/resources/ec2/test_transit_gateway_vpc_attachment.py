"""EC2 transit gateway VPC attachment."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.provider.errors import WaitError
from privateapi.resources.ec2.transit_gateway_vpc_attachment import (
    TransitGatewayVpcAttachment,
    TransitGatewayVpcAttachmentArgs,
)
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.transit_gateways import make_attachment, make_gateway, make_subnets
from tests.resources.lifecycle import Lifecycle

ASSOCIATION = "transitGatewayDefaultRouteTableAssociation"
PROPAGATION = "transitGatewayDefaultRouteTablePropagation"


class TestTransitGatewayVpcAttachment(Lifecycle):
    token = "privateapi:ec2:TransitGatewayVpcAttachment"
    update = {
        "applianceModeSupport": "enable",
        "dnsSupport": "disable",
        "ipv6Support": "enable",
        "securityGroupReferencingSupport": "disable",
        "tags": {"Name": "renamed"},
    }
    replace = {"vpcId": "", "subnetIds": []}
    # Asked for only where the program says something of them, and in an import.
    not_imported = frozenset({ASSOCIATION, PROPAGATION})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        subnets = make_subnets(plugin)
        return {
            "transitGatewayId": make_gateway(plugin).id,
            "vpcId": subnets[0]["vpcId"],
            "subnetIds": [each.id for each in subnets],
            "securityGroupReferencingSupport": "enable",
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "vpcId" not in changes:
            return changes
        subnets = make_subnets(plugin, octet=1)
        return {"vpcId": subnets[0]["vpcId"], "subnetIds": [each.id for each in subnets]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        attachments = aws("ec2").describe_transit_gateway_vpc_attachments()["TransitGatewayVpcAttachments"]
        return all(each["State"] == "deleted" for each in attachments if each["TransitGatewayAttachmentId"] == kept.id)

    def test_replace(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        kept = plugin.create(self.token, inputs)
        news = {**inputs, **self.changed(plugin, aws, self.replace)}
        difference = plugin.diff(kept, plugin.check(kept.urn, news, kept.inputs))
        assert difference.replaces == ["vpcId"] and not difference.delete_first
        assert difference.kinds == {"vpcId": "UPDATE_REPLACE", "subnetIds": "UPDATE"}
        successor = plugin.create(self.token, news)
        assert successor["vpcId"] == news["vpcId"]
        gateway = {**inputs, "transitGatewayId": "tgw-other"}
        assert plugin.diff(kept, plugin.check(kept.urn, gateway, kept.inputs)).replaces == ["transitGatewayId"]

    def test_subnets(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        first, second = inputs["subnetIds"]
        attachment = plugin.create(self.token, {**inputs, "subnetIds": [second, first]})
        assert attachment["subnetIds"] == sorted([first, second])
        same = plugin.check(attachment.urn, {**inputs, "subnetIds": [first, second]}, attachment.inputs)
        assert not plugin.diff(attachment, same), "the order of subnets has no meaning"
        for wanted in ([first], [second], [first, second]):
            plugin.update(attachment, {**inputs, "subnetIds": wanted})
            assert attachment["subnetIds"] == sorted(wanted)

    def test_subnets_after_a_failed_update(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        attachment = plugin.create(self.token, {**inputs, "subnetIds": inputs["subnetIds"][:1]})
        aws("ec2").modify_transit_gateway_vpc_attachment(
            TransitGatewayAttachmentId=attachment.id, AddSubnetIds=inputs["subnetIds"][1:]
        )
        plugin.update(attachment, inputs)
        assert attachment["subnetIds"] == sorted(inputs["subnetIds"])

    def test_arn(self, plugin: Plugin, aws: Clients) -> None:
        attachment = plugin.create(self.token, self.inputs(plugin, aws))
        assert attachment["arn"].endswith(f":transit-gateway-attachment/{attachment.id}")
        assert attachment["transitGatewayAttachmentId"] == attachment.id
        assert attachment["vpcOwnerId"] == attachment["arn"].split(":")[4]

    @pytest.mark.parametrize("flag", [ASSOCIATION, PROPAGATION])
    def test_default_table(self, plugin: Plugin, aws: Clients, flag: str) -> None:
        inputs = self.inputs(plugin, aws)
        attachment = plugin.create(self.token, inputs)
        joined = {ASSOCIATION: {attachment.id}, PROPAGATION: {attachment.id}}
        assert _joined(aws, plugin, attachment) == joined
        for on in (False, True, False):
            plugin.update(attachment, {**inputs, flag: on})
            assert attachment[flag] is on
            assert _joined(aws, plugin, attachment) == {**joined, flag: {attachment.id} if on else set()}
            refreshed = plugin.refresh(attachment)
            assert refreshed is not None and refreshed.state == attachment.state
        plugin.update(attachment, inputs)
        assert attachment.state.get(flag) is None
        assert _joined(aws, plugin, attachment) == {**joined, flag: set()}, "left out, it stays as it is"

    def test_default_tables_drift(self, plugin: Plugin, aws: Clients) -> None:
        flags = {ASSOCIATION: False, PROPAGATION: False}
        attachment = plugin.create(self.token, {**self.inputs(plugin, aws), **flags})
        assert _joined(aws, plugin, attachment) == {ASSOCIATION: set(), PROPAGATION: set()}
        aws("ec2").associate_transit_gateway_route_table(
            TransitGatewayAttachmentId=attachment.id, TransitGatewayRouteTableId=_default(aws, attachment)
        )
        refreshed = plugin.refresh(attachment)
        assert refreshed is not None and (refreshed[ASSOCIATION], refreshed[PROPAGATION]) == (True, False)

    def test_default_tables_imported(self, plugin: Plugin, aws: Clients) -> None:
        attachment = make_attachment(plugin, make_gateway(plugin), **{ASSOCIATION: False})
        imported = plugin.import_(self.token, attachment.id)
        assert imported is not None
        assert (imported.inputs[ASSOCIATION], imported.inputs[PROPAGATION]) == (False, True)

    def test_no_default_table(self, plugin: Plugin, aws: Clients) -> None:
        off = {"defaultRouteTableAssociation": "disable", "defaultRouteTablePropagation": "disable"}
        gateway = make_gateway(plugin, **off)
        with pytest.raises(Refused) as refused:
            make_attachment(plugin, gateway, **{ASSOCIATION: True})
        assert refused.value.text.endswith(
            f": {ASSOCIATION}: true, but {gateway.id} has no default route table for it; leave it out or switch the "
            "gateway's default route table on"
        )
        assert refused.value.id, "the attachment is there and is kept"

    def test_gateway_of_another_account(self) -> None:
        attachment = TransitGatewayVpcAttachment()
        shared = {"TransitGateways": [{"State": "available", "OwnerId": "999999999999", "Options": {}}]}
        pending = {"TransitGatewayVpcAttachments": [{"State": "pendingAcceptance"}]}
        args = TransitGatewayVpcAttachmentArgs(
            transit_gateway_id="tgw-1",
            vpc_id="vpc-1",
            subnet_ids=["subnet-1"],
            transit_gateway_default_route_table_association=False,
        )
        with stubbed(self.token) as (ctx, ec2, warnings):
            ec2.add_response("describe_transit_gateway_vpc_attachments", pending)
            ec2.add_response("describe_transit_gateways", shared)
            attachment.complete(ctx, "tgw-attach-1", args)
        assert warnings == [
            "tgw-1 belongs to another account, which alone can set its default route tables: "
            "transitGatewayDefaultRouteTableAssociation and -Propagation have no effect"
        ]

    @pytest.mark.parametrize(
        "state", ["failed", "failing", "rejected", "rejecting", "deleted", "deleting", "rollingBack"]
    )
    def test_failed(self, state: str) -> None:
        attachment = TransitGatewayVpcAttachment()
        args = TransitGatewayVpcAttachmentArgs(transit_gateway_id="tgw-1", vpc_id="vpc-1", subnet_ids=["subnet-1"])
        with stubbed(self.token) as (ctx, ec2, _):
            ec2.add_client_error(
                "describe_transit_gateway_vpc_attachments", "InvalidTransitGatewayAttachmentID.NotFound"
            )
            for each in ("pending", state):
                ec2.add_response(
                    "describe_transit_gateway_vpc_attachments", {"TransitGatewayVpcAttachments": [{"State": each}]}
                )
            with pytest.raises(WaitError, match=f"^waiting for TransitGatewayVpcAttachmentAvailable: it is '{state}'$"):
                attachment.complete(ctx, "tgw-attach-1", args)

    @pytest.mark.parametrize("state", ["failed", "rejected", "deleting", "deleted"])
    def test_gone(self, state: str) -> None:
        with stubbed(self.token) as (ctx, ec2, _):
            answer = {"TransitGatewayVpcAttachments": [{"State": state}]}
            ec2.add_response("describe_transit_gateway_vpc_attachments", answer)
            assert TransitGatewayVpcAttachment().read(ctx, "tgw-attach-1", None) is None

    def test_deleted_while_changing(self) -> None:
        """An attachment that is being changed is deleted a little later; one that is deleted already is done."""
        attachment = TransitGatewayVpcAttachment()
        changing, deleted = ({"TransitGatewayVpcAttachments": [{"State": state}]} for state in ("modifying", "deleted"))
        with stubbed(self.token) as (ctx, ec2, _):
            for answer in (changing, deleted):
                ec2.add_client_error("delete_transit_gateway_vpc_attachment", "IncorrectState", "is in invalid state")
                ec2.add_response("describe_transit_gateway_vpc_attachments", answer)
            ec2.add_response("describe_transit_gateway_vpc_attachments", deleted)
            attachment.delete(ctx, "tgw-attach-1", attachment.state())

    def test_attached_twice(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="second")
        assert refused.value.text.startswith(
            "creating EC2 transit gateway VPC attachment (second): DuplicateTransitGatewayAttachment: "
        )

    @pytest.mark.parametrize(
        ("case", "subnets", "reason"),
        [
            ("none", [], "there is no subnet; at least one is needed, one in each Availability Zone"),
            ("twice", ["subnet-1", "subnet-2", "subnet-1"], "'subnet-1' is listed twice; one subnet a zone is taken"),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, subnets: list[str], reason: str) -> None:
        inputs = {"transitGatewayId": "tgw-1", "vpcId": "vpc-1", "subnetIds": subnets}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {"subnetIds": reason}

    def test_unknown_subnets(self, plugin: Plugin) -> None:
        inputs = {"transitGatewayId": "tgw-1", "vpcId": "vpc-1", "subnetIds": [UNKNOWN, UNKNOWN]}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {}


def _default(aws: Clients, attachment: Kept) -> str:
    ids = [attachment["transitGatewayId"]]
    options = aws("ec2").describe_transit_gateways(TransitGatewayIds=ids)["TransitGateways"][0]["Options"]
    return str(options["AssociationDefaultRouteTableId"])


def _joined(aws: Clients, plugin: Plugin, attachment: Kept) -> dict[str, set[str]]:
    """The attachments of the gateway's default route table, by the input that decides over them."""
    table = {"TransitGatewayRouteTableId": _default(aws, attachment)}
    associations = aws("ec2").get_transit_gateway_route_table_associations(**table)["Associations"]
    propagations = aws("ec2").get_transit_gateway_route_table_propagations(**table)
    return {
        ASSOCIATION: {each["TransitGatewayAttachmentId"] for each in associations},
        PROPAGATION: {
            each["TransitGatewayAttachmentId"] for each in propagations["TransitGatewayRouteTablePropagations"]
        },
    }
