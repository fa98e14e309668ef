"""What rehearsing a large design costs: many names in many Regions, asked by many clients under every failure.

    python -m bench.rehearsal

Every name has a latency record in each Region, which leads to the Region's load balancer and follows its health check;
behind that stand an endpoint of two zones and an API. All Regions are linked with one another. Goals: 10,000 records,
30 Regions, 100 clients and all single failures in a minute, and a growth near linear in the number of records; the exit
code is 1 when one is missed. Times are of the processor.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from rich.console import Console
from rich.table import Table

from privateapi.facts.regions import places
from privateapi.topology.model import (
    HostedZone,
    Node,
    Origin,
    RecordSet,
    Route,
    RouteTable,
    RouteTarget,
    Subnet,
    Topology,
    TransitGatewayVpcAttachment,
    Vpc,
    ZoneVpc,
)
from privateapi.topology.rehearsal import Rehearsal
from privateapi.topology.values import Known, Ref, Refs
from tests.topology.design import GEOGRAPHY, design

REGIONS, CLIENTS = 30, 100
SIZES = (2_500, 5_000, 10_000)
GOAL = 60.0
"""Seconds for the largest size."""
GROWTH = 1.2
"""The power of the number of records with which the time may grow, between the smallest and the largest size."""


def main() -> None:
    """Run the measurements and print them."""
    sys.exit(0 if measure(Console(width=110)) else 1)


def measure(console: Console) -> bool:
    """Measure the sizes and print the times; whether the goals are met."""
    table = Table(title=f"Rehearsal: {REGIONS} Regions, {CLIENTS} clients, all single failures")
    for heading in ("records", "names", "failures", "answers", "seconds"):
        table.add_column(heading, justify="right")
    seconds = [_measured(records, table) for records in SIZES]
    console.print(table)
    growth = seconds[-1] / seconds[0] / (SIZES[-1] / SIZES[0]) ** GROWTH
    fast, linear = seconds[-1] < GOAL, growth < 1
    console.print(f"{'met' if fast else 'MISSED'}: {SIZES[-1]} records: {seconds[-1]:.1f} of {GOAL:g} s")
    console.print(f"{'met' if linear else 'MISSED'}: growth: {growth:.2f} of 1 of that with the power {GROWTH:g}")
    return fast and linear


def _measured(records: int, table: Table) -> float:
    names = round(records / REGIONS)
    nodes = list(large(names, REGIONS, CLIENTS))
    start = time.process_time()
    rehearsal = Rehearsal(Topology(nodes), GEOGRAPHY)
    rows, failures = len(rehearsal.rows), len(rehearsal.outages)
    seconds = time.process_time() - start
    table.add_row(f"{names * REGIONS:,}", f"{names:,}", f"{failures:,}", f"{rows * (failures + 1):,}", f"{seconds:.1f}")
    return seconds


def large(names: int, regions: int, clients: int) -> Iterator[Node]:
    """The nodes of a design: `names` names in as many Regions, asked by `clients` VPCs, of which each Region has some.

    Region number n has the block 10.n.0.0/16: the first quarter is that of the VPC with the balancer.
    """
    served = sorted(places())[:regions]
    further = [(f"client-{number}", served[number % regions], number) for number in range(clients - regions)]
    for node in design(served):
        if isinstance(node, RecordSet):
            for number in range(names):
                name = f"api-{number}.internal.example.com"
                yield replace(node, origin=Origin(f"{node.key}:{number}"), record_name=Known(name))
        elif isinstance(node, HostedZone):
            more = tuple(ZoneVpc(Ref.by(f"vpc:{name}"), Known(region)) for name, region, _ in further)
            yield replace(node, vpcs=Known((*node.vpcs.get(), *more)))
        elif isinstance(node, Vpc):
            yield replace(node, cidr_block=Known(f"10.{served.index(node.name)}.0.0/18"))
            yield _route(node.name, node.name, f"10.{served.index(node.name)}.0.0/16")
        else:
            yield node
    for name, region, number in further:
        yield from _client(name, region, f"10.{served.index(region)}.{64 + 16 * (number // regions)}.0/20")


def _client(name: str, region: str, block: str) -> Iterator[Node]:
    """A VPC of one subnet on the transit gateway of its Region."""
    vpc = Ref.by(f"vpc:{name}")
    yield Vpc(
        origin=Origin(f"vpc:{name}"),
        name=name,
        region=Known(region),
        cidr_block=Known(block),
        enable_dns_support=Known(True),
        enable_dns_hostnames=Known(True),
        main_route_table=Ref.by(f"table:{name}"),
    )
    yield RouteTable(origin=Origin(f"table:{name}"), name=name, region=Known(region), vpc=vpc, main=Known(True))
    yield Subnet(
        origin=Origin(f"subnet:{name}"),
        name=name,
        region=Known(region),
        vpc=vpc,
        cidr_block=Known(block),
        availability_zone=Known(f"{region}a"),
    )
    yield TransitGatewayVpcAttachment(
        origin=Origin(f"attachment:{name}"),
        name=name,
        region=Known(region),
        transit_gateway=Ref.by(f"gateway:{region}"),
        vpc=vpc,
        subnets=Refs.by(f"subnet:{name}"),
    )
    yield _route(name, region, "10.0.0.0/8")


def _route(table: str, region: str, destination: str) -> Route:
    return Route(
        origin=Origin(f"route:{table}:{destination}"),
        route_table=Ref.by(f"table:{table}"),
        destination=Known(destination),
        target_kind=RouteTarget.TRANSIT_GATEWAY,
        target=Ref.by(f"gateway:{region}"),
    )


if __name__ == "__main__":
    main()
