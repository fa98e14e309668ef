"""Blocks of VPCs: the error code of a missing association, and the border group of an IPv6 block.

moto's code for a missing association is the name of a Python class, and IPv6 blocks have no border group.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcIpv6CidrBlockAssociation.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import vpcs
from moto.ec2.models.vpcs import VPC, VPCBackend

from privateapi.sandbox.aws.patches import Patches


class _MissingAssociation(EC2ClientError):
    def __init__(self, association_id: str) -> None:
        super().__init__(
            "InvalidVpcCidrBlockAssociationID.NotFound",
            f"The vpc CIDR block association ID '{association_id}' does not exist",
        )


def apply(patches: Patches) -> None:
    """Name the error as AWS does, and give every IPv6 block a border group."""
    patches.replace(vpcs, "InvalidVpcCidrBlockAssociationIdError", _MissingAssociation)

    @patches.wrap(VPCBackend, "disassociate_vpc_cidr_block")
    def disassociate(original: Any, backend: Any, association_id: str) -> Any:
        sets = (vpc._cidr_block_association_set for vpc in backend.vpcs.values())
        found = next((each[association_id] for each in sets if association_id in each), None)
        if found is not None and found["cidr_block_state"]["state"] == "disassociated":
            raise _MissingAssociation(association_id)
        return original(backend, association_id)

    shown = VPC.ipv6_cidr_block_association_set.fget  # type: ignore[attr-defined]

    def associations(vpc: Any) -> Any:
        return [{**each, "NetworkBorderGroup": vpc.ec2_backend.region_name} for each in shown(vpc)]

    patches.replace(VPC, "ipv6_cidr_block_association_set", property(associations))
