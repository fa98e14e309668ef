"""Route 53 zone association."""

from collections.abc import Mapping
from typing import Any

import pytest
from moto.route53.exceptions import Route53ClientError
from moto.route53.responses import Route53

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.pending import pending
from tests.resources.route53.test_hosted_zone import vpc

ZONE = "privateapi:route53:HostedZone"


class TestZoneAssociation(Lifecycle):
    token = "privateapi:route53:ZoneAssociation"
    update = None
    replace = {"vpcId": "other"}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        zone = plugin.create(ZONE, {"name": "internal.example.com", "vpcs": [vpc(plugin)]})
        return {"zoneId": zone.id, **vpc(plugin, "10.1.0.0/16", "us-west-2")}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {"vpcId": vpc(plugin, "10.2.0.0/16", "us-west-2")["vpcId"]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        zone_id, vpc_id, region = kept.id.split("/")
        found = aws("route53").list_hosted_zones_by_vpc(VPCId=vpc_id, VPCRegion=region)["HostedZoneSummaries"]
        return all(zone_id not in each["HostedZoneId"] for each in found)

    def test_id_and_owner(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        assert association.id == f"{inputs['zoneId']}/{inputs['vpcId']}/us-west-2"
        assert association["owner"] == "123456789012"

    def test_another_zone_for_the_same_vpc(self, plugin: Plugin, aws: Clients) -> None:
        association = plugin.create(self.token, self.inputs(plugin, aws))
        other = plugin.create(ZONE, {"name": "other.example.com", "vpcs": [vpc(plugin, "10.3.0.0/16")]})
        news = plugin.check(association.urn, {**association.inputs, "zoneId": other.id}, association.inputs)
        difference = plugin.diff(association, news)
        assert difference.replaces == ["zoneId"] and difference.delete_first

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        aws("route53").associate_vpc_with_hosted_zone(
            HostedZoneId=inputs["zoneId"], VPC={"VPCId": inputs["vpcId"], "VPCRegion": inputs["vpcRegion"]}
        )
        assert plugin.create(self.token, inputs).id == f"{inputs['zoneId']}/{inputs['vpcId']}/us-west-2"

    def test_interrupted_creation_refused(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        aws("route53").associate_vpc_with_hosted_zone(
            HostedZoneId=inputs["zoneId"], VPC={"VPCId": inputs["vpcId"], "VPCRegion": inputs["vpcRegion"]}
        )
        with monkeypatch.context() as patched:
            patched.setattr(
                Route53, "associate_vpc_with_hosted_zone", _refuse("ConflictingDomainExists", "is associated already")
            )
            assert plugin.create(self.token, inputs)["vpcId"] == inputs["vpcId"]

    def test_conflicting_zone(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(ZONE, {"name": "internal.example.com", "vpcs": [_vpc_of(inputs)]})
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="main")
        assert refused.value.text.startswith("creating Route 53 Zone Association (main): ConflictingDomainExists: ")

    @pytest.mark.parametrize("code", ["AccessDenied", "InvalidInput"])
    def test_vpc_of_another_account(
        self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch, code: str
    ) -> None:
        association = plugin.create(self.token, self.inputs(plugin, aws))
        with monkeypatch.context() as patched:
            patched.setattr(Route53, "list_hosted_zones_by_vpc", _refuse(code, "the VPC is not yours"))
            refreshed = plugin.refresh(association)
            assert refreshed is not None and refreshed.state == association.state
            plugin.delete(association)
            assert plugin.refresh(association) is None

    def test_zone_gone(self, plugin: Plugin, aws: Clients) -> None:
        association = plugin.create(self.token, self.inputs(plugin, aws))
        aws("route53").delete_hosted_zone(Id=association["zoneId"])
        assert plugin.refresh(association) is None
        plugin.delete(association)

    def test_waits_for_name_servers(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        asked = pending(monkeypatch)
        association = plugin.create(self.token, inputs)
        assert len(asked) == 1
        plugin.delete(association)
        assert len(asked) == 2

    @pytest.mark.parametrize("id", ["Z1", "Z1/vpc-1", "Z1//us-east-1", "Z1/vpc-1/us-east-1/more"])
    def test_import_refused(self, plugin: Plugin, id: str) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, id)
        assert refused.value.text == (
            f"importing Route 53 Zone Association ({id}): the id of an association is ZONE/VPC/REGION, "
            "as in Z0123/vpc-0abc/us-east-1"
        )


def _vpc_of(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {"vpcId": inputs["vpcId"], "vpcRegion": inputs["vpcRegion"]}


def _refuse(code: str, message: str) -> Any:
    def refuse(response: Any) -> None:
        raise Route53ClientError(code, message)

    return refuse
