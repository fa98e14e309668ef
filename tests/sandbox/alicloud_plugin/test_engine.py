"""A program with the classes of `pulumi_alicloud`, unchanged, under the real engine and on the local Alibaba Cloud."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox.alicloud.call import CLOUDAPI, VPC
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, describe_instance
from privateapi.sandbox.alicloud_plugin.config import PRODUCTS
from privateapi.sandbox.alicloud_plugin.install import install
from tests.engine_project import EngineProject

pytestmark = pytest.mark.engine

PROGRAM = """\
import json
from pathlib import Path

import pulumi
import pulumi_alicloud as alicloud

wanted = json.loads((Path(__file__).parent / "wanted.json").read_text())

vpc = alicloud.vpc.Network("orders", vpc_name="orders", cidr_block="10.0.0.0/16", tags=wanted["tags"])
vswitch = alicloud.vpc.Switch(
    "orders", vpc_id=vpc.id, zone_id="cn-hangzhou-j", cidr_block="10.0.1.0/24", vswitch_name=wanted["vswitch"]
)
group = alicloud.ecs.SecurityGroup("orders", vpc_id=vpc.id, security_group_name="orders")
alicloud.ecs.SecurityGroupRule(
    "https",
    type="ingress",
    ip_protocol="tcp",
    port_range="443/443",
    cidr_ip=vpc.cidr_block,
    security_group_id=group.id,
)
instance = alicloud.apigateway.Instance(
    "orders",
    instance_name="orders",
    instance_spec="api.s1.small",
    https_policy="HTTPS2_TLS1_2",
    payment_type="PayAsYouGo",
    instance_type="vpc_connect",
    user_vpc_id=vpc.id,
    instance_cidr=wanted["cidr"],
    zone_vswitch_security_groups=[
        alicloud.apigateway.InstanceZoneVswitchSecurityGroupArgs(
            zone_id=vswitch.zone_id,
            vswitch_id=vswitch.id,
            cidr_block=vswitch.cidr_block,
            security_group=group.id,
        )
    ],
)
access = alicloud.apigateway.VpcAccess("orders", vpc_id=vpc.id, instance_id="10.0.1.9", port=wanted["port"])
apis = alicloud.apigateway.Group("orders", instance_id=instance.id, description="orders")
api = alicloud.apigateway.Api(
    "list-orders",
    group_id=apis.id,
    description="list orders",
    auth_type="ANONYMOUS",
    request_config=alicloud.apigateway.ApiRequestConfigArgs(
        protocol="HTTPS", method="GET", path="/orders", mode="MAPPING"
    ),
    service_type="HTTP-VPC",
    http_vpc_service_config=alicloud.apigateway.ApiHttpVpcServiceConfigArgs(
        name=access.name, method="GET", path="/orders", timeout=5000
    ),
    stage_names=["RELEASE"],
)
pulumi.export("instance", instance.id)
pulumi.export("blocks", instance.connect_cidr_blocks)
pulumi.export("subDomain", apis.sub_domain)
for name in wanted["more"]:
    alicloud.vpc.RouteEntry(name, route_table_id=vpc.route_table_id)
"""


@dataclass
class Project(EngineProject):
    """A project on the stand-in."""

    asked: dict[str, Any] = field(
        default_factory=lambda: {
            "tags": {"team": "network"},
            "vswitch": "orders-j",
            "cidr": "192.168.0.0/16",
            "port": 8080,
            "more": [],
        }
    )

    def wanted(self) -> dict[str, Any]:
        return self.asked

    def outputs(self) -> dict[str, Any]:
        """The stack's outputs."""
        found: dict[str, Any] = json.loads(self.run("stack", "output", "--json"))
        return found


@pytest.fixture
def project(tmp_path: Path, engine: Path, engine_environment: dict[str, str], endpoint: Endpoint) -> Iterator[Project]:
    install(Path(engine_environment["PULUMI_HOME"]))
    folder = tmp_path / "project"
    folder.mkdir()
    variables = {f"ALIBABA_CLOUD_ENDPOINT_{product.upper()}": endpoint.address for product in PRODUCTS}
    variables |= {"ALICLOUD_REGION": "cn-hangzhou", "ALICLOUD_ACCESS_KEY": "sandbox", "ALICLOUD_SECRET_KEY": "sandbox"}
    made = Project(folder, engine, engine_environment | variables)
    made.write(PROGRAM)
    made.run("stack", "init")
    yield made


def test_whole_life(project: Project, ali: Clients) -> None:
    preview = project.run("preview")
    assert "+ 9 to create" in preview and "warning" not in preview.lower(), preview

    created = project.up()
    assert "+ 9 created" in created and "warning" not in created.lower(), created
    outputs = project.outputs()
    instance = outputs["instance"]
    assert describe_instance(ali, instance)["Status"] == "RUNNING"
    assert json.loads(outputs["blocks"]) == ["10.0.1.0/24"]
    assert outputs["subDomain"].endswith(".alicloudapi.com")

    again = project.up()
    assert "9 unchanged" in again, again

    project.asked["vswitch"] = "renamed"
    project.asked["port"] = 8443
    changed = project.up()
    assert "~ 2 updated" in changed and "+-1 replaced" in changed and "6 unchanged" in changed, changed
    (access,) = ali.call(CLOUDAPI, "DescribeVpcAccesses")["VpcAccessAttributes"]["VpcAccessAttribute"]
    assert access["Port"] == 8443

    ali.call(CLOUDAPI, "ModifyInstanceAttribute", {"InstanceId": instance, "InstanceName": "theirs"})
    refreshed = project.run("refresh", "--yes", "--skip-preview")
    assert "~ 1 updated" in refreshed and "[diff: ~instanceName]" in refreshed, refreshed
    repaired = project.up()
    assert "~ 1 updated" in repaired, repaired
    assert describe_instance(ali, instance)["InstanceName"] == "orders"

    destroyed = project.run("destroy", "--yes", "--skip-preview")
    assert "- 9 deleted" in destroyed, destroyed
    assert ali.call(VPC, "DescribeVpcs")["TotalCount"] == 0
    assert ali.call(CLOUDAPI, "DescribeInstances")["TotalCount"] == 0


def test_the_engine_downloads_nothing(project: Project) -> None:
    """The official language host asks for the plugin of every installed package, before the program runs."""

    def plugins(*arguments: str) -> str:
        command = [str(project.pulumi), "plugin", *arguments]
        return subprocess.run(command, env=project.environment, stdout=subprocess.PIPE, text=True, check=True).stdout

    (listed,) = json.loads(plugins("ls", "--json"))
    assert (listed["name"], listed["kind"], listed["version"]) == ("alicloud", "resource", "4.0.0")
    plugins("install", "resource", "alicloud", "4.0.0")


def test_import(project: Project, ali: Clients) -> None:
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": "10.7.0.0/16", "VpcName": "theirs"})["VpcId"]
    token = "alicloud:vpc/network:Network"
    said = project.run("import", token, "theirs", vpc, "--yes", "--protect=false", "--generate-code=false")
    assert "= 1 imported" in said, said
    kept = project.resource("theirs")
    assert kept["id"] == vpc and kept["inputs"]["cidrBlock"] == "10.7.0.0/16" and kept["outputs"]["vpcName"] == "theirs"
    missing = project.run("import", token, "none", "vpc-1", "--yes", "--generate-code=false", fails=True)
    assert "importing VPC (vpc-1): vpc-1 does not exist" in missing, missing


def test_a_type_that_the_stand_in_has_not(project: Project) -> None:
    project.asked["more"] = ["peering"]
    refused = project.run("preview", fails=True)
    assert "has no resource 'alicloud:vpc/routeEntry:RouteEntry'; it has alicloud:apigateway/api:Api, " in refused
    assert "Traceback" not in refused


def test_an_endpoint_on_the_internet(project: Project, ali: Clients) -> None:
    project.environment["ALIBABA_CLOUD_ENDPOINT_VPC"] = "vpc.aliyuncs.com"
    refused = project.run("preview", fails=True)
    assert "ALIBABA_CLOUD_ENDPOINT_VPC is 'vpc.aliyuncs.com', which is no host and port on loopback" in refused
    assert "Traceback" not in refused
