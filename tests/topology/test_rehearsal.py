"""The table of answers: every client, every name, every failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privateapi.topology.dns import Resolver
from privateapi.topology.failures import Failures
from privateapi.topology.model import (
    Alarm,
    Alias,
    AlibabaServer,
    AlibabaVpc,
    ApiDomain,
    ClientNetwork,
    DomainAccessAssociation,
    GatewayInstance,
    HealthCheck,
    HealthProbe,
    HostedZone,
    InternalRecord,
    InternalRecordAssociation,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    SecurityGroupRule,
    Subnet,
    TargetGroup,
    Topology,
    TransitGatewayRoute,
    Vpc,
    VSwitch,
    WeightedAddress,
    ZoneVpc,
)
from privateapi.topology.rehearsal import Cell, Rehearsal, Row, UnknownNameError, Verdict
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs, Value, values_of
from tests.topology.design import EAST, GEOGRAPHY, NAME, WEST, design, inbound

DESIGN = design()
Change = Callable[[Any], Node]


def _rows(nodes: list[Node], **options: Any) -> list[Row]:
    return list(Rehearsal(Topology(nodes), GEOGRAPHY, **options).rows)


def _cells(nodes: list[Node], client: str = EAST, **options: Any) -> dict[str, Cell]:
    (row,) = [row for row in _rows(nodes, **options) if row.client.label == client]
    return {"": row.usual, **{str(outage): cell for outage, cell in row.cells}}


def _changed(kind: type[Node], change: Change, name: str = "") -> list[Node]:
    return [change(node) if isinstance(node, kind) and name in ("", node.name) else node for node in DESIGN]


def _record(**fields: Any) -> list[Node]:
    return _changed(RecordSet, lambda node: replace(node, **fields))


def _unevaluated(node: RecordSet) -> RecordSet:
    assert isinstance(node.alias, Known)
    return replace(node, alias=Known(replace(node.alias.value, evaluate_target_health=Known(False))))


def _by_alarms(treated: str) -> list[Node]:
    """The design in which only alarms tell that a Region is down, with what they make of missing data."""
    return [
        replace(node, treat_missing_data=Known(treated))
        if isinstance(node, Alarm)
        else _unevaluated(node)
        if isinstance(node, RecordSet)
        else node
        for node in DESIGN
    ]


def _served(cell: Cell) -> str:
    return " ".join(part.served_by for part in cell.parts)


def test_active_active_answers_everywhere() -> None:
    rows = _rows(DESIGN)
    assert [(row.client.label, row.name, row.verdicts) for row in rows] == [
        (EAST, NAME, frozenset({Verdict.SERVED})),
        (WEST, NAME, frozenset({Verdict.SERVED})),
    ]
    moved = {str(outage): _served(cell) for outage, cell in rows[0].cells if _served(cell) != EAST}
    assert moved == {
        "region:us-east-1": WEST,
        "endpoint:us-east-1": WEST,
        "api:us-east-1": WEST,
        "backend:us-east-1": WEST,
    }
    assert [str(outage) for outage, _ in rows[1].cells] == [str(each) for each in Failures(Topology(DESIGN)).single]


@pytest.mark.parametrize(
    ("case", "failure", "seconds", "waits"),
    [
        (
            "the targets are asked before the alarm is sure",
            "endpoint:us-east-1",
            120,
            [("target group us-east-1: 2 health checks 30 s apart", 60), ("TTL of the answer", 60)],
        ),
        (
            "only the alarm sees errors",
            "api:us-east-1",
            180,
            [("alarm us-east-1-api-errors: 2 periods of 60 s", 120), ("TTL of the answer", 60)],
        ),
    ],
)
def test_time_until_the_answer_moves(case: str, failure: str, seconds: int, waits: list[tuple[str, int]]) -> None:
    delay = _cells(DESIGN)[failure].delay
    assert delay is not None and delay.unknown == ""
    assert (delay.seconds, [(wait.text, wait.seconds) for wait in delay.waits]) == (seconds, waits)
    assert all(wait.source for wait in delay.waits)


def test_an_answer_that_stays_has_no_delay() -> None:
    cells = _cells(DESIGN)
    assert [name for name, cell in cells.items() if cell.delay is not None] == [
        "region:us-east-1",
        "endpoint:us-east-1",
        "api:us-east-1",
        "backend:us-east-1",
    ]


@pytest.mark.parametrize(
    ("case", "nodes", "failure", "waits"),
    [
        (
            "without evaluation the alarm waits for the balancer",
            _changed(RecordSet, _unevaluated),
            "endpoint:us-east-1",
            [60, 120, 60],
        ),
        (
            "the data of a Region that is down end, and the last ones count for a while",
            _changed(RecordSet, _unevaluated),
            "region:us-east-1",
            [240, 60],
        ),
        (
            "settings of the target group",
            _changed(
                TargetGroup,
                lambda node: replace(
                    node, health_check=HealthProbe(interval_seconds=Known(10), unhealthy_threshold=Known(3))
                ),
            ),
            "endpoint:us-east-1",
            [30, 60],
        ),
        (
            "2 of 5 datapoints are enough",
            _changed(Alarm, lambda node: replace(node, evaluation_periods=Known(5), datapoints_to_alarm=Known(2))),
            "api:us-east-1",
            [120, 60],
        ),
        (
            "a check that asks an endpoint",
            [
                replace(node, type=Known("HTTPS"), fqdn=Known("x.execute-api.us-east-1.amazonaws.com"), children=Refs())
                if isinstance(node, HealthCheck) and node.name == EAST
                else _unevaluated(node)
                if isinstance(node, RecordSet)
                else node
                for node in DESIGN
            ],
            "region:us-east-1",
            [90, 60],
        ),
    ],
)
def test_parts_of_the_time(case: str, nodes: list[Node], failure: str, waits: list[int]) -> None:
    delay = _cells(nodes)[failure].delay
    assert delay is not None and [wait.seconds for wait in delay.waits] == waits


def test_a_time_that_is_not_known() -> None:
    nodes = _changed(Alarm, lambda node: replace(node, period_seconds=UNKNOWN))
    delay = _cells(nodes)["api:us-east-1"].delay
    assert delay is not None and delay.unknown == "is not known yet"


@pytest.mark.parametrize(
    ("case", "nodes", "client", "failure", "verdict", "why"),
    [
        (
            "without a health check nobody sees that an API fails",
            _changed(RecordSet, lambda node: replace(node, health_check=Ref()), WEST),
            WEST,
            "api:us-west-2",
            "dead",
            "load balancer us-west-2: REST API us-west-2 answers 5xx",
        ),
        (
            "with neither a health check nor evaluation the answer stays in a dead Region",
            _changed(RecordSet, lambda node: replace(_unevaluated(node), health_check=Ref()), WEST),
            WEST,
            "region:us-west-2",
            "dead",
            "load balancer us-west-2: Region us-west-2 is down",
        ),
        (
            "without evaluation, an alarm that ignores missing data sees no dead Region",
            _by_alarms("ignore"),
            EAST,
            "region:us-east-1",
            "dead",
            "load balancer us-east-1: Region us-east-1 is down",
        ),
        (
            "without evaluation, a check that keeps its status without data sees no dead Region",
            _by_alarms("missing"),
            EAST,
            "region:us-east-1",
            "dead",
            "load balancer us-east-1: Region us-east-1 is down",
        ),
        (
            "a Region without a way back",
            [node for node in DESIGN if node.key != f"route:{WEST}>{EAST}"],
            EAST,
            "region:us-east-1",
            "unreachable",
            "VPC us-east-1 does not reach load balancer us-west-2: on the way back, route table us-west-2 has no route "
            "to 10.0.0.0",
        ),
        (
            "a transit gateway without a route",
            [node for node in DESIGN if not isinstance(node, TransitGatewayRoute)],
            EAST,
            "region:us-east-1",
            "unreachable",
            "VPC us-east-1 does not reach load balancer us-west-2: transit gateway us-east-1 has no route to 10.1.0.0",
        ),
        (
            "a security group that lets nobody in",
            [
                replace(node, security_groups=Refs.by(f"group:{node.name}"))
                if isinstance(node, LoadBalancer)
                else replace(node, cidr_blocks=values_of("192.168.0.0/16"))
                if isinstance(node, SecurityGroupRule)
                else node
                for node in DESIGN
            ],
            EAST,
            "",
            "unreachable",
            "security group us-east-1 of load balancer us-east-1 does not let in port 443 from VPC us-east-1",
        ),
        (
            "an alarm that may see it or not",
            _changed(Alarm, lambda node: replace(node, namespace=Known("Orders")), f"{EAST}-api-errors"),
            EAST,
            "api:us-east-1",
            "not judged",
            f"health check {EAST} has 1 healthy of 2 checks and needs 2: health check {EAST}-api-errors follows alarm "
            f"{EAST}-api-errors: whether it sees that REST API {EAST} answers 5xx is not known: it is on the metric "
            "Orders 5XXError",
        ),
        (
            "clients of which no subnet was read",
            [node for node in DESIGN if not (isinstance(node, Subnet) and EAST in node.name)],
            EAST,
            "region:us-east-1",
            "not judged",
            "the subnets of VPC us-east-1 are not among the resources that were read",
        ),
    ],
)
def test_what_a_client_gets(case: str, nodes: list[Node], client: str, failure: str, verdict: str, why: str) -> None:
    cell = _cells(nodes, client)[failure]
    assert (str(cell.verdict), cell.why) == (verdict, why)


def test_two_failures_that_only_together_leave_nothing() -> None:
    cells = _cells(DESIGN, pairs=True)
    single = len(Failures(Topology(DESIGN)).single)
    assert len(cells) == 1 + single + single * (single - 1) // 2
    both = cells["region:us-east-1 + region:us-west-2"]
    assert (both.verdict, both.why) == (Verdict.DEAD, "load balancer us-east-1: Region us-east-1 is down")
    cut = cells["api:us-east-1 + link:us-east-1/us-west-2"]
    assert (cut.verdict, cut.why) == (
        Verdict.UNREACHABLE,
        "the way to load balancer us-west-2 is gone: the link us-east-1/us-west-2 is cut",
    )


def test_a_link_that_a_third_region_needs() -> None:
    """The client's Region has no record of its own: its answers are over the link to the nearest one."""
    nodes = [
        node
        for node in design((EAST, WEST, "eu-west-1"))
        if not (isinstance(node, RecordSet) and node.name == "eu-west-1")
    ]
    cells = _cells(nodes, "eu-west-1")
    assert _served(cells[""]) == EAST
    cut = cells["link:eu-west-1/us-east-1"]
    assert (cut.verdict, cut.why) == (
        Verdict.UNREACHABLE,
        "the way to load balancer us-east-1 is gone: the link eu-west-1/us-east-1 is cut",
    )
    assert cells["link:us-east-1/us-west-2"].verdict is Verdict.SERVED


def test_shares_of_weighted_answers() -> None:
    nodes = [
        replace(
            node,
            latency_region=MISSING,
            weight=Known(90 if node.name == EAST else 10),
            health_check=node.health_check if node.name == EAST else Ref(),
        )
        if isinstance(node, RecordSet)
        else node
        for node in DESIGN
    ]
    cells = _cells(nodes)
    assert [(part.served_by, part.share) for part in cells[""].parts] == [(EAST, 0.9), (WEST, 0.1)]
    half = cells["api:us-west-2"]
    assert (half.verdict, half.why) == (
        Verdict.DEAD,
        "10%: load balancer us-west-2: REST API us-west-2 answers 5xx",
    )
    assert [(part.served_by, part.share) for part in cells["api:us-east-1"].parts] == [(WEST, 1.0)]


def test_native_names_lead_to_the_endpoint_and_its_domain() -> None:
    """Nothing evaluates the health of an endpoint: the alarm on API errors is all that a native name has."""
    nodes: list[Node] = [
        replace(node, alias=Known(Alias(target=Ref.by(f"endpoint:{node.name}"), evaluate_target_health=Known(True))))
        if isinstance(node, RecordSet)
        else replace(node, endpoint_type=Known("PRIVATE"))
        if isinstance(node, ApiDomain)
        else node
        for node in DESIGN
    ]
    nodes += [
        DomainAccessAssociation(
            origin=Origin(f"access:{region}"), domain=Ref.by(f"domain:{region}"), endpoint=Ref.by(f"endpoint:{region}")
        )
        for region in (EAST, WEST)
    ]
    cells = _cells(nodes)
    assert {name: _served(cells[name]) for name in ("", "api:us-east-1", "endpoint:us-east-1", "az:us-east-1a")} == {
        "": EAST,
        "api:us-east-1": WEST,
        "endpoint:us-east-1": WEST,
        "az:us-east-1a": EAST,
    }


@pytest.mark.parametrize(
    ("case", "values", "failure", "verdict", "why"),
    [
        ("an address of an endpoint", ["10.0.0.4"], "az:us-east-1a", "dead", "10.0.0.4: zone us-east-1a is down"),
        ("two addresses, one of them works", ["10.0.0.4", "10.0.1.4"], "az:us-east-1a", "served", ""),
        (
            "an address of nothing that was read",
            ["10.99.0.1"],
            "",
            "not judged",
            "what has the address 10.99.0.1 is not among the resources that were read",
        ),
    ],
)
def test_plain_addresses(case: str, values: list[str], failure: str, verdict: str, why: str) -> None:
    nodes = [node for node in DESIGN if not isinstance(node, RecordSet)]
    nodes.append(
        RecordSet(
            origin=Origin("plain"),
            name="plain",
            zone=Ref.by("zone"),
            record_name=Known(NAME),
            type=Known("A"),
            ttl=Known(30),
            records=values_of(*values),
        )
    )
    cell = _cells(nodes)[failure]
    assert (str(cell.verdict), cell.why) == (verdict, why)


# On premises


def test_clients_on_premises_ask_the_next_endpoint() -> None:
    cells = _cells([*DESIGN, inbound(EAST), inbound(WEST)], f"on premises by inbound-{EAST}")
    assert {name for name, cell in cells.items() if _served(cell) != EAST} == {
        "region:us-east-1",
        "endpoint:us-east-1",
        "api:us-east-1",
        "backend:us-east-1",
    }
    assert all(cell.verdict is Verdict.SERVED for cell in cells.values())


@pytest.mark.parametrize(
    ("case", "failures", "verdict", "why"),
    [
        ("its Region", ["region:us-east-1"], "hole", "no inbound endpoint works: Region us-east-1 is down"),
        ("one of its zones", ["az:us-east-1a"], "served", ""),
        (
            "both of its zones",
            ["az:us-east-1a", "az:us-east-1b"],
            "hole",
            "no inbound endpoint works: zone us-east-1a is down and zone us-east-1b is down",
        ),
    ],
)
def test_a_single_inbound_endpoint(case: str, failures: list[str], verdict: str, why: str) -> None:
    topology = Topology([*DESIGN, inbound(EAST)])
    outage = [Failures(topology).find(text) for text in failures]
    rehearsal = Rehearsal(topology, GEOGRAPHY, clients=[f"on premises by inbound-{EAST}"], outages=[outage])
    ((_, cell),) = rehearsal.rows[0].cells
    assert (str(cell.verdict), cell.why) == (verdict, why)


def test_an_inbound_endpoint_is_not_taken_for_its_vpc() -> None:
    rehearsal = Rehearsal(Topology([*DESIGN, inbound(EAST)]), GEOGRAPHY)
    assert [client.label for client in rehearsal.clients] == [EAST, WEST, f"on premises by inbound-{EAST}"]
    assert rehearsal.find_client(f"vpc:{EAST}").resolvers == ()


# Alibaba Cloud


def _gateway(*addresses: tuple[str, int]) -> list[Node]:
    hangzhou = Known("cn-hangzhou")
    return [
        AlibabaVpc(origin=Origin("avpc"), name="shop", region=hangzhou, cidr_block=Known("10.0.0.0/16")),
        *(
            VSwitch(
                origin=Origin(f"vswitch:{zone}"),
                region=hangzhou,
                vpc=Ref.by("avpc"),
                zone=Known(f"cn-hangzhou-{zone}"),
                cidr_block=Known(f"10.0.{number}.0/24"),
            )
            for number, zone in enumerate("jk")
        ),
        GatewayInstance(origin=Origin("gw"), name="gateway", region=hangzhou, user_vpc=Ref.by("avpc")),
        AlibabaServer(origin=Origin("server"), name="stock-1", region=hangzhou, private_ip=Known("10.0.0.10")),
        InternalRecord(
            origin=Origin("internal"),
            name="stock",
            region=hangzhou,
            domain_name=Known("stock.internal"),
            type=Known("A"),
            addresses=Known(tuple(WeightedAddress(Known(each), Known(weight)) for each, weight in addresses)),
        ),
        InternalRecordAssociation(
            origin=Origin("association"), region=hangzhou, record=Ref.by("internal"), instances=Refs.by("gw")
        ),
    ]


def test_shares_of_internal_records() -> None:
    rehearsal = Rehearsal(Topology(_gateway(("10.0.0.10", 3), ("10.0.1.10", 1))), GEOGRAPHY)
    (row,) = rehearsal.instance_rows
    assert (row.client.label, row.name, rehearsal.rows) == ("gateway", "stock.internal", ())
    assert [(part.served_by, part.share) for part in row.usual.parts] == [("10.0.0.10", 0.75), ("10.0.1.10", 0.25)]
    assert {str(outage): (str(cell.verdict), cell.why) for outage, cell in row.cells} == {
        # An instance that is down, as all of its Region are, asks nothing.
        "region:cn-hangzhou": ("served", ""),
        "az:cn-hangzhou-j": ("dead", "75%: zone cn-hangzhou-j is down"),
        "az:cn-hangzhou-k": ("dead", "25%: zone cn-hangzhou-k is down"),
        "backend:10.0.0.10": ("dead", "75%: backend 10.0.0.10 is down"),
        "backend:10.0.1.10": ("dead", "25%: backend 10.0.1.10 is down"),
        "backend:stock-1": ("dead", "75%: server stock-1 is down"),
        "instance:gateway": ("served", ""),
    }


def test_an_internal_record_without_traffic_is_a_hole() -> None:
    (row,) = Rehearsal(Topology(_gateway(("10.0.0.10", 0))), GEOGRAPHY).instance_rows
    assert (str(row.usual.verdict), row.usual.why) == (
        "hole",
        "internal DNS record stock has no address with a weight above 0: it gets no traffic and takes no effect",
    )


def test_instances_and_vpcs_are_chosen_alike() -> None:
    nodes = [*DESIGN, *_gateway(("10.0.0.10", 1))]

    def asked(**options: Any) -> list[tuple[str, str]]:
        rehearsal = Rehearsal(Topology(nodes), GEOGRAPHY, **options)
        return [(row.client.label, row.name) for row in rehearsal.every_row]

    assert asked() == [(EAST, NAME), (WEST, NAME), ("gateway", "stock.internal")]
    assert asked(clients=["gateway"]) == [("gateway", "stock.internal")]
    assert asked(clients=[EAST]) == [(EAST, NAME)]
    assert asked(names=["stock.internal"]) == [("gateway", "stock.internal")]
    with pytest.raises(UnknownNameError, match="there are gateway, us-east-1, us-west-2$"):
        asked(clients=["hub"])


# Who asks for what


def test_names_and_clients_that_are_chosen() -> None:
    assert [row.client.label for row in _rows(DESIGN, clients=["vpc:us-west-2"])] == [WEST]
    assert [(row.client.label, row.name) for row in _rows(DESIGN, names=[NAME.upper()], clients=[EAST])] == [
        (EAST, NAME)
    ]


@pytest.mark.parametrize(
    ("case", "options", "message"),
    [
        (
            "a name",
            {"names": ["stock.internal.example.com"]},
            f"there is no name 'stock.internal.example.com'; there is {NAME}",
        ),
        ("a client", {"clients": ["hub"]}, "there is no client VPC 'hub'; there are us-east-1, us-west-2"),
    ],
)
def test_what_does_not_exist(case: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        Rehearsal(Topology(DESIGN), GEOGRAPHY, **options)
    assert str(raised.value) == message


def test_a_client_network_whose_vpc_does_not_have_the_zone() -> None:
    nodes = [
        *DESIGN,
        Vpc(origin=Origin("vpc:hub"), name="hub", region=Known(EAST), enable_dns_hostnames=Known(True)),
        ClientNetwork(origin=Origin("network"), vpc=Ref.by("vpc:hub")),
    ]
    cell = _cells(nodes, "hub")[""]
    assert (cell.verdict, cell.unseen, cell.why) == (
        Verdict.HOLE,
        True,
        f"no private zone of VPC hub holds {NAME}: the public DNS is asked",
    )


@pytest.mark.parametrize(
    ("case", "vpcs", "why", "sure"),
    [
        (
            "no VPC at all",
            Known(()),
            f"hosted zone internal is associated with no VPC: nobody gets an answer for {NAME}",
            True,
        ),
        (
            "a VPC elsewhere",
            Known((ZoneVpc(Ref.to("vpc-0elsewhere")),)),
            "hosted zone internal is associated with vpc-0elsewhere, which is not among what was read",
            False,
        ),
        ("not known", UNKNOWN, "which VPCs hosted zone internal is associated with is not known", False),
    ],
)
def test_zones_that_no_client_sees(case: str, vpcs: Any, why: str, sure: bool) -> None:
    rehearsal = Rehearsal(Topology(_changed(HostedZone, lambda node: replace(node, vpcs=vpcs))), GEOGRAPHY)
    (unasked,) = rehearsal.unasked
    assert (unasked.why, unasked.sure, rehearsal.rows) == (why, sure, ())


@pytest.mark.parametrize(
    ("case", "alias", "verdict", "why"),
    [
        (
            "a circle",
            Alias(dns_name=Known(NAME), evaluate_target_health=Known(False)),
            "hole",
            "record us-east-1 leads in a circle",
        ),
        (
            "an alias of nothing",
            Alias(dns_name=Known("gone.internal.example.com"), evaluate_target_health=Known(False)),
            "hole",
            "record us-east-1 is an alias of a record that does not exist",
        ),
    ],
)
def test_records_that_lead_nowhere(case: str, alias: Alias, verdict: str, why: str) -> None:
    nodes = _record(alias=Known(alias), health_check=Ref())
    cell = _cells(nodes)[""]
    assert (str(cell.verdict), cell.why) == (verdict, why)


def _other_names(*targets: str) -> list[Node]:
    """The design in which the name is a CNAME record of other names, by weight when they are several."""
    zone = next(node for node in DESIGN if isinstance(node, HostedZone))
    weight: Value[int] = Known(1) if len(targets) > 1 else MISSING
    return [
        *(node for node in DESIGN if not isinstance(node, RecordSet)),
        *(
            RecordSet(
                origin=Origin(f"other:{target}"),
                name=target,
                zone=Ref.by(zone.key),
                record_name=Known(NAME),
                type=Known("CNAME"),
                ttl=Known(60),
                records=values_of(target),
                weight=weight,
            )
            for target in targets
        ),
    ]


@pytest.mark.parametrize(
    ("case", "targets"),
    [("one", ["orders.abc.us-east-1.rds.amazonaws.com"]), ("several", ["a.example.com", "b.example.com"])],
)
def test_a_public_name_behind_another_name_is_not_judged(case: str, targets: list[str]) -> None:
    cell = _cells(_other_names(*targets), names=[NAME])[""]
    assert (cell.verdict, cell.unseen) == (Verdict.UNJUDGED, False)
    assert cell.why == f"no private zone of VPC {EAST} holds {targets[0]}: the public DNS is asked"


def test_names_of_machines_are_not_rehearsed() -> None:
    proof = RecordSet(
        origin=Origin("proof"),
        zone=Ref.by("zone"),
        record_name=Known(f"_x1.{NAME}"),
        type=Known("CNAME"),
        records=values_of("_y2.acm-validations.aws"),
    )
    assert {row.name for row in _rows([*DESIGN, proof])} == {NAME}


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([node.key for node in design((EAST, WEST, "eu-west-1"))]), max_size=6, unique=True),
    st.sampled_from(["latency", "weighted", "multivalue", "failover"]),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.sets(st.sampled_from([EAST, WEST, "eu-west-1"])),
)
def test_a_table_is_what_each_outage_gives_alone(
    missing: list[str], policy: str, weights: list[int], unchecked: set[str]
) -> None:
    """What is not looked at again is really as it was: every answer is that of a resolver of its own."""
    nodes = [node for node in design((EAST, WEST, "eu-west-1")) if node.key not in missing]
    for place, node in enumerate(nodes):
        if isinstance(node, RecordSet):
            number = (EAST, WEST, "eu-west-1").index(node.name)
            fields: dict[str, Any] = {
                "latency": {},
                "weighted": {"latency_region": MISSING, "weight": Known(weights[number])},
                "multivalue": {"latency_region": MISSING, "multivalue": Known(True)},
                "failover": {"latency_region": MISSING, "failover": Known(("PRIMARY", "SECONDARY", "THIRD")[number])},
            }[policy]
            if node.name in unchecked:
                fields |= {"health_check": Ref()}
            nodes[place] = replace(node, **fields)
    topology = Topology(nodes)
    failures = Failures(topology)
    for row in Rehearsal(topology, GEOGRAPHY).rows:
        for outage, cell in row.cells:
            alone = Resolver(topology, GEOGRAPHY, outage.conditions).answer(row.client.vpc, row.name, row.type)
            assert [(part.record, part.target, part.share) for part in cell.parts] == [
                (given.chain[-1] if given.chain else None, given.target, given.share) for given in alone.given
            ]
            for part in cell.parts:
                fresh = failures.outage(*outage.failures)
                assert part.target is None or part.verdict is not Verdict.SERVED or not fresh.down(part.target)


def _unknown(value: Any) -> Any:
    """A property as it is before the deployment; what has no such state stays."""
    if isinstance(value, Known):
        return UNKNOWN
    return Ref(UNKNOWN) if isinstance(value, Ref) else Refs(UNKNOWN) if isinstance(value, Refs) else value


@settings(max_examples=60)
@given(st.data())
def test_any_property_may_be_unknown(data: st.DataObject) -> None:
    """What cannot be told is a verdict, never a fault, and takes no cell away."""
    nodes = [*DESIGN, inbound(EAST), *_gateway(("10.0.0.10", 3), ("10.0.1.10", 0))]
    changed: dict[str, Node] = {}
    for node in data.draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=4, unique_by=lambda node: node.key)):
        names = [
            each.name for each in fields(node) if _unknown(getattr(node, each.name)) is not getattr(node, each.name)
        ]
        chosen = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        changed[node.key] = replace(node, **{name: _unknown(getattr(node, name)) for name in chosen})
    topology = Topology(changed.get(node.key, node) for node in nodes)
    rehearsal = Rehearsal(topology, GEOGRAPHY)
    assert all(len(list(row.cells)) == len(rehearsal.outages) for row in rehearsal.every_row)
    with pytest.raises(UnknownNameError):
        rehearsal.find_name("www.example.com")
    for unasked in rehearsal.unasked:
        assert unasked.why
