"""Tags of EC2 are kept on existing things only and are found by key, value and type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]

TAGS = [{"Key": "privateapi:creating", "Value": "token-1"}]


def tagged(kind: str, tags: list[dict[str, str]] = TAGS) -> dict[str, Any]:
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]}


def find(aws: Clients, **filters: str) -> list[tuple[str, str, str]]:
    """Key, resource type and value of the tags that pass the filters."""
    wanted = [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in filters.items()]
    found = aws("ec2").describe_tags(Filters=wanted)["Tags"]
    return sorted((tag["Key"], tag["ResourceType"], tag["Value"]) for tag in found)


def tags_of_things_that_are_gone_are_gone(aws: Clients) -> None:
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", **tagged("vpc"))["Vpc"]["VpcId"]
    assert find(aws, key="privateapi:*") == [("privateapi:creating", "vpc", "token-1")]
    ec2.delete_vpc(VpcId=vpc)
    assert find(aws, key="privateapi:*") == []


def tags_are_found_by_type(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    asked = {"VpcId": network.vpc, "ServiceName": "com.amazonaws.us-east-1.s3"}
    ec2.create_vpc_endpoint(**asked, **tagged("vpc-endpoint"))
    address = ec2.allocate_address(Domain="vpc", **tagged("elastic-ip"))["AllocationId"]
    ec2.create_nat_gateway(SubnetId=network.subnets[0], AllocationId=address, **tagged("natgateway"))
    for kind in ("vpc-endpoint", "elastic-ip", "natgateway"):
        assert find(aws, resource_type=kind) == [("privateapi:creating", kind, "token-1")], kind


def tags_are_found_by_one_key_and_its_value(aws: Clients) -> None:
    for token in ("token-1", "token-2"):
        tags = [{"Key": "privateapi:creating", "Value": token}, {"Key": "other", "Value": "token-2"}]
        aws("ec2").create_vpc(CidrBlock="10.0.0.0/16", **tagged("vpc", tags))
    wanted = [{"Name": "tag:privateapi:creating", "Values": ["token-2"]}]
    (tag,) = aws("ec2").describe_tags(Filters=wanted)["Tags"]
    assert (tag["Key"], tag["Value"]) == ("privateapi:creating", "token-2")


def unknown_filter_is_refused(aws: Clients) -> None:
    wanted = [{"Name": "colour", "Values": ["red"]}]
    assert error_code(aws("ec2").describe_tags, Filters=wanted) == "InvalidParameterValue"


def thing_that_does_not_exist_cannot_be_tagged(aws: Clients) -> None:
    codes = {
        "eni-0123456789abcdef0": "InvalidNetworkInterfaceID.NotFound",
        "eipalloc-0123456789abcdef0": "InvalidAllocationID.NotFound",
        "tgw-0123456789abcdef0": "InvalidTransitGatewayID.NotFound",
        "tgw-attach-0123456789abcdef0": "InvalidTransitGatewayAttachmentID.NotFound",
        "vpce-0123456789abcdef0": "InvalidVpcEndpointId.NotFound",
    }
    given = {id: error_code(aws("ec2").create_tags, Resources=[id], Tags=TAGS) for id in codes}
    assert given == codes


def keys_of_aws_are_refused(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    tags = [{"Key": "aws:owner", "Value": "me"}]
    assert error_code(ec2.create_tags, Resources=[network.vpc], Tags=tags) == "InvalidParameterValue"
    assert ec2.describe_tags()["Tags"] == []


CHECKS: list[Check] = [
    tags_of_things_that_are_gone_are_gone,
    tags_are_found_by_type,
    tags_are_found_by_one_key_and_its_value,
    unknown_filter_is_refused,
    thing_that_does_not_exist_cannot_be_tagged,
    keys_of_aws_are_refused,
]


@pytest.mark.parametrize("check", CHECKS)
def test_tags(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_tags_are_created_changed_and_removed(aws: Clients) -> None:
    ec2, network = aws("ec2"), make_network(aws)
    ids = [network.vpc, *network.subnets]
    ec2.create_tags(Resources=ids, Tags=[{"Key": "team", "Value": "payments"}])
    assert find(aws, key="team") == [("team", "subnet", "payments")] * 2 + [("team", "vpc", "payments")]
    ec2.create_tags(Resources=[network.vpc], Tags=[{"Key": "team", "Value": "orders"}])
    ec2.delete_tags(Resources=list(network.subnets), Tags=[{"Key": "team"}])
    assert find(aws, key="team") == [("team", "vpc", "orders")]
