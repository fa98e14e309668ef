"""TransitMesh: every pair of regions is peered once and routed both ways."""

import dataclasses
from itertools import combinations, permutations

import pulumi
import pytest

from components.aws import ComponentError, ExistingNetwork, NetworkSubnet, TransitMesh
from tests.components.aws.networks import BLOCKS, existing, network
from tests.components.declaring import Declared, declare, text

REGIONS = ["us-west-2", "us-east-1", "eu-central-1"]
PAIRS = list(combinations(sorted(REGIONS), 2))


class _Meshed(pulumi.ComponentResource):
    """Networks and the mesh between them."""

    def __init__(
        self, regions: list[str], asns: dict[str, int] | None = None, vpcs: dict[str, ExistingNetwork] | None = None
    ) -> None:
        super().__init__("test:index:Meshed", "meshed")
        child = pulumi.ResourceOptions(parent=self)
        networks = {region: network(region, child, (vpcs or {}).get(region)) for region in regions}
        self.mesh = TransitMesh("mesh", child, networks=networks, asns=asns, tags={"team": "a"})


@pytest.fixture(scope="module")
def meshed() -> Declared[_Meshed]:
    return declare(lambda: _Meshed(REGIONS))


def test_counts(meshed: Declared[_Meshed]) -> None:
    assert meshed.counts() == {
        "ec2:Route": 12,
        "ec2:TransitGateway": 3,
        "ec2:TransitGatewayPeering": 3,
        "ec2:TransitGatewayPeeringAccepter": 3,
        "ec2:TransitGatewayRoute": 6,
        "ec2:TransitGatewayVpcAttachment": 3,
    }


def test_gateways(meshed: Declared[_Meshed]) -> None:
    gateways = meshed.inputs("ec2:TransitGateway")
    assert {each["region"]: each["amazonSideAsn"] for each in gateways.values()} == {
        "us-west-2": 64512,
        "us-east-1": 64513,
        "eu-central-1": 64514,
    }
    assert gateways["mesh-us-east-1"]["tags"] == {"Name": "mesh-us-east-1", "team": "a"}
    attachments = meshed.inputs("ec2:TransitGatewayVpcAttachment")
    assert {
        name: (each["transitGatewayId"], each["vpcId"], each["subnetIds"]) for name, each in attachments.items()
    } == {
        f"mesh-{region}": (
            text("TransitGateway", f"mesh-{region}", "transitGatewayId"),
            f"vpc-{region}",
            [f"subnet-{region}-t"],
        )
        for region in REGIONS
    }


def test_peerings(meshed: Declared[_Meshed]) -> None:
    peerings = meshed.inputs("ec2:TransitGatewayPeering")
    assert {
        name: (each["region"], each["peerRegion"], each["transitGatewayId"], each["peerTransitGatewayId"])
        for name, each in peerings.items()
    } == {
        f"mesh-{near}-{far}": (
            near,
            far,
            text("TransitGateway", f"mesh-{near}", "transitGatewayId"),
            text("TransitGateway", f"mesh-{far}", "transitGatewayId"),
        )
        for near, far in PAIRS
    }
    accepters = meshed.inputs("ec2:TransitGatewayPeeringAccepter")
    assert {name: (each["region"], each["transitGatewayAttachmentId"]) for name, each in accepters.items()} == {
        f"mesh-{near}-{far}": (far, text("TransitGatewayPeering", f"mesh-{near}-{far}", "transitGatewayAttachmentId"))
        for near, far in PAIRS
    }


def test_routes(meshed: Declared[_Meshed]) -> None:
    routes = meshed.inputs("ec2:TransitGatewayRoute")
    assert set(routes) == {f"mesh-{here}-to-{there}" for here, there in permutations(REGIONS, 2)}
    for here, there in permutations(REGIONS, 2):
        near, far = sorted((here, there))
        label = f"mesh-{here}-to-{there}"
        assert routes[label] == {
            "region": here,
            "transitGatewayRouteTableId": text("TransitGateway", f"mesh-{here}", "associationDefaultRouteTableId"),
            "destinationCidrBlock": f"{BLOCKS[there]}.0.0/16",
            "transitGatewayAttachmentId": text(
                "TransitGatewayPeering", f"mesh-{near}-{far}", "transitGatewayAttachmentId"
            ),
        }
        for index in range(2):
            route = meshed.all("ec2:Route")[f"{label}-{index}"]
            assert route.inputs == {
                "region": here,
                "routeTableId": f"rtb-{here}-{index}",
                "destinationCidrBlock": f"{BLOCKS[there]}.0.0/16",
                "transitGatewayId": text("TransitGateway", f"mesh-{here}", "transitGatewayId"),
            }
            attachment = meshed.all("ec2:TransitGatewayVpcAttachment")[f"mesh-{here}"].urn
            assert attachment in route.depends_on, "EC2 refuses a route to a gateway that the VPC is not attached to"
        accepter = meshed.all("ec2:TransitGatewayPeeringAccepter")[f"mesh-{near}-{far}"].urn
        assert accepter in meshed.all("ec2:TransitGatewayRoute")[label].depends_on, "a pending peering takes no route"


def test_region_added_last(meshed: Declared[_Meshed]) -> None:
    before = {each.urn: each.inputs for each in declare(lambda: _Meshed(REGIONS[:2])).resources if each.custom}
    after = {each.urn: each.inputs for each in meshed.resources if each.custom}
    assert before.items() <= after.items(), "what two regions have stays as it is with a third one"


def test_one_region() -> None:
    made = declare(lambda: _Meshed(["us-east-1"]))
    assert made.counts() == {"ec2:TransitGateway": 1, "ec2:TransitGatewayVpcAttachment": 1}


def test_asns() -> None:
    made = declare(lambda: _Meshed(["us-west-2", "us-east-1"], {"us-east-1": 65534}))
    assert {each["region"]: each["amazonSideAsn"] for each in made.inputs("ec2:TransitGateway").values()} == {
        "us-west-2": 64512,
        "us-east-1": 65534,
    }


@pytest.mark.parametrize(
    ("case", "asns", "text"),
    [
        (
            "below",
            {"us-east-1": 64511},
            "asns.us-east-1: 64511 is not a private 16-bit ASN; 64512 to 65534 are",
        ),
        (
            "above",
            {"us-west-2": 65535},
            "asns.us-west-2: 65535 is not a private 16-bit ASN; 64512 to 65534 are",
        ),
        (
            "twice",
            {"us-west-2": 64600, "us-east-1": 64600},
            "asns.us-east-1: AWS-MR-04: transit gateway mesh-us-east-1 and transit gateway mesh-us-west-2, peered by "
            "transit gateway peering mesh-us-east-1-us-west-2, both have the ASN 64600. Fix: set amazonSideAsn of one "
            "of the gateways to another private ASN",
        ),
        (
            "the number that another region gets",
            {"us-east-1": 64512},
            "asns.us-east-1: AWS-MR-04: transit gateway mesh-us-east-1 and transit gateway mesh-us-west-2, peered by "
            "transit gateway peering mesh-us-east-1-us-west-2, both have the ASN 64512. Fix: set amazonSideAsn of one "
            "of the gateways to another private ASN",
        ),
        (
            "a region without a network",
            {"eu-west-1": 64600},
            "asns.eu-west-1: there is no network in Region 'eu-west-1'; there are: us-west-2, us-east-1",
        ),
    ],
)
def test_refused(case: str, asns: dict[str, int], text: str) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Meshed(["us-west-2", "us-east-1"], asns))
    assert str(caught.value) == f"TransitMesh (mesh):\n  {text}"


def test_refused_overlap() -> None:
    vpc = ExistingNetwork("vpc-0b", "10.1.0.0/17", [NetworkSubnet("subnet-0b", "10.1.0.0/24", "us-east-1a")], [])
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Meshed(REGIONS, vpcs={"us-east-1": vpc}))
    assert str(caught.value) == (
        "TransitMesh (mesh):\n  networks.us-east-1: AWS-CIDR-06: VPC vpc-0b in us-east-1 has 10.1.0.0/17, which "
        "overlaps 10.1.0.0/16 of VPC vpc-us-west-2 in us-west-2; they are attached to transit gateway mesh-us-east-1 "
        "and transit gateway mesh-us-west-2, which are peered. Fix: give one of the two VPCs another block: every VPC "
        "behind connected gateways needs its own"
    )


def test_refused_transit_subnets_of_one_zone() -> None:
    transit = [NetworkSubnet(f"subnet-{name}", f"10.0.{name}.0/28", "us-east-1a") for name in (2, 3)]
    vpc = dataclasses.replace(existing(), transit_subnets=transit)
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Meshed(["us-east-1"], vpcs={"us-east-1": vpc}))
    assert str(caught.value) == (
        "TransitMesh (mesh):\n  networks.us-east-1.transitSubnets: AWS-CIDR-15: transit gateway attachment "
        "mesh-us-east-1 has subnet subnet-2 and subnet subnet-3, all in us-east-1a; a transit gateway attachment "
        "takes one subnet in each zone. Fix: give one subnet of each zone to the attachment"
    )
