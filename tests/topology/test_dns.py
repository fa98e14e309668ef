"""Answers from the point of view of a VPC: zones, rules, endpoints, aliases, and the whole design under failures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.facts.regions import distance_km, places
from privateapi.topology.dns import Answer, Given, Resolver, Result
from privateapi.topology.health import Conditions, Health
from privateapi.topology.model import (
    Alarm,
    Alias,
    ApiDomain,
    DhcpOptions,
    DhcpOptionsAssociation,
    DnsEntry,
    EndpointAddress,
    EndpointService,
    Geolocation,
    HealthCheck,
    HostedZone,
    Listener,
    LoadBalancer,
    Node,
    Origin,
    RecordSet,
    ResolverRule,
    ResolverRuleAssociation,
    Target,
    TargetGroup,
    Topology,
    Vpc,
    VpcEndpoint,
    ZoneAssociation,
    ZoneVpc,
)
from privateapi.topology.routing import Geography
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs, Value, values_of

GEOGRAPHY = Geography(distance_km, places().get)
API = "api.example.internal"


def _vpc(name: str, region: str, **fields: Any) -> Vpc:
    vpc = Vpc(origin=Origin(f"vpc:{name}"), name=name, region=Known(region), enable_dns_hostnames=Known(True))
    return replace(vpc, **fields)


def _zone(name: str, *vpcs: str, key: str = "") -> HostedZone:
    return HostedZone(
        origin=Origin(key or f"zone:{name}"),
        name=name,
        zone_name=Known(name),
        private=Known(True),
        vpcs=Known(tuple(ZoneVpc(Ref.by(f"vpc:{vpc}")) for vpc in vpcs)),
    )


def _record(name: str, zone: str = "example.internal", key: str = "", **fields: Any) -> RecordSet:
    record = RecordSet(
        origin=Origin(f"record:{key or name}"),
        name=key or name,
        zone=Ref.by(f"zone:{zone}"),
        record_name=Known(name),
        type=Known("A"),
    )
    return replace(record, **fields)


def _address(name: str, *addresses: str, **fields: Any) -> RecordSet:
    return _record(name, records=values_of(*addresses), **fields)


def _to(target: str, evaluate: bool = True) -> Value[Alias]:
    return Known(Alias(target=Ref.by(target), evaluate_target_health=Known(evaluate)))


def _ask(nodes: list[Node], name: str = API, type: str = "A", conditions: Conditions | None = None) -> Answer:
    topology = Topology(
        [_vpc("client", "us-east-1"), *nodes] if not any(node.key == "vpc:client" for node in nodes) else nodes
    )
    client = topology.node("vpc:client")
    assert isinstance(client, Vpc)
    return Resolver(topology, GEOGRAPHY, conditions or Conditions()).answer(client, name, type)


def _values(answer: Answer) -> list[Any]:
    return [part.values.get("nothing") if not part.values.unknown else "unknown" for part in answer.given]


ZONE = _zone("example.internal", "client")
OTHER_SERVERS: list[Node] = [
    DhcpOptionsAssociation(
        origin=Origin("dhcp:association"), name="dhcp", vpc=Ref.by("vpc:client"), dhcp_options=Ref.by("dhcp")
    ),
    DhcpOptions(origin=Origin("dhcp"), domain_name_servers=values_of("10.9.0.2")),
]


def _forward(domain: str, key: str = "rule", type: str = "FORWARD") -> list[Node]:
    return [
        ResolverRule(origin=Origin(key), name=key, domain_name=Known(domain), type=Known(type)),
        ResolverRuleAssociation(
            origin=Origin(f"{key}:association"), name=key, rule=Ref.by(key), vpc=Ref.by("vpc:client")
        ),
    ]


@pytest.mark.parametrize(
    ("case", "nodes", "result", "detail"),
    [
        ("a record", [ZONE, _address(API, "10.0.0.4")], "answered", ("10.0.0.4",)),
        (
            "a name in capitals with a dot",
            [ZONE, _address("API.Example.Internal.", "10.0.0.4")],
            "answered",
            ("10.0.0.4",),
        ),
        ("values that are not known", [ZONE, _record(API, records=UNKNOWN)], "answered", "unknown"),
        (
            "a wildcard",
            [ZONE, _address("*.example.internal", "10.0.0.5")],
            "answered",
            ("10.0.0.5",),
        ),
        (
            "a wildcard as Route 53 lists it",
            [ZONE, _address("\\052.example.internal", "10.0.0.5")],
            "answered",
            ("10.0.0.5",),
        ),
        (
            "a wildcard beside the exact name",
            [ZONE, _address("*.example.internal", "10.0.0.5"), _address(API, "10.0.0.4")],
            "answered",
            ("10.0.0.4",),
        ),
        (
            "no wildcard where the name exists with another type",
            [ZONE, _address("*.example.internal", "10.0.0.5"), _address(API, "x", type=Known("TXT"))],
            "NODATA",
            "hosted zone example.internal has no A record api.example.internal, a name that exists, "
            "and nothing else is asked",
        ),
        (
            "no wildcard above a name that exists only as the parent of another",
            [ZONE, _address("*.example.internal", "10.0.0.5"), _address(f"v1.{API}", "10.0.0.6")],
            "NODATA",
            "hosted zone example.internal has no A record api.example.internal, a name that exists, "
            "and nothing else is asked",
        ),
        (
            "no record",
            [ZONE],
            "NXDOMAIN",
            "hosted zone example.internal has no A record api.example.internal, and nothing else is asked",
        ),
        (
            "a record whose name is not known",
            [ZONE, _record(API, record_name=UNKNOWN, key="r")],
            "unknown",
            "whether record r is for A of api.example.internal is not known",
        ),
        (
            "a record whose zone is not known",
            [ZONE, _record(API, zone="x", key="r")],
            "unknown",
            "whether record r is for A of api.example.internal is not known",
        ),
        (
            "another name",
            [
                ZONE,
                _record(API, type=Known("CNAME"), records=values_of("Real.example.internal.")),
                _address("real.example.internal", "10.0.0.7"),
            ],
            "answered",
            ("10.0.0.7",),
        ),
        (
            "another name of an unknown one",
            [ZONE, _record(API, type=Known("CNAME"), records=UNKNOWN)],
            "unknown",
            "the target of record api.example.internal is not known",
        ),
        (
            "other names in a circle",
            [
                ZONE,
                _record(API, type=Known("CNAME"), records=values_of("b.example.internal")),
                _record("b.example.internal", type=Known("CNAME"), records=values_of(API)),
            ],
            "no answer",
            "record b.example.internal leads in a circle",
        ),
        (
            "no zone",
            [_zone("other.internal", "client")],
            "public",
            "no private zone of VPC client holds api.example.internal: the public DNS is asked",
        ),
        (
            "a zone of another VPC",
            [_zone("example.internal", "else"), _vpc("else", "us-east-1"), _address(API, "10.0.0.4")],
            "public",
            "no private zone of VPC client holds api.example.internal: the public DNS is asked",
        ),
        (
            "a public zone",
            [replace(ZONE, private=Known(False)), _address(API, "10.0.0.4")],
            "public",
            "no private zone of VPC client holds api.example.internal: the public DNS is asked",
        ),
        (
            "a zone associated by a resource of its own",
            [
                _zone("example.internal"),
                ZoneAssociation(origin=Origin("za"), zone=Ref.by("zone:example.internal"), vpc=Ref.by("vpc:client")),
                _address(API, "10.0.0.4"),
            ],
            "answered",
            ("10.0.0.4",),
        ),
        (
            "a zone whose VPCs are not known",
            [replace(ZONE, vpcs=UNKNOWN), _address(API, "10.0.0.4")],
            "unknown",
            "whether hosted zone example.internal is associated with VPC client is not known",
        ),
        (
            "a zone whose name is not known",
            [replace(ZONE, zone_name=UNKNOWN), _address(API, "10.0.0.4")],
            "unknown",
            "the name of hosted zone example.internal is not known",
        ),
        (
            "the longest of two zones",
            [
                ZONE,
                _zone(API, "client"),
                _address(API, "10.0.0.4"),
                _address(API, "10.0.0.9", zone=API, key="inner"),
            ],
            "answered",
            ("10.0.0.9",),
        ),
        (
            "two zones of one name",
            [ZONE, _zone("example.internal", "client", key="zone:second"), _address(API, "10.0.0.4")],
            "unknown",
            "hosted zone example.internal and hosted zone example.internal both answer for example.internal",
        ),
        (
            "private zones without hostnames",
            [_vpc("client", "us-east-1", enable_dns_hostnames=MISSING), ZONE, _address(API, "10.0.0.4")],
            "public",
            "VPC client has enableDnsHostnames false: its private zones are not used",
        ),
        (
            "no resolver",
            [_vpc("client", "us-east-1", enable_dns_support=Known(False)), ZONE, _address(API, "10.0.0.4")],
            "unknown",
            "VPC client has enableDnsSupport false: it has no resolver, and what those answer is not known",
        ),
        (
            "other name servers",
            [ZONE, _address(API, "10.0.0.4"), *OTHER_SERVERS],
            "unknown",
            "VPC client asks its own name servers 10.9.0.2, and what those answer is not known",
        ),
        (
            "name servers that are not known",
            [ZONE, OTHER_SERVERS[0]],
            "unknown",
            "the name servers of DHCP options association dhcp are not known",
        ),
        (
            "the VPC's own resolver, named in DHCP options",
            [
                ZONE,
                _address(API, "10.0.0.4"),
                OTHER_SERVERS[0],
                DhcpOptions(origin=Origin("dhcp"), domain_name_servers=values_of("AmazonProvidedDNS")),
            ],
            "answered",
            ("10.0.0.4",),
        ),
        (
            "no area for the Region of the VPC",
            [
                ZONE,
                _address(API, "10.0.0.4", geolocation=Known(Geolocation(continent=Known("EU")))),
            ],
            "no answer",
            "no record is for us-east-1, and there is no default record",
        ),
        (
            "too many records of unknown health",
            [
                ZONE,
                *(
                    _address(API, "10.0.0.4", key=f"r{number}", weight=Known(1), health_check=Ref(UNKNOWN))
                    for number in range(7)
                ),
            ],
            "unknown",
            "the health of 7 records of api.example.internal is not known",
        ),
        (
            "a rule of the same domain wins over the zone",
            [ZONE, _address(API, "10.0.0.4"), *_forward("example.internal")],
            "forwarded",
            "resolver rule rule forwards api.example.internal to other name servers",
        ),
        (
            "a zone of a longer domain wins over the rule",
            [ZONE, _address(API, "10.0.0.4"), *_forward("internal")],
            "answered",
            ("10.0.0.4",),
        ),
        (
            "a SYSTEM rule takes its domain out of a wider rule",
            [*_forward("internal"), *_forward("example.internal", "system", "SYSTEM")],
            "public",
            "no private zone of VPC client holds api.example.internal: the public DNS is asked",
        ),
        (
            "a rule that is not known",
            [ResolverRuleAssociation(origin=Origin("a"), name="rule", rule=Ref(UNKNOWN), vpc=Ref.by("vpc:client"))],
            "unknown",
            "the rule of resolver rule association rule is not known",
        ),
        (
            "a mix of policies",
            [ZONE, _address(API, "10.0.0.4"), _address(API, "10.0.0.5", key="second", weight=Known(1))],
            "unknown",
            "api.example.internal mixes the routing policies simple and weighted, which Route 53 refuses",
        ),
    ],
)
def test_answer(case: str, nodes: list[Node], result: str, detail: Any) -> None:
    answer = _ask(nodes)
    assert answer.result == result, answer
    assert (_values(answer)[0] if answer.given else answer.reason) == detail
    assert answer.steps[0].text == "VPC client asks for A of api.example.internal"


ENDPOINT = VpcEndpoint(
    origin=Origin("endpoint"),
    name="execute-api",
    vpc=Ref.by("vpc:client"),
    service_name=Known("com.amazonaws.us-east-1.execute-api"),
    private_dns_enabled=Known(True),
    dns_entries=Known((DnsEntry(Known("vpce-1.execute-api.us-east-1.vpce.amazonaws.com")),)),
    addresses=Known(
        (EndpointAddress(ipv4=Known("10.0.0.4"), ipv6=Known("fd00::4")), EndpointAddress(ipv4=Known("10.0.1.4")))
    ),
)
BALANCER = LoadBalancer(
    origin=Origin("balancer"),
    name="front",
    dns_name=Known("Front-1.elb.us-east-1.amazonaws.com"),
    addresses=Known((EndpointAddress(ipv4=Known("10.0.0.254")),)),
)


@pytest.mark.parametrize(
    ("case", "nodes", "name", "type", "values"),
    [
        (
            "an API by private DNS",
            [ENDPOINT],
            "abc123.execute-api.us-east-1.amazonaws.com",
            "A",
            ("10.0.0.4", "10.0.1.4"),
        ),
        (
            "an endpoint's own name",
            [ENDPOINT],
            "vpce-1.execute-api.us-east-1.vpce.amazonaws.com.",
            "A",
            ("10.0.0.4", "10.0.1.4"),
        ),
        ("IPv6", [ENDPOINT], "abc123.execute-api.us-east-1.amazonaws.com", "AAAA", ("fd00::4",)),
        (
            "an endpoint service with a name of its own",
            [
                replace(
                    ENDPOINT, service_name=Known("com.amazonaws.vpce.us-east-1.vpce-svc-1"), service=Ref.by("service")
                ),
                EndpointService(origin=Origin("service"), private_dns_name=Known("saas.example.com")),
            ],
            "saas.example.com",
            "A",
            ("10.0.0.4", "10.0.1.4"),
        ),
        ("a load balancer", [BALANCER], "dualstack.front-1.elb.us-east-1.amazonaws.com", "A", ("10.0.0.254",)),
        (
            "addresses that AWS chooses",
            [replace(BALANCER, addresses=MISSING)],
            "front-1.elb.us-east-1.amazonaws.com",
            "A",
            "unknown",
        ),
    ],
)
def test_answer_of_aws_names(case: str, nodes: list[Node], name: str, type: str, values: Any) -> None:
    answer = _ask(nodes, name, type)
    assert (answer.result, _values(answer)) == (Result.ANSWERED, [values])
    assert answer.given[0].target is not None


@pytest.mark.parametrize(
    ("name", "result", "given"),
    [
        ("dualstack.api.example.internal", Result.ANSWERED, [("10.0.0.1",)]),
        # It exists, because a name below it does.
        ("api.example.internal", Result.NO_DATA, []),
        ("example.internal", Result.ANSWERED, [("10.0.0.2",)]),
        ("dualstack.example.internal", Result.ANSWERED, [("10.0.0.3",)]),
        ("dualstack.vpce-1.execute-api.us-east-1.vpce.amazonaws.com", Result.PUBLIC, []),
    ],
)
def test_dualstack_is_a_label_of_its_own_but_for_load_balancers(name: str, result: Result, given: list[Any]) -> None:
    nodes = [
        ZONE,
        ENDPOINT,
        _address("dualstack.api.example.internal", "10.0.0.1"),
        _address("example.internal", "10.0.0.2"),
        _address("dualstack.example.internal", "10.0.0.3"),
    ]
    answer = _ask(nodes, name)
    assert (answer.result, _values(answer)) == (result, given)


def test_endpoint_without_private_dns_answers_no_api_name() -> None:
    answer = _ask([replace(ENDPOINT, private_dns_enabled=Known(False))], "abc.execute-api.us-east-1.amazonaws.com")
    assert answer.result is Result.PUBLIC


@pytest.mark.parametrize(
    ("case", "alias", "nodes", "result", "detail"),
    [
        ("a load balancer by link", _to("balancer"), [BALANCER], "answered", ("10.0.0.254",)),
        (
            "a load balancer by name",
            Known(Alias(dns_name=Known("dualstack.front-1.elb.us-east-1.amazonaws.com."))),
            [BALANCER],
            "answered",
            ("10.0.0.254",),
        ),
        ("an endpoint", _to("endpoint"), [ENDPOINT], "answered", ("10.0.0.4", "10.0.1.4")),
        ("an API domain", _to("domain"), [ApiDomain(origin=Origin("domain"))], "answered", "unknown"),
        (
            "an API domain by the name that AWS gave it",
            Known(Alias(dns_name=Known("d-1.execute-api.us-east-1.amazonaws.com"))),
            [ApiDomain(origin=Origin("d"), target_domain_name=Known("d-1.execute-api.us-east-1.amazonaws.com"))],
            "answered",
            "unknown",
        ),
        (
            "a record without values",
            Known(Alias(dns_name=Known("east.example.internal"))),
            [_record("east.example.internal", records=MISSING)],
            "answered",
            "nothing",
        ),
        (
            "a record of the zone by name",
            Known(Alias(dns_name=Known("east.example.internal"))),
            [_address("east.example.internal", "10.0.0.8")],
            "answered",
            ("10.0.0.8",),
        ),
        (
            "a record of the zone by link",
            _to("record:east.example.internal"),
            [_address("east.example.internal", "10.0.0.8")],
            "answered",
            ("10.0.0.8",),
        ),
        (
            "a record that does not exist",
            Known(Alias(dns_name=Known("east.example.internal"))),
            [],
            "no answer",
            "record api.example.internal is an alias of a record that does not exist",
        ),
        (
            "itself",
            Known(Alias(dns_name=Known(API))),
            [],
            "no answer",
            "record api.example.internal leads in a circle",
        ),
        (
            "a name elsewhere",
            Known(Alias(dns_name=Known("d1.cloudfront.net"))),
            [],
            "unknown",
            "record api.example.internal is an alias of d1.cloudfront.net, "
            "which is not among the resources that were read",
        ),
        (
            "a target that is not known",
            Known(Alias(target=Ref(UNKNOWN), dns_name=UNKNOWN)),
            [],
            "unknown",
            "the target of record api.example.internal is not known",
        ),
        (
            "whether it is an alias is not known",
            UNKNOWN,
            [],
            "unknown",
            "whether record api.example.internal is an alias is not known",
        ),
    ],
)
def test_answer_of_an_alias(case: str, alias: Value[Alias], nodes: list[Node], result: str, detail: Any) -> None:
    answer = _ask([ZONE, _record(API, alias=alias), *nodes])
    assert (answer.result, _values(answer)[0] if answer.given else answer.reason) == (result, detail)


# A record that Route 53 chooses by health


def _front(name: str, targets: int = 1) -> list[Node]:
    return [
        replace(BALANCER, origin=Origin(f"balancer:{name}"), name=name, dns_name=UNKNOWN),
        Listener(
            origin=Origin(f"listener:{name}"),
            load_balancer=Ref.by(f"balancer:{name}"),
            target_groups=Refs.by(f"group:{name}"),
        ),
        TargetGroup(origin=Origin(f"group:{name}"), name=name),
        *(
            Target(origin=Origin(f"target:{name}:{number}"), target_group=Ref.by(f"group:{name}"))
            for number in range(targets)
        ),
    ]


def _region(region: str, **fields: Any) -> list[Node]:
    """A latency alias to a balancer, with a health check on an alarm."""
    return [
        *_front(region),
        Alarm(origin=Origin(f"alarm:{region}"), name=region, region=Known(region)),
        HealthCheck(
            origin=Origin(f"check:{region}"),
            name=region,
            type=Known("CLOUDWATCH_METRIC"),
            alarm=Ref.by(f"alarm:{region}"),
            alarm_region=Known(region),
        ),
        _record(
            API,
            key=region,
            alias=_to(f"balancer:{region}"),
            latency_region=Known(region),
            set_identifier=Known(region),
            health_check=Ref.by(f"check:{region}"),
            **fields,
        ),
    ]


ACTIVE_ACTIVE: list[Node] = [
    _vpc("client", "us-east-1"),
    _vpc("west", "us-west-2"),
    _zone("example.internal", "client", "west"),
    *_region("us-east-1"),
    *_region("us-west-2"),
]


@pytest.mark.parametrize(
    ("case", "conditions", "region", "healthy"),
    [
        ("nothing has failed", Conditions(), "us-east-1", True),
        ("the alarm of the own Region", Conditions(alarms={"alarm:us-east-1": "ALARM"}), "us-west-2", True),
        ("the targets of the own Region", Conditions(targets={"target:us-east-1:0": False}), "us-west-2", True),
        ("a drill", Conditions(inverted=frozenset({"check:us-east-1"})), "us-west-2", True),
        ("the other Region", Conditions(alarms={"alarm:us-west-2": "ALARM"}), "us-east-1", True),
        (
            "both Regions: the last resort is the nearest",
            Conditions(alarms={"alarm:us-east-1": "ALARM", "alarm:us-west-2": "ALARM"}),
            "us-east-1",
            False,
        ),
    ],
)
def test_active_active(case: str, conditions: Conditions, region: str, healthy: bool) -> None:
    answer = _ask(ACTIVE_ACTIVE, conditions=conditions)
    (part,) = answer.given
    assert part.target is not None and part.target.key == f"balancer:{region}"
    assert (part.share, part.healthy, [record.name for record in part.chain]) == (1.0, healthy, [region])


def test_active_active_explains_each_step() -> None:
    answer = _ask(ACTIVE_ACTIVE, conditions=Conditions(alarms={"alarm:us-east-1": "ALARM"}))
    assert [(step.text, step.node.key if step.node else None) for step in answer.steps] == [
        ("VPC client asks for A of api.example.internal", "vpc:client"),
        ("hosted zone example.internal answers for example.internal", "zone:example.internal"),
        ("api.example.internal has 2 latency records", None),
        (
            "record us-east-1 is unhealthy: health check us-east-1 follows alarm us-east-1, which is ALARM",
            "record:us-east-1",
        ),
        (
            "record us-west-2 is healthy: health check us-west-2 follows alarm us-west-2, which is OK",
            "record:us-west-2",
        ),
        ("record us-west-2 answers: us-west-2 is the nearest of 1 healthy", "record:us-west-2"),
        ("it is an alias of load balancer us-west-2", "balancer:us-west-2"),
    ]


def test_each_client_gets_its_own_region() -> None:
    topology = Topology(ACTIVE_ACTIVE)
    resolver = Resolver(topology, GEOGRAPHY)
    targets = {}
    for vpc in topology.of(Vpc):
        target = resolver.answer(vpc, API).given[0].target
        targets[vpc.name] = target.name if target else None
    assert targets == {"client": "us-east-1", "west": "us-west-2"}


def test_alias_without_evaluation_never_fails_over() -> None:
    design = [
        replace(node, alias=_to(f"balancer:{node.name}", evaluate=False), health_check=Ref())
        if isinstance(node, RecordSet)
        else node
        for node in ACTIVE_ACTIVE
    ]
    answer = _ask(design, conditions=Conditions(targets={"target:us-east-1:0": False}))
    assert [part.target.name if part.target else None for part in answer.given] == ["us-east-1"]


@pytest.mark.parametrize(
    ("case", "fields", "result", "why"),
    [
        (
            "a health that does not decide",
            {"us-west-2": {"health_check": Ref(UNKNOWN)}},
            "answered",
            "us-east-1",
        ),
        (
            "a health that decides",
            {"us-east-1": {"health_check": Ref(UNKNOWN)}},
            "unknown",
            "the health check of record us-east-1 is not known yet",
        ),
        (
            "an evaluation that decides",
            {"us-east-1": {"alias": Known(Alias(target=Ref.by("balancer:us-east-1"), evaluate_target_health=UNKNOWN))}},
            "unknown",
            "evaluateTargetHealth of record us-east-1 is not known",
        ),
        (
            "a Region of the VPC that is not known",
            {"client": {"region": UNKNOWN}},
            "unknown",
            "api.example.internal answers by Region, and the Region of the asking VPC is not known",
        ),
    ],
)
def test_unknown_health(case: str, fields: dict[str, dict[str, Any]], result: str, why: str) -> None:
    design = [
        replace(node, **fields.get(node.name, {})) if isinstance(node, RecordSet | Vpc) else node
        for node in ACTIVE_ACTIVE
    ]
    answer = _ask(design)
    named = answer.given[0].chain[0].name if answer.given else answer.reason
    assert (answer.result, named) == (result, why)


TREE: list[Node] = [
    ZONE,
    *(HealthCheck(origin=Origin(f"c:{key}"), name=key, type=Known("HTTPS")) for key in ("a", "b", "c")),
    _record(API, key="east", latency_region=Known("us-east-1"), alias=_to("record:a")),
    _record(API, key="west", latency_region=Known("us-west-2"), alias=_to("record:c")),
    _address("east.example.internal", "10.0.0.1", key="a", weight=Known(3), health_check=Ref.by("c:a")),
    _address("east.example.internal", "10.0.0.2", key="b", weight=Known(1), health_check=Ref.by("c:b")),
    _address("west.example.internal", "10.1.0.1", key="c", weight=Known(1), health_check=Ref.by("c:c")),
]


def test_tree_of_records() -> None:
    """Latency aliases to weighted records of each Region: the tree of the guide's complex configurations."""

    def given_for(*failed: str) -> list[tuple[str, float, bool]]:
        answer = _ask(TREE, conditions=Conditions(checks={f"c:{key}": False for key in failed}))
        return [(part.chain[-1].name, part.share, part.healthy) for part in answer.given]

    assert given_for() == [("a", 0.75, True), ("b", 0.25, True)]
    assert given_for("a") == [("b", 1.0, True)]
    assert given_for("a", "b") == [("c", 1.0, True)]
    assert given_for("a", "b", "c") == [("a", 0.75, False), ("b", 0.25, False)]


@pytest.mark.parametrize(
    ("case", "record", "health", "why"),
    [
        ("no check", _address(API, "10.0.0.4"), "healthy", "record api.example.internal has no health check"),
        (
            "an endpoint always counts as healthy",
            _record(API, alias=_to("endpoint")),
            "healthy",
            "VPC endpoint execute-api always counts as healthy",
        ),
        (
            "an alias of itself",
            _record(API, alias=Known(Alias(dns_name=Known(API), evaluate_target_health=Known(True)))),
            "unknown",
            "record api.example.internal is an alias of itself",
        ),
        (
            "an alias of nothing",
            _record(API, alias=Known(Alias(dns_name=Known("x.example.internal"), evaluate_target_health=Known(True)))),
            "unhealthy",
            "record api.example.internal is an alias of a record that does not exist",
        ),
        (
            "an alias of something elsewhere",
            _record(API, alias=Known(Alias(dns_name=Known("x.org"), evaluate_target_health=Known(True)))),
            "unknown",
            "record api.example.internal is an alias of x.org, which is not among the resources that were read",
        ),
        (
            "a check and an evaluated target: both count",
            _record(API, alias=_to("endpoint"), health_check=Ref.by("check")),
            "unhealthy",
            "health check down asks the private address 10.0.0.4 from outside the VPC",
        ),
        (
            "an alias that is not known",
            _record(API, alias=UNKNOWN),
            "unknown",
            "whether record api.example.internal is an alias is not known",
        ),
    ],
)
def test_record_health(case: str, record: RecordSet, health: str, why: str) -> None:
    check = HealthCheck(origin=Origin("check"), name="down", type=Known("TCP"), ip_address=Known("10.0.0.4"))
    verdict = Resolver(Topology([ZONE, ENDPOINT, check, record]), GEOGRAPHY).health(record)
    assert (verdict.health, verdict.why) == (Health(health), why)


# What is kept, and for how long


def _given(nodes: list[Node], name: str = API, type: str = "A") -> Given:
    (part,) = _ask([ZONE, *nodes], name, type).given
    return part


@pytest.mark.parametrize(
    ("case", "nodes", "ttl"),
    [
        ("a record", [_address(API, "10.0.0.4", ttl=Known(300))], Known(300)),
        ("a TTL that is not known", [_address(API, "10.0.0.4", ttl=UNKNOWN)], UNKNOWN),
        ("an alias of a load balancer", [_record(API, alias=_to("balancer")), BALANCER], Known(60)),
        ("an alias of an endpoint", [_record(API, alias=_to("endpoint")), ENDPOINT], Known(60)),
        (
            "an alias of a record has the TTL of that record",
            [
                _record(API, alias=_to("record:east.example.internal"), ttl=Known(5)),
                _address("east.example.internal", "10.0.0.8", ttl=Known(20)),
            ],
            Known(20),
        ),
    ],
)
def test_ttl(case: str, nodes: list[Node], ttl: Value[int]) -> None:
    assert _given(nodes).ttl == ttl


def test_each_part_of_a_chain_is_kept_for_itself() -> None:
    """A CNAME is kept by its own TTL, the address behind it by that of the address; an alias leaves no trace."""
    part = _given(
        [
            _record(API, alias=_to("record:other.example.internal"), type=Known("CNAME")),
            _record(
                "other.example.internal", type=Known("CNAME"), records=values_of("x.example.internal"), ttl=Known(300)
            ),
            _record("x.example.internal", alias=_to("balancer")),
            BALANCER,
        ]
    )
    assert [part.kept(record).get() for record in part.chain] == [300, 300, 60]
    assert part.ttl == Known(60)


@pytest.mark.parametrize(
    ("type", "ttl", "values"),
    [
        (
            "NS",
            172800,
            ("ns-0.awsdns-00.com", "ns-512.awsdns-00.net", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk"),
        ),
        ("SOA", 900, ("ns-1536.awsdns-00.co.uk. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400",)),
    ],
)
def test_every_zone_has_records_of_its_own(type: str, ttl: int, values: tuple[str, ...]) -> None:
    part = _given([], "example.internal", type)
    assert (part.ttl, part.values) == (Known(ttl), Known(values))


# Parts of the queries that get nothing


def test_a_part_that_leads_nowhere_is_told_apart() -> None:
    answer = _ask(
        [
            ZONE,
            _address(API, "10.0.0.4", key="a", weight=Known(1)),
            _record(API, key="b", weight=Known(3), alias=Known(Alias(dns_name=Known("gone.example.internal")))),
        ]
    )
    reason = "record b is an alias of a record that does not exist"
    assert (answer.result, answer.reason) == (Result.NO_ANSWER, reason)
    assert [(part.share, part.result, part.reason) for part in answer.given] == [
        (0.25, Result.ANSWERED, ""),
        (0.75, Result.NO_ANSWER, reason),
    ]


def test_no_part_that_gets_anything() -> None:
    gone = Known(Alias(dns_name=Known("gone.example.internal")))
    answer = _ask([ZONE, *(_record(API, key=key, weight=Known(1), alias=gone) for key in ("a", "b"))])
    assert (answer.result, answer.given) == (Result.NO_ANSWER, ())


def test_how_far_a_query_came_that_gets_nothing() -> None:
    nodes = [ZONE, _record(API, type=Known("CNAME"), records=values_of("gone.example.internal"))]
    answer = _ask(nodes)
    (part,) = answer.parts
    assert (answer.result, answer.given) == (Result.NO_NAME, ())
    assert ([record.name for record in part.chain], part.zone, part.result) == ([API], ZONE, Result.NO_NAME)
    assert _ask([ZONE]).parts == (Given(1.0, (), result=Result.NO_NAME, reason=_ask([ZONE]).reason, zone=ZONE),)


def test_ways_through_records_are_counted() -> None:
    """Ten records that lead to ten records each, five levels deep: a hundred thousand ways."""
    nodes: list[Node] = [ZONE]
    names = [API, *(f"l{level}.example.internal" for level in range(5))]
    for here, there in zip(names, names[1:], strict=False):
        nodes += [
            _record(here, key=f"{here}{number}", weight=Known(1), alias=_to(f"record:{there}0")) for number in range(10)
        ]
    nodes += [_address(names[-1], "10.0.0.4", key=f"{names[-1]}{number}", weight=Known(1)) for number in range(10)]
    answer = _ask(nodes)
    assert (answer.result, answer.reason) == (Result.UNKNOWN, "there are more than 10000 ways through the records")


def test_many_levels_of_health_are_looked_at_once() -> None:
    """All unhealthy, fourteen levels deep: followed one by one this would never end."""
    down = HealthCheck(origin=Origin("down"), name="down", type=Known("TCP"), ip_address=Known("10.0.0.4"))
    names = [f"l{level}.example.internal" for level in range(14)]
    nodes: list[Node] = [ZONE, down]
    for here, there in zip(names, names[1:], strict=False):
        nodes += [
            _record(here, key=f"{here}{number}", weight=Known(1), alias=_to(f"record:{there}0")) for number in range(10)
        ]
    nodes += [
        _address(names[-1], "10.0.0.4", key=f"{names[-1]}{number}", weight=Known(1), health_check=Ref.by("down"))
        for number in range(10)
    ]
    topology = Topology(nodes)
    top = topology.node(f"record:{names[0]}0")
    assert isinstance(top, RecordSet)
    assert Resolver(topology, GEOGRAPHY).health(top).health is Health.UNHEALTHY


# One resolver, many conditions


@given(
    st.sets(st.sampled_from(["c:a", "c:b", "c:c"])),
    st.sets(st.sampled_from(["c:a", "c:b", "c:c"])),
    st.sets(st.sampled_from(["alarm:us-east-1", "alarm:us-west-2"])),
    st.sets(st.sampled_from(["target:us-east-1:0", "target:us-west-2:0"])),
)
def test_a_shared_resolver_answers_as_a_new_one(
    down: set[str], inverted: set[str], alarmed: set[str], drained: set[str]
) -> None:
    zone, name = Ref.by("zone:other.internal"), Known("api.other.internal")
    moved = [
        replace(node, zone=zone, record_name=name) if isinstance(node, RecordSet) else node
        for node in ACTIVE_ACTIVE
        if not isinstance(node, Vpc | HostedZone)
    ]
    topology = Topology([_vpc("client", "us-east-1"), *TREE, _zone("other.internal", "client"), *moved])
    client = topology.of(Vpc)[0]
    conditions = Conditions(
        checks=dict.fromkeys(down, False),
        inverted=frozenset(inverted),
        alarms=dict.fromkeys(alarmed, "ALARM"),
        targets=dict.fromkeys(drained, False),
    )
    base = Resolver(topology, GEOGRAPHY)
    shared, alone = base.under(conditions), Resolver(topology, GEOGRAPHY, conditions)
    for asked, touched in ((API, down | inverted), ("api.other.internal", alarmed | drained)):
        assert shared.answer(client, asked) == alone.answer(client, asked)
        assert (shared.answer(client, asked) is base.answer(client, asked)) == (not touched)
    assert base.under(conditions).under(Conditions()).answer(client, API) is base.answer(client, API)


def test_answer_without_explanation() -> None:
    topology = Topology([_vpc("client", "us-east-1"), *TREE])
    resolver = Resolver(topology, GEOGRAPHY)
    client = topology.of(Vpc)[0]
    explained, short = resolver.answer(client, API), resolver.answer(client, API, explain=False)
    assert (short.given, short.result, short.steps) == (explained.given, explained.result, ())
    assert explained.steps


# Random designs

REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2"]


@given(
    st.lists(st.sampled_from(REGIONS), min_size=1, unique=True),
    st.sampled_from(REGIONS),
    st.data(),
)
def test_latency_answers_with_the_nearest_healthy_region(regions: list[str], home: str, data: st.DataObject) -> None:
    """Whatever fails, the answer is the nearest Region among the healthy, or among all when none is."""
    alarmed = data.draw(st.sets(st.sampled_from(regions)))
    drained = data.draw(st.sets(st.sampled_from(regions)))
    nodes: list[Node] = [_vpc("client", home), ZONE, *(node for region in regions for node in _region(region))]
    conditions = Conditions(
        alarms={f"alarm:{region}": "ALARM" for region in alarmed},
        targets={f"target:{region}:0": False for region in drained},
    )
    (part,) = _ask(nodes, conditions=conditions).given
    alive = [region for region in regions if region not in alarmed | drained]
    expected = min(alive or regions, key=lambda region: distance_km(home, region) or 0.0)
    assert part.target is not None
    assert (part.target.name, part.healthy) == (expected, bool(alive))


@given(st.lists(st.tuples(st.integers(0, 255), st.booleans()), min_size=1, max_size=6))
def test_weighted_shares_add_up_and_spare_the_unhealthy(records: list[tuple[int, bool]]) -> None:
    nodes: list[Node] = [ZONE]
    for number, (weight, _) in enumerate(records):
        nodes.append(HealthCheck(origin=Origin(f"c{number}"), type=Known("TCP")))
        nodes.append(
            _address(API, f"10.0.0.{number}", key=f"r{number}", weight=Known(weight), health_check=Ref.by(f"c{number}"))
        )
    failed = {f"c{number}": False for number, (_, healthy) in enumerate(records) if not healthy}
    answer = _ask(nodes, conditions=Conditions(checks=failed))
    assert sum(part.share for part in answer.given) == pytest.approx(1)
    down = {f"r{number}" for number, (_, healthy) in enumerate(records) if not healthy}
    if len(down) < len(records):
        assert not any(part.chain[0].name in down for part in answer.given)
        assert all(part.healthy for part in answer.given)
