"""Remedies: changes of a resource that are safe whatever else is in the stack. They are off until a user turns them on.

A remedy is given a resource's type and inputs, and returns those inputs that change. It changes what is known only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from privateapi.readers.resource import SECRET, UNKNOWN, Plain, holds

Remedy: TypeAlias = Callable[[str, Mapping[str, Plain]], Mapping[str, Plain] | None]

# Route 53, "Values specific for alias records": only balancers have a health to evaluate. Network Load Balancers are
# `<name>.elb.<region>.amazonaws.com`, the others `<name>.<region>.elb.amazonaws.com`.
_BALANCER = re.compile(r"\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?\.?$", re.IGNORECASE)
_HEALTH = "evaluateTargetHealth"


def evaluate_target_health(type: str, inputs: Mapping[str, Plain]) -> Mapping[str, Plain] | None:
    """AWS-R53-07: an alias to a load balancer in a routing set evaluates the health of its target."""
    if not isinstance(inputs.get("setIdentifier"), str):
        return None
    if type == "privateapi:route53:RecordSet" and _mendable(inputs.get("alias")):
        return {"alias": {**inputs["alias"], _HEALTH: True}}
    if type == "aws:route53/record:Record":
        aliases = inputs.get("aliases")
        if isinstance(aliases, list) and len(aliases) == 1 and _mendable(aliases[0]):
            return {"aliases": [{**aliases[0], _HEALTH: True}]}
    return None


def _mendable(alias: Plain) -> bool:
    if not isinstance(alias, Mapping) or holds(alias, UNKNOWN) or holds(alias, SECRET):
        return False
    name = alias.get("name")
    return alias.get(_HEALTH) in (None, False) and isinstance(name, str) and bool(_BALANCER.search(name))
