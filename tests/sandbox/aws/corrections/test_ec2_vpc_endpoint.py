"""VPC endpoints answer as in AWS: addresses, interfaces, names, changes, refusals."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, Network, error_code, make_network

SERVICE = "com.amazonaws.us-east-1.execute-api"
Check = Callable[[Clients], None]


def make_group(aws: Clients, vpc: str, name: str = "endpoint") -> str:
    group = aws("ec2").create_security_group(GroupName=name, Description=name, VpcId=vpc)
    return str(group["GroupId"])


def make_endpoint(aws: Clients, network: Network, **arguments: Any) -> dict[str, Any]:
    arguments = {"SubnetIds": list(network.subnets), "VpcEndpointType": "Interface", **arguments}
    answer = aws("ec2").create_vpc_endpoint(VpcId=network.vpc, ServiceName=SERVICE, **arguments)
    endpoint: dict[str, Any] = answer["VpcEndpoint"]
    return endpoint


def describe(aws: Clients, endpoint: dict[str, Any]) -> dict[str, Any]:
    found = aws("ec2").describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
    assert len(found) == 1
    described: dict[str, Any] = found[0]
    return described


def interfaces_of(aws: Clients, endpoint: dict[str, Any]) -> list[dict[str, Any]]:
    ids = describe(aws, endpoint)["NetworkInterfaceIds"]
    if not ids:
        return []
    found: list[dict[str, Any]] = aws("ec2").describe_network_interfaces(NetworkInterfaceIds=ids)["NetworkInterfaces"]
    return found


def addresses_of(aws: Clients, endpoint: dict[str, Any]) -> dict[str, str]:
    return {item["SubnetId"]: item["PrivateIpAddress"] for item in interfaces_of(aws, endpoint)}


def addresses_are_inside_their_subnets(aws: Clients) -> None:
    network = make_network(aws)
    found = addresses_of(aws, make_endpoint(aws, network))
    assert set(found) == set(network.subnets)
    for subnet, cidr in zip(network.subnets, network.cidrs, strict=True):
        block = ipaddress.ip_network(cidr)
        assert ipaddress.ip_address(found[subnet]) in list(block)[4:-1]


def chosen_addresses_are_kept(aws: Clients) -> None:
    network = make_network(aws)
    chosen = {network.subnets[0]: "10.0.1.40", network.subnets[1]: "10.0.2.50"}
    endpoint = make_endpoint(
        aws,
        network,
        SubnetConfigurations=[{"SubnetId": subnet, "Ipv4": address} for subnet, address in chosen.items()],
    )
    assert addresses_of(aws, endpoint) == chosen


def interface_shows_the_endpoint(aws: Clients) -> None:
    network = make_network(aws)
    group = make_group(aws, network.vpc)
    endpoint = make_endpoint(aws, network, SecurityGroupIds=[group])
    first, second = sorted(interfaces_of(aws, endpoint), key=lambda item: str(item["AvailabilityZone"]))
    assert first["Description"] == f"VPC Endpoint Interface {endpoint['VpcEndpointId']}"
    assert first["InterfaceType"] == "vpc_endpoint"
    assert first["RequesterManaged"] is True
    assert first["Status"] == "in-use"
    assert first["Attachment"]["AttachmentId"].startswith("ela-attach-")
    assert first["Attachment"]["InstanceOwnerId"] == "amazon-aws"
    assert [item["GroupId"] for item in first["Groups"]] == [group]
    assert (first["AvailabilityZone"], second["AvailabilityZone"]) == ("us-east-1a", "us-east-1b")
    assert first["VpcId"] == network.vpc


def names_have_the_form_of_aws(aws: Clients) -> None:
    network = make_network(aws)
    endpoint = make_endpoint(aws, network)
    entries = describe(aws, endpoint)["DnsEntries"]
    stem = entries[0]["DnsName"].split(".")[0]
    assert stem.rsplit("-", 1)[0] == endpoint["VpcEndpointId"] and len(stem.rsplit("-", 1)[1]) == 8
    assert [entry["DnsName"] for entry in entries] == [
        f"{stem}.execute-api.us-east-1.vpce.amazonaws.com",
        f"{stem}-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com",
        f"{stem}-us-east-1b.execute-api.us-east-1.vpce.amazonaws.com",
        "*.execute-api.us-east-1.amazonaws.com",
    ]
    assert [entry["HostedZoneId"] for entry in entries[:3]] == ["Z7HUB22UULQXV"] * 3


def description_is_complete(aws: Clients) -> None:
    network = make_network(aws)
    group = make_group(aws, network.vpc)
    policy = json.dumps({"Statement": []})
    endpoint = make_endpoint(
        aws,
        network,
        SecurityGroupIds=[group],
        PolicyDocument=policy,
        PrivateDnsEnabled=False,
        TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "api"}]}],
    )
    described = describe(aws, endpoint)
    expected = {
        "VpcEndpointType": "Interface",
        "VpcId": network.vpc,
        "ServiceName": SERVICE,
        "State": "available",
        "PolicyDocument": policy,
        "RouteTableIds": [],
        "SubnetIds": list(network.subnets),
        "Groups": [{"GroupId": group, "GroupName": "endpoint"}],
        "IpAddressType": "ipv4",
        "DnsOptions": {"DnsRecordIpType": "ipv4"},
        "PrivateDnsEnabled": False,
        "RequesterManaged": False,
        "OwnerId": "123456789012",
        "Tags": [{"Key": "Name", "Value": "api"}],
    }
    assert {key: described[key] for key in expected} == expected
    assert len(described["DnsEntries"]) == 3
    assert {key: endpoint[key] for key in expected} == expected


def default_group_is_the_vpc_s(aws: Clients) -> None:
    network = make_network(aws)
    filters = [{"Name": "vpc-id", "Values": [network.vpc]}]
    (default,) = aws("ec2").describe_security_groups(Filters=filters)["SecurityGroups"]
    endpoint = make_endpoint(aws, network)
    assert [group["GroupId"] for group in endpoint["Groups"]] == [default["GroupId"]]


def subnets_and_groups_can_be_changed(aws: Clients) -> None:
    network = make_network(aws, zones="abc")
    first, second = make_group(aws, network.vpc, "first"), make_group(aws, network.vpc, "second")
    endpoint = make_endpoint(aws, network, SubnetIds=list(network.subnets[:2]), SecurityGroupIds=[first])
    before = addresses_of(aws, endpoint)
    aws("ec2").modify_vpc_endpoint(
        VpcEndpointId=endpoint["VpcEndpointId"],
        AddSubnetIds=[network.subnets[2]],
        RemoveSubnetIds=[network.subnets[0]],
        SubnetConfigurations=[{"SubnetId": network.subnets[2], "Ipv4": "10.0.3.77"}],
        AddSecurityGroupIds=[second],
        RemoveSecurityGroupIds=[first],
    )
    described = describe(aws, endpoint)
    assert set(described["SubnetIds"]) == set(network.subnets[1:])
    assert addresses_of(aws, endpoint) == {
        network.subnets[1]: before[network.subnets[1]],
        network.subnets[2]: "10.0.3.77",
    }
    assert {item["Groups"][0]["GroupId"] for item in interfaces_of(aws, endpoint)} == {second}
    assert [entry["DnsName"].split(".")[0][-11:] for entry in described["DnsEntries"][1:3]] == [
        "-us-east-1b",
        "-us-east-1c",
    ]


def address_can_be_changed(aws: Clients) -> None:
    network = make_network(aws)
    endpoint = make_endpoint(aws, network)
    before = {item["SubnetId"]: item for item in interfaces_of(aws, endpoint)}
    aws("ec2").modify_vpc_endpoint(
        VpcEndpointId=endpoint["VpcEndpointId"],
        SubnetConfigurations=[{"SubnetId": network.subnets[0], "Ipv4": "10.0.1.99"}],
    )
    after = {item["SubnetId"]: item for item in interfaces_of(aws, endpoint)}
    assert after[network.subnets[0]]["PrivateIpAddress"] == "10.0.1.99"
    assert after[network.subnets[0]]["NetworkInterfaceId"] != before[network.subnets[0]]["NetworkInterfaceId"]
    unchanged = network.subnets[1]
    assert after[unchanged]["NetworkInterfaceId"] == before[unchanged]["NetworkInterfaceId"]


def policy_can_be_reset(aws: Clients) -> None:
    network = make_network(aws)
    endpoint = make_endpoint(aws, network, PolicyDocument=json.dumps({"Statement": []}))
    aws("ec2").modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], ResetPolicy=True)
    (statement,) = json.loads(describe(aws, endpoint)["PolicyDocument"])["Statement"]
    assert statement == {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def private_dns_can_be_switched(aws: Clients) -> None:
    network = make_network(aws)
    endpoint = make_endpoint(aws, network, PrivateDnsEnabled=False)
    aws("ec2").modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], PrivateDnsEnabled=True)
    described = describe(aws, endpoint)
    assert described["PrivateDnsEnabled"] is True
    assert described["DnsEntries"][-1]["DnsName"] == "*.execute-api.us-east-1.amazonaws.com"


def gateway_routes_follow_the_endpoint(aws: Clients) -> None:
    ec2 = aws("ec2")
    network = make_network(aws)
    tables = [ec2.create_route_table(VpcId=network.vpc)["RouteTable"]["RouteTableId"] for _ in range(2)]

    def targets(table: str) -> list[str]:
        (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        return [route["GatewayId"] for route in found["Routes"] if route.get("GatewayId") != "local"]

    endpoint = ec2.create_vpc_endpoint(
        VpcId=network.vpc, ServiceName="com.amazonaws.us-east-1.s3", RouteTableIds=tables[:1]
    )["VpcEndpoint"]
    name = endpoint["VpcEndpointId"]
    assert (endpoint["VpcEndpointType"], endpoint["PrivateDnsEnabled"]) == ("Gateway", False)
    assert [targets(table) for table in tables] == [[name], []]
    ec2.modify_vpc_endpoint(VpcEndpointId=name, AddRouteTableIds=tables[1:], RemoveRouteTableIds=tables[:1])
    assert describe(aws, endpoint)["RouteTableIds"] == tables[1:]
    assert [targets(table) for table in tables] == [[], [name]]
    ec2.delete_vpc_endpoints(VpcEndpointIds=[name])
    assert [targets(table) for table in tables] == [[], []]


def deleted_endpoint_is_gone_with_its_interfaces(aws: Clients) -> None:
    ec2 = aws("ec2")
    endpoint = make_endpoint(aws, make_network(aws))
    ids = describe(aws, endpoint)["NetworkInterfaceIds"]
    assert len(ids) == 2
    assert ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["Unsuccessful"] == []
    assert error_code(ec2.describe_vpc_endpoints, VpcEndpointIds=[endpoint["VpcEndpointId"]]) == (
        "InvalidVpcEndpointId.NotFound"
    )
    assert error_code(ec2.describe_network_interfaces, NetworkInterfaceIds=ids) == (
        "InvalidNetworkInterfaceID.NotFound"
    )
    (unsuccessful,) = ec2.delete_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["Unsuccessful"]
    assert unsuccessful["ResourceId"] == endpoint["VpcEndpointId"]
    assert unsuccessful["Error"]["Code"] == "InvalidVpcEndpoint.NotFound"


def endpoints_can_be_filtered(aws: Clients) -> None:
    ec2 = aws("ec2")
    network = make_network(aws)
    tags = [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "Name", "Value": "api"}]}]
    wanted = make_endpoint(aws, network, TagSpecifications=tags)["VpcEndpointId"]
    ec2.create_vpc_endpoint(VpcId=network.vpc, ServiceName="com.amazonaws.us-east-1.s3")
    for name, value in {
        "vpc-endpoint-id": wanted,
        "service-name": SERVICE,
        "vpc-endpoint-type": "Interface",
        "tag:Name": "api",
        "tag-key": "Name",
    }.items():
        found = ec2.describe_vpc_endpoints(Filters=[{"Name": name, "Values": [value]}])["VpcEndpoints"]
        assert [item["VpcEndpointId"] for item in found] == [wanted], name
    both = ec2.describe_vpc_endpoints(Filters=[{"Name": "vpc-id", "Values": [network.vpc]}])
    assert len(both["VpcEndpoints"]) == 2


CHECKS = [
    addresses_are_inside_their_subnets,
    chosen_addresses_are_kept,
    interface_shows_the_endpoint,
    names_have_the_form_of_aws,
    description_is_complete,
    default_group_is_the_vpc_s,
    subnets_and_groups_can_be_changed,
    address_can_be_changed,
    policy_can_be_reset,
    private_dns_can_be_switched,
    gateway_routes_follow_the_endpoint,
    deleted_endpoint_is_gone_with_its_interfaces,
    endpoints_can_be_filtered,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def refused_creations(network: Network, other: Network) -> dict[str, tuple[dict[str, Any], str]]:
    first, second = network.subnets[:2]

    def chosen(subnet: str, address: str) -> dict[str, Any]:
        return {"SubnetConfigurations": [{"SubnetId": subnet, "Ipv4": address}]}

    return {
        "an address outside its subnet": (chosen(first, "10.0.2.10"), "InvalidParameter"),
        "an address that AWS keeps at the start": (chosen(first, "10.0.1.3"), "InvalidParameter"),
        "an address that AWS keeps at the end": (chosen(first, "10.0.1.255"), "InvalidParameter"),
        "an address that is none": (chosen(first, "10.0.1"), "InvalidParameter"),
        "an address in use": (chosen(first, "10.0.1.200"), "InvalidIPAddress.InUse"),
        "a choice for a subnet that is not the endpoint's": (
            {"SubnetIds": [second], **chosen(first, "10.0.1.10")},
            "InvalidParameter",
        ),
        "a subnet of another VPC": ({"SubnetIds": [other.subnets[0]]}, "InvalidParameter"),
        "a subnet that is missing": ({"SubnetIds": ["subnet-0"]}, "InvalidSubnetID.NotFound"),
        "two subnets in one zone": (
            {"SubnetIds": [first, network.subnets[2]]},
            "DuplicateSubnetsInSameZone",
        ),
        "a group that is missing": ({"SecurityGroupIds": ["sg-0"]}, "InvalidSecurityGroupId.NotFound"),
        "a policy that is no JSON": ({"PolicyDocument": "{"}, "InvalidPolicyDocument"),
        "a service of another region": (
            {"ServiceName": "com.amazonaws.eu-west-1.execute-api"},
            "InvalidServiceName",
        ),
        "an endpoint service that is missing": (
            {"ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-0"},
            "InvalidServiceName",
        ),
    }


def refuse_creation(aws: Clients, case: str) -> None:
    network = make_network(aws, zones="aba")
    other = make_network(aws, second_octet=1)
    ec2 = aws("ec2")
    ec2.create_network_interface(SubnetId=network.subnets[0], PrivateIpAddress="10.0.1.200")
    before = len(ec2.describe_network_interfaces()["NetworkInterfaces"])
    arguments, code = refused_creations(network, other)[case]
    arguments = {
        "ServiceName": SERVICE,
        "VpcEndpointType": "Interface",
        "SubnetIds": list(network.subnets[:2]),
        **arguments,
    }
    assert error_code(ec2.create_vpc_endpoint, VpcId=network.vpc, **arguments) == code
    assert len(ec2.describe_network_interfaces()["NetworkInterfaces"]) == before, "nothing is left behind"
    assert ec2.describe_vpc_endpoints()["VpcEndpoints"] == []


REFUSED = list(refused_creations(Network("", ("", "", ""), ()), Network("", ("",), ())))
# moto itself refuses this one, though not after having made nothing.
REFUSED_BY_MOTO = ["a subnet that is missing"]


@pytest.mark.parametrize("case", REFUSED)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse_creation(aws, case)


@pytest.mark.parametrize("case", [case for case in REFUSED if case not in REFUSED_BY_MOTO])
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse_creation(aws, case))


@pytest.mark.parametrize("attribute", ["EnableDnsHostnames", "EnableDnsSupport"])
def test_private_dns_needs_both_attributes_of_the_vpc(aws: Clients, attribute: str) -> None:
    network = make_network(aws)
    ec2 = aws("ec2")
    ec2.modify_vpc_attribute(VpcId=network.vpc, **{attribute: {"Value": False}})
    assert (
        error_code(ec2.create_vpc_endpoint, VpcId=network.vpc, ServiceName=SERVICE, VpcEndpointType="Interface")
        == "InvalidParameter"
    )
    endpoint = make_endpoint(aws, network, PrivateDnsEnabled=False)
    change = {"VpcEndpointId": endpoint["VpcEndpointId"], "PrivateDnsEnabled": True}
    assert error_code(ec2.modify_vpc_endpoint, **change) == "InvalidParameter"


def test_second_endpoint_cannot_have_the_same_private_names(aws: Clients) -> None:
    network = make_network(aws)
    make_endpoint(aws, network, SubnetIds=[])
    arguments = {"VpcId": network.vpc, "ServiceName": SERVICE, "VpcEndpointType": "Interface"}
    assert error_code(aws("ec2").create_vpc_endpoint, **arguments) == "InvalidParameter"
    assert error_code(aws("ec2").create_vpc_endpoint, PrivateDnsEnabled=False, **arguments) == ""


def test_modify_refuses_before_it_changes_anything(aws: Clients) -> None:
    ec2 = aws("ec2")
    network = make_network(aws, zones="abc")
    endpoint = make_endpoint(aws, network, SubnetIds=list(network.subnets[:2]))
    before = describe(aws, endpoint), addresses_of(aws, endpoint)
    change = {"VpcEndpointId": endpoint["VpcEndpointId"]}
    group = endpoint["Groups"][0]["GroupId"]
    cases: list[tuple[dict[str, Any], str]] = [
        (
            {
                "AddSubnetIds": [network.subnets[2]],
                "SubnetConfigurations": [{"SubnetId": network.subnets[2], "Ipv4": "10.0.9.9"}],
            },
            "InvalidParameter",
        ),
        ({"AddSecurityGroupIds": ["sg-0"]}, "InvalidSecurityGroupId.NotFound"),
        ({"RemoveSecurityGroupIds": [group]}, "InvalidParameter"),
        ({"RemoveSubnetIds": [network.subnets[0]], "PolicyDocument": "{"}, "InvalidPolicyDocument"),
        ({"AddSubnetIds": ["subnet-0"]}, "InvalidSubnetID.NotFound"),
    ]
    for arguments, code in cases:
        assert error_code(ec2.modify_vpc_endpoint, **change, **arguments) == code
        assert (describe(aws, endpoint), addresses_of(aws, endpoint)) == before
    assert error_code(ec2.modify_vpc_endpoint, VpcEndpointId="vpce-0") == "InvalidVpcEndpointId.NotFound"


def test_endpoint_of_an_own_service_is_named_after_it(aws: Clients) -> None:
    network = make_network(aws)
    balancer = aws("elbv2").create_load_balancer(
        Name="service", Type="network", Scheme="internal", Subnets=list(network.subnets)
    )["LoadBalancers"][0]["LoadBalancerArn"]
    service = aws("ec2").create_vpc_endpoint_service_configuration(
        NetworkLoadBalancerArns=[balancer], AcceptanceRequired=False
    )["ServiceConfiguration"]
    endpoint = aws("ec2").create_vpc_endpoint(
        VpcId=network.vpc,
        ServiceName=service["ServiceName"],
        VpcEndpointType="Interface",
        SubnetIds=[network.subnets[0]],
    )["VpcEndpoint"]
    regional, zonal = (entry["DnsName"] for entry in endpoint["DnsEntries"])
    assert regional.split(".", 1)[1] == f"{service['ServiceId']}.us-east-1.vpce.amazonaws.com"
    assert zonal.split(".", 1)[0] == regional.split(".", 1)[0] + "-us-east-1a"
