"""VPCs: blocks that AWS refuses, one attribute in a call, and no deletion while something is in the VPC.

moto keeps blocks with host bits and leading zeros, takes secondary blocks of any size that overlap, takes them back
while subnets use them, changes several attributes at once and deletes VPCs that hold gateways, endpoints and groups.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html,
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html,
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import DependencyViolationError, EC2ClientError
from moto.ec2.models import vpcs
from moto.ec2.models.vpcs import VPC, VPCBackend
from moto.ec2.responses.vpcs import VPCs

from privateapi.facts.networks import network_facts
from privateapi.sandbox.aws.patches import Patches

_ATTRIBUTES = {
    "EnableDnsSupport": "enable_dns_support",
    "EnableDnsHostnames": "enable_dns_hostnames",
    "EnableNetworkAddressUsageMetrics": "enable_network_address_usage_metrics",
}


def apply(patches: Patches) -> None:
    """Check blocks, attributes and deletion."""
    _correct_blocks(patches)
    patches.replace(VPCs, "modify_vpc_attribute", _modify_attribute)

    @patches.wrap(VPCBackend, "delete_vpc")
    def delete_vpc(original: Any, backend: Any, vpc_id: str) -> Any:
        vpc = backend.get_vpc(vpc_id)
        if any(_held_by(backend, vpc_id)):
            raise DependencyViolationError(f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")
        # DHCP options outlive the VPCs that used them.
        vpc.dhcp_options = None
        deleted = original(backend, vpc_id)
        for id in [acl.id for acl in backend.network_acls.values() if acl.vpc_id == vpc_id]:
            del backend.network_acls[id]
        backend.groups.pop(vpc_id, None)
        return deleted


def _held_by(backend: Any, vpc_id: str) -> Iterator[bool]:
    yield any(gateway.vpc is not None and gateway.vpc.id == vpc_id for gateway in backend.internet_gateways.values())
    yield any(gateway.vpc_id == vpc_id for gateway in backend.egress_only_internet_gateways.values())
    yield any(endpoint.vpc_id == vpc_id for endpoint in backend.vpc_end_points.values())
    yield any(not group.is_default for group in backend.groups.get(vpc_id, {}).values())
    yield any(acl.vpc_id == vpc_id and not acl.default for acl in backend.network_acls.values())


def _correct_blocks(patches: Patches) -> None:
    @patches.wrap(vpcs, "random_ipv6_cidr")
    def random_ipv6_cidr(original: Any) -> str:
        # In the one form that AWS writes; moto keeps leading zeros.
        return str(ip_network(original()))

    @patches.wrap(VPCBackend, "create_vpc")
    def create_vpc(original: Any, backend: Any, cidr_block: str, *args: Any, **kwargs: Any) -> Any:
        return original(backend, _without_host_bits(cidr_block), *args, **kwargs)

    @patches.wrap(VPCBackend, "associate_vpc_cidr_block")
    def associate(original: Any, backend: Any, vpc_id: str, cidr_block: str | None, ipv6: bool) -> Any:
        if not ipv6:
            cidr_block = _without_host_bits(cidr_block or "")
            _check_secondary(backend.get_vpc(vpc_id), cidr_block)
        return original(backend, vpc_id, cidr_block, ipv6)

    @patches.wrap(VPC, "disassociate_vpc_cidr_block")
    def disassociate(original: Any, vpc: Any, association_id: str) -> Any:
        association = vpc._cidr_block_association_set.get(association_id)
        if association is not None and association["cidr_block"] != vpc.cidr_block:
            block = ip_network(association["cidr_block"], strict=False)
            if any(_lies_in(subnet, block) for subnet in vpc.ec2_backend.describe_subnets(filters={"vpc-id": vpc.id})):
                raise EC2ClientError(
                    "InvalidCidrBlock.InUse", f"The vpc {vpc.id} currently has a subnet within CIDR block {block}."
                )
        return original(vpc, association_id)

    # A block that was taken back is listed for a while, and is no room for subnets or reason to refuse another.
    @patches.wrap(VPC, "get_cidr_block_association_set")
    def get_cidr_block_association_set(original: Any, vpc: Any, ipv6: bool = False) -> Any:
        return [each for each in original(vpc, ipv6) if each["cidr_block_state"]["state"] != "disassociated"]


def _without_host_bits(block: str) -> str:
    try:
        return str(IPv4Network(block, strict=False))
    except ValueError:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block.",
        ) from None


def _check_secondary(vpc: Any, block: str) -> None:
    wanted, facts = IPv4Network(block), network_facts()
    size = facts.prefix_ranges["aws.vpc"]
    if not size.shortest <= wanted.prefixlen <= size.longest:
        raise EC2ClientError("InvalidVpc.Range", f"The CIDR '{block}' is invalid.")
    for association in vpc.get_cidr_block_association_set():
        if wanted.overlaps(IPv4Network(association["cidr_block"])):
            raise EC2ClientError(
                "InvalidVpc.Range",
                f"The CIDR '{block}' conflicts with the CIDR '{association['cidr_block']}' of the VPC",
            )
    primary = IPv4Network(vpc.cidr_block)
    rows = list(facts.secondary_restrictions.values())
    row = next(
        (row for row in rows if row.primary is not None and primary.subnet_of(IPv4Network(row.primary))),
        next(row for row in rows if row.cloud == "aws" and row.primary is None),
    )
    if any(wanted.overlaps(IPv4Network(refused)) for refused in row.refused):
        raise EC2ClientError(
            "InvalidVpc.Range",
            f"The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR,"
            " or use a publicly-routable CIDR. For additional restrictions, see"
            " https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html",
        )


def _lies_in(subnet: Any, block: Any) -> bool:
    if block.version == 4:
        return bool(subnet.cidr_block) and IPv4Network(subnet.cidr_block).subnet_of(block)
    return any(
        ip_network(each["ipv6CidrBlock"]).subnet_of(block)
        for each in subnet.ipv6_cidr_block_associations.values()
        if each["ipv6CidrBlockState"]["State"] == "associated"
    )


def _modify_attribute(response: Any) -> EmptyResult:
    params = response.params
    vpc = response.ec2_backend.get_vpc(params["VpcId"])
    given = {name: params[name]["Value"] for name in _ATTRIBUTES if name in params}
    if len(given) != 1:
        raise EC2ClientError(
            "InvalidParameterCombination" if given else "MissingParameter",
            f"The request must contain exactly one of {', '.join(_ATTRIBUTES)}",
        )
    ((name, value),) = given.items()
    if name == "EnableDnsHostnames" and value and not vpc.enable_dns_support:
        raise EC2ClientError("InvalidParameterValue", "DNS hostnames can be enabled only while DNS support is")
    setattr(vpc, _ATTRIBUTES[name], value)
    return EmptyResult()
