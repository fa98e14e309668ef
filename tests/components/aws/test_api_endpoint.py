"""ApiEndpoint: the endpoint has the chosen addresses, and only its clients come in."""

from typing import Any

import pulumi
import pytest

from components.aws import ApiEndpoint, ComponentError
from tests.components.aws.networks import network
from tests.components.declaring import declare, text

ADDRESSES = ["10.0.0.4", "10.0.1.4"]


def test_chosen_addresses() -> None:
    made = declare(
        lambda: _Pair(
            addresses=ADDRESSES, client_cidrs=["10.1.0.0/16", "10.0.0.0/16", "10.1.0.0/16"], tags={"team": "a"}
        ),
    )
    group = text("SecurityGroup", "api", "securityGroupId")
    assert made.one("ec2:VpcEndpoint") == {
        "region": "us-east-1",
        "vpcId": "vpc-us-east-1",
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.us-east-1.execute-api",
        "subnetIds": ["subnet-us-east-1-a", "subnet-us-east-1-b"],
        "subnetConfigurations": [
            {"subnetId": "subnet-us-east-1-a", "ipv4": "10.0.0.4"},
            {"subnetId": "subnet-us-east-1-b", "ipv4": "10.0.1.4"},
        ],
        "securityGroupIds": [group],
        "privateDnsEnabled": True,
        "policy": {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"},
            ],
        },
        "tags": {"Name": "api", "team": "a"},
    }
    assert made.one("ec2:SecurityGroup")["vpcId"] == "vpc-us-east-1"
    assert made.inputs("ec2:SecurityGroupRule") == {
        f"api-{cidr}": {
            "region": "us-east-1",
            "securityGroupId": group,
            "type": "ingress",
            "ipProtocol": "tcp",
            "fromPort": 443.0,
            "toPort": 443.0,
            "cidrIpv4": cidr,
            "description": "HTTPS",
        }
        for cidr in ("10.0.0.0/16", "10.1.0.0/16")
    }
    assert made.component.endpoint.addresses == ADDRESSES
    assert made.one("aws:ApiEndpoint")["addresses"] == ADDRESSES


def test_addresses_of_aws() -> None:
    found = {"subnet-us-east-1-a": "10.0.0.77", "subnet-us-east-1-b": "10.0.1.88"}
    made = declare(
        lambda: _Pair(private_dns_enabled=False, policy={"Statement": []}),
        answers={"ec2:VpcEndpoint": {"subnetAddresses": found}},
        resolve=lambda pair: {"addresses": pair.endpoint.addresses, "id": pair.endpoint.vpc_endpoint_id},
    )
    endpoint = made.one("ec2:VpcEndpoint")
    assert "subnetConfigurations" not in endpoint
    assert (endpoint["privateDnsEnabled"], endpoint["policy"]) == (False, {"Statement": []})
    assert made.values == {
        "addresses": ["10.0.0.77", "10.0.1.88"],
        "id": text("VpcEndpoint", "api", "vpcEndpointId"),
    }
    # The network's own block is the default.
    assert set(made.inputs("ec2:SecurityGroupRule")) == {"api-10.0.0.0/16"}


def test_no_clients() -> None:
    made = declare(lambda: _Pair(addresses=ADDRESSES, client_cidrs=[]))
    assert made.one("aws:ApiEndpoint")["clientCidrs"] == [], "nobody was named, so nobody comes in"
    assert "ec2:SecurityGroupRule" not in made.counts()


def test_ipv6_clients() -> None:
    made = declare(lambda: _Pair(addresses=ADDRESSES, client_cidrs=["fd00::/64"]))
    rule = made.one("ec2:SecurityGroupRule")
    assert rule["cidrIpv6"] == "fd00::/64" and "cidrIpv4" not in rule


@pytest.mark.parametrize(
    ("case", "changes", "lines"),
    [
        (
            "outside",
            {"addresses": ["10.0.0.4", "10.0.2.4"]},
            ["addresses[1]: '10.0.2.4' is outside subnet 10.0.1.0/24; 10.0.1.4 to 10.0.1.254 are free for it"],
        ),
        (
            "first and last, which AWS keeps",
            {"addresses": ["10.0.0.3", "10.0.1.255"]},
            [
                "addresses[0]: '10.0.0.3' is kept by AWS in subnet 10.0.0.0/24; 10.0.0.4 to 10.0.0.254 are free for it",
                "addresses[1]: '10.0.1.255' is kept by AWS in subnet 10.0.1.0/24; "
                "10.0.1.4 to 10.0.1.254 are free for it",
            ],
        ),
        (
            "no address",
            {"addresses": ["10.0.0.4", "10.0.1"]},
            ["addresses[1]: '10.0.1' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'"],
        ),
        (
            "IPv6",
            {"addresses": ["10.0.0.4", "::a00:104"]},
            ["addresses[1]: '::a00:104' is outside subnet 10.0.1.0/24; 10.0.1.4 to 10.0.1.254 are free for it"],
        ),
        (
            "too few",
            {"addresses": ["10.0.0.4"]},
            ["addresses: 1 addresses for 2 private subnets; give one for each of 10.0.0.0/24, 10.0.1.0/24"],
        ),
        (
            "client CIDR",
            {"client_cidrs": ["10.1.0.0/16", "10.0.0.1/16"]},
            ["clientCidrs[1]: '10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'"],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Pair(**changes))
    assert str(caught.value).splitlines() == ["ApiEndpoint (api):", *(f"  {line}" for line in lines)]


class _Pair(pulumi.ComponentResource):
    """A network and an endpoint in it."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__("test:index:Pair", "pair")
        child = pulumi.ResourceOptions(parent=self)
        self.endpoint = ApiEndpoint("api", child, network=network(opts=child), **arguments)
