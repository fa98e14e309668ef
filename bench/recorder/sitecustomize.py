"""Writes every AWS call of a Python process to the file BENCH_RECORD names; put on PYTHONPATH by the benchmark only.

A call is one JSON line: when it began and ended, service, region, operation, parameters, answer.
"""

import base64
import json
import os
import threading
import time
from datetime import datetime
from typing import Any

_PATH = os.environ.get("BENCH_RECORD")
_LOCK = threading.Lock()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"__bytes__": base64.b64encode(value).decode()}
    if isinstance(value, datetime):
        return value.isoformat()
    if hasattr(value, "read"):
        return None
    return str(value)


def _record() -> None:
    import botocore.client
    from botocore.exceptions import ClientError

    original = botocore.client.BaseClient._make_api_call

    def recorded(self: Any, operation: str, params: dict[str, Any]) -> Any:
        call = {
            "service": self.meta.service_model.service_name,
            "region": self.meta.region_name,
            "operation": operation,
            "params": params,
            "begin": time.monotonic(),
        }
        answer: Any = None
        try:
            answer = original(self, operation, params)
        except ClientError as error:
            call["error"] = error.response["Error"]["Code"]
            raise
        finally:
            call["end"] = time.monotonic()
            call["answer"] = answer
            line = json.dumps(call, default=_plain)
            with _LOCK, open(str(_PATH), "a", encoding="utf-8") as file:
                file.write(line + "\n")
        return answer

    botocore.client.BaseClient._make_api_call = recorded


if _PATH:
    _record()
