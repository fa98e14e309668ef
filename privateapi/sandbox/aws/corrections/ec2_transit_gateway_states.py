"""Deleted transit gateways, attachments and tables are described as deleted for a while, and filters look at states.

moto forgets what is deleted at once, and filters attachments by three of the fields that AWS filters by.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGateways.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTransitGatewayAttachments.html
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.transit_gateway import TransitGatewayBackend
from moto.ec2.models.transit_gateway_attachments import TransitGatewayAttachmentBackend
from moto.ec2.models.transit_gateway_route_tables import TransitGatewayRouteTableBackend
from moto.ec2.responses.transit_gateway_attachments import TransitGatewayAttachment
from moto.ec2.responses.transit_gateway_route_tables import TransitGatewayRouteTable
from moto.ec2.responses.transit_gateways import TransitGateways
from moto.ec2.utils import simple_aws_filter_to_re

from privateapi.sandbox.aws.patches import Patches

_Field = Callable[[Any], Any]


def _attribute(name: str) -> _Field:
    def read(thing: Any) -> Any:
        return getattr(thing, name, None)

    return read


_OF_GATEWAYS: dict[str, _Field] = {
    "owner-id": _attribute("owner_id"),
    "state": _attribute("state"),
    "transit-gateway-id": _attribute("id"),
}
_OF_TABLES: dict[str, _Field] = {
    "default-association-route-table": _attribute("default_association_route_table"),
    "default-propagation-route-table": _attribute("default_propagation_route_table"),
    "state": _attribute("state"),
    "transit-gateway-id": _attribute("transit_gateway_id"),
    "transit-gateway-route-table-id": _attribute("id"),
}
_OF_ALL_ATTACHMENTS: dict[str, _Field] = {
    "state": _attribute("state"),
    "transit-gateway-attachment-id": _attribute("id"),
    "transit-gateway-id": _attribute("transit_gateway_id"),
}
_OF_VPC_ATTACHMENTS = {**_OF_ALL_ATTACHMENTS, "vpc-id": _attribute("resource_id")}
_OF_PEERINGS = {
    **_OF_ALL_ATTACHMENTS,
    "local-owner-id": _attribute("owner_id"),
    "remote-owner-id": _attribute("resource_owner_id"),
}
_OF_ATTACHMENTS: dict[str, _Field] = {
    **_OF_ALL_ATTACHMENTS,
    "association.state": lambda thing: (thing.association or {}).get("State"),
    "association.transit-gateway-route-table-id": lambda thing: (thing.association or {}).get(
        "TransitGatewayRouteTableId"
    ),
    "resource-id": _attribute("resource_id"),
    "resource-owner-id": _attribute("resource_owner_id"),
    "resource-type": _attribute("resource_type"),
    "transit-gateway-owner-id": _attribute("owner_id"),
}


@dataclass(frozen=True)
class _Listing:
    """An operation that describes things: how it is asked and answers, and how those that exist are found.

    `prefix` is that of the things' ids; `kind` the type of attachment, empty for all.
    """

    owner: Any
    operation: str
    ids: str
    answer: str
    prefix: str
    fields: dict[str, _Field]
    find: Callable[[Any, list[str]], Iterable[Any]]
    kind: str = ""

    def lists(self, thing: Any) -> bool:
        """Whether something that is deleted is in this list."""
        return thing.id.rpartition("-")[0] == self.prefix and self.kind in ("", getattr(thing, "resource_type", ""))


_LISTINGS = (
    _Listing(
        TransitGateways,
        "describe_transit_gateways",
        "TransitGatewayIds",
        "TransitGateways",
        "tgw",
        _OF_GATEWAYS,
        lambda backend, ids: backend.describe_transit_gateways(None, ids),
    ),
    _Listing(
        TransitGatewayRouteTable,
        "describe_transit_gateway_route_tables",
        "TransitGatewayRouteTableIds",
        "transitGatewayRouteTables",
        "tgw-rtb",
        _OF_TABLES,
        lambda backend, ids: backend.get_all_transit_gateway_route_tables(ids, None),
    ),
    _Listing(
        TransitGatewayAttachment,
        "describe_transit_gateway_attachments",
        "TransitGatewayAttachmentIds",
        "TransitGatewayAttachments",
        "tgw-attach",
        _OF_ATTACHMENTS,
        lambda backend, ids: backend.describe_transit_gateway_attachments(ids, None),
    ),
    _Listing(
        TransitGatewayAttachment,
        "describe_transit_gateway_vpc_attachments",
        "TransitGatewayAttachmentIds",
        "TransitGatewayVpcAttachments",
        "tgw-attach",
        _OF_VPC_ATTACHMENTS,
        lambda backend, ids: backend.describe_transit_gateway_vpc_attachments(ids, None),
        "vpc",
    ),
    _Listing(
        TransitGatewayAttachment,
        "describe_transit_gateway_peering_attachments",
        "TransitGatewayAttachmentIds",
        "TransitGatewayPeeringAttachments",
        "tgw-attach",
        _OF_PEERINGS,
        lambda backend, ids: backend.describe_transit_gateway_peering_attachments(ids, None),
        "peering",
    ),
)


def apply(patches: Patches) -> None:
    """Remember what is deleted, and replace the descriptions."""
    for owner, name in (
        (TransitGatewayBackend, "delete_transit_gateway"),
        (TransitGatewayAttachmentBackend, "delete_transit_gateway_vpc_attachment"),
        (TransitGatewayRouteTableBackend, "delete_transit_gateway_route_table"),
    ):
        _remember(patches, owner, name)
    for listing in _LISTINGS:
        patches.replace(listing.owner, listing.operation, functools.partialmethod(_describe, listing))


def _remember(patches: Patches, owner: Any, name: str) -> None:
    @patches.wrap(owner, name)
    def delete(original: Any, backend: Any, *args: Any, **kwargs: Any) -> Any:
        deleted = original(backend, *args, **kwargs)
        kept = copy.copy(deleted)
        kept.state = "deleted"
        _departed(backend)[kept.id] = kept
        return deleted


def _departed(backend: Any) -> dict[str, Any]:
    things: dict[str, Any] = backend.__dict__.setdefault("departed_transit_gateway_things", {})
    return things


def _describe(response: Any, listing: _Listing) -> ActionResult:
    response.error_on_dryrun()
    backend, ids = response.ec2_backend, response._get_param(listing.ids) or []
    departed = {
        id: thing for id, thing in _departed(backend).items() if listing.lists(thing) and (not ids or id in ids)
    }
    present = [id for id in ids if id not in departed]
    found = [*listing.find(backend, present), *departed.values()] if present or not ids else list(departed.values())
    return ActionResult({listing.answer: _filtered(found, response._filters_from_querystring(), listing.fields)})


def _filtered(things: list[Any], filters: dict[str, list[str]], fields: dict[str, _Field]) -> list[Any]:
    for name, values in filters.items():
        if name == "tag-key" or name.startswith("tag:"):
            read: _Field = _tag_reader(name)
        elif name in fields:
            read = fields[name]
        else:
            raise EC2ClientError("InvalidParameterValue", f"The filter '{name}' is invalid")
        patterns = [re.compile(simple_aws_filter_to_re(value)) for value in values]
        things = [thing for thing in things if any(p.match(each) for p in patterns for each in _texts(read(thing)))]
    return things


def _tag_reader(name: str) -> _Field:
    def read(thing: Any) -> list[str]:
        tags = {tag["key"]: tag["value"] for tag in thing.get_tags()}
        return list(tags) if name == "tag-key" else [tags[name[4:]]] if name[4:] in tags else []

    return read


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    return value if isinstance(value, list) else [] if value is None else [str(value)]
