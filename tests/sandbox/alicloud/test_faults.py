"""Faults on demand, as the official client meets them."""

from __future__ import annotations

import http.client
import threading
from typing import Any

import pytest
from alibabacloud_cloudapi20160714 import models
from alibabacloud_cloudapi20160714.client import Client
from alibabacloud_tea_openapi.exceptions import ServerException, ThrottlingException
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.exceptions import UnretryableException
from darabonba.policy.retry import RetryOptions

from privateapi.sandbox.alicloud.call import CLOUDAPI, VPC
from privateapi.sandbox.alicloud.faults import Fault, Kind
from privateapi.sandbox.alicloud.server import Endpoint, serve
from privateapi.sandbox.alicloud.testing import CallError, Clients, error_code

NAMED = {"intranet_domain": "api.demo.com", "type": "A"}


def create(endpoint: Endpoint, **config: Any) -> None:
    """One creation with the typed client, which waits half a second for an answer."""
    client = Client(
        Config(
            access_key_id="sandbox",
            access_key_secret="sandbox",
            endpoint=endpoint.address,
            protocol="http",
            region_id="cn-hangzhou",
            read_timeout=500,
            **config,
        )
    )
    record = models.CreatePrivateDNSRequestRecords(record="10.0.1.9", weight=1)
    client.create_private_dns(models.CreatePrivateDNSRequest(**NAMED, records=[record]))


def count(endpoint: Endpoint) -> int:
    return int(Clients(endpoint).call(CLOUDAPI, "ListPrivateDNS")["TotalCount"])


def test_throttling(endpoint: Endpoint) -> None:
    endpoint.fault(Fault("throttling", "CreatePrivateDNS", retry_after=70))
    with pytest.raises(ThrottlingException) as refused:
        create(endpoint)
    assert (refused.value.code, refused.value.retry_after, count(endpoint)) == ("Throttling.User", 70, 0)
    create(endpoint)
    assert count(endpoint) == 1


def test_throttled_calls_are_retried_by_the_client_when_it_is_told_to(endpoint: Endpoint) -> None:
    endpoint.fault(Fault("throttling", "CreatePrivateDNS", count=2, retry_after=1))
    condition = {"maxAttempts": 3, "errorCode": ["Throttling.User"], "exception": ["ThrottlingException"]}
    create(endpoint, retry_options=RetryOptions({"retryable": True, "retryCondition": [condition]}))
    assert [call.code for call in endpoint.calls] == ["Throttling.User", "Throttling.User", None]


def test_unavailable(endpoint: Endpoint) -> None:
    endpoint.fault(Fault("unavailable", "CreatePrivateDNS"))
    with pytest.raises(ServerException) as refused:
        create(endpoint)
    assert (refused.value.code, refused.value.status_code, count(endpoint)) == ("ServiceUnavailable", 503, 0)


def test_error_of_any_name(ali: Clients, endpoint: Endpoint) -> None:
    endpoint.fault(Fault("error", code="NoPermission", status=403, message="not you"))
    with pytest.raises(CallError, match="NoPermission: not you") as refused:
        ali.call(VPC, "DescribeVpcs")
    assert refused.value.status == 403


def test_error_after_the_action_was_carried_out(endpoint: Endpoint) -> None:
    endpoint.fault(Fault("unavailable", "CreatePrivateDNS", when="after"))
    with pytest.raises(ServerException):
        create(endpoint)
    assert count(endpoint) == 1


@pytest.mark.parametrize(("when", "made"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("kind", ["reset", "hang"])
def test_connection_without_an_answer(endpoint: Endpoint, kind: Kind, when: Any, made: int) -> None:
    endpoint.fault(Fault(kind, "CreatePrivateDNS", when=when))
    with pytest.raises(UnretryableException):
        create(endpoint)
    assert count(endpoint) == made


def test_reset_is_a_reset(endpoint: Endpoint, ali: Clients) -> None:
    endpoint.fault(Fault("reset"))
    with pytest.raises(ConnectionResetError):
        ali.call(VPC, "DescribeVpcs")


def test_hang_ends_after_its_time_without_an_answer(endpoint: Endpoint, ali: Clients) -> None:
    endpoint.fault(Fault("hang", seconds=0.01))
    with pytest.raises(http.client.RemoteDisconnected):
        ali.call(VPC, "DescribeVpcs")


def test_hang_ends_with_the_server_and_holds_up_no_other_call() -> None:
    failures: list[BaseException] = []

    def ask(endpoint: Endpoint) -> None:
        try:
            Clients(endpoint).call(VPC, "DescribeVpcs")
        except OSError as failure:
            failures.append(failure)

    with serve() as endpoint:
        endpoint.fault(Fault("hang", "DescribeVpcs", seconds=600))
        asking = threading.Thread(target=ask, args=(endpoint,))
        asking.start()
        while not endpoint.calls:
            continue
        assert Clients(endpoint).call(VPC, "DescribeVSwitches")["TotalCount"] == 0
    asking.join()
    assert len(failures) == 1


def test_faults_wait_for_their_action_and_are_used_up_in_order(endpoint: Endpoint, ali: Clients) -> None:
    assert ali.control("POST", "faults", {"kind": "throttling", "action": "DescribeVpcs", "count": 2}) == {"waiting": 2}
    assert ali.control("POST", "faults", {"kind": "unavailable", "action": "DescribeVpcs"}) == {"waiting": 3}
    assert error_code(ali.call, VPC, "DescribeVSwitches") == ""
    codes = [error_code(ali.call, VPC, "DescribeVpcs") for _ in range(4)]
    assert codes == ["Throttling.User", "Throttling.User", "ServiceUnavailable", ""]
    ali.control("POST", "faults", {"kind": "unavailable"})
    assert ali.control("DELETE", "faults") == {"waiting": 0}
    assert error_code(ali.call, VPC, "DescribeVpcs") == ""
