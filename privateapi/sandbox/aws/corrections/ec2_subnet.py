"""Subnets: zones, IPv6 blocks and attributes as in AWS, and no deletion while an interface is in it.

moto takes zones of any region, files a subnet that names its zone by id under no zone (and gives it public addresses),
writes the state of IPv6 blocks as a Python dictionary, takes any IPv6 block, ignores half of ModifySubnetAttribute and
deletes subnets in use.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.exceptions import DependencyViolationError, EC2ClientError, InvalidSubnetCidrBlockAssociationID
from moto.ec2.models.subnets import Subnet, SubnetBackend
from moto.ec2.responses.subnets import Subnets

from privateapi.sandbox.aws.patches import Patches

_NAME_OPTIONS = {
    "EnableResourceNameDnsARecordOnLaunch": "EnableResourceNameDnsARecord",
    "EnableResourceNameDnsAAAARecordOnLaunch": "EnableResourceNameDnsAAAARecord",
}
_ATTRIBUTES = {
    "MapPublicIpOnLaunch": "map_public_ip_on_launch",
    "AssignIpv6AddressOnCreation": "assign_ipv6_address_on_creation",
    "EnableDns64": "enable_dns64",
}


def apply(patches: Patches) -> None:
    """Correct creation, IPv6 blocks, attributes and deletion."""
    patches.add(Subnet, "enable_dns64", False)
    patches.replace(Subnet, "ipv6_cidr_block_association_set", property(_associations))
    patches.replace(Subnets, "modify_subnet_attribute", _modify_attribute)
    patches.replace(Subnets, "associate_subnet_cidr_block", _associate)
    patches.replace(Subnets, "disassociate_subnet_cidr_block", _disassociate)

    @patches.wrap(SubnetBackend, "create_subnet")
    def create_subnet(
        original: Any,
        backend: Any,
        vpc_id: str,
        cidr_block: str,
        ipv6_cidr_block: str | None = None,
        availability_zone: str | None = None,
        availability_zone_id: str | None = None,
        **kwargs: Any,
    ) -> Any:
        zone = _zone(backend, availability_zone, availability_zone_id)
        if ipv6_cidr_block:
            _check_ipv6(backend, vpc_id, ipv6_cidr_block)
        subnet = original(backend, vpc_id, cidr_block, ipv6_cidr_block, zone, None, **kwargs)
        if not backend.get_vpc(vpc_id).is_default:
            subnet.default_for_az = subnet.map_public_ip_on_launch = False
        if kwargs.get("ipv6_native"):
            subnet.private_dns_name_options_on_launch["HostnameType"] = "resource-name"
        return subnet

    @patches.wrap(SubnetBackend, "delete_subnet")
    def delete_subnet(original: Any, backend: Any, subnet_id: str) -> Any:
        if any(interface.subnet.id == subnet_id for interface in backend.enis.values()):
            raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
        for table in backend.route_tables.values():
            table._associations = {id: target for id, target in table._associations.items() if target != subnet_id}
        return original(backend, subnet_id)


def _zone(backend: Any, name: str | None, id: str | None) -> str:
    zones = backend.describe_availability_zones()
    found = next((zone.name for zone in zones if zone.name == name or (name is None and zone.zone_id == id)), None)
    if found is None:
        parameter, ours = ("availabilityZone", "name") if name else ("availabilityZoneId", "zone_id")
        names = ", ".join(getattr(zone, ours) for zone in zones)
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Value ({name or id}) for parameter {parameter} is invalid. Subnets can currently only be created in the "
            f"following availability zones: {names}.",
        )
    return str(found)


def _check_ipv6(backend: Any, vpc_id: str, block: str) -> None:
    wanted = ipaddress.IPv6Network(block)
    blocks = backend.get_vpc(vpc_id).get_cidr_block_association_set(ipv6=True)
    if not any(wanted.subnet_of(ipaddress.IPv6Network(each["cidr_block"])) for each in blocks):
        raise EC2ClientError("InvalidSubnet.Range", f"The CIDR '{block}' is invalid.")
    for subnet in backend.describe_subnets(filters={"vpc-id": vpc_id}):
        for association in _associated(subnet):
            if wanted.overlaps(ipaddress.IPv6Network(association["ipv6CidrBlock"])):
                raise EC2ClientError("InvalidSubnet.Conflict", f"The CIDR '{block}' conflicts with another subnet")


def _associated(subnet: Any) -> list[dict[str, Any]]:
    return [
        each
        for each in subnet.ipv6_cidr_block_associations.values()
        if each["ipv6CidrBlockState"]["State"] == "associated"
    ]


def _form(association: dict[str, Any], state: str) -> dict[str, Any]:
    return {
        "AssociationId": association["associationId"],
        "Ipv6CidrBlock": association["ipv6CidrBlock"],
        "Ipv6CidrBlockState": {"State": state},
    }


def _associations(subnet: Any) -> list[dict[str, Any]]:
    return [_form(each, "associated") for each in _associated(subnet)]


def _associate(response: Any) -> ActionResult:
    response.error_on_dryrun()
    backend, subnet_id = response.ec2_backend, response.params["SubnetId"]
    subnet = backend.get_subnet(subnet_id)
    if _associated(subnet):
        raise EC2ClientError("InvalidSubnet.Conflict", f"The subnet {subnet_id} already has an IPv6 CIDR block")
    _check_ipv6(backend, subnet.vpc_id, response.params["Ipv6CidrBlock"])
    association = subnet.attach_ipv6_cidr_block_associations(response.params["Ipv6CidrBlock"])
    return ActionResult({"Ipv6CidrBlockAssociation": _form(association, "associating"), "SubnetId": subnet_id})


def _disassociate(response: Any) -> ActionResult:
    response.error_on_dryrun()
    association_id = response.params["AssociationId"]
    for subnet in response.ec2_backend.describe_subnets():
        for association in _associated(subnet):
            if association["associationId"] == association_id:
                subnet.detach_subnet_cidr_block(association_id)
                form = _form(association, "disassociating")
                return ActionResult({"Ipv6CidrBlockAssociation": form, "SubnetId": subnet.id})
    raise InvalidSubnetCidrBlockAssociationID(association_id)


def _modify_attribute(response: Any) -> EmptyResult:
    response.error_on_dryrun()
    params = response.params
    subnet = response.ec2_backend.get_subnet(params["SubnetId"])
    given = [name for name in (*_ATTRIBUTES, *_NAME_OPTIONS, "PrivateDnsHostnameTypeOnLaunch") if name in params]
    if len(given) > 1:
        raise EC2ClientError("InvalidParameterCombination", "You can specify only one attribute in a request")
    for name in given:
        value = params[name]
        if name == "PrivateDnsHostnameTypeOnLaunch":
            subnet.private_dns_name_options_on_launch["HostnameType"] = value
            continue
        value = value["Value"]
        if name in ("AssignIpv6AddressOnCreation", "EnableDns64") and value and not _associated(subnet):
            raise EC2ClientError("InvalidParameterValue", f"The subnet {subnet.id} has no IPv6 CIDR block")
        if name in _ATTRIBUTES:
            setattr(subnet, _ATTRIBUTES[name], value)
        else:
            subnet.private_dns_name_options_on_launch[_NAME_OPTIONS[name]] = value
    return EmptyResult()
