"""Target groups answer as in AWS: defaults, targets, health."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, error_code, make_network

Check = Callable[[Clients], None]


def make_group(aws: Clients, network: Network, **arguments: Any) -> dict[str, Any]:
    arguments = {
        "Name": "api",
        "Protocol": "TLS",
        "Port": 443,
        "VpcId": network.vpc,
        "TargetType": "ip",
        **arguments,
    }
    group: dict[str, Any] = aws("elbv2").create_target_group(**arguments)["TargetGroups"][0]
    return group


def make_listener(aws: Clients, network: Network, group: dict[str, Any]) -> None:
    balancer = aws("elbv2").create_load_balancer(
        Name="api", Type="network", Scheme="internal", Subnets=list(network.subnets)
    )["LoadBalancers"][0]["LoadBalancerArn"]
    actions = [{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}]
    aws("elbv2").create_listener(LoadBalancerArn=balancer, Port=443, Protocol="TCP", DefaultActions=actions)


def register(aws: Clients, group: dict[str, Any], *targets: dict[str, Any]) -> None:
    aws("elbv2").register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=list(targets))


def health(aws: Clients, group: dict[str, Any], *targets: dict[str, Any]) -> list[dict[str, Any]]:
    arguments = {"Targets": list(targets)} if targets else {}
    found: list[dict[str, Any]] = aws("elbv2").describe_target_health(
        TargetGroupArn=group["TargetGroupArn"], **arguments
    )["TargetHealthDescriptions"]
    return found


def attributes_are_those_of_the_protocol(aws: Clients) -> None:
    group = make_group(aws, make_network(aws))
    answer = aws("elbv2").describe_target_group_attributes(TargetGroupArn=group["TargetGroupArn"])
    found = {item["Key"]: item["Value"] for item in answer["Attributes"]}
    expected = {
        "deregistration_delay.timeout_seconds": "300",
        "deregistration_delay.connection_termination.enabled": "false",
        "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
        "preserve_client_ip.enabled": "false",
        "proxy_protocol_v2.enabled": "false",
        "stickiness.enabled": "false",
    }
    assert {key: found.get(key) for key in expected} == expected
    assert "slow_start.duration_seconds" not in found
    change = [{"Key": "slow_start.duration_seconds", "Value": "30"}]
    modify = aws("elbv2").modify_target_group_attributes
    assert error_code(modify, TargetGroupArn=group["TargetGroupArn"], Attributes=change) == "ValidationError"


def https_health_check_takes_redirects(aws: Clients) -> None:
    group = make_group(aws, make_network(aws), HealthCheckProtocol="HTTPS")
    assert (group["Matcher"], group["HealthCheckPath"]) == ({"HttpCode": "200-399"}, "/")
    changed = aws("elbv2").modify_target_group(
        TargetGroupArn=group["TargetGroupArn"], HealthCheckPath="/ping", Matcher={"HttpCode": "200,403"}
    )["TargetGroups"][0]
    assert (changed["Matcher"], changed["HealthCheckPath"]) == ({"HttpCode": "200,403"}, "/ping")


def creation_is_idempotent_by_name(aws: Clients) -> None:
    network = make_network(aws)
    first = make_group(aws, network)
    assert make_group(aws, network)["TargetGroupArn"] == first["TargetGroupArn"]
    different = {"Name": "api", "Protocol": "TLS", "Port": 8443, "VpcId": network.vpc, "TargetType": "ip"}
    assert error_code(aws("elbv2").create_target_group, **different) == "DuplicateTargetGroupName"


def one_address_can_have_two_ports(aws: Clients) -> None:
    group = make_group(aws, make_network(aws))
    register(aws, group, {"Id": "10.0.1.10"}, {"Id": "10.0.1.10", "Port": 8443})
    assert [item["Target"]["Port"] for item in health(aws, group)] == [443, 8443]
    target = {"Id": "10.0.1.10", "Port": 443}
    aws("elbv2").deregister_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[target])
    assert [item["Target"]["Port"] for item in health(aws, group)] == [8443]
    assert error_code(aws("elbv2").deregister_targets, TargetGroupArn=group["TargetGroupArn"], Targets=[target]) == (
        "InvalidTarget"
    )


def zone_of_a_target_is_its_subnet_s(aws: Clients) -> None:
    group = make_group(aws, make_network(aws))
    register(aws, group, {"Id": "10.0.2.10"})
    (found,) = health(aws, group)
    assert found["Target"] == {"Id": "10.0.2.10", "Port": 443, "AvailabilityZone": "us-east-1b"}
    assert found["HealthCheckPort"] == "443"


def unused_group_has_unused_targets(aws: Clients) -> None:
    group = make_group(aws, make_network(aws))
    register(aws, group, {"Id": "10.0.1.10"})
    (found,) = health(aws, group)
    assert (found["TargetHealth"]["State"], found["TargetHealth"]["Reason"]) == ("unused", "Target.NotInUse")


def health_follows_the_interface(aws: Clients) -> None:
    network = make_network(aws)
    group = make_group(aws, network, Protocol="TCP")
    make_listener(aws, network, group)
    interface = aws("ec2").create_network_interface(SubnetId=network.subnets[0], PrivateIpAddress="10.0.1.77")[
        "NetworkInterface"
    ]["NetworkInterfaceId"]
    register(aws, group, {"Id": "10.0.1.77"})
    assert [item["TargetHealth"] for item in health(aws, group)] == [{"State": "healthy"}]
    aws("ec2").delete_network_interface(NetworkInterfaceId=interface)
    (found,) = health(aws, group)
    assert (found["TargetHealth"]["State"], found["TargetHealth"]["Reason"]) == ("unhealthy", "Target.Timeout")


CHECKS = [
    attributes_are_those_of_the_protocol,
    https_health_check_takes_redirects,
    creation_is_idempotent_by_name,
    one_address_can_have_two_ports,
    zone_of_a_target_is_its_subnet_s,
    unused_group_has_unused_targets,
    health_follows_the_interface,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "a public address": ("ip", {"Id": "8.8.8.8"}, "ValidationError"),
    "an address that is none": ("ip", {"Id": "10.0.1"}, "ValidationError"),
    "an address outside the VPC without zone": ("ip", {"Id": "10.9.1.10"}, "ValidationError"),
    "a zone that is not the subnet's": (
        "ip",
        {"Id": "10.0.1.10", "AvailabilityZone": "us-east-1b"},
        "ValidationError",
    ),
    "an instance that is missing": ("instance", {"Id": "i-0123456789abcdef0"}, "InvalidTarget"),
}


def refuse(aws: Clients, case: str) -> None:
    kind, target, code = REFUSED[case]
    group = make_group(aws, make_network(aws), TargetType=kind)
    arguments = {"TargetGroupArn": group["TargetGroupArn"], "Targets": [target]}
    assert error_code(aws("elbv2").register_targets, **arguments) == code
    assert health(aws, group) == []


@pytest.mark.parametrize("case", REFUSED)
def test_register_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", REFUSED)
def test_register_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_target_outside_the_vpc_needs_the_zone_all(aws: Clients) -> None:
    group = make_group(aws, make_network(aws))
    register(aws, group, {"Id": "10.9.1.10", "AvailabilityZone": "all"})
    assert health(aws, group)[0]["Target"]["AvailabilityZone"] == "all"


def test_instance_targets_follow_the_instance(aws: Clients) -> None:
    network = make_network(aws)
    group = make_group(aws, network, Protocol="TCP", TargetType="instance")
    make_listener(aws, network, group)
    (instance,) = aws("ec2").run_instances(ImageId="ami-12c6146b", MinCount=1, MaxCount=1, SubnetId=network.subnets[0])[
        "Instances"
    ]
    register(aws, group, {"Id": instance["InstanceId"]})
    assert [item["TargetHealth"] for item in health(aws, group)] == [{"State": "healthy"}]
    aws("ec2").stop_instances(InstanceIds=[instance["InstanceId"]])
    assert health(aws, group)[0]["TargetHealth"]["State"] == "unused"
    aws("ec2").terminate_instances(InstanceIds=[instance["InstanceId"]])
    assert health(aws, group) == []
