"""Route 53 record set."""

from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.test_hosted_zone import vpc

ZONE = "privateapi:route53:HostedZone"
NAME = "api.internal.example.com"
NLB_ZONE = "Z26RNL4JYFTOTI"
TARGET = "main-0123456789abcdef.elb.us-east-1.amazonaws.com"


class TestRecordSet(Lifecycle):
    token = "privateapi:route53:RecordSet"
    update = {"ttl": 300, "records": ["10.0.0.11", "10.0.0.12"]}
    replace = {"name": "other.internal.example.com"}
    not_imported = frozenset({"allowOverwrite"})

    def zone(self, plugin: Plugin) -> str:
        """A private zone."""
        return plugin.create(ZONE, {"name": "internal.example.com", "vpcs": [vpc(plugin)]}).id

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"zoneId": self.zone(plugin), "name": NAME, "type": "A", "ttl": 60, "records": ["10.0.0.10"]}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        zone, name, kind, *identifier = kept.id.split("/", 3)
        try:
            found = aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        except aws("route53").exceptions.NoSuchHostedZone:
            return True
        keys = {(each["Name"].removesuffix("."), each["Type"], each.get("SetIdentifier")) for each in found}
        return (name, kind, identifier[0] if identifier else None) not in keys

    def test_latency_alias(self, plugin: Plugin, aws: Clients) -> None:
        check = plugin.create("privateapi:route53:HealthCheck", {"type": "TCP", "ipAddress": "192.0.2.1", "port": 443})
        inputs = {
            "zoneId": self.zone(plugin),
            "name": NAME,
            "type": "A",
            "setIdentifier": "us-east-1",
            "latencyRegion": "us-east-1",
            "alias": {"name": TARGET.upper() + ".", "zoneId": NLB_ZONE, "evaluateTargetHealth": True},
            "healthCheckId": check.id,
        }
        record = plugin.create(self.token, inputs)
        assert record.id.endswith(f"/{NAME}/A/us-east-1")
        assert record["alias"]["name"] == TARGET
        refreshed = plugin.refresh(record)
        assert refreshed is not None and not plugin.diff(refreshed, plugin.check(record.urn, inputs, record.inputs))
        west = {**inputs, "setIdentifier": "us-west-2", "latencyRegion": "us-west-2"}
        plugin.create(self.token, west)
        found = aws("route53").list_resource_record_sets(HostedZoneId=inputs["zoneId"])["ResourceRecordSets"]
        assert {each.get("Region") for each in found if each["Type"] == "A"} == {"us-east-1", "us-west-2"}

    @pytest.mark.parametrize(
        ("policy", "changed"),
        [
            ({"weight": 10}, {"weight": 0}),
            ({"failover": "PRIMARY"}, {"failover": "SECONDARY"}),
            ({"geolocation": {"continentCode": "EU"}}, {"geolocation": {"countryCode": "*"}}),
            ({"multivalueAnswer": True}, {"multivalueAnswer": True, "ttl": 30}),
        ],
    )
    def test_policies(self, plugin: Plugin, aws: Clients, policy: dict[str, Any], changed: dict[str, Any]) -> None:
        inputs = {**self.inputs(plugin, aws), "setIdentifier": "one"}
        record = plugin.create(self.token, {**inputs, **policy})
        plugin.update(record, {**inputs, **changed})
        for key, value in changed.items():
            assert record[key] == value

    def test_wildcard(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "name": "*.internal.example.com"}
        record = plugin.create(self.token, inputs)
        refreshed = plugin.refresh(record)
        assert refreshed is not None and refreshed["name"] == "*.internal.example.com"

    def test_drift(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        record = plugin.create(self.token, inputs)
        changed = {"Name": NAME, "Type": "A", "TTL": 5, "ResourceRecords": [{"Value": "10.0.0.99"}]}
        aws("route53").change_resource_record_sets(
            HostedZoneId=inputs["zoneId"],
            ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": changed}]},
        )
        refreshed = plugin.refresh(record)
        assert refreshed is not None
        assert set(plugin.diff(refreshed, record.inputs).kinds) == {"ttl", "records"}
        plugin.delete(record)
        assert self.gone(aws, record), "what is there is deleted, whatever was known of it"

    def test_exists_already(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        other = {**inputs, "records": ["10.0.0.77"]}
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, other, name="main")
        assert refused.value.text == (
            f"creating Route 53 Record Set (main): a record set {NAME} A exists already in zone {inputs['zoneId']}; "
            f"set allowOverwrite to take it over, or import it with `pulumi import {self.token} NAME "
            f"'{inputs['zoneId']}/{NAME}/A'`"
        )
        taken = plugin.create(self.token, {**other, "allowOverwrite": True})
        assert taken["records"] == ["10.0.0.77"]

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        record = {"Name": NAME, "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.10"}]}
        aws("route53").change_resource_record_sets(
            HostedZoneId=inputs["zoneId"],
            ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]},
        )
        assert plugin.create(self.token, inputs).id == f"{inputs['zoneId']}/{NAME}/A"

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "weight",
                {"weight": 300, "setIdentifier": "a"},
                {"weight": "300 should be less than or equal to 255"},
            ),
            (
                "two policies",
                {"weight": 1, "failover": "PRIMARY", "setIdentifier": "a"},
                {"failover": "is given together with weight; a record set has one routing policy"},
            ),
            (
                "no identifier",
                {"latencyRegion": "us-east-1"},
                {"setIdentifier": "is required with latencyRegion; it tells the records of the name apart"},
            ),
            (
                "identifier without a policy",
                {"setIdentifier": "a"},
                {
                    "setIdentifier": "goes with a routing policy: weight, latencyRegion, failover, geolocation, "
                    "multivalueAnswer or cidrRouting"
                },
            ),
            (
                "no address",
                {"records": ["10.0.0.256"]},
                {"records[0]": "'10.0.0.256' is not an IPv4 address, which type A needs; write it as 10.0.1.10"},
            ),
            ("no ttl", {"ttl": None}, {"ttl": "is required with records; 60 lets a failover be seen within a minute"}),
            ("nothing", {"records": None}, {"records": "give either records with ttl, or alias"}),
            (
                "TXT without quotation marks",
                {"type": "TXT", "records": ["hello"]},
                {"records[0]": "a TXT value stands in quotation marks, in pieces of at most 255 characters"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"zoneId": "Z1", "name": NAME, "type": "A", "ttl": 60, "records": ["10.0.0.10"], **changes}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults
