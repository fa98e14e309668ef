"""Route 53 Resolver."""

from __future__ import annotations

import pytest

from privateapi.topology.model import ResolverEndpoint, ResolverRule, ResolverRuleAssociation
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "an endpoint",
        "aws:route53/resolverEndpoint:ResolverEndpoint",
        {"direction": "INBOUND", "securityGroupIds": ["g"], "hostVpcId": "vpc-1"},
        {},
        ResolverEndpoint,
        {"direction": "INBOUND", "security_groups": ["g"], "vpc": "vpc-1", "addresses": None},
    ),
    (
        "an endpoint of ours",
        "privateapi:route53resolver:Endpoint",
        {"direction": "OUTBOUND", "securityGroupIds": ["g"], "endpointId": "rslvr-out-1", "hostVpcId": "vpc-1"},
        {},
        ResolverEndpoint,
        {"id": "rslvr-out-1", "direction": "OUTBOUND", "security_groups": ["g"], "vpc": "vpc-1"},
    ),
    (
        "a rule of ours",
        "privateapi:route53resolver:Rule",
        {
            "domainName": "corp.example.com",
            "ruleType": "FORWARD",
            "resolverEndpointId": "e",
            "ruleId": "rslvr-rr-1",
            "targetIps": [{"ip": "10.9.0.2", "port": 53}, {"ip": "10.9.1.2", "port": 53}],
        },
        {},
        ResolverRule,
        {
            "id": "rslvr-rr-1",
            "domain_name": "corp.example.com",
            "endpoint": "e",
            "target_addresses": ["10.9.0.2", "10.9.1.2"],
            "target_ports": [53, 53],
        },
    ),
    (
        "an association of ours",
        "privateapi:route53resolver:RuleAssociation",
        {"resolverRuleId": "r", "vpcId": "vpc-1"},
        {},
        ResolverRuleAssociation,
        {"rule": "r", "vpc": "vpc-1"},
    ),
    (
        "a rule",
        "aws:route53/resolverRule:ResolverRule",
        {
            "domainName": "corp.example.com.",
            "ruleType": "FORWARD",
            "resolverEndpointId": "e",
            "targetIps": [{"ip": "10.9.0.2"}],
        },
        {},
        ResolverRule,
        {"domain_name": "corp.example.com", "type": "FORWARD", "endpoint": "e", "target_addresses": ["10.9.0.2"]},
    ),
    (
        "an association",
        "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
        {"resolverRuleId": "r", "vpcId": "vpc-1"},
        {},
        ResolverRuleAssociation,
        {"rule": "r", "vpc": "vpc-1"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    "type", ["aws:route53/resolverEndpoint:ResolverEndpoint", "privateapi:route53resolver:Endpoint"]
)
def test_addresses(type: str) -> None:
    (found,) = nodes(resource(type, {"ipAddresses": [{"subnetId": "s", "ip": "10.0.0.5"}]}))
    assert isinstance(found, ResolverEndpoint)
    (address,) = found.addresses.get()
    assert (shown(address.subnet), shown(address.ipv4)) == ("s", "10.0.0.5")
