"""A transit gateway has an interface in each subnet of its VPC attachments, so those subnets cannot be deleted.

moto makes none, and deletes subnets and VPCs that are attached.
https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html,
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachmentBackend as Backend

from privateapi.sandbox.aws.corrections import ec2_managed_interfaces as interfaces
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Keep the interfaces in step with the attachment's subnets."""

    @patches.wrap(Backend, "create_transit_gateway_vpc_attachment")
    def create(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        attachment = original(backend, *args, **kwargs)
        attachment.interfaces_by_subnet = {}
        _synchronize(backend, attachment, attachment.subnet_ids)
        return attachment

    @patches.wrap(Backend, "modify_transit_gateway_vpc_attachment")
    def modify(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        attachment = original(backend, *args, **kwargs)
        _synchronize(backend, attachment, attachment.subnet_ids)
        return attachment

    @patches.wrap(Backend, "delete_transit_gateway_vpc_attachment")
    def delete(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        attachment = original(backend, *args, **kwargs)
        _synchronize(backend, attachment, [])
        return attachment


def _synchronize(backend: Any, attachment: Any, subnet_ids: list[str]) -> None:
    made: dict[str, str] = attachment.interfaces_by_subnet
    for subnet_id in [id for id in made if id not in subnet_ids]:
        interfaces.delete(backend, made.pop(subnet_id))
    for subnet_id in subnet_ids:
        if subnet_id not in made:
            made[subnet_id] = interfaces.create(
                backend,
                backend.get_subnet(subnet_id),
                kind="transit_gateway",
                description=f"Network Interface for Transit Gateway Attachment {attachment.id}",
                requester="amazon-aws",
                group_ids=[],
            ).id
