"""Answers OpenAPI calls: lets them in, finds their action, carries it out, and lets faults happen.

Besides the products' actions there are, all below `/privateapi/`:

- `GET instance` and `POST reset`, as every server of the sandbox has them;
- `POST faults`, a JSON object with the fields of `faults.Fault`, and `DELETE faults`;
- `POST settings` with `looks` (how many looks a passing state lasts) and `clock_seconds` (how far the clock is ahead);
- `GET calls`, what was asked since the last reset.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

from privateapi.sandbox.alicloud import actions
from privateapi.sandbox.alicloud.call import ACTIONS, Call, Declared
from privateapi.sandbox.alicloud.faults import Fault, Faults, fault_from
from privateapi.sandbox.alicloud.refusals import Refused, refused
from privateapi.sandbox.alicloud.signature import V1_FIELDS, verify
from privateapi.sandbox.alicloud.state import DEFAULT_REGION, Cloud, Recorded

logger = logging.getLogger(__name__)

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the client; `ending` other than `answer` leaves it without one, after `seconds`."""

    status: int
    content: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: Literal["answer", "hang", "reset"] = "answer"
    seconds: float = 0.0


class Application:
    """One cloud. Calls take turns, so that an action sees the state of a moment."""

    def __init__(self, cloud: Cloud) -> None:
        actions.load()
        self.cloud = cloud
        self.identity: dict[str, Any] = {}
        self.faults = Faults()
        self.on_reset: Callable[[], None] = lambda: None
        self._turn = threading.RLock()

    def describe(self) -> dict[str, Any]:
        """Where this server is, and the id of its present state."""
        return {**self.identity, "instance": self.cloud.instance}

    def reset(self) -> None:
        """Forget everything, faults and settings as well."""
        with self._turn:
            self.cloud.reset()
            self.faults.clear()
            self.on_reset()

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer one request; `headers` has lower-case names."""
        url = urlsplit(target)
        if url.path.startswith("/privateapi/"):
            return self._control(method, url.path, body)
        query = parse_qsl(url.query, keep_blank_values=True)
        form = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True) if _is_form(headers) else []
        with self._turn:
            return self._call(method, url.path, query, form, headers, body)

    def _control(self, method: str, path: str, body: bytes) -> Reply:
        with self._turn:
            match (method, path):
                case ("GET", "/privateapi/instance"):
                    return Reply(200, self.describe())
                case ("POST", "/privateapi/reset"):
                    self.reset()
                    return Reply(200, {"status": "ok", **self.describe()})
                case ("GET", "/privateapi/calls"):
                    return Reply(200, [asdict(call) for call in self.cloud.calls])
                case ("DELETE", "/privateapi/faults"):
                    self.faults.clear()
                    return Reply(200, {"waiting": 0})
                case ("POST", "/privateapi/faults" | "/privateapi/settings"):
                    try:
                        value = json.loads(body)
                        if path.endswith("faults"):
                            self.faults.add(fault_from(value))
                            return Reply(200, {"waiting": len(self.faults)})
                        self.cloud.looks = int(value.get("looks", self.cloud.looks))
                        if "clock_seconds" in value:
                            self.cloud.clock_offset = timedelta(seconds=float(value["clock_seconds"]))
                        return Reply(200, {})
                    except (AttributeError, TypeError, ValueError) as fault:
                        return Reply(400, {"message": str(fault)})
                case (_, "/privateapi/instance" | "/privateapi/reset" | "/privateapi/calls" | "/privateapi/faults"):
                    return Reply(405, {"message": f"{path} does not take {method}"})
        return Reply(404, {"message": f"there is no {path}"})

    def _call(
        self, method: str, path: str, query: Pairs, form: Pairs, headers: Mapping[str, str], body: bytes
    ) -> Reply:
        given = dict(query + form)
        name = headers.get("x-acs-action") or given.get("Action", "")
        version = headers.get("x-acs-version") or given.get("Version", "")
        fault = self.faults.take(name)
        if fault is not None and fault.when == "before":
            self._record(version, name, given, _code_of(fault))
            return self._faulty(fault, headers)
        try:
            verify(self.cloud, method, path, query, form, headers, body)
            content = self._act(version, name, given, headers)
        except Refused as why:
            self._record(version, name, given, why.code)
            return self._error(why, headers)
        except Exception as failure:
            logger.exception("%s %s", version, name)
            broken = refused("InternalError", f"the sandbox failed: {type(failure).__name__}: {failure}")
            self._record(version, name, given, broken.code)
            return self._error(broken, headers)
        self._record(version, name, given, None)
        if fault is not None:
            return self._faulty(fault, headers)
        return Reply(200, {"RequestId": _request_id(), **content})

    def _act(self, version: str, name: str, given: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Any]:
        declared = ACTIONS.get((version, name))
        if declared is None:
            known = any(each == version for each, _ in ACTIONS)
            raise refused("InvalidApi.NotFound" if known else "InvalidVersion")
        region_id = given.get("RegionId") or headers.get("x-acs-region-id") or DEFAULT_REGION
        region = self.cloud.region(region_id)
        if region is None:
            raise refused("InvalidRegionId.NotFound")
        parameters = {key: value for key, value in given.items() if key not in V1_FIELDS}
        call = Call(self.cloud, declared.product, name, region, parameters, headers.get("host", ""))
        return self._once(declared, call)

    def _once(self, declared: Declared, call: Call) -> dict[str, Any]:
        """Carry an action out, or repeat its first answer when the call carries the token of an earlier one."""
        token = call.text(declared.token) if declared.token else ""
        if not token:
            return declared.act(call)
        key = (call.region.id, declared.product.version, declared.name, token)
        if key in self.cloud.answers:
            parameters, content = self.cloud.answers[key]
            if parameters != call.parameters:
                raise refused("IdempotentParameterMismatch")
            return content
        content = declared.act(call)
        self.cloud.answers[key] = (call.parameters, content)
        return content

    def _faulty(self, fault: Fault, headers: Mapping[str, str]) -> Reply:
        match fault.kind:
            case "hang" | "reset":
                return Reply(0, {}, ending=fault.kind, seconds=fault.seconds if fault.kind == "hang" else 0.0)
            case "throttling":
                wait = {} if fault.retry_after is None else {"x-acs-retry-after": str(fault.retry_after)}
                return self._error(refused("Throttling.User"), headers, wait)
            case "unavailable":
                return self._error(refused("ServiceUnavailable"), headers)
            case "error":
                return self._error(Refused(fault.code, fault.status, fault.message), headers)

    def _error(self, why: Refused, headers: Mapping[str, str], more: Mapping[str, str] | None = None) -> Reply:
        content = {
            "RequestId": _request_id(),
            "HostId": headers.get("host", ""),
            "Code": why.code,
            "Message": why.message,
            "Recommend": f"https://api.aliyun.com/troubleshoot?q={why.code}",
        }
        return Reply(why.status, content, more or {})

    def _record(self, version: str, name: str, given: Mapping[str, str], code: str | None) -> None:
        declared = ACTIONS.get((version, name))
        product = declared.product.name if declared else version
        parameters = {key: value for key, value in given.items() if key not in V1_FIELDS}
        region = given.get("RegionId", DEFAULT_REGION)
        self.cloud.calls.append(Recorded(product, name, region, parameters, code))


def _code_of(fault: Fault) -> str:
    named = {"throttling": "Throttling.User", "unavailable": "ServiceUnavailable", "error": fault.code}
    return named.get(fault.kind, fault.kind)


def _is_form(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").startswith("application/x-www-form-urlencoded")


def _request_id() -> str:
    return str(uuid.uuid4()).upper()
