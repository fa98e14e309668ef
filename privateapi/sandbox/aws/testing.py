"""boto3 clients of a sandbox, for tests."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.config import Config

REGION = "us-east-1"


class Clients:
    """boto3 clients of one endpoint, one per service and region: `aws("ec2")`, `aws("ec2", "us-west-2")`.

    A failed call is not repeated, so that a fault of the server shows at once.
    """

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session: Any = boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing")
        self._clients: dict[tuple[str, str], Any] = {}

    def __call__(self, service: str, region: str = REGION) -> Any:
        """The client of `service` in `region`."""
        key = (service, region)
        if key not in self._clients:
            self._clients[key] = self._session.client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self._clients[key]
