"""Peerings of VPCs answer as in AWS: overlap, tags of each side, unknown ids, wrong states."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, make_network

Check = Callable[[Clients], None]
PEER = "us-west-2"


def peer(aws: Clients, second_octet: int = 1) -> str:
    """A request to another Region, by its id."""
    own, other = make_network(aws), make_network(aws, PEER, second_octet)
    made = aws("ec2").create_vpc_peering_connection(
        VpcId=own.vpc,
        PeerVpcId=other.vpc,
        PeerRegion=PEER,
        TagSpecifications=[{"ResourceType": "vpc-peering-connection", "Tags": [{"Key": "Name", "Value": "to"}]}],
    )
    return str(made["VpcPeeringConnection"]["VpcPeeringConnectionId"])


def overlapping_vpcs_fail(aws: Clients) -> None:
    id = peer(aws, second_octet=0)
    [found] = aws("ec2").describe_vpc_peering_connections(VpcPeeringConnectionIds=[id])["VpcPeeringConnections"]
    assert found["Status"]["Code"] == "failed" and "overlapping" in found["Status"]["Message"]


def each_side_has_its_tags(aws: Clients) -> None:
    id = peer(aws)
    aws("ec2", PEER).create_tags(Resources=[id], Tags=[{"Key": "Name", "Value": "from"}])
    for region, name in (("us-east-1", "to"), (PEER, "from")):
        found = aws("ec2", region).describe_vpc_peering_connections(VpcPeeringConnectionIds=[id])
        assert found["VpcPeeringConnections"][0]["Tags"] == [{"Key": "Name", "Value": name}]


def unknown_peering_is_refused(aws: Clients) -> None:
    ec2, code = aws("ec2"), "InvalidVpcPeeringConnectionID.NotFound"
    id = "pcx-00000000000000000"
    assert error_code(ec2.describe_vpc_peering_connections, VpcPeeringConnectionIds=[id]) == code
    for call in (ec2.accept_vpc_peering_connection, ec2.delete_vpc_peering_connection):
        assert error_code(call, VpcPeeringConnectionId=id) == code


def ended_peering_is_not_deleted_again(aws: Clients) -> None:
    id, ec2 = peer(aws), aws("ec2")
    ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=id)
    assert error_code(ec2.delete_vpc_peering_connection, VpcPeeringConnectionId=id) == "InvalidStateTransition"


CHECKS = [
    overlapping_vpcs_fail,
    each_side_has_its_tags,
    unknown_peering_is_refused,
    ended_peering_is_not_deleted_again,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
