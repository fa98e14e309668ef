"""Network interfaces get free addresses of their subnet.

moto draws addresses at random, in endpoints even outside the subnet, and accepts a chosen address that is
outside the subnet, kept by AWS or taken. AWS refuses those:
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.elastic_network_interfaces import NetworkInterfaceBackend
from moto.ec2.models.subnets import Subnet

from privateapi.sandbox.aws import addresses
from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Choose and check addresses when interfaces are made."""

    @patches.wrap(NetworkInterfaceBackend, "create_network_interface")
    def create_network_interface(
        original: Any,
        backend: Any,
        subnet: Any,
        private_ip_address: Any = None,
        private_ip_addresses: Any = None,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        subnet = backend.get_subnet(subnet) if isinstance(subnet, str) else subnet
        if subnet is None or not subnet.cidr_block:
            return original(backend, subnet, private_ip_address, private_ip_addresses, *args, **kwargs)
        first = private_ip_address[0] if isinstance(private_ip_address, list) else private_ip_address
        listed = [item["PrivateIpAddress"] if isinstance(item, dict) else item for item in private_ip_addresses or []]
        for address in dict.fromkeys([*([first] if first else []), *listed]):
            # An instance has booked its address with the subnet before its interface is made.
            if address not in subnet._subnet_ips:
                addresses.check_chosen(backend, subnet, address)
        if not first and not listed:
            first = addresses.free_address(backend, subnet)
        count = int(kwargs.pop("secondary_ips_count", None) or 0)
        interface = original(backend, subnet, first, private_ip_addresses, *args, **kwargs)
        _add_secondary(backend, interface, count)
        return interface

    @patches.wrap(NetworkInterfaceBackend, "assign_private_ip_addresses")
    def assign_private_ip_addresses(
        original: Any,
        backend: Any,
        eni_id: str,
        private_ip_addresses: list[str] | None = None,
        secondary_ips_count: int | None = None,
    ) -> Any:
        interface = backend.get_network_interface(eni_id)
        own = {address["PrivateIpAddress"] for address in interface.private_ip_addresses}
        for address in private_ip_addresses or []:
            if address not in own:
                addresses.check_chosen(backend, interface.subnet, address)
        original(backend, eni_id, private_ip_addresses, 0)
        if not private_ip_addresses:
            _add_secondary(backend, interface, int(secondary_ips_count or 0))
        return interface

    @patches.wrap(Subnet, "get_available_subnet_ip")
    def get_available_subnet_ip(original: Any, subnet: Any, instance: Any) -> Any:
        address = addresses.free_address(subnet.ec2_backend, subnet)
        subnet._subnet_ips[address] = instance
        return address


def _add_secondary(backend: Any, interface: Any, count: int) -> None:
    for _ in range(count):
        address = addresses.free_address(backend, interface.subnet)
        interface.private_ip_addresses.append({"Primary": False, "PrivateIpAddress": address})
