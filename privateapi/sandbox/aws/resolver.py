"""What corrections of Route 53 Resolver share: refusals in AWS's words, and the checks of several resources.

Error codes: https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53_Resolver.html
"""

from __future__ import annotations

from typing import Any

from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random
from moto.route53resolver.exceptions import (
    LimitExceededException,
    ResourceExistsException,
    ResourceNotFoundException,
    TagValidationException,
)

_TAGS = 200


def now() -> str:
    """The time as the service writes it."""
    return utcnow().isoformat(timespec="milliseconds") + "Z"


def status_message(what: str) -> str:
    """A message with a trace id in front, as the service gives them."""
    return f"[Trace id: 1-{mock_random.get_random_hex(8)}-{mock_random.get_random_hex(24)}] {what}"


def found(things: dict[str, Any], id: str, noun: str) -> Any:
    """A thing of the backend by its id, or AWS's refusal."""
    thing = things.get(id)
    if thing is None:
        raise ResourceNotFoundException(f"{noun} with ID '{id}' does not exist.")
    return thing


def check_new(backend: Any, things: dict[str, Any], request_id: str, noun: str, limit: int, quota: str) -> None:
    """Refuse a request id that was used before, and one thing more than the account's quota."""
    if any(each.creator_request_id == request_id for each in things.values()):
        raise ResourceExistsException(f"{noun} with creator request ID '{request_id}' already exists")
    if len(things) >= limit:
        raise LimitExceededException(f"Account '{backend.account_id}' has exceeded '{quota}'")


def tag(backend: Any, arn: str, tags: list[dict[str, str]] | None) -> None:
    """Keep the tags of a new thing."""
    fault = backend.tagger.validate_tags(tags or [], limit=_TAGS)
    if fault:
        raise TagValidationException(fault)
    backend.tagger.tag_resource(arn, tags or [])
