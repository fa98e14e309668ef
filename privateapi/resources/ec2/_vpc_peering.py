"""What both sides of a peering of two VPCs have in common."""

from collections.abc import Mapping
from typing import Any

from privateapi.provider.context import Context

ENDED = frozenset({"deleted", "deleting", "expired", "failed", "rejected"})
"""States that a peering cannot leave (VPC Peering Guide, "VPC peering connection lifecycle"); EC2 lists it a while."""
TIMEOUT = 600.0
"""Seconds in which a peering is requested, active or gone."""


def find(ctx: Context, id: str) -> Mapping[str, Any]:
    """The peering, in whatever state (DescribeVpcPeeringConnections)."""
    found = ctx.client("ec2").describe_vpc_peering_connections(VpcPeeringConnectionIds=[id])
    peering: Mapping[str, Any] = found["VpcPeeringConnections"][0]
    return peering


def delete(ctx: Context, id: str) -> None:
    """End the peering from either side, and wait until this side shows that; one that has ended is fine."""
    if find(ctx, id)["Status"]["Code"] not in ENDED:
        ctx.client("ec2").delete_vpc_peering_connection(VpcPeeringConnectionId=id)
    ctx.wait("ec2", "VpcPeeringEnded", TIMEOUT, VpcPeeringConnectionIds=[id])
