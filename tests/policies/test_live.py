"""What exists in the account, and in no program: a sandbox that the packs read while the program is previewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.sandbox.alicloud import server as alibaba
from privateapi.sandbox.alicloud.testing import Clients as AlibabaClients
from privateapi.sandbox.alicloud.testing import make_network as alibaba_network
from privateapi.sandbox.aws.server import serve
from privateapi.sandbox.aws.testing import Clients, make_network
from tests.policies.previews import HERE, first_preview, project

pytestmark = pytest.mark.engine

PROGRAM = HERE / "live" / "aws" / "new_vpc.py"
VSWITCH = HERE / "live" / "alicloud" / "new_vswitch.py"
LIVE = {"live": {"regions": ["us-east-1"], "timeLimitSeconds": 300}}


def existing_network(aws: Clients, second_octet: int) -> tuple[str, str]:
    """A VPC on a transit gateway; the ids of the two."""
    network = make_network(aws, second_octet=second_octet)
    ec2 = aws("ec2")
    gateway: str = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gateway, VpcId=network.vpc, SubnetIds=[*network.subnets])
    return network.vpc, gateway


@pytest.mark.parametrize("second_octet", [0, 1])
def test_existing_vpc(second_octet: int, tmp_path: Path, engine: Path, engine_environment: dict[str, str]) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    project(folder, PROGRAM)
    with serve() as endpoint:
        vpc, gateway = existing_network(Clients(endpoint), second_octet)
        environment = engine_environment | {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "EXISTING_GATEWAY": gateway,
            "TMPDIR": str(tmp_path),
        }
        code, said = first_preview(engine, environment, folder, ["aws-network"], LIVE)
    overlap = (
        f"AWS-CIDR-05: VPC new in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC {vpc} in us-east-1 "
        f"(exists already); both are attached to transit gateway {gateway}"
    )
    assert (overlap in said) is (second_octet == 0), said
    assert (code != 0) is (second_octet == 0), said


def test_existing_vswitch_of_alibaba_cloud(tmp_path: Path, engine: Path, engine_environment: dict[str, str]) -> None:
    """Two packs under one engine: the regions are read once for both, and the second says nothing of them again."""
    folder = tmp_path / "project"
    folder.mkdir()
    project(folder, VSWITCH)
    with alibaba.serve() as endpoint:
        endpoint.settle(0)
        vpc = alibaba_network(AlibabaClients(endpoint)).vpc
        address = endpoint.removeprefix("http://")
        environment = engine_environment | {
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "sandbox",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sandbox",
            "ALIBABA_CLOUD_ENDPOINT_VPC": address,
            # Nobody is there, so two kinds cannot be read.
            "ALIBABA_CLOUD_ENDPOINT_CLOUDAPI": "127.0.0.1:9",
            "EXISTING_VPC": vpc,
            "TMPDIR": str(tmp_path),
        }
        live = {"live": {"alibabaRegions": ["cn-hangzhou"], "timeLimitSeconds": 10}}
        code, said = first_preview(engine, environment, folder, ["alibaba-gateway", "limits"], live)
    assert code != 0, said
    assert "ALI-CIDR-08: vSwitch new" in said and "10.0.1.128/25" in said and "10.0.1.0/24" in said, said
    # The engine shows it when it is written, and at the end.
    shown = said.partition("Diagnostics:")[2]
    assert shown.count("internal DNS records in cn-hangzhou were not read: reading took longer than 10 s") == 1, said
    assert "Traceback" not in said
    (kept,) = tmp_path.glob("privateapi-live-*")
    assert len([path for path in kept.iterdir() if path.suffix == ""]) == 1
