"""What exists in the account, and in no program: a sandbox that the pack reads while the program is previewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from privateapi.sandbox.aws.server import serve
from privateapi.sandbox.aws.testing import Clients, make_network
from tests.policies.previews import HERE, first_preview, project

pytestmark = pytest.mark.engine

PROGRAM = HERE / "live" / "aws" / "new_vpc.py"
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
        }
        code, said = first_preview(engine, environment, folder, ["aws-network"], LIVE)
    overlap = (
        f"AWS-CIDR-05: VPC new in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC {vpc} in us-east-1 "
        f"(exists already); both are attached to transit gateway {gateway}"
    )
    assert (overlap in said) is (second_octet == 0), said
    assert (code != 0) is (second_octet == 0), said
