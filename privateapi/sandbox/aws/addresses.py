"""Which addresses of a subnet of moto's are free, as AWS hands them out."""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.exceptions import EC2ClientError

# AWS keeps the first four addresses and the last one of every subnet:
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
_KEPT_AT_START = 4
_KEPT_AT_END = 1


def in_use(backend: Any, subnet: Any) -> set[str]:
    """The private addresses that network interfaces and instances of `subnet` hold."""
    taken = set(subnet._subnet_ips)
    for interface in backend.enis.values():
        if interface.subnet.id == subnet.id:
            taken.update(address["PrivateIpAddress"] for address in interface.private_ip_addresses)
    return taken


def free_address(backend: Any, subnet: Any, avoid: frozenset[str] = frozenset()) -> str:
    """The lowest free address of `subnet`. Raises InsufficientFreeAddressesInSubnet when there is none."""
    taken = in_use(backend, subnet) | avoid
    network = ipaddress.IPv4Network(subnet.cidr_block)
    for number in range(_KEPT_AT_START, network.num_addresses - _KEPT_AT_END):
        address = network[number]
        if str(address) not in taken and address not in subnet._reserved_ips:
            return str(address)
    raise EC2ClientError(
        "InsufficientFreeAddressesInSubnet",
        f"insufficient free addresses in subnet '{subnet.id}'",
    )


def check_chosen(backend: Any, subnet: Any, chosen: str, code: str = "InvalidParameterValue") -> str:
    """Return the chosen address if AWS would give it.

    Raises `code` when it is no IPv4 address, not in the subnet or kept by AWS, and InvalidIPAddress.InUse when another
    interface has it.
    """
    network = ipaddress.IPv4Network(subnet.cidr_block)
    try:
        address = ipaddress.IPv4Address(chosen)
    except ValueError:
        raise EC2ClientError(code, f"invalid value for parameter address: {chosen}") from None
    if address not in network:
        raise EC2ClientError(code, "Address does not fall within the subnet's address range")
    number = int(address) - int(network.network_address)
    if not _KEPT_AT_START <= number < network.num_addresses - _KEPT_AT_END:
        raise EC2ClientError(code, "Address is in subnet's reserved address range")
    if chosen in in_use(backend, subnet):
        raise EC2ClientError("InvalidIPAddress.InUse", f"The specified address is already in use: {chosen}")
    return chosen
