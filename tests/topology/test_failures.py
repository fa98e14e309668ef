"""What can fail in a design, and what each failure does to alarms, targets and health checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from privateapi.topology.failures import Failures, Kind, Outage, UnknownFailureError
from privateapi.topology.health import Health, HealthModel
from privateapi.topology.model import (
    Alarm,
    ApiIntegration,
    EndpointAddress,
    GatewayInstance,
    HealthCheck,
    Instance,
    InstanceZone,
    InternalRecord,
    LambdaFunction,
    LoadBalancer,
    Node,
    Origin,
    RestApi,
    Subnet,
    Target,
    TargetGroup,
    Topology,
    VpcEndpoint,
    VpcLink,
    VpcPeering,
    WeightedAddress,
)
from privateapi.topology.values import UNKNOWN, Known, NotJudged, Ref, Refs, Value
from tests.topology.design import EAST, WEST, design

DESIGN = design()
HOSTS, ERRORS = f"alarm:{EAST}-healthy-hosts", f"alarm:{EAST}-api-errors"


def _failed(*texts: str, nodes: list[Node] | None = None) -> Outage:
    failures = Failures(Topology(DESIGN if nodes is None else nodes))
    return failures.outage(*(failures.find(text) for text in texts))


def _changed(kind: type[Node], change: Callable[[Any], Node], name: str = "") -> list[Node]:
    """The design with every node of a kind, or the one of that name, changed."""
    return [change(node) if isinstance(node, kind) and name in ("", node.name) else node for node in DESIGN]


def test_single_failures_of_a_design() -> None:
    assert [str(failure) for failure in Failures(Topology(DESIGN)).single] == [
        "region:us-east-1",
        "region:us-west-2",
        "az:us-east-1a",
        "az:us-east-1b",
        "az:us-west-2a",
        "az:us-west-2b",
        "endpoint:us-east-1",
        "endpoint:us-west-2",
        "target:us-east-1-0",
        "target:us-east-1-1",
        "target:us-west-2-0",
        "target:us-west-2-1",
        "api:us-east-1",
        "api:us-west-2",
        "backend:us-east-1",
        "backend:us-west-2",
        "link:us-east-1/us-west-2",
    ]


def test_pairs_are_all_combinations() -> None:
    failures = Failures(Topology(DESIGN))
    pairs = list(failures.pairs())
    assert len(pairs) == len(failures.single) * (len(failures.single) - 1) // 2
    assert str(failures.outage(*pairs[0])) == "region:us-east-1 + region:us-west-2"


@pytest.mark.parametrize(
    ("case", "text", "found"),
    [
        ("a Region", "region:us-east-1", "region:us-east-1"),
        ("a link from the other end", "link:us-west-2/us-east-1", "link:us-east-1/us-west-2"),
        ("a target by its address", "target:10.1.0.4", "target:us-west-2-0"),
        ("a resource by its key", "endpoint:endpoint:us-west-2", "endpoint:us-west-2"),
    ],
)
def test_find(case: str, text: str, found: str) -> None:
    assert str(Failures(Topology(DESIGN)).find(text)) == found


@pytest.mark.parametrize(
    ("case", "text", "message"),
    [
        (
            "no kind",
            "us-east-1",
            "'us-east-1' is no failure; write KIND:NAME with one of the kinds region, az, endpoint, target, api, "
            "backend, link, instance",
        ),
        (
            "an unknown kind",
            "planet:earth",
            "'planet:earth' is no failure; write KIND:NAME with one of the kinds region, az, endpoint, target, api, "
            "backend, link, instance",
        ),
        ("no name", "region:", "'region:' says no name; there are region:us-east-1, region:us-west-2"),
        (
            "an unknown name",
            "region:eu-west-1",
            "there is no region:eu-west-1; there are region:us-east-1, region:us-west-2",
        ),
        (
            "one of a kind",
            "link:us-east-1/eu-west-1",
            "there is no link:us-east-1/eu-west-1; there is link:us-east-1/us-west-2",
        ),
        (
            "a kind that the design does not have",
            "instance:gateway",
            "there is no instance:gateway; the design has no instance that can fail, only api, az, backend, endpoint, "
            "link, region, target",
        ),
    ],
)
def test_what_does_not_exist(case: str, text: str, message: str) -> None:
    with pytest.raises(UnknownFailureError) as raised:
        Failures(Topology(DESIGN)).find(text)
    assert str(raised.value) == message


def test_same_names_are_told_apart_by_id() -> None:
    nodes: list[Node] = [
        RestApi(origin=Origin(f"urn:{id}"), name="orders", id=Known(id), region=Known(region))
        for id, region in (("a1", EAST), ("b2", WEST))
    ]
    failures = Failures(Topology(nodes))
    assert [str(each) for each in failures.single if each.kind is Kind.API] == ["api:a1", "api:b2"]
    with pytest.raises(UnknownFailureError, match=r"^api:orders is one of api:a1, api:b2$"):
        failures.find("api:orders")


@pytest.mark.parametrize(
    ("case", "failure", "alarms", "targets"),
    [
        ("a Region", "region:us-east-1", {HOSTS: "ALARM", ERRORS: "OK"}, ["us-east-1-0", "us-east-1-1"]),
        ("a zone: the other target answers", "az:us-east-1a", {HOSTS: "OK"}, ["us-east-1-0"]),
        (
            "an endpoint: nobody asks the API",
            "endpoint:us-east-1",
            {HOSTS: "ALARM", ERRORS: "OK"},
            ["us-east-1-0", "us-east-1-1"],
        ),
        ("a target", "target:us-east-1-1", {HOSTS: "OK"}, ["us-east-1-1"]),
        ("an API", "api:us-east-1", {ERRORS: "ALARM"}, []),
        ("the function behind the API", "backend:us-east-1", {ERRORS: "ALARM"}, []),
        ("a link", "link:us-east-1/us-west-2", {}, []),
    ],
)
def test_conditions(case: str, failure: str, alarms: dict[str, str], targets: list[str]) -> None:
    conditions = _failed(failure).conditions
    assert conditions.alarms == alarms
    assert conditions.targets == {f"target:{name}": False for name in targets}
    assert (conditions.checks, conditions.undecided) == ({}, {})


def test_two_failures_together_do_what_neither_does_alone() -> None:
    conditions = _failed("target:us-east-1-0", "az:us-east-1b").conditions
    assert conditions.alarms == {HOSTS: "ALARM"}
    assert set(conditions.targets) == {"target:us-east-1-0", "target:us-east-1-1"}


@pytest.mark.parametrize(
    ("case", "failure", "kind", "name", "why"),
    [
        ("a balancer in a dead Region", "region:us-east-1", LoadBalancer, EAST, "Region us-east-1 is down"),
        ("a balancer elsewhere", "region:us-east-1", LoadBalancer, WEST, ""),
        ("a balancer with one zone left", "az:us-east-1a", LoadBalancer, EAST, ""),
        (
            "a balancer without targets that work",
            "endpoint:us-east-1",
            LoadBalancer,
            EAST,
            "no target of target group us-east-1 works: VPC endpoint us-east-1 is down",
        ),
        ("an endpoint with one zone left", "az:us-east-1b", VpcEndpoint, EAST, ""),
        ("an API that fails", "api:us-east-1", RestApi, EAST, "REST API us-east-1 answers 5xx"),
        ("an API whose function fails", "backend:us-east-1", RestApi, EAST, "function us-east-1 is down"),
        ("an API that nobody can ask still works", "endpoint:us-east-1", RestApi, EAST, ""),
    ],
)
def test_what_is_down(case: str, failure: str, kind: type[Node], name: str, why: str) -> None:
    topology = Topology(DESIGN)
    failures = Failures(topology)
    node = next(node for node in topology.of(kind) if node.name == name)
    assert failures.outage(failures.find(failure)).down(node) == why


def test_an_endpoint_without_a_zone_left_is_down() -> None:
    outage = _failed("az:us-east-1a", "az:us-east-1b")
    endpoint = next(node for node in DESIGN if isinstance(node, VpcEndpoint) and node.name == EAST)
    assert outage.down(endpoint) == "zone us-east-1a is down and zone us-east-1b is down"
    assert outage.conditions.alarms[HOSTS] == "ALARM"


def test_addresses() -> None:
    outage = _failed("az:us-east-1a")
    found = [outage.address_down(address, f"vpc:{EAST}") for address in ("10.0.0.4", "10.0.1.4", "10.9.9.9")]
    assert found == ["zone us-east-1a is down", "", None]


@pytest.mark.parametrize(
    ("case", "fields", "failure", "state"),
    [
        ("missing data by default", {"treat_missing_data": Known("missing")}, "region:us-east-1", "INSUFFICIENT_DATA"),
        ("missing data ignored", {"treat_missing_data": Known("ignore")}, "region:us-east-1", "OK"),
        ("missing data not breaching", {"treat_missing_data": Known("notBreaching")}, "region:us-east-1", "OK"),
        ("two hosts wanted", {"threshold": Known(2.0)}, "az:us-east-1a", "ALARM"),
        (
            "unhealthy hosts",
            {
                "metric_name": Known("UnHealthyHostCount"),
                "comparison_operator": Known("GreaterThanThreshold"),
                "threshold": Known(0.0),
            },
            "target:us-east-1-0",
            "ALARM",
        ),
        (
            "the other way around",
            {"comparison_operator": Known("GreaterThanOrEqualToThreshold")},
            "endpoint:us-east-1",
            "OK",
        ),
        ("at most", {"comparison_operator": Known("LessThanOrEqualToThreshold")}, "az:us-east-1a", "ALARM"),
        (
            "a metric of AWS that the failure ends",
            {
                "namespace": Known("AWS/PrivateLinkEndpoints"),
                "metric_name": Known("NewConnections"),
                "dimension_targets": ("endpoint:us-east-1",),
            },
            "endpoint:us-east-1",
            "ALARM",
        ),
        (
            "packets that an endpoint drops",
            {
                "namespace": Known("AWS/PrivateLinkEndpoints"),
                "metric_name": Known("PacketsDropped"),
                "statistic": Known("Sum"),
                "comparison_operator": Known("GreaterThanOrEqualToThreshold"),
                "threshold": Known(600.0),
                "treat_missing_data": Known("notBreaching"),
                "dimension_targets": ("endpoint:us-east-1",),
            },
            "endpoint:us-east-1",
            "ALARM",
        ),
        (
            "a metric of AWS that shows no failure",
            {"metric_name": Known("ActiveFlowCount")},
            "target:us-east-1-0",
            None,
        ),
    ],
)
def test_alarms(case: str, fields: dict[str, Any], failure: str, state: str | None) -> None:
    nodes = _changed(Alarm, lambda node: replace(node, **fields), f"{EAST}-healthy-hosts")
    assert _failed(failure, nodes=nodes).conditions.alarms.get(HOSTS) == state


@pytest.mark.parametrize(
    ("case", "fields", "state"),
    [
        ("a sum is as large as the traffic", {"statistic": Known("Sum"), "threshold": Known(1000.0)}, "ALARM"),
        ("a share that is never reached", {"threshold": Known(1.5)}, "OK"),
        (
            "the metric of a function",
            {
                "namespace": Known("AWS/Lambda"),
                "metric_name": Known("Errors"),
                "dimension_targets": ("function:us-east-1",),
                "dimensions": Known(()),
            },
            "ALARM",
        ),
    ],
)
def test_alarms_on_errors(case: str, fields: dict[str, Any], state: str) -> None:
    nodes = _changed(Alarm, lambda node: replace(node, **fields), f"{EAST}-api-errors")
    assert _failed("backend:us-east-1", nodes=nodes).conditions.alarms[ERRORS] == state


@pytest.mark.parametrize(
    ("case", "fields", "failure", "why"),
    [
        (
            "a metric of one's own",
            {"namespace": Known("Orders"), "metric_name": Known("Failed")},
            "api:us-east-1",
            "whether it sees that REST API us-east-1 answers 5xx is not known: it is on the metric Orders Failed",
        ),
        (
            "metric math",
            {"metric_math": Known(True)},
            "az:us-east-1a",
            "whether it sees that zone us-east-1a is down is not known: it is on metric math",
        ),
        (
            "no static threshold",
            {"threshold_metric_id": Known("ad1")},
            "endpoint:us-east-1",
            "it has no static threshold",
        ),
    ],
)
def test_alarms_that_cannot_be_told(case: str, fields: dict[str, Any], failure: str, why: str) -> None:
    nodes = _changed(Alarm, lambda node: replace(node, **fields), f"{EAST}-healthy-hosts")
    outage = _failed(failure, nodes=nodes)
    assert outage.conditions.undecided == {HOSTS: why}
    check = next(node for node in nodes if isinstance(node, HealthCheck) and node.name == f"{EAST}-healthy-hosts")
    verdict = HealthModel(Topology(nodes), outage.conditions).check(check)
    assert (verdict.health, verdict.why) == (
        Health.UNKNOWN,
        f"health check {EAST}-healthy-hosts follows alarm {EAST}-healthy-hosts: {why}",
    )


def test_a_metric_of_ones_own_ends_with_its_region() -> None:
    nodes = _changed(Alarm, lambda node: replace(node, namespace=Known("Orders")), f"{EAST}-healthy-hosts")
    assert _failed("region:us-east-1", nodes=nodes).conditions.alarms[HOSTS] == "ALARM"


def test_part_of_an_api_fails() -> None:
    nodes = [
        *DESIGN,
        LambdaFunction(origin=Origin("function:other"), name="other", region=Known(EAST)),
        ApiIntegration(origin=Origin("i2"), api=Ref.by(f"api:{EAST}"), function=Ref.by("function:other")),
    ]
    why = f"how many requests of REST API {EAST} need what is lost is not known: function other is down"
    outage = _failed("backend:other", nodes=nodes)
    assert outage.conditions.undecided == {ERRORS: why, f"api:{EAST}": why}
    both = _failed("backend:other", f"backend:{EAST}", nodes=nodes)
    assert both.conditions.alarms == {ERRORS: "ALARM"}


def test_backends_behind_links_and_urls() -> None:
    nodes: list[Node] = [
        RestApi(origin=Origin("api:east"), name="east", region=Known(EAST)),
        VpcLink(origin=Origin("link"), targets=Refs.by("balancer:us-west-2")),
        ApiIntegration(origin=Origin("i1"), api=Ref.by("api:east"), connection=Ref.by("link")),
        RestApi(origin=Origin("api:url"), name="url", region=Known(EAST)),
        ApiIntegration(
            origin=Origin("i2"),
            api=Ref.by("api:url"),
            type=Known("HTTP_PROXY"),
            uri=Known("https://Stock.example.com:8443/v1"),
        ),
        *(node for node in DESIGN if not isinstance(node, RestApi | ApiIntegration)),
    ]
    failures = Failures(Topology(nodes))
    backends = [str(each) for each in failures.single if each.kind is Kind.BACKEND]
    assert backends == ["backend:stock.example.com", "backend:us-west-2"]
    apis = {node.name: node for node in nodes if isinstance(node, RestApi)}
    assert failures.outage(failures.find("backend:stock.example.com")).down(apis["url"]) == (
        "backend stock.example.com is down"
    )
    behind = failures.outage(failures.find("endpoint:us-west-2"))
    assert behind.down(apis["east"]).startswith("no target of target group us-west-2 works")


def test_chosen_addresses_have_zones_that_are_not_known() -> None:
    """On a first preview the targets are computed from the endpoint, and which of its addresses they are is open."""
    nodes = [
        replace(node, target=Ref.by(f"endpoint:{EAST}")) if isinstance(node, Target) and EAST in node.name else node
        for node in DESIGN
    ]
    outage = _failed("az:us-east-1a", nodes=nodes)
    why = "which zone of us-east-1 it is in is not known"
    assert outage.conditions.undecided == {HOSTS: why, **{f"target:{EAST}-{number}": why for number in range(2)}}
    balancer = next(node for node in nodes if isinstance(node, LoadBalancer) and node.name == EAST)
    assert HealthModel(Topology(nodes), outage.conditions).load_balancer(balancer).health is Health.UNKNOWN
    with pytest.raises(NotJudged, match="which zone of us-east-1"):
        outage.down(balancer)
    assert set(_failed("endpoint:us-east-1", nodes=nodes).conditions.targets) == {
        f"target:{EAST}-0",
        f"target:{EAST}-1",
    }


def test_a_chosen_address_tells_its_zone_before_the_subnets_have_ids() -> None:
    """On a first preview each address refers to all subnets of the list that it was computed from."""
    both = Ref.by(f"subnet:{EAST}a", f"subnet:{EAST}b")
    nodes = _changed(
        VpcEndpoint,
        lambda node: replace(node, addresses=Known(tuple(replace(each, subnet=both) for each in node.addresses.get()))),
        EAST,
    )
    outage = _failed("az:us-east-1b", nodes=nodes)
    assert (set(outage.conditions.targets), outage.conditions.undecided) == ({f"target:{EAST}-1"}, {})


def test_targets_that_are_instances() -> None:
    nodes: list[Node] = [
        Subnet(origin=Origin("s:a"), name="a", region=Known(EAST), availability_zone=Known("us-east-1a")),
        Instance(
            origin=Origin("i"), name="host", region=Known(EAST), subnet=Ref.by("s:a"), private_ip=Known("10.7.0.9")
        ),
        TargetGroup(origin=Origin("g"), name="g", region=Known(EAST)),
        Target(origin=Origin("t:i"), name="by-id", region=Known(EAST), target_group=Ref.by("g"), target=Ref.by("i")),
        Target(
            origin=Origin("t:a"), name="by-ip", region=Known(EAST), target_group=Ref.by("g"), target=Ref.to("10.7.0.9")
        ),
    ]
    assert set(_failed("az:us-east-1a", nodes=nodes).conditions.targets) == {"t:i", "t:a"}


@pytest.mark.parametrize(
    ("case", "fqdn", "type", "failed"),
    [
        ("a name of AWS in the Region", "x.execute-api.us-east-1.amazonaws.com", "HTTPS", ["region:us-east-1"]),
        ("the API itself", "abc.execute-api.us-east-1.amazonaws.com", "HTTPS", ["region:us-east-1", "api:us-east-1"]),
        ("only a connection", "abc.execute-api.us-east-1.amazonaws.com", "TCP", ["region:us-east-1"]),
        ("a balancer", "front.example.com", "TCP", ["region:us-east-1", "endpoint:us-east-1"]),
        ("something elsewhere", "www.example.com", "HTTPS", []),
    ],
)
def test_checks_that_ask(case: str, fqdn: str, type: str, failed: list[str]) -> None:
    check = HealthCheck(origin=Origin("asks"), name="asks", type=Known(type), fqdn=Known(fqdn))
    nodes = [
        replace(node, id=Known("abc"))
        if isinstance(node, RestApi) and node.name == EAST
        else replace(node, dns_name=Known("Front.example.com"))
        if isinstance(node, LoadBalancer) and node.name == EAST
        else node
        for node in [*DESIGN, check]
    ]
    failures = Failures(Topology(nodes))
    noticed = [
        str(each)
        for each in failures.single
        if each.kind in (Kind.REGION, Kind.ENDPOINT, Kind.API) and failures.outage(each).conditions.checks
    ]
    assert noticed == failed


def test_links_between_the_same_regions_fail_together() -> None:
    peerings = [
        VpcPeering(
            origin=Origin(f"pcx:{name}"),
            name=name,
            region=Known(EAST),
            vpc=Ref.by(f"vpc:{EAST}"),
            peer_vpc=Ref.by(peer),
        )
        for name, peer in (("across", f"vpc:{WEST}"), ("inside", f"vpc:{EAST}"))
    ]
    failures = Failures(Topology([*DESIGN, *peerings]))
    links = {str(each): each.tokens for each in failures.single if each.kind is Kind.LINK}
    assert links == {
        "link:inside": {"pcx:inside"},
        "link:us-east-1/us-west-2": {"peering:us-east-1/us-west-2", "pcx:across"},
    }
    assert failures.outage(failures.find("link:us-east-1/us-west-2")).lost == links["link:us-east-1/us-west-2"]


def test_alibaba_instances_and_backends() -> None:
    nodes: list[Node] = [
        GatewayInstance(
            origin=Origin("gw"),
            name="gateway",
            region=Known("cn-hangzhou"),
            zones=Known((InstanceZone(zone=Known("cn-hangzhou-j")), InstanceZone(zone=Known("cn-hangzhou-k")))),
        ),
        InternalRecord(
            origin=Origin("rec"),
            name="stock",
            domain_name=Known("stock.internal"),
            addresses=Known((WeightedAddress(Known("10.0.1.5"), Known(50)), WeightedAddress(UNKNOWN))),
        ),
    ]
    failures = Failures(Topology(nodes))
    assert [str(each) for each in failures.single] == ["region:cn-hangzhou", "backend:10.0.1.5", "instance:gateway"]
    down = [failures.outage(each).down(nodes[0]) for each in failures.single]
    assert down == ["Region cn-hangzhou is down", "", "API Gateway instance gateway is down"]


@pytest.mark.parametrize(
    ("case", "kind", "fields"),
    [
        ("an endpoint without addresses", VpcEndpoint, {"addresses": UNKNOWN, "subnets": Refs(UNKNOWN)}),
        ("an alarm without dimensions", Alarm, {"dimensions": UNKNOWN, "dimension_targets": ()}),
        ("an alarm of an unknown metric", Alarm, {"namespace": UNKNOWN, "metric_math": UNKNOWN}),
        ("an address without a subnet", VpcEndpoint, {"addresses": Known((EndpointAddress(ipv4=Known("10.0.0.4")),))}),
        ("an API of unknown endpoints", RestApi, {"vpc_endpoints": Refs(UNKNOWN)}),
        ("a target of an unknown address", Target, {"target": Ref(UNKNOWN)}),
        ("a subnet without a zone", Subnet, {"availability_zone": UNKNOWN}),
    ],
)
def test_unknown_values_end_in_a_verdict(case: str, kind: type[Node], fields: dict[str, Value[Any]]) -> None:
    nodes = _changed(kind, lambda node: replace(node, **fields))
    failures = Failures(Topology(nodes))
    outages = [failures.outage(each) for each in failures.single]
    assert len(outages) == len({str(outage) for outage in outages})
    down = next(outage for outage in outages if str(outage) == "region:us-east-1")
    assert down.conditions.alarms or down.conditions.undecided or kind is Alarm
