"""Load balancers answer as in AWS: ARNs, names, zones, interfaces, attributes, refusals."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, error_code, make_network

Check = Callable[[Clients], None]


def make_balancer(aws: Clients, network: Network, region: str = "us-east-1", **arguments: Any) -> dict[str, Any]:
    arguments = {
        "Name": "api",
        "Type": "network",
        "Scheme": "internal",
        **({} if "SubnetMappings" in arguments else {"Subnets": list(network.subnets)}),
        **arguments,
    }
    balancer: dict[str, Any] = aws("elbv2", region).create_load_balancer(**arguments)["LoadBalancers"][0]
    return balancer


def describe(aws: Clients, balancer: dict[str, Any], region: str = "us-east-1") -> dict[str, Any]:
    (found,) = aws("elbv2", region).describe_load_balancers(LoadBalancerArns=[balancer["LoadBalancerArn"]])[
        "LoadBalancers"
    ]
    described: dict[str, Any] = found
    return described


def interfaces_of(aws: Clients, balancer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    description = "ELB " + balancer["LoadBalancerArn"].split("loadbalancer/")[1]
    filters = [{"Name": "description", "Values": [description]}]
    found = aws("ec2").describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
    return {item["SubnetId"]: item for item in found}


def arns_and_names_have_the_form_of_aws(aws: Clients) -> None:
    network = make_network(aws, "us-west-2")
    balancer = make_balancer(aws, network, "us-west-2")
    number = balancer["LoadBalancerArn"].rsplit("/", 1)[1]
    assert balancer["LoadBalancerArn"] == (
        f"arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/net/api/{number}"
    )
    assert balancer["DNSName"] == f"api-{number}.elb.us-west-2.amazonaws.com"
    assert balancer["CanonicalHostedZoneId"] == "Z18D5FSROUN65G"


def application_load_balancers_have_their_own_form(aws: Clients) -> None:
    balancer = make_balancer(aws, make_network(aws), Type="application")
    assert ":loadbalancer/app/api/" in balancer["LoadBalancerArn"]
    assert balancer["DNSName"].startswith("internal-api-")
    assert balancer["DNSName"].endswith(".us-east-1.elb.amazonaws.com")
    assert balancer["CanonicalHostedZoneId"] == "Z35SXDOTRQ7X7K"
    assert len(balancer["SecurityGroups"]) == 1, "the default group of the VPC"


def load_balancer_has_an_interface_in_each_subnet(aws: Clients) -> None:
    network = make_network(aws)
    group = aws("ec2").create_security_group(GroupName="g", Description="g", VpcId=network.vpc)["GroupId"]
    balancer = make_balancer(aws, network, SecurityGroups=[group])
    found = interfaces_of(aws, balancer)
    assert set(found) == set(network.subnets)
    for subnet, cidr in zip(network.subnets, network.cidrs, strict=True):
        assert ipaddress.ip_address(found[subnet]["PrivateIpAddress"]) in ipaddress.ip_network(cidr)
        assert found[subnet]["InterfaceType"] == "network_load_balancer"
        assert found[subnet]["RequesterId"] == "amazon-elb"
        assert [item["GroupId"] for item in found[subnet]["Groups"]] == [group]


def chosen_addresses_are_kept(aws: Clients) -> None:
    network = make_network(aws)
    mapping = {"SubnetId": network.subnets[0], "PrivateIPv4Address": "10.0.1.99"}
    balancer = make_balancer(aws, network, SubnetMappings=[mapping])
    assert interfaces_of(aws, balancer)[network.subnets[0]]["PrivateIpAddress"] == "10.0.1.99"
    (zone,) = describe(aws, balancer)["AvailabilityZones"]
    assert zone == {
        "ZoneName": "us-east-1a",
        "SubnetId": network.subnets[0],
        "LoadBalancerAddresses": [{"PrivateIPv4Address": "10.0.1.99"}],
    }


def attributes_are_those_of_the_type(aws: Clients) -> None:
    balancer = make_balancer(aws, make_network(aws))
    answer = aws("elbv2").describe_load_balancer_attributes(LoadBalancerArn=balancer["LoadBalancerArn"])
    assert {item["Key"]: item.get("Value", "") for item in answer["Attributes"]} == {
        "access_logs.s3.enabled": "false",
        "access_logs.s3.bucket": "",
        "access_logs.s3.prefix": "",
        "deletion_protection.enabled": "false",
        "dns_record.client_routing_policy": "any_availability_zone",
        "ipv6.deny_all_igw_traffic": "true",
        "load_balancing.cross_zone.enabled": "false",
        "secondary_ips.auto_assigned.per_subnet": "0",
        "zonal_shift.config.enabled": "false",
    }


def attribute_of_another_type_is_refused(aws: Clients) -> None:
    balancer = make_balancer(aws, make_network(aws))
    change = {"LoadBalancerArn": balancer["LoadBalancerArn"]}
    http = [{"Key": "routing.http2.enabled", "Value": "true"}]
    unknown = [{"Key": "no.such.key", "Value": "true"}]
    modify = aws("elbv2").modify_load_balancer_attributes
    assert error_code(modify, Attributes=http, **change) == "InvalidConfigurationRequest"
    assert error_code(modify, Attributes=unknown, **change) == "ValidationError"


def deletion_protection_refuses_deletion(aws: Clients) -> None:
    elbv2 = aws("elbv2")
    arn = make_balancer(aws, make_network(aws))["LoadBalancerArn"]
    on = [{"Key": "deletion_protection.enabled", "Value": "true"}]
    off = [{"Key": "deletion_protection.enabled", "Value": "false"}]
    assert elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=on)["Attributes"] == on
    assert error_code(elbv2.delete_load_balancer, LoadBalancerArn=arn) == "OperationNotPermitted"
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=off)
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert elbv2.describe_load_balancers()["LoadBalancers"] == []


def load_balancer_of_a_service_cannot_be_deleted(aws: Clients) -> None:
    arn = make_balancer(aws, make_network(aws))["LoadBalancerArn"]
    service = aws("ec2").create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[arn])
    assert error_code(aws("elbv2").delete_load_balancer, LoadBalancerArn=arn) == "ResourceInUse"
    aws("ec2").delete_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceConfiguration"]["ServiceId"]])
    assert error_code(aws("elbv2").delete_load_balancer, LoadBalancerArn=arn) == ""


def deletion_removes_interfaces_and_is_repeatable(aws: Clients) -> None:
    elbv2 = aws("elbv2")
    balancer = make_balancer(aws, make_network(aws))
    assert len(interfaces_of(aws, balancer)) == 2
    for _ in range(2):
        elbv2.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
    assert interfaces_of(aws, balancer) == {}
    arns = [balancer["LoadBalancerArn"]]
    assert error_code(elbv2.describe_load_balancers, LoadBalancerArns=arns) == "LoadBalancerNotFound"


def creation_is_idempotent_by_name(aws: Clients) -> None:
    network = make_network(aws)
    first = make_balancer(aws, network)
    assert make_balancer(aws, network)["LoadBalancerArn"] == first["LoadBalancerArn"]
    assert len(aws("elbv2").describe_load_balancers()["LoadBalancers"]) == 1
    different = {"Name": "api", "Type": "network", "Scheme": "internal", "Subnets": [network.subnets[0]]}
    assert error_code(aws("elbv2").create_load_balancer, **different) == "DuplicateLoadBalancerName"


def subnets_can_be_changed(aws: Clients) -> None:
    network = make_network(aws, zones="abc")
    balancer = make_balancer(aws, network, Subnets=list(network.subnets[:2]))
    before = interfaces_of(aws, balancer)
    answer = aws("elbv2").set_subnets(LoadBalancerArn=balancer["LoadBalancerArn"], Subnets=list(network.subnets[1:]))
    assert {zone["SubnetId"] for zone in answer["AvailabilityZones"]} == set(network.subnets[1:])
    assert answer["IpAddressType"] == "ipv4"
    after = interfaces_of(aws, balancer)
    assert set(after) == set(network.subnets[1:])
    kept = network.subnets[1]
    assert after[kept]["NetworkInterfaceId"] == before[kept]["NetworkInterfaceId"]
    one = aws("elbv2").set_subnets(LoadBalancerArn=balancer["LoadBalancerArn"], Subnets=[kept])
    assert len(one["AvailabilityZones"]) == 1, "a network load balancer can have one zone"


def security_groups_can_be_changed(aws: Clients) -> None:
    network = make_network(aws)
    ec2 = aws("ec2")
    first, second = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=network.vpc)["GroupId"]
        for name in ("first", "second")
    )
    balancer = make_balancer(aws, network, SecurityGroups=[first])
    answer = aws("elbv2").set_security_groups(LoadBalancerArn=balancer["LoadBalancerArn"], SecurityGroups=[second])
    assert answer["SecurityGroupIds"] == [second]
    assert describe(aws, balancer)["SecurityGroups"] == [second]
    assert len(interfaces_of(aws, balancer)) == 2
    for interface in interfaces_of(aws, balancer).values():
        assert [group["GroupId"] for group in interface["Groups"]] == [second]


def groups_cannot_be_added_later(aws: Clients) -> None:
    network = make_network(aws)
    group = aws("ec2").create_security_group(GroupName="g", Description="g", VpcId=network.vpc)["GroupId"]
    balancer = make_balancer(aws, network)
    change = {"LoadBalancerArn": balancer["LoadBalancerArn"], "SecurityGroups": [group]}
    assert error_code(aws("elbv2").set_security_groups, **change) == "InvalidConfigurationRequest"


def dual_stack_needs_ipv6_subnets(aws: Clients) -> None:
    balancer = make_balancer(aws, make_network(aws))
    change = {"LoadBalancerArn": balancer["LoadBalancerArn"], "IpAddressType": "dualstack"}
    assert error_code(aws("elbv2").set_ip_address_type, **change) == "InvalidSubnet"


CHECKS = [
    arns_and_names_have_the_form_of_aws,
    application_load_balancers_have_their_own_form,
    load_balancer_has_an_interface_in_each_subnet,
    chosen_addresses_are_kept,
    attributes_are_those_of_the_type,
    attribute_of_another_type_is_refused,
    deletion_protection_refuses_deletion,
    load_balancer_of_a_service_cannot_be_deleted,
    deletion_removes_interfaces_and_is_repeatable,
    creation_is_idempotent_by_name,
    subnets_can_be_changed,
    security_groups_can_be_changed,
    groups_cannot_be_added_later,
    dual_stack_needs_ipv6_subnets,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def refused(network: Network, other: Network) -> dict[str, tuple[dict[str, Any], str]]:
    mapping = {"SubnetId": network.subnets[0]}
    return {
        "a name that is too long": ({"Name": "n" * 33}, "ValidationError"),
        "a subnet that is missing": ({"Subnets": ["subnet-0"]}, "SubnetNotFound"),
        "no subnet": ({"Subnets": []}, "SubnetNotFound"),
        "subnets of two VPCs": (
            {"Subnets": [network.subnets[0], other.subnets[1]]},
            "InvalidConfigurationRequest",
        ),
        "two subnets in one zone": (
            {"Subnets": [network.subnets[0], network.subnets[2]]},
            "InvalidConfigurationRequest",
        ),
        "one zone for an application load balancer": (
            {"Type": "application", "Subnets": [network.subnets[0]]},
            "ValidationError",
        ),
        "a public one without internet gateway": ({"Scheme": "internet-facing"}, "InvalidSubnet"),
        "a group that is missing": ({"SecurityGroups": ["sg-0"]}, "InvalidSecurityGroup"),
        "an address outside the subnet": (
            {"Subnets": None, "SubnetMappings": [{**mapping, "PrivateIPv4Address": "10.0.2.9"}]},
            "InvalidConfigurationRequest",
        ),
        "IPv6 without IPv6 subnets": ({"IpAddressType": "dualstack"}, "InvalidSubnet"),
    }


def refuse(aws: Clients, case: str) -> None:
    network, other = make_network(aws, zones="aba"), make_network(aws, second_octet=1)
    arguments, code = refused(network, other)[case]
    arguments = {"Name": "api", "Type": "network", "Scheme": "internal", "Subnets": network.subnets[:2], **arguments}
    arguments = {key: value for key, value in arguments.items() if value is not None}
    assert error_code(aws("elbv2").create_load_balancer, **arguments) == code
    assert aws("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert aws("ec2").describe_network_interfaces()["NetworkInterfaces"] == []


REFUSED = list(refused(Network("", ("", "", ""), ()), Network("", ("", ""), ())))


@pytest.mark.parametrize("case", REFUSED)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", [case for case in REFUSED if case != "no subnet"])
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_public_load_balancer_with_internet_gateway(aws: Clients) -> None:
    network = make_network(aws)
    ec2 = aws("ec2")
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=network.vpc)
    balancer = make_balancer(aws, network, Scheme="internet-facing")
    assert balancer["Scheme"] == "internet-facing"
    assert balancer["DNSName"].startswith("api-")


def gateways_need_no_internet_gateway(aws: Clients) -> None:
    network = make_network(aws)
    balancer = aws("elbv2").create_load_balancer(Name="inspect", Type="gateway", Subnets=list(network.subnets))
    assert "Scheme" not in balancer["LoadBalancers"][0]
    assert "loadbalancer/gwy/inspect/" in balancer["LoadBalancers"][0]["LoadBalancerArn"]


def test_gateway_load_balancer(aws: Clients) -> None:
    gateways_need_no_internet_gateway(aws)


def test_gateway_load_balancer_canary(canary: Callable[[Check], None]) -> None:
    canary(gateways_need_no_internet_gateway)


def test_state_becomes_active(aws: Clients) -> None:
    balancer = make_balancer(aws, make_network(aws))
    assert balancer["State"] == {"Code": "provisioning"}
    assert describe(aws, balancer)["State"] == {"Code": "active"}
