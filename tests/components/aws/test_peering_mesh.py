"""PeeringMesh: every pair of VPCs is peered once and routed both ways."""

from itertools import combinations, permutations

import pulumi
import pytest

from components.aws import ComponentError, ExistingNetwork, Network, NetworkSubnet, PeeringMesh, TransitMesh
from tests.components.aws.networks import BLOCKS, network
from tests.components.declaring import Declared, declare, text

REGIONS = ["us-west-2", "us-east-1", "eu-central-1"]
PAIRS = list(combinations(sorted(REGIONS), 2))


class _Peered(pulumi.ComponentResource):
    """Networks and the mesh between them."""

    def __init__(self, regions: list[str]) -> None:
        super().__init__("test:index:Peered", "peered")
        child = pulumi.ResourceOptions(parent=self)
        networks = {region: network(region, child) for region in regions}
        self.mesh = PeeringMesh("mesh", child, networks=networks, tags={"team": "a"})


@pytest.fixture(scope="module")
def peered() -> Declared[_Peered]:
    return declare(lambda: _Peered(REGIONS))


def test_counts(peered: Declared[_Peered]) -> None:
    assert peered.counts() == {"ec2:Route": 12, "ec2:VpcPeering": 3, "ec2:VpcPeeringAccepter": 3}
    assert peered.one("aws:PeeringMesh") == {"regions": {region: f"{BLOCKS[region]}.0.0/16" for region in REGIONS}}


def test_peerings(peered: Declared[_Peered]) -> None:
    assert peered.inputs("ec2:VpcPeering") == {
        f"mesh-{near}-{far}": {
            "region": near,
            "vpcId": f"vpc-{near}",
            "peerVpcId": f"vpc-{far}",
            "peerRegion": far,
            "tags": {"Name": f"mesh-{near}-{far}", "team": "a"},
        }
        for near, far in PAIRS
    }
    accepters = peered.inputs("ec2:VpcPeeringAccepter")
    assert {name: (each["region"], each["vpcPeeringConnectionId"]) for name, each in accepters.items()} == {
        f"mesh-{near}-{far}": (far, text("VpcPeering", f"mesh-{near}-{far}", "vpcPeeringConnectionId"))
        for near, far in PAIRS
    }


def test_routes(peered: Declared[_Peered]) -> None:
    routes = peered.all("ec2:Route")
    for here, there in permutations(REGIONS, 2):
        near, far = sorted((here, there))
        accepter = peered.all("ec2:VpcPeeringAccepter")[f"mesh-{near}-{far}"]
        for index in range(2):
            route = routes[f"mesh-{here}-to-{there}-{index}"]
            assert route.inputs == {
                "region": here,
                "routeTableId": f"rtb-{here}-{index}",
                "destinationCidrBlock": f"{BLOCKS[there]}.0.0/16",
                "vpcPeeringConnectionId": text("VpcPeering", f"mesh-{near}-{far}", "vpcPeeringConnectionId"),
            }
            assert accepter.urn in route.uses["vpcPeeringConnectionId"], "EC2 takes no route to a pending peering"


def test_region_added_last(peered: Declared[_Peered]) -> None:
    before = {each.urn: each.inputs for each in declare(lambda: _Peered(REGIONS[:2])).resources if each.custom}
    after = {each.urn: each.inputs for each in peered.resources if each.custom}
    assert before.items() <= after.items(), "what two regions have stays as it is with a third one"


def test_overlapping() -> None:
    def build() -> PeeringMesh:
        subnets = [NetworkSubnet("subnet-1", "10.0.8.0/24", "us-west-2a")]
        other = Network(
            "other", region="us-west-2", existing=ExistingNetwork("vpc-2", "10.0.8.0/21", subnets, ["rtb-1"])
        )
        return PeeringMesh("mesh", networks={"us-east-1": network(), "us-west-2": other})

    with pytest.raises(ComponentError) as refused:
        declare(build)
    assert str(refused.value) == (
        "PeeringMesh (mesh):\n  networks.us-east-1: AWS-CIDR-07: VPC vpc-us-east-1 in us-east-1 has 10.0.0.0/16, which "
        "overlaps 10.0.8.0/21 of VPC vpc-2 in us-west-2; VPC peering mesh-us-east-1-us-west-2 connects them. Fix: give "
        "one of the two VPCs another block"
    )


@pytest.mark.parametrize(("regions", "count"), [([], "is none"), (["us-east-1"], "is one")])
def test_too_few(regions: list[str], count: str) -> None:
    with pytest.raises(ComponentError) as refused:
        declare(lambda: _Peered(regions))
    assert str(refused.value) == f"PeeringMesh (mesh):\n  networks: there {count}; a peering connects two"


def test_routes_are_those_of_a_transit_mesh(peered: Declared[_Peered]) -> None:
    """What has the name that it has in the other mesh, is changed in place where a program changes meshes."""

    def build() -> pulumi.ComponentResource:
        parent = pulumi.ComponentResource("test:index:Peered", "peered")
        child = pulumi.ResourceOptions(parent=parent)
        TransitMesh("mesh", child, networks={region: network(region, child) for region in REGIONS})
        return parent

    targets = {"vpcPeeringConnectionId", "transitGatewayId"}
    ours, theirs = (
        {
            route.urn.replace("PeeringMesh", "TransitMesh"): {
                key: value for key, value in route.inputs.items() if key not in targets
            }
            for route in made.all("ec2:Route").values()
        }
        for made in (peered, declare(build))
    )
    assert ours == theirs
