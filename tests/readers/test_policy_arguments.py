"""What a policy gets from the SDK, read without falling into its traps; one test for each trap that an upgrade may take
away (pulumi 3.272.0, pulumi_policy 1.21.0)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi_policy import (
    EnforcementLevel,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UnknownValueError, unknown_checking_proxy

from privateapi.packs.testing import UNKNOWN as UNKNOWN_VALUE
from privateapi.packs.testing import Resource, run, secret
from privateapi.readers.policy_arguments import Inputs, read_stack, unwrapped
from privateapi.readers.resource import SECRET, SENTINELS, UNKNOWN, ReadResource

VPC = "aws:ec2/vpc:Vpc"


def read(
    *resources: Resource, gather: bool = True, config: dict[str, dict[str, str]] | None = None
) -> list[ReadResource]:
    """What is read of a run with those resources."""
    inputs, found = Inputs(), list[ReadResource]()

    def stack(args: StackValidationArgs, report: ReportViolation) -> None:
        found.extend(read_stack(args, inputs, config))

    def remediate(args: ResourceValidationArgs) -> None:
        inputs.gather(args)

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if gather:
            inputs.gather_unmarked(args)

    level = EnforcementLevel.REMEDIATE if gather else EnforcementLevel.ADVISORY
    policies = [
        ResourceValidationPolicy("inputs", "inputs", validate, level, remediate=remediate),
        StackValidationPolicy("stack", "stack", stack),
    ]
    result = run(policies, resources)
    assert result.diagnostics == [] and result.not_applicable == []
    return found


def properties(resource: Resource, **options: Any) -> Any:
    (found,) = read(resource, **options)
    return found.properties


def during_run(resource: Resource, look: Callable[[Any], object]) -> object:
    """What `look` finds in the properties that a stack policy gets."""
    seen: list[object] = []
    run(
        [StackValidationPolicy("look", "look", lambda args, report: seen.append(look(args.resources[0].props)))],
        [resource],
    )
    return seen[0]


def test_sdk_proxies_are_no_lists_and_no_dictionaries() -> None:
    resource = Resource(VPC, "a", {"list": ["x"], "map": {"k": "v"}})
    assert during_run(resource, lambda props: isinstance(props["list"], list)) is False
    assert during_run(resource, lambda props: isinstance(props["map"], dict)) is False
    assert properties(resource) == {"list": ["x"], "map": {"k": "v"}}


def test_sdk_slices_leak_sentinels() -> None:
    resource = Resource(VPC, "a", {"list": ["x", UNKNOWN_VALUE]})
    assert during_run(resource, lambda props: props["list"][0:2][1] in SENTINELS) is True
    assert properties(resource) == {"list": ["x", UNKNOWN]}


def test_sdk_raises_on_unknown_values() -> None:
    props = unknown_checking_proxy({"a": next(iter(SENTINELS))})
    with pytest.raises(UnknownValueError):
        props["a"]
    assert unwrapped(props) == {"a": UNKNOWN}


def test_sdk_numbers_are_floats() -> None:
    resource = Resource(VPC, "a", {"port": 443})
    assert during_run(resource, lambda props: type(props["port"])) is float
    assert type(properties(resource)["port"]) is int


def test_sdk_secrets_are_plain_in_a_stack_policy() -> None:
    resource = Resource(VPC, "a", {"cidrBlock": secret("10.0.0.0/16"), "tags": {"x": secret("hunter2")}})
    assert during_run(resource, lambda props: props["cidrBlock"]) == "10.0.0.0/16"
    assert properties(resource) == {"cidrBlock": SECRET, "tags": {"x": SECRET}}


def test_secret_list_element() -> None:
    assert properties(Resource(VPC, "a", {"list": ["x", secret("y"), UNKNOWN_VALUE]})) == {
        "list": ["x", SECRET, UNKNOWN]
    }


def test_secret_outputs() -> None:
    resource = Resource(VPC, "a", {}, {"password": "hunter2"}, additional_secret_outputs=["password"])
    assert properties(resource) == {"password": SECRET}


def test_without_gathered_inputs() -> None:
    """As with `--target`: a resource that the program did not register has its outputs only."""
    resource = Resource(VPC, "a", {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False})
    assert properties(resource, gather=False) == {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False}


def test_component_inputs() -> None:
    """A stack policy gets what a component registers; its inputs are seen by resource policies only."""
    component = Resource(
        "privateapi:aws:Network", "n", {"cidrBlock": "10.0.0.0/16"}, {"vpcId": UNKNOWN_VALUE}, component=True
    )
    assert during_run(component, lambda props: list(props)) == ["vpcId"]
    assert properties(component) == {"cidrBlock": "10.0.0.0/16", "vpcId": UNKNOWN}


def test_assets() -> None:
    assert unwrapped({"code": pulumi.StringAsset("x"), "archive": pulumi.FileArchive("y")}) == {
        "code": UNKNOWN,
        "archive": UNKNOWN,
    }


def test_references() -> None:
    component = Resource("privateapi:aws:Network", "n", component=True)
    vpc = Resource(VPC, "a", {"cidrBlock": "10.0.0.0/16"}, parent=component)
    other = Resource(VPC, "b")
    subnet = Resource(
        "aws:ec2/subnet:Subnet", "s", {"vpcId": vpc.output(), "ids": [other.output(), vpc.output()]}, depends_on=[other]
    )
    found = {each.name: each for each in read(subnet, vpc, other, component)}
    assert found["s"].dependencies == {"vpcId": (vpc.urn,), "ids": (other.urn, vpc.urn)}
    assert found["s"].depends_on == (other.urn, vpc.urn)
    assert found["s"].properties == {"vpcId": UNKNOWN, "ids": [UNKNOWN, UNKNOWN]}
    assert (found["a"].parent, found["s"].parent) == (component.urn, "")
    assert (found["a"].type, found["a"].key) == (VPC, vpc.urn)


def test_order_is_that_of_keys() -> None:
    assert [each.name for each in read(Resource(VPC, "b"), Resource(VPC, "a"))] == ["a", "b"]


def test_known_outputs() -> None:
    vpc = Resource(VPC, "a", {"cidrBlock": "10.0.0.0/16"}, {"id": "vpc-1", "arn": "arn"})
    subnet = Resource("aws:ec2/subnet:Subnet", "s", {"vpcId": vpc.output()})
    found = {each.name: each for each in read(vpc, subnet)}
    assert found["a"].properties == {"cidrBlock": "10.0.0.0/16", "id": "vpc-1", "arn": "arn"}
    assert (found["s"].properties, found["s"].dependencies) == ({"vpcId": "vpc-1"}, {"vpcId": (vpc.urn,)})


def test_provider_and_configuration() -> None:
    one = Resource(VPC, "a", provider={"region": "us-west-2", "accessKey": secret("hunter2")})
    two = Resource(VPC, "b", provider=None)
    found = read(one, two, config={"aws": {"region": "us-east-1"}})
    assert [(each.provider.get("region"), each.config) for each in found] == [
        ("us-west-2", {"region": "us-east-1"}),
        (None, {"region": "us-east-1"}),
    ]
