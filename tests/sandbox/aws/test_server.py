"""The server answers AWS calls, keeps connections open, takes turns and can be emptied."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from moto.core import responses

from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients
from privateapi.sandbox.http import LOOPBACK


def _connect(endpoint: str) -> http.client.HTTPConnection:
    url = urlsplit(endpoint)
    return http.client.HTTPConnection(str(url.hostname), url.port, timeout=30)


def _custom_vpcs(aws: Clients, region: str = "us-east-1") -> list[str]:
    answer = aws("ec2", region).describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])
    return [vpc["VpcId"] for vpc in answer["Vpcs"]]


def test_server_listens_on_the_loopback_interface_only(aws_endpoint: Endpoint) -> None:
    assert urlsplit(aws_endpoint).hostname == LOOPBACK == "127.0.0.1"


def test_server_keeps_the_connection_open(aws_endpoint: Endpoint) -> None:
    connection = _connect(aws_endpoint)
    sockets = set()
    for _ in range(3):
        connection.request("GET", "/privateapi/instance")
        response = connection.getresponse()
        assert response.version == 11
        assert json.loads(response.read())["instance"] == aws_endpoint.instance
        sockets.add(connection.sock)
    connection.close()
    assert len(sockets) == 1 and None not in sockets


@pytest.mark.parametrize("path", ["/privateapi/reset", "/moto-api/reset"])
def test_reset_empties_every_region_and_renews_the_instance(aws: Clients, aws_endpoint: Endpoint, path: str) -> None:
    for region in ("us-east-1", "eu-west-1"):
        aws("ec2", region).create_vpc(CidrBlock="10.0.0.0/16")
    before = aws_endpoint.instance
    connection = _connect(aws_endpoint)
    connection.request("POST", path)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert answer["instance"] == aws_endpoint.instance != before
    assert [_custom_vpcs(aws, region) for region in ("us-east-1", "eu-west-1")] == [[], []]


def test_reset_takes_a_post(aws_endpoint: Endpoint) -> None:
    before = aws_endpoint.instance
    connection = _connect(aws_endpoint)
    connection.request("GET", "/privateapi/reset")
    assert connection.getresponse().status == 405
    connection.close()
    assert aws_endpoint.instance == before


def test_server_serves_32_parallel_writers(aws: Clients) -> None:
    ec2 = aws("ec2")

    def make(number: int) -> str:
        vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"]
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.1.0/24")
        ec2.create_security_group(GroupName="api", Description="api", VpcId=vpc)
        return str(vpc)

    with ThreadPoolExecutor(32) as pool:
        made = list(pool.map(make, range(64)))
    assert sorted(_custom_vpcs(aws)) == sorted(made)


def test_operation_that_moto_lacks_is_refused_once_and_clearly(aws: Clients) -> None:
    with pytest.raises(ClientError) as refused:
        aws("ec2").describe_ipams()
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert refused.value.response["Error"]["Code"] == "NotImplemented"
    assert "describe_ipams" in refused.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    ("protocol", "service", "operation"),
    [
        ("ec2", "ec2", "describe_ipams"),
        ("query", "elbv2", "describe_trust_stores"),
        ("rest-xml", "route53", "list_hosted_zones"),
        ("json", "logs", "describe_deliveries"),
    ],
)
def test_failure_inside_a_call_reaches_the_client_in_its_protocol(
    aws: Clients, monkeypatch: pytest.MonkeyPatch, protocol: str, service: str, operation: str
) -> None:
    def fail(*args: Any) -> Any:
        raise RuntimeError("<broken>")

    monkeypatch.setattr(responses.BaseResponse, "_get_action", fail)
    with pytest.raises(ClientError) as failed:
        getattr(aws(service), operation)()
    assert failed.value.response["Error"]["Code"] == "InternalFailure"
    assert failed.value.response["Error"]["Message"] == "the sandbox failed: RuntimeError: <broken>"


def test_path_that_moto_lacks_is_not_a_missing_thing(aws: Clients) -> None:
    with pytest.raises(ClientError) as refused:
        aws("route53").get_checker_ip_ranges()
    assert refused.value.response["Error"]["Code"] == "NotImplemented"


def test_second_server_of_a_process_shares_the_state(aws: Clients) -> None:
    vpc = aws("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    with serve() as endpoint:
        assert endpoint != aws.endpoint
        assert _custom_vpcs(Clients(endpoint)) == [vpc]
    assert _custom_vpcs(aws) == [vpc]


def test_serve_restores_moto_when_it_closes() -> None:
    # In a process of its own: here another server is running.
    program = """
from moto.core import responses
from moto.ec2.models import vpcs
from privateapi.sandbox.aws.server import serve
before = [dict(vars(owner)) for owner in (responses, vpcs, vpcs.VPCBackend, vpcs.VPCEndPoint)]
with serve() as endpoint:
    assert vars(responses) != before[0]
assert [dict(vars(owner)) for owner in (responses, vpcs, vpcs.VPCBackend, vpcs.VPCEndPoint)] == before
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_images_are_there_when_asked_for(aws: Clients) -> None:
    images = aws("ec2").describe_images(Owners=["amazon"])["Images"]
    assert len(images) > 100
    snapshots = {block["Ebs"]["SnapshotId"] for image in images for block in image["BlockDeviceMappings"]}
    found = {snapshot["SnapshotId"] for snapshot in aws("ec2").describe_snapshots()["Snapshots"]}
    assert snapshots <= found
