"""What instances of API Gateway on Alibaba Cloud get for the hosts of backends."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privateapi.topology.dns import Result
from privateapi.topology.internal_domains import InternalDomains, weighted
from privateapi.topology.model import (
    GatewayInstance,
    InternalRecord,
    InternalRecordAssociation,
    Node,
    Origin,
    Topology,
    VpcAccess,
    WeightedAddress,
)
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref, Refs

HOST = "orders.internal"
INSTANCE = GatewayInstance(origin=Origin("instance"), name="gateway")
OTHER = GatewayInstance(origin=Origin("other"), name="other")


def _record(*addresses: tuple[str, Any], key: str = "record", **fields: Any) -> InternalRecord:
    given = tuple(
        WeightedAddress(Known(address), weight if weight in (UNKNOWN, MISSING) else Known(weight))
        for address, weight in addresses
    )
    record = InternalRecord(
        origin=Origin(key), name=key, domain_name=Known(HOST), type=Known("A"), addresses=Known(given)
    )
    return replace(record, **fields)


def _given_to(*instances: str, record: str = "record", **fields: Any) -> InternalRecordAssociation:
    association = InternalRecordAssociation(
        origin=Origin(f"{record}:association"), name=record, record=Ref.by(record), instances=Refs.by(*instances)
    )
    return replace(association, **fields)


TWO = _record(("10.0.0.1", 1), ("10.0.0.2", 2))


@pytest.mark.parametrize(
    ("case", "nodes", "shares"),
    [
        ("weights of 1 and 2", [TWO, _given_to("instance")], {"10.0.0.1": 1 / 3, "10.0.0.2": 2 / 3}),
        (
            "a weight of 0 gets nothing",
            [_record(("10.0.0.1", 0), ("10.0.0.2", 5)), _given_to("instance")],
            {"10.0.0.2": 1},
        ),
        ("an address without a weight", [_record(("10.0.0.1", MISSING)), _given_to("instance")], {"10.0.0.1": 1}),
        ("given to several", [TWO, _given_to("other", "instance")], {"10.0.0.1": 1 / 3, "10.0.0.2": 2 / 3}),
        (
            "named by its domain",
            [TWO, _given_to("instance", instances=Refs.by("instance"), record=HOST)],
            {"10.0.0.1": 1 / 3, "10.0.0.2": 2 / 3},
        ),
        (
            "another domain beside it",
            [
                TWO,
                _given_to("instance"),
                _record(("10.0.0.9", 1), key="else", domain_name=Known("else.internal")),
                _given_to("instance", record="else"),
            ],
            {"10.0.0.1": 1 / 3, "10.0.0.2": 2 / 3},
        ),
    ],
)
def test_shares(case: str, nodes: list[Node], shares: dict[str, float]) -> None:
    named = [
        replace(node, record=Ref.to(HOST))
        if isinstance(node, InternalRecordAssociation) and node.name == HOST
        else node
        for node in nodes
    ]
    answer = InternalDomains(Topology([INSTANCE, OTHER, *named])).answer(INSTANCE, "Orders.internal.")
    assert answer.result is Result.ANSWERED
    assert {part.values.get()[0]: part.share for part in answer.given} == pytest.approx(shares)
    assert [step.text for step in answer.steps][:2] == [
        f"API Gateway instance gateway asks for {HOST}",
        "internal DNS record record answers for orders.internal",
    ]


ACCESS = VpcAccess(origin=Origin("access"), name="access", host=Known("Orders.internal"))
BY_ACCESS = _record(type=Known("VPC"), addresses=MISSING)


@pytest.mark.parametrize(
    ("case", "nodes", "result", "reason"),
    [
        (
            "not given to the instance",
            [TWO, _given_to("other")],
            "public",
            f"no internal DNS record for {HOST} is given to API Gateway instance gateway: the public DNS is asked",
        ),
        (
            "one address with a weight of 0",
            [_record(("10.0.0.1", 0)), _given_to("instance")],
            "no answer",
            "internal DNS record record has no address with a weight above 0: it gets no traffic and takes no effect",
        ),
        (
            "all weights 0, which are equal shares with Route 53",
            [_record(("10.0.0.1", 0), ("10.0.0.2", 0)), _given_to("instance")],
            "no answer",
            "internal DNS record record has no address with a weight above 0: it gets no traffic and takes no effect",
        ),
        (
            "the host of no VPC access authorization",
            [BY_ACCESS, _given_to("instance"), replace(ACCESS, host=Known("else.internal"))],
            "no answer",
            f"internal DNS record record is for the host of a VPC access authorization, and none has the host {HOST}",
        ),
        (
            "instances that are not known",
            [TWO, _given_to(instances=Refs(UNKNOWN))],
            "unknown",
            "whether internal DNS association record is for API Gateway instance gateway is not known",
        ),
        (
            "a record that is not known",
            [TWO, _given_to("instance", record="x")],
            "unknown",
            "internal DNS association x: its record is not known yet",
        ),
        (
            "a domain name that is not known",
            [replace(TWO, domain_name=UNKNOWN), _given_to("instance")],
            "unknown",
            "the domain name of internal DNS record record is not known",
        ),
        (
            "addresses that are not known",
            [replace(TWO, addresses=UNKNOWN), _given_to("instance")],
            "unknown",
            "the addresses of internal DNS record record are not known",
        ),
        (
            "a weight that is not known",
            [_record(("10.0.0.1", 1), ("10.0.0.2", UNKNOWN)), _given_to("instance")],
            "unknown",
            "records[1].weight of internal DNS record record is not known yet",
        ),
        (
            "two records of one name",
            [
                TWO,
                _given_to("instance"),
                _record(("10.0.0.3", 1), key="second"),
                _given_to("instance", record="second"),
            ],
            "unknown",
            f"internal DNS record record and internal DNS record second are both for {HOST}",
        ),
    ],
)
def test_no_address(case: str, nodes: list[Node], result: str, reason: str) -> None:
    answer = InternalDomains(Topology([INSTANCE, OTHER, *nodes])).answer(INSTANCE, HOST)
    assert (answer.result, answer.reason, answer.given) == (result, reason, ())


def test_conventional_instances_get_the_host_of_a_vpc_access_authorization() -> None:
    answer = InternalDomains(Topology([INSTANCE, BY_ACCESS, _given_to("instance"), ACCESS])).answer(INSTANCE, HOST)
    (part,) = answer.given
    assert (answer.result, part.target, part.values) == (Result.ANSWERED, ACCESS, UNKNOWN)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_shares_are_the_ratio_of_the_weights(weights: list[int]) -> None:
    record = _record(*((f"10.0.0.{place}", weight) for place, weight in enumerate(weights)))
    parts = weighted(record, record.addresses.get())
    if not any(weights):
        assert [part.result for part in parts] == [Result.NO_ANSWER]
        return
    assert sum(part.share for part in parts) == pytest.approx(1)
    shares = {part.values.get()[0]: part.share for part in parts}
    assert shares == pytest.approx(
        {f"10.0.0.{place}": weight / sum(weights) for place, weight in enumerate(weights) if weight}
    )
