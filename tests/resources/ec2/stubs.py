"""A resource's context whose AWS answers what a test says: for states and errors that the sandbox never shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import boto3
from botocore.stub import Stubber

from privateapi.provider.clients import Clients
from privateapi.provider.context import Context, Urn
from privateapi.provider.interrupted import Interrupted
from tests.plugin import urn_of


class _Clients:
    """One client for every service and region."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def client(self, service: str, region: str) -> Any:
        return self._client

    def account(self, region: str) -> str:
        return "123456789012"

    def partition(self, region: str) -> str:
        return "aws"


@contextmanager
def stubbed(
    token: str, timeout: float | None = None, service: str = "ec2"
) -> Iterator[tuple[Context, Stubber, list[str]]]:
    """The context, botocore's stubber to tell the answers in order, and the warnings. All answers must be used."""
    client = boto3.client(service, "us-east-1", aws_access_key_id="testing", aws_secret_access_key="testing")
    warnings: list[str] = []
    with Stubber(client) as stubber:
        yield (
            Context(
                urn=Urn(urn_of(token, "main")),
                clients=cast(Clients, _Clients(client)),
                region="us-east-1",
                interrupted=Interrupted(),
                timeout=timeout,
                warn=warnings.append,
            ),
            stubber,
            warnings,
        )
        stubber.assert_no_pending_responses()
