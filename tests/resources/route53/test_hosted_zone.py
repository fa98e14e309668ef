"""Route 53 hosted zone."""

import hashlib
from typing import Any

import pytest

from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, error_code
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.pending import pending

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
        zone = plugin.create(self.token, {"name": "example.com", "private": False})
        assert zone["private"] is False and len(zone["nameServers"]) == 4
        assert "vpcs" not in zone.state
        imported = plugin.import_(self.token, zone.id)
        assert imported is not None and imported.state == zone.state
        private = {"name": "example.com", "vpcs": [vpc(plugin)]}
        difference = plugin.diff(zone, plugin.check(zone.urn, private, zone.inputs))
        assert difference.replaces == ["private"] and not difference.delete_first

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

    def test_records_of_others(self, plugin: Plugin, aws: Clients) -> None:
        zone = plugin.create(self.token, self.inputs(plugin, aws))
        record = {"Name": "a.internal.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}
        for action in ("CREATE", "DELETE"):
            aws("route53").change_resource_record_sets(
                HostedZoneId=zone.id, ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": record}]}
            )
            if action == "CREATE":
                with pytest.raises(Refused) as refused:
                    plugin.delete(zone)
        assert refused.value.text.startswith(f"deleting Route 53 Hosted Zone ({zone.id}): HostedZoneNotEmpty: ")
        assert refused.value.text.endswith(
            "; delete the records that others made in it, or set forceDestroy to true, run `pulumi up` and then delete "
            "the zone"
        )
        plugin.delete(zone)

    def test_comment_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        zone = plugin.create(self.token, {**inputs, "comment": "names"})
        plugin.update(zone, inputs)
        assert "comment" not in zone.state

    def test_many_tags(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "tags": {f"key-{number}": "old" for number in range(25)}}
        zone = plugin.create(self.token, inputs)
        assert zone["tags"] == inputs["tags"]
        plugin.update(zone, {**inputs, "tags": {"key-0": "new"}})
        assert zone["tags"] == {"key-0": "new"}

    def test_delegation_set(self, plugin: Plugin, aws: Clients) -> None:
        made = aws("route53").create_reusable_delegation_set(CallerReference="one")["DelegationSet"]
        inputs = {"name": "example.com", "private": False, "delegationSetId": made["Id"].rsplit("/", 1)[-1]}
        zone = plugin.create(self.token, inputs)
        imported = plugin.import_(self.token, zone.id)
        assert imported is not None and imported.state == zone.state
        assert imported["delegationSetId"] == inputs["delegationSetId"]

    def test_vpc_taken_away_by_others(self, plugin: Plugin, aws: Clients) -> None:
        one, two = vpc(plugin), vpc(plugin, "10.1.0.0/16", "us-west-2")
        inputs = {"name": "internal.example.com", "vpcs": [one, two]}
        zone = plugin.create(self.token, inputs)
        aws("route53").disassociate_vpc_from_hosted_zone(
            HostedZoneId=zone.id, VPC={"VPCId": two["vpcId"], "VPCRegion": two["vpcRegion"]}
        )
        refreshed = plugin.refresh(zone)
        assert refreshed is not None and refreshed["vpcs"] == [one]
        assert set(plugin.diff(refreshed, plugin.check(zone.urn, inputs, refreshed.inputs)).kinds) == {"vpcs"}
        plugin.update(refreshed, inputs)
        assert self._vpcs(aws, zone) == {one["vpcId"], two["vpcId"]}

    def test_interrupted_creation(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        one, two = vpc(plugin), vpc(plugin, "10.1.0.0/16", "us-west-2")
        urn = urn_of(self.token, "cut-short")
        reference = f"{hashlib.sha256(urn.encode()).hexdigest()[:32]}-0123456789ab"
        left = aws("route53").create_hosted_zone(
            Name="internal.example.com",
            CallerReference=reference,
            HostedZoneConfig={"PrivateZone": True},
            VPC={"VPCId": one["vpcId"], "VPCRegion": one["vpcRegion"]},
        )["HostedZone"]["Id"]
        inputs = {"name": "internal.example.com", "vpcs": [one, two], "comment": "names", "tags": {"team": "a"}}
        with run_plugin(aws_endpoint) as fresh:
            zone = fresh.create(self.token, inputs, name="cut-short")
            assert f"/hostedzone/{zone.id}" == left
            assert (zone["comment"], zone["tags"], zone["vpcs"]) == ("names", {"team": "a"}, [one, two])
        with run_plugin(aws_endpoint) as again:
            other = again.create(self.token, {"name": "other.example.com", "vpcs": [one]}, name="cut-short")
            assert other.id != zone.id, "a finished zone is never taken for an unfinished one"
            again.clean_up()
        plugin.delete(zone)

    def test_waits_for_name_servers(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = pending(monkeypatch)
        one, two = vpc(plugin), vpc(plugin, "10.1.0.0/16", "us-west-2")
        zone = plugin.create(self.token, {"name": "internal.example.com", "vpcs": [one, two]})
        assert len(asked) == 2, "the creation, and the second VPC"
        plugin.delete(zone)
        assert len(asked) == 3

    def test_vpc_missing(self, plugin: Plugin) -> None:
        vpcs = [{"vpcId": "vpc-00000000000000000", "vpcRegion": "us-east-1"}]
        with pytest.raises(Refused, match=r"^creating Route 53 Hosted Zone \(main\): InvalidVPCId"):
            plugin.create(self.token, {"name": "internal.example.com", "vpcs": vpcs}, name="main")

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "empty label",
                {"name": "internal..example.com", "private": False},
                "name",
                "'internal..example.com' has an empty label; labels are 1 to 63 letters, digits and hyphens, as in "
                "api.internal.example.com",
            ),
            (
                "region",
                {"name": "example.com", "vpcs": [{"vpcId": "vpc-1", "vpcRegion": "us-east-1a"}]},
                "vpcs[0].vpcRegion",
                "'us-east-1a' is an Availability Zone, not a Region; 'us-east-1' would be right",
            ),
            (
                "private without VPC",
                {"name": "example.com", "vpcs": []},
                "vpcs",
                "a private zone has at least one VPC; name one, or set private to false",
            ),
            (
                "public with VPC",
                {"name": "example.com", "private": False, "vpcs": [{"vpcId": "vpc-1", "vpcRegion": "us-east-1"}]},
                "vpcs",
                "is for private zones, but private is false; leave one of the two out",
            ),
            (
                "twice",
                {"name": "example.com", "vpcs": [{"vpcId": "vpc-1", "vpcRegion": "us-east-1"}] * 2},
                "vpcs[1].vpcId",
                "'vpc-1' is there twice; once is right",
            ),
            (
                "private with name servers",
                {
                    "name": "example.com",
                    "vpcs": [{"vpcId": "vpc-1", "vpcRegion": "us-east-1"}],
                    "delegationSetId": "N1",
                },
                "delegationSetId",
                "is for public zones, but private is true; leave it out",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == {path: reason}

    def _vpcs(self, aws: Clients, zone: Kept) -> set[str]:
        return {each["VPCId"] for each in aws("route53").get_hosted_zone(Id=zone.id)["VPCs"]}
