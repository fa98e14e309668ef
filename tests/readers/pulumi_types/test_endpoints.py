"""VPC endpoints and endpoint services."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.readers.resource import UNKNOWN, ReadResource
from privateapi.topology.model import (
    EndpointConnectionAccepter,
    EndpointService,
    EndpointServicePermission,
    VpcEndpoint,
)
from tests.readers.reading import Case, check, fields, nodes, resource, shown

CASES: list[Case] = [
    (
        "an endpoint of ours",
        "privateapi:ec2:VpcEndpoint",
        {
            "vpcEndpointType": "Interface",
            "vpcId": "vpc-1",
            "serviceName": "com.amazonaws.us-east-1.execute-api",
            "subnetIds": [UNKNOWN, UNKNOWN],
            "subnetConfigurations": [{"subnetId": UNKNOWN, "ipv4": "10.0.0.10"}],
            "privateDnsEnabled": True,
            "policy": {"Statement": []},
        },
        {"subnetIds": ["urn:a", "urn:b"], "subnetConfigurations": ["urn:a"]},
        VpcEndpoint,
        {
            "type": "Interface",
            "service_name": "com.amazonaws.us-east-1.execute-api",
            "subnets": (["?is not known yet (subnetIds[0])", "?is not known yet (subnetIds[1])"], "urn:a", "urn:b"),
            "private_dns_enabled": True,
            "policy": '{"Statement": []}',
        },
    ),
    (
        "an endpoint of pulumi_aws",
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        {
            "vpcId": "vpc-1",
            "serviceName": UNKNOWN,
            "policy": "{}",
            "dnsOptions": {"dnsRecordIpType": "ipv4", "privateDnsOnlyForInboundResolverEndpoint": True},
            "dnsEntries": [{"dnsName": "a", "hostedZoneId": "Z"}],
        },
        {"serviceName": ["urn:service"]},
        VpcEndpoint,
        {
            "type": None,
            "service": ("?is not known yet (serviceName)", "urn:service"),
            "policy": "{}",
            "dns_record_ip_type": "ipv4",
            "private_dns_only_for_inbound_resolver_endpoint": True,
        },
    ),
    (
        "an endpoint service",
        "aws:ec2/vpcEndpointService:VpcEndpointService",
        {
            "acceptanceRequired": True,
            "networkLoadBalancerArns": [UNKNOWN],
            "allowedPrincipals": ["*"],
            "privateDnsName": "a.example.com",
            "privateDnsNameConfigurations": [{"state": "verified"}],
        },
        {"networkLoadBalancerArns": ["urn:lb"]},
        EndpointService,
        {
            "acceptance_required": True,
            "network_load_balancers": (["?is not known yet (networkLoadBalancerArns[0])"], "urn:lb"),
            "allowed_principals": ["*"],
            "private_dns_name": "a.example.com",
            "private_dns_state": "verified",
        },
    ),
    (
        "a permission",
        "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
        {"vpcEndpointServiceId": "vpce-svc-1", "principalArn": "arn:aws:iam::1:root"},
        {},
        EndpointServicePermission,
        {"service": "vpce-svc-1", "principal": "arn:aws:iam::1:root"},
    ),
    (
        "an accepter",
        "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
        {"vpcEndpointServiceId": "vpce-svc-1", "vpcEndpointId": "vpce-1"},
        {},
        EndpointConnectionAccepter,
        {"service": "vpce-svc-1", "endpoint": "vpce-1"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_addresses() -> None:
    (found,) = nodes(
        resource(
            "privateapi:ec2:VpcEndpoint",
            {"subnetConfigurations": [{"subnetId": "subnet-1", "ipv4": "10.0.0.10"}], "dnsEntries": [{"dnsName": "a"}]},
        )
    )
    assert isinstance(found, VpcEndpoint)
    (address,), (entry,) = found.addresses.get(), found.dns_entries.get()
    assert (shown(address.subnet), shown(address.ipv4), shown(address.ipv6)) == ("subnet-1", "10.0.0.10", None)
    assert (shown(entry.dns_name), shown(entry.hosted_zone_id)) == ("a", None)


def test_what_resources_of_their_own_add() -> None:
    endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", {"vpcId": "vpc-1", "subnetIds": ["subnet-1"]})

    def beside(type: str, properties: dict[str, object]) -> ReadResource:
        return resource(type, {"vpcEndpointId": UNKNOWN, **properties}, dependencies={"vpcEndpointId": [endpoint.key]})

    found = [
        node
        for node in nodes(
            endpoint,
            beside("aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", {"subnetId": "subnet-2"}),
            beside(
                "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", {"routeTableId": "rtb-1"}
            ),
            beside("aws:ec2/securityGroupAssociation:SecurityGroupAssociation", {"securityGroupId": "sg-1"}),
            beside("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", {"policy": "{}"}),
            beside("aws:vpc/endpointPrivateDns:EndpointPrivateDns", {"privateDnsEnabled": True}),
        )
        if isinstance(node, VpcEndpoint)
    ]
    assert fields(found[0], "subnets", "route_tables", "security_groups", "policy", "private_dns_enabled") == {
        "subnets": ["subnet-1", "subnet-2"],
        "route_tables": ["rtb-1"],
        "security_groups": ["sg-1"],
        "policy": "{}",
        "private_dns_enabled": True,
    }


_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
_ASSOCIATION = "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"


@pytest.mark.parametrize(
    ("case", "listed", "more", "expected"),
    [
        ("before a refresh, by id", [], {}, ["subnet-1", "subnet-2"]),
        ("after it", ["subnet-0", "subnet-1"], {"computed": frozenset({"subnetIds"})}, ["subnet-1", "subnet-2"]),
        ("in a state without inputs", ["subnet-2", "subnet-1"], {}, ["subnet-2", "subnet-1"]),
        (
            "an endpoint of another program",
            ["subnet-0", "subnet-1"],
            {"computed": frozenset({"subnetIds"}), "live": True},
            ["subnet-0", "subnet-1", "subnet-2"],
        ),
    ],
)
def test_subnets_count_once(case: str, listed: list[str], more: dict[str, Any], expected: list[str]) -> None:
    """A refreshed endpoint lists the subnets that associations gave it, also those of associations that are gone."""
    endpoint = resource(_ENDPOINT, {"subnetIds": listed or None}, id="vpce-1", **more)
    associations = [
        resource(_ASSOCIATION, {"vpcEndpointId": "vpce-1", "subnetId": subnet}, subnet)
        for subnet in ("subnet-1", "subnet-2")
    ]
    [found] = [node for node in nodes(endpoint, *associations) if isinstance(node, VpcEndpoint)]
    assert shown(found.subnets) == expected, case


def test_an_association_adds_to_no_other_endpoint() -> None:
    one, two = (resource(_ENDPOINT, {}, name, id=name) for name in ("vpce-1", "vpce-2"))
    association = resource(_ASSOCIATION, {"vpcEndpointId": "vpce-2", "subnetId": "subnet-1"})
    found = {node.name: shown(node.subnets) for node in nodes(one, two, association) if isinstance(node, VpcEndpoint)}
    assert found == {"vpce-1": None, "vpce-2": ["subnet-1"]}
