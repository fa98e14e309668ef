"""Load balancers, target groups, targets and listeners."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import Listener, ListenerCertificate, LoadBalancer, Target, TargetGroup
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "a balancer of ours",
        "privateapi:elbv2:LoadBalancer",
        {
            "name": "api",
            "type": "network",
            "internal": True,
            "subnetMappings": [{"subnetId": UNKNOWN, "privateIpv4Address": "10.0.0.9"}],
            "enableCrossZoneLoadBalancing": True,
        },
        {"subnetMappings": ["urn:subnet"]},
        LoadBalancer,
        {
            "load_balancer_name": "api",
            "type": "network",
            "scheme": "internal",
            "subnets": (["?is not known yet (subnetMappings[0].subnetId)"], "urn:subnet"),
            "cross_zone": True,
        },
    ),
    (
        "a balancer of pulumi_aws",
        "aws:lb/loadBalancer:LoadBalancer",
        {
            "loadBalancerType": "network",
            "internal": False,
            "subnets": ["subnet-1"],
            "dnsName": "a.elb",
            "zoneId": "Z1",
            "vpcId": "vpc-1",
            "securityGroups": ["sg-1"],
        },
        {},
        LoadBalancer,
        {
            "type": "network",
            "scheme": "internet-facing",
            "subnets": ["subnet-1"],
            "dns_name": "a.elb",
            "canonical_hosted_zone_id": "Z1",
            "vpc": "vpc-1",
            "security_groups": ["sg-1"],
        },
    ),
    (
        "a balancer without a scheme",
        "aws:alb/loadBalancer:LoadBalancer",
        {},
        {},
        LoadBalancer,
        {"scheme": "internet-facing", "type": None, "subnets": None, "addresses": None},
    ),
    (
        "mappings that are not known",
        "aws:lb/loadBalancer:LoadBalancer",
        {"subnetMappings": UNKNOWN},
        {"subnetMappings": ["urn:a"]},
        LoadBalancer,
        {"subnets": ("?is not known yet (subnetMappings)", "urn:a")},
    ),
    (
        "a target group",
        "aws:lb/targetGroup:TargetGroup",
        {
            "name": "api",
            "protocol": "TLS",
            "port": 443,
            "targetType": "ip",
            "vpcId": UNKNOWN,
            "loadBalancingCrossZoneEnabled": "true",
        },
        {"vpcId": ["urn:vpc"]},
        TargetGroup,
        {
            "target_group_name": "api",
            "protocol": "TLS",
            "port": 443,
            "target_type": "ip",
            "vpc": ("?is not known yet (vpcId)", "urn:vpc"),
            "cross_zone": "true",
        },
    ),
    (
        "a target",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        {"targetGroupArn": "arn:tg", "targetId": "10.0.0.10", "port": 443, "availabilityZone": "all"},
        {},
        Target,
        {"target_group": "arn:tg", "target": "10.0.0.10", "port": 443, "availability_zone": "all"},
    ),
    (
        "a listener",
        "aws:lb/listener:Listener",
        {
            "loadBalancerArn": "arn:lb",
            "port": 443,
            "protocol": "TLS",
            "certificateArn": "arn:c",
            "sslPolicy": "p",
            "alpnPolicy": "None",
            "defaultActions": [{"type": "forward", "targetGroupArn": UNKNOWN}],
        },
        {"defaultActions": ["urn:tg"]},
        Listener,
        {
            "load_balancer": "arn:lb",
            "port": 443,
            "protocol": "TLS",
            "certificate": "arn:c",
            "ssl_policy": "p",
            "alpn_policy": "None",
            "target_groups": (["?is not known yet (defaultActions[0].targetGroupArn)"], "urn:tg"),
        },
    ),
    (
        "a listener with weights",
        "aws:lb/listener:Listener",
        {"defaultActions": [{"forward": {"targetGroups": [{"arn": "arn:1"}, {"arn": "arn:2"}]}}]},
        {},
        Listener,
        {"target_groups": ["arn:1", "arn:2"]},
    ),
    (
        "actions that are not known",
        "aws:lb/listener:Listener",
        {"defaultActions": UNKNOWN},
        {"defaultActions": ["urn:tg"]},
        Listener,
        {"target_groups": ("?is not known yet (defaultActions)", "urn:tg")},
    ),
    (
        "groups that are not known",
        "aws:lb/listener:Listener",
        {"defaultActions": [{"forward": {"targetGroups": UNKNOWN}}]},
        {},
        Listener,
        {"target_groups": "?is not known yet (defaultActions[0].forward.targetGroups)"},
    ),
    (
        "a further certificate of ours",
        "privateapi:elbv2:Listener",
        {"additionalCertificateArns": ["arn:2"]},
        {},
        ListenerCertificate,
        {"certificate": "arn:2", "listener": ("?is not known yet", "privateapi:elbv2:Listener::it")},
    ),
    (
        "a further certificate",
        "aws:lb/listenerCertificate:ListenerCertificate",
        {"listenerArn": "arn:l", "certificateArn": "arn:c"},
        {},
        ListenerCertificate,
        {"listener": "arn:l", "certificate": "arn:c"},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_health_check() -> None:
    (found,) = nodes(
        resource(
            "aws:lb/targetGroup:TargetGroup",
            {"healthCheck": {"enabled": True, "protocol": "HTTPS", "port": "443", "path": "/ping", "interval": 10}},
        )
    )
    assert isinstance(found, TargetGroup)
    probe = found.health_check
    assert [shown(value) for value in (probe.enabled, probe.protocol, probe.port, probe.path)] == [
        True,
        "HTTPS",
        "443",
        "/ping",
    ]
    assert (shown(probe.interval_seconds), shown(probe.healthy_threshold)) == (10, None)


def test_addresses() -> None:
    (found,) = nodes(
        resource(
            "privateapi:elbv2:LoadBalancer",
            {"subnetMappings": [{"subnetId": "subnet-1", "privateIpv4Address": "10.0.0.9"}]},
        )
    )
    assert isinstance(found, LoadBalancer)
    (address,) = found.addresses.get()
    assert (shown(address.subnet), shown(address.ipv4)) == ("subnet-1", "10.0.0.9")
