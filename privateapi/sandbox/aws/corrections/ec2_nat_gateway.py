"""NAT gateways: an interface with an address of the subnet, that is there as long as the gateway is.

moto draws a random address, ignores the chosen one, takes any elastic address, and leaves interface and association
behind when the gateway is deleted.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import nat_gateways as models
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.responses.nat_gateways import NatGateways

from privateapi.sandbox.aws import addresses
from privateapi.sandbox.aws.corrections import ec2_managed_interfaces as interfaces
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Check creation and deletion."""
    # Without an address of its own choice, a gateway gets a free one of its subnet.
    patches.replace(models, "random_private_ip", lambda: None)

    @patches.wrap(NatGateways, "create_nat_gateway")
    def create_nat_gateway(original: Any, response: Any) -> Any:
        params, backend = response.params, response.ec2_backend
        response.error_on_dryrun()
        subnet = backend.get_subnet(params["SubnetId"])
        kind = params.setdefault("ConnectivityType", "public")
        _check_allocation(backend, kind, params.get("AllocationId"))
        chosen = params.get("PrivateIpAddress")
        if chosen:
            addresses.check_chosen(backend, subnet, chosen)
        result = original(response)
        gateway = result.result["NatGateway"]
        interface = gateway._eni
        if chosen:
            interface.private_ip_address = interface.private_ip_addresses[0]["PrivateIpAddress"] = chosen
            gateway.address_set[0]["privateIp"] = chosen
        interface._group_set = []
        interface.description = f"Interface for NAT Gateway {gateway.id}"
        interfaces.mark(interface, "nat_gateway", "amazon-vpc")
        return result

    @patches.wrap(NatGatewayBackend, "describe_nat_gateways")
    def describe_nat_gateways(original: Any, backend: Any, filters: Any, nat_gateway_ids: list[str] | None) -> Any:
        for id in nat_gateway_ids or []:
            _existing(backend, id)
        return original(backend, filters, nat_gateway_ids)

    @patches.wrap(NatGatewayBackend, "delete_nat_gateway")
    def delete_nat_gateway(original: Any, backend: Any, nat_gateway_id: str) -> Any:
        gateway = _existing(backend, nat_gateway_id)
        for address in gateway.address_set:
            if address.get("associationId"):
                backend.disassociate_address(association_id=address["associationId"])
        interfaces.delete(backend, gateway._eni.id)
        return original(backend, nat_gateway_id)


def _existing(backend: Any, id: str) -> Any:
    if id not in backend.nat_gateways:
        raise EC2ClientError("NatGatewayNotFound", f"The Nat Gateway {id} was not found")
    return backend.nat_gateways[id]


def _check_allocation(backend: Any, kind: str, allocation_id: str | None) -> None:
    if kind == "private":
        if allocation_id:
            raise EC2ClientError("InvalidParameter", "AllocationId is not supported for a private NAT gateway")
        return
    if not allocation_id:
        raise EC2ClientError("MissingParameter", "The request must contain the parameter AllocationId")
    address = next((each for each in backend.addresses if each.allocation_id == allocation_id), None)
    if address is None:
        raise EC2ClientError("InvalidAllocationID.NotFound", f"Allocation ID '{allocation_id}' not found.")
    if address.association_id:
        raise EC2ClientError(
            "Resource.AlreadyAssociated", f"Elastic IP address [{allocation_id}] is already associated"
        )
