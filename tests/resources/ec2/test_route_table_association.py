"""EC2 Route Table Association."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.resources.ec2.route_table_association import RouteTableAssociation, RouteTableAssociationArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.targets import Targets
from tests.resources.lifecycle import Lifecycle


class TestRouteTableAssociation(Lifecycle):
    token = "privateapi:ec2:RouteTableAssociation"
    update = {"routeTableId": "another"}
    replace = {"subnetId": "another"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        # Made first, so that it goes last: a table in use cannot be deleted.
        self.other = self.table(plugin)
        return {"subnetId": self.subnet(plugin, 0), "routeTableId": self.table(plugin)}

    def changed(self, plugin: Plugin, aws: Clients, changes: Any) -> Any:
        if "subnetId" in changes:
            return {"subnetId": self.subnet(plugin, 1)}
        return {"routeTableId": self.other}

    def subnet(self, plugin: Plugin, number: int) -> str:
        return plugin.create("privateapi:ec2:Subnet", {"vpcId": self.vpc, "cidrBlock": f"10.0.{number}.0/24"}).id

    def table(self, plugin: Plugin) -> str:
        return plugin.create("privateapi:ec2:RouteTable", {"vpcId": self.vpc}).id

    def associations(self, aws: Clients, id: str) -> list[tuple[str, str]]:
        kind = "subnet" if id.startswith("subnet-") else "gateway"
        tables = aws("ec2").describe_route_tables(Filters=[{"Name": f"association.{kind}-id", "Values": [id]}])
        return [
            (each["RouteTableAssociationId"], each["RouteTableId"])
            for table in tables["RouteTables"]
            for each in table["Associations"]
        ]

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not self.associations(aws, kept.id)

    def test_id_stays(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        first = association["associationId"]
        assert association.id == inputs["subnetId"]
        news = {**inputs, "routeTableId": self.other}
        assert plugin.preview_update(association, news)["associationId"] is UNKNOWN
        plugin.update(association, news)
        assert association["associationId"] != first
        assert self.associations(aws, association.id) == [(association["associationId"], news["routeTableId"])]

    def test_gateway(self, plugin: Plugin, aws: Clients, targets: Targets) -> None:
        inputs = self.inputs(plugin, aws)
        gateway = targets.internet_gateway(self.vpc)
        association = plugin.create(self.token, {"gatewayId": gateway, "routeTableId": inputs["routeTableId"]})
        assert association.id == association["gatewayId"] == gateway
        imported = plugin.import_(self.token, gateway)
        assert imported is not None and imported.inputs["gatewayId"] == gateway
        plugin.delete(association)
        assert self.gone(aws, association)

    def test_create_again(self, plugin: Plugin, aws: Clients) -> None:
        """A creation that was killed before it answered is gone on with."""
        inputs = self.inputs(plugin, aws)
        aws("ec2").associate_route_table(SubnetId=inputs["subnetId"], RouteTableId=inputs["routeTableId"])
        association = plugin.create(self.token, inputs)
        assert self.associations(aws, association.id) == [(association["associationId"], inputs["routeTableId"])]

    def test_create_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        aws("ec2").associate_route_table(SubnetId=inputs["subnetId"], RouteTableId=self.other)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text == (
            f"creating EC2 Route Table Association (main): {inputs['subnetId']} is associated with {self.other} "
            "already; disassociate it, or bring the association into this stack with "
            f"`pulumi import privateapi:ec2:RouteTableAssociation NAME {inputs['subnetId']}`"
        )
        for id, _ in self.associations(aws, inputs["subnetId"]):
            aws("ec2").disassociate_route_table(AssociationId=id)

    def test_update_after_it_disappeared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        aws("ec2").disassociate_route_table(AssociationId=association["associationId"])
        news = {**inputs, "routeTableId": self.other}
        plugin.update(association, news)
        assert self.associations(aws, association.id) == [(association["associationId"], news["routeTableId"])]

    def test_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        change = {"AssociationId": association["associationId"], "RouteTableId": self.other}
        aws("ec2").replace_route_table_association(**change)
        refreshed = plugin.refresh(association)
        assert refreshed is not None and refreshed.inputs["routeTableId"] == self.other
        plugin.update(refreshed, inputs)
        assert [table for _, table in self.associations(aws, association.id)] == [inputs["routeTableId"]]

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no target", {}, "subnetId", "is required, unless gatewayId is given"),
            (
                "two targets",
                {"subnetId": "subnet-1", "gatewayId": "igw-1"},
                "gatewayId",
                "is given together with subnetId; an association is for one of the two",
            ),
            (
                "two targets that are not known yet",
                {"subnetId": UNKNOWN, "gatewayId": UNKNOWN},
                "gatewayId",
                "is given together with subnetId; an association is for one of the two",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        given = {"routeTableId": "rtb-1", **inputs}
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == {path: reason}


def test_waits_for_the_association() -> None:
    args = RouteTableAssociationArgs(route_table_id="rtb-1", subnet_id="subnet-1")
    with stubbed(RouteTableAssociation.token) as (ctx, ec2, _):
        ec2.add_client_error("associate_route_table", "InvalidRouteTableID.NotFound")
        ec2.add_response("associate_route_table", {"AssociationId": "rtbassoc-1"})
        assert RouteTableAssociation().create(ctx, args) == "subnet-1"
        for state in ("associating", "associated"):
            association = {"SubnetId": "subnet-1", "AssociationState": {"State": state}}
            ec2.add_response("describe_route_tables", {"RouteTables": [{"Associations": [association]}]})
        RouteTableAssociation().settle(ctx, "subnet-1", args)


def test_association_on_its_way_out_is_gone() -> None:
    association = {"SubnetId": "subnet-1", "AssociationState": {"State": "disassociating"}}
    with stubbed(RouteTableAssociation.token) as (ctx, ec2, _):
        ec2.add_response("describe_route_tables", {"RouteTables": [{"Associations": [association]}]})
        assert RouteTableAssociation().read(ctx, "subnet-1", None) is None


def test_create_refused() -> None:
    args = RouteTableAssociationArgs(route_table_id="rtb-1", subnet_id="subnet-1")
    with stubbed(RouteTableAssociation.token) as (ctx, ec2, _):
        ec2.add_client_error("associate_route_table", "InvalidParameterValue", "belong to different networks")
        with pytest.raises(ClientError, match="belong to different networks"):
            RouteTableAssociation().create(ctx, args)
