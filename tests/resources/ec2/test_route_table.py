"""EC2 Route Table."""

from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.resources.ec2.route_table import RouteTable, RouteTableArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.targets import Targets
from tests.resources.lifecycle import Lifecycle


class TestRouteTable(Lifecycle):
    token = "privateapi:ec2:RouteTable"
    update = {"tags": {"Name": "renamed"}}
    replace = {"vpcId": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"})
        return {"vpcId": vpc.id, "tags": {"Name": "private", "tier": "1"}}

    def changed(self, plugin: Plugin, aws: Clients, changes: Any) -> Any:
        if "vpcId" not in changes:
            return changes
        return {"vpcId": plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.1.0.0/16"}).id}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        tables = aws("ec2").describe_route_tables(Filters=[{"Name": "route-table-id", "Values": [kept.id]}])
        return not tables["RouteTables"]

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        table = plugin.create(self.token, self.inputs(plugin, aws))
        assert table["routeTableId"] == table.id
        assert table["arn"] == f"arn:aws:ec2:us-east-1:123456789012:route-table/{table.id}"
        assert table["ownerId"] == "123456789012"

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        assert aws("ec2").describe_tags(Filters=[{"Name": "key", "Values": [MARK]}])["Tags"] == []

    def test_propagating_vgws_set_changed_and_cleared(self, plugin: Plugin, aws: Clients, targets: Targets) -> None:
        inputs = self.inputs(plugin, aws)
        first, second = targets.vpn_gateway(inputs["vpcId"]), targets.vpn_gateway(inputs["vpcId"])
        table = plugin.create(self.token, {**inputs, "propagatingVgws": [first]})

        def propagating() -> list[str]:
            found = aws("ec2").describe_route_tables(RouteTableIds=[table.id])["RouteTables"][0]
            return [each["GatewayId"] for each in found["PropagatingVgws"]]

        assert propagating() == table["propagatingVgws"] == [first]
        plugin.update(table, {**inputs, "propagatingVgws": [second]})
        assert propagating() == table["propagatingVgws"] == [second]
        plugin.update(table, inputs)
        assert propagating() == []
        assert "propagatingVgws" not in table.state

    def test_propagating_vgws_order(self, plugin: Plugin) -> None:
        inputs = plugin.check(urn_of(self.token, "main"), {"vpcId": "vpc-1", "propagatingVgws": ["vgw-2", "vgw-1"]})
        assert inputs["propagatingVgws"] == ["vgw-1", "vgw-2"]

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no VPC", {}, "vpcId", "is required"),
            (
                "routes inside",
                {"vpcId": "vpc-1", "routes": []},
                "routes",
                "there is no property 'routes'",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {path: reason}


def test_gateway_not_attached_yet() -> None:
    pair = {"RouteTableId": "rtb-1", "GatewayId": "vgw-1"}
    with stubbed(RouteTable.token) as (ctx, ec2, _):
        ec2.add_client_error("enable_vgw_route_propagation", "Gateway.NotAttached", expected_params=pair)
        ec2.add_response("enable_vgw_route_propagation", {}, pair)
        RouteTable().complete(ctx, "rtb-1", RouteTableArgs(vpc_id="vpc-1", propagating_vgws=["vgw-1"]))
