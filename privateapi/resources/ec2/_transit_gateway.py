"""What transit gateway resources have in common: switches, ids of two parts, states, and the tables of attachments."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from botocore.exceptions import ClientError

from privateapi.provider.context import Context
from privateapi.provider.errors import PluginError

Switch = Literal["enable", "disable"]
"""How EC2 says on and off in options of transit gateways."""

LEAVING = frozenset({"deleting", "deleted"})
"""States of what is on its way out; EC2 lists deleted things for about an hour."""
ENDED = LEAVING | {"failed", "failing", "rejected", "rejecting"}
"""States that an attachment cannot leave (Amazon VPC Transit Gateways guide, VPC attachment lifecycle)."""

SETTLING = 300.0
"""Seconds to retry while an attachment is still changing: that of a peering follows its other side with a delay."""


def split_id(id: str, noun: str, example: str) -> tuple[str, str]:
    """The two parts of an id such as ``tgw-rtb-0abc/10.0.0.0/8``.

    Raises:
        PluginError: it has not two parts; the text says what an id looks like.
    """
    first, _, second = id.partition("/")
    if not first.startswith("tgw-rtb-") or not second:
        raise PluginError(f"{id!r} is not the id of {noun}; write it as {example}")
    return first, second


def ec2_error(error: BaseException, code: str) -> bool:
    """Whether it is AWS's error of this code."""
    return isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") == code


def describe_gateway(ctx: Context, id: str) -> Mapping[str, Any] | None:
    """The gateway as EC2 describes it (DescribeTransitGateways), ``None`` when it is deleted."""
    return living(ctx.client("ec2").describe_transit_gateways(TransitGatewayIds=[id])["TransitGateways"], LEAVING)


def living(found: list[dict[str, Any]], ended: frozenset[str]) -> Mapping[str, Any] | None:
    """The only one of an answer, unless it is in one of these states."""
    one = next(iter(found), None)
    return None if one is None or one["State"] in ended else one


def delete_attachment(ctx: Context, delete: Callable[[], Any], find: Callable[[], list[dict[str, Any]]]) -> None:
    """Delete an attachment of any kind, also one that is still changing or that its other side has deleted."""

    def attempt() -> None:
        try:
            delete()
        except ClientError as error:
            # EC2 refuses to delete what is deleted; what is still changing is tried again.
            if not (ec2_error(error, "IncorrectState") and living(find(), ENDED) is None):
                raise

    ctx.retry("ec2", "dependency", attempt, SETTLING)


def attachment_arn(ctx: Context, id: str) -> str:
    """ARN of an attachment of any kind."""
    return ctx.arn("ec2", f"transit-gateway-attachment/{id}")


def find_peering(ctx: Context, id: str) -> list[dict[str, Any]]:
    """The peering as the resource's Region sees it (DescribeTransitGatewayPeeringAttachments)."""
    found = ctx.client("ec2").describe_transit_gateway_peering_attachments(TransitGatewayAttachmentIds=[id])
    attachments: list[dict[str, Any]] = found["TransitGatewayPeeringAttachments"]
    return attachments


def delete_peering(ctx: Context, id: str) -> None:
    """Delete a peering from either side, and wait until this side shows it as deleted."""
    ec2 = ctx.client("ec2")
    delete_attachment(
        ctx,
        lambda: ec2.delete_transit_gateway_peering_attachment(TransitGatewayAttachmentId=id),
        lambda: find_peering(ctx, id),
    )
    ctx.wait("ec2", "TransitGatewayPeeringDeleted", 900, TransitGatewayAttachmentIds=[id])


def associate(ctx: Context, table: str, attachment: str) -> None:
    """Associate an attachment with a route table (AssociateTransitGatewayRouteTable); done already is fine."""

    def attempt() -> None:
        try:
            ctx.client("ec2").associate_transit_gateway_route_table(
                TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
            )
        except ClientError as error:
            # An attachment has one table at most: what is associated with this one is what was asked for, and a tag
            # that would tell whose work it is cannot be put on an association.
            if not (ec2_error(error, "Resource.AlreadyAssociated") and find_association(ctx, table, attachment)):
                raise

    ctx.retry("ec2", "dependency", attempt, SETTLING)


def wait_associated(ctx: Context, table: str, attachment: str) -> None:
    """Wait until the attachment uses the route table."""
    ctx.wait("ec2", "TransitGatewayRouteTableAssociated", 600, **_pair(table, attachment))


def disassociate(ctx: Context, table: str, attachment: str) -> None:
    """Take an attachment off a route table and wait until it is off; off already is fine."""
    ctx.retry(
        "ec2",
        "dependency",
        lambda: ctx.client("ec2").disassociate_transit_gateway_route_table(
            TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
        ),
        SETTLING,
    )
    ctx.wait("ec2", "TransitGatewayRouteTableDisassociated", 600, **_pair(table, attachment))


def find_association(ctx: Context, table: str, attachment: str) -> Mapping[str, Any] | None:
    """The association of an attachment with a route table (GetTransitGatewayRouteTableAssociations)."""
    found = ctx.client("ec2").get_transit_gateway_route_table_associations(**_pair(table, attachment))
    return living(found["Associations"], frozenset({"disassociating", "disassociated"}))


def propagate(ctx: Context, table: str, attachment: str) -> None:
    """Let an attachment propagate its routes to a route table; done already is fine."""

    def attempt() -> None:
        try:
            ctx.client("ec2").enable_transit_gateway_route_table_propagation(
                TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
            )
        except ClientError as error:
            if not ec2_error(error, "TransitGatewayRouteTablePropagation.Duplicate"):
                raise

    ctx.retry("ec2", "dependency", attempt, SETTLING)


def wait_propagated(ctx: Context, table: str, attachment: str) -> None:
    """Wait until the route table takes the attachment's routes."""
    ctx.wait("ec2", "TransitGatewayRouteTablePropagated", 600, **_pair(table, attachment))


def stop_propagation(ctx: Context, table: str, attachment: str) -> None:
    """End the propagation of an attachment's routes to a route table and wait for it; ended already is fine."""
    ctx.retry(
        "ec2",
        "dependency",
        lambda: ctx.client("ec2").disable_transit_gateway_route_table_propagation(
            TransitGatewayRouteTableId=table, TransitGatewayAttachmentId=attachment
        ),
        SETTLING,
    )
    ctx.wait("ec2", "TransitGatewayRouteTableNotPropagated", 600, **_pair(table, attachment))


def find_propagation(ctx: Context, table: str, attachment: str) -> Mapping[str, Any] | None:
    """The propagation of an attachment to a route table (GetTransitGatewayRouteTablePropagations)."""
    found = ctx.client("ec2").get_transit_gateway_route_table_propagations(**_pair(table, attachment))
    return living(found["TransitGatewayRouteTablePropagations"], frozenset({"disabling", "disabled"}))


def _pair(table: str, attachment: str) -> dict[str, Any]:
    return {
        "TransitGatewayRouteTableId": table,
        "Filters": [{"Name": "transit-gateway-attachment-id", "Values": [attachment]}],
    }
