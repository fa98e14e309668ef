"""What the clients get for the name while the health checks of its records are as Route 53 reports them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from privateapi.drill.errors import DrillError
from privateapi.drill.plan import Plan
from privateapi.rules.deployment import GEOGRAPHY
from privateapi.rules.record_sets import names_above, read_record_sets
from privateapi.topology.dns import Answer, Given, Resolver, Result
from privateapi.topology.health import Conditions
from privateapi.topology.model import HealthCheck, RecordSet, Topology, Vpc
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
        self.checks = dict(sorted(checks.items()))
        """The ids of the health checks of the records that answer the name, by key."""
        # What Route 53 reports is after inversion and calculation: it is given to the model as what an endpoint says.
        reported = {"type": Known("HTTPS"), "inverted": Known(False), "disabled": Known(False)}
        nodes = [
            replace(node, **reported) if isinstance(node, HealthCheck) and node.key in checks else node  # type: ignore[arg-type]
            for node in topology
        ]
        self._resolver = Resolver(Topology(nodes), GEOGRAPHY)

    def under(self, statuses: Mapping[str, bool]) -> dict[str, Answered]:
        """What each client gets, by its label; `statuses` are by the id of a health check."""
        results = {key: statuses[id] for key, id in self.checks.items() if id in statuses}
        resolver = self._resolver.under(Conditions(checks=results))
        return {label: _answered(resolver.answer(vpc, self._plan.name)) for label, vpc in self._vpcs.items()}


def _answered(answer: Answer) -> Answered:
    if answer.result is not Result.ANSWERED:
        return Answered((), 0, f"{answer.result}: {answer.reason}")
    shares: dict[str, float] = {}
    for part in answer.given:
        region = _region(part)
        shares[region] = shares.get(region, 0.0) + part.share
    kept = [part.ttl.value for part in answer.given if isinstance(part.ttl, Known)]
    sick = next((part for part in answer.given if not part.healthy), None)
    fault = "no record is healthy, so that one answers that is not" if sick is not None else ""
    return Answered(tuple(sorted(shares.items())), max(kept, default=0), fault)


def _region(part: Given) -> str:
    if part.target is not None:
        return part.target.region.value if isinstance(part.target.region, Known) else part.target.label
    return ", ".join(part.values.value) if isinstance(part.values, Known) else "unknown"
