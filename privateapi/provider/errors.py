"""Errors as the user sees them, and the tables that tell AWS's error codes apart.

Life-cycle errors read "creating EC2 VPC (main): cause"; validation faults carry the property's path, the value, what
is wrong and what would be right. The tables are `privateapi/facts/errors/<service>.json`, one per AWS service, and
`alicloud.json` for all products of Alibaba Cloud.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

Verb = Literal["creating", "setting up", "reading", "updating", "deleting", "importing"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: ``path`` is the camelCase property path, ``reason`` the whole sentence."""

    path: str
    reason: str


class PluginError(Exception):
    """An error whose text is complete for the user; it is shown without a traceback."""


class ConfigurationError(PluginError):
    """The provider's configuration is wrong: which property, which value, what would be right."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.path}: {fault.reason}" for fault in faults))


class RegionError(PluginError):
    """The credentials cannot be used in a region, or belong to an account that is not allowed."""


class CancelledError(PluginError):
    """The user asked to stop (Ctrl-C) while an operation was waiting."""

    def __init__(self) -> None:
        super().__init__("cancelled while waiting; run `pulumi up` again to go on from here")


class WaitError(PluginError):
    """A resource went into a state it cannot leave, or did not get ready in time."""


class AlibabaError(Exception):
    """Alibaba Cloud refused a call, or gave no answer to it.

    ``status`` is the HTTP status, and ``None`` when there was no answer: the call may have been carried out.
    ``retry_after`` is how long the cloud asks to wait, in seconds.
    """

    def __init__(
        self,
        action: str,
        code: str,
        message: str,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float = 0.0,
    ) -> None:
        self.action = action
        self.code = code
        self.message = message
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after
        super().__init__(f"{code}: {message}")

    @property
    def uncertain(self) -> bool:
        """Whether the call may have been carried out all the same: no answer, or a fault of the cloud."""
        return self.status is None or self.status >= 500


class LifecycleError(PluginError):
    """A life-cycle step failed: gerund, AWS noun, (name or id), cause.

    ``hidden`` are texts that must not be read in it: AWS repeats values that it refuses.
    """

    def __init__(self, verb: Verb, noun: str, name: str, cause: BaseException, hidden: Collection[str] = ()) -> None:
        text = describe(cause) if is_expected(cause) else fault_in_plugin(cause)
        for each in sorted(hidden, key=len, reverse=True):
            text = text.replace(each, "[secret]")
        super().__init__(f"{verb} {noun} ({name}): {text}")


def is_expected(error: BaseException) -> bool:
    """Whether an error is the cloud's, the network's or the user's; any other one is a fault in the plugin."""
    return isinstance(error, PluginError | AlibabaError | ClientError | BotoCoreError | OSError)


def fault_in_plugin(error: BaseException) -> str:
    """What the user is told of a fault in the plugin."""
    return f"fault in the privateapi plugin: {describe(error)}; please report it (PRIVATEAPI_LOG=debug shows more)"


def describe(cause: BaseException) -> str:
    """The cause in one line: the cloud's code, message and request id; never a request's parameters."""
    if isinstance(cause, ClientError):
        error = cause.response.get("Error", {})
        request = cause.response.get("ResponseMetadata", {}).get("RequestId")
        return _answer(error.get("Code", "Unknown"), error.get("Message", ""), cause.operation_name, request)
    if isinstance(cause, AlibabaError):
        return _answer(cause.code, cause.message, cause.action, cause.request_id)
    text = str(cause)
    if isinstance(cause, ParamValidationError):
        text = re.sub(r"value: .*, (?=type: <class)", "", text)
    text = " ".join(text.split())
    if isinstance(cause, PluginError):
        return text
    return f"{type(cause).__name__}: {text}" if text else type(cause).__name__


def _answer(code: str, message: str, action: str, request: str | None) -> str:
    text = f"{code}: {' '.join(message.split())}".rstrip(": ")
    return f"{text} ({action}, request {request})" if request else f"{text} ({action})"


@dataclass(frozen=True, slots=True)
class ErrorTable:
    """Error codes of one service by meaning: a code, or ``code/words of the message`` where the code is vague.

    A code that ends in ``*`` stands for all that begin so: Alibaba Cloud documents the beginnings of its codes only.
    """

    not_found: frozenset[str] = frozenset()
    dependency: frozenset[str] = frozenset()
    eventual: frozenset[str] = frozenset()


@functools.cache
def error_table(service: str) -> ErrorTable:
    """The table of a boto3 service such as ``ec2``, or of ``alicloud``; a service without a file has an empty one."""
    path = resources.files("privateapi") / "facts" / "errors" / f"{service}.json"
    if not path.is_file():
        return ErrorTable()
    data = json.loads(path.read_text(encoding="utf-8"))
    return ErrorTable(**{meaning: frozenset(codes) for meaning, codes in data.items() if meaning != "source"})


def matches(error: BaseException, entries: frozenset[str]) -> bool:
    """Whether a cloud's error is one of the entries of a table."""
    if isinstance(error, AlibabaError):
        code, message = error.code, error.message
    elif isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        message = error.response.get("Error", {}).get("Message", "")
    else:
        return False
    return any(
        _is_code(code, entry.partition("/")[0]) and entry.partition("/")[2].lower() in message.lower()
        for entry in entries
    )


def _is_code(code: str, pattern: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern
