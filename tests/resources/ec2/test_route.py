"""EC2 Route."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.resources.ec2.route import TARGETS, Route, RouteArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.targets import Targets
from tests.resources.lifecycle import Lifecycle


class TestRoute(Lifecycle):
    token = "privateapi:ec2:Route"
    update = {"gatewayId": None, "networkInterfaceId": "an interface"}
    replace = {"destinationCidrBlock": "10.8.0.0/16"}

    @pytest.fixture(autouse=True)
    def _keep_targets(self, targets: Targets) -> None:
        self.targets = targets

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        self.subnet = plugin.create("privateapi:ec2:Subnet", {"vpcId": self.vpc, "cidrBlock": "10.0.0.0/24"}).id
        table = plugin.create("privateapi:ec2:RouteTable", {"vpcId": self.vpc})
        gateway = self.targets.internet_gateway(self.vpc)
        return {"routeTableId": table.id, "destinationCidrBlock": "10.9.0.0/16", "gatewayId": gateway}

    def changed(self, plugin: Plugin, aws: Clients, changes: Any) -> Any:
        if "networkInterfaceId" in changes:
            return {**changes, "networkInterfaceId": self.targets.interface(self.subnet)}
        return changes

    def routes(self, aws: Clients, table: str) -> list[dict[str, Any]]:
        tables = aws("ec2").describe_route_tables(Filters=[{"Name": "route-table-id", "Values": [table]}])
        return [each for table in tables["RouteTables"] for each in table["Routes"] if each.get("GatewayId") != "local"]

    def gone(self, aws: Clients, kept: Kept) -> bool:
        table, _, destination = kept.id.partition("/")
        return all(each.get("DestinationCidrBlock") != destination for each in self.routes(aws, table))

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        route = plugin.create(self.token, inputs)
        assert route.id == f"{inputs['routeTableId']}/10.9.0.0/16"
        assert (route["state"], route["origin"]) == ("active", "CreateRoute")

    def test_targets(self, plugin: Plugin, aws: Clients) -> None:
        """Every kind that the sandbox knows takes the place of the one before, in one route."""
        inputs = self.inputs(plugin, aws)
        other = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.9.0.0/16"}).id
        gateway = self.targets.transit_gateway()
        self.targets.attachment(gateway, self.vpc, self.subnet)
        endpoint = aws("ec2").create_vpc_endpoint(
            VpcId=self.vpc,
            VpcEndpointType="GatewayLoadBalancer",
            ServiceName="com.amazonaws.us-east-1.inspection",
            SubnetIds=[self.subnet],
        )["VpcEndpoint"]["VpcEndpointId"]
        route = plugin.create(self.token, inputs)
        for wire, api, id in (
            ("transitGatewayId", "TransitGatewayId", gateway),
            ("vpcPeeringConnectionId", "VpcPeeringConnectionId", self.targets.peering(self.vpc, other)),
            ("networkInterfaceId", "NetworkInterfaceId", self.targets.interface(self.subnet)),
            ("vpcEndpointId", "GatewayId", endpoint),
            ("gatewayId", "GatewayId", self.targets.vpn_gateway(self.vpc)),
        ):
            plugin.update(route, {**inputs, "gatewayId": None, wire: id})
            (found,) = self.routes(aws, inputs["routeTableId"])
            assert found[api] == id
            assert [each for each in route.state if each in WIRE_TARGETS] == [wire]
        aws("ec2").delete_vpc_endpoints(VpcEndpointIds=[endpoint])

    def test_ipv6_destination(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        target = self.targets.egress_only_gateway(self.vpc)
        news = {
            "routeTableId": inputs["routeTableId"],
            "destinationIpv6CidrBlock": "2001:DB8:0::/56",
            "egressOnlyGatewayId": target,
        }
        route = plugin.create(self.token, news)
        assert route.id == f"{inputs['routeTableId']}/2001:db8::/56"
        imported = plugin.import_(self.token, f"{route.id}@us-east-1")
        assert imported is not None and imported.state == route.state
        plugin.delete(route)
        assert self.routes(aws, inputs["routeTableId"]) == []

    def test_prefix_list_destination(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        prefix_list = self.targets.prefix_list()
        target = self.targets.interface(self.subnet)
        news = {
            "routeTableId": inputs["routeTableId"],
            "destinationPrefixListId": prefix_list,
            "networkInterfaceId": target,
        }
        route = plugin.create(self.token, news)
        assert route.id == f"{inputs['routeTableId']}/{prefix_list}"
        plugin.delete(route)
        assert self.routes(aws, inputs["routeTableId"]) == []

    def test_table_disappeared(self, plugin: Plugin, aws: Clients) -> None:
        route = plugin.create(self.token, self.inputs(plugin, aws))
        aws("ec2").delete_route_table(RouteTableId=route["routeTableId"])
        assert plugin.refresh(route) is None
        plugin.delete(route)

    def test_create_again(self, plugin: Plugin, aws: Clients) -> None:
        """A creation that was killed before it answered is gone on with."""
        inputs = self.inputs(plugin, aws)
        aws("ec2").create_route(
            RouteTableId=inputs["routeTableId"], DestinationCidrBlock="10.9.0.0/16", GatewayId=inputs["gatewayId"]
        )
        route = plugin.create(self.token, inputs)
        assert route["gatewayId"] == inputs["gatewayId"]

    def test_create_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        table, other = inputs["routeTableId"], self.targets.interface(self.subnet)
        aws("ec2").create_route(RouteTableId=table, DestinationCidrBlock="10.9.0.0/16", NetworkInterfaceId=other)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text == (
            f"creating EC2 Route (main): {table}/10.9.0.0/16 is routed through {other} already; delete that route, or "
            f"bring it into this stack with `pulumi import privateapi:ec2:Route NAME {table}/10.9.0.0/16`"
        )

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "no destination",
                {"destinationCidrBlock": None},
                "destinationCidrBlock",
                "a route has one destination; give one of destinationCidrBlock, destinationIpv6CidrBlock, "
                "destinationPrefixListId",
            ),
            (
                "two destinations",
                {"destinationPrefixListId": UNKNOWN},
                "destinationPrefixListId",
                "is given together with destinationCidrBlock; a route has one destination",
            ),
            (
                "no target",
                {"gatewayId": None},
                "gatewayId",
                "a route has one target; give one of carrierGatewayId, coreNetworkArn, egressOnlyGatewayId, gatewayId, "
                "localGatewayId, natGatewayId, networkInterfaceId, transitGatewayId, vpcEndpointId, "
                "vpcPeeringConnectionId",
            ),
            (
                "two targets",
                {"natGatewayId": "nat-1"},
                "natGatewayId",
                "is given together with gatewayId; a route has one target",
            ),
            (
                "host bits",
                {"destinationCidrBlock": "10.9.0.1/16"},
                "destinationCidrBlock",
                "'10.9.0.1/16' has host bits set; the block is '10.9.0.0/16'",
            ),
            (
                "local",
                {"gatewayId": "local"},
                "gatewayId",
                "'local' routes are AWS's own, one for each block of the VPC; leave this route out",
            ),
            (
                "an endpoint for a gateway",
                {"gatewayId": "vpce-1"},
                "gatewayId",
                "'vpce-1' is an endpoint; use vpcEndpointId (a gateway endpoint makes its routes itself: give it "
                "routeTableIds)",
            ),
            (
                "another thing for a gateway",
                {"gatewayId": "tgw-1"},
                "gatewayId",
                "'tgw-1' is not an internet gateway (igw-) or virtual private gateway (vgw-)",
            ),
            (
                "IPv4 through an egress-only gateway",
                {"gatewayId": None, "egressOnlyGatewayId": "eigw-1"},
                "egressOnlyGatewayId",
                "carries IPv6 only; give destinationIpv6CidrBlock, or natGatewayId",
            ),
            (
                "IPv6 through a carrier gateway",
                {
                    "gatewayId": None,
                    "carrierGatewayId": "cagw-1",
                    **{"destinationCidrBlock": None},
                    "destinationIpv6CidrBlock": "::/0",
                },
                "carrierGatewayId",
                "carries IPv4 only; give destinationCidrBlock",
            ),
            (
                "a prefix list through an endpoint",
                {
                    "gatewayId": None,
                    "vpcEndpointId": "vpce-1",
                    "destinationCidrBlock": None,
                    "destinationPrefixListId": "pl-1",
                },
                "vpcEndpointId",
                "cannot be the target for a prefix list; give a block as destination",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        given = {"routeTableId": "rtb-1", "destinationCidrBlock": "10.9.0.0/16", "gatewayId": "igw-1", **inputs}
        assert plugin.faults(urn_of(self.token, "main"), given)[1] == {path: reason}


WIRE_TARGETS = {RouteArgs.model_fields[name].alias for name in TARGETS}
ARGS = RouteArgs(route_table_id="rtb-1", destination_cidr_block="10.9.0.0/16", transit_gateway_id="tgw-1")
SENT = {"RouteTableId": "rtb-1", "DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1"}


def test_transit_gateway_not_attached_yet() -> None:
    with stubbed(Route.token) as (ctx, ec2, _):
        ec2.add_client_error("create_route", "InvalidTransitGatewayID.NotFound", expected_params=SENT)
        ec2.add_response("create_route", {"Return": True}, SENT)
        assert Route().create(ctx, ARGS) == "rtb-1/10.9.0.0/16"


def test_transit_gateway_never_attached() -> None:
    with stubbed(Route.token, timeout=0.1) as (ctx, ec2, _):
        ec2.add_client_error("create_route", "InvalidTransitGatewayID.NotFound")
        ec2.add_client_error("create_route", "InvalidTransitGatewayID.NotFound")
        with pytest.raises(ClientError, match="InvalidTransitGatewayID.NotFound"):
            Route().create(ctx, ARGS)


def test_taking_over_is_told() -> None:
    routes = [{"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1", "Origin": "CreateRoute"}]
    with stubbed(Route.token) as (ctx, ec2, warnings):
        ec2.add_client_error("create_route", "RouteAlreadyExists")
        ec2.add_response("describe_route_tables", {"RouteTables": [{"Routes": routes}]})
        Route().create(ctx, ARGS)
    told = "the route rtb-1/10.9.0.0/16 was there already, with this target; it belongs to this stack now"
    assert warnings == [told]


def test_propagated_route_is_another() -> None:
    """A virtual private gateway's route to the same destination may stand beside a static one."""
    propagated = {"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"}
    static = {"DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": "tgw-1", "State": "blackhole"}
    with stubbed(Route.token) as (ctx, ec2, _):
        ec2.add_response("describe_route_tables", {"RouteTables": [{"Routes": [propagated]}]})
        assert Route().read(ctx, "rtb-1/10.9.0.0/16", None) is None
        ec2.add_response("describe_route_tables", {"RouteTables": [{"Routes": [propagated, static]}]})
        state = Route().read(ctx, "rtb-1/10.9.0.0/16", None)
    assert state is not None
    assert (state.transit_gateway_id, state.gateway_id, state.state) == ("tgw-1", None, "blackhole")
