"""Route tables answer as in AWS: associations, filters, propagation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def make_table(aws: Clients, vpc: str) -> str:
    return str(aws("ec2").create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])


def subnet_has_one_association(aws: Clients) -> None:
    network = make_network(aws)
    first, second = make_table(aws, network.vpc), make_table(aws, network.vpc)
    aws("ec2").associate_route_table(RouteTableId=first, SubnetId=network.subnets[0])
    associate = aws("ec2").associate_route_table
    assert error_code(associate, RouteTableId=second, SubnetId=network.subnets[0]) == "Resource.AlreadyAssociated"


def table_and_subnet_are_of_one_vpc(aws: Clients) -> None:
    network, other = make_network(aws), make_network(aws, second_octet=1)
    table = make_table(aws, other.vpc)
    associate = aws("ec2").associate_route_table
    assert error_code(associate, RouteTableId=table, SubnetId=network.subnets[0]) == "InvalidParameterValue"


def association_is_found_by_its_gateway(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    table = make_table(aws, network.vpc)
    ec2.associate_route_table(RouteTableId=table, GatewayId=gateway)
    filters = [{"Name": "association.gateway-id", "Values": [gateway]}]
    (found,) = ec2.describe_route_tables(Filters=filters)["RouteTables"]
    assert found["RouteTableId"] == table
    second = make_table(aws, network.vpc)
    again = error_code(ec2.associate_route_table, RouteTableId=second, GatewayId=gateway)
    assert again == "Resource.AlreadyAssociated"


def gateway_propagates(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    pair = {"RouteTableId": make_table(aws, network.vpc), "GatewayId": gateway}
    assert error_code(ec2.enable_vgw_route_propagation, **pair) == "Gateway.NotAttached"
    ec2.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=network.vpc)
    ec2.enable_vgw_route_propagation(**pair)
    (table,) = ec2.describe_route_tables(RouteTableIds=[pair["RouteTableId"]])["RouteTables"]
    assert table["PropagatingVgws"] == [{"GatewayId": gateway}]
    ec2.disable_vgw_route_propagation(**pair)
    (table,) = ec2.describe_route_tables(RouteTableIds=[pair["RouteTableId"]])["RouteTables"]
    assert table["PropagatingVgws"] == []


CHECKS: list[Check] = [
    subnet_has_one_association,
    table_and_subnet_are_of_one_vpc,
    association_is_found_by_its_gateway,
    gateway_propagates,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_same_association_again(aws: Clients) -> None:
    network = make_network(aws)
    pair = {"RouteTableId": make_table(aws, network.vpc), "SubnetId": network.subnets[0]}
    first = aws("ec2").associate_route_table(**pair)["AssociationId"]
    assert aws("ec2").associate_route_table(**pair)["AssociationId"] == first
