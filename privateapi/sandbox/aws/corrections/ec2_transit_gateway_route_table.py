"""Route tables of transit gateways: ReplaceTransitGatewayRoute, propagated routes, associations, refusals as in AWS.

moto has no ReplaceTransitGatewayRoute, takes a second route to the same block and routes over attachments that are not
available, knows no propagated routes, associates an attachment with several tables, and answers 500 to what it does not
know.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayRoute.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.transit_gateway_route_tables import (
    TransitGatewayRelations,
    TransitGatewayRouteTableBackend,
)
from moto.ec2.responses.transit_gateway_route_tables import TransitGatewayRouteTable as Response

from privateapi.sandbox.aws import transit_gateways
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Replace moto's tables, routes, associations and propagations."""
    for name, function in (
        ("create_transit_gateway_route", _create_route),
        ("delete_transit_gateway_route", _delete_route),
        ("search_transit_gateway_routes", _search_routes),
        ("associate_transit_gateway_route_table", _associate),
        ("disassociate_transit_gateway_route_table", _disassociate),
        ("enable_transit_gateway_route_table_propagation", _enable_propagation),
        ("disable_transit_gateway_route_table_propagation", _disable_propagation),
    ):
        patches.replace(TransitGatewayRouteTableBackend, name, function)
    patches.add(Response, "replace_transit_gateway_route", _respond_to_replace)

    @patches.wrap(Response, "create_transit_gateway_route_table")
    def create_table(original: Any, response: Any) -> Any:
        transit_gateways.gateway(response.ec2_backend, response._get_param("TransitGatewayId"))
        return original(response)

    @patches.wrap(TransitGatewayRouteTableBackend, "get_all_transit_gateway_route_tables")
    def describe(original: Any, backend: Any, transit_gateway_route_table_ids: Any = None, filters: Any = None) -> Any:
        for id in transit_gateway_route_table_ids or []:
            transit_gateways.route_table(backend, id)
        return original(backend, transit_gateway_route_table_ids, filters)

    @patches.wrap(TransitGatewayRouteTableBackend, "delete_transit_gateway_route_table")
    def delete(original: Any, backend: Any, transit_gateway_route_table_id: str) -> Any:
        table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
        if table.default_association_route_table or table.default_propagation_route_table:
            raise transit_gateways.incorrect_state(f"Cannot delete a default route table {table.id}.")
        if table.route_table_associations:
            raise transit_gateways.incorrect_state(f"{table.id} has associated Transit Gateway Attachments.")
        deleted = original(backend, transit_gateway_route_table_id)
        del backend.transit_gateways_route_tables[transit_gateway_route_table_id]
        return deleted

    for name in ("associations", "propagations"):
        _refuse_unknown_table(patches, f"get_transit_gateway_route_table_{name}")


def _refuse_unknown_table(patches: Patches, name: str) -> None:
    @patches.wrap(TransitGatewayRouteTableBackend, name)
    def get(original: Any, backend: Any, transit_gateway_route_table_id: str, filters: Any = None) -> Any:
        transit_gateways.route_table(backend, transit_gateway_route_table_id)
        return original(backend, transit_gateway_route_table_id, filters)


def _create_route(
    backend: Any,
    transit_gateway_route_table_id: str,
    destination_cidr_block: str,
    transit_gateway_attachment_id: str | None = None,
    blackhole: bool = False,
) -> dict[str, Any]:
    table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
    if destination_cidr_block in table.routes:
        raise EC2ClientError(
            "RouteAlreadyExists",
            f"Route {destination_cidr_block} already exists in Transit Gateway Route Table {table.id}.",
        )
    return _put_route(backend, table, destination_cidr_block, transit_gateway_attachment_id, blackhole)


def _put_route(backend: Any, table: Any, cidr: str, attachment_id: str | None, blackhole: bool) -> dict[str, Any]:
    try:
        ipaddress.ip_network(cidr)
    except ValueError:
        raise EC2ClientError(
            "InvalidParameterValue", f"Value ({cidr}) for parameter destinationCidrBlock is invalid."
        ) from None
    if bool(blackhole) == bool(attachment_id):
        raise EC2ClientError("InvalidParameterCombination", "Either an attachment or blackhole must be specified.")
    target = transit_gateways.available_attachment(backend, attachment_id) if attachment_id else None
    table.routes[cidr] = transit_gateways.route(cidr, target)
    made: dict[str, Any] = table.routes[cidr]
    return made


def _respond_to_replace(response: Any) -> ActionResult:
    backend, cidr = response.ec2_backend, response._get_param("DestinationCidrBlock")
    table = transit_gateways.route_table(backend, response._get_param("TransitGatewayRouteTableId"))
    if cidr not in table.routes:
        raise _no_route(table, cidr)
    attachment_id = response._get_param("TransitGatewayAttachmentId")
    blackhole = response._get_param("Blackhole") in (True, "true")
    return ActionResult({"route": _put_route(backend, table, cidr, attachment_id, blackhole)})


def _delete_route(backend: Any, transit_gateway_route_table_id: str, destination_cidr_block: str) -> dict[str, Any]:
    table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
    if destination_cidr_block not in table.routes:
        raise _no_route(table, destination_cidr_block)
    return {**table.routes.pop(destination_cidr_block), "state": "deleted"}


def _no_route(table: Any, cidr: str) -> EC2ClientError:
    return EC2ClientError(
        "InvalidRoute.NotFound", f"Route {cidr} does not exist in Transit Gateway Route Table {table.id}."
    )


def _search_routes(
    backend: Any, transit_gateway_route_table_id: str, filters: Any, max_results: Any = None
) -> list[dict[str, Any]]:
    table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
    routes = transit_gateways.routes_of(backend, table)
    found = [route for route in routes if all(_matches(route, name, values) for name, values in filters.items())]
    if "route-search.longest-prefix-match" in filters:
        found = sorted(found, key=lambda route: ipaddress.ip_network(route["destinationCidrBlock"]).prefixlen)[-1:]
    return found[: int(max_results)] if max_results else found


def _matches(route: dict[str, Any], name: str, values: list[str]) -> bool:
    if name in ("type", "state"):
        return route[name] in values
    if name in _ATTACHMENT_FILTERS:
        return any(each[_ATTACHMENT_FILTERS[name]] in values for each in route["transitGatewayAttachments"])
    if name not in _BLOCK_FILTERS:
        raise EC2ClientError("InvalidParameterValue", f"The filter '{name}' is invalid")
    own = ipaddress.ip_network(route["destinationCidrBlock"])
    asked = [ipaddress.ip_network(value) for value in values]
    return any(each.version == own.version and _BLOCK_FILTERS[name](own, each) for each in asked)


_ATTACHMENT_FILTERS = {
    "attachment.resource-id": "resourceId",
    "attachment.resource-type": "resourceType",
    "attachment.transit-gateway-attachment-id": "transitGatewayAttachmentId",
}
_BLOCK_FILTERS: dict[str, Callable[[Any, Any], bool]] = {
    "route-search.exact-match": lambda own, asked: bool(own == asked),
    "route-search.longest-prefix-match": lambda own, asked: bool(own.supernet_of(asked)),
    "route-search.subnet-of-match": lambda own, asked: bool(own.subnet_of(asked)),
    "route-search.supernet-of-match": lambda own, asked: bool(own.supernet_of(asked)),
}


def _associate(
    backend: Any, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
) -> TransitGatewayRelations:
    transit_gateways.route_table(backend, transit_gateway_route_table_id)
    transit_gateways.available_attachment(backend, transit_gateway_attachment_id)
    if transit_gateways.association_of(backend, transit_gateway_attachment_id):
        raise EC2ClientError(
            "Resource.AlreadyAssociated",
            f"Transit Gateway Attachment {transit_gateway_attachment_id} is already associated to a route table.",
        )
    backend.set_route_table_association(transit_gateway_attachment_id, transit_gateway_route_table_id)
    return _relation(backend, transit_gateway_attachment_id, transit_gateway_route_table_id, "associating")


def _disassociate(backend: Any, tgw_attach_id: str, tgw_rt_id: str) -> TransitGatewayRelations:
    table = transit_gateways.route_table(backend, tgw_rt_id)
    if tgw_attach_id not in table.route_table_associations:
        raise EC2ClientError(
            "InvalidAssociation.NotFound", f"{tgw_attach_id} is not associated with the route table {tgw_rt_id}."
        )
    relation = _relation(backend, tgw_attach_id, tgw_rt_id, "disassociating")
    backend.unset_route_table_association(tgw_rt_id, tgw_attach_id)
    return relation


def _enable_propagation(
    backend: Any, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
) -> TransitGatewayRelations:
    table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
    transit_gateways.available_attachment(backend, transit_gateway_attachment_id)
    if transit_gateway_attachment_id in _propagating(table):
        raise EC2ClientError(
            "TransitGatewayRouteTablePropagation.Duplicate",
            f"Propagation {transit_gateway_attachment_id} already exists in Transit Gateway Route Table {table.id}.",
        )
    backend.set_route_table_propagation(transit_gateway_attachment_id, transit_gateway_route_table_id)
    return _relation(backend, transit_gateway_attachment_id, transit_gateway_route_table_id, "enabling")


def _disable_propagation(
    backend: Any, transit_gateway_attachment_id: str, transit_gateway_route_table_id: str
) -> TransitGatewayRelations:
    table = transit_gateways.route_table(backend, transit_gateway_route_table_id)
    if transit_gateway_attachment_id not in _propagating(table):
        raise EC2ClientError(
            "TransitGatewayRouteTablePropagation.NotFound",
            f"Propagation {transit_gateway_attachment_id} does not exist in Transit Gateway Route Table {table.id}.",
        )
    relation = _relation(backend, transit_gateway_attachment_id, transit_gateway_route_table_id, "disabling")
    backend.disable_route_table_propagation(transit_gateway_attachment_id, transit_gateway_route_table_id)
    return relation


def _propagating(table: Any) -> set[str]:
    return {each.transitGatewayAttachmentId for each in table.route_table_propagation}


def _relation(backend: Any, attachment_id: str, table_id: str, state: str) -> TransitGatewayRelations:
    return TransitGatewayRelations(backend, attachment_id, table_id, state=state)
