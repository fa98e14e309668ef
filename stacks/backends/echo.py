"""Gives back the event that Lambda received, and the region that answered (seed 002, validation steps)."""

import json
import os
from typing import Any


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an API Gateway proxy event."""
    body = {"region": os.environ.get("AWS_REGION"), "event": event}
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "body": json.dumps(body, default=str),
    }
