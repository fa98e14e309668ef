"""Peerings of VPCs: overlapping ones fail, each side has its own tags, unknown ids and wrong states are refused.

moto peers VPCs whose blocks overlap, shows the requester's tags on both sides, answers nothing to ids that it does not
know where AWS refuses them, and deletes what is deleted.
https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html
"""

from __future__ import annotations

import copy
import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection, VPCPeeringConnectionBackend

from privateapi.sandbox.aws.patches import Patches

_ENDED = ("deleted", "expired", "failed", "rejected")


def apply(patches: Patches) -> None:
    """Correct creation, description and deletion."""
    patches.replace(VPCPeeringConnectionBackend, "get_vpc_peering_connection", _found)

    @patches.wrap(VPCPeeringConnectionBackend, "create_vpc_peering_connection")
    def create(original: Any, backend: Any, vpc: Any, peer_vpc: Any, tags: Any = None) -> Any:
        made: VPCPeeringConnection = original(backend, vpc, peer_vpc, tags)
        if any(one.overlaps(other) for one in _blocks(vpc) for other in _blocks(peer_vpc)):
            made._status.code, made._status.message = (
                "failed",
                "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
            )
        return made

    @patches.wrap(VPCPeeringConnectionBackend, "describe_vpc_peering_connections")
    def describe(original: Any, backend: Any, vpc_peering_ids: list[str] | None = None) -> Any:
        for id in vpc_peering_ids or []:
            _found(backend, id)
        return [_seen_from(backend, each) for each in original(backend, vpc_peering_ids)]

    @patches.wrap(VPCPeeringConnectionBackend, "delete_vpc_peering_connection")
    def delete(original: Any, backend: Any, vpc_pcx_id: str) -> Any:
        if _found(backend, vpc_pcx_id).status["Code"] in _ENDED:
            raise EC2ClientError(
                "InvalidStateTransition",
                f"Invalid state transition for {vpc_pcx_id}, attempted to transition to deleted",
            )
        return original(backend, vpc_pcx_id)


def _found(backend: Any, vpc_pcx_id: str) -> Any:
    peering = backend.vpc_pcxs.get(vpc_pcx_id)
    if peering is None:
        raise EC2ClientError(
            "InvalidVpcPeeringConnectionID.NotFound", f"The vpcPeeringConnection ID '{vpc_pcx_id}' does not exist"
        )
    return peering


def _seen_from(backend: Any, peering: Any) -> Any:
    """A peering as its Region shows it: with the tags that it has there."""
    view = copy.copy(peering)
    view.ec2_backend = backend
    return view


def _blocks(vpc: Any) -> list[ipaddress.IPv4Network]:
    return [ipaddress.IPv4Network(each["cidr_block"]) for each in vpc.get_cidr_block_association_set()]
