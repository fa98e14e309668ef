"""The registry of mappings, and what every node gets: identity, Region, account, tags, place in the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privateapi.provider.registry import tokens
from privateapi.readers import mapping
from privateapi.readers.mapping import Reading, environment_config, mapped_types, nodes_of, reads, topology_of
from privateapi.readers.resource import SECRET, UNKNOWN
from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.rules.design import Design
from privateapi.rules.engine import judge
from privateapi.topology.model import HostedZone, Node, OtherResource, Subnet, Vpc
from privateapi.topology.values import Known, Unknown
from tests.readers.reading import nodes, one, resource, shown

ROOT = Path(__file__).parent.parent.parent
TYPES = mapped_types()


def test_types_of_ours_exist_or_are_to_come() -> None:
    """A type of a resource that is there must be spelled as the plugin spells it."""
    services = {token.split(":")[1] for token in tokens()}
    own = [type for type in TYPES if type.startswith("privateapi:") and type.split(":")[1] in services]
    close = {token.lower(): token for token in tokens()}
    assert [type for type in own if close.get(type.lower(), type) != type] == []


@pytest.mark.parametrize("package", ["aws", "alicloud"])
def test_types_of_providers_exist(package: str) -> None:
    """Every mapped type is one that the provider's SDK declares, or had before under an alias."""
    folder = next((ROOT / ".venv-providers").glob(f"lib/python*/site-packages/pulumi_{package}"))
    declared = set()
    for path in folder.rglob("*.py"):
        if not path.name.startswith("_"):
            declared |= set(re.findall(rf"['\"]({package}:[\w/]+:\w+)['\"]", path.read_text(encoding="utf-8")))
    mapped = {type for type in TYPES if type.startswith(f"{package}:")}
    # Modules that load balancers had in earlier versions of pulumi_aws, also in states of today.
    former = ("aws:alb/", "aws:applicationloadbalancing/", "aws:elasticloadbalancingv2/")
    assert [type for type in sorted(mapped - declared) if not type.startswith(former)] == []


def test_a_type_is_mapped_once() -> None:
    with pytest.raises(ValueError, match="aws:ec2/vpc:Vpc is mapped by"):
        reads("aws:ec2/vpc:Vpc")(lambda read: iter(()))


def test_every_mapping_bears_nothing_and_anything() -> None:
    """A resource without properties, and one whose every property is unknown, secret or of a wrong type, is read."""
    names = sorted(set(re.findall(r'"(\w+)"', "".join(_sources()))))
    for value in (None, UNKNOWN, SECRET, 3, True, "text", [], [UNKNOWN], [3], {}, {"a": UNKNOWN}, [{"a": "b"}]):
        for type in TYPES:
            for node in nodes(resource(type, dict.fromkeys(names, value))):
                assert isinstance(node, Node), (type, value)


def _sources() -> list[str]:
    folder = ROOT / "privateapi" / "readers" / "pulumi_types"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))]


def test_unmapped_types_are_kept() -> None:
    node = one("aws:s3/bucket:Bucket", {"arn": "arn:aws:s3:::logs", "tags": {"team": "web"}})
    assert isinstance(node, OtherResource)
    assert (node.origin.type, node.identifiers, node.tags) == (
        "aws:s3/bucket:Bucket",
        ("arn:aws:s3:::logs",),
        (("team", "web"),),
    )


def test_stack_and_providers_are_no_resources() -> None:
    assert nodes(resource("pulumi:pulumi:Stack", {}), resource("pulumi:providers:aws", {"region": "us-east-1"})) == []


def test_identity() -> None:
    node = one(
        "privateapi:ec2:Vpc",
        {"vpcId": "vpc-1", "arn": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1", "cidrBlock": "10.0.0.0/16"},
    )
    assert (node.id, node.identifiers) == (Known("vpc-1"), ("arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1",))
    assert node.account == Known("123456789012")
    assert one("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}).id.unknown
    assert one("aws:ec2/vpc:Vpc", {}, id="vpc-2").id == Known("vpc-2")


@pytest.mark.parametrize(
    ("case", "properties", "more", "expected"),
    [
        ("its own", {"region": "us-east-1"}, {"provider": {"region": "us-west-2"}}, "us-east-1"),
        ("the provider's", {}, {"provider": {"region": "us-west-2"}, "config": {"region": "eu-west-1"}}, "us-west-2"),
        ("the configuration's", {}, {"config": {"region": "eu-west-1"}}, "eu-west-1"),
        ("none", {}, {}, "?is not known yet"),
        ("not known yet", {"region": UNKNOWN}, {"config": {"region": "eu-west-1"}}, "?is not known yet (region)"),
    ],
)
def test_region(case: str, properties: dict[str, Any], more: dict[str, Any], expected: str) -> None:
    assert shown(one("aws:ec2/vpc:Vpc", properties, **more).region) == expected, case


@pytest.mark.parametrize(
    ("case", "properties", "provider", "expected"),
    [
        ("its owner", {"ownerId": "111111111111"}, {}, "111111111111"),
        ("its ARN", {"arn": "arn:aws:ec2:us-east-1:222222222222:vpc/vpc-1"}, {}, "222222222222"),
        ("an ARN without one", {"arn": "arn:aws:s3:::logs"}, {}, "?is not known yet"),
        ("no ARN", {"arn": "logs"}, {}, "?is not known yet"),
        ("the provider's only one", {}, {"allowedAccountIds": '["333333333333"]'}, "333333333333"),
        ("the provider's only one, as a list", {}, {"allowedAccountIds": ["333333333333"]}, "333333333333"),
        (
            "the role's",
            {},
            {"assumeRole": '{"roleArn": "arn:aws:iam::444444444444:role/deploy", "sessionName": "x"}'},
            "444444444444",
        ),
        (
            "the last role's",
            {},
            {
                "assumeRoles": [
                    {"roleArn": "arn:aws:iam::333333333333:role/hop"},
                    {"roleArn": "arn:aws:iam::444444444444:role/deploy"},
                ]
            },
            "444444444444",
        ),
        ("a role that is not known", {}, {"assumeRole": "not known"}, "?is not known yet"),
        ("one of two", {}, {"allowedAccountIds": ["1", "2"]}, "?is not known yet"),
    ],
)
def test_account(case: str, properties: dict[str, Any], provider: dict[str, Any], expected: str) -> None:
    assert shown(one("aws:ec2/vpc:Vpc", properties, provider=provider).account) == expected, case


@pytest.mark.parametrize(
    ("case", "owners", "expected"),
    [
        ("one account", ["111111111111"], "111111111111"),
        ("one account twice", ["111111111111", "111111111111"], "111111111111"),
        ("two, as with a VPC that another account shares", ["111111111111", "222222222222"], "?is not known yet"),
        ("what AWS offers", ["amazon"], "?is not known yet"),
        ("nobody", [], "?is not known yet"),
    ],
)
def test_account_by_other_resources_of_the_provider(case: str, owners: list[str], expected: str) -> None:
    found = nodes(
        resource("aws:route53/zone:Zone", {"name": "internal"}, provider_key="urn:a"),
        resource("aws:ec2/vpc:Vpc", {"ownerId": "333333333333"}, "elsewhere", provider_key="urn:b"),
        resource("aws:ec2/vpc:Vpc", {"ownerId": "444444444444"}, "without a provider"),
        *(
            resource("aws:ec2/vpc:Vpc", {"ownerId": owner}, f"vpc-{index}", provider_key="urn:a")
            for index, owner in enumerate(owners)
        ),
    )
    assert [shown(node.account) for node in found if isinstance(node, HostedZone)] == [expected], case


def test_region_of_a_component_around_it() -> None:
    component = resource("privateapi:aws:Network", {"region": "us-east-1", "cidrBlock": "10.0.0.0/16"}, name="n")
    vpc = resource("privateapi:ec2:Vpc", {"cidrBlock": UNKNOWN}, parent=component.key)
    (node,) = nodes(component, vpc)
    assert isinstance(node, Vpc)
    assert (shown(node.region), shown(node.cidr_block)) == ("us-east-1", "10.0.0.0/16")


def test_reference_of_a_first_preview() -> None:
    vpc = resource("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}, name="hub")
    subnet = resource("aws:ec2/subnet:Subnet", {"vpcId": UNKNOWN}, dependencies={"vpcId": [vpc.key]})
    topology = topology_of([subnet, vpc])
    (found,) = topology.of(Subnet)
    assert topology.follow(found.vpc, Vpc).get().name == "hub"


def test_reference_of_a_deployed_stack() -> None:
    vpc = resource("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}, name="hub", id="vpc-1")
    subnet = resource("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1"}, dependencies={"vpcId": [vpc.key]})
    topology = topology_of([subnet, vpc])
    (found,) = topology.of(Subnet)
    assert topology.follow(found.vpc, Vpc).get().name == "hub"


def test_reference_to_a_resource_that_is_about_to_change() -> None:
    """The id is kept by the engine and given to others; the outputs, among them the id's property, are not known."""
    vpc = resource("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}, name="hub")
    subnet = resource("privateapi:ec2:Subnet", {"vpcId": "vpc-1"}, dependencies={"vpcId": [vpc.key]})
    topology = topology_of([subnet, vpc])
    (found,) = topology.of(Subnet)
    assert topology.follow(found.vpc, Vpc).get().name == "hub"


def test_ambiguous_reference_stays_so() -> None:
    vpcs = [resource("aws:ec2/vpc:Vpc", {}, name=name) for name in ("a", "b")]
    subnet = resource("aws:ec2/subnet:Subnet", {"vpcId": UNKNOWN}, dependencies={"vpcId": [vpc.key for vpc in vpcs]})
    topology = topology_of([subnet, *vpcs])
    (found,) = topology.of(Subnet)
    followed = topology.follow(found.vpc, Vpc)
    assert isinstance(followed, Unknown) and followed.why == "is computed from 2 resources (VPC a, VPC b)"


def test_cyclic_references_are_read() -> None:
    one = resource(
        "aws:ec2/subnet:Subnet", {"vpcId": UNKNOWN}, name="a", dependencies={"vpcId": ["aws:ec2/subnet:Subnet::b"]}
    )
    two = resource(
        "aws:ec2/subnet:Subnet", {"vpcId": UNKNOWN}, name="b", dependencies={"vpcId": ["aws:ec2/subnet:Subnet::a"]}
    )
    assert len(nodes_of([one, two])) == 2


def test_tags_are_texts_only() -> None:
    assert one("aws:ec2/vpc:Vpc", {"tags": {"b": "2", "a": SECRET, "c": UNKNOWN}}).tags == (("b", "2"),)
    assert one("aws:ec2/vpc:Vpc", {"tags": SECRET}).tags == ()


def test_a_resource_that_is_only_read_is_live() -> None:
    assert one("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"}, live=True).live


def test_a_mapping_that_fails_hides_no_other_resource(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(read: Reading) -> Iterator[Node]:
        yield Vpc(**read.node)
        raise ValueError("hunter2")

    monkeypatch.setattr(mapping, "mapped_types", lambda: {**TYPES, "aws:ec2/subnet:Subnet": broken})
    subnet = resource("aws:ec2/subnet:Subnet", {"arn": "arn"}, "a", id="subnet-1")
    topology = topology_of([subnet, resource("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/8"}, "hub")])
    [other] = topology.of(OtherResource)
    assert (other.key, other.id, other.identifiers) == (subnet.key, Known("subnet-1"), ("arn",))
    report = judge(Design(topology), [VpcBlock()])
    assert [each.rule for each in report.violations] == ["AWS-CIDR-01"]
    [unjudged] = report.unjudged
    why = r"could not be read: ValueError in test_mapping\.py, line \d+; please report it"
    assert re.fullmatch(f"READ: resource a: {why}", unjudged.text)


@pytest.mark.parametrize(
    ("case", "variables", "expected"),
    [
        ("nothing", {}, {}),
        (
            "AWS",
            {"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-east-1"},
            {"aws": "eu-west-1", "privateapi": "eu-west-1"},
        ),
        ("the older one", {"AWS_DEFAULT_REGION": "us-east-1"}, {"aws": "us-east-1", "privateapi": "us-east-1"}),
        ("Alibaba Cloud", {"ALICLOUD_REGION": "cn-hangzhou"}, {"alicloud": "cn-hangzhou"}),
    ],
)
def test_environment_config(case: str, variables: dict[str, str], expected: dict[str, str]) -> None:
    assert environment_config(variables) == {key: {"region": value} for key, value in expected.items()}, case
