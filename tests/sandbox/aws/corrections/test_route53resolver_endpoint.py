"""Resolver endpoints answer as in AWS: settings, interfaces, changes of addresses, refusals."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, error_code, make_network

Check = Callable[[Clients], None]
_NUMBERS = itertools.count()


def make_group(aws: Clients, network: Network) -> str:
    name = f"resolver-{next(_NUMBERS)}"
    return str(aws("ec2").create_security_group(GroupName=name, Description=name, VpcId=network.vpc)["GroupId"])


def request(aws: Clients, network: Network, **arguments: Any) -> dict[str, Any]:
    return {
        "CreatorRequestId": f"request-{next(_NUMBERS)}",
        "Name": "names",
        "Direction": "INBOUND",
        "SecurityGroupIds": [make_group(aws, network)],
        "IpAddresses": [{"SubnetId": each} for each in network.subnets],
        **arguments,
    }


def make_endpoint(aws: Clients, network: Network, **arguments: Any) -> dict[str, Any]:
    """An endpoint with one address in each subnet, as its creation answers it."""
    answer = aws("route53resolver").create_resolver_endpoint(**request(aws, network, **arguments))
    endpoint: dict[str, Any] = answer["ResolverEndpoint"]
    return endpoint


def addresses_of(aws: Clients, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
    found = aws("route53resolver").list_resolver_endpoint_ip_addresses(ResolverEndpointId=endpoint["Id"])
    addresses: list[dict[str, Any]] = found["IpAddresses"]
    return addresses


def described(aws: Clients, endpoint: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = aws("route53resolver").get_resolver_endpoint(ResolverEndpointId=endpoint["Id"])
    endpoint = found["ResolverEndpoint"]
    return endpoint


def creation_takes_a_while(aws: Clients) -> None:
    endpoint = make_endpoint(aws, make_network(aws))
    assert endpoint["Status"] == "CREATING"
    assert described(aws, endpoint)["Status"] == "OPERATIONAL"


def settings_are_kept_and_changed(aws: Clients) -> None:
    endpoint = make_endpoint(aws, make_network(aws), Protocols=["Do53", "DoH"], Dns64Enabled=True)
    assert endpoint["Protocols"] == ["Do53", "DoH"] and endpoint["ResolverEndpointType"] == "IPV4"
    answer = aws("route53resolver").update_resolver_endpoint(
        ResolverEndpointId=endpoint["Id"], Protocols=["DoH"], Dns64Enabled=False
    )["ResolverEndpoint"]
    assert answer["Status"] == "UPDATING"
    found = described(aws, endpoint)
    assert (found["Protocols"], found["Dns64Enabled"], found["Name"]) == (["DoH"], False, "names")


def addresses_of_both_kinds(aws: Clients) -> None:
    network = make_network(aws)
    ec2 = aws("ec2")
    ec2.associate_vpc_cidr_block(VpcId=network.vpc, AmazonProvidedIpv6CidrBlock=True)
    block = ec2.describe_vpcs(VpcIds=[network.vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    for number, subnet in enumerate(network.subnets):
        ec2.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock=block.replace("00::/56", f"0{number}::/64"))
    endpoint = make_endpoint(aws, network)
    assert not any("Ipv6" in each for each in addresses_of(aws, endpoint))
    resolver = aws("route53resolver")
    resolver.update_resolver_endpoint(ResolverEndpointId=endpoint["Id"], ResolverEndpointType="DUALSTACK")
    assert all(each["Ip"] and each["Ipv6"] for each in addresses_of(aws, endpoint))
    code = error_code(resolver.update_resolver_endpoint, ResolverEndpointId=endpoint["Id"], ResolverEndpointType="IPV6")
    assert code == "InvalidRequestException"
    only = make_endpoint(aws, network, ResolverEndpointType="IPV6")
    assert all("Ip" not in each and each["Ipv6"] for each in addresses_of(aws, only))


def interfaces_are_the_services(aws: Clients) -> None:
    network = make_network(aws)
    endpoint = make_endpoint(aws, network)
    held = aws("ec2").describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])
    first = held["NetworkInterfaces"][0]
    assert first["RequesterManaged"] is True and first["Status"] == "in-use"
    assert first["Description"].startswith(f"Route 53 Resolver: {endpoint['Id']}:rni-")
    delete = aws("ec2").delete_network_interface
    assert error_code(delete, NetworkInterfaceId=first["NetworkInterfaceId"]) == "InvalidParameterValue"


def two_addresses_always_stay(aws: Clients) -> None:
    network = make_network(aws)
    endpoint, resolver = make_endpoint(aws, network), aws("route53resolver")
    one = {"IpId": addresses_of(aws, endpoint)[0]["IpId"]}
    disassociate = resolver.disassociate_resolver_endpoint_ip_address
    assert error_code(disassociate, ResolverEndpointId=endpoint["Id"], IpAddress=one) == "InvalidRequestException"
    more = {"SubnetId": network.subnets[1]}
    answer = resolver.associate_resolver_endpoint_ip_address(ResolverEndpointId=endpoint["Id"], IpAddress=more)
    assert answer["ResolverEndpoint"]["Status"] == "UPDATING"
    resolver.disassociate_resolver_endpoint_ip_address(ResolverEndpointId=endpoint["Id"], IpAddress=one)
    assert [each["SubnetId"] for each in addresses_of(aws, endpoint)] == [network.subnets[1]] * 2
    held = aws("ec2").describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])
    assert len(held["NetworkInterfaces"]) == 2


def quotas_are_kept(aws: Clients) -> None:
    network, resolver = make_network(aws), aws("route53resolver")
    made = [make_endpoint(aws, network) for _ in range(4)]
    fifth = request(aws, network)
    assert error_code(resolver.create_resolver_endpoint, **fifth) == "LimitExceededException"
    associate = resolver.associate_resolver_endpoint_ip_address
    for _ in range(4):
        associate(ResolverEndpointId=made[0]["Id"], IpAddress={"SubnetId": network.subnets[0]})
    seventh = {"ResolverEndpointId": made[0]["Id"], "IpAddress": {"SubnetId": network.subnets[0]}}
    assert error_code(associate, **seventh) == "LimitExceededException"


def delegation_is_a_direction(aws: Clients) -> None:
    endpoint = make_endpoint(aws, make_network(aws), Direction="INBOUND_DELEGATION")
    assert endpoint["Direction"] == "INBOUND_DELEGATION" and endpoint["Id"].startswith("rslvr-in-")


def endpoints_without_names_are_listed(aws: Clients) -> None:
    network = make_network(aws)
    unnamed = request(aws, network)
    del unnamed["Name"]
    resolver = aws("route53resolver")
    resolver.create_resolver_endpoint(**unnamed)
    make_endpoint(aws, network)
    assert sorted(each.get("Name", "") for each in resolver.list_resolver_endpoints()["ResolverEndpoints"]) == [
        "",
        "names",
    ]


def settings_of_other_directions_are_refused(aws: Clients) -> None:
    network, create = make_network(aws), aws("route53resolver").create_resolver_endpoint
    elsewhere = make_network(aws, second_octet=9)
    for arguments in (
        {"Direction": "OUTBOUND", "Protocols": ["DoH-FIPS"]},
        {"Direction": "OUTBOUND", "Dns64Enabled": True},
        {"SecurityGroupIds": [make_group(aws, elsewhere)]},
        {"IpAddresses": [{"SubnetId": network.subnets[0]}, {"SubnetId": elsewhere.subnets[0]}]},
    ):
        assert error_code(create, **request(aws, network, **arguments)) == "InvalidParameterException", arguments
    held = aws("ec2").describe_network_interfaces(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])
    assert held["NetworkInterfaces"] == [], "a refused call leaves nothing behind"


CHECKS = [
    creation_takes_a_while,
    settings_are_kept_and_changed,
    addresses_of_both_kinds,
    interfaces_are_the_services,
    two_addresses_always_stay,
    quotas_are_kept,
    delegation_is_a_direction,
    endpoints_without_names_are_listed,
    settings_of_other_directions_are_refused,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def test_wrong_addresses_are_refused(aws: Clients) -> None:
    network, create = make_network(aws), aws("route53resolver").create_resolver_endpoint
    one, two = network.subnets
    for addresses, code in (
        ([{"SubnetId": one, "Ip": "10.0.9.9"}, {"SubnetId": two}], "InvalidRequestException"),
        ([{"SubnetId": one, "Ip": "10.0.1.1"}, {"SubnetId": two}], "InvalidRequestException"),
        ([{"SubnetId": one, "Ip": "10.0.1.9"}] * 2, "ResourceExistsException"),
        ([{"SubnetId": one}, {"SubnetId": "subnet-0"}], "InvalidParameterException"),
    ):
        arguments = request(aws, network, IpAddresses=addresses)
        assert error_code(create, **arguments) == code, addresses
    given = request(aws, network)
    create(**given)
    assert error_code(create, **given) == "ResourceExistsException", "a request id is for one creation"


def test_deleted_endpoint_gives_back_what_it_held(aws: Clients) -> None:
    network, resolver = make_network(aws), aws("route53resolver")
    endpoint = make_endpoint(aws, network, Tags=[{"Key": "team", "Value": "orders"}])
    delete = aws("ec2").delete_subnet
    assert error_code(delete, SubnetId=network.subnets[0]) == "DependencyViolation"
    group = endpoint["SecurityGroupIds"][0]
    assert error_code(aws("ec2").delete_security_group, GroupId=group) == "DependencyViolation"
    assert resolver.delete_resolver_endpoint(ResolverEndpointId=endpoint["Id"])["ResolverEndpoint"]["Status"] == (
        "DELETING"
    )
    assert error_code(delete, SubnetId=network.subnets[0]) == ""
    assert error_code(aws("ec2").delete_security_group, GroupId=group) == ""
