"""A repeated EC2 call with the same client token answers as the first one did and makes nothing new.

moto ignores the token (but for RunInstances), so a call repeated after a lost answer makes a second thing.
https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.responses import EC2Response

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Remember the answers of calls that carried a token, as long as the backend lives."""
    patches.add(EC2Backend, "answers_by_token", None)

    @patches.wrap(EC2Response, "call_action")
    def call_action(original: Any, response: Any) -> Any:
        token = response.params.get("ClientToken")
        if not token:
            return original(response)
        backend = response.ec2_backend
        if backend.answers_by_token is None:
            backend.answers_by_token = {}
        key = (response._get_action(), token)
        asked = json.dumps(response.params, sort_keys=True, default=str)
        first_asked, answer = backend.answers_by_token.get(key, (asked, None))
        if first_asked != asked:
            refusal = EC2ClientError(
                "IdempotentParameterMismatch",
                f"Client token {token} was used before with different parameters.",
            )
            return response.serialized(ActionResult(refusal))
        if answer is None:
            answer = original(response)
            if answer[0] < 400:
                backend.answers_by_token[key] = (asked, answer)
        status, headers, body = answer
        return status, dict(headers), body
