"""What the engine sends to an analyzer, read as plain data (engine 3.200.0)."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import struct_pb2

from privateapi.packs.testing import UNKNOWN as UNKNOWN_VALUE
from privateapi.packs.testing import Resource, run, secret
from privateapi.protocol import analyzer_pb2, analyzer_pb2_grpc
from privateapi.readers.analyzer import properties_of, read_stack
from privateapi.readers.resource import SECRET, SECRET_SIGNATURE, SENTINELS, SIGNATURE, UNKNOWN, Plain, ReadResource

VPC = "aws:ec2/vpc:Vpc"


class Reader(analyzer_pb2_grpc.AnalyzerServicer):
    """An analyzer that only reads."""

    def __init__(self, gather: bool, config: dict[str, dict[str, str]] | None) -> None:
        self.gather = gather
        self.config = config
        self.inputs: dict[str, dict[str, Plain]] = {}
        self.found: list[ReadResource] = []

    def Remediate(self, request: Any, context: Any) -> Any:
        return analyzer_pb2.RemediateResponse()

    def Analyze(self, request: Any, context: Any) -> Any:
        if self.gather:
            self.inputs[request.urn] = properties_of(request.properties)
        return analyzer_pb2.AnalyzeResponse()

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        self.found = read_stack(request.resources, self.inputs, self.config)
        return analyzer_pb2.AnalyzeResponse()


def read(
    *resources: Resource, gather: bool = True, config: dict[str, dict[str, str]] | None = None
) -> list[ReadResource]:
    """What is read of a run with those resources."""
    reader = Reader(gather, config)
    run(reader, resources)
    return reader.found


def properties(resource: Resource, **options: Any) -> Any:
    (found,) = read(resource, **options)
    return found.properties


def test_plain_values() -> None:
    given = {"list": ["x", 1, None], "map": {"k": "v"}, "port": 443, "weight": 0.5, "on": True, "off": False}
    found = properties(Resource(VPC, "a", given))
    assert found == given
    assert type(found["port"]) is int and type(found["on"]) is bool


@pytest.mark.parametrize("sentinel", sorted(SENTINELS))
def test_unknown_values(sentinel: str) -> None:
    found = properties(Resource(VPC, "a", {"a": sentinel, "list": ["x", sentinel], "map": {"k": sentinel}}))
    assert found == {"a": UNKNOWN, "list": ["x", UNKNOWN], "map": {"k": UNKNOWN}}


def test_secrets() -> None:
    resource = Resource(VPC, "a", {"cidrBlock": secret("10.0.0.0/16"), "tags": {"x": secret("hunter2")}})
    assert properties(resource) == {"cidrBlock": SECRET, "tags": {"x": SECRET}}
    assert properties(resource, gather=False) == {"cidrBlock": SECRET, "tags": {"x": SECRET}}


@pytest.mark.parametrize(
    ("signature", "more", "expected"),
    [
        ("c44067f5952c0a294b673a41bacd8c17", {"text": "x"}, UNKNOWN),  # an asset
        ("0def7320c3a5731c473e5ecbe6d01bc7", {"path": "x"}, UNKNOWN),  # an archive
        ("5cf8f73096256a8f31e491e813e4eb8e", {"urn": "urn:x", "id": "x"}, UNKNOWN),  # a reference to a resource
        ("d0e6a833031e9bbcd3f4e8bde6ca49a4", {}, UNKNOWN),  # an output that is not known
        ("d0e6a833031e9bbcd3f4e8bde6ca49a4", {"value": {"port": 443}}, {"port": 443}),
        ("d0e6a833031e9bbcd3f4e8bde6ca49a4", {"value": "x", "secret": True}, SECRET),
        (SECRET_SIGNATURE, {"value": "x"}, SECRET),
    ],
)
def test_signatures(signature: str, more: dict[str, Any], expected: Plain) -> None:
    struct = struct_pb2.Struct()
    struct.update({"value": {SIGNATURE: signature, **more}, "list": [{SIGNATURE: signature, **more}]})
    assert properties_of(struct) == {"value": expected, "list": [expected]}


def test_secret_list_element() -> None:
    assert properties(Resource(VPC, "a", {"list": ["x", secret("y"), UNKNOWN_VALUE]})) == {
        "list": ["x", SECRET, UNKNOWN]
    }


def test_secret_outputs() -> None:
    resource = Resource(VPC, "a", {}, {"password": "hunter2"}, additional_secret_outputs=["password"])
    assert properties(resource) == {"password": SECRET}


def test_an_input_that_the_program_calls_secret() -> None:
    resource = Resource(VPC, "a", {"cidrBlock": "10.77.0.0/8"}, additional_secret_outputs=["cidrBlock"])
    assert properties(resource) == {"cidrBlock": SECRET}


def test_deep_nesting_is_unknown() -> None:
    deep = struct_pb2.Struct()
    inner = deep
    for _ in range(2000):
        inner = inner.get_or_create_struct("x")
    deep.update({"cidrBlock": "10.0.0.0/16"})
    assert properties_of(deep) == {"x": UNKNOWN, "cidrBlock": "10.0.0.0/16"}


def test_without_gathered_inputs() -> None:
    """As with `--target`: a resource that the program did not register has its outputs only."""
    resource = Resource(VPC, "a", {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False})
    [found] = read(resource, gather=False)
    assert found.properties == {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False}
    assert found.computed == frozenset()


def test_component_inputs() -> None:
    """With the stack comes what a component registers; its inputs come while the program runs."""
    component = Resource(
        "privateapi:aws:Network", "n", {"cidrBlock": "10.0.0.0/16"}, {"vpcId": UNKNOWN_VALUE}, component=True
    )
    assert properties(component, gather=False) == {"vpcId": UNKNOWN}
    assert properties(component) == {"cidrBlock": "10.0.0.0/16", "vpcId": UNKNOWN}


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
    assert (found["a"].computed, found["s"].computed) == (frozenset({"id", "arn"}), frozenset())
    assert (found["s"].properties, found["s"].dependencies) == ({"vpcId": "vpc-1"}, {"vpcId": (vpc.urn,)})


def test_provider_and_configuration() -> None:
    one = Resource(VPC, "a", provider={"region": "us-west-2", "accessKey": secret("hunter2")})
    two = Resource(VPC, "b", provider=None)
    found = read(one, two, config={"aws": {"region": "us-east-1"}})
    assert [(each.provider.get("region"), each.config) for each in found] == [
        ("us-west-2", {"region": "us-east-1"}),
        (None, {"region": "us-east-1"}),
    ]
