"""Route tables: one association for a subnet or gateway, filters by gateway, and propagation of virtual gateways.

moto answers a second association of a subnet with the first one, though it is another table's, finds no association by
its gateway, deletes tables that gateways use, and has no propagation.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.route_tables import RouteBackend, RouteTable
from moto.ec2.responses.route_tables import RouteTables

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Check associations and add propagation."""
    patches.add(RouteTable, "propagating_vgws", property(_propagating))
    patches.add(RouteTables, "enable_vgw_route_propagation", _enable)
    patches.add(RouteTables, "disable_vgw_route_propagation", _disable)

    @patches.wrap(RouteBackend, "associate_route_table")
    def associate_route_table(
        original: Any, backend: Any, route_table_id: str, gateway_id: str | None = None, subnet_id: str | None = None
    ) -> Any:
        vpc_id = backend.get_route_table(route_table_id).vpc_id
        for table in backend.route_tables.values():
            for association_id, target in table._associations.items():
                if target != (gateway_id or subnet_id):
                    continue
                if table.id == route_table_id:
                    return association_id
                raise EC2ClientError(
                    "Resource.AlreadyAssociated",
                    f"the specified association for route table {route_table_id} conflicts with an existing"
                    " association",
                )
        if subnet_id and backend.get_subnet(subnet_id).vpc_id != vpc_id:
            raise EC2ClientError(
                "InvalidParameterValue",
                f"Route table {route_table_id} and subnet {subnet_id} belong to different networks",
            )
        return original(backend, route_table_id, gateway_id, subnet_id)

    @patches.wrap(RouteTable, "get_filter_value")
    def get_filter_value(original: Any, table: Any, name: str, method: str | None = None) -> Any:
        if name == "association.gateway-id":
            return [target for target in table._associations.values() if not target.startswith("subnet-")]
        if name == "association.subnet-id":
            return [target for target in table._associations.values() if target.startswith("subnet-")]
        return original(table, name, method)


def _propagating(table: Any) -> list[dict[str, str]]:
    return [{"GatewayId": id} for id in sorted(getattr(table, "_propagating", ()))]


def _enable(response: Any) -> EmptyResult:
    response.error_on_dryrun()
    backend, params = response.ec2_backend, response.params
    table = backend.get_route_table(params["RouteTableId"])
    gateway = backend.get_vpn_gateway(params["GatewayId"])
    if table.vpc_id not in gateway.attachments:
        raise EC2ClientError("Gateway.NotAttached", f"resource {gateway.id} is not attached to {table.vpc_id}")
    table._propagating = {*getattr(table, "_propagating", ()), gateway.id}
    return EmptyResult()


def _disable(response: Any) -> EmptyResult:
    response.error_on_dryrun()
    backend, params = response.ec2_backend, response.params
    table = backend.get_route_table(params["RouteTableId"])
    table._propagating = {*getattr(table, "_propagating", ())} - {params["GatewayId"]}
    return EmptyResult()
