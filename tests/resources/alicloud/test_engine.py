"""Resources of Alibaba Cloud under the real engine: drift, repair, updates in place, refusals, and deletion."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.engine_project import EngineProject
from tests.resources.alicloud.gateway import Gateway

pytestmark = pytest.mark.engine

PROGRAM = """\
import json
from pathlib import Path

import pulumi

from privateapi.sdk import alicloud

wanted = json.loads((Path(__file__).parent / "wanted.json").read_text())

blocks = alicloud.InstanceAccessibleCidrs("blocks", instance_id=wanted["instance"], cidr_blocks=wanted["blocks"])
records = [
    alicloud.PrivateDns(domain, intranet_domain=domain, type="A", records=values)
    for domain, values in wanted["records"].items()
]
alicloud.PrivateDnsAssociation(
    "names",
    pulumi.ResourceOptions(depends_on=[blocks]),
    instance_id=wanted["instance"],
    intranet_domains=[record.intranet_domain for record in records],
)
alicloud.ApiGroupInstance("place", group_id=wanted["group"], instance_id=wanted["instance"])
"""


@dataclass
class Project(EngineProject):
    """A project whose program gives an instance blocks and records, and moves a group to it."""

    instance: str
    group: str
    blocks: list[str] = field(default_factory=list)
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def wanted(self) -> dict[str, Any]:
        return {"instance": self.instance, "group": self.group, "blocks": self.blocks, "records": self.records}


@pytest.fixture
def project(
    tmp_path: Path,
    engine: Path,
    engine_environment: dict[str, str],
    gateway: Gateway,
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    """Credentials and endpoints come from the variables that `alicloud` reads, too."""
    for name in [name for name in os.environ if name.startswith(("ALIBABA_CLOUD_", "ALICLOUD_"))]:
        monkeypatch.delenv(name)
    folder = tmp_path / "project"
    folder.mkdir()
    environment = {
        name: value
        for name, value in engine_environment.items()
        if not name.startswith(("ALIBABA_CLOUD_", "ALICLOUD_"))
    }
    address = gateway.endpoint.address
    environment |= {
        "ALICLOUD_REGION": "cn-hangzhou",
        "ALICLOUD_ACCESS_KEY": gateway.config["accessKey"],
        "ALICLOUD_SECRET_KEY": gateway.config["secretKey"],
        "ALIBABA_CLOUD_ENDPOINT_CLOUDAPI": address,
        "ALIBABA_CLOUD_ENDPOINT_ECS": address,
        "ALIBABA_CLOUD_ENDPOINT_STS": address,
        "HTTP_PROXY": "http://127.0.0.1:9",
        "NO_PROXY": "",
    }
    made = Project(folder, engine, environment, gateway.instance(), gateway.group(gateway.instance(kind="normal")))
    made.blocks = ["10.0.2.0/24", "10.0.3.0/24", "10.0.4.0/24"]
    made.records = {
        "db.internal": [{"record": "10.0.2.9", "weight": 1}, {"record": "10.0.3.9", "weight": 2}],
        "app.internal": [{"record": "10.0.1.9", "weight": 100}],
    }
    made.write(PROGRAM)
    made.run("stack", "init")
    return made


def test_life(project: Project, gateway: Gateway) -> None:
    project.up()
    described = gateway.described(project.instance)
    assert described["ConnectCidrBlocks"] == '["10.0.1.0/24","10.0.2.0/24","10.0.3.0/24","10.0.4.0/24"]'
    assert sorted(described["PrivateDnsList"]["PrivateDns"]) == ["app.internal", "db.internal"]
    assert gateway.place(project.group) == project.instance
    assert project.resource("db.internal")["id"] == "cn-hangzhou/A/db.internal"
    project.run("preview", "--expect-no-changes")
    project.run("refresh", "--yes", "--skip-preview", "--expect-no-changes")

    gateway.call(
        "cloudapi",
        "UpdatePrivateDNS",
        IntranetDomain="db.internal",
        Type="A",
        Records=[{"Record": "10.0.2.9", "Weight": 50}],
    )
    output = project.run("refresh", "--yes", "--skip-preview")
    assert "[diff: ~records]" in output, output
    project.up()
    found = {each["IntranetDomain"]: each["Records"] for each in gateway.records()}
    assert found["db.internal"] == [{"Record": "10.0.2.9", "Weight": 1}, {"Record": "10.0.3.9", "Weight": 2}]

    before = len(gateway.actions())
    project.records["db.internal"][0]["weight"] = 7
    project.blocks.remove("10.0.4.0/24")
    output = project.up()
    assert "2 updated" in output or "2 changes" in output, output
    assert sorted(gateway.actions()[before:]) == ["ModifyInstanceAttribute", "UpdatePrivateDNS"]
    assert gateway.described(project.instance)["ConnectCidrBlocks"] == '["10.0.1.0/24","10.0.2.0/24","10.0.3.0/24"]'

    project.run("destroy", "--yes", "--skip-preview")
    assert gateway.records() == []
    described = gateway.described(project.instance)
    assert (described["ConnectCidrBlocks"], described["PrivateDnsList"]["PrivateDns"]) == ('["10.0.1.0/24"]', [])


def test_move_that_is_refused(project: Project, gateway: Gateway) -> None:
    """The reason stands in the engine's output, and the group is where it was."""
    old = gateway.place(project.group)
    gateway.access("app", gateway.described(project.instance)["ConnectVpcId"], "10.0.99.9")
    gateway.api(project.group, {"ServiceVpcEnable": "TRUE", "VpcConfig": {"Name": "app"}})
    output = project.up(fails=True)
    assert f"the group stays on {old}: ALI-VPA-02: VPC access app leads to 10.0.99.9" in output, output
    assert "Traceback" not in output
    assert gateway.place(project.group) == old


def test_bad_input(project: Project, gateway: Gateway) -> None:
    project.records["db.internal"] = [{"record": "10.0.2.9", "weight": 101}]
    before = gateway.actions()
    output = project.run("preview", fails=True)
    assert "records[0].weight: 101 is not a weight; weights are 0 to 100" in output, output
    assert gateway.actions() == before
