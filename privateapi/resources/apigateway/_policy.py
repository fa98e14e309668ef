"""Resource policies as API Gateway tells them.

It writes the short form ``execute-api:/stage/METHOD/path`` out with the ARN of the API or domain name, and escapes the
whole document's quotation marks once more (API Gateway Developer Guide, "API Gateway resource policy examples").
"""

import json
from typing import Any

from privateapi.provider.kinds import canonical_policy


def told_policy(text: str | None, asked: Any, own: str) -> dict[str, Any] | None:
    """The document in the form in which it was asked for, if it means the same, else in the short form.

    ``own`` is the ARN that the short form was written out with: ``execute-api:/*`` becomes ``{own}/*``.
    """
    if not text:
        return None
    found: dict[str, Any] = _short(parsed_policy(text), own)
    return asked if isinstance(asked, dict) and same_policy(found, asked, own) else found


def same_policy(one: Any, other: Any, own: str) -> bool:
    """Whether two documents mean the same, written out or not; ``None`` is no policy."""
    return bool(canonical_policy(_short(one, own)) == canonical_policy(_short(other, own)))


def parsed_policy(text: str | None) -> Any:
    """The document out of API Gateway's answer, as it is."""
    if not text:
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return json.loads(json.loads(f'"{text}"'))


def _short(document: Any, own: str) -> Any:
    if isinstance(document, dict):
        return {key: _short(value, own) for key, value in document.items()}
    if isinstance(document, list):
        return [_short(each, own) for each in document]
    if document == own:
        # A domain name is written out without a path.
        return "execute-api:/*"
    if isinstance(document, str) and document.startswith(f"{own}/"):
        return f"execute-api:{document.removeprefix(own)}"
    return document
