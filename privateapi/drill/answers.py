"""What the clients get for the name while the health checks of its records are as Route 53 reports them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from privateapi.drill.errors import DrillError
from privateapi.drill.plan import Plan
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.rules.record_sets import names_above, read_record_sets
from privateapi.topology.dns import Answer, Given, Resolver, Result
from privateapi.topology.health import Conditions, Health
from privateapi.topology.model import HealthCheck, LoadBalancer, RecordSet, Topology, Vpc
from privateapi.topology.rehearsal import Cell, Rehearsal
from privateapi.topology.values import Known
from privateapi.topology.zones import normal


@dataclass(frozen=True, slots=True)
class Answered:
    """What a client gets: by Region the share of the queries, how long it may be kept, and why it is not sound.

    `fault` is empty when every query is answered by something healthy.
    """

    shares: tuple[tuple[str, float], ...]
    kept_seconds: int
    fault: str = ""

    @property
    def regions(self) -> frozenset[str]:
        """The Regions that serve."""
        return frozenset(region for region, _ in self.shares)

    def share_of(self, region: str) -> float:
        """The share of the queries that a Region serves."""
        return dict(self.shares).get(region, 0.0)

    def __str__(self) -> str:
        if not self.shares:
            return self.fault
        parts = (region if share >= 1 else f"{share:.0%} {region}" for region, share in self.shares)
        return ", ".join(parts)


class Answers:
    """The answers of a drill, from what was read of the account once, under statuses that change."""

    def __init__(self, topology: Topology, plan: Plan) -> None:
        """
        Raises:
            DrillError: no client's VPC is there.
        """
        self._plan = plan
        vpcs = {vpc.id.value: vpc for vpc in topology.of(Vpc) if isinstance(vpc.id, Known)}
        self.unseen = tuple(client.label for client in plan.clients if client.vpc_id not in vpcs)
        """The clients whose VPCs were not read, such as those of other accounts."""
        self._vpcs = {client.label: vpcs[client.vpc_id] for client in plan.clients if client.vpc_id in vpcs}
        if not self._vpcs:
            raise DrillError(f"the VPC of {', '.join(self.unseen)} is not in the account; refresh the stack first")
        self.checks = _checks(topology, plan)
        """The ids of the health checks of the records that answer the name, by key."""
        self._resolver = Resolver(_as_reported(topology, self.checks), GEOGRAPHY)

    def under(self, statuses: Mapping[str, bool]) -> dict[str, Answered]:
        """What each client gets, by its label; `statuses` are by the id of a health check."""
        resolver = self._resolver.under(_conditions(self.checks, statuses))
        return {label: _answered(resolver, resolver.answer(vpc, self._plan.name)) for label, vpc in self._vpcs.items()}


def arrivals(design: Topology, plan: Plan, statuses: Mapping[str, bool]) -> Iterator[tuple[str, Cell]]:
    """Where the answers lead each client of a deployed stack, by its label: over the routes, to what is let in."""
    checks = _checks(design, plan)
    rehearsal = Rehearsal(_as_reported(design, checks), GEOGRAPHY, names=[plan.name])
    for client, _, cell in rehearsal.cells_under(_conditions(checks, statuses)):
        yield client.label, cell


def _checks(topology: Topology, plan: Plan) -> dict[str, str]:
    above = names_above(read_record_sets(topology))
    # Records of the name may be aliases to records of other names, which have the checks.
    names = {plan.name, *(name for (_, name), asked in above.items() if plan.name in asked)}
    checks = {
        found.value.key: found.value.id.value
        for record in topology.of(RecordSet)
        if isinstance(record.record_name, Known) and normal(record.record_name.value) in names
        for found in [topology.follow(record.health_check, HealthCheck, record)]
        if isinstance(found, Known) and isinstance(found.value.id, Known)
    }
    return dict(sorted(checks.items()))


def _as_reported(topology: Topology, checks: Mapping[str, str]) -> Topology:
    # What Route 53 reports is after inversion and calculation: it is given to the model as what an endpoint says.
    reported = {"type": Known("HTTPS"), "inverted": Known(False), "disabled": Known(False)}
    return Topology(
        replace(node, **reported) if isinstance(node, HealthCheck) and node.key in checks else node  # type: ignore[arg-type]
        for node in topology
    )


def _conditions(checks: Mapping[str, str], statuses: Mapping[str, bool]) -> Conditions:
    return Conditions(checks={key: statuses[id] for key, id in checks.items() if id in statuses})


def _answered(resolver: Resolver, answer: Answer) -> Answered:
    if answer.result is not Result.ANSWERED:
        return Answered((), 0, f"{answer.result}: {answer.reason}")
    shares: dict[str, float] = {}
    for part in answer.given:
        region = _region(part)
        shares[region] = shares.get(region, 0.0) + part.share
    kept = [part.ttl.value for part in answer.given if isinstance(part.ttl, Known)]
    sick = next((part for part in answer.given if not part.healthy), None)
    fault = "no record is healthy, so that one answers that is not" if sick is not None else _dead(resolver, answer)
    return Answered(tuple(sorted(shares.items())), max(kept, default=0), fault)


def _dead(resolver: Resolver, answer: Answer) -> str:
    """Why a load balancer that is answered has nothing behind it: an alias need not look at its targets."""
    for part in answer.given:
        if isinstance(part.target, LoadBalancer):
            verdict = resolver.checks.load_balancer(part.target)
            if verdict.health is Health.UNHEALTHY:
                return verdict.why
    return ""


def _region(part: Given) -> str:
    if part.target is not None:
        return part.target.region.value if isinstance(part.target.region, Known) else part.target.label
    return ", ".join(part.values.value) if isinstance(part.values, Known) else "unknown"
