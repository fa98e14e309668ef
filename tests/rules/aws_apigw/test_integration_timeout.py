"""AWS-API-17."""

from typing import Any

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_apigw.integration_timeout import IntegrationTimeout
from privateapi.topology.model import ApiIntegration, HttpApi
from privateapi.topology.values import UNKNOWN, Known, Value
from tests.rules.api_nodes import http_api, integration, rest_api
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite, run

SOURCE = quota_table().source_of(quota_table().quotas["aws.apigw.timeout"])


def waiting(time: int | Value[int], version: int = 1) -> ApiIntegration:
    """An integration that waits so many milliseconds."""
    api: dict[str, Any] = {} if version == 1 else {"api": ref(HttpApi, "orders")}
    value: Value[int] = Known(time) if isinstance(time, int) else time
    return integration(version=version, timeout_milliseconds=value, **api)


class TestIntegrationTimeout(RuleSuite):
    rule = IntegrationTimeout
    passing = [
        ("the least", [waiting(50)]),
        ("the most", [waiting(29000)]),
        ("the most of an HTTP API", [waiting(30000, 2), http_api()]),
        ("of an API that was not read", [waiting(30000, 2)]),
        ("the default", [integration()]),
    ]
    failing = [
        ("too short", [waiting(49)], ["API integration list has timeoutMilliseconds 49; 50 is the least"]),
        (
            "too long",
            [waiting(30000)],
            [f"API integration list has timeoutMilliseconds 30000, more than 29000 (default quota, {SOURCE})"],
        ),
        (
            "too long for an HTTP API",
            [waiting(30001, 2), http_api()],
            ["API integration list has timeoutMilliseconds 30001, where 50 to 30000 are allowed"],
        ),
        (
            "too long for an API of WebSockets",
            [waiting(30000, 2), http_api(protocol_type=Known("WEBSOCKET"))],
            [f"API integration list has timeoutMilliseconds 30000, more than 29000 (default quota, {SOURCE})"],
        ),
    ]
    unknown = [
        ("not known", [waiting(UNKNOWN)], ["API integration list: timeoutMilliseconds is not known yet"]),
        ("not known, HTTP", [waiting(UNKNOWN, 2)], ["API integration list: timeoutMilliseconds is not known yet"]),
        (
            "a protocol that is not known",
            [waiting(30000, 2), http_api(protocol_type=UNKNOWN)],
            ["API integration list: the protocolType is not known yet"],
        ),
    ]

    def test_raised_quota(self) -> None:
        applied = {("", "us-east-1", "aws.apigw.timeout"): 60000}
        assert not run(IntegrationTimeout, [waiting(60000), rest_api()], applied=applied).violations
        edge = run(IntegrationTimeout, [waiting(60000), rest_api(kind="EDGE")], applied=applied)
        assert [each.message for each in edge.violations] == [
            "API integration list has timeoutMilliseconds 60000; the quota was raised, but not for REST API orders, "
            "which is an EDGE API"
        ]
        longer = run(IntegrationTimeout, [waiting(60001), rest_api()], applied=applied)
        assert [each.message for each in longer.violations] == [
            "API integration list has timeoutMilliseconds 60001, more than 60000 (applied quota, Service Quotas, "
            "us-east-1)"
        ]
