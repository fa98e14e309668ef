"""Live data that the packs of one operation read together."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from privateapi.packs.pack import Pack
from privateapi.packs.settings import LiveSettings
from privateapi.packs.shared import LIFE, read_once
from privateapi.packs.testing import Resource, run
from privateapi.protocol import analyzer_pb2
from privateapi.readers.live import reader
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.rules.finding import Unjudged
from privateapi.topology.model import Origin, Vpc
from privateapi.topology.values import MISSING, Known

ENGINE = "127.0.0.1:40001"
SETTINGS = LiveSettings(regions=["us-east-1"])
DATA = LiveData(
    (
        Vpc(
            origin=Origin("arn:vpc-1", "AWS::EC2::VPC"),
            name="hub",
            id=Known("vpc-1"),
            cidr_block=Known("10.0.0.0/16"),
            enable_dns_support=MISSING,
            region=Known("us-east-1"),
            live=True,
        ),
    ),
    {("123456789012", "us-east-1", "aws.vpc.vpcs"): 7},
    (Unjudged(LIVE, None, "subnets in us-east-1 were not read: AWS does not answer"),),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / f"privateapi-live-{os.getuid()}"


@pytest.fixture
def asked() -> list[LiveSettings]:
    return []


@pytest.fixture
def read(asked: list[LiveSettings]) -> Callable[[LiveSettings], LiveData]:
    def answer(settings: LiveSettings) -> LiveData:
        asked.append(settings)
        return DATA

    return answer


def test_second_pack_gets_what_the_first_has_read(read: Any, asked: list[LiveSettings], folder: Path) -> None:
    first, second = read_once(ENGINE, SETTINGS, read), read_once(ENGINE, SETTINGS, read)
    assert asked == [SETTINGS]
    assert (first.nodes, first.applied, first.unread) == (second.nodes, second.applied, second.unread)
    assert (first.told, second.told, second.complete) == (False, True, False)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_packs_that_ask_at_the_same_time(asked: list[LiveSettings]) -> None:
    begun = threading.Event()

    def slow(settings: LiveSettings) -> LiveData:
        begun.wait(60)
        asked.append(settings)
        return DATA

    with ThreadPoolExecutor(4) as pool:
        found = [pool.submit(read_once, ENGINE, SETTINGS, slow) for _ in range(4)]
        begun.set()
        told = sorted(each.result().told for each in found)
    assert (len(asked), told) == (1, [False, True, True, True])


@pytest.mark.parametrize("what", ["another operation", "other settings", "other credentials"])
def test_what_is_read_anew(what: str, read: Any, asked: list[LiveSettings], monkeypatch: pytest.MonkeyPatch) -> None:
    read_once(ENGINE, SETTINGS, read)
    engine, settings = ENGINE, SETTINGS
    if what == "another operation":
        engine = "127.0.0.1:40002"
    elif what == "other settings":
        settings = LiveSettings(regions=["us-west-2"])
    else:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "other")
    assert not read_once(engine, settings, read).told
    assert len(asked) == 2


def test_outside_the_engine_nothing_is_kept(read: Any, asked: list[LiveSettings], folder: Path) -> None:
    read_once("", SETTINGS, read)
    read_once("", SETTINGS, read)
    assert len(asked) == 2 and not folder.exists()


def test_what_is_too_old_is_removed(read: Any, asked: list[LiveSettings], folder: Path) -> None:
    read_once(ENGINE, SETTINGS, read)
    for path in folder.iterdir():
        os.utime(path, (0, path.stat().st_mtime - LIFE - 1))
    read_once("127.0.0.1:40002", SETTINGS, read)
    assert len([path for path in folder.iterdir() if path.suffix == ""]) == 1
    read_once(ENGINE, SETTINGS, read)
    assert len(asked) == 3


@pytest.mark.parametrize("what", ["open to others", "a link", "a file"])
def test_folder_of_others_is_not_used(what: str, read: Any, asked: list[LiveSettings], folder: Path) -> None:
    if what == "a file":
        folder.write_text("", encoding="utf-8")
    elif what == "a link":
        elsewhere = folder.with_name("elsewhere")
        elsewhere.mkdir(mode=0o700)
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir()
        folder.chmod(0o755)
    assert not read_once(ENGINE, SETTINGS, read).told
    assert not read_once(ENGINE, SETTINGS, read).told
    assert len(asked) == 2


def test_nothing_of_the_credentials_is_kept(read: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hunter2")
    read_once(ENGINE, SETTINGS, read)
    assert list(folder.iterdir())
    assert not [path for path in folder.iterdir() if "hunter2" in path.name or b"hunter2" in path.read_bytes()]


def test_states_of_values_stay_what_they_are(read: Any) -> None:
    read_once(ENGINE, SETTINGS, read)
    (vpc,) = read_once(ENGINE, SETTINGS, read).nodes
    assert isinstance(vpc, Vpc) and vpc == DATA.nodes[0]
    assert vpc.enable_dns_support.missing and vpc.cidr_block == Known("10.0.0.0/16")


def test_packs_of_one_operation(
    read: Any, asked: list[LiveSettings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two packs under one engine ask once, and say once what could not be read; both know that it was not."""
    monkeypatch.setattr(reader, "read_live", lambda regions, limit: read(regions))
    for name, group in (("networks", "aws-cidr"), ("limits", "quota")):
        servicer = Pack(name, name, [group]).servicer()
        servicer.Handshake(analyzer_pb2.AnalyzerHandshakeRequest(engine_address=ENGINE), None)
        vpc = Resource("aws:ec2/vpc:Vpc", "new", {"cidrBlock": "10.1.0.0/16", "region": "us-east-1"})
        run(servicer, [vpc], {name: {"live": {"regions": ["us-east-1"]}}})
    assert len(asked) == 1
    assert capsys.readouterr().err.count("subnets in us-east-1 were not read") == 1
