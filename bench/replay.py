"""Replays recorded AWS calls with plain boto3: in the same partial order and with the same parallelism.

A call begins when those are done that were done when it began in the recording. Ids that AWS gives are new in every
run: answers are walked beside the recorded ones, and what differs is put into the later calls.
"""

import base64
import concurrent.futures
import json
import re
import threading
import time
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def load(path: Path) -> list[dict[str, Any]]:
    """The recorded calls, in the order in which they began."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return sorted((json.loads(line) for line in lines), key=lambda call: float(call["begin"]))


def parallelism(calls: list[dict[str, Any]]) -> int:
    """The most calls that were under way at one time."""
    moments = sorted([(call["begin"], 1) for call in calls] + [(call["end"], -1) for call in calls])
    most = now = 0
    for _, step in moments:
        now += step
        most = max(most, now)
    return most


def replay(calls: list[dict[str, Any]], endpoint: str) -> tuple[float, list[str]]:
    """Seconds that the calls took, and the calls whose outcome differs from the recorded one."""
    session = boto3.Session(aws_access_key_id="sandbox", aws_secret_access_key="sandbox")
    clients: dict[tuple[str, str], Any] = {}
    ids: dict[str, str] = {}
    lock = threading.Lock()
    done = [threading.Event() for _ in calls]
    ended = [call["end"] for call in calls]
    differing: list[str] = []
    began = time.monotonic()

    def client(service: str, region: str) -> Any:
        with lock:
            if (service, region) not in clients:
                config = Config(max_pool_connections=64, retries={"mode": "adaptive", "max_attempts": 8})
                clients[service, region] = session.client(
                    service, region_name=region, endpoint_url=endpoint, config=config
                )
            return clients[service, region]

    def run(index: int) -> None:
        call = calls[index]
        for other, end in enumerate(ended):
            if end <= call["begin"]:
                done[other].wait()
        try:
            with lock:
                params = _renamed(call["params"], ids)
            answer = client(call["service"], call["region"])._make_api_call(call["operation"], params)
            with lock:
                _learn(call["answer"], json.loads(json.dumps(answer, default=_plain)), ids)
            if "error" in call:
                differing.append(f"{call['operation']}: succeeded, was {call['error']}")
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code != call.get("error"):
                differing.append(f"{call['operation']}: {code}: {error.response['Error'].get('Message')}")
        finally:
            done[index].set()

    with concurrent.futures.ThreadPoolExecutor(max_workers=len(calls)) as pool:
        for future in [pool.submit(run, index) for index in range(len(calls))]:
            future.result()
    return time.monotonic() - began, differing


def _learn(recorded: Any, found: Any, ids: dict[str, str]) -> None:
    if isinstance(recorded, dict) and isinstance(found, dict):
        for key in recorded.keys() & found.keys():
            if key != "ResponseMetadata":
                _learn(recorded[key], found[key], ids)
    elif isinstance(recorded, list) and isinstance(found, list):
        for one, other in zip(recorded, found, strict=False):
            _learn(one, other, ids)
    elif isinstance(recorded, str) and isinstance(found, str) and recorded != found:
        _learn_text(recorded, found, ids)


def _learn_text(recorded: str, found: str, ids: dict[str, str]) -> None:
    """The parts that differ: an answer says `/hostedzone/Z1`, and later calls say `Z1`."""
    ours, theirs = re.split(r"([/:])", recorded), re.split(r"([/:])", found)
    pairs = zip(ours, theirs, strict=True) if len(ours) == len(theirs) else [(recorded, found)]
    for one, other in pairs:
        if one != other and len(one) > 5:
            ids.setdefault(one, other)


def _renamed(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        if set(value) == {"__bytes__"}:
            content = base64.b64decode(value["__bytes__"])
            try:
                return str(_renamed(content.decode(), ids)).encode()
            except UnicodeDecodeError:
                return content
        return {key: _renamed(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, ids) for each in value]
    if isinstance(value, str):
        if value in ids:
            return ids[value]
        for old, new in ids.items():
            if old in value:
                value = value.replace(old, new)
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
