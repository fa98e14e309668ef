"""GetAccountLimit, which moto lacks: how many zones and health checks an account may have, and has.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetAccountLimit.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput
from moto.route53.responses import Route53

from privateapi.facts.quotas import quota_table
from privateapi.sandbox.aws.patches import Patches

# The quota, and where moto keeps what it counts. Traffic policies are not in the sandbox.
_LIMITS = {
    "MAX_HEALTH_CHECKS_BY_OWNER": ("aws.r53.health_checks", "health_checks"),
    "MAX_HOSTED_ZONES_BY_OWNER": ("aws.r53.zones", "zones"),
}


def apply(patches: Patches) -> None:
    """Add the operation and its path."""
    patches.add(Route53, "get_account_limit", _limit)
    path = r"{0}/(?P<api_version>[\d_-]+)/accountlimit/(?P<limit_type>[^/]+)$"
    patches.set_item(urls.url_paths, path, Route53.dispatch)


def _limit(response: Any) -> ActionResult:
    kind = response.params["Type"]
    if kind not in _LIMITS:
        raise InvalidInput(f"Invalid limit type: {kind}")
    quota, counted = _LIMITS[kind]
    value = quota_table().quotas[quota].default
    return ActionResult({"Limit": {"Type": kind, "Value": value}, "Count": len(getattr(response.backend, counted))})
