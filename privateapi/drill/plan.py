"""What a drill is about: the name, the Region's health check and the clients, found in a deployed stack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from privateapi.drill.errors import DrillError, OptionError
from privateapi.rules.deployment import GEOGRAPHY, Deployment, Member, find_deployments
from privateapi.topology.dns import Resolver
from privateapi.topology.model import HealthCheck, HostedZone, Topology, Vpc
from privateapi.topology.values import Known


@dataclass(frozen=True, slots=True)
class Client:
    """A VPC whose hosts ask for the name."""

    label: str
    vpc_id: str
    region: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A drill. `regions` are all that answer the name or ask for it."""

    stack: str
    name: str
    region: str
    zone_id: str
    health_check_id: str
    clients: tuple[Client, ...]
    regions: tuple[str, ...]


def plan_drill(topology: Topology, stack: str, region: str = "", name: str = "") -> Plan:
    """The drill of a Region of a deployed stack; left out, of the one that serves the first client.

    Raises:
        OptionError: there is no such name or Region, or it has to be said which; what there is is listed.
        DrillError: there is no health check to invert, or the stack is not deployed.
    """
    deployment = _deployment(topology, stack, name)
    clients = sorted((_client(vpc) for vpc in deployment.clients), key=lambda client: client.label)
    if not clients:
        raise DrillError(f"no VPC asks for {deployment.name}: its private zone is associated with none that was read")
    members = {member.region: member for member in deployment.members}
    member = _member(topology, deployment, members, region)
    check = topology.follow(member.record.health_check, HealthCheck, member.record)
    zone = topology.follow(member.record.zone, HostedZone, member.record)
    if not isinstance(check, Known):
        raise DrillError(
            f"the record of {deployment.name} in {member.region} has no health check of the stack; without one nothing "
            "can be inverted (RegionHealth makes one)"
        )
    if not (isinstance(check.value.id, Known) and isinstance(zone, Known) and isinstance(zone.value.id, Known)):
        raise DrillError(f"the stack {stack!r} is not deployed; `privateapi up {stack}` deploys it")
    return Plan(
        stack,
        deployment.name,
        member.region,
        zone.value.id.value,
        check.value.id.value,
        tuple(clients),
        tuple(sorted({*members, *(client.region for client in clients)})),
    )


def _deployment(topology: Topology, stack: str, name: str) -> Deployment:
    found = {each.name: each for each in find_deployments(topology).found if each.members}
    if not found:
        raise DrillError(
            f"the stack {stack!r} has no name that several Regions answer; is it deployed? `privateapi up {stack}` "
            "deploys it"
        )
    if name:
        if name.lower().rstrip(".") not in found:
            raise OptionError(f"the stack {stack!r} has no name {name!r} in several Regions; {_listed(found)}")
        return found[name.lower().rstrip(".")]
    if len(found) > 1:
        raise OptionError(f"the stack {stack!r} has several names; give one with --name: {', '.join(sorted(found))}")
    return next(iter(found.values()))


def _member(topology: Topology, deployment: Deployment, members: dict[str, Member], region: str) -> Member:
    if region:
        if region not in members:
            raise OptionError(f"{deployment.name} is not answered by {region!r}; {_listed(members)}")
        return members[region]
    first = min(deployment.clients, key=lambda vpc: _client(vpc).label)
    answer = Resolver(topology, GEOGRAPHY).answer(first, deployment.name)
    served = [part.target.region for part in answer.given if part.target is not None]
    if not served or not isinstance(served[0], Known) or served[0].value not in members:
        regions = ", ".join(members)
        raise OptionError(f"which Region serves {first.label} is not known; give one with --region: {regions}")
    return members[served[0].value]


def _client(vpc: Vpc) -> Client:
    if not isinstance(vpc.id, Known) or not isinstance(vpc.region, Known):
        raise DrillError(f"the id of {vpc.label} is not known; deploy the stack first")
    return Client(vpc.name or vpc.id.value, vpc.id.value, vpc.region.value)


def _listed(names: Iterable[str]) -> str:
    shown: Sequence[str] = sorted(names)
    return f"there {'is' if len(shown) == 1 else 'are'} {', '.join(shown)}"
