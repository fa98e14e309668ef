"""Load balancers, target groups, targets and listeners."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import Properties
from privateapi.topology.model import (
    EndpointAddress,
    HealthProbe,
    Listener,
    ListenerCertificate,
    LoadBalancer,
    Node,
    Target,
    TargetGroup,
)
from privateapi.topology.values import Known, Ref, Refs, Unknown, Value


def _types(name: str) -> tuple[str, ...]:
    """The type at pulumi_aws, with the modules that it had before."""
    lower = name[0].lower() + name[1:]
    modules = ("lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing")
    return tuple(f"aws:{module}/{lower}:{name}" for module in modules)


@reads(
    "privateapi:elbv2:LoadBalancer",
    *_types("LoadBalancer"),
    id="arn",
    names=("dnsName", "arnSuffix", "loadBalancerArn"),
)
def load_balancer(read: Reading) -> Iterator[Node]:
    mappings = read.objects("subnetMappings")
    subnets = read.refs("subnets")
    if subnets.missing and isinstance(mappings, Known):
        subnets = read.collected("subnetMappings", [each.ref("subnetId").id for each in mappings.value])
    elif subnets.missing and isinstance(mappings, Unknown):
        subnets = Refs(mappings, read.sources("subnetMappings"))
    yield LoadBalancer(
        **read.node,
        load_balancer_name=read.text("name"),
        type=read.text("type", "loadBalancerType"),
        scheme=_scheme(read),
        vpc=read.ref("vpcId"),
        subnets=subnets,
        addresses=mappings.map(lambda found: tuple(map(_address, found))),
        security_groups=read.refs("securityGroups"),
        ip_address_type=read.text("ipAddressType"),
        cross_zone=read.boolean("enableCrossZoneLoadBalancing"),
        deletion_protection=read.boolean("enableDeletionProtection"),
        dns_name=read.text("dnsName"),
        canonical_hosted_zone_id=read.text("zoneId", "canonicalHostedZoneId"),
    )


def _scheme(read: Reading) -> Value[str]:
    internal = read.boolean("internal")
    if not internal.missing:
        return internal.map(lambda value: "internal" if value else "internet-facing")
    scheme = read.text("scheme")
    # Without either, a load balancer faces the internet (API reference, CreateLoadBalancer).
    return scheme if not scheme.missing else Known("internet-facing")


def _address(entry: Properties) -> EndpointAddress:
    return EndpointAddress(entry.ref("subnetId"), entry.text("privateIpv4Address"), entry.text("ipv6Address"))


@reads("privateapi:elbv2:TargetGroup", *_types("TargetGroup"), id="arn", names=("arnSuffix", "targetGroupArn", "name"))
def target_group(read: Reading) -> Iterator[Node]:
    yield TargetGroup(
        **read.node,
        target_group_name=read.text("name"),
        protocol=read.text("protocol"),
        port=read.integer("port"),
        target_type=read.text("targetType"),
        vpc=read.ref("vpcId"),
        health_check=_probe(read.inside("healthCheck")),
        cross_zone=read.text("loadBalancingCrossZoneEnabled"),
    )


def _probe(read: Properties) -> HealthProbe:
    return HealthProbe(
        enabled=read.boolean("enabled"),
        protocol=read.text("protocol"),
        port=read.text("port"),
        path=read.text("path"),
        interval_seconds=read.integer("interval", "intervalSeconds"),
        timeout_seconds=read.integer("timeout", "timeoutSeconds"),
        healthy_threshold=read.integer("healthyThreshold", "healthyThresholdCount"),
        unhealthy_threshold=read.integer("unhealthyThreshold", "unhealthyThresholdCount"),
    )


@reads("privateapi:elbv2:TargetGroupAttachment", *_types("TargetGroupAttachment"))
def target(read: Reading) -> Iterator[Node]:
    yield Target(
        **read.node,
        target_group=read.ref("targetGroupArn"),
        target=read.ref("targetId"),
        port=read.integer("port"),
        availability_zone=read.text("availabilityZone"),
    )


@reads("privateapi:elbv2:Listener", *_types("Listener"), id="arn", names=("listenerArn",))
def listener(read: Reading) -> Iterator[Node]:
    yield Listener(
        **read.node,
        load_balancer=read.ref("loadBalancerArn"),
        protocol=read.text("protocol"),
        port=read.integer("port"),
        certificate=read.ref("certificateArn"),
        ssl_policy=read.text("sslPolicy"),
        alpn_policy=read.text("alpnPolicy"),
        target_groups=_groups(read),
    )
    further = read.refs("additionalCertificateArns")
    if isinstance(further.ids, Known):
        for index, id in enumerate(further.ids.value):
            yield ListenerCertificate(
                **read.part(f"additionalCertificateArns[{index}]"),
                listener=read.own(),
                certificate=Ref(id, further.nodes),
            )


def _groups(read: Reading) -> Refs:
    """The target groups of all actions that forward."""
    actions = read.objects("defaultActions")
    if isinstance(actions, Unknown):
        return Refs(actions, read.sources("defaultActions"))
    ids: list[Value[str]] = []
    for action in actions.get(()):
        single = action.ref("targetGroupArn")
        several = action.inside("forward").objects("targetGroups")
        if isinstance(several, Unknown):
            return Refs(several, read.sources("defaultActions"))
        entries = several.get(())
        ids += [entry.ref("arn", "targetGroupArn").id for entry in entries]
        if not single.missing and not entries:
            ids.append(single.id)
    return read.collected("defaultActions", ids) if ids else Refs()


@reads("privateapi:elbv2:ListenerCertificate", *_types("ListenerCertificate"))
def listener_certificate(read: Reading) -> Iterator[Node]:
    yield ListenerCertificate(**read.node, listener=read.ref("listenerArn"), certificate=read.ref("certificateArn"))
