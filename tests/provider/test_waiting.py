"""Waiting: acceptors, time-outs, cancels and retries; no test looks at a clock."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import tenacity
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.stub import Stubber

from privateapi.provider import waiting
from privateapi.provider.errors import CancelledError, WaitError

LONG = 3600.0


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polls follow each other without a pause."""
    monkeypatch.setattr(waiting, "FIRST_DELAY", 0)


@pytest.fixture(scope="module")
def ec2() -> Any:
    session = boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing")
    return session.client("ec2", region_name="us-east-1")


@pytest.fixture
def stub(ec2: Any) -> Iterator[Stubber]:
    """Answers in turn, each once; an answer that is not asked for fails the test."""
    with Stubber(ec2) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Gives EC2 waiters of our own for the time of the test."""

    def declare(**waiters: Any) -> None:
        monkeypatch.setattr(waiting, "_own_waiters", lambda service: waiters)
        monkeypatch.setattr(waiting, "waiter_model", waiting.waiter_model.__wrapped__)

    return declare


def vpcs(*states: str) -> dict[str, Any]:
    return {"Vpcs": [{"VpcId": "vpc-1", "State": state} for state in states]}


def path(expected: Any, state: str, argument: str = "Vpcs[].State", matcher: str = "pathAll") -> dict[str, Any]:
    return {"matcher": matcher, "argument": argument, "expected": expected, "state": state}


def waiter(*acceptors: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"operation": "DescribeVpcs", "delay": 0, "maxAttempts": 3, "acceptors": list(acceptors), **more}


def wait(client: Any, name: str, timeout: float | None = LONG, cancelled: threading.Event | None = None) -> None:
    waiting.wait(client, name, cancelled or threading.Event(), timeout, {"VpcIds": ["vpc-1"]})


def test_success_at_the_third_poll(ec2: Any, stub: Stubber) -> None:
    for state in ("pending", "pending", "available"):
        stub.add_response("describe_vpcs", vpcs(state), {"VpcIds": ["vpc-1"]})
    wait(ec2, "VpcAvailable")


def test_error_that_means_not_yet(ec2: Any, stub: Stubber) -> None:
    stub.add_client_error("describe_vpcs", "InvalidVpcID.NotFound", http_status_code=400)
    stub.add_response("describe_vpcs", {"Vpcs": [], "ResponseMetadata": {"HTTPStatusCode": 200}})
    wait(ec2, "VpcExists")


@pytest.mark.parametrize(
    ("case", "acceptor", "more", "answer", "text"),
    [
        ("state", path("failed", "failure", matcher="pathAny"), {}, vpcs("failed"), "it is 'failed'"),
        (
            "state with the cloud's reason",
            path("failed", "failure", matcher="pathAny"),
            {"reason": "Vpcs[0].OwnerId"},
            {"Vpcs": [{"State": "failed", "OwnerId": "no room"}]},
            "it is 'failed': no room",
        ),
        (
            "state without the reason that there may be",
            path("failed", "failure", matcher="pathAny"),
            {"reason": "Vpcs[0].OwnerId"},
            vpcs("failed"),
            "it is 'failed'",
        ),
        (
            "not a state",
            path(True, "failure", "length(Vpcs) == `0`", "path"),
            {},
            vpcs(),
            'For expression "length(Vpcs) == `0`" we matched expected path: "True"',
        ),
        (
            "not a state, with the cloud's reason",
            path(True, "failure", "Vpcs[0].IsDefault", "path"),
            {"reason": "Vpcs[0].OwnerId"},
            {"Vpcs": [{"IsDefault": True, "OwnerId": "no room"}]},
            "no room",
        ),
    ],
)
def test_failure(
    ec2: Any,
    stub: Stubber,
    tables: Callable[..., None],
    case: str,
    acceptor: dict[str, Any],
    more: dict[str, Any],
    answer: dict[str, Any],
    text: str,
) -> None:
    tables(VpcReady=waiter(path("available", "success"), acceptor, **more))
    stub.add_response("describe_vpcs", vpcs("pending"))
    stub.add_response("describe_vpcs", answer)
    with pytest.raises(WaitError) as failed:
        wait(ec2, "VpcReady")
    assert str(failed.value) == f"waiting for VpcReady: {text}"


def test_failure_by_an_error(ec2: Any, stub: Stubber, tables: Callable[..., None]) -> None:
    refused = {"matcher": "error", "expected": "Refused", "state": "failure"}
    tables(VpcReady=waiter(path("available", "success"), refused))
    stub.add_client_error("describe_vpcs", "Refused", "ask the owner")
    with pytest.raises(WaitError) as failed:
        wait(ec2, "VpcReady")
    assert str(failed.value).startswith("waiting for VpcReady: Refused: ask the owner (DescribeVpcs")


def test_error_that_no_acceptor_knows(ec2: Any, stub: Stubber) -> None:
    stub.add_client_error("describe_vpcs", "UnauthorizedOperation", "You are not authorized.")
    with pytest.raises(ClientError, match="UnauthorizedOperation"):
        wait(ec2, "VpcAvailable")


def test_error_of_the_network(ec2: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:9")

    monkeypatch.setattr(ec2, "describe_vpcs", unreachable)
    with pytest.raises(EndpointConnectionError):
        wait(ec2, "VpcAvailable")


@pytest.mark.parametrize(
    ("case", "timeout", "text"),
    [
        ("given", 0.01, "not ready after 0 seconds"),
        ("the waiter's own", None, "not ready after 0 seconds"),
    ],
)
def test_time_out(
    ec2: Any, tables: Callable[..., None], monkeypatch: pytest.MonkeyPatch, case: str, timeout: float | None, text: str
) -> None:
    tables(VpcReady=waiter(path("available", "success")))
    monkeypatch.setattr(ec2, "describe_vpcs", lambda **_: vpcs("pending"))
    with pytest.raises(WaitError) as failed:
        wait(ec2, "VpcReady", timeout)
    assert str(failed.value) == f"{text}; raise the resource's custom timeout, or look at it in the console"


def test_time_out_of_a_waiter_is_delay_times_attempts(
    ec2: Any, tables: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[float] = []

    def retrying(cancelled: threading.Event, limit: float, *_: Any) -> Callable[[Callable[[], str]], str]:
        limits.append(limit)
        return lambda poll: poll()

    monkeypatch.setattr(waiting, "_retrying", retrying)
    monkeypatch.setattr(ec2, "describe_vpcs", lambda **_: vpcs("available"))
    tables(VpcReady={**waiter(path("available", "success")), "delay": 15, "maxAttempts": 40})
    wait(ec2, "VpcReady", None)
    wait(ec2, "VpcReady", 5)
    assert limits == [600, 5]


def test_cancel_in_the_middle(ec2: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cancelled, polls = threading.Event(), []

    def describe(**_: Any) -> dict[str, Any]:
        polls.append(1)
        if len(polls) == 2:
            cancelled.set()
        return vpcs("pending")

    monkeypatch.setattr(ec2, "describe_vpcs", describe)
    with pytest.raises(CancelledError, match="^cancelled while waiting; run `pulumi up` again to go on from here$"):
        wait(ec2, "VpcAvailable", cancelled=cancelled)
    assert len(polls) == 2


def test_cancel_ends_a_pause(ec2: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause of an hour after the first poll is over as soon as the user asks to stop."""
    monkeypatch.setattr(waiting, "FIRST_DELAY", LONG)
    cancelled, asked = threading.Event(), threading.Event()

    def describe(**_: Any) -> dict[str, Any]:
        asked.set()
        return vpcs("pending")

    monkeypatch.setattr(ec2, "describe_vpcs", describe)
    outcome: list[BaseException] = []

    def work() -> None:
        try:
            wait(ec2, "VpcAvailable", 2 * LONG, cancelled)
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert asked.wait(30)
    cancelled.set()
    thread.join(30)
    assert [type(error) for error in outcome] == [CancelledError]


def test_success_in_the_poll_in_which_the_user_asks_to_stop(ec2: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cancelled = threading.Event()
    cancelled.set()
    monkeypatch.setattr(ec2, "describe_vpcs", lambda **_: vpcs("available"))
    wait(ec2, "VpcAvailable", cancelled=cancelled)


def test_own_waiters_stand_beside_botocores(tables: Callable[..., None]) -> None:
    tables(VpcReady=waiter(path("available", "success")), VpcAvailable=waiter(path("good", "success")))
    model = waiting.waiter_model("ec2")
    assert {"VpcReady", "VpcAvailable", "InstanceRunning"} <= set(model.waiter_names)
    assert model.get_waiter("VpcAvailable").acceptors[0].expected == "good", "ours goes first"


def test_waiters_of_a_service_that_has_none() -> None:
    assert waiting.waiter_model("sts").waiter_names == []
    assert waiting.waiter_model("no-such-service").waiter_names == []


def test_own_waiters_are_read_from_their_file() -> None:
    facts = Path(waiting.__file__).parent.parent / "facts" / "waiters" / "ec2.json"
    declared = json.loads(facts.read_text(encoding="utf-8"))["waiters"]
    assert declared and declared.keys() <= set(waiting.waiter_model("ec2").waiter_names)


def failing(*codes: str) -> Callable[[], str]:
    """A call that is refused with each code in turn and then answers."""
    left = list(codes)

    def call() -> str:
        if left:
            raise ClientError({"Error": {"Code": left.pop(0), "Message": ""}}, "DeleteVpc")
        return "done"

    return call


def test_retry() -> None:
    call = failing("DependencyViolation", "IncorrectState")
    codes = frozenset({"DependencyViolation", "IncorrectState"})
    assert waiting.retry(call, codes, threading.Event(), LONG) == "done"


def test_retry_other_code() -> None:
    with pytest.raises(ClientError, match="Unauthorized"):
        waiting.retry(failing("Unauthorized"), frozenset({"DependencyViolation"}), threading.Event(), LONG)


def test_retry_time_out_gives_the_last_answer() -> None:
    call = failing(*["DependencyViolation"] * 100_000)
    with pytest.raises(ClientError, match="DependencyViolation"):
        waiting.retry(call, frozenset({"DependencyViolation"}), threading.Event(), 0.01)


def test_retry_cancelled() -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(CancelledError):
        waiting.retry(failing("DependencyViolation"), frozenset({"DependencyViolation"}), cancelled, LONG)


def test_wait_that_the_cloud_asks_for() -> None:
    retrying = waiting._retrying(threading.Event(), LONG, tenacity.retry_never, 15, lambda error: 7.5)
    state = tenacity.RetryCallState(retrying, None, (), {})
    assert retrying.wait(state) < 1, "there was no error"
    state.set_exception((OSError, OSError("busy"), None))
    assert retrying.wait(state) == 7.5


def test_until() -> None:
    answers = iter([False, False, True])
    waiting.until(lambda: next(answers), threading.Event(), LONG)
    assert next(answers, "all were asked for") == "all were asked for"


def test_until_time_out() -> None:
    with pytest.raises(WaitError) as failed:
        waiting.until(lambda: False, threading.Event(), 0.01)
    assert str(failed.value) == (
        "not ready after 0 seconds; raise the resource's custom timeout, or look at it in the console"
    )


def test_delays_double_up_to_the_waiters_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "FIRST_DELAY", 0.25)
    retrying = waiting._retrying(threading.Event(), LONG, tenacity.retry_never, 15)
    state = tenacity.RetryCallState(retrying, None, (), {})
    delays = []
    for state.attempt_number in range(1, 10):
        delays.append(retrying.wait(state))
    assert delays == [0.25, 0.5, 1, 2, 4, 8, 15, 15, 15]
