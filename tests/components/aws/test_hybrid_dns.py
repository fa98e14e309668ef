"""HybridDns: inbound and outbound Resolver endpoints, their security groups, and the rules that VPCs follow."""

from typing import Any

import pulumi
import pytest

from components.aws import (
    ClientVpc,
    ComponentError,
    ExistingNetwork,
    ForwardedDomain,
    HybridDns,
    Network,
    NetworkSubnet,
)
from privateapi.sdk import Provider
from tests.components.aws.networks import existing, network
from tests.components.declaring import Declared, declare, text

ON_PREMISES = ["192.168.0.0/16", "172.16.0.0/24"]
CORP = ForwardedDomain("Corp.Example.com.", ["192.168.0.2", "192.168.1.2"])


class _Hybrid(pulumi.ComponentResource):
    """Networks in Regions and the component over them."""

    def __init__(self, regions: tuple[str, ...] = ("us-east-1", "us-west-2"), **arguments: Any) -> None:
        super().__init__("test:index:Hybrid", "hybrid")
        child = pulumi.ResourceOptions(parent=self)
        networks = {region: network(region, child) for region in regions}
        self.dns = HybridDns("dns", child, **{"networks": networks, **arguments})


@pytest.fixture(scope="module")
def both() -> Declared[_Hybrid]:
    return declare(
        lambda: _Hybrid(
            client_cidrs=ON_PREMISES,
            forwards=[CORP],
            clients={"orders": ClientVpc("vpc-orders", "us-west-2")},
            inbound_addresses={"us-east-1": ["10.0.0.53", "10.0.1.53", "10.0.1.54"]},
            private_zones={"internal.example.com": ["api.internal.example.com"]},
            tags={"team": "a"},
        ),
        answers={"route53resolver:Endpoint": {"addresses": ["10.0.0.53"]}},
        resolve=lambda hybrid: {"inbound": hybrid.dns.inbound_addresses, "outbound": hybrid.dns.outbound_addresses},
    )


def test_counts(both: Declared[_Hybrid]) -> None:
    assert both.counts() == {
        "ec2:SecurityGroup": 4,
        "ec2:SecurityGroupRule": 16,
        "route53resolver:Endpoint": 4,
        "route53resolver:Rule": 2,
        "route53resolver:RuleAssociation": 3,
    }


def test_endpoints(both: Declared[_Hybrid]) -> None:
    endpoints = both.inputs("route53resolver:Endpoint")
    assert endpoints["dns-us-east-1-inbound"] == {
        "region": "us-east-1",
        "direction": "INBOUND",
        "ipAddresses": [
            {"subnetId": "subnet-us-east-1-a", "ip": "10.0.0.53"},
            {"subnetId": "subnet-us-east-1-b", "ip": "10.0.1.53"},
            {"subnetId": "subnet-us-east-1-b", "ip": "10.0.1.54"},
        ],
        "securityGroupIds": [text("SecurityGroup", "dns-us-east-1-inbound", "securityGroupId")],
        "tags": {"Name": "dns-us-east-1-inbound", "team": "a"},
    }
    assert endpoints["dns-us-west-2-outbound"]["ipAddresses"] == [
        {"subnetId": "subnet-us-west-2-a"},
        {"subnetId": "subnet-us-west-2-b"},
    ]
    assert both.values == {
        way: {"us-east-1": ["10.0.0.53"], "us-west-2": ["10.0.0.53"]} for way in ("inbound", "outbound")
    }


def test_security_groups(both: Declared[_Hybrid]) -> None:
    rules = both.inputs("ec2:SecurityGroupRule")
    inbound = text("SecurityGroup", "dns-us-east-1-inbound", "securityGroupId")
    outbound = text("SecurityGroup", "dns-us-east-1-outbound", "securityGroupId")
    admitted = {
        (each["securityGroupId"], each["type"], each["ipProtocol"], each["fromPort"], each["toPort"], each["cidrIpv4"])
        for each in rules.values()
        if each["region"] == "us-east-1"
    }
    assert admitted == {
        *((inbound, "ingress", protocol, 53, 53, cidr) for protocol in ("tcp", "udp") for cidr in ON_PREMISES),
        *(
            (outbound, "egress", protocol, 53, 53, f"{server}/32")
            for protocol in ("tcp", "udp")
            for server in CORP.name_servers
        ),
    }


def test_rules(both: Declared[_Hybrid]) -> None:
    assert both.inputs("route53resolver:Rule")["dns-us-west-2-corp.example.com"] == {
        "region": "us-west-2",
        "ruleType": "FORWARD",
        "domainName": "corp.example.com",
        "targetIps": [{"ip": "192.168.0.2", "port": 53}, {"ip": "192.168.1.2", "port": 53}],
        "resolverEndpointId": text("Endpoint", "dns-us-west-2-outbound", "endpointId"),
        "tags": {"Name": "dns-us-west-2-corp.example.com", "team": "a"},
    }
    associations = both.inputs("route53resolver:RuleAssociation")
    assert {name: (each["region"], each["vpcId"]) for name, each in associations.items()} == {
        "dns-us-east-1-corp.example.com": ("us-east-1", "vpc-us-east-1"),
        "dns-us-west-2-corp.example.com": ("us-west-2", "vpc-us-west-2"),
        "dns-orders-corp.example.com": ("us-west-2", "vpc-orders"),
    }


def test_facts_repeated(both: Declared[_Hybrid]) -> None:
    assert both.one("aws:HybridDns") == {
        "regions": ["us-east-1", "us-west-2"],
        "clientCidrs": ON_PREMISES,
        "inboundAddresses": {"us-east-1": ["10.0.0.53", "10.0.1.53", "10.0.1.54"]},
        "forwards": [{"domainName": "Corp.Example.com.", "nameServers": ["192.168.0.2", "192.168.1.2"], "port": 53}],
        "outboundAddresses": {},
    }


def test_inwards_only() -> None:
    made = declare(lambda: _Hybrid(("us-east-1",), client_cidrs=["192.168.0.0/16"]))
    assert made.counts() == {"ec2:SecurityGroup": 1, "ec2:SecurityGroupRule": 2, "route53resolver:Endpoint": 1}


def test_outwards_only() -> None:
    everything = ForwardedDomain(".", ["192.168.0.2"], port=5353)
    made = declare(lambda: _Hybrid(("us-east-1",), forwards=[everything]))
    assert made.one("route53resolver:Rule")["domainName"] == "."
    assert {each["fromPort"] for each in made.inputs("ec2:SecurityGroupRule").values()} == {5353}


def test_ipv6_clients() -> None:
    made = declare(lambda: _Hybrid(("us-east-1",), client_cidrs=["2001:db8::/48"]))
    assert {each.get("cidrIpv6") for each in made.inputs("ec2:SecurityGroupRule").values()} == {"2001:db8::/48"}


def test_domain_below_the_zone() -> None:
    below = ForwardedDomain("legacy.internal.example.com", ["192.168.0.2"])
    above = ForwardedDomain("example.com", ["192.168.0.2"])
    zones = {"internal.example.com": ["api.internal.example.com"]}
    made = declare(lambda: _Hybrid(("us-east-1",), forwards=[below, above], private_zones=zones))
    assert made.counts()["route53resolver:Rule"] == 2


def _refused(**arguments: Any) -> str:
    with pytest.raises(ComponentError) as refused:
        declare(lambda: _Hybrid(("us-east-1",), **arguments))
    return str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (
            {},
            "clientCidrs: there is neither a block that asks nor a domain to forward; give clientCidrs, forwards or "
            "both",
        ),
        (
            {"client_cidrs": ["192.168.0.1/16"]},
            "clientCidrs[0]: '192.168.0.1/16' has host bits set; the block is '192.168.0.0/16'",
        ),
        (
            {"client_cidrs": ["0.0.0.0/0"]},
            "clientCidrs[0]: '0.0.0.0/0' lets every address ask; give the blocks on premises, such as 192.168.0.0/16",
        ),
        (
            {"client_cidrs": ["10.0.128.0/17"]},
            "networks.us-east-1: AWS-CIDR-17: VPC us-east-1 in us-east-1 has 10.0.0.0/16, which overlaps "
            "10.0.128.0/17, "
            "in use on premises. Fix: give the VPC a block that is not in use on premises",
        ),
        (
            {"client_cidrs": ["192.168.0.0/16"], "inbound_addresses": {"eu-west-1": ["10.0.0.53", "10.0.1.53"]}},
            "inboundAddresses.eu-west-1: there is no network in Region 'eu-west-1'; there are: us-east-1",
        ),
        (
            {"client_cidrs": ["192.168.0.0/16"], "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.9.53"]}},
            "inboundAddresses.us-east-1[1]: '10.0.9.53' is in none of the private subnets; they have 10.0.0.0/24, "
            "10.0.1.0/24",
        ),
        (
            {"client_cidrs": ["192.168.0.0/16"], "inbound_addresses": {"us-east-1": ["10.0.0.3", "10.0.1.53"]}},
            "inboundAddresses.us-east-1[0]: '10.0.0.3' is kept by AWS in subnet 10.0.0.0/24; 10.0.0.4 to 10.0.0.254 "
            "are "
            "free for it",
        ),
        (
            {"client_cidrs": ["192.168.0.0/16"], "inbound_addresses": {"us-east-1": ["10.0.0.53", "ten"]}},
            "inboundAddresses.us-east-1[1]: 'ten' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or "
            "'fd00::10'",
        ),
        (
            {"client_cidrs": ["192.168.0.0/16"], "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.0.54"]}},
            "inboundAddresses.us-east-1: ['10.0.0.53', '10.0.0.54'] are in 1 Availability Zone; choose them in 2 or "
            "more "
            "of 10.0.0.0/24 (us-east-1a), 10.0.1.0/24 (us-east-1b)",
        ),
        (
            {
                "client_cidrs": ["192.168.0.0/16"],
                "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.1.53", "10.0.1.53"]},
            },
            "inboundAddresses.us-east-1: '10.0.1.53' is there 2 times; each address is one interface's",
        ),
        (
            {
                "client_cidrs": ["192.168.0.0/16"],
                "inbound_addresses": {"us-east-1": ["10.0.0.53", *(f"10.0.1.{number}" for number in range(10, 16))]},
            },
            "inboundAddresses.us-east-1: 7 addresses; an endpoint has 6 at most",
        ),
        (
            {"forwards": [CORP], "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.1.53"]}},
            "inboundAddresses.us-east-1: without clientCidrs there is no such endpoint; give clientCidrs or leave the "
            "addresses out",
        ),
        (
            {
                "client_cidrs": ["192.168.0.0/16"],
                "forwards": [CORP],
                "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.1.53"]},
                "outbound_addresses": {"us-east-1": ["10.0.0.54", "10.0.1.53"]},
            },
            "outboundAddresses.us-east-1[1]: '10.0.1.53' is the inbound endpoint's; each address is one interface's",
        ),
        (
            {
                "client_cidrs": ["192.168.0.0/16"],
                "inbound_addresses": {"us-east-1": ["10.0.0.53", "10.0.1.53"]},
                "forwards": [ForwardedDomain("corp.example.com", ["192.168.0.2", "10.0.1.53"])],
            },
            "forwards[0].nameServers[1]: '10.0.1.53' is the inbound endpoint in us-east-1, which would ask itself "
            "again "
            "and again; give a name server on premises",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", ["10.0.0.2"])]},
            "forwards[0].nameServers[0]: '10.0.0.2' is the resolver of the VPC in us-east-1 itself, which would ask "
            "itself again and again; give a name server on premises",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", ["2001:db8::2"])]},
            "forwards[0].nameServers[0]: '2001:db8::2' is an IPv6 address, and the outbound endpoints have IPv4; give "
            "an "
            "IPv4 address",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", [])]},
            "forwards[0].nameServers: there is none; give the addresses of 'corp.example.com''s name servers",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", [f"192.168.0.{number}" for number in range(7)])]},
            "forwards[0].nameServers: 7 name servers; a rule has 6 at most",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", ["192.168.0.2", "192.168.0.2"])]},
            "forwards[0].nameServers[1]: '192.168.0.2' is there twice; once is right",
        ),
        (
            {"forwards": [ForwardedDomain("corp.example.com", ["192.168.0.2"], port=0)]},
            "forwards[0].port: 0 is not a port; 53 is that of name servers",
        ),
        (
            {"forwards": [CORP, ForwardedDomain("corp.example.com", ["192.168.0.3"])]},
            "forwards[1].domainName: 'corp.example.com' is forwards[0] as well; a VPC follows one rule for a domain, "
            "so "
            "list all name servers there",
        ),
        (
            {"forwards": [CORP], "private_zones": {"corp.example.com": ["api.corp.example.com"]}},
            "forwards[0].domainName: the rule for 'Corp.Example.com.' wins over the private zone 'corp.example.com', "
            "so "
            "that no VPC would get the zone's answer for 'corp.example.com'; forward a domain above the zone, or one "
            "below it that 'corp.example.com' is not in",
        ),
        (
            {
                "forwards": [ForwardedDomain("api.internal.example.com", ["192.168.0.2"])],
                "private_zones": {"internal.example.com": ["api.internal.example.com"]},
            },
            "forwards[0].domainName: the rule for 'api.internal.example.com' wins over the private zone "
            "'internal.example.com', so that no VPC would get the zone's answer for 'api.internal.example.com'; "
            "forward "
            "a domain above the zone, or one below it that 'api.internal.example.com' is not in",
        ),
        (
            {"forwards": [CORP], "clients": {"orders": ClientVpc("vpc-orders", "eu-west-1")}},
            "clients.orders: there is no network in Region 'eu-west-1', where its rules would be; there are: us-east-1",
        ),
        (
            {"forwards": [CORP], "clients": {"us-east-1": ClientVpc("vpc-orders", "us-east-1")}},
            "clients.us-east-1: is the label of a network; give the VPC one of its own",
        ),
        ({"forwards": [CORP], "networks": {}}, "networks: there is none; give at least one"),
    ],
)
def test_refused(arguments: dict[str, Any], fault: str) -> None:
    assert _refused(**arguments) == f"HybridDns (dns):\n  {fault}"


def test_one_zone() -> None:
    one = existing()
    subnets = [
        NetworkSubnet("subnet-1", "10.0.0.0/24", "us-east-1a"),
        NetworkSubnet("subnet-2", "10.0.1.0/24", "us-east-1a"),
    ]

    def build() -> HybridDns:
        flat = Network(
            "flat", region="us-east-1", existing=ExistingNetwork(one.vpc_id, one.cidr, subnets, one.route_table_ids)
        )
        return HybridDns("dns", networks={"us-east-1": flat}, client_cidrs=["192.168.0.0/16"])

    with pytest.raises(ComponentError) as refused:
        declare(build)
    assert str(refused.value) == (
        "HybridDns (dns):\n  networks.us-east-1: its private subnets are all in us-east-1a; Resolver endpoints need 2 "
        "Availability Zones or more"
    )


def test_client_of_another_account() -> None:
    def build() -> _Hybrid:
        other = Provider("other", assume_role={"roleArn": "arn:aws:iam::222222222222:role/deploy"})
        return _Hybrid(("us-east-1",), forwards=[CORP], clients={"orders": ClientVpc("vpc-1", "us-east-1", other)})

    with pytest.raises(ComponentError) as refused:
        declare(build)
    assert str(refused.value) == (
        "HybridDns (dns):\n  clients.orders: is a VPC of another account, which the rules are not shared with; leave "
        "it "
        "out here"
    )
