"""Following references: known ids, links of a first preview, and what is ambiguous or elsewhere."""

from __future__ import annotations

import pytest

from privateapi.topology.model import Alarm, LoadBalancer, Node, Origin, Subnet, Topology, Vpc, VpcEndpoint, VSwitch
from privateapi.topology.values import MISSING, NO_REF, NO_REFS, UNKNOWN, Known, Ref, Refs, Unknown, Value

HUB = Vpc(origin=Origin("urn:hub"), name="hub", id=Known("vpc-1"), identifiers=("arn:aws:ec2:vpc/vpc-1",))
SPOKE = Vpc(origin=Origin("urn:spoke"), name="spoke")
FIRST = Subnet(origin=Origin("urn:first"), name="first", vpc=Ref.to("vpc-1"), id=Known("subnet-1"))
SECOND = Subnet(origin=Origin("urn:second"), name="second", vpc=Ref.by("urn:spoke"))
THIRD = Subnet(origin=Origin("urn:third"), name="third", vpc=Ref.by("urn:spoke", "urn:hub"))
ELSEWHERE = Subnet(origin=Origin("urn:elsewhere"), name="elsewhere", vpc=Ref.to("vpc-9"))
NEIGHBOUR = Subnet(origin=Origin("urn:neighbour"), name="neighbour", vpc=Ref.to("vpc-9"))
TOPOLOGY = Topology([SPOKE, HUB, THIRD, SECOND, FIRST, ELSEWHERE, NEIGHBOUR])


@pytest.mark.parametrize(
    ("case", "ref", "found"),
    [
        ("by id", Ref.to("vpc-1"), Known(HUB)),
        ("by ARN", Ref.to("arn:aws:ec2:vpc/vpc-1"), Known(HUB)),
        ("by link", Ref.by("urn:spoke"), Known(SPOKE)),
        ("by link, with links to other types", Ref.by("urn:spoke", "urn:first"), Known(SPOKE)),
        (
            "ambiguous link",
            Ref.by("urn:spoke", "urn:hub"),
            Unknown("is computed from 2 resources (VPC hub, VPC spoke)"),
        ),
        ("a link to nothing that was read", Ref.by("urn:gone"), UNKNOWN),
        ("unknown for a reason", Ref(Unknown("is secret")), Unknown("is secret")),
        ("elsewhere", Ref.to("vpc-9"), Unknown("names 'vpc-9', which is not among the resources that were read")),
        (
            "id of another type",
            Ref.to("subnet-1"),
            Unknown("names 'subnet-1', which is not among the resources that were read"),
        ),
        ("left out", NO_REF, MISSING),
    ],
)
def test_follow(case: str, ref: Ref, found: Value[Vpc]) -> None:
    assert TOPOLOGY.follow(ref, Vpc) == found


@pytest.mark.parametrize(
    ("case", "refs", "found"),
    [
        ("by ids, in their order", Refs.to("subnet-1"), Known((FIRST,))),
        ("by links, in the order of their keys", Refs.by("urn:second", "urn:first"), Known((FIRST, SECOND))),
        (
            "an id and a link to another",
            Refs(Known((UNKNOWN, Known("subnet-1"))), ("urn:first", "urn:second")),
            Known((FIRST, SECOND)),
        ),
        (
            "more links than elements",
            Refs(Known((UNKNOWN,)), ("urn:first", "urn:second")),
            Unknown("has 1 unknown elements, computed from 2 resources (subnet first, subnet second)"),
        ),
        (
            "fewer links than elements",
            Refs(Known((UNKNOWN, UNKNOWN)), ("urn:first",)),
            Unknown("has 2 unknown elements, computed from subnet first"),
        ),
        ("unknown without links", Refs(Known((UNKNOWN, Known("subnet-1")))), UNKNOWN),
        ("the list itself unknown", Refs(UNKNOWN, ("urn:first",)), UNKNOWN),
        (
            "one elsewhere",
            Refs.to("subnet-1", "subnet-9"),
            Unknown("names 'subnet-9', which is not among the resources that were read"),
        ),
        ("empty", Refs(Known(())), Known(())),
        ("left out", NO_REFS, MISSING),
    ],
)
def test_follow_all(case: str, refs: Refs, found: Value[tuple[Subnet, ...]]) -> None:
    assert TOPOLOGY.follow_all(refs, Subnet) == found


def test_identity_of_a_resource_elsewhere() -> None:
    assert TOPOLOGY.identity(ELSEWHERE.vpc, Vpc) == Known("vpc-9")
    assert TOPOLOGY.identity(Ref.to("vpc-1"), Vpc) == Known("urn:hub")
    assert TOPOLOGY.identity(NO_REF, Vpc) is MISSING
    assert TOPOLOGY.identity(Ref.by("urn:hub", "urn:spoke"), Vpc).unknown
    assert TOPOLOGY.identities(Refs.to("subnet-9", "subnet-1"), Subnet) == Known(("subnet-9", "urn:first"))


def test_identity_of_an_ambiguous_name() -> None:
    same = [Alarm(origin=Origin(f"urn:{number}"), name="down", id=Known("down")) for number in range(2)]
    assert Topology(same).identity(Ref.to("down"), Alarm) == Unknown(
        "names 'down', which is 2 resources (alarm down, alarm down)"
    )


def test_grouped_by_vpc() -> None:
    groups = TOPOLOGY.grouped(Subnet, "vpc", Vpc)
    assert dict(groups.by_target) == {"vpc-9": (ELSEWHERE, NEIGHBOUR), "urn:hub": (FIRST,), "urn:spoke": (SECOND,)}
    assert groups.unresolved == ((THIRD, "is computed from 2 resources (VPC hub, VPC spoke)"),)
    assert TOPOLOGY.grouped(Subnet, "vpc", Vpc) is groups
    assert TOPOLOGY.referrers(Subnet, "vpc", HUB) == (FIRST,)


def test_grouped_by_a_list() -> None:
    endpoints = [
        VpcEndpoint(origin=Origin("urn:e1"), subnets=Refs.by("urn:first", "urn:second")),
        VpcEndpoint(origin=Origin("urn:e2"), subnets=Refs(Known((UNKNOWN, Known("subnet-1"))))),
        VpcEndpoint(origin=Origin("urn:e3"), subnets=Refs(Unknown("is secret"))),
        VpcEndpoint(origin=Origin("urn:e4")),
    ]
    topology = Topology([FIRST, SECOND, *endpoints])
    groups = topology.grouped(VpcEndpoint, "subnets", Subnet)
    assert {key: [node.key for node in nodes] for key, nodes in groups.by_target.items()} == {
        "urn:first": ["urn:e1", "urn:e2"],
        "urn:second": ["urn:e1"],
    }
    assert [(node.key, why) for node, why in groups.unresolved] == [
        ("urn:e2", "is not known yet"),
        ("urn:e3", "is secret"),
    ]


@pytest.mark.parametrize(
    ("case", "region", "found"),
    [
        ("the own Region decides", Known("us-west-2"), "urn:west"),
        ("no Region", UNKNOWN, None),
        ("a Region that has none", Known("eu-west-1"), None),
    ],
)
def test_follow_near(case: str, region: Value[str], found: str | None) -> None:
    topology = Topology(
        [
            Alarm(origin=Origin("urn:east"), id=Known("api-down"), region=Known("us-east-1")),
            Alarm(origin=Origin("urn:west"), id=Known("api-down"), region=Known("us-west-2")),
        ]
    )
    near = LoadBalancer(origin=Origin("urn:near"), region=region)
    alarm = topology.follow(Ref.to("api-down"), Alarm, near)
    assert alarm.map(lambda node: node.key) == Known(found) if found else alarm.unknown


def test_follow_globally_unique_id_across_regions() -> None:
    vpc = Vpc(origin=Origin("urn:vpc"), id=Known("vpc-1"), region=Known("us-west-2"))
    near = LoadBalancer(origin=Origin("urn:near"), region=Known("us-east-1"))
    assert Topology([vpc]).follow(Ref.to("vpc-1"), Vpc, near) == Known(vpc)


def test_joined_leaves_out_what_the_design_has() -> None:
    design = Topology([HUB, Alarm(origin=Origin("urn:alarm"), id=Known("down"), region=Known("us-east-1"))])
    live: list[Node] = [
        Vpc(origin=Origin("arn:hub"), id=Known("vpc-1"), live=True),
        Vpc(origin=Origin("arn:old"), id=Known("vpc-2"), live=True),
        Alarm(origin=Origin("arn:east"), id=Known("down"), region=Known("us-east-1"), live=True),
        Alarm(origin=Origin("arn:west"), id=Known("down"), region=Known("us-west-2"), live=True),
    ]
    joined = design.joined(live)
    assert [node.key for node in joined] == ["arn:old", "arn:west", "urn:alarm", "urn:hub"]
    assert [node.key for node in joined if node.live] == ["arn:old", "arn:west"]


def test_topology_order_and_size() -> None:
    assert [node.key for node in TOPOLOGY] == sorted(node.key for node in TOPOLOGY)
    assert len(TOPOLOGY) == 7
    assert TOPOLOGY.of(Vpc) == (HUB, SPOKE)
    assert TOPOLOGY.of(VSwitch) == ()
    assert TOPOLOGY.node("urn:hub") is HUB
    assert TOPOLOGY.node("urn:gone") is None


def test_topology_key_twice() -> None:
    with pytest.raises(ValueError, match=r"^two resources have the key 'urn:hub': VPC hub, VPC hub$"):
        Topology([HUB, HUB])
