"""Short ways to write the resources of a private API in tests: `record("west", weight=Known(1))`."""

import json
from collections.abc import Sequence
from typing import Any

from privateapi.topology.model import (
    Alarm,
    Alias,
    ApiDomain,
    ApiIntegration,
    ApiMapping,
    ApiStage,
    Certificate,
    ClientNetwork,
    EndpointAddress,
    HealthCheck,
    HostedZone,
    HttpApi,
    Listener,
    LoadBalancer,
    Node,
    RecordSet,
    RestApi,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetGroup,
    Vpc,
    VpcEndpoint,
    VpcLink,
    ZoneAssociation,
    ZoneVpc,
)
from privateapi.topology.values import UNKNOWN, Known, Ref, Value, value_of, values_of
from tests.rules.nodes import node, ref, refs, subnet, vpc

NAME = "orders.example.com"


def zone(name: str = "internal", domain: str | Value[str] = "example.com", **fields: Any) -> HostedZone:
    """A private zone, without VPCs unless they are given."""
    return node(HostedZone, name, zone_name=value_of(domain), **{"private": Known(True), **fields})


def zone_vpcs(*names: str, region: str | None = None) -> Value[tuple[ZoneVpc, ...]]:
    """VPCs that are given with a zone."""
    return Known(tuple(ZoneVpc(ref(Vpc, name), value_of(region)) for name in names))


def association(vpc_name: str, zone_name: str = "internal", **fields: Any) -> ZoneAssociation:
    """A further VPC of a zone."""
    given = {"zone": ref(HostedZone, zone_name), "vpc": ref(Vpc, vpc_name), **fields}
    return node(ZoneAssociation, f"{zone_name}-{vpc_name}", **given)


def record(name: str, **fields: Any) -> RecordSet:
    """A record of the planned zone `internal`; an A record of the name unless it is said otherwise."""
    given: dict[str, Any] = {
        "zone": ref(HostedZone, "internal"),
        "record_name": Known(NAME),
        "type": Known("A"),
        **fields,
    }
    return node(RecordSet, name, **given)


def values(*texts: str, ttl: int = 60) -> dict[str, Any]:
    """The fields of a record with values."""
    return {"records": values_of(*texts), "ttl": Known(ttl)}


def alias(target: Ref, *, evaluate: bool | Value[bool] | None = True, **fields: Any) -> Value[Alias]:
    """An alias to a planned resource."""
    return Known(Alias(target=target, dns_name=UNKNOWN, evaluate_target_health=value_of(evaluate), **fields))


def alias_name(name: str, zone_id: str | None = None, *, evaluate: bool = True) -> Value[Alias]:
    """An alias to a name as written."""
    return Known(Alias(Known(name), value_of(zone_id), Known(evaluate)))


def latency(region: str, balancer_name: str | None = None, **fields: Any) -> RecordSet:
    """A latency record that points to the balancer of its Region."""
    given: dict[str, Any] = {
        "set_identifier": Known(region),
        "latency_region": Known(region),
        "alias": alias(ref(LoadBalancer, balancer_name or region)),
        **fields,
    }
    return record(region, **given)


def balancer(name: str = "door", region: str = "us-east-1", **fields: Any) -> LoadBalancer:
    """An internal Network Load Balancer."""
    return node(LoadBalancer, name, region, **{"type": Known("network"), "scheme": Known("internal"), **fields})


def check(name: str = "health", **fields: Any) -> HealthCheck:
    """A health check; one of an alarm unless its type is given."""
    return node(HealthCheck, name, **{"type": Known("CLOUDWATCH_METRIC"), **fields})


def alarm(name: str = "hosts", region: str = "us-east-1", **fields: Any) -> Alarm:
    """An alarm on the healthy hosts of a Network Load Balancer."""
    given: dict[str, Any] = {
        "alarm_name": Known(name),
        "namespace": Known("AWS/NetworkELB"),
        "metric_name": Known("HealthyHostCount"),
        "dimensions": Known((("LoadBalancer", UNKNOWN), ("TargetGroup", UNKNOWN))),
        "statistic": Known("Minimum"),
        "comparison_operator": Known("LessThanThreshold"),
        "threshold": Known(1.0),
        "period_seconds": Known(60),
        "evaluation_periods": Known(2),
        "treat_missing_data": Known("breaching"),
        **fields,
    }
    return node(Alarm, name, region, **given)


def listener(name: str = "https", balancer_name: str = "door", **fields: Any) -> Listener:
    """A TLS listener on 443 that forwards to the planned group `api`."""
    given: dict[str, Any] = {
        "load_balancer": ref(LoadBalancer, balancer_name),
        "protocol": Known("TLS"),
        "port": Known(443),
        "certificate": ref(Certificate, "name"),
        "target_groups": refs(TargetGroup, "api"),
        **fields,
    }
    return node(Listener, name, **given)


def certificate(name: str = "name", domain: str | Value[str] = NAME, **fields: Any) -> Certificate:
    """A certificate."""
    return node(Certificate, name, domain_name=value_of(domain), **fields)


def group(name: str = "api", **fields: Any) -> TargetGroup:
    """A TLS target group of addresses in the planned VPC `hub`."""
    given: dict[str, Any] = {
        "protocol": Known("TLS"),
        "port": Known(443),
        "target_type": Known("ip"),
        "vpc": ref(Vpc, "hub"),
        **fields,
    }
    return node(TargetGroup, name, **given)


def target(address: str, group_name: str = "api", **fields: Any) -> Target:
    """An address in a target group."""
    given = {"target_group": ref(TargetGroup, group_name), "target": Ref.to(address), **fields}
    return node(Target, f"{group_name}-{address}", **given)


def endpoint(name: str = "api", region: str = "us-east-1", aws: str = "execute-api", **fields: Any) -> VpcEndpoint:
    """An interface endpoint in the planned VPC `hub`."""
    given: dict[str, Any] = {
        "type": Known("Interface"),
        "vpc": ref(Vpc, "hub"),
        "service_name": Known(f"com.amazonaws.{region}.{aws}"),
        **fields,
    }
    return node(VpcEndpoint, name, region, **given)


def addresses(*pairs: tuple[str, str]) -> Value[tuple[EndpointAddress, ...]]:
    """Chosen addresses, each with the name of its planned subnet."""
    return Known(tuple(EndpointAddress(ref(Subnet, name), Known(address)) for name, address in pairs))


def hub(**fields: Any) -> list[Node]:
    """A VPC `hub` with the subnets `a` and `b` in two zones."""
    given = {"enable_dns_support": Known(True), "enable_dns_hostnames": Known(True), **fields}
    return [
        vpc("hub", "10.0.0.0/16", **given),
        subnet("a", "hub", "10.0.0.0/24", "us-east-1a"),
        subnet("b", "hub", "10.0.1.0/24", "us-east-1b"),
    ]


def client(vpc_name: str, **fields: Any) -> ClientNetwork:
    """A VPC that holds clients."""
    return node(ClientNetwork, f"in {vpc_name}", vpc=ref(Vpc, vpc_name), **fields)


def security_group(name: str, vpc_name: str = "hub") -> SecurityGroup:
    """A security group."""
    return node(SecurityGroup, name, vpc=ref(Vpc, vpc_name))


def allow(
    group_name: str, port: int, *cidrs: str | Value[str], protocol: str = "tcp", **fields: Any
) -> SecurityGroupRule:
    """An ingress rule of a planned security group."""
    given: dict[str, Any] = {
        "security_group": ref(SecurityGroup, group_name),
        "ip_protocol": Known(protocol),
        "from_port": Known(port),
        "to_port": Known(port),
        "cidr_blocks": values_of(*cidrs),
        **fields,
    }
    return node(SecurityGroupRule, f"{group_name}-{port}-{len(cidrs)}", **given)


def together(*parts: Node | Sequence[Node]) -> list[Node]:
    """One list of resources out of resources and lists of them."""
    found: list[Node] = []
    for part in parts:
        found += [part] if isinstance(part, Node) else part
    return found


def rest_api(name: str = "orders", kind: str | Value[str] | None = "PRIVATE", **fields: Any) -> RestApi:
    """A REST API, PRIVATE unless it is said otherwise."""
    return node(RestApi, name, **{"api_name": Known(name), "endpoint_type": value_of(kind), **fields})


def http_api(name: str = "orders", **fields: Any) -> HttpApi:
    """An HTTP API."""
    return node(HttpApi, name, **{"api_name": Known(name), "protocol_type": Known("HTTP"), **fields})


def stage(name: str = "live", **fields: Any) -> ApiStage:
    """A stage of the planned REST API `orders`."""
    return node(ApiStage, name, **{"api": ref(RestApi, "orders"), "stage_name": Known(name), **fields})


def integration(name: str = "list", **fields: Any) -> ApiIntegration:
    """An integration of the planned REST API `orders`."""
    return node(ApiIntegration, name, **{"api": ref(RestApi, "orders"), **fields})


def linked(name: str = "list", link_name: str = "link", **fields: Any) -> ApiIntegration:
    """An integration over a planned VPC link."""
    given = {"connection_type": Known("VPC_LINK"), "connection": ref(VpcLink, link_name), "type": Known("HTTP_PROXY")}
    return integration(name, **{**given, **fields})


def link(name: str = "link", *balancer_names: str, **fields: Any) -> VpcLink:
    """A VPC link V1 to planned balancers."""
    given = {"targets": refs(LoadBalancer, *balancer_names)} if balancer_names else {}
    return node(VpcLink, name, **{**given, **fields})


def domain(name: str = "orders", kind: str | Value[str] | None = "REGIONAL", **fields: Any) -> ApiDomain:
    """A custom domain of the name, REGIONAL unless it is said otherwise."""
    return node(ApiDomain, name, **{"domain_name": Known(NAME), "endpoint_type": value_of(kind), **fields})


def mapping(api: Ref, domain_name: str = "orders", **fields: Any) -> ApiMapping:
    """A mapping of a planned domain to an API."""
    return node(ApiMapping, domain_name, **{"domain": ref(ApiDomain, domain_name), "api": api, **fields})


ALLOW_ALL = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
"""A statement that lets everybody call an API."""


def document(*statements: Any) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
