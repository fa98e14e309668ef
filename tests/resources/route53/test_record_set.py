"""Route 53 record set."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import tenacity
from moto.route53.exceptions import Route53ClientError
from moto.route53.responses import Route53

from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.corrections import route53_record_sets
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.lifecycle import Lifecycle
from tests.resources.route53.pending import pending
from tests.resources.route53.test_hosted_zone import vpc

ZONE = "privateapi:route53:HostedZone"
NAME = "api.internal.example.com"
NLB_ZONE = "Z26RNL4JYFTOTI"
TARGET = "main-0123456789abcdef.elb.us-east-1.amazonaws.com"
ALIAS = {"name": TARGET, "zoneId": NLB_ZONE, "evaluateTargetHealth": True}


class TestRecordSet(Lifecycle):
    token = "privateapi:route53:RecordSet"
    update = {"ttl": 300, "records": ["10.0.0.11", "10.0.0.12"]}
    replace = {"name": "other.internal.example.com"}
    deletes_first = False
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
        check = plugin.create(
            "privateapi:route53:HealthCheck", {"type": "TCP", "ipAddress": "52.95.110.1", "port": 443}
        )
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
            (
                {"geolocation": {"countryCode": "US"}},
                {"geolocation": {"countryCode": "US", "subdivisionCode": "NY"}},
            ),
            ({"multivalueAnswer": True}, {"multivalueAnswer": True, "ttl": 30}),
            (
                {"cidrRouting": {"collectionId": "11111111-2222-3333-4444-555555555555", "locationName": "*"}},
                {"cidrRouting": {"collectionId": "11111111-2222-3333-4444-555555555555", "locationName": "home"}},
            ),
            (
                {"geoproximity": {"awsRegion": "us-east-1", "bias": 10}},
                {"geoproximity": {"coordinates": {"latitude": "52.52", "longitude": "13.40"}, "bias": 0}},
            ),
        ],
    )
    def test_policies(self, plugin: Plugin, aws: Clients, policy: dict[str, Any], changed: dict[str, Any]) -> None:
        inputs = {**self.inputs(plugin, aws), "setIdentifier": "one"}
        record = plugin.create(self.token, {**inputs, **policy})
        for key, value in policy.items():
            assert record[key] == value
        plugin.update(record, {**inputs, **changed})
        for key, value in changed.items():
            assert record[key] == value
        imported = plugin.import_(self.token, record.id)
        assert imported is not None and imported.state == record.state

    @pytest.mark.parametrize(
        ("case", "old", "new", "replaces", "delete_first"),
        [
            ("another weight", {"weight": 1}, {"weight": 2}, [], False),
            ("another policy", {"weight": 1}, {"failover": "PRIMARY"}, ["failover", "weight"], True),
            ("a policy not known yet", {"weight": 1}, {"latencyRegion": UNKNOWN}, ["latencyRegion", "weight"], True),
            ("another identifier", {"weight": 1}, {"weight": 1, "setIdentifier": "b"}, ["setIdentifier"], True),
            ("a policy for the first time", None, {"weight": 1}, ["setIdentifier", "weight"], True),
            ("addresses of the other kind", {"weight": 1}, {"weight": 1, "type": "AAAA"}, ["type"], False),
            ("a CNAME instead", {"weight": 1}, {"weight": 1, "type": "CNAME"}, ["type"], True),
            ("another name", {"weight": 1}, {"failover": "PRIMARY", "name": "b.example.com"}, None, False),
        ],
    )
    def test_replacement_order(
        self,
        plugin: Plugin,
        case: str,
        old: dict[str, Any] | None,
        new: dict[str, Any],
        replaces: list[str] | None,
        delete_first: bool,
    ) -> None:
        base = {"zoneId": "Z1", "name": NAME, "type": "A", "ttl": 60}
        values = {"A": "10.0.0.10", "AAAA": "2001:db8::10", "CNAME": "b.example.com"}
        before = {**base, "records": ["10.0.0.10"], **({"setIdentifier": "a", **old} if old else {})}
        after = {**base, "records": [values[new.get("type", "A")]], "setIdentifier": "a", **new}
        urn = urn_of(self.token, "main")
        inputs = plugin.check(urn, before)
        difference = plugin.diff(Kept(urn, "Z1", inputs, inputs), plugin.check(urn, after, inputs))
        assert replaces is None or sorted(difference.replaces) == replaces
        assert difference.delete_first is delete_first

    def test_another_policy_for_siblings(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        base = self.inputs(plugin, aws)
        one = plugin.create(self.token, {**base, "setIdentifier": "one", "weight": 1})
        two = plugin.create(self.token, {**base, "setIdentifier": "two", "weight": 1})
        plugin.delete(one)
        monkeypatch.setattr(tenacity, "sleep_using_event", lambda _: lambda _: plugin.delete(two))
        again = plugin.create(self.token, {**base, "setIdentifier": "one", "failover": "PRIMARY"})
        assert again["failover"] == "PRIMARY", "the other weighted record went while this one was tried"

    def test_ttl_of_weighted_siblings(self, plugin: Plugin, aws: Clients) -> None:
        base = self.inputs(plugin, aws)
        one = plugin.create(self.token, {**base, "setIdentifier": "one", "weight": 1})
        two = plugin.create(self.token, {**base, "setIdentifier": "two", "weight": 2})
        plugin.update(one, {**base, "setIdentifier": "one", "weight": 1, "ttl": 30})
        plugin.update(two, {**base, "setIdentifier": "two", "weight": 2, "ttl": 30})
        found = aws("route53").list_resource_record_sets(HostedZoneId=base["zoneId"])["ResourceRecordSets"]
        assert {each["SetIdentifier"]: (each["Weight"], each["TTL"]) for each in found if each["Type"] == "A"} == {
            "one": (1, 30),
            "two": (2, 30),
        }

    def test_ttl_of_a_new_weighted_record(self, plugin: Plugin, aws: Clients) -> None:
        base = self.inputs(plugin, aws)
        plugin.create(self.token, {**base, "setIdentifier": "one", "weight": 1})
        with pytest.raises(Refused, match="weighted sets must contain the same TTL"):
            plugin.create(self.token, {**base, "setIdentifier": "two", "weight": 1, "ttl": 30})

    @pytest.mark.parametrize(
        ("kind", "given", "kept"),
        [
            ("A", ["10.0.0.11", "10.0.0.10"], ["10.0.0.10", "10.0.0.11"]),
            ("AAAA", ["2001:0DB8:0:0::10"], ["2001:db8::10"]),
            ("CNAME", ["API.example.com."], ["api.example.com"]),
            ("MX", ["10 Mail.example.com."], ["10 mail.example.com"]),
            ("SRV", ["1 10 5269 Host.example.com."], ["1 10 5269 host.example.com"]),
            ("TXT", ['plain "text"', '"one" "two"'], ['"one" "two"', '"plain \\"text\\""']),
            ("TXT", ["a" * 300], [f'"{"a" * 255}" "{"a" * 45}"']),
            ("CAA", ['0 issue "ca.example.net"'], ['0 issue "ca.example.net"']),
        ],
    )
    def test_values(self, plugin: Plugin, aws: Clients, kind: str, given: list[str], kept: list[str]) -> None:
        inputs = {**self.inputs(plugin, aws), "type": kind, "records": given}
        record = plugin.create(self.token, inputs)
        assert record["records"] == record.inputs["records"] == kept
        refreshed = plugin.refresh(record)
        assert refreshed is not None
        assert not plugin.diff(refreshed, plugin.check(record.urn, inputs, refreshed.inputs))

    def test_values_not_known_yet(self, plugin: Plugin) -> None:
        inputs = {"zoneId": "Z1", "name": NAME, "type": "A", "ttl": 60, "records": ["10.0.0.11", UNKNOWN]}
        checked = plugin.check(urn_of(self.token, "main"), inputs)
        assert checked["records"] == ["10.0.0.11", UNKNOWN]
        preview = plugin.preview_create(urn_of(self.token, "main"), checked)
        assert preview["fqdn"] == NAME

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("API.Internal.Example.com.", NAME),
            ("\\052.internal.example.com", "*.internal.example.com"),
            ("_dmarc.internal.example.com", "_dmarc.internal.example.com"),
        ],
    )
    def test_names(self, plugin: Plugin, aws: Clients, given: str, kept: str) -> None:
        inputs = {**self.inputs(plugin, aws), "name": given}
        record = plugin.create(self.token, inputs)
        assert record["name"] == record.inputs["name"] == record["fqdn"] == kept
        assert record.id == f"{inputs['zoneId']}/{kept}/A"
        assert not plugin.diff(record, plugin.check(record.urn, inputs, record.inputs))

    def test_zone_id_as_the_api_writes_it(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        record = plugin.create(self.token, {**inputs, "zoneId": f"/hostedzone/{inputs['zoneId']}"})
        assert record["zoneId"] == inputs["zoneId"]

    def test_alias_as_the_console_writes_it(self, plugin: Plugin, aws: Clients) -> None:
        zone = self.zone(plugin)
        alias = {"name": TARGET, "zoneId": NLB_ZONE, "evaluateTargetHealth": False}
        inputs = {"zoneId": zone, "name": NAME, "type": "A", "alias": alias}
        record = plugin.create(self.token, inputs)
        written = {"DNSName": f"dualstack.{TARGET}.", "HostedZoneId": NLB_ZONE, "EvaluateTargetHealth": False}
        _upsert(aws, zone, {"Name": NAME, "Type": "A", "AliasTarget": written})
        refreshed = plugin.refresh(record)
        assert refreshed is not None and refreshed["alias"] == alias
        plugin.update(record, {**inputs, "alias": {**alias, "evaluateTargetHealth": True}})
        assert record["alias"]["evaluateTargetHealth"] is True
        _upsert(aws, zone, {"Name": NAME, "Type": "A", "TTL": 5, "ResourceRecords": [{"Value": "10.0.0.1"}]})
        refreshed = plugin.refresh(record)
        assert refreshed is not None and "alias" not in refreshed.state and refreshed["records"] == ["10.0.0.1"]
        plugin.update(refreshed, inputs)
        assert refreshed["alias"] == alias

    def test_waits_for_name_servers(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        asked = pending(monkeypatch)
        record = plugin.create(self.token, inputs)
        plugin.update(record, {**inputs, "ttl": 30})
        plugin.update(record, {**inputs, "ttl": 30, "allowOverwrite": True})
        plugin.delete(record)
        assert len(asked) == len(set(asked)) == 3

    def test_wait_failed(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        inputs = self.inputs(plugin, aws)
        with monkeypatch.context() as patched:
            pending(patched)
            patched.setattr(Route53, "get_change", _forget)
            with pytest.raises(Refused) as refused:
                plugin.create(self.token, inputs, name="main")
        assert refused.value.id == f"{inputs['zoneId']}/{NAME}/A", "the id is not lost"
        assert refused.value.text.startswith(f"setting up Route 53 Record Set (main, {refused.value.id}): NoSuchChange")
        kept = plugin.made[-1]
        plugin.update(kept, inputs)
        assert kept["records"] == ["10.0.0.10"]

    def test_many_at_once(
        self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        base = self.inputs(plugin, aws)
        busy = iter([True, *[False] * 20])
        original = route53_record_sets._change_sets

        def refuse_one(*args: Any) -> None:
            if next(busy):
                raise Route53ClientError("PriorRequestNotComplete", "another change of the zone is under way")
            original(*args)

        names = [f"host-{number}.internal.example.com" for number in range(8)]
        # A client that was told to wait is slower for a while, so it is one of its own.
        with monkeypatch.context() as patched, run_plugin(aws_endpoint) as own, ThreadPoolExecutor(8) as pool:
            patched.setattr(route53_record_sets, "_change_sets", refuse_one)
            made = list(pool.map(lambda name: own.create(self.token, {**base, "name": name}, name=name), names))
        plugin.made += made
        assert sorted(each["name"] for each in made) == names

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
        same_region = {**inputs, "name": "b.internal.example.com", "latencyRegion": "us-east-1"}
        plugin.create(self.token, {**same_region, "setIdentifier": "a"})
        with pytest.raises(Refused, match="InvalidChangeBatch"):
            plugin.create(self.token, {**same_region, "setIdentifier": "b"})
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
                    "geoproximity, multivalueAnswer or cidrRouting"
                },
            ),
            (
                "policy of a type that has none",
                {"type": "NS", "records": ["ns.example.com"], "weight": 1, "setIdentifier": "a"},
                {"weight": "does not go with type 'NS', which has no routing policy"},
            ),
            (
                "several answers of a CNAME",
                {"type": "CNAME", "records": ["a.example.com"], "multivalueAnswer": True, "setIdentifier": "a"},
                {"multivalueAnswer": "does not go with type 'CNAME', which has one value only"},
            ),
            (
                "no address",
                {"records": ["10.0.0.256"]},
                {"records": "'10.0.0.256' is not an IPv4 address, which type A needs; write it as 10.0.1.10"},
            ),
            (
                "the other address family",
                {"type": "AAAA"},
                {"records": "'10.0.0.10' is not an IPv6 address, which type AAAA needs; write it as 2001:db8::10"},
            ),
            ("no ttl", {"ttl": None}, {"ttl": "is required with records; 60 lets a failover be seen within a minute"}),
            ("nothing", {"records": None}, {"records": "give either records with ttl, or alias"}),
            (
                "alias and ttl",
                {"records": None, "alias": ALIAS},
                {"ttl": "an alias has the ttl of its target; leave it out"},
            ),
            ("alias and records", {"alias": ALIAS}, {"records": "give either records with ttl, or alias"}),
            (
                "several answers of an alias",
                {"records": None, "ttl": None, "alias": ALIAS, "multivalueAnswer": True, "setIdentifier": "a"},
                {"multivalueAnswer": "does not go with an alias"},
            ),
            (
                "alias of name servers",
                {"records": None, "ttl": None, "alias": ALIAS, "type": "NS"},
                {"alias": "does not go with type 'NS'; give records"},
            ),
            (
                "two values of a CNAME",
                {"type": "CNAME", "records": ["a.example.com", "b.example.com"]},
                {"records": "a CNAME has one value; there are 2"},
            ),
            (
                "no name",
                {"type": "CNAME", "records": ["a b.example.com"]},
                {
                    "records": "'a b.example.com' is not a name, which type CNAME needs; write it as "
                    "api.internal.example.com"
                },
            ),
            (
                "MX without preference",
                {"type": "MX", "records": ["mail.example.com"]},
                {"records": "'mail.example.com' is not a value of type MX; write it as 10 mail.example.com"},
            ),
            (
                "SRV without port",
                {"type": "SRV", "records": ["1 10 host.example.com"]},
                {
                    "records": "'1 10 host.example.com' is not a value of type SRV; write it as 1 10 5269 "
                    "host.example.com"
                },
            ),
            (
                "open quotation mark",
                {"type": "TXT", "records": ['"one']},
                {"records": '\'"one\' has a quotation mark without its other one; write a TXT value as "one" "two"'},
            ),
            (
                "long piece",
                {"type": "TXT", "records": [f'"{"a" * 256}"']},
                {"records": "a piece of a TXT value has at most 255 characters; this has 256"},
            ),
            (
                "long value",
                {"type": "TXT", "records": [f'"{"a" * 4000}"']},
                {"records": "a value has 1 to 4,000 characters; this has 4002"},
            ),
            (
                "character",
                {"name": "büro.example.com"},
                {"name": "'büro.example.com' has 'ü'; write other characters than ASCII's in punycode (xn--…)"},
            ),
            (
                "empty label",
                {"name": "api..example.com"},
                {"name": "'api..example.com' has an empty label; labels have 1 to 63, as in api.internal.example.com"},
            ),
            (
                "zone",
                {"zoneId": "internal.example.com"},
                {"zoneId": "'internal.example.com' is not the id of a hosted zone; write it as Z1D633PJN98FT9"},
            ),
            (
                "two places",
                {"geolocation": {"continentCode": "EU", "countryCode": "DE"}, "setIdentifier": "a"},
                {"geolocation": "give either continentCode or countryCode"},
            ),
            (
                "part of a country without parts",
                {"geolocation": {"countryCode": "DE", "subdivisionCode": "BE"}, "setIdentifier": "a"},
                {"geolocation.subdivisionCode": "goes with country US or UA only"},
            ),
            (
                "no place",
                {"geoproximity": {"bias": 1}, "setIdentifier": "a"},
                {"geoproximity": "give one of awsRegion, localZoneGroup and coordinates"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"zoneId": "Z1", "name": NAME, "type": "A", "ttl": 60, "records": ["10.0.0.10"], **changes}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults

    @pytest.mark.parametrize("id", ["Z1", f"Z1/{NAME}", "Z1//A"])
    def test_import_refused(self, plugin: Plugin, id: str) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(self.token, id)
        assert refused.value.text == (
            f"importing Route 53 Record Set ({id}): the id of a record set is ZONE/NAME/TYPE[/SET_IDENTIFIER], "
            "as in Z0123/api.example.com/A"
        )


def _upsert(aws: Clients, zone: str, record: dict[str, Any]) -> None:
    changes = [{"Action": "UPSERT", "ResourceRecordSet": record}]
    aws("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})


def _forget(response: Any) -> None:
    raise Route53ClientError("NoSuchChange", "the change is not there")
