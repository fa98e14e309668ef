"""VPC endpoints: chosen addresses, interfaces inside their subnets, names, changes and refusals as in AWS.

moto gives endpoint interfaces random addresses and the default security group, ignores SubnetConfigurations,
makes one malformed name, keeps interfaces and routes unchanged on ModifyVpcEndpoint, and keeps deleted endpoints.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
"""

from __future__ import annotations

import json
import string
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, InvalidVpcEndPointIdError
from moto.ec2.models.vpcs import VPCBackend, VPCEndPoint
from moto.ec2.responses.vpcs import VPCs
from moto.ec2.utils import add_tag_specification, random_vpc_ep_id
from moto.moto_api._internal import mock_random

from privateapi.sandbox.aws import addresses
from privateapi.sandbox.aws.corrections import ec2_managed_interfaces as interfaces
from privateapi.sandbox.aws.hosted_zones import hosted_zone_id
from privateapi.sandbox.aws.patches import Patches

_REQUESTER = "727180483921"
_WITH_INTERFACES = ("Interface", "GatewayLoadBalancer")


# moto's class lacks methods that its abstract base asks for and is instantiated all the same.
_Endpoint: Any = VPCEndPoint


def apply(patches: Patches) -> None:
    """Replace moto's handling of endpoints."""
    patches.replace(VPCs, "create_vpc_endpoint", _create)
    patches.replace(VPCs, "modify_vpc_endpoint", _modify)
    patches.replace(VPCs, "delete_vpc_endpoints", _delete)
    patches.replace(VPCBackend, "delete_vpc_endpoints", _delete_all)
    patches.add(VPCEndPoint, "dns_options", property(_dns_options))

    @patches.wrap(VPCEndPoint, "get_filter_value")
    def get_filter_value(original: Any, endpoint: Any, name: str, method: str | None = None) -> Any:
        if name == "vpc-endpoint-id":
            return endpoint.id
        if name == "ip-address-type":
            return endpoint.ip_address_type
        if name == "service-region":
            return endpoint.service_region
        return original(endpoint, name, method)


def _create(response: Any) -> ActionResult:
    params, backend = response.params, response.ec2_backend
    response.error_on_dryrun()
    vpc = backend.get_vpc(params["VpcId"])
    kind = params.get("VpcEndpointType") or "Gateway"
    service = params.get("ServiceName") or ""
    _check_service(backend, service, params.get("ServiceRegion"))
    policy = _checked_policy(params.get("PolicyDocument"))
    endpoint = _Endpoint(
        backend,
        random_vpc_ep_id(),
        vpc.id,
        service,
        kind,
        policy,
        route_table_ids=[],
        subnet_ids=[],
        client_token=params.get("ClientToken"),
        private_dns_enabled=False,
    )
    endpoint.service_region = params.get("ServiceRegion") or backend.region_name
    endpoint.requester_managed = False
    endpoint.dns_label = "".join(mock_random.choice(string.ascii_lowercase + string.digits) for _ in range(8))
    endpoint.ip_address_type = params.get("IpAddressType") or "ipv4"
    endpoint.dns_record_ip_type = (params.get("DnsOptions") or {}).get("DnsRecordIpType")
    if kind == "Gateway":
        for table_id in params.get("RouteTableIds", []):
            backend.get_route_table(table_id)
        endpoint.destination_prefix_list_id = next(
            (pl.id for pl in backend.managed_prefix_lists.values() if pl.prefix_list_name == service), None
        )
        backend.vpc_end_points[endpoint.id] = endpoint
        _route(backend, endpoint, params.get("RouteTableIds", []))
    elif kind in _WITH_INTERFACES:
        groups = params.get("SecurityGroupIds") or [backend.get_default_security_group(vpc.id).id]
        _check_groups(backend, vpc.id, groups)
        endpoint.security_group_ids = list(groups) if kind == "Interface" else []
        private_dns = kind == "Interface" and params.get("PrivateDnsEnabled", True)
        if private_dns and service.startswith(f"com.amazonaws.{backend.region_name}."):
            _check_private_dns(backend, vpc, endpoint)
            endpoint.private_dns_enabled = True
        chosen = _chosen_addresses(params)
        _check_subnets(backend, endpoint, params.get("SubnetIds", []), chosen)
        _attach(backend, endpoint, params.get("SubnetIds", []), chosen)
    endpoint.add_tags(add_tag_specification(params.get("TagSpecifications", [])))
    backend.vpc_end_points[endpoint.id] = endpoint
    return ActionResult({"VpcEndpoint": endpoint})


def _modify(response: Any) -> ActionResult:
    params, backend = response.params, response.ec2_backend
    response.error_on_dryrun()
    endpoint = backend.vpc_end_points.get(params["VpcEndpointId"])
    if endpoint is None:
        raise InvalidVpcEndPointIdError(params["VpcEndpointId"])
    groups = [
        *[id for id in endpoint.security_group_ids if id not in params.get("RemoveSecurityGroupIds", [])],
        *[id for id in params.get("AddSecurityGroupIds", []) if id not in endpoint.security_group_ids],
    ]
    _check_groups(backend, endpoint.vpc_id, groups)
    if endpoint.vpc_endpoint_type == "Interface" and not groups:
        raise EC2ClientError("InvalidParameter", "An interface endpoint needs at least one security group")
    policy = _checked_policy(params.get("PolicyDocument"))
    wants_private_dns = params.get("PrivateDnsEnabled")
    if wants_private_dns and not endpoint.private_dns_enabled:
        _check_private_dns(backend, backend.get_vpc(endpoint.vpc_id), endpoint)
    chosen = _chosen_addresses(params)
    added = [id for id in params.get("AddSubnetIds", []) if id not in endpoint.subnet_ids]
    removed = [id for id in params.get("RemoveSubnetIds", []) if id in endpoint.subnet_ids]
    moved = [
        id
        for id, address in chosen.items()
        if id in endpoint.subnet_ids and id not in removed and _address_in(backend, endpoint, id) != address
    ]
    _check_subnets(backend, endpoint, added, {id: a for id, a in chosen.items() if id in (*added, *moved)}, removed)

    if params.get("ResetPolicy"):
        endpoint.policy_document = json.dumps(VPCEndPoint.DEFAULT_POLICY)
    if policy is not None:
        endpoint.policy_document = policy
    if wants_private_dns is not None:
        endpoint.private_dns_enabled = wants_private_dns
    if params.get("IpAddressType"):
        endpoint.ip_address_type = params["IpAddressType"]
    if "DnsRecordIpType" in (params.get("DnsOptions") or {}):
        endpoint.dns_record_ip_type = params["DnsOptions"]["DnsRecordIpType"]
    _detach(backend, endpoint, [*removed, *moved])
    endpoint.security_group_ids = groups
    for interface in _interfaces(backend, endpoint):
        interface._group_set = [backend.get_security_group_from_id(id) for id in groups]
    _attach(backend, endpoint, [*added, *moved], chosen)
    _unroute(backend, endpoint, params.get("RemoveRouteTableIds", []))
    _route(backend, endpoint, params.get("AddRouteTableIds", []))
    return ActionResult({"Return": True})


def _delete(response: Any) -> ActionResult:
    response.error_on_dryrun()
    backend = response.ec2_backend
    ids = response.params.get("VpcEndpointIds", [])
    missing = [id for id in ids if id not in backend.vpc_end_points]
    _delete_all(backend, ids)
    unsuccessful = [
        {
            "ResourceId": id,
            "Error": {
                "Code": "InvalidVpcEndpoint.NotFound",
                "Message": f"The Vpc Endpoint Id '{id}' does not exist",
            },
        }
        for id in missing
    ]
    return ActionResult({"Unsuccessful": unsuccessful})


def _delete_all(backend: Any, vpce_ids: list[str] | None = None) -> None:
    for endpoint_id in vpce_ids or []:
        endpoint = backend.vpc_end_points.pop(endpoint_id, None)
        if endpoint is not None:
            _detach(backend, endpoint, list(endpoint.subnet_ids))
            _unroute(backend, endpoint, list(endpoint.route_table_ids))
            endpoint.state = "deleted"
            backend.tags.pop(endpoint_id, None)


def _check_service(backend: Any, service: str, service_region: str | None) -> None:
    region = service_region or backend.region_name
    if service.startswith("com.amazonaws.vpce."):
        known = any(service == configuration.service_name for configuration in _configurations(backend, region))
    else:
        prefix = f"com.amazonaws.{region}."
        known = service.startswith(prefix) and len(service) > len(prefix)
    if not known:
        raise EC2ClientError("InvalidServiceName", f"The Vpc Endpoint Service '{service}' does not exist")


def _configurations(backend: Any, region: str) -> list[Any]:
    from moto.ec2.models import ec2_backends

    return [
        configuration
        for account in list(ec2_backends)
        for configuration in ec2_backends[account][region].configurations.values()
    ]


def _checked_policy(policy: str | None) -> str | None:
    if policy is None:
        return None
    try:
        json.loads(policy)
    except ValueError:
        raise EC2ClientError("InvalidPolicyDocument", "The policy document is not valid JSON") from None
    return policy


def _check_groups(backend: Any, vpc_id: str, group_ids: list[str]) -> None:
    for group_id in group_ids:
        group = backend.get_security_group_from_id(group_id)
        if group is None:
            raise EC2ClientError("InvalidSecurityGroupId.NotFound", f"The Security Group Id {group_id} does not exist")
        if group.vpc_id != vpc_id:
            raise EC2ClientError(
                "InvalidParameter", f"Security group {group_id} and VPC {vpc_id} belong to different networks."
            )


def _check_private_dns(backend: Any, vpc: Any, endpoint: Any) -> None:
    if not (vpc.enable_dns_support and vpc.enable_dns_hostnames):
        raise EC2ClientError(
            "InvalidParameter",
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to"
            f" true for {vpc.id}",
        )
    for other in backend.vpc_end_points.values():
        same = other.vpc_id == vpc.id and other.service_name == endpoint.service_name
        if same and other.id != endpoint.id and other.private_dns_enabled:
            raise EC2ClientError(
                "InvalidParameter",
                "private-dns-enabled cannot be set because there is already a conflicting DNS domain for"
                f" {_private_name(endpoint)} in the VPC {vpc.id}",
            )


def _chosen_addresses(params: dict[str, Any]) -> dict[str, str]:
    return {
        item["SubnetId"]: item["Ipv4"]
        for item in params.get("SubnetConfigurations") or []
        if item.get("SubnetId") and item.get("Ipv4")
    }


def _check_subnets(
    backend: Any,
    endpoint: Any,
    subnet_ids: list[str],
    chosen: dict[str, str],
    leaving: list[str] | None = None,
) -> None:
    """Refuse before anything is made: a failed call leaves no interface behind."""
    zones = {backend.get_subnet(id).availability_zone for id in endpoint.subnet_ids if id not in (leaving or [])}
    for subnet_id in subnet_ids:
        subnet = backend.get_subnet(subnet_id)
        if subnet.vpc_id != endpoint.vpc_id:
            raise EC2ClientError(
                "InvalidParameter", f"Subnet {subnet_id} and VPC {endpoint.vpc_id} belong to different networks."
            )
        if subnet.availability_zone in zones:
            raise EC2ClientError(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet_id}.",
            )
        zones.add(subnet.availability_zone)
    for subnet_id, address in chosen.items():
        if subnet_id not in subnet_ids and subnet_id not in endpoint.subnet_ids:
            raise EC2ClientError(
                "InvalidParameter", f"Subnet {subnet_id} of SubnetConfigurations is not a subnet of the endpoint"
            )
        addresses.check_chosen(backend, backend.get_subnet(subnet_id), address, code="InvalidParameter")


def _attach(backend: Any, endpoint: Any, subnet_ids: list[str], chosen: dict[str, str]) -> None:
    kind = {"Interface": "vpc_endpoint", "GatewayLoadBalancer": "gateway_load_balancer_endpoint"}
    for subnet_id in subnet_ids:
        interface = interfaces.create(
            backend,
            backend.get_subnet(subnet_id),
            kind=kind[endpoint.vpc_endpoint_type],
            description=f"VPC Endpoint Interface {endpoint.id}",
            requester=_REQUESTER,
            group_ids=endpoint.security_group_ids,
            address=chosen.get(subnet_id),
        )
        endpoint.network_interface_ids.append(interface.id)
        if subnet_id not in endpoint.subnet_ids:
            endpoint.subnet_ids.append(subnet_id)
    _name(backend, endpoint)


def _detach(backend: Any, endpoint: Any, subnet_ids: list[str]) -> None:
    for interface in _interfaces(backend, endpoint):
        if interface.subnet.id in subnet_ids:
            endpoint.network_interface_ids.remove(interface.id)
            interfaces.delete(backend, interface.id)
    endpoint.subnet_ids = [id for id in endpoint.subnet_ids if id not in subnet_ids]


def _interfaces(backend: Any, endpoint: Any) -> list[Any]:
    return [backend.enis[id] for id in endpoint.network_interface_ids if id in backend.enis]


def _address_in(backend: Any, endpoint: Any, subnet_id: str) -> str | None:
    for interface in _interfaces(backend, endpoint):
        if interface.subnet.id == subnet_id:
            return str(interface.private_ip_address)
    return None


def _name(backend: Any, endpoint: Any) -> None:
    """The regional name, one per zone, and the service's own names where private DNS is on."""
    if endpoint.vpc_endpoint_type != "Interface":
        return
    region = endpoint.service_region
    service = endpoint.service_name.removeprefix("com.amazonaws.vpce.").removeprefix("com.amazonaws.")
    service = service.removeprefix(f"{region}.")
    domain = f"{service}.{backend.region_name}.vpce.amazonaws.com"
    stem = f"{endpoint.id}-{endpoint.dns_label}"
    zones = sorted({interface.subnet.availability_zone for interface in _interfaces(backend, endpoint)})
    zone_id = hosted_zone_id("vpce", backend.region_name)
    names = [f"{stem}.{domain}", *(f"{stem}-{zone}.{domain}" for zone in zones)]
    entries = [{"DnsName": name, "HostedZoneId": zone_id} for name in names]
    if endpoint.private_dns_enabled:
        if not hasattr(endpoint, "private_zone_id"):
            endpoint.private_zone_id = f"Z{mock_random.get_random_hex(19).upper()}"
        entries.append({"DnsName": _private_name(endpoint), "HostedZoneId": endpoint.private_zone_id})
    endpoint.dns_entries = entries


def _private_name(endpoint: Any) -> str:
    service = endpoint.service_name.removeprefix(f"com.amazonaws.{endpoint.service_region}.")
    name = f"{service}.{endpoint.service_region}.amazonaws.com"
    # Each API has a name of its own below the service's.
    return f"*.{name}" if service == "execute-api" else name


def _dns_options(endpoint: Any) -> dict[str, Any]:
    if endpoint.vpc_endpoint_type == "Gateway":
        return {"DnsRecordIpType": endpoint.dns_record_ip_type or "service-defined"}
    return {"DnsRecordIpType": endpoint.dns_record_ip_type or endpoint.ip_address_type}


def _route(backend: Any, endpoint: Any, table_ids: list[str]) -> None:
    for table_id in table_ids:
        if table_id in endpoint.route_table_ids:
            continue
        backend.get_route_table(table_id)
        endpoint.route_table_ids.append(table_id)
        if endpoint.destination_prefix_list_id:
            backend.create_route(
                table_id,
                None,
                gateway_id=endpoint.id,
                destination_prefix_list_id=endpoint.destination_prefix_list_id,
            )


def _unroute(backend: Any, endpoint: Any, table_ids: list[str]) -> None:
    for table_id in table_ids:
        if table_id in endpoint.route_table_ids:
            endpoint.route_table_ids.remove(table_id)
            if endpoint.destination_prefix_list_id and table_id in backend.route_tables:
                backend.delete_route(table_id, endpoint.destination_prefix_list_id)
