"""The sandbox's own state as the model of the network: read with the readers of live accounts, inside this process."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
from botocore.config import Config
from moto.core.botocore_stubber import BotocoreStubber

from privateapi.readers.live import naming
from privateapi.readers.live.place import Place
from privateapi.sandbox.aws.corrections.route53_health_check import measured_health
from privateapi.topology.health import Conditions
from privateapi.topology.model import HealthCheck, Node
from privateapi.topology.values import Known

# Names such as `route53.amazonaws.com`, which moto answers by; nothing is sent there.
_CONFIG = Config(ignore_configured_endpoint_urls=True, retries={"total_max_attempts": 1})


def place(account: str, region: str) -> Place:
    """Where the readers read an account and a Region of the sandbox."""
    return Place(account, region, _clients(account, region))


def health_checks(backend: Any) -> tuple[list[Node], Conditions]:
    """The health checks in moto's Route 53 `backend`, and what those find that are not calculated.

    What a check finds that follows an alarm is given as the result of an endpoint: the sandbox has looked at the metric
    already.
    """
    nodes: list[Node] = []
    results: dict[str, bool] = {}
    for node in naming.health_checks(place(backend.account_id, "us-east-1")):
        assert isinstance(node, HealthCheck)
        if node.type != Known("CALCULATED"):
            results[node.key] = measured_health(backend, backend.health_checks[node.id.get()])
            node = replace(node, type=Known("HTTPS"))
        nodes.append(node)
    return nodes, Conditions(checks=results)


@functools.cache
def _clients(account: str, region: str) -> Callable[[str], Any]:
    answer = BotocoreStubber()
    answer.enabled = True
    session = boto3.Session(aws_access_key_id="sandbox", aws_secret_access_key="sandbox", region_name=region)
    session.events.register("before-send", answer)
    session.events.register("before-call", functools.partial(_of_account, account=account))

    @functools.cache
    def client(service: str) -> Any:
        return session.client(service, config=_CONFIG)

    return client


def _of_account(params: dict[str, Any], account: str, **_: Any) -> None:
    params["headers"]["x-moto-account-id"] = account
