"""Routes answer as in AWS: one for a destination, and targets that exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_table(aws: Clients, vpc: str) -> str:
    return str(aws("ec2").create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])


def make_prefix_list(aws: Clients) -> str:
    made = aws("ec2").create_managed_prefix_list(PrefixListName="inside", MaxEntries=1, AddressFamily="IPv4")
    return str(made["PrefixList"]["PrefixListId"])


def make_interface(aws: Clients, subnet: str) -> str:
    return str(aws("ec2").create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"])


def routes(aws: Clients, table: str) -> list[dict[str, Any]]:
    (found,) = aws("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
    return [route for route in found["Routes"] if route.get("GatewayId") != "local"]


def second_route_to_a_destination_is_refused(aws: Clients) -> None:
    network = make_network(aws)
    table = make_table(aws, network.vpc)
    target = {"RouteTableId": table, "NetworkInterfaceId": make_interface(aws, network.subnets[0])}
    for destination in (
        {"DestinationCidrBlock": "10.9.0.0/16"},
        {"DestinationIpv6CidrBlock": "2001:db8::/56"},
        {"DestinationPrefixListId": make_prefix_list(aws)},
    ):
        aws("ec2").create_route(**destination, **target)
        assert error_code(aws("ec2").create_route, **destination, **target) == "RouteAlreadyExists"
    local = {"DestinationCidrBlock": "10.0.0.0/16"}
    assert error_code(aws("ec2").create_route, **local, **target) == "RouteAlreadyExists"


def missing_targets_are_refused(aws: Clients) -> None:
    network = make_network(aws)
    route = {"RouteTableId": make_table(aws, network.vpc), "DestinationCidrBlock": "10.9.0.0/16"}
    create = aws("ec2").create_route
    assert error_code(create, NatGatewayId="nat-0", **route) == "InvalidNatGatewayID.NotFound"
    assert error_code(create, TransitGatewayId="tgw-0", **route) == "InvalidTransitGatewayID.NotFound"
    assert error_code(create, CarrierGatewayId="cagw-0", **route) == "InvalidCarrierGatewayID.NotFound"
    assert error_code(create, **route) == "InvalidParameterCombination"
    missing = {"RouteTableId": route["RouteTableId"], "DestinationPrefixListId": "pl-0", "NatGatewayId": "nat-0"}
    assert error_code(create, **missing) == "InvalidPrefixListID.NotFound"


def transit_gateway_must_be_attached(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    gateway = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    table = make_table(aws, network.vpc)
    route = {"RouteTableId": table, "DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": gateway}
    assert error_code(ec2.create_route, **route) == "InvalidTransitGatewayID.NotFound"
    ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=gateway, VpcId=network.vpc, SubnetIds=[network.subnets[0]]
    )
    ec2.create_route(**route)
    assert [each["TransitGatewayId"] for each in routes(aws, table)] == [gateway]


def any_target_can_take_the_place_of_another(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    table = make_table(aws, network.vpc)
    route = {"RouteTableId": table, "DestinationIpv6CidrBlock": "2001:db8::/56"}
    ec2.create_route(NetworkInterfaceId=make_interface(aws, network.subnets[0]), **route)
    gateway = ec2.create_egress_only_internet_gateway(VpcId=network.vpc)["EgressOnlyInternetGateway"]
    id = gateway["EgressOnlyInternetGatewayId"]
    ec2.replace_route(EgressOnlyInternetGatewayId=id, **route)
    (found,) = routes(aws, table)
    assert found["EgressOnlyInternetGatewayId"] == id
    assert "NetworkInterfaceId" not in found
    endpoint = ec2.create_vpc_endpoint(
        VpcId=network.vpc,
        VpcEndpointType="GatewayLoadBalancer",
        ServiceName="com.amazonaws.us-east-1.inspection",
        SubnetIds=[network.subnets[0]],
    )["VpcEndpoint"]["VpcEndpointId"]
    ec2.replace_route(VpcEndpointId=endpoint, **route)
    assert [each["GatewayId"] for each in routes(aws, table)] == [endpoint]
    assert error_code(ec2.replace_route, TransitGatewayId="tgw-0", **route) == "InvalidTransitGatewayID.NotFound"
    assert [each["GatewayId"] for each in routes(aws, table)] == [endpoint], "a refused change leaves the route"


CHECKS: list[Check] = [
    second_route_to_a_destination_is_refused,
    missing_targets_are_refused,
    transit_gateway_must_be_attached,
    any_target_can_take_the_place_of_another,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
