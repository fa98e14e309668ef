"""Load balancers: ARNs, names, hosted zones, interfaces, attributes and refusals per type, as in AWS.

moto calls every load balancer `app/`, gives all of them one hosted zone, names and attributes of an
application load balancer, lets one with deletion protection go and knows no interfaces.
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import (
    DuplicateLoadBalancerName,
    ELBClientError,
    InvalidConfigurationRequest,
    LoadBalancerNotFoundError,
    SubnetNotFoundError,
    ValidationError,
)
from moto.elbv2.models import AvailabilityZone, ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response
from moto.moto_api._internal import mock_random

from privateapi.sandbox.aws import addresses
from privateapi.sandbox.aws.corrections import ec2_managed_interfaces as interfaces
from privateapi.sandbox.aws.hosted_zones import ZoneOwner, hosted_zone_id
from privateapi.sandbox.aws.patches import Patches

_PATHS = {"application": "app", "network": "net", "gateway": "gwy"}
_INTERFACE_KINDS = {"application": "interface", "network": "network_load_balancer", "gateway": "gateway_load_balancer"}
_NAME = re.compile(r"(?!internal-)(?!-)(?!.*-$)[A-Za-z0-9-]{1,32}")

_FOR_ALL = {"deletion_protection.enabled": "false", "load_balancing.cross_zone.enabled": "false"}
_LOGGED = {
    "access_logs.s3.enabled": "false",
    "access_logs.s3.bucket": "",
    "access_logs.s3.prefix": "",
    "zonal_shift.config.enabled": "false",
}
_ATTRIBUTES = {
    "application": {
        **_FOR_ALL,
        **_LOGGED,
        "load_balancing.cross_zone.enabled": "true",
        "client_keep_alive.seconds": "3600",
        "connection_logs.s3.enabled": "false",
        "connection_logs.s3.bucket": "",
        "connection_logs.s3.prefix": "",
        "health_check_logs.s3.enabled": "false",
        "health_check_logs.s3.bucket": "",
        "health_check_logs.s3.prefix": "",
        "idle_timeout.timeout_seconds": "60",
        "routing.http.desync_mitigation_mode": "defensive",
        "routing.http.drop_invalid_header_fields.enabled": "false",
        "routing.http.preserve_host_header.enabled": "false",
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
        "routing.http.xff_client_port.enabled": "false",
        "routing.http.xff_header_processing.mode": "append",
        "routing.http2.enabled": "true",
        "waf.fail_open.enabled": "false",
    },
    "network": {
        **_FOR_ALL,
        **_LOGGED,
        "dns_record.client_routing_policy": "any_availability_zone",
        "secondary_ips.auto_assigned.per_subnet": "0",
    },
    "gateway": _FOR_ALL,
}


def apply(patches: Patches) -> None:
    """Replace creation, deletion, attributes and changes of load balancers."""
    patches.replace(ELBV2Response, "create_load_balancer", _create)
    patches.replace(ELBV2Response, "set_subnets", _set_subnets)
    patches.replace(ELBV2Response, "set_security_groups", _set_security_groups)
    patches.replace(ELBV2Response, "set_ip_address_type", _set_ip_address_type)
    patches.replace(ELBv2Backend, "delete_load_balancer", _delete)
    patches.replace(ELBv2Backend, "modify_load_balancer_attributes", _modify_attributes)
    patches.replace(FakeLoadBalancer, "availability_zones", property(_zones))

    @patches.wrap(ELBv2Backend, "describe_load_balancers")
    def describe_load_balancers(
        original: Any, backend: Any, arns: list[str] | None = None, names: list[str] | None = None
    ) -> Any:
        known = {balancer.name for balancer in backend.load_balancers.values()}
        if any(arn not in backend.load_balancers for arn in arns or []) or not known.issuperset(names or []):
            raise LoadBalancerNotFoundError()
        return original(backend, arns, names)


def _create(response: Any) -> ActionResult:
    params, backend = response.params, response.elbv2_backend
    kind = params.get("Type") or "application"
    # A gateway load balancer has no addresses for clients, so it is neither internal nor internet-facing.
    name, scheme = params["Name"], None if kind == "gateway" else params.get("Scheme") or "internet-facing"
    if not _NAME.fullmatch(name):
        raise ValidationError(f"The load balancer name '{name}' is not valid")
    mappings = _mappings(params)
    address_type: str = params.get("IpAddressType") or "ipv4"
    wanted = {
        "type": kind,
        "scheme": scheme,
        "mappings": mappings,
        "groups": sorted(params.get("SecurityGroups") or []),
        "ip_address_type": address_type,
    }
    for balancer in backend.load_balancers.values():
        if balancer.name == name:
            if balancer.created_as != wanted:
                raise DuplicateLoadBalancerName(
                    f"A load balancer with the same name '{name}' exists, but with different settings"
                )
            return ActionResult({"LoadBalancers": [balancer]})
    subnets = _subnets(backend, kind, mappings)
    vpc = backend.ec2_backend.get_vpc(subnets[0].vpc_id)
    _check_address_type(address_type, subnets)
    if scheme == "internet-facing" and not _has_internet_gateway(backend.ec2_backend, vpc.id):
        raise ELBClientError("InvalidSubnet", f"VPC {vpc.id} has no internet gateway")
    groups = list(params.get("SecurityGroups") or [])
    if kind == "application" and not groups:
        groups = [backend.ec2_backend.get_default_security_group(vpc.id).id]
    if kind == "gateway" and groups:
        raise InvalidConfigurationRequest("Security groups are not supported for load balancers with type 'gateway'")
    _check_groups(backend, vpc.id, groups)
    _check_mappings(backend, kind, scheme, mappings)

    number = mock_random.get_random_hex(16)
    domain = f"elb.{backend.region_name}.amazonaws.com"
    dns_name = f"{name}-{number}.{domain}"
    if kind == "application":
        prefix = "internal-" if scheme == "internal" else ""
        dns_name = f"{prefix}{name}-{int(number[:8], 16)}.{backend.region_name}.elb.amazonaws.com"
    balancer = _LoadBalancer(
        name=name,
        security_groups=groups,
        subnets=subnets,
        vpc_id=vpc.id,
        arn=(
            f"arn:{backend.partition}:elasticloadbalancing:{backend.region_name}:{backend.account_id}"
            f":loadbalancer/{_PATHS[kind]}/{name}/{number}"
        ),
        dns_name=dns_name,
        state="provisioning",
        scheme=scheme,
        loadbalancer_type=kind,
        ip_address_type=address_type,
    )
    owner: ZoneOwner = "application" if kind == "application" else "network"
    balancer.canonical_hosted_zone_id = hosted_zone_id(owner, backend.region_name)
    balancer.attrs = dict(_ATTRIBUTES[kind])
    if kind != "gateway":
        balancer.attrs["ipv6.deny_all_igw_traffic"] = "true" if scheme == "internal" else "false"
    if kind == "network" and groups:
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = "on"
    balancer.created_as = wanted
    balancer.mappings = mappings
    balancer.interface_ids = {}
    _sync_interfaces(backend, balancer)
    backend.load_balancers[balancer.arn] = balancer
    backend.tagging_service.tag_resource(balancer.arn, params.get("Tags"))
    return ActionResult({"LoadBalancers": [balancer]})


# moto's class lacks methods that its abstract base asks for and is instantiated all the same.
_LoadBalancer: Any = FakeLoadBalancer


def _delete(backend: Any, arn: str) -> None:
    balancer = backend.load_balancers.get(arn)
    if balancer is None:
        return
    if balancer.attrs["deletion_protection.enabled"] == "true":
        raise ELBClientError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    for service in backend.ec2_backend.configurations.values():
        if arn in (*service.network_load_balancer_arns, *service.gateway_load_balancer_arns):
            raise ELBClientError(
                "ResourceInUse",
                f"Load balancer '{arn}' cannot be deleted because it is currently associated with another service",
            )
    for listener_arn in list(balancer.listeners):
        backend.delete_listener(listener_arn)
    for interface_id in balancer.interface_ids.values():
        interfaces.delete(backend.ec2_backend, interface_id)
    backend.tagging_service.delete_all_tags_for_resource(arn)
    del backend.load_balancers[arn]


def _set_subnets(response: Any) -> ActionResult:
    params, backend = response.params, response.elbv2_backend
    balancer = _balancer(backend, params["LoadBalancerArn"])
    mappings = _mappings(params)
    subnets = _subnets(backend, balancer.type, mappings)
    if any(subnet.vpc_id != balancer.vpc_id for subnet in subnets):
        raise InvalidConfigurationRequest("All subnets must be in the VPC of the load balancer")
    address_type = params.get("IpAddressType") or balancer.ip_address_type
    _check_address_type(address_type, subnets)
    kept = {id: mapping for id, mapping in mappings.items() if mapping != balancer.mappings.get(id)}
    _check_mappings(backend, balancer.type, balancer.scheme, kept)
    balancer.subnets, balancer.mappings, balancer.ip_address_type = subnets, mappings, address_type
    _sync_interfaces(backend, balancer)
    return ActionResult({"AvailabilityZones": balancer.availability_zones, "IpAddressType": address_type})


def _set_security_groups(response: Any) -> ActionResult:
    params, backend = response.params, response.elbv2_backend
    balancer = _balancer(backend, params["LoadBalancerArn"])
    groups = list(params.get("SecurityGroups") or [])
    if balancer.type == "gateway" or (balancer.type == "network" and not balancer.security_groups):
        raise InvalidConfigurationRequest(
            "Security groups are only supported for load balancers that were created with security groups"
        )
    _check_groups(backend, balancer.vpc_id, groups)
    balancer.security_groups = groups
    enforce = params.get("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    if enforce and balancer.type == "network":
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = enforce
    _sync_interfaces(backend, balancer)
    result = {
        "SecurityGroupIds": groups,
        "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": getattr(
            balancer, "enforce_security_group_inbound_rules_on_private_link_traffic", None
        ),
    }
    return ActionResult(result)


def _set_ip_address_type(response: Any) -> ActionResult:
    backend, address_type = response.elbv2_backend, response.params["IpAddressType"]
    balancer = _balancer(backend, response.params["LoadBalancerArn"])
    _check_address_type(address_type, balancer.subnets)
    balancer.ip_address_type = address_type
    return ActionResult({"IpAddressType": address_type})


def _modify_attributes(backend: Any, arn: str, attrs: dict[str, str]) -> dict[str, str]:
    balancer = _balancer(backend, arn)
    for key in attrs:
        if key in balancer.attrs:
            continue
        if any(key in known for known in _ATTRIBUTES.values()):
            raise InvalidConfigurationRequest(
                f"The attribute key '{key}' is not supported on load balancers with type '{balancer.type}'"
            )
        raise ValidationError(f"Load balancer attribute key '{key}' is not recognized")
    if attrs.get("load_balancing.cross_zone.enabled") == "false" and balancer.type == "application":
        raise InvalidConfigurationRequest(
            "Cross-zone load balancing cannot be switched off for load balancers with type 'application'"
        )
    balancer.attrs.update(attrs)
    return {key: balancer.attrs[key] for key in attrs}


def _balancer(backend: Any, arn: str) -> Any:
    balancer = backend.load_balancers.get(arn)
    if balancer is None:
        raise LoadBalancerNotFoundError()
    return balancer


def _mappings(params: dict[str, Any]) -> dict[str, dict[str, Any]]:
    if params.get("Subnets") and params.get("SubnetMappings"):
        raise ValidationError("Subnets and SubnetMappings cannot be specified at the same time")
    listed = [{"SubnetId": id} for id in params.get("Subnets") or []] or params.get("SubnetMappings") or []
    return {item["SubnetId"]: dict(item) for item in listed}


def _subnets(backend: Any, kind: str, mappings: dict[str, dict[str, Any]]) -> list[Any]:
    from moto.ec2.exceptions import InvalidSubnetIdError

    try:
        subnets = [backend.ec2_backend.get_subnet(id) for id in mappings]
    except InvalidSubnetIdError as missing:
        raise ELBClientError("SubnetNotFound", missing.message) from None
    if not subnets:
        raise SubnetNotFoundError()
    if len({subnet.vpc_id for subnet in subnets}) > 1:
        raise InvalidConfigurationRequest("All subnets must belong to the same VPC")
    if len({subnet.availability_zone for subnet in subnets}) < len(subnets):
        raise InvalidConfigurationRequest(
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone"
        )
    if kind == "application" and len(subnets) < 2:
        raise ValidationError("At least two subnets in two different Availability Zones must be specified")
    return subnets


def _check_address_type(address_type: str, subnets: list[Any]) -> None:
    if address_type not in ("ipv4", "dualstack", "dualstack-without-public-ipv4"):
        raise ValidationError(
            f"1 validation error detected: Value '{address_type}' at 'ipAddressType' failed to satisfy constraint:"
            " Member must satisfy enum value set: [ipv4, dualstack, dualstack-without-public-ipv4]"
        )
    if address_type != "ipv4" and not all(subnet.ipv6_cidr_block_associations for subnet in subnets):
        raise ELBClientError("InvalidSubnet", "You must specify subnets with an associated IPv6 CIDR block.")


def _check_groups(backend: Any, vpc_id: str, group_ids: list[str]) -> None:
    for group_id in group_ids:
        group = backend.ec2_backend.get_security_group_from_id(group_id)
        if group is None:
            raise ELBClientError("InvalidSecurityGroup", f"Security group {group_id} does not exist")
        if group.vpc_id != vpc_id:
            raise InvalidConfigurationRequest(
                f"One or more security groups are invalid: {group_id} is not in VPC {vpc_id}"
            )


def _check_mappings(backend: Any, kind: str, scheme: str | None, mappings: dict[str, dict[str, Any]]) -> None:
    from moto.ec2.exceptions import EC2ClientError

    for subnet_id, mapping in mappings.items():
        if "PrivateIPv4Address" in mapping:
            if kind != "network" or scheme != "internal":
                raise InvalidConfigurationRequest(
                    "Private IPv4 addresses can only be chosen for internal Network Load Balancers"
                )
            try:
                addresses.check_chosen(
                    backend.ec2_backend,
                    backend.ec2_backend.get_subnet(subnet_id),
                    mapping["PrivateIPv4Address"],
                )
            except EC2ClientError as refused:
                raise InvalidConfigurationRequest(refused.message) from None
        if "AllocationId" in mapping:
            if kind != "network" or scheme == "internal":
                raise InvalidConfigurationRequest(
                    "Elastic IP addresses can only be chosen for internet-facing Network Load Balancers"
                )
            known = [address.allocation_id for address in backend.ec2_backend.addresses]
            if mapping["AllocationId"] not in known:
                raise ELBClientError(
                    "AllocationIdNotFound", f"The allocation IDs '[{mapping['AllocationId']}]' do not exist"
                )


def _has_internet_gateway(ec2: Any, vpc_id: str) -> bool:
    if ec2.get_vpc(vpc_id).is_default:
        # AWS makes a default VPC with its internet gateway; moto makes it without.
        return True
    return any(gateway.vpc and gateway.vpc.id == vpc_id for gateway in ec2.internet_gateways.values())


def _sync_interfaces(backend: Any, balancer: Any) -> None:
    """Give the load balancer one interface in each of its subnets, with its present security groups."""
    ec2 = backend.ec2_backend
    path = balancer.arn.split("loadbalancer/", 1)[1]
    wanted = {subnet.id: subnet for subnet in balancer.subnets}
    for subnet_id in list(balancer.interface_ids):
        interface = ec2.enis.get(balancer.interface_ids[subnet_id])
        chosen = balancer.mappings.get(subnet_id, {}).get("PrivateIPv4Address")
        if subnet_id not in wanted or (chosen and interface and interface.private_ip_address != chosen):
            interfaces.delete(ec2, balancer.interface_ids.pop(subnet_id))
    for subnet_id, subnet in wanted.items():
        if subnet_id not in balancer.interface_ids:
            interface = interfaces.create(
                ec2,
                subnet,
                kind=_INTERFACE_KINDS[balancer.type],
                description=f"ELB {path}",
                requester="amazon-elb",
                group_ids=balancer.security_groups,
                address=balancer.mappings.get(subnet_id, {}).get("PrivateIPv4Address"),
            )
            balancer.interface_ids[subnet_id] = interface.id
    for interface_id in balancer.interface_ids.values():
        groups = [ec2.get_security_group_from_id(id) for id in balancer.security_groups]
        ec2.enis[interface_id]._group_set = groups


def _zones(balancer: Any) -> list[AvailabilityZone]:
    zones = []
    for subnet in balancer.subnets:
        zone: Any = AvailabilityZone(subnet)
        chosen = balancer.mappings.get(subnet.id, {}) if hasattr(balancer, "mappings") else {}
        shown = {key: value for key, value in chosen.items() if key in ("AllocationId", "PrivateIPv4Address")}
        zone.load_balancer_addresses = [shown] if shown else []
        zones.append(zone)
    return zones
