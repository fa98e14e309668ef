"""Route tables of transit gateways answer as in AWS: routes, associations, propagations, refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code
from tests.sandbox.aws.transit_gateways import PEER, attach, default_table, make_gateway, request_peering

Check = Callable[[Clients], None]


class Setup:
    """A gateway with a table of its own beside the default one, and an attached VPC 10.0.0.0/16."""

    def __init__(self, aws: Clients) -> None:
        self.ec2 = aws("ec2")
        self.gateway = make_gateway(aws)
        self.default = {"TransitGatewayRouteTableId": default_table(aws, self.gateway)}
        id = self.gateway["TransitGatewayId"]
        made = self.ec2.create_transit_gateway_route_table(TransitGatewayId=id)["TransitGatewayRouteTable"]
        self.table = {"TransitGatewayRouteTableId": made["TransitGatewayRouteTableId"]}
        self.attachment = {"TransitGatewayAttachmentId": attach(aws, self.gateway)}

    def route(self, cidr: str, **target: Any) -> str:
        return error_code(self.ec2.create_transit_gateway_route, DestinationCidrBlock=cidr, **self.table, **target)

    def search(self, **filters: str) -> list[str]:
        given = [
            {"Name": name.replace("_", "-").replace("--", "."), "Values": [value]} for name, value in filters.items()
        ]
        routes = self.ec2.search_transit_gateway_routes(Filters=given, **self.table)["Routes"]
        return [each["DestinationCidrBlock"] for each in routes]


def route_is_replaced(aws: Clients) -> None:
    setup = Setup(aws)
    cidr = {"DestinationCidrBlock": "10.9.0.0/16"}
    replace = setup.ec2.replace_transit_gateway_route
    assert error_code(replace, Blackhole=True, **cidr, **setup.table) == "InvalidRoute.NotFound"
    assert setup.route("10.9.0.0/16", **setup.attachment) == ""
    assert replace(Blackhole=True, **cidr, **setup.table)["Route"]["State"] == "blackhole"
    route = replace(**cidr, **setup.table, **setup.attachment)["Route"]
    assert route["State"] == "active"
    assert (
        route["TransitGatewayAttachments"][0]["TransitGatewayAttachmentId"]
        == setup.attachment["TransitGatewayAttachmentId"]
    )


def wrong_routes_are_refused(aws: Clients) -> None:
    setup = Setup(aws)
    assert setup.route("10.9.0.0/16", **setup.attachment) == ""
    assert setup.route("10.9.0.0/16", Blackhole=True) == "RouteAlreadyExists"
    assert setup.route("10.8.0.0/16") == "InvalidParameterCombination"
    assert setup.route("10.8.0.0/16", Blackhole=True, **setup.attachment) == "InvalidParameterCombination"
    assert setup.route("10.8.0.1/16", Blackhole=True) == "InvalidParameterValue"
    unknown = {"TransitGatewayAttachmentId": "tgw-attach-0"}
    assert setup.route("10.8.0.0/16", **unknown) == "InvalidTransitGatewayAttachmentID.NotFound"


def route_waits_for_the_peering(aws: Clients) -> None:
    setup = Setup(aws)
    peering = request_peering(aws, setup.gateway, make_gateway(aws, PEER))
    target = {"TransitGatewayAttachmentId": peering}
    assert setup.route("10.1.0.0/16", **target) == "IncorrectState"
    assert error_code(setup.ec2.associate_transit_gateway_route_table, **target, **setup.table) == "IncorrectState"
    aws("ec2", PEER).accept_transit_gateway_peering_attachment(**target)
    assert setup.route("10.1.0.0/16", **target) == ""


def routes_are_searched(aws: Clients) -> None:
    setup = Setup(aws)
    setup.ec2.enable_transit_gateway_route_table_propagation(**setup.table, **setup.attachment)
    for cidr in ("10.0.0.0/8", "10.9.0.0/16"):
        assert setup.route(cidr, Blackhole=True) == ""
    assert setup.route("2001:db8::/32", **setup.attachment) == ""
    assert setup.search(type="propagated") == ["10.0.0.0/16"]
    assert setup.search(state="blackhole") == ["10.0.0.0/8", "10.9.0.0/16"]
    assert setup.search(route_search__exact_match="10.9.0.0/16") == ["10.9.0.0/16"]
    assert set(setup.search(route_search__subnet_of_match="10.0.0.0/8")) == {"10.0.0.0/8", "10.9.0.0/16", "10.0.0.0/16"}
    assert set(setup.search(route_search__supernet_of_match="10.9.1.0/24")) == {"10.0.0.0/8", "10.9.0.0/16"}
    assert setup.search(route_search__longest_prefix_match="10.9.1.1/32") == ["10.9.0.0/16"]
    assert set(setup.search(attachment__resource_type="vpc")) == {"2001:db8::/32", "10.0.0.0/16"}
    wrong = [{"Name": "colour", "Values": ["red"]}]
    assert error_code(setup.ec2.search_transit_gateway_routes, Filters=wrong, **setup.table) == "InvalidParameterValue"


def static_route_stands_before_the_propagated_one(aws: Clients) -> None:
    setup = Setup(aws)
    setup.ec2.enable_transit_gateway_route_table_propagation(**setup.table, **setup.attachment)
    assert setup.route("10.0.0.0/16", Blackhole=True) == ""
    assert setup.search(route_search__exact_match="10.0.0.0/16", type="static") == ["10.0.0.0/16"]
    assert setup.search(type="propagated") == []
    deleted = setup.ec2.delete_transit_gateway_route(DestinationCidrBlock="10.0.0.0/16", **setup.table)["Route"]
    assert deleted["State"] == "deleted"
    assert setup.search(type="propagated") == ["10.0.0.0/16"]


def attachment_has_one_table(aws: Clients) -> None:
    setup = Setup(aws)
    associate = setup.ec2.associate_transit_gateway_route_table
    assert error_code(associate, **setup.table, **setup.attachment) == "Resource.AlreadyAssociated"
    off = setup.ec2.disassociate_transit_gateway_route_table(**setup.default, **setup.attachment)["Association"]
    assert off["State"] == "disassociating"
    assert error_code(associate, **setup.table, **setup.attachment) == ""
    disassociate = setup.ec2.disassociate_transit_gateway_route_table
    assert error_code(disassociate, **setup.default, **setup.attachment) == "InvalidAssociation.NotFound"
    delete = setup.ec2.delete_transit_gateway_route_table
    assert error_code(delete, **setup.table) == "IncorrectState"
    assert error_code(disassociate, **setup.table, **setup.attachment) == ""
    assert error_code(delete, **setup.table) == ""


def attachment_propagates_to_several_tables(aws: Clients) -> None:
    setup = Setup(aws)
    enable = setup.ec2.enable_transit_gateway_route_table_propagation
    disable = setup.ec2.disable_transit_gateway_route_table_propagation
    assert error_code(enable, **setup.table, **setup.attachment) == ""
    assert error_code(enable, **setup.table, **setup.attachment) == "TransitGatewayRouteTablePropagation.Duplicate"
    for table in (setup.default, setup.table):
        assert error_code(disable, **table, **setup.attachment) == ""
        assert error_code(disable, **table, **setup.attachment) == "TransitGatewayRouteTablePropagation.NotFound"


def default_table_is_not_deleted(aws: Clients) -> None:
    setup = Setup(aws)
    assert error_code(setup.ec2.delete_transit_gateway_route_table, **setup.default) == "IncorrectState"


def unknown_tables_and_routes_are_refused(aws: Clients) -> None:
    setup = Setup(aws)
    table, code = {"TransitGatewayRouteTableId": "tgw-rtb-0"}, "InvalidRouteTableID.NotFound"
    cidr = {"DestinationCidrBlock": "10.9.0.0/16"}
    ec2 = setup.ec2
    assert error_code(ec2.describe_transit_gateway_route_tables, TransitGatewayRouteTableIds=["tgw-rtb-0"]) == code
    assert error_code(ec2.delete_transit_gateway_route_table, **table) == code
    assert error_code(ec2.search_transit_gateway_routes, Filters=[], **table) == code
    assert error_code(ec2.get_transit_gateway_route_table_associations, **table) == code
    assert error_code(ec2.get_transit_gateway_route_table_propagations, **table) == code
    assert error_code(ec2.create_transit_gateway_route, Blackhole=True, **cidr, **table) == code
    assert error_code(ec2.delete_transit_gateway_route, **cidr, **table) == code
    assert error_code(ec2.delete_transit_gateway_route, **cidr, **setup.table) == "InvalidRoute.NotFound"
    assert error_code(ec2.create_transit_gateway_route_table, TransitGatewayId="tgw-0") == (
        "InvalidTransitGatewayID.NotFound"
    )


CHECKS = [
    route_is_replaced,
    wrong_routes_are_refused,
    route_waits_for_the_peering,
    routes_are_searched,
    static_route_stands_before_the_propagated_one,
    attachment_has_one_table,
    attachment_propagates_to_several_tables,
    default_table_is_not_deleted,
    unknown_tables_and_routes_are_refused,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
