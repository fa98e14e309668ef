"""Resolver endpoints: protocols, address types, interfaces in EC2 and changes of addresses as in AWS.

moto loses the type, the protocols and the settings of metrics, knows no IPv6 and no delegation, shows interfaces that
anybody may delete, lets an endpoint come down to one address, breaks the list where one endpoint has no name, gives one
endpoint more than the quota, and keeps the tags of deleted ones.
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries-values.html
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass, field
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.moto_api._internal import mock_random
from moto.route53resolver.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    LimitExceededException,
    ResourceExistsException,
    ResourceNotFoundException,
)
from moto.route53resolver.responses import Route53ResolverResponse
from moto.utilities.utils import get_partition

from privateapi.sandbox.aws import addresses, resolver
from privateapi.sandbox.aws.corrections import ec2_managed_interfaces as interfaces
from privateapi.sandbox.aws.patches import Patches

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-resolver
_ENDPOINTS = 4
_ADDRESSES = 6
_AT_LEAST = 2
# The first addresses of a subnet's IPv6 block are AWS's own too.
_KEPT = 4

_DIRECTIONS = {"INBOUND": "in", "INBOUND_DELEGATION": "in", "OUTBOUND": "out"}
_PROTOCOLS = {
    "INBOUND": ({"Do53"}, {"DoH"}, {"DoH-FIPS"}, {"Do53", "DoH"}, {"Do53", "DoH-FIPS"}),
    "INBOUND_DELEGATION": ({"Do53"},),
    "OUTBOUND": ({"Do53"}, {"DoH"}, {"Do53", "DoH"}),
}
_SWITCHES = {
    "RniEnhancedMetricsEnabled": tuple(_DIRECTIONS),
    "TargetNameServerMetricsEnabled": ("OUTBOUND",),
    "Dns64Enabled": ("INBOUND",),
    "Ipv6InternetAccessEnabled": ("OUTBOUND",),
}


@dataclass
class _Address:
    """One address pair of an endpoint and the interface that has it."""

    subnet_id: str
    ip: str | None
    ipv6: str | None
    interface_id: str
    id: str
    created: str = field(default_factory=resolver.now)

    def description(self) -> dict[str, Any]:
        given = {"IpId": self.id, "SubnetId": self.subnet_id, "Ip": self.ip, "Ipv6": self.ipv6}
        return {name: value for name, value in given.items() if value is not None} | {
            "Status": "ATTACHED",
            "StatusMessage": "This IP address is operational.",
            "CreationTime": self.created,
            "ModificationTime": self.created,
        }


@dataclass
class _Endpoint:
    """An endpoint; attributes have the names that moto's filters look for."""

    id: str
    arn: str
    region: str
    creator_request_id: str
    name: str
    security_group_ids: list[str]
    direction: str
    host_vpc_id: str
    type: str
    protocols: list[str]
    switches: dict[str, bool]
    addresses: list[_Address] = field(default_factory=list)
    status: str = "OPERATIONAL"
    created: str = field(default_factory=resolver.now)
    modified: str = field(default_factory=resolver.now)

    @property
    def ip_address_count(self) -> int:
        return len(self.addresses)

    @property
    def status_message(self) -> str:
        return resolver.status_message("This Resolver Endpoint is operational.")

    def ip_descriptions(self) -> list[dict[str, Any]]:
        return [each.description() for each in self.addresses]

    def description(self, status: str | None = None) -> dict[str, Any]:
        named = {"Name": self.name} if self.name else {}
        return {
            "Id": self.id,
            "CreatorRequestId": self.creator_request_id,
            "Arn": self.arn,
            **named,
            "SecurityGroupIds": self.security_group_ids,
            "Direction": self.direction,
            "IpAddressCount": self.ip_address_count,
            "HostVPCId": self.host_vpc_id,
            "Status": status or self.status,
            "StatusMessage": self.status_message,
            "CreationTime": self.created,
            "ModificationTime": self.modified,
            "ResolverEndpointType": self.type,
            "Protocols": self.protocols,
            **self.switches,
        }


def apply(patches: Patches) -> None:
    """Replace moto's handling of endpoints."""
    patches.replace(Route53ResolverResponse, "create_resolver_endpoint", _create)
    patches.replace(Route53ResolverResponse, "update_resolver_endpoint", _update)
    patches.replace(Route53ResolverResponse, "associate_resolver_endpoint_ip_address", _associate)
    patches.replace(Route53ResolverResponse, "disassociate_resolver_endpoint_ip_address", _disassociate)
    patches.replace(Route53ResolverResponse, "delete_resolver_endpoint", _delete)


def _create(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    request_id, direction = given("CreatorRequestId"), given("Direction")
    if direction not in _DIRECTIONS:
        raise InvalidParameterException(f"Invalid direction '{direction}'")
    resolver.check_new(
        backend, backend.resolver_endpoints, request_id, "Resolver endpoint", _ENDPOINTS, "max-endpoints"
    )
    entries = given("IpAddresses") or []
    if len(entries) < _AT_LEAST:
        raise InvalidRequestException("Resolver endpoint needs to have at least 2 IP addresses")
    if len(entries) > _ADDRESSES:
        raise LimitExceededException(f"Resolver endpoint cannot have more than {_ADDRESSES} IP addresses")
    groups = given("SecurityGroupIds") or []
    vpc_id = _subnet(backend, entries[0]["SubnetId"]).vpc_id
    _check_groups(backend, groups, vpc_id)
    protocols = _protocols(direction, given("Protocols") or ["Do53"])
    id = f"rslvr-{_DIRECTIONS[direction]}-{mock_random.get_random_hex(17)}"
    region = backend.region_name
    endpoint = _Endpoint(
        id=id,
        arn=f"arn:{get_partition(region)}:route53resolver:{region}:{backend.account_id}:resolver-endpoint/{id}",
        region=region,
        creator_request_id=request_id,
        name=given("Name") or "",
        security_group_ids=groups,
        direction=direction,
        host_vpc_id=vpc_id,
        type=given("ResolverEndpointType") or "IPV4",
        protocols=protocols,
        switches={name: False for name in _SWITCHES},
    )
    _switch(endpoint, given)
    try:
        for entry in entries:
            _add(backend, endpoint, entry)
        resolver.tag(backend, endpoint.arn, given("Tags"))
    except Exception:
        # A refused call leaves no interface behind.
        _remove(backend, endpoint, endpoint.addresses)
        raise
    backend.resolver_endpoints[id] = endpoint
    return _answer(endpoint, "CREATING")


def _update(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    endpoint = resolver.found(backend.resolver_endpoints, given("ResolverEndpointId"), "Resolver endpoint")
    protocols = given("Protocols")
    if protocols:
        endpoint.protocols = _protocols(endpoint.direction, protocols)
    type = given("ResolverEndpointType")
    if type and type != endpoint.type:
        if type == "IPV6":
            raise InvalidRequestException("Updating a Resolver endpoint to the IPV6 type is not supported")
        chosen = {each["IpId"]: each["Ipv6"] for each in given("UpdateIpAddresses") or []}
        for address in endpoint.addresses:
            subnet = _subnet(backend, address.subnet_id)
            interface = backend.ec2_backend.enis[address.interface_id]
            if type == "IPV4":
                address.ipv6 = None
            elif address.ipv6 is None:
                address.ipv6 = _ipv6(backend, subnet, chosen.get(address.id))
            interface.ipv6_addresses = [address.ipv6] if address.ipv6 else []
            address.ip = interface.private_ip_address
        endpoint.type = type
    if given("Name") is not None:
        endpoint.name = given("Name")
    _switch(endpoint, given)
    endpoint.modified = resolver.now()
    return _answer(endpoint, "UPDATING")


def _associate(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    endpoint = resolver.found(backend.resolver_endpoints, given("ResolverEndpointId"), "Resolver endpoint")
    if len(endpoint.addresses) >= _ADDRESSES:
        raise LimitExceededException(f"Resolver endpoint cannot have more than {_ADDRESSES} IP addresses")
    _add(backend, endpoint, given("IpAddress"))
    endpoint.modified = resolver.now()
    return _answer(endpoint, "UPDATING")


def _disassociate(response: Any) -> str:
    backend, given = response.route53resolver_backend, response._get_param
    endpoint = resolver.found(backend.resolver_endpoints, given("ResolverEndpointId"), "Resolver endpoint")
    named = given("IpAddress")
    if not named.get("IpId") and not (named.get("SubnetId") and (named.get("Ip") or named.get("Ipv6"))):
        raise InvalidRequestException(
            "[RSLVR-00503] Need to specify either the IP ID or both subnet and IP address in order to remove IP "
            "address."
        )
    leaving = [each for each in endpoint.addresses if _is_named(each, named)]
    if not leaving:
        raise ResourceNotFoundException(
            f"IP address '{named.get('IpId') or named.get('Ip') or named.get('Ipv6')}' does not exist in Resolver "
            f"endpoint '{endpoint.id}'"
        )
    if len(endpoint.addresses) <= _AT_LEAST:
        raise InvalidRequestException("Resolver endpoint needs to have at least 2 IP addresses")
    _remove(backend, endpoint, leaving)
    endpoint.modified = resolver.now()
    return _answer(endpoint, "UPDATING")


def _is_named(address: _Address, named: dict[str, Any]) -> bool:
    given = {"id": named.get("IpId"), "subnet_id": named.get("SubnetId"), "ip": named.get("Ip")}
    given["ipv6"] = named.get("Ipv6")
    return all(value is None or getattr(address, name) == value for name, value in given.items())


def _delete(response: Any) -> str:
    backend, id = response.route53resolver_backend, response._get_param("ResolverEndpointId")
    endpoint = resolver.found(backend.resolver_endpoints, id, "Resolver endpoint")
    rules = [rule.id for rule in backend.resolver_rules.values() if rule.resolver_endpoint_id == id]
    if rules:
        raise InvalidRequestException(
            "Cannot delete resolver endpoint unless its related resolver rules are deleted.  The following rules still "
            f"exist for this resolver endpoint:  {','.join(rules)}"
        )
    answer = _answer(endpoint, "DELETING")
    _remove(backend, endpoint, endpoint.addresses)
    backend.tagger.delete_all_tags_for_resource(endpoint.arn)
    del backend.resolver_endpoints[id]
    return answer


def _answer(endpoint: _Endpoint, status: str) -> str:
    return json.dumps({"ResolverEndpoint": endpoint.description(status)})


def _protocols(direction: str, protocols: list[str]) -> list[str]:
    if set(protocols) not in _PROTOCOLS[direction]:
        raise InvalidParameterException(
            f"Protocols {', '.join(protocols)} are not supported for Resolver endpoints of direction {direction}"
        )
    return sorted(protocols)


def _switch(endpoint: _Endpoint, given: Any) -> None:
    for name, directions in _SWITCHES.items():
        value = given(name)
        if value and endpoint.direction not in directions:
            raise InvalidParameterException(f"{name} is not supported for direction {endpoint.direction}")
        if value is not None:
            endpoint.switches[name] = bool(value)


def _check_groups(backend: Any, ids: list[str], vpc_id: str) -> None:
    if not ids:
        raise InvalidParameterException("At least one security group is needed")
    for id in ids:
        group = backend.ec2_backend.get_security_group_from_id(id)
        if group is None:
            raise ResourceNotFoundException(f"The security group '{id}' does not exist")
        if group.vpc_id != vpc_id:
            raise InvalidParameterException(f"The security group '{id}' is not in the VPC '{vpc_id}' of the subnets")


def _subnet(backend: Any, id: str) -> Any:
    found = next((each for each in backend.ec2_backend.describe_subnets() if each.id == id), None)
    if found is None:
        raise InvalidParameterException(f"The subnet ID '{id}' does not exist")
    return found


def _add(backend: Any, endpoint: _Endpoint, entry: dict[str, Any]) -> None:
    subnet = _subnet(backend, entry["SubnetId"])
    if subnet.vpc_id != endpoint.host_vpc_id:
        raise InvalidParameterException(f"The subnet '{subnet.id}' is not in the VPC '{endpoint.host_vpc_id}'")
    id = f"rni-{mock_random.get_random_hex(17)}"
    chosen = entry.get("Ip")
    if chosen and chosen in addresses.in_use(backend.ec2_backend, subnet):
        raise ResourceExistsException(f"The IP address '{chosen}' in subnet '{subnet.id}' is already in use")
    ipv6 = None if endpoint.type == "IPV4" else _ipv6(backend, subnet, entry.get("Ipv6"))
    try:
        interface = interfaces.create(
            backend.ec2_backend,
            subnet,
            kind="interface",
            description=f"Route 53 Resolver: {endpoint.id}:{id}",
            requester=f"AROA:{backend.account_id}",
            group_ids=endpoint.security_group_ids,
            address=chosen,
        )
    except EC2ClientError:
        raise InvalidRequestException(
            f"IP address '{chosen}' is either not in subnet '{subnet.id}' CIDR range or is reserved"
        ) from None
    interface.ipv6_addresses = [ipv6] if ipv6 else []
    ip = None if endpoint.type == "IPV6" else interface.private_ip_address
    endpoint.addresses.append(_Address(subnet.id, ip, ipv6, interface.id, id))


def _ipv6(backend: Any, subnet: Any, chosen: str | None) -> str:
    blocks = [each["Ipv6CidrBlock"] for each in subnet.ipv6_cidr_block_association_set]
    if not blocks:
        raise InvalidParameterException(f"The subnet '{subnet.id}' has no IPv6 CIDR block")
    block = ipaddress.IPv6Network(blocks[0])
    interfaces_there = [each for each in backend.ec2_backend.enis.values() if each.subnet.id == subnet.id]
    taken = {address for each in interfaces_there for address in each.ipv6_addresses}
    if not chosen:
        return next(str(block[number]) for number in range(_KEPT, 2**16) if str(block[number]) not in taken)
    address = ipaddress.IPv6Address(chosen)
    if address not in block:
        raise InvalidRequestException(
            f"IP address '{chosen}' is either not in subnet '{subnet.id}' CIDR range or is reserved"
        )
    if str(address) in taken:
        raise ResourceExistsException(f"The IP address '{chosen}' in subnet '{subnet.id}' is already in use")
    return str(address)


def _remove(backend: Any, endpoint: _Endpoint, leaving: list[_Address]) -> None:
    for address in list(leaving):
        interfaces.delete(backend.ec2_backend, address.interface_id)
        endpoint.addresses.remove(address)
