"""AWS clients: regions, credentials, profiles, roles, allowed accounts, and one client for many threads."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from privateapi.provider.clients import Clients
from privateapi.provider.config import ProviderConfig, parse_config
from privateapi.provider.errors import ConfigurationError, RegionError
from privateapi.sandbox.aws.server import Endpoint

ACCOUNT = "123456789012"
ROLE = "arn:aws:iam::111122223333:role/deploy"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without credentials; AWS configuration files lie in this folder when there are any."""
    for name in list(os.environ):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    return tmp_path


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")


def clients(**config: Any) -> Clients:
    return Clients(parse_config(config))


@pytest.mark.parametrize(
    ("case", "config", "environment", "region"),
    [
        ("none", {}, {}, None),
        ("configuration", {"region": "eu-west-1"}, {"AWS_REGION": "eu-west-2"}, "eu-west-1"),
        ("AWS_REGION", {}, {"AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-2"),
        ("AWS_DEFAULT_REGION", {}, {"AWS_DEFAULT_REGION": "eu-west-3"}, "eu-west-3"),
        ("default profile", {}, {"profile": "default"}, "sa-east-1"),
        ("a profile", {"profile": "ci"}, {}, "ca-central-1"),
        ("AWS_PROFILE", {}, {"AWS_PROFILE": "ci"}, "ca-central-1"),
    ],
)
def test_default_region(
    case: str,
    config: dict[str, str],
    environment: dict[str, str],
    region: str | None,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if case != "none":
        text = "[default]\nregion = sa-east-1\n[profile ci]\nregion = ca-central-1\n"
        (folder / "config").write_text(text, encoding="utf-8")
    for name, value in environment.items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    assert clients(**config).default_region == region


@pytest.mark.parametrize(
    ("profiles", "there_are"), [("", "none"), ("[profile ci]\nregion = eu-west-1\n[profile prod]\n", "ci, prod")]
)
def test_profile_unknown(profiles: str, there_are: str, folder: Path) -> None:
    (folder / "config").write_text(profiles, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        clients(profile="staging")
    assert str(refused.value) == (
        f"profile: 'staging' is not a profile of the AWS configuration files; there are: {there_are}"
    )


def test_configuration_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "config").write_text("region = x", encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        clients()
    assert str(refused.value) == (
        "profile: the AWS configuration files cannot be read "
        f"(ConfigParseError: Unable to parse config file: {folder / 'config'})"
    )


def test_region_without_credentials() -> None:
    with pytest.raises(RegionError) as refused:
        clients().account("eu-west-1")
    assert str(refused.value) == (
        "'eu-west-1': there are no AWS credentials; set AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, "
        "or the provider's profile"
    )


def test_half_of_the_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    with pytest.raises(RegionError) as refused:
        clients().account("eu-west-1")
    assert str(refused.value) == (
        "'eu-west-1': the credentials cannot be used in this Region (PartialCredentialsError: Partial credentials "
        "found in env, missing: AWS_SECRET_ACCESS_KEY); use valid credentials, and enable the Region for the account "
        "if it is an opt-in Region"
    )


def test_invalid_credentials(credentials: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = clients(endpoint="http://127.0.0.1:9")
    asked = []

    def refuse() -> None:
        asked.append(1)
        raise ClientError({"Error": {"Code": "InvalidClientTokenId", "Message": "No."}}, "GetCallerIdentity")

    monkeypatch.setattr(made.client("sts", "me-south-1"), "get_caller_identity", refuse)
    for _ in range(3):
        with pytest.raises(RegionError) as refused:
            made.account("me-south-1")
    assert str(refused.value) == (
        "'me-south-1': the credentials cannot be used in this Region (InvalidClientTokenId: No. (GetCallerIdentity)); "
        "use valid credentials, and enable the Region for the account if it is an opt-in Region"
    )
    assert asked == [1], "the answer is the same for every resource of the Region"


def test_region_that_cannot_be_reached(credentials: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = clients()

    def unreachable() -> None:
        raise EndpointConnectionError(endpoint_url="https://sts.eu-west-1.amazonaws.com/")

    monkeypatch.setattr(made.client("sts", "eu-west-1"), "get_caller_identity", unreachable)
    with pytest.raises(RegionError, match="EndpointConnectionError: Could not connect"):
        made.account("eu-west-1")


def test_account(credentials: None, aws_endpoint: Endpoint) -> None:
    assert clients(endpoint=str(aws_endpoint)).account("eu-west-1") == ACCOUNT


@pytest.mark.parametrize("allowed", [[ACCOUNT], ["000000000000", ACCOUNT], []])
def test_allowed_account(credentials: None, aws_endpoint: Endpoint, allowed: list[str]) -> None:
    assert clients(endpoint=str(aws_endpoint), allowedAccountIds=allowed).account("eu-west-1") == ACCOUNT


def test_account_that_is_not_allowed(credentials: None, aws_endpoint: Endpoint) -> None:
    made = clients(endpoint=str(aws_endpoint), allowedAccountIds=["000000000000", "111111111111"])
    with pytest.raises(RegionError) as refused:
        made.account("eu-west-1")
    assert str(refused.value) == (
        f"'eu-west-1': the credentials belong to account {ACCOUNT}, which is not one of the allowed ones "
        "(000000000000, 111111111111); use other credentials or add it to allowedAccountIds"
    )


@pytest.mark.parametrize("default", [None, "eu-west-1"])
def test_assume_role(credentials: None, aws_endpoint: Endpoint, default: str | None) -> None:
    """The role's account answers in every Region, whether or not there is a default one."""
    role = {"roleArn": ROLE, "externalId": "partner", "sessionName": "from-tests"}
    made = clients(endpoint=str(aws_endpoint), region=default, assumeRole=role)
    assert made.account("eu-central-1") == "111122223333"
    arn = made.client("sts", "us-west-2").get_caller_identity()["Arn"]
    assert arn == "arn:aws:sts::111122223333:assumed-role/deploy/from-tests"


def test_assume_role_asks_with_what_is_configured(credentials: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    class Sts:
        def assume_role(self, **parameters: Any) -> Any:
            asked.append(parameters)
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "No."}}, "AssumeRole")

    def create_client(self: Any, service: str, **options: Any) -> Sts:
        asked.append((service, options["region_name"], options["endpoint_url"]))
        return Sts()

    role = {"roleArn": ROLE.replace("aws", "aws-cn", 1), "externalId": "partner", "durationSeconds": 900}
    made = clients(assumeRole=role)
    monkeypatch.setattr("botocore.session.Session.create_client", create_client)
    credentials_of_role = made._session.get_credentials()
    with pytest.raises(ClientError, match="AccessDenied"):
        credentials_of_role.get_frozen_credentials()
    assert asked == [
        ("sts", "cn-north-1", None),
        {
            "RoleArn": role["roleArn"],
            "ExternalId": "partner",
            "DurationSeconds": 900,
            "RoleSessionName": "privateapi",
        },
    ]


def test_assume_role_without_credentials() -> None:
    with pytest.raises(ConfigurationError) as refused:
        clients(assumeRole={"roleArn": ROLE})
    assert str(refused.value) == (
        "assumeRole: there are no AWS credentials to assume the role with; set AWS_PROFILE or AWS_ACCESS_KEY_ID"
    )


def test_assume_role_with_half_of_the_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    with pytest.raises(ConfigurationError) as refused:
        clients(assumeRole={"roleArn": ROLE})
    assert str(refused.value) == (
        "assumeRole: the credentials to assume the role with are not right (PartialCredentialsError: "
        "Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY)"
    )


def test_many_threads_share_one_client(credentials: None) -> None:
    made = clients(endpoint="http://127.0.0.1:9")
    together = threading.Barrier(16)
    found: list[Any] = []

    def work(number: int) -> None:
        together.wait()
        found.append(made.client("sts", f"us-east-{number % 2 + 1}"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16 and len({id(each) for each in found}) == 2
    assert {each.meta.region_name for each in found} == {"us-east-1", "us-east-2"}


def test_many_threads_ask_for_the_account_once(credentials: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = clients(endpoint="http://127.0.0.1:9")
    asked: list[int] = []
    all_wait = threading.Barrier(8, timeout=30)
    found: list[str] = []

    def identity() -> dict[str, str]:
        asked.append(1)
        return {"Account": ACCOUNT}

    monkeypatch.setattr(made.client("sts", "eu-west-1"), "get_caller_identity", identity)

    def work() -> None:
        all_wait.wait()
        found.append(made.account("eu-west-1"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, asked) == ([ACCOUNT] * 8, [1])


def test_client_configuration(credentials: None) -> None:
    client = clients(endpoint="http://127.0.0.1:9", maxParallel="7").client("ec2", "eu-west-1")
    config = client.meta.config
    assert client.meta.endpoint_url == "http://127.0.0.1:9"
    assert config.max_pool_connections == 7, "as many connections as resources that are worked on"
    assert config.retries == {"mode": "adaptive", "total_max_attempts": 9}
    assert "privateapi" in config.user_agent


@pytest.mark.parametrize(
    ("region", "partition"), [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_partition(region: str, partition: str) -> None:
    assert Clients(ProviderConfig()).partition(region) == partition
