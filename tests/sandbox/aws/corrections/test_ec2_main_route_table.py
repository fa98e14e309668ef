"""The main route table stays as long as its VPC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def main_table(aws: Clients, vpc: str) -> tuple[str, str]:
    """Ids of the main table and of what makes it so."""
    wanted: list[dict[str, Any]] = [
        {"Name": "vpc-id", "Values": [vpc]},
        {"Name": "association.main", "Values": ["true"]},
    ]
    (table,) = aws("ec2").describe_route_tables(Filters=wanted)["RouteTables"]
    (association,) = [each for each in table["Associations"] if each["Main"]]
    return table["RouteTableId"], association["RouteTableAssociationId"]


def main_table_is_not_deleted(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws, zones="")
    table, _ = main_table(aws, network.vpc)
    assert error_code(ec2.delete_route_table, RouteTableId=table) == "DependencyViolation"
    ec2.delete_vpc(VpcId=network.vpc)
    assert error_code(ec2.describe_route_tables, RouteTableIds=[table]) == "InvalidRouteTableID.NotFound"


def main_table_is_not_left(aws: Clients) -> None:
    _, association = main_table(aws, make_network(aws).vpc)
    refusal = error_code(aws("ec2").disassociate_route_table, AssociationId=association)
    assert refusal == "InvalidParameterValue"


def another_table_becomes_main(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    first, association = main_table(aws, network.vpc)
    second = ec2.create_route_table(VpcId=network.vpc)["RouteTable"]["RouteTableId"]
    ec2.replace_route_table_association(AssociationId=association, RouteTableId=second)
    assert main_table(aws, network.vpc)[0] == second
    assert error_code(ec2.delete_route_table, RouteTableId=second) == "DependencyViolation"
    ec2.delete_route_table(RouteTableId=first)


CHECKS: list[Check] = [main_table_is_not_deleted, main_table_is_not_left, another_table_becomes_main]


@pytest.mark.parametrize("check", CHECKS)
def test_main_table(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
