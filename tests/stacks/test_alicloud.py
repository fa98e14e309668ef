"""Seeds 000 and 001 end to end: the alicloud stack deployed, changed, refused, drifted, repaired and destroyed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS, VPC
from privateapi.sandbox.alicloud.testing import Clients
from tests.stacks.deployment import Deployment, operations

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("alicloud")]

STACK = "alicloud"
Config = dict[str, Any]
INTEGRATED = ("gateway-j", "gateway-k")


@pytest.fixture(scope="module")
def deployed(deployment: Deployment) -> Deployment:
    """The stack, deployed as `make up` deploys it, with the packs in the preview and the update."""
    done = deployment.run("up", STACK, timeout=600)
    assert done.code == 0, done.out
    assert set(done.counts) == {"created"}
    assert "[mandatory]" not in done.out and "[advisory]" not in done.out
    return deployment


@contextmanager
def changed(deployment: Deployment, change: Callable[[Config], None]) -> Iterator[None]:
    """The stack's configuration changed for a while."""
    path = deployment.folder / "stacks" / f"Pulumi.{STACK}.yaml"
    original = path.read_text(encoding="utf-8")
    deployment.configure(STACK, change, STACK)
    try:
        yield
    finally:
        path.write_text(original, encoding="utf-8")


def instances(cloud: Clients) -> dict[str, dict[str, Any]]:
    """The instances by name."""
    found = cloud.call(CLOUDAPI, "DescribeInstances", {"PageSize": 50})["Instances"]["InstanceAttribute"]
    return {each["InstanceName"]: each for each in found}


def blocks(instance: Mapping[str, Any]) -> set[str]:
    """The accessible CIDR blocks of an instance."""
    return set(instance["ConnectCidrBlocks"].strip("[]").replace('"', "").replace(" ", "").split(","))


def records(cloud: Clients) -> dict[str, dict[str, Any]]:
    """The internal DNS records by domain."""
    found = cloud.call(CLOUDAPI, "ListPrivateDNS", {"PageSize": 50})["PrivateDNSList"]
    return {each["IntranetDomain"]: each for each in found}


def weights(cloud: Clients, domain: str) -> dict[str, int]:
    """The addresses of a domain with their weights."""
    return {each["Record"]: each["Weight"] for each in records(cloud)[domain]["Records"]}


def groups(cloud: Clients) -> dict[str, dict[str, Any]]:
    """The API groups by name."""
    found = cloud.call(CLOUDAPI, "DescribeApiGroups", {"PageSize": 50})["ApiGroupAttributes"]["ApiGroupAttribute"]
    return {each["GroupName"]: each for each in found}


def changes(cloud: Clients, after: int = 0) -> list[str]:
    """The changes that were asked for, in order."""
    reads = ("Describe", "List", "Get", "Validate")
    return [each["action"] for each in cloud.control("GET", "calls")[after:] if not each["action"].startswith(reads)]


def leftovers(cloud: Clients) -> dict[str, list[str]]:
    """What is still there of the things that a stack makes. The service-linked role belongs to API Gateway."""
    found = {
        "instance": list(instances(cloud)),
        "record": list(records(cloud)),
        "group": list(groups(cloud)),
        "VPC access": [
            each["Name"]
            for each in cloud.call(CLOUDAPI, "DescribeVpcAccesses")["VpcAccessAttributes"]["VpcAccessAttribute"]
        ],
        "VPC": [each["VpcId"] for each in cloud.call(VPC, "DescribeVpcs")["Vpcs"]["Vpc"]],
        "vSwitch": [each["VSwitchId"] for each in cloud.call(VPC, "DescribeVSwitches")["VSwitches"]["VSwitch"]],
        "security group": [
            each["SecurityGroupId"]
            for each in cloud.call(ECS, "DescribeSecurityGroups")["SecurityGroups"]["SecurityGroup"]
        ],
    }
    return {kind: names for kind, names in found.items() if names}


def test_instances(deployed: Deployment) -> None:
    found = instances(deployed.alicloud)
    outputs = deployed.outputs(STACK)
    assert {name: each["InstanceId"] for name, each in found.items()} == outputs["instances"]
    assert {name: each["DedicatedInstanceType"] for name, each in found.items()} == {
        "gateway-j": "vpc_connect",
        "gateway-k": "vpc_connect",
        "gateway-conventional": "normal",
    }
    assert {found[name]["ConnectVpcId"] for name in INTEGRATED} == {outputs["vpc_id"]}
    zones = {
        name: [each["ZoneId"] for each in found[name]["NetworkInterfaceAttributes"]["NetworkInterfaceAttribute"]]
        for name in INTEGRATED
    }
    assert zones == {"gateway-j": ["cn-hangzhou-j"], "gateway-k": ["cn-hangzhou-k"]}
    assert {name: blocks(found[name]) for name in INTEGRATED} == {
        "gateway-j": {"10.0.1.0/24", "10.0.16.0/20", "10.0.32.0/20", "10.0.48.0/20"},
        "gateway-k": {"10.0.2.0/24", "10.0.16.0/20", "10.0.32.0/20", "10.0.64.0/20"},
    }


def test_names(deployed: Deployment) -> None:
    found = records(deployed.alicloud)
    ids = deployed.outputs(STACK)["instances"]
    shared = [f"{name}.internal.example.com" for name in ("catalog", "orders", "stock")]
    assert sorted(found) == sorted([*shared, "payments.internal.example.com"])
    for domain in shared:
        assert found[domain]["Type"] == "A"
        assert sorted(found[domain]["BindInstances"]) == sorted(ids[name] for name in INTEGRATED)
    assert weights(deployed.alicloud, "orders.internal.example.com") == {"10.0.16.10": 3, "10.0.16.11": 1}
    conventional = found["payments.internal.example.com"]
    assert (conventional["Type"], conventional["BindInstances"]) == ("VPC", [ids["gateway-conventional"]])


def test_backends(deployed: Deployment) -> None:
    cloud, outputs = deployed.alicloud, deployed.outputs(STACK)
    found = groups(cloud)
    assert {name: each["InstanceId"] for name, each in found.items()} == {
        "shop": outputs["instances"]["gateway-j"],
        "reports": outputs["instances"]["gateway-k"],
        "payments": outputs["instances"]["gateway-conventional"],
    }
    shop = cloud.call(CLOUDAPI, "DescribeApis", {"GroupId": outputs["groups"]["shop"]})["ApiSummarys"]["ApiSummary"]
    services = {
        each["ApiName"]: cloud.call(CLOUDAPI, "DescribeApi", {"ApiId": each["ApiId"]})["ServiceConfig"] for each in shop
    }
    assert services["get_orders"]["ServiceAddress"] == "https://orders.internal.example.com"
    assert services["get_stock"]["ServiceAddress"] == "http://stock.internal.example.com:8080"
    assert services["post_invoices"]["VpcConfig"]["Name"] == "invoices"


def test_nothing_changes(deployed: Deployment) -> None:
    done = deployed.run("up", STACK, timeout=600)
    assert done.code == 0, done.out
    assert set(done.counts) == {"unchanged"}


def test_weights_change_in_place(deployed: Deployment) -> None:
    def shift(config: Config) -> None:
        config["domains"]["orders"]["records"][0]["weight"] = 1

    cloud = deployed.alicloud
    before, created = len(cloud.control("GET", "calls")), records(cloud)["orders.internal.example.com"]["CreatedTime"]
    with changed(deployed, shift):
        done = deployed.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    # The record, and the component that says what it holds.
    assert done.counts["updated"] == 2 and not {"created", "deleted", "replaced"} & done.counts.keys()
    assert changes(cloud, before) == ["UpdatePrivateDNS"]
    assert weights(cloud, "orders.internal.example.com") == {"10.0.16.10": 1, "10.0.16.11": 1}
    assert records(cloud)["orders.internal.example.com"]["CreatedTime"] == created


def test_record_edited_behind_our_back(deployed: Deployment) -> None:
    cloud = deployed.alicloud
    edited = {"IntranetDomain": "stock.internal.example.com", "Type": "A"}
    cloud.call(CLOUDAPI, "UpdatePrivateDNS", edited, form={"Records": '[{"Record": "10.0.32.99", "Weight": 7}]'})
    done = deployed.run("refresh", STACK)
    assert done.code == 0, done.out
    assert "privateapi:alicloud:PrivateDns stock" in done.out and "~records" in done.out
    done = deployed.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    assert weights(cloud, "stock.internal.example.com") == {"10.0.32.10": 50, "10.0.32.11": 50}
    assert weights(cloud, "orders.internal.example.com") == {"10.0.16.10": 3, "10.0.16.11": 1}


def test_one_accessible_block_less(deployed: Deployment) -> None:
    def leave_out(config: Config) -> None:
        config["instances"]["gateway-k"]["accessibleCidrs"].remove("10.0.64.0/20")

    cloud = deployed.alicloud
    before = len(cloud.control("GET", "calls"))
    with changed(deployed, leave_out):
        done = deployed.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    assert changes(cloud, before) == ["ModifyInstanceAttribute"]
    found = instances(cloud)
    assert blocks(found["gateway-k"]) == {"10.0.2.0/24", "10.0.16.0/20", "10.0.32.0/20"}
    assert "10.0.48.0/20" in blocks(found["gateway-j"])
    assert deployed.run("up", STACK, "--skip-preview").code == 0
    assert "10.0.64.0/20" in blocks(instances(cloud)["gateway-k"])


def test_group_moves_in_place(deployed: Deployment) -> None:
    def move(config: Config) -> None:
        config["groups"]["reports"]["instance"] = "gateway-j"

    cloud = deployed.alicloud
    before, calls = groups(cloud)["reports"], len(cloud.control("GET", "calls"))
    with changed(deployed, move):
        steps = operations(deployed.preview(STACK))
        assert not {"replace", "create", "delete", "create-replacement"} & steps.keys()
        done = deployed.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    after = groups(cloud)["reports"]
    assert after["GroupId"] == before["GroupId"]
    assert after["InstanceId"] == instances(cloud)["gateway-j"]["InstanceId"]
    assert changes(cloud, calls) == ["ModifyApiGroupInstance"]
    # And back again.
    assert deployed.run("up", STACK, "--skip-preview").code == 0
    assert groups(cloud)["reports"]["InstanceId"] == before["InstanceId"]


def _move_shop(config: Config) -> None:
    config["groups"]["shop"]["instance"] = "gateway-k"


def _other_vpc(config: Config) -> None:
    del config["vpcCidr"]
    config["existing"] = {"vpcId": "vpc-other", "cidr": "10.0.0.0/16"}


def _zone(key: str, value: Any) -> Callable[[Config], None]:
    return lambda config: config["instances"]["gateway-j"]["zones"][0].__setitem__(key, value)


def _records(*values: Mapping[str, Any]) -> Callable[[Config], None]:
    return lambda config: config["domains"]["orders"].__setitem__("records", list(values))


def _set(*path: str, value: Any) -> Callable[[Config], None]:
    def change(config: Config) -> None:
        inner = config
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("case", "change", "text"),
    [
        (
            "another VPC",
            _other_vpc,
            "to 'vpc-other', but the VPC of an instance is immutable after creation",
        ),
        (
            "move to an instance that misses a backend",
            _move_shop,
            "ALI-VPA-02: VPC access invoices leads to 10.0.48.30, which is in none of the accessible CIDR blocks of "
            "API Gateway instance gateway-k",
        ),
    ],
)
def test_refused_change(deployed: Deployment, case: str, change: Callable[[Config], None], text: str) -> None:
    """Refused in the preview, and by an update without one before anything is changed."""
    cloud = deployed.alicloud
    before, ids = len(cloud.control("GET", "calls")), deployed.outputs(STACK)
    with changed(deployed, change):
        for arguments in (("preview", STACK), ("up", STACK, "--skip-preview")):
            done = deployed.run(*arguments)
            assert done.code != 0, case
            assert text in done.out, done.out
            assert "Traceback" not in done.out
    assert changes(cloud, before) == [], (case, done.out)
    assert {name: each["InstanceId"] for name, each in instances(cloud).items()} == ids["instances"]
    assert groups(cloud)["shop"]["InstanceId"] == ids["instances"]["gateway-j"]


def test_replaced_vpc(deployed: Deployment) -> None:
    """Of a VPC that would be replaced the new id is not known in the preview, and cannot be the same."""
    vpc = "urn:pulumi:alicloud::private-apis::alicloud:vpc/network:Network::alicloud"
    done = deployed.run("preview", STACK, "--replace", vpc)
    assert done.code != 0
    text = "to one that is not known yet, but the VPC of an instance is immutable after creation"
    assert text in done.out and "Traceback" not in done.out, done.out


@pytest.mark.parametrize(
    ("case", "change", "text"),
    [
        (
            "reserved block",
            lambda config: config.update(
                vpcCidr="172.20.0.0/16", instances={"gateway-j": _instance("172.20.1.0/24")}, groups={}, domains={}
            ),
            "zones[0].cidr: ALI-CIDR-01: vSwitch gateway-j-cn-hangzhou-j of API Gateway instance gateway-j has "
            "172.20.1.0/24, which overlaps 172.20.0.0/16, reserved for VPC integration instances in cn-hangzhou-j",
        ),
        (
            "record outside",
            _records({"address": "10.0.64.1"}),
            "records: ALI-DNS-08: internal DNS record orders has the address 10.0.64.1, which is in none of the "
            "accessible CIDR blocks of API Gateway instance gateway-j",
        ),
        (
            "kinds mixed",
            _set("domains", "orders", "instances", value=["gateway-j", "gateway-conventional"]),
            "ALI-DNS-09: internal DNS record orders is for VPC integration instances",
        ),
        (
            "unknown region",
            _set("region", value="cn-hangzou"),
            "private-apis:region: 'cn-hangzou' is not a region of Alibaba Cloud",
        ),
        (
            "unknown instance",
            _set("groups", "shop", "instance", value="gateway-i"),
            "private-apis:groups.shop.instance: 'gateway-i' is not an instance; did you mean 'gateway-",
        ),
        ("zone", _zone("zone", "cn-shanghai-a"), "zones[0].zone: 'cn-shanghai-a' is not in region 'cn-hangzhou'"),
        (
            "two backends",
            _set("groups", "shop", "routes", "GET /orders", value={"domain": "orders", "access": "a"}),
            "give either domain (a URL) or access (a server over a VPC access)",
        ),
    ],
)
def test_refused_configuration(deployed: Deployment, case: str, change: Callable[[Config], None], text: str) -> None:
    deployed.configure("wrong", change, STACK)
    calls = len(deployed.alicloud.control("GET", "calls"))
    # Without the packs: the program itself refuses.
    done = deployed.run("pulumi", "wrong", "--", "preview")
    assert done.code != 0, case
    assert text in done.out, done.out
    assert "Traceback" not in done.out
    assert changes(deployed.alicloud, calls) == []


def _instance(cidr: str) -> dict[str, Any]:
    return {"zones": [{"zone": "cn-hangzhou-j", "cidr": cidr}], "instanceCidr": "192.168.0.0/16"}


def test_down_leaves_nothing(deployed: Deployment) -> None:
    done = deployed.run("down", STACK)
    assert done.code == 0, done.out
    assert leftovers(deployed.alicloud) == {}
