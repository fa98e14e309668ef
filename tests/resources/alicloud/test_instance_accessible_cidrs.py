"""Accessible CIDR blocks of an instance: the whole set, a call for each change, the vSwitches' own blocks untouched."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from privateapi.sandbox.alicloud.faults import Fault
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.alicloud.gateway import AlibabaLifecycle, Gateway

TOKEN = "privateapi:alicloud:InstanceAccessibleCidrs"
OWN = "10.0.1.0/24"
BLOCKS = ["10.0.2.0/24", "10.0.3.0/24", "10.0.4.0/24"]


def reached(gateway: Gateway, instance: str) -> list[str]:
    """The blocks that the API answers for an instance."""
    return sorted(json.loads(gateway.described(instance)["ConnectCidrBlocks"]))


def changes(gateway: Gateway) -> list[str]:
    """What was added and taken away, in order, one entry for each call."""
    found = []
    for each in gateway.endpoint.calls:
        if each.action == "ModifyInstanceAttribute" and each.code is None:
            assert set(each.parameters) & {"InstanceName", "HttpsPolicy"} == set()
            added = each.parameters.get("ToConnectVpcIpBlock")
            taken = each.parameters.get("DeleteVpcIpBlock")
            found.append(f"+{json.loads(added)['CidrBlock']}" if added else f"-{taken}")
    return found


class TestInstanceAccessibleCidrs(AlibabaLifecycle):
    token = TOKEN
    update = {"cidrBlocks": ["10.0.2.0/24", "10.0.5.0/24"]}
    replace = {"instanceId": "another"}

    def inputs(self, plugin: Plugin, aws: Gateway) -> dict[str, Any]:
        return {"instanceId": aws.instance(), "cidrBlocks": BLOCKS}

    def changed(self, plugin: Plugin, aws: Gateway, changes: Any) -> Any:
        return {"instanceId": aws.instance()} if "instanceId" in changes else changes

    def gone(self, aws: Gateway, kept: Kept) -> bool:
        return reached(aws, kept["instanceId"]) == [OWN]


def test_all_blocks_are_added(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    kept = plugin.create(TOKEN, {"instanceId": instance, "cidrBlocks": [BLOCKS[2], BLOCKS[0], BLOCKS[1]]})
    assert kept.id == f"cn-hangzhou/{instance}"
    assert (kept["cidrBlocks"], kept["ownCidrBlocks"]) == (BLOCKS, [OWN])
    assert reached(gateway, instance) == [OWN, *BLOCKS]
    assert changes(gateway) == [f"+{block}" for block in BLOCKS]


def test_one_of_three_is_removed(plugin: Plugin, gateway: Gateway) -> None:
    inputs: dict[str, Any] = {"instanceId": gateway.instance(), "cidrBlocks": BLOCKS}
    kept = plugin.create(TOKEN, inputs)
    plugin.update(kept, {**inputs, "cidrBlocks": [BLOCKS[0], BLOCKS[2]]})
    assert reached(gateway, inputs["instanceId"]) == [OWN, BLOCKS[0], BLOCKS[2]]
    assert changes(gateway)[3:] == [f"-{BLOCKS[1]}"]


def test_drift_is_shown_and_repaired(plugin: Plugin, gateway: Gateway) -> None:
    inputs: dict[str, Any] = {"instanceId": gateway.instance(), "cidrBlocks": BLOCKS}
    kept = plugin.create(TOKEN, inputs)
    gateway.endpoint.settle(0)
    instance = inputs["instanceId"]
    gateway.call("cloudapi", "ModifyInstanceAttribute", InstanceId=instance, DeleteVpcIpBlock=BLOCKS[1])
    stranger = {"CidrBlock": "10.7.0.0/16", "Customized": True}
    gateway.call("cloudapi", "ModifyInstanceAttribute", InstanceId=instance, ToConnectVpcIpBlock=stranger)
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed["cidrBlocks"] == [BLOCKS[0], BLOCKS[2], "10.7.0.0/16"]
    plugin.update(refreshed, inputs)
    assert reached(gateway, instance) == [OWN, *BLOCKS]


def test_own_block_is_named_and_stays(plugin: Plugin, gateway: Gateway) -> None:
    inputs: dict[str, Any] = {"instanceId": gateway.instance(), "cidrBlocks": [OWN, BLOCKS[0]]}
    kept = plugin.create(TOKEN, inputs)
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and not plugin.diff(refreshed, plugin.check(kept.urn, inputs, kept.inputs))
    plugin.delete(kept)
    assert reached(gateway, inputs["instanceId"]) == [OWN]
    assert changes(gateway) == [f"+{BLOCKS[0]}", f"-{BLOCKS[0]}"]


def test_instance_takes_one_change_at_a_time(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    gateway.endpoint.settle(4)
    plugin.create(TOKEN, {"instanceId": instance, "cidrBlocks": BLOCKS})
    assert reached(gateway, instance) == [OWN, *BLOCKS]
    assert not [each for each in gateway.endpoint.calls if each.code == "ForbiddenInstanceStatus"]


@pytest.mark.parametrize("looks", [0, 2])
def test_instance_that_is_deleted(looks: int, plugin: Plugin, gateway: Gateway) -> None:
    """The blocks go with the instance, also while it is still on its way."""
    instance = gateway.instance()
    kept = plugin.create(TOKEN, {"instanceId": instance, "cidrBlocks": BLOCKS})
    gateway.endpoint.settle(looks)
    gateway.call("cloudapi", "DeleteInstance", InstanceId=instance)
    plugin.delete(kept)
    assert plugin.refresh(kept) is None


def test_other_resources_change_the_same_instance(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    domains = [f"s{number}.internal.example" for number in range(4)]
    for domain in domains:
        gateway.record(domain, "A", "10.0.1.9")
    gateway.endpoint.settle(3)
    wanted: list[tuple[str, dict[str, Any]]] = [(TOKEN, {"cidrBlocks": BLOCKS})]
    wanted += [("privateapi:alicloud:PrivateDnsAssociation", {"intranetDomains": [domain]}) for domain in domains]
    with ThreadPoolExecutor(len(wanted)) as pool:
        list(pool.map(lambda each: plugin.create(each[0], {"instanceId": instance, **each[1]}), wanted))
    assert reached(gateway, instance) == [OWN, *BLOCKS]
    assert sorted(gateway.described(instance)["PrivateDnsList"]["PrivateDns"]) == domains
    assert [each.code for each in gateway.endpoint.calls if each.code] == []


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        ("throttling", "before"),
        ("unavailable", "before"),
        ("unavailable", "after"),
        ("reset", "before"),
        ("reset", "after"),
    ],
)
def test_fault_of_the_cloud(kind: Any, when: Any, plugin: Plugin, gateway: Gateway) -> None:
    inputs: dict[str, Any] = {"instanceId": gateway.instance(), "cidrBlocks": BLOCKS}
    gateway.endpoint.fault(Fault(kind, "ModifyInstanceAttribute", when, seconds=0.0))
    kept = plugin.create(TOKEN, inputs)
    assert reached(gateway, inputs["instanceId"]) == [OWN, *BLOCKS]
    gateway.endpoint.fault(Fault(kind, "ModifyInstanceAttribute", when, seconds=0.0))
    plugin.delete(kept)
    assert reached(gateway, inputs["instanceId"]) == [OWN]


def test_half_of_the_blocks(plugin: Plugin, gateway: Gateway) -> None:
    inputs: dict[str, Any] = {"instanceId": gateway.instance(), "cidrBlocks": ["10.0.2.0/24", "10.0.3.0/24"]}
    gateway.endpoint.fault(Fault("error", "ModifyInstanceAttribute", code="ForbiddenAction", status=403, message="No."))
    with pytest.raises(Refused) as refused:
        plugin.create(TOKEN, inputs, name="blocks")
    assert refused.value.id == f"cn-hangzhou/{inputs['instanceId']}"
    assert refused.value.text.startswith(
        "setting up Alibaba Cloud API Gateway accessible CIDR blocks "
        f"(blocks, cn-hangzhou/{inputs['instanceId']}): ForbiddenAction: No. (ModifyInstanceAttribute, request "
    )
    plugin.update(plugin.made[-1], inputs)
    assert reached(gateway, inputs["instanceId"]) == [OWN, "10.0.2.0/24", "10.0.3.0/24"]


# --- refusals -------------------------------------------------------------------------------------------------------


def test_reserved_block(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance()
    with pytest.raises(Refused) as refused:
        plugin.create(TOKEN, {"instanceId": instance, "cidrBlocks": ["172.19.112.0/24"]}, name="blocks")
    assert refused.value.text == (
        "creating Alibaba Cloud API Gateway accessible CIDR blocks (blocks): nothing was added: ALI-ACC-03: accessible "
        f"CIDR blocks blocks of API Gateway instance {instance} adds 172.19.112.0/24, which overlaps "
        "172.19.112.0/20, reserved for VPC integration instances in cn-hangzhou-j ('API Gateway: VPC integration "
        "instances', 2026-01-09). Fix: add only the blocks that backends are in, outside the reserved ones: traffic to "
        "those stays in the gateway"
    )
    assert changes(gateway) == []


def test_conventional_instance(plugin: Plugin, gateway: Gateway) -> None:
    instance = gateway.instance(kind="normal")
    with pytest.raises(Refused) as refused:
        plugin.create(TOKEN, {"instanceId": instance, "cidrBlocks": BLOCKS}, name="blocks")
    assert refused.value.text == (
        f"creating Alibaba Cloud API Gateway accessible CIDR blocks (blocks): {instance} is an instance of type "
        "'normal'; only VPC integration instances (vpc_connect) have accessible CIDR blocks"
    )


@pytest.mark.parametrize(
    ("blocks", "path", "reason"),
    [
        (["10.0.2.0/24", "10.0.2.0/24"], "cidrBlocks", "10.0.2.0/24 is there more than once"),
        (
            ["172.16.0.0/12"],
            "cidrBlocks",
            "172.16.0.0/12 overlaps 172.20.0.0/16, which VPC integration instances use themselves in every zone of "
            "cn-hangzhou ('API Gateway: VPC integration instances', 2026-01-09); use addresses outside of it",
        ),
        (["10.0.2.1/24"], "cidrBlocks[0]", "'10.0.2.1/24' has host bits set; the block is '10.0.2.0/24'"),
        (
            ["2001:db8::/56"],
            "cidrBlocks[0]",
            "'2001:db8::/56' is an IPv6 block; write an IPv4 one such as '10.0.0.0/16'",
        ),
    ],
)
def test_fault(blocks: list[str], path: str, reason: str, plugin: Plugin, gateway: Gateway) -> None:
    _, faults = plugin.faults(urn_of(TOKEN, "blocks"), {"instanceId": "i", "cidrBlocks": blocks})
    assert faults == {path: reason}
