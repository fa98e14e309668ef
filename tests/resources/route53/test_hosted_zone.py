"""Route 53 hosted zone."""

from collections.abc import Mapping
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

VPC = "privateapi:ec2:Vpc"


def vpc(plugin: Plugin, cidr: str = "10.0.0.0/16", region: str = "us-east-1") -> dict[str, str]:
    """A VPC as a zone names it."""
    made = plugin.create(VPC, {"cidrBlock": cidr, "region": region, "enableDnsHostnames": True})
    return {"vpcId": made.id, "vpcRegion": region}


class TestHostedZone(Lifecycle):
    token = "privateapi:route53:HostedZone"
    update = {"comment": "internal names", "tags": {"team": "payments"}}
    replace = {"name": "other.example.com"}
    not_imported = frozenset({"forceDestroy"})

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"name": "internal.example.com", "vpcs": [vpc(plugin)], "tags": {"team": "orders"}}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("route53").get_hosted_zone, Id=kept.id) == "NoSuchHostedZone"

    def test_private(self, plugin: Plugin, aws: Clients) -> None:
        zone = plugin.create(self.token, self.inputs(plugin, aws))
        assert zone["private"] is True and zone.id.startswith("Z")

    def test_public(self, plugin: Plugin, aws: Clients) -> None:
        zone = plugin.create(self.token, {"name": "example.com"})
        assert zone["private"] is False and zone["nameServers"]
        difference = plugin.diff(zone, plugin.check(zone.urn, {"name": "example.com", "vpcs": [vpc(plugin)]}))
        assert difference.replaces == ["vpcs"]

    def test_vpcs(self, plugin: Plugin, aws: Clients) -> None:
        one, two = vpc(plugin), vpc(plugin, "10.1.0.0/16", "us-west-2")
        zone = plugin.create(self.token, {"name": "internal.example.com", "vpcs": [one, two]})
        assert self._vpcs(aws, zone) == {one["vpcId"], two["vpcId"]}
        plugin.update(zone, {"name": "internal.example.com", "vpcs": [two]})
        assert self._vpcs(aws, zone) == {two["vpcId"]}
        plugin.update(zone, {"name": "internal.example.com", "vpcs": [one]})
        assert self._vpcs(aws, zone) == {one["vpcId"]}

    def test_associated_elsewhere(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        zone = plugin.create(self.token, inputs)
        other = vpc(plugin, "10.1.0.0/16", "us-west-2")
        association = plugin.create("privateapi:route53:ZoneAssociation", {"zoneId": zone.id, **other})
        refreshed = plugin.refresh(zone)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(zone.urn, inputs, zone.inputs))
        assert self._vpcs(aws, zone) == {inputs["vpcs"][0]["vpcId"], other["vpcId"]}
        plugin.delete(association)

    def test_not_empty(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        zone = plugin.create(self.token, {**inputs, "forceDestroy": True})
        record = {"Name": "a.internal.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}
        aws("route53").change_resource_record_sets(
            HostedZoneId=zone.id, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
        )
        plugin.delete(zone)
        assert self.gone(aws, zone)

    def test_vpc_missing(self, plugin: Plugin) -> None:
        vpcs = [{"vpcId": "vpc-00000000000000000", "vpcRegion": "us-east-1"}]
        with pytest.raises(Refused, match=r"^creating Route 53 Hosted Zone \(main\): InvalidVPCId"):
            plugin.create(self.token, {"name": "internal.example.com", "vpcs": vpcs}, name="main")

    @pytest.mark.parametrize(
        ("case", "changes", "path"),
        [
            ("empty label", {"name": "internal..example.com"}, "name"),
            ("region", {"vpcs": [{"vpcId": "vpc-1", "vpcRegion": "nowhere"}]}, "vpcs[0].vpcRegion"),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: Mapping[str, Any], path: str) -> None:
        inputs = {"name": "internal.example.com", **changes}
        assert list(plugin.faults(urn_of(self.token, "main"), inputs)[1]) == [path]

    def _vpcs(self, aws: Clients, zone: Kept) -> set[str]:
        return {each["VPCId"] for each in aws("route53").get_hosted_zone(Id=zone.id)["VPCs"]}
