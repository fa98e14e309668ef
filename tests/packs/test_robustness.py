"""Bad input: whatever stands in a property, nothing breaks, nothing passes unseen, and no secret is shown.

Every type that is read gets values of every wrong kind in every property that its mapping names.
"""

from __future__ import annotations

import inspect
import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privateapi.packs.analysis import Analysis, analyse
from privateapi.packs.pack import Pack
from privateapi.packs.settings import PackSettings
from privateapi.packs.testing import UNKNOWN as HARNESS_UNKNOWN
from privateapi.packs.testing import Resource, run, secret
from privateapi.readers.mapping import mapped_types, topology_of
from privateapi.readers.resource import SECRET, UNKNOWN, ReadResource
from privateapi.rules.engine import all_rules

HIDDEN = "hunter2"
"""Stands in every secret value."""
TYPES = sorted(mapped_types())
GROUPS = sorted({rule.fact.group for rule in all_rules().values()})


@cache
def names(type: str) -> tuple[str, ...]:
    """The property names that the module of the type's mapping has in its text."""
    module = inspect.getmodule(mapped_types()[type])
    assert module is not None
    found = set(re.findall(r'"([a-z][A-Za-z0-9]*)"', inspect.getsource(module)))
    return tuple(sorted(found - {"parent", "region"}))


def urn(name: str, type: str) -> str:
    return f"urn:pulumi:dev::test::{type}::{name}"


def resource(type: str, properties: dict[str, Any], name: str = "a", **more: Any) -> ReadResource:
    return ReadResource(key=urn(name, type), type=type, name=name, properties=properties, **more)


def judged(*resources: ReadResource, strict: bool = False) -> Analysis:
    chosen = PackSettings(strict=strict, environment="production", rto_seconds=60, maximum_time_to_move=60)
    return analyse(topology_of(resources), all_rules().values(), chosen, today=date(2026, 11, 21))


def said(analysis: Analysis) -> str:
    return "\n".join([*(each.text for each in analysis.findings), *(each.text for each in analysis.unjudged)])


def nested(value: Any) -> Any:
    """The value wherever an object may have a property."""
    return {name: value for name in ("cidrBlock", "vpcId", "subnetId", "name", "weight", "ipProtocol", "value", "vpcs")}


STATEMENT = '{"Version": "2012-10-17", "Statement": %s}'
VALUES: dict[str, Any] = {
    "nothing": None,
    "unknown": UNKNOWN,
    "secret": SECRET,
    "true": True,
    "zero": 0,
    "a negative number": -1,
    "a fraction": 1.5,
    "a huge number": 10**30,
    "an empty text": "",
    "a text": "so-so",
    "a text of one kind of everything": "10.0.0.0/16, ${x} \x00 é 漢字 \ud83d",
    "a block with host bits": "10.0.0.1/8",
    "a block that is none": "300.0.0.0/99",
    "the whole Internet": "0.0.0.0/0",
    "the whole Internet in IPv6": "::/0",
    "an empty list": [],
    "an empty map": {},
    "a list of numbers": [1, 2.5, True, None],
    "a list with unknowns": ["10.0.0.0/16", UNKNOWN, SECRET],
    "a list of lists": [[["x"]]],
    "a map of unknowns": nested(UNKNOWN),
    "a list of maps": [nested(3), nested("x"), nested(None), nested([]), nested(SECRET), 3],
    "a document that is no JSON": "{not JSON",
    "a document that is a list": "[1, 2]",
    "a document that is deep": '{"Statement": ' + "[" * 3000 + "]" * 3000 + "}",
    "a document without statements": "{}",
    "statements that are a number": STATEMENT % "3",
    "statements that are numbers": STATEMENT % "[3, null]",
    "a statement of wrong parts": STATEMENT
    % '[{"Effect": 3, "Principal": [3], "Action": {}, "Resource": null, "Condition": [{"StringEquals": 3}]}]',
    "a statement of wrong conditions": STATEMENT
    % '{"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": {"DateLessThan": {"aws:CurrentTime": "x"}}}',
}


@pytest.mark.parametrize("case", VALUES)
def test_every_type_with_one_value_everywhere(case: str) -> None:
    value = VALUES[case]
    found = judged(*(resource(type, dict.fromkeys(names(type), value)) for type in TYPES))
    assert found.faults == []
    assert found.rules == len(all_rules())


THOUSANDS: dict[str, Any] = {
    "texts": [f"10.{number // 250}.{number % 250}.0/24" for number in range(1000)],
    "maps": [nested(f"10.0.{number % 250}.0/24") for number in range(1000)],
}


@pytest.mark.parametrize("case", THOUSANDS)
@pytest.mark.parametrize("type", [type for type in TYPES if type.startswith("privateapi:") or "alicloud" in type])
def test_a_thousand_elements_everywhere(type: str, case: str) -> None:
    assert judged(resource(type, dict.fromkeys(names(type), THOUSANDS[case]))).faults == []


@pytest.mark.parametrize("type", TYPES)
def test_one_resource_of_a_type_with_nothing(type: str) -> None:
    assert judged(resource(type, {})).faults == []


PLAIN = st.recursive(
    st.sampled_from([value for value in VALUES.values() if not isinstance(value, list | dict)]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(nested(0))), inner, max_size=4),
    max_leaves=6,
)
KEYS = [urn(name, type) for type in TYPES for name in "ab"]


@st.composite
def designs(draw: st.DrawFn) -> list[ReadResource]:
    """Some resources with some properties, computed from any resources: also from themselves, or in a circle."""
    resources = []
    for type in draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=8)):
        properties = draw(st.dictionaries(st.sampled_from(names(type)), PLAIN, max_size=8))
        sources = st.lists(st.sampled_from(KEYS), max_size=3).map(tuple)
        resources.append(
            resource(
                type,
                properties,
                draw(st.sampled_from("ab")),
                dependencies={name: draw(sources) for name in properties},
                depends_on=draw(sources),
                parent=draw(st.sampled_from(["", *KEYS])),
                id=draw(st.sampled_from([None, "vpc-1", "so-so"])),
                live=draw(st.booleans()),
            )
        )
    return resources


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(designs())
def test_random_designs(resources: list[ReadResource]) -> None:
    assert judged(*resources).faults == []


def pack() -> Pack:
    return Pack("everything", "All groups", GROUPS)


def through_proxies(value: Any) -> Any:
    if value is UNKNOWN:
        return HARNESS_UNKNOWN
    if value is SECRET:
        return secret(HIDDEN)
    if isinstance(value, dict):
        return {name: through_proxies(item) for name, item in value.items()}
    return [through_proxies(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "case",
    [
        "unknown",
        "secret",
        "a list with unknowns",
        "a map of unknowns",
        "a list of lists",
        "a list of maps",
        "a document that is no JSON",
    ],
)
def test_real_proxies(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As the engine gives it: the pack neither fails nor shows a secret, also when it says all it could not judge."""
    value = through_proxies(VALUES[case])
    resources = [Resource(type, "a", dict.fromkeys(names(type), value)) for type in TYPES]
    result = run(pack().servicer(), resources, {"everything": {"strict": True}})
    shown = "\n".join(result.messages()) + capsys.readouterr().err
    assert result.not_applicable == []
    assert "can't run policy" not in shown and "fault" not in shown.replace("default", "")
    assert HIDDEN not in shown
    assert "not judged" in shown


def test_secrets_of_every_type_stay_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    """A secret inside a list or a map, and one that the program marks only among its outputs."""
    hidden = [secret(HIDDEN), {"value": secret(HIDDEN)}, [secret([HIDDEN])]]
    resources = [
        Resource(type, "a", dict.fromkeys(names(type), hidden), {"token": HIDDEN}, additional_secret_outputs=["token"])
        for type in TYPES
    ]
    result = run(pack().servicer(), resources, {"everything": {"strict": True}})
    assert HIDDEN not in "\n".join(result.messages()) + capsys.readouterr().err


def test_circles() -> None:
    """Gateways that are peered in a circle, a group that lets itself in, aliases that name each other."""
    record = "privateapi:route53:RecordSet"
    zone = resource("privateapi:route53:HostedZone", {"name": "example.com", "vpcs": [{"vpcId": "vpc-1"}]}, "z")
    alias = {"zoneId": UNKNOWN, "name": UNKNOWN, "evaluateTargetHealth": True}
    circle = [
        resource(
            record,
            {"zoneId": UNKNOWN, "name": f"{own}.example.com", "type": "A", "alias": alias},
            own,
            dependencies={"alias": (urn(other, record),), "zoneId": (zone.key,)},
            depends_on=(urn(other, record),),
            parent=urn(other, record),
        )
        for own, other in ("ab", "bc", "ca")
    ]
    peering = "privateapi:ec2:TransitGatewayPeering"
    gateway = "privateapi:ec2:TransitGateway"
    gateways = [resource(gateway, {"region": "us-east-1", "amazonSideAsn": 64512}, name) for name in "abc"]
    peerings = [
        resource(
            peering,
            {"transitGatewayId": UNKNOWN, "peerTransitGatewayId": UNKNOWN},
            f"{own}{other}",
            dependencies={"transitGatewayId": (urn(own, gateway),), "peerTransitGatewayId": (urn(other, gateway),)},
        )
        for own, other in ("ab", "bc", "ca", "aa")
    ]
    found = judged(zone, *circle, *gateways, *peerings)
    assert found.faults == []
    assert found.unjudged or found.findings


VPC, SUBNET = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"
ENDPOINT, API = "aws:ec2/vpcEndpoint:VpcEndpoint", "aws:apigateway/restApi:RestApi"


@pytest.mark.parametrize(
    ("type", "name", "properties"),
    [
        (VPC, "cidrBlock", {}),
        (SUBNET, "cidrBlock", {"vpcId": "vpc-1"}),
        (ENDPOINT, "policy", {"serviceName": "com.amazonaws.us-east-1.execute-api", "vpcEndpointType": "Interface"}),
        ("aws:route53/record:Record", "weightedRoutingPolicies", {"name": "a.example.com", "type": "A"}),
        ("privateapi:route53:RecordSet", "weight", {"name": "a.example.com", "type": "A", "setIdentifier": "a"}),
        ("alicloud:vpc/switch:Switch", "cidrBlock", {"zoneId": "cn-hangzhou-i"}),
    ],
)
@pytest.mark.parametrize(
    "case",
    ["unknown", "secret", "true", "a text", "a list of lists", "a block that is none", "a document that is no JSON"],
)
def test_nothing_passes_unseen(type: str, name: str, properties: dict[str, Any], case: str) -> None:
    """The property is named in what is found or counted, and its value is not shown when it is secret."""
    without = said(judged(resource(type, properties)))
    found = judged(resource(type, {**properties, name: VALUES[case]}))
    assert found.faults == []
    new = [each for each in said(found).splitlines() if each not in without.splitlines()]
    assert new, f"{name} of {type} passes as {VALUES[case]!r}"
