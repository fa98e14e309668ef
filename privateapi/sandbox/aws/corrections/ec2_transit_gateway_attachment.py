"""Attachments of transit gateways: tags, zones, default tables, both sides of a peering, and refusals as in AWS.

moto loses the tags of VPC attachments, associates every attachment with one table, takes two subnets of a zone, lists
peerings among VPC attachments, answers 500 to ids that it does not know, shows one side's tags and ids on both sides
of a peering, and accepts a peering in any state.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptTransitGatewayPeeringAttachment.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import ec2_backends
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachment as Attachment
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachmentBackend as Backend
from moto.ec2.responses.transit_gateway_attachments import TransitGatewayAttachment as Response

from privateapi.sandbox.aws import transit_gateways
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Replace how attachments are made, described, changed, accepted and deleted."""
    patches.replace(Attachment, "association", property(_association))
    _correct_vpc_attachments(patches)
    _correct_peerings(patches)
    for name in (
        "describe_transit_gateway_attachments",
        "describe_transit_gateway_vpc_attachments",
        "describe_transit_gateway_peering_attachments",
    ):
        _correct_describe(patches, name)


def _correct_vpc_attachments(patches: Patches) -> None:
    @patches.wrap(Response, "create_transit_gateway_vpc_attachment")
    def respond_to_create(original: Any, response: Any) -> Any:
        answer = original(response)
        made = answer.result["TransitGatewayVpcAttachment"]
        made.add_tags(response._parse_tag_specification().get("transit-gateway-attachment", {}))
        return answer

    @patches.wrap(Backend, "create_transit_gateway_vpc_attachment")
    def create(
        original: Any,
        backend: Any,
        transit_gateway_id: str,
        vpc_id: str,
        subnet_ids: list[str],
        tags: Any = None,
        options: Any = None,
    ) -> Any:
        transit_gateways.gateway(backend, transit_gateway_id)
        backend.get_vpc(vpc_id)
        _check_zones(backend, vpc_id, subnet_ids)
        made = original(backend, transit_gateway_id, vpc_id, list(subnet_ids), tags, options)
        transit_gateways.forget_attachment(backend, made.id)
        transit_gateways.join_default_tables(backend, transit_gateway_id, made.id)
        return made

    @patches.wrap(Backend, "modify_transit_gateway_vpc_attachment")
    def modify(original: Any, backend: Any, transit_gateway_attachment_id: str, **changes: Any) -> Any:
        found = transit_gateways.available_attachment(backend, transit_gateway_attachment_id)
        kept = [each for each in found.subnet_ids if each not in (changes.get("remove_subnet_ids") or [])]
        _check_zones(backend, found.vpc_id, [*kept, *(changes.get("add_subnet_ids") or [])])
        return original(backend, transit_gateway_attachment_id=transit_gateway_attachment_id, **changes)

    @patches.wrap(Backend, "delete_transit_gateway_vpc_attachment")
    def delete(original: Any, backend: Any, transit_gateway_attachment_id: str) -> Any:
        transit_gateways.attachment(backend, transit_gateway_attachment_id)
        transit_gateways.forget_attachment(backend, transit_gateway_attachment_id)
        return original(backend, transit_gateway_attachment_id)


def _correct_peerings(patches: Patches) -> None:
    @patches.wrap(Backend, "create_transit_gateway_peering_attachment")
    def create(original: Any, backend: Any, transit_gateway_id: str, *arguments: Any) -> Any:
        transit_gateways.gateway(backend, transit_gateway_id)
        return original(backend, transit_gateway_id, *arguments)

    @patches.wrap(Backend, "accept_transit_gateway_peering_attachment")
    def accept(original: Any, backend: Any, transit_gateway_attachment_id: str) -> Any:
        found = transit_gateways.attachment(backend, transit_gateway_attachment_id)
        if found.state != "pendingAcceptance":
            raise transit_gateways.incorrect_state(f"{transit_gateway_attachment_id} is in invalid state")
        original(backend, transit_gateway_attachment_id)
        for side in (found.requester_tgw_info, found.accepter_tgw_info):
            owner = ec2_backends[side["OwnerId"]][side["Region"]]
            if side["TransitGatewayId"] in owner.transit_gateways:
                transit_gateways.join_default_tables(owner, side["TransitGatewayId"], found.id)
        return _seen_from(backend, found)

    @patches.wrap(Backend, "delete_transit_gateway_peering_attachment")
    def delete(original: Any, backend: Any, transit_gateway_attachment_id: str) -> Any:
        found = transit_gateways.attachment(backend, transit_gateway_attachment_id)
        if found.state == "deleted":
            raise transit_gateways.incorrect_state(f"{transit_gateway_attachment_id} is in invalid state")
        for side in (found.requester_tgw_info, found.accepter_tgw_info):
            transit_gateways.forget_attachment(ec2_backends[side["OwnerId"]][side["Region"]], found.id)
        return _seen_from(backend, original(backend, transit_gateway_attachment_id))


def _correct_describe(patches: Patches, name: str) -> None:
    kind = {"vpc": "vpc", "peering": "peering"}.get(name.split("_")[3])

    @patches.wrap(Backend, name)
    def describe(
        original: Any, backend: Any, transit_gateways_attachment_ids: list[str] | None = None, filters: Any = None
    ) -> Any:
        for id in transit_gateways_attachment_ids or []:
            transit_gateways.attachment(backend, id)
        found = [_seen_from(backend, each) for each in original(backend, transit_gateways_attachment_ids, filters)]
        return [each for each in found if kind in (None, each.resource_type)]


def _seen_from(backend: Any, attachment: Any) -> Any:
    """An attachment as its Region shows it: either side of a peering has its own tags and its own gateway."""
    view = copy.copy(attachment)
    view.ec2_backend = backend
    if view.resource_type == "peering":
        own, other = view.requester_tgw_info, view.accepter_tgw_info
        if (own["OwnerId"], own["Region"]) != (backend.account_id, backend.region_name):
            own, other = other, own
        view.transit_gateway_id, view.resource_id = own["TransitGatewayId"], other["TransitGatewayId"]
        view.owner_id, view.resource_owner_id = own["OwnerId"], other["OwnerId"]
    return view


def _association(attachment: Any) -> dict[str, str] | None:
    table = transit_gateways.association_of(attachment.ec2_backend, attachment.id)
    return {"State": "associated", "TransitGatewayRouteTableId": table.id} if table else None


def _check_zones(backend: Any, vpc_id: str, subnet_ids: list[str]) -> None:
    zones = []
    for id in subnet_ids:
        subnet = backend.get_subnet(id)
        if subnet.vpc_id != vpc_id:
            raise EC2ClientError("InvalidSubnetID.NotFound", f"The subnet ID '{id}' does not exist in {vpc_id}")
        zones.append(subnet.availability_zone)
    if len(set(zones)) < len(zones):
        raise EC2ClientError("DuplicateSubnetsInSameZone", "Duplicate Subnets for same AZ")
