"""Target groups: defaults per protocol, targets by address and port, health that follows what is there.

moto gives every group the attributes of HTTP groups, keeps one port per target, takes any target and calls all of
them healthy, also when no load balancer uses the group.
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.elbv2.exceptions import (
    DuplicateTargetGroupName,
    ELBClientError,
    InvalidTargetError,
    TargetGroupNotFoundError,
    TargetNotRunning,
    ValidationError,
)
from moto.elbv2.models import ELBv2Backend, FakeHealthStatus, FakeTargetGroup

from privateapi.sandbox.aws import addresses
from privateapi.sandbox.aws.patches import Patches

_NETWORK_PROTOCOLS = ("TCP", "TLS", "UDP", "TCP_UDP")
# Outside the VPC, targets can be in these blocks, with the zone "all".
_OUTSIDE = [ipaddress.ip_network(block) for block in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")]
_FOR_ALL = {
    "deregistration_delay.timeout_seconds": "300",
    "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
    "stickiness.enabled": "false",
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
}


def apply(patches: Patches) -> None:
    """Correct defaults, registration and health."""
    patches.replace(FakeTargetGroup, "register", _register)
    patches.replace(FakeTargetGroup, "deregister", _deregister)
    patches.replace(FakeTargetGroup, "deregister_terminated_instances", _deregister_terminated)
    patches.replace(FakeTargetGroup, "health_for", _health_for)

    @patches.wrap(ELBv2Backend, "create_target_group")
    def create_target_group(original: Any, backend: Any, name: str, **kwargs: Any) -> Any:
        wanted = {key: value for key, value in kwargs.items() if key != "tags"}
        for group in backend.target_groups.values():
            if group.name == name:
                if getattr(group, "created_as", None) == wanted:
                    return group
                raise DuplicateTargetGroupName()
        group = original(backend, name, **kwargs)
        group.created_as = wanted
        if group.protocol in _NETWORK_PROTOCOLS:
            _set_network_defaults(group, kwargs)
        return group

    @patches.wrap(ELBv2Backend, "modify_target_group")
    def modify_target_group(original: Any, backend: Any, arn: str, *args: Any, **kwargs: Any) -> Any:
        group = original(backend, arn, *args, **kwargs)
        codes = args[7] if len(args) > 7 else kwargs.get("http_codes")
        if codes is not None and group.health_check_protocol in ("HTTP", "HTTPS"):
            group.matcher = {"HttpCode": codes}
        if group.health_check_protocol == "TCP":
            group.matcher, group.health_check_path = None, None
        elif not getattr(group, "matcher", None):
            group.matcher = {"HttpCode": "200-399"}
            group.health_check_path = group.health_check_path or "/"
        group.created_as = None
        return group

    @patches.wrap(ELBv2Backend, "modify_target_group_attributes")
    def modify_target_group_attributes(
        original: Any, backend: Any, target_group_arn: str, attributes: dict[str, Any]
    ) -> Any:
        group = backend.target_groups.get(target_group_arn)
        if group is None:
            raise TargetGroupNotFoundError()
        if group.protocol in _NETWORK_PROTOCOLS:
            for key in attributes:
                if key not in group.attributes:
                    raise ValidationError(f"Target group attribute key '{key}' is not recognized")
        return original(backend, target_group_arn, attributes)


def _set_network_defaults(group: Any, given: dict[str, Any]) -> None:
    if group.health_check_protocol in ("HTTP", "HTTPS"):
        # A load balancer that works on connections takes redirects as a sign of life.
        group.matcher = given.get("matcher") or {"HttpCode": "200-399"}
        group.health_check_path = group.health_check_path or "/"
        if given.get("healthcheck_timeout_seconds") is None and group.health_check_protocol == "HTTP":
            group.health_check_timeout_seconds = 6
    by_instance = group.target_type == "instance" or group.protocol in ("UDP", "TCP_UDP")
    group.attributes = {
        **_FOR_ALL,
        "deregistration_delay.connection_termination.enabled": "false",
        "preserve_client_ip.enabled": "true" if by_instance else "false",
        "proxy_protocol_v2.enabled": "false",
        "stickiness.type": "source_ip",
        "target_health_state.unhealthy.connection_termination.enabled": "true",
        "target_health_state.unhealthy.draining_interval_seconds": "0",
    }


def _key(group: Any, target: dict[str, Any]) -> tuple[str, Any]:
    return target["Id"], target.get("Port") or group.port


def _register(group: Any, targets: list[dict[str, Any]]) -> None:
    checked = [_checked(group, target) for target in targets]
    for target in checked:
        key = _key(group, target)
        group.targets[key] = target
        group.deregistered_targets.pop(key, None)


def _deregister(group: Any, targets: list[dict[str, Any]]) -> None:
    keys: list[tuple[str, Any]] = []
    for target in targets:
        found = [key for key in group.targets if key[0] == target["Id"] and target.get("Port") in (None, key[1])]
        if not found:
            raise InvalidTargetError()
        keys += found
    for key in keys:
        group.deregistered_targets[key] = group.targets.pop(key)


def _deregister_terminated(group: Any, instance_ids: list[str]) -> None:
    for key in [key for key in group.targets if key[0] in instance_ids]:
        group.terminated_targets[key] = group.targets.pop(key)


def _checked(group: Any, target: dict[str, Any]) -> dict[str, Any]:
    result = {"Id": target["Id"], "Port": target.get("Port") or group.port}
    if group.target_type == "instance":
        instance = group.ec2_backend.get_instance_by_id(target["Id"])
        if instance is None or instance.vpc_id != group.vpc_id:
            raise InvalidTargetError()
        if instance.state != "running":
            raise TargetNotRunning(instance_id=target["Id"])
    elif group.target_type == "ip":
        try:
            address = ipaddress.ip_address(target["Id"])
        except ValueError:
            raise ValidationError(f"The IP address '{target['Id']}' is not valid") from None
        zone = target.get("AvailabilityZone")
        subnet = _subnet_of(group, address)
        if subnet is not None or _in_vpc(group, address):
            own_zone = subnet.availability_zone if subnet is not None else None
            if zone not in (None, "all") and own_zone is not None and zone != own_zone:
                raise ValidationError(f"The Availability Zone '{zone}' is not that of '{target['Id']}'")
            result["AvailabilityZone"] = zone or own_zone
        elif not any(address in block for block in _OUTSIDE if block.version == address.version):
            raise ValidationError(
                f"The IP address '{target['Id']}' must be within the subnets of the VPC or in 10.0.0.0/8,"
                " 100.64.0.0/10, 172.16.0.0/12 or 192.168.0.0/16"
            )
        elif zone != "all":
            raise ValidationError(
                f"You must specify the Availability Zone 'all' for the target '{target['Id']}' outside the VPC"
            )
        else:
            result["AvailabilityZone"] = "all"
    elif group.target_type == "alb" and ":loadbalancer/app/" not in target["Id"]:
        raise ELBClientError("InvalidTarget", f"'{target['Id']}' is not an Application Load Balancer")
    return result


def _in_vpc(group: Any, address: Any) -> bool:
    vpc = group.ec2_backend.get_vpc(group.vpc_id)
    blocks = [item["cidr_block"] for item in vpc.get_cidr_block_association_set()]
    return any(address in ipaddress.ip_network(block) for block in blocks)


def _subnet_of(group: Any, address: Any) -> Any:
    for subnet in group.ec2_backend.describe_subnets(filters={"vpc-id": [group.vpc_id]}):
        if subnet.cidr_block and address in ipaddress.ip_network(subnet.cidr_block):
            return subnet
    return None


class _Health(FakeHealthStatus):
    def __init__(self, target: dict[str, Any], port: Any, status: str, reason: str = "", text: str = "") -> None:
        super().__init__(target["Id"], target["Port"], str(port), status, reason or None, text or None)
        self.zone = target.get("AvailabilityZone")

    @property
    def target(self) -> dict[str, Any]:
        """The target as it was registered."""
        shown = {"Id": self.instance_id, "Port": self.port, "AvailabilityZone": self.zone}
        return {key: value for key, value in shown.items() if value is not None}


def _health_for(group: Any, target: dict[str, Any], ec2_backend: Any) -> FakeHealthStatus:
    found = group.targets.get(_key(group, target))
    if found is None:
        asked = {"Id": target["Id"], "Port": target.get("Port") or group.port}
        port = asked["Port"] if group.health_check_port == "traffic-port" else group.health_check_port
        text = "Target is not registered to the target group"
        return _Health(asked, port, "unused", "Target.NotRegistered", text)
    port = found["Port"] if group.health_check_port == "traffic-port" else group.health_check_port
    if not group.load_balancer_arns:
        text = "Target group is not configured to receive traffic from the load balancer"
        return _Health(found, port, "unused", "Target.NotInUse", text)
    if group.target_type == "instance":
        instance = ec2_backend.get_instance_by_id(found["Id"])
        if instance is None or instance.state != "running":
            return _Health(found, port, "unused", "Target.InvalidState", "Target is in the stopped state")
    if group.target_type == "ip":
        subnet = _subnet_of(group, ipaddress.ip_address(found["Id"]))
        if subnet is not None and found["Id"] not in addresses.in_use(ec2_backend, subnet):
            # Nothing holds the address, so nothing answers.
            return _Health(found, port, "unhealthy", "Target.Timeout", "Request timed out")
    return _Health(found, port, "healthy")
