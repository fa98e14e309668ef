"""AWS-MR-01: Regions that lack a part of what the others have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from privateapi.rules.deployment import Deployment, Member
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.services import EXECUTE_API, is_service
from privateapi.rules.wording import because
from privateapi.topology.dns import normal
from privateapi.topology.model import (
    Alarm,
    ApiDomain,
    ApiStage,
    HealthCheck,
    Listener,
    LoadBalancer,
    Node,
    RestApi,
    TargetGroup,
    Topology,
    VpcEndpoint,
)
from privateapi.topology.values import MISSING, Known, Unknown, Value

N = TypeVar("N", bound=Node)

SEVERAL = 2

Part: TypeAlias = Callable[[Topology, Deployment, Member], Value[str]]


class FullSet(Rule):
    """Every Region of a deployment has the parts that the others have, from the record down to the API."""

    id = "AWS-MR-01"
    fix = "add the part in that Region, so that clients who are sent there are served"
    remarks = (
        "Regions are compared with one another, so that a name in front of something else than a private API is not "
        "asked for one. Subnets are AWS-CIDR-20."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        yield from self.all_unjudged(design.deployments.unread)
        for deployment in design.deployments.found:
            if not deployment.live:
                yield from self.all_unjudged(deployment.unread)
                yield from self._deployment(deployment, design.topology)

    def _deployment(self, deployment: Deployment, topology: Topology) -> Iterator[Outcome]:
        if len(deployment.regions) < SEVERAL and not deployment.unread:
            yield self.violation(
                f"{deployment.node.label} says that several Regions answer {deployment.name}, but names "
                f"{', '.join(deployment.regions) or 'none'} only",
                deployment.node,
            )
        by_region = {member.region: member for member in deployment.members}
        if not deployment.unread:
            for region in deployment.regions:
                if region not in by_region:
                    yield self.violation(
                        f"{deployment.node.label} names {region}, but no record of {deployment.name} leads there",
                        deployment.node,
                    )
        for name, part in PARTS.items():
            yield from self._part(deployment, by_region, name, part, topology)

    def _part(
        self, deployment: Deployment, members: Mapping[str, Member], name: str, part: Part, topology: Topology
    ) -> Iterator[Outcome]:
        found = {region: part(topology, deployment, member) for region, member in sorted(members.items())}
        having = [(region, value.value) for region, value in found.items() if isinstance(value, Known)]
        if not having:
            return
        for region, value in found.items():
            member = members[region]
            if isinstance(value, Unknown):
                yield self.unjudged(f"the {name} in {region}: {value.why}", member.record)
            elif value.missing:
                there, label = having[0]
                yield self.violation(
                    f"{deployment.name} has no {name} in {region}, as {there} has ({label}): {member.record.label} "
                    f"leads there to {member.target.label}",
                    member.record,
                    member.target,
                )


def _first(topology: Topology, kind: type[N], region: str, fits: Callable[[N], Value[bool]]) -> Value[str]:
    """The label of the first node of a kind in a Region that fits; unknown when one may be it."""
    unsure: Unknown | None = None
    for node in topology.of(kind):
        if isinstance(node.region, Known) and node.region.value != region:
            continue
        fit = fits(node)
        if fit == Known(True) and node.region.known:
            return Known(node.label)
        if fit != Known(False):
            why = f"its Region {because(node.region)}" if fit.known else because(fit)
            unsure = Unknown(f"{node.label} may be it: {why}")
    return unsure if unsure is not None else MISSING


def _endpoint(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    def fits(endpoint: VpcEndpoint) -> Value[bool]:
        if endpoint.service_name.unknown:
            return Unknown(f"its serviceName {because(endpoint.service_name)}")
        if not is_service(endpoint, EXECUTE_API):
            return Known(False)
        return topology.follow(endpoint.vpc, type(member.vpc), endpoint).map(lambda vpc: vpc.key == member.vpc.key)

    return _first(topology, VpcEndpoint, member.region, fits)


def _balancer(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    return Known(member.target.label) if isinstance(member.target, LoadBalancer) else MISSING


def _listener(topology: Topology, member: Member) -> Value[Listener]:
    """The TLS listener of the balancer behind the record."""
    if not isinstance(member.target, LoadBalancer):
        return MISSING
    listeners = topology.grouped(Listener, "load_balancer", LoadBalancer)
    own = listeners.by_target.get(member.target.key, ())
    for listener in own:
        if isinstance(listener.protocol, Known) and listener.protocol.value in ("TLS", "HTTPS"):
            return Known(listener)
    unsure = next((listener for listener in own if listener.protocol.unknown), None)
    if unsure is not None:
        return Unknown(f"the protocol of {unsure.label} {because(unsure.protocol)}")
    if listeners.unresolved:
        return Unknown(f"the load balancer of {listeners.unresolved[0][0].label} {listeners.unresolved[0][1]}")
    return MISSING


def _tls_listener(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    return _listener(topology, member).map(lambda listener: listener.label)


def _target_group(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    def groups(listener: Listener) -> Value[str]:
        found = topology.follow_all(listener.target_groups, TargetGroup, listener)
        if isinstance(found, Known):
            return Known(found.value[0].label) if found.value else MISSING
        return Unknown(f"the list of groups of {listener.label} {found.why}") if isinstance(found, Unknown) else MISSING

    return _listener(topology, member).then(groups)


def _certificate(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    # Which certificate it is does not matter here, so that one of another program counts too.
    return _listener(topology, member).then(
        lambda listener: MISSING if listener.certificate.missing else Known(f"that of {listener.label}")
    )


def _api(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    return _first(topology, RestApi, member.region, _is_private)


def _is_private(api: RestApi) -> Value[bool]:
    # A REST API without a type is one of the edge.
    if api.endpoint_type.unknown:
        return Unknown(f"the endpoint type of {api.label} {because(api.endpoint_type)}")
    return Known(api.endpoint_type.get("EDGE") == "PRIVATE")


def _stage(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    def fits(stage: ApiStage) -> Value[bool]:
        return topology.follow(stage.api, RestApi, stage).then(_is_private)

    return _first(topology, ApiStage, member.region, fits)


def _domain(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    def fits(domain: ApiDomain) -> Value[bool]:
        return domain.domain_name.map(lambda name: normal(name) == deployment.name)

    return _first(topology, ApiDomain, member.region, fits)


def _health_check(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    if member.record.health_check.missing:
        return MISSING
    found = topology.follow(member.record.health_check, HealthCheck, member.record)
    return Known(found.value.label) if isinstance(found, Known) else Known(f"that of {member.record.label}")


def _alarm(topology: Topology, deployment: Deployment, member: Member) -> Value[str]:
    """The alarm that the record's health check looks at."""
    if member.record.health_check.missing:
        return MISSING
    check = topology.follow(member.record.health_check, HealthCheck, member.record)

    def watched(found: HealthCheck) -> Value[str]:
        if found.alarm.missing and found.alarm_name.missing:
            return MISSING
        alarm = topology.follow(found.alarm, Alarm, found)
        return Known(alarm.value.label if isinstance(alarm, Known) else f"that of {found.label}")

    return check.then(watched)


PARTS: Mapping[str, Part] = {
    "execute-api endpoint": _endpoint,
    "load balancer": _balancer,
    "TLS listener": _tls_listener,
    "target group": _target_group,
    "certificate": _certificate,
    "private REST API": _api,
    "API stage": _stage,
    "API domain": _domain,
    "health check": _health_check,
    "alarm": _alarm,
}
