"""Route 53 zone association."""

from collections.abc import Mapping
from typing import Any

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.test_hosted_zone import vpc

ZONE = "privateapi:route53:HostedZone"


class TestZoneAssociation(Lifecycle):
    token = "privateapi:route53:ZoneAssociation"
    update = None
    replace = {"vpcId": "other"}
    not_imported = frozenset({"comment"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        zone = plugin.create(ZONE, {"name": "internal.example.com", "vpcs": [vpc(plugin)]})
        return {"zoneId": zone.id, **vpc(plugin, "10.1.0.0/16", "us-west-2")}

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {"vpcId": vpc(plugin, "10.2.0.0/16", "us-west-2")["vpcId"]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        zone_id, vpc_id, region = kept.id.split("/")
        found = aws("route53").list_hosted_zones_by_vpc(VPCId=vpc_id, VPCRegion=region)["HostedZoneSummaries"]
        return all(zone_id not in each["HostedZoneId"] for each in found)

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        aws("route53").associate_vpc_with_hosted_zone(
            HostedZoneId=inputs["zoneId"], VPC={"VPCId": inputs["vpcId"], "VPCRegion": inputs["vpcRegion"]}
        )
        assert plugin.create(self.token, inputs).id == f"{inputs['zoneId']}/{inputs['vpcId']}/us-west-2"
