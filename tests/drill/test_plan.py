"""The drill that is found in a stack, and what is said where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privateapi.drill.errors import DrillError
from privateapi.drill.plan import Client, plan_drill
from privateapi.topology.model import HealthCheck, Node, RecordSet, Topology
from privateapi.topology.values import NO_REF, UNKNOWN
from tests.drill.clouds import deployed
from tests.topology.design import EAST, NAME, WEST


def test_region_and_its_health_check_are_found() -> None:
    plan = plan_drill(deployed(), "active-active", WEST)
    assert (plan.name, plan.region, plan.health_check_id, plan.zone_id) == (NAME, WEST, f"check:{WEST}", "zone")
    assert plan.clients == (Client(EAST, f"vpc:{EAST}", EAST), Client(WEST, f"vpc:{WEST}", WEST))
    assert plan.regions == (EAST, WEST)


def test_region_of_the_first_client_is_taken_when_none_is_given() -> None:
    assert plan_drill(deployed(), "active-active").region == EAST


def test_name_is_found_however_it_is_written() -> None:
    assert plan_drill(deployed(), "active-active", EAST, f"{NAME.upper()}.").name == NAME


def _without_check(node: Node) -> Node:
    return replace(node, health_check=NO_REF) if isinstance(node, RecordSet) else node


def _unknown_check(node: Node) -> Node:
    return replace(node, id=UNKNOWN) if isinstance(node, HealthCheck) else node


@pytest.mark.parametrize(
    ("topology", "region", "name", "message"),
    [
        (deployed(), "eu-west-1", "", f"{NAME} is not answered by 'eu-west-1'; there are {EAST}, {WEST}"),
        (deployed(), EAST, "other.example.com", f"no name 'other.example.com' in several Regions; there is {NAME}"),
        (Topology(), EAST, "", "has no name that several Regions answer; is it deployed"),
        (deployed(_without_check), EAST, "", f"the record of {NAME} in {EAST} has no health check of the stack"),
        (deployed(_unknown_check), EAST, "", "the stack 'active-active' is not deployed"),
    ],
    ids=["no such Region", "no such name", "no stack", "no health check", "not deployed"],
)
def test_what_cannot_be_drilled_is_said(topology: Topology, region: str, name: str, message: str) -> None:
    with pytest.raises(DrillError) as refused:
        plan_drill(topology, "active-active", region, name)
    assert message in str(refused.value)
