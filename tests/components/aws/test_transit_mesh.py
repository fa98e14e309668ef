"""TransitMesh: every pair of regions is peered once and routed both ways."""

from itertools import combinations, permutations

import pulumi
import pytest

from components.aws import ComponentError, TransitMesh
from tests.components.aws.networks import BLOCKS, network
from tests.components.declaring import Declared, declare, text

REGIONS = ["us-west-2", "us-east-1", "eu-central-1"]
PAIRS = list(combinations(sorted(REGIONS), 2))


class _Meshed(pulumi.ComponentResource):
    """Networks and the mesh between them."""

    def __init__(self, regions: list[str], asns: dict[str, int] | None = None) -> None:
        super().__init__("test:index:Meshed", "meshed")
        child = pulumi.ResourceOptions(parent=self)
        networks = {region: network(region, child) for region in regions}
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
            "asns: us-west-2 and us-east-1 both have 64600; peered gateways need ASNs of their own",
        ),
        (
            "the number that another region gets",
            {"us-east-1": 64512},
            "asns: us-west-2 and us-east-1 both have 64512; peered gateways need ASNs of their own",
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
