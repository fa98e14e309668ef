"""Internal DNS records: life cycle, every argument, faults while one is made, refusals and their reasons."""

import threading
from typing import Any

import pytest

from privateapi.provider import alibaba
from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.alicloud.faults import Fault
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.alicloud.gateway import REGION, AlibabaLifecycle, Gateway

TOKEN = "privateapi:alicloud:PrivateDns"
DOMAIN = "db.internal.example"
DOCUMENT = "API Gateway: Internal domain name resolution for backend services"


def values(*pairs: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"record": address, "weight": weight} for address, weight in pairs]


def basic(**changes: Any) -> dict[str, Any]:
    inputs = {"intranetDomain": DOMAIN, "type": "A", "records": values(("10.0.1.9", 1), ("10.0.1.10", 2))}
    return {**inputs, **changes}


class TestPrivateDns(AlibabaLifecycle):
    token = TOKEN
    update = {"records": values(("10.0.1.9", 5), ("10.0.1.11", 0))}
    replace = {"intranetDomain": "other.internal.example"}
    not_imported = frozenset({"waitSeconds", "forceDelete"})

    def inputs(self, plugin: Plugin, aws: Gateway) -> dict[str, Any]:
        return basic()

    def gone(self, aws: Gateway, kept: Kept) -> bool:
        return not aws.records()


def test_id_and_outputs(plugin: Plugin, gateway: Gateway) -> None:
    kept = plugin.create(TOKEN, basic(intranetDomain="DB.Internal.Example."))
    assert kept.id == f"cn-hangzhou/A/{DOMAIN}"
    assert kept["intranetDomain"] == DOMAIN
    assert kept["createdTime"].endswith("Z")
    (record,) = gateway.records()
    assert record["Records"] == [{"Record": "10.0.1.9", "Weight": 1}, {"Record": "10.0.1.10", "Weight": 2}]


def test_order_of_records_has_no_meaning(plugin: Plugin, gateway: Gateway) -> None:
    kept = plugin.create(TOKEN, basic())
    turned = basic(records=values(("10.0.1.10", 2), ("10.0.1.9", 1)))
    assert not plugin.diff(kept, plugin.check(kept.urn, turned, kept.inputs))


def test_weight_left_out(plugin: Plugin, gateway: Gateway) -> None:
    plugin.create(TOKEN, basic(records=[{"record": "10.0.1.9"}]))
    assert gateway.records()[0]["Records"] == [{"Record": "10.0.1.9", "Weight": 100}]


def test_type_vpc(plugin: Plugin, gateway: Gateway) -> None:
    vpc = gateway.network()["vpc"]
    gateway.call(
        "cloudapi", "SetVpcAccess", Name="db", VpcId=vpc, InstanceId="10.0.1.9", Port=443, VpcTargetHostName=DOMAIN
    )
    kept = plugin.create(TOKEN, {"intranetDomain": DOMAIN, "type": "VPC"})
    assert kept.id == f"cn-hangzhou/VPC/{DOMAIN}"
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed.state == kept.state and "records" not in kept.state


def test_both_types_of_a_domain(plugin: Plugin, gateway: Gateway) -> None:
    test_type_vpc(plugin, gateway)
    kept = plugin.create(TOKEN, basic())
    assert kept.id == f"cn-hangzhou/A/{DOMAIN}"
    assert len(gateway.records()) == 2


def test_drift_is_shown_and_repaired(plugin: Plugin, gateway: Gateway) -> None:
    kept = plugin.create(TOKEN, basic())
    gateway.call(
        "cloudapi",
        "UpdatePrivateDNS",
        IntranetDomain=DOMAIN,
        Type="A",
        Records=[{"Record": "10.0.1.99", "Weight": 1}],
    )
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed["records"] == values(("10.0.1.99", 1))
    assert plugin.diff(refreshed, plugin.check(kept.urn, basic(), kept.inputs)).kinds == {"records": "UPDATE"}
    plugin.update(refreshed, basic())
    assert {each["Record"] for each in gateway.records()[0]["Records"]} == {"10.0.1.9", "10.0.1.10"}


def test_other_region(plugin: Plugin, gateway: Gateway) -> None:
    kept = plugin.create(TOKEN, basic(region="ap-southeast-1"))
    assert kept.id == f"ap-southeast-1/A/{DOMAIN}"
    assert gateway.records() == [] and len(gateway.records("ap-southeast-1")) == 1
    imported = plugin.import_(TOKEN, kept.id)
    assert imported is not None and imported.inputs["region"] == "ap-southeast-1"


def test_hundred_records(plugin: Plugin, gateway: Gateway) -> None:
    for number in range(100):
        gateway.record(f"s{number}.example", "A", "10.0.0.1")
    with pytest.raises(Refused, match="ExceedLimitPrivateDNS"):
        plugin.create(TOKEN, basic())
    imported = plugin.import_(TOKEN, f"{REGION}/A/s99.example")
    assert imported is not None


def test_wait_says_why(plugin: Plugin, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    real = threading.Event.wait

    def wait(event: threading.Event, timeout: float | None = None) -> bool:
        if timeout == 600:
            waited.append(timeout)
            return False
        return real(event, timeout)

    monkeypatch.setattr(threading.Event, "wait", wait)
    kept = plugin.create(TOKEN, basic(waitSeconds=600))
    assert waited == [600]
    plugin.update(kept, basic(waitSeconds=600, records=values(("10.0.1.9", 3))))
    assert waited == [600, 600]
    plugin.update(kept, basic(waitSeconds=0, records=values(("10.0.1.9", 3))))
    assert waited == [600, 600]


def test_deletion_of_a_record_in_use(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    kept = plugin.create(TOKEN, basic(), name="db")
    gateway.call("cloudapi", "AssociateInstanceWithPrivateDNS", InstanceId=instance, IntranetDomains=[DOMAIN])
    with pytest.raises(Refused) as refused:
        plugin.delete(kept)
    assert refused.value.text == (
        f"deleting Alibaba Cloud API Gateway internal DNS record (cn-hangzhou/A/{DOMAIN}): it is associated with "
        f"{instance}; delete the associations (PrivateDnsAssociation) first, or set forceDelete and run `pulumi up` "
        "before the deletion"
    )
    plugin.update(kept, basic(forceDelete=True))
    plugin.delete(kept)
    assert gateway.records() == []


# --- faults of the cloud --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["throttling", "unavailable", "error", "hang", "reset"])
def test_fault_while_it_is_made(
    kind: Any, when: Any, plugin: Plugin, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alibaba, "READ_TIMEOUT", 1.0)
    plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud=gateway.config)
    gateway.endpoint.fault(Fault(kind, "CreatePrivateDNS", when, seconds=0.0 if kind == "reset" else 5.0))
    kept = plugin.create(TOKEN, basic())
    assert len(gateway.records()) == 1
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed.state == kept.state
    plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud=gateway.config)


@pytest.mark.parametrize("kind", ["throttling", "unavailable", "reset"])
@pytest.mark.parametrize("action", ["ListPrivateDNS", "UpdatePrivateDNS", "DeletePrivateDNS"])
def test_fault_afterwards(kind: Any, action: str, plugin: Plugin, gateway: Gateway) -> None:
    kept = plugin.create(TOKEN, basic())
    gateway.endpoint.fault(Fault(kind, action, "after", seconds=0.0))
    plugin.update(kept, basic(records=values(("10.0.1.9", 3))))
    assert gateway.records()[0]["Records"] == [{"Record": "10.0.1.9", "Weight": 3}]
    plugin.delete(kept)
    assert gateway.records() == []


def test_record_that_a_killed_creation_left(plugin: Plugin, gateway: Gateway) -> None:
    gateway.record(DOMAIN, "A", "10.0.1.9")
    kept = plugin.create(TOKEN, basic(records=values(("10.0.1.9", 1))))
    assert kept.id == f"cn-hangzhou/A/{DOMAIN}" and len(gateway.records()) == 1


def test_record_of_someone_else(plugin: Plugin, gateway: Gateway) -> None:
    gateway.record(DOMAIN, "A", "10.9.9.9")
    with pytest.raises(Refused) as refused:
        plugin.create(TOKEN, basic(), name="db")
    assert refused.value.text == (
        f"creating Alibaba Cloud API Gateway internal DNS record (db): there is a record of type A for {DOMAIN} in "
        f"cn-hangzhou already; import it with `pulumi import {TOKEN} NAME 'cn-hangzhou/A/{DOMAIN}'`"
    )
    assert gateway.records()[0]["Records"] == [{"Record": "10.9.9.9", "Weight": 1}]


def test_text_of_an_error(plugin: Plugin, gateway: Gateway) -> None:
    gateway.endpoint.fault(Fault("error", "CreatePrivateDNS", code="ForbiddenAction", status=403, message="No."))
    with pytest.raises(Refused) as refused:
        plugin.create(TOKEN, basic(), name="db")
    assert refused.value.text.startswith(
        "creating Alibaba Cloud API Gateway internal DNS record (db): ForbiddenAction: No. (CreatePrivateDNS, request "
    )


# --- bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "changes", "path", "reason"),
    [
        (
            "weight",
            {"records": values(("10.0.1.9", 101))},
            "records[0].weight",
            f"101 is not a weight; weights are 0 to 100 ({DOCUMENT})",
        ),
        (
            "negative weight",
            {"records": values(("10.0.1.9", -1))},
            "records[0].weight",
            f"-1 is not a weight; weights are 0 to 100 ({DOCUMENT})",
        ),
        (
            "twenty-one",
            {"records": values(*((f"10.0.1.{number}", 1) for number in range(1, 22)))},
            "records",
            f"there are 21; a domain name takes at most 20 A records ({DOCUMENT}, Limits, VPC integration instances)",
        ),
        (
            "single weight of zero",
            {"records": values(("10.0.1.9", 0))},
            "records",
            "the only address, 10.0.1.9, has the weight 0: such a record does not take effect "
            f"({DOCUMENT}, VPC integration instances); give it a weight of 1 to 100",
        ),
        (
            "twice",
            {"records": values(("10.0.1.9", 1), ("10.0.1.9", 2))},
            "records",
            "10.0.1.9 is there more than once; give it once, with the sum of the weights",
        ),
        (
            "reserved",
            {"records": values(("172.20.1.9", 1))},
            "records",
            "172.20.1.9 overlaps 172.20.0.0/16, which VPC integration instances use themselves in every zone of "
            "cn-hangzhou ('API Gateway: VPC integration instances', 2026-01-09); use addresses outside of it",
        ),
        (
            "IPv6",
            {"records": values(("2001:db8::1", 1))},
            "records[0].record",
            "'2001:db8::1' is an IPv6 address; write an IPv4 one such as '10.0.1.10'",
        ),
        ("none", {"records": None}, "records", "is required with type 'A': 1 to 20 IPv4 addresses with weights"),
        (
            "addresses of a conventional record",
            {"type": "VPC"},
            "records",
            "a record of type 'VPC' takes none: requests go to the address of the VPC access authorization "
            f"({DOCUMENT}, Limits, conventional dedicated instances); leave it out, or set type 'A'",
        ),
        ("type", {"type": "CNAME"}, "type", "'CNAME' should be 'A' or 'VPC'"),
        (
            "wildcard",
            {"intranetDomain": "*.internal"},
            "intranetDomain",
            "'*.internal' has a wildcard; a record is for one domain name, as in db.internal",
        ),
        (
            "URL",
            {"intranetDomain": "https://db.internal"},
            "intranetDomain",
            "'https://db.internal' has the label 'https://db'; labels are 1 to 63 letters, digits and hyphens, as in "
            "api.internal.example.com",
        ),
        (
            "region of AWS",
            {"region": "eu-west-3"},
            "region",
            "'eu-west-3' is a Region of AWS, not of Alibaba Cloud; cn-hangzhou, for example, would be right",
        ),
        ("wait", {"waitSeconds": 7200}, "waitSeconds", "7200 should be less than or equal to 3600"),
    ],
)
def test_fault(case: str, changes: dict[str, Any], path: str, reason: str, plugin: Plugin, gateway: Gateway) -> None:
    _, faults = plugin.faults(urn_of(TOKEN, "db"), basic(**changes))
    assert faults == {path: reason}
    assert gateway.actions() == []


@pytest.mark.parametrize(
    "records",
    [
        UNKNOWN,
        [UNKNOWN],
        [{"record": UNKNOWN, "weight": 0}, {"record": "10.0.1.9", "weight": 0}],
        [{"record": "10.0.1.9", "weight": UNKNOWN}],
    ],
)
def test_unknown_records(records: Any, plugin: Plugin, gateway: Gateway) -> None:
    assert plugin.check(urn_of(TOKEN, "db"), basic(records=records))["records"] == records


@pytest.mark.parametrize(
    "id",
    [
        "db.internal",
        "eu-west-3/A/db.internal",
        "cn-hangzhou/db.internal",
        "cn-hangzhou/CNAME/db.internal",
        "cn-hangzhou/A/",
        "cn-hangzhou/A/db.internal/1",
    ],
)
def test_import_of_what_is_no_id(id: str, plugin: Plugin, gateway: Gateway) -> None:
    with pytest.raises(Refused) as refused:
        plugin.import_(TOKEN, id)
    assert refused.value.text == (
        f"'{id}' is not an id; write it as REGION/TYPE/DOMAIN, as in cn-hangzhou/A/db.internal"
    )


# --- credentials ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "config", "seconds", "reason"),
    [
        (
            "unknown key",
            {"accessKey": "LTAIunknown"},
            0,
            "'cn-hangzhou': Alibaba Cloud does not know the access key, or it is disabled; use an active one "
            "(InvalidAccessKeyId.NotFound: Specified access key is not found. (GetCallerIdentity, request ",
        ),
        (
            "wrong secret",
            {"secretKey": "not-the-secret"},
            0,
            "'cn-hangzhou': the secret does not belong to the access key; set both to those of one key "
            "(SignatureDoesNotMatch: ",
        ),
        (
            "clock",
            {},
            3600,
            "'cn-hangzhou': the clock of this machine is off by more than 15 minutes; set it right "
            "(InvalidTimeStamp.Expired: Specified time stamp or date value is expired. (GetCallerIdentity, request ",
        ),
    ],
)
def test_credentials(
    case: str, config: dict[str, str], seconds: int, reason: str, plugin: Plugin, gateway: Gateway
) -> None:
    gateway.endpoint.advance(seconds)
    plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud={**gateway.config, **config})
    try:
        _, faults = plugin.faults(urn_of(TOKEN, "db"), basic())
        assert list(faults) == ["region"]
        assert faults["region"].startswith(reason)
        assert "not-the-secret" not in faults["region"]
    finally:
        plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud=gateway.config)


def test_no_region(plugin: Plugin, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION"):
        monkeypatch.delenv(name, raising=False)
    config = {name: value for name, value in gateway.config.items() if name != "region"}
    plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud=config)
    try:
        _, faults = plugin.faults(urn_of(TOKEN, "db"), basic())
        assert faults == {
            "region": "there is no Region; set it here, in the provider's configuration (privateapi:alicloud.region), "
            "or in ALICLOUD_REGION"
        }
    finally:
        plugin.configure(region="us-east-1", endpoint="http://127.0.0.1:9", alicloud=gateway.config)
