"""Routes: one for each destination, and targets that exist, as in AWS.

moto overwrites routes with an IPv6 block or prefix list as destination and the local ones, takes targets that do not
exist as no target at all, takes a transit gateway that the VPC is not attached to, replaces only some targets, and
forgets the prefix list of a route to a network interface.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import EC2ClientError, InvalidParameterValueErrorReplaceRoute, RouteAlreadyExistsError
from moto.ec2.models.route_tables import RouteBackend
from moto.ec2.responses.route_tables import RouteTables
from moto.ec2.utils import generate_route_id

from privateapi.sandbox.aws.patches import Patches

_TARGETS = {
    "GatewayId": "gateway_id",
    "InstanceId": "instance_id",
    "NatGatewayId": "nat_gateway_id",
    "EgressOnlyInternetGatewayId": "egress_only_igw_id",
    "TransitGatewayId": "transit_gateway_id",
    "NetworkInterfaceId": "interface_id",
    "VpcPeeringConnectionId": "vpc_peering_connection_id",
    "CarrierGatewayId": "carrier_gateway_id",
    "VpcEndpointId": "vpc_endpoint_id",
}


def apply(patches: Patches) -> None:
    """Check destinations and targets, and replace with any target."""

    @patches.wrap(RouteBackend, "create_route")
    def create_route(
        original: Any,
        backend: Any,
        route_table_id: str,
        destination_cidr_block: str | None,
        destination_ipv6_cidr_block: str | None = None,
        destination_prefix_list_id: str | None = None,
        local: bool = False,
        **targets: Any,
    ) -> Any:
        destination = (destination_cidr_block, destination_ipv6_cidr_block, destination_prefix_list_id)
        if not local:
            table = backend.get_route_table(route_table_id)
            if generate_route_id(route_table_id, *destination) in table._routes:
                raise RouteAlreadyExistsError(next(each for each in destination if each))
            if destination_prefix_list_id and destination_prefix_list_id not in backend.managed_prefix_lists:
                raise _missing("PrefixListID", "prefix list", destination_prefix_list_id)
            _check_target(backend, table, targets)
        route = original(backend, route_table_id, *destination, local, **targets)
        if destination_prefix_list_id and route.destination_prefix_list is None:
            # moto forgets the prefix list when the target is a network interface.
            routes = backend.get_route_table(route_table_id)._routes
            routes.pop(route.id)
            route.destination_prefix_list = backend.managed_prefix_lists[destination_prefix_list_id]
            route.id = generate_route_id(route_table_id, *destination)
            routes[route.id] = route
        return route

    patches.replace(RouteTables, "replace_route", _replace_route)


def _check_target(backend: Any, table: Any, targets: dict[str, Any]) -> None:
    given = {name: id for name, id in targets.items() if id}
    if len(given) != 1:
        raise EC2ClientError("InvalidParameterCombination", "A route needs exactly one target")
    (name, id), *_ = given.items()
    if name == "nat_gateway_id":
        gateway = backend.nat_gateways.get(id)
        if gateway is None or gateway.state == "deleted":
            raise _missing("NatGatewayID", "natGateway", id)
    if name == "transit_gateway_id":
        attachments = backend.transit_gateway_attachments.values()
        if not any(
            each.transit_gateway_id == id and each.resource_id == table.vpc_id and each.state == "available"
            for each in attachments
        ):
            raise _missing("TransitGatewayID", "transitGateway", id)
    if name == "carrier_gateway_id" and id not in backend.carrier_gateways:
        raise _missing("CarrierGatewayID", "carrierGateway", id)


def _missing(code: str, what: str, id: str) -> EC2ClientError:
    return EC2ClientError(f"Invalid{code}.NotFound", f"The {what} ID '{id}' does not exist")


def _replace_route(response: Any) -> EmptyResult:
    response.error_on_dryrun()
    backend, params = response.ec2_backend, response.params
    table = backend.get_route_table(params["RouteTableId"])
    destination = tuple(
        params.get(name) for name in ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
    )
    route_id = generate_route_id(table.id, *destination)
    before = table._routes.pop(route_id, None)
    if before is None:
        raise InvalidParameterValueErrorReplaceRoute(str(next(each for each in destination if each)))
    try:
        targets = {ours: params.get(name) for name, ours in _TARGETS.items()}
        backend.create_route(table.id, *destination, **targets)
    except Exception:
        table._routes[route_id] = before
        raise
    return EmptyResult()
