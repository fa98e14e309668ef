"""Forty faults of forty rules in one design: all are found, nothing else is, and nothing without them.

Each part of the design is written once, with the fault in one value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from privateapi.rules.design import Design, Settings
from privateapi.rules.engine import judge
from privateapi.rules.finding import Report
from privateapi.topology.model import (
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    Certificate,
    CertificateValidation,
    FlowLog,
    HealthCheck,
    HealthProbe,
    HttpApi,
    ListenerCertificate,
    LoadBalancer,
    Node,
    RecordSet,
    RestApi,
    SecurityGroup,
    Subnet,
    Topology,
    Vpc,
)
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, Refs, Value, values_of
from tests.rules import alibaba_nodes as alibaba
from tests.rules import api_nodes as api
from tests.rules import backend_nodes as backend
from tests.rules.nodes import attachment, gateway, gateway_peering, node, ref, refs, subnet, vpc

BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/x/0123456789abcdef"
TLS13 = "ELBSecurityPolicy-TLS13-1-2-2021-06"
ACCOUNT = "111111111111"
# A listener or API of another program.
ELSEWHERE = Ref.to("elsewhere")

# The parts have a VPC each.
SETTINGS = Settings(quotas={"aws.vpc.vpcs": 100})

Part = Callable[[bool], list[Node]]


def policy(key: str = "aws:SourceVpc", *, everybody: bool = False) -> Value[str]:
    """A policy that lets in one VPC, as the condition key says, or everybody."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "execute-api:Invoke",
        "Resource": "execute-api:/*",
    }
    if not everybody:
        statement["Condition"] = {"StringEquals": {"aws:SourceVpc": "vpc-1", key: "vpc-1"}}
    return Known(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


def private_api(name: str, **fields: Any) -> list[Node]:
    """A private REST API for one endpoint."""
    given = {"endpoint_type": Known("PRIVATE"), "vpc_endpoints": Refs.to("vpce-1"), "policy": policy(), **fields}
    return [node(RestApi, name, **given)]


def service(name: str, **fields: Any) -> list[Node]:
    """An endpoint service behind a load balancer of another program, for one account."""
    given = {
        "network_load_balancers": Refs.to(BALANCER),
        "allowed_principals": values_of(backend.CONSUMER),
        **fields,
    }
    return [backend.service(name, **given)]


def routed(name: str, identifier: str, **fields: Any) -> RecordSet:
    """One of several records of a name in the zone `internal`."""
    return api.record(
        f"{name}-{identifier}",
        record_name=Known(f"{name}.example.com"),
        set_identifier=Known(identifier),
        **api.values("10.0.0.10"),
        **fields,
    )


def check(name: str) -> HealthCheck:
    """A health check on a public name."""
    return api.check(name, type=Known("HTTPS"), fqdn=Known("api.example.com"), request_interval=Known(30))


def addresses(name: str, *pairs: tuple[str, int]) -> list[Node]:
    """An internal record that the instance `main` resolves."""
    return [alibaba.record(name, *pairs), alibaba.association(name, "main")]


def listener(name: str, **fields: Any) -> list[Node]:
    """A TLS listener of another program's load balancer."""
    return [api.listener(name, **{"load_balancer": ELSEWHERE, "ssl_policy": Known(TLS13), **fields})]


def endpoint(name: str, **fields: Any) -> list[Node]:
    """An endpoint in both zones of the network `hub`."""
    given = {
        "subnets": refs(Subnet, "a", "b"),
        "security_groups": refs(SecurityGroup, "inside"),
        "policy": policy(),
        **fields,
    }
    return [api.endpoint(name, **given)]


def proxy(name: str, **fields: Any) -> list[Node]:
    """A proxy in both zones of the network `hub`."""
    return [backend.proxy(name, **fields)]


def recorded(name: str) -> Node:
    """The record of a VPC's traffic."""
    return node(
        FlowLog,
        name,
        resource=ref(Vpc, name),
        traffic_type=Known("ALL"),
        log_destination_type=Known("s3"),
        log_destination=Known("arn:aws:s3:::flow-logs"),
    )


def common() -> list[Node]:
    """The networks that the parts stand in."""
    return [
        *api.hub(),
        api.security_group("inside"),
        api.allow("inside", 443, "10.0.0.0/16"),
        api.zone(vpcs=api.zone_vpcs("hub", region="us-east-1")),
        recorded("hub"),
        alibaba.vpc(),
        alibaba.vswitch("main"),
        alibaba.group("main"),
        alibaba.instance("main", alibaba.zone("main", zone=alibaba.ZONE, group="main")),
    ]


def one_certificate(wrong: bool) -> list[Node]:
    certificate = api.certificate("requested", validation_method=Known("DNS"))
    wait = node(CertificateValidation, "requested", certificate=ref(Certificate, "requested"))
    used = ref(Certificate, "requested") if wrong else ref(CertificateValidation, "requested")
    return [certificate, wait, node(ListenerCertificate, "early", listener=ELSEWHERE, certificate=used)]


def overlapping(wrong: bool) -> list[Node]:
    return [
        gateway("shared"),
        vpc("east", "10.5.0.0/17"),
        vpc("west", "10.5.64.0/20" if wrong else "10.5.128.0/20"),
        attachment("east", "shared"),
        attachment("west", "shared"),
    ]


def two_gateways(wrong: bool) -> list[Node]:
    return [
        gateway("one", "us-east-1", amazon_side_asn=Known(64600)),
        gateway("other", "us-west-2", amazon_side_asn=Known(64600 if wrong else 64601)),
        *gateway_peering("one", "other"),
    ]


def internal_balancer(wrong: bool) -> list[Node]:
    return [
        api.balancer("front", scheme=Known("internet-facing" if wrong else "internal"), subnets=refs(Subnet, "a", "b")),
        *listener("front", load_balancer=ref(LoadBalancer, "front"), target_groups=Refs.to("elsewhere")),
        *service("front", network_load_balancers=refs(LoadBalancer, "front")),
    ]


def mapped_domain(wrong: bool) -> list[Node]:
    return [
        node(
            ApiDomain,
            "orders",
            domain_name=Known("orders.example.com"),
            endpoint_type=Known("REGIONAL"),
            security_policy=Known("TLS_1_0" if wrong else "TLS_1_2"),
        ),
        node(ApiMapping, "orders", domain=ref(ApiDomain, "orders"), api=ELSEWHERE, stage=Known("live")),
    ]


def failover(wrong: bool) -> list[Node]:
    primary = routed("failing", "one", failover=Known("PRIMARY"), health_check=ref(HealthCheck, "primary"))
    secondary = routed("failing", "two", failover=Known("SECONDARY"))
    return [check("primary"), primary, *([] if wrong else [secondary])]


def latency(wrong: bool) -> list[Node]:
    checks = {"us-east-1": "all", "us-west-2": "all" if wrong else "west"}
    return [
        check("all"),
        *([] if wrong else [check("west")]),
        *(
            routed("nearest", region, latency_region=Known(region), health_check=ref(HealthCheck, name))
            for region, name in checks.items()
        ),
    ]


def weights(wrong: bool) -> list[Node]:
    return [routed("weighted", "one", weight=Known(300 if wrong else 200)), routed("weighted", "two", weight=Known(1))]


PARTS: Mapping[str, Part] = {
    "ALI-DNS-03": lambda wrong: addresses(
        "crowded", *((f"10.0.1.{last}", 1) for last in range(1, 22 if wrong else 21))
    ),
    "ALI-DNS-05": lambda wrong: addresses("heavy", ("10.0.1.1", 101 if wrong else 100), ("10.0.1.2", 1)),
    "ALI-DNS-06": lambda wrong: addresses("silent", ("10.0.1.1", 0 if wrong else 1)),
    "ALI-DNS-07": lambda wrong: addresses("zero", ("10.0.1.1", 0 if wrong else 1), ("10.0.1.2", 0)),
    "ALI-DNS-08": lambda wrong: addresses("outside", ("10.9.0.1" if wrong else "10.0.1.1", 1), ("10.0.1.2", 1)),
    "AWS-API-01": lambda wrong: private_api("closed", policy=MISSING if wrong else policy()),
    "AWS-API-02": lambda wrong: private_api("open", policy=policy(everybody=wrong)),
    "AWS-API-04": lambda wrong: [node(HttpApi, "private-orders" if wrong else "orders", protocol_type=Known("HTTP"))],
    "AWS-API-10": mapped_domain,
    "AWS-API-17": lambda wrong: [
        node(ApiIntegration, "slow", type=Known("HTTP"), timeout_milliseconds=Known(40000 if wrong else 29000))
    ],
    "AWS-CIDR-01": lambda wrong: [vpc("wide", "10.64.0.0/10" if wrong else "10.64.0.0/16")],
    "AWS-CIDR-02": lambda wrong: [
        vpc("outer", "10.2.0.0/16"),
        subnet("outside", "outer", "10.3.0.0/24" if wrong else "10.2.0.0/24"),
    ],
    "AWS-CIDR-03": lambda wrong: [
        vpc("shared", "10.4.0.0/16"),
        subnet("first", "shared", "10.4.0.0/24"),
        subnet("second", "shared", "10.4.0.128/25" if wrong else "10.4.1.0/24", "us-east-1b"),
    ],
    "AWS-CIDR-04": lambda wrong: [
        vpc("small", "10.6.0.0/16"),
        subnet("tiny", "small", "10.6.0.0/29" if wrong else "10.6.0.0/28"),
    ],
    "AWS-CIDR-05": overlapping,
    "AWS-CIDR-19": lambda wrong: [vpc("public", "8.8.0.0/16" if wrong else "10.8.0.0/16")],
    "AWS-EP-01": lambda wrong: [
        vpc("named", "10.7.0.0/16", enable_dns_support=Known(True), enable_dns_hostnames=Known(not wrong)),
        subnet("named-a", "named", "10.7.0.0/24", "us-east-1a"),
        subnet("named-b", "named", "10.7.1.0/24", "us-east-1b"),
        recorded("named"),
        api.security_group("named", "named"),
        api.allow("named", 443, "10.7.0.0/16"),
        *endpoint(
            "named",
            vpc=ref(Vpc, "named"),
            subnets=refs(Subnet, "named-a", "named-b"),
            security_groups=refs(SecurityGroup, "named"),
            private_dns_enabled=Known(True),
        ),
    ],
    "AWS-EP-02": lambda wrong: endpoint("narrow", subnets=refs(Subnet, *("a" if wrong else "ab"))),
    "AWS-EP-07": lambda wrong: private_api("misspelt", policy=policy("aws:PrincipalVpc" if wrong else "aws:SourceVpc")),
    "AWS-EP-10": lambda wrong: endpoint(
        "far", service_name=Known(f"com.amazonaws.{'us-west-2' if wrong else 'us-east-1'}.sqs")
    ),
    "AWS-EPS-01": lambda wrong: service("bare", network_load_balancers=Refs.to() if wrong else Refs.to(BALANCER)),
    "AWS-EPS-02": internal_balancer,
    "AWS-EPS-03": lambda wrong: service("unseen", acceptance_required=Known(not wrong)),
    "AWS-EPS-04": lambda wrong: service("everybody", allowed_principals=values_of("*" if wrong else backend.CONSUMER)),
    "AWS-EPS-05": lambda wrong: service("nobody", **({"allowed_principals": MISSING} if wrong else {})),
    "AWS-HC-08": lambda wrong: (
        [api.alarm("traffic", namespace=Known("AWS/PrivateLink"))] if wrong else [api.alarm("traffic")]
    ),
    "AWS-HC-09": latency,
    "AWS-MR-04": two_gateways,
    "AWS-NLB-07": lambda wrong: listener("bare", **({"certificate": NO_REF} if wrong else {})),
    "AWS-NLB-08": lambda wrong: listener("old", ssl_policy=Known("ELBSecurityPolicy-2016-08" if wrong else TLS13)),
    "AWS-NLB-09": lambda wrong: [
        api.group("hasty", health_check=HealthProbe(interval_seconds=Known(3 if wrong else 10)))
    ],
    "AWS-NLB-13": lambda wrong: [api.group("named", target_group_name=Known("-orders" if wrong else "orders"))],
    "AWS-R53-03": failover,
    "AWS-R53-10": weights,
    "AWS-RDS-01": lambda wrong: proxy("plain", require_tls=Known(not wrong)),
    "AWS-RDS-02": lambda wrong: proxy(
        "passwords", auth=backend.auth(iam_auth=Known("DISABLED" if wrong else "REQUIRED"))
    ),
    "AWS-RDS-04": lambda wrong: [backend.pool(max_connections_percent=Known(0 if wrong else 100))],
    "AWS-TLS-01": lambda wrong: [
        node(
            ListenerCertificate,
            "far",
            listener=ELSEWHERE,
            certificate=Ref.to(f"arn:aws:acm:us-{'west-2' if wrong else 'east-1'}:{ACCOUNT}:certificate/1"),
            account=Known(ACCOUNT),
        )
    ],
    "AWS-TLS-02": one_certificate,
    "AWS-TLS-03": lambda wrong: [api.certificate("internal", "api.internal" if wrong else "api.example.com")],
}


def report(*wrong: str) -> Report:
    """What is found in the design with those faults."""
    nodes = [*common(), *(each for id, part in PARTS.items() for each in part(id in wrong))]
    found = judge(Design(Topology(nodes), SETTINGS))
    assert not found.faults, found.faults
    return found


def test_without_faults_nothing_is_found() -> None:
    assert [each.text for each in report().violations] == []


def test_each_fault_is_found_alone() -> None:
    for id in PARTS:
        assert {each.rule for each in report(id).violations} == {id}, id


def test_forty_faults_are_forty_findings() -> None:
    assert len(PARTS) == 40
    assert sorted({each.rule for each in report(*PARTS).violations}) == sorted(PARTS)
