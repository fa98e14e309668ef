"""AWS-MR-05: VPCs with endpoints and without flow logs."""

from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because, located
from privateapi.topology.model import FlowLog, Subnet, Topology, Vpc, VpcEndpoint
from privateapi.topology.placement import standing_in
from privateapi.topology.values import Known, Unknown, Value


class FlowLogs(Rule):
    """A VPC with interface endpoints has a flow log of all traffic, with a destination and the role to write there."""

    id = "AWS-MR-05"
    fix = (
        "add a flow log of the VPC with trafficType ALL, a log group or bucket, and the role that writes to a log group"
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        standing, unplaced = standing_in(topology, (VpcEndpoint,))
        yield from self.all_unjudged((node, f"the list of its subnets {why}") for node, why in unplaced)
        used: dict[str, list[Subnet]] = {}
        vpcs: dict[str, Vpc] = {}
        for subnet in topology.of(Subnet):
            vpc = topology.follow(subnet.vpc, Vpc, subnet) if subnet.key in standing else None
            if isinstance(vpc, Known) and not vpc.value.live:
                vpcs[vpc.value.key] = vpc.value
                used.setdefault(vpc.value.key, []).append(subnet)
        for key in sorted(vpcs):
            yield from self._vpc(vpcs[key], used[key], topology)

    def _vpc(self, vpc: Vpc, subnets: list[Subnet], topology: Topology) -> Iterator[Outcome]:
        logs = topology.referrers(FlowLog, "resource", vpc)
        each = [topology.referrers(FlowLog, "resource", subnet) for subnet in subnets]
        found = logs or (tuple(log for of_subnet in each for log in of_subnet) if all(each) else ())
        if not found:
            open_ended = [
                (log, why)
                for kind in (Vpc, Subnet)
                for log, why in topology.grouped(FlowLog, "resource", kind).unresolved
                if not any(topology.follow(log.resource, other, log).known for other in (Vpc, Subnet))
            ]
            if open_ended:
                yield self.unjudged(f"{open_ended[0][0].label} may be its own: what it logs {open_ended[0][1]}", vpc)
            else:
                yield self.violation(f"{located(vpc)} has interface endpoints and no flow log", vpc)
            return
        # One complete log is enough; of several the first fault is said.
        faults = [_fault(log) for log in found]
        if any(isinstance(fault, Known) and not fault.value for fault in faults):
            return
        for log, fault in zip(found, faults, strict=True):
            if isinstance(fault, Unknown):
                yield self.unjudged(fault.why, log)
                return
        yield self.violation(f"{found[0].label} of {located(vpc)} {faults[0].get()}", found[0], vpc)


def _fault(log: FlowLog) -> Value[str]:
    """What is wrong with a flow log, or an empty text."""
    kinds = service_choice("aws.flow_log.destination_types")
    wanted = service_choice("aws.flow_log.traffic_types").values[0]
    for value in (log.traffic_type, log.log_destination_type):
        if isinstance(value, Unknown):
            return Unknown(f"its trafficType or logDestinationType {because(value)}")
    if log.traffic_type.get("") != wanted:
        return Known(f"has trafficType {log.traffic_type.get('left out')}, so that not all traffic is in it")
    if log.log_destination.missing:
        return Known("has no logDestination")
    if log.log_destination_type.get(kinds.values[0]) == kinds.values[0] and log.role.missing:
        return Known("has no role that writes to its log group")
    return Known("")
