"""Route 53 VPC association authorization, and the association that another account makes with it."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, make_network
from tests.plugin import Kept, Plugin, Refused
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.test_hosted_zone import vpc

ZONE = "privateapi:route53:HostedZone"
ASSOCIATION = "privateapi:route53:ZoneAssociation"
ACCOUNT = "222222222222"


@pytest.fixture
def other_plugin(aws_endpoint: Endpoint) -> Iterator[Plugin]:
    """A plugin that acts in another account, through a role."""
    role = {"roleArn": f"arn:aws:iam::{ACCOUNT}:role/deploy"}
    with run_plugin(aws_endpoint, assumeRole=role) as configured:
        yield configured
        configured.clean_up()


class TestVpcAssociationAuthorization(Lifecycle):
    token = "privateapi:route53:VpcAssociationAuthorization"
    update = None
    replace = {"vpcId": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        zone = plugin.create(ZONE, {"name": "internal.example.com", "vpcs": [vpc(plugin)]})
        return {"zoneId": zone.id, "vpcId": _foreign(aws), "vpcRegion": "us-west-2"}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {"vpcId": _foreign(aws)}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        zone_id, vpc_id, _ = kept.id.split("/")
        listed = aws("route53").list_vpc_association_authorizations(HostedZoneId=zone_id)["VPCs"]
        return all(each["VPCId"] != vpc_id for each in listed)

    def test_id(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        authorization = plugin.create(self.token, {**inputs, "zoneId": f"/hostedzone/{inputs['zoneId']}"})
        assert authorization.id == f"{inputs['zoneId']}/{inputs['vpcId']}/us-west-2"
        assert (authorization["zoneId"], authorization["owner"]) == (inputs["zoneId"], "123456789012")

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        aws("route53").create_vpc_association_authorization(
            HostedZoneId=inputs["zoneId"], VPC={"VPCId": inputs["vpcId"], "VPCRegion": inputs["vpcRegion"]}
        )
        plugin.create(self.token, inputs)
        listed = aws("route53").list_vpc_association_authorizations(HostedZoneId=inputs["zoneId"])["VPCs"]
        assert [each["VPCId"] for each in listed] == [inputs["vpcId"]]

    def test_many(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        for number in range(60):
            aws("route53").create_vpc_association_authorization(
                HostedZoneId=inputs["zoneId"], VPC={"VPCId": f"vpc-{number:017x}", "VPCRegion": "us-east-1"}
            )
        authorization = plugin.create(self.token, inputs)
        assert plugin.refresh(authorization) is not None, "it stands on the second page"

    def test_zone_gone(self, plugin: Plugin, aws: Clients) -> None:
        authorization = plugin.create(self.token, self.inputs(plugin, aws))
        aws("route53").delete_hosted_zone(Id=authorization["zoneId"])
        assert plugin.refresh(authorization) is None
        plugin.delete(authorization)

    def test_association_by_the_other_account(self, plugin: Plugin, other_plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        with pytest.raises(Refused) as refused:
            other_plugin.create(ASSOCIATION, inputs, name="spoke")
        assert refused.value.text.startswith("creating Route 53 Zone Association (spoke): NotAuthorizedException: ")
        authorization = plugin.create(self.token, inputs)
        association = other_plugin.create(ASSOCIATION, inputs)
        assert association["owner"] == "123456789012"
        plugin.delete(authorization)
        refreshed = other_plugin.refresh(association)
        assert refreshed is not None and refreshed.state == association.state, "it stays without the authorization"
        seen = plugin.refresh(association)
        assert seen is not None and seen.state == association.state, "the zone's account sees it too"
        other_plugin.delete(association)
        assert other_plugin.refresh(association) is None

    @pytest.mark.parametrize("id", ["Z1", "Z1/vpc-1", "Z1//us-east-1"])
    def test_import_refused(self, plugin: Plugin, id: str) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, id)
        assert refused.value.text == (
            f"importing Route 53 VPC Association Authorization ({id}): the id of an authorization is ZONE/VPC/REGION, "
            "as in Z0123/vpc-0abc/us-east-1"
        )


def _foreign(aws: Clients) -> str:
    """A VPC of another account."""
    return make_network(aws.in_account(ACCOUNT), "us-west-2", zones="").vpc
