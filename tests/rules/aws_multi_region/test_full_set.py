"""AWS-MR-01."""

import pytest

from privateapi.rules.aws_multi_region.full_set import FullSet
from privateapi.topology.model import (
    Alias,
    MultiRegionApi,
    Node,
    Target,
    VpcEndpoint,
)
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, UNKNOWN, Known, Ref, Refs, values_of
from tests.rules.designs import EAST, NAME, WEST, changed, two_levels, two_regions, without
from tests.rules.nodes import node, ref
from tests.rules.suite import RuleSuite, run

LEADS = "record b leads there to load balancer b-front"


def component(*regions: str) -> Node:
    """The component that says which Regions answer."""
    return node(MultiRegionApi, "api", domain_name=Known(NAME), regions=values_of(*regions))


def neither(*kinds: str) -> list[Node]:
    """The design without some parts in both Regions."""
    keys = [f"{kind}:{name}" for kind in kinds for name in ("a", "b")]
    return without(two_regions(), *keys)


# A part, the design without it in us-west-2, and what us-east-1 has.
MISSING_PARTS = [
    ("execute-api endpoint", without(two_regions(), "VpcEndpoint:b-api"), "VPC endpoint a-api"),
    ("TLS listener", without(two_regions(), "Listener:b-front"), "listener a-front"),
    ("TLS listener", changed(two_regions(), "Listener:b-front", protocol=Known("TCP")), "listener a-front"),
    ("target group", changed(two_regions(), "Listener:b-front", target_groups=NO_REFS), "target group a-front"),
    ("certificate", changed(two_regions(), "Listener:b-front", certificate=NO_REF), "that of listener a-front"),
    ("private REST API", changed(two_regions(), "RestApi:b", endpoint_type=MISSING), "REST API a"),
    ("API stage", without(two_regions(), "ApiStage:b"), "API stage a"),
    ("API domain", changed(two_regions(), "ApiDomain:b", domain_name=Known("shop.example.internal")), "API domain a"),
    ("health check", changed(two_regions(), "RecordSet:b", health_check=NO_REF), "health check a"),
    ("alarm", changed(two_regions(), "HealthCheck:b", alarm=NO_REF), "alarm a"),
    (
        "load balancer",
        changed(two_regions(), "RecordSet:b", alias=Known(Alias(target=ref(VpcEndpoint, "b-api")))),
        "load balancer a-front",
    ),
]


@pytest.mark.parametrize(("part", "nodes", "other"), MISSING_PARTS, ids=[part for part, _, _ in MISSING_PARTS])
def test_missing_part(part: str, nodes: list[Node], other: str) -> None:
    messages = [each.message for each in run(FullSet, nodes).violations]
    leads = "record b leads there to VPC endpoint b-api" if part == "load balancer" else LEADS
    assert f"{NAME} has no {part} in {WEST}, as {EAST} has ({other}): {leads}" in messages


class TestFullSet(RuleSuite):
    rule = FullSet
    passing = [
        ("the design of two Regions", two_regions()),
        ("two levels of records", two_levels()),
        ("two levels, stated by a component", [*two_levels(), component(EAST, WEST)]),
        ("stated by a component", [*two_regions(), component(EAST, WEST)]),
        ("a name in front of something else than an API", neither("ApiStage", "ApiDomain", "RestApi")),
        ("nothing in several Regions", [node(Target, "server")]),
    ]
    failing = [
        (
            "no stage in one Region",
            without(two_regions(), "ApiStage:b"),
            [f"{NAME} has no API stage in {WEST}, as {EAST} has (API stage a): {LEADS}"],
        ),
        (
            "no stage in one Region behind two levels",
            without(two_levels(), "ApiStage:b"),
            [
                f"{NAME} has no API stage in {WEST}, as {EAST} has (API stage a): record europe-b leads there to load "
                "balancer b-front"
            ],
        ),
        (
            "a third Region without a record",
            [*two_regions(), component(EAST, WEST, "eu-west-1")],
            [f"multi-Region API api names eu-west-1, but no record of {NAME} leads there"],
        ),
        (
            "one Region only",
            [component(EAST)],
            [
                f"multi-Region API api says that several Regions answer {NAME}, but names {EAST} only",
                f"multi-Region API api names {EAST}, but no record of {NAME} leads there",
            ],
        ),
    ]
    unknown = [
        (
            "the service of an endpoint",
            changed(two_regions(), "VpcEndpoint:b-api", service_name=UNKNOWN),
            [
                f"record b: the execute-api endpoint in {WEST}: VPC endpoint b-api may be it: "
                "its serviceName is not known yet"
            ],
        ),
        (
            "the type of an API",
            changed(two_regions(), "RestApi:b", endpoint_type=UNKNOWN),
            [
                f"record b: the private REST API in {WEST}: REST API b may be it: "
                "the endpoint type of REST API b is not known yet",
                f"record b: the API stage in {WEST}: API stage b may be it: "
                "the endpoint type of REST API b is not known yet",
            ],
        ),
        (
            "the protocol of a listener",
            changed(two_regions(), "Listener:b-front", protocol=UNKNOWN),
            [
                f"record b: the {part} in {WEST}: the protocol of listener b-front is not known yet"
                for part in ("TLS listener", "target group", "certificate")
            ],
        ),
        (
            "whose listener it is",
            changed(two_regions(), "Listener:b-front", load_balancer=Ref(UNKNOWN)),
            [
                f"record b: the {part} in {WEST}: the load balancer of listener b-front is not known yet"
                for part in ("TLS listener", "target group", "certificate")
            ],
        ),
        (
            "the groups of a listener",
            changed(two_regions(), "Listener:b-front", target_groups=Refs(UNKNOWN)),
            [f"record b: the target group in {WEST}: the list of groups of listener b-front is not known yet"],
        ),
        (
            "what a record points to",
            changed(two_regions(), "RecordSet:b", alias=UNKNOWN),
            ["record b: its alias is not known yet"],
        ),
    ]
