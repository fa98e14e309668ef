"""Reads accounts: everything at once, for a limited time, once in a run; what cannot be read is said, not guessed."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
)

import privateapi.readers.live as package
from privateapi.provider.errors import AlibabaError
from privateapi.readers.live.data import LIVE, LiveData
from privateapi.readers.live.limits import limit_sources
from privateapi.readers.live.place import SOURCES, Place, Source
from privateapi.rules.finding import Unjudged
from privateapi.topology.model import Node

PARALLEL = 16
"""Calls at the same time; the Describe operations of EC2 allow more."""
_DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "Client.UnauthorizedOperation",
        "UnauthorizedException",
        "UnauthorizedOperation",
    }
)
# Of Alibaba Cloud's codes, the parts before the product's own.
_WRONG_KEY = ("IncompleteSignature", "InvalidAccessKeyId", "InvalidSecurityToken", "SignatureDoesNotMatch")
_FORBIDDEN = ("Forbidden", "NoPermission")
_NO_CREDENTIALS = (CredentialRetrievalError, NoCredentialsError, PartialCredentialsError, ProfileNotFound)
_GLOBAL_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    place: Place
    future: Future[Any]


@functools.cache
def read_live(regions: tuple[str, ...], time_limit_seconds: float) -> LiveData:
    """What exists in the account of the ambient credentials, in those Regions. It is read once in a process."""
    try:
        session = boto3.session.Session()
    except ProfileNotFound as error:
        return _without_credentials(error)
    return read_account(regions, time_limit_seconds, session)


def read_account(regions: Sequence[str], time_limit_seconds: float, session: Any) -> LiveData:
    """As `read_live`, for the credentials of a boto3 session."""
    deadline = time.monotonic() + time_limit_seconds
    clients = _Clients(session)
    try:
        account = clients.of(regions[0])("sts").get_caller_identity()["Account"]
    except _NO_CREDENTIALS as error:
        return _without_credentials(error)
    except (BotoCoreError, ClientError) as error:
        return _nothing(f"AWS cannot be asked ({_text(error)})")
    places = [Place(account, region, clients.of(region)) for region in dict.fromkeys(regions)]
    home = Place(account, _GLOBAL_REGION, clients.of(_GLOBAL_REGION))
    asked = (
        (source, place) for source in (*_sources(), *limit_sources()) for place in ([home] if source.once else places)
    )
    return read_all(asked, account, deadline, time_limit_seconds)


def read_all(
    asked: Iterable[tuple[Source, Place]], account: str, deadline: float, time_limit_seconds: float
) -> LiveData:
    """Ask all sources at once; `deadline` is of the monotonic clock, the limit is what it was made from."""
    pool = ThreadPoolExecutor(PARALLEL, thread_name_prefix="live")
    tasks = [_Task(source, place, pool.submit(_drained, source, place)) for source, place in asked]
    wait([task.future for task in tasks], timeout=max(0.0, deadline - time.monotonic()))
    # A call that hangs ends by its own time-out; nobody waits for it.
    pool.shutdown(wait=False, cancel_futures=True)
    return _gathered(tasks, account, time_limit_seconds)


def _drained(source: Source, place: Place) -> list[Any]:
    read: Callable[[Place], Iterable[Any]] | None = source.nodes or source.limits
    return list(read(place)) if read is not None else []


def _gathered(tasks: Sequence[_Task], account: str, time_limit_seconds: float) -> LiveData:
    nodes: dict[str, Node] = {}
    applied: dict[tuple[str, str, str], int] = {}
    causes: defaultdict[str, list[_Task]] = defaultdict(list)
    for task in tasks:
        if not task.future.done() or task.future.cancelled():
            causes[f"reading took longer than {time_limit_seconds:g} s"].append(task)
            continue
        error = task.future.exception()
        if error is not None:
            causes[_cause(error, task.source.action)].append(task)
        elif task.source.limits is not None:
            region = "" if task.source.once else task.place.region
            applied |= {(account, region, id): value for id, value in task.future.result()}
        else:
            nodes |= {node.key: node for node in task.future.result()}
    unread = [Unjudged(LIVE, None, _said(found, cause)) for cause, found in causes.items()]
    return LiveData(tuple(nodes.values()), applied, tuple(unread))


def _cause(error: BaseException, action: str) -> str:
    if isinstance(error, ClientError):
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _DENIED:
            return f"the credentials do not allow {action}"
    if isinstance(error, ConnectionError | HTTPClientError):
        return "AWS does not answer"
    if isinstance(error, AlibabaError):
        # The message has the text that was signed in it, another one for each call.
        if error.code.startswith(_WRONG_KEY):
            return f"Alibaba Cloud does not accept the credentials ({error.code})"
        if error.code.startswith(_FORBIDDEN):
            return f"the credentials do not allow {action}"
    return _text(error)


def _said(tasks: Sequence[_Task], cause: str) -> str:
    what = list(dict.fromkeys(task.source.what for task in tasks))
    regions = list(dict.fromkeys(task.place.region for task in tasks))
    return f"{', '.join(what)} in {', '.join(regions)} were not read: {cause}"


def _without_credentials(error: BotoCoreError) -> LiveData:
    return _nothing(f"there are no AWS credentials ({_text(error)})")


def _nothing(cause: str) -> LiveData:
    return LiveData(unread=(Unjudged(LIVE, None, f"nothing in the accounts was read: {cause}"),))


def _text(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


@functools.cache
def _sources() -> tuple[Source, ...]:
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(SOURCES)


class _Clients:
    """One client for each service and Region; boto3 makes clients in one thread at a time only."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], Any] = {}
        self._config = Config(
            connect_timeout=3,
            read_timeout=20,
            retries={"mode": "adaptive", "total_max_attempts": 3},
            max_pool_connections=PARALLEL,
        )

    def of(self, region: str) -> Callable[[str], Any]:
        """The clients of a Region, by service."""

        def client(service: str) -> Any:
            with self._lock:
                if (service, region) not in self._made:
                    self._made[service, region] = self._session.client(service, region_name=region, config=self._config)
                return self._made[service, region]

        return client
