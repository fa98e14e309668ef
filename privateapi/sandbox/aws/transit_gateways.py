"""What corrections of transit gateways share: refusals in AWS's words, and the routes that a table holds.

Error codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError


def not_found(code: str, what: str, id: str) -> EC2ClientError:
    """The refusal of an id that does not exist: ``code`` is `InvalidTransitGatewayID.NotFound` and the like."""
    return EC2ClientError(code, f"{what} {id} was deleted or does not exist.")


def incorrect_state(message: str) -> EC2ClientError:
    """The refusal of what a thing's state does not allow."""
    return EC2ClientError("IncorrectState", message)


def gateway(backend: Any, id: str) -> Any:
    """A gateway of the region, or AWS's refusal."""
    found = backend.transit_gateways.get(id)
    if found is None:
        raise not_found("InvalidTransitGatewayID.NotFound", "Transit Gateway", id)
    return found


def attachment(backend: Any, id: str) -> Any:
    """An attachment that the region knows, or AWS's refusal."""
    found = backend.transit_gateway_attachments.get(id)
    if found is None:
        raise not_found("InvalidTransitGatewayAttachmentID.NotFound", "Transit Gateway Attachment", id)
    return found


def available_attachment(backend: Any, id: str) -> Any:
    """An attachment that can be worked with, or AWS's refusal."""
    found = attachment(backend, id)
    if found.state != "available":
        raise incorrect_state(f"{id} is in invalid state")
    return found


def route_table(backend: Any, id: str) -> Any:
    """A transit gateway route table, or AWS's refusal."""
    found = backend.transit_gateways_route_tables.get(id)
    if found is None or found.state == "deleted":
        raise not_found("InvalidRouteTableID.NotFound", "Transit Gateway Route Table", id)
    return found


def tables_of(backend: Any, gateway_id: str) -> list[Any]:
    """The route tables of a gateway."""
    tables = backend.transit_gateways_route_tables.values()
    return [each for each in tables if each.transit_gateway_id == gateway_id and each.state != "deleted"]


def association_of(backend: Any, attachment_id: str) -> Any | None:
    """The route table that an attachment is associated with."""
    tables = backend.transit_gateways_route_tables.values()
    return next((each for each in tables if attachment_id in each.route_table_associations), None)


def forget_attachment(backend: Any, attachment_id: str) -> None:
    """Take an attachment off every route table of the region; its static routes lead nowhere from then on."""
    for table in backend.transit_gateways_route_tables.values():
        table.route_table_associations.pop(attachment_id, None)
        table.route_table_propagation = [
            each for each in table.route_table_propagation if each.transitGatewayAttachmentId != attachment_id
        ]
        for route in table.routes.values():
            if any(each["transitGatewayAttachmentId"] == attachment_id for each in route["transitGatewayAttachments"]):
                route["state"] = "blackhole"


def join_default_tables(backend: Any, gateway_id: str, attachment_id: str) -> None:
    """What a gateway does with a new attachment: associate and propagate, as far as its options say so."""
    options = backend.transit_gateways[gateway_id].options
    found = backend.transit_gateway_attachments[attachment_id]
    if options["DefaultRouteTableAssociation"] == "enable":
        backend.set_route_table_association(attachment_id, options["AssociationDefaultRouteTableId"])
    # Peerings take static routes only.
    if options["DefaultRouteTablePropagation"] == "enable" and found.resource_type == "vpc":
        backend.set_route_table_propagation(attachment_id, options["PropagationDefaultRouteTableId"])


def routes_of(backend: Any, table: Any) -> list[dict[str, Any]]:
    """The routes of a table: the static ones, and the propagated ones that no static one stands before."""
    routes: dict[str, dict[str, Any]] = dict(table.routes)
    for propagation in table.route_table_propagation:
        source = backend.transit_gateway_attachments[propagation.transitGatewayAttachmentId]
        vpc = backend.vpcs.get(propagation.resourceId)
        for block in vpc.cidr_block_association_set if vpc else ():
            routes.setdefault(block["cidr_block"], route(block["cidr_block"], source, "propagated"))
    return list(routes.values())


def route(cidr: str, target: Any | None, kind: str = "static") -> dict[str, Any]:
    """A route as EC2 answers it; without a target it drops traffic."""
    attachments = []
    if target:
        ids = {"resourceId": target.resource_id, "transitGatewayAttachmentId": target.id}
        attachments.append({**ids, "resourceType": target.resource_type})
    return {
        "destinationCidrBlock": cidr,
        "state": "active" if target else "blackhole",
        "transitGatewayAttachments": attachments,
        "type": kind,
    }
