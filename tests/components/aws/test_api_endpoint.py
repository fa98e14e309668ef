"""ApiEndpoint: the endpoint has the chosen addresses, and only its clients come in."""

import dataclasses
from typing import Any

import pulumi
import pytest

from components.aws import ApiEndpoint, ComponentError, ExistingNetwork
from tests.components.aws.networks import existing, network
from tests.components.declaring import declare, text

NOT_EVERYBODY = "let in the blocks of the VPCs and networks that call, instead of everybody"
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


def policy_on(key: str, value: pulumi.Input[str], operator: str = "StringEquals") -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": "*",
                "Condition": {operator: {key: value}},
            }
        ],
    }


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
        (
            "everybody",
            {"client_cidrs": ["10.0.0.0/16", "0.0.0.0/0", "::/0"]},
            [
                "clientCidrs[1]: AWS-SG-01: security group rule api-0.0.0.0/0 lets 0.0.0.0/0 into security group api, "
                f"which VPC endpoint api uses. Fix: {NOT_EVERYBODY}",
                "clientCidrs[2]: AWS-SG-01: security group rule api-::/0 lets ::/0 into security group api, "
                f"which VPC endpoint api uses. Fix: {NOT_EVERYBODY}",
            ],
        ),
        (
            "a policy for everything",
            {"policy": {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}},
            [
                "policy: AWS-EP-06: VPC endpoint api has a policy whose statement 1 allows everything to everybody "
                "without a condition. Fix: give the endpoint a policy that names the actions, resources or principals "
                "that are meant",
            ],
        ),
        (
            "a condition key that does not exist",
            {"policy": policy_on("aws:PrincipalVpc", "vpc-0a")},
            [
                "policy: AWS-EP-07: VPC endpoint api has a policy with the condition key aws:PrincipalVpc, which does "
                "not exist; aws:SourceVpc, aws:SourceVpce, aws:VpcSourceIp do. Fix: use aws:SourceVpc, aws:SourceVpce "
                "or aws:VpcSourceIp for where a request comes from",
            ],
        ),
        (
            "a policy that is over",
            {"policy": policy_on("aws:CurrentTime", "2020-01-01T00:00:00Z", "DateLessThan")},
            [
                "policy: AWS-EP-08: VPC endpoint api has a policy that ended on 2020-01-01T00:00:00Z. Fix: set "
                "a later date, or take the condition out",
            ],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Pair(**changes))
    assert str(caught.value).splitlines() == ["ApiEndpoint (api):", *(f"  {line}" for line in lines)]


def test_refused_subnets_of_one_zone() -> None:
    one = existing()
    together = dataclasses.replace(
        one, subnets=[one.subnets[0], dataclasses.replace(one.subnets[1], zone="us-east-1a")]
    )
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Pair(together))
    both = "subnet subnet-us-east-1-a and subnet subnet-us-east-1-b, all in us-east-1a"
    assert str(caught.value).splitlines() == [
        "ApiEndpoint (api):",
        f"  network: AWS-EP-03: VPC endpoint api has {both}; an endpoint takes one subnet in each zone. Fix: keep one "
        "subnet of the zone, and take the other from another zone",
    ]


def test_policy_with_outputs() -> None:
    """What is not known yet of a policy hides nothing else of it."""

    def policy(key: str) -> dict[str, Any]:
        return policy_on(key, pulumi.Output.from_input("vpc-0a"))

    made = declare(lambda: _Pair(policy=policy("aws:SourceVpc")))
    assert made.one("ec2:VpcEndpoint")["policy"] == policy_on("aws:SourceVpc", "vpc-0a")
    with pytest.raises(ComponentError, match="policy: AWS-EP-07: VPC endpoint api has a policy with the condition key"):
        declare(lambda: _Pair(policy=policy("aws:PrincipalVpc")))
    unread = declare(lambda: _Pair(policy=pulumi.Output.from_input(policy("aws:PrincipalVpc"))))
    assert unread.counts()["ec2:VpcEndpoint"] == 1, "left to the policy packs"


class _Pair(pulumi.ComponentResource):
    """A network and an endpoint in it."""

    def __init__(self, vpc: ExistingNetwork | None = None, **arguments: Any) -> None:
        super().__init__("test:index:Pair", "pair")
        child = pulumi.ResourceOptions(parent=self)
        self.endpoint = ApiEndpoint("api", child, network=network(opts=child, vpc=vpc), **arguments)
