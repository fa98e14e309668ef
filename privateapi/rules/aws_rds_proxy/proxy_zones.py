"""AWS-RDS-03: the zones and the VPC of an RDS proxy."""

from collections.abc import Iterator

from privateapi.rules.design import Design
from privateapi.rules.proxies import databases_of
from privateapi.rules.rule import Outcome
from privateapi.rules.wording import because
from privateapi.rules.zone_spread import ZoneSpreadRule
from privateapi.topology.model import RdsProxy
from privateapi.topology.placement import vpc_of
from privateapi.topology.values import Known


class ProxyZones(ZoneSpreadRule[RdsProxy]):
    """An RDS proxy has subnets in at least two zones, in the VPC of its database."""

    id = "AWS-RDS-03"
    fix = "give vpcSubnetIds subnets of the database's VPC in two zones or more"
    property_name = "vpcSubnetIds"

    def judge(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        yield from super().judge(node, design)
        topology = design.topology
        own = vpc_of(topology, node)
        for target, database in databases_of(topology, node):
            there = database.then(lambda found: vpc_of(topology, found))
            if not isinstance(own, Known) or not isinstance(there, Known):
                why = because(own if not own.known else there)
                yield self.unjudged(f"the VPC of {node.label if not own.known else 'its database'} {why}", target)
            elif own.value.key != there.value.key:
                yield self.violation(
                    f"{node.label} is in {own.value.label}, {database.get().label} behind it in {there.value.label}",
                    node,
                    database.get(),
                )
