"""What the rules are told of a rehearsal: planned names only, and what would serve whom."""

from __future__ import annotations

from dataclasses import replace

from privateapi.rules.rehearsed import Rehearsed, asker, may_choose
from privateapi.topology.model import Geolocation, Node, RecordSet, Topology, Vpc
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, values_of
from privateapi.topology.zones import Name
from tests.rules.failover_designs import EAST, NAME, WEST, blind, design, records_of, values

DB = "db.internal.example.com"


def _helpless(nodes: list[Node]) -> list[Node]:
    """The design without any health."""
    return records_of(nodes, lambda record: replace(blind(record), health_check=NO_REF))


def test_names_of_live_records_are_left_alone() -> None:
    live = replace(values("db", DB, "10.0.0.9"), live=True)
    rehearsed = Rehearsed(Topology([*design(), live]))
    assert {row.name for row in rehearsed.rows} == {NAME}
    assert Rehearsed(Topology([replace(node, live=True) for node in design()])).rows == ()
    assert rehearsed.named(DB) == (live,)


def test_sets_and_who_asks_for_them() -> None:
    rehearsed = Rehearsed(Topology([*design(), values("any", "*.internal.example.com", "10.0.0.9")]))
    asked = {name: [vpc.name for vpc in vpcs] for name, vpcs in rehearsed.asked.items()}
    assert asked == {
        Name("zone", NAME, "A"): [EAST, WEST],
        Name("zone", "*.internal.example.com", "A"): [EAST, WEST],
    }
    assert [record.name for record in rehearsed.records(Name("zone", NAME, "A"))] == [EAST, WEST]
    assert rehearsed.records(Name("elsewhere", NAME, "A")) == ()


def test_who_is_stuck_and_what_would_serve() -> None:
    stuck, unsure = Rehearsed(Topology(_helpless(design()))).stuck
    assert unsure == ()
    assert {(each.row.client.label, str(each.outage), each.other) for each in stuck} == {
        (here, f"{kind}:{here}", f"load balancer {there}")
        for here, there in ((EAST, WEST), (WEST, EAST))
        for kind in ("region", "endpoint", "api", "backend")
    }


def test_nobody_is_stuck_where_nothing_else_would_serve() -> None:
    assert Rehearsed(Topology(_helpless(design([EAST])))).stuck == ((), ())


def test_another_name_is_followed_to_what_would_serve() -> None:
    """Two CNAME records by weight, each to a name of its own."""
    nodes = [
        *(
            replace(node, record_name=Known(f"{node.name}.internal.example.com"), latency_region=MISSING)
            if isinstance(node, RecordSet)
            else node
            for node in _helpless(design())
        ),
        *(
            replace(
                values(f"cname-{region}", NAME, weight=Known(1)),
                type=Known("CNAME"),
                records=values_of(f"{region}.internal.example.com"),
            )
            for region in (EAST, WEST)
        ),
    ]
    stuck, _ = Rehearsed(Topology(nodes)).stuck
    found = {(str(each.outage), each.other) for each in stuck if each.row.name == NAME}
    assert (f"region:{EAST}", f"load balancer {WEST}") in found


def test_what_cannot_be_told_is_said_once_for_a_name() -> None:
    nodes = records_of(design(), lambda record: replace(record, health_check=replace(NO_REF, id=UNKNOWN)))
    stuck, unsure = Rehearsed(Topology(nodes)).stuck
    assert stuck == ()
    assert len({(row.name, why) for row, why in unsure}) == len(unsure)


def test_may_choose() -> None:
    vpc = next(node for node in design() if isinstance(node, Vpc))
    us = values("us", DB, geolocation=Known(Geolocation(country=Known("US"))))
    eu = values("eu", DB, geolocation=Known(Geolocation(continent=Known("EU"))))
    assert [may_choose((us, eu), record, vpc) for record in (us, eu)] == [True, False]
    assert asker(replace(vpc, region=UNKNOWN)) is None
