"""Remedies: changes of a resource that are safe whatever else is in the stack. They are off until a user turns them on.

A remedy changes what is known only. In a remediation the SDK shows an unknown value as a text like any other
(pulumi_policy 1.21.0), so everything is read with markers first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pulumi_policy import ResourceValidationArgs

from privateapi.readers.policy_arguments import changed, unwrapped
from privateapi.readers.resource import SECRET, UNKNOWN, Plain, holds

# Route 53, "Values specific for alias records": only balancers have a health to evaluate. Network Load Balancers are
# `<name>.elb.<region>.amazonaws.com`, the others `<name>.<region>.elb.amazonaws.com`.
_BALANCER = re.compile(r"\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?\.?$", re.IGNORECASE)
_HEALTH = "evaluateTargetHealth"


def evaluate_target_health(args: ResourceValidationArgs) -> Mapping[str, Any] | None:
    """AWS-R53-07: an alias to a load balancer in a routing set evaluates the health of its target."""
    properties = unwrapped(args.props)
    if not isinstance(properties.get("setIdentifier"), str):
        return None
    if args.resource_type == "privateapi:route53:RecordSet" and _mendable(properties.get("alias")):
        return changed(args, "alias", {**properties["alias"], _HEALTH: True})
    if args.resource_type == "aws:route53/record:Record":
        aliases = properties.get("aliases")
        if isinstance(aliases, list) and len(aliases) == 1 and _mendable(aliases[0]):
            return changed(args, "aliases", [{**aliases[0], _HEALTH: True}])
    return None


def _mendable(alias: Plain) -> bool:
    if not isinstance(alias, Mapping) or holds(alias, UNKNOWN) or holds(alias, SECRET):
        return False
    name = alias.get("name")
    return alias.get(_HEALTH) in (None, False) and isinstance(name, str) and bool(_BALANCER.search(name))
