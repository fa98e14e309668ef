"""Moves of API groups between instances: in place, after the checks of the document, and back when one fails."""

from typing import Any

import pytest

from privateapi.sandbox.alicloud.faults import Fault
from tests.plugin import Plugin, Refused
from tests.resources.alicloud.gateway import AlibabaLifecycle, Gateway

TOKEN = "privateapi:alicloud:ApiGroupInstance"
NOUN = "Alibaba Cloud API Gateway API group's instance"


def through(access: str) -> dict[str, Any]:
    """A backend behind a VPC access authorization."""
    return {"ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": access}}


class TestApiGroupInstance(AlibabaLifecycle):
    """A group is always on some instance, so that there is nothing to be gone but the group itself."""

    token = TOKEN
    update = {"instanceId": "another"}
    replace = {"groupId": "another"}
    waits_only = True

    def inputs(self, plugin: Plugin, aws: Gateway) -> dict[str, Any]:
        return {"groupId": aws.group(aws.instance(kind="normal")), "instanceId": aws.instance()}

    def changed(self, plugin: Plugin, aws: Gateway, changes: Any) -> Any:
        return {"instanceId": aws.instance()} if "instanceId" in changes else {"groupId": aws.group(aws.instance())}

    def test_disappears(self, plugin: Plugin, aws: Gateway) -> None:
        kept = plugin.create(self.token, self.inputs(plugin, aws))
        aws.call("cloudapi", "DeleteApiGroup", GroupId=kept["groupId"])
        assert plugin.refresh(kept) is None
        assert plugin.import_(self.token, kept.id) is None
        plugin.delete(kept)
        plugin.delete(kept)


@pytest.fixture
def network(gateway: Gateway) -> dict[str, Any]:
    return gateway.network()


@pytest.fixture
def old(gateway: Gateway) -> str:
    """A conventional instance."""
    return gateway.instance(kind="normal")


@pytest.fixture
def new(gateway: Gateway, network: dict[str, Any]) -> str:
    """A VPC integration instance that reaches 10.0.1.0/24."""
    return gateway.instance(network)


def refused(plugin: Plugin, group: str, instance: str) -> str:
    with pytest.raises(Refused) as found:
        plugin.create(TOKEN, {"groupId": group, "instanceId": instance}, name="orders")
    assert found.value.id is None
    assert found.value.text.startswith(f"creating {NOUN} (orders): ")
    return found.value.text.removeprefix(f"creating {NOUN} (orders): ")


def test_move_in_place(plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str) -> None:
    server = gateway.server(network, "10.0.1.77")
    gateway.access("app", network["vpc"], server)
    group = gateway.group(old)
    api = gateway.api(group, through("app"))
    kept = plugin.create(TOKEN, {"groupId": group, "instanceId": old})
    assert (kept.id, kept["instanceType"]) == (f"cn-hangzhou/{group}", "normal")
    assert "ModifyApiGroupInstance" not in gateway.actions(), "it is there already"
    difference = plugin.diff(kept, plugin.check(kept.urn, {"groupId": group, "instanceId": new}, kept.inputs))
    assert difference.kinds == {"instanceId": "UPDATE"} and not difference.replaces
    plugin.update(kept, {"groupId": group, "instanceId": new})
    assert gateway.place(group) == new
    assert kept["instanceType"] == "vpc_connect"
    (found,) = gateway.call("cloudapi", "DescribeApis", GroupId=group)["ApiSummarys"]["ApiSummary"]
    assert found["ApiId"] == api, "the group is the same, with its APIs"


def test_deletion_leaves_the_group_where_it_is(plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    group = gateway.group(old)
    kept = plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    plugin.delete(kept)
    assert gateway.place(group) == new


def test_drift_is_shown_and_repaired(plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    group = gateway.group(old)
    kept = plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    gateway.call("cloudapi", "ModifyApiGroupInstance", GroupId=group, TargetInstanceId=old)
    refreshed = plugin.refresh(kept)
    assert refreshed is not None and refreshed["instanceId"] == old
    plugin.update(refreshed, {"groupId": group, "instanceId": new})
    assert gateway.place(group) == new


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
def test_fault_of_the_cloud(kind: Any, when: Any, plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    group = gateway.group(old)
    gateway.endpoint.fault(Fault(kind, "ModifyApiGroupInstance", when, seconds=0.0))
    plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    assert gateway.place(group) == new


# --- refusals: the group stays where it was -------------------------------------------------------------------------


def test_server_that_is_not_accessible(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str
) -> None:
    server = gateway.server(network, "10.0.9.77")
    gateway.access("app", network["vpc"], server)
    group = gateway.group(old)
    gateway.api(group, through("app"))
    assert refused(plugin, group, new) == (
        f"the group stays on {old}: ALI-VPA-02: VPC access app leads to 10.0.9.77 of server {server}, which is in none "
        f"of the accessible CIDR blocks of API Gateway instance {new}: 10.0.1.0/24. Fix: add the block that the server "
        "is in to the accessible CIDR blocks of the instance"
    )
    assert gateway.place(group) == old and "ModifyApiGroupInstance" not in gateway.actions()


def test_update_that_is_refused_leaves_the_group(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str
) -> None:
    gateway.access("app", network["vpc"], "10.0.9.77")
    group = gateway.group(old)
    gateway.api(group, through("app"))
    kept = plugin.create(TOKEN, {"groupId": group, "instanceId": old})
    with pytest.raises(Refused, match="ALI-VPA-02: VPC access app leads to 10.0.9.77"):
        plugin.update(kept, {"groupId": group, "instanceId": new})
    assert gateway.place(group) == old


def test_access_of_another_vpc(plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str) -> None:
    other = gateway.network()
    gateway.access("app", other["vpc"], "10.0.1.77")
    group = gateway.group(old)
    api = gateway.api(group, through("app"))
    name = gateway.call("cloudapi", "DescribeApi", GroupId=group, ApiId=api)["ApiName"]
    assert refused(plugin, group, new) == (
        f"the group stays on {old}: ALI-VPA-01: VPC access app is of VPC {other['vpc']}, but API Gateway instance "
        f"{new}, on which API {name} uses it, connects to VPC {network['vpc']}. Fix: authorize the server in the "
        "instance's VPC, or serve the API with an instance that connects to the server's"
    )
    assert gateway.place(group) == old


def test_address_that_is_not_accessible(plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    group = gateway.group(old)
    gateway.api(group, {"ServiceAddress": "http://10.0.9.9:8080"})
    text = refused(plugin, group, new)
    assert text.startswith(f"the group stays on {old}: ALI-ACC-01: API orders")
    assert (
        f"has the backend 10.0.9.9, which is in none of the accessible CIDR blocks of API Gateway instance {new}"
        in text
    )
    assert gateway.place(group) == old


def test_security_group_of_the_server(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Another security group may let the instance in all the same; the connection says so after the move."""
    other = gateway.call("ecs", "CreateSecurityGroup", VpcId=network["vpc"], SecurityGroupName="other")
    server = gateway.server(network, "10.0.1.77", other["SecurityGroupId"])
    gateway.access("app", network["vpc"], server)
    group = gateway.group(old)
    gateway.api(group, through("app"))
    with caplog.at_level("WARNING", "privateapi"):
        plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    assert "ALI-VPA-03" in caplog.text and "is not in" in caplog.text
    assert f"now come from 10.0.1.0/24, the vSwitches of {new}" in caplog.text


def test_server_named_by_its_address(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str
) -> None:
    server = gateway.server(network, "10.0.9.77")
    gateway.access("app", network["vpc"], "10.0.9.77")
    group = gateway.group(old)
    gateway.api(group, through("app"))
    assert f"VPC access app leads to 10.0.9.77 of server {server}, which is in none" in refused(plugin, group, new)


def test_nothing_is_warned_of_where_all_is_checked(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.server(network, "10.0.1.77")
    gateway.access("app", network["vpc"], "10.0.1.77")
    group = gateway.group(old)
    gateway.api(group, through("app"))
    with caplog.at_level("WARNING", "privateapi"):
        plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    (warning,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert warning.startswith("requests of the group ")


def test_connection_that_fails_after_the_move(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str
) -> None:
    server = gateway.server(network, "10.0.1.77")
    gateway.access("app", network["vpc"], server, 8443)
    gateway.call("ecs", "DeleteInstance", InstanceId=server)
    group = gateway.group(old)
    gateway.api(group, through("app"))
    assert refused(plugin, group, new) == (
        f"the group is back on {old}: {new} does not connect to {server}:8443 of the VPC access app; let the "
        "security group of the instance out to the servers, and let theirs in what comes from its vSwitches"
    )
    assert gateway.place(group) == old
    assert gateway.actions().count("ModifyApiGroupInstance") == 2


def test_refusal_of_alibaba_cloud(plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    group = gateway.group(old)
    gateway.endpoint.fault(
        Fault(
            "error",
            "ModifyApiGroupInstance",
            code="InvalidBackend",
            status=400,
            message="instance cannot connect to the backend 10.0.9.77.",
        )
    )
    assert refused(plugin, group, new).startswith(
        "InvalidBackend: instance cannot connect to the backend 10.0.9.77. (ModifyApiGroupInstance, request "
    )
    assert gateway.place(group) == old


def test_server_that_cannot_be_read(
    plugin: Plugin, gateway: Gateway, network: dict[str, Any], old: str, new: str, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.access("app", network["vpc"], "10.0.1.77")
    group = gateway.group(old)
    gateway.api(group, through("app"))
    gateway.endpoint.fault(Fault("error", "DescribeNetworkInterfaces", code="Forbidden.RAM", status=403, message="No."))
    with caplog.at_level("WARNING", "privateapi"):
        plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    assert "the server 10.0.1.77 of the VPC access app cannot be read: Forbidden.RAM: No. (Describe" in caplog.text
    assert "not checked before the change: ALI-VPA-03: API group group" in caplog.text


def test_group_that_there_is_not(plugin: Plugin, gateway: Gateway, new: str) -> None:
    assert refused(plugin, "gone", new).startswith("NotFoundApiGroup: ")


def test_instance_that_there_is_not(plugin: Plugin, gateway: Gateway, old: str) -> None:
    assert refused(plugin, gateway.group(old), "apigateway-gone") == (
        "there is no API Gateway instance 'apigateway-gone' in cn-hangzhou; a dedicated one there is needed"
    )


def test_import_of_what_is_no_id(plugin: Plugin, gateway: Gateway) -> None:
    with pytest.raises(Refused) as found:
        plugin.import_(TOKEN, "cn-hangzhou/")
    assert found.value.text == (
        "'cn-hangzhou/' is not an id; write it as REGION/GROUP, as in cn-hangzhou/523e8dc7bbe04613b5b1d726c2a7xxxx"
    )


def test_waits_for_the_new_instance(plugin: Plugin, gateway: Gateway, old: str, new: str) -> None:
    gateway.endpoint.settle(3)
    change = {"CidrBlock": "10.0.9.0/24", "Customized": True}
    gateway.call("cloudapi", "ModifyInstanceAttribute", InstanceId=new, ToConnectVpcIpBlock=change)
    group = gateway.group(old)
    plugin.create(TOKEN, {"groupId": group, "instanceId": new})
    assert gateway.place(group) == new
