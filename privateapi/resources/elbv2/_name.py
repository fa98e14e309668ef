"""Names of load balancers and target groups (ELB API, CreateLoadBalancer and CreateTargetGroup: Name)."""

import re
from typing import Annotated

from pydantic import AfterValidator


def _name(value: str) -> str:
    if not 1 <= len(value) <= 32:
        raise ValueError(f"{value!r} has {len(value)} characters; 1 to 32 are allowed")
    if wrong := re.findall(r"[^A-Za-z0-9-]", value):
        raise ValueError(f"{value!r} has {wrong[0]!r}; letters, digits and hyphens are allowed, as in api-front-door")
    if value != (right := value.strip("-")):
        raise ValueError(f"{value!r} begins or ends with a hyphen; {right!r} would be right")
    return value


def _not_internal(value: str) -> str:
    if value.startswith("internal-"):
        right = value.removeprefix("internal-")
        raise ValueError(f"{value!r} begins with 'internal-', which AWS keeps for itself; {right!r} would be right")
    return value


TargetGroupName = Annotated[str, AfterValidator(_name)]
"""1 to 32 letters, digits and hyphens, no hyphen at either end."""
LoadBalancerName = Annotated[TargetGroupName, AfterValidator(_not_internal)]
"""As a target group's name, and not beginning with ``internal-``."""
