"""Calls with a client token can be repeated without making a second thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]


def repeated_call_answers_the_same_endpoint(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    asked = {"VpcId": network.vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "ClientToken": "once"}
    first, second = (ec2.create_vpc_endpoint(**asked)["VpcEndpoint"]["VpcEndpointId"] for _ in range(2))
    assert first == second
    assert len(ec2.describe_vpc_endpoints()["VpcEndpoints"]) == 1


def other_parameters_are_refused(aws: Clients) -> None:
    ec2 = aws("ec2")
    vpcs = [make_network(aws, second_octet=octet).vpc for octet in (0, 1)]
    ec2.create_route_table(VpcId=vpcs[0], ClientToken="once")
    refusal = error_code(ec2.create_route_table, VpcId=vpcs[1], ClientToken="once")
    assert refusal == "IdempotentParameterMismatch"


def other_tokens_make_other_things(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    made = {
        ec2.create_route_table(VpcId=network.vpc, ClientToken=token)["RouteTable"]["RouteTableId"]
        for token in ("first", "second", "first")
    }
    assert len(made) == 2


def refused_call_can_be_repeated(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    asked = {"VpcId": network.vpc, "ServiceName": "com.amazonaws.us-east-1.s3", "ClientToken": "once"}
    assert error_code(ec2.create_vpc_endpoint, DryRun=True, **asked) == "DryRunOperation"
    first, second = (ec2.create_vpc_endpoint(**asked)["VpcEndpoint"]["VpcEndpointId"] for _ in range(2))
    assert first == second


CHECKS: list[Check] = [
    repeated_call_answers_the_same_endpoint,
    other_parameters_are_refused,
    other_tokens_make_other_things,
    refused_call_can_be_repeated,
]


@pytest.mark.parametrize("check", CHECKS)
def test_client_token(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_regions_are_apart(aws: Clients) -> None:
    made = []
    for region in ("us-east-1", "us-west-2"):
        network = make_network(aws, region)
        answer = aws("ec2", region).create_route_table(VpcId=network.vpc, ClientToken="once")
        made.append(answer["RouteTable"]["RouteTableId"])
    assert len(set(made)) == 2
