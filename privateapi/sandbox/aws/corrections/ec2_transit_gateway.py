"""Transit gateways: options as in AWS, unknown ids and gateways in use refused, default tables only where wanted.

moto answers 500 to ids that it does not know, keeps `AddTransitGatewayCidrBlocks` as an option, deletes a gateway with
attachments and leaves its route table, and names a default route table also when there is none.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGateway.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGateway.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.transit_gateway import TransitGateway, TransitGatewayBackend
from moto.ec2.responses.transit_gateways import TransitGateways

from privateapi.sandbox.aws import transit_gateways
from privateapi.sandbox.aws.patches import Patches

_DEFAULT_TABLES = {
    "DefaultRouteTableAssociation": ("AssociationDefaultRouteTableId", "default_association_route_table"),
    "DefaultRouteTablePropagation": ("PropagationDefaultRouteTableId", "default_propagation_route_table"),
}


def apply(patches: Patches) -> None:
    """Replace how gateways are made, described, changed and deleted."""
    patches.set_item(TransitGateway.DEFAULT_OPTIONS, "SecurityGroupReferencingSupport", "disable")

    @patches.wrap(TransitGatewayBackend, "create_transit_gateway")
    def create_transit_gateway(
        original: Any, backend: Any, description: str | None, options: Any = None, tags: Any = None
    ) -> Any:
        gateway = original(backend, description, options, tags)
        gateway.options = {
            **gateway.options,
            "TransitGatewayCidrBlocks": list(gateway.options["TransitGatewayCidrBlocks"]),
        }
        for option in _DEFAULT_TABLES:
            if gateway.options[option] == "disable":
                _switch_off(gateway, option)
        if all(gateway.options[option] == "disable" for option in _DEFAULT_TABLES):
            # moto associates every attachment with this table before it is told better.
            gateway.default_route_table.state = "deleted"
        return gateway

    @patches.wrap(TransitGatewayBackend, "describe_transit_gateways")
    def describe_transit_gateways(original: Any, backend: Any, filters: Any, transit_gateway_ids: Any) -> Any:
        for id in transit_gateway_ids or []:
            transit_gateways.gateway(backend, id)
        return original(backend, filters, transit_gateway_ids)

    @patches.wrap(TransitGatewayBackend, "modify_transit_gateway")
    def modify_transit_gateway(
        original: Any, backend: Any, transit_gateway_id: str, description: str | None = None, options: Any = None
    ) -> Any:
        gateway = transit_gateways.gateway(backend, transit_gateway_id)
        options = dict(options or {})
        blocks = gateway.options["TransitGatewayCidrBlocks"]
        blocks.extend(options.pop("AddTransitGatewayCidrBlocks", []))
        for block in options.pop("RemoveTransitGatewayCidrBlocks", []):
            blocks.remove(block)
        original(backend, transit_gateway_id, description, options)
        for option in _DEFAULT_TABLES:
            if options.get(option) == "disable":
                _switch_off(gateway, option)
            elif options.get(option) == "enable":
                _switch_on(backend, gateway, option)
        return gateway

    @patches.wrap(TransitGateways, "modify_transit_gateway")
    def respond_to_modify(original: Any, response: Any) -> Any:
        answer = original(response)
        if response._get_param("Description") == "":
            response.ec2_backend.transit_gateways[response._get_param("TransitGatewayId")].description = None
        return answer

    @patches.wrap(TransitGatewayBackend, "delete_transit_gateway")
    def delete_transit_gateway(original: Any, backend: Any, transit_gateway_id: str) -> Any:
        transit_gateways.gateway(backend, transit_gateway_id)
        for kind, name in (("vpc", "Transit Gateway"), ("peering", "Transit Gateway Cross Region Peering")):
            left = [
                each.id
                for each in backend.transit_gateway_attachments.values()
                if each.resource_type == kind
                and transit_gateway_id in (each.transit_gateway_id, each.resource_id)
                and each.state not in ("deleted", "rejected", "failed")
            ]
            if left:
                raise transit_gateways.incorrect_state(
                    f"{transit_gateway_id} has non-deleted {name} Attachments: {', '.join(left)}."
                )
        tables = backend.transit_gateways_route_tables
        for table in [each for each in tables.values() if each.transit_gateway_id == transit_gateway_id]:
            del tables[table.id]
        gateway = original(backend, transit_gateway_id)
        gateway.state = "deleting"
        return gateway


def _switch_off(gateway: Any, option: str) -> None:
    output, flag = _DEFAULT_TABLES[option]
    gateway.options.pop(output, None)
    setattr(gateway.default_route_table, flag, False)


def _switch_on(backend: Any, gateway: Any, option: str) -> None:
    output, flag = _DEFAULT_TABLES[option]
    tables = transit_gateways.tables_of(backend, gateway.id)
    table = next((each for each in tables if each is gateway.default_route_table), None)
    if table is None:
        table = gateway.default_route_table = backend.create_transit_gateway_route_table(gateway.id)
    gateway.options[output] = table.id
    setattr(table, flag, True)
