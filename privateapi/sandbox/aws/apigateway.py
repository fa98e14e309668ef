"""What the corrections of API Gateway share: answers, patch paths, pages, policies."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.apigateway.exceptions import BadRequestException

Answer = tuple[int, dict[str, Any], str]
PatchHandler = Callable[[dict[str, Any], list[str]], None]

_PAGE = 25
_LARGEST_PAGE = 500


def answer(body: dict[str, Any], status: int = 200) -> Answer:
    """moto's form of a response; members that are None are left out, as AWS does."""
    shown = {key: value for key, value in body.items() if value is not None}
    return status, {"status": status}, json.dumps(shown)


def body_of(response: Any) -> dict[str, Any]:
    """The request's JSON body."""
    parsed: dict[str, Any] = json.loads(response.body or "{}")
    return parsed


def query_of(response: Any, name: str) -> str | None:
    """The value of a query parameter; None when it is absent or empty."""
    from urllib.parse import parse_qs

    values = parse_qs(response.parsed_url.query).get(name)
    return values[0] if values else None


def segments_of(path: str) -> list[str]:
    """The parts of a patch path, unescaped: `/a~1b/c` is `["a/b", "c"]`."""
    return [part.replace("~1", "/").replace("~0", "~") for part in path.split("/")[1:]]


def apply_patch(operations: list[dict[str, Any]], handlers: dict[tuple[str, str], PatchHandler]) -> None:
    """Run the handler of each operation, chosen by (op, first segment of the path), with the operation and the rest.

    Raises BadRequestException for a path that the operation cannot change.
    """
    for operation in operations:
        segments = segments_of(operation["path"])
        handler = handlers.get((operation["op"], segments[0]))
        if handler is None:
            known = ", ".join(f"/{name}" for op, name in handlers if op == operation["op"])
            raise BadRequestException(
                f"Invalid patch path  '{operation['path']}' specified for op '{operation['op']}'."
                f" Please choose supported operations: [{known}]"
            )
        handler(operation, segments[1:])


def page_of(response: Any, items: list[dict[str, Any]]) -> Answer:
    """One page of a list, as `limit` and `position` ask for it."""
    size = min(int(query_of(response, "limit") or _PAGE), _LARGEST_PAGE)
    start = int(query_of(response, "position") or 0)
    following = str(start + size) if start + size < len(items) else None
    return answer({"item": items[start : start + size], "position": following})


def checked_policy(text: str | None) -> str | None:
    """A resource policy as it was given; None when there is none. Raises BadRequestException when it is no policy."""
    if not text:
        return None
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    statements = document.get("Statement") if isinstance(document, dict) else None
    listed = statements if isinstance(statements, list) else [statements]
    if not statements or not all(
        isinstance(item, dict) and {"Effect", "Principal", "Action"} <= set(item) for item in listed
    ):
        raise BadRequestException(
            "Invalid policy document. Please check the policy syntax and ensure that Principals are valid."
        )
    return text


def shown_policy(text: str | None) -> str | None:
    """A resource policy as API Gateway answers it: with its quotation marks escaped, as inside a JSON string."""
    return json.dumps(text)[1:-1] if text else None
