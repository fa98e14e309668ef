"""What a component's arguments say of a design: judged by the rules of the packs, at the path of each argument."""

import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pulumi
import pytest

import components.aws
from components.component import Component
from components.design import ComponentDesign, document, reference, references
from components.errors import ComponentError
from privateapi.readers.pulumi_types.apigateway import rest_api
from privateapi.rules.aws_apigw.integration_timeout import IntegrationTimeout
from privateapi.rules.aws_cidr.subnet_inside_vpc import SubnetInsideVpc
from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.rules.aws_health.insufficient_data import InsufficientData
from privateapi.rules.design import Settings
from privateapi.rules.engine import all_rules
from privateapi.topology.model import HealthCheck, Subnet, Vpc
from privateapi.topology.values import HOLE, MISSING, UNKNOWN, Known, PartlyKnown, Ref
from tests.components.declaring import declare


def _vpc(design: ComponentDesign, cidr: str, path: str = "cidr") -> Ref:
    return design.add(Vpc(origin=design.origin(path), name="hub", cidr_block=Known(cidr)))


def test_text_is_the_packs_text_after_the_path() -> None:
    design = ComponentDesign("Hub", "main")
    _vpc(design, "10.0.0.0/8")
    [fault] = design.faults((VpcBlock(),))
    assert fault == (
        "cidr: AWS-CIDR-01: VPC hub: cidrBlock '10.0.0.0/8' is a /8; a VPC takes /16 to /28. Fix: give the VPC a "
        "block of /16 to /28 without host bits, such as 10.0.0.0/16"
    )
    with pytest.raises(ComponentError) as caught:
        design.require((VpcBlock(),))
    assert str(caught.value) == f"Hub (main):\n  {fault}"


def test_path_of_the_part_that_is_the_components_own() -> None:
    around = ComponentDesign("Network", "net")
    vpc = _vpc(around, "10.0.0.0/16", "plan")
    design = ComponentDesign("Hub", "main", [around])
    design.add(Subnet(origin=design.origin("subnets[0]"), name="a", vpc=vpc, cidr_block=Known("10.1.0.0/24")))
    [fault] = design.faults((SubnetInsideVpc(),))
    assert fault.startswith("subnets[0]: AWS-CIDR-02: subnet a has 10.1.0.0/24, but VPC hub has 10.0.0.0/16")
    assert set(design.nodes) == {"Network net#plan", "Hub main#subnets[0]"} and set(around.nodes) == {
        "Network net#plan"
    }
    outside = ComponentDesign("Other", "other", [design])
    [fault] = outside.faults((SubnetInsideVpc(),))
    assert fault.startswith("AWS-CIDR-02: "), "no argument of this component is wrong"


def test_what_is_not_known_is_left_to_the_packs() -> None:
    design = ComponentDesign("Hub", "main")
    design.add(Vpc(origin=design.origin("cidr"), name="hub", cidr_block=UNKNOWN))
    design.require((VpcBlock(),))


def test_advisory() -> None:
    design = ComponentDesign("Hub", "main")
    design.add(HealthCheck(origin=design.origin("check"), name="hub", type=Known("CLOUDWATCH_METRIC")))
    assert design.faults((InsufficientData(),)) == []
    [fault] = design.faults((InsufficientData(),), advisory=True)
    assert fault.startswith("check: AWS-HC-06: health check hub has no insufficientDataHealthStatus")


def test_read_as_the_packs_read() -> None:
    """The parts of a resource stand below its path, and settings count as in the packs."""
    integration = {"type": "http_proxy", "uri": "https://example.com/", "timeoutInMillis": 20}
    operation = {"x-amazon-apigateway-integration": {**integration, "credentials": None}}
    body = {"openapi": "3.0.1", "paths": {"/orders": {"get": operation}}}
    design = ComponentDesign("Hub", "main")
    ref = design.read(rest_api, "privateapi:apigateway:RestApi", "body", "api", {"body": body, "region": "us-east-1"})
    assert ref == Ref(UNKNOWN, ("Hub main#body",))
    [fault] = design.faults((IntegrationTimeout(),))
    assert fault.startswith("body.GET /orders: AWS-API-17: ") and "timeoutMilliseconds 20; 50 is the least" in fault
    integration["timeoutInMillis"] = 40_000
    raised = ComponentDesign("Hub", "main")
    operation["x-amazon-apigateway-integration"] = integration
    inputs = {"body": body, "endpointConfiguration": {"types": ["PRIVATE"]}}
    raised.read(rest_api, "privateapi:apigateway:RestApi", "body", "api", inputs)
    assert "more than 29000 (default quota" in raised.faults((IntegrationTimeout(),))[0]
    assert raised.faults((IntegrationTimeout(),), Settings(quotas={"aws.apigw.timeout": 60_000})) == []


def test_document() -> None:
    assert document(None) == MISSING
    assert document({"b": [1, True], "a": "x"}) == Known('{"a": "x", "b": [1, true]}')
    found: list[Any] = []

    def program() -> pulumi.ComponentResource:
        output = pulumi.Output.from_input("vpc-0a")
        found.extend(
            [document(pulumi.Output.from_input({"a": "x"})), document({"a": ["x", output]}), reference(output)]
        )
        return pulumi.ComponentResource("test:index:Nothing", "nothing")

    declare(program)
    whole, partly, ref = found
    assert whole.unknown and not isinstance(whole, PartlyKnown)
    assert isinstance(partly, PartlyKnown) and json.loads(partly.outline) == {"a": ["x", HOLE]}
    assert ref == Ref(UNKNOWN)


def test_references() -> None:
    refs = references([Ref(Known("subnet-0a"), ("a",)), Ref(UNKNOWN, ("b",))])
    assert refs.ids == Known((Known("subnet-0a"), UNKNOWN)) and refs.nodes == ("a", "b")


# No rule of the packs is about what the arguments of these say.
WITHOUT_RULES = {components.aws.Canary}


def _components() -> Iterator[type[Component]]:
    for name in components.aws.__all__:
        exported = getattr(components.aws, name)
        if inspect.isclass(exported) and issubclass(exported, Component) and exported not in WITHOUT_RULES:
            yield exported


@pytest.mark.parametrize("component", [pytest.param(each, id=each.__name__) for each in _components()])
def test_every_component_asks_rules(component: type[Component]) -> None:
    """What a component on AWS can know alone is judged by rules of the packs, and by none that is not theirs."""
    names = vars(inspect.getmodule(component)).values()
    assert any(inspect.isclass(each) and issubclass(each, ComponentDesign) for each in names)
    rules = {type(rule) for rule in all_rules().values()}
    assert rules & {each for each in names if inspect.isclass(each)}


SLOW_TO_LOAD = ("boto3", "networkx", "privateapi.topology.rehearsal", "pydantic")


def test_a_program_loads_nothing_slow() -> None:
    """A program without a fault does without the library for graphs, and what rehearses failures."""
    program = (
        "import sys; from tests.components.aws.test_multi_region_private_api import _declare; _declare(); "
        f"sys.exit(', '.join(name for name in {SLOW_TO_LOAD} if name in sys.modules) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
