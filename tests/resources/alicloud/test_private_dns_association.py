"""Associations of internal DNS records with instances: the difference only, and refusals before anything is changed."""

from typing import Any

import pytest

from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.alicloud.faults import Fault
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.alicloud.gateway import AlibabaLifecycle, Gateway

TOKEN = "privateapi:alicloud:PrivateDnsAssociation"
ONE, TWO, THREE = "one.internal.example", "three.internal.example", "two.internal.example"


def made(gateway: Gateway) -> dict[str, Any]:
    """An instance and three records."""
    for domain in (ONE, TWO, THREE):
        gateway.record(domain, "A", "10.0.1.9")
    return {"instanceId": gateway.instance(), "intranetDomains": [ONE, TWO]}


def bound(gateway: Gateway, instance: str) -> list[str]:
    """The domains that an instance resolves."""
    return sorted(gateway.described(instance)["PrivateDnsList"]["PrivateDns"])


class TestPrivateDnsAssociation(AlibabaLifecycle):
    token = TOKEN
    update = {"intranetDomains": [TWO, THREE]}
    replace = {"instanceId": "another"}
    not_imported = frozenset({"waitSeconds"})

    def inputs(self, plugin: Plugin, aws: Gateway) -> dict[str, Any]:
        return made(aws)

    def changed(self, plugin: Plugin, aws: Gateway, changes: Any) -> Any:
        return {"instanceId": aws.instance()} if "instanceId" in changes else changes

    def gone(self, aws: Gateway, kept: Kept) -> bool:
        return all(not each["BindInstances"] for each in aws.records())


def test_update_sends_the_difference(plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    kept = plugin.create(TOKEN, inputs)
    plugin.update(kept, {**inputs, "intranetDomains": [THREE, TWO]})
    assert bound(gateway, inputs["instanceId"]) == [TWO, THREE]
    sent = [
        (each.action, each.parameters["IntranetDomains"])
        for each in gateway.endpoint.calls
        if each.action.endswith("InstanceWithPrivateDNS")
    ]
    assert sent == [
        ("AssociateInstanceWithPrivateDNS", f'["{ONE}","{TWO}"]'),
        ("AssociateInstanceWithPrivateDNS", f'["{THREE}"]'),
        ("DissociateInstanceWithPrivateDNS", f'["{ONE}"]'),
    ]


def test_other_domains_of_the_instance_are_left_alone(plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    instance = inputs["instanceId"]
    gateway.call("cloudapi", "AssociateInstanceWithPrivateDNS", InstanceId=instance, IntranetDomains=[THREE])
    kept = plugin.create(TOKEN, inputs)
    assert kept["intranetDomains"] == [ONE, TWO]
    plugin.delete(kept)
    assert bound(gateway, instance) == [THREE]


def test_two_associations_of_one_instance(plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    first = plugin.create(TOKEN, {**inputs, "intranetDomains": [ONE]})
    second = plugin.create(TOKEN, {**inputs, "intranetDomains": [TWO]})
    for kept in (first, second):
        refreshed = plugin.refresh(kept)
        assert refreshed is not None and refreshed.state == kept.state
    plugin.delete(first)
    assert bound(gateway, inputs["instanceId"]) == [TWO]


def test_drift_is_shown_and_repaired(plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    kept = plugin.create(TOKEN, inputs)
    gateway.call("cloudapi", "DissociateInstanceWithPrivateDNS", InstanceId=inputs["instanceId"], IntranetDomains=[ONE])
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed["intranetDomains"] == [TWO]
    plugin.update(refreshed, inputs)
    assert bound(gateway, inputs["instanceId"]) == [ONE, TWO]


def test_instance_that_is_not_running(plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    gateway.endpoint.settle(3)
    change = {"CidrBlock": "10.0.9.0/24", "Customized": True}
    gateway.call("cloudapi", "ModifyInstanceAttribute", InstanceId=inputs["instanceId"], ToConnectVpcIpBlock=change)
    plugin.create(TOKEN, inputs)
    assert bound(gateway, inputs["instanceId"]) == [ONE, TWO]


@pytest.mark.parametrize("looks", [0, 2])
def test_instance_that_is_deleted(looks: int, plugin: Plugin, gateway: Gateway) -> None:
    """What an instance resolved goes with it, also while it is still on its way."""
    inputs = made(gateway)
    kept = plugin.create(TOKEN, inputs)
    gateway.endpoint.settle(looks)
    gateway.call("cloudapi", "DeleteInstance", InstanceId=inputs["instanceId"])
    plugin.delete(kept)
    assert plugin.refresh(kept) is None


def test_conventional_instance(plugin: Plugin, gateway: Gateway) -> None:
    vpc = gateway.network()["vpc"]
    gateway.call(
        "cloudapi", "SetVpcAccess", Name="db", VpcId=vpc, InstanceId="10.0.1.9", Port=443, VpcTargetHostName=ONE
    )
    gateway.record(ONE, "VPC")
    gateway.record(ONE, "A", "10.0.1.9")
    instance = gateway.instance(kind="normal")
    plugin.create(TOKEN, {"instanceId": instance, "intranetDomains": [ONE]})
    assert {each["Type"]: each["BindInstances"] for each in gateway.records()} == {"A": [], "VPC": [instance]}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["throttling", "unavailable", "reset"])
@pytest.mark.parametrize("action", ["AssociateInstanceWithPrivateDNS", "DissociateInstanceWithPrivateDNS"])
def test_fault_of_the_cloud(kind: Any, when: Any, action: str, plugin: Plugin, gateway: Gateway) -> None:
    inputs = made(gateway)
    gateway.endpoint.fault(Fault(kind, action, when, seconds=0.0))
    kept = plugin.create(TOKEN, inputs)
    assert bound(gateway, inputs["instanceId"]) == [ONE, TWO]
    plugin.delete(kept)
    assert bound(gateway, inputs["instanceId"]) == []


# --- refusals -------------------------------------------------------------------------------------------------------


def refused(plugin: Plugin, gateway: Gateway, inputs: dict[str, Any]) -> str:
    with pytest.raises(Refused) as found:
        plugin.create(TOKEN, inputs, name="db")
    assert "AssociateInstanceWithPrivateDNS" not in gateway.actions(), "it was refused before the call"
    prefix = "creating Alibaba Cloud API Gateway internal DNS association (db): "
    assert found.value.text.startswith(prefix)
    return found.value.text.removeprefix(prefix)


def test_address_that_is_not_accessible(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    gateway.record(ONE, "A", "10.0.1.9", "10.9.0.1")
    assert refused(plugin, gateway, {"instanceId": instance, "intranetDomains": [ONE]}) == (
        f"nothing was associated: ALI-DNS-08: internal DNS record {ONE} has the address 10.9.0.1, which is in none of "
        f"the accessible CIDR blocks of API Gateway instance {instance}: 10.0.1.0/24. Fix: add a block that holds the "
        "address to the accessible CIDR blocks of the instance, or correct the address"
    )


def test_record_of_the_other_type(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance(kind="normal")
    gateway.record(ONE, "A", "10.0.1.9")
    text = refused(plugin, gateway, {"instanceId": instance, "intranetDomains": [ONE]})
    assert text == (
        f"nothing was associated: ALI-DNS-09: internal DNS record {ONE} is for VPC integration instances, and internal "
        f"DNS association db gives it to API Gateway instance {instance}, a conventional dedicated instance. Fix: "
        "declare one record of type A for VPC integration instances and one of type VPC for conventional ones"
    )


def test_record_that_there_is_not(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    assert refused(plugin, gateway, {"instanceId": instance, "intranetDomains": [ONE]}) == (
        f"there is no internal DNS record for '{ONE}' in cn-hangzhou; declare it (PrivateDns), and let "
        "intranetDomains depend on its intranetDomain"
    )


def test_instance_that_there_is_not(plugin: Plugin, gateway: Gateway) -> None:
    assert refused(plugin, gateway, {"instanceId": "apigateway-gone", "intranetDomains": [ONE]}) == (
        "there is no API Gateway instance 'apigateway-gone' in cn-hangzhou; a dedicated one there is needed"
    )


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        (
            {"instanceId": "api-shared-vpc-001"},
            "instanceId",
            "'api-shared-vpc-001' is a shared (serverless) instance; give the id of a dedicated one, such as "
            "apigateway-hz-ead4f4b0bac8",
        ),
        ({"intranetDomains": []}, "intranetDomains", "[]: list should have at least 1 item after validation, not 0"),
        ({"intranetDomains": [ONE, ONE]}, "intranetDomains", f"{ONE} is there more than once"),
        (
            {"intranetDomains": ["a b"]},
            "intranetDomains[0]",
            "'a b' has the label 'a b'; labels are 1 to 63 letters, digits and hyphens, as in api.internal.example.com",
        ),
    ],
)
def test_fault(changes: dict[str, Any], path: str, reason: str, plugin: Plugin, gateway: Gateway) -> None:
    _, faults = plugin.faults(urn_of(TOKEN, "db"), {"instanceId": "i", "intranetDomains": [ONE], **changes})
    assert {place: text.lower() for place, text in faults.items()} == {path: reason.lower()}


def test_unknown_domain_keeps_its_place(plugin: Plugin, gateway: Gateway) -> None:
    checked = plugin.check(urn_of(TOKEN, "db"), {"instanceId": "i", "intranetDomains": [TWO, UNKNOWN, ONE]})
    assert checked["intranetDomains"] == [ONE, UNKNOWN, TWO]


@pytest.mark.parametrize("id", ["cn-hangzhou/", "cn-hangzhou/a/b"])
def test_import_of_what_is_no_id(id: str, plugin: Plugin, gateway: Gateway) -> None:
    with pytest.raises(Refused) as found:
        plugin.import_(TOKEN, id)
    assert found.value.text == (
        f"'{id}' is not an id; write it as REGION/INSTANCE, as in cn-hangzhou/apigateway-hz-ead4f4b0bac8"
    )
